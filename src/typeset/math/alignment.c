/* The lines of align, gather, multline and kin. */
#include "typeset/math/display.h"
#include "typeset/math/table.h"

/* What a row is read as. */
static const char *reading_of(const TmathLines *out, const MathTree *tree, const MathNode *row)
{
	return tmath_reading(tree, &(TmathPiece){.nodes = &row, .node_count = 1},
	                     &(TmathPiece){.nodes = &row, .node_count = 1}, out->setter->arena);
}

/* A row's own tag or number; the display's stands at its last one. */
static const TmathBox *number_of(const TmathLines *out, const TmathTable *table, size_t index)
{
	const MathNode *row = table->rows[index].node;
	if (row->kind == MATH_TR && row->u.row.tag)
		return tmath_row(out->setter, &row->u.row.tag, 1, tmath_in_text(out->manner));
	if (out->numbers)
		return out->numbers[index];
	return index + 1 == table->row_count ? out->number : NULL;
}

/* flalign's pairs take the whole measure. */
static void spread(TmathTable *table, Length measure)
{
	size_t gaps = table->columns ? (table->columns - 1) / 2 : 0, passed = 0;
	Length spare = measure - table->width;
	if (!gaps || spare <= 0)
		return;
	for (size_t i = 1; i <= table->columns; i++) {
		passed += i < table->columns && i % 2 == 0;
		table->left[i] += (Length)((int64_t)spare * (int64_t)passed / (int64_t)gaps);
	}
	table->width = measure;
}

/* multline: the first line stands at the left, the last at the right, the others between. */
static Length multline_begin(const TmathLines *out, const TmathTable *table, size_t index, Length width,
                             const TmathBox *number)
{
	Length edge = out->setter->size, room = out->measure - tmath_number_room(out, number) - width;
	if (!index)
		return edge < room ? edge : 0;
	if (index + 1 == table->row_count)
		return room - (number ? 0 : edge) > 0 ? room - (number ? 0 : edge) : 0;
	return tmath_begin(out, width, NULL);
}

static void need(TmathLines *out, Length width)
{
	out->widest = width > out->widest ? width : out->widest;
}

/* Words between rows: on a line of their own. */
static void add_intertext(TmathLines *out, const MathNode *row)
{
	if (row->kind != MATH_TR || !row->u.row.intertext)
		return;
	const TmathBox *box = tmath_row(out->setter, &row->u.row.intertext, 1, tmath_in_text(out->manner));
	tmath_add_line(out, box, 0)->reading = row->u.row.intertext->text ? row->u.row.intertext->text : "";
	need(out, box->width);
}

static Length widest_number(const TmathLines *out, const TmathTable *table)
{
	Length widest = 0;
	for (size_t i = 0; i < table->row_count; i++) {
		const TmathBox *number = number_of(out, table, i);
		widest = number && number->width > widest ? number->width : widest;
	}
	return widest;
}

/* What a row takes with its number. */
static Length width_of(const TmathLines *out, const TmathTable *table, const TmathRow *row, const TmathBox *number)
{
	const TmathCell *last = row->count ? &row->cells[row->count - 1] : NULL;
	bool left = last && last->align == MATH_LEFT && last->span == 1;
	return (left ? table->left[last->column] + last->box->width : table->width) + tmath_number_room(out, number);
}

/* All cells but the last, up to where that begins. */
static TmathBox *lead_of(const TmathTable *table, const TmathRow *row)
{
	TmathRow part = *row;
	part.count--;
	TmathBox *lead = tmath_table_row(table, &part);
	lead->width = table->left[row->cells[part.count].column];
	return lead;
}

/* A row whose last cell is at the left of its column, and too wide for the measure. */
static bool is_broken(const TmathLines *out, const TmathTable *table, const TmathRow *row, Length x,
                      const TmathBox *number)
{
	const TmathCell *last = row->count ? &row->cells[row->count - 1] : NULL;
	return last && last->align == MATH_LEFT && last->span == 1 && row->node->kind == MATH_TR &&
	       x + width_of(out, table, row, number) > out->measure;
}

static void break_row(TmathLines *out, const MathTree *tree, const TmathTable *table, const TmathRow *row, Length x,
                      const TmathBox *number)
{
	MathTree part = *tree;
	const MathNode *cell = row->node->kids[row->count - 1];
	MathNode *root = arena_alloc(out->setter->arena, sizeof *root);
	*root = cell->kids[0]->kind == MATH_ROW ? *cell->kids[0] : *cell;
	root->kind = MATH_ROW;
	part.root = root;
	size_t first = out->count;
	tmath_add_broken_row(out, &part, lead_of(table, row), x, number);
	if (out->count == first)
		return;
	out->lines[first].height = row->height > out->lines[first].height ? row->height : out->lines[first].height;
	tmath_put_number(out, &out->lines[out->count - 1], number);
}

static void add_row(TmathLines *out, const MathTree *tree, const TmathTable *table, size_t index, Length x)
{
	const TmathRow *row = &table->rows[index];
	const TmathBox *number = number_of(out, table, index);
	if (is_broken(out, table, row, x, number)) {
		break_row(out, tree, table, row, x, number);
		return;
	}
	TmathBox *box = tmath_table_row(table, row);
	if (!table->node->u.table.multline && !table->node->u.table.spread)
		need(out, width_of(out, table, row, number));
	if (table->node->u.table.multline && row->count) {
		box = row->cells[0].box;
		x = multline_begin(out, table, index, box->width, number);
		need(out, box->width + tmath_number_room(out, number));
	}
	TmathLine *line = tmath_add_line(out, box, x);
	Length below = index + 1 < table->row_count
	                       ? table->rows[index + 1].down - row->down - table->rows[index + 1].height - row->depth
	                       : 0;
	line->height = row->height;
	line->depth = row->depth + (below > 0 ? below : 0);
	line->reading = reading_of(out, tree, row->node);
	tmath_put_number(out, line, number);
}

void tmath_set_rows(TmathLines *out, const MathTree *tree, const MathNode *node)
{
	TmathTable *table = tmath_measure_table(out->setter, node, out->manner);
	if (node->u.table.spread)
		spread(table, out->measure);
	const TmathBox *wide = tmath_rule(out->setter, out->manner, widest_number(out, table), 0, 0);
	wide = wide->width ? wide : NULL;
	Length x = tmath_begin(out, table->width, wide);
	for (size_t i = 0; i < table->row_count; i++) {
		add_intertext(out, table->rows[i].node);
		add_row(out, tree, table, i, x);
	}
	if (node->u.table.spread)
		need(out, table->width);
}
