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
#include <string.h>

Length page_frame_height(const Run *run, bool top, int high)
{
	Length span = top ? run->source.galley->span_height : 0;
	return run->setting->text_height - span - high * flow_leading(run->setting);
}

static int spread_frames(const Run *run)
{
	return 2 * run->setting->columns;
}

/* ---- active nodes ---- */

static bool same_carry(const FillCarry *a, const FillCarry *b)
{
	return a == b || (a && b && a->count == b->count && !memcmp(a->parts, b->parts, a->count * sizeof *a->parts));
}

/* Whether frames that begin at both are filled alike. */
static bool same_fill(const Node *a, const Node *b)
{
	return a->top == b->top && a->float_next == b->float_next && same_carry(a->carry, b->carry);
}

static bool same_state(const Node *a, const Node *b)
{
	return a->pos == b->pos && a->high == b->high && a->followers == b->followers && same_fill(a, b);
}

/* The better of two ways to one state stays; the other one is remembered, if it is the second best. */
static void replace(Node *at, const Node *node)
{
	Node *next = at->next, loser = *node;
	if (node->demerits < at->demerits) {
		loser = *at;
		*at = *node;
		at->next = next;
		at->second = loser.second;
		at->second_item = loser.second_item;
	}
	if (loser.from && at->from && loser.from->item != at->from->item && loser.demerits < at->second) {
		at->second = loser.demerits;
		at->second_item = loser.from->item;
	}
}

static void activate(Run *run, const Node *node)
{
	Node **head = &run->nodes[node->item - run->first];
	for (Node *at = *head; at; at = at->next) {
		if (same_state(at, node)) {
			replace(at, node);
			return;
		}
	}
	Node *copy = arena_alloc(run->arena, sizeof *copy);
	*copy = *node;
	copy->second = FILL_NOWAY;
	copy->next = *head;
	*head = copy;
}

FillFrom page_from(const Run *run, const Node *node)
{
	return (FillFrom){node->item,
	                  node->float_next,
	                  node->float_seen,
	                  node->carry,
	                  page_frame_height(run, node->top, 0),
	                  node->item == run->end};
}

bool page_is_whole(const Node *node)
{
	return !node->carry && node->float_next == node->float_seen;
}

static double spread_cost(int high)
{
	return high < 0 ? LONG_SPREAD : high > 0 ? SHORT_SPREAD : 0;
}

/* Where the frame after one that a node begins, and that ends as it is filled, stands. */
static void step(Run *run, const Node *from, const Fill *fill, int high, const FillEnd *end, double cost,
                 const FillCarry *carry)
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
	        .pos = (uint8_t)pos,
	        .high = (int8_t)(pos && !alone ? high : 0),
	        .top = from->top && pos % columns,
	        .change = (int8_t)end->change,
	        .stretch = (int8_t)end->stretch,
	        .set = (int8_t)high,
	        .followers = (uint8_t)(whole ? 0 : followers),
	};
	activate(run, &node);
}

/* ---- ends of a frame ---- */

/* The notes that a frame of this height leaves to the next. */
static const FillCarry *left_notes(Run *run, Fill *fill, int64_t height)
{
	Fill copy = *fill;
	FillParts parts = {base_calloc(fill->part_count + 1, sizeof(PagePart)), fill->part_count, fill->part_count};
	for (size_t i = 0; i < fill->part_count; i++)
		parts.parts[i] = fill->parts->parts[i];
	copy.parts = &parts;
	const FillCarry *carry = fill_split(&copy, height - fill->y - flow_note_gap(run->setting), run->arena);
	free(parts.parts);
	return carry;
}

/* What more it costs to end a recto: no word is divided where a leaf is turned. */
static double turn_cost(const Run *run, const Node *node, bool divided)
{
	return divided && node->pos + 1 == spread_frames(run) ? LEAF_DIVIDED : 0;
}

/* The frame so far, ended for every node that begins like it; returns what the
 * cheapest of these ends costs. */
static double end_frame(Run *run, Fill *fill, const Node *like, double penalty)
{
	double least = FILL_NOWAY, cheapest = FILL_NOWAY;
	FillEnd ends[3];
	const FillCarry *carries[3] = {NULL};
	bool divided = fill_penalty(fill, run->end) == FLOW_DIVIDED;
	for (int i = 0; i < 3; i++) {
		int64_t height = page_frame_height(run, like->top, i - 1);
		ends[i] = fill_end(fill, height, fill->end == run->end);
		carries[i] = ends[i].split ? left_notes(run, fill, height) : NULL;
		cheapest = ends[i].cost < cheapest ? ends[i].cost : cheapest;
	}
	for (const Node *node = like; cheapest < FILL_NOWAY && node; node = node->next) {
		for (int i = 0; i < 3; i++) {
			int high = i - 1;
			if (ends[i].cost >= FILL_NOWAY || (node->pos && node->high != high) || !same_fill(node, like))
				continue;
			least = ends[i].cost < least ? ends[i].cost : least;
			step(run, node, fill, high, &ends[i],
			     ends[i].cost + penalty + turn_cost(run, node, divided) +
			             (node->pos ? 0 : spread_cost(high)),
			     carries[i]);
		}
	}
	return least + penalty;
}

