/* Spaces, lengths, rules and dots. */
#include "math/inner.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
	const char *name;
	int32_t em, pt; /* of one: 1/1000 em, 1/100000 pt */
} TexUnit;

/* TeX's point is 72 of 72.27. */
static const TexUnit units[] = {
        {"em", 1000, 0},   {"ex", 431, 0},     {"mu", 56, 0},      {"pt", 0, 99626},  {"bp", 0, 100000},
        {"px", 0, 75000},  {"pc", 0, 1195517}, {"cm", 0, 2834646}, {"mm", 0, 283465}, {"in", 0, 7200000},
        {"dd", 0, 106601}, {"cc", 0, 1279213}, {"sp", 0, 2},
};

/* The number at *at, in 1/1000, up to 10,000; false if there is none. */
static bool number(const char *text, size_t len, size_t *at, int64_t *out)
{
	int64_t value = 0, scale = 1000;
	bool minus = false, point = false, digits = false;
	for (; *at < len && strchr(" +-", text[*at]); ++*at)
		minus ^= text[*at] == '-';
	for (; *at < len && strchr("0123456789.,", text[*at]) && value <= 10000000; ++*at) {
		int digit = text[*at] - '0';
		if (digit < 0) {
			point = true;
			continue;
		}
		digits = true;
		scale = point ? scale / 10 : scale;
		value = point ? value + digit * scale : value * 10 + digit * 1000L;
	}
	*out = minus ? -value : value;
	return digits && value <= 10000000;
}

bool math_length(const char *text, size_t len, MathLength *out)
{
	size_t at = 0;
	int64_t value;
	*out = (MathLength){0, 0};
	if (!number(text, len, &at, &value))
		return false;
	while (at < len && strchr(" \t\n", text[at]))
		at++;
	for (size_t i = 0; i < BASE_LEN(units) && at + 2 <= len; i++) {
		if (strncmp(text + at, units[i].name, 2) != 0)
			continue;
		out->em = (int32_t)(value * units[i].em / 1000);
		if (!strcmp(units[i].name, "mu"))
			out->em = (int32_t)(value / 18);
		out->pt = (int32_t)(value * units[i].pt / 100000);
		return true;
	}
	return false;
}

/* arg: 1/1000 em. */
MathNode *math_read_space(Parser *p, const Command *command, size_t offset)
{
	return math_gap(p, (MathLength){command->arg, 0}, offset);
}

/* \hspace{1em}, and, where arg is 1, \kern1em without braces. */
MathNode *math_read_hspace(Parser *p, const Command *command, size_t offset)
{
	MathLength length;
	math_take_byte(p, '*');
	Buf text = {0};
	if (math_next_byte(p) == '{') {
		MathArg arg = math_arg(p, command->name);
		buf_add(&text, arg.text, arg.len);
	} else {
		for (char c; (c = math_next_byte(p)) && strchr("+-.,0123456789", c) && text.len < 20; p->input->at++)
			buf_char(&text, c);
		for (size_t i = 0; i < 2 && math_next_byte(p) >= 'a'; i++)
			buf_char(&text, p->input->text[p->input->at++]);
	}
	bool fits = math_length(text.data ? text.data : "", text.len, &length);
	buf_free(&text);
	if (!fits)
		math_fail(p, offset, "a length such as 1em or 3mu must follow '\\%s'", command->name);
	return math_gap(p, fits ? length : (MathLength){0, 0}, offset);
}

/* \rule[depth]{width}{height}; arg 1: \strut, 2: \mathstrut. */
MathNode *math_read_rule(Parser *p, const Command *command, size_t offset)
{
	MathNode *rule = math_gap(p, (MathLength){0, 0}, offset);
	rule->u.space.height = (MathLength){command->arg == 1 ? 840 : 750, 0};
	rule->u.space.depth = (MathLength){command->arg == 1 ? 360 : 250, 0};
	if (command->arg)
		return rule;
	MathArg raise;
	MathLength up = {0, 0};
	if (math_option(p, &raise) && !math_length(raise.text, raise.len, &up))
		math_fail(p, raise.offset, "a rule is raised by a length such as -2pt");
	MathArg width = math_arg(p, command->name), height = math_arg(p, command->name);
	bool fits = math_length(width.text, width.len, &rule->u.space.width);
	fits = math_length(height.text, height.len, &rule->u.space.height) && fits;
	if (!fits)
		math_fail(p, offset, "a rule has a width and a height, such as \\rule{1em}{0.4pt}");
	rule->u.space.height.em += up.em;
	rule->u.space.height.pt += up.pt;
	rule->u.space.depth = (MathLength){-up.em, -up.pt};
	rule->u.space.drawn = true;
	return rule;
}

