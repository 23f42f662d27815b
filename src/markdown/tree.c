/* From cmark's tree to nodes. */
#include "markdown/markdown.h"
#include "markdown/attributes.h"
#include "markdown/count.h"
#include "markdown/pieces.h"
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

/* ---- texts within, which are Markdown themselves ---- */

/* Words are read as if they were written here, unless they would be more than a paragraph, or name others. */
static void add_words(Maker *maker, DocNode *parent, const char *text, Pos pos)
{
	DocNode *top = doc_node(maker->doc, DOC_DIV, pos);
	if (!strstr(text, "{{"))
		md_parse(maker->doc, top, text, strlen(text), pos, maker->diag);
	bool words = top->first && top->first == top->last && top->first->type == DOC_PARA;
	while (words && top->first->first)
		doc_append(parent, top->first->first);
	if (!words)
		doc_append(parent, doc_text(maker->doc, pos, text, strlen(text)));
}

static bool is_callout(const DocNode *div)
{
	for (size_t i = 0; div->attr && i < div->attr->class_count; i++) {
		if (str_starts(div->attr->classes[i], "callout-"))
			return !doc_key(div, "title");
	}
	return false;
}

/* The title of any other div than a box is a paragraph before all else.  A callout's is the heading that it begins
 * with, as Quarto has it. */
static void give_title(Maker *maker, DocNode *div)
{
	if (div->first && div->first->type == DOC_HEADER && is_callout(div)) {
		DocNode *words = doc_node(maker->doc, DOC_PARA, div->first->pos);
		while (div->first->first)
			doc_append(words, div->first->first);
		doc_unlink(div->first);
		doc_resolve_words(maker->doc, words);
		md_set_box_title(maker, div, words);
		return;
	}
	const char *title = div->attr ? doc_key(div, "title") : NULL;
	DocDivKind kind = doc_div_kind(div);
	if (!title || !*title)
		return;
	DocNode *para = doc_node(maker->doc, DOC_PARA, div->pos), *strong = doc_node(maker->doc, DOC_STRONG, div->pos);
	doc_add_class(maker->doc, para, "div-title");
	doc_append(para, strong);
	add_words(maker, strong, title, div->pos);
	if (kind == DOC_DIV_NOTE || kind == DOC_DIV_TIP || kind == DOC_DIV_WARNING) {
		doc_resolve_words(maker->doc, para);
		md_set_box_title(maker, div, para);
	} else if (div->first) {
		doc_insert_before(div->first, para);
	} else {
		doc_append(div, para);
	}
}

/* A variable that the front matter names: its value. */
static bool add_variable(Maker *maker, cmark_node *from)
{
	const MdMark *mark = md_mark(from);
	bool known = mark && mark->kind == MD_VARIABLE && maker->doc->variables;
	const char *value = known ? map_get(maker->doc->variables, mark->name) : NULL;
	if (value)
		add_words(maker, maker->current, value, md_place(maker, mark->line, mark->col));
	return value != NULL;
}

/* ---- the walk ---- */

static void leave(Maker *maker, cmark_node *from)
{
	const MdMark *mark = md_mark(from);
	DocNode *node = maker->current;
	md_leave(maker, from);
	if (mark && (mark->kind == MD_DIV || mark->kind == MD_DRAWN) && node->type == DOC_DIV) {
		if (!doc_key(node, "include")) /* of a listing its classes are no div's */
			doc_check_classes(maker->doc, node, &maker->tally);
		give_title(maker, node);
		md_make_figure_div(maker, node);
		md_make_table_div(maker, node);
	}
}

/* What has been read of a long text is given back as one goes on, lest both trees stand at once. */
static void forget_before(Maker *maker, cmark_node *block, int *trimmed)
{
	enum { LONG = 4 << 20, PARTS = 8 };
	cmark_node *before = cmark_node_previous(block);
	int line = cmark_node_get_start_line(block);
	if (!before || maker->len < LONG)
		return;
	cmark_node_free(before);
	if ((size_t)(line - *trimmed) > maker->line_count / PARTS) {
		base_give_back();
		*trimmed = line;
	}
}

