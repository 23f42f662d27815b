/* Bounds where cmark would take quadratic time or space. */
#include "markdown/extension.h"

#include <string.h>
#include <strings.h>

enum {
	MOST_BRACES = 100000,
	MOST_BARS_OF_ROW = 501 /* of 500 columns */,
	MOST_MISSING = 50000,
	LARGEST_COST = 30 << 20
};
enum { SHORT_ADDRESS = 1000, MOST_COPIES = 16 << 20, MOST_COUNTS = 50 };
enum {
	LARGEST_SEARCH = 200 << 20,
	LONGEST_BEFORE = 1 << 16,
	MOST_MARKERS = 100,
	FARTHEST_MARKER = 400,
	MOST_BARS = 1000
};

/* How often two characters follow one another. */
static size_t count_pairs(const char *text, size_t len, const char *pair)
{
	size_t count = 0;
	const char *end = text + len;
	for (const char *at = text; (at = memchr(at, *pair, (size_t)(end - at))) != NULL; at++)
		count += at + 1 < end && at[1] == pair[1];
	return count;
}

/* Each "<?" is looked for its "?>" to the end of the block, and each link looks back
 * over all pictures that are still open; of a million braces each would be a node. */
static bool costs_too_much(const char *text, size_t len)
{
	size_t marks = count_pairs(text, len, "<?"), pictures = count_pairs(text, len, "![");
	return count_pairs(text, len, "{{") > MOST_BRACES || (marks > 100 && marks * len > LARGEST_COST) ||
	       (pictures > 100 && pictures * count_pairs(text, len, "](") > LARGEST_SEARCH);
}

/* The block's content as one text, which leaves cmark nothing to parse. */
static void make_plain(MdExtensions *own, cmark_node *block)
{
	cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
	if (!text)
		base_no_memory();
	cmark_strbuf_rtrim(&block->content);
	cmark_node_set_literal(text, (const char *)block->content.ptr);
	cmark_node_append_child(block, text);
	cmark_strbuf_clear(&block->content);
	cmark_node_set_user_data(block, md_new_mark(own->blocks, MD_PLAIN));
}

/* The block's content as one formula, of which only what it defines will be left. */
static void make_definitions(MdExtensions *own, cmark_node *block)
{
	MdMark *mark = md_new_mark(own->blocks, MD_MATH);
	cmark_node *node = cmark_node_new(CMARK_NODE_EMPH);
	if (!node)
		base_no_memory();
	mark->text = arena_strndup(own->arena, (const char *)block->content.ptr, (size_t)block->content.size);
	mark->len = strlen(mark->text);
	mark->line = (uint32_t)cmark_node_get_start_line(block);
	mark->col = (uint32_t)cmark_node_get_start_column(block);
	cmark_node_set_user_data(node, mark);
	cmark_node_append_child(block, node);
	cmark_strbuf_clear(&block->content);
}

static void hide_signs(cmark_node *block)
{
	md_hide_ticks((char *)block->content.ptr, (size_t)block->content.size);
	md_flank(block);
}

void md_guard(MdExtensions *own)
{
	cmark_iter *iter = cmark_iter_new(own->parser->root);
	cmark_event_type event;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);
		bool cell = str_eq(cmark_node_get_type_string(node), "table_cell");
		bool text = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING || cell;
		if (event != CMARK_EVENT_EXIT || !text)
			continue;
		bool defines = type == CMARK_NODE_PARAGRAPH &&
		               md_defines_macros((const char *)node->content.ptr, (size_t)node->content.size);
		if (own->brackets && !defines)
			md_hide_brackets((char *)node->content.ptr, (size_t)node->content.size);
		if (cell)
			md_flank(node);
		else if (costs_too_much((const char *)node->content.ptr, (size_t)node->content.size))
			make_plain(own, node);
		else if (defines)
			make_definitions(own, node);
		else if (node->content.size)
			hide_signs(node);
	}
	cmark_iter_free(iter);
}

static size_t count_signs(const char *text, size_t len, char sign)
{
	size_t count = 0;
	const char *end = text + len;
	for (const char *at = text; (at = memchr(at, sign, (size_t)(end - at))) != NULL; at++)
		count++;
	return count;
}

/* ---- nesting ---- */

/* The bytes of a marker of a quotation or an item, the white space after it not counted; 0 if it is none. */
static size_t marker_length(const char *text, size_t len)
{
	MdMarker marker;
	if (!len || *text == '>')
		return len ? 1 : 0;
	if (strchr("-+*", *text))
		return len == 1 || strchr(" \t\n", text[1]) ? 1 : 0;
	return md_read_marker(text, len, NULL, &marker) ? marker.len : 0;
}

/* Whether nothing but one sign and white space follows: a thematic break. */
static bool is_rule(const char *text, size_t len)
{
	size_t at = 0, signs = 0;
	if (!strchr("-*", *text))
		return false;
	for (; at < len && (text[at] == *text || text[at] == ' ' || text[at] == '\t'); at++)
		signs += text[at] == *text;
	return signs >= 3 && (at == len || text[at] == '\n');
}

