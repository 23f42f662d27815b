/* What a formula's tree is made of: one node at a time. */
#include "math/inner.h"

#include <string.h>

static MathNode *new_node(Parser *p, MathKind kind, MathClass class, size_t offset)
{
	MathNode *node = arena_alloc(p->arena, sizeof *node);
	node->kind = kind;
	node->class = class;
	node->offset = (uint32_t)offset;
	return node;
}

MathNode *math_parent(Parser *p, MathKind kind, MathClass class, size_t offset, size_t count,
                      const MathNode *const *kids)
{
	MathNode *node = new_node(p, kind, class, offset);
	const MathNode **copy = arena_alloc(p->arena, (count + 1) * sizeof *copy);
	for (size_t i = 0; i < count; i++)
		copy[i] = kids[i];
	node->kids = copy;
	node->count = count;
	return node;
}

MathNode *math_kid(const MathNode *parent, size_t index)
{
	return (MathNode *)parent->kids[index]; /* which the parser has made */
}

MathNode *math_wrap(Parser *p, MathKind kind, MathClass class, size_t offset, const MathNode *kid)
{
	return math_parent(p, kind, class, offset, 1, &kid);
}

static MathNode *leaf(Parser *p, MathKind kind, MathClass class, const char *text, size_t len, size_t offset)
{
	MathNode *node = new_node(p, kind, class, offset);
	node->text = node->plain = arena_strndup(p->arena, text, len);
	node->variant = MATH_NORMAL;
	return node;
}

MathNode *math_operator(Parser *p, const char *text, MathClass class, size_t offset)
{
	return leaf(p, MATH_OP, class, text, strlen(text), offset);
}

MathNode *math_words(Parser *p, const char *text, size_t len, size_t offset)
{
	return leaf(p, MATH_TEXT, MATH_ORD, text, len, offset);
}

MathNode *math_gap(Parser *p, MathLength length, size_t offset)
{
	MathNode *node = new_node(p, MATH_SPACE, MATH_NO_CLASS, offset);
	node->u.space.width = length;
	return node;
}

MathNode *math_letters(Parser *p, const char *text, size_t len, MathVariant variant, size_t offset)
{
	MathNode *node = leaf(p, MATH_ID, MATH_ORD, text, len, offset);
	Buf out = {0};
	for (size_t at = 0, used; at < len; at += used)
		buf_utf8(&out, math_letter(utf8_decode(text + at, len - at, &used), variant));
	node->variant = variant;
	node->text = arena_strndup(p->arena, out.data ? out.data : "", out.len);
	buf_free(&out);
	return node;
}

/* Ordinary signs that are operators to MathML. */
static bool is_sign(uint32_t cp)
{
	static const uint32_t signs[] = {'!',    '?',    '/',    '|',    '\\',   '.',    '"',    '@',
	                                 '&',    0xac,   0x2016, 0x2026, 0x2032, 0x2035, 0x2200, 0x2203,
	                                 0x2204, 0x22ee, 0x22ef, 0x22f0, 0x22f1, 0x2020, 0x2021};
	for (size_t i = 0; i < BASE_LEN(signs); i++) {
		if (signs[i] == cp)
			return true;
	}
	return false;
}

/* Integrals have their limits at their side. */
static bool is_integral(uint32_t cp)
{
	return (cp >= 0x222b && cp <= 0x2233) || (cp >= 0x2a0b && cp <= 0x2a1c);
}

MathNode *math_symbol(Parser *p, uint32_t cp, MathClass class, size_t offset)
{
	char text[5] = "";
	size_t len = utf8_encode(cp, text);
	if (class == MATH_ORD && cp >= '0' && cp <= '9') {
		MathNode *number = math_letters(p, text, len, math_variant_of(cp, p->font, p->bold), offset);
		number->kind = MATH_NUM;
		return number;
	}
	if (class == MATH_ORD && !is_sign(cp))
		return math_letters(p, text, len, math_variant_of(cp, p->font, p->bold), offset);
	MathNode *sign = math_operator(p, text, class, offset);
	sign->u.op.large_op = class == MATH_LARGE;
	sign->u.op.symmetric = class == MATH_LARGE;
	sign->u.op.movable_limits = class == MATH_LARGE && !is_integral(cp);
	sign->u.op.fence = class == MATH_OPEN || class == MATH_CLOSE;
	sign->u.op.separator = class == MATH_PUNCT;
	sign->variant = p->bold ? MATH_BOLD : MATH_NORMAL;
	return sign;
}
