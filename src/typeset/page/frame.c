/* Filling a frame. */
#include "typeset/page/frame.h"

#include "typeset/page/prices.h"
#include "typeset/page/walk.h"

/* ---- notes ---- */

/* Beside its line, or below the note before it. */
static void call_aside(Fill *fill, PagePart *part, int64_t y)
{
	part->y = (Length)(y > fill->aside ? y : fill->aside);
	fill->aside = part->y + page_part_height(fill->source->galley, part) + flow_aside_gap(fill->source->setting);
}

/* y: where it would stand beside the text. */
static void call_part(Fill *fill, PagePart part, int64_t y)
{
	FillParts *parts = fill->parts;
	parts->parts = base_grow(parts->parts, fill->part_count, &parts->cap, sizeof *parts->parts);
	if (fill->source->aside)
		call_aside(fill, &part, y);
	parts->parts[fill->part_count++] = part;
	fill->notes += fill->source->aside ? 0
	                                   : page_part_height(fill->source->galley, &part) +
	                                             (fill->notes ? 0 : flow_note_gap(fill->source->setting));
}

/* The item of a note's part before which it can be cut, so that what stays is at
 * most room high; its first when nothing may stay. */
static uint32_t cut_of(const FlowGalley *galley, const PagePart *part, int64_t room)
{
	const FlowList *list = &galley->notes[part->note].list;
	uint32_t best = part->first;
	int64_t height = 0;
	for (uint32_t i = part->first + 1; i < part->end; i++) {
		const FlowItem *item = &list->items[i - 1];
		height += item->height + (i - 1 > part->first || i == 1 ? item->before : 0);
		if (height > room)
			break;
		if (list->items[i].penalty < FLOW_FORBIDDEN)
			best = i;
	}
	return best;
}

int64_t fill_room(const Fill *fill, int64_t height)
{
	return fill->source->aside ? height : height - fill->y - flow_note_gap(fill->source->setting);
}

/* Where the last note beside the text ends. */
static int64_t aside_end(const Fill *fill)
{
	return fill->aside ? fill->aside - flow_aside_gap(fill->source->setting) : 0;
}

bool fill_spills(const Fill *fill, int64_t height)
{
	return fill->source->aside ? aside_end(fill) > height : fill->notes && fill->y + fill->notes > height;
}

/* How many notes fit whole, one after another; room is what they leave to the next, which stands beside its line. */
static size_t whole_parts(const Fill *fill, int64_t *room)
{
	size_t i = 0;
	int64_t all = *room;
	for (; i < fill->part_count; i++) {
		const PagePart *part = &fill->parts->parts[i];
		Length height = page_part_height(fill->source->galley, part);
		*room = fill->source->aside ? all - part->y : *room;
		if (height > *room)
			break;
		*room -= height;
	}
	return i;
}

/* The first note that does not fit whole, all if there is none, and the item before which it is cut. */
static size_t find_cut(const Fill *fill, int64_t room, uint32_t *cut)
{
	size_t i = whole_parts(fill, &room);
	if (i == fill->part_count)
		return i;
	const PagePart *part = &fill->parts->parts[i];
	*cut = cut_of(fill->source->galley, part, room);
	if (*cut == part->first && i == 0 && (fill->source->aside ? part->y : fill->y) == 0)
		++*cut; /* higher than a page: it goes on all the same */
	return i;
}

void fill_rest(const Fill *fill, int64_t room, FillParts *rest)
{
	uint32_t cut = 0;
	rest->count = 0;
	for (size_t i = find_cut(fill, room, &cut); i < fill->part_count; i++) {
		rest->parts = base_grow(rest->parts, rest->count, &rest->cap, sizeof *rest->parts);
		rest->parts[rest->count++] = fill->parts->parts[i];
	}
	if (rest->count)
		rest->parts[0].first = cut;
	for (size_t i = 0; i < rest->count; i++)
		rest->parts[i].y = 0;
}

void fill_cut(Fill *fill, int64_t room)
{
	uint32_t cut = 0;
	size_t i = find_cut(fill, room, &cut);
	if (i == fill->part_count)
		return;
	PagePart *part = &fill->parts->parts[i];
	part->end = cut;
	fill->part_count = i + (part->end > part->first);
}

int fill_lacks(const Fill *fill)
{
	int64_t lines = fill->y / flow_leading(fill->source->setting);
	return lines < FEW_LINES ? (int)(FEW_LINES - lines) : 0;
}

