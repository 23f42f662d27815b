/* The rounds of an edition, and what is asked of it afterwards. */
#include "typeset/page/page.h"

#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 3 };

/* ---- places ---- */

/* Where something is being entered: a page, and the text's corner on it. */
typedef struct {
	TsEdition *edition;
	size_t page;
	Length left, top, y;
} Entering;

static void enter_place(void *closure, const DocNode *node, Length x)
{
	Entering *entering = closure;
	TsEdition *edition = entering->edition;
	bool wanted = doc_id(node) || node->type == DOC_HEADER || node->type == DOC_NOTE || node->type == DOC_NOTE_REF;
	if (!wanted || !node->serial || edition->place_of[node->serial])
		return;
	edition->places =
	        base_grow(edition->places, edition->place_count, &edition->place_cap, sizeof *edition->places);
	edition->places[edition->place_count++] =
	        (TsPlace){entering->page, entering->left + x, entering->top + entering->y};
	edition->place_of[node->serial] = (uint32_t)edition->place_count;
}

/* A block, and those around it that begin with it: that is, those that have no place yet. */
static void enter_block(Entering *entering, const DocNode *node)
{
	for (; node && node->type != DOC_ROOT; node = node->parent)
		enter_place(entering, node, 0);
}

static void enter_par(Entering *entering, const Par *par, size_t variant, size_t line)
{
	par_visit(par, variant, line, enter_place, entering);
}

static void visit_item(void *closure, const FlowItem *item, Length y, bool again)
{
	Entering *entering = closure;
	entering->y = y;
	if (again)
		return;
	const FlowBlock *block = item->block;
	if (block->par && item->line == 0 && !block->toc && block->node)
		enter_block(entering, block->node);
	if (block->kind == FLOW_LINE && !block->toc)
		enter_par(entering, block->par, item->variant, item->line);
	if (block->kind != FLOW_LINE)
		enter_block(entering, block->node);
	for (size_t i = 0; block->row && i < block->row->count; i++)
		page_walk_cell(&block->row->cells[i], y, visit_item, entering);
}

static void visit_turned(void *closure, const FlowItem *item, Length y, bool again)
{
	(void)y;
	visit_item(closure, item, 0, again);
}

static void enter_notes(Entering *entering, const FlowFrame *frame)
{
	TsEdition *edition = entering->edition;
	Length y = frame->height - page_notes_height(edition, frame);
	for (uint32_t i = 0; i < frame->part_count; i++) {
		const FlowPart *part = &edition->parts[frame->first_part + i];
		entering->y = y;
		if (part->first == 0)
			enter_place(entering, edition->job.doc->notes[part->note], 0);
		y = page_walk_part(edition, part, y, visit_item, entering);
	}
}

/* The page as a whole is what leads to a turned table. */
static void enter_sheet(TsEdition *edition, size_t index, const FlowSheet *sheet)
{
	Entering entering = {edition, index, page_left(edition, index), edition->job.style->page.top, 0};
	Length end = page_walk_sheet(sheet, visit_turned, &entering);
	for (size_t i = 0; i < sheet->part_count; i++) {
		if (sheet->parts[i].first == 0)
			enter_place(&entering, edition->job.doc->notes[sheet->parts[i].note], 0);
		end = page_walk_part(edition, &sheet->parts[i], end, visit_turned, &entering);
	}
}

static void find_places(TsEdition *edition)
{
	edition->place_of = base_calloc(edition->job.doc->serials + 1, sizeof *edition->place_of);
	for (size_t i = 0; i < edition->page_count; i++) {
		const FlowPage *page = &edition->pages[i];
		if (page->sheet)
			enter_sheet(edition, i, &edition->sheets[page->sheet - 1]);
		for (uint32_t k = 0; k < page->frame_count; k++) {
			const FlowFrame *frame = &edition->frames[page->first_frame + k];
			Entering entering = {edition, i, page_left(edition, i) + frame->x,
			                     edition->job.style->page.top + frame->y, 0};
			page_walk(edition, frame, visit_item, &entering);
			enter_notes(&entering, frame);
		}
	}
}

