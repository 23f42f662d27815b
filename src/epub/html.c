/* The text: one file's part of the tree as XHTML. */
#include "epub/inner.h"

#include <stdlib.h>
#include <string.h>

#define DEEPEST 8

/* One file on its way. */
typedef struct {
	Ep *ep;
	const EpFile *file;
	Buf *out;
	int levels[DEEPEST];                           /* open sections */
	int open;
	size_t *waiting;                               /* pages, index + 1, that found no place yet */
	size_t wait_count, wait_cap;
	const DocNode *link;                           /* the link around, since links do not nest */
} Html;

/* ---- pages --------------------------------------------------------------- */

static void wait_pages(Html *html, const DocNode *node)
{
	for (size_t page = html->ep->page_of[node->serial]; page; page = html->ep->page_next[page - 1]) {
		html->waiting = base_grow(html->waiting, html->wait_count, &html->wait_cap, sizeof *html->waiting);
		html->waiting[html->wait_count++] = page;
	}
}

static void put_page(Html *html, size_t page, const char *tag)
{
	Ep *ep = html->ep;
	const char *label = ep->job->pages->pages[page - 1].label;
	const char *id = ep_new_id(ep, arena_printf(ep->arena, "page-%s", label));
	buf_printf(html->out, "<%s epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"%s\"", tag, id);
	ep_attr(html->out, "aria-label", label);
	buf_str(html->out, "/>");
	ep->pages[ep->page_count++] = (EpPage){html->file, id, label};
}

/* Writes the pages that wait, of those below byte; all for SIZE_MAX. */
static void put_pages(Html *html, const char *tag)
{
	for (size_t i = 0; i < html->wait_count; i++)
		put_page(html, html->waiting[i], tag);
	html->wait_count = 0;
}

/* Text with its page breaks between; pages that waited come before it. */
static void put_text(Html *html, const DocNode *node)
{
	const char *text = node->u.text.text;
	size_t len = node->u.text.len, done = 0;
	for (size_t i = 0; i < html->wait_count; i++) {
		size_t page = html->waiting[i];
		const DocPageStart *start = &html->ep->job->pages->pages[page - 1];
		size_t byte = start->serial == node->serial && start->byte < len ? start->byte : 0;
		while (byte < len && byte && ((unsigned char)text[byte] & 0xC0) == 0x80)
			byte++;
		if (byte > done) {
			ep_escape(html->out, text + done, byte - done);
			done = byte;
		}
		put_page(html, page, "span");
	}
	html->wait_count = 0;
	ep_escape(html->out, text + done, len - done);
}

/* ---- attributes ---------------------------------------------------------- */

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

/* Adds id, language and direction; the reader of a node's text needs the last two
 * only where they change. */
static bool put_common(Html *html, const DocNode *node, Buf *out)
{
	size_t before = out->len;
	const char *id = html->ep->id_of[node->serial];
	if (id)
		ep_attr(out, "id", id);
	if (node->lang && *node->lang && !str_eq(node->lang, outer_lang(html, node))) {
		ep_attr(out, "lang", node->lang);
		ep_attr(out, "xml:lang", node->lang);
	}
	if ((node->dir == DOC_DIR_RTL) != outer_rtl(html, node))
		ep_attr(out, "dir", node->dir == DOC_DIR_RTL ? "rtl" : "ltr");
	return out->len > before;
}

