/* The text of one file. */
#include "epub/inner.h"

#include <string.h>

typedef struct {
	Ep *ep;
	const EpFile *file;
	Buf *out;
	int sections[8]; /* levels of the open ones */
	int depth;
	size_t pending;  /* a page that began before the text to come: index + 1 */
	const DocNode *note; /* whose number is still to be set */
} Writer;

/* ---- attributes ---- */

static void put_language(const Writer *writer, const DocNode *node)
{
	const DocNode *parent = node->parent;
	const char *around = parent ? parent->lang : writer->ep->meta->lang;
	DocDir dir = parent ? parent->dir : writer->ep->meta->dir;
	if (node->lang && !str_eq(node->lang, around)) {
		ep_attr(writer->out, "lang", node->lang);
		ep_attr(writer->out, "xml:lang", node->lang);
	}
	if (node->dir != dir)
		ep_attr(writer->out, "dir", node->dir == DOC_DIR_RTL ? "rtl" : "ltr");
}

static void put_classes(const Writer *writer, const DocNode *node)
{
	Buf names = {0};
	for (size_t i = 0; node->attr && i < node->attr->class_count; i++)
		buf_printf(&names, "%s%s", i ? " " : "", node->attr->classes[i]);
	if (names.len)
		ep_attr(writer->out, "class", names.data);
	buf_free(&names);
}

static void put_common(const Writer *writer, const DocNode *node, const EpTag *tag)
{
	const char *id = writer->ep->id_of[node->serial];
	buf_str(writer->out, tag->attrs ? tag->attrs : "");
	bool own = tag->attrs && strstr(tag->attrs, "class=");
	if (!own && (node->type == DOC_DIV || node->type == DOC_SPAN))
		put_classes(writer, node);
	if (id)
		ep_attr(writer->out, "id", id);
	put_language(writer, node);
}

/* ---- pages ---- */

static void put_page(Writer *writer, size_t index)
{
	Ep *ep = writer->ep;
	const DocPageStart *start = &ep->job->pages->pages[index];
	EpPage *page = &ep->pages[ep->page_count++];
	page->file = writer->file;
	page->label = start->label;
	page->id = ep_new_id(ep, arena_printf(ep->arena, "page-%s", start->label));
	buf_str(writer->out, "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\"");
	ep_attr(writer->out, "id", page->id);
	ep_attr(writer->out, "aria-label", page->label);
	buf_str(writer->out, "></span>");
}

/* Text with the page breaks that fall into it. */
static void put_paged(Writer *writer, const DocNode *node, const char *text, size_t len)
{
	Ep *ep = writer->ep;
	size_t at = 0;
	if (writer->pending) {
		put_page(writer, writer->pending - 1);
		writer->pending = 0;
	}
	for (size_t next = ep->page_of[node->serial]; next; next = ep->page_next[next - 1]) {
		size_t byte = ep->job->pages->pages[next - 1].byte;
		byte = byte > len ? len : byte;
		if (byte > at)
			ep_escape(writer->out, text + at, byte - at);
		at = byte > at ? byte : at;
		put_page(writer, next - 1);
	}
	ep_escape(writer->out, text + at, len - at);
}

/* ---- single nodes ---- */

static void put_image(Writer *writer, const DocNode *node)
{
	const EpImage *image = node->u.image.image ? ep_image(writer->ep, node->u.image.image) : NULL;
	if (!image || !image->href) {
		ep_text(writer->out, node->u.image.alt);
		return;
	}
	EpTag tag = {"img", NULL, false};
	buf_str(writer->out, "<img");
	ep_attr(writer->out, "src", image->href);
	ep_attr(writer->out, "alt", node->u.image.decorative ? "" : node->u.image.alt);
	if (node->u.image.decorative)
		buf_str(writer->out, " role=\"presentation\"");
	put_common(writer, node, &tag);
	buf_str(writer->out, "/>");
}

static void put_note_ref(Writer *writer, const DocNode *node)
{
	const DocNode *note = node->u.note_ref.note;
	if (!note)
		return;
	const EpFile *file = writer->ep->note_files[note->u.note.number - 1];
	buf_printf(writer->out, "<a epub:type=\"noteref\" role=\"doc-noteref\" class=\"noteref\" href=\"%s#%s\"",
	           file == writer->file ? "" : file->name, ep_note_id(writer->ep, note));
	buf_printf(writer->out, " id=\"fnref-%u-%u\"", note->u.note.number, node->u.note_ref.ordinal);
	buf_printf(writer->out, ">%u</a>", note->u.note.number);
}

/* The note's number leads back to its place. */
static void put_note_number(Writer *writer)
{
	const DocNode *note = writer->note;
	if (!note)
		return;
	writer->note = NULL;
	buf_printf(writer->out, "<a role=\"doc-backlink\" class=\"backlink\" href=\"#fnref-%u-1\"", note->u.note.number);
	ep_attr(writer->out, "aria-label", doc_term(note->lang, DOC_TERM_BACK_TO_TEXT));
	buf_printf(writer->out, ">%u.</a> ", note->u.note.number);
}

