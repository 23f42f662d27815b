/* Changes of style, room and lines around. */
#include "typeset/math/box.h"

#include <stdlib.h>
#include <string.h>

/* "#rrggbb". */
static StyColor color_of(const char *text, StyColor otherwise)
{
	if (!text || strlen(text) != 7)
		return otherwise;
	unsigned long value = strtoul(text + 1, NULL, 16);
	return (StyColor){(uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value};
}

Manner tmath_restyled(const Setter *setter, const MathNode *node, Manner manner)
{
	if (node->u.style.level_given)
		manner = tmath_at_level(setter, manner, node->u.style.level);
	if (node->u.style.displaystyle != MATH_UNSAID)
		manner.display = node->u.style.displaystyle == MATH_ON;
	if (node->u.style.percent)
		manner.size = (Length)((int64_t)manner.size * node->u.style.percent / 100);
	manner.color = color_of(node->u.style.colour, manner.color);
	return manner;
}

/* A ground is painted before what stands on it. */
static TmathBox *on_ground(const Setter *setter, const MathNode *node, Manner manner, TmathBox *inner)
{
	TmathBox *list = tmath_list(setter);
	Length pad = setter->size * 3 / 10; /* TeX's \fboxsep */
	manner.color = color_of(node->u.style.background, manner.color);
	tmath_put(list, tmath_rule(setter, manner, inner->width + 2 * pad, inner->height + pad, inner->depth + pad), 0,
	          0);
	tmath_put(list, inner, pad, 0);
	list->width = list->first->width;
	list->attach = list->width / 2;
	return list;
}

TmathBox *tmath_styled(const Setter *setter, const MathNode *node, Manner manner)
{
	TmathBox *inner = tmath_row(setter, node->kids, node->count, tmath_restyled(setter, node, manner));
	return node->u.style.background ? on_ground(setter, node, manner, inner) : inner;
}

/* Where what counts for no width stands: it begins at the point, ends there or straddles it. */
static Length overhang(const MathNode *node, const TmathBox *inner)
{
	if (!node->u.padded.no_width || node->u.padded.align == MATH_LEFT)
		return 0;
	return node->u.padded.align == MATH_RIGHT ? -inner->width : -inner->width / 2;
}

TmathBox *tmath_padded(const Setter *setter, const MathNode *node, Manner manner)
{
	TmathBox *list = tmath_list(setter), *inner = tmath_row(setter, node->kids, node->count, manner);
	Length before = tmath_length(setter, manner, node->u.padded.before);
	Length after = tmath_length(setter, manner, node->u.padded.after);
	tmath_put(list, inner, before + overhang(node, inner), tmath_length(setter, manner, node->u.padded.voffset));
	list->width = before + after + (node->u.padded.no_width ? 0 : inner->width);
	list->height = node->u.padded.no_height ? 0 : list->height;
	list->depth = node->u.padded.no_depth ? 0 : list->depth;
	list->attach = list->width / 2;
	return list;
}

/* ---- lines ---- */

typedef struct {
	const Setter *setter;
	Manner manner;
	TmathBox *list;
	Length left, right, top, bottom, rule; /* of the box; bottom: down */
} Frame;

static void put_side(const Frame *frame, Length x)
{
	tmath_put(frame->list, tmath_rule(frame->setter, frame->manner, frame->rule, frame->top, frame->bottom), x, 0);
}

static void put_edge(const Frame *frame, Length y)
{
	tmath_put(frame->list, tmath_rule(frame->setter, frame->manner, frame->right - frame->left, frame->rule, 0),
	          frame->left, y);
}

static void put_stroke(const Frame *frame, bool falls)
{
	TmathBox *box = tmath_rule(frame->setter, frame->manner, frame->right - frame->left, frame->top, frame->bottom);
	box->kind = TMATH_STROKE;
	box->falls = falls;
	box->thickness = frame->rule;
	tmath_put(frame->list, box, frame->left, 0);
}

static void put_lines(const Frame *frame, unsigned lines)
{
	Length middle = (frame->top - frame->bottom) / 2;
	if (lines & (MATH_BOX_LEFT | MATH_CIRCLE))
		put_side(frame, frame->left);
	if (lines & (MATH_BOX_RIGHT | MATH_CIRCLE))
		put_side(frame, frame->right - frame->rule);
	if (lines & (MATH_BOX_TOP | MATH_CIRCLE))
		put_edge(frame, frame->top - frame->rule);
	if (lines & (MATH_BOX_BOTTOM | MATH_CIRCLE))
		put_edge(frame, -frame->bottom);
	if (lines & MATH_STRIKE_LINE)
		put_edge(frame, middle - frame->rule / 2);
	if (lines & MATH_STRIKE_UP)
		put_stroke(frame, false);
	if (lines & MATH_STRIKE_DOWN)
		put_stroke(frame, true);
}

TmathBox *tmath_enclosed(const Setter *setter, const MathNode *node, Manner manner)
{
	TmathBox *list = tmath_list(setter), *inner = tmath_row(setter, node->kids, node->count, manner);
	bool boxed = node->u.enclose.lines & (MATH_BOX | MATH_CIRCLE);
	Length rule = tmath_constant(setter, manner, TXT_FRACTION_RULE), pad = boxed ? setter->size * 3 / 10 + rule : 0;
	manner.color = color_of(node->u.enclose.colour, manner.color);
	tmath_put(list, inner, pad, 0);
	Frame frame = {setter, manner, list, 0, inner->width + 2 * pad, inner->height + pad, inner->depth + pad, rule};
	put_lines(&frame, node->u.enclose.lines);
	list->width = inner->width + 2 * pad;
	list->attach = list->width / 2;
	return list;
}
