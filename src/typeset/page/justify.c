/* A frame's white: as many lines as were asked go where white may be put in or taken
 * out, and what is missing to its foot above what stands there off the grid. */
#include "typeset/page/justify.h"

/* A place for white in a frame: above a heading, or above and below what stands
 * off the grid, where both are in the frame. */
typedef struct {
	uint32_t above, below; /* items, UINT32_MAX: none */
	bool heading;
} Place;

enum { PLACES = 64 };

static size_t list_places(const FlowList *list, const PageFrame *frame, Place *places)
{
	size_t count = 0;
	bool open = false;
	for (uint32_t i = frame->first + 1; i < frame->end; i++) {
		const FlowItem *item = &list->items[i];
		if (!item->stretch)
			continue;
		if (item->stretch == 2 && count < PLACES)
			places[count++] = (Place){i, UINT32_MAX, true};
		else if (open)
			places[count - 1].below = i;
		else if (count < PLACES)
			places[count++] = item->on_grid ? (Place){UINT32_MAX, i, false} : (Place){i, UINT32_MAX, false};
		open = count && item->stretch == 1 && !item->on_grid && places[count - 1].above == i;
	}
	return count;
}

static void widen(FlowList *list, const Place *place, Length by)
{
	bool both = place->above != UINT32_MAX && place->below != UINT32_MAX;
	Length half = both ? by / 2 : by;
	if (place->above != UINT32_MAX)
		list->items[place->above].before += half;
	if (place->below != UINT32_MAX)
		list->items[place->below].before += both ? by - half : by;
}

/* Whole lines of white: to headings first, evenly. */
static void give_lines(FlowList *list, Length leading, const Place *places, size_t count, int lines)
{
	for (int round = 0; count && lines > 0; round++) {
		for (size_t i = 0; i < count && lines > 0; i++) {
			if (places[i].heading != (round % 2 == 0))
				continue;
			widen(list, &places[i], leading);
			lines--;
		}
	}
	for (size_t i = 0; i < count && lines < 0; i++) {
		if (places[i].heading && list->items[places[i].above].before >= 2 * leading) {
			list->items[places[i].above].before -= leading;
			lines++;
		}
	}
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
		spaces += list->items[first - 1].before > 0;
	for (uint32_t i = first; i < frame->end && spaces; i++) {
		if (list->items[i].before <= 0)
			continue;
		Length share = (Length)(room / (int64_t)spaces--);
		list->items[i].before += share;
		room -= share;
	}
}

void page_justify(PageMakeup *makeup, const PageFrame *frame, int lines)
{
	FlowList *list = &makeup->list;
	Place places[PLACES];
	if (frame->end <= frame->first)
		return;
	if (lines)
		give_lines(list, flow_leading(makeup->setting), places, list_places(list, frame, places), lines);
	if (!frame->part_count)
		reach_foot(makeup, frame);
}
