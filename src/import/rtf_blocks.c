/* Paragraphs of RTF: headings, items, cells. */
#include "import/rtf.h"

#include <stdlib.h>
#include <string.h>

void rtf_begin_flow(RtfFlow *flow, Import *import, DocNode *parent)
{
	*flow = (RtfFlow){.parent = parent, .line = doc_node(import->doc, DOC_PARA, import_at(import))};
}

void rtf_end_flow(Rtf *rtf)
{
	rtf_end_paragraph(rtf);
	rtf->flow = rtf->outer;
	rtf->in_note = false;
}

/* ---- lists ---- */

/* How a sign counts: "3." is decimal from 3, "b)" in letters from 2, all else is a bullet. */
static ListKind kind_of_sign(Rtf *rtf, const char *sign, int list)
{
	ListKind kind = {.list = rtf_key(rtf, list), .start = 1};
	sign += strspn(sign, " \t(");
	size_t digits = strspn(sign, "0123456789.");
	const char *last = sign + strcspn(sign, " \t");
	if (last > sign && last[-1] == ')')
		kind.delim = DOC_DELIM_PAREN;
	if (digits && *sign != '.') {
		kind.type = "1";
		kind.start = strtol(sign, NULL, 10);
	} else if (*sign == 'i' || *sign == 'I') {
		kind.type = *sign == 'i' ? "i" : "I";
	} else if (((*sign | 32) >= 'a' && (*sign | 32) <= 'z') && sign[1] && strchr(".)", sign[1])) {
		kind.type = *sign >= 'a' ? "a" : "A";
		kind.start = (*sign | 32) - 'a' + 1;
	}
	return kind;
}

/* Some programs write an item's sign as its first word, before a tab and a hanging indent. */
static bool take_sign(Rtf *rtf, const RtfPara *para)
{
	DocNode *first = rtf->flow.line->first;
	const char *tab = first && first->type == DOC_TEXT ? strchr(first->u.text.text, '\t') : NULL;
	size_t len = tab ? (size_t)(tab - first->u.text.text) : 0;
	if (!tab || para->first >= 0 || !len || len > 8)
		return false;
	const char *sign = arena_strndup(rtf->import->doc->arena, first->u.text.text, len);
	sign += strspn(sign, " ");
	bool bullet = str_starts(sign, "\u2022") || str_eq(sign, "-") || str_starts(sign, "\u2013");
	char end = sign[strlen(sign) - 1];
	if (!bullet && end != '.' && end != ')')
		return false;
	buf_clear(&rtf->marker);
	buf_str(&rtf->marker, sign);
	first->u.text.text = tab + 1;
	first->u.text.len = strlen(tab + 1);
	return true;
}

static DocNode *list_item(Rtf *rtf, const RtfPara *para)
{
	bool typed = !para->list && take_sign(rtf, para);
	if (!typed && !(para->list && rtf->marker.len))
		return NULL;
	ListKind kind = kind_of_sign(rtf, rtf->marker.data, para->list);
	long level = typed ? para->left / 360 - 1 : para->level;
	level = level < 0 ? 0 : level >= LISTS_DEEPEST ? LISTS_DEEPEST - 1 : level;
	rtf->flow.lists.counts = NULL; /* signs say the numbers */
	return lists_item(rtf->import, &rtf->flow.lists, rtf->flow.cell ? rtf->flow.cell : rtf->flow.parent,
	                  (size_t)level, &kind);
}

/* ---- paragraphs ---- */

static int level_of(const RtfPara *para, const char *style)
{
	if (para->outline >= 0 && para->outline < 9)
		return para->outline + 1;
	return str_starts(style, "heading ") && style[8] >= '1' && style[8] <= '9' ? style[8] - '0' : 0;
}

static bool take_meta(Rtf *rtf, const char *style)
{
	static const char *const names[] = {"title", "subtitle", "author", "date"};
	for (size_t i = 0; i < BASE_LEN(names) && !rtf->in_note; i++) {
		if (!str_eq(style, names[i]))
			continue;
		Buf text = {0};
		doc_plain_text(rtf->flow.line, &text);
		bool taken = import_styled(rtf->import, (Styled)(STYLED_TITLE + i), text.data ? text.data : "");
		buf_free(&text);
		return taken;
	}
	return false;
}

