/* Blocks side by side: columns of any blocks, figures in one figure.  They are a row whose cells begin at one height,
 * each set to its share of the measure; it stays on one page unless it is higher than that. */
#include "typeset/flow/builder.h"
#include "typeset/flow/prices.h"
#include "typeset/flow/row.h"

enum { FEW_EMS = 16 }; /* what is narrower has no even spaces if it is justified */

static size_t count_cells(const DocNode *parent)
{
	size_t count = 0;
	for (const DocNode *node = parent->first; node; node = node->next)
		count += node->type != DOC_CAPTION;
	return count;
}

static Length gap_of(const Flow *flow)
{
	return flow->setting->job->style->page.column_gap;
}

bool build_has_room(Flow *flow, const DocNode *parent)
{
	enum { NARROW = 5 }; /* ems */
	Length cells = (Length)count_cells(parent), width = build_width(flow);
	return cells && !build_top(flow)->cell &&
	       (width - (cells - 1) * gap_of(flow)) / cells >= NARROW * build_top(flow)->size;
}

static void set_cell(Flow *flow, const DocNode *node, FlowCell *cell)
{
	FlowList list = {0};
	Flow inner = build_start(flow->setting, flow->galley, &list, 0, 0);
	inner.width = cell->width;
	inner.front = flow->front;
	Context *context = build_top(&inner);
	*context = *build_top(flow);
	context->left = context->right = 0;
	context->box = NULL;
	context->off_grid = true;
	context->ragged |= cell->width < FEW_EMS * context->size;
	build_whole(&inner, node);
	build_end(&inner);
	cell->height = flow_height(&list);
	row_take(build_arena(flow), cell, &list);
}

/* The first cell is at the start side. */
static FlowRow *make_row(Flow *flow, const DocNode *parent, Length *height)
{
	size_t count = count_cells(parent);
	Length all = build_width(flow), gap = gap_of(flow), room = all - (Length)(count - 1) * gap, at = 0;
	FlowRow *row = arena_alloc(build_arena(flow), sizeof *row);
	*row = (FlowRow){.x = build_top(flow)->left, .width = all};
	row->cells = arena_alloc(build_arena(flow), count * sizeof *row->cells);
	*height = 0;
	for (const DocNode *node = parent->first; node; node = node->next) {
		if (node->type == DOC_CAPTION)
			continue;
		FlowCell *cell = &row->cells[row->count++];
		*cell = (FlowCell){.rows = 1, .width = (Length)((int64_t)room * doc_share(node) / 1000)};
		cell->x = row->x + (parent->dir == DOC_DIR_RTL ? all - at - cell->width : at);
		at += cell->width + gap;
		set_cell(flow, node, cell);
		*height = cell->height > *height ? cell->height : *height;
	}
	return row;
}

static FlowItem *add_piece(Flow *flow, const DocNode *parent, FlowRow *row, Length height)
{
	FlowBlock *block = build_block(flow, FLOW_ROW, parent);
	FlowItem *item = flow_add(flow->list, block);
	block->row = row;
	*item = build_like(flow, block, height, 0);
	item->on_grid = false;
	item->base = 0;
	item->before = flow->pending.space;
	row_call_notes(flow->list, item);
	build_done(flow);
	return item;
}

void build_side_by_side(Flow *flow, const DocNode *parent)
{
	Length height, next;
	FlowRow *row = make_row(flow, parent, &height);
	if (height <= flow->setting->text_height * 9 / 10) {
		add_piece(flow, parent, row, height);
		return;
	}
	for (Length step = row_step(row), first = true; step; step = next, first = false) {
		FlowRow *top = row_cut(build_arena(flow), row, step);
		FlowItem *item = add_piece(flow, parent, top, step);
		item->penalty = first ? item->penalty : FLOW_IN_ROW;
		next = row_step(row);
	}
}

bool build_sets_columns(Flow *flow, const DocNode *div)
{
	return div->u.div.kind == DOC_DIV_COLUMNS && build_has_room(flow, div);
}

void build_columns(Flow *flow, const DocNode *div)
{
	Length leading = flow->setting->job->style->text.leading;
	build_space(flow, leading);
	build_side_by_side(flow, div);
	build_space(flow, leading);
	build_apart(flow);
}
