/* Putting right what HTML lets stand anywhere and the tree does not. */
#include "source/html.h"
#include "markdown/markdown.h"

#include <stdlib.h>
#include <string.h>

bool src_holds_inlines(DocType type)
{
	return type == DOC_PARA || type == DOC_PLAIN || type == DOC_HEADER || type == DOC_TERM || doc_is_inline(type);
}

/* What stands in <pre> is code. */
static void make_code(Doc *doc, DocNode *pre)
{
	const DocNode *code = pre->first == pre->last ? pre->first : NULL;
	Buf text = {0};
	doc_plain_text(pre, &text);
	for (size_t i = 0; code && code->attr && i < code->attr->class_count;
	     i++) { /* <pre><code class="language-c"> */
		if (!str_eq(code->attr->classes[i], "code"))
			doc_add_class(doc, pre, code->attr->classes[i]);
	}
	size_t skip = text.len && *text.data == '\n', len = text.len - skip;
	while (len && text.data[skip + len - 1] == '\n')
		len--;
	while (pre->first)
		doc_unlink(pre->first);
	pre->u.code.text = arena_strndup(doc->arena, text.data ? text.data + skip : "", len);
	pre->u.code.len = len;
	pre->u.code.of_html = true;
	buf_free(&text);
}

/* ---- loose inlines ---- */

static bool is_blank(const DocNode *node)
{
	return (node->type == DOC_TEXT && !node->u.text.text[strspn(node->u.text.text, " \t\r\n")]) ||
	       node->type == DOC_SOFT_BREAK;
}

static void cut_text(Doc *doc, DocNode *text, size_t skip, size_t len)
{
	text->u.text.text = arena_strndup(doc->arena, text->u.text.text + skip, len);
	text->u.text.len = len;
}

/* White space at the ends of a paragraph made of loose inlines goes. */
static void trim_ends(Doc *doc, DocNode *plain)
{
	while (plain->first && is_blank(plain->first))
		doc_unlink(plain->first);
	while (plain->last && is_blank(plain->last))
		doc_unlink(plain->last);
	DocNode *first = plain->first, *last = plain->last;
	if (first && first->type == DOC_TEXT && *first->u.text.text == ' ')
		cut_text(doc, first, 1, first->u.text.len - 1);
	if (last && last->type == DOC_TEXT && last->u.text.text[last->u.text.len - 1] == ' ')
		cut_text(doc, last, 0, last->u.text.len - 1);
}

/* Runs of inlines among blocks get a paragraph each; blank ones go. */
static void wrap_inlines(Doc *doc, DocNode *parent, DocType type)
{
	for (DocNode *node = parent->first, *next; node; node = next) {
		next = node->next;
		if (!doc_is_inline(node->type))
			continue;
		DocNode *run = doc_node(doc, type, node->pos);
		doc_insert_before(node, run);
		while (run->next && doc_is_inline(run->next->type))
			doc_append(run, run->next);
		next = run->next;
		trim_ends(doc, run);
		if (run->first)
			run->pos = run->first->pos;
		else
			doc_unlink(run);
	}
}

/* A paragraph that holds blocks is cut around them. */
static void cut_paragraph(Doc *doc, DocNode *para)
{
	wrap_inlines(doc, para, para->type);
	while (para->first)
		doc_insert_before(para, para->first);
	doc_unlink(para);
}

static bool holds_blocks(const DocNode *para)
{
	for (const DocNode *node = para->first; node; node = node->next) {
		if (doc_is_block(node->type) && node->type != DOC_RAW_BLOCK)
			return true;
	}
	return false;
}

/* ---- blocks among inlines ---- */

static bool ends_blank(const DocNode *node)
{
	return !node || node->type == DOC_LINE_BREAK || is_blank(node) ||
	       (node->type == DOC_TEXT && node->u.text.text[node->u.text.len - 1] == ' ');
}

static bool begins_blank(const DocNode *node)
{
	return !node || node->type == DOC_LINE_BREAK || is_blank(node) ||
	       (node->type == DOC_TEXT && *node->u.text.text == ' ');
}

/* A block where inlines alone may stand is a span, whose words stand apart. */
static void make_span(Doc *doc, DocNode *block)
{
	if (block->type == DOC_RULE || block->type == DOC_PAGE_BREAK) {
		block->type = DOC_LINE_BREAK;
		return;
	}
	bool code = block->type == DOC_CODE_BLOCK && block->u.code.text; /* Markdown's own */
	if (!block->first && !code && !doc_id(block)) {
		doc_unlink(block);
		return;
	}
	block->type = code ? DOC_CODE : DOC_SPAN;
	if (!ends_blank(block->prev))
		doc_insert_before(block, doc_text(doc, block->pos, " ", 1));
	if (!begins_blank(block->next))
		doc_insert_after(block, doc_text(doc, block->pos, " ", 1));
}

