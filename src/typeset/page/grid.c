/* The baseline grid.  What stands off it (a heading, a quotation, code, a figure)
 * is given so much white that the text after it stands on the grid again: above a
 * heading, else half above and half below.  The same places may later take whole
 * lines of white, where a page asks for it. */
#include "typeset/flow/flow.h"

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

static void settle_run(FlowItem *items, size_t first, size_t end, size_t count, Length leading)
{
	Length sum = 0;
	FlowItem *after = end < count && !items[end].new_page ? &items[end] : NULL;
	for (size_t i = first; i < end; i++)
		sum += items[i].before + items[i].height;
	sum += after ? after->before : 0;
	FlowItem *heading = last_heading(items, first, end), *place = heading ? heading : &items[first];
	Length over = sum % leading, less = -over, more = over ? leading - over : 0;
	bool fits = place->before + less >= leading / 2 && over < leading / 4;
	if (heading) {
		heading->before += fits ? less : more;
		heading->stretch = 2;
	} else if (after) {
		place->before += more / 2;
		after->before += more - more / 2;
		place->stretch = after->stretch = 1;
	}
}

void flow_settle(const TsEdition *edition, FlowList *list)
{
	Length leading = flow_leading(edition);
	for (size_t i = 0; i < list->count;) {
		size_t end = i;
		while (end < list->count && !list->items[end].on_grid && (end == i || !list->items[end].new_page))
			end++;
		if (end > i)
			settle_run(list->items, i, end, list->count, leading);
		i = end > i ? end : i + 1;
	}
}

/* ---- a frame's white ---- */

/* A place for white in a frame: above a heading, or above and below what stands
 * off the grid, where both are in the frame. */
typedef struct {
	uint32_t above, below; /* items, UINT32_MAX: none */
	bool heading;
} Place;

enum { PLACES = 64 };

static size_t list_places(const FlowList *list, const FlowFrame *frame, Place *places)
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
static void give_lines(const TsEdition *edition, FlowList *list, const Place *places, size_t count, int lines)
{
	Length leading = flow_leading(edition);
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
static void reach_foot(const TsEdition *edition, FlowList *list, const FlowFrame *frame)
{
	int64_t y = flow_repeat_height(edition, &list->items[frame->first]);
	bool free = !frame->float_count;
	for (uint32_t i = 0; i < frame->float_count; i++)
		y += edition->floats[frame->first_float + i].top_height;
	size_t spaces = 0;
	uint32_t first = frame->end;
	for (uint32_t i = frame->first; i < frame->end; i++) {
		const FlowItem *item = &list->items[i];
		y = flow_top(edition, item, y, i == frame->first, free) + item->height;
		free = free && !item->on_grid;
	}
	int64_t room = frame->height - y;
	if (room <= 0 || room >= flow_leading(edition))
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

void flow_justify(const TsEdition *edition, FlowList *list, const FlowFrame *frame)
{
	Place places[PLACES];
	if (frame->end <= frame->first)
		return;
	if (frame->stretch)
		give_lines(edition, list, places, list_places(list, frame, places), frame->stretch);
	if (!frame->part_count)
		reach_foot(edition, list, frame);
}
