/* Making and moving nodes. */
#include "document/document.h"

#include <stddef.h>
#include <string.h>

Doc *doc_new(void)
{
	Arena *arena = arena_new();
	Doc *doc = arena_alloc(arena, sizeof *doc);
	doc->arena = arena;
	doc->ids = map_new(arena);
	doc->places = map_new(arena);
	doc->root_folder = ".";
	doc->macros = math_macros_new(arena);
	doc->meta.toc = -1;
	doc->root = doc_node(doc, DOC_ROOT, (Pos){0});
	return doc;
}

void doc_free(Doc *doc)
{
	if (doc)
		arena_free(doc->arena);
}

/* How much of the union there is.  A paragraph may come to be a term or a div, which know something that stands first;
 * breaks and texts come to be nothing else. */
static size_t size_of_own(DocType type)
{
	switch (type) {
	case DOC_SOFT_BREAK:
	case DOC_LINE_BREAK:
		return 0;
	case DOC_PARA:
	case DOC_PLAIN:
		return sizeof(int64_t);
	case DOC_TEXT:
		return sizeof((DocNode *)NULL)->u.text;
	default:
		return sizeof((DocNode *)NULL)->u;
	}
}

DocNode *doc_node(Doc *doc, DocType type, Pos pos)
{
	DocNode *node = arena_alloc(doc->arena, offsetof(DocNode, u) + size_of_own(type));
	node->type = type;
	doc->formulas = doc->formulas || type == DOC_MATH;
	doc->blocks += type == DOC_PARA || type == DOC_PLAIN || type == DOC_HEADER || type == DOC_CODE_BLOCK;
	node->pos = pos;
	return node;
}

DocNode *doc_inline_copy(Doc *doc, const DocNode *node)
{
	DocNode *copy = doc_node(doc, node->type, node->pos);
	memcpy(&copy->u, &node->u, size_of_own(node->type));
	copy->attr = node->attr;
	copy->unpaired = node->unpaired;
	return copy;
}

DocNode *doc_text(Doc *doc, Pos pos, const char *text, size_t len)
{
	DocNode *node = doc_node(doc, DOC_TEXT, pos);
	node->u.text.text = arena_strndup(doc->arena, text, len);
	node->u.text.len = len;
	return node;
}

void doc_unlink(DocNode *node)
{
	if (node->prev)
		node->prev->next = node->next;
	else if (node->parent)
		node->parent->first = node->next;
	if (node->next)
		node->next->prev = node->prev;
	else if (node->parent)
		node->parent->last = node->prev;
	node->parent = node->prev = node->next = NULL;
}

