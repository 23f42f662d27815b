/* Blocks: fenced divs, definitions, items of lists. */
#include "markdown/attributes.h"
#include "markdown/extension.h"

#include <string.h>

/* The innermost div that a closing fence at this place can end: not one outside a
 * quote or an item that the line belongs to, and none with a longer fence. */
static MdMark *open_div(cmark_node *at, int colons)
{
	for (; at; at = cmark_node_parent(at)) {
		cmark_node_type type = cmark_node_get_type(at);
		MdMark *mark = md_mark(at);
		if (mark && mark->kind == MD_DIV && !mark->closed && mark->fence <= colons)
			return mark;
		if (type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_ITEM)
			return NULL;
	}
	return NULL;
}

/* cmark asks every open block about every line, so that deep nesting costs much. */
enum { DEEPEST_DIV = 100 };

static int div_depth(cmark_node *at)
{
	int depth = 0;
	for (; at && depth < DEEPEST_DIV; at = cmark_node_parent(at))
		depth += cmark_node_get_type(at) == CMARK_NODE_CUSTOM_BLOCK;
	return depth;
}

/* What follows an opening fence: a word, attributes, or both; colons may end it. */
static DocAttr *fence_attr(Arena *arena, const char *text, size_t len)
{
	while (len && text[len - 1] == ':')
		len--;
	len = md_trimmed(text, len);
	size_t word = 0;
	while (word < len && !strchr(" \t{", text[word]))
		word++;
	DocAttr *attr = NULL;
	size_t next = word;
	while (next < len && strchr(" \t", text[next]))
		next++;
	if (next < len && (text[next] != '{' || md_attr_parse(text + next, len - next, arena, &attr) != len - next))
		return NULL;
	if (!attr)
		attr = arena_alloc(arena, sizeof *attr);
	if (!word)
		return attr;
	const char **classes = arena_alloc(arena, (attr->class_count + 1) * sizeof *classes);
	if (attr->class_count)
		memcpy(classes, attr->classes, attr->class_count * sizeof *classes);
	classes[attr->class_count++] = arena_strndup(arena, text, word);
	attr->classes = classes;
	return attr;
}

static cmark_node *open_fence(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent, const char *input,
                              size_t at, size_t len)
{
	size_t colons = 0;
	while (at + colons < len && input[at + colons] == ':')
		colons++;
	if (colons < 3)
		return NULL;
	size_t start = at + colons;
	while (start < len && strchr(" \t", input[start]))
		start++;
	size_t rest = md_trimmed(input + start, len - start);
	MdMark *mark = NULL;
	if (!rest) {
		MdMark *div = open_div(parent, (int)colons);
		if (!div)
			return NULL;
		div->closed = true;
		mark = md_new_mark(ext, MD_DIV_END);
	} else {
		if (div_depth(parent) >= DEEPEST_DIV)
			return NULL;
		DocAttr *attr = fence_attr(md_arena(ext), input + start, rest);
		if (!attr)
			return NULL;
		mark = md_new_mark(ext, MD_DIV);
		mark->attr = attr;
		mark->fence = (int)colons;
	}
	cmark_node *node = md_add_block(ext, parser, parent, mark);
	md_pass_line(parser, input, len);
	return node;
}

/* The columns of white space at input[at], as far as five, counted from column. */
static int blank_columns(const char *input, size_t at, size_t len, int column)
{
	int columns = 0;
	for (; at < len && strchr(" \t", input[at]) && columns < 5; at++)
		columns += input[at] == '\t' ? 4 - (column + columns) % 4 : 1;
	return columns;
}

static bool is_blank_from(const char *input, size_t at, size_t len)
{
	return !md_trimmed(input + at, len - at);
}

/* Passes a marker of so many bytes and the white space after it.  Returns the
 * columns that the lines after it are indented by, counted from the marker. */
static int pass_marker(cmark_parser *parser, const char *input, size_t at, size_t len, size_t marker)
{
	cmark_parser_advance_offset(parser, input, (int)(at + marker) - cmark_parser_get_offset(parser), 0);
	int blank = blank_columns(input, at + marker, len, cmark_parser_get_column(parser));
	if (is_blank_from(input, at + marker, len))
		return (int)marker + 1;
	if (blank > 4)
		blank = 1; /* what follows is indented code */
	cmark_parser_advance_offset(parser, input, blank, 1);
	return (int)marker + blank;
}

/* ":   text" or "~ text" after a paragraph or another definition. */
static cmark_node *open_definition(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent,
                                   const char *input, size_t at, size_t len)
{
	if (at + 1 < len && !strchr(" \t\r\n", input[at + 1]))
		return NULL;
	bool in_text = cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH;
	cmark_node *before = cmark_node_last_child(parent);
	MdMark *mark = md_mark(before);
	bool after_text = before && cmark_node_get_type(before) == CMARK_NODE_PARAGRAPH;
	if (!in_text && !after_text && (!mark || mark->kind != MD_DEFINITION))
		return NULL;
	int indent = cmark_parser_get_indent(parser);
	mark = md_new_mark(ext, MD_DEFINITION);
	mark->tight = in_text;
	cmark_node *node = md_add_block(ext, parser, parent, mark);
	mark->offset = indent + pass_marker(parser, input, at, len, 1);
	return node;
}

