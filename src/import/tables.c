/* Tables: with bars where each cell is a line of text, else in HTML, whose cells hold Markdown. */
#include "import/inner.h"

#include <stdlib.h>

static const char *const aligns[] = {"", "left", "center", "right"};

static bool is_line(const DocNode *cell)
{
	const DocNode *only = cell->first;
	if (!only)
		return true;
	if (only->next || (only->type != DOC_PLAIN && only->type != DOC_PARA))
		return false;
	for (const DocNode *node = only; node; node = doc_next(node, only, false)) {
		if (node->type == DOC_LINE_BREAK)
			return false;
	}
	return true;
}

static const DocNode *part_of(const DocNode *table, DocType type)
{
	const DocNode *part = table->first;
	while (part && part->type != type)
		part = part->next;
	return part;
}

static bool is_simple(const DocNode *table)
{
	size_t heads = 0;
	for (const DocNode *node = table; node; node = doc_next(node, table, node->type == DOC_TABLE_CELL)) {
		heads += node->type == DOC_TABLE_ROW && node->parent->type == DOC_TABLE_HEAD;
		if (node->type == DOC_TABLE_CELL &&
		    (node->u.cell.colspan > 1 || node->u.cell.rowspan > 1 || !is_line(node)))
			return false;
	}
	return heads <= 1 && (!doc_id(table) || part_of(table, DOC_CAPTION)); /* a caption holds the id */
}

/* ---- with bars ---- */

static void put_row(const Import *import, const DocNode *row, size_t columns, Buf *out)
{
	const DocNode *cell = row ? row->first : NULL;
	buf_char(out, '|');
	for (size_t i = 0; i < columns; i++) {
		buf_char(out, ' ');
		if (cell && cell->first)
			import_inlines(import, cell->first, INLINES_CELL, out);
		buf_str(out, " |");
		cell = cell ? cell->next : NULL;
	}
}

/* A column's alignment is that of its first cell in the body. */
static void put_rule(const DocNode *row, size_t columns, Buf *out)
{
	static const char *const rules[] = {"---|", ":--|", ":-:|", "--:|"};
	const DocNode *cell = row ? row->first : NULL;
	buf_str(out, "\n|");
	for (size_t i = 0; i < columns; i++) {
		buf_str(out, rules[cell ? cell->u.cell.align : DOC_ALIGN_DEFAULT]);
		cell = cell ? cell->next : NULL;
	}
}

static void put_simple(const Import *import, const DocNode *table, Buf *out)
{
	const DocNode *head = part_of(table, DOC_TABLE_HEAD), *body = part_of(table, DOC_TABLE_BODY);
	size_t columns = table->u.table.columns;
	put_row(import, head ? head->first : NULL, columns, out);
	put_rule(body ? body->first : NULL, columns, out);
	for (const DocNode *row = body ? body->first : NULL; row; row = row->next) {
		buf_char(out, '\n');
		put_row(import, row, columns, out);
	}
}

/* ---- in HTML ---- */

static void put_cell(const Import *import, const DocNode *cell, Buf *out)
{
	const char *tag = cell->u.cell.head ? "th" : "td";
	const DocNode *line = cell->first && cell->first == cell->last ? cell->first : NULL;
	const DocNode *text = line && (line->type == DOC_PLAIN || line->type == DOC_PARA) ? line->first : NULL;
	buf_printf(out, "<%s", tag);
	if (cell->u.cell.colspan > 1)
		buf_printf(out, " colspan=\"%u\"", (unsigned)cell->u.cell.colspan);
	if (cell->u.cell.rowspan > 1)
		buf_printf(out, " rowspan=\"%u\"", (unsigned)cell->u.cell.rowspan);
	if (cell->u.cell.align)
		buf_printf(out, " align=\"%s\"", aligns[cell->u.cell.align]);
	buf_char(out, '>');
	if (text && text->type == DOC_TEXT && !text->next) {
		buf_xml(out, text->u.text.text, text->u.text.len, false);
	} else if (cell->first) {
		buf_str(out, "\n\n");
		import_blocks(import, cell, false, out);
		buf_str(out, "\n\n");
	}
	buf_printf(out, "</%s>\n", tag);
}

static void put_part(const Import *import, const DocNode *part, const char *tag, Buf *out)
{
	if (!part || !part->first)
		return;
	buf_printf(out, "<%s>\n", tag);
	for (const DocNode *row = part->first; row; row = row->next) {
		buf_str(out, "<tr>\n");
		for (const DocNode *cell = row->first; cell; cell = cell->next)
			put_cell(import, cell, out);
		buf_str(out, "</tr>\n");
	}
	buf_printf(out, "</%s>\n", tag);
}

/* A caption is a line. */
static void put_caption(const Import *import, const DocNode *caption, const char *before, const char *after, Buf *out)
{
	if (!caption || !caption->first)
		return;
	buf_str(out, before);
	for (const DocNode *node = caption->first; node; node = node->next) {
		import_inlines(import, node, INLINES_HEADING, out);
		buf_str(out, node->next ? " " : "");
	}
	if (str_starts(before, "\n"))
		import_attributes(caption->parent, out);
	buf_str(out, after);
}

void import_table(const Import *import, const DocNode *table, Buf *out)
{
	const DocNode *caption = part_of(table, DOC_CAPTION);
	if (is_simple(table)) {
		put_simple(import, table, out);
		put_caption(import, caption, "\n\n: ", "", out);
		return;
	}
	buf_str(out, "<table");
	if (doc_id(table))
		buf_printf(out, " id=\"%s\"", doc_id(table));
	buf_str(out, ">\n");
	put_caption(import, caption, "<caption>\n\n", "\n\n</caption>\n", out);
	put_part(import, part_of(table, DOC_TABLE_HEAD), "thead", out);
	put_part(import, part_of(table, DOC_TABLE_BODY), "tbody", out);
	buf_str(out, "</table>");
}