/* ---- labels, heads, the page map ---- */

static void label_pages(TsEdition *edition)
{
	long roman = 0, arabic = 0;
	Buf label = {0};
	for (size_t i = 0; i < edition->page_count; i++) {
		FlowPage *page = &edition->pages[i];
		buf_clear(&label);
		if (page->front)
			doc_number(&label, ++roman, DOC_NUM_LOWER_ROMAN);
		else
			doc_number(&label, ++arabic, DOC_NUM_DECIMAL);
		page->label = arena_strndup(edition->arena, label.data, label.len);
	}
	buf_free(&label);
}

/* Which level of the outline runs along the heads: the first of which there is more
 * than one heading. */
static int head_level(const Doc *doc)
{
	for (int level = 1; level < 3; level++) {
		size_t count = 0;
		for (size_t i = 0; i < doc->section_count && count < 2; i++)
			count += doc->sections[i].level == level;
		if (count > 1)
			return level;
	}
	return 1;
}

/* Whether the item begins a section of that level; headings come in the outline's order. */
static bool is_chapter(const Doc *doc, const FlowItem *item, int level, size_t *section)
{
	const DocNode *node = item->block->node;
	if (!node || node->type != DOC_HEADER || item->block->toc || item->block->front || item->line)
		return false;
	for (size_t i = *section; i < doc->section_count; i++) {
		if (doc->sections[i].header == node) {
			*section = i;
			return doc->sections[i].level <= level;
		}
	}
	return false;
}

static void find_heads(TsEdition *edition)
{
	const Doc *doc = edition->job.doc;
	const DocNode *head = NULL;
	int level = edition->parted ? 2 : head_level(doc);
	size_t section = 0;
	for (size_t i = 0; i < edition->page_count; i++) {
		FlowPage *page = &edition->pages[i];
		page->head = head;
		for (uint32_t k = page->first; k < page->end; k++) {
			const FlowItem *item = &edition->list.items[k];
			if (!is_chapter(doc, item, level, &section))
				continue;
			head = item->block->node;
			page->head = k == page->first || !page->head ? head : page->head;
		}
	}
}

static bool start_of(const FlowItem *item, uint32_t *serial, uint32_t *byte)
{
	const FlowBlock *block = item->block;
	if (block->kind == FLOW_LINE && !block->toc)
		return par_start(block->par, item->variant, item->line, serial, byte);
	bool away = block->kind == FLOW_FLOAT && !item->height;
	if (!block->node || block->toc || away)
		return false;
	*serial = block->node->serial;
	*byte = 0;
	return true;
}

static bool start_of_sheet(const FlowSheet *sheet, DocPageStart *start)
{
	bool found = false;
	for (size_t i = sheet->again; i < sheet->list.count && !found; i++)
		found = start_of(&sheet->list.items[i], &start->serial, &start->byte);
	return found;
}

/* A page before the body: of the contents if it holds an entry, which has its heading
 * as node; with text of its own, a dedication; else the title page. */
static bool start_of_front(const TsEdition *edition, const FlowPage *page, DocPageStart *start)
{
	start->part = DOC_PART_TITLE;
	for (uint32_t k = page->first; k < page->end; k++) {
		const DocNode *node = edition->list.items[k].block->node;
		if (!node)
			continue;
		if (!edition->list.items[k].block->toc) {
			start->part = DOC_PART_TEXT;
			return start_of(&edition->list.items[k], &start->serial, &start->byte);
		}
		start->part = DOC_PART_CONTENTS;
		start->serial = k == page->first ? node->serial : 0;
		break;
	}
	return page->first < page->end;
}