/* A caption right after a table's last row is a paragraph and no row more: what has no bar of its own. */
static cmark_node *open_caption(cmark_parser *parser, cmark_node *parent, const char *text, size_t len)
{
	if (!str_eq(cmark_node_get_type_string(parent), "table") || memchr(text, '|', len) ||
	    !md_caption_prefix(text, len))
		return NULL;
	return cmark_parser_add_child(parser, parent, CMARK_NODE_PARAGRAPH,
	                              cmark_parser_get_first_nonspace_column(parser) + 1);
}

/* A list as cmark itself makes them: one begins, or its list goes on. */
static cmark_node *open_item(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent, const char *input,
                             size_t at, size_t len)
{
	bool in_list = cmark_node_get_type(parent) == CMARK_NODE_LIST;
	bool in_text = cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH;
	MdMarker marker;
	MdExtensions *own = cmark_syntax_extension_get_private(ext);
	bool example = md_read_example(own, input + at, len - at, &marker);
	if (!example && !md_read_marker(input + at, len - at, in_list ? &parent->as.list : NULL, &marker))
		return NULL;
	if (in_text && (marker.style || marker.start != 1 || is_blank_from(input, at + marker.len, len)))
		return NULL; /* as cmark's own */
	if (example)
		md_count_example(own, input + at, &marker);
	int column = cmark_parser_get_first_nonspace_column(parser) + 1;
	cmark_list list = {.list_type = CMARK_ORDERED_LIST,
	                   .start = marker.start,
	                   .delimiter = marker.delim,
	                   .bullet_char = marker.style};
	list.marker_offset = cmark_parser_get_indent(parser);
	list.padding = pass_marker(parser, input, at, len, marker.len);
	const cmark_list *old = &parent->as.list;
	if (!in_list || old->list_type != list.list_type || old->delimiter != list.delimiter ||
	    old->bullet_char != list.bullet_char) {
		parent = cmark_parser_add_child(parser, parent, CMARK_NODE_LIST, column);
		parent->as.list = list;
	}
	cmark_node *item = cmark_parser_add_child(parser, parent, CMARK_NODE_ITEM, column);
	item->as.list = list;
	return item;
}

cmark_node *md_open_block(cmark_syntax_extension *ext, int indented, cmark_parser *parser, cmark_node *parent,
                          unsigned char *input, int len)
{
	size_t at = (size_t)cmark_parser_get_first_nonspace(parser);
	if (indented || at >= (size_t)len)
		return NULL;
	const char *text = (const char *)input;
	cmark_node *node = md_open_drawn(ext, parser, parent, text, (size_t)len);
	if (!node)
		node = open_caption(parser, parent, text + at, (size_t)len - at);
	if (!node && text[at] == ':')
		node = open_fence(ext, parser, parent, text, at, (size_t)len);
	if (!node && (text[at] == ':' || text[at] == '~'))
		return open_definition(ext, parser, parent, text, at, (size_t)len);
	if (!node)
		node = open_item(ext, parser, parent, text, at, (size_t)len);
	return node || cmark_parser_is_blank(parser) ? node : md_guard_table(ext, parser, parent, text, (size_t)len);
}

/* Whether a line is a closing fence that ends this div, although HTML is open in it, which a blank line alone ends. */
static bool ends_html(cmark_parser *parser, cmark_node *div, MdMark *mark, const char *input, size_t len)
{
	enum { SCRIPT_TO_CDATA = 5 }; /* of the kinds of HTML those that have an end of their own */
	size_t start = (size_t)cmark_parser_get_first_nonspace(parser), at = start;
	cmark_node *tip = div;
	while (at < len && input[at] == ':')
		at++;
	if (at - start < 3 || cmark_parser_get_indent(parser) > 3 || md_trimmed(input + at, len - at))
		return false;
	while (cmark_node_last_child(tip))
		tip = cmark_node_last_child(tip);
	bool html = cmark_node_get_type(tip) == CMARK_NODE_HTML_BLOCK && (tip->flags & CMARK_NODE__OPEN) != 0 &&
	            tip->as.html_block_type > SCRIPT_TO_CDATA;
	if (!html || open_div(tip, (int)(at - start)) != mark)
		return false;
	mark->closed = true;
	md_pass_line(parser, input, len);
	return true;
}

int md_match_block(cmark_syntax_extension *ext, cmark_parser *parser, unsigned char *input, int len, cmark_node *node)
{
	(void)ext;
	MdMark *mark = md_mark(node);
	if (!mark || mark->kind == MD_DIV_END)
		return 0;
	if (mark->kind == MD_DRAWN || mark->kind == MD_CELL)
		return mark->kind == MD_CELL || md_match_drawn(parser, mark, (const char *)input, (size_t)len);
	if (mark->kind == MD_DIV)
		return !mark->closed && !ends_html(parser, node, mark, (const char *)input, (size_t)len);
	if (cmark_parser_get_indent(parser) >= mark->offset) {
		cmark_parser_advance_offset(parser, (const char *)input, mark->offset, 1);
		return 1;
	}
	if (!cmark_parser_is_blank(parser))
		return 0;
	int to = cmark_parser_get_first_nonspace(parser) - cmark_parser_get_offset(parser);
	cmark_parser_advance_offset(parser, (const char *)input, to, 0);
	return 1;
}
