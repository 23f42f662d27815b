/* Nested lists of flat paragraphs. */
#include "import/lists.h"

/* How many items a list has had at a level; deeper ones begin anew. */
static long *counter(Import *import, Lists *lists, const char *list, size_t level)
{
	if (!lists->counts)
		lists->counts = map_new(import->doc->arena);
	const char *key = arena_printf(import->doc->arena, "%zu/%s", level, list);
	long *count = map_get(lists->counts, key);
	if (!count) {
		count = arena_alloc(import->doc->arena, sizeof *count);
		map_set(lists->counts, key, count);
	}
	return count;
}

static void open_list(Import *import, Lists *lists, DocNode *parent, size_t level, const ListKind *kind)
{
	DocNode *holder = lists->depth ? lists->open[lists->depth - 1].item : parent;
	DocNode *list = import_add(import, holder, kind->type ? "ol" : "ul", "type", kind->type);
	if (kind->type)
		doc_set_key(import->doc, list, "start",
		            arena_printf(import->doc->arena, "%ld",
		                         kind->start + *counter(import, lists, kind->list, level)));
	list->u.list.delim = kind->delim;
	lists->open[lists->depth].kind = *kind;
	lists->open[lists->depth].level = level;
	lists->open[lists->depth++].list = list;
}

DocNode *lists_item(Import *import, Lists *lists, DocNode *parent, size_t level, const ListKind *kind)
{
	while (lists->depth && lists->open[lists->depth - 1].level > level)
		lists->depth--;
	size_t top = lists->depth - 1;
	bool same = lists->depth && lists->open[top].level == level && str_eq(lists->open[top].kind.list, kind->list) &&
	            str_eq(lists->open[top].kind.type, kind->type);
	if (!same && lists->depth && lists->open[top].level == level)
		lists->depth--;
	if (!same && lists->depth < LISTS_DEEPEST)
		open_list(import, lists, parent, level, kind);
	for (size_t deeper = level + 1; deeper < LISTS_DEEPEST; deeper++)
		*counter(import, lists, kind->list, deeper) = 0;
	++*counter(import, lists, kind->list, level);
	top = lists->depth - 1;
	lists->open[top].item = import_add(import, lists->open[top].list, "li", NULL, NULL);
	return lists->open[top].item;
}

DocNode *lists_open_item(const Lists *lists, size_t level)
{
	for (size_t i = lists->depth; i-- > 0;) {
		if (lists->open[i].level <= level)
			return lists->open[i].item;
	}
	return NULL;
}

void lists_end(Lists *lists)
{
	lists->depth = 0;
}
