/* The extensions as cmark knows them. */
#include "markdown/extension.h"

#include <stdlib.h>

/* cmark asks this of each block of ours when it comes to parse inlines: the moment
 * that the first and the last block are there for. */
static int on_inlines(cmark_syntax_extension *ext, cmark_node *node)
{
	MdMark *mark = md_mark(node);
	MdExtensions *own = cmark_syntax_extension_get_private(ext);
	if (mark && mark->kind == MD_BEGIN) {
		md_place_cells(own);
		md_guard(own);
		md_cut_notes(own);
		md_guard_references(own);
		md_name_headings(own);
		md_list_notes(own);
	} else if (mark && mark->kind == MD_END) {
		md_mark_quotes(own);
	}
	return 0;
}

MdExtensions *md_extensions_new(Arena *arena, const char *text, size_t len, bool pandoc)
{
	MdExtensions *own = base_calloc(1, sizeof *own);
	cmark_mem *mem = cmark_get_default_mem_allocator();
	own->arena = arena;
	own->text = text;
	own->len = len;
	own->pandoc = pandoc;
	own->drawn_count = md_find_drawn(arena, text, len, &own->drawn);
	own->blocks = cmark_syntax_extension_new("blocks");
	cmark_syntax_extension_set_open_block_func(own->blocks, md_open_block);
	cmark_syntax_extension_set_match_block_func(own->blocks, md_match_block);
	cmark_syntax_extension_set_contains_inlines_func(own->blocks, on_inlines);
	own->marks = cmark_syntax_extension_new("marks");
	/* \1 is never met in a text, it only names the delimiters of strikeouts; \5 is MD_BACKSLASH */
	for (const char *c = pandoc ? "@${^~:'\"\1\5" : "${^~:'\"\1\5"; *c; c++)
		own->chars = cmark_llist_append(mem, own->chars, (void *)(uintptr_t)*c);
	cmark_syntax_extension_set_special_inline_chars(own->marks, own->chars);
	cmark_syntax_extension_set_match_inline_func(own->marks, md_match_inline);
	cmark_syntax_extension_set_inline_from_delim_func(own->marks, md_join_runs);
	cmark_syntax_extension_set_private(own->blocks, own, NULL);
	cmark_syntax_extension_set_private(own->marks, own, NULL);
	return own;
}

static void add_hook(MdExtensions *own, MdKind kind)
{
	cmark_node *node = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
	if (!node)
		base_no_memory();
	cmark_node_set_syntax_extension(node, own->blocks);
	cmark_node_set_user_data(node, md_new_mark(own->blocks, kind));
	cmark_node_append_child(own->parser->root, node);
}

void md_extensions_attach(MdExtensions *own, cmark_parser *parser)
{
	own->parser = parser;
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
	add_hook(own, MD_BEGIN);
}

void md_extensions_end(MdExtensions *own)
{
	add_hook(own, MD_END);
}

void md_extensions_free(MdExtensions *own)
{
	cmark_mem *mem = cmark_get_default_mem_allocator();
	cmark_syntax_extension_free(mem, own->blocks);
	cmark_syntax_extension_free(mem, own->marks);
	free(own->headings);
	free(own->notes);
	free(own->fed);
	free(own);
}
