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

/* What is missing to a frame's foot, if that is less than a line. */
static Length missing(const PageMakeup *makeup, const PageFrame *frame)
{
	const FlowGalley *galley = makeup->galley;
	const FlowItem *items = makeup->list.items;
	int64_t y = flow_repeat_height(&galley->list, &items[frame->first]);
	bool free = !frame->float_count;
	for (uint32_t i = 0; i < frame->float_count; i++)
		y += galley->floats[frame->first_float + i].top_height;
	for (uint32_t i = frame->first; i < frame->end; i++) {
		y = flow_top(makeup->setting, &items[i], y, i == frame->first, free) + items[i].height;
		free = free && !items[i].on_grid;
	}
	int64_t room = frame->height - y;
	return room > 0 && room < flow_leading(makeup->setting) ? (Length)room : 0;
}

/* Whether a listing begins with an item that is not the frame's first. */
static bool begins_listing(const FlowList *list, const PageFrame *frame, uint32_t index)
{
	const FlowBlock *block = list->items[index].block;
	return block->listing && index > frame->first && list->items[index - 1].block != block;
}

/* Whether an item is the last line of its paragraph. */
static bool ends_listing(const FlowItem *item)
{
	return item->block->listing && item->line + 1 == par_lines(item->block->par, item->variant);
}

/* The white around listings is the same everywhere: their grounds grow, each by as much above as below, where the last
 * ends on the page. */
static void grow_grounds(PageMakeup *makeup, const PageFrame *frame, uint32_t first, Length room)
{
	FlowList *list = &makeup->list;
	Length count = 0, most = flow_leading(makeup->setting) / 4, above = 0;
	for (uint32_t i = first; i < frame->end && ends_listing(&list->items[frame->end - 1]); i++)
		count += begins_listing(list, frame, i);
	for (uint32_t i = first; i < frame->end && count; i++) {
		FlowItem *item = &list->items[i];
		bool begins = begins_listing(list, frame, i);
		if (above && item->block != list->items[i - 1].block) { /* the one above ends */
			item->before += above;
			above = 0;
		}
		if (begins) {
			Length share = room / (2 * count);
			item->within = (uint16_t)(share < most ? share : most);
			item->before += item->within;
			above = item->within;
		}
	}
}

/* What is less than a line goes above what stands off the grid at the foot. */
static void reach_foot(PageMakeup *makeup, const PageFrame *frame)
{
	FlowList *list = &makeup->list;
	size_t spaces = 0;
	uint32_t first = frame->end;
	Length room = missing(makeup, frame);
	bool listing = false;
	for (; room && first > frame->first + 1 && !list->items[first - 1].on_grid; first--) {
		spaces += gives_way(list, first - 1);
		listing = listing || list->items[first - 1].block->listing;
	}
	if (listing)
		grow_grounds(makeup, frame, first, room);
	for (uint32_t i = first; i < frame->end && spaces && !listing; i++) {
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
