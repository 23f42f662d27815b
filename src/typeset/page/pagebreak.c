/*
 * Page breaking by total fit: after Plass, "Optimal Pagination Techniques for Automatic
 * Typesetting Systems" (1981), and Mittelbach, "A General Framework for Globally
 * Optimized Pagination" (2016).
 *
 * The model.  The galley is a vertical list: items of some height, white above each, a
 * penalty on a break before each.  Breaks that the text forces (chapters) divide it into
 * runs, and each run is broken by itself.  A breakpoint is an item that begins a frame, a
 * column of a page; what is sought is the sequence of breakpoints with the least
 * demerits.
 *
 * What a frame costs.  Its items are added up from the breakpoint on (frame.c), and after
 * each it may end, at the sum of
 *   - the penalty of the break: a widow, an orphan, a heading, a table's row (flow/);
 *   - the lines that are missing to its foot, by their square, or the white that headings
 *     and figures take to fill it;
 *   - paragraphs set a line longer or shorter, two at most, at what their own demerits
 *     rise by: each is broken into one line less, its best, one line more beforehand;
 *   - notes.  They stand in the frame that calls them and are as much of its height as
 *     its text; where they do not fit they may go on in the next, which costs much and
 *     begins with what is left of them;
 *   - floats.  A figure stands at its mark if it fits there, else it waits and stands at
 *     the top of a frame after; a frame that meets one is tried both ways.  Each wait has
 *     its price, a heading passed on the way another.
 *
 * State.  What comes after a breakpoint depends on more than the item: on the notes that
 * go on, the floats that wait, and on the frame's place in its spread.  Facing pages end
 * together: a spread is set whole lines longer or shorter than the style's height at a
 * price, all its frames alike, so its height belongs to the state until it is full.  Two
 * ways to one breakpoint in one state differ in nothing that follows; the cheaper is
 * kept, as Knuth and Plass keep one active node for a line count and a fitness class.
 *
 * What bounds it.  A frame is not tried beyond its height, nor, unless nothing else ends
 * it, far from its foot; breakpoints that one a few items on is much cheaper than are
 * left; not more than some floats wait.  Where no end is cheap enough all are tried,
 * however short, and where none is possible the frame ends somehow: nothing is lost, and
 * every run has a way.  Time is linear in the items, but for what one page can hold.
 *
 * Facts that are not here: the prices (prices.h), what fills a frame (frame.c), the last
 * page of columns (balance.c), broadside tables, which no optimum needs (broadside.c).
 */
#include "typeset/page/pagebreak.h"
#include "typeset/page/prices.h"

#include <stdlib.h>

Length page_frame_top(const Run *run, const Node *node)
{
	const FlowGalley *galley = run->source.galley;
	Length top = node->top ? galley->span_height : 0;
	for (uint32_t i = node->first_wide; i < node->wide_next; i++)
		top += galley->wides[i].height;
	return top;
}

Length page_frame_height(const Run *run, const Node *node, int high)
{
	return run->setting->text_height - page_frame_top(run, node) - high * flow_leading(run->setting);
}

uint32_t page_wides_before(const Run *run, uint32_t item)
{
	const FlowGalley *galley = run->source.galley;
	uint32_t count = 0;
	while (count < galley->wide_count && galley->wides[count].after < item)
		count++;
	return count;
}

/* Enters which of those that wait stand at the head of a page that begins: one, and others as long as text has room. */
static void place_wides(const Run *run, Node *node)
{
	const FlowGalley *galley = run->source.galley;
	uint32_t called = page_wides_before(run, node->item);
	Length room = run->setting->text_height * 2 / 3;
	node->first_wide = node->wide_next;
	while (node->wide_next < called &&
	       (node->wide_next == node->first_wide || galley->wides[node->wide_next].height <= room))
		room -= galley->wides[node->wide_next++].height;
}

