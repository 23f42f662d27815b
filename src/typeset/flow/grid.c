/* The baseline grid.  What stands off it (a heading, a quotation, code, a figure)
 * is given so much white that the text after it stands on the grid again: above a
 * heading, else half above and half below.  The same places may later take whole
 * lines of white, where a page asks for it. */
#include "typeset/flow/builder.h"

/* The last heading of a run that ends in one. */
static FlowItem *last_heading(FlowItem *items, size_t first, size_t end)
{
	size_t at = end;
	while (at > first && items[at - 1].block->heading)
		at--;
	for (size_t i = at; i < end; i++) {
		if (items[i].line == 0)
			return &items[i];
	}
	return NULL;
}

static void level_run(FlowItem *items, size_t first, size_t end, size_t count, Length leading)
{
	int64_t sum = 0;
	FlowItem *after = end < count && items[end].start == FLOW_ON ? &items[end] : NULL;
	for (size_t i = first; i < end; i++)
		sum += items[i].before + items[i].height;
	sum += after ? after->before : 0;
	FlowItem *heading = last_heading(items, first, end), *place = heading ? heading : &items[first];
	Length over = (Length)(sum % leading), less = -over, more = over ? leading - over : 0;
	bool listing = !heading && items[end - 1].block->listing;
	bool fits = place->before + less >= leading / 2 && over < leading / 4;
	if (heading) {
		heading->before += fits ? less : more;
		heading->stretch = 2;
	} else if (after && listing) { /* its white is the same everywhere, as near as may be */
		more = over <= leading / 2 ? less : more;
		place->before += more / 2;
		after->before += more - more / 2;
	} else if (after) {
		place->before += more / 2;
		after->before += more - more / 2;
		place->stretch = after->stretch = 1;
	}
}

void build_grid(FlowList *list, Length leading)
{
	for (size_t i = 0; i < list->count;) {
		size_t end = i;
		while (end < list->count && !list->items[end].on_grid &&
		       (end == i || list->items[end].start == FLOW_ON))
			end++;
		if (end > i)
			level_run(list->items, i, end, list->count, leading);
		i = end > i ? end : i + 1;
	}
}
