/* Fenced divs, definitions, attributes, spans, scripts, maths. */
#include "source/mdext.h"
#include "source/attr.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_ATTR = 4096 };

struct MdExtensions {
	Arena *arena;
	cmark_syntax_extension *blocks, *marks;
	cmark_llist *chars;
};

static MdMark *new_mark(cmark_syntax_extension *ext, MdKind kind)
{
	MdExtensions *own = cmark_syntax_extension_get_private(ext);
	MdMark *mark = arena_alloc(own->arena, sizeof *mark);
	mark->kind = kind;
	return mark;
}

static Arena *arena_of(cmark_syntax_extension *ext)
{
	return ((MdExtensions *)cmark_syntax_extension_get_private(ext))->arena;
}

/* ---- blocks ---- */

static MdMark *block_mark(cmark_node *node)
{
	return node && cmark_node_get_type(node) == CMARK_NODE_CUSTOM_BLOCK ? cmark_node_get_user_data(node) : NULL;
}

static cmark_node *add_block(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent, MdMark *mark)
{
	int column = cmark_parser_get_first_nonspace_column(parser) + 1;
	cmark_node *node = cmark_parser_add_child(parser, parent, CMARK_NODE_CUSTOM_BLOCK, column);
	cmark_node_set_syntax_extension(node, ext);
	cmark_node_set_user_data(node, mark);
	return node;
}

/* The div that a closing fence at this place ends: not one outside a quote or an
 * item that the line belongs to. */
static MdMark *open_div(cmark_node *at)
{
	for (; at; at = cmark_node_parent(at)) {
		cmark_node_type type = cmark_node_get_type(at);
		MdMark *mark = block_mark(at);
		if (mark && mark->kind == MD_DIV && !mark->closed)
			return mark;
		if (type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_ITEM)
			return NULL;
	}
	return NULL;
}

static size_t trimmed(const char *text, size_t len)
{
	while (len && strchr(" \t\r\n", text[len - 1]))
		len--;
	return len;
}

/* What follows an opening fence: a word, attributes, or both; colons may end it. */
static DocAttr *fence_attr(Arena *arena, const char *text, size_t len)
{
	while (len && text[len - 1] == ':')
		len--;
	len = trimmed(text, len);
	size_t word = 0;
	while (word < len && !strchr(" \t{", text[word]))
		word++;
	DocAttr *attr = NULL;
	size_t next = word;
	while (next < len && strchr(" \t", text[next]))
		next++;
	if (next < len && (text[next] != '{' || src_attr_parse(text + next, len - next, arena, &attr) != len - next))
		return NULL;
	if (!attr) {
		attr = arena_alloc(arena, sizeof *attr);
		attr->classes = arena_alloc(arena, sizeof(char *));
	}
	if (word)
		attr->classes[attr->class_count++] = arena_strndup(arena, text, word);
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
	size_t rest = trimmed(input + start, len - start);
	MdMark *mark = NULL;
	if (!rest) {
		MdMark *div = open_div(parent);
		if (!div)
			return NULL;
		div->closed = true;
		mark = new_mark(ext, MD_DIV_END);
	} else {
		DocAttr *attr = fence_attr(arena_of(ext), input + start, rest);
		if (!attr)
			return NULL;
		mark = new_mark(ext, MD_DIV);
		mark->attr = attr;
	}
	cmark_node *node = add_block(ext, parser, parent, mark);
	cmark_parser_advance_offset(parser, input, (int)trimmed(input, len) - cmark_parser_get_offset(parser), 0);
	return node;
}

