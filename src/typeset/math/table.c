/* Tables: matrices, cases, arrays with rules, and the lines of displays. */
#include "typeset/math/table.h"

static Length larger(Length a, Length b)
{
	return a > b ? a : b;
}

/* ---- cells ---- */

/* What lines of a table measure at least, in hundredths of an em: TeX's strut, for leading of 12/10. */
enum {
	STRUT_HEIGHT = 84,
	STRUT_DEPTH = 36,
	RULE = 4,
	EDGE = 50,
	LINE_SKIP = 10,
	LOOSE_PARTS = 5,
	/* tables in script style, in hundredths of a script's em: their lines, where these touch, in a matrix and in
	 * \substack; a matrix's edges */
	SMALL_LEADING = 82,
	SMALL_LINE_SKIP = 21,
	SMALL_STACK_SKIP = 12,
	SMALL_EDGE = 23
};

static void set_cell(const TmathTable *table, const MathNode *node, TmathCell *cell, TmathRow *row)
{
	const MathNode *whole = table->node;
	bool own = node->kind == MATH_TD && node->u.cell.align_given;
	cell->span = node->kind == MATH_TD && node->u.cell.span > 1 ? node->u.cell.span : 1;
	bool known = cell->column < whole->u.table.columns && whole->u.table.aligns;
	cell->align = own ? node->u.cell.align : known ? whole->u.table.aligns[cell->column] : MATH_CENTER;
	cell->box = tmath_wrap(table->setter, tmath_row(table->setter, node->kids, node->count, table->manner));
	row->height = larger(row->height, cell->box->height);
	row->depth = larger(row->depth, cell->box->depth);
}

/* Whether rows have struts and nothing between them, as LaTeX's array has it. */
static bool is_array(const MathNode *table)
{
	return !table->u.table.script && !table->u.table.row_gap.em;
}

static void set_row(TmathTable *table, const MathNode *node, TmathRow *row)
{
	bool small = table->node->u.table.script; /* no strut */
	Length size = table->manner.size;
	size_t column = 0;
	row->node = node;
	row->height = small ? 0 : size * STRUT_HEIGHT / 100;
	row->depth = small ? 0 : size * STRUT_DEPTH / 100;
	if (table->node->u.table.loose) {
		row->height += row->height / LOOSE_PARTS;
		row->depth += row->depth / LOOSE_PARTS;
	}
	if (is_array(table->node) && node->kind == MATH_TR)
		row->depth += larger(0, tmath_length(table->setter, table->manner, node->u.row.gap));
	row->cells = arena_alloc(table->setter->arena, (node->count + 1) * sizeof *row->cells);
	for (size_t i = 0; i < node->count; i++) {
		TmathCell *cell = &row->cells[row->count++];
		cell->column = column;
		set_cell(table, node->kids[i], cell, row);
		column += cell->span;
	}
	table->columns = column > table->columns ? column : table->columns;
}

/* ---- columns ---- */

static Length gap_after(const TmathTable *table, size_t column)
{
	const MathNode *node = table->node;
	bool known = column + 1 < node->u.table.columns && node->u.table.column_gaps;
	return known ? tmath_length(table->setter, table->manner, node->u.table.column_gaps[column]) : 0;
}

static MathLine line_before(const TmathTable *table, size_t column)
{
	const MathNode *node = table->node;
	return column <= node->u.table.columns && node->u.table.column_lines ? node->u.table.column_lines[column]
	                                                                     : MATH_NO_LINE;
}

static Length width_of(const TmathTable *table, size_t first, size_t span)
{
	Length width = 0;
	for (size_t i = first; i < first + span && i < table->columns; i++)
		width += table->widths[i] + (i + 1 < first + span ? gap_after(table, i) : 0);
	return width;
}

/* What reaches over several columns widens the last of them. */
static void widen(TmathTable *table, bool spans)
{
	for (size_t r = 0; r < table->row_count; r++) {
		for (size_t i = 0; i < table->rows[r].count; i++) {
			const TmathCell *cell = &table->rows[r].cells[i];
			Length more = cell->box->width - width_of(table, cell->column, cell->span);
			size_t last = cell->column + cell->span - 1;
			if ((cell->span > 1) == spans && more > 0)
				table->widths[last] += more;
		}
	}
}

