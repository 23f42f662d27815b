/* The text that libxml2 reads: raw nodes as they stand, and signs for all others. */
#include "source/html_text.h"

#include <stdlib.h>
#include <string.h>

/* Stands for a node that is no HTML. */
static const char sign[] = "<?bifolio>";

/* ---- places ---- */

/* The place so many bytes on. */
Pos src_html_advance(Pos pos, const char *text, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (text[i] == '\n')
			pos = (Pos){pos.file, pos.line + 1, 1};
		else
			pos.col += !utf8_goes_on(text[i]);
	}
	return pos;
}

/* Where in the source a byte of the text stands.  Places are asked for mostly in order. */
Pos src_html_place(HtmlText *text, size_t at)
{
	size_t low = 0, high = text->count - 1;
	while (low < high) {
		size_t middle = (low + high + 1) / 2;
		if (text->pieces[middle].start <= at)
			low = middle;
		else
			high = middle - 1;
	}
	const HtmlPiece *piece = &text->pieces[low];
	if (piece->sign || at < piece->start)
		return piece->node->pos;
	if (text->near.piece != low || text->near.at > at || !text->near.pos.line) {
		text->near.piece = low;
		text->near.at = piece->start;
		text->near.pos = piece->node->pos;
	}
	text->near.pos = src_html_advance(text->near.pos, text->text.data + text->near.at, at - text->near.at);
	text->near.at = at;
	return text->near.pos;
}

/* ---- the text ---- */

static void add_piece(HtmlText *text, DocNode *node, const char *data, size_t len, bool is_sign)
{
	size_t start = text->text.len;
	buf_add(&text->text, data, len);
	text->pieces = base_grow(text->pieces, text->count, &text->cap, sizeof *text->pieces);
	text->pieces[text->count++] = (HtmlPiece){node, start, text->text.len, is_sign};
}

bool src_html_is_raw(const DocNode *node)
{
	return node->type == DOC_RAW_BLOCK || node->type == DOC_RAW_INLINE;
}

void src_html_costly(Tally *tally, Pos pos)
{
	tally_add(tally, pos, "html-costly",
	          "this would take too long to read as HTML, so it is taken as plain text; write it more simply");
}

static void add_text(HtmlText *text, DocNode *raw, const char *data, size_t len)
{
	Buf escaped = {0};
	buf_xml(&escaped, data, len, false);
	add_piece(text, raw, escaped.data ? escaped.data : "", escaped.len, false);
	buf_free(&escaped);
}

/* A section of characters is no HTML, and its text is kept as it is. */
static void add_cdata(HtmlText *text, DocNode *raw)
{
	const char *data = raw->u.text.text + strlen("<![CDATA["), *end = strstr(data, "]]>");
	add_text(text, raw, data, end ? (size_t)(end - data) : strlen(data));
	if (end)
		add_piece(text, raw, end + 3, strlen(end + 3), false);
}

/* Whether a tag has more attributes than libxml2, which compares each with each, can
 * read in a moment. */
static bool is_costly(const char *text, size_t len)
{
	enum { MOST = 500 };
	size_t count = 0;
	bool tag = false;
	char quote = 0;
	for (size_t i = 0; i + 1 < len && count <= MOST; i++) {
		if (quote) {
			quote = text[i] == quote ? 0 : quote;
		} else if (tag && text[i] == '=' && (text[i + 1] == '"' || text[i + 1] == '\'')) {
			quote = text[++i];
		} else if (text[i] == '<' || text[i] == '>') {
			count = 0;
			tag = text[i] == '<' && ((text[i + 1] | 32) >= 'a' && (text[i + 1] | 32) <= 'z');
		} else {
			count += tag && strchr(" \t\r\n", text[i]) && !strchr(" \t\r\n", text[i + 1]);
		}
	}
	return count > MOST;
}

static void add_raw(HtmlText *text, DocNode *raw, Tally *tally)
{
	const char *data = raw->u.text.text;
	size_t len = raw->u.text.len;
	if (str_starts(data, "<![CDATA[")) {
		add_cdata(text, raw);
	} else if (is_costly(data, len)) {
		src_html_costly(tally, raw->pos);
		add_text(text, raw, data, len);
	} else {
		add_piece(text, raw, data, len, false);
	}
}

void src_html_collect(HtmlText *text, DocNode *parent, Tally *tally)
{
	buf_clear(&text->text);
	text->count = 0;
	text->near.pos.line = 0;
	buf_str(&text->text, "<" HTML_ROOT ">");
	for (DocNode *node = parent->first, *next; node; node = next) {
		next = node->next;
		doc_unlink(node);
		if (src_html_is_raw(node))
			add_raw(text, node, tally);
		if (node->type != DOC_RAW_INLINE)
			add_piece(text, node, sign, strlen(sign), true);
	}
}

void src_html_text_free(HtmlText *text)
{
	buf_free(&text->text);
	free(text->pieces);
}
