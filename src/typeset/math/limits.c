/* What stands over and under: limits (The TeXbook, rule 13), accents (rule 12), lines (rules 9 and 10), braces. */
#include "typeset/math/box.h"

#include <string.h>

/* What is above a base or below it. */
typedef struct {
	const Setter *setter;
	const MathNode *node;
	Manner manner;
	TmathBox *base;
} Stack;

static Length larger(Length a, Length b)
{
	return a > b ? a : b;
}

/* ---- accents ---- */

/* MathML names accents by signs that take room of their own; faces have the marks that combine. */
static const char *mark_of(const char *text)
{
	static const char *const marks[][2] = {
	        {"^", "\u0302"},      {"\u02C6", "\u0302"}, {"~", "\u0303"},      {"\u02DC", "\u0303"},
	        {"\u02C7", "\u030C"}, {"\u02D8", "\u0306"}, {"\u00B4", "\u0301"}, {"`", "\u0300"},
	        {"\u02D9", "\u0307"}, {"\u00A8", "\u0308"}, {"\u02DA", "\u030A"}, {"\u2192", "\u20D7"},
	        {"\u2190", "\u20D6"}, {"\u2194", "\u20E1"}, {"\u00AF", "\u0304"},
	};
	for (size_t i = 0; i < BASE_LEN(marks); i++) {
		if (str_eq(marks[i][0], text))
			return marks[i][1];
	}
	return text;
}

static bool is_line(const MathNode *mark)
{
	static const char *const lines[] = {"\u203E", "\u00AF", "_", "\u0332", "\u0305", "\u2015"};
	for (size_t i = 0; mark->kind == MATH_OP && mark->u.op.stretchy && i < BASE_LEN(lines); i++) {
		if (str_eq(lines[i], mark->text))
			return true;
	}
	return false;
}

/* A mark as wide as its base: one that is put together as it needs to be, else the widest that is not wider. */
static TmathBox *wide_mark(const Stack *of, const char *text)
{
	TxtPart parts[TXT_MOST_PARTS];
	Length overlap, italic, width = of->base->width;
	const Setter *setter = of->setter;
	uint32_t glyph = tmath_glyph_of(setter, of->manner, text);
	if (!glyph || txt_math_parts(setter->math, glyph, false, of->manner.size, parts, &overlap, &italic))
		return tmath_stretched(setter, of->manner, text, false, width);
	return tmath_glyph(setter, of->manner,
	                   txt_math_variant_within(setter->math, glyph, false, width, of->manner.size), text);
}

static TmathBox *set_mark(const Stack *of, const MathNode *mark)
{
	if (mark->kind != MATH_OP)
		return tmath_node(of->setter, mark, of->manner);
	const char *text = mark_of(mark->text);
	if (!tmath_glyph_of(of->setter, of->manner, text))
		text = mark->text;
	TmathBox *box =
	        mark->u.op.stretchy ? wide_mark(of, text) : tmath_characters(of->setter, of->manner, text, mark->plain);
	return box;
}

/* A mark is drawn over a letter as high as the face's accents expect, and goes up with what is higher. */
static void put_accent(const Stack *of, TmathBox *list, const MathNode *mark)
{
	TmathBox *box = set_mark(of, mark), *base = of->base;
	Length most = tmath_constant(of->setter, of->manner, TXT_ACCENT_BASE_HEIGHT);
	Length y = base->height - (base->height < most ? base->height : most);
	tmath_put(list, box, base->x + base->attach - box->attach, y);
}

static void put_accent_under(const Stack *of, TmathBox *list, const MathNode *mark)
{
	TmathBox *box = set_mark(of, mark), *base = of->base;
	tmath_put(list, box, base->x + base->width / 2 - box->attach, -(base->depth + box->height));
}

/* ---- lines ---- */

static void put_line_over(const Stack *of, TmathBox *list)
{
	Length rule = tmath_constant(of->setter, of->manner, TXT_OVERBAR_RULE);
	Length y = of->base->height + tmath_constant(of->setter, of->manner, TXT_OVERBAR_GAP);
	Length extra = tmath_constant(of->setter, of->manner, TXT_OVERBAR_EXTRA);
	tmath_put(list, tmath_rule(of->setter, of->manner, of->base->width, rule, 0), of->base->x, y);
	list->height = larger(list->height, y + rule + extra);
}

static void put_line_under(const Stack *of, TmathBox *list)
{
	Length rule = tmath_constant(of->setter, of->manner, TXT_UNDERBAR_RULE);
	Length y = of->base->depth + tmath_constant(of->setter, of->manner, TXT_UNDERBAR_GAP);
	Length extra = tmath_constant(of->setter, of->manner, TXT_UNDERBAR_EXTRA);
	tmath_put(list, tmath_rule(of->setter, of->manner, of->base->width, 0, rule), of->base->x, -y);
	list->depth = larger(list->depth, y + rule + extra);
}

/* ---- limits ---- */

