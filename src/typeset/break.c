/*
 * Pages by total fit: after Plass, "Optimal pagination techniques" (1981), and
 * Mittelbach, "A general framework for globally optimized pagination" (2016).  A
 * page from item s to item e costs what its break, its shortness and the
 * paragraphs that were made a line longer or shorter on it cost; the cheapest way
 * through each run of pages between two forced breaks is taken.
 */
#include "typeset/flow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CHANGE = 2, CHANGES = 2 * MOST_CHANGE + 1 };

/* Costs, in a scale of their own: a page a line short costs SHORT. */
static const double SHORT = 600, CHANGE = 25, WIDOW = 1e5, NOWAY = 1e18, DESPERATE = 1e7;

/* A way to have come to an item as the first of a page. */
typedef struct {
	double cost;
	uint32_t from;
	int8_t change; /* lines that paragraphs on the page before gave */
} Step;

/* A paragraph's variant as an offer: it would make the page so much longer. */
typedef struct {
	double cost;
	uint32_t item; /* its first line */
} Offer;

/* A page while it is being filled. */
typedef struct {
	const TsEdition *edition;
	uint32_t first;
	int64_t y, notes;
	Offer fewer[MOST_CHANGE], more[MOST_CHANGE]; /* the cheapest */
	uint32_t par_first;                          /* where the paragraph at hand began on this page; UINT32_MAX: before it */
} Fill;

typedef struct {
	TsEdition *edition;
	Step *steps; /* by item, and one for the end */
} Breaker;

static const FlowItem *item_at(const TsEdition *edition, size_t i)
{
	return &edition->list.items[i];
}

static TsUnit leading_of(const TsEdition *edition)
{
	return edition->job.style->text.leading;
}

/* ---- filling ---- */

static void start_fill(Fill *fill, const TsEdition *edition, uint32_t first)
{
	*fill = (Fill){.edition = edition, .first = first, .par_first = UINT32_MAX};
	for (int i = 0; i < MOST_CHANGE; i++)
		fill->fewer[i].cost = fill->more[i].cost = NOWAY;
	const FlowItem *item = item_at(edition, first);
	if (item->kind == FLOW_ROW && !item->row->head) {
		for (uint32_t i = 0; i < item->row->head_count; i++)
			fill->y += item_at(edition, item->row->head_first + i)->height;
	}
}

static void offer(Offer *offers, double cost, uint32_t item)
{
	for (int i = 0; i < MOST_CHANGE; i++) {
		if (cost >= offers[i].cost)
			continue;
		for (int k = MOST_CHANGE - 1; k > i; k--)
			offers[k] = offers[k - 1];
		offers[i] = (Offer){cost, item};
		return;
	}
}

/* A paragraph that is whole on the page offers its other variants. */
static void offer_variants(Fill *fill, uint32_t first)
{
	const FlowItem *item = item_at(fill->edition, first);
	const Par *par = item->par;
	size_t best = par_best(par), lines = par_lines(par, best);
	if (!item->on_grid)
		return;
	for (size_t i = 0; i < par_variants(par); i++) {
		double extra = (par_demerits(par, i) - par_demerits(par, best)) / (double)(lines + 1);
		double cost = CHANGE + (extra > 0 ? sqrt(extra) * 4 : 0);
		if (par_lines(par, i) + 1 == lines)
			offer(fill->fewer, cost, first);
		else if (par_lines(par, i) == lines + 1)
			offer(fill->more, cost, first);
	}
}

static bool ends_par(const TsEdition *edition, uint32_t index)
{
	const FlowItem *item = item_at(edition, index);
	return item->kind == FLOW_LINE && item->line + 1 == par_lines(item->par, item->variant);
}

