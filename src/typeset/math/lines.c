/*
 * Lines of a display, and a formula that is broken into some.
 *
 * What is wider than the measure is broken before relations, else before binary operators; its further lines begin
 * below the first relation, or a little in from the left where that is far out, and what begins with an operator
 * stands in from there (as the American Mathematical Society sets them, and the package breqn).
 */
#include "typeset/math/display.h"

#include <stdlib.h>

/* ---- lines ---- */

TmathLine *tmath_add_line(TmathLines *out, const TmathBox *box, Length x)
{
	out->lines = base_grow(out->lines, out->count, &out->cap, sizeof *out->lines);
	TmathLine *line = &out->lines[out->count++];
	*line = (TmathLine){
	        .box = box, .x = x, .width = box->width, .height = box->height, .depth = box->depth, .reading = ""};
	return line;
}

/* What a line needs beside its number. */
Length tmath_number_room(const TmathLines *out, const TmathBox *number)
{
	return number ? number->width + out->setter->size : 0;
}

/* Where what is so wide begins. */
Length tmath_begin(const TmathLines *out, Length width, const TmathBox *number)
{
	Length centred = (out->measure - width) / 2, most = out->measure - tmath_number_room(out, number) - width;
	Length x = out->indented ? out->indent : centred;
	if (number && x > most)
		x = out->indented ? most : most / 2;
	return x > 0 ? x : 0;
}

void tmath_put_number(const TmathLines *out, TmathLine *line, const TmathBox *number)
{
	line->number = number;
	line->number_x = number ? out->measure - number->width : 0;
}

/* ---- one formula ---- */

/* A formula's pieces and the lines they are broken into. */
typedef struct {
	TmathLines *out;
	const TmathFormula *formula;
	const MathTree *tree;
	int64_t *starts;      /* of each piece, on one line */
	Length hang, step;    /* where lines after the first begin: with a relation; else beyond that */
	Length room;          /* for a line and its indent */
	const TmathBox *lead; /* what stands before the first line; NULL: nothing */
} Breaker;

static MathClass class_of(const TmathPiece *piece)
{
	return piece->node_count ? piece->nodes[0]->class : MATH_ORD;
}

static Length width_of(const Breaker *of, size_t first, size_t end)
{
	return end > first ? (Length)(of->starts[end - 1] + of->formula->pieces[end - 1].width - of->starts[first]) : 0;
}

/* Where each piece would begin on one line. */
static int64_t *find_starts(const TmathFormula *formula)
{
	int64_t *starts = base_calloc(formula->count + 1, sizeof *starts), x = 0;
	for (size_t i = 0; i < formula->count; i++) {
		starts[i] = x;
		x += formula->pieces[i].width + formula->pieces[i].space;
	}
	return starts;
}

static Length indent_of(const Breaker *of, size_t first)
{
	if (!first)
		return 0;
	return class_of(&of->formula->pieces[first]) == MATH_REL ? of->hang : of->hang + of->step;
}

/* Lines after the first begin below its relation, if that leaves them most of the measure. */
static void find_hang(Breaker *of)
{
	enum { MOST_PERCENT = 40 };
	size_t at = 1;
	while (at < of->formula->count && class_of(&of->formula->pieces[at]) != MATH_REL)
		at++;
	Length width = at < of->formula->count ? width_of(of, 0, at) + of->formula->pieces[at - 1].space : of->room;
	of->step = 2 * of->out->setter->size;
	of->hang = (int64_t)width * 100 <= (int64_t)of->room * MOST_PERCENT ? width : of->step;
}

/* What a line costs: as little room left as can be, and a cheap place to end. */
static double cost_of(const Breaker *of, size_t first, size_t end)
{
	enum { LINE = 1000, TOO_WIDE = 1000000 };
	double room = (double)of->room, left = room - (double)(indent_of(of, first) + width_of(of, first, end));
	int penalty = end < of->formula->count ? of->formula->pieces[end - 1].penalty : 0;
	if (left < 0)
		return TOO_WIDE * (1 - left / room);
	return LINE + LINE * left / room * left / room + (penalty > 0 ? penalty : 0);
}

/* Lines keep apart: TeX's \jot. */
enum { JOT = 30 };

/* A box at the end of a line, be it one of a formula's pieces: each stands in one line alone. */
static void append(const Breaker *of, TmathBox *list, const TmathBox *box)
{
	tmath_append(list, tmath_wrap(of->out->setter, (TmathBox *)box));
}

