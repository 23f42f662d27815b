/* Formats of words: joined, trimmed, and as few as may be. */
#include "import/tidy.h"

#include <string.h>

static bool is_format(const DocNode *node)
{
	return doc_is_format(node->type) || (node->type == DOC_SPAN && node->attr && !node->attr->id);
}

static bool same_attributes(const DocNode *a, const DocNode *b)
{
	if (!a->attr || !b->attr)
		return a->attr == b->attr;
	return !a->attr->id && !b->attr->id && !a->attr->pair_count && !b->attr->pair_count &&
	       a->attr->class_count == 1 && b->attr->class_count == 1 &&
	       str_eq(a->attr->classes[0], b->attr->classes[0]);
}

/* Text alone that is said to be code, is. */
static bool make_code(Import *import, DocNode *span)
{
	Buf text = {0};
	bool code = span->type == DOC_SPAN && doc_has_class(span, "code") && span->attr->class_count == 1 &&
	            !doc_id(span) && span->first;
	for (const DocNode *node = span->first; node && code; node = node->next) {
		code = node->type == DOC_TEXT;
		if (code)
			buf_add(&text, node->u.text.text, node->u.text.len);
	}
	code = code && text.len;
	if (code) {
		while (span->first)
			doc_unlink(span->first);
		span->type = DOC_CODE;
		span->attr = NULL;
		span->u.code.text = arena_strndup(import->doc->arena, text.data, text.len);
		span->u.code.len = text.len;
	}
	buf_free(&text);
	return code;
}

/* Codes side by side would have one mark between them: all from this one on are one. */
static void join_codes(Import *import, DocNode *code)
{
	Buf text = {0};
	while (code->next && (make_code(import, code->next) || code->next->type == DOC_CODE)) {
		if (!text.len)
			buf_add(&text, code->u.code.text, code->u.code.len);
		buf_add(&text, code->next->u.code.text, code->next->u.code.len);
		doc_unlink(code->next);
	}
	if (text.len) {
		code->u.code.text = arena_strndup(import->doc->arena, text.data, text.len);
		code->u.code.len = text.len;
	}
	buf_free(&text);
}

/* Spans that say nothing go. */
static void unwrap_spans(DocNode *parent)
{
	for (DocNode *node = parent->first, *next; node; node = next) {
		next = node->next;
		if (node->type != DOC_SPAN || node->attr)
			continue;
		next = node->first ? node->first : next;
		doc_unwrap(node);
	}
}

static bool is_blank(const DocNode *node)
{
	return node && node->type == DOC_TEXT && !node->u.text.text[strspn(node->u.text.text, " \t\r\n")];
}

/* What goes on with a format behind a node of it: the next node or, where white space looks as in any, that behind a
 * space; NULL. */
static DocNode *goes_on(const DocNode *node)
{
	DocNode *next = node->next;
	bool across = node->type == DOC_STRONG || node->type == DOC_EMPH || node->type == DOC_SMALL_CAPS;
	if (across && is_blank(next))
		next = next->next;
	return is_format(node) && next && next->type == node->type && same_attributes(node, next) ? next : NULL;
}

/* What is formatted alike and stands side by side is one. */
void tidy_formats(Import *import, DocNode *parent)
{
	unwrap_spans(parent);
	for (DocNode *node = parent->first, *next; node; node = node->next) {
		if (make_code(import, node) || node->type == DOC_CODE)
			join_codes(import, node);
		while ((next = goes_on(node)) != NULL) {
			if (node->next != next)
				doc_append(node, node->next);
			while (next->first)
				doc_append(node, next->first);
			doc_unlink(next);
		}
		tidy_formats(import, node);
	}
}

void tidy_cut(Import *import, DocNode *text, size_t from, size_t to)
{
	text->u.text.text = arena_strndup(import->doc->arena, text->u.text.text + from, to - from);
	text->u.text.len = to - from;
}

static DocNode *space(Import *import)
{
	return doc_text(import->doc, import_at(import), " ", 1);
}

/* White space and breaks at the edges of what is formatted stand outside of it. */
static void trim_format(Import *import, DocNode *node)
{
	DocNode *first = node->first;
	while (first && first->type == DOC_LINE_BREAK) {
		doc_insert_before(node, first);
		first = node->first;
	}
	if (first && first->type == DOC_TEXT && first->u.text.len && str_is_white(*first->u.text.text)) {
		size_t skip = strspn(first->u.text.text, " \t\r\n");
		tidy_cut(import, first, skip, first->u.text.len);
		doc_insert_before(node, space(import));
	}
	while (node->last && node->last->type == DOC_LINE_BREAK)
		doc_insert_after(node, node->last);
	DocNode *last = node->last;
	size_t len = last && last->type == DOC_TEXT ? last->u.text.len : 0, end = len;
	while (end && str_is_white(last->u.text.text[end - 1]))
		end--;
	if (end == len)
		return;
	tidy_cut(import, last, 0, end);
	doc_insert_after(node, space(import));
}

static void drop_empty(DocNode *node)
{
	while (node->first && node->first->type == DOC_TEXT && !node->first->u.text.len)
		doc_unlink(node->first);
	while (node->last && node->last->type == DOC_TEXT && !node->last->u.text.len)
		doc_unlink(node->last);
	if (!node->first)
		doc_unlink(node);
}

/* A note's call is raised by itself. */
static bool calls_notes(const DocNode *node)
{
	const DocNode *child = node->first;
	while (child && child->type == DOC_NOTE_REF)
		child = child->next;
	return node->first && !child;
}

void tidy_inline(Import *import, DocNode *node)
{
	bool nested = node->type != DOC_SPAN && is_format(node) && doc_ancestor(node->parent, node->type);
	bool whole = (node->type == DOC_STRONG || (node->type == DOC_EMPH && import->flat)) &&
	             node->parent->type == DOC_HEADER && !node->prev && !node->next;
	bool link = node->type == DOC_UNDERLINE &&
	            (node->parent->type == DOC_LINK ||
	             (node->first && node->first == node->last && node->first->type == DOC_LINK));
	bool plain = (node->type == DOC_SPAN && !node->attr) || (node->type == DOC_SUPERSCRIPT && calls_notes(node));
	if (nested || whole || link || plain) {
		doc_unwrap(node);
		return;
	}
	if (!is_format(node))
		return;
	trim_format(import, node);
	drop_empty(node);
}
