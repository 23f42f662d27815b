/* Tables: rows as items of the list. */
#include "typeset/flow/prices.h"
#include "typeset/flow/row.h"
#include "typeset/flow/table.h"

#include <stdlib.h>

/* A row while the table is made. */
typedef struct {
	const DocNode *node;
	FlowRow *row;
	Length height;
	bool joined;  /* a cell reaches into it from above */
	bool striped; /* the first of its part, and every second one from there */
} Row;

typedef struct {
	Row *rows;
	size_t count, cap;
} Rows;

enum { SPREAD = 8 }; /* a cell over more rows than these stands in its first */

/* The first column is at the start side: the right one of right-to-left tables. */
static void set_cell(const Table *table, const FlowRow *row, const DocNode *node, FlowCell *cell)
{
	size_t column = node->u.cell.column, span = table_span(table, node);
	Length before = (Length)table_sum(table->widths, column),
	       width = (Length)table_sum(table->widths + column, span);
	bool rtl = table->node->dir == DOC_DIR_RTL;
	Length start = table_before(table, column), end = table_after(table, column + span - 1);
	cell->x = rtl ? row->x + row->width - before - width + end : row->x + before + start;
	cell->width = width - start - end;
	cell->width = cell->width > LENGTH_PT ? cell->width : LENGTH_PT;
	cell->rows = node->u.cell.rowspan > 1 ? node->u.cell.rowspan : 1;
	cell->wide = span > 1;
	FlowList list = cell_build(table, table->setting, node, cell->width);
	cell->height = flow_height(&list);
	row_take(table->setting->arena, cell, &list);
}

static FlowRow *make_row(const Table *table, const DocNode *node, bool head)
{
	Arena *arena = table->setting->arena;
	FlowRow *row = arena_alloc(arena, sizeof *row);
	size_t count = 0;
	for (const DocNode *cell = node->first; cell; cell = cell->next)
		count++;
	row->cells = arena_alloc(arena, (count + 1) * sizeof *row->cells);
	row->width = (Length)table_sum(table->widths, table->columns);
	Length rest = table->width - row->width;
	bool middle = table->setting->job->style->figure.align == STY_CENTER;
	row->x = table->x + (middle ? rest / 2 : table->node->dir == DOC_DIR_RTL ? rest : 0);
	row->rule = table->setting->job->style->table.rule_width;
	row->pad = table->pad;
	row->head = head;
	for (const DocNode *cell = node->first; cell; cell = cell->next) {
		if (cell->type == DOC_TABLE_CELL && cell->u.cell.column < table->columns)
			set_cell(table, row, cell, &row->cells[row->count++]);
	}
	return row;
}

static bool is_empty(const FlowRow *row)
{
	for (size_t i = 0; i < row->count; i++) {
		if (row->cells[i].count)
			return false;
	}
	return true;
}

static void collect_rows(const Table *table, Rows *rows)
{
	for (const DocNode *part = table->node->first; part; part = part->next) {
		bool head = part->type == DOC_TABLE_HEAD;
		if (!head && part->type != DOC_TABLE_BODY)
			continue;
		bool striped = false;
		for (const DocNode *node = part->first; node; node = node->next) {
			FlowRow *row = make_row(table, node, head);
			striped = !striped;
			if (head && is_empty(row))
				continue;
			rows->rows = base_grow(rows->rows, rows->count, &rows->cap, sizeof *rows->rows);
			rows->rows[rows->count++] =
			        (Row){.node = node, .row = row, .height = table->leading, .striped = striped};
		}
	}
}

/* How many of the rows from one on a cell reaches over: not from the head into the body. */
static size_t reach(const Rows *rows, size_t at, const FlowCell *cell)
{
	size_t span = 1;
	while (span < cell->rows && at + span < rows->count &&
	       rows->rows[at + span].row->head == rows->rows[at].row->head)
		span++;
	return span;
}

/* What a cell over several rows needs and they have not is the last one's. */
static void spread(Rows *rows, size_t at, FlowCell *cell)
{
	size_t span = reach(rows, at, cell);
	Length have = 0;
	for (size_t i = at; i < at + span; i++) {
		have += rows->rows[i].height + (i > at ? rows->rows[i].row->pad : 0);
		rows->rows[i].joined |= i > at;
	}
	rows->rows[at + span - 1].height += cell->height > have ? cell->height - have : 0;
}

static bool spreads(const Table *table, const Rows *rows, size_t at, const FlowCell *cell)
{
	size_t span = reach(rows, at, cell);
	return span > 1 && span <= SPREAD && cell->height < table->setting->text_width / 2;
}

/* Heights: first of what stands in one row, then of what is spread over several;
 * heads stand on the foot of theirs. */
