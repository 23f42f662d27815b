/* The last page's columns end together: the lowest height at which what it holds goes
 * into them. */
#include "typeset/page/pagebreak.h"
#include "typeset/page/prices.h"

/* Fills the columns from way[0] on, each as far as it goes in a height, and enters where
 * they end; returns the nodes, 0 if the run does not end in them. */
static size_t fill_columns(Run *run, Node *const *way, Length height)
{
	const Node *first = way[0];
	Node *node = way[0];
	for (int column = 1; column <= run->setting->columns; column++) {
		Fill fill;
		FillFrom from = {.item = node->item,
		                 .float_next = node->float_next,
		                 .float_seen = node->float_next,
		                 .height = height};
		fill_start(&fill, &run->source, &from);
		FillFit fit = fill_first_fit(fill, run->end, height, FAIR);
		if (fit.end == node->item)
			return 0;
		node = way[column];
		*node = (Node){.item = fit.end,
		               .float_next = fit.float_next,
		               .float_seen = fit.float_next,
		               .first_wide = first->first_wide,
		               .wide_next = first->wide_next,
		               .pos = (uint8_t)(first->pos + column),
		               .top = first->top,
		               .high = first->high,
		               .set = first->high};
		if (fit.end == run->end)
			return (size_t)column + 1;
	}
	return 0;
}

size_t page_balance(Run *run, Node **way, size_t count)
{
	size_t columns = (size_t)run->setting->columns, first = count - 1;
	Length leading = flow_leading(run->setting);
	while (first > 0 && way[first - 1]->pos % columns)
		first--;
	first -= first > 0;
	bool waits = run->source.galley->float_count && run->source.galley->floats[0].waits; /* for heads of columns */
	if (columns == 1 || waits || way[first]->pos % columns || !page_is_whole(way[first]))
		return count;
	Node **tries = arena_alloc(run->nodes.arena, (columns + 1) * sizeof *tries);
	tries[0] = way[first];
	for (size_t i = 1; i <= columns; i++)
		tries[i] = arena_alloc(run->nodes.arena, sizeof **tries);
	Length most = page_frame_height(run, tries[0], 0);
	for (Length height = leading; height <= most; height += leading) {
		size_t nodes = fill_columns(run, tries, height);
		for (size_t i = 1; i < nodes; i++)
			way[first + i] = tries[i];
		if (nodes)
			return first + nodes;
	}
	return count;
}