static void put_list_attrs(Html *html, const DocNode *node)
{
	static const char *const types[] = {
	        [DOC_NUM_DECIMAL] = NULL,       [DOC_NUM_LOWER_ALPHA] = "a", [DOC_NUM_UPPER_ALPHA] = "A",
	        [DOC_NUM_LOWER_ROMAN] = "i",    [DOC_NUM_UPPER_ROMAN] = "I"};
	if (node->type != DOC_ORDERED_LIST)
		return;
	if (node->u.list.start != 1)
		buf_printf(html->out, " start=\"%ld\"", node->u.list.start);
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

static void open_tag(Html *html, const DocNode *node, EpTag tag)
{
	buf_printf(html->out, "<%s%s", tag.tag, tag.attrs ? tag.attrs : "");
	put_common(html, node, html->out);
	put_list_attrs(html, node);
	if (node->type == DOC_TABLE_CELL)
		put_cell_attrs(html, node);
	buf_char(html->out, '>');
}

static void close_tag(Html *html, EpTag tag)
{
	buf_printf(html->out, "</%s>%s", tag.tag, tag.line ? "\n" : "");
}

/* ---- sections ------------------------------------------------------------ */

static void close_sections(Html *html, int level)
{
	while (html->open && html->levels[html->open - 1] >= level) {
		buf_str(html->out, "</section>\n");
		html->open--;
	}
}

/* A heading between the blocks of the text opens its section; one in a div does
 * not, since the div ends first. */
static void open_section(Html *html, const DocNode *header)
{
	const DocSection *section = html->ep->section_of[header->serial];
	if (!section || header->parent != html->ep->doc->root || html->open == DEEPEST)
		return;
	close_sections(html, section->level);
	buf_str(html->out, "<section");
	if (section->level == 1)
		buf_str(html->out, " epub:type=\"chapter\" role=\"doc-chapter\"");
	ep_attr(html->out, "aria-labelledby", html->ep->id_of[header->serial]);
	buf_str(html->out, ">\n");
	html->levels[html->open++] = section->level;
}

/* ---- notes --------------------------------------------------------------- */

static void enter_note_ref(Html *html, const DocNode *node)
{
	const DocNode *note = node->u.note_ref.note;
	if (!note || !note->u.note.number)
		return;
	uint32_t number = note->u.note.number;
	const EpFile *there = ep_file_of(html->ep, note);
	const char *tag = html->link ? "span" : "a";
	buf_printf(html->out, "<%s class=\"noteref\" id=\"fnref-%u-%u\"", tag, number, node->u.note_ref.ordinal);
	if (!html->link)
		buf_printf(html->out, " epub:type=\"noteref\" role=\"doc-noteref\" href=\"%s#%s\"",
		           there == html->file ? "" : there->name, ep_note_id(html->ep, note));
	buf_printf(html->out, ">%u</%s>", number, tag);
}

/* The file in which a note's k-th reference stands. */
static const DocNode *find_ref(const Ep *ep, const DocNode *note, uint32_t ordinal)
{
	for (size_t i = 0; i <= ep->doc->note_count; i++) {
		const DocNode *top = i ? ep->doc->notes[i - 1] : ep->doc->root;
		for (const DocNode *node = top; node; node = doc_next(node, top, false))
			if (node->type == DOC_NOTE_REF && node->u.note_ref.note == note && node->u.note_ref.ordinal == ordinal)
				return node;
	}
	return NULL;
}

static void put_back_links(Html *html, const DocNode *note)
{
	for (uint32_t k = 1; k <= note->u.note.refs; k++) {
		const DocNode *ref = k == 1 ? note->u.note.ref : find_ref(html->ep, note, k);
		const EpFile *there = ref ? ep_file_of(html->ep, ref) : html->file;
		if (!ref || doc_ancestor(ref, DOC_IMAGE))
			continue;
		buf_printf(html->out, " <a class=\"backlink\" role=\"doc-backlink\" href=\"%s#fnref-%u-%u\"",
		           there == html->file ? "" : there->name, note->u.note.number, k);
		ep_attr(html->out, "aria-label", doc_term(html->ep->meta->lang, DOC_TERM_BACK_TO_TEXT));
		buf_str(html->out, ">\xE2\x86\xA9\xEF\xB8\x8E</a>");
	}
}

/* The number before a note, in its first paragraph or in one of its own. */
static void put_note_label(Html *html, const DocNode *note)
{
	buf_printf(html->out, "<span class=\"footnote-number\">%u.</span> ", note->u.note.number);
}

static bool is_par(const DocNode *node)
{
	return node && (node->type == DOC_PARA || node->type == DOC_PLAIN);
}

/* ---- what begins or ends a paragraph -------------------------------------- */

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

/* What stands before the first words of a block: a task's box, a note's number, a
 * figure's label. */
static void begin_par(Html *html, const DocNode *node)
{
	const DocNode *parent = node->parent;
	put_pages(html, "span");
	if (!parent || parent->first != node)
		return;
	if (parent->type == DOC_LIST_ITEM && parent->u.item.task != DOC_TASK_NONE)
		buf_str(html->out, parent->u.item.task == DOC_TASK_DONE ? "\xE2\x98\x91 " : "\xE2\x98\x90 ");
	else if (parent->type == DOC_NOTE)
		put_note_label(html, parent);
	else if (parent->type == DOC_CAPTION)
		put_caption_label(html, parent);
}

static void end_par(Html *html, const DocNode *node)
{
	if (node->parent && node->parent->type == DOC_NOTE && node->parent->last == node)
		put_back_links(html, node->parent);
}

/* A paragraph of a tight list has no element, unless it has something to carry. */
static bool plain_has_tag(Html *html, const DocNode *node)
{
	Buf attrs = {0};
	bool has = put_common(html, node, &attrs);
	buf_free(&attrs);
	return has;
}

static void step_plain(Html *html, const DocNode *node, bool enter)
{
	bool par = node->parent && (node->parent->type == DOC_NOTE || node->parent->type == DOC_ROOT);
	const char *tag = par ? "p" : plain_has_tag(html, node) ? "span" : NULL;
	if (enter) {
		if (tag)
			open_tag(html, node, (EpTag){tag, NULL, false});
		begin_par(html, node);
	} else {
		end_par(html, node);
		if (tag)
			close_tag(html, (EpTag){tag, NULL, false});
		buf_char(html->out, '\n');
	}
}

/* ---- nodes that are more than an element --------------------------------- */

static void enter_header(Html *html, const DocNode *node)
{
	open_section(html, node);
	open_tag(html, node, ep_tag(html->ep, node));
	put_pages(html, "span");
	if (node->u.header.number) {
		buf_str(html->out, "<span class=\"number\">");
		ep_text(html->out, node->u.header.number);
		buf_str(html->out, "</span> ");
	}
}

static void enter_div(Html *html, const DocNode *node)
{
	static const DocTerm terms[DOC_DIV_KINDS] = {
	        [DOC_DIV_NOTE] = DOC_TERM_NOTE, [DOC_DIV_TIP] = DOC_TERM_TIP, [DOC_DIV_WARNING] = DOC_TERM_WARNING};
	DocDivKind kind = node->u.div.kind;
	open_tag(html, node, ep_tag(html->ep, node));
	buf_char(html->out, '\n');
	if (kind == DOC_DIV_NOTE || kind == DOC_DIV_TIP || kind == DOC_DIV_WARNING)
		ep_element(html->out, "", "p", " class=\"admonition-title\"", doc_term(node->lang, terms[kind]));
}

static void enter_code_block(Html *html, const DocNode *node)
{
	open_tag(html, node, ep_tag(html->ep, node));
	buf_str(html->out, "<code");
	if (node->u.code.lang && *node->u.code.lang) {
		buf_str(html->out, " class=\"language-");
		for (const char *at = node->u.code.lang; *at; at++)
			if ((unsigned char)*at > ' ')
				ep_escape(html->out, strchr("<>&\"", *at) || (unsigned char)*at >= 0x80 ? "-" : at, 1);
		buf_char(html->out, '"');
	}
	buf_char(html->out, '>');
	put_text(html, node);
	buf_str(html->out, "</code>");
}

static void enter_link(Html *html, const DocNode *node)
{
	const DocNode *target = node->u.link.target;
	if (html->link) {
		open_tag(html, node, (EpTag){"span", NULL, false});
		return;
	}
	html->link = node;
	buf_str(html->out, "<a");
	put_common(html, node, html->out);
	if (target && html->ep->id_of[target->serial]) {
		const EpFile *there = ep_file_of(html->ep, target);
		buf_printf(html->out, " href=\"%s#%s\"", there == html->file ? "" : there->name,
		           html->ep->id_of[target->serial]);
	} else if (target == NULL) {
		ep_href(html->out, node->u.link.url);
	}
	if (node->u.link.title && *node->u.link.title)
		ep_attr(html->out, "title", node->u.link.title);
	buf_char(html->out, '>');
}

static void leave_link(Html *html, const DocNode *node)
{
	buf_str(html->out, html->link == node ? "</a>" : "</span>");
	if (html->link == node)
		html->link = NULL;
}

/* A width that the author gave: a number and a unit, nothing else. */
static void put_width(Html *html, const DocNode *node)
{
	static const char *const units[] = {"%", "px", "cm", "mm", "in", "pt", "em", ""};
	const char *text = doc_key(node, "width");
	size_t digits = text ? strspn(text, "0123456789.") : 0;
	if (!digits || digits > 8 || text[0] == '.' || text[digits - 1] == '.')
		return;
	for (size_t i = 0; i < BASE_LEN(units); i++)
		if (str_eq(text + digits, units[i]))
			buf_printf(html->out, " style=\"width: %s%s\"", text, *units[i] ? "" : "px");
}

static void enter_image(Html *html, const DocNode *node)
{
	const EpImage *image = node->u.image.image ? ep_image(html->ep, node->u.image.image) : NULL;
	const char *alt = node->u.image.decorative || !node->u.image.alt ? "" : node->u.image.alt;
	for (const DocNode *inside = doc_next(node, node, false); inside; inside = doc_next(inside, node, false))
		wait_pages(html, inside);
	put_pages(html, "span");
	if (!image || !image->href) {
		open_tag(html, node, (EpTag){"span", " class=\"no-image\"", false});
		ep_text(html->out, alt);
		buf_str(html->out, "</span>");
		return;
	}
	buf_printf(html->out, "<img src=\"%s\"", image->href);
	put_common(html, node, html->out);
	ep_attr(html->out, "alt", alt);
	if (node->u.image.decorative)
		ep_attr(html->out, "role", "presentation");
	if (node->u.image.title && *node->u.image.title)
		ep_attr(html->out, "title", node->u.image.title);
	put_width(html, node);
	buf_str(html->out, "/>");
}

/* A line's end in the source: in verse a line's end, in Chinese and Japanese nothing. */
static void put_soft_break(Html *html, const DocNode *node)
{
	for (const DocNode *at = node->parent; at; at = at->parent)
		if (at->type == DOC_DIV && at->u.div.kind == DOC_DIV_VERSE) {
			buf_str(html->out, "<br/>\n");
			return;
		}
	const char *lang = node->parent->lang ? node->parent->lang : html->ep->meta->lang;
	if (!doc_same_language(lang, "ja") && !doc_same_language(lang, "zh"))
		buf_char(html->out, '\n');
}

static void step_quoted(Html *html, const DocNode *node, bool enter)
{
	bool span = plain_has_tag(html, node);
	if (enter && span)
		open_tag(html, node, (EpTag){"span", NULL, false});
	ep_text(html->out, enter ? node->u.quoted.open : node->u.quoted.close);
	if (!enter && span)
		buf_str(html->out, "</span>");
}

static void enter_note(Html *html, const DocNode *node)
{
	open_tag(html, node, ep_tag(html->ep, node));
	buf_char(html->out, '\n');
	if (is_par(node->first))
		return;
	buf_str(html->out, "<p>");
	put_note_label(html, node);
	buf_str(html->out, "</p>\n");
}

static void leave_note(Html *html, const DocNode *node)
{
	if (!is_par(node->last)) {
		buf_str(html->out, "<p>");
		put_back_links(html, node);
		buf_str(html->out, "</p>\n");
	}
	buf_str(html->out, "</aside>\n");
}

/* ---- the walk ------------------------------------------------------------ */

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
	case DOC_TABLE_HEAD:
	case DOC_TABLE_BODY:
	case DOC_TABLE_ROW:
	case DOC_CAPTION:
		return !node->first;
	default:
		return false;
	}
}