static void put_above(const Stack *of, TmathBox *list, TmathBox *box, Length x)
{
	Length gap = larger(tmath_constant(of->setter, of->manner, TXT_UPPER_LIMIT_GAP_MIN),
	                    tmath_constant(of->setter, of->manner, TXT_UPPER_LIMIT_RISE_MIN) - box->depth);
	tmath_put(list, box, x, of->base->height + gap + box->depth);
}

static void put_below(const Stack *of, TmathBox *list, TmathBox *box, Length x)
{
	Length gap = larger(tmath_constant(of->setter, of->manner, TXT_LOWER_LIMIT_GAP_MIN),
	                    tmath_constant(of->setter, of->manner, TXT_LOWER_LIMIT_DROP_MIN) - box->height);
	tmath_put(list, box, x, -(of->base->depth + gap + box->height));
}

/* An arrow is as long as what stands at it. */
static TmathBox *set_base(const Stack *of, Length width)
{
	const MathNode *base = of->node->kids[0], *core = tmath_core(base);
	if (core != base || tmath_growth(of->setter, core) != TMATH_ACROSS)
		return tmath_node(of->setter, base, of->manner);
	return tmath_stretched(of->setter, of->manner, core->text, false, width);
}

/* The parts of a stack, those there are. */
typedef struct {
	const MathNode *above, *below; /* NULL: none */
	TmathBox *over, *under;        /* set as limits; NULL: they are marks */
} Sides;

static Sides sides_of(const Stack *of)
{
	const MathNode *node = of->node;
	Sides sides = {.above = node->kind == MATH_UNDER ? NULL : node->kids[node->count - 1],
	               .below = node->kind == MATH_OVER ? NULL : node->kids[1]};
	const MathNode *core_above = sides.above ? tmath_core(sides.above) : NULL,
	               *core_below = sides.below ? tmath_core(sides.below) : NULL;
	bool mark_above = node->u.over.accent || tmath_growth(of->setter, core_above) == TMATH_ACROSS;
	bool mark_below = node->u.over.accent_under || tmath_growth(of->setter, core_below) == TMATH_ACROSS;
	if (sides.above && !mark_above && !(core_above && is_line(core_above)))
		sides.over = tmath_node(of->setter, sides.above, tmath_in_script(of->setter, of->manner, false));
	if (sides.below && !mark_below && !(core_below && is_line(core_below)))
		sides.under = tmath_node(of->setter, sides.below, tmath_in_script(of->setter, of->manner, true));
	sides.above = core_above && !sides.over ? core_above : sides.above;
	sides.below = core_below && !sides.under ? core_below : sides.below;
	return sides;
}

static void put_marks(const Stack *of, TmathBox *list, const Sides *sides)
{
	if (sides->above && !sides->over && is_line(sides->above))
		put_line_over(of, list);
	else if (sides->above && !sides->over)
		put_accent(of, list, sides->above);
	if (sides->below && !sides->under && is_line(sides->below))
		put_line_under(of, list);
	else if (sides->below && !sides->under)
		put_accent_under(of, list, sides->below);
}

static TmathBox *set_stack(Stack *of)
{
	Sides sides = sides_of(of);
	TmathBox *list = tmath_list(of->setter);
	Length over = sides.over ? sides.over->width : 0, under = sides.under ? sides.under->width : 0;
	bool marks = (sides.above && !sides.over) || (sides.below && !sides.under);
	Stack base = *of;
	base.manner = marks ? tmath_cramped(of->manner) : of->manner;
	of->base = set_base(&base, larger(over, under));
	Length width = larger(of->base->width, larger(over, under)), lean = of->base->italic / 2;
	tmath_put(list, of->base, (width - of->base->width) / 2, 0);
	if (sides.over)
		put_above(of, list, sides.over, (width - over) / 2 + lean);
	if (sides.under)
		put_below(of, list, sides.under, (width - under) / 2 - lean);
	put_marks(of, list, &sides);
	bool ruled = (sides.above && is_line(sides.above)) || (sides.below && is_line(sides.below));
	list->width = width;
	list->attach = of->base->x + of->base->attach;
	/* a ruled box is upright; a large operator's width has its lean */
	list->italic = width == of->base->width && !ruled && !of->base->large ? of->base->italic : 0;
	if (of->base->letters && !sides.over && !sides.under && !ruled) {
		list->letters = true;
		list->glyph = of->base->glyph;
		list->size = of->base->size;
	}
	return list;
}

TmathBox *tmath_limits(const Setter *setter, const MathNode *node, Manner manner)
{
	Stack of = {.setter = setter, .node = node, .manner = manner};
	if (node->u.over.movable && !manner.display) {
		MathNode scripts = *node;
		scripts.kind = node->kind == MATH_UNDER ? MATH_SUB : node->kind == MATH_OVER ? MATH_SUP : MATH_SUBSUP;
		return tmath_scripts(setter, &scripts, manner);
	}
	return set_stack(&of);
}
