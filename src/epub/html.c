/* The blocks of the text: one file's part of the tree as XHTML. */
#include "epub/html.h"

#include <stdlib.h>
#include <string.h>

/* ---- pages --------------------------------------------------------------- */

static bool is_text(const DocNode *node)
{
	return node->type == DOC_TEXT || node->type == DOC_CODE || node->type == DOC_CODE_BLOCK || node->type == DOC_MATH;
}

static void take_pages(Html *html, const DocNode *node, bool inside)
{
	Ep *ep = html->ep;
	size_t page = ep->page_of[node->serial];
	for (; page; page = ep->page_next[page - 1]) {
		if (is_text(node) && !inside && ep_marker_byte(node, ep->job->pages->pages[page - 1].byte))
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

static bool outer_rtl(const Html *html, const DocNode *node)
{
	DocDir dir = node->parent && node->parent->type != DOC_ROOT ? node->parent->dir : html->ep->meta->dir;
	return dir == DOC_DIR_RTL;
}

static bool has_lang(const Html *html, const DocNode *node)
{
	return node->lang && *node->lang && node->lang != outer_lang(html, node) && !str_eq(node->lang, outer_lang(html, node));
}

bool ep_needs_tag(Html *html, const DocNode *node)
{
	return html->ep->id_of[node->serial] || has_lang(html, node) || (node->dir == DOC_DIR_RTL) != outer_rtl(html, node);
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
	if ((node->dir == DOC_DIR_RTL) != outer_rtl(html, node))
		ep_attr(out, "dir", node->dir == DOC_DIR_RTL ? "rtl" : "ltr");
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
	        [DOC_NUM_DECIMAL] = NULL,       [DOC_NUM_LOWER_ALPHA] = "a", [DOC_NUM_UPPER_ALPHA] = "A",
	        [DOC_NUM_LOWER_ROMAN] = "i",    [DOC_NUM_UPPER_ROMAN] = "I"};
	long start = list_start(html, node);
	if (start != 1)
		buf_printf(html->out, " start=\"%ld\"", start);
	if (types[node->u.list.style])
		ep_attr(html->out, "type", types[node->u.list.style]);
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

void ep_open_tag(Html *html, const DocNode *node, EpTag tag)
{
	buf_char(html->out, '<');
	buf_str(html->out, tag.tag);
	if (tag.attrs)
		buf_str(html->out, tag.attrs);
	ep_put_common(html, node, html->out);
	if (node->type == DOC_ORDERED_LIST)
		put_list_attrs(html, node);
	else if (node->type == DOC_TABLE_CELL)
		put_cell_attrs(html, node);
	buf_char(html->out, '>');
}

static void open_block(Html *html, const DocNode *node, EpTag tag)
{
	ep_fresh(html);
	ep_open_tag(html, node, tag);
	html->depth++;
}

/* On the line of what is inside, or on its own if that has lines. */
static void close_block(Html *html, const char *tag)
{
	html->depth--;
	if (at_line(html))
		ep_tabs(html->out, html->depth);
	buf_printf(html->out, "</%s>\n", tag);
}

static void put_line(Html *html, const char *tag, const char *attrs, const char *text)
{
	if (!at_line(html))
		buf_char(html->out, '\n');
	ep_element(html->out, html->depth, tag, attrs, text);
}

/* ---- sections and headings ----------------------------------------------- */

/* Closes those of a level and below that were opened in owner; NULL: in anything. */
static void close_sections(Html *html, int level, const DocNode *owner)
{
	while (html->open && html->sections[html->open - 1].level >= level &&
	       (!owner || html->sections[html->open - 1].owner == owner)) {
		html->open--;
		close_block(html, "section");
	}
}

static bool opens_file(const Html *html, const DocSection *section)
{
	return html->file->opens && section == html->file->section;
}

static void open_section(Html *html, const DocSection *section)
{
	const DocNode *header = section->header;
	bool plain = header->parent->type == DOC_ROOT || (header->parent->type == DOC_DIV && header->parent->u.div.kind == DOC_DIV_PLAIN);
	if (!plain || html->open == EP_DEEPEST)
		return;
	close_sections(html, section->level, header->parent);
	const EpKind *kind = opens_file(html, section) ? html->file->kind : ep_kind(html->ep, section);
	ep_fresh(html);
	buf_str(html->out, "<section");
	if (kind->type) {
		ep_attr(html->out, "class", kind->type);
		ep_attr(html->out, "epub:type", kind->type);
	}
	if (kind->role) {
		ep_attr(html->out, "role", kind->role);
		ep_attr(html->out, "aria-labelledby", html->ep->id_of[header->serial]);
	}
	buf_str(html->out, ">\n");
	html->depth++;
	html->sections[html->open].level = section->level;
	html->sections[html->open++].owner = header->parent;
}

/* The level of a heading in its file, where one is the first and none is left out. */
static int heading_level(Html *html, const DocSection *section)
{
	int level = section ? section->level - html->file->base + 1 : html->heading + 1;
	if (!section || !opens_file(html, section))
		level = level < 2 ? 2 : level;
	level = level > 6 ? 6 : level;
	if (section)
		html->heading = level;
	return level;
}

static void enter_header(Html *html, const DocNode *node)
{
	static const char *const names[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
	const DocSection *section = html->ep->section_of[node->serial];
	if (section)
		open_section(html, section);
	ep_take_all_pages(html, node);
	ep_put_pages(html, true);
	html->header = names[heading_level(html, section) - 1];
	open_block(html, node, (EpTag){html->header, NULL});
	if (!node->u.header.number)
		return;
	buf_str(html->out, "<span class=\"number\">");
	ep_text(html->out, node->u.header.number);
	buf_str(html->out, "</span> ");
}

/* ---- notes --------------------------------------------------------------- */

static void put_back_links(Html *html, const DocNode *note)
{
	const EpNote *entry = &html->ep->notes[note->u.note.number - 1];
	const char *term = doc_term(html->ep->meta->lang, DOC_TERM_BACK_TO_TEXT);
	for (size_t k = 0; k < entry->count && k < EP_BACK_LINKS; k++) {
		const EpFile *there = ep_file_of(html->ep, entry->refs[k].node);
		buf_printf(html->out, " <a class=\"backlink\" href=\"%s#%s\" epub:type=\"backlink\" role=\"doc-backlink\"",
		           there == html->file ? "" : there->name, entry->refs[k].id);
		ep_attr(html->out, "aria-label", k ? arena_printf(html->ep->arena, "%s (%zu)", term, k + 1) : term);
		buf_str(html->out, ">\xE2\x86\xA9\xEF\xB8\x8E");
		if (k)
			buf_printf(html->out, "\xC2\xA0%zu", k + 1);
		buf_str(html->out, "</a>");
	}
}

static void put_note_number(Html *html, const DocNode *note)
{
	buf_printf(html->out, "<span class=\"note-number\">%u.</span> ", note->u.note.number);
}

static bool is_par(const DocNode *node)
{
	return node && (node->type == DOC_PARA || node->type == DOC_PLAIN);
}

static void enter_note(Html *html, const DocNode *node)
{
	open_block(html, node, ep_tag(node));
	if (is_par(node->first))
		return;
	ep_fresh(html);
	buf_str(html->out, "<p>");
	put_note_number(html, node);
	buf_str(html->out, "</p>\n");
}

static void leave_note(Html *html, const DocNode *node)
{
	if (!is_par(node->last)) {
		ep_fresh(html);
		buf_str(html->out, "<p>");
		put_back_links(html, node);
		buf_str(html->out, "</p>\n");
	}
	close_block(html, "aside");
}

/* ---- paragraphs ---------------------------------------------------------- */

static void put_caption_label(Html *html, const DocNode *caption)
{
	const DocNode *of = caption->parent;
	const char *label = of && of->type == DOC_TABLE ? of->u.table.label :
	                    of && of->type == DOC_FIGURE ? of->u.figure.label : NULL;
	if (!label)
		return;
	buf_str(html->out, "<span class=\"label\">");
	ep_text(html->out, label);
	buf_str(html->out, ".</span> ");
}

static void put_task(Html *html, const DocNode *item)
{
	if (item->u.item.task != DOC_TASK_NONE)
		buf_str(html->out, item->u.item.task == DOC_TASK_DONE ? "\xE2\x98\x91 " : "\xE2\x98\x90 ");
}

/* What stands before the first words of a block: a task's box, a note's number, a
 * figure's label. */
static void begin_par(Html *html, const DocNode *node)
{
	const DocNode *parent = node->parent;
	ep_put_pages(html, false);
	if (!parent || parent->first != node || html->again)
		return;
	if (parent->type == DOC_LIST_ITEM)
		put_task(html, parent);
	else if (parent->type == DOC_NOTE)
		put_note_number(html, parent);
	else if (parent->type == DOC_CAPTION)
		put_caption_label(html, parent);
}

static void end_par(Html *html, const DocNode *node)
{
	if (node->parent && node->parent->type == DOC_NOTE && node->parent->last == node)
		put_back_links(html, node->parent);
}

static bool in_verse(const DocNode *node)
{
	for (const DocNode *at = node->parent; at; at = at->parent)
		if (at->type == DOC_DIV && at->u.div.kind == DOC_DIV_VERSE)
			return true;
	return false;
}

static void enter_para(Html *html, const DocNode *node)
{
	open_block(html, node, (EpTag){"p", doc_is_attribution(node) ? " class=\"attribution\"" : NULL});
	if (in_verse(node)) {
		html->verse = node;
		ep_fresh(html);
		buf_str(html->out, "<span>");
	}
	begin_par(html, node);
}

static void leave_para(Html *html, const DocNode *node)
{
	end_par(html, node);
	if (html->verse == node) {
		html->verse = NULL;
		buf_str(html->out, "</span>\n");
	}
	close_block(html, "p");
}

/* Where a block's words stand in it without a paragraph. */
static bool holds_words(const DocNode *parent)
{
	return parent->type == DOC_LIST_ITEM || parent->type == DOC_TABLE_CELL || parent->type == DOC_DEFINITION ||
	       parent->type == DOC_CAPTION || parent->type == DOC_FIGURE;
}

static void enter_plain(Html *html, const DocNode *node)
{
	if (!holds_words(node->parent)) {
		enter_para(html, node);
		return;
	}
	if (node->prev || node->parent->type == DOC_FIGURE)
		ep_fresh(html);
	if (ep_needs_tag(html, node))
		ep_open_tag(html, node, (EpTag){"span", NULL});
	begin_par(html, node);
}

static void leave_plain(Html *html, const DocNode *node)
{
	if (!holds_words(node->parent)) {
		leave_para(html, node);
		return;
	}
	if (ep_needs_tag(html, node))
		buf_str(html->out, "</span>");
	if (node->parent->type == DOC_FIGURE)
		buf_char(html->out, '\n');
}

/* ---- blocks that are more than an element --------------------------------- */

static void enter_div(Html *html, const DocNode *node)
{
	static const DocTerm terms[DOC_DIV_KINDS] = {
	        [DOC_DIV_NOTE] = DOC_TERM_NOTE, [DOC_DIV_TIP] = DOC_TERM_TIP, [DOC_DIV_WARNING] = DOC_TERM_WARNING};
	DocDivKind kind = node->u.div.kind;
	open_block(html, node, ep_tag(node));
	buf_char(html->out, '\n');
	if ((kind == DOC_DIV_NOTE || kind == DOC_DIV_TIP || kind == DOC_DIV_WARNING) && !html->again)
		put_line(html, "p", " class=\"admonition-title\"", doc_term(node->lang, terms[kind]));
}

/* A language's name as a class: letters, digits and what joins them. */
static void put_code_class(Html *html, const char *lang)
{
	buf_str(html->out, " class=\"language-");
	for (const char *at = lang; *at; at++)
		if ((unsigned char)*at > ' ')
			buf_char(html->out, strchr("<>&\"", *at) || (unsigned char)*at >= 0x7F ? '-' : *at);
	buf_char(html->out, '"');
}

static void put_code_block(Html *html, const DocNode *node)
{
	ep_put_pages(html, true);
	ep_fresh(html);
	ep_open_tag(html, node, ep_tag(node));
	buf_str(html->out, "<code");
	if (ep_has_text(node->u.code.lang))
		put_code_class(html, node->u.code.lang);
	buf_char(html->out, '>');
	ep_put_text(html, node);
	buf_str(html->out, "</code></pre>\n");
}

/* The longest word of each column, summed: what a table needs in letters at least. */
static size_t table_width(const DocNode *table)
{
	enum { COLUMNS = 64 };
	size_t longest[COLUMNS] = {0}, sum = 0;
	for (const DocNode *node = table; node; node = doc_next(node, table, false)) {
		const DocNode *cell = is_text(node) ? doc_ancestor(node, DOC_TABLE_CELL) : NULL;
		if (!cell || cell->u.cell.column >= COLUMNS)
			continue;
		for (const char *at = node->u.text.text; *at;) {
			size_t word = strcspn(at, " \n\t-");
			longest[cell->u.cell.column] = word > longest[cell->u.cell.column] ? word : longest[cell->u.cell.column];
			at += word + (at[word] != '\0');
		}
	}
	for (size_t i = 0; i < COLUMNS; i++)
		sum += longest[i] ? longest[i] + 2 : 0;
	return sum;
}

/* Wider than the column of a phone: it scrolls, and can be reached to do so. */
static bool is_wide(const DocNode *table)
{
	return table_width(table) > 44;
}

static void enter_table(Html *html, const DocNode *node)
{
	if (is_wide(node)) {
		ep_fresh(html);
		buf_str(html->out, "<div class=\"wide\" role=\"region\" tabindex=\"0\"");
		ep_attr(html->out, "aria-label", node->u.table.label ? node->u.table.label : doc_term(html->ep->meta->lang, DOC_TERM_TABLE));
		buf_str(html->out, ">\n");
		html->depth++;
	}
	open_block(html, node, ep_tag(node));
	buf_char(html->out, '\n');
}

static void leave_table(Html *html, const DocNode *node)
{
	close_block(html, "table");
	if (is_wide(node))
		close_block(html, "div");
}

static void enter_figure(Html *html, const DocNode *node)
{
	for (const DocNode *inside = node; inside; inside = inside->first)
		ep_take_pages(html, inside);
	ep_put_pages(html, true);
	open_block(html, node, ep_tag(node));
	buf_char(html->out, '\n');
}

/* A thematic break, or the page's end that the author asked for. */
static void put_break(Html *html, const DocNode *node)
{
	ep_put_pages(html, true);
	ep_fresh(html);
	buf_str(html->out, node->type == DOC_RULE ? "<hr" : "<div class=\"page-break\"");
	ep_put_common(html, node, html->out);
	buf_str(html->out, node->type == DOC_RULE ? "/>\n" : "></div>\n");
}

/* ---- the walk ------------------------------------------------------------ */

static bool is_blank(const DocNode *node)
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
		return is_blank(node);
	default:
		return false;
	}
}

static void enter_element(Html *html, const DocNode *node)
{
	open_block(html, node, ep_tag(node));
	if (node->type == DOC_TERM)
		begin_par(html, node);
	else if (node->type == DOC_CAPTION && !is_par(node->first))
		put_caption_label(html, node);
	else if (node->type == DOC_LIST_ITEM && !is_par(node->first))
		put_task(html, node);
	else if (node->type == DOC_DEFINITION || node->type == DOC_LIST_ITEM || node->type == DOC_TABLE_CELL || node->type == DOC_CAPTION)
		return;
	if (node->type != DOC_TERM)
		buf_char(html->out, '\n');
}

static void enter_block(Html *html, const DocNode *node)
{
	switch (node->type) {
	case DOC_PARA:
		enter_para(html, node);
		break;
	case DOC_PLAIN:
		enter_plain(html, node);
		break;
	case DOC_HEADER:
		enter_header(html, node);
		break;
	case DOC_DIV:
		enter_div(html, node);
		break;
	case DOC_CODE_BLOCK:
		put_code_block(html, node);
		break;
	case DOC_TABLE:
		enter_table(html, node);
		break;
	case DOC_FIGURE:
		enter_figure(html, node);
		break;
	case DOC_RULE:
	case DOC_PAGE_BREAK:
		put_break(html, node);
		break;
	case DOC_NOTE:
		enter_note(html, node);
		break;
	default:
		enter_element(html, node);
		break;
	}
}

static void leave_block(Html *html, const DocNode *node)
{
	switch (node->type) {
	case DOC_PARA:
		leave_para(html, node);
		break;
	case DOC_PLAIN:
		leave_plain(html, node);
		break;
	case DOC_HEADER:
		close_block(html, html->header);
		break;
	case DOC_DIV:
		close_sections(html, 0, node);
		close_block(html, ep_tag(node).tag);
		break;
	case DOC_TABLE:
		leave_table(html, node);
		break;
	case DOC_NOTE:
		leave_note(html, node);
		break;
	case DOC_CODE_BLOCK:
	case DOC_RULE:
	case DOC_PAGE_BREAK:
		break;
	default:
		close_block(html, ep_tag(node).tag);
		break;
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
		enter_block(html, node);
	else if (inline_node)
		ep_leave_inline(html, node);
	else
		leave_block(html, node);
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
		enter_block(html, chain[--count]);
	html->again = false;
	free(chain);
}

static void close_around(Html *html, const DocNode *end)
{
	for (const DocNode *at = end->parent; at && at->type != DOC_ROOT; at = at->parent)
		leave_block(html, at);
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
	static const char *const matters[] = {"frontmatter", "bodymatter", "backmatter"};
	Html html = {.ep = ep, .file = file, .out = out, .heading = 1};
	const char *attrs = arena_printf(ep->arena, " epub:type=\"%s\"", matters[file->kind->matter]);
	if (file->base > 1)
		attrs = arena_printf(ep->arena, "%s class=\"level-%d\"", attrs, file->base);
	ep_page_open(ep, out, file->title, attrs);
	put_body(&html);
	close_sections(&html, file->base + 1, NULL);
	put_notes(&html);
	close_sections(&html, 0, NULL);
	ep_page_close(out);
	free(html.waiting);
}