/* Ends a frame somewhere although it costs too much. */
static void end_somehow(Run *run, const Node *like, uint32_t end, double cost)
{
	static const FillEnd plain = {0};
	Fill fill;
	FillFrom start = page_from(run, like);
	fill_start(&fill, &run->source, &start);
	fill_to(&fill, end, UINT32_MAX);
	for (const Node *node = like; node; node = node->next) {
		int high = node->pos ? node->high : 0;
		int64_t height = page_frame_height(run, like->top, high);
		if (same_fill(node, like))
			step(run, node, &fill, high, &plain, cost,
			     fill.notes && fill.y + fill.notes > height ? left_notes(run, &fill, height) : NULL);
	}
}

/* Tries every end of a frame that is being filled; all: however short it is.
 * Returns what the cheapest costs. */
static double try_ends(Run *run, const Node *like, Fill fill, uint32_t until, bool all, uint32_t *last)
{
	int64_t leading = flow_leading(run->setting), height = page_frame_height(run, like->top, -1),
	        most = height + FILL_CHANGE * leading;
	double least = FILL_NOWAY;
	while (fill.end < run->end) {
		if (fill.float_next < until && fill_meets_float(&fill)) { /* it may also wait */
			double cost = try_ends(run, like, fill, fill.float_next, all, last);
			least = cost < least ? cost : least;
		}
		fill_add(&fill, until);
		int64_t filled = fill.y + fill.notes;
		bool over = !fill.notes || fill.y > height || (least < FILL_NOWAY && !fill_lacks(&fill));
		if (filled > most && fill.end > like->item + 1 && over)
			break;
		int penalty = fill_penalty(&fill, run->end);
		bool enough = all || fill.end == run->end || filled >= height - NEAR_FOOT * leading;
		double cost = penalty < FLOW_FORBIDDEN && enough ? end_frame(run, &fill, like, penalty + fill.extra)
		                                                 : FILL_NOWAY;
		least = cost < least ? cost : least;
		if (filled <= height - leading)
			*last = fill.end > *last ? fill.end : *last;
	}
	return least;
}

/* All frames that nodes like one begin. */
static void try_frames(Run *run, const Node *like)
{
	Fill fill;
	FillFrom start = page_from(run, like);
	fill_start(&fill, &run->source, &start);
	uint32_t last = like->item + (like->item < run->end && !fill.top_floats);
	if (like->item == run->end) {
		if (end_frame(run, &fill, like, FLOATS_ALONE) >= FILL_NOWAY)
			end_somehow(run, like, last, DESPERATE);
		return;
	}
	double least = fill.top_floats ? end_frame(run, &fill, like, FLOATS_ALONE) : FILL_NOWAY,
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
	Node node = {.item = run->first, .top = page == 0, .float_next = run->floats, .float_seen = run->floats};
	if (run->source.list->items[run->first].start == FLOW_RECTO && page % 2)
		page++;
	node.pos = (uint8_t)(page % 2 ? 0 : run->setting->columns);
	if (!node.pos) {
		activate(run, &node);
		return;
	}
	for (int high = -1; high <= 1; high++) {
		node.high = (int8_t)high;
		node.demerits = spread_cost(high) / 2;
		activate(run, &node);
	}
}

static double best_demerits(const Run *run, uint32_t item)
{
	double best = FILL_NOWAY;
	for (const Node *node = run->nodes[item - run->first]; node; node = node->next)
		best = node->demerits < best ? node->demerits : best;
	return best;
}

/* Whether a breakpoint further on is so much cheaper that no way from here will be taken. */
static bool is_hopeless(const Run *run, uint32_t item)
{
	double demerits = best_demerits(run, item);
	for (uint32_t i = item + 1; i <= item + HOPE_ITEMS && i <= run->end; i++) {
		if (best_demerits(run, i) + HOPE < demerits)
			return true;
	}
	return false;
}

/* Goes on from every node at a breakpoint; false when there was none left. */
static bool go_on(Run *run, uint32_t item)
{
	bool any = false;
	if (!run->nodes[item - run->first] || is_hopeless(run, item))
		return false;
	for (Node *node = run->nodes[item - run->first]; node; node = node->next) {
		if (node->done || (item == run->end && page_is_whole(node)))
			continue;
		for (Node *other = node; other; other = other->next)
			other->done |= same_fill(other, node);
		try_frames(run, node);
		any = true;
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
	for (Node *node = best; node; node = (Node *)node->from)
		way[--at] = node;
	return way;
}

Node **page_find_way(Run *run, size_t *count)
{
	Node *best = NULL;
	begin_run(run);
	for (uint32_t i = run->first; i <= run->end; i++) {
		while (go_on(run, i)) /* a frame may hold nothing but floats, or notes that are left */
			continue;
	}
	for (Node *node = run->nodes[run->end - run->first]; node; node = node->next) {
		if (page_is_whole(node) && (!best || node->demerits < best->demerits))
			best = node;
	}
	return way_to(run, best, count);
}
