/* Tells, page by page, why the lines of its paragraphs end where they do. */
#include "typeset/page/walk.h"

static void visit_item(void *closure, const FlowItem *item, Length y, bool again)
{
	const FlowBlock *block = item->block;
	if (again)
		return;
	if (block->kind == FLOW_LINE && !item->line)
		par_trace(block->par, item->variant);
	for (size_t i = 0; block->row && i < block->row->count; i++)
		page_walk_cell(&block->row->cells[i], y, visit_item, closure);
}

static void trace_parts(const PageMakeup *makeup, uint32_t first, uint32_t count)
{
	for (uint32_t i = first; i < first + count; i++)
		page_walk_part(makeup, &makeup->parts[i], 0, visit_item, NULL);
}

static void trace_page(const PageMakeup *makeup, const Page *page)
{
	for (uint32_t i = page->first_frame; i < page->first_frame + page->frame_count; i++) {
		page_walk(makeup, &makeup->frames[i], visit_item, NULL);
		trace_parts(makeup, makeup->frames[i].first_part, makeup->frames[i].part_count);
	}
	if (page->broadside) {
		const PageBroadside *broadside = &makeup->broadsides[page->broadside - 1];
		page_walk_broadside(broadside, visit_item, NULL);
		trace_parts(makeup, broadside->first_part, broadside->part_count);
	}
}

void page_trace_lines(const PageMakeup *makeup)
{
	const TsTrace *trace = makeup->setting->job->trace;
	for (size_t i = 0; trace && trace->lines && i < makeup->page_count; i++)
		trace_page(makeup, &makeup->pages[i]);
}
