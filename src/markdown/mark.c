/* What our extensions note on cmark's nodes, and how they take lines as their blocks. */
#include "markdown/extension.h"

#include <string.h>

MdMark *md_mark(cmark_node *node)
{
	return node ? cmark_node_get_user_data(node) : NULL;
}

Arena *md_arena(cmark_syntax_extension *ext)
{
	return ((MdExtensions *)cmark_syntax_extension_get_private(ext))->arena;
}

MdMark *md_new_mark(cmark_syntax_extension *ext, MdKind kind)
{
	MdMark *mark = arena_alloc(md_arena(ext), sizeof *mark);
	mark->kind = kind;
	return mark;
}

cmark_node *md_add_block(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent, MdMark *mark)
{
	int column = cmark_parser_get_first_nonspace_column(parser) + 1;
	cmark_node *node = cmark_parser_add_child(parser, parent, CMARK_NODE_CUSTOM_BLOCK, column);
	cmark_node_set_syntax_extension(node, ext);
	cmark_node_set_user_data(node, mark);
	return node;
}

size_t md_trimmed(const char *text, size_t len)
{
	while (len && strchr(" \t\r\n", text[len - 1]))
		len--;
	return len;
}

void md_pass_line(cmark_parser *parser, const char *input, size_t len)
{
	int rest = (int)md_trimmed(input, len) - cmark_parser_get_offset(parser);
	if (rest > 0)
		cmark_parser_advance_offset(parser, input, rest, 0);
}