/* ---- parts of lists, tables and figures ---- */

/* Whether a part of a list, a table or a figure stands where none may. */
static bool is_lost(DocType part, DocType parent)
{
	bool table = parent == DOC_TABLE, rows = table || parent == DOC_TABLE_HEAD || parent == DOC_TABLE_BODY;
	switch (part) {
	case DOC_CAPTION:
		return !table && parent != DOC_FIGURE;
	case DOC_TABLE_HEAD:
	case DOC_TABLE_BODY:
		return !table;
	case DOC_TABLE_ROW:
		return !rows;
	case DOC_TABLE_CELL:
		return !rows && parent != DOC_TABLE_ROW;
	case DOC_LIST_ITEM:
		return parent != DOC_BULLET_LIST && parent != DOC_ORDERED_LIST;
	case DOC_TERM:
	case DOC_DEFINITION:
		return parent != DOC_DEFINITION_LIST;
	default:
		return false;
	}
}

/* A list holds items alone. */
static void make_item(Doc *doc, DocNode *child, DocType type)
{
	DocNode *item = doc_node(doc, type, child->pos);
	doc_insert_before(child, item);
	doc_append(item, child);
}

/* A number that no book exceeds; other if it is none. */
static long number_of(const char *text, long other)
{
	enum { MOST = 1000000000 };
	char *end;
	long number = strtol(text, &end, 10);
	return end == text || number > MOST || number < -MOST ? other : number;
}

/* As HTML counts: from start, or down to one, and on from each item's own value. */
static void number_items(DocNode *list)
{
	const char *start = doc_key(list, "start");
	long count = 0;
	for (const DocNode *item = list->first; item; item = item->next)
		count++;
	list->u.list.reversed = doc_key(list, "reversed") != NULL;
	if (start)
		list->u.list.start = number_of(start, list->u.list.start);
	else if (list->u.list.reversed)
		list->u.list.start = count;
	long number = list->u.list.start;
	for (DocNode *item = list->first; item; item = item->next) {
		const char *value = doc_key(item, "value");
		item->u.item.number = value ? number_of(value, number) : number;
		number = item->u.item.number + (list->u.list.reversed ? -1 : 1);
	}
}

static bool is_definition(const DocNode *node)
{
	return node->type == DOC_TERM || node->type == DOC_DEFINITION;
}

/* A term or a definition whose end was left out ends where the next one begins. */
static void end_definition(DocNode *part)
{
	DocNode *child = part->first;
	while (child && !is_definition(child))
		child = child->next;
	for (DocNode *after = part, *next; child; after = child, child = next) {
		next = child->next;
		doc_insert_after(after, child);
	}
}

/* Terms and what they mean, one of each at least. */
static void put_definitions_right(Doc *doc, DocNode *list)
{
	list->u.list.tight = true;
	for (DocNode *child = list->first, *next; child; child = next) {
		next = child->next;
		if (child->type == DOC_DIV) { /* which may stand around some of them */
			next = child->first ? child->first : next;
			while (child->last)
				doc_insert_after(child, child->last);
			doc_unlink(child);
		} else if (is_definition(child)) {
			end_definition(child);
			next = child->next;
		} else if (child->type != DOC_RAW_BLOCK) {
			make_item(doc, child, DOC_DEFINITION);
		}
	}
	if (list->first && list->first->type == DOC_DEFINITION)
		doc_insert_before(list->first, doc_node(doc, DOC_TERM, list->pos));
	if (list->last && list->last->type == DOC_TERM)
		doc_append(list, doc_node(doc, DOC_DEFINITION, list->pos));
	for (DocNode *child = list->first; child; child = child->next)
		child->u.list.tight = true;
}

static bool is_break_alone(const DocNode *par)
{
	return par->type == DOC_PLAIN && par->first && par->first == par->last && par->first->type == DOC_LINE_BREAK;
}

/* Whether a figure holds code and its caption, and nothing else. */
static bool is_listing(const DocNode *figure, const DocNode *caption)
{
	const DocNode *code = caption && figure->first == caption ? caption->next : figure->first;
	const DocNode *after = code ? code->next : NULL;
	return caption && code && code->type == DOC_CODE_BLOCK && (!after || (after == caption && !after->next));
}