static void convert(Maker *maker, cmark_node *root)
{
	size_t definition = 0;
	int trimmed = 0;
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		bool note = cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION;
		if (event == CMARK_EVENT_ENTER && cmark_node_parent(node) == root)
			forget_before(maker, node, &trimmed);
		if (note && event == CMARK_EVENT_ENTER) {
			enter_note(maker, node, definition++);
		} else if (note) {
			maker->current = maker->top;
		} else if (event != CMARK_EVENT_ENTER) {
			leave(maker, node);
		} else if (!add_variable(maker, node)) {
			md_enter(maker, node);
		}
	}
	cmark_iter_free(iter);
	if (maker->pending)
		tally_add(
		        &maker->tally, maker->pending_pos, "attributes-alone",
		        "these attributes are of the block below, and there is none, so they are left out; write them "
		        "behind what they are of");
}

/* A document too long to be set is told where it becomes that. */
static void tell_excess(Maker *maker, cmark_node *block)
{
	maker->doc->too_long = true;
	diag_report(
	        maker->diag, DIAG_ERROR, md_place_of(maker, block), "document-too-long",
	        "from here on there are more paragraphs and headings than can be set at once, which are %d; divide the "
	        "text into volumes",
	        DOC_MOST_BLOCKS);
}

/* A part at a time, where the text may have too many blocks: each has two bytes at least. */
static void feed_parts(Maker *maker, cmark_parser *parser, const char *text)
{
	enum { PART = 1 << 20 };
	size_t blocks = maker->doc->blocks;
	MdCount count = {.room = blocks < DOC_MOST_BLOCKS ? DOC_MOST_BLOCKS - blocks : 0};
	bool many = maker->len / 2 >= count.room;
	for (size_t at = 0, part; at < maker->len && !maker->doc->too_long; at += part) {
		part = many && PART < maker->len - at ? PART : maker->len - at;
		cmark_parser_feed(parser, text + at, part);
		cmark_node *over = many ? md_find_excess(&count, parser->root) : NULL;
		if (over)
			tell_excess(maker, over);
	}
}

static void feed(Maker *maker, cmark_parser *parser)
{
	MdExtensions *extensions = maker->extensions;
	const char *text = maker->text;
	size_t len = maker->len;
	char *displays = md_guard_displays(text, len, extensions->brackets);
	char *shallow = md_guard_nesting(displays ? displays : text, len), *hidden = shallow ? shallow : displays;
	char *drawn = extensions->pandoc ? md_hide_inner_bars(extensions, md_hide_drawn(extensions, hidden)) : hidden;
	feed_parts(maker, parser, drawn ? drawn : text);
	if (drawn != hidden)
		free(drawn);
	free(shallow);
	free(displays);
	if (len && text[len - 1] != '\n') /* else the last line is read after what follows all lines */
		cmark_parser_feed(parser, "\n", 1);
}

/* Returns how many lines it has. */
static size_t parse_piece(Doc *doc, DocNode *parent, const char *text, size_t len, Pos first, Tally *tally, Diag *diag)
{
	Maker maker = {
	        .doc = doc, .text = text, .len = len, .first = first, .last = first, .tally = *tally, .diag = diag};
	maker.top = maker.current = parent;
	md_index_lines(&maker);
	MdExtensions *extensions = md_extensions_new(doc->arena, text, len, doc->meta.pandoc);
	extensions->brackets = doc->meta.math_brackets;
	int check = utf8_check(text, len) < len ? CMARK_OPT_VALIDATE_UTF8 : 0; /* it checks what it has checked again */
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_SMART | CMARK_OPT_UNSAFE |
	                                        CMARK_OPT_FULL_INFO_STRING | check);
	md_extensions_attach(extensions, parser);
	maker.extensions = extensions;
	feed(&maker, parser);
	md_read_cells(extensions);
	md_extensions_end(extensions);
	cmark_node *root = cmark_parser_finish(parser);
	convert(&maker, root);
	complete(&maker);
	cmark_node_free(root);
	cmark_parser_free(parser);
	md_extensions_free(extensions);
	free(maker.lines);
	free(maker.notes);
	free(maker.links);
	*tally = maker.tally;
	return maker.line_count;
}

void md_parse(Doc *doc, DocNode *parent, const char *text, size_t len, Pos first, Diag *diag)
{
	Tally tally = {.arena = doc->arena};
	bool cuts = !doc->meta.pandoc && md_may_cut(text, len);
	size_t at = 0;
	do {
		size_t end = cuts ? md_piece_end(text, len, at) : len;
		size_t lines = parse_piece(doc, parent, text + at, end - at, first, &tally, diag);
		first = (Pos){first.file, first.line + (uint32_t)lines - 1, 1};
		at = end;
	} while (at < len && !doc->too_long);
	tally_tell(&tally, diag);
}
