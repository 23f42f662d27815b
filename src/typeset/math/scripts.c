/* Scripts (The TeXbook, rule 18, with the face's constants and kerns). */
#include "typeset/math/box.h"

/* A base and its scripts at one side; either may be NULL. */
typedef struct {
	TmathBox *base, *sub, *sup;
	Length down, up; /* their baselines, from the base's */
} Scripts;

static void shift_single(const Setter *setter, Manner manner, Scripts *of)
{
	of->up = of->base->letters ? 0 : of->base->height - tmath_constant(setter, manner, TXT_SUP_DROP_MAX);
	of->down = of->base->letters ? 0 : of->base->depth + tmath_constant(setter, manner, TXT_SUB_DROP_MIN);
}

static Length larger(Length a, Length b)
{
	return a > b ? a : b;
}

static void shift_up(const Setter *setter, Manner manner, Scripts *of)
{
	TxtMathConstant least = manner.cramped ? TXT_SUP_SHIFT_UP_CRAMPED : TXT_SUP_SHIFT_UP;
	of->up = larger(of->up, tmath_constant(setter, manner, least));
	of->up = larger(of->up, of->sup->depth + tmath_constant(setter, manner, TXT_SUP_BOTTOM_MIN));
}

static void shift_down(const Setter *setter, Manner manner, Scripts *of)
{
	of->down = larger(of->down, tmath_constant(setter, manner, TXT_SUB_SHIFT_DOWN));
	if (!of->sup)
		of->down = larger(of->down, of->sub->height - tmath_constant(setter, manner, TXT_SUB_TOP_MAX));
}

/* Both stand a gap apart: the lower one gives way, then both go up as far as the upper one may. */
static void part_scripts(const Setter *setter, Manner manner, Scripts *of)
{
	Length gap = (of->up - of->sup->depth) - (of->sub->height - of->down);
	Length least = tmath_constant(setter, manner, TXT_SUB_SUP_GAP_MIN);
	if (gap >= least)
		return;
	of->down += least - gap;
	Length more = tmath_constant(setter, manner, TXT_SUP_BOTTOM_MAX_WITH_SUB) - (of->up - of->sup->depth);
	if (more > 0) {
		of->up += more;
		of->down -= more;
	}
}

static void shift_scripts(const Setter *setter, Manner manner, Scripts *of)
{
	shift_single(setter, manner, of);
	if (of->sup)
		shift_up(setter, manner, of);
	if (of->sub)
		shift_down(setter, manner, of);
	if (of->sup && of->sub)
		part_scripts(setter, manner, of);
}

/* The glyph at a box's left that a cut-in is told of; NULL if there is none. */
static const TmathBox *edge_glyph(const TmathBox *box)
{
	while (box && box->kind == TMATH_LIST)
		box = box->first;
	return box && box->kind == TMATH_GLYPH ? box : NULL;
}

static Length kern_at(const Setter *setter, const TmathBox *box, TxtCorner corner, Length height)
{
	return box ? txt_math_kern(setter->math, box->glyph, corner, height, box->size) : 0;
}

/* How far a script is moved towards its base: where the lower edge of one and the upper edge of the other meet,
 * the less of both (the OpenType specification, MathKernInfo). */
static Length cut_in(const Setter *setter, const TmathBox *base, const TmathBox *script, Length shift, bool above)
{
	const TmathBox *edge = edge_glyph(script);
	if (!base->letters)
		return 0;
	TxtCorner own = above ? TXT_TOP_RIGHT : TXT_BOTTOM_RIGHT, its = above ? TXT_BOTTOM_LEFT : TXT_TOP_LEFT;
	Length first = above ? shift - script->depth : script->height - shift;
	Length second = above ? base->height : -base->depth;
	Length y = above ? shift : -shift;
	Length a = kern_at(setter, base, own, first) + kern_at(setter, edge, its, first - y);
	Length b = kern_at(setter, base, own, second) + kern_at(setter, edge, its, second - y);
	return a > b ? a : b;
}

static TmathBox *join(const Setter *setter, Manner manner, const Scripts *of)
{
	TmathBox *list = tmath_list(setter);
	Length width = of->base->width - (of->base->large ? of->base->italic : 0), end = width;
	tmath_put(list, of->base, 0, 0);
	if (of->sub) {
		Length x = width + cut_in(setter, of->base, of->sub, of->down, false);
		tmath_put(list, of->sub, x, -of->down);
		end = larger(end, x + of->sub->width);
	}
	if (of->sup) {
		Length x = width + of->base->italic + cut_in(setter, of->base, of->sup, of->up, true);
		tmath_put(list, of->sup, x, of->up);
		end = larger(end, x + of->sup->width);
	}
	list->width = end + tmath_constant(setter, manner, TXT_SPACE_AFTER_SCRIPT);
	list->attach = of->base->attach;
	return list;
}

TmathBox *tmath_scripts(const Setter *setter, const MathNode *node, Manner manner)
{
	Scripts of = {.base = tmath_node(setter, node->kids[0], manner)};
	const MathNode *sub = node->kind == MATH_SUP ? NULL : node->kids[1];
	const MathNode *sup = node->kind == MATH_SUB ? NULL : node->kids[node->count - 1];
	if (sub)
		of.sub = tmath_node(setter, sub, tmath_in_script(setter, manner, true));
	if (sup)
		of.sup = tmath_node(setter, sup, tmath_in_script(setter, manner, false));
	shift_scripts(setter, manner, &of);
	return join(setter, manner, &of);
}

static TmathBox *set_optional(const Setter *setter, const MathNode *node, Manner manner)
{
	return node->kind == MATH_ROW && !node->count ? NULL : tmath_node(setter, node, manner);
}

/* Scripts before the base stand flush with its left side. */
static TmathBox *put_before(const Setter *setter, Manner manner, const Scripts *before, TmathBox *after)
{
	TmathBox *list = tmath_list(setter);
	Length sub = before->sub ? before->sub->width : 0, sup = before->sup ? before->sup->width : 0;
	Length width = larger(sub, sup);
	if (before->sub)
		tmath_put(list, before->sub, width - sub, -before->down);
	if (before->sup)
		tmath_put(list, before->sup, width - sup, before->up);
	width += width ? tmath_constant(setter, manner, TXT_SPACE_AFTER_SCRIPT) : 0;
	tmath_put(list, after, width, 0);
	list->width = width + after->width;
	list->attach = width + after->attach;
	return list;
}

TmathBox *tmath_multi(const Setter *setter, const MathNode *node, Manner manner)
{
	Manner lower = tmath_in_script(setter, manner, true), upper = tmath_in_script(setter, manner, false);
	Scripts after = {.base = tmath_node(setter, node->kids[0], manner)}, before = {.base = after.base};
	after.sub = set_optional(setter, node->kids[1], lower);
	after.sup = set_optional(setter, node->kids[2], upper);
	before.sub = set_optional(setter, node->kids[3], lower);
	before.sup = set_optional(setter, node->kids[4], upper);
	shift_scripts(setter, manner, &after);
	shift_scripts(setter, manner, &before);
	/* pairs at both sides stand level */
	before.up = after.up = larger(before.up, after.up);
	before.down = after.down = larger(before.down, after.down);
	return put_before(setter, manner, &before, join(setter, manner, &after));
}
