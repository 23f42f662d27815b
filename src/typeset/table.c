/* Tables: columns as wide as their text asks, rows as items of the list. */
#include "typeset/build.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
	TsEdition *edition;
	Flow *flow;
	FlowList *list;
	const DocNode *table;
	TsUnit x, width;
	TsUnit *natural, *least, *widths;
	size_t columns;
	TsUnit size, leading, pad;
} Table;

/* A table that does not fit is set smaller, down to this, before words are cut. */
enum { SMALLEST = 78, SMALLER = 6 };

static void set_scale(Table *table, int percent)
{
	const Style *style = table->edition->job.style;
	table->size = style->table.size * percent / 100;
	table->leading = style->table.leading * percent / 100;
	table->pad = style->table.cell_pad * percent / 100;
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
	spec.hyphenate = spec.hyphenate && !cell->u.cell.head;
	return spec;
}

static Par *cell_par(const Table *table, const DocNode *cell, TsUnit measure)
{
	if (!cell->first)
		return NULL;
	ParSpec spec = cell_spec(table, cell, cell->first, measure);
	return par_break(table->edition->context, &spec, table->edition->arena);
}

static void measure_columns(Table *table)
{
	const DocNode *top = table->table;
	TsUnit pad = 2 * table->pad;
	memset(table->natural, 0, table->columns * sizeof *table->natural);
	memset(table->least, 0, table->columns * sizeof *table->least);
	for (const DocNode *node = top; node; node = doc_next(node, top, node->type == DOC_TABLE_CELL || node->type == DOC_CAPTION)) {
		if (node->type != DOC_TABLE_CELL || node->u.cell.column >= table->columns)
			continue;
		Par *par = cell_par(table, node, INT32_MAX / 4);
		TsUnit natural = par ? par_natural(par) + pad : pad, least = par ? par_min_width(par) + pad : pad;
		size_t at = node->u.cell.column;
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

/* Natural widths where they fit; else each column its longest word, and the rest
 * in proportion to what it still wants; else words are cut. */
static void choose_widths(Table *table)
{
	int64_t natural = sum_of(table->natural, table->columns), least = sum_of(table->least, table->columns);
	if (least > table->width) {
		share_widths(table);
		return;
	}
	for (size_t i = 0; i < table->columns; i++) {
		TsUnit more = table->natural[i] - table->least[i];
		table->widths[i] = natural <= table->width ? table->natural[i]
		                                           : table->least[i] + (TsUnit)((table->width - least) * more / (natural - least));
	}
}

static void fit(Table *table)
{
	for (int percent = 100; percent >= SMALLEST; percent -= SMALLER) {
		set_scale(table, percent);
		measure_columns(table);
		if (sum_of(table->least, table->columns) <= table->width)
			break;
	}
	choose_widths(table);
	if (sum_of(table->least, table->columns) > table->width)
		diag_report(table->edition->job.diag, DIAG_WARNING, table->table->pos, "table-wide",
		            "this table is wider than the page even in small type, so long words in it are cut; give it fewer "
		            "columns or a wider paper");
}

TsUnit flow_row_height(const FlowRow *row, TsUnit leading, TsUnit pad)
{
	size_t most = 1;
	for (size_t i = 0; i < row->count; i++) {
		size_t lines = row->cells[i].par ? par_lines(row->cells[i].par, par_best(row->cells[i].par)) : 0;
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
	bool rtl = table->table->dir == DOC_DIR_RTL;
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
		out->par = cell_par(table, cell, out->width > TXT_PT ? out->width : TXT_PT);
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

static void add_rows(Table *table)
{
	Flow *flow = table->flow;
	uint32_t first = (uint32_t)table->list->count, heads = 0;
	for (const DocNode *part = table->table->first; part; part = part->next) {
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

void build_rows(Flow *flow, const DocNode *node)
{
	TsEdition *edition = flow->edition;
	Table table = {
	        .edition = edition,
	        .flow = flow,
	        .list = flow->list,
	        .table = node,
	        .x = build_top(flow)->left,
	        .width = build_width(flow),
	        .columns = node->u.table.columns,
	};
	if (!table.columns)
		return;
	table.natural = arena_alloc(edition->arena, table.columns * sizeof(TsUnit));
	table.least = arena_alloc(edition->arena, table.columns * sizeof(TsUnit));
	table.widths = arena_alloc(edition->arena, table.columns * sizeof(TsUnit));
	fit(&table);
	add_rows(&table);
}
