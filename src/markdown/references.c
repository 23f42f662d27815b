/* Around the parsing of inlines: references to headings, typed quotation marks. */
#include "markdown/attributes.h"
#include "markdown/extension.h"

#include <cmark-gfm/utf8.h>
#include <string.h>

/* ---- headings by their words ---- */

/* A heading's words without the attributes that end it. */
static size_t label_length(Arena *arena, const char *text, size_t len)
{
	while (len && strchr(" \t\r\n", text[len - 1]))
		len--;
	if (!len || text[len - 1] != '}')
		return len;
	size_t open = len;
	while (open && text[open - 1] != '{' && len - open < 1000)
		open--;
	DocAttr *attr;
	if (!open || text[open - 1] != '{' ||
	    md_attr_parse(text + open - 1, len - open + 1, arena, &attr) != len - open + 1)
		return len;
	for (len = open - 1; len && strchr(" \t", text[len - 1]);)
		len--;
	return len;
}

cmark_chunk md_chunk(cmark_mem *mem, const char *text)
{
	size_t len = strlen(text);
	cmark_chunk chunk = {mem->calloc(len + 1, 1), (bufsize_t)len, 1};
	memcpy(chunk.data, text, len);
	return chunk;
}

/* What cmark does for "[label]: url", after all that the author defined. */
static void add_reference(cmark_parser *parser, const char *label, size_t len, const char *url)
{
	cmark_mem *mem = parser->mem;
	cmark_strbuf folded;
	cmark_strbuf_init(mem, &folded, (bufsize_t)len);
	cmark_utf8proc_case_fold(&folded, (const unsigned char *)label, (bufsize_t)len);
	cmark_strbuf_trim(&folded);
	cmark_strbuf_normalize_whitespace(&folded);
	if (!folded.size || folded.size > MAX_LINK_LABEL_LENGTH) {
		cmark_strbuf_free(&folded);
		return;
	}
	cmark_reference *ref = mem->calloc(1, sizeof *ref);
	ref->entry.label = cmark_strbuf_detach(&folded);
	ref->entry.age = parser->refmap->size++;
	ref->entry.next = parser->refmap->refs;
	ref->url = md_chunk(mem, url);
	ref->title = md_chunk(mem, "");
	parser->refmap->refs = &ref->entry;
}

/* The signs that close a heading before its attributes, "# Words # {#id}", become spaces, since cmark takes them for
 * text; those after a backslash are some.  How long the words are without them. */
static size_t close_heading(char *text, size_t len)
{
	size_t words = len;
	while (words && text[words - 1] == '#')
		words--;
	if (words == len || !words || !strchr(" \t", text[words - 1]))
		return len;
	memset(text + words, ' ', len - words);
	while (words && strchr(" \t", text[words - 1]))
		words--;
	return words;
}

static void name_heading(MdExtensions *own, cmark_node *heading)
{
	char *text = (char *)heading->content.ptr;
	size_t size = (size_t)heading->content.size, len = label_length(own->arena, text, size);
	if (len < size && !heading->as.heading.setext)
		len = close_heading(text, len);
	MdMark *mark = md_new_mark(own->blocks, MD_HEADING);
	own->headings = base_grow(own->headings, own->heading_count, &own->heading_cap, sizeof(MdMark *));
	own->headings[own->heading_count] = mark;
	cmark_node_set_user_data(heading, mark);
	const char *url = arena_printf(own->arena, MD_HEADING_URL "%zu", own->heading_count++);
	add_reference(own->parser, text, len, url);
}

void md_name_headings(MdExtensions *own)
{
	cmark_iter *iter = cmark_iter_new(own->parser->root);
	cmark_event_type event;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_HEADING && !md_mark(node))
			name_heading(own, node);
	}
	cmark_iter_free(iter);
}

/* ---- notes ---- */

/* cmark forgets the notes that nothing calls. */
void md_list_notes(MdExtensions *own)
{
	cmark_iter *iter = cmark_iter_new(own->parser->root);
	cmark_event_type event;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		if (event != CMARK_EVENT_ENTER || cmark_node_get_type(node) != CMARK_NODE_FOOTNOTE_DEFINITION ||
		    md_mark(node))
			continue;
		own->notes = base_grow(own->notes, own->note_count, &own->note_cap, sizeof *own->notes);
		own->notes[own->note_count++] = (struct MdNoteMark){.line = (uint32_t)cmark_node_get_start_line(node)};
	}
	cmark_iter_free(iter);
}

/* ---- quotation marks ---- */

/* What was typed is one column wide; what was escaped, written as an entity or
 * curled by hand is wider. */
static const char *typed_mark(cmark_node *node)
{
	if (cmark_node_get_start_column(node) != cmark_node_get_end_column(node))
		return NULL;
	const char *text = cmark_node_get_literal(node);
	if (str_eq(text, "“") || str_eq(text, "”"))
		return "\"";
	return str_eq(text, "‘") || str_eq(text, "’") ? "'" : NULL;
}

void md_mark_quotes(MdExtensions *own)
{
	cmark_iter *iter = cmark_iter_new(own->parser->root);
	cmark_event_type event;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		const char *typed = cmark_node_get_type(node) == CMARK_NODE_TEXT ? typed_mark(node) : NULL;
		if (!typed)
			continue;
		MdMark *mark = md_new_mark(own->marks, MD_QUOTE);
		mark->text = typed;
		mark->len = 1;
		mark->line = (uint32_t)cmark_node_get_start_line(node);
		mark->col = (uint32_t)cmark_node_get_start_column(node);
		cmark_node_set_literal(node, NULL); /* no other type would free it */
		node->type = CMARK_NODE_EMPH;
		cmark_node_set_user_data(node, mark);
	}
	cmark_iter_free(iter);
}
