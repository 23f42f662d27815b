/*
 * Frames by total fit: after Plass, "Optimal pagination techniques" (1981), and
 * Mittelbach, "A general framework for globally optimized pagination" (2016).  A
 * frame from item s to item e costs what its break, its shortness and the
 * paragraphs that were made a line longer or shorter in it cost; the cheapest way
 * through each run of frames between two forced breaks is taken.  Where a way
 * stands in a spread and how high the spread is set belong to its state, so that
 * facing pages end together.
 */
#include "typeset/page/frame.h"

#include <stdlib.h>
#include <string.h>

/* Costs, in frame.c's scale.  WIDOW: a widow or a lonely heading, if all else costs more. */
static const double TOO_MUCH = 2e4, WIDOW = 1e5, DESPERATE = 1e7, FLOATS_ALONE = 500, LONG_SPREAD = 150,
                    SHORT_SPREAD = 250;

/* A way to have come to an item as the first of a frame. */
typedef struct Way Way;
struct Way {
	Way *next; /* another way to the same item */
	const Way *from;
	const FillCarry *carry; /* notes that go on here */
	double cost;
	uint32_t item;
	uint32_t float_next, float_seen; /* floats between them wait */
	uint8_t pos;                     /* the frame's place in its spread, verso first */
	int8_t high;                     /* lines that the spread is shorter; of no account at its start */
	bool top;                        /* the frame is on the first page */
	bool done;
	int8_t change, stretch, set; /* of the frame before; set: as high */
	uint8_t sheets;              /* turned pages that wait for the page to end, modulo a spread */
};

/* Between two forced breaks. */
typedef struct {
	TsEdition *edition;
	Arena *arena;
	FillParts parts;
	Way **ways; /* by item - first, and for the end */
	uint32_t first, end;
	uint32_t floats, sheets; /* placed in the runs before */
} Run;

static int spread_frames(const TsEdition *edition)
{
	return 2 * edition->columns;
}

static Length frame_height(const TsEdition *edition, bool top, int high)
{
	return edition->text_height - (top ? edition->span_height : 0) - high * flow_leading(edition);
}

/* ---- the ways ---- */

static bool same_carry(const FillCarry *a, const FillCarry *b)
{
	return a == b || (a && b && a->count == b->count && !memcmp(a->parts, b->parts, a->count * sizeof *a->parts));
}

/* Whether frames that begin on both ways are filled alike. */
static bool same_fill(const Way *a, const Way *b)
{
	return a->top == b->top && a->float_next == b->float_next && same_carry(a->carry, b->carry);
}

static bool same_state(const Way *a, const Way *b)
{
	return a->pos == b->pos && a->high == b->high && a->sheets == b->sheets && same_fill(a, b);
}

static void relax(Run *run, const Way *way)
{
	Way **head = &run->ways[way->item - run->first];
	for (Way *at = *head; at; at = at->next) {
		if (!same_state(at, way))
			continue;
		if (way->cost < at->cost) {
			Way *next = at->next;
			*at = *way;
			at->next = next;
		}
		return;
	}
	Way *copy = arena_alloc(run->arena, sizeof *copy);
	*copy = *way;
	copy->next = *head;
	*head = copy;
}

static double spread_cost(int high)
{
	return high < 0 ? LONG_SPREAD : high > 0 ? SHORT_SPREAD : 0;
}

static FillFrom from_way(const Run *run, const Way *way)
{
	return (FillFrom){way->item,
	                  way->float_next,
	                  way->float_seen,
	                  way->carry,
	                  frame_height(run->edition, way->top, 0),
	                  way->item == run->end};
}

/* A frame that one way begins ends before an item. */
static void step(Run *run, const Way *from, const Fill *fill, int high, const FillEnd *end, double cost,
                 const FillCarry *carry)
{
	const TsEdition *edition = run->edition;
	int pos = from->pos + 1, sheets = (int)((from->sheets + fill->sheets) % 2);
	bool whole = pos % edition->columns == 0, alone = whole && sheets; /* on its side of the spread */
	pos = (pos + (alone ? edition->columns : 0)) % spread_frames(edition);
	Way way = {
	        .from = from,
	        .carry = carry,
	        .cost = from->cost + cost,
	        .item = fill->end,
	        .float_next = fill->float_next,
	        .float_seen = fill->float_seen,
	        .pos = (uint8_t)pos,
	        .high = (int8_t)(pos && !alone ? high : 0),
	        .top = from->top && pos % edition->columns,
	        .change = (int8_t)end->change,
	        .stretch = (int8_t)end->stretch,
	        .set = (int8_t)high,
	        .sheets = (uint8_t)(whole ? 0 : sheets),
	};
	relax(run, &way);
}

