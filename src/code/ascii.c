/*
 * Expressions for lines of ASCII.  A code point beyond ASCII is written as the byte FF, which no such line has:
 * a range that ends there keeps its part of ASCII, one that lies there matches nothing.
 */
#include "code/ascii.h"

#include <stdlib.h>
#include <string.h>

/* What a category has of ASCII, as it stands in a class. */
static const struct {
	const char *name, *members;
} categories[] = {{"L", "A-Za-z"}, {"Lu", "A-Z"},   {"Ll", "a-z"},     {"Lt", "\\xFF"}, {"Lm", "\\xFF"},
                  {"Lo", "\\xFF"}, {"Nl", "\\xFF"}, {"No", "\\xFF"},   {"N", "0-9"},    {"Nd", "0-9"},
                  {"M", "\\xFF"},  {"Mn", "\\xFF"}, {"Mc", "\\xFF"},   {"Me", "\\xFF"}, {"Pc", "_"},
                  {"Z", "\\x20"},  {"Zs", "\\x20"}, {"S", "$+<=>^`|~"}};

typedef struct {
	const char *at;
	bool in_class;
	Buf *out;
} Translator;

static void put_point(Translator *own, unsigned long point)
{
	buf_printf(own->out, "\\x%02lX", point < 0x80 ? point : 0xFF);
}

/* \N{U+2028} or \x{2028} */
static bool put_number(Translator *own, size_t prefix)
{
	char *end;
	unsigned long point = strtoul(own->at + prefix, &end, 16);
	if (*end != '}')
		return false;
	put_point(own, point);
	own->at = end + 1;
	return true;
}

/* \p{Lu}, in a class or as one. */
static bool put_category(Translator *own)
{
	const char *name = own->at + 3;
	size_t len = strcspn(name, "}");
	for (size_t i = 0; i < BASE_LEN(categories); i++) {
		if (strlen(categories[i].name) != len || memcmp(categories[i].name, name, len))
			continue;
		buf_printf(own->out, own->in_class ? "%s" : "[%s]", categories[i].members);
		own->at = name + len + 1;
		return name[len] == '}';
	}
	return false;
}

static bool put_escape(Translator *own)
{
	const char *at = own->at;
	if (str_starts(at, "\\N{U+"))
		return put_number(own, 5);
	if (str_starts(at, "\\x{"))
		return put_number(own, 3);
	if (str_starts(at, "\\p{"))
		return put_category(own);
	if (!at[1] || strchr("pPXRCQ", at[1]))
		return false;
	buf_add(own->out, at, 2);
	own->at += 2;
	return true;
}

/* [:alpha:] in a class; a ] that is a class's first stands for itself. */
static void put_class_part(Translator *own)
{
	const char *end = str_starts(own->at, "[:") ? strstr(own->at, ":]") : NULL;
	size_t len = end ? (size_t)(end - own->at) + 2 : 1;
	own->in_class = len > 1 || *own->at != ']';
	buf_add(own->out, own->at, len);
	own->at += len;
}

static void open_class(Translator *own)
{
	size_t len = 1;
	len += own->at[len] == '^';
	len += own->at[len] == ']';
	buf_add(own->out, own->at, len);
	own->at += len;
	own->in_class = true;
}

bool code_ascii_pattern(const char *pattern, Buf *out)
{
	Translator own = {.at = pattern, .out = out};
	while (*own.at) {
		if ((unsigned char)*own.at >= 0x80) {
			put_point(&own, 0xFF);
			for (own.at++; utf8_goes_on(*own.at);)
				own.at++;
		} else if (*own.at == '\\') {
			if (!put_escape(&own))
				return false;
		} else if (own.in_class) {
			put_class_part(&own);
		} else if (*own.at == '[') {
			open_class(&own);
		} else {
			buf_char(out, *own.at++);
		}
	}
	return true;
}

/* ---- expressions that look at one byte ---------------------------------------- */

typedef struct {
	const char *at;
	bool extended;
} Glance;

/* White space and comments, where they say nothing. */
static void skip_blanks(Glance *own)
{
	while (own->extended && *own->at && strchr(" \t\r\n#", *own->at))
		own->at += *own->at == '#' ? strcspn(own->at, "\n") : 1;
}

static bool skip_sign(Glance *own, const char *sign)
{
	skip_blanks(own);
	bool found = str_starts(own->at, sign);
	own->at += found ? strlen(sign) : 0;
	return found;
}

