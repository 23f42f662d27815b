/* Lists of figures, tables and listings: what stands in them. */
#include "document/resolve.h"

static const DocNode *caption_of(const DocNode *node)
{
	const DocNode *caption = node->first;
	while (caption && caption->type != DOC_CAPTION)
		caption = caption->next;
	return caption && caption->first ? caption : NULL;
}

static bool is_listed(const DocNode *node, DocListed kind)
{
	bool figure = node->type == DOC_FIGURE && !node->u.figure.part,
	     listing = figure && node->u.figure.listing && node->u.figure.counted;
	bool wanted = kind == DOC_LISTED_TABLES     ? node->type == DOC_TABLE
	              : kind == DOC_LISTED_LISTINGS ? listing
	                                            : figure && !node->u.figure.listing;
	return wanted && caption_of(node);
}

/* The place among the tops of the one that a node is below. */
static size_t top_of(const Doc *doc, const DocNode *node)
{
	size_t top = 0;
	while (node->parent)
		node = node->parent;
	while (res_top(doc, top) && res_top(doc, top) != node)
		top++;
	return top;
}

const DocNode *doc_next_listed(const Doc *doc, DocListed kind, const DocNode *after)
{
	const DocNode *top, *node = after;
	for (size_t i = after ? top_of(doc, after) : 0; (top = res_top(doc, i)) != NULL; i++, node = NULL) {
		for (node = node ? doc_next(node, top, false) : top; node; node = doc_next(node, top, false)) {
			if (is_listed(node, kind))
				return node;
		}
	}
	return NULL;
}

void doc_caption_text(const DocNode *node, Buf *out)
{
	const char *own = doc_key(node, "short");
	const DocNode *caption = caption_of(node);
	if (own)
		buf_str(out, own);
	else if (caption)
		doc_plain_text(caption, out);
}
