/* The widths of a table's columns: after CSS 2.1, 17.5.2.2, from what each asks at
 * least and at most, with a rule of our own for what lies between. */
#include "typeset/flow/prices.h"
#include "typeset/flow/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of the style's size, in per cent: a table that does not fit is set smaller, before
 * it is turned, before words are cut. */
static const int sizes[] = {100, 93, 86, 79};

static void set_scale(Table *table, int percent)
{
	const Style *style = table->setting->job->style;
	table->size = style->table.size * percent / 100;
	table->leading = style->table.leading * percent / 100;
	table->pad = style->table.cell_pad * percent / 100;
	table->gap = style->table.column_gap * percent / 100;
	table->edge = table->grounded ? table->gap / 2 : 0;
	table->percent = percent;
}

Length table_before(const Table *table, size_t column)
{
	return column ? table->gap / 2 : table->edge;
}

Length table_after(const Table *table, size_t column)
{
	return column + 1 < table->columns ? table->gap - table->gap / 2 : table->edge;
}

size_t table_span(const Table *table, const DocNode *cell)
{
	size_t left = table->columns - cell->u.cell.column, span = cell->u.cell.colspan;
	return span < 1 ? 1 : span < left ? span : left;
}

/* Widens columns so that a cell over several has what it wants, each by as much. */
static void widen(Length *widths, size_t count, Length wanted)
{
	int64_t missing = wanted - table_sum(widths, count);
	for (size_t i = 0; i < count && missing > 0; i++) {
		Length share = (Length)(missing / (int64_t)(count - i));
		widths[i] += share;
		missing -= share;
	}
}

static void keep(Table *table, size_t column, CellWidths cell)
{
	CellWidths *cells = table->longest + column * TABLE_LONGEST;
	size_t count = table->kept[column], shortest = 0;
	if (count < TABLE_LONGEST) {
		cells[table->kept[column]++] = cell;
		return;
	}
	for (size_t i = 1; i < count; i++)
		shortest = cells[i].natural < cells[shortest].natural ? i : shortest;
	cells[shortest] = cell.natural > cells[shortest].natural ? cell : cells[shortest];
}

/* Cells of one column, or those over several, which take what those have left. */
static void measure_cells(Table *table, bool wide)
{
	const DocNode *top = table->node;
	for (const DocNode *node = top; node;
	     node = doc_next(node, top, node->type == DOC_TABLE_CELL || node->type == DOC_CAPTION)) {
		if (node->type != DOC_TABLE_CELL || node->u.cell.column >= table->columns)
			continue;
		size_t at = node->u.cell.column, span = table_span(table, node);
		if ((span > 1) != wide)
			continue;
		CellWidths cell = cell_measure(table, node);
		Length pad = table_before(table, at) + table_after(table, at + span - 1),
		       picture = cell.picture ? cell.picture + pad : 0;
		cell = (CellWidths){cell.natural + pad, cell.least + pad, cell.whole + pad, cell.half + pad, picture};
		widen(table->natural + at, span, cell.natural);
		widen(table->least + at, span, cell.least);
		if (wide)
			continue;
		keep(table, at, cell);
		table->pictures[at] = picture > table->pictures[at] ? picture : table->pictures[at];
	}
}

static void measure_columns(Table *table, int percent, bool divided)
{
	if (table->percent == percent && table->divided == divided)
		return;
	set_scale(table, percent);
	table->divided = divided;
	memset(table->natural, 0, table->columns * sizeof *table->natural);
	memset(table->least, 0, table->columns * sizeof *table->least);
	memset(table->kept, 0, table->columns * sizeof *table->kept);
	memset(table->pictures, 0, table->columns * sizeof *table->pictures);
	table_measure_numbers(table);
	for (int wide = 0; wide < 2 && !table->inner; wide++)
		measure_cells(table, wide);
	for (size_t i = 0; i < table->columns; i++)
		table->natural[i] = table->natural[i] > table->least[i] ? table->natural[i] : table->least[i];
}

int64_t table_sum(const Length *widths, size_t count)
{
	int64_t sum = 0;
	for (size_t i = 0; i < count; i++)
		sum += widths[i];
	return sum;
}

/* Narrow columns keep their longest word, the others share what is left alike: the
 * level of a basin into which all of them are poured. */