static int spread_frames(const Run *run)
{
	return 2 * run->setting->columns;
}

/* ---- frames ---- */

FillFrom page_from(const Run *run, const Node *node)
{
	return (FillFrom){
	        .item = node->item,
	        .float_next = node->float_next,
	        .float_seen = node->float_seen,
	        .carried = node->carry ? node->carry->parts : NULL,
	        .carried_count = node->carry ? node->carry->count : 0,
	        .height = page_frame_height(run, node, 0),
	        .alone = node->item == run->end,
	        .unfaced = !node->from && node->pos,
	};
}

bool page_is_whole(const Node *node)
{
	return !node->carry && node->float_next == node->float_seen;
}

static double spread_cost(int high)
{
	return high < 0 ? LONG_SPREAD : high > 0 ? SHORT_SPREAD * high * high : 0;
}

/* Where the frame after one that a node begins, and that ends as it is filled, stands. */
static void step(Run *run, Node *from, const Fill *fill, int high, const FillEnd *end, double cost, const Carry *carry)
{
	int columns = run->setting->columns, pos = from->pos + 1,
	    followers = (int)((from->followers + fill->followers) % 2);
	bool whole = pos % columns == 0, alone = whole && followers; /* on its side of the spread */
	pos = (pos + (alone ? columns : 0)) % spread_frames(run);
	Node node = {
	        .from = from,
	        .carry = carry,
	        .demerits = from->demerits + cost,
	        .item = fill->end,
	        .float_next = fill->float_next,
	        .float_seen = fill->float_seen,
	        .first_wide = from->first_wide,
	        .wide_next = from->wide_next,
	        .pos = (uint8_t)pos,
	        .high = (int8_t)(pos && !alone ? high : 0),
	        .top = from->top && pos % columns,
	        .change = (int8_t)end->change,
	        .stretch = (int8_t)end->stretch,
	        .set = (int8_t)high,
	        .uneven = from->uneven || end->missing,
	        .followers = (uint8_t)(whole ? 0 : followers),
	};
	if (whole && node.item < run->end)
		place_wides(run, &node);
	nodes_activate(&run->nodes, &node);
}

/* ---- ends of a frame ---- */

/* The notes that a frame of this height leaves to the next. */
static const Carry *left_notes(Run *run, const Fill *fill, int64_t height)
{
	fill_rest(fill, fill_room(fill, height), &run->rest);
	return nodes_carry(&run->nodes, &run->rest);
}

/* What more it costs to end a recto: no word is divided where a leaf is turned. */
static double turn_cost(const Run *run, const Node *node, bool divided)
{
	return divided && node->pos + 1 == spread_frames(run) ? LEAF_DIVIDED : 0;
}

static const Breakpoint *breakpoint(const Run *run, uint32_t item)
{
	return &run->nodes.breakpoints[item - run->first];
}

/* Whether a way on which notes go on is so dear that another one to the item will be taken.
 * At the end of the text ways to it follow each other, a frame of notes after another. */
static bool is_lost(const Run *run, uint32_t item, double demerits)
{
	return item < run->end && demerits > breakpoint(run, item)->least + LOST;
}

/* Enters where a group's nodes come to with a frame that ends like this. */
static void step_all(Run *run, Node *like, const Fill *fill, const FillEnd *end, int high, double penalty)
{
	bool divided = fill_penalty(fill, run->end) == FLOW_DIVIDED;
	int64_t height = page_frame_height(run, like, high);
	const Carry *carry = NULL;
	for (Node *node = like; node; node = node->next) {
		double cost = end->cost + penalty + turn_cost(run, node, divided) + (node->pos ? 0 : spread_cost(high));
		if ((node->pos && node->high != high) || (end->split && is_lost(run, fill->end, node->demerits + cost)))
			continue;
		carry = end->split && !carry ? left_notes(run, fill, height) : carry;
		step(run, node, fill, high, end, cost, carry);
	}
}

