/* What a table's cells hold: blocks of any kind, as lists of their own. */
#include "typeset/flow/table.h"

FlowList cell_build(const Table *table, const FlowSetting *setting, const DocNode *cell, Length width)
{
	/* By direction: left and right are those of the page, a paragraph's are its start and end. */
	static const ParAlign aligns[][4] = {[DOC_DIR_LTR] = {PAR_RAGGED, PAR_RAGGED, PAR_CENTERED, PAR_FLUSH_RIGHT},
	                                     [DOC_DIR_RTL] = {PAR_RAGGED, PAR_FLUSH_RIGHT, PAR_CENTERED, PAR_RAGGED}};
	FlowList list = {0};
	FlowCellStyle style = {.weight = cell->u.cell.head ? 700 : 400,
	                       .divided = table->divided,
	                       .align = aligns[cell->dir][cell->u.cell.align]};
	if (cell->u.cell.align == DOC_ALIGN_DEFAULT && cell->u.cell.colspan <= 1)
		style.align = table->aligns[cell->u.cell.column];
	style.gap = table_number_gap(table, cell);
	Flow flow = build_start(setting, table->flow->galley, &list, table->size, table->leading);
	flow.width = width;
	Context *context = build_top(&flow);
	context->cell = &style;
	context->off_grid = true;
	build_blocks(&flow, cell);
	build_end(&flow);
	return list;
}

/* A picture gives way down to this, a column of a table in a cell, too. */
static const Length NARROW = 40 * LENGTH_PT;

static CellWidths measure_item(const Table *table, const FlowItem *item)
{
	const FlowBlock *block = item->block;
	const Par *par = block->par;
	Length width = block->width, narrow = width < NARROW ? width : NARROW,
	       indents = block->kind == FLOW_LINE ? par_indents(par) : 0;
	if (block->kind == FLOW_ROW)
		return (CellWidths){table->setting->measure,
		                    NARROW * (Length)(block->row->count < 64 ? block->row->count : 64), 0,
		                    table->setting->measure, 0};
	if (block->kind != FLOW_LINE)
		return (CellWidths){width, narrow, narrow, width, width};
	Length least = table->divided ? par_min_content_divided(par) : par_min_content(par);
	return (CellWidths){par_max_content(par) + indents, least + indents, par_min_content_whole(par) + indents,
	                    par_half(par) + indents, par_widest_picture(par)};
}

static Length wider(Length a, Length b)
{
	return a > b ? a : b;
}

CellWidths cell_measure(const Table *table, const DocNode *cell)
{
	FlowSetting setting = *table->setting;
	ParTrial trial = par_begin_trial(setting.context);
	setting.arena = trial.arena;
	FlowList list = cell_build(table, &setting, cell, PAR_ENDLESS);
	CellWidths all = {0};
	for (size_t i = 0; i < list.count; i++) {
		if (list.items[i].line)
			continue;
		CellWidths one = measure_item(table, &list.items[i]);
		all = (CellWidths){wider(all.natural, one.natural), wider(all.least, one.least),
		                   wider(all.whole, one.whole), wider(all.half, one.half),
		                   wider(all.picture, one.picture)};
	}
	flow_free_list(&list);
	par_end_trial(setting.context, &trial);
	return all;
}