static void add_broken(const Breaker *of, size_t first, size_t end, Length x)
{
	const TmathFormula *formula = of->formula;
	TmathBox *list = tmath_list(of->out->setter);
	if (of->lead && !first) {
		append(of, list, of->lead);
		x -= of->lead->width;
	}
	for (size_t i = first; i < end; i++) {
		append(of, list, formula->pieces[i].box);
		list->width += i + 1 < end ? formula->pieces[i].space : 0;
	}
	TmathLine *line = tmath_add_line(of->out, list, x);
	line->height += first ? of->out->setter->size * JOT / 100 : 0;
	line->reading =
	        tmath_reading(of->tree, &formula->pieces[first], &formula->pieces[end - 1], of->out->setter->arena);
}

static bool may_end(const TmathPiece *piece)
{
	return piece->penalty < TMATH_NEVER;
}

static bool must_end(const TmathPiece *piece)
{
	return piece->penalty <= -TMATH_NEVER;
}

/* The best places to end lines at, from the last back to the first: before[end] is where the line that ends there
 * begins. */
static void find_lines(const Breaker *of, size_t *before)
{
	size_t count = of->formula->count;
	double *costs = base_calloc(count + 1, sizeof *costs);
	for (size_t end = 1; end <= count; end++) {
		before[end] = SIZE_MAX;
		if (end < count && !may_end(&of->formula->pieces[end - 1]))
			continue;
		for (size_t first = end; first-- > 0;) {
			bool begins = !first || before[first] != SIZE_MAX;
			double cost = begins ? costs[first] + cost_of(of, first, end) : 0;
			if (begins && (before[end] == SIZE_MAX || cost < costs[end])) {
				before[end] = first;
				costs[end] = cost;
			}
			bool full = before[end] != SIZE_MAX && width_of(of, first, end) > of->room;
			if (full || (first && must_end(&of->formula->pieces[first - 1])))
				break;
		}
	}
	free(costs);
}

/* The ends of lines, from the last back to the first; on the heap. */
static size_t *ends_of(const Breaker *of, const size_t *before, size_t *count)
{
	size_t *ends = base_calloc(of->formula->count + 1, sizeof *ends);
	for (size_t end = of->formula->count; end; end = before[end])
		ends[(*count)++] = end;
	return ends;
}

static Length widest_of(const Breaker *of, const size_t *before, const size_t *ends, size_t count)
{
	Length widest = 0;
	for (size_t i = 0; i < count; i++) {
		Length width = indent_of(of, before[ends[i]]) + width_of(of, before[ends[i]], ends[i]);
		widest = width > widest ? width : widest;
	}
	return widest;
}

static void add_lines(const Breaker *of, const size_t *before)
{
	size_t count = 0, *ends = ends_of(of, before, &count);
	Length widest = widest_of(of, before, ends, count);
	Length x = tmath_begin(of->out, widest, of->out->number);
	of->out->widest = widest;
	while (count--)
		add_broken(of, before[ends[count]], ends[count], x + indent_of(of, before[ends[count]]));
	free(ends);
}

void tmath_add_broken_row(TmathLines *out, const MathTree *part, const TmathBox *lead, Length x, const TmathBox *number)
{
	TmathFormula formula = {0};
	Breaker of = {.out = out, .formula = &formula, .tree = part, .lead = lead, .step = 2 * out->setter->size};
	tmath_pieces(out->setter, part, out->manner, true, &formula);
	of.room = out->measure - x - lead->width - tmath_number_room(out, number);
	size_t *before = base_calloc(formula.count + 1, sizeof *before);
	of.starts = find_starts(&formula);
	find_lines(&of, before);
	size_t count = 0, *ends = ends_of(&of, before, &count);
	Length begin = x + lead->width;
	out->widest = begin + widest_of(&of, before, ends, count) > out->widest
	                      ? begin + widest_of(&of, before, ends, count)
	                      : out->widest;
	while (count--)
		add_broken(&of, before[ends[count]], ends[count], begin + indent_of(&of, before[ends[count]]));
	free(ends);
	free(of.starts);
	free(before);
}

void tmath_set_formula(TmathLines *out, const MathTree *tree)
{
	TmathFormula formula = {0};
	Breaker of = {.out = out, .formula = &formula, .tree = tree};
	tmath_pieces(out->setter, tree, out->manner, true, &formula);
	of.room = out->measure - (out->indented ? out->indent : 0);
	if (!formula.count)
		return;
	if (formula.width > of.room - tmath_number_room(out, out->number))
		of.room -= tmath_number_room(out, out->number);
	size_t *before = base_calloc(formula.count + 1, sizeof *before);
	of.starts = find_starts(&formula);
	find_hang(&of);
	find_lines(&of, before);
	add_lines(&of, before);
	tmath_put_number(out, &out->lines[out->count - 1], out->number);
	out->widest += tmath_number_room(out, out->number);
	free(of.starts);
	free(before);
}