/* The frame so far, ended for every node of a group from one on; returns what the
 * cheapest of these ends costs. */
static double end_frame(Run *run, const Fill *fill, Node *like, double penalty)
{
	double least = FILL_NOWAY;
	for (int high = -run->longer; high <= run->shorter; high++) {
		FillEnd end = fill_end(fill, page_frame_height(run, like, high), fill->end == run->end);
		bool any = false;
		for (const Node *node = like; node && !any; node = node->next)
			any = !node->pos || node->high == high;
		if (end.cost >= FILL_NOWAY || !any)
			continue;
		least = end.cost < least ? end.cost : least;
		step_all(run, like, fill, &end, high, penalty);
	}
	return least + penalty;
}

/* Where a frame can end at the farthest, and the first float that waits in it then. */
typedef struct {
	uint32_t end, until;
} Stop;

/* Ends a frame somewhere although it costs too much. */
static void end_somehow(Run *run, Node *like, Stop stop, double cost)
{
	static const FillEnd plain = {0};
	Fill fill;
	FillFrom start = page_from(run, like);
	fill_start(&fill, &run->source, &start);
	fill_to(&fill, stop.end, stop.until);
	for (Node *node = like; node; node = node->next) {
		int high = node->pos ? node->high : 0;
		int64_t height = page_frame_height(run, like, high);
		step(run, node, &fill, high, &plain, cost + fill.extra,
		     fill_spills(&fill, height) ? left_notes(run, &fill, height) : NULL);
	}
}

/* Tries every end of a frame that is being filled; all: however short it is.
 * Returns what the cheapest costs. */
static double try_ends(Run *run, Node *like, Fill fill, uint32_t until, bool all, Stop *last)
{
	int64_t leading = flow_leading(run->setting), height = page_frame_height(run, like, -1),
	        most = height + FILL_CHANGE * leading;
	int near = run->setting->job->style->page.even ? NEAR_FOOT : FAR_FROM_FOOT;
	double least = FILL_NOWAY;
	while (fill.end < run->end) {
		if (fill.float_next < until && fill_meets_float(&fill)) { /* it may also wait */
			double cost = try_ends(run, like, fill, fill.float_next, all, last);
			least = cost < least ? cost : least;
		}
		fill_add(&fill, until);
		if (fill.float_seen - fill.float_next > MOST_WAIT)
			break;
		int64_t filled = fill.y + fill.notes;
		bool over = !fill.notes || fill.y > height || (least < FILL_NOWAY && !fill_lacks(&fill));
		if (filled > most && fill.end > like->item + 1 && over)
			break;
		int penalty = fill_penalty(&fill, run->end);
		bool enough = all || fill.end == run->end || filled >= height - near * leading;
		double cost = penalty < FLOW_FORBIDDEN && enough ? end_frame(run, &fill, like, penalty + fill.extra)
		                                                 : FILL_NOWAY;
		least = cost < least ? cost : least;
		if (filled <= height - leading && fill.end >= last->end)
			*last = (Stop){fill.end, until};
	}
	return least;
}

/* All frames that nodes like one begin. */
static void try_frames(Run *run, Node *like)
{
	Fill fill;
	FillFrom start = page_from(run, like);
	fill_start(&fill, &run->source, &start);
	Stop last = {like->item + (like->item < run->end && !fill.top_floats), UINT32_MAX};
	if (like->item == run->end || fill.full) {
		if (end_frame(run, &fill, like, FLOATS_ALONE) >= FILL_NOWAY)
			end_somehow(run, like, last, DESPERATE);
		return;
	}
	double least = fill.top_floats || fill.part_count ? end_frame(run, &fill, like, FLOATS_ALONE) : FILL_NOWAY,
	       cost = try_ends(run, like, fill, UINT32_MAX, false, &last);
	least = cost < least ? cost : least;
	if (least >= TOO_MUCH) {
		cost = try_ends(run, like, fill, UINT32_MAX, true, &last);
		least = cost < least ? cost : least;
	}
	if (least >= FILL_NOWAY)
		end_somehow(run, like, last, DESPERATE);
	else if (least >= TOO_MUCH)
		end_somehow(run, like, last, SOMEHOW);
}