/* "(?x-i:", which says whether white space counts from here on. */
static bool skip_options(Glance *own)
{
	skip_blanks(own);
	size_t len = str_starts(own->at, "(?") ? strspn(own->at + 2, "xi-") : 0;
	if (!len || own->at[2 + len] != ':')
		return false;
	const char *on = own->at + 2, *off = memchr(on, '-', len), *x = memchr(on, 'x', len);
	if (x)
		own->extended = !off || x < off;
	own->at += 3 + len;
	return true;
}

/* [...] or \w and its like. */
static bool skip_class(Glance *own)
{
	skip_blanks(own);
	if (*own->at == '\\' && own->at[1] && strchr("sSwWdDhH", own->at[1])) {
		own->at += 2;
		return true;
	}
	if (*own->at != '[')
		return false;
	own->at += own->at[1] == '^' ? 2 : 1;
	own->at += *own->at == ']';
	while (*own->at && *own->at != ']') {
		const char *end = str_starts(own->at, "[:") ? strstr(own->at, ":]") : NULL;
		own->at += end ? (size_t)(end - own->at) + 2 : *own->at == '\\' && own->at[1] ? 2 : 1;
	}
	own->at += *own->at == ']';
	return true;
}

/* Groups with options around one class, or around what is looked for; nothing at all is fine where nothing is. */
static bool skip_glance(Glance *own, bool inside, int depth)
{
	enum { DEEPEST = 30 };
	Glance outer = *own;
	bool fine = depth < DEEPEST;
	if (fine && skip_options(own)) {
		fine = skip_glance(own, inside, depth + 1) && skip_sign(own, ")");
		own->extended = outer.extended;
	} else if (fine && !inside && skip_sign(own, "(?=")) {
		fine = skip_glance(own, true, depth + 1) && skip_sign(own, ")");
	} else if (inside) {
		fine = fine && skip_class(own);
	}
	return fine;
}

bool code_ascii_glances(const char *pattern, bool extended)
{
	Glance own = {pattern, extended};
	bool fine = skip_glance(&own, false, 0);
	skip_blanks(&own);
	return fine && !*own.at;
}

/* Past the bracket that closes what is open; whether another way begins before that. */
static bool skip_level(Glance *own)
{
	bool ways = false;
	for (int depth = 0; *own->at && depth >= 0;) {
		skip_blanks(own);
		char sign = *own->at;
		if (!sign || (sign == ')' && !depth))
			break;
		if (sign == '[') {
			skip_class(own);
			continue;
		}
		depth += (sign == '(') - (sign == ')');
		ways |= sign == '|' && !depth;
		own->at += sign == '\\' && own->at[1] ? 2 : 1;
	}
	return ways;
}

/* What looks back, all of it. */
static bool skip_look_back(Glance *own)
{
	Glance start = *own;
	if (!skip_sign(own, "(?<!") && !skip_sign(own, "(?<="))
		return false;
	skip_level(own);
	if (*own->at == ')') {
		own->at++;
		return true;
	}
	*own = start;
	return false;
}

/* Whether the group that is open here may be left out, or come again. */
static bool is_repeated(Glance own)
{
	skip_level(&own);
	return *own.at != ')' || (own.at[1] && strchr("?*+{", own.at[1]));
}

/* Past what only looks around; *bound: a word's bound is there; *start: a line's start. */
static void skip_bounds(Glance *own, bool *bound, bool *start, int depth)
{
	enum { DEEPEST = 30 };
	Glance level = *own;
	if (depth > DEEPEST || skip_level(&level))
		return;
	for (;;) {
		Glance outer = *own;
		if (skip_look_back(own))
			continue;
		if (skip_sign(own, "\\b")) {
			*bound = true;
			continue;
		}
		if (skip_sign(own, "^")) {
			*start = true;
			continue;
		}
		if (!skip_options(own))
			return;
		if (is_repeated(*own)) {
			*own = outer;
			return;
		}
		skip_bounds(own, bound, start, depth + 1);
		if (!skip_sign(own, ")")) /* there is more in it */
			return;
		own->extended = outer.extended;
	}
}

CodeBounds code_ascii_bounds(const char *pattern, bool extended)
{
	Glance own = {pattern, extended};
	CodeBounds bounds = {0};
	skip_bounds(&own, &bounds.word, &bounds.line, 0);
	skip_blanks(&own);
	bounds.alone = !*own.at;
	return bounds;
}