static void map_pages(TsEdition *edition)
{
	DocPageMap *map = &edition->map;
	map->pages = arena_alloc(edition->arena, (edition->page_count + 1) * sizeof *map->pages);
	uint32_t before = 0;
	size_t title_page = edition->half_title ? 2 : 0;
	for (size_t i = 0; i < edition->page_count; i++) {
		const FlowPage *page = &edition->pages[i];
		DocPageStart start = {.label = page->label};
		bool titled = i == title_page &&
		              edition->job.doc->meta.titled; /* begins with the title, on a page of its own or not */
		bool found = i < title_page ? false : page->front ? start_of_front(edition, page, &start) : titled;
		start.part = titled ? DOC_PART_TITLE : start.part;
		for (uint32_t k = page->first; k < page->end && !found && !page->front; k++)
			found = start_of(&edition->list.items[k], &start.serial, &start.byte);
		if (page->sheet)
			found = start_of_sheet(&edition->sheets[page->sheet - 1], &start);
		bool coda = edition->job.doc->coda && start.serial >= edition->job.doc->coda->serial;
		if (!found || coda || (start.part == DOC_PART_TEXT && start.serial < before))
			continue;
		before = start.part == DOC_PART_TEXT ? start.serial : 0;
		map->pages[map->count++] = start;
	}
}

/* ---- rounds ---- */

static void free_turned(TsEdition *edition)
{
	for (size_t i = 0; i < edition->turned_count; i++) {
		free(edition->turned[i].list.items);
		free(edition->turned[i].list.refs);
	}
	for (size_t i = 0; i < edition->sheet_count; i++) {
		free(edition->sheets[i].list.items);
		free(edition->sheets[i].list.refs);
	}
	free(edition->turned);
	free(edition->sheets);
	edition->turned = NULL;
	edition->sheets = NULL;
	edition->turned_count = edition->turned_cap = edition->sheet_count = edition->sheet_cap = 0;
}

static void clear_round(TsEdition *edition)
{
	for (size_t i = 0; edition->notes && i < edition->job.doc->note_count; i++) {
		free(edition->notes[i].list.items);
		free(edition->notes[i].list.refs);
	}
	free(edition->notes);
	free(edition->list.items);
	free(edition->list.refs);
	for (size_t i = 0; i < edition->float_count; i++) {
		free(edition->floats[i].list.items);
		free(edition->floats[i].list.refs);
	}
	free(edition->floats);
	free_turned(edition);
	free(edition->span.items);
	free(edition->span.refs);
	free(edition->frames);
	free(edition->parts);
	free(edition->pages);
	free(edition->place_of);
	free(edition->places);
	edition->notes = NULL;
	edition->list = edition->span = (FlowList){0};
	edition->span_height = 0;
	edition->pages = NULL;
	edition->floats = NULL;
	edition->float_count = edition->float_cap = 0;
	edition->frames = NULL;
	edition->parts = NULL;
	edition->frame_count = edition->frame_cap = edition->part_count = edition->part_cap = 0;
	edition->place_of = NULL;
	edition->places = NULL;
	edition->page_count = edition->page_cap = edition->place_count = edition->place_cap = 0;
}

static const char *old_label(void *closure, const DocNode *target)
{
	const TsEdition *edition = closure;
	return edition->labels && target && target->serial ? edition->labels[target->serial] : NULL;
}

static void set_round(TsEdition *edition)
{
	clear_round(edition);
	par_set_page_labels(edition->context, edition->refers ? old_label : NULL, edition);
	flow_build(edition);
	timer_ended(&edition->job.timer, "flow");
	flow_break(edition);
	timer_ended(&edition->job.timer, "page");
	label_pages(edition);
	find_places(edition);
	find_heads(edition);
}

/* Keeps the labels of all places for the references of the next round; false when
 * they are the ones it had. */
static bool keep_labels(TsEdition *edition)
{
	uint32_t serials = edition->job.doc->serials;
	const char **labels = arena_alloc(edition->arena, (serials + 1) * sizeof *labels);
	bool changed = edition->labels == NULL;
	for (uint32_t i = 1; i <= serials; i++) {
		if (edition->place_of[i])
			labels[i] = edition->pages[edition->places[edition->place_of[i] - 1].page].label;
		changed = changed || !str_eq(labels[i], edition->labels[i]);
	}
	edition->labels = labels;
	return changed;
}

/* Where the numbers of the last round are not those that it leads to, they are set
 * right within its lines, so that no page changes any more. */
