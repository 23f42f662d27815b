/* Spaces at the edges of what holds words, where a comment or what is for another edition has gone: nobody typed them
 * there. */
#include "source/nesting.h"

#include <string.h>

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* The text at an edge, without the spaces there; what is nothing else goes, and so does a line's end of the source. */
static void trim_edge(Doc *doc, DocNode *block, bool end)
{
	DocNode *node;
	while ((node = end ? block->last : block->first) != NULL) {
		if (node->type == DOC_SOFT_BREAK) {
			doc_unlink(node);
			continue;
		}
		if (node->type != DOC_TEXT)
			return;
		size_t skip = 0, len = node->u.text.len;
		while (!end && skip < len && is_space(node->u.text.text[skip]))
			skip++;
		while (end && len && is_space(node->u.text.text[len - 1]))
			len--;
		if (len > skip && len - skip < node->u.text.len) {
			node->u.text.text = arena_strndup(doc->arena, node->u.text.text + skip, len - skip);
			node->u.text.len = len - skip;
		}
		if (len > skip)
			return;
		doc_unlink(node);
	}
}

void src_trim(Doc *doc)
{
	for (size_t i = 0; i <= doc->note_count; i++) {
		DocNode *top = i ? doc->notes[i - 1] : doc->root;
		for (DocNode *node = top; node; node = doc_next_mutable(node, top, false)) {
			bool holds = doc_is_block(node->type) && node->first && doc_is_inline(node->first->type);
			if (holds && node->type != DOC_CODE_BLOCK) {
				trim_edge(doc, node, true);
				trim_edge(doc, node, false);
			}
		}
	}
}