/* ":   text" after a paragraph or another definition. */
static cmark_node *open_definition(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent,
                                   const char *input, size_t at, size_t len)
{
	if (at + 1 >= len || !strchr(" \t", input[at + 1]) || !trimmed(input + at + 1, len - at - 1))
		return NULL;
	bool after_text = cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH;
	cmark_node *before = cmark_node_last_child(parent);
	MdMark *mark = block_mark(before);
	bool after = before && (cmark_node_get_type(before) == CMARK_NODE_PARAGRAPH ||
	                        (mark && mark->kind == MD_DEFINITION));
	if (!after_text && !after)
		return NULL;
	int indent = cmark_parser_get_indent(parser), width = 1;
	while (at + (size_t)width < len && input[at + (size_t)width] == ' ')
		width++;
	if (width > 5 || input[at + 1] == '\t')
		width = input[at + 1] == '\t' ? 4 : 2;
	mark = new_mark(ext, MD_DEFINITION);
	mark->offset = indent + width;
	cmark_node *node = add_block(ext, parser, parent, mark);
	int to = cmark_parser_get_first_nonspace(parser) - cmark_parser_get_offset(parser);
	cmark_parser_advance_offset(parser, input, to, 0);
	cmark_parser_advance_offset(parser, input, width, 1);
	return node;
}

static cmark_node *open_block(cmark_syntax_extension *ext, int indented, cmark_parser *parser, cmark_node *parent,
                              unsigned char *input, int len)
{
	size_t at = (size_t)cmark_parser_get_first_nonspace(parser);
	if (indented || at >= (size_t)len || input[at] != ':')
		return NULL;
	const char *text = (const char *)input;
	cmark_node *node = open_fence(ext, parser, parent, text, at, (size_t)len);
	return node ? node : open_definition(ext, parser, parent, text, at, (size_t)len);
}

static int match_block(cmark_syntax_extension *ext, cmark_parser *parser, unsigned char *input, int len, cmark_node *node)
{
	(void)ext;
	(void)len;
	MdMark *mark = block_mark(node);
	if (!mark || mark->kind == MD_DIV_END)
		return 0;
	if (mark->kind == MD_DIV)
		return !mark->closed;
	if (cmark_parser_get_indent(parser) >= mark->offset) {
		cmark_parser_advance_offset(parser, (const char *)input, mark->offset, 1);
		return 1;
	}
	if (!cmark_parser_is_blank(parser) || !cmark_node_first_child(node))
		return 0;
	int to = cmark_parser_get_first_nonspace(parser) - cmark_parser_get_offset(parser);
	cmark_parser_advance_offset(parser, (const char *)input, to, 0);
	return 1;
}

/* ---- inlines ---- */

static cmark_node *custom(MdMark *mark, cmark_inline_parser *in)
{
	cmark_node *node = cmark_node_new(CMARK_NODE_CUSTOM_INLINE);
	if (!node)
		base_no_memory();
	mark->line = (uint32_t)cmark_inline_parser_get_line(in);
	mark->col = (uint32_t)cmark_inline_parser_get_column(in);
	cmark_node_set_user_data(node, mark);
	return node;
}

/* Copies what follows from the offset on, to its end or to most bytes. */
static size_t peek(cmark_inline_parser *in, int from, char *out, size_t most)
{
	size_t len = 0;
	unsigned char c;
	while (len < most && (c = cmark_inline_parser_peek_at(in, from + (int)len)) != 0)
		out[len++] = (char)c;
	return len;
}

/* A run of delimiters that may open or close; until it finds its partner it is
 * the text that stands for it. */
static cmark_node *match_run(cmark_syntax_extension *ext, cmark_inline_parser *in, unsigned char c)
{
	int left, right, before, after, at = cmark_inline_parser_get_offset(in);
	if (c == '^' && at && cmark_inline_parser_peek_at(in, at - 1) == '[')
		return NULL; /* a note's label */
	MdMark *mark = new_mark(ext, MD_DELIMITER);
	cmark_node *node = custom(mark, in);
	int count = cmark_inline_parser_scan_delimiters(in, 2, c, &left, &right, &before, &after);
	mark->text = c == '^' ? (count > 1 ? "^^" : "^") : count > 1 ? "~~" : "~";
	mark->len = strlen(mark->text);
	cmark_node_set_on_enter(node, count > 1 ? "xx" : "x"); /* cmark counts a run by its node's text */
	if ((left || right) && (c != '^' || count == 1))
		cmark_inline_parser_push_delimiter(in, c, left, right, node);
	return node;
}

static MdKind kind_of_run(unsigned char c, size_t len)
{
	if (c == '^')
		return MD_SUPERSCRIPT;
	return len == 2 ? MD_STRIKEOUT : MD_SUBSCRIPT;
}

