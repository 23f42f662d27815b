/* Macros: the author's, and the program's own. */
#include "math/inner.h"

#include <string.h>

enum { MOST_ARGS = 9, MOST_MACROS = 10000 };

typedef struct {
	const char *body;
	int args;
	const char *first;   /* what stands for the first argument where it is left out; NULL */
	const char *pattern; /* of \def: what stands before, between and after the arguments; NULL if nothing does */
	bool primitive;      /* \let to a command: body is not looked up again */
} Macro;

struct MathMacros {
	Arena *arena;
	Map *map;
};

MathMacros *math_macros_new(Arena *arena)
{
	MathMacros *macros = arena_alloc(arena, sizeof *macros);
	*macros = (MathMacros){arena, map_new(arena)};
	return macros;
}

static void define(Parser *p, const char *name, Macro macro, size_t offset)
{
	if (!p->macros)
		p->macros = math_macros_new(p->arena);
	if (map_count(p->macros->map) >= MOST_MACROS) {
		math_fail(p, offset, "there are more than %d macros; define fewer", MOST_MACROS);
		return;
	}
	Macro *copy = arena_alloc(p->macros->arena, sizeof *copy);
	*copy = macro;
	copy->body = arena_strdup(p->macros->arena, macro.body);
	copy->first = macro.first ? arena_strdup(p->macros->arena, macro.first) : NULL;
	copy->pattern = macro.pattern ? arena_strdup(p->macros->arena, macro.pattern) : NULL;
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

static bool is_name(const char *name)
{
	size_t letters = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@");
	return *name && (!name[letters] || (!letters && strlen(name) == 1));
}

bool math_macros_set(MathMacros *macros, const char *name, const char *body, MathFault *fault)
{
	*fault = (MathFault){0, NULL};
	name += *name == '\\';
	if (!is_name(name)) {
		fault->message = "a macro's name is letters, or one sign; write it as you would after a backslash";
		return false;
	}
	Parser p = {.arena = macros->arena, .macros = macros, .fault = fault};
	int args = args_in(body);
	if (body[0] == '[' && body[1] >= '0' && body[1] <= '9' && body[2] == ']') {
		args = body[1] - '0' > args ? body[1] - '0' : args;
		body += 3;
	}
	define(&p, name, (Macro){.body = body, .args = args}, 0);
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

bool math_is_macro(const Parser *p, const char *name)
{
	return p->macros && map_has(p->macros->map, name);
}

/* False if it is no macro. */
static bool expand(Parser *p, const Token *token)
{
	const Macro *macro = p->macros ? map_get(p->macros->map, token->name) : NULL;
	if (!macro)
		return false;
	MathArg given[MOST_ARGS] = {{0}};
	size_t offset = token->offset;
	if (macro->pattern) {
		if (!take_pattern(p, token->name, macro->pattern, given))
			math_fail(p, offset, "'\\%s' is not used as it was defined: '%s'", token->name, macro->pattern);
	} else {
		for (int i = 0; i < macro->args && !p->failed; i++) {
			if (!i && macro->first && !math_option(p, &given[0]))
				given[0] = (MathArg){macro->first, strlen(macro->first), offset, true};
			else if (i || !macro->first)
				given[i] = math_arg(p, token->name);
		}
	}
	if (!p->failed)
		math_push(p, math_substitute(p, macro->body, macro->args, given, offset), false);
	if (macro->primitive && !p->failed)
		p->input->primitive = macro->body;
	return true;
}

Token math_peek(Parser *p)
{
	while (!p->has_ahead) {
		p->ahead = math_next_token(p);
		if (p->ahead.kind == TOKEN_COMMAND && !p->ahead.primitive && expand(p, &p->ahead))
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

/* ---- definitions ---- */

/* Without comments, which may stand before and after what counts. */
static MathArg uncommented(Parser *p, MathArg arg)
{
	Buf out = {0};
	for (size_t i = 0; i < arg.len; i++) {
		bool comment = arg.text[i] == '%' && (!i || arg.text[i - 1] != '\\');
		while (comment && i < arg.len && arg.text[i] != '\n')
			i++;
		if (i < arg.len)
			buf_char(&out, arg.text[i]);
	}
	arg.text = arena_strndup(p->scratch ? p->scratch : p->arena, out.len ? out.data : "", out.len);
	arg.len = out.len;
	buf_free(&out);
	return arg;
}

/* The name of a command to be defined: \name or {\name}. */
static const char *name_to_define(Parser *p, const char *command)
{
	size_t offset = math_place(p);
	const char *name = math_arg_text(p, uncommented(p, math_arg(p, command)));
	if (!p->failed && (*name != '\\' || !is_name(name + 1)))
		math_fail(p, offset, "'\\%s' defines commands; give it the name of one, such as '\\name'", command);
	return *name == '\\' ? name + 1 : "";
}

static int arg_count(Parser *p, size_t offset)
{
	MathArg option;
	if (!math_option(p, &option))
		return 0;
	const char *text = math_arg_text(p, option);
	if (text[0] >= '0' && text[0] <= '9' && !text[1])
		return text[0] - '0';
	math_fail(p, offset, "a macro takes 0 to 9 arguments, not '%s'", text);
	return 0;
}

/* A body says no argument that its macro has not. */
static void check_body(Parser *p, const char *name, const Macro *macro, size_t offset)
{
	for (const char *at = macro->body; *at && !p->failed; at++) {
		if (*at == '\\' || (*at == '#' && at[1] == '#'))
			at += at[1] != '\0';
		else if (*at == '#' && at[1] > '0' + macro->args && at[1] <= '9')
			math_fail(p, offset,
			          "'\\%s' has no argument #%c; write [%c] before its body, or another number", name,
			          at[1], at[1]);
	}
}

MathNode *math_read_newcommand(Parser *p, const Command *command, size_t offset)
{
	math_take_byte(p, '*');
	const char *name = name_to_define(p, command->name);
	Macro macro = {.args = arg_count(p, offset)};
	MathArg first, body;
	if (math_option(p, &first) && macro.args)
		macro.first = math_arg_text(p, first);
	body = math_arg(p, command->name);
	macro.body = math_arg_text(p, body);
	bool kept = command->arg && math_is_macro(p, name);
	check_body(p, name, &macro, body.offset);
	if (!p->failed && !kept)
		define(p, name, macro, offset);
	return NULL;
}

/* What stands between a name and its body: arguments, in order, and signs around them. */
static const char *read_pattern(Parser *p, const char *name, int *args)
{
	Buf pattern = {0};
	for (char c; (c = math_next_byte(p)) && c != '{'; p->input->at++) {
		buf_char(&pattern, c);
		if (c != '#')
			continue;
		const MathInput *input = p->input;
		char digit = input->at + 1 < input->len ? input->text[input->at + 1] : '\0';
		if (*args == MOST_ARGS || digit != '1' + *args) {
			math_fail(p, math_place(p), "the arguments of '\\%s' are not in order; write #1, #2 …", name);
			break;
		}
		buf_char(&pattern, digit);
		p->input->at++;
		++*args;
	}
	bool plain = pattern.len == 2 * (size_t)*args;
	const char *copy = plain ? NULL : arena_strdup(p->arena, pattern.data);
	buf_free(&pattern);
	return copy;
}

MathNode *math_read_def(Parser *p, const Command *command, size_t offset)
{
	const char *name = name_to_define(p, command->name);
	Macro macro = {0};
	macro.pattern = read_pattern(p, name, &macro.args);
	MathArg body = math_arg(p, command->name);
	macro.body = math_arg_text(p, body);
	check_body(p, name, &macro, body.offset);
	if (!p->failed)
		define(p, name, macro, offset);
	return NULL;
}

MathNode *math_read_let(Parser *p, const Command *command, size_t offset)
{
	const char *name = name_to_define(p, command->name);
	math_take_byte(p, '=');
	const char *other = math_arg_text(p, math_arg(p, command->name));
	const Macro *old = p->macros && *other == '\\' ? map_get(p->macros->map, other + 1) : NULL;
	if (!p->failed)
		define(p, name, old ? *old : (Macro){.body = other, .primitive = true}, offset);
	return NULL;
}

MathNode *math_read_declare(Parser *p, const Command *command, size_t offset)
{
	bool limits = math_take_byte(p, '*');
	const char *name = name_to_define(p, command->name);
	const char *words = math_arg_text(p, math_arg(p, command->name));
	if (!p->failed)
		define(p, name,
		       (Macro){.body = arena_printf(p->arena, "\\operatorname%s{%s}", limits ? "*" : "", words)},
		       offset);
	return NULL;
}
