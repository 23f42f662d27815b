/*
 * What TeX expands before it reads: choices, and the order in which macros are expanded.
 *
 * A choice takes what it leaves out from the input that it stands in: its \else and \fi have to stand in the
 * same macro, which they do wherever people write one.
 */
#include "math/inner.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
	const char *name;
	bool (*expand)(Parser *p, const Token *token, int arg);
	int arg;
} Expansion;

/* Whether it stays within the bounds; every expansion is counted. */
static bool counted(Parser *p, const Token *token)
{
	if (++p->expansions > MATH_EXPANSIONS)
		math_fail(p, token->offset, "macros are expanded without end here; one of them calls itself");
	return !p->failed;
}

static bool push_text(Parser *p, const char *text, size_t offset)
{
	math_push(p, (MathArg){text, strlen(text), offset, true}, false);
	return true;
}

static bool trimmed_is(MathArg arg, const char *text)
{
	while (arg.len && str_is_white(*arg.text))
		arg.text++, arg.len--;
	while (arg.len && str_is_white(arg.text[arg.len - 1]))
		arg.len--;
	return arg.len == strlen(text) && !memcmp(arg.text, text, arg.len);
}

/* ---- \if… … \else … \fi ---- */

static bool is_condition(const char *name, size_t len)
{
	static const char *const names[] = {"if",    "ifx",   "ifmmode", "iftrue", "iffalse",
	                                    "ifnum", "ifdim", "ifodd",   "ifcat"};
	for (size_t i = 0; i < BASE_LEN(names); i++) {
		if (strlen(names[i]) == len && !memcmp(names[i], name, len))
			return true;
	}
	return false;
}

static size_t letters(const MathInput *input, size_t at)
{
	size_t len = 0;
	while (at + len < input->len && (input->text[at + len] == '@' ||
	                                 ((input->text[at + len] | 32) >= 'a' && (input->text[at + len] | 32) <= 'z')))
		len++;
	return len;
}

/* Past the blanks that end a command's name. */
static size_t after_blanks(const MathInput *input, size_t at)
{
	while (at < input->len && str_is_white(input->text[at]))
		at++;
	return at;
}

/* Takes what stands up to the \fi of a choice that has begun, and gives back the part that was chosen. */
static bool choose(Parser *p, const Token *token, bool truth)
{
	MathInput *input = p->input;
	size_t from = input ? input->at : 0, divide = 0, depth = 0;
	for (size_t at = from; input && at < input->len; at++) {
		if (input->text[at] != '\\')
			continue;
		const char *name = input->text + at + 1;
		size_t len = letters(input, at + 1), end = at;
		at += len ? len : 1;
		depth += is_condition(name, len);
		if (len == 4 && !memcmp(name, "else", 4) && !depth && !divide)
			divide = end;
		if (len != 2 || memcmp(name, "fi", 2) || depth--)
			continue;
		size_t begin = truth    ? from
		               : divide ? after_blanks(input, divide + 5)
		                        : end,
		       stop = truth && divide ? divide : end;
		size_t offset = input->fixed ? input->offset : input->offset + begin;
		input->at = after_blanks(input, at + 1);
		math_push(p, (MathArg){input->text + begin, stop - begin, offset, input->fixed}, false);
		return true;
	}
	math_fail(p, token->offset, "this '\\%s' has no '\\fi' after it; write one in the same macro", token->name);
	return true;
}

/* The next thing to be compared, of which \detokenize takes its braces off. */
static MathArg operand(Parser *p)
{
	MathArg arg = math_one_token(p);
	while (!p->failed && (trimmed_is(arg, "\\detokenize") || trimmed_is(arg, "\\unexpanded"))) {
		math_push(p, math_arg(p, "detokenize"), false);
		arg = math_one_token(p);
	}
	return arg;
}

static const MathMacro *macro_of(Parser *p, MathArg arg)
{
	return arg.len > 1 && *arg.text == '\\' ? math_macro(p, arena_strndup(p->scratch, arg.text + 1, arg.len - 1))
	                                        : NULL;
}

