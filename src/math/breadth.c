/* How wide formulas are, about: for those who do not set them. */
#include "math/math.h"

/* 1/1000 em: a letter; a sign with its spaces; a fraction's ends; a root's sign; between columns. */
enum { LETTER = 520, SIGN = 1000, ENDS = 250, ROOT = 900, COLUMN = 1000 };

static int32_t breadth(const MathNode *node);

static int32_t sum_of(const MathNode *node)
{
	int32_t sum = 0;
	for (size_t i = 0; i < node->count; i++)
		sum += breadth(node->kids[i]);
	return sum;
}

static int32_t widest_of(const MathNode *node, size_t from)
{
	int32_t widest = 0;
	for (size_t i = from; i < node->count; i++) {
		int32_t wide = breadth(node->kids[i]);
		widest = wide > widest ? wide : widest;
	}
	return widest;
}

static int32_t letters(const char *text)
{
	int32_t count = 0;
	for (; *text; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count * LETTER;
}

static int32_t stacked(const MathNode *node)
{
	int32_t base = breadth(node->kids[0]), others = widest_of(node, 1) * 7 / 10;
	return base > others ? base : others;
}

static int32_t breadth(const MathNode *node)
{
	switch (node->kind) {
	case MATH_ID:
	case MATH_NUM:
	case MATH_TEXT:
		return letters(node->text);
	case MATH_OP:
		return node->class == MATH_BIN || node->class == MATH_REL ? SIGN : letters(node->text);
	case MATH_SPACE:
		return node->u.space.width.em + node->u.space.width.pt / 10;
	case MATH_FRAC:
		return widest_of(node, 0) + ENDS;
	case MATH_SQRT:
	case MATH_ROOT:
		return breadth(node->kids[0]) + ROOT;
	case MATH_SUB:
	case MATH_SUP:
	case MATH_SUBSUP:
	case MATH_MULTI:
		return breadth(node->kids[0]) + widest_of(node, 1) * 7 / 10;
	case MATH_UNDER:
	case MATH_OVER:
	case MATH_UNDEROVER:
		return stacked(node);
	case MATH_TABLE:
		return widest_of(node, 0);
	case MATH_TR:
		return sum_of(node) + (int32_t)node->count * COLUMN / 2;
	case MATH_PADDED:
		return node->u.padded.no_width ? 0 : sum_of(node);
	default:
		return sum_of(node);
	}
}

int32_t math_breadth(const MathTree *tree)
{
	return breadth(tree->root);
}