static bool open_link(Writer *writer, const DocNode *node)
{
	const DocNode *target = node->u.link.target;
	Buf href = {0};
	bool leads = false;
	if (target && writer->ep->id_of[target->serial]) {
		const EpFile *file = ep_file_of(writer->ep, target);
		buf_printf(&href, " href=\"%s#%s\"", file && file != writer->file ? file->name : "", writer->ep->id_of[target->serial]);
		leads = file != NULL;
	} else if (!target) {
		leads = ep_href(&href, node->u.link.url);
	}
	EpTag tag = {"a", NULL, false};
	buf_str(writer->out, leads ? "<a" : "<span");
	if (leads)
		buf_str(writer->out, href.data);
	if (node->u.link.title)
		ep_attr(writer->out, "title", node->u.link.title);
	put_common(writer, node, &tag);
	buf_char(writer->out, '>');
	buf_free(&href);
	return leads;
}

static bool link_leads(const Writer *writer, const DocNode *node)
{
	Buf href = {0};
	const DocNode *target = node->u.link.target;
	bool leads = target ? writer->ep->id_of[target->serial] && ep_file_of(writer->ep, target) : ep_href(&href, node->u.link.url);
	buf_free(&href);
	return leads;
}

static void put_code_block(Writer *writer, const DocNode *node)
{
	EpTag tag = ep_tag(writer->ep, node);
	buf_str(writer->out, "<pre");
	put_common(writer, node, &tag);
	buf_str(writer->out, "><code");
	if (node->u.code.lang) {
		Buf name = {0};
		buf_printf(&name, "language-%s", node->u.code.lang);
		ep_attr(writer->out, "class", name.data);
		buf_free(&name);
	}
	buf_char(writer->out, '>');
	put_paged(writer, node, node->u.code.text, node->u.code.len);
	buf_str(writer->out, "</code></pre>\n");
}

static void put_list_attrs(Writer *writer, const DocNode *node)
{
	static const char *const types[] = {NULL, "a", "A", "i", "I"};
	if (node->u.list.start != 1)
		buf_printf(writer->out, " start=\"%ld\"", node->u.list.start);
	if (types[node->u.list.style])
		ep_attr(writer->out, "type", types[node->u.list.style]);
}

/* What comes right after an opening tag. */
static void put_start(Writer *writer, const DocNode *node)
{
	static const DocTerm titles[] = {[DOC_DIV_NOTE] = DOC_TERM_NOTE, [DOC_DIV_TIP] = DOC_TERM_TIP, [DOC_DIV_WARNING] = DOC_TERM_WARNING};
	const char *label = NULL;
	switch (node->type) {
	case DOC_LIST_ITEM:
		if (node->u.item.task)
			buf_str(writer->out, node->u.item.task == DOC_TASK_DONE ? "☑ " : "☐ ");
		break;
	case DOC_DIV:
		if (node->u.div.kind >= DOC_DIV_NOTE && node->u.div.kind <= DOC_DIV_WARNING)
			ep_element(writer->out, "", "p", " class=\"admonition-title\"", doc_term(node->lang, titles[node->u.div.kind]));
		break;
	case DOC_HEADER:
		ep_element(writer->out, "", "span", " class=\"number\"", node->u.header.number);
		if (node->u.header.number)
			writer->out->data[writer->out->len - 1] = ' '; /* the element's line end */
		break;
	case DOC_CAPTION:
		label = !node->parent ? NULL : node->parent->type == DOC_TABLE ? node->parent->u.table.label : node->parent->u.figure.label;
		if (label) {
			buf_str(writer->out, "<span class=\"label\">");
			ep_text(writer->out, label);
			buf_str(writer->out, ".</span> ");
		}
		break;
	case DOC_PARA:
	case DOC_PLAIN:
		put_note_number(writer);
		break;
	default:
		break;
	}
}

/* ---- sections ---- */

static void close_sections(Writer *writer, int level)
{
	while (writer->depth && writer->sections[writer->depth - 1] >= level) {
		buf_str(writer->out, "</section>\n");
		writer->depth--;
	}
}

static void open_section(Writer *writer, const DocNode *header)
{
	const DocSection *section = writer->ep->section_of[header->serial];
	const char *id = writer->ep->id_of[header->serial];
	if (!section || header->parent->type != DOC_ROOT || writer->depth == (int)BASE_LEN(writer->sections))
		return;
	close_sections(writer, section->level);
	writer->sections[writer->depth++] = section->level;
	buf_str(writer->out, "<section");
	if (id)
		ep_attr(writer->out, "aria-labelledby", id);
	buf_str(writer->out, ">\n");
}

/* ---- the walk ---- */

