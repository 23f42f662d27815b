/* Tables written in HTML: rows brought together, cells put in their columns. */
#include "source/html.h"

#include <stdlib.h>

/* More columns than these no page shows; the cells beyond join the last.  No cell reaches over more rows. */
enum { MOST_COLUMNS = 500, MOST_ROWS = 1 << 16 };

typedef struct {
	Doc *doc;
	DocNode *table, *head, *body;
	const DocNode *loose;         /* the row of cells that had none */
	uint32_t columns;             /* in which a cell begins; a cell reaches over no other */
	uint32_t most;                /* as many as may be */
	size_t rows;                  /* of a part, those that are still to be gone down */
	uint32_t below[MOST_COLUMNS]; /* by column: rows that a cell from above still reaches over */
} Sorting;

/* ---- rows ---- */

static void take_row(const Sorting *sorting, DocNode *part, DocNode *row)
{
	for (DocNode *node = row->first, *next; node; node = next) {
		next = node->next;
		if (node->type != DOC_TABLE_CELL)
			doc_insert_before(sorting->table, node);
	}
	if (row->first)
		doc_append(part, row);
	else
		doc_unlink(row);
}

/* Cells without a row share one; what is neither stands before the table, as
 * browsers have it. */
static void take(Sorting *sorting, DocNode *part, DocNode *node)
{
	if (node->type == DOC_TABLE_ROW) {
		take_row(sorting, part, node);
		return;
	}
	if (node->type != DOC_TABLE_CELL) {
		doc_insert_before(sorting->table, node);
		return;
	}
	if (!part->last || part->last != sorting->loose) {
		doc_append(part, doc_node(sorting->doc, DOC_TABLE_ROW, node->pos));
		sorting->loose = part->last;
	}
	doc_append(part->last, node);
}

static void take_part(Sorting *sorting, DocNode *part, DocNode *from)
{
	for (DocNode *node = from->first, *next; node; node = next) {
		next = node->next;
		take(sorting, part, node);
	}
	part->attr = part->attr ? part->attr : from->attr; /* of several the first one's */
	doc_unlink(from);
}

static bool is_head_row(const DocNode *row)
{
	for (const DocNode *cell = row->first; cell; cell = cell->next) {
		if (!cell->u.cell.head)
			return false;
	}
	return true;
}

/* In the order of the tree: caption, head, body. */
static void sort_parts(Sorting *sorting)
{
	DocNode *table = sorting->table, *caption = NULL;
	for (DocNode *node = table->first, *next; node; node = next) {
		next = node->next;
		if (node->type == DOC_CAPTION && !caption)
			caption = node;
		else if (node->type == DOC_TABLE_HEAD || node->type == DOC_TABLE_BODY)
			take_part(sorting, node->type == DOC_TABLE_HEAD ? sorting->head : sorting->body, node);
		else
			take(sorting, sorting->body, node);
	}
	bool headless = !sorting->head->first;
	while (headless && sorting->body->first && sorting->body->first->next && is_head_row(sorting->body->first))
		doc_append(sorting->head, sorting->body->first);
	while (!sorting->body->first && sorting->head->first) /* a head is one of something */
		doc_append(sorting->body, sorting->head->first);
	doc_append(table, sorting->head);
	doc_append(table, sorting->body);
}

/* ---- columns ---- */

static size_t count_rows(const DocNode *part)
{
	size_t count = 0;
	for (const DocNode *row = part->first; row; row = row->next)
		count++;
	return count;
}

/* Joins a cell that has no column of its own with the last one. */
static void join_cell(DocNode *cell)
{
	DocNode *last = cell->prev;
	while (cell->first)
		doc_append(last, cell->first);
	doc_unlink(cell);
}

static void place_cell(Sorting *sorting, DocNode *cell, uint32_t column)
{
	uint32_t most = (uint32_t)(sorting->rows < MOST_ROWS ? sorting->rows : MOST_ROWS), span = 1;
	while (span < cell->u.cell.colspan && column + span < sorting->most && !sorting->below[column + span])
		span++;
	if (!cell->u.cell.rowspan || cell->u.cell.rowspan > most) /* 0: to the part's end */
		cell->u.cell.rowspan = most;
	cell->u.cell.colspan = span;
	cell->u.cell.column = column;
	cell->u.cell.head |= cell->parent->parent->type == DOC_TABLE_HEAD;
	for (uint32_t i = 0; i < span; i++)
		sorting->below[column + i] = cell->u.cell.rowspan;
	sorting->columns = column >= sorting->columns ? column + 1 : sorting->columns;
}

static void place_row(Sorting *sorting, DocNode *row)
{
	uint32_t column = 0;
	for (DocNode *cell = row->first, *next; cell; cell = next) {
		next = cell->next;
		while (column < MOST_COLUMNS && sorting->below[column])
			column++;
		if (column < MOST_COLUMNS)
			place_cell(sorting, cell, column);
		else if (cell->prev)
			join_cell(cell);
	}
}

/* Goes down a row; columns that no cell reaches get one in fill. */
static void place_cells(Sorting *sorting, DocNode *part, bool fill)
{
	for (uint32_t i = 0; i < MOST_COLUMNS; i++)
		sorting->below[i] = 0;
	sorting->rows = count_rows(part);
	for (DocNode *row = part->first; row; row = row->next, sorting->rows--) {
		place_row(sorting, row);
		for (uint32_t i = 0; fill && i < sorting->columns; i++) {
			if (sorting->below[i])
				continue;
			DocNode *cell = doc_node(sorting->doc, DOC_TABLE_CELL, row->pos);
			cell->u.cell.rowspan = cell->u.cell.colspan = 1;
			doc_append(row, cell);
			place_cell(sorting, cell, i);
		}
		for (uint32_t i = 0; i < MOST_COLUMNS; i++)
			sorting->below[i] -= sorting->below[i] > 0;
	}
}

/* Makes a table whole whose parts were read as they came; one without a cell goes. */
static void make_table(Doc *doc, DocNode *table)
{
	Sorting *sorting = base_calloc(1, sizeof *sorting);
	*sorting = (Sorting){.doc = doc, .table = table, .most = MOST_COLUMNS};
	sorting->head = doc_node(doc, DOC_TABLE_HEAD, table->pos);
	sorting->body = doc_node(doc, DOC_TABLE_BODY, table->pos);
	sort_parts(sorting);
	for (int fill = 0; fill < 2; fill++) { /* the second time, all columns are known */
		place_cells(sorting, sorting->head, fill);
		place_cells(sorting, sorting->body, fill);
		sorting->most = sorting->columns;
	}
	table->u.table.columns = sorting->columns;
	table->u.table.aligns = arena_alloc(doc->arena, (sorting->columns + 1) * sizeof(DocAlign));
	if (!sorting->columns) {
		while (table->first && table->first->type == DOC_CAPTION && table->first->first)
			doc_insert_before(table, table->first->first);
		doc_unlink(table);
	}
	free(sorting);
}

/* Tables change the tree around them, so they are looked for first. */
void src_html_tables(Doc *doc, DocNode *top)
{
	DocNode **tables = NULL;
	size_t count = 0, cap = 0;
	for (DocNode *node = top; node; node = doc_next_mutable(node, top, false)) {
		if (node->type != DOC_TABLE || node->u.table.aligns)
			continue;
		tables = base_grow(tables, count, &cap, sizeof *tables);
		tables[count++] = node;
	}
	for (size_t i = 0; i < count; i++)
		make_table(doc, tables[i]);
	free(tables);
}
