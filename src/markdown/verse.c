/* Lines whose beginnings mean something: verse, and blocks of lines behind bars. */
#include "markdown/tree.h"

#include <string.h>

static const char no_break[] = "\u00A0";

static DocNode *spaces(Maker *maker, Pos pos, size_t count)
{
	enum { MOST = 200 };
	Buf text = {0};
	for (size_t i = 0; i < count && i < MOST; i++)
		buf_str(&text, no_break);
	DocNode *node = doc_text(maker->doc, pos, text.data, text.len);
	buf_free(&text);
	return node;
}

/* ---- verse ---- */

static const DocNode *verse_around(const DocNode *node)
{
	for (; node; node = node->parent) {
		if (node->type == DOC_DIV && (doc_has_class(node, "verse") || doc_has_class(node, "poem")))
			return node;
	}
	return NULL;
}

void md_indent_line(Maker *maker, cmark_node *soft_break)
{
	cmark_node *next = cmark_node_next(soft_break);
	uint32_t line = next ? (uint32_t)cmark_node_get_start_line(next) : 0;
	const DocNode *para = maker->current;
	while (para && doc_is_inline(para->type))
		para = para->parent;
	if (!line || line > maker->line_count || !para || !verse_around(para))
		return;
	size_t at = maker->lines[line - 1] + para->pos.col - 1, count = 0;
	for (; at < maker->len && strchr(" \t", maker->text[at]); at++)
		count += maker->text[at] == '\t' ? 4 : 1;
	if (count)
		doc_append(maker->current, spaces(maker, maker->last, count));
}

/* ---- blocks of lines ---- */

static bool begins_line(const DocNode *node)
{
	return node && node->type == DOC_TEXT && *node->u.text.text == '|' && strchr(" ", node->u.text.text[1]);
}

/* Whether what follows a line's end goes on with the line: it is indented. */
static bool goes_on(const Maker *maker, const DocNode *para, const DocNode *text)
{
	uint32_t line = text && text->type == DOC_TEXT ? text->pos.line - maker->first.line + 1 : 0;
	size_t at = line && line <= maker->line_count ? maker->lines[line - 1] + para->pos.col - 1 : maker->len;
	return at < maker->len && maker->text[at] == ' ';
}

/* Whether every line, of two at least, begins with a bar, or goes on, and none is a row of cells. */
static bool is_line_block(const Maker *maker, const DocNode *para)
{
	size_t lines = 1;
	if (!begins_line(para->first))
		return false;
	for (const DocNode *node = para->first; node; node = node->next) {
		bool text = node->type == DOC_TEXT;
		bool begins = node->type == DOC_SOFT_BREAK && begins_line(node->next);
		if (node->type == DOC_SOFT_BREAK && !begins && !goes_on(maker, para, node->next))
			return false;
		if (text && strchr(node->u.text.text + begins_line(node), '|'))
			return false;
		lines += begins;
	}
	return lines > 1;
}

static void take_bar(Maker *maker, DocNode *text)
{
	size_t skip = 1 + (text->u.text.text[1] == ' '), indent = strspn(text->u.text.text + skip, " ");
	text->u.text.text += skip + indent;
	text->u.text.len -= skip + indent;
	if (indent)
		doc_insert_before(text, spaces(maker, text->pos, indent));
}

bool md_read_lines(Maker *maker, DocNode *para)
{
	if (!is_line_block(maker, para))
		return false;
	DocNode *div = doc_node(maker->doc, DOC_DIV, para->pos);
	doc_add_class(maker->doc, div, "verse");
	doc_replace(para, div);
	doc_append(div, para);
	para->type = DOC_PARA; /* in a list whose items are lines, too */
	take_bar(maker, para->first);
	for (DocNode *node = para->first; node; node = node->next) {
		if (node->type != DOC_SOFT_BREAK || !begins_line(node->next))
			continue;
		node->type = DOC_LINE_BREAK;
		take_bar(maker, node->next);
	}
	return true;
}
