/* What stands at the edges of what holds words: spaces where a comment or what is for another edition has gone, which
 * nobody typed there; targets of links that are written in a paragraph of their own above it. */
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

/* Whether a paragraph holds nothing but targets: spans that have names, and no words. */
static bool is_target(const DocNode *para)
{
	if (para->type != DOC_PARA || !para->first)
		return false;
	for (const DocNode *node = para->first; node; node = node->next) {
		if (node->type != DOC_SOFT_BREAK && (node->type != DOC_SPAN || node->first || !doc_id(node)))
			return false;
	}
	return true;
}

/* A target above a heading or a paragraph is where that begins, and goes with it to another page or file. */
static void join_target(DocNode *para)
{
	DocNode *next = para->next;
	if (!next || !next->first || (next->type != DOC_HEADER && !doc_is_paragraph(next)))
		return;
	DocNode *begin = next->first;
	while (para->first) {
		DocNode *span = para->first;
		doc_unlink(span);
		if (span->type == DOC_SPAN)
			doc_insert_before(begin, span);
	}
	doc_unlink(para);
}

static void join_targets(DocNode *top)
{
	for (DocNode *node = top, *next; node; node = next) {
		next = doc_next_mutable(node, top, is_target(node));
		if (is_target(node))
			join_target(node);
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
		join_targets(top);
	}
}