/* Where the marker that is one too many ends, for cmark asks every open block about
 * every line; 0 if none is. */
static size_t last_marker(const char *line, size_t len)
{
	size_t at = 0, count = 0;
	for (;;) {
		while (at < len && (line[at] == ' ' || line[at] == '\t'))
			at++;
		if (at >= len || line[at] == '\n' || is_rule(line + at, len - at))
			return 0;
		size_t marker = marker_length(line + at, len - at);
		if (!marker)
			return 0;
		at += marker;
		if (++count > MOST_MARKERS || at > FARTHEST_MARKER)
			return at;
	}
}

/* Hides the bars of a line that no table's row can have: cmark, before it asks anyone else, goes over all cells of a
 * row for each.  Returns the copy that was changed; copy NULL: none was made yet. */
static char *hide_bars(const char *text, size_t len, size_t at, size_t end, char *copy)
{
	size_t bars = 0;
	for (const char *bar; (bar = memchr(text + at, '|', end - at)) != NULL; at++) {
		at = (size_t)(bar - text);
		if (++bars > MOST_BARS)
			copy = md_hide_sign(copy, text, len, at, MD_SIGN);
	}
	return copy;
}

char *md_guard_nesting(const char *text, size_t len)
{
	char *copy = NULL;
	for (size_t at = 0; at < len;) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t next = end ? (size_t)(end - text) + 1 : len, last = last_marker(text + at, next - at);
		if (last)
			copy = md_hide_sign(copy, text, len, at + last - 1, MD_MARKER);
		copy = hide_bars(text, len, at, next, copy);
		at = next;
	}
	return copy;
}

/* ---- references ---- */

/* How often the label stands in brackets, capitals or not. */
static size_t count_uses(const MdExtensions *own, const char *label)
{
	size_t uses = 0, len = strlen(label);
	const char *end = own->text + own->len;
	for (const char *at = own->text; (at = memchr(at, '[', (size_t)(end - at))) != NULL; at++)
		uses += (size_t)(end - at) > len + 1 && at[len + 1] == ']' && !strncasecmp(at + 1, label, len);
	return uses;
}

static void leave_out(cmark_mem *mem, cmark_reference *ref)
{
	cmark_chunk_free(mem, &ref->url);
	cmark_chunk_free(mem, &ref->title);
	ref->url = cmark_chunk_literal(MD_LONG_URL);
	ref->title = cmark_chunk_literal("");
}

/* cmark copies an address for each of its uses; of a long one there may be too many. */
void md_guard_references(MdExtensions *own)
{
	size_t brackets = count_signs(own->text, own->len, ']'), counts = 0;
	for (cmark_map_entry *entry = own->parser->refmap->refs; entry; entry = entry->next) {
		cmark_reference *ref = (cmark_reference *)entry;
		size_t size = (size_t)ref->url.len + (size_t)ref->title.len;
		if (size < SHORT_ADDRESS || size * brackets < MOST_COPIES)
			continue;
		if (++counts > MOST_COUNTS || size * count_uses(own, (const char *)entry->label) > MOST_COPIES)
			leave_out(own->parser->mem, ref);
	}
}

/* ---- tables ---- */

/* Whether a row so long, after those before it, has the table filled up too far. */
static bool fills_too_much(MdExtensions *own, cmark_node *table, size_t bars)
{
	size_t columns = cmark_gfm_extensions_get_table_columns(table), cells = bars + 1;
	if (own->table != table)
		own->missing = 0;
	own->table = table;
	own->missing += columns > cells ? columns - cells : 0;
	return own->missing > MOST_MISSING || bars > MOST_BARS_OF_ROW;
}

/* Whether the line looks like a table's second, for which the whole paragraph before it
 * would be searched. */
static bool searches_too_much(cmark_node *paragraph, const char *line, size_t len)
{
	if (paragraph->content.size < LONGEST_BEFORE)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (!memchr("-:| \t\v\f\r\n", line[i], 10))
			return false;
	}
	return true;
}

cmark_node *md_guard_table(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent, const char *input,
                           size_t len)
{
	bool begins = cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH;
	bool table = !begins && str_eq(cmark_node_get_type_string(parent), "table");
	if (!begins && !table)
		return NULL;
	size_t bars = count_signs(input, len, '|');
	if (begins ? bars <= MOST_BARS_OF_ROW && !searches_too_much(parent, input, len)
	           : !fills_too_much(cmark_syntax_extension_get_private(ext), parent, bars))
		return NULL;
	cmark_node *node = cmark_parser_add_child(parser, parent, CMARK_NODE_PARAGRAPH,
	                                          cmark_parser_get_first_nonspace_column(parser) + 1);
	cmark_node_set_user_data(node, md_new_mark(ext, MD_PLAIN));
	return node;
}