/* ---- the run ---- */

static void begin_run(Run *run)
{
	size_t page = run->page;
	Node node = {.item = run->first,
	             .top = page == 0,
	             .float_next = run->floats,
	             .float_seen = run->floats,
	             .first_wide = run->wides,
	             .wide_next = run->wides};
	if (run->source.list->items[run->first].start == FLOW_RECTO && page % 2)
		page++;
	node.pos = (uint8_t)(page % 2 ? 0 : run->setting->columns);
	if (!node.pos) {
		nodes_activate(&run->nodes, &node);
		return;
	}
	for (int high = -run->longer; high <= run->shorter; high++) {
		node.high = (int8_t)high;
		node.demerits = spread_cost(high) / 2;
		nodes_activate(&run->nodes, &node);
	}
}

/* Whether a breakpoint further on is so much cheaper that no way from here will be taken. */
static bool is_hopeless(const Run *run, uint32_t item)
{
	for (uint32_t i = item + 1; i <= item + HOPE_ITEMS && i <= run->end; i++) {
		if (breakpoint(run, i)->least + HOPE < breakpoint(run, item)->least)
			return true;
	}
	return false;
}

/* The first node of a group from which nothing was tried yet; NULL if there is none. */
static Node *undone(const Run *run, const Group *group)
{
	Node *node = group->nodes;
	while (node && (node->done || (node->item == run->end && page_is_whole(node)) ||
	                (node->carry && is_lost(run, node->item, node->demerits))))
		node = node->next;
	return node;
}

/* Goes on from every node at a breakpoint; false when there was none left. */
static bool go_on(Run *run, uint32_t item)
{
	bool any = false;
	if (is_hopeless(run, item))
		return false;
	for (Group *group = breakpoint(run, item)->groups, *next; group; group = next) {
		Node *node = undone(run, group);
		next = group->next;
		for (Node *other = node; other; other = other->next)
			other->done = true;
		if (node)
			try_frames(run, node);
		any = any || node;
	}
	return any;
}

/* The nodes from the run's first item to one, in order. */
static Node **way_to(const Run *run, Node *best, size_t *count)
{
	*count = 0;
	for (const Node *node = best; node; node = node->from)
		(*count)++;
	Node **way = base_calloc(*count + (size_t)run->setting->columns + 1, sizeof(Node *));
	size_t at = *count;
	for (Node *node = best; node; node = node->from)
		way[--at] = node;
	return way;
}

/* The end of the cheapest way on which spreads are at most so many lines shorter. */
static Node *find_end(Run *run, int shorter)
{
	Node *best = NULL;
	run->shorter = shorter;
	nodes_begin(&run->nodes, run->first, run->end);
	begin_run(run);
	for (uint32_t i = run->first; i <= run->end; i++) {
		while (go_on(run, i)) /* a frame may hold nothing but floats, or notes that are left */
			continue;
		if (i < run->end)
			nodes_leave(&run->nodes, i);
	}
	for (const Group *group = breakpoint(run, run->end)->groups; group; group = group->next) {
		for (Node *node = group->nodes; node && page_is_whole(node); node = node->next)
			best = !best || node->demerits < best->demerits ? node : best;
	}
	return best;
}

/* Most runs have a way without a line missing, on which no spread need be shorter than the others by more than one. */
Node **page_find_way(Run *run, size_t *count)
{
	Node *best = find_end(run, 1);
	if (best && best->uneven && run->setting->job->style->page.even) {
		nodes_end(&run->nodes);
		best = find_end(run, MOST_SHORT);
	}
	return way_to(run, best, count);
}
