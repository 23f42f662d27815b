/* Where nodes landed: links, the outline and references ask. */
#include "typeset/page/places.h"
#include "typeset/page/walk.h"

/* Where something is being entered: a page, and the text's corner on it. */
typedef struct {
	PageMakeup *makeup;
	size_t page;
	Length left, top, y;
	bool whole; /* a broadside page: as a whole it is what leads to all on it */
} Entering;

static void go_to(Entering *entering, Length y)
{
	entering->y = entering->whole ? 0 : y;
}

static void enter_place(void *closure, const DocNode *node, Length x)
{
	Entering *entering = closure;
	PageMakeup *makeup = entering->makeup;
	bool wanted = doc_id(node) || node->type == DOC_HEADER || node->type == DOC_FIGURE || node->type == DOC_TABLE ||
	              node->type == DOC_NOTE || node->type == DOC_NOTE_REF ||
	              (node->type == DOC_LINK && node->u.link.kind == DOC_LINK_REFERENCE);
	if (!wanted || !node->serial || makeup->place_of[node->serial])
		return;
	makeup->places = base_grow(makeup->places, makeup->place_count, &makeup->place_cap, sizeof *makeup->places);
	makeup->places[makeup->place_count++] =
	        (TsPlace){entering->page, entering->left + x, entering->top + entering->y};
	makeup->place_of[node->serial] = (uint32_t)makeup->place_count;
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
	go_to(entering, y);
	if (again)
		return;
	const FlowBlock *block = item->block;
	if (block->run_in && item->line == 0)
		enter_place(entering, block->run_in, 0);
	if (block->par && item->line == 0 && !block->toc && block->node)
		enter_block(entering, block->node);
	if (block->kind == FLOW_LINE && !block->toc)
		enter_par(entering, block->par, item->variant, item->line);
	if (block->kind != FLOW_LINE)
		enter_block(entering, block->node);
	for (size_t i = 0; block->row && i < block->row->count; i++)
		page_walk_cell(&block->row->cells[i], y, visit_item, entering);
}

static void enter_parts(Entering *entering, uint32_t first, uint32_t count, Length y)
{
	const PageMakeup *makeup = entering->makeup;
	for (uint32_t i = first; i < first + count; i++) {
		const PagePart *part = &makeup->parts[i];
		go_to(entering, y);
		if (part->first == 0)
			enter_place(entering, makeup->setting->job->doc->notes[part->note], 0);
		y = page_walk_part(makeup, part, y, visit_item, entering);
	}
}

static void enter_asides(Entering *entering, const PageFrame *frame)
{
	entering->left += frame->aside;
	for (uint32_t i = 0; i < frame->part_count; i++) {
		uint32_t part = frame->first_part + i;
		enter_parts(entering, part, 1, entering->makeup->parts[part].y);
	}
}

static void enter_broadside(PageMakeup *makeup, size_t index, const PageBroadside *page)
{
	Entering entering = {makeup, index, page_left(makeup, index), makeup->setting->job->style->page.top, 0, true};
	Length end = page_walk_broadside(page, visit_item, &entering);
	enter_parts(&entering, page->first_part, page->part_count, end);
}

static void enter_frame(PageMakeup *makeup, size_t index, const PageFrame *frame)
{
	Entering entering = {
	        makeup, index, page_left(makeup, index) + frame->x, makeup->setting->job->style->page.top + frame->y,
	        0,      false};
	page_walk(makeup, frame, visit_item, &entering);
	if (frame->aside)
		enter_asides(&entering, frame);
	else
		enter_parts(&entering, frame->first_part, frame->part_count,
		            frame->height - page_notes_height(makeup, frame));
}

static void enter_wides(PageMakeup *makeup, size_t index)
{
	const Page *page = &makeup->pages[index];
	Entering entering = {makeup, index, page_left(makeup, index), makeup->setting->job->style->page.top, 0, false};
	page_walk_wides(makeup, page, visit_item, &entering);
}

void page_find_places(PageMakeup *makeup)
{
	makeup->place_of = base_calloc(makeup->setting->job->doc->serials + 1, sizeof *makeup->place_of);
	for (size_t i = 0; i < makeup->page_count; i++) {
		const Page *page = &makeup->pages[i];
		if (page->broadside)
			enter_broadside(makeup, i, &makeup->broadsides[page->broadside - 1]);
		enter_wides(makeup, i);
		for (uint32_t k = 0; k < page->frame_count; k++)
			enter_frame(makeup, i, &makeup->frames[page->first_frame + k]);
	}
}

TsPlace page_place(const PageMakeup *makeup, const DocNode *node)
{
	uint32_t at = node && makeup->place_of ? makeup->place_of[node->serial] : 0;
	return at ? makeup->places[at - 1] : (TsPlace){.page = SIZE_MAX};
}
