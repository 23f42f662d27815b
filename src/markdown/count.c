/* How many blocks of words a document has, while its text is still being read: of too many neither tree is made. */
#include "markdown/count.h"

static bool is_block(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	return type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING || type == CMARK_NODE_CODE_BLOCK;
}

/* Those in a node, up to the first that is one too many. */
static size_t count_in(cmark_node *top, size_t room, cmark_node **over)
{
	size_t count = 0;
	cmark_iter *iter = cmark_iter_new(top);
	for (cmark_event_type event; !*over && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		cmark_node *node = cmark_iter_get_node(iter);
		if (event == CMARK_EVENT_ENTER && is_block(node) && ++count > room)
			*over = node;
	}
	cmark_iter_free(iter);
	return count;
}

cmark_node *md_find_excess(MdCount *count, cmark_node *root)
{
	cmark_node *over = NULL, *node = count->last ? cmark_node_next(count->last) : cmark_node_first_child(root);
	for (cmark_node *next; node && !over; node = next) {
		size_t own = count_in(node, count->room, &over);
		next = cmark_node_next(node);
		if (over || !next) /* the last one may grow yet, or go */
			continue;
		count->room -= own;
		count->last = node;
	}
	return over;
}
