/* Bounding the tree's depth. */
#include "source/nesting.h"

#include <stdlib.h>

enum { DEEPEST = 100 };

/* What holds text, or has a shape of its own, and stays as it is. */
static bool is_whole(const DocNode *node)
{
	switch (node->type) {
	case DOC_TABLE:
	case DOC_TABLE_HEAD:
	case DOC_TABLE_BODY:
	case DOC_TABLE_ROW:
	case DOC_TABLE_CELL:
	case DOC_FIGURE:
	case DOC_CAPTION:
		return true;
	default:
		return !node->first || (doc_is_block(node->type) && doc_is_inline(node->first->type));
	}
}

/* What only its list may hold becomes what any block may. */
static void free_of_list(DocNode *node)
{
	if (node->type == DOC_TERM)
		node->type = DOC_PLAIN;
	else if (node->type == DOC_LIST_ITEM || node->type == DOC_DEFINITION)
		node->type = DOC_DIV;
}

/* All that is whole below the node becomes its child; the containers go. */
static void flatten(DocNode *top)
{
	DocNode **whole = NULL;
	size_t count = 0, cap = 0;
	for (DocNode *node = doc_next_mutable(top, top, false); node;
	     node = doc_next_mutable(node, top, is_whole(node))) {
		if (!is_whole(node))
			continue;
		whole = base_grow(whole, count, &cap, sizeof *whole);
		whole[count++] = node;
	}
	while (top->first)
		doc_unlink(top->first);
	for (size_t i = 0; i < count; i++) {
		free_of_list(whole[i]);
		doc_append(top, whole[i]);
	}
	if (top->type == DOC_BULLET_LIST || top->type == DOC_ORDERED_LIST || top->type == DOC_DEFINITION_LIST)
		top->type = DOC_DIV;
	free(whole);
}

static bool flatten_below(DocNode *top, bool told, Diag *diag)
{
	int depth = 0;
	DocWalk walk = doc_walk(top);
	while (doc_step(&walk)) {
		const DocNode *node = walk.node;
		if (!walk.enter) {
			depth--;
			continue;
		}
		if (node->type == DOC_TEXT || node->type == DOC_SOFT_BREAK)
			continue;
		if (depth++ < DEEPEST || is_whole(node))
			continue;
		flatten((DocNode *)node); /* it is of top's tree */
		if (!told)
			diag_report(diag, DIAG_WARNING, node->pos, "nested-deep",
			            "this is nested more than a hundred levels deep, so it is set flat from "
			            "here on; make it flatter");
		told = true;
	}
	return told;
}

void src_flatten(Doc *doc, Diag *diag)
{
	bool told = false;
	for (size_t i = 0; i <= doc->note_count; i++)
		told = flatten_below(i ? doc->notes[i - 1] : doc->root, told, diag);
}
