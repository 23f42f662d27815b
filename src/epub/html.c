/* A file of the text as XHTML: pages, tags, and the walk through its part of the tree. */
#include "epub/html.h"

#include <stdlib.h>
#include <string.h>

/* ---- pages --------------------------------------------------------------- */

bool ep_is_text(const DocNode *node)
{
	return node->type == DOC_TEXT || node->type == DOC_CODE || node->type == DOC_CODE_BLOCK ||
	       node->type == DOC_MATH;
}

static void take_pages(Html *html, const DocNode *node, bool inside)
{
	Ep *ep = html->ep;
	uint32_t page = ep->page_of[node->serial];
	for (; page; page = ep->page_next[page - 1]) {
		if (ep_is_text(node) && !inside && ep_marker_byte(node, ep->job->pages->pages[page - 1].byte))
			break;
		html->waiting = base_grow(html->waiting, html->wait_count, &html->wait_cap, sizeof *html->waiting);
		html->waiting[html->wait_count++] = page - 1;
	}
	ep->page_of[node->serial] = page;
}

void ep_take_pages(Html *html, const DocNode *node)
{
	take_pages(html, node, false);
}

void ep_take_all_pages(Html *html, const DocNode *top)
{
	for (const DocNode *node = top; node; node = doc_next(node, top, false))
		take_pages(html, node, true);
}

void ep_put_pages(Html *html, bool block)
{
	for (size_t i = 0; i < html->wait_count; i++) {
		if (block)
			ep_fresh(html);
		ep_put_marker(html->ep, html->out, html->file->name, html->waiting[i], block ? "div" : "span");
		if (block)
			buf_char(html->out, '\n');
	}
	html->wait_count = 0;
}

/* ---- lines and tags ------------------------------------------------------ */

static bool at_line(const Html *html)
{
	return html->out->len && html->out->data[html->out->len - 1] == '\n';
}

void ep_fresh(Html *html)
{
	if (!at_line(html))
		buf_char(html->out, '\n');
	ep_tabs(html->out, html->depth);
}

static const char *outer_lang(const Html *html, const DocNode *node)
{
	const char *lang = node->parent && node->parent->type != DOC_ROOT ? node->parent->lang : NULL;
	return lang ? lang : html->ep->meta->lang;
}

/* Code is written from the left in any text, unless its author says otherwise. */
static bool is_rtl(const DocNode *node)
{
	bool code = node->type == DOC_CODE || node->type == DOC_CODE_BLOCK || node->type == DOC_MATH;
	return node->dir == DOC_DIR_RTL && (!code || str_eq(doc_key(node, "dir"), "rtl"));
}

static bool outer_rtl(const Html *html, const DocNode *node)
{
	DocDir dir = node->parent && node->parent->type != DOC_ROOT ? node->parent->dir : html->ep->meta->dir;
	return dir == DOC_DIR_RTL;
}

static bool has_lang(const Html *html, const DocNode *node)
{
	return node->lang && *node->lang && node->lang != outer_lang(html, node) &&
	       !str_eq(node->lang, outer_lang(html, node));
}

