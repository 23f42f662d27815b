/* From a node to its box. */
#include "typeset/math/box.h"

#include <string.h>

static TmathBox *set_letters(const Setter *setter, const MathNode *node, Manner manner)
{
	TmathBox *box = tmath_characters(setter, manner, node->text, node->plain);
	box->letters &= node->class != MATH_LARGE; /* a name such as sin is a box to its scripts */
	return box;
}

static TmathBox *set_words(const Setter *setter, const MathNode *node, Manner manner)
{
	return tmath_words(setter, manner, node->text);
}

/* A sign of \big and kin: its sizes are told in heights of a bracket, as an em is one in TeX's own face. */
static TmathBox *set_big(const Setter *setter, const MathNode *node, Manner manner, Length size)
{
	uint32_t bracket = tmath_glyph_of(setter, manner, "(");
	int64_t unit = bracket ? txt_math_length(setter->math, bracket, true, manner.size) : manner.size;
	Length whole = (Length)(size * unit / manner.size), least = (Length)((int64_t)whole * TMATH_FACTOR / 1000);
	TmathBox *box = tmath_on_axis(setter, manner, tmath_stretched(setter, manner, node->text, true, least));
	Length axis = tmath_constant(setter, manner, TXT_AXIS_HEIGHT);
	box->height = box->height > axis + whole / 2 ? box->height : axis + whole / 2;
	box->depth = box->depth > whole / 2 - axis ? box->depth : whole / 2 - axis;
	return box;
}

/* An operator by itself: a large one is larger in displays. */
static TmathBox *set_operator(const Setter *setter, const MathNode *node, Manner manner)
{
	Length least = tmath_length(setter, manner, node->u.op.min_size);
	if (least > 0)
		return set_big(setter, node, manner, least);
	uint32_t glyph = node->u.op.large_op ? tmath_glyph_of(setter, manner, node->text) : 0;
	if (!glyph)
		return set_letters(setter, node, manner);
	if (manner.display)
		glyph = txt_math_variant(setter->math, glyph, true,
		                         tmath_constant(setter, manner, TXT_OPERATOR_MIN_HEIGHT), manner.size);
	TmathBox *box = tmath_on_axis(setter, manner, tmath_glyph(setter, manner, glyph, node->plain));
	box->large = true;
	return box;
}

static TmathBox *set_space(const Setter *setter, const MathNode *node, Manner manner)
{
	Length width = tmath_length(setter, manner, node->u.space.width);
	TmathBox *box = tmath_rule(setter, manner, width, tmath_length(setter, manner, node->u.space.height),
	                           tmath_length(setter, manner, node->u.space.depth));
	if (!node->u.space.drawn)
		box->kind = TMATH_LIST;
	return box;
}

static bool is_fence(const Setter *setter, const MathNode *node)
{
	return tmath_growth(setter, node) == TMATH_UPRIGHT && !node->u.op.min_size.em;
}

MathAlign tmath_lacks_fence(const Setter *setter, const MathNode *node)
{
	if (node->kind != MATH_ROW || node->class != MATH_INNER || !node->count)
		return MATH_CENTER;
	bool before = is_fence(setter, node->kids[0]), after = is_fence(setter, node->kids[node->count - 1]);
	return before == after ? MATH_CENTER : after ? MATH_LEFT : MATH_RIGHT;
}

static TmathBox *set_row(const Setter *setter, const MathNode *node, Manner manner)
{
	TmathBox *box = tmath_row(setter, node->kids, node->count, manner);
	MathAlign lacks = tmath_lacks_fence(setter, node);
	if (lacks == MATH_CENTER)
		return box;
	TmathBox *list = tmath_list(setter);
	Length side = tmath_null_delimiter(setter);
	tmath_put(list, box, lacks == MATH_LEFT ? side : 0, 0);
	list->width = box->width + side;
	list->attach = list->width / 2;
	return list;
}

static void unsee(TmathBox *box)
{
	for (TmathBox *kid = box->first; kid; kid = kid->next)
		unsee(kid);
	box->kind = TMATH_LIST;
	box->first = box->last = NULL;
}

static TmathBox *set_phantom(const Setter *setter, const MathNode *node, Manner manner)
{
	TmathBox *box = tmath_row(setter, node->kids, node->count, manner);
	unsee(box);
	return box;
}

TmathBox *tmath_node(const Setter *setter, const MathNode *node, Manner manner)
{
	static TmathBox *(*const setters[MATH_KINDS])(const Setter *, const MathNode *, Manner) = {
	        [MATH_ROW] = set_row,         [MATH_ID] = set_letters,         [MATH_NUM] = set_letters,
	        [MATH_OP] = set_operator,     [MATH_TEXT] = set_words,         [MATH_SPACE] = set_space,
	        [MATH_FRAC] = tmath_fraction, [MATH_SQRT] = tmath_radical,     [MATH_ROOT] = tmath_radical,
	        [MATH_SUB] = tmath_scripts,   [MATH_SUP] = tmath_scripts,      [MATH_SUBSUP] = tmath_scripts,
	        [MATH_UNDER] = tmath_limits,  [MATH_OVER] = tmath_limits,      [MATH_UNDEROVER] = tmath_limits,
	        [MATH_MULTI] = tmath_multi,   [MATH_TABLE] = tmath_table,      [MATH_TR] = set_row,
	        [MATH_TD] = set_row,          [MATH_STYLE] = tmath_styled,     [MATH_PADDED] = tmath_padded,
	        [MATH_PHANTOM] = set_phantom, [MATH_ENCLOSE] = tmath_enclosed,
	};
	return setters[node->kind](setter, node, manner);
}

const MathNode *tmath_core(const MathNode *node)
{
	for (; node; node = node->kids[0]) {
		bool around = node->kind >= MATH_SUB && node->kind <= MATH_MULTI;
		bool bare = (node->kind == MATH_ROW || node->kind == MATH_STYLE) && node->count == 1;
		if (node->kind == MATH_OP)
			return node;
		if (!(around || bare) || !node->count)
			return NULL;
	}
	return NULL;
}