/* Two runs found each other: what is between them becomes the opener's. */
static delimiter *join_runs(cmark_syntax_extension *ext, cmark_parser *parser, cmark_inline_parser *in, delimiter *opener,
                            delimiter *closer)
{
	(void)ext;
	(void)parser;
	delimiter *next = closer->next;
	cmark_node *from = opener->inl_text, *to = closer->inl_text;
	MdMark *mark = cmark_node_get_user_data(from), *end = cmark_node_get_user_data(to);
	if (opener->delim_char == '~' && mark->len != end->len)
		return next;
	mark->kind = kind_of_run(opener->delim_char, mark->len);
	for (cmark_node *node = cmark_node_next(from), *after; node && node != to; node = after) {
		after = cmark_node_next(node);
		cmark_node_append_child(from, node);
	}
	cmark_node_free(to);
	for (delimiter *at = closer, *before; at && at != opener; at = before) {
		before = at->previous;
		cmark_inline_parser_remove_delimiter(in, at);
	}
	cmark_inline_parser_remove_delimiter(in, opener);
	return next;
}

/* Whether maths that opens with so many dollars ends at text[at]. */
static bool math_ends(const char *text, size_t len, size_t at, size_t dollars)
{
	if (text[at] != '$' || (dollars == 2 && (at + 1 >= len || text[at + 1] != '$')))
		return false;
	if (dollars == 2)
		return at > 2;
	bool digit = at + 1 < len && text[at + 1] >= '0' && text[at + 1] <= '9';
	return at > 1 && !strchr(" \t\n", text[at - 1]) && !digit;
}

static cmark_node *match_math(cmark_syntax_extension *ext, cmark_inline_parser *in)
{
	enum { LONGEST = 20000 };
	int start = cmark_inline_parser_get_offset(in);
	char *text = base_alloc(LONGEST);
	size_t len = peek(in, start, text, LONGEST);
	size_t dollars = len > 1 && text[1] == '$' ? 2 : 1, at = dollars;
	bool found = false;
	if (at < len && (dollars == 2 || !strchr(" \t\n$", text[at]))) {
		for (; at < len && !(found = math_ends(text, len, at, dollars)); at++)
			at += text[at] == '\\' && at + 1 < len;
	}
	cmark_node *node = NULL;
	if (found) {
		MdMark *mark = new_mark(ext, MD_MATH);
		mark->display = dollars == 2;
		mark->len = at - dollars;
		mark->text = arena_strndup(arena_of(ext), text + dollars, mark->len);
		node = custom(mark, in);
		cmark_inline_parser_set_offset(in, start + (int)(at + dollars));
	}
	free(text);
	return node;
}

/* The "[" that the text before a span's attributes began with, if it is there. */
static cmark_node *span_open(cmark_node *close)
{
	int depth = 1, looked = 0;
	for (cmark_node *node = cmark_node_previous(close); node && looked < 1000; node = cmark_node_previous(node), looked++) {
		if (cmark_node_get_type(node) != CMARK_NODE_TEXT)
			continue;
		const char *text = cmark_node_get_literal(node);
		bool escaped = cmark_node_get_end_column(node) != cmark_node_get_start_column(node);
		if (!text || escaped)
			continue;
		depth += str_eq(text, "]") - str_eq(text, "[");
		if (!depth)
			return node;
	}
	return NULL;
}

static MdMark *open_span(cmark_syntax_extension *ext, cmark_inline_parser *in, cmark_node *close)
{
	if (!close || cmark_node_get_type(close) != CMARK_NODE_TEXT || !str_eq(cmark_node_get_literal(close), "]"))
		return NULL;
	cmark_node *open = span_open(close);
	if (!open)
		return NULL;
	MdMark *mark = new_mark(ext, MD_SPAN_OPEN);
	cmark_node *node = custom(mark, in);
	mark->line = (uint32_t)cmark_node_get_start_line(open);
	mark->col = (uint32_t)cmark_node_get_start_column(open);
	cmark_node_insert_before(open, node);
	cmark_node_free(open);
	cmark_node_free(close);
	return mark;
}

/* Whether attributes may stand here: after an inline that takes them, at the end
 * of a heading, as a line of their own at the start of a paragraph. */
