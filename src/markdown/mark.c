/* What our extensions note on cmark's nodes. */
#include "markdown/extension.h"

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
