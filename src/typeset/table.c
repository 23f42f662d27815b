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
} Table;

static ParSpec cell_spec(const Table *table, const DocNode *cell, const DocNode *block, TsUnit measure)
{
	const Style *style = table->edition->job.style;
	ParSpec spec = flow_spec(table->edition, block);
	static const ParAlign aligns[] = {PAR_RAGGED, PAR_RAGGED, PAR_CENTERED, PAR_FLUSH_RIGHT};
	spec.style.size = style->table.size;
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
	TsUnit pad = 2 * table->edition->job.style->table.cell_pad;
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

/* Natural widths where they fit; else each column its longest word, and the rest
 * in proportion to what it still wants; else everything shrinks alike. */
static void choose_widths(Table *table)
{
	int64_t natural = 0, least = 0;
	for (size_t i = 0; i < table->columns; i++) {
		natural += table->natural[i];
		least += table->least[i];
	}
	for (size_t i = 0; i < table->columns; i++) {
		if (natural <= table->width)
			table->widths[i] = table->natural[i];
		else if (least <= table->width && natural > least)
			table->widths[i] = table->least[i] + (TsUnit)((table->width - least) * (table->natural[i] - table->least[i]) / (natural - least));
		else
			table->widths[i] = (TsUnit)((int64_t)table->width * table->least[i] / (least ? least : 1));
	}
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

static FlowRow *make_row(const Table *table, const DocNode *node)
{
	Arena *arena = table->edition->arena;
	const Style *style = table->edition->job.style;
	FlowRow *row = arena_alloc(arena, sizeof *row);
	row->cells = arena_alloc(arena, (table->columns + 1) * sizeof *row->cells);
	row->x = table->x;
	row->rule = style->table.rule_width;
	TsUnit x = table->x;
	for (const DocNode *cell = node->first; cell && row->count < table->columns; cell = cell->next) {
		FlowCell *out = &row->cells[row->count];
		TsUnit width = table->widths[row->count++];
		out->x = x + style->table.cell_pad;
		out->width = width - 2 * style->table.cell_pad;
		out->par = cell_par(table, cell, out->width > TXT_PT ? out->width : TXT_PT);
		x += width;
	}
	for (size_t i = 0; i < table->columns; i++)
		row->width += table->widths[i];
	return row;
}

static FlowItem *add_row(Table *table, const DocNode *node, bool head, bool last)
{
	const Style *style = table->edition->job.style;
	FlowRow *row = make_row(table, node);
	FlowBlock *block = build_block(table->flow, FLOW_ROW, node);
	FlowItem *item = flow_add(table->list, block);
	block->row = row;
	*item = build_like(table->flow, block, flow_row_height(row, style->table.leading, style->table.cell_pad), 0);
	item->on_grid = false;
	item->base = style->table.cell_pad / 2 + style->table.size;
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
	measure_columns(&table);
	choose_widths(&table);
	add_rows(&table);
}