static DocNode *heading_of(Import *import, DocNode *line, int level)
{
	DocNode *header = doc_node(import->doc, DOC_HEADER, line->pos);
	header->u.header.level = level;
	header->attr = line->attr;
	while (line->first)
		doc_append(header, line->first);
	return header;
}

static void put_line(Rtf *rtf, DocNode *parent, DocNode *line, const RtfPara *para, const char *style)
{
	Import *import = rtf->import;
	bool quote = strstr(style, "quot") || str_eq(style, "block text");
	bool code = str_eq(style, "html preformatted") || str_eq(style, "preformatted text") ||
	            str_eq(style, "source code");
	int level = level_of(para, style);
	if (level)
		line = heading_of(import, line, level > 6 ? 6 : level);
	if (!code) {
		doc_append(quote && !level ? import_holder(rtf->import, parent, "blockquote") : parent, line);
		return;
	}
	DocNode *listing = import_holder(rtf->import, parent, "pre");
	Buf text = {0};
	doc_plain_text(line, &text);
	if (listing->first)
		import_words(import, listing, "\n", 1);
	import_words(import, listing, text.data ? text.data : "", text.len);
	buf_free(&text);
}

static void open_table(Rtf *rtf)
{
	RtfFlow *flow = &rtf->flow;
	if (!flow->table) {
		flow->table = import_add(rtf->import, flow->parent, "table", NULL, NULL);
		memset(rtf->above, 0, sizeof rtf->above);
	}
	if (!flow->row) {
		flow->row = import_add(rtf->import, flow->table, "tr", NULL, NULL);
		flow->column = 0;
	}
	if (!flow->cell)
		flow->cell = import_add(rtf->import, flow->row, rtf->head ? "th" : "td", NULL, NULL);
}

void rtf_end_paragraph(Rtf *rtf)
{
	RtfFlow *flow = &rtf->flow;
	const RtfPara *para = &rtf_group(rtf)->para;
	const char *style = map_get(rtf->styles, rtf_key(rtf, para->style));
	DocNode *line = flow->line;
	style = style ? style : "";
	if (para->in_table) {
		open_table(rtf);
	} else if (!import_is_empty(line)) {
		flow->table = flow->row = flow->cell = NULL;
	}
	DocNode *parent = flow->cell ? flow->cell : flow->parent;
	bool taken = take_meta(rtf, style);
	DocNode *item = taken || level_of(para, style) ? NULL : list_item(rtf, para);
	if (!item && !import_is_empty(line))
		lists_end(&flow->lists);
	if (!taken)
		put_line(rtf, item ? item : parent, line, para, style);
	buf_clear(&rtf->marker);
	flow->line = doc_node(rtf->import->doc, DOC_PARA, import_at(rtf->import));
}

void rtf_add_block(Rtf *rtf, DocType type)
{
	rtf_end_paragraph(rtf);
	if (!rtf->flow.cell)
		doc_append(rtf->flow.parent, doc_node(rtf->import->doc, type, import_at(rtf->import)));
}

/* ---- tables ---- */

/* Cells that are merged with one above or before them hold nothing of their own. */
static void merge_cell(Rtf *rtf, DocNode *cell, size_t column)
{
	DocNode *above = rtf->above[column];
	bool down = column < rtf->columns && rtf->merge_down[column],
	     left = column < rtf->columns && rtf->merge_left[column];
	if (down && above && import_is_empty(cell)) {
		above->u.cell.rowspan++;
		doc_unlink(cell);
	} else if (left && cell->prev && import_is_empty(cell)) {
		cell->prev->u.cell.colspan++;
		doc_unlink(cell);
	} else {
		rtf->above[column] = column < rtf->columns && rtf->merge_first[column] ? cell : NULL;
	}
}

void rtf_end_cell(Rtf *rtf)
{
	RtfFlow *flow = &rtf->flow;
	bool in_table = rtf_group(rtf)->para.in_table;
	rtf_group(rtf)->para.in_table = true;
	rtf_end_paragraph(rtf);
	rtf_group(rtf)->para.in_table = in_table;
	lists_end(&flow->lists);
	if (flow->cell->type == DOC_TABLE_CELL && flow->column < RTF_COLUMNS)
		merge_cell(rtf, flow->cell, flow->column);
	flow->column++;
	flow->cell = NULL;
}

void rtf_end_row(Rtf *rtf)
{
	rtf->flow.row = rtf->flow.cell = NULL;
}
