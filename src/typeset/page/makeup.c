/* Making up: the galley's items put on pages, as the cheapest way says. */
#include "typeset/page/aside.h"
#include "typeset/page/broadside.h"
#include "typeset/page/furniture.h"
#include "typeset/page/justify.h"
#include "typeset/page/labels.h"
#include "typeset/page/pagebreak.h"
#include "typeset/page/places.h"
#include "typeset/page/prices.h"
#include "typeset/page/trace.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
	Run *run;
	PageMakeup *makeup;
	int8_t *changes;     /* by item - first: lines that its paragraph gives */
	uint32_t *broadside; /* the next broadside page */
	uint32_t followers;  /* of them, called for on the page at hand */
} Taking;

/* ---- frames ---- */

static size_t variant_with(const Par *par, size_t lines)
{
	for (size_t i = 0; i < par_variants(par); i++) {
		if (par_lines(par, i) == lines)
			return i;
	}
	return par_best(par);
}

/* A float's mark: as high as the float, or nothing if that is elsewhere. */
static void set_mark(const Taking *taking, FlowItem *mark, bool top, bool here)
{
	if (here) {
		const FlowFloat *set = &taking->makeup->galley->floats[mark->block->number];
		mark->height = top ? set->top_height : mark->height;
		return;
	}
	mark->height = 0; /* what it follows keeps the white below */
	mark->on_grid = mark->keep_before = mark->stretch = false;
}

/* Copies a frame's items into the list, changed paragraphs in their variants; floats before until are here. */
static void copy_items(const Taking *taking, const PageFrame *frame, uint32_t first, uint32_t end, uint32_t until)
{
	const FlowList *from = &taking->makeup->galley->list;
	FlowList *out = &taking->makeup->list;
	for (uint32_t i = first; i < end;) {
		const FlowItem *item = &from->items[i];
		int change = taking->changes[i - taking->run->first];
		if (change) {
			const Par *par = item->block->par;
			size_t lines = par_lines(par, item->variant);
			flow_add_par(out, item->block, variant_with(par, lines + (size_t)change), item, item->before);
			i += (uint32_t)lines;
			continue;
		}
		FlowItem *copy = flow_copy(out, from, item);
		if (item->block->kind == FLOW_FLOAT)
			set_mark(taking, copy, i == first && !frame->float_count, item->block->number < until);
		i++;
	}
}

static void note_changes(const Taking *taking, const Fill *fill, int change)
{
	for (int i = 0; i < change; i++)
		taking->changes[fill->more[i].item - taking->run->first] = 1;
	for (int i = 0; i < -change; i++)
		taking->changes[fill->fewer[i].item - taking->run->first] = -1;
}

static PageFrame *add_frame(PageMakeup *makeup)
{
	makeup->frames = base_grow(makeup->frames, makeup->frame_count, &makeup->frame_cap, sizeof *makeup->frames);
	return &makeup->frames[makeup->frame_count++];
}

static void take_frame(Taking *taking, const Node *from, const Node *to, Length height)
{
	Run *run = taking->run;
	PageMakeup *makeup = taking->makeup;
	const FlowSetting *setting = run->setting;
	int column = from->pos % setting->columns;
	bool rtl = setting->job->doc->meta.dir == DOC_DIR_RTL;
	Fill fill;
	FillFrom start = page_from(run, from);
	fill_start(&fill, &run->source, &start);
	fill_to(&fill, to->item, to->float_next);
	note_changes(taking, &fill, to->change);
	const char *reason = page_reason(run, from, to, &fill, height);
	if (to->carry)
		fill_cut(&fill, fill_room(&fill, height));
	PageFrame *frame = add_frame(makeup);
	*frame = (PageFrame){
	        .first = (uint32_t)makeup->list.count,
	        .x = (rtl ? setting->columns - 1 - column : column) *
	             (setting->measure + setting->job->style->page.column_gap),
	        .y = page_frame_top(run, from),
	        .first_float = from->float_next,
	        .float_count = fill.top_floats,
	        .first_part = fill_enter_parts(&fill, makeup),
	        .part_count = (uint32_t)fill.part_count,
	        .height = height,
	        .aside = run->source.aside ? page_aside(makeup) : 0,
	        .used = fill.part_count && !run->source.aside
	                        ? height
	                        : (Length)fill.y + (to->change + to->stretch) * flow_leading(setting),
	        .reason = reason,
	};
	copy_items(taking, frame, from->item, to->item, to->float_next);
	frame->end = (uint32_t)makeup->list.count;
	taking->followers += fill.followers;
	if (to->item < run->end || !page_is_whole(to) || to->stretch)
		page_justify(makeup, frame, to->stretch);
	if (frame->aside)
		page_place_asides(makeup, frame, from->carry ? from->carry->count : 0);
}

