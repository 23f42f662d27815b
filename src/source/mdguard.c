/* Bounds where cmark would take quadratic time or space. */
#include "source/mdext.h"

#include <string.h>

enum { MOST_COLUMNS = 500, MOST_MISSING = 50000, LARGEST_COST = 30 << 20 };

/* Each "<?" is looked for its "?>" to the end of the block. */
static bool costs_too_much(const char *text, size_t len)
{
	size_t marks = 0;
	const char *end = text + len;
	for (const char *at = text; (at = memchr(at, '<', (size_t)(end - at))) != NULL; at++)
		marks += at + 1 < end && at[1] == '?';
	return marks > 100 && marks * len > LARGEST_COST;
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

void md_guard(MdExtensions *own)
{
	cmark_iter *iter = cmark_iter_new(own->parser->root);
	cmark_event_type event;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);
		if (event != CMARK_EVENT_EXIT || (type != CMARK_NODE_PARAGRAPH && type != CMARK_NODE_HEADING))
			continue;
		if (costs_too_much((const char *)node->content.ptr, (size_t)node->content.size))
			make_plain(own, node);
	}
	cmark_iter_free(iter);
}

static size_t count_bars(const char *text, size_t len)
{
	size_t bars = 0;
	const char *end = text + len;
	for (const char *at = text; (at = memchr(at, '|', (size_t)(end - at))) != NULL; at++)
		bars++;
	return bars;
}

/* Whether a row so long, after those before it, has the table filled up too far. */
static bool fills_too_much(MdExtensions *own, cmark_node *table, size_t bars)
{
	size_t columns = cmark_gfm_extensions_get_table_columns(table), cells = bars + 1;
	if (own->table != table)
		own->missing = 0;
	own->table = table;
	own->missing += columns > cells ? columns - cells : 0;
	return own->missing > MOST_MISSING || bars > MOST_COLUMNS;
}

cmark_node *md_guard_table(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent,
                           const char *input, size_t len)
{
	bool begins = cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH;
	bool table = !begins && str_eq(cmark_node_get_type_string(parent), "table");
	if (!begins && !table)
		return NULL;
	size_t bars = count_bars(input, len);
	if (begins ? bars <= MOST_COLUMNS
	           : !fills_too_much(cmark_syntax_extension_get_private(ext), parent, bars))
		return NULL;
	cmark_node *node = cmark_parser_add_child(parser, parent, CMARK_NODE_PARAGRAPH,
	                                          cmark_parser_get_first_nonspace_column(parser) + 1);
	cmark_node_set_user_data(node, md_new_mark(ext, MD_PLAIN));
	return node;
}
