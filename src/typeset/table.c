/* Tables: columns as wide as their text asks, rows as items of the list. */
#include "typeset/build.h"

#include <math.h>
#include <string.h>

struct Table {
	TsEdition *edition;
	Flow *flow;
	FlowList *list;
	const DocNode *node;
	TsUnit x, width;
	TsUnit *natural, *least, *widths; /* by column, with the white at its sides */
	double *text;                     /* by column: its cells' natural widths, summed */
	size_t columns;
	TsUnit size, leading, pad;
	int64_t whole; /* its least width at full size, no word divided */
	int percent;   /* of the full size: as measured */
	bool divided;  /* with words hyphenated, in its heads too */
};

/* Of the style's size, in per cent: a table that does not fit is set smaller, before
 * it is turned, before words are cut. */
static const int sizes[] = {100, 93, 86, 79};

static void set_scale(Table *table, int percent)
{
	const Style *style = table->edition->job.style;
	table->size = style->table.size * percent / 100;
	table->leading = style->table.leading * percent / 100;
	table->pad = style->table.cell_pad * percent / 100;
	table->percent = percent;
}

static ParSpec cell_spec(const Table *table, const DocNode *cell, const DocNode *block, TsUnit measure)
{
	ParSpec spec = flow_spec(table->edition, block);
	static const ParAlign aligns[] = {PAR_RAGGED, PAR_RAGGED, PAR_CENTERED, PAR_FLUSH_RIGHT};
	spec.style.size = table->size;
	spec.style.features = TXT_TABULAR;
	spec.style.weight = cell->u.cell.head ? 700 : 400;
	spec.align = aligns[cell->u.cell.align];
	spec.measure = measure;
	spec.hyphenate = spec.hyphenate && table->divided;
	return spec;
}

static Par *cell_par(const Table *table, const DocNode *cell, TsUnit measure)
{
	if (!cell->first)
		return NULL;
	ParSpec spec = cell_spec(table, cell, cell->first, measure);
	return par_break(table->edition->context, &spec, table->edition->arena);
}

/* Words in a cell are hyphenated where one is too wide for it, or where there are
 * many: in short lines it disturbs more than it saves. */
static Par *fitted_par(const Table *table, const DocNode *cell, TsUnit measure)
{
	enum { PROSE = 6 }; /* lines */
	const Par *whole = cell->first ? cell_par(table, cell, INT32_MAX / 4) : NULL;
	if (!whole)
		return NULL;
	ParSpec spec = cell_spec(table, cell, cell->first, measure);
	bool prose = !cell->u.cell.head && par_natural(whole) / PROSE > measure;
	spec.hyphenate =
	        table->edition->job.style->text.hyphenate && (prose || par_min_width(whole) > measure);
	return par_break(table->edition->context, &spec, table->edition->arena);
}

static void measure_columns(Table *table, int percent, bool divided)
{
	const DocNode *top = table->node;
	if (table->percent == percent && table->divided == divided)
		return;
	set_scale(table, percent);
	table->divided = divided;
	TsUnit pad = 2 * table->pad;
	memset(table->natural, 0, table->columns * sizeof *table->natural);
	memset(table->least, 0, table->columns * sizeof *table->least);
	memset(table->text, 0, table->columns * sizeof *table->text);
	for (const DocNode *node = top; node;
	     node = doc_next(node, top, node->type == DOC_TABLE_CELL || node->type == DOC_CAPTION)) {
		if (node->type != DOC_TABLE_CELL || node->u.cell.column >= table->columns)
			continue;
		Par *par = cell_par(table, node, INT32_MAX / 4);
		TsUnit natural = par ? par_natural(par) + pad : pad;
		TsUnit least = (!par ? 0 : table->divided ? par_min_divided(par) : par_min_width(par)) + pad;
		size_t at = node->u.cell.column;
		table->text[at] += natural;
		if (natural > table->natural[at])
			table->natural[at] = natural;
		if (least > table->least[at])
			table->least[at] = least;
	}
}

static int64_t sum_of(const TsUnit *widths, size_t count)
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
	int64_t left = table->width;
	size_t open = table->columns;
	bool changed = true;
	memset(table->widths, 0, table->columns * sizeof *table->widths);
	while (open && changed) {
		int64_t level = left / (int64_t)open;
		changed = false;
		for (size_t i = 0; i < table->columns; i++) {
			if (table->widths[i] || table->least[i] > level)
				continue;
			table->widths[i] = table->least[i];
			left -= table->least[i];
			open--;
			changed = true;
		}
	}
	for (size_t i = 0; i < table->columns; i++)
		table->widths[i] = table->widths[i] ? table->widths[i] : (TsUnit)(left / (int64_t)open);
}

static TsUnit at_level(const Table *table, size_t column, double level)
{
	double width = level * sqrt(table->text[column]);
	TsUnit least = table->least[column], most = table->natural[column];
	return width >= most ? most : width <= least ? least : (TsUnit)width;
}

/* Natural widths where they fit.  Else no column is narrower than its longest word
 * nor wider than it asks, and those between share the width so that all cells take
 * the fewest lines together: the sum of text / width is least where widths are as
 * the roots of the texts. */
static void choose_widths(Table *table)
{
	enum { ROUNDS = 60 };
	double low = 0, high = 0;
	int64_t least = sum_of(table->least, table->columns);
	if (least > table->width) {
		share_widths(table);
		return;
	}
	for (size_t i = 0; i < table->columns; i++)
		high = fmax(high, 1.01 * table->natural[i] / sqrt(fmax(table->text[i], 1)));
	for (int round = 0; round < ROUNDS; round++) {
		double level = round ? (low + high) / 2 : high;
		for (size_t i = 0; i < table->columns; i++)
			table->widths[i] = at_level(table, i, level);
		bool fits = sum_of(table->widths, table->columns) <= table->width;
		if (fits && !round)
			return;
		low = fits ? level : low;
		high = fits ? high : level;
	}
	for (size_t i = 0; i < table->columns; i++)
		table->widths[i] = at_level(table, i, low);
}