/* A figure has one caption, after all else; a listing's is before it. */
static void put_figure_right(Doc *doc, DocNode *figure)
{
	DocNode *caption = NULL;
	for (DocNode *child = figure->first, *next; child; child = next) {
		next = child->next;
		if (is_break_alone(child))
			doc_unlink(child);
		if (child->type != DOC_CAPTION)
			continue;
		wrap_inlines(doc, child, DOC_PLAIN);
		while (caption && child->first)
			doc_append(caption, child->first);
		if (caption)
			doc_unlink(child);
		else
			caption = child;
	}
	if (is_listing(figure, caption))
		figure->u.figure.listing = figure->u.figure.counted = true;
	if (caption && figure->first == caption && figure->last == caption)
		figure->type = DOC_DIV;
	else if (caption && !figure->u.figure.listing)
		doc_append(figure, caption);
	else if (caption && figure->first != caption)
		doc_insert_before(figure->first, caption);
	if (!figure->first)
		figure->type = DOC_DIV;
}

/* ---- captions in paragraphs of their own ---- */

/* A paragraph that is a caption by its class, or by that of all it holds; NULL. */
static DocNode *caption_in(DocNode *para)
{
	DocNode *span = para->first;
	if (!doc_is_paragraph(para) || !span)
		return NULL;
	bool all = span == para->last && span->type == DOC_SPAN && doc_has_class(span, "caption");
	return all ? span : doc_has_class(para, "caption") ? para : NULL;
}

static bool is_picture(const DocNode *block)
{
	bool alone = doc_is_paragraph(block) && block->first && block->first == block->last;
	return (alone && block->first->type == DOC_IMAGE) || (block->type == DOC_FIGURE && !block->u.figure.listing);
}

static DocNode *figure_of(Doc *doc, DocNode *picture)
{
	if (picture->type == DOC_FIGURE)
		return picture;
	DocNode *figure = doc_node(doc, DOC_FIGURE, picture->pos);
	doc_replace(picture, figure);
	doc_append(figure, picture);
	picture->type = DOC_PLAIN;
	return figure;
}

/* What stands below a picture as its caption, as mdBook's books have it, makes the two a figure; what stands in
 * Markdown's brackets says then what the picture shows, and no more. */
static void take_caption(Doc *doc, DocNode *picture, DocNode *para, DocNode *words)
{
	DocNode *figure = figure_of(doc, picture);
	if (figure->last->type == DOC_CAPTION)
		doc_unlink(figure->last);
	DocNode *caption = doc_node(doc, DOC_CAPTION, para->pos), *plain = doc_node(doc, DOC_PLAIN, para->pos);
	doc_append(figure, caption);
	doc_append(caption, plain);
	while (words->first)
		doc_append(plain, words->first);
	if (doc_id(words) && !doc_id(figure))
		doc_attr(doc, figure)->id = doc_id(words);
	doc_unlink(para);
}

/* ---- each node ---- */

/* Returns the child that is looked at next. */
static DocNode *put_child_right(Doc *doc, DocNode *node, DocNode *child)
{
	DocNode *next = child->next;
	bool list = node->type == DOC_BULLET_LIST || node->type == DOC_ORDERED_LIST;
	DocNode *picture = child->prev, *words = picture && is_picture(picture) ? caption_in(child) : NULL;
	if (words) {
		take_caption(doc, picture, child, words);
	} else if (child->type == DOC_RAW_BLOCK) {
		doc_unlink(child);
	} else if (src_holds_inlines(node->type)) {
		if (doc_is_block(child->type))
			make_span(doc, child);
	} else if ((child->type == DOC_PARA || child->type == DOC_PLAIN) && holds_blocks(child)) {
		DocNode *before = child->prev;
		cut_paragraph(doc, child);
		next = before ? before->next : node->first;
	} else if (list && child->type != DOC_LIST_ITEM) {
		make_item(doc, child, DOC_LIST_ITEM);
	} else if (is_lost(child->type, node->type)) {
		child->type = DOC_DIV;
	}
	return next;
}

static void put_right(Doc *doc, DocNode *node)
{
	if (node->type == DOC_CODE_BLOCK && !node->u.code.text)
		make_code(doc, node);
	if (!src_holds_inlines(node->type) && node->first)
		wrap_inlines(doc, node, DOC_PLAIN);
	if (node->type == DOC_DEFINITION_LIST)
		put_definitions_right(doc, node);
	if (node->type == DOC_FIGURE)
		put_figure_right(doc, node);
	for (DocNode *child = node->first; child;)
		child = put_child_right(doc, node, child);
	if (node->type == DOC_ORDERED_LIST)
		number_items(node);
	md_keep_blank(doc, node);
}

void src_html_repair(Doc *doc, DocNode *top)
{
	for (DocNode *node = top; node; node = doc_next_mutable(node, top, false))
		put_right(doc, node);
}
