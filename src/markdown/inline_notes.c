/* Notes within the text, "^[words]": each becomes a call and a definition as if it had been written so, before inlines
 * are parsed.  A call is as long as what it stands for, for cmark counts the columns of what follows it. */
#include "markdown/extension.h"

#include <stdlib.h>
#include <string.h>

/* A label that nobody writes: this, and the note's number. */
static const char label_sign = '\006';

typedef struct {
	MdExtensions *own;
	cmark_node *block;
	const char *text; /* the block's, without what was read */
	size_t len;
	Buf out;
	struct {
		size_t at; /* in out, of "[" or "^[" */
		bool note;
	} * open;
	size_t open_count, open_cap;
	size_t notes;  /* that are open */
	uint32_t line; /* in which the text goes on */
} Cutter;

static void add_definition(Cutter *cutter, const char *label, const char *text, size_t len)
{
	cmark_node *note = cmark_node_new(CMARK_NODE_FOOTNOTE_DEFINITION), *para = cmark_node_new(CMARK_NODE_PARAGRAPH);
	if (!note || !para)
		base_no_memory();
	note->as.literal = md_chunk(cutter->own->parser->mem, label);
	cmark_node_set_user_data(note, md_new_mark(cutter->own->blocks, MD_INLINE_NOTE));
	cmark_strbuf_put(&para->content, (const unsigned char *)text, (bufsize_t)len);
	note->start_line = para->start_line = (int)cutter->line;
	note->start_column = para->start_column = cutter->block->start_column;
	cmark_node_append_child(note, para);
	cmark_node_append_child(cutter->own->parser->root, note);
}

/* The note that began at out[from], whose "]" comes now. */
static void close_note(Cutter *cutter, size_t from)
{
	char label[32];
	size_t len = cutter->out.len - from - 2;
	snprintf(label, sizeof label, "%c%zu", label_sign, ++cutter->own->inline_note_count);
	char *words = base_calloc(len + 1, 1), *padded;
	memcpy(words, cutter->out.data + from + 2, len);
	size_t width = cutter->notes || len < strlen(label) ? strlen(label) : len;
	padded = base_calloc(width + 1, 1);
	memset(padded, '0', width);
	memcpy(padded, label, 1);
	memcpy(padded + width - strlen(label) + 1, label + 1, strlen(label) - 1);
	add_definition(cutter, padded, words, len);
	cutter->out.len = from;
	buf_printf(&cutter->out, "[^%s]", padded);
	free(padded);
	free(words);
}

static void open_bracket(Cutter *cutter, bool note)
{
	cutter->open = base_grow(cutter->open, cutter->open_count, &cutter->open_cap, sizeof *cutter->open);
	cutter->open[cutter->open_count].at = cutter->out.len;
	cutter->open[cutter->open_count++].note = note;
	cutter->notes += note;
	buf_str(&cutter->out, note ? "^[" : "[");
}

/* Whether brackets that are raised are not a note: a link or a span with a caret after it, "^[words](address)^". */
static bool is_raised(const char *after)
{
	return strchr("({", *after) ? *after != '\0'
	       : *after == '^'      ? after[1] != '['
	                            : *after == '[' && after[1] != '^';
}

static void close_bracket(Cutter *cutter, const char *after)
{
	size_t at = cutter->open[--cutter->open_count].at;
	bool note = cutter->open[cutter->open_count].note;
	cutter->notes -= note;
	if (note && !is_raised(after) && cutter->out.len > at + 2)
		close_note(cutter, at);
	else
		buf_char(&cutter->out, ']');
}

/* The bytes at text[at] that hold no notes: an escaped sign, code, a formula; 0 if it is none of these. */
static size_t opaque(Cutter *cutter, size_t at)
{
	const char *text = cutter->text + at;
	size_t len = cutter->len - at, run = strspn(text, "`"), end;
	if (*text == '\\')
		return len > 1 ? 2 : 1;
	if (*text == '$')
		return md_formula_length(cutter->own, text, len);
	for (end = run; run && end < len;) {
		end += strcspn(text + end, "`");
		size_t closing = strspn(text + end, "`");
		end += closing;
		if (closing == run)
			return end;
	}
	return run;
}

/* A caret that closes what another has raised before it in the word begins no note: "m^2^[^a]". */
static void cut_notes(Cutter *cutter)
{
	bool raised = false;
	for (size_t at = 0; at < cutter->len;) {
		char c = cutter->text[at];
		size_t whole = strchr("\\`$", c) ? opaque(cutter, at) : 0;
		bool caret = c == '^' && (!at || cutter->text[at - 1] != '['),
		     note = caret && cutter->text[at + 1] == '[' && !raised;
		raised = caret && !note ? !raised : raised && !strchr(" \t\n", c);
		cutter->line += c == '\n';
		if (whole)
			buf_add(&cutter->out, cutter->text + at, whole);
		else if (note || c == '[')
			open_bracket(cutter, note);
		else if (c == ']' && cutter->open_count)
			close_bracket(cutter, cutter->text + at + 1);
		else
			buf_char(&cutter->out, c);
		at += whole ? whole : note ? 2 : 1;
	}
}

static void cut_block(MdExtensions *own, cmark_node *block)
{
	size_t len = (size_t)block->content.size;
	if (!len || !strstr((const char *)block->content.ptr, "^["))
		return;
	md_hide_ticks((char *)block->content.ptr, len);
	char *text = base_calloc(len + 1, 1);
	memcpy(text, block->content.ptr, len);
	Cutter cutter = {.own = own, .block = block, .text = text, .len = len, .line = (uint32_t)block->start_line};
	cut_notes(&cutter);
	cmark_strbuf_set(&block->content, (const unsigned char *)cutter.out.data, (bufsize_t)cutter.out.len);
	buf_free(&cutter.out);
	free(cutter.open);
	free(text);
}

void md_cut_notes(MdExtensions *own)
{
	cmark_iter *iter = cmark_iter_new(own->parser->root);
	cmark_event_type event;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);
		bool made = md_mark(node) && md_mark(node)->kind == MD_INLINE_NOTE;
		if (event == CMARK_EVENT_ENTER && made)
			break; /* what is in these was cut from what is before them */
		if (event == CMARK_EVENT_ENTER && (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING ||
		                                   str_eq(cmark_node_get_type_string(node), "table_cell")))
			cut_block(own, node);
	}
	cmark_iter_free(iter);
}