bool build_fits(const Table *table, TsUnit width)
{
	return table->whole * sizes[BASE_LEN(sizes) - 1] / 100 <= width;
}

TsUnit build_fit(Flow *flow, Table *table)
{
	table->flow = flow;
	table->list = flow->list;
	table->x = build_top(flow)->left;
	table->width = build_width(flow);
	size_t size = 0;
	while (size + 1 < BASE_LEN(sizes) && table->whole * sizes[size] / 100 > table->width)
		size++;
	measure_columns(table, sizes[size], false);
	if (sum_of(table->least, table->columns) > table->width)
		measure_columns(table, sizes[size], true);
	choose_widths(table);
	return (TsUnit)sum_of(table->widths, table->columns);
}

TsUnit flow_row_height(const FlowRow *row, TsUnit leading, TsUnit pad)
{
	size_t most = 1;
	for (size_t i = 0; i < row->count; i++) {
		size_t lines =
		        row->cells[i].par ? par_lines(row->cells[i].par, par_best(row->cells[i].par)) : 0;
		most = lines > most ? lines : most;
	}
	return (TsUnit)most * leading + pad;
}

/* The first column is at the start side: the right one of right-to-left tables. */
static FlowRow *make_row(const Table *table, const DocNode *node)
{
	Arena *arena = table->edition->arena;
	FlowRow *row = arena_alloc(arena, sizeof *row);
	row->cells = arena_alloc(arena, (table->columns + 1) * sizeof *row->cells);
	bool rtl = table->node->dir == DOC_DIR_RTL;
	row->width = (TsUnit)sum_of(table->widths, table->columns);
	row->x = table->x + (rtl ? table->width - row->width : 0);
	row->rule = table->edition->job.style->table.rule_width;
	row->leading = table->leading;
	TsUnit x = rtl ? row->x + row->width : row->x;
	for (const DocNode *cell = node->first; cell && row->count < table->columns; cell = cell->next) {
		FlowCell *out = &row->cells[row->count];
		TsUnit width = table->widths[row->count++];
		x -= rtl ? width : 0;
		out->x = x + table->pad;
		out->width = width - 2 * table->pad;
		out->par = fitted_par(table, cell, out->width > TXT_PT ? out->width : TXT_PT);
		x += rtl ? 0 : width;
	}
	return row;
}

static FlowItem *add_row(Table *table, const DocNode *node, bool head, bool last)
{
	FlowRow *row = make_row(table, node);
	FlowBlock *block = build_block(table->flow, FLOW_ROW, node);
	FlowItem *item = flow_add(table->list, block);
	block->row = row;
	*item = build_like(table->flow, block, flow_row_height(row, table->leading, table->pad), 0);
	item->on_grid = false;
	item->base = table->pad / 2 + table->size;
	row->head = head;
	row->rule_below = head || last;
	for (size_t i = 0; i < row->count; i++) {
		const Par *par = row->cells[i].par;
		for (size_t line = 0; par && line < par_lines(par, par_best(par)); line++)
			flow_add_refs(table->list, item, par, par_best(par), line);
	}
	return item;
}

static void warn_if_cut(const Table *table)
{
	if (sum_of(table->least, table->columns) > table->width)
		diag_report(table->edition->job.diag, DIAG_WARNING, table->node->pos, "table-wide",
		            "this table is wider than the page even %sin small type, so long words in it are "
		            "cut; give it fewer "
		            "columns or a wider paper",
		            table->list == &table->edition->list ? "" : "turned and ");
}

void build_rows(Flow *flow, Table *table)
{
	warn_if_cut(table);
	uint32_t first = (uint32_t)table->list->count, heads = 0;
	for (const DocNode *part = table->node->first; part; part = part->next) {
		if (part->type != DOC_TABLE_HEAD && part->type != DOC_TABLE_BODY)
			continue;
		for (const DocNode *node = part->first; node; node = node->next) {
			bool head = part->type == DOC_TABLE_HEAD, last = !node->next && !part->next;
			size_t at = table->list->count - first;
			FlowItem *item = add_row(table, node, head, last);
			FlowRow *row = item->block->row;
			row->rule_above = at == 0;
			item->before = flow->space;
			if (at)
				item->penalty = at <= heads ? FLOW_FORBIDDEN : last ? 800 : 100;
			heads += head;
			row->head_first = first;
			row->head_count = heads;
			build_done(flow);
		}
	}
}

Table *build_measured(Flow *flow, const DocNode *node)
{
	Table *table = arena_alloc(build_arena(flow), sizeof *table);
	size_t columns = node->u.table.columns;
	*table = (Table){.edition = flow->edition, .flow = flow, .node = node, .columns = columns};
	table->natural = arena_alloc(build_arena(flow), (columns + 1) * sizeof(TsUnit));
	table->least = arena_alloc(build_arena(flow), (columns + 1) * sizeof(TsUnit));
	table->widths = arena_alloc(build_arena(flow), (columns + 1) * sizeof(TsUnit));
	table->text = arena_alloc(build_arena(flow), (columns + 1) * sizeof(double));
	measure_columns(table, sizes[0], false);
	table->whole = sum_of(table->least, columns);
	return table;
}

const DocNode *build_table_node(const Table *table)
{
	return table->node;
}