/* What LaTeX has after the last column that is in use: where more are declared, the gap that goes with it, cases being
 * declared with two. */
static Length after_last(const TmathTable *table, Length edge)
{
	const MathNode *node = table->node;
	Length gap = table->columns ? gap_after(table, table->columns - 1) : 0; /* its place has it */
	if (node->u.table.loose && node->u.table.displaystyle == MATH_OFF && table->columns == 1)
		return table->manner.size;
	return gap && edge ? edge - gap : edge;
}

/* Lines at the edges keep away from what they enclose. */
static void place_columns(TmathTable *table)
{
	Length edge = table->manner.size * (table->node->u.table.script ? SMALL_EDGE : EDGE) / 100;
	table->widths = arena_alloc(table->setter->arena, (table->columns + 1) * sizeof *table->widths);
	table->left = arena_alloc(table->setter->arena, (table->columns + 1) * sizeof *table->left);
	widen(table, false);
	widen(table, true);
	table->left[0] = table->node->u.table.edge_before || line_before(table, 0) ? edge : 0;
	for (size_t i = 0; i < table->columns; i++)
		table->left[i + 1] = table->left[i] + table->widths[i] + gap_after(table, i);
	bool after = table->node->u.table.edge_after || line_before(table, table->columns);
	table->width = table->left[table->columns] + after_last(table, after ? edge : 0);
}

/* Lines of a display that would come closer than lines of text are a little more than their jot apart: TeX's
 * \lineskip. */
static Length skip_between(const TmathTable *table, size_t row)
{
	Length size = table->manner.size,
	       touching = table->rows[row].depth + (row + 1 < table->row_count ? table->rows[row + 1].height : 0);
	if (table->node->u.table.script) {
		Length least = size * (table->columns > 1 ? SMALL_LINE_SKIP : SMALL_STACK_SKIP) / 100;
		return larger(size * SMALL_LEADING / 100 - touching, least);
	}
	bool close = touching > size * (STRUT_HEIGHT + STRUT_DEPTH) / 100;
	return table->node->u.table.row_gap.em && close ? size * LINE_SKIP / 100 : 0;
}

/* What \\[2pt] asks for; in an array or a matrix it is measured from the strut, and the row is deeper already. */
static Length own_skip(const TmathTable *table, const TmathRow *row)
{
	Length skip = row->node->kind == MATH_TR ? tmath_length(table->setter, table->manner, row->node->u.row.gap) : 0;
	return skip > 0 && is_array(table->node) ? 0 : skip;
}

static void place_rows(TmathTable *table)
{
	Length y = 0, gap = tmath_length(table->setter, table->manner, table->node->u.table.row_gap);
	for (size_t i = 0; i < table->row_count; i++) {
		TmathRow *row = &table->rows[i];
		row->down = y + row->height;
		y = row->down + row->depth;
		table->height = y;
		if (row->node->kind == MATH_TR)
			y += gap + skip_between(table, i) + own_skip(table, row);
	}
}

TmathTable *tmath_measure_table(const Setter *setter, const MathNode *node, Manner manner)
{
	TmathTable *table = arena_alloc(setter->arena, sizeof *table);
	*table = (TmathTable){.setter = setter, .node = node, .manner = manner};
	if (node->u.table.script)
		table->manner = tmath_at_level(setter, manner, 1);
	if (!node->u.table.alignment || node->u.table.displaystyle != MATH_UNSAID)
		table->manner.display = node->u.table.displaystyle == MATH_ON;
	table->rows = arena_alloc(setter->arena, (node->count + 1) * sizeof *table->rows);
	for (size_t i = 0; i < node->count; i++)
		set_row(table, node->kids[i], &table->rows[table->row_count++]);
	place_columns(table);
	place_rows(table);
	return table;
}

