/* What a table's cells hold: blocks of any kind, as lists of their own. */
#include "typeset/table.h"

#include <stdlib.h>

static bool is_endless(const Flow *flow)
{
	return flow->width >= PAR_ENDLESS;
}

/* Words in a cell are hyphenated where one is too wide for it, or where there are
 * many: in short lines it disturbs more than it saves. */
bool build_divides(const Flow *flow, const ParSpec *spec)
{
	enum { PROSE = 6 };                            /* lines */
	const Context *context = &flow->stack[flow->depth - 1];
	TsUnit width = spec->measure - spec->left - spec->right;
	bool may = flow->edition->job.style->text.hyphenate;
	if (is_endless(flow) || !may)
		return may && context->cell->divided;
	ParSpec endless = *spec;
	endless.measure = PAR_ENDLESS;
	endless.hyphenate = false;
	const Par *whole = par_break(flow->edition->context, &endless, flow->edition->arena);
	bool prose = context->cell->weight < 700 && par_natural(whole) / PROSE > width;
	return prose || par_min_width(whole) > width;
}

FlowList cell_build(const Table *table, const DocNode *cell, TsUnit width)
{
	/* By direction: left and right are those of the page, a paragraph's are its start and end. */
	static const ParAlign aligns[][4] = {[DOC_DIR_LTR] = {PAR_RAGGED, PAR_RAGGED, PAR_CENTERED, PAR_FLUSH_RIGHT},
	                                     [DOC_DIR_RTL] = {PAR_RAGGED, PAR_FLUSH_RIGHT, PAR_CENTERED, PAR_RAGGED}};
	FlowList list = {0};
	FlowCellStyle style = {.weight = cell->u.cell.head ? 700 : 400, .divided = table->divided, .align = aligns[cell->dir][cell->u.cell.align]};
	if (cell->u.cell.align == DOC_ALIGN_DEFAULT && cell->u.cell.colspan <= 1)
		style.align = table->aligns[cell->u.cell.column];
	Flow flow = build_start(table->edition, &list, table->size, table->leading);
	flow.width = width;
	Context *context = build_top(&flow);
	context->cell = &style;
	context->off_grid = true;
	build_blocks(&flow, cell);
	build_end(&flow);
	return list;
}

TsUnit cell_height(const FlowList *list)
{
	TsUnit height = 0;
	for (size_t i = 0; i < list->count; i++)
		height += list->items[i].height + (i ? list->items[i].before : 0);
	return height;
}

/* A picture gives way down to this, a column of a table in a cell, too. */
static const TsUnit NARROW = 40 * TXT_PT;

static void measure_item(const Table *table, const FlowItem *item, TsUnit *natural, TsUnit *least)
{
	const FlowBlock *block = item->block;
	*natural = block->width;
	*least = *natural < NARROW ? *natural : NARROW;
	if (block->kind == FLOW_LINE) {
		TsUnit indents = par_indents(block->par);
		*natural = par_natural(block->par) + indents;
		*least = (table->divided ? par_min_divided(block->par) : par_min_width(block->par)) + indents;
	} else if (block->kind == FLOW_ROW) {
		*natural = table->edition->measure;
		*least = NARROW * (TsUnit)(block->row->count < 64 ? block->row->count : 64);
	}
}

void cell_measure(const Table *table, const DocNode *cell, TsUnit *natural, TsUnit *least)
{
	FlowList list = cell_build(table, cell, PAR_ENDLESS);
	*natural = *least = 0;
	for (size_t i = 0; i < list.count; i++) {
		TsUnit wide, narrow;
		if (list.items[i].line)
			continue;
		measure_item(table, &list.items[i], &wide, &narrow);
		*natural = wide > *natural ? wide : *natural;
		*least = narrow > *least ? narrow : *least;
	}
	free(list.items);
	free(list.refs);
}