/* Whether what stands next wants dots on the axis: an operator or a relation. */
static bool wants_centred(Parser *p)
{
	Token token = math_peek(p);
	if (token.kind == TOKEN_CHAR) {
		MathClass class = math_class_of(token.cp);
		return class == MATH_BIN || class == MATH_REL;
	}
	const MathSymbol *symbol = token.kind == TOKEN_COMMAND ? math_symbol_named(token.name) : NULL;
	if (token.kind == TOKEN_COMMAND && (str_eq(token.name, "int") || str_eq(token.name, "iint")))
		return true;
	return symbol && (symbol->class == MATH_BIN || symbol->class == MATH_REL || symbol->class == MATH_LARGE);
}

/* Whether what closes stands next: a bracket, \right, \bigr, or the end of a formula in a line. */
static bool before_closing(Parser *p)
{
	Token token = math_peek(p);
	if (token.kind == TOKEN_END) /* of all, not of an argument */
		return (!p->input || !p->input->below) && p->tree && !p->tree->display;
	if (token.kind == TOKEN_CHAR)
		return token.cp == ')' || token.cp == ']';
	if (token.kind != TOKEN_COMMAND)
		return false;
	const MathSymbol *symbol = math_symbol_named(token.name);
	size_t len = strlen(token.name);
	bool big = str_starts(token.name + 1, "ig") && token.name[len - 1] == 'r';
	return big || str_eq(token.name, "}") || str_eq(token.name, "right") || (symbol && symbol->class == MATH_CLOSE);
}

/* arg: 0 by what follows, 1 low, 2 centred. */
MathNode *math_read_dots(Parser *p, const Command *command, size_t offset)
{
	bool centred = command->arg ? command->arg == 2 : wants_centred(p);
	MathNode *dots = math_operator(p, centred ? "⋯" : "…", MATH_INNER, offset);
	if (!command->arg && before_closing(p))
		dots->u.op.rspace = (MathLength){167, 0};
	return dots;
}

/* The sign between a function and what it maps, with amsmath's spaces. */
MathNode *math_read_colon(Parser *p, const Command *command, size_t offset)
{
	(void)command;
	MathNode *colon = math_operator(p, ":", MATH_ORD, offset);
	colon->u.op.lspace = (MathLength){111, 0};
	colon->u.op.rspace = (MathLength){333, 0};
	return colon;
}

/* What has no meaning here; arg: how many arguments it has. */
MathNode *math_read_ignored(Parser *p, const Command *command, size_t offset)
{
	(void)offset;
	MathArg option;
	if (command->text)
		math_option(p, &option);
	for (int i = 0; i < command->arg; i++)
		math_arg(p, command->name);
	return NULL;
}

/* A length of TeX's own that is given another: \arraycolsep=2pt.  Ours stay. */
MathNode *math_read_assigned(Parser *p, const Command *command, size_t offset)
{
	(void)command;
	(void)offset;
	bool given = math_take_byte(p, '=');
	while (p->input && (given || strchr("-.0123456789", math_next_byte(p)))) {
		math_next_byte(p);
		const MathInput *input = p->input;
		size_t len = 0;
		while (input && input->at + len < input->len && strchr("-.0123456789", input->text[input->at + len]))
			len++;
		if (!len)
			break;
		p->input->at += len;
		for (size_t i = 0; i < 2 && math_next_byte(p) >= 'a'; i++)
			p->input->at++;
		given = math_takes(p, "plus") || math_takes(p, "minus");
	}
	return NULL;
}

MathLength math_line_end(Parser *p)
{
	MathLength gap = {0, 0};
	MathArg option;
	const MathInput *input = p->input;
	if (input && input->at < input->len && input->text[input->at] == '*')
		math_take_byte(p, '*');
	input = p->input;
	/* a bracket on the next line, or after a space, is mathematics */
	bool beside = input && input->at < input->len && input->text[input->at] == '[';
	if (beside && math_option(p, &option) && !math_length(option.text, option.len, &gap))
		math_fail(p, option.offset, "'\\\\[%.*s]' takes a length such as 2pt", (int)option.len, option.text);
	return gap;
}

/* A line's end outside a table. */
MathNode *math_read_line(Parser *p, const Command *command, size_t offset)
{
	if (!command->arg)
		math_line_end(p);
	MathNode *end = math_gap(p, (MathLength){0, 0}, offset);
	end->u.space.breaks = command->arg != 1;
	end->u.space.no_break = command->arg == 1;
	return end;
}
