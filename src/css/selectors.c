/* Selectors, by descent: a list of selectors, of compounds with combinators between them, of names. */
#include "css/selectors.h"

#include <string.h>
#include <strings.h>

typedef struct {
	const char *text;
	const CssToken *tokens;
	size_t at, end;
	const char *wrong; /* what is; NULL so far */
} Reader;

static bool read_list(Reader *reader, bool relative);

static CssKind kind(const Reader *reader)
{
	return reader->at < reader->end ? reader->tokens[reader->at].kind : CSS_CLOSE_ROUND;
}

static bool fail(Reader *reader, const char *what)
{
	if (!reader->wrong)
		reader->wrong = what;
	return false;
}

static bool take(Reader *reader, CssKind wanted)
{
	bool is = reader->at < reader->end && kind(reader) == wanted;
	reader->at += is;
	return is;
}

static bool take_sign(Reader *reader, char sign)
{
	bool is = kind(reader) == CSS_DELIM && reader->text[reader->tokens[reader->at].at] == sign;
	reader->at += is;
	return is;
}

static bool take_space(Reader *reader)
{
	bool any = false;
	while (take(reader, CSS_SPACE))
		any = true;
	return any;
}

/* p, *, svg|a, |a */
static bool take_type(Reader *reader)
{
	bool name = take(reader, CSS_IDENT) || take_sign(reader, '*');
	if (!take_sign(reader, '|'))
		return name;
	return take(reader, CSS_IDENT) || take_sign(reader, '*') ||
	       fail(reader, "a name is to follow | at once; write prefix|name");
}

/* Behind [. */
static bool read_attribute(Reader *reader)
{
	take_space(reader);
	if (!take_type(reader))
		return fail(reader, "the name of an attribute is to follow [; write [name] or [name=\"value\"]");
	take_space(reader);
	if (take(reader, CSS_CLOSE_SQUARE))
		return true;
	if (!take(reader, CSS_MATCH) && !take_sign(reader, '='))
		return fail(reader, "this is no way to compare; write =, ~=, |=, ^=, $= or *= behind the attribute");
	take_space(reader);
	if (!take(reader, CSS_IDENT) && !take(reader, CSS_STRING))
		return fail(reader, "no value stands here; write it in quotation marks");
	take_space(reader);
	return take(reader, CSS_CLOSE_SQUARE) ||
	       fail(reader, "what checks e-books knows nothing between a value and ]; leave it out");
}

/* What stands between brackets but is no selector, up to the bracket that closes. */
static bool read_argument(Reader *reader, bool counts)
{
	size_t depth = 1, first = (take_space(reader), reader->at);
	for (; reader->at < reader->end; reader->at++) {
		const CssToken *token = &reader->tokens[reader->at];
		depth += token->kind == CSS_FUNCTION || token->kind == CSS_OPEN_ROUND;
		depth -= token->kind == CSS_CLOSE_ROUND;
		if (!depth)
			return reader->at++ > first || fail(reader, "nothing stands between these brackets; say what");
		if (token->kind == CSS_COMMA)
			return fail(reader, "what checks e-books knows one thing between these brackets; write a "
			                    "selector for each");
		if (counts && token->kind == CSS_IDENT && token->len == 2 &&
		    !strncasecmp(reader->text + token->at, "of", 2))
			return fail(reader,
			            "what checks e-books does not know 'of' here; leave it out, or give what is "
			            "meant a class");
	}
	return false;
}

/* Behind the name of a function. */
static bool read_function(Reader *reader, const CssToken *name)
{
	static const struct {
		const char *name;
		bool selectors, relative, counts;
	} known[] = {
	        {"is", true, false, false}, {"where", true, false, false},     {"not", true, false, false},
	        {"has", true, true, false}, {"nth-child", false, false, true}, {"nth-last-child", false, false, true},
	};
	for (size_t i = 0; i < BASE_LEN(known); i++) {
		if (strlen(known[i].name) != name->len ||
		    strncasecmp(known[i].name, reader->text + name->at, name->len) != 0)
			continue;
		if (!known[i].selectors)
			return read_argument(reader, true);
		return read_list(reader, known[i].relative) &&
		       (take(reader, CSS_CLOSE_ROUND) || fail(reader, "this is no selector; write it or leave it out"));
	}
	return read_argument(reader, false);
}

/* Behind a colon. */
static bool read_pseudo(Reader *reader)
{
	take(reader, CSS_COLON);
	const CssToken *name = &reader->tokens[reader->at];
	if (take(reader, CSS_IDENT))
		return true;
	return take(reader, CSS_FUNCTION) ? read_function(reader, name)
	                                  : fail(reader, "a name is to follow : at once, such as :hover or ::before");
}

/* Names without space between them: p.note#first[lang]:hover.  Whether there is one. */
static bool read_compound(Reader *reader)
{
	bool any = take_type(reader), more = true;
	while (more && !reader->wrong) {
		if (take_sign(reader, '.'))
			more = take(reader, CSS_IDENT) || fail(reader, "the name of a class is to follow . at once");
		else if (take(reader, CSS_OPEN_SQUARE))
			more = read_attribute(reader);
		else if (take(reader, CSS_COLON))
			more = read_pseudo(reader);
		else
			more = take(reader, CSS_HASH);
		any |= more;
	}
	return !reader->wrong && (any || fail(reader, "no selector stands here; say what the rule is for"));
}

static bool take_combinator(Reader *reader)
{
	return take_sign(reader, '>') || take_sign(reader, '+') || take_sign(reader, '~');
}

/* Up to a comma, a bracket that closes, or the end. */
static bool read_selector(Reader *reader, bool relative)
{
	take_space(reader);
	if (relative && take_combinator(reader))
		take_space(reader);
	while (read_compound(reader)) {
		bool space = take_space(reader), goes_on = take_combinator(reader);
		if (!goes_on && (kind(reader) == CSS_COMMA || kind(reader) == CSS_CLOSE_ROUND))
			return true;
		if (!goes_on && !space)
			return fail(reader, "this sign is of no selector; take it out");
		take_space(reader);
	}
	return false;
}

static bool read_list(Reader *reader, bool relative)
{
	do {
		if (!read_selector(reader, relative))
			return false;
	} while (take(reader, CSS_COMMA));
	return true;
}

const char *css_selectors(const char *text, const CssToken *tokens, size_t from, size_t to, size_t *at)
{
	Reader reader = {text, tokens, from, to, NULL};
	if (read_list(&reader, false) && reader.at < to)
		fail(&reader, "this bracket closes nothing; take it out");
	*at = reader.at < to ? reader.at : to - 1;
	return reader.wrong;
}