static void enter_element(Html *html, const DocNode *node)
{
	EpTag tag = ep_tag(html->ep, node);
	if (node->type == DOC_RULE || node->type == DOC_PAGE_BREAK)
		put_pages(html, "div");
	else if (doc_is_inline(node->type))
		put_pages(html, "span");
	if (node->type == DOC_RULE || node->type == DOC_LINE_BREAK) {
		buf_printf(html->out, "<%s", tag.tag);
		put_common(html, node, html->out);
		buf_str(html->out, "/>\n");
		return;
	}
	open_tag(html, node, tag);
	if (node->type == DOC_PARA || node->type == DOC_TERM)
		begin_par(html, node);
	else if (tag.line && node->type != DOC_LIST_ITEM && node->type != DOC_TABLE_CELL)
		buf_char(html->out, '\n');
	if (node->type == DOC_CAPTION && !is_par(node->first))
		put_caption_label(html, node);
	if (node->type == DOC_LIST_ITEM && node->u.item.task != DOC_TASK_NONE && !is_par(node->first))
		buf_str(html->out, node->u.item.task == DOC_TASK_DONE ? "\xE2\x98\x91 " : "\xE2\x98\x90 ");
}

static void leave_element(Html *html, const DocNode *node)
{
	if (node->type == DOC_RULE || node->type == DOC_LINE_BREAK)
		return;
	if (node->type == DOC_PARA)
		end_par(html, node);
	close_tag(html, ep_tag(html->ep, node));
}