static bool attr_fits(cmark_node *parent, cmark_node *before, const char *after, size_t len, char prev)
{
	size_t space = 0;
	while (space < len && strchr(" \t#", after[space]))
		space++;
	bool last = space == len || after[space] == '\n' || after[space] == '\r';
	if (cmark_node_get_type(parent) == CMARK_NODE_HEADING && last)
		return true;
	if (!before)
		return last && cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH;
	return cmark_node_get_type(before) != CMARK_NODE_TEXT || strchr("*_", prev);
}

static cmark_node *match_attr(cmark_syntax_extension *ext, cmark_node *parent, cmark_inline_parser *in)
{
	int start = cmark_inline_parser_get_offset(in);
	char *text = base_alloc(LONGEST_ATTR);
	size_t len = peek(in, start, text, LONGEST_ATTR);
	DocAttr *attr = NULL;
	size_t used = src_attr_parse(text, len, arena_of(ext), &attr);
	cmark_node *before = cmark_node_last_child(parent), *node = NULL;
	char prev = start ? (char)cmark_inline_parser_peek_at(in, start - 1) : ' ';
	MdMark *open = used && prev == ']' ? open_span(ext, in, before) : NULL;
	bool spaced = strchr(" \t\n", prev) && before && cmark_node_get_type(parent) != CMARK_NODE_HEADING;
	if (used && !spaced && (open || attr_fits(parent, before, text + used, len - used, prev))) {
		MdMark *mark = new_mark(ext, MD_ATTR);
		mark->attr = attr;
		mark->open = open;
		mark->text = arena_strndup(arena_of(ext), text, used);
		mark->len = used;
		node = custom(mark, in);
		cmark_inline_parser_set_offset(in, start + (int)used);
	}
	free(text);
	return node;
}

static cmark_node *match_inline(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent, unsigned char c,
                                cmark_inline_parser *in)
{
	(void)parser;
	switch (c) {
	case '$':
		return match_math(ext, in);
	case '{':
		return match_attr(ext, parent, in);
	case '^':
	case '~':
		return match_run(ext, in, c);
	default:
		return NULL;
	}
}

/* ---- the extensions ---- */

MdExtensions *md_extensions_new(Arena *arena)
{
	MdExtensions *own = base_calloc(1, sizeof *own);
	cmark_mem *mem = cmark_get_default_mem_allocator();
	own->arena = arena;
	own->blocks = cmark_syntax_extension_new("blocks");
	cmark_syntax_extension_set_open_block_func(own->blocks, open_block);
	cmark_syntax_extension_set_match_block_func(own->blocks, match_block);
	own->marks = cmark_syntax_extension_new("marks");
	for (const char *c = "${^~"; *c; c++)
		own->chars = cmark_llist_append(mem, own->chars, (void *)(uintptr_t)*c);
	cmark_syntax_extension_set_special_inline_chars(own->marks, own->chars);
	cmark_syntax_extension_set_match_inline_func(own->marks, match_inline);
	cmark_syntax_extension_set_inline_from_delim_func(own->marks, join_runs);
	cmark_syntax_extension_set_emphasis(own->marks, 1);
	cmark_syntax_extension_set_private(own->blocks, own, NULL);
	cmark_syntax_extension_set_private(own->marks, own, NULL);
	return own;
}

void md_extensions_attach(MdExtensions *own, cmark_parser *parser)
{
	cmark_gfm_core_extensions_ensure_registered();
	/* before the table's, whose opener claims every line after one it has refused */
	cmark_parser_attach_syntax_extension(parser, own->blocks);
	static const char *const core[] = {"table", "tasklist"};
	for (size_t i = 0; i < BASE_LEN(core); i++) {
		cmark_syntax_extension *ext = cmark_find_syntax_extension(core[i]);
		if (ext)
			cmark_parser_attach_syntax_extension(parser, ext);
	}
	cmark_parser_attach_syntax_extension(parser, own->marks);
}

void md_extensions_free(MdExtensions *own)
{
	cmark_mem *mem = cmark_get_default_mem_allocator();
	cmark_syntax_extension_free(mem, own->blocks);
	cmark_syntax_extension_free(mem, own->marks);
	free(own);
}