/* The notes that a frame of this height leaves to the next. */
static const FillCarry *left_notes(Run *run, Fill *fill, int64_t height)
{
	Fill copy = *fill;
	FillParts parts = {base_calloc(fill->part_count + 1, sizeof(FlowPart)), fill->part_count, fill->part_count};
	for (size_t i = 0; i < fill->part_count; i++)
		parts.parts[i] = fill->parts->parts[i];
	copy.parts = &parts;
	const FillCarry *carry = fill_split(&copy, height - fill->y - flow_note_gap(run->edition), run->arena);
	free(parts.parts);
	return carry;
}

/* What more it costs to end a recto: no word is divided where a leaf is turned. */
static double turn_cost(const Run *run, const Way *way, bool divided)
{
	enum { TURNED = 2500 };
	return divided && way->pos + 1 == spread_frames(run->edition) ? TURNED : 0;
}

/* The frame so far, ended for every way that begins like it; returns what the
 * cheapest of these ends costs. */
static double end_frame(Run *run, Fill *fill, const Way *like, double penalty)
{
	double least = FILL_NOWAY, cheapest = FILL_NOWAY;
	FillEnd ends[3];
	const FillCarry *carries[3] = {NULL};
	bool divided = fill_penalty(fill, run->end) == FLOW_DIVIDED;
	for (int i = 0; i < 3; i++) {
		int64_t height = frame_height(run->edition, like->top, i - 1);
		ends[i] = fill_end(fill, height, fill->end == run->end);
		carries[i] = ends[i].split ? left_notes(run, fill, height) : NULL;
		cheapest = ends[i].cost < cheapest ? ends[i].cost : cheapest;
	}
	for (const Way *way = like; cheapest < FILL_NOWAY && way; way = way->next) {
		for (int i = 0; i < 3; i++) {
			int high = i - 1;
			if (ends[i].cost >= FILL_NOWAY || (way->pos && way->high != high) || !same_fill(way, like))
				continue;
			least = ends[i].cost < least ? ends[i].cost : least;
			step(run, way, fill, high, &ends[i],
			     ends[i].cost + penalty + turn_cost(run, way, divided) + (way->pos ? 0 : spread_cost(high)),
			     carries[i]);
		}
	}
	return least + penalty;
}

/* Ends a frame somewhere although it costs too much. */
static void end_somehow(Run *run, const Way *like, uint32_t end, double cost)
{
	static const FillEnd plain = {0};
	Fill fill;
	FillFrom start = from_way(run, like);
	fill_start(&fill, run->edition, &run->parts, &start);
	while (fill.end < end)
		fill_add(&fill, UINT32_MAX);
	for (const Way *way = like; way; way = way->next) {
		int high = way->pos ? way->high : 0;
		int64_t height = frame_height(run->edition, like->top, high);
		if (same_fill(way, like))
			step(run, way, &fill, high, &plain, cost,
			     fill.notes && fill.y + fill.notes > height ? left_notes(run, &fill, height) : NULL);
	}
}

/* Tries every end of a frame that is being filled; all: however short it is.
 * Returns what the cheapest costs. */
static double try_ends(Run *run, const Way *like, Fill fill, uint32_t until, bool all, uint32_t *last)
{
	enum { SHORTEST = 7 }; /* lines missing, if there is another end */
	const TsEdition *edition = run->edition;
	int64_t leading = flow_leading(edition), height = frame_height(edition, like->top, -1),
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
		bool enough = all || fill.end == run->end || filled >= height - SHORTEST * leading;
		double cost = penalty < FLOW_FORBIDDEN && enough ? end_frame(run, &fill, like, penalty + fill.extra)
		                                                 : FILL_NOWAY;
		least = cost < least ? cost : least;
		if (filled <= height - leading)
			*last = fill.end > *last ? fill.end : *last;
	}
	return least;
}

static void try_frames(Run *run, const Way *like)
{
	Fill fill;
	FillFrom start = from_way(run, like);
	fill_start(&fill, run->edition, &run->parts, &start);
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
		end_somehow(run, like, last, WIDOW);
}

