/* What the physics package adds: brackets and derivatives that take as many arguments
 * as are given. */
#include "math/inner.h"

#include <string.h>

enum { MOST = 4 };

/* The groups in braces that follow, at most most. */
static int take_groups(Parser *p, MathArg *out, int most, const char *command)
{
	int count = 0;
	while (count < most && !p->failed && math_next_byte(p) == '{')
		out[count++] = math_arg(p, command);
	return count;
}

/* An argument in round, square or upright brackets, which stay: \abs(x) is \abs{x}. */
static bool take_bracketed(Parser *p, MathArg *out)
{
	static const char pairs[] = "()[]||";
	char open = math_next_byte(p);
	const char *pair = open ? strchr(pairs, open) : NULL;
	if (!pair || (pair - pairs) % 2)
		return false;
	MathInput *input = p->input;
	size_t from = input->at + 1, at = from;
	for (size_t depth = 0; at < input->len; at++) {
		char c = input->text[at];
		if (c == pair[1] && !depth)
			break;
		depth += c == open || c == '{';
		depth -= (c == pair[1] || c == '}') && depth;
	}
	if (at >= input->len)
		return false;
	*out = (MathArg){input->text + from, at - from, input->fixed ? input->offset : input->offset + from,
	                 input->fixed};
	input->at = at + 1;
	return true;
}

/* The pattern for count arguments: they are parted by ";". */
static const char *pattern_for(Parser *p, const char *patterns, int count, int *most)
{
	int at = 1;
	const char *from = patterns, *end;
	while ((end = strchr(from, ';')) && !(end > from && end[-1] == '\\') && at < count) {
		from = end + 1;
		at++;
	}
	*most = at;
	return end ? arena_strndup(p->scratch, from, (size_t)(end - from)) : from;
}

/* text: what one, two, three arguments become, parted by ";". */
MathNode *math_read_physics(Parser *p, const Command *command, size_t offset)
{
	MathArg given[MOST] = {{0}};
	int count, most = 1;
	math_take_byte(p, '*');
	for (const char *at = command->text; (at = strchr(at, ';')); at++)
		most++;
	if (math_next_byte(p) == '{')
		count = take_groups(p, given, most, command->name);
	else if (take_bracketed(p, &given[0]))
		count = 1;
	else
		given[0] = math_arg(p, command->name), count = 1;
	if (p->failed)
		return NULL;
	const char *body = pattern_for(p, command->text, count, &most);
	return math_group_of(p, math_row_of(p, math_substitute(p, body, count, given, offset)));
}

/* The order of a derivative, as "^{n}". */
static const char *raised(Parser *p, const char *order)
{
	return *order ? arena_printf(p->scratch, "^{%s}", order) : "";
}

static const char *text_of(Parser *p, MathArg arg)
{
	return arena_strndup(p->scratch, arg.text, arg.len);
}

static const char *derivative(Parser *p, const Command *command, const char *order)
{
	MathArg given[3] = {{0}};
	const char *d = command->text, *above = "", *below;
	int count = take_groups(p, given, *d == '\\' && !strcmp(d, "\\partial") ? 3 : 2, command->name);
	if (!count) {
		given[0] = math_arg(p, command->name);
		count = 1;
	}
	if (p->failed)
		return "";
	below = text_of(p, given[count > 1]);
	if (count > 1)
		above = text_of(p, given[0]);
	if (count == 3)
		return arena_printf(p->scratch, "\\frac{%s^{2} %s}{%s %s\\,%s %s}", d, above, d, below, d,
		                    text_of(p, given[2]));
	return arena_printf(p->scratch, "\\frac{%s%s %s}{%s %s%s}", d, raised(p, order), above, d, below,
	                    raised(p, order));
}

/* \dv, \pdv, \fdv and, with arg 1, \dd; text is their letter. */
MathNode *math_read_derivative(Parser *p, const Command *command, size_t offset)
{
	MathArg option, inner;
	bool flat = math_take_byte(p, '*');
	const char *order = math_option(p, &option) ? text_of(p, option) : "", *tex;
	if (command->arg && take_bracketed(p, &inner))
		tex = arena_printf(p->scratch, "{\\,%s(%s)}", command->text, text_of(p, inner));
	else if (command->arg)
		tex = arena_printf(
		        p->scratch, "{%s%s %s}", command->text, raised(p, order),
		        text_of(p, math_next_byte(p) == '{' ? math_arg(p, command->name) : (MathArg){"", 0, 0, true}));
	else
		tex = derivative(p, command, order);
	if (flat && str_starts(tex, "\\frac"))
		tex = arena_printf(p->scratch, "\\flatfrac%s", tex + strlen("\\frac"));
	return p->failed ? NULL : math_row_of(p, (MathArg){tex, strlen(tex), offset, true});
}