static void share_widths(Table *table)
{
	enum { OPEN = -1 };
	int64_t left = table->width;
	size_t open = table->columns;
	bool changed = true;
	for (size_t i = 0; i < table->columns; i++)
		table->widths[i] = OPEN;
	while (open && changed) {
		int64_t level = left / (int64_t)open;
		changed = false;
		for (size_t i = 0; i < table->columns; i++) {
			if (table->widths[i] != OPEN || table->least[i] > level)
				continue;
			table->widths[i] = table->least[i];
			left -= table->least[i];
			open--;
			changed = true;
		}
	}
	for (size_t i = 0; i < table->columns; i++)
		table->widths[i] = table->widths[i] == OPEN ? (Length)(left / (int64_t)open) : table->widths[i];
}

/* ---- what lies between ---- */

/* What a ragged line leaves free: half a word, and the longest is twice a common one. */
static double rag_of(const CellWidths *cell)
{
	return cell->whole / 4.0;
}

/* Lines that a cell takes in a width. */
static int lines_in(const CellWidths *cell, double width)
{
	double full = fmax(width - rag_of(cell), width / 4);
	if (cell->natural <= width)
		return 1;
	return cell->half <= width ? 2 : (int)fmax(3, ceil(cell->natural / full));
}

/* The price of a column's width: long cells weigh more than many short ones, since
 * the highest of a row makes its height; a code that is cut costs some lines. */
static double price_of(const Table *table, size_t column, double width)
{
	const CellWidths *cells = table->longest + column * TABLE_LONGEST;
	double sum = 0;
	for (size_t i = 0; i < table->kept[column]; i++) {
		double lines = lines_in(&cells[i], width);
		sum += lines * lines * lines + (cells[i].whole > width ? FLOW_CODE_CUT : 0);
	}
	return sum;
}

/* A width that a column could have instead, and what is saved for what it takes. */
typedef struct {
	double width, gain;
} Step;

static void try_step(const Table *table, size_t column, double next, double price, double room, Step *best)
{
	double width = table->widths[column];
	if (next <= width || next > width + room)
		return;
	double gain = (price - price_of(table, column, next)) / (next - width);
	if (gain > best->gain)
		*best = (Step){next, gain};
}

/* The best among the widths at which one of its cells becomes a line shorter, or
 * whole. */
static Step best_step(const Table *table, size_t column, double room)
{
	enum { FEW = 4, PARTS = 64 }; /* of many lines, one is not looked for */
	const CellWidths *cells = table->longest + column * TABLE_LONGEST;
	double width = table->widths[column], price = price_of(table, column, width),
	       least = width + table->width / (double)PARTS;
	Step best = {0};
	for (size_t i = 0; i < table->kept[column]; i++) {
		int lines = lines_in(&cells[i], width);
		double next = lines <= 2   ? cells[i].natural
		              : lines == 3 ? cells[i].half
		                           : ceil(1 + (double)cells[i].natural / (lines - 1) + rag_of(&cells[i]));
		if (lines > 1)
			try_step(table, column, lines > FEW && next < least ? least : next, price, room, &best);
		try_step(table, column, cells[i].whole, price, room, &best);
	}
	return best;
}

/* Gives what is left of the table's width to the columns step by step, each time
 * where it saves most for its width; but is left out. */
static void spend(Table *table, size_t but)
{
	double room = (double)table->width - (double)table_sum(table->widths, table->columns);
	for (bool any = true; any;) {
		Step best = {0};
		size_t column = 0;
		for (size_t i = 0; i < table->columns; i++) {
			Step step = i == but ? best : best_step(table, i, room);
			if (step.gain <= best.gain)
				continue;
			best = step;
			column = i;
		}
		any = best.gain > 0;
		if (!any)
			return;
		room -= best.width - table->widths[column];
		table->widths[column] = (Length)best.width;
	}
}

static double price_of_all(const Table *table)
{
	double sum = 0;
	for (size_t i = 0; i < table->columns; i++)
		sum += price_of(table, i, table->widths[i]);
	return sum;
}

/* Takes back what the columns got too soon: each gives up a part, for the others. */
static void exchange(Table *table)
{
	enum { PARTS = 32, MOST = 8, MANY = 16 }; /* of the width; columns */
	size_t size = table->columns * sizeof *table->widths;
	Length *kept = base_alloc(size + 1);
	double price = price_of_all(table);
	for (size_t i = 0; i < table->columns && table->columns <= MANY; i++) {
		for (int parts = 1; parts <= MOST; parts *= 2) {
			Length less = table->widths[i] - table->width / PARTS * parts;
			if (less < table->least[i])
				break;
			memcpy(kept, table->widths, size);
			table->widths[i] = less;
			spend(table, i);
			double now = price_of_all(table);
			if (now >= price)
				memcpy(table->widths, kept, size);
			price = now < price ? now : price;
		}
	}
	free(kept);
}