static void enter_node(Html *html, const DocNode *node)
{
	switch (node->type) {
	case DOC_TEXT:
		put_text(html, node);
		break;
	case DOC_CODE:
	case DOC_MATH:
		open_tag(html, node, ep_tag(html->ep, node));
		put_text(html, node);
		break;
	case DOC_SOFT_BREAK:
		put_soft_break(html, node);
		break;
	case DOC_PLAIN:
		step_plain(html, node, true);
		break;
	case DOC_HEADER:
		enter_header(html, node);
		break;
	case DOC_DIV:
		enter_div(html, node);
		break;
	case DOC_CODE_BLOCK:
		enter_code_block(html, node);
		break;
	case DOC_LINK:
		put_pages(html, "span");
		enter_link(html, node);
		break;
	case DOC_IMAGE:
		enter_image(html, node);
		break;
	case DOC_QUOTED:
		put_pages(html, "span");
		step_quoted(html, node, true);
		break;
	case DOC_NOTE_REF:
		put_pages(html, "span");
		enter_note_ref(html, node);
		break;
	case DOC_NOTE:
		enter_note(html, node);
		break;
	default:
		enter_element(html, node);
		break;
	}
}

static void leave_node(Html *html, const DocNode *node)
{
	switch (node->type) {
	case DOC_PLAIN:
		step_plain(html, node, false);
		break;
	case DOC_LINK:
		leave_link(html, node);
		break;
	case DOC_QUOTED:
		step_quoted(html, node, false);
		break;
	case DOC_NOTE:
		leave_note(html, node);
		break;
	case DOC_IMAGE:
	case DOC_NOTE_REF:
		break;
	default:
		leave_element(html, node);
		break;
	}
}

