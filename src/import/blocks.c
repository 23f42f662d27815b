/* The tree as Markdown: its blocks.  Each is written without what stands around it; who holds it adds its signs to
 * each line. */
#include "import/inner.h"

#include <stdlib.h>
#include <string.h>

/* All that parent holds, with blank lines between, or none. */
static void put_blocks(const Import *import, const DocNode *parent, bool tight, Buf *out);

/* Adds text with signs before its first line and the others; none of them ends a line. */
static void put_lines(Buf *out, const Buf *text, const char *first, const char *rest)
{
	const char *prefix = first;
	for (size_t at = 0; at <= text->len; prefix = rest) {
		const char *line = text->data ? text->data + at : "";
		size_t len = strcspn(line, "\n"), signs = strlen(prefix);
		while (!len && signs && prefix[signs - 1] == ' ')
			signs--;
		buf_add(out, prefix, signs);
		buf_add(out, line, len);
		at += len + 1;
		if (at <= text->len)
			buf_char(out, '\n');
	}
}

/* ---- lists ---- */

static bool is_list(const DocNode *node)
{
	return node->type == DOC_BULLET_LIST || node->type == DOC_ORDERED_LIST;
}

/* Items without space between them hold a line of text each, and lists of the same kind. */
static bool is_tight(const DocNode *list)
{
	for (const DocNode *item = list->first; item; item = item->next) {
		for (const DocNode *node = item->first; node; node = node->next) {
			if (is_list(node) ? !is_tight(node) : node->type != DOC_PLAIN || node != item->first)
				return false;
		}
	}
	return true;
}

static void put_marker(const DocNode *list, long number, Buf *out)
{
	if (list->type == DOC_BULLET_LIST) {
		buf_str(out, "- ");
		return;
	}
	if (list->u.list.delim == DOC_DELIM_TWO_PARENS)
		buf_char(out, '(');
	doc_number(out, number, list->u.list.style);
	bool letter = list->u.list.style == DOC_NUM_UPPER_ALPHA || list->u.list.style == DOC_NUM_UPPER_ROMAN;
	buf_str(out, list->u.list.delim == DOC_DELIM_PERIOD ? (letter ? ".  " : ". ") : ") ");
}

/* Whether a list counts as no list of Markdown does: backwards, or with leaps. */
static bool leaps(const DocNode *list)
{
	long number = list->u.list.start;
	const DocNode *item = list->type == DOC_ORDERED_LIST ? list->first : NULL;
	for (; item && item->u.item.number == number && !list->u.list.reversed; item = item->next)
		number++;
	return item != NULL;
}

/* Such a list as HTML has it. */
static void put_html_list(const Import *import, const DocNode *list, Buf *out)
{
	static const char types[] = {
	        [DOC_NUM_DECIMAL] = '1',     [DOC_NUM_LOWER_ALPHA] = 'a', [DOC_NUM_UPPER_ALPHA] = 'A',
	        [DOC_NUM_LOWER_ROMAN] = 'i', [DOC_NUM_UPPER_ROMAN] = 'I', [DOC_NUM_CIRCLED] = '1'};
	buf_printf(out, "<ol type=\"%c\"%s>\n", types[list->u.list.style], list->u.list.reversed ? " reversed" : "");
	for (const DocNode *item = list->first; item; item = item->next) {
		buf_printf(out, "<li value=\"%ld\">\n\n", (long)item->u.item.number);
		put_blocks(import, item, false, out);
		buf_str(out, "\n\n</li>\n");
	}
	buf_str(out, "</ol>");
}

static void put_list(const Import *import, const DocNode *list, Buf *out)
{
	bool tight = is_tight(list);
	long number = list->u.list.start;
	for (const DocNode *item = list->first; item; item = item->next, number++) {
		Buf text = {0}, marker = {0}, indent = {0};
		if (item != list->first)
			buf_str(out, tight ? "\n" : "\n\n");
		put_marker(list, number, &marker);
		for (size_t i = 0; i < marker.len; i++)
			buf_char(&indent, ' ');
		if (item->u.item.task)
			buf_str(&text, item->u.item.task == DOC_TASK_DONE ? "[x] " : "[ ] ");
		put_blocks(import, item, tight, &text);
		put_lines(out, &text, marker.data, indent.data);
		buf_free(&text);
		buf_free(&marker);
		buf_free(&indent);
	}
}

static void put_definitions(const Import *import, const DocNode *list, Buf *out)
{
	for (const DocNode *node = list->first; node; node = node->next) {
		Buf text = {0};
		if (node != list->first)
			buf_str(out, node->type == DOC_TERM ? "\n\n" : "\n");
		if (node->type == DOC_TERM) {
			import_inlines(import, node, INLINES_TERM, &text);
			buf_str(out, text.data ? text.data : "");
		} else {
			put_blocks(import, node, false, &text);
			put_lines(out, &text, ":   ", "    ");
		}
		buf_free(&text);
	}
}

/* ---- other blocks ---- */