static void open_tag(Writer *writer, const DocNode *node)
{
	EpTag tag = ep_tag(writer->ep, node);
	if (node->type == DOC_HEADER)
		open_section(writer, node);
	if (tag.tag) {
		buf_printf(writer->out, "<%s", tag.tag);
		put_common(writer, node, &tag);
		if (node->type == DOC_ORDERED_LIST)
			put_list_attrs(writer, node);
		if (str_eq(tag.tag, "th"))
			buf_str(writer->out, " scope=\"col\"");
		buf_char(writer->out, '>');
	}
	put_start(writer, node);
}

static void close_tag(Writer *writer, const DocNode *node)
{
	EpTag tag = ep_tag(writer->ep, node);
	if (tag.tag)
		buf_printf(writer->out, "</%s>%s", tag.tag, tag.line ? "\n" : "");
}

/* Nodes that are written whole; the others open and close around their children. */
static bool put_whole(Writer *writer, const DocNode *node)
{
	switch (node->type) {
	case DOC_TEXT:
		put_paged(writer, node, node->u.text.text, node->u.text.len);
		return true;
	case DOC_SOFT_BREAK:
		buf_char(writer->out, '\n');
		return true;
	case DOC_LINE_BREAK:
		buf_str(writer->out, "<br/>\n");
		return true;
	case DOC_RULE:
		buf_str(writer->out, "<hr/>\n");
		return true;
	case DOC_IMAGE:
		put_image(writer, node);
		return true;
	case DOC_NOTE_REF:
		put_note_ref(writer, node);
		return true;
	case DOC_CODE_BLOCK:
		put_code_block(writer, node);
		return true;
	case DOC_CODE:
	case DOC_MATH:
		open_tag(writer, node);
		put_paged(writer, node, node->u.text.text, node->u.text.len);
		close_tag(writer, node);
		return true;
	default:
		return false;
	}
}

static bool is_text(const DocNode *node)
{
	return node->type == DOC_TEXT || node->type == DOC_CODE || node->type == DOC_MATH || node->type == DOC_CODE_BLOCK;
}

static void enter(Writer *writer, const DocNode *node)
{
	switch (node->type) {
	case DOC_QUOTED:
		ep_text(writer->out, node->u.quoted.open);
		break;
	case DOC_LINK:
		open_link(writer, node);
		break;
	default:
		open_tag(writer, node);
		break;
	}
}

static void leave(Writer *writer, const DocNode *node)
{
	switch (node->type) {
	case DOC_QUOTED:
		ep_text(writer->out, node->u.quoted.close);
		break;
	case DOC_LINK:
		buf_str(writer->out, link_leads(writer, node) ? "</a>" : "</span>");
		break;
	default:
		close_tag(writer, node);
		break;
	}
}

static void put_tree(Writer *writer, const DocNode *top)
{
	DocWalk walk = doc_walk(top);
	while (doc_step(&walk)) {
		const DocNode *node = walk.node;
		if (!walk.enter) {
			leave(writer, node);
			continue;
		}
		if (writer->ep->page_of[node->serial] && !is_text(node))
			writer->pending = writer->ep->page_of[node->serial];
		if (!put_whole(writer, node)) {
			enter(writer, node);
			continue;
		}
		if (node->type == DOC_TEXT || node->type == DOC_SOFT_BREAK)
			continue;
		doc_skip(&walk); /* then its leave, which was written already */
		doc_step(&walk);
	}
}

static void put_note(Writer *writer, const DocNode *note)
{
	buf_printf(writer->out, "<aside epub:type=\"footnote\" role=\"doc-footnote\" class=\"footnote\" id=\"%s\">\n", ep_note_id(writer->ep, note));
	bool text_first = note->first && (note->first->type == DOC_PARA || note->first->type == DOC_PLAIN);
	writer->note = note;
	if (!text_first) {
		buf_str(writer->out, "<p>");
		put_note_number(writer);
		buf_str(writer->out, "</p>\n");
	}
	for (const DocNode *node = note->first; node; node = node->next)
		put_tree(writer, node);
	buf_str(writer->out, "</aside>\n");
}

static void put_notes(Writer *writer)
{
	const Doc *doc = writer->ep->doc;
	bool any = false;
	for (size_t i = 0; i < doc->note_count; i++) {
		if (writer->ep->note_files[i] != writer->file)
			continue;
		if (!any)
			buf_str(writer->out, "<div class=\"footnotes\">\n");
		any = true;
		put_note(writer, doc->notes[i]);
	}
	if (any)
		buf_str(writer->out, "</div>\n");
}

void ep_file_html(Ep *ep, const EpFile *file, Buf *out)
{
	Writer writer = {.ep = ep, .file = file, .out = out};
	ep_page_open(ep, out, file->title, " epub:type=\"bodymatter\"");
	for (const DocNode *node = file->first; node && node != file->end; node = node->next)
		put_tree(&writer, node);
	close_sections(&writer, 0);
	put_notes(&writer);
	ep_page_close(out);
}