static void settle_labels(TsEdition *edition)
{
	bool changed = edition->refers && keep_labels(edition);
	for (int round = 1; round < ROUNDS && changed; round++) {
		set_round(edition);
		changed = keep_labels(edition);
	}
	if (changed)
		par_renumber(edition->context, edition->arena);
}

static bool has_references(const Doc *doc)
{
	for (size_t i = 0; i <= doc->note_count; i++) {
		const DocNode *top = i ? doc->notes[i - 1] : doc->root;
		for (const DocNode *node = top; node; node = doc_next(node, top, false)) {
			if (node->type == DOC_LINK && node->u.link.kind == DOC_LINK_REFERENCE)
				return true;
		}
	}
	return false;
}

/* Whether the text is surely longer than an article, by its letters. */
static bool is_long(const Doc *doc, const Style *style)
{
	enum { LETTERS_OF_A_PAGE = 2400 };
	size_t sum = 0, most = (size_t)style->title.block_below_pages * LETTERS_OF_A_PAGE * 2;
	for (const DocNode *node = doc->root; node && sum <= most; node = doc_next(node, doc->root, false))
		sum += node->type == DOC_TEXT ? node->u.text.len : 0;
	return sum > most;
}

static TsEdition *new_edition(const TsJob *job)
{
	TsEdition *edition = base_calloc(1, sizeof *edition);
	edition->job = *job;
	edition->arena = arena_new();
	edition->context = par_context_new(&edition->job);
	return edition;
}

static void warn_overfull(TsEdition *edition)
{
	for (size_t i = 0; i < edition->list.count; i++) {
		const FlowItem *item = &edition->list.items[i];
		const FlowBlock *block = item->block;
		Length over = block->kind == FLOW_LINE ? par_overfull(block->par, item->variant, item->line) : 0;
		if (over > LENGTH_PT && block->node)
			diag_report(edition->job.diag, DIAG_WARNING, block->node->pos, "line-overfull",
			            "a line here is %d pt wider than the page's text; shorten it or allow a break",
			            over / LENGTH_PT);
	}
}

TsEdition *ts_typeset(const TsJob *job)
{
	const Style *style = job->style;
	TsEdition *edition = new_edition(job);
	edition->width = style->page.width;
	edition->height = style->page.height;
	edition->text_width = style->page.width - style->page.inner - style->page.outer;
	edition->columns = style->page.columns;
	edition->measure = (edition->text_width - (edition->columns - 1) * style->page.column_gap) / edition->columns;
	edition->text_height =
	        (style->page.height - style->page.top - style->page.bottom) / style->text.leading * style->text.leading;
	edition->book = is_long(job->doc, style);
	edition->refers = has_references(job->doc);
	edition->pars = base_calloc(job->doc->serials + 1, sizeof *edition->pars);
	set_round(edition);
	if (!edition->book && edition->page_count >= (size_t)style->title.block_below_pages) {
		edition->book = true;
		set_round(edition);
	}
	settle_labels(edition);
	map_pages(edition);
	warn_overfull(edition);
	edition->job.timer = (Timer){0}; /* what is set for a page as it is painted is painting */
	return edition;
}

void ts_free(TsEdition *edition)
{
	if (!edition)
		return;
	clear_round(edition);
	free(edition->pars);
	par_context_free(edition->context);
	arena_free(edition->arena);
	free(edition);
}

size_t ts_page_count(const TsEdition *edition)
{
	return edition->page_count;
}

const TsPage *ts_page(const TsEdition *edition, size_t index, Arena *arena)
{
	return page_paint(edition, index, arena);
}

const char *ts_page_label(const TsEdition *edition, size_t index)
{
	return edition->pages[index].label;
}

TsPlace ts_place(const TsEdition *edition, const DocNode *node)
{
	uint32_t at = node && edition->place_of ? edition->place_of[node->serial] : 0;
	return at ? edition->places[at - 1] : (TsPlace){.page = SIZE_MAX};
}

const DocPageMap *ts_page_map(const TsEdition *edition)
{
	return &edition->map;
}
