/* Where one edition's pages begin in the tree of another: what both have stands at the same places of the source. */
#include "document/document.h"

#include <stdlib.h>
#include <string.h>

static const char *place_of(const DocNode *node, char *out, size_t size)
{
	snprintf(out, size, "%s:%u:%u:%d", node->pos.file ? node->pos.file : "", (unsigned)node->pos.line,
	         (unsigned)node->pos.col, (int)node->type);
	return out;
}

enum { LONGEST_PLACE = 4200 }; /* of a path and three numbers */

static Map *find_places(const Doc *doc, Arena *arena)
{
	Map *places = map_new(arena);
	char place[LONGEST_PLACE];
	for (const DocNode *node = doc->root; node; node = doc_next(node, doc->root, false)) {
		if (!node->generated && !map_has(places, place_of(node, place, sizeof place)))
			map_set(places, place, (void *)(uintptr_t)node);
	}
	return places;
}

/* The nodes of the text itself by serial. */
static const DocNode **list_nodes(const Doc *doc, Arena *arena)
{
	const DocNode **nodes = arena_alloc(arena, ((size_t)doc->serials + 1) * sizeof *nodes);
	for (const DocNode *node = doc->root; node; node = doc_next(node, doc->root, false))
		nodes[node->serial] = node;
	return nodes;
}

/* Finds the node, or the first one after it that both have. */
static void carry(DocPageStart *start, const Doc *from, const DocNode *node, const Map *places)
{
	char place[LONGEST_PLACE];
	const DocNode *same = NULL;
	for (const DocNode *at = node; at && !same; at = doc_next(at, from->root, false)) {
		same = map_get(places, place_of(at, place, sizeof place));
		start->byte = same && at == node ? start->byte : 0;
	}
	start->serial = same ? same->serial : 0;
}

DocPageMap doc_carry_pages(const DocPageMap *map, const Doc *from, const Doc *to)
{
	Map *places = find_places(to, to->arena);
	const DocNode **nodes = list_nodes(from, to->arena);
	DocPageMap carried = {.pages = arena_alloc(to->arena, (map->count + 1) * sizeof *carried.pages)};
	for (size_t i = 0; i < map->count; i++) {
		DocPageStart start = map->pages[i];
		if (start.serial)
			carry(&start, from, nodes[start.serial], places);
		if (start.serial || !map->pages[i].serial)
			carried.pages[carried.count++] = start;
	}
	return carried;
}