/* What it costs to let notes go on in the next frame. */
static double split_cost(const Fill *fill, int64_t room)
{
	size_t i = whole_parts(fill, &room);
	const PagePart *part = &fill->parts->parts[i];
	uint32_t some = i < fill->part_count ? cut_of(fill->source->galley, part, room) - part->first : 0;
	double split = fill->source->aside ? ASIDE_SPLIT : SPLIT + LITTLE * fill_lacks(fill);
	return split + (some == 1 && part->first ? STUB : 0) + DEFER * (double)(fill->part_count - i - (some > 0));
}

uint32_t fill_enter_parts(const Fill *fill, PageMakeup *makeup)
{
	size_t first = makeup->part_count;
	for (size_t i = 0; i < fill->part_count; i++) {
		makeup->parts = base_grow(makeup->parts, makeup->part_count, &makeup->part_cap, sizeof *makeup->parts);
		makeup->parts[makeup->part_count++] = fill->parts->parts[i];
	}
	return (uint32_t)first;
}

/* ---- filling ---- */

/* The notes of an item of a list, whose top stands at y. */
static void call(Fill *fill, const FlowList *list, const FlowItem *item, int64_t y)
{
	bool here = flow_has_page_notes(fill->source->setting);
	for (uint32_t i = 0; i < item->note_count && here; i++) {
		uint32_t note = list->refs[item->first_note + i]->u.note.number - 1;
		const FlowList *called = &fill->source->galley->notes[note].list;
		Length base = called->count ? called->items[0].base : 0;
		call_part(fill, (PagePart){note, 0, (uint32_t)called->count, 0}, y + flow_note_base(item, i) - base);
	}
}

static void call_float(Fill *fill, uint32_t number, int64_t y)
{
	const FlowList *list = &fill->source->galley->floats[number].list;
	for (size_t i = 0; i < list->count; i++) {
		y += i ? list->items[i].before : 0;
		call(fill, list, &list->items[i], y);
		y += list->items[i].height;
	}
}

/* Floats that wait go to the frame's top, as many as leave it some text. */
static void place_waiting(Fill *fill, const FillFrom *from)
{
	int64_t most = from->alone ? from->height : from->height * 3 / 4;
	while (fill->float_next < fill->float_seen) {
		const FlowFloat *next = &fill->source->galley->floats[fill->float_next];
		if (fill->top_floats && (next->alone || fill->y + next->top_height + fill->notes > most))
			break;
		call_float(fill, fill->float_next++, fill->y);
		fill->y += next->top_height;
		fill->full = next->alone;
		fill->top_floats++;
		fill->free = false;
	}
}

void fill_start(Fill *fill, const FillSource *source, const FillFrom *from)
{
	uint32_t first = from->item;
	*fill = (Fill){.source = source,
	               .parts = source->parts,
	               .first = first,
	               .end = first,
	               .par_first = UINT32_MAX,
	               .free = true,
	               .white = FILL_NOWAY,
	               .unfaced = from->unfaced};
	fill->float_next = from->float_next;
	fill->float_seen = from->float_seen;
	for (int i = 0; i < FILL_CHANGE; i++)
		fill->fewer[i].cost = fill->more[i].cost = FILL_NOWAY;
	for (size_t i = 0; i < from->carried_count; i++)
		call_part(fill, from->carried[i], 0);
	place_waiting(fill, from);
	if (first < source->list->count)
		fill->y += flow_repeat_height(source->list, &source->list->items[first]);
}

static void offer(FillOffer *offers, double cost, uint32_t item)
{
	for (int i = 0; i < FILL_CHANGE; i++) {
		if (cost >= offers[i].cost)
			continue;
		for (int k = FILL_CHANGE - 1; k > i; k--)
			offers[k] = offers[k - 1];
		offers[i] = (FillOffer){cost, item};
		return;
	}
}

/* A paragraph that is whole in the frame offers its other variants. */
static void offer_variants(Fill *fill, const FlowItem *item, uint32_t index)
{
	if (item->line == 0)
		fill->par_first = index;
	if (fill->par_first == UINT32_MAX || item->line + 1 != par_lines(item->block->par, item->variant))
		return;
	if (item->block->fewer < FLOW_NEVER)
		offer(fill->fewer, (double)item->block->fewer, fill->par_first);
	if (item->block->more < FLOW_NEVER)
		offer(fill->more, (double)item->block->more, fill->par_first);
}