/* ---- pages ---- */

static Page *add_page(PageMakeup *makeup, bool front)
{
	makeup->pages = base_grow(makeup->pages, makeup->page_count, &makeup->page_cap, sizeof *makeup->pages);
	/* There is a place for frames, be there no frame: pages of nothing are gone through as others are. */
	makeup->frames = base_grow(makeup->frames, makeup->frame_count, &makeup->frame_cap, sizeof *makeup->frames);
	Page *page = &makeup->pages[makeup->page_count++];
	*page = (Page){.front = front, .first_frame = (uint32_t)makeup->frame_count};
	page->first = page->end = (uint32_t)makeup->list.count;
	return page;
}

/* Whether there is nothing to be seen on the page. */
static bool shows_nothing(const PageMakeup *makeup, const Page *page)
{
	const PageFrame *frames = makeup->frames + page->first_frame;
	bool nothing = true;
	for (uint32_t i = 0; i < page->frame_count; i++)
		nothing = nothing && !frames[i].float_count && !frames[i].part_count;
	for (uint32_t i = page->first; i < page->end; i++)
		nothing = nothing && !makeup->list.items[i].height;
	return nothing;
}

/* The broadside pages that are called for on the page that has been filled. */
static void add_followers(Taking *taking)
{
	PageMakeup *makeup = taking->makeup;
	Page *page = &makeup->pages[makeup->page_count - 1];
	bool front = page->front;
	uint32_t count = taking->followers;
	taking->followers = 0;
	if (count && shows_nothing(makeup, page)) {
		page->broadside = ++*taking->broadside;
		count--;
	}
	for (; count; count--)
		add_page(makeup, front)->broadside = ++*taking->broadside;
}

/* Where the text of a page's columns ends. */
static Length end_of_text(const PageMakeup *makeup, const Page *page)
{
	Length end = 0;
	for (uint32_t i = 0; i < page->frame_count; i++) {
		const PageFrame *frame = &makeup->frames[page->first_frame + i];
		end = frame->y + frame->used > end ? frame->y + frame->used : end;
	}
	return end;
}

/* What spans the columns and has no page yet when the run ends: at the foot of the last, or on pages of its own. */
static void end_wides(Run *run, PageMakeup *makeup, uint32_t next)
{
	const FlowSetting *setting = run->setting;
	const FlowWide *wides = makeup->galley->wides;
	uint32_t called = page_wides_before(run, run->end);
	Page *page = &makeup->pages[makeup->page_count - 1];
	Length leading = flow_leading(setting),
	       end = (end_of_text(makeup, page) + leading - 1) / leading * leading + leading;
	page->first_wide = page->wide_count ? page->first_wide : next;
	page->foot = end;
	for (; next < called && !page->broadside && end + wides[next].height <= setting->text_height + leading;
	     next++) {
		end += wides[next].height;
		page->foot_count++;
	}
	for (Length room = 0; next < called; next++) {
		if (wides[next].height > room) {
			page = add_page(makeup, page->front);
			page->first_wide = next;
			room = setting->text_height + leading;
		}
		room -= wides[next].height;
		page->wide_count++;
	}
	run->wides = called;
}