static void begin_run(Run *run)
{
	const TsEdition *edition = run->edition;
	size_t page = edition->page_count;
	Way way = {.item = run->first, .top = page == 0, .float_next = run->floats, .float_seen = run->floats};
	if (edition->list.items[run->first].recto && page % 2)
		page++;
	way.pos = (uint8_t)(page % 2 ? 0 : edition->columns);
	if (!way.pos) {
		relax(run, &way);
		return;
	}
	for (int high = -1; high <= 1; high++) {
		way.high = (int8_t)high;
		way.cost = spread_cost(high) / 2;
		relax(run, &way);
	}
}

static double best_cost(const Run *run, uint32_t item)
{
	double best = FILL_NOWAY;
	for (const Way *way = run->ways[item - run->first]; way; way = way->next)
		best = way->cost < best ? way->cost : best;
	return best;
}

/* Whether a way further on is so much cheaper that none from here will be taken. */
static bool is_hopeless(const Run *run, uint32_t item)
{
	enum { WINDOW = 6, MARGIN = 400 };
	double cost = best_cost(run, item);
	for (uint32_t i = item + 1; i <= item + WINDOW && i <= run->end; i++) {
		if (best_cost(run, i) + MARGIN < cost)
			return true;
	}
	return false;
}

/* Whether nothing is left to place. */
static bool is_whole(const Way *way)
{
	return !way->carry && way->float_next == way->float_seen;
}

/* Goes on from every way to an item; false when there was none left. */
static bool go_on(Run *run, uint32_t item)
{
	bool any = false;
	if (!run->ways[item - run->first] || is_hopeless(run, item))
		return false;
	for (Way *way = run->ways[item - run->first]; way; way = way->next) {
		if (way->done || (item == run->end && is_whole(way)))
			continue;
		for (Way *other = way; other; other = other->next)
			other->done |= same_fill(other, way);
		try_frames(run, way);
		any = true;
	}
	return any;
}

static void find_ways(Run *run)
{
	begin_run(run);
	for (uint32_t i = run->first; i <= run->end; i++) {
		while (go_on(run, i)) /* a frame may hold nothing but floats, or notes that are left */
			continue;
	}
}

/* ---- taking a way ---- */

typedef struct {
	Run *run;
	FlowList *out;
	int8_t *changes; /* by item - first: lines that its paragraph gives */
} Taking;

static size_t variant_with(const Par *par, size_t lines)
{
	for (size_t i = 0; i < par_variants(par); i++) {
		if (par_lines(par, i) == lines)
			return i;
	}
	return par_best(par);
}

/* Copies a frame's items into the final list, changed paragraphs in their variants. */
static void copy_items(const Taking *taking, const FlowFrame *frame, uint32_t first, uint32_t end, uint32_t until)
{
	const TsEdition *edition = taking->run->edition;
	for (uint32_t i = first; i < end;) {
		const FlowItem *item = &edition->list.items[i];
		int change = taking->changes[i - taking->run->first];
		if (!change) {
			FlowItem *copy = flow_copy(taking->out, &edition->list, item);
			bool top = i == first && frame->float_count == 0;
			if (item->block->kind == FLOW_FLOAT && item->block->number < until) {
				copy->height = top ? edition->floats[item->block->number].top_height : item->height;
			} else if (item->block->kind == FLOW_FLOAT) { /* it is not here */
				copy->before = copy->height = 0;
				copy->on_grid = copy->keep_before = false;
				copy->stretch = 0;
			}
			i++;
			continue;
		}
		size_t lines = par_lines(item->block->par, item->variant);
		FlowItem like = *item;
		uint32_t sheets = item[lines - 1].sheets; /* they follow a paragraph's last line */
		like.sheets = 0;
		flow_add_par(taking->out, item->block, variant_with(item->block->par, lines + (size_t)change), &like,
		             item->before);
		taking->out->items[taking->out->count - 1].sheets = sheets;
		i += (uint32_t)lines;
	}
}

static void add_parts(TsEdition *edition, FlowFrame *frame, const Fill *fill)
{
	frame->first_part = (uint32_t)edition->part_count;
	frame->part_count = (uint32_t)fill->part_count;
	for (size_t i = 0; i < fill->part_count; i++) {
		edition->parts =
		        base_grow(edition->parts, edition->part_count, &edition->part_cap, sizeof *edition->parts);
		edition->parts[edition->part_count++] = fill->parts->parts[i];
	}
}

