/* A frame's white: a line that was asked goes where one may be put in, and what is missing to its
 * foot above what stands there off the grid. */
#include "typeset/page/justify.h"

/* Where a frame takes a line of white: around its first figure, else above the heading that has most; NULL if
 * there is none. */
static FlowItem *place_of_white(const FlowList *list, const PageFrame *frame)
{
	FlowItem *place = NULL;
	for (uint32_t i = frame->first + 1; i < frame->end; i++) {
		FlowItem *item = &list->items[i];
		if (item->stretch && item->block->kind == FLOW_FLOAT)
			return item;
		place = item->stretch && (!place || item->before > place->before) ? item : place;
	}
	return place;
}

static void put_white(PageMakeup *makeup, const PageFrame *frame, Length line)
{
	FlowItem *place = place_of_white(&makeup->list, frame);
	if (place && place->block->kind == FLOW_FLOAT) {
		place->height += line;
	} else if (place) {
		place->before += line;
		makeup->widened++;
	}
}

/* Whether the white above an item may take what is less than a line: not that of headings. */
static bool gives_way(const FlowList *list, uint32_t index)
{
	const FlowItem *item = &list->items[index];
	return item->before > 0 && !item->block->heading && !list->items[index - 1].block->heading;
}

/* What is less than a line goes above what stands off the grid at the foot. */
static void reach_foot(PageMakeup *makeup, const PageFrame *frame)
{
	const FlowGalley *galley = makeup->galley;
	FlowList *list = &makeup->list;
	int64_t y = flow_repeat_height(&galley->list, &list->items[frame->first]);
	bool free = !frame->float_count;
	if (list->items[frame->end - 1].block->listing) /* its white is the same everywhere */
		return;
	for (uint32_t i = 0; i < frame->float_count; i++)
		y += galley->floats[frame->first_float + i].top_height;
	size_t spaces = 0;
	uint32_t first = frame->end;
	for (uint32_t i = frame->first; i < frame->end; i++) {
		const FlowItem *item = &list->items[i];
		y = flow_top(makeup->setting, item, y, i == frame->first, free) + item->height;
		free = free && !item->on_grid;
	}
	int64_t room = frame->height - y;
	if (room <= 0 || room >= flow_leading(makeup->setting))
		return;
	for (; first > frame->first + 1 && !list->items[first - 1].on_grid; first--)
		spaces += gives_way(list, first - 1);
	for (uint32_t i = first; i < frame->end && spaces; i++) {
		if (!gives_way(list, i))
			continue;
		Length share = (Length)(room / (int64_t)spaces--);
		list->items[i].before += share;
		room -= share;
	}
}

void page_justify(PageMakeup *makeup, const PageFrame *frame, int lines)
{
	if (frame->end <= frame->first)
		return;
	if (lines)
		put_white(makeup, frame, flow_leading(makeup->setting));
	if (!frame->part_count)
		reach_foot(makeup, frame);
}