/* A name that a style sheet or a reading system may look for. */
static bool is_data(const char *key)
{
	return str_starts(key, "data-") && key[5] && !key[strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789-_.")];
}

static bool has_data(const DocNode *node)
{
	for (size_t i = 0; node->attr && i < node->attr->pair_count; i++) {
		if (is_data(node->attr->keys[i]))
			return true;
	}
	return false;
}

/* Of code's classes the language and numbers are said in another way, and what stands with a language in one word is of
 * its program. */
static bool is_of_code(const DocNode *node, const char *class)
{
	static const char signs[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
	if (node->type != DOC_CODE && node->type != DOC_CODE_BLOCK)
		return false;
	const char *lang = node->u.code.lang;
	return doc_numbers_lines(class) || str_starts(class, "language-") || (lang && str_eq(lang, class)) ||
	       class[strspn(class, signs)];
}

static bool keeps_classes(const DocNode *node)
{
	for (size_t i = 0; node->attr && i < node->attr->class_count; i++) {
		if (!is_of_code(node, node->attr->classes[i]))
			return true;
	}
	return false;
}

bool ep_needs_tag(Html *html, const DocNode *node)
{
	if (keeps_classes(node) || has_data(node))
		return true;
	return html->ep->id_of[node->serial] || has_lang(html, node) || is_rtl(node) != outer_rtl(html, node);
}

void ep_put_common(Html *html, const DocNode *node, Buf *out)
{
	const char *id = html->again ? NULL : html->ep->id_of[node->serial];
	if (id)
		ep_attr(out, "id", id);
	if (has_lang(html, node)) {
		ep_attr(out, "lang", node->lang);
		ep_attr(out, "xml:lang", node->lang);
	}
	if (is_rtl(node) != outer_rtl(html, node))
		ep_attr(out, "dir", is_rtl(node) ? "rtl" : "ltr");
	for (size_t i = 0; node->attr && i < node->attr->pair_count; i++) {
		bool title = str_eq(node->attr->keys[i], "title") && (node->type == DOC_SPAN || node->type == DOC_PARA);
		if (title || is_data(node->attr->keys[i]))
			ep_attr(out, node->attr->keys[i], node->attr->values[i]);
	}
}

/* The number at which a list goes on that began in another file. */
static long list_start(const Html *html, const DocNode *list)
{
	const DocNode *item = html->file->first;
	while (html->again && item && item->parent != list)
		item = item->parent;
	return html->again && item && item->type == DOC_LIST_ITEM ? item->u.item.number : list->u.list.start;
}

static void put_list_attrs(Html *html, const DocNode *node)
{
	static const char *const types[] = {
	        [DOC_NUM_DECIMAL] = NULL,    [DOC_NUM_LOWER_ALPHA] = "a", [DOC_NUM_UPPER_ALPHA] = "A",
	        [DOC_NUM_LOWER_ROMAN] = "i", [DOC_NUM_UPPER_ROMAN] = "I", [DOC_NUM_CIRCLED] = NULL};
	long start = list_start(html, node);
	buf_str(html->out, node->u.list.reversed ? " reversed=\"reversed\"" : "");
	if (start != 1 || node->u.list.reversed)
		buf_printf(html->out, " start=\"%ld\"", start);
	if (types[node->u.list.style])
		ep_attr(html->out, "type", types[node->u.list.style]);
	if (node->u.list.style == DOC_NUM_CIRCLED)
		buf_str(html->out, " style=\"list-style-type: circled\"");
}

/* An item's number where it does not follow from what stands before it. */
static void put_item_attrs(Html *html, const DocNode *item)
{
	const DocNode *list = item->parent;
	if (html->again || !list || list->type != DOC_ORDERED_LIST)
		return;
	long step = list->u.list.reversed ? -1 : 1;
	long number = item->prev ? item->prev->u.item.number + step : list->u.list.start;
	if (item->u.item.number != number)
		buf_printf(html->out, " value=\"%ld\"", item->u.item.number);
}

static void put_cell_attrs(Html *html, const DocNode *node)
{
	if (node->u.cell.head)
		ep_attr(html->out, "scope", doc_ancestor(node, DOC_TABLE_HEAD) ? "col" : "row");
	if (node->u.cell.rowspan > 1)
		buf_printf(html->out, " rowspan=\"%u\"", node->u.cell.rowspan);
	if (node->u.cell.colspan > 1)
		buf_printf(html->out, " colspan=\"%u\"", node->u.cell.colspan);
}

/* Whether the class is among those that the element has already, or its own name. */
static bool has_class(const char *classes, const char *end, const char *name, const char *tag)
{
	size_t len = strlen(name);
	for (const char *at = classes; at < end; at += strcspn(at, " \""), at++) {
		if (!strncmp(at, name, len) && strchr(" \"", at[len]))
			return true;
	}
	return str_eq(name, tag);
}

/* The attributes of the element's kind, with the author's classes behind its own. */
static void put_attrs(Html *html, const DocNode *node, EpTag tag)
{
	const char *attrs = tag.attrs ? tag.attrs : "", *own = strstr(attrs, " class=\""), *end;
	bool any = false;
	own = own ? own + strlen(" class=\"") : NULL;
	end = own ? strchr(own, '"') : attrs;
	buf_add(html->out, attrs, (size_t)(end - attrs));
	for (size_t i = 0; keeps_classes(node) && i < node->attr->class_count; i++) {
		const char *name = node->attr->classes[i];
		if (has_class(own ? own : end, end, name, tag.tag) || is_of_code(node, name))
			continue;
		buf_str(html->out, own || any ? " " : " class=\"");
		any = true;
		buf_xml(html->out, name, strlen(name), true);
	}
	buf_str(html->out, any && !own ? "\"" : "");
	buf_str(html->out, end);
}

void ep_open_start(Html *html, const DocNode *node, EpTag tag)
{
	buf_char(html->out, '<');
	buf_str(html->out, tag.tag);
	put_attrs(html, node, tag);
	ep_put_common(html, node, html->out);
}

void ep_open_tag(Html *html, const DocNode *node, EpTag tag)
{
	ep_open_start(html, node, tag);
	if (node->type == DOC_ORDERED_LIST)
		put_list_attrs(html, node);
	else if (node->type == DOC_LIST_ITEM)
		put_item_attrs(html, node);
	else if (node->type == DOC_TABLE_CELL)
		put_cell_attrs(html, node);
	else if (tag.attrs && str_eq(tag.attrs, EP_COLUMN))
		buf_printf(html->out, " style=\"width: %d%%\"", (doc_share(node) + 5) / 10);
	buf_char(html->out, '>');
}

void ep_open_block(Html *html, const DocNode *node, EpTag tag)
{
	ep_fresh(html);
	ep_open_tag(html, node, tag);
	html->depth++;
}

/* On the line of what is inside, or on its own if that has lines. */
void ep_close_block(Html *html, const char *tag)
{
	html->depth--;
	if (at_line(html))
		ep_tabs(html->out, html->depth);
	buf_printf(html->out, "</%s>\n", tag);
}

void ep_put_line(Html *html, const char *tag, const char *attrs, const char *text)
{
	if (!at_line(html))
		buf_char(html->out, '\n');
	ep_element(html->out, html->depth, tag, attrs, text);
}

/* ---- the walk ------------------------------------------------------------ */

bool ep_is_blank(const DocNode *node)
{
	Buf text = {0};
	doc_plain_text(node, &text);
	bool blank = !ep_has_text(text.data);
	buf_free(&text);
	return blank;
}
