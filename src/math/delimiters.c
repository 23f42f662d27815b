/* Delimiters: those that grow with what they hold, and those of a given size. */
#include "math/inner.h"

#include <string.h>

MathNode *math_fence(Parser *p, const char *text, MathClass class, bool stretchy, size_t offset)
{
	MathNode *fence = math_operator(p, text, class, offset);
	fence->u.op.fence = true;
	fence->u.op.stretchy = stretchy;
	fence->u.op.symmetric = true;
	return fence;
}

/* The sign of a delimiter; "" for none, NULL if it is no delimiter. */
static const char *sign_of(Parser *p, const Token *token)
{
	static const struct {
		const char *name, *sign;
	} names[] = {{"{", "{"}, {"}", "}"}, {"|", "‖"}, {"lbrack", "["}, {"rbrack", "]"}};
	uint32_t cp = token->cp;
	if (token->kind == TOKEN_COMMAND) {
		for (size_t i = 0; i < BASE_LEN(names); i++) {
			if (str_eq(token->name, names[i].name))
				return names[i].sign;
		}
		const MathSymbol *symbol = math_symbol_named(token->name);
		cp = symbol ? symbol->cp : 0;
	} else if (token->kind != TOKEN_CHAR) {
		return NULL;
	}
	if (cp == '.')
		return "";
	if (cp == '<' || cp == '>')
		return cp == '<' ? "⟨" : "⟩";
	char text[5] = "";
	bool letter = (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || (cp >= '0' && cp <= '9');
	if (!cp || letter)
		return NULL;
	utf8_encode(cp, text);
	return arena_strdup(p->arena, text);
}

const char *math_delimiter(Parser *p, const char *command)
{
	Token token = math_take(p);
	const char *sign = sign_of(p, &token);
	if (!sign)
		math_fail(p, token.offset, "a delimiter must follow '\\%s', such as ( or \\{; '.' stands for none",
		          command);
	return sign;
}

static void stack_fence(Parser *p, const char *sign, MathClass class, size_t offset)
{
	if (sign && *sign)
		math_stack(p, math_fence(p, sign, class, true, offset));
}

static MathNode *inner_row(Parser *p, size_t from, size_t offset)
{
	MathNode *row = math_collect(p, from, offset);
	if (row->kind != MATH_ROW || row->class != MATH_INNER)
		row = math_wrap(p, MATH_ROW, MATH_INNER, offset, row);
	return row;
}

MathNode *math_read_left(Parser *p, const Command *command, size_t offset)
{
	size_t from = p->top;
	bool in_cell = p->in_cell;
	MathVariant font = p->font;
	p->in_cell = false;
	stack_fence(p, math_delimiter(p, command->name), MATH_OPEN, offset);
	math_stack_row(p);
	for (Token token; (token = math_peek(p)).kind == TOKEN_COMMAND && str_eq(token.name, "middle");) {
		math_take(p);
		stack_fence(p, math_delimiter(p, "middle"), MATH_OPEN, token.offset);
		math_stack_row(p);
	}
	Token token = math_take(p);
	if (token.kind == TOKEN_COMMAND && str_eq(token.name, "right"))
		stack_fence(p, math_delimiter(p, "right"), MATH_CLOSE, token.offset);
	else
		math_fail(p, offset, "this '\\left' has no '\\right'; write '\\right.' where nothing is to be seen");
	p->in_cell = in_cell;
	p->font = font;
	return inner_row(p, from, offset);
}

MathNode *math_fenced(Parser *p, const char *open, MathNode *kid, const char *close, size_t offset)
{
	size_t from = p->top;
	stack_fence(p, open, MATH_OPEN, offset);
	math_stack(p, kid);
	stack_fence(p, close, MATH_CLOSE, offset);
	return inner_row(p, from, offset);
}

/* \big and kin: arg is four times the step, 0 to 3, and the class. */
MathNode *math_read_big(Parser *p, const Command *command, size_t offset)
{
	static const int32_t sizes[] = {1200, 1800, 2400, 3000};
	static const MathClass classes[] = {MATH_ORD, MATH_OPEN, MATH_CLOSE, MATH_REL};
	const char *sign = math_delimiter(p, command->name);
	if (!sign || !*sign)
		return NULL;
	MathNode *fence = math_fence(p, sign, classes[command->arg % 4], true, offset);
	fence->u.op.min_size = (MathLength){sizes[command->arg / 4], 0};
	return fence;
}
