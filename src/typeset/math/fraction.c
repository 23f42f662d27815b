/* Fractions (The TeXbook, rule 15) and radicals (rule 11). */
#include "typeset/math/box.h"

/* Numerator and denominator, and how far their baselines are from the fraction's. */
typedef struct {
	TmathBox *over, *under;
	Length up, down;
	Length rule;
} Fraction;

static Length larger(Length a, Length b)
{
	return a > b ? a : b;
}

static Length pick(const Setter *setter, Manner manner, TxtMathConstant text, TxtMathConstant display)
{
	return tmath_constant(setter, manner, manner.display ? display : text);
}

/* With a bar, both keep away from it. */
static void part_from_bar(const Setter *setter, Manner manner, Fraction *of)
{
	Length axis = tmath_constant(setter, manner, TXT_AXIS_HEIGHT), half = of->rule / 2;
	of->up = pick(setter, manner, TXT_NUMERATOR_SHIFT_UP, TXT_NUMERATOR_DISPLAY_SHIFT_UP);
	of->down = pick(setter, manner, TXT_DENOMINATOR_SHIFT_DOWN, TXT_DENOMINATOR_DISPLAY_SHIFT_DOWN);
	Length above = pick(setter, manner, TXT_NUMERATOR_GAP_MIN, TXT_NUMERATOR_DISPLAY_GAP_MIN);
	Length below = pick(setter, manner, TXT_DENOMINATOR_GAP_MIN, TXT_DENOMINATOR_DISPLAY_GAP_MIN);
	of->up = larger(of->up, axis + half + above + of->over->depth);
	of->down = larger(of->down, below + of->under->height - axis + half);
}

/* Without, from each other. */
static void part_from_each_other(const Setter *setter, Manner manner, Fraction *of)
{
	of->up = pick(setter, manner, TXT_STACK_TOP_SHIFT_UP, TXT_STACK_TOP_DISPLAY_SHIFT_UP);
	of->down = pick(setter, manner, TXT_STACK_BOTTOM_SHIFT_DOWN, TXT_STACK_BOTTOM_DISPLAY_SHIFT_DOWN);
	Length least = pick(setter, manner, TXT_STACK_GAP_MIN, TXT_STACK_DISPLAY_GAP_MIN);
	Length gap = of->up - of->over->depth - (of->under->height - of->down);
	if (gap < least) {
		of->up += (least - gap) / 2;
		of->down += (least - gap) / 2;
	}
}

static Length aligned(Length room, MathAlign align)
{
	return align == MATH_LEFT ? 0 : align == MATH_RIGHT ? room : room / 2;
}

/* In a continued fraction numerators have the height of a line. */
static void strut(TmathBox *box, Length size)
{
	box->height = larger(box->height, size * 84 / 100);
	box->depth = larger(box->depth, size * 36 / 100);
}

static TmathBox *join(const Setter *setter, const MathNode *node, Manner manner, const Fraction *of)
{
	TmathBox *list = tmath_list(setter);
	Length width = larger(of->over->width, of->under->width),
	       axis = tmath_constant(setter, manner, TXT_AXIS_HEIGHT);
	Length side = of->rule ? tmath_null_delimiter(setter) : 0; /* bars of neighbours do not touch */
	tmath_put(list, of->over, side + aligned(width - of->over->width, node->u.frac.num_align), of->up);
	if (of->rule)
		tmath_put(list, tmath_rule(setter, manner, width, of->rule - of->rule / 2, of->rule / 2), side, axis);
	tmath_put(list, of->under, side + (width - of->under->width) / 2, -of->down);
	list->width = width + (node->u.frac.continued ? side : 2 * side);
	list->attach = list->width / 2;
	return list;
}

TmathBox *tmath_fraction(const Setter *setter, const MathNode *node, Manner manner)
{
	Fraction of = {.rule = node->u.frac.thick_given ? tmath_length(setter, manner, node->u.frac.thickness)
	                                                : tmath_constant(setter, manner, TXT_FRACTION_RULE)};
	of.over = tmath_wrap(setter, tmath_node(setter, node->kids[0], tmath_in_fraction(setter, manner, false)));
	of.under = tmath_wrap(setter, tmath_node(setter, node->kids[1], tmath_in_fraction(setter, manner, true)));
	if (node->u.frac.continued)
		strut(of.over, manner.size);
	if (of.rule)
		part_from_bar(setter, manner, &of);
	else
		part_from_each_other(setter, manner, &of);
	return join(setter, node, manner, &of);
}

/* ---- radicals ---- */

/* The sign, the line over what is under it, and that. */
static TmathBox *set_root(const Setter *setter, const MathNode *node, Manner manner, TmathBox **sign)
{
	TmathBox *list = tmath_list(setter), *inner = tmath_node(setter, node, tmath_cramped(manner));
	Length rule = tmath_constant(setter, manner, TXT_RADICAL_RULE);
	Length gap = pick(setter, manner, TXT_RADICAL_GAP, TXT_RADICAL_DISPLAY_GAP);
	Length high = inner->height + inner->depth + gap + rule, width = inner->width;
	*sign = tmath_stretched(setter, manner, "\u221A", true, high);
	Length spare = (*sign)->height + (*sign)->depth - high;
	gap += spare > 0 ? spare / 2 : 0;
	Length top = inner->height + gap;
	tmath_put(list, *sign, 0, top + rule - (*sign)->height);
	tmath_put(list, tmath_rule(setter, manner, width, rule, 0), (*sign)->width, top);
	tmath_put(list, inner, (*sign)->width, 0);
	list->width = (*sign)->width + width;
	list->height += tmath_constant(setter, manner, TXT_RADICAL_EXTRA);
	list->attach = list->width / 2;
	return list;
}

/* The degree stands in the sign's angle. */
static TmathBox *put_degree(const Setter *setter, const MathNode *node, Manner manner, TmathBox *root,
                            const TmathBox *sign)
{
	TmathBox *list = tmath_list(setter),
	         *degree = tmath_node(setter, node, tmath_at_level(setter, tmath_in_script(setter, manner, false), 2));
	Length before = tmath_constant(setter, manner, TXT_RADICAL_KERN_BEFORE);
	Length after = tmath_constant(setter, manner, TXT_RADICAL_KERN_AFTER);
	Length bottom = sign->y - sign->depth, total = sign->height + sign->depth;
	Length raise = (Length)((int64_t)total * tmath_constant(setter, manner, TXT_RADICAL_RAISE_PERCENT) / 100);
	Length x = before + degree->width + after, shift = x < 0 ? -x : 0;
	tmath_put(list, degree, before + shift, bottom + raise);
	tmath_put(list, root, x + shift, 0);
	list->width = x + shift + root->width;
	list->attach = list->width / 2;
	return list;
}

TmathBox *tmath_radical(const Setter *setter, const MathNode *node, Manner manner)
{
	TmathBox *sign, *root = set_root(setter, node->kids[0], manner, &sign);
	return node->kind == MATH_ROOT ? put_degree(setter, node->kids[1], manner, root, sign) : root;
}
