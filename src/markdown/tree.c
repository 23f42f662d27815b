/* From cmark's tree to nodes. */
#include "markdown/markdown.h"
#include "markdown/attributes.h"
#include "markdown/tree.h"
#include "markdown/quotes.h"

#include <stdlib.h>
#include <string.h>

/* Marks the definition at the line as called. */
static void call_note(Maker *maker, uint32_t line)
{
	struct MdNoteMark *notes = maker->extensions->notes;
	size_t low = 0, high = maker->extensions->note_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (notes[middle].line < line)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < maker->extensions->note_count && notes[low].line == line)
		notes[low].called = true;
}

/* cmark hands over the notes that are called, by number. */
static void enter_note(Maker *maker, cmark_node *from, size_t index)
{
	DocNode *body = index < maker->note_count ? maker->notes[index] : doc_node(maker->doc, DOC_NOTE, maker->last);
	body->pos = md_place_of(maker, from);
	maker->current = body;
	call_note(maker, (uint32_t)cmark_node_get_start_line(from));
}

/* What is known only when all has been read. */
static void complete(Maker *maker)
{
	for (size_t i = 0; i < maker->link_count; i++) {
		DocNode *link = maker->links[i];
		size_t number = strtoul(link->u.link.url + strlen(MD_HEADING_URL), NULL, 10);
		link->u.link.url = number < maker->extensions->heading_count ? NULL : "";
		if (!link->u.link.url) {
			link->u.link.target = maker->extensions->headings[number]->node;
			link->u.link.kind = DOC_LINK_INTERNAL;
		}
	}
	for (size_t i = 0; i < maker->extensions->note_count; i++) {
		if (!maker->extensions->notes[i].called)
			md_check_note(maker, maker->extensions->notes[i].line);
	}
	for (size_t i = 0; i < maker->note_count; i++)
		doc_add_note(maker->doc, maker->notes[i]);
}

static void convert(Maker *maker, cmark_node *root)
{
	size_t definition = 0;
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		bool note = cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION;
		if (note && event == CMARK_EVENT_ENTER) {
			enter_note(maker, node, definition++);
		} else if (note) {
			maker->current = maker->top;
		} else if (event == CMARK_EVENT_ENTER) {
			md_enter(maker, node);
		} else {
			md_leave(maker, node);
		}
	}
	cmark_iter_free(iter);
}

void md_parse(Doc *doc, DocNode *parent, const char *text, size_t len, Pos first, Diag *diag)
{
	Maker maker = {.doc = doc,
	               .text = text,
	               .len = len,
	               .first = first,
	               .last = first,
	               .tally = {.arena = doc->arena},
	               .diag = diag};
	maker.top = maker.current = parent;
	md_index_lines(&maker);
	MdExtensions *extensions = md_extensions_new(doc->arena, text, len, doc->meta.pandoc);
	extensions->brackets = doc->meta.math_brackets;
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_SMART | CMARK_OPT_UNSAFE |
	                                        CMARK_OPT_FULL_INFO_STRING | CMARK_OPT_VALIDATE_UTF8);
	md_extensions_attach(extensions, parser);
	maker.extensions = extensions;
	char *displays = md_guard_displays(text, len, extensions->brackets);
	char *shallow = md_guard_nesting(displays ? displays : text, len), *hidden = shallow ? shallow : displays;
	char *drawn = doc->meta.pandoc ? md_hide_drawn(extensions, hidden) : hidden;
	cmark_parser_feed(parser, drawn ? drawn : text, len);
	if (drawn != hidden)
		free(drawn);
	free(shallow);
	free(displays);
	if (len && text[len - 1] != '\n') /* else the last line is read after what follows all lines */
		cmark_parser_feed(parser, "\n", 1);
	md_read_cells(extensions);
	md_extensions_end(extensions);
	cmark_node *root = cmark_parser_finish(parser);
	convert(&maker, root);
	complete(&maker);
	tally_tell(&maker.tally, diag);
	cmark_node_free(root);
	cmark_parser_free(parser);
	md_extensions_free(extensions);
	free(maker.lines);
	free(maker.notes);
	free(maker.links);
}
