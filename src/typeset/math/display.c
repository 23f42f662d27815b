/* Displays: a formula's lines, its numbers, and the size at which they find room.  What nothing makes narrow enough is
 * set smaller. */
#include "typeset/math/display.h"
#include "typeset/math/table.h"

#include <stdlib.h>

static const TmathBox *set_number(const TmathLines *out, const char *number)
{
	return number ? tmath_words(out->setter, out->manner, number) : NULL;
}

/* Whether each row has a number of its own, or may. */
static bool in_rows(const MathNode *table, const TmathPlace *place)
{
	return table && place->number_count == table->count && !table->u.table.multline;
}

static void set_numbers(TmathLines *out, const MathTree *tree, const MathNode *table, const TmathPlace *place)
{
	bool rows = in_rows(table, place);
	out->numbers = rows ? arena_alloc(out->setter->arena, table->count * sizeof *out->numbers) : NULL;
	for (size_t i = 0; rows && i < table->count; i++)
		out->numbers[i] = set_number(out, place->numbers[i]);
	out->number = tree->tag                      ? tmath_row(out->setter, &tree->tag, 1, tmath_in_text(out->manner))
	              : place->number_count && !rows ? set_number(out, place->numbers[0])
	                                             : NULL;
}

/* Lines that stand in a formula of its own, aligned and kin: they are the display's if they are too wide. */
static const MathNode *inner_lines(const TmathLines *out, const MathTree *tree)
{
	const MathNode *only = tree->root->count == 1 ? tree->root->kids[0] : NULL;
	if (!only || only->kind != MATH_TABLE || only->u.table.displaystyle != MATH_ON || only->u.table.rule_count)
		return NULL;
	const TmathTable *table = tmath_measure_table(out->setter, only, out->manner);
	return table->width > out->measure ? only : NULL;
}

static void set_lines(TmathLines *out, const MathTree *tree, const TmathPlace *place)
{
	const MathNode *table = math_lines(tree);
	out->count = 0;
	out->widest = 0;
	out->manner.size = out->setter->size;
	table = table ? table : inner_lines(out, tree);
	set_numbers(out, tree, table, place);
	if (table)
		tmath_set_rows(out, tree, table);
	else
		tmath_set_formula(out, tree);
}

/* The display as a whole stands as far from the right edge as it stood from the left; within it nothing changes. */
static void mirror(const TmathLines *out)
{
	Length from = out->measure, to = 0;
	for (size_t i = 0; i < out->count; i++) {
		const TmathLine *line = &out->lines[i];
		from = line->x < from ? line->x : from;
		to = line->x + line->width > to ? line->x + line->width : to;
	}
	for (size_t i = 0; i < out->count; i++) {
		TmathLine *line = &out->lines[i];
		line->x += out->measure - to - from;
		line->number_x = line->number ? out->measure - line->number_x - line->number->width : 0;
	}
}

size_t tmath_set_display(Setter *setter, const MathTree *tree, const TmathPlace *place, TmathLine **lines)
{
	enum { TRIES = 3, WHOLE = 100 };
	TmathLines out = {.setter = setter,
	                  .manner = {.display = true, .color = place->color},
	                  .measure = place->measure,
	                  .indented = place->indented,
	                  .indent = place->indent};
	Length size = setter->size;
	set_lines(&out, tree, place);
	Length room = out.measure - (out.indented ? out.indent : 0);
	for (int i = 0; i < TRIES && out.widest > room && room > 0; i++) {
		setter->size = (Length)((int64_t)setter->size * room / out.widest);
		set_lines(&out, tree, place);
	}
	if (place->rtl)
		mirror(&out);
	*lines = arena_alloc(setter->arena, (out.count + 1) * sizeof **lines);
	for (size_t i = 0; i < out.count; i++)
		(*lines)[i] = out.lines[i];
	*place->percent = (int)((int64_t)setter->size * WHOLE / size);
	free(out.lines);
	return out.count;
}
