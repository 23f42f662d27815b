/* Tables that are drawn, from cmark's blocks to nodes. */
#include "markdown/tree.h"

#include <string.h>

void md_enter_drawn(Maker *maker, cmark_node *from)
{
	const MdDrawn *drawn = md_mark(from)->drawn;
	DocNode *table = md_open(maker, DOC_TABLE, md_place_of(maker, from));
	table->u.table.columns = drawn->columns;
	table->u.table.aligns = drawn->aligns;
}

static DocNode *last_row(Maker *maker, const MdDrawn *drawn, const MdDrawnCell *cell, Pos pos)
{
	DocNode *table = maker->current;
	DocType part = cell->row < drawn->head_rows ? DOC_TABLE_HEAD : DOC_TABLE_BODY;
	if (!table->last || table->last->type != part)
		doc_append(table, doc_node(maker->doc, part, pos));
	if (!cell->column || !table->last->last)
		doc_append(table->last, doc_node(maker->doc, DOC_TABLE_ROW, pos));
	return table->last->last;
}

void md_enter_drawn_cell(Maker *maker, cmark_node *from)
{
	const MdDrawn *drawn = md_mark(from)->drawn;
	const MdDrawnCell *own = md_mark(from)->cell;
	Pos pos = md_place_of(maker, from);
	maker->current = last_row(maker, drawn, own, pos);
	DocNode *cell = md_open(maker, DOC_TABLE_CELL, pos);
	cell->u.cell.column = own->column;
	cell->u.cell.colspan = own->colspan;
	cell->u.cell.rowspan = 1;
	cell->u.cell.head = own->row < drawn->head_rows;
	cell->u.cell.align = drawn->aligns[own->column];
}

/* One paragraph is what a cell of any other table holds. */
void md_leave_drawn_cell(Maker *maker)
{
	DocNode *cell = maker->current;
	if (!cell->first)
		doc_append(cell, doc_node(maker->doc, DOC_PLAIN, cell->pos));
	else if (cell->first == cell->last && cell->first->type == DOC_PARA)
		cell->first->type = DOC_PLAIN;
	maker->current = cell->parent->parent->parent;
}

/* ---- in the other dialect ---- */

void md_check_drawn(Maker *maker, Pos pos)
{
	const MdExtensions *own = maker->extensions;
	uint32_t line = pos.line - maker->first.line + 1;
	if (own->pandoc || !md_drawn_at(own->drawn, own->drawn_count, line))
		return;
	tally_add(&maker->tally, pos, "dialect-other",
	          "this is no table in this dialect, so its lines are text; write a bar between cells and |---| under "
	          "the first row, or 'dialect: pandoc' in the front matter");
}