/* A line of white goes around a figure, or above a heading. */
static void offer_white(Fill *fill, const FlowItem *item, uint32_t index)
{
	double price = item->block->kind == FLOW_FLOAT ? WHITE : fill->source->heading_white;
	if (index > fill->first && !fill->unfaced && price < fill->white)
		fill->white = price;
}

bool fill_meets_float(const Fill *fill)
{
	const FlowBlock *block = fill->source->list->items[fill->end].block;
	return block->kind == FLOW_FLOAT && block->number == fill->float_next;
}

int fill_penalty(const Fill *fill, uint32_t until)
{
	if (fill->end == until)
		return 0;
	return fill->keep ? FLOW_FORBIDDEN : fill->source->list->items[fill->end].penalty;
}

/* Returns whether the mark has its float with it. */
static bool add_float(Fill *fill, uint32_t number, uint32_t until)
{
	fill->float_seen = number + 1;
	if (number != fill->float_next || number >= until || fill->source->galley->floats[number].waits)
		return false;
	fill->float_next++;
	return true;
}

/* Whether a broadside table that is called for in the frame, before an item, calls notes; not right below a heading,
 * which needs text on its own page. */
static bool passes_notes(const Fill *fill, const FlowBroadside *table, uint32_t index)
{
	return table->after >= fill->first && table->after < index && table->list.ref_count &&
	       !fill->source->list->items[table->after].block->heading;
}

/* How many of the floats that wait call notes. */
static uint32_t waiting_notes(const Fill *fill)
{
	uint32_t count = 0;
	for (uint32_t i = fill->float_next; i < fill->float_seen; i++)
		count += fill->source->galley->floats[i].list.ref_count > 0;
	return count;
}

/* What waits to stand after an item that calls notes, and calls some itself, whose numbers readers then meet too late.
 */
static uint32_t overtaken(const Fill *fill, uint32_t index)
{
	const FlowGalley *galley = fill->source->galley;
	if (!fill->source->list->items[index].note_count)
		return 0;
	uint32_t count = waiting_notes(fill);
	for (size_t i = 0; fill->followers && i < galley->broadside_count; i++)
		count += passes_notes(fill, &galley->broadsides[i], index);
	return count;
}

/* Broadside pages that follow the page of an item, before what waits. */
static void add_followers(Fill *fill, uint32_t index)
{
	const FlowGalley *galley = fill->source->galley;
	bool noted = false;
	for (size_t i = 0; i < galley->broadside_count; i++)
		noted |= galley->broadsides[i].after == index && galley->broadsides[i].list.ref_count;
	fill->followers += fill->source->followers[index];
	fill->extra += AWAY * (fill->float_seen - fill->float_next) + OUT_OF_ORDER * (noted ? waiting_notes(fill) : 0);
}

void fill_add(Fill *fill, uint32_t until)
{
	const FillSource *source = fill->source;
	const FlowList *list = source->list;
	uint32_t index = fill->end++;
	const FlowItem *item = &list->items[index];
	if (item->block->kind == FLOW_FLOAT && !add_float(fill, item->block->number, until)) {
		const bool could = index == fill->first && item->block->number == fill->float_next &&
		                   !source->galley->floats[fill->float_next].waits;
		fill->extra += could ? FROM_HEAD : AWAY;
		fill->keep |= item->penalty >= FLOW_FORBIDDEN;
		fill->y += index > fill->first ? item->before : 0;
		return;
	}
	fill->keep = false;
	if (item->block->heading && item->line == 0)
		fill->extra += PASSED * (fill->float_seen - fill->float_next);
	fill->extra += OUT_OF_ORDER * overtaken(fill, index);
	if (source->followers && source->followers[index])
		add_followers(fill, index);
	if (item->barrier)
		fill->extra += OVERTAKEN * (fill->float_seen - fill->float_next);
	if (item->stretch)
		offer_white(fill, item, index);
	bool top = index == fill->first && !fill->top_floats;
	fill->y = flow_top(source->setting, item, fill->y, index == fill->first, fill->free);
	if (item->block->kind == FLOW_FLOAT) {
		const FlowFloat *set = &source->galley->floats[item->block->number];
		call_float(fill, item->block->number, fill->y + (top ? 0 : set->above));
		fill->y += top ? set->top_height : item->height;
	} else {
		call(fill, list, item, fill->y);
		fill->y += item->height;
	}
	fill->free = fill->free && !item->on_grid;
	if (item->block->kind == FLOW_LINE)
		offer_variants(fill, item, index);
}

