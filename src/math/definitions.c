/* Definitions of macros, as LaTeX and its packages have them. */
#include "math/inner.h"

#include <stdlib.h>
#include <string.h>

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
	if (!p->failed && (*name != '\\' || !math_is_name(name + 1)))
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
static void check_body(Parser *p, const char *name, const MathMacro *macro, size_t offset)
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

/* An argument in brackets, and what stands for it where it is left out. */
static MathParameter optional(const char *missing)
{
	return (MathParameter){MATH_PARAMETER_OPTION, '[', ']', missing};
}

/* A macro as its definition has it; \provide…'s (argument 1) gives way to one of its name. */
static MathNode *define(Parser *p, const Command *command, const char *name, MathMacro macro, MathArg body,
                        size_t offset)
{
	macro.body = math_arg_text(p, body);
	check_body(p, name, &macro, body.offset);
	if (!p->failed && !(command->arg && math_is_macro(p, name)))
		math_define(p, name, macro, offset);
	return NULL;
}

MathNode *math_read_newcommand(Parser *p, const Command *command, size_t offset)
{
	math_take_byte(p, '*');
	const char *name = name_to_define(p, command->name);
	MathMacro macro = {.args = arg_count(p, offset)};
	MathArg first;
	if (math_option(p, &first) && macro.args)
		macro.parameters[0] = optional(arena_strndup(p->arena, first.text, first.len));
	return define(p, command, name, macro, math_arg(p, command->name), offset);
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
		if (*args == MATH_ARGUMENTS || digit != '1' + *args) {
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
	MathMacro macro = {0};
	macro.pattern = read_pattern(p, name, &macro.args);
	return define(p, command, name, macro, math_arg(p, command->name), offset);
}

MathNode *math_read_let(Parser *p, const Command *command, size_t offset)
{
	const char *name = name_to_define(p, command->name);
	math_take_byte(p, '=');
	const char *other = math_arg_text(p, math_arg(p, command->name));
	const MathMacro *old = *other == '\\' ? math_macro(p, other + 1) : NULL;
	if (!p->failed)
		math_define(p, name, old ? *old : (MathMacro){.body = other, .primitive = true}, offset);
	return NULL;
}

MathNode *math_read_declare(Parser *p, const Command *command, size_t offset)
{
	bool limits = math_take_byte(p, '*');
	const char *name = name_to_define(p, command->name);
	const char *words = math_arg_text(p, math_arg(p, command->name));
	if (!p->failed)
		math_define(
		        p, name,
		        (MathMacro){.body = arena_printf(p->arena, "\\operatorname%s{%s}", limits ? "*" : "", words)},
		        offset);
	return NULL;
}

/* \futurelet\name a b: name is b, and both are read after. */
MathNode *math_read_futurelet(Parser *p, const Command *command, size_t offset)
{
	const char *name = name_to_define(p, command->name);
	MathArg first = math_one_token(p), second = math_one_token(p);
	if (!p->failed)
		math_define(p, name, (MathMacro){.body = math_arg_text(p, second), .primitive = true}, offset);
	math_push(p, second, false);
	math_push(p, first, false);
	return NULL;
}

/* ---- packages ---- */

/* The next sign of what says arguments, and past it. */
static char sign_of(const char **at)
{
	while (str_is_white(**at))
		++*at;
	return **at ? *(*at)++ : '\0';
}

/* What stands in the braces at *at, and past them. */
static const char *default_of(Parser *p, const char **at)
{
	const char *from = ++*at;
	for (size_t depth = 1; **at && depth; ++*at)
		depth += (size_t)(**at == '{') - (size_t)(**at == '}');
	return arena_strndup(p->arena, from, (size_t)(*at - from) - (*at > from));
}

/* An argument as xparse says it: m, o, O{…}, s, t*, r(), d(), D(){…}; false if it is none. */
static bool read_parameter(Parser *p, const char **at, MathParameter *out)
{
	char kind = sign_of(at);
	while (kind == '+' || kind == '!')
		kind = sign_of(at);
	*out = (MathParameter){MATH_PARAMETER, '[', ']', "-NoValue-"};
	if (kind == 's' || kind == 't')
		*out = (MathParameter){MATH_PARAMETER_SIGN, kind == 's' ? '*' : sign_of(at), '\0', NULL};
	else if (kind && strchr("oOrdD", kind))
		out->kind = MATH_PARAMETER_OPTION;
	else if (kind != 'm')
		return false;
	if (kind == 'r' || kind == 'd' || kind == 'D') {
		out->open = sign_of(at);
		out->close = sign_of(at);
	}
	if ((kind == 'O' || kind == 'D') && **at == '{')
		out->missing = default_of(p, at);
	return kind == 'm' || out->open;
}

/* \NewDocumentCommand{\name}{arguments}{body}; arg 1: \Provide…. */
MathNode *math_read_document_command(Parser *p, const Command *command, size_t offset)
{
	const char *name = name_to_define(p, command->name);
	MathArg said = math_arg(p, command->name), body = math_arg(p, command->name);
	MathMacro macro = {0};
	const char *at = math_arg_text(p, said);
	while (!p->failed && at[strspn(at, " \t\n")]) {
		if (macro.args == MATH_ARGUMENTS || !read_parameter(p, &at, &macro.parameters[macro.args]))
			math_fail(p, said.offset,
			          "the arguments of '\\%s' are not to be read; m, o, O{…}, s, t*, r(), d() "
			          "and D(){…} may stand here",
			          name);
		macro.args++;
	}
	return define(p, command, name, macro, body, offset);
}

/* \newcommandx{\name}[count][1=…, 3=…]{body} */
MathNode *math_read_newcommandx(Parser *p, const Command *command, size_t offset)
{
	math_take_byte(p, '*');
	const char *name = name_to_define(p, command->name);
	MathMacro macro = {.args = arg_count(p, offset)};
	MathArg options;
	if (math_option(p, &options)) {
		for (const char *at = math_arg_text(p, options); *at;) {
			size_t len = strcspn(at, ",");
			if (at[0] > '0' && at[0] <= '0' + macro.args && at[1] == '=')
				macro.parameters[at[0] - '1'] = optional(arena_strndup(p->arena, at + 2, len - 2));
			at += len + strspn(at + len, ", \t\n");
		}
	}
	return define(p, command, name, macro, math_arg(p, command->name), offset);
}

/* \DeclarePairedDelimiter{\name}{left}{right}: \name{…}, \name*{…} as high as its content, \name[\big]{…}. */
MathNode *math_read_paired(Parser *p, const Command *command, size_t offset)
{
	const char *name = name_to_define(p, command->name);
	const char *left = math_arg_text(p, math_arg(p, command->name));
	const char *right = math_arg_text(p, math_arg(p, command->name));
	MathMacro macro = {.args = 3};
	macro.parameters[0] = (MathParameter){MATH_PARAMETER_SIGN, '*', '\0', NULL};
	macro.parameters[1] = optional("-NoValue-");
	macro.body = arena_printf(p->arena,
	                          "\\IfBooleanTF{#1}{\\left%s #3\\right%s}{\\IfNoValueTF{#2}{\\mathopen{%s}#3"
	                          "\\mathclose{%s}}{\\mathopen{#2%s}#3\\mathclose{#2%s}}}",
	                          left, right, left, right, left, right);
	if (!p->failed)
		math_define(p, name, macro, offset);
	return NULL;
}
