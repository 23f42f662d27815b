/* Macros: where they are kept, and their use. */
#include "math/inner.h"

#include <string.h>

enum { MOST_MACROS = 10000 };

struct MathMacros {
	Arena *arena;
	Map *map;
	const char *words[2];
};

MathMacros *math_macros_new(Arena *arena)
{
	MathMacros *macros = arena_alloc(arena, sizeof *macros);
	*macros = (MathMacros){arena, map_new(arena), {"to", "and"}};
	return macros;
}

void math_macros_say(MathMacros *macros, const char *to, const char *and_word)
{
	macros->words[0] = to;
	macros->words[1] = and_word;
}

const char *math_word_between(const Parser *p, bool last)
{
	return p->macros ? p->macros->words[last] : last ? "and" : "to";
}

void math_define(Parser *p, const char *name, MathMacro macro, size_t offset)
{
	if (!p->macros)
		p->macros = math_macros_new(p->arena);
	if (map_count(p->macros->map) >= MOST_MACROS) {
		math_fail(p, offset, "there are more than %d macros; define fewer", MOST_MACROS);
		return;
	}
	MathMacro *copy = arena_alloc(p->macros->arena, sizeof *copy);
	*copy = macro;
	copy->body = arena_strdup(p->macros->arena, macro.body);
	copy->pattern = macro.pattern ? arena_strdup(p->macros->arena, macro.pattern) : NULL;
	for (int i = 0; i < macro.args; i++) {
		const char *missing = macro.parameters[i].missing;
		copy->parameters[i].missing = missing ? arena_strdup(p->macros->arena, missing) : NULL;
	}
	map_set(p->macros->map, name, copy);
}

/* The highest n of #n in a body. */
static int args_in(const char *body)
{
	int most = 0;
	for (const char *at = strchr(body, '#'); at; at = strchr(at + 1, '#')) {
		if (at[1] >= '1' && at[1] <= '9' && at[1] - '0' > most)
			most = at[1] - '0';
	}
	return most;
}

bool math_is_name(const char *name)
{
	size_t letters = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@");
	return *name && (!name[letters] || (!letters && strlen(name) == 1));
}

bool math_macros_set(MathMacros *macros, const char *name, const char *body, MathFault *fault)
{
	*fault = (MathFault){0, NULL};
	name += *name == '\\';
	if (!math_is_name(name)) {
		fault->message = "a macro's name is letters, or one sign; write it as you would after a backslash";
		return false;
	}
	Parser p = {.arena = macros->arena, .macros = macros, .fault = fault};
	int args = args_in(body);
	if (body[0] == '[' && body[1] >= '0' && body[1] <= '9' && body[2] == ']') {
		args = body[1] - '0' > args ? body[1] - '0' : args;
		body += 3;
	}
	math_define(&p, name, (MathMacro){.body = body, .args = args}, 0);
	return !p.failed;
}

/* ---- use ---- */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Adds an argument; a letter does not become part of the command before it. */
static void add_arg(Buf *out, MathArg arg)
{
	size_t at = out->len;
	while (at && is_letter(out->data[at - 1]))
		at--;
	if (arg.len && is_letter(arg.text[0]) && at && at < out->len && out->data[at - 1] == '\\')
		buf_char(out, ' ');
	buf_add(out, arg.text, arg.len);
}

MathArg math_substitute(Parser *p, const char *body, int args, const MathArg *given, size_t offset)
{
	Buf out = {0};
	for (; *body && out.len < MATH_EXPANDED; body++) {
		if (*body == '\\' && body[1])
			buf_char(&out, *body++), buf_char(&out, *body);
		else if (*body == '#' && body[1] == '#')
			buf_char(&out, *body++);
		else if (*body == '#' && body[1] > '0' && body[1] <= '0' + args)
			add_arg(&out, given[*++body - '1']);
		else
			buf_char(&out, *body);
	}
	p->expanded += out.len;
	if (++p->expansions > MATH_EXPANSIONS || p->expanded > MATH_EXPANDED)
		math_fail(p, offset, "macros are expanded without end here; one of them calls itself");
	MathArg result = {arena_strndup(p->scratch, out.data ? out.data : "", out.len), out.len, offset, true};
	buf_free(&out);
	return result;
}

/* Whether the text of a pattern stands next; it is taken. */
static bool takes(Parser *p, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] != ' ' && !math_take_byte(p, text[i]))
			return false;
	}
	return true;
}