/* Pictures have their share of the width before words are given what they ask, ... */
static void begin_pictures(Table *table)
{
	Length share = table->width / (Length)table->columns;
	int64_t left = table->width - table_sum(table->widths, table->columns);
	for (size_t i = 0; i < table->columns; i++) {
		Length wanted = table->pictures[i] < share ? table->pictures[i] : share,
		       more = wanted - table->widths[i];
		if (more <= 0 || more > left)
			continue;
		table->widths[i] = wanted;
		left -= more;
	}
}

/* ... and what is left after that, as far as they fill it. */
static void end_pictures(Table *table)
{
	int64_t left = table->width - table_sum(table->widths, table->columns), missing = 0;
	for (size_t i = 0; i < table->columns; i++)
		missing += table->pictures[i] > table->widths[i] ? table->pictures[i] - table->widths[i] : 0;
	for (size_t i = 0; i < table->columns && left > 0; i++) {
		Length want = table->pictures[i] - table->widths[i];
		if (want > 0)
			table->widths[i] += missing > left ? (Length)(left * want / missing) : want;
	}
}

/* Natural widths where they fit; else no column is narrower than its longest word
 * nor wider than it asks, and rows become as low as they can; else words are cut. */
static void choose_widths(Table *table)
{
	for (size_t i = 0; table->inner && i < table->columns; i++)
		table->widths[i] = table->width / (Length)table->columns;
	if (table->inner)
		return;
	bool natural = table_sum(table->natural, table->columns) <= table->width;
	if (table_sum(table->least, table->columns) > table->width) {
		share_widths(table);
		return;
	}
	for (size_t i = 0; i < table->columns; i++)
		table->widths[i] = natural ? table->natural[i] : table->least[i];
	if (natural)
		return;
	begin_pictures(table);
	spend(table, table->columns);
	exchange(table);
	end_pictures(table);
}

bool build_fits(const Table *table, Length width)
{
	return table->whole * sizes[BASE_LEN(sizes) - 1] / 100 <= width;
}

/* Gives the columns what is left of the width, in proportion. */
static void fill_width(Table *table)
{
	int64_t sum = table_sum(table->widths, table->columns);
	for (size_t i = 0; i < table->columns && sum && sum < table->width; i++)
		table->widths[i] = (Length)(table->widths[i] * (int64_t)table->width / sum);
}

Length build_fit(Flow *flow, Table *table)
{
	table->flow = flow;
	table->list = flow->list;
	table->x = build_top(flow)->left;
	table->width = build_width(flow);
	size_t size = 0;
	while (size + 1 < BASE_LEN(sizes) && table->whole * sizes[size] / 100 > table->width)
		size++;
	measure_columns(table, sizes[size], false);
	if (table_sum(table->least, table->columns) > table->width)
		measure_columns(table, sizes[size], true);
	choose_widths(table);
	int64_t sum = table_sum(table->widths, table->columns);
	if (flow->setting->job->style->table.full_width || sum * 10 >= (int64_t)table->width * 9)
		fill_width(table);
	return (Length)table_sum(table->widths, table->columns);
}

Table *build_measured(Flow *flow, const DocNode *node)
{
	Table *table = arena_alloc(build_arena(flow), sizeof *table);
	const Style *style = flow->setting->job->style;
	size_t columns = node->u.table.columns;
	*table = (Table){.setting = flow->setting,
	                 .flow = flow,
	                 .node = node,
	                 .columns = columns,
	                 .inner = build_top(flow)->cell != NULL,
	                 .grounded = !sty_is_white(style->table.head) || !sty_is_white(style->table.stripe)};
	table->natural = arena_alloc(build_arena(flow), (columns + 1) * sizeof(Length));
	table->least = arena_alloc(build_arena(flow), (columns + 1) * sizeof(Length));
	table->widths = arena_alloc(build_arena(flow), (columns + 1) * sizeof(Length));
	table->longest = arena_alloc(build_arena(flow), (columns * TABLE_LONGEST + 1) * sizeof(CellWidths));
	table->kept = arena_alloc(build_arena(flow), (columns + 1) * sizeof(size_t));
	table->pictures = arena_alloc(build_arena(flow), (columns + 1) * sizeof(Length));
	table->aligns = arena_alloc(build_arena(flow), (columns + 1) * sizeof(ParAlign));
	table->points = arena_alloc(build_arena(flow), columns + 1);
	table->below = arena_alloc(build_arena(flow), (columns + 1) * sizeof(Length));
	for (size_t i = 0; i < columns; i++)
		table->aligns[i] = PAR_RAGGED;
	table_find_numbers(table);
	measure_columns(table, sizes[0], false);
	table->whole = table_sum(table->least, columns);
	return table;
}