static void take_frame(const Taking *taking, const Way *from, const Way *to, Length height)
{
	Run *run = taking->run;
	TsEdition *edition = run->edition;
	int column = from->pos % edition->columns;
	bool rtl = edition->job.doc->meta.dir == DOC_DIR_RTL;
	Fill fill;
	FillFrom start = from_way(run, from);
	fill_start(&fill, edition, &run->parts, &start);
	while (fill.end < to->item)
		fill_add(&fill, to->float_next);
	for (int i = 0; i < to->change; i++)
		taking->changes[fill.more[i].item - run->first] = 1;
	for (int i = 0; i < -to->change; i++)
		taking->changes[fill.fewer[i].item - run->first] = -1;
	if (to->carry)
		fill_split(&fill, height - fill.y - flow_note_gap(edition), run->arena);
	edition->frames =
	        base_grow(edition->frames, edition->frame_count, &edition->frame_cap, sizeof *edition->frames);
	FlowFrame *frame = &edition->frames[edition->frame_count++];
	Length advance = edition->measure + edition->job.style->page.column_gap;
	*frame = (FlowFrame){
	        .first = (uint32_t)taking->out->count,
	        .x = (rtl ? edition->columns - 1 - column : column) * advance,
	        .y = from->top ? edition->span_height : 0,
	        .first_float = from->float_next,
	        .float_count = fill.top_floats,
	        .height = height,
	        .change = to->change,
	        .stretch = to->stretch,
	};
	add_parts(edition, frame, &fill);
	copy_items(taking, frame, from->item, to->item, to->float_next);
	frame->end = (uint32_t)taking->out->count;
	if (to->item < run->end || !is_whole(to) || to->stretch)
		flow_justify(edition, taking->out, frame);
}

static FlowPage *add_page(TsEdition *edition, bool front)
{
	edition->pages = base_grow(edition->pages, edition->page_count, &edition->page_cap, sizeof *edition->pages);
	FlowPage *page = &edition->pages[edition->page_count++];
	memset(page, 0, sizeof *page);
	page->front = front;
	page->first_frame = (uint32_t)edition->frame_count;
	return page;
}

/* The last page's columns end together: the lowest height at which what it holds
 * goes into them. */
static bool balance(Run *run, Way **ways, size_t count)
{
	const TsEdition *edition = run->edition;
	Length leading = flow_leading(edition), most = frame_height(edition, ways[0]->top, 0);
	for (Length height = leading; height <= most && is_whole(ways[0]); height += leading) {
		uint32_t at = ways[0]->item;
		size_t frames = 0;
		uint32_t floats = ways[0]->float_next;
		for (uint32_t next = at; at < run->end && frames < (size_t)edition->columns; at = next, frames++) {
			Fill fill;
			fill_start(&fill, edition, &run->parts, &(FillFrom){at, floats, floats, NULL, height, false});
			while (fill.end < run->end) {
				fill_add(&fill, UINT32_MAX);
				if (fill.y + fill.notes > height)
					break;
				if (fill.end < run->end && edition->list.items[fill.end].penalty >= 800)
					continue;
				next = fill.end;
				floats = fill.float_next;
			}
			if (next == at)
				break;
			if (frames + 1 < count)
				*ways[frames + 1] = (Way){.item = next,
				                          .float_next = floats,
				                          .float_seen = floats,
				                          .pos = (uint8_t)(ways[0]->pos + frames + 1),
				                          .top = ways[0]->top,
				                          .high = ways[0]->high,
				                          .set = ways[0]->high};
			else if (next < run->end)
				break;
		}
		if (at == run->end)
			return true;
	}
	return false;
}

/* Makes room for a frame in every column of the last page, to be balanced. */
static size_t spread_last(Run *run, Way **ways, size_t count)
{
	size_t columns = (size_t)run->edition->columns, first = count - 1;
	while (first > 0 && ways[first - 1]->pos % columns)
		first--;
	first -= first > 0;
	Way *kept[2] = {ways[first], ways[count - 1]};
	if (columns == 1 || ways[first]->pos % columns)
		return count;
	Way *tries[64];
	size_t tried = columns + 1 < BASE_LEN(tries) ? columns + 1 : BASE_LEN(tries);
	tries[0] = kept[0];
	for (size_t i = 1; i < tried; i++)
		tries[i] = arena_alloc(run->arena, sizeof(Way));
	if (!balance(run, tries, tried))
		return count;
	for (size_t i = 1; i < tried; i++) {
		ways[first + i] = tries[i];
		if (tries[i]->item == run->end)
			return first + i + 1;
	}
	return count;
}