static void find_heights(const Table *table, Rows *rows)
{
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < rows->count; i++) {
			for (size_t k = 0; k < rows->rows[i].row->count; k++) {
				FlowCell *cell = &rows->rows[i].row->cells[k];
				bool over = spreads(table, rows, i, cell);
				if (pass && over)
					spread(rows, i, cell);
				else if (!pass && !over && cell->height > rows->rows[i].height)
					rows->rows[i].height = cell->height;
			}
		}
	}
	for (size_t i = 0; i < rows->count && rows->rows[i].row->head; i++) {
		for (size_t k = 0; k < rows->rows[i].row->count; k++) {
			FlowCell *cell = &rows->rows[i].row->cells[k];
			size_t span = spreads(table, rows, i, cell) ? reach(rows, i, cell) : 1;
			cell->drop = -cell->height;
			for (size_t r = i; r < i + span; r++)
				cell->drop += rows->rows[r].height + (r > i ? rows->rows[r].row->pad : 0);
		}
	}
}

/* The ground of a row: heads have theirs, and every second row of the body. */
static const FlowBox *ground_of(const Table *table, const Row *from, const FlowRow *row, const FlowBox *outer)
{
	const Style *style = table->setting->job->style;
	StyColor color = row->head ? style->table.head : style->table.stripe;
	if (sty_is_white(color) || (!row->head && !from->striped))
		return outer;
	FlowBox *box = arena_alloc(table->setting->arena, sizeof *box);
	*box = (FlowBox){.outer = outer, .color = color, .x = row->x, .width = row->width};
	return box;
}

static FlowItem *add_item(Table *table, const Row *from, FlowRow *row, Length height)
{
	FlowBlock *block = build_block(table->flow, FLOW_ROW, from->node);
	FlowItem *item = flow_add(table->list, block);
	block->row = row;
	block->box = ground_of(table, from, row, block->box);
	*item = build_like(table->flow, block, height + table->pad, 0);
	item->on_grid = false;
	item->base = table->pad / 2;
	item->before = table->flow->pending.space;
	row_call_notes(table->list, item);
	return item;
}

/* ---- rows higher than a page ---- */

/* A row that takes much of a page becomes as many items as it has lines. */
static void add_divided(Table *table, const Row *from, const FlowItem *again)
{
	bool below = from->row->rule_below;
	for (Length step = row_step(from->row), first = true; step; first = false) {
		FlowRow *top = row_cut(table->setting->arena, from->row, step);
		Length next = row_step(from->row);
		top->rule_below = below && !next;
		top->again = first ? from->row->again : again;
		FlowItem *item = add_item(table, from, top, step);
		item->height -= next ? table->pad : 0;
		if (!first) {
			item->base = 0;
			item->height -= next ? 0 : table->pad / 2;
			item->penalty = FLOW_IN_ROW;
		}
		build_done(table->flow);
		step = next;
	}
}

static void warn_if_cut(const Table *table)
{
	if (!table->inner && table_sum(table->least, table->columns) > table->width)
		diag_report(table->setting->job->diag, DIAG_WARNING, table->node->pos, "table-wide",
		            "this table is wider than the page even %sin small type, so long words in it are cut; give "
		            "it fewer "
		            "columns or a wider paper",
		            table->list == &table->flow->galley->list ? "" : "turned and ");
}

static bool is_high(const Table *table, const Row *row)
{
	return !row->row->head && row->height > table->setting->text_width / 2 && row->row->count;
}

/* What a break before a row costs: none is left alone, but for such as take much of a page; what is low stays whole. */
static int penalty_before(const Table *table, const Rows *rows, uint32_t at, uint32_t heads)
{
	int64_t height = 0, text = table->setting->text_height,
	        low = text * table->setting->job->style->table.keep / 100;
	for (size_t i = 0; i < rows->count && height <= low; i++)
		height += rows->rows[i].height + rows->rows[i].row->pad;
	if (height <= low)
		return FLOW_FORBIDDEN;
	if (at != heads + 1 && at + 1 != rows->count)
		return FLOW_BETWEEN_ROWS;
	return rows->rows[at == heads + 1 ? heads : at].height > text / 4 ? FLOW_ROW_ALONE : FLOW_FORBIDDEN;
}

void build_rows(Flow *flow, Table *table)
{
	Rows rows = {0};
	uint32_t first = (uint32_t)table->list->count, heads = 0;
	bool says = table->setting->job->style->table.continued && !table->inner;
	const FlowItem *again = says ? build_again(table->flow, table->node, table->node, table->pad) : NULL;
	warn_if_cut(table);
	collect_rows(table, &rows);
	find_heights(table, &rows);
	while (heads < rows.count && rows.rows[heads].row->head)
		heads++;
	for (uint32_t i = 0; i < rows.count; i++) {
		const Row *row = &rows.rows[i];
		bool joins = row->joined || (i && i <= heads), last = i + 1 == rows.count;
		row->row->rule_above = i == 0;
		row->row->rule_below = i + 1 == heads || last;
		row->row->head_first = first;
		row->row->head_count = i < heads ? i + 1 : heads;
		row->row->again = i > heads ? again : NULL;
		flow->pending.penalty = joins    ? FLOW_FORBIDDEN
		                        : i == 0 ? flow->pending.penalty
		                                 : penalty_before(table, &rows, i, heads);
		if (is_high(table, row) && !joins) {
			add_divided(table, row, again);
			continue;
		}
		add_item(table, row, row->row, row->height);
		build_done(flow);
	}
	free(rows.rows);
}

const DocNode *build_table_node(const Table *table)
{
	return table->node;
}
