/* The sources of a book become its chapters: what begins with no heading gets one, and levels fit together. */
#include "source/chapters.h"
#include "markdown/markdown.h"

#include <string.h>

enum { DEEPEST = 6 };

/* The blocks [first, end) of a part. */
typedef struct {
	DocNode *first, *end;
} Range;

static DocNode *make_heading(Doc *doc, const SrcPart *part, Pos pos, Diag *diag)
{
	DocNode *top = doc_node(doc, DOC_DIV, pos), *header = doc_node(doc, DOC_HEADER, pos);
	md_parse(doc, top, part->name, strlen(part->name), pos, diag);
	DocNode *words = top->first && top->first->type == DOC_PARA ? top->first : NULL;
	while (words && words->first)
		doc_append(header, words->first);
	if (!words)
		doc_append(header, doc_text(doc, pos, part->name, strlen(part->name)));
	header->u.header.level = part->level ? part->level : 1;
	return header;
}

/* The first heading in the text itself, or in a div of it. */
static DocNode *first_heading(const Range *range)
{
	for (DocNode *block = range->first; block != range->end; block = block->next) {
		for (DocNode *node = block; node; node = doc_next_mutable(node, block, node->type != DOC_DIV))
			if (node->type == DOC_HEADER)
				return node;
	}
	return NULL;
}

static void shift(const Range *range, int by)
{
	for (DocNode *block = range->first; by && block != range->end; block = block->next) {
		for (DocNode *node = block; node; node = doc_next_mutable(node, block, false)) {
			int level = node->type == DOC_HEADER ? node->u.header.level + by : 1;
			if (node->type == DOC_HEADER)
				node->u.header.level = level < 1 ? 1 : level > DEEPEST ? DEEPEST : level;
		}
	}
}

static void add_heading(Doc *doc, const Range *range, DocNode *header)
{
	if (range->first)
		doc_insert_before(range->first, header);
	else
		doc_append(doc->root, header);
}

/* A part whose first heading opens it is called by that. */
static void name_part(Doc *doc, const SrcPart *part, const Range *range, Diag *diag)
{
	Pos pos = range->first && range->first != range->end ? range->first->pos : (Pos){part->path, 1, 1};
	DocNode *header = part->path ? first_heading(range) : NULL;
	bool opens = header && (header == range->first || header->u.header.level == 1);
	if (!opens && part->name) {
		DocNode *own = make_heading(doc, part, part->path ? pos : (Pos){0}, diag);
		add_heading(doc, range, own);
		if (header && part->level)
			shift(range, part->level + 1 - header->u.header.level);
		header = own;
	} else if (header && part->level) {
		shift(range, part->level - header->u.header.level);
	}
	if (header && part->class && !doc_has_class(header, part->class))
		doc_add_class(doc, header, part->class);
}

static bool is_of_one(const SrcPart *parts, size_t count, const char *file)
{
	for (size_t i = 0; i < count; i++) {
		if (parts[i].path && parts[i].path == file)
			return true;
	}
	return false;
}

void src_chapters(Doc *doc, const SrcPart *parts, size_t count, Diag *diag)
{
	DocNode *node = doc->root->first;
	for (size_t i = 0; i < count; i++) {
		const char *path = parts[i].path;
		while (node && !is_of_one(parts + i, count - i, node->pos.file))
			node = node->next;
		Range range = {node, node};
		while (path && range.end &&
		       (range.end->pos.file == path || !is_of_one(parts + i + 1, count - i - 1, range.end->pos.file)))
			range.end = range.end->next;
		name_part(doc, &parts[i], &range, diag);
		node = range.end;
	}
}