void fill_to(Fill *fill, uint32_t end, uint32_t until)
{
	while (fill->end < end)
		fill_add(fill, until);
}

FillFit fill_first_fit(Fill fill, uint32_t until, int64_t room, int fair)
{
	FillFit fit = {fill.end, fill.float_next, fill.end};
	while (fill.end < until) {
		fill_add(&fill, UINT32_MAX);
		if (fill.y + fill.notes > room)
			break;
		fit.most = fill.end;
		if (fill.end < until && fill.source->list->items[fill.end].penalty >= fair)
			continue;
		fit.end = fill.end;
		fit.float_next = fill.float_next;
	}
	return fit;
}

/* ---- costs ---- */

/* What it costs that lines are missing to the foot: by their square, a quarter where what follows is not text, which
 * may not be divided; but facing pages that end two lines apart are seen whatever follows. */
static double missing_cost(bool even, double lines, bool text_after)
{
	enum { SEEN = 2 };
	double price = even ? SHORT : RAGGED, whole = price * lines * lines, least = even ? price * SEEN * SEEN : 0;
	if (text_after || (even && lines <= SEEN))
		return whole;
	return whole / 4 > least ? whole / 4 : least;
}

/* What it costs that lines are missing to the foot, or all but one, which white is put in for. */
static double white_cost(const Fill *fill, int64_t lines, int *stretch, bool text_after)
{
	bool even = fill->source->setting->job->style->page.even;
	double plain = missing_cost(even, (double)lines, text_after),
	       white = missing_cost(even, (double)lines - 1, text_after) + fill->white;
	*stretch = even && lines > 0 && white < plain;
	return *stretch ? white : plain;
}

/* The last page of a chapter has some lines; a chapter of a line costs the same everywhere. */
static double cost_left(const Fill *fill, int64_t left, bool forced, bool text_after, int *stretch)
{
	int64_t leading = flow_leading(fill->source->setting);
	*stretch = 0;
	if (left < 0)
		return FILL_NOWAY;
	if (!forced)
		return white_cost(fill, left / leading, stretch, text_after);
	int64_t lines = fill->y / leading;
	return left >= leading && lines < FEWEST ? LONELY * (double)(FEWEST - lines) : 0;
}

/* Whether nothing but a line of a paragraph stands over notes. */
static bool is_stub(const Fill *fill)
{
	const FlowItem *item = &fill->source->list->items[fill->first];
	return fill->part_count && fill->end == fill->first + 1 && item->block->kind == FLOW_LINE &&
	       par_lines(item->block->par, item->variant) > 1;
}

FillEnd fill_end(const Fill *fill, int64_t height, bool forced)
{
	const FlowList *list = fill->source->list;
	int64_t room = height - fill->y - fill->notes, leading = flow_leading(fill->source->setting);
	FillEnd best = {.cost = FILL_NOWAY};
	const FlowItem *next = fill->end < list->count ? &list->items[fill->end] : NULL;
	bool text_after = next && next->block->kind == FLOW_LINE && !next->block->caption;
	double sums[2] = {0, 0};
	for (int lines = 0; lines <= FILL_CHANGE; lines++) {
		for (int sign = -1; sign <= 1; sign += 2) {
			int stretch;
			double *sum = &sums[sign > 0];
			*sum += lines ? (sign > 0 ? fill->more : fill->fewer)[lines - 1].cost : 0;
			if (*sum >= best.cost)
				continue;
			double cost =
			        *sum + cost_left(fill, room - lines * leading * sign, forced, text_after, &stretch);
			int lower = (sign > 0 ? lines : 0) + stretch; /* that notes beside the text may come to stand */
			if (cost < best.cost && !(fill->source->aside && fill_spills(fill, height - lower * leading)))
				best = (FillEnd){cost, sign * lines, stretch, false,
				                 !forced && room - lines * leading * sign >= (stretch + 1) * leading};
		}
	}
	if (best.cost >= FILL_NOWAY && fill->part_count && fill->y <= height) {
		int stretch;
		double cost = split_cost(fill, fill_room(fill, height)),
		       white = fill->source->aside ? cost_left(fill, room, forced, text_after, &stretch) : 0;
		best = (FillEnd){cost + white, 0, 0, true, false};
	}
	best.cost += is_stub(fill) ? STUB : 0;
	return best;
}