/* An argument that ends where the text of a pattern, len bytes, stands outside braces. */
static bool delimited(Parser *p, const char *text, size_t len, MathArg *out)
{
	math_next_byte(p);
	MathInput *input = p->input;
	size_t depth = 0, from = input ? input->at : 0;
	for (size_t at = from; input && at + len <= input->len; at++) {
		if (!depth && !memcmp(input->text + at, text, len)) {
			size_t offset = input->fixed ? input->offset : input->offset + from;
			*out = (MathArg){input->text + from, at - from, offset, input->fixed};
			input->at = at + len;
			return true;
		}
		if (input->text[at] == '\\')
			at++;
		else if (input->text[at] == '}' && !depth--)
			break;
		else if (input->text[at] == '{')
			depth++;
	}
	return false;
}

/* Arguments by a pattern, such as "(#1,#2)". */
static bool take_pattern(Parser *p, const char *name, const char *pattern, MathArg *given)
{
	size_t len = strcspn(pattern, "#");
	bool fits = takes(p, pattern, len);
	for (pattern += len; fits && *pattern; pattern += len) {
		MathArg *arg = &given[pattern[1] - '1'];
		pattern += 2;
		len = strcspn(pattern, "#");
		if (len)
			fits = delimited(p, pattern, len, arg);
		else
			*arg = math_arg(p, name);
	}
	return fits;
}

const MathMacro *math_macro(const Parser *p, const char *name)
{
	return p->macros ? map_get(p->macros->map, name) : NULL;
}

bool math_is_macro(const Parser *p, const char *name)
{
	return p->macros && map_has(p->macros->map, name);
}

const char *math_macro_body(const Parser *p, const char *name)
{
	const MathMacro *macro = p->macros ? map_get(p->macros->map, name) : NULL;
	return macro && !macro->args ? macro->body : NULL;
}

/* What stands for a parameter. */
static MathArg take_parameter(Parser *p, const char *name, const MathParameter *parameter, size_t offset)
{
	const char *missing = parameter->missing;
	MathArg arg = {missing, missing ? strlen(missing) : 0, offset, true};
	char next = parameter->kind == MATH_PARAMETER ? '\0' : math_next_byte(p);
	switch (parameter->kind) {
	case MATH_PARAMETER:
		return math_arg(p, name);
	case MATH_PARAMETER_SIGN:
		arg.text = next == parameter->open && math_take_byte(p, next) ? "\\BooleanTrue" : "\\BooleanFalse";
		arg.len = strlen(arg.text);
		break;
	case MATH_PARAMETER_OPTION:
		if (next != parameter->open)
			break;
		if (next == '[')
			math_option(p, &arg);
		else if (math_take_byte(p, next) && !delimited(p, (const char[]){parameter->close, '\0'}, 1, &arg))
			math_fail(p, offset, "'\\%s' lacks the '%c' that ends an argument", name, parameter->close);
		break;
	}
	return arg;
}

/* False if it is no macro. */
static bool expand(Parser *p, const Token *token)
{
	const MathMacro *macro = math_macro(p, token->name);
	if (!macro)
		return math_expand(p, token);
	MathArg given[MATH_ARGUMENTS] = {{0}};
	size_t offset = token->offset;
	if (macro->pattern) {
		if (!take_pattern(p, token->name, macro->pattern, given))
			math_fail(p, offset, "'\\%s' is not used as it was defined: '%s'", token->name, macro->pattern);
	} else {
		for (int i = 0; i < macro->args && !p->failed; i++)
			given[i] = take_parameter(p, token->name, &macro->parameters[i], offset);
	}
	if (!p->failed)
		math_push(p, math_substitute(p, macro->body, macro->args, given, offset), false);
	if (macro->primitive && !p->failed)
		p->input->primitive = macro->body;
	return true;
}

bool math_expand_once(Parser *p, const Token *token)
{
	return token->kind == TOKEN_COMMAND && !token->primitive && expand(p, token);
}

Token math_peek(Parser *p)
{
	while (!p->has_ahead) {
		p->ahead = math_next_token(p);
		if (math_expand_once(p, &p->ahead))
			continue;
		if (p->failed)
			p->ahead = (Token){.kind = TOKEN_END};
		p->has_ahead = true;
	}
	return p->ahead;
}

Token math_take(Parser *p)
{
	Token token = math_peek(p);
	p->has_ahead = false;
	return token;
}