void doc_append(DocNode *parent, DocNode *child)
{
	doc_unlink(child);
	child->parent = parent;
	child->prev = parent->last;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

void doc_insert_before(DocNode *sibling, DocNode *node)
{
	doc_unlink(node);
	node->parent = sibling->parent;
	node->next = sibling;
	node->prev = sibling->prev;
	if (sibling->prev)
		sibling->prev->next = node;
	else if (sibling->parent)
		sibling->parent->first = node;
	sibling->prev = node;
}

void doc_insert_after(DocNode *sibling, DocNode *node)
{
	if (sibling->next)
		doc_insert_before(sibling->next, node);
	else
		doc_append(sibling->parent, node);
}

void doc_unwrap(DocNode *node)
{
	while (node->first)
		doc_insert_before(node, node->first);
	doc_unlink(node);
}

void doc_replace(DocNode *node, DocNode *with)
{
	doc_insert_before(node, with);
	doc_unlink(node);
}

/* Appends an item to an array of pointers in the arena. */
static void **arena_push(Arena *arena, void **items, size_t *count, void *item)
{
	if ((*count & (*count - 1)) == 0) { /* full at powers of two */
		void **larger = arena_alloc(arena, (*count ? *count * 2 : 1) * sizeof *larger);
		if (*count)
			memcpy(larger, items, *count * sizeof *items);
		items = larger;
	}
	items[(*count)++] = item;
	return items;
}

void doc_add_file(Doc *doc, const char *path)
{
	for (size_t i = 0; i < doc->file_count; i++) {
		if (str_eq(doc->files[i], path))
			return;
	}
	char *copy = arena_strdup(doc->arena, path);
	doc->files = (const char **)(void *)arena_push(doc->arena, (void **)(void *)doc->files, &doc->file_count, copy);
}

void doc_add_note(Doc *doc, DocNode *note)
{
	doc->notes = (DocNode **)(void *)arena_push(doc->arena, (void **)doc->notes, &doc->note_count, note);
}

void doc_add_image(Doc *doc, DocImage *image)
{
	doc->images = (DocImage **)(void *)arena_push(doc->arena, (void **)doc->images, &doc->image_count, image);
}

DocAttr *doc_attr(Doc *doc, DocNode *node)
{
	if (!node->attr)
		node->attr = arena_alloc(doc->arena, sizeof *node->attr);
	return node->attr;
}

void doc_add_class(Doc *doc, DocNode *node, const char *name)
{
	DocAttr *attr = doc_attr(doc, node);
	if (doc_has_class(node, name))
		return;
	void *copy = arena_strdup(doc->arena, name);
	attr->classes =
	        (const char **)(void *)arena_push(doc->arena, (void **)(void *)attr->classes, &attr->class_count, copy);
}

void doc_set_key(Doc *doc, DocNode *node, const char *key, const char *value)
{
	DocAttr *attr = doc_attr(doc, node);
	char *copy = arena_strdup(doc->arena, value);
	for (size_t i = 0; i < attr->pair_count; i++) {
		if (str_eq(attr->keys[i], key)) {
			attr->values[i] = copy;
			return;
		}
	}
	size_t count = attr->pair_count;
	void *name = arena_strdup(doc->arena, key);
	attr->keys = (const char **)(void *)arena_push(doc->arena, (void **)(void *)attr->keys, &count, name);
	attr->values =
	        (const char **)(void *)arena_push(doc->arena, (void **)(void *)attr->values, &attr->pair_count, copy);
}

const char *doc_key(const DocNode *node, const char *key)
{
	for (size_t i = 0; node->attr && i < node->attr->pair_count; i++) {
		if (str_eq(node->attr->keys[i], key))
			return node->attr->values[i];
	}
	return NULL;
}

bool doc_has_class(const DocNode *node, const char *name)
{
	for (size_t i = 0; node->attr && i < node->attr->class_count; i++) {
		if (str_eq(node->attr->classes[i], name))
			return true;
	}
	return false;
}

uint32_t doc_count_lines(const DocNode *listing)
{
	uint32_t lines = 1;
	for (size_t i = 0; i < listing->u.code.len; i++)
		lines += listing->u.code.text[i] == '\n';
	return lines;
}

uint32_t doc_first_line(const DocNode *listing, bool all)
{
	const DocListing *own = listing->u.code.listing;
	return own && own->number ? own->number : all;
}

bool doc_line_stands_out(const DocListing *listing, uint32_t line)
{
	size_t from = 0, to = listing ? listing->marked_count : 0;
	while (from < to) { /* the first range that does not end before the line */
		size_t middle = (from + to) / 2;
		if (listing->marked[middle][1] < line)
			from = middle + 1;
		else
			to = middle;
	}
	return listing && from < listing->marked_count && listing->marked[from][0] <= line;
}

const char *doc_line_callout(const DocListing *listing, uint32_t line)
{
	size_t from = 0, to = listing ? listing->called_count : 0;
	while (from < to) {
		size_t middle = (from + to) / 2;
		if (listing->called[middle] < line)
			from = middle + 1;
		else
			to = middle;
	}
	return listing && from < listing->called_count && listing->called[from] == line ? listing->callouts[from]
	                                                                                : NULL;
}

const char *doc_id(const DocNode *node)
{
	return node->attr ? node->attr->id : NULL;
}

/* An unpaired mark gets its form from the language. */
static bool is_written(const DocNode *node)
{
	return node && node->type == DOC_TEXT && !node->unpaired;
}

static void join_next(Doc *doc, DocNode *node)
{
	Buf joined = {0};
	buf_add(&joined, node->u.text.text, node->u.text.len);
	while (is_written(node->next)) {
		buf_add(&joined, node->next->u.text.text, node->next->u.text.len);
		doc_unlink(node->next);
	}
	node->u.text.text = arena_strndup(doc->arena, joined.data ? joined.data : "", joined.len);
	node->u.text.len = joined.len;
	buf_free(&joined);
}

void doc_join_texts(Doc *doc, DocNode *top)
{
	for (DocNode *node = top; node; node = doc_next_mutable(node, top, false)) {
		if (is_written(node) && is_written(node->next))
			join_next(doc, node);
	}
}