static void take_way(Taking *taking, Node *const *way, size_t count)
{
	Run *run = taking->run;
	PageMakeup *makeup = taking->makeup;
	const FlowItem *item = &makeup->galley->list.items[run->first];
	if (item->start == FLOW_RECTO && makeup->page_count % 2)
		add_page(makeup, makeup->pages[makeup->page_count - 1].front)->blank = true;
	for (size_t i = 0; i + 1 < count; i++) {
		if (i == 0 || way[i]->pos % run->setting->columns == 0) {
			Page *page = add_page(makeup, item->block->front);
			page->first_wide = way[i]->first_wide;
			page->wide_count = way[i]->wide_next - way[i]->first_wide;
		}
		take_frame(taking, way[i], way[i + 1], page_frame_height(run, way[i], way[i + 1]->set));
		Page *page = &makeup->pages[makeup->page_count - 1];
		page->frame_count++;
		page->end = (uint32_t)makeup->list.count;
		if (i + 2 == count || way[i + 1]->pos % run->setting->columns == 0)
			add_followers(taking);
	}
	if (count)
		end_wides(run, makeup, way[count - 1]->wide_next);
}

/* ---- runs ---- */

static void make_run(Run *run, PageMakeup *makeup, uint32_t *broadside)
{
	size_t count, items = run->end - run->first + 1;
	run->page = makeup->page_count;
	Node **way = page_find_way(run, &count);
	run->floats = count ? way[count - 1]->float_next : run->floats;
	count = count ? page_balance(run, way, count) : 0;
	Taking taking = {.run = run, .makeup = makeup, .broadside = broadside, .changes = base_calloc(items, 1)};
	take_way(&taking, way, count);
	free(taking.changes);
	free(way);
	nodes_end(&run->nodes);
}

static void make_runs(PageMakeup *makeup, const uint32_t *followers, double heading_white)
{
	const FlowList *list = &makeup->galley->list;
	FillParts parts = {0};
	uint32_t count = (uint32_t)list->count, broadside = 0;
	Run run = {.setting = makeup->setting,
	           .longer = page_longer(makeup->setting),
	           .source = {makeup->setting, makeup->galley, list, followers, &parts, heading_white,
	                      makeup->setting->job->style->notes.place == STY_NOTES_SIDE}};
	for (uint32_t i = 0; i < count; i = run.end) {
		run.first = i;
		for (run.end = i + 1; run.end < count && list->items[run.end].start == FLOW_ON;)
			run.end++;
		make_run(&run, makeup, &broadside);
	}
	free(parts.parts);
	free(run.rest.parts);
}

static void make_pages(const FlowSetting *setting, const FlowGalley *galley, PageMakeup *makeup, double heading_white)
{
	*makeup = (PageMakeup){.setting = setting, .galley = galley};
	uint32_t *followers = page_make_broadsides(makeup);
	make_runs(makeup, followers, heading_white);
	free(followers);
}

/* Whether of ten headings at most one has more white than its style's. */
static bool is_constant(const PageMakeup *makeup)
{
	size_t headings = 0;
	for (size_t i = 0; i < makeup->list.count; i++)
		headings += makeup->list.items[i].stretch && makeup->list.items[i].block->heading;
	return makeup->widened * 10 <= headings;
}

void page_make(const FlowSetting *setting, const FlowGalley *galley, PageMakeup *makeup)
{
	static const double prices[] = {HEADING_WHITE, DEAR_WHITE, FILL_NOWAY};
	for (size_t i = 0; i < BASE_LEN(prices) && (!i || !is_constant(makeup)); i++) {
		if (i)
			page_free(makeup);
		make_pages(setting, galley, makeup, prices[i]);
	}
	if (!makeup->page_count)
		add_page(makeup, false);
	page_label(makeup);
	page_find_places(makeup);
	page_find_heads(makeup);
}

void page_free(PageMakeup *makeup)
{
	flow_free_list(&makeup->list);
	free(makeup->pages);
	free(makeup->frames);
	free(makeup->parts);
	free(makeup->broadsides);
	free(makeup->place_of);
	free(makeup->places);
	*makeup = (PageMakeup){0};
}