static bool same(Parser *p, MathArg one, MathArg two)
{
	const MathMacro *first = macro_of(p, one), *second = macro_of(p, two);
	if (first && second)
		return first->args == second->args && str_eq(first->body, second->body);
	return !first == !second && one.len == two.len && !memcmp(one.text, two.text, one.len);
}

/* \ifx and \if.  An argument that is a space, as a macro has it whose option is left out, is one here, too. */
static bool expand_same(Parser *p, const Token *token, int arg)
{
	const MathInput *input = p->input;
	size_t at = input ? input->at : 0;
	bool blanks = at > 1 && str_is_white(input->text[at - 1]) && str_is_white(input->text[at - 2]);
	(void)arg;
	if (blanks)
		return choose(p, token, true);
	MathArg one = operand(p);
	input = p->input;
	if (!p->failed && *one.text != '\\' && input && input->at < input->len && str_is_white(input->text[input->at]))
		return choose(p, token, false);
	MathArg two = operand(p);
	return p->failed || choose(p, token, same(p, one, two));
}

/* arg: 1 true, 0 false, 2 whether it is mathematics. */
static bool expand_known(Parser *p, const Token *token, int arg)
{
	return choose(p, token, arg == 2 ? !p->text : arg);
}

/* ---- choices among arguments ---- */

typedef enum { TEST_NO_VALUE, TEST_VALUE, TEST_BOOLEAN, TEST_EMPTY, TEST_NOT_EMPTY, TEST_SAME, TEST_EQUAL } Test;
enum { THEN_ALONE = 16, ELSE_ALONE = 32, TEST_KIND = 15 };

/* \equal{…}{…}, as ifthen has it. */
static bool is_equal(Parser *p, MathArg test)
{
	math_push(p, test, true);
	MathArg name = math_one_token(p);
	if (!p->failed && !trimmed_is(name, "\\equal"))
		math_fail(p, test.offset, "'\\ifthenelse' is read with '\\equal{…}{…}' alone");
	MathArg one = p->failed ? name : math_arg(p, "equal"), two = p->failed ? name : math_arg(p, "equal");
	math_take_down(p);
	return !p->failed && trimmed_is(one, math_arg_text(p, two));
}

static bool holds(Parser *p, const Token *token, Test test)
{
	MathArg arg = math_arg(p, token->name);
	if (p->failed)
		return false;
	switch (test) {
	case TEST_NO_VALUE:
		return trimmed_is(arg, "-NoValue-");
	case TEST_VALUE:
		return !trimmed_is(arg, "-NoValue-");
	case TEST_BOOLEAN:
		return trimmed_is(arg, "\\BooleanTrue");
	case TEST_EMPTY:
		return trimmed_is(arg, "");
	case TEST_NOT_EMPTY:
		return !trimmed_is(arg, "");
	case TEST_SAME:
		return trimmed_is(arg, math_arg_text(p, math_arg(p, token->name)));
	case TEST_EQUAL:
		break;
	}
	return is_equal(p, arg);
}

/* \IfBooleanTF{…}{…}{…} and kin: arg is the test, and which of the two is left out. */
static bool expand_test(Parser *p, const Token *token, int arg)
{
	bool truth = holds(p, token, (Test)(arg & TEST_KIND));
	MathArg nothing = {"", 0, token->offset, true};
	MathArg then = arg & ELSE_ALONE || p->failed ? nothing : math_arg(p, token->name);
	MathArg other = arg & THEN_ALONE || p->failed ? nothing : math_arg(p, token->name);
	math_push(p, truth ? then : other, false);
	return true;
}