/* Whether there is anything to be seen on the page. */
static bool shows_nothing(const TsEdition *edition, const FlowList *list, const FlowPage *page)
{
	const FlowFrame *frames = edition->frames + page->first_frame;
	bool nothing = true;
	for (uint32_t i = 0; i < page->frame_count; i++)
		nothing = nothing && !frames[i].float_count && !frames[i].part_count;
	for (uint32_t i = page->first; i < page->end; i++)
		nothing = nothing && !list->items[i].height;
	return nothing;
}

/* The turned pages that are called for on the page that has been filled. */
static void add_sheets(Taking *taking)
{
	TsEdition *edition = taking->run->edition;
	FlowPage *page = &edition->pages[edition->page_count - 1];
	bool front = page->front;
	uint32_t count = 0;
	for (uint32_t i = page->first; i < page->end; i++)
		count += taking->out->items[i].sheets;
	if (count && shows_nothing(edition, taking->out, page)) {
		page->sheet = ++taking->run->sheets;
		count--;
	}
	for (; count; count--) {
		page = add_page(edition, front);
		page->first = page->end = (uint32_t)taking->out->count;
		page->sheet = ++taking->run->sheets;
	}
}

static void take_ways(Taking *taking, Way **ways, size_t count)
{
	TsEdition *edition = taking->run->edition;
	const FlowItem *item = &edition->list.items[taking->run->first];
	if (item->recto && edition->page_count % 2)
		add_page(edition, edition->pages[edition->page_count - 1].front)->blank = true;
	for (size_t i = 0; i + 1 < count; i++) {
		if (i == 0 || ways[i]->pos % edition->columns == 0) {
			FlowPage *page = add_page(edition, item->block->front);
			page->first = (uint32_t)taking->out->count;
		}
		take_frame(taking, ways[i], ways[i + 1], frame_height(edition, ways[i]->top, ways[i + 1]->set));
		FlowPage *page = &edition->pages[edition->page_count - 1];
		page->frame_count++;
		page->end = (uint32_t)taking->out->count;
		if (i + 2 == count || ways[i + 1]->pos % edition->columns == 0)
			add_sheets(taking);
	}
}

static void take_run(Run *run, FlowList *out)
{
	size_t count = 0;
	Way *best = NULL;
	for (Way *way = run->ways[run->end - run->first]; way; way = way->next) {
		if (is_whole(way) && (!best || way->cost < best->cost))
			best = way;
	}
	for (const Way *way = best; way; way = way->from)
		count++;
	Way **ways = base_calloc(count + (size_t)run->edition->columns + 1, sizeof(Way *));
	size_t at = count;
	for (Way *way = best; way; way = (Way *)way->from)
		ways[--at] = way;
	count = spread_last(run, ways, count);
	run->floats = best ? best->float_next : run->floats;
	Taking taking = {run, out, base_calloc(run->end - run->first + 1, 1)};
	take_ways(&taking, ways, count);
	free(taking.changes);
	free(ways);
}

/* Head rows point at each other by index: set anew for the final list. */
static void relink_tables(FlowList *list)
{
	const DocNode *table = NULL;
	uint32_t first = 0;
	for (uint32_t i = 0; i < list->count; i++) {
		const FlowBlock *block = list->items[i].block;
		if (block->kind != FLOW_ROW)
			continue;
		const DocNode *of = block->node->parent->parent;
		if (of != table) {
			table = of;
			first = i;
		}
		block->row->head_first = first;
	}
}

void flow_break(TsEdition *edition)
{
	FlowList final = {0};
	uint32_t count = (uint32_t)edition->list.count;
	Run run = {.edition = edition};
	for (uint32_t i = 0; i < count; i = run.end) {
		run.first = i;
		for (run.end = i + 1; run.end < count && !edition->list.items[run.end].new_page;)
			run.end++;
		run.arena = arena_new();
		run.ways = base_calloc(run.end - run.first + 1, sizeof *run.ways);
		find_ways(&run);
		take_run(&run, &final);
		free(run.ways);
		arena_free(run.arena);
	}
	if (!edition->page_count)
		add_page(edition, false);
	free(run.parts.parts);
	free(edition->list.items);
	free(edition->list.refs);
	edition->list = final;
	relink_tables(&edition->list);
}
