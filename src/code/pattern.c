/* Expressions with what they include: \%{name}, \%[ and \%], \%{1@start}. */
#include "code/grammar.h"

#include <string.h>

/* How deep one may include another, and how long that may make it. */
enum { DEEPEST = 30, LONGEST = 1 << 18, NAME = 128 };

typedef struct {
	CodeGrammar *grammar;
	Buf *out;
	int depth;
} Expansion;

static void expand(Expansion *own, CodeSpec *spec, const char *text);

/* What is included keeps the options that it was written for. */
static void include(Expansion *own, CodeSpec *spec, const char *id)
{
	CodeName name = code_grammar_name(own->grammar, spec, id);
	const xmlNode *node = name.spec ? map_get(name.spec->regexes, name.id) : NULL;
	if (!node || own->depth >= DEEPEST) {
		buf_str(own->out, "(?!)");
		return;
	}
	int options = code_options(node, name.spec->options);
	static const char *const said[] = {[0] = "(?-xi:",
	                                   [CODE_EXTENDED] = "(?x-i:",
	                                   [CODE_CASELESS] = "(?i-x:",
	                                   [CODE_EXTENDED | CODE_CASELESS] = "(?xi:"};
	buf_str(own->out, said[options & (CODE_EXTENDED | CODE_CASELESS)]);
	own->depth++;
	expand(own, name.spec, code_content(code_grammar_arena(own->grammar), node));
	own->depth--;
	buf_str(own->out, options & CODE_EXTENDED ? "\n)" : ")");
}

/* The name between \%{ and }; the length of all, 0 if it is none. */
static size_t read_name(const char *at, char name[NAME])
{
	size_t len = strcspn(at + 3, "}");
	if (at[3 + len] != '}' || len >= NAME)
		return 0;
	memcpy(name, at + 3, len);
	name[len] = '\0';
	return len + 4;
}

/* At a backslash; returns where to go on. */
static const char *expand_escape(Expansion *own, CodeSpec *spec, const char *at)
{
	char name[NAME];
	size_t len;
	if (str_starts(at, "\\%[") || str_starts(at, "\\%]")) {
		buf_str(own->out, at[2] == '[' ? spec->opening : spec->closing);
		return at + 3;
	}
	if (str_starts(at, "\\%{") && (len = read_name(at, name))) {
		if (strchr(name, '@'))
			buf_add(own->out, at, len); /* for when the start is known */
		else
			include(own, spec, name);
		return at + len;
	}
	len = at[1] ? 2 : 1;
	buf_add(own->out, at, len);
	return at + len;
}

/* Behind no backslash: specifications mean that what follows is not escaped, as it is not behind two. */
static const char unescaped[] = "(?<!\\\\)", meant[] = "(?<!(?<!\\\\)\\\\)";

static void expand(Expansion *own, CodeSpec *spec, const char *text)
{
	while (*text && own->out->len < LONGEST) {
		if (str_starts(text, unescaped)) {
			buf_str(own->out, meant);
			text += strlen(unescaped);
		} else if (*text == '\\') {
			text = expand_escape(own, spec, text);
		} else {
			buf_char(own->out, *text++);
		}
	}
}

const char *code_pattern(CodeGrammar *grammar, CodeSpec *spec, const char *text)
{
	Buf out = {0};
	Expansion own = {grammar, &out, 0};
	expand(&own, spec, text);
	const char *copy = arena_strdup(code_grammar_arena(grammar), out.data ? out.data : "");
	buf_free(&out);
	return copy;
}

bool code_pattern_needs_start(const char *text)
{
	return strstr(text, "@start}") != NULL;
}

/* What a group of the start matched, each character for itself. */
static void put_quoted(Buf *out, const CodeRegexes *regexes, const char *line, const char *group)
{
	size_t digits = strspn(group, "0123456789");
	CodeSpan span;
	bool numbered = digits && group[digits] == '@';
	size_t number = 0;
	for (size_t i = 0; numbered && i < digits && i < 3; i++)
		number = number * 10 + (size_t)(group[i] - '0');
	char name[NAME];
	size_t len = strcspn(group, "@");
	memcpy(name, group, len);
	name[len] = '\0';
	if (!(numbered ? code_group(regexes, number, &span) : code_group_named(regexes, name, &span)))
		return;
	for (size_t i = span.from; i < span.end; i++) {
		unsigned char c = (unsigned char)line[i];
		bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
		if (c < 0x80 && !letter && !(c >= '0' && c <= '9') && c != '_')
			buf_char(out, '\\');
		buf_char(out, (char)c);
	}
}

const char *code_end_pattern(Arena *arena, const CodeRegexes *regexes, const char *line, const char *text)
{
	Buf out = {0};
	char name[NAME];
	for (size_t len; *text; text += len) {
		len = str_starts(text, "\\%{") ? read_name(text, name) : 0;
		if (len) {
			put_quoted(&out, regexes, line, name);
		} else {
			len = *text == '\\' && text[1] ? 2 : 1;
			buf_add(&out, text, len);
		}
	}
	const char *copy = arena_strdup(arena, out.data ? out.data : "");
	buf_free(&out);
	return copy;
}