static void add_item(Fill *fill, uint32_t index)
{
	const TsEdition *edition = fill->edition;
	const FlowItem *item = item_at(edition, index);
	int64_t leading = leading_of(edition);
	if (index != fill->first || item->keep_before)
		fill->y += item->before;
	if (item->on_grid)
		fill->y = (fill->y + leading - 1) / leading * leading;
	fill->y += item->height;
	for (uint32_t i = 0; i < item->note_count; i++) {
		const FlowNote *note = &edition->notes[edition->list.refs[item->first_note + i]->u.note.number - 1];
		fill->notes += note->height + (fill->notes ? 0 : flow_note_gap(edition));
	}
	if (item->kind != FLOW_LINE)
		return;
	if (item->line == 0)
		fill->par_first = index;
	if (fill->par_first != UINT32_MAX && ends_par(edition, index))
		offer_variants(fill, fill->par_first);
}

/* ---- costs ---- */

/* The change of lines that fills the page best, and what page and change cost. */
static double cost_of(const Fill *fill, uint32_t end, bool forced, int *change)
{
	const TsEdition *edition = fill->edition;
	int64_t room = edition->text_height - fill->y - fill->notes, leading = leading_of(edition);
	double best = NOWAY, cost_more = 0, cost_fewer = 0;
	const FlowItem *next = end < edition->list.count ? item_at(edition, end) : NULL;
	bool text_after = next && !forced && next->kind == FLOW_LINE;
	for (int lines = 0; lines <= MOST_CHANGE; lines++) {
		cost_more += lines ? fill->more[lines - 1].cost : 0;
		cost_fewer += lines ? fill->fewer[lines - 1].cost : 0;
		for (int sign = -1; sign <= 1; sign += 2) {
			double cost = sign > 0 ? cost_more : cost_fewer;
			int64_t left = room - sign * lines * leading;
			if (left < 0 || cost >= NOWAY)
				continue;
			double missing = (double)(left / leading);
			if (!forced)
				cost += SHORT * missing * missing / (text_after ? 1 : 4);
			else if (missing > 0 && fill->y < 4 * leading && end - fill->first < 3)
				cost += 300; /* a page with a line or two */
			if (cost < best) {
				best = cost;
				*change = sign * lines;
			}
		}
	}
	return best;
}

static bool is_forced(const TsEdition *edition, uint32_t end)
{
	return end == edition->list.count || item_at(edition, end)->new_page;
}

static void relax(Breaker *breaker, uint32_t from, uint32_t to, double cost, int change)
{
	Step *step = &breaker->steps[to];
	double sum = breaker->steps[from].cost + cost;
	if (sum < step->cost)
		*step = (Step){sum, from, (int8_t)change};
}

/* Tries every page that begins with an item. */
static void try_pages(Breaker *breaker, uint32_t first)
{
	const TsEdition *edition = breaker->edition;
	int64_t most = edition->text_height + (int64_t)MOST_CHANGE * leading_of(edition);
	Fill fill;
	bool any = false;
	uint32_t last = first;
	start_fill(&fill, edition, first);
	for (uint32_t end = first + 1; end <= edition->list.count; end++) {
		add_item(&fill, end - 1);
		if (fill.y + fill.notes > most && end > first + 1)
			break;
		bool forced = is_forced(edition, end);
		int penalty = forced ? 0 : item_at(edition, end)->penalty, change = 0;
		double cost = penalty < FLOW_FORBIDDEN ? cost_of(&fill, end, forced, &change) : NOWAY;
		if (cost < NOWAY) {
			relax(breaker, first, end, cost + (penalty > 0 ? penalty : 0), change);
			any = true;
		}
		if (fill.y + fill.notes <= edition->text_height || end == first + 1)
			last = end;
		if (forced)
			break;
	}
	if (!any)
		relax(breaker, first, last, DESPERATE, 0);
	else if (last < edition->list.count && !is_forced(edition, last))
		relax(breaker, first, last, WIDOW, 0); /* a widow or a lonely heading, if all else costs more */
}

/* ---- taking the way ---- */

static FlowPage *add_page(TsEdition *edition)
{
	edition->pages = base_grow(edition->pages, edition->page_count, &edition->page_cap, sizeof *edition->pages);
	FlowPage *page = &edition->pages[edition->page_count++];
	memset(page, 0, sizeof *page);
	return page;
}