/* \@ifstar{…}{…}; arg 1: \@ifnextchar x{…}{…}, which leaves the sign where it is; 2: \TextOrMath{…}{…}. */
static bool expand_next(Parser *p, const Token *token, int arg)
{
	char sign = '*';
	if (arg == 1) {
		MathArg given = math_one_token(p);
		sign = p->failed ? '\0' : *given.text;
	}
	MathArg then = math_arg(p, token->name), other = p->failed ? then : math_arg(p, token->name);
	bool truth = arg == 2 ? p->text : !p->failed && math_next_byte(p) == sign;
	if (truth && !arg)
		math_take_byte(p, sign);
	math_push(p, truth ? then : other, false);
	return true;
}

/* \mathchoice: one of four, by the style that it stands in. */
static bool expand_style(Parser *p, const Token *token, int arg)
{
	MathArg given[4] = {{0}};
	(void)arg;
	for (size_t i = 0; i < BASE_LEN(given) && !p->failed; i++)
		given[i] = math_arg(p, token->name);
	if (!p->failed)
		math_push(p, given[p->style], false);
	return true;
}

/* ---- order ---- */

static bool expand_after(Parser *p, const Token *token, int arg)
{
	(void)token;
	(void)arg;
	MathArg first = math_one_token(p);
	MathArg second = p->failed ? first : math_one_token(p);
	Token next = {.kind = TOKEN_CHAR};
	if (!p->failed && *second.text == '\\')
		next = (Token){.kind = TOKEN_COMMAND,
		               .offset = second.offset,
		               .name = arena_strndup(p->scratch, second.text + 1, second.len - 1)};
	if (!p->failed && !math_expand_once(p, &next))
		math_push(p, second, false);
	math_push(p, first, false);
	return true;
}

/* Signs that have names, too. */
static bool expand_sign(Parser *p, const Token *token, int arg)
{
	return push_text(p, (const char *[]){"_", "^", "{", "}"}[arg], token->offset);
}

/* In strcmp's order. */
static const Expansion expansions[] = {
        {"@ifempty", expand_test, TEST_EMPTY},
        {"@ifnextchar", expand_next, 1},
        {"@ifstar", expand_next, 0},
        {"IfBooleanF", expand_test, TEST_BOOLEAN | ELSE_ALONE},
        {"IfBooleanT", expand_test, TEST_BOOLEAN | THEN_ALONE},
        {"IfBooleanTF", expand_test, TEST_BOOLEAN},
        {"IfNoValueF", expand_test, TEST_NO_VALUE | ELSE_ALONE},
        {"IfNoValueT", expand_test, TEST_NO_VALUE | THEN_ALONE},
        {"IfNoValueTF", expand_test, TEST_NO_VALUE},
        {"IfValueF", expand_test, TEST_VALUE | ELSE_ALONE},
        {"IfValueT", expand_test, TEST_VALUE | THEN_ALONE},
        {"IfValueTF", expand_test, TEST_VALUE},
        {"TextOrMath", expand_next, 2},
        {"bgroup", expand_sign, 2},
        {"egroup", expand_sign, 3},
        {"expandafter", expand_after, 0},
        {"if", expand_same, 0},
        {"ifblank", expand_test, TEST_EMPTY},
        {"iffalse", expand_known, 0},
        {"ifmmode", expand_known, 2},
        {"ifstrempty", expand_test, TEST_EMPTY},
        {"ifstrequal", expand_test, TEST_SAME},
        {"ifthenelse", expand_test, TEST_EQUAL},
        {"iftrue", expand_known, 1},
        {"ifx", expand_same, 0},
        {"mathchoice", expand_style, 0},
        {"notblank", expand_test, TEST_NOT_EMPTY},
        {"sb", expand_sign, 0},
        {"sp", expand_sign, 1},
};

static int by_name(const void *name, const void *row)
{
	return strcmp(name, ((const Expansion *)row)->name);
}

bool math_expand(Parser *p, const Token *token)
{
	if (!strchr("@ITbeimns", *token->name))
		return false;
	const Expansion *found = bsearch(token->name, expansions, BASE_LEN(expansions), sizeof *expansions, by_name);
	return found && (!counted(p, token) || found->expand(p, token, found->arg));
}