static size_t longest_run(const char *text, char sign)
{
	size_t run = 0, longest = 0;
	for (; *text; text++) {
		run = *text == sign ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

static void put_code(const DocNode *node, Buf *out)
{
	size_t fence = longest_run(node->u.code.text, '`') + 1;
	fence = fence < 3 ? 3 : fence;
	for (size_t i = 0; i < fence; i++)
		buf_char(out, '`');
	if (node->u.code.lang && !strpbrk(node->u.code.lang, " `{}\t\n"))
		buf_str(out, node->u.code.lang);
	import_attributes(node, out);
	buf_printf(out, "\n%s\n", node->u.code.text);
	for (size_t i = 0; i < fence; i++)
		buf_char(out, '`');
}

static void put_header(const Import *import, const DocNode *node, Buf *out)
{
	int level = node->u.header.level;
	buf_printf(out, "%.*s ", level < 1 ? 1 : level > 6 ? 6 : level, "######");
	import_inlines(import, node, INLINES_HEADING, out);
	import_attributes(node, out);
}

static void put_quote(const Import *import, const DocNode *node, Buf *out)
{
	Buf text = {0};
	put_blocks(import, node, false, &text);
	put_lines(out, &text, "> ", "> ");
	buf_free(&text);
}

static void put_div(const Import *import, const DocNode *node, Buf *out)
{
	const DocAttr *attr = node->attr;
	bool plain = attr && attr->class_count == 1 && !attr->id && !attr->pair_count;
	buf_str(out, ":::");
	if (plain)
		buf_printf(out, " %s", attr->classes[0]);
	else
		import_attributes(node, out);
	buf_str(out, "\n");
	put_blocks(import, node, false, out);
	buf_str(out, "\n:::");
}

/* ---- tables: with bars where each cell is a line of text, else in HTML, whose cells hold Markdown ---- */

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

/* ---- tables with bars ---- */

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

/* ---- tables in HTML ---- */

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
		put_blocks(import, cell, false, out);
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

static void put_table(const Import *import, const DocNode *table, Buf *out)
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

/* ---- all ---- */

static void put_block(const Import *import, const DocNode *node, Buf *out)
{
	switch (node->type) {
	case DOC_HEADER:
		put_header(import, node, out);
		break;
	case DOC_BULLET_LIST:
	case DOC_ORDERED_LIST:
		if (leaps(node))
			put_html_list(import, node, out);
		else
			put_list(import, node, out);
		break;
	case DOC_DEFINITION_LIST:
		put_definitions(import, node, out);
		break;
	case DOC_BLOCK_QUOTE:
		put_quote(import, node, out);
		break;
	case DOC_CODE_BLOCK:
		put_code(node, out);
		break;
	case DOC_RULE:
		buf_str(out, "* * *");
		break;
	case DOC_PAGE_BREAK:
		buf_str(out, "\\newpage");
		break;
	case DOC_TABLE:
		put_table(import, node, out);
		break;
	case DOC_FIGURE:
		import_inlines(import, node->first, INLINES_PARAGRAPH,
		               out); /* its caption is in the picture's brackets */
		break;
	case DOC_DIV:
		put_div(import, node, out);
		break;
	default:
		import_inlines(import, node, INLINES_PARAGRAPH, out);
		break;
	}
}

/* Lists of one kind that follow each other would be one; and a list that does not begin with 1 would go on with the
 * line before it (CommonMark 5.2), if no blank one may stand between. */
static bool would_join(const DocNode *node, bool tight)
{
	const DocNode *before = node->prev;
	if (before && node->type == DOC_DEFINITION_LIST && before->type == node->type)
		return true;
	if (!before || !is_list(node))
		return false;
	bool first =
	        node->type == DOC_BULLET_LIST || (node->u.list.style == DOC_NUM_DECIMAL && node->u.list.start == 1 &&
	                                          node->u.list.delim != DOC_DELIM_TWO_PARENS);
	return before->type == node->type ||
	       (tight && !is_list(before) && (!first || !node->first || import_is_empty(node->first)));
}

static void put_blocks(const Import *import, const DocNode *parent, bool tight, Buf *out)
{
	const char *between = tight ? "\n" : "\n\n";
	for (const DocNode *node = parent->first; node; node = node->next) {
		if (node->prev)
			buf_str(out, between);
		if (would_join(node, tight))
			buf_printf(out, "<!-- -->%s", between);
		put_block(import, node, out);
	}
}

void import_write(const Import *import, Buf *out)
{
	const Doc *doc = import->doc;
	import_front(import, out);
	put_blocks(import, doc->root, false, out);
	for (size_t i = 0; i < doc->note_count; i++) {
		Buf text = {0}, marker = {0};
		buf_printf(&marker, "[^%zu]: ", i + 1);
		put_blocks(import, doc->notes[i], false, &text);
		buf_str(out, "\n\n");
		put_lines(out, &text, marker.data, "    ");
		buf_free(&text);
		buf_free(&marker);
	}
	if (out->len)
		buf_char(out, '\n');
}
