/* Nodes while they are made: where they stand in the text, and in the tree. */
#include "markdown/attributes.h"
#include "markdown/tree.h"

#include <string.h>

/* ---- places ---- */

void md_index_lines(Maker *maker)
{
	size_t cap = 0;
	for (size_t at = 0; at <= maker->len;) {
		maker->lines = base_grow(maker->lines, maker->line_count, &cap, sizeof *maker->lines);
		maker->lines[maker->line_count++] = at;
		const char *from = maker->text + at,
		           *end = at < maker->len ? memchr(from, '\n', maker->len - at) : NULL;
		size_t len = end ? (size_t)(end - from) : maker->len - at;
		const char *earlier = len ? memchr(from, '\r', len) : NULL;
		at += earlier ? (size_t)(earlier - from) : len;
		at += at + 1 < maker->len && maker->text[at] == '\r' && maker->text[at + 1] == '\n';
		at++;
	}
}

/* cmark counts columns in bytes; people count characters. */
Pos md_place(Maker *maker, uint32_t line, uint32_t col)
{
	md_place_fed(maker->extensions, &line, &col);
	if (!line || line > maker->line_count)
		return maker->last;
	size_t start = maker->lines[line - 1], bytes = col ? col - 1 : 0, from = 0;
	uint32_t chars = 0;
	if (maker->near.line == line && maker->near.bytes <= bytes) {
		from = maker->near.bytes;
		chars = maker->near.chars;
	}
	for (; from < bytes && start + from < maker->len; from++)
		chars += !utf8_goes_on(maker->text[start + from]);
	maker->near.line = line;
	maker->near.bytes = from;
	maker->near.chars = chars;
	Pos pos = maker->first;
	if (line == 1)
		pos.col += chars;
	else
		pos = (Pos){pos.file, pos.line + line - 1, chars + 1};
	return maker->last = pos;
}

Pos md_place_of(Maker *maker, cmark_node *node)
{
	return md_place(maker, (uint32_t)cmark_node_get_start_line(node), (uint32_t)cmark_node_get_start_column(node));
}

/* ---- making ---- */

/* Attributes on a line of their own are the next block's. */
static void take_pending(Maker *maker, DocNode *node)
{
	if (!maker->pending || !doc_is_block(node->type))
		return;
	md_attr_apply(maker->doc, node, maker->pending);
	maker->pending = NULL;
}

void md_append(Maker *maker, DocNode *node)
{
	doc_append(maker->current, node);
	take_pending(maker, node);
}

DocNode *md_open(Maker *maker, DocType type, Pos pos)
{
	DocNode *node = doc_node(maker->doc, type, pos);
	md_append(maker, node);
	return maker->current = node;
}

DocNode *md_add_literal(Maker *maker, DocType type, cmark_node *from, bool trim)
{
	const char *text = cmark_node_get_literal(from);
	DocNode *node = doc_node(maker->doc, type, md_place_of(maker, from));
	node->u.text.len = text ? strlen(text) : 0;
	if (trim && node->u.text.len && text[node->u.text.len - 1] == '\n')
		node->u.text.len--;
	char *copy = arena_strndup(maker->doc->arena, text ? text : "", node->u.text.len);
	node->u.text.len = md_show_signs(copy, node->u.text.len);
	node->u.text.text = copy;
	md_append(maker, node);
	return node;
}

void md_set_box_title(Maker *maker, DocNode *div, const DocNode *words)
{
	Buf text = {0};
	doc_plain_text(words, &text);
	doc_set_key(maker->doc, div, "title", arena_strndup(maker->doc->arena, text.data ? text.data : "", text.len));
	buf_free(&text);
}