/* Writes one block with all that it holds. */
static void put_tree(Html *html, const DocNode *top)
{
	DocWalk walk = doc_walk(top);
	while (doc_step(&walk)) {
		const DocNode *node = walk.node;
		if (walk.enter)
			wait_pages(html, node);
		if (is_dropped(node))
			continue;
		if (!walk.enter) {
			leave_node(html, node);
			continue;
		}
		enter_node(html, node);
		if (node->type == DOC_IMAGE || node->type == DOC_NOTE_REF)
			doc_skip(&walk);
	}
}

static void put_notes(Html *html)
{
	bool any = false;
	for (size_t i = 0; i < html->ep->doc->note_count; i++) {
		if (html->ep->note_files[i] != html->file)
			continue;
		if (!any)
			buf_str(html->out, "<div class=\"footnotes\">\n");
		any = true;
		put_tree(html, html->ep->doc->notes[i]);
	}
	if (any)
		buf_str(html->out, "</div>\n");
}

void ep_file_html(Ep *ep, const EpFile *file, Buf *out)
{
	Html html = {.ep = ep, .file = file, .out = out};
	ep_page_open(ep, out, file->title, " epub:type=\"bodymatter\"");
	for (const DocNode *node = file->first; node && node != file->end; node = node->next)
		put_tree(&html, node);
	put_pages(&html, "div");
	close_sections(&html, 0);
	put_notes(&html);
	put_pages(&html, "div");
	ep_page_close(out);
	free(html.waiting);
}
