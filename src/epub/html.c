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
	size_t page = ep->page_of[node->serial];
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

bool ep_keeps_classes(const DocNode *node)
{
	return node->attr && node->attr->class_count && node->type != DOC_CODE && node->type != DOC_CODE_BLOCK;
}

bool ep_needs_tag(Html *html, const DocNode *node)
{
	if (ep_keeps_classes(node) || has_data(node))
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
	static const char *const types[] = {[DOC_NUM_DECIMAL] = NULL,
	                                    [DOC_NUM_LOWER_ALPHA] = "a",
	                                    [DOC_NUM_UPPER_ALPHA] = "A",
	                                    [DOC_NUM_LOWER_ROMAN] = "i",
	                                    [DOC_NUM_UPPER_ROMAN] = "I"};
	long start = list_start(html, node);
	buf_str(html->out, node->u.list.reversed ? " reversed=\"reversed\"" : "");
	if (start != 1 || node->u.list.reversed)
		buf_printf(html->out, " start=\"%ld\"", start);
	if (types[node->u.list.style])
		ep_attr(html->out, "type", types[node->u.list.style]);
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
	for (size_t i = 0; ep_keeps_classes(node) && i < node->attr->class_count; i++) {
		const char *name = node->attr->classes[i];
		if (has_class(own ? own : end, end, name, tag.tag))
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

/* Parts of lists and tables that HTML does not let stand empty. */
static bool is_dropped(const DocNode *node)
{
	switch (node->type) {
	case DOC_ROOT:
	case DOC_RAW_BLOCK:
	case DOC_RAW_INLINE:
		return true;
	case DOC_BULLET_LIST:
	case DOC_ORDERED_LIST:
	case DOC_DEFINITION_LIST:
	case DOC_TABLE:
	case DOC_TABLE_BODY:
	case DOC_TABLE_ROW:
	case DOC_CAPTION:
		return !node->first;
	case DOC_TABLE_HEAD:
		return ep_is_blank(node);
	default:
		return false;
	}
}

static void step(Html *html, DocWalk *walk)
{
	const DocNode *node = walk->node;
	bool inline_node = doc_is_inline(node->type);
	if (walk->enter && !inline_node)
		ep_take_pages(html, node);
	if (is_dropped(node)) {
		if (walk->enter && node->type == DOC_TABLE_HEAD)
			doc_skip(walk);
		return;
	}
	if (walk->enter && inline_node)
		ep_enter_inline(html, node);
	else if (walk->enter)
		ep_enter_block(html, node);
	else if (inline_node)
		ep_leave_inline(html, node);
	else
		ep_leave_block(html, node);
	if (walk->enter && ep_is_whole(node))
		doc_skip(walk);
}

/* Takes up what was open at the end of the file before. */
static void open_around(Html *html, const DocNode *first)
{
	const DocNode **chain = NULL;
	size_t count = 0, cap = 0;
	html->again = true;
	for (const DocNode *at = first->parent; at && at->type != DOC_ROOT; at = at->parent) {
		chain = base_grow(chain, count, &cap, sizeof *chain);
		chain[count++] = at;
	}
	while (count)
		ep_enter_block(html, chain[--count]);
	html->again = false;
	free(chain);
}

static void close_around(Html *html, const DocNode *end)
{
	for (const DocNode *at = end->parent; at && at->type != DOC_ROOT; at = at->parent)
		ep_leave_block(html, at);
}

static void put_notes(Html *html)
{
	for (size_t i = 0; i < html->ep->doc->note_count; i++) {
		if (html->ep->notes[i].file != html->file)
			continue;
		DocWalk walk = doc_walk(html->ep->doc->notes[i]);
		while (doc_step(&walk))
			step(html, &walk);
	}
}

/* From where the file begins to where the next one does, which may be in a text. */
static void put_body(Html *html)
{
	const EpFile *file = html->file, *last = &html->ep->files[html->ep->file_count - 1];
	const DocNode *end = file == last ? NULL : file[1].first;
	bool inside = end && file[1].byte;
	if (!file->first)
		return;
	open_around(html, file->first);
	DocWalk walk = {.node = file->first, .enter = true, .top = html->ep->doc->root, .started = true};
	do
		step(html, &walk);
	while (!(inside && walk.node == end) && doc_step(&walk) && (inside || walk.node != end));
	if (end)
		close_around(html, end);
	ep_put_pages(html, true);
}

void ep_file_html(Ep *ep, const EpFile *file, Buf *out)
{
	static const char *const matters[] = {"bodymatter", "frontmatter", "backmatter"};
	Html html = {.ep = ep, .file = file, .out = out, .heading = 1};
	const char *attrs = arena_printf(ep->arena, " epub:type=\"%s\"",
	                                 matters[file->section ? file->section->matter : DOC_MATTER_BODY]);
	if (file->base > 1)
		attrs = arena_printf(ep->arena, "%s class=\"level-%d\"", attrs, file->base);
	ep_page_open(ep, out, file->title, attrs);
	put_body(&html);
	ep_close_sections(&html, file->base + 1, NULL);
	put_notes(&html);
	ep_close_sections(&html, 0, NULL);
	ep_page_close(out);
	free(html.waiting);
}