/* The paragraphs that a page's change was counted on: found again as they were. */
static void mark_changes(const TsEdition *edition, uint32_t first, uint32_t end, int change, int8_t *changes)
{
	Fill fill;
	start_fill(&fill, edition, first);
	for (uint32_t i = first; i < end; i++)
		add_item(&fill, i);
	for (int i = 0; i < change; i++)
		changes[fill.more[i].item] = 1;
	for (int i = 0; i < -change; i++)
		changes[fill.fewer[i].item] = -1;
}

static size_t variant_with(const Par *par, size_t lines)
{
	for (size_t i = 0; i < par_variants(par); i++) {
		if (par_lines(par, i) == lines)
			return i;
	}
	return par_best(par);
}

/* Copies a page's items into the final list, changed paragraphs in their variants. */
static void copy_page(const TsEdition *edition, FlowList *out, uint32_t first, uint32_t end, const int8_t *changes)
{
	for (uint32_t i = first; i < end;) {
		const FlowItem *item = item_at(edition, i);
		if (!changes[i]) {
			FlowItem *copy = flow_add(out);
			*copy = *item;
			copy->first_note = (uint32_t)out->ref_count;
			for (uint32_t k = 0; k < item->note_count; k++) {
				out->refs = base_grow(out->refs, out->ref_count, &out->ref_cap, sizeof *out->refs);
				out->refs[out->ref_count++] = edition->list.refs[item->first_note + k];
			}
			if (copy->row) { /* its table's head has moved with it */
				copy->row->head_first = copy->row->head_first == i ? (uint32_t)(out->count - 1) : copy->row->head_first;
			}
			i++;
			continue;
		}
		size_t lines = par_lines(item->par, item->variant);
		FlowItem like = *item;
		like.note_count = 0;
		flow_add_par(out, item->par, variant_with(item->par, lines + (size_t)(int)changes[i]), &like, item->before);
		i += (uint32_t)lines;
	}
}

/* Head rows point at each other by index: set anew for the final list. */
static void relink_tables(FlowList *list)
{
	const DocNode *table = NULL;
	uint32_t first = 0;
	for (uint32_t i = 0; i < list->count; i++) {
		FlowItem *item = &list->items[i];
		if (item->kind != FLOW_ROW)
			continue;
		const DocNode *of = item->node->parent->parent;
		if (of != table) {
			table = of;
			first = i;
		}
		item->row->head_first = first;
	}
}

static void take_way(Breaker *breaker)
{
	TsEdition *edition = breaker->edition;
	size_t count = edition->list.count, pages = 0;
	int8_t *changes = base_calloc(count + 1, 1);
	uint32_t *ends = base_calloc(count + 2, sizeof *ends);
	for (uint32_t at = (uint32_t)count; at; at = breaker->steps[at].from)
		ends[pages++] = at;
	FlowList final = {0};
	for (size_t i = pages; i-- > 0;) {
		uint32_t end = ends[i], first = breaker->steps[end].from;
		const FlowItem *item = item_at(edition, first);
		if (item->recto && edition->page_count % 2) {
			FlowPage *blank = add_page(edition);
			blank->blank = true;
			blank->front = edition->page_count > 1 && edition->pages[edition->page_count - 2].front;
			blank->first = blank->end = (uint32_t)final.count;
		}
		mark_changes(edition, first, end, breaker->steps[end].change, changes);
		FlowPage *page = add_page(edition);
		page->first = (uint32_t)final.count;
		page->lines_more = breaker->steps[end].change;
		page->front = item->front;
		copy_page(edition, &final, first, end, changes);
		page->end = (uint32_t)final.count;
	}
	free(edition->list.items);
	free(edition->list.refs);
	edition->list = final;
	relink_tables(&edition->list);
	free(ends);
	free(changes);
}

void flow_break(TsEdition *edition)
{
	size_t count = edition->list.count;
	Breaker breaker = {.edition = edition, .steps = base_calloc(count + 1, sizeof(Step))};
	for (size_t i = 1; i <= count; i++)
		breaker.steps[i].cost = NOWAY * 10;
	for (uint32_t i = 0; i < count; i++) {
		if (!i || breaker.steps[i].cost < NOWAY)
			try_pages(&breaker, i);
	}
	if (count)
		take_way(&breaker);
	else
		add_page(edition);
	free(breaker.steps);
}