TmathBox *tmath_table_row(const TmathTable *table, const TmathRow *row)
{
	TmathBox *list = tmath_list(table->setter);
	for (size_t i = 0; i < row->count; i++) {
		const TmathCell *cell = &row->cells[i];
		Length room = width_of(table, cell->column, cell->span) - cell->box->width;
		Length shift = cell->align == MATH_LEFT ? 0 : cell->align == MATH_RIGHT ? room : room / 2;
		tmath_put(list, cell->box, table->left[cell->column] + shift, 0);
	}
	list->width = table->width;
	list->height = row->height;
	list->depth = row->depth;
	return list;
}

/* ---- rules ---- */

/* Where the rule before a row is, below the top. */
static Length edge_before(const TmathTable *table, size_t row)
{
	if (row >= table->row_count)
		return table->height;
	Length top = table->rows[row].down - table->rows[row].height;
	if (!row)
		return top;
	const TmathRow *above = &table->rows[row - 1];
	return (above->down + above->depth + top) / 2;
}

/* One line of so many points, or dashes of it. */
static void put_line(const TmathTable *table, TmathBox *list, Length x, Length y, Length length, bool across,
                     MathLine kind)
{
	Length rule = table->setter->size * RULE / 100, dash = kind == MATH_DASHED ? rule * 8 : length;
	for (Length at = 0; at < length; at += dash * 3 / 2 + 1) {
		Length part = length - at < dash ? length - at : dash;
		TmathBox *box = across ? tmath_rule(table->setter, table->manner, part, rule / 2, rule - rule / 2)
		                       : tmath_rule(table->setter, table->manner, rule, 0, part);
		tmath_put(list, box, across ? x + at : x - rule / 2, across ? y : y - at);
	}
}

static void put_lines(const TmathTable *table, TmathBox *list, Length x, Length y, Length length, bool across,
                      MathLine kind)
{
	Length apart = kind == MATH_DOUBLE ? table->setter->size * 5 * RULE / 200 : 0;
	if (!kind)
		return;
	put_line(table, list, across ? x : x - apart, across ? y + apart : y, length, across, kind);
	if (apart)
		put_line(table, list, across ? x : x + apart, across ? y - apart : y, length, across, kind);
}

static Length line_at(const TmathTable *table, size_t column)
{
	if (!column)
		return 0;
	return column >= table->columns ? table->width : table->left[column] - gap_after(table, column - 1) / 2;
}

static void put_rules(const TmathTable *table, TmathBox *list, Length top)
{
	const MathNode *node = table->node;
	for (size_t i = 0; i <= table->columns; i++)
		put_lines(table, list, line_at(table, i), top, table->height, false, line_before(table, i));
	for (size_t i = 0; i < node->u.table.rule_count; i++) {
		const MathRule *rule = &node->u.table.rules[i];
		Length from = line_at(table, rule->from), to = line_at(table, rule->to);
		put_lines(table, list, from, top - edge_before(table, rule->row), to - from, true, rule->line);
	}
}

/* How high its top is above the baseline. */
static Length top_of(const TmathTable *table, Manner manner)
{
	MathAlign vertical = table->node->u.table.vertical;
	if (!table->row_count)
		return 0;
	if (vertical == MATH_LEFT)
		return table->rows[0].down;
	if (vertical == MATH_RIGHT)
		return table->rows[table->row_count - 1].down;
	return table->height / 2 + tmath_constant(table->setter, manner, TXT_AXIS_HEIGHT);
}

TmathBox *tmath_table(const Setter *setter, const MathNode *node, Manner manner)
{
	TmathTable *table = tmath_measure_table(setter, node, manner);
	TmathBox *list = tmath_list(setter);
	Length top = top_of(table, manner);
	for (size_t i = 0; i < table->row_count; i++)
		tmath_put(list, tmath_table_row(table, &table->rows[i]), 0, top - table->rows[i].down);
	put_rules(table, list, top);
	list->width = table->width;
	list->height = top;
	list->depth = table->height - top;
	list->attach = list->width / 2;
	return list;
}
