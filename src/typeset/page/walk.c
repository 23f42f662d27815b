/* Walking down a page. */
#include "typeset/page/walk.h"

bool page_is_recto(size_t index)
{
	return index % 2 == 0;
}

Length page_left(const PageMakeup *makeup, size_t index)
{
	const Style *style = makeup->setting->job->style;
	bool rtl = makeup->setting->job->doc->meta.dir == DOC_DIR_RTL;
	return page_is_recto(index) != rtl || !style->page.mirrored ? style->page.inner : style->page.outer;
}

void page_walk_list(const FlowList *list, Length y, PageVisit *visit, void *closure)
{
	for (size_t i = 0; i < list->count; i++) {
		y += i ? list->items[i].before : 0;
		visit(closure, &list->items[i], y, false);
		y += list->items[i].height;
	}
}

void page_walk_cell(const FlowCell *cell, Length y, PageVisit *visit, void *closure)
{
	page_walk_list(&(FlowList){.items = cell->items, .count = cell->count}, y + cell->drop, visit, closure);
}

/* That a table or a listing goes on with the item, and a table's head; returns where they end. */
static Length walk_heads(const FlowList *list, const FlowItem *item, Length y, PageVisit *visit, void *closure)
{
	const FlowRow *row = item->block->row;
	const FlowItem *again = flow_again(item);
	if (again) {
		visit(closure, again, y, true);
		y += again->height;
	}
	for (uint32_t i = 0; row && !row->head && i < row->head_count; i++) {
		const FlowItem *head = &list->items[row->head_first + i];
		visit(closure, head, y, true);
		y += head->height;
	}
	return y;
}

/* Without the white over it where nothing is above it in the frame. */
static void walk_float(const FlowFloat *set, Length y, Length height, PageVisit *visit, void *closure)
{
	page_walk_list(&set->list, y + (height >= set->height ? set->above + (height - set->height) / 2 : 0), visit,
	               closure);
}

void page_walk(const PageMakeup *makeup, const PageFrame *frame, PageVisit *visit, void *closure)
{
	const FlowGalley *galley = makeup->galley;
	const FlowItem *items = makeup->list.items;
	int64_t y = 0;
	bool free = frame->float_count == 0;
	for (uint32_t i = 0; i < frame->float_count; i++) {
		const FlowFloat *set = &galley->floats[frame->first_float + i];
		page_walk_list(&set->list, (Length)y, visit, closure);
		y += set->top_height;
	}
	if (frame->first < frame->end)
		y = walk_heads(&galley->list, &items[frame->first], (Length)y, visit, closure);
	for (uint32_t i = frame->first; i < frame->end; i++) {
		const FlowItem *item = &items[i];
		y = flow_top(makeup->setting, item, y, i == frame->first, free);
		if (item->block->kind != FLOW_FLOAT)
			visit(closure, item, (Length)y, false);
		else if (item->height)
			walk_float(&galley->floats[item->block->number], (Length)y, item->height, visit, closure);
		y += item->height;
		free = free && !item->on_grid;
	}
}

Length page_walk_broadside(const PageBroadside *page, PageVisit *visit, void *closure)
{
	const FlowList *list = page->list;
	Length y = page->y;
	if (page->first < page->end)
		y = walk_heads(list, &list->items[page->first], y, visit, closure);
	for (uint32_t i = page->first; i < page->end; i++) {
		const FlowItem *item = &list->items[i];
		y += i > page->first ? item->before : 0;
		visit(closure, item, y, false);
		y += item->height;
	}
	return y;
}

void page_walk_wides(const PageMakeup *makeup, const Page *page, PageVisit *visit, void *closure)
{
	const FlowGalley *galley = makeup->galley;
	Length y = page == makeup->pages ? galley->span_height : 0;
	for (uint32_t i = 0; i < page->wide_count + page->foot_count; i++) {
		const FlowWide *wide = &galley->wides[page->first_wide + i];
		y = i == page->wide_count ? page->foot : y;
		page_walk_list(&wide->list, y, visit, closure);
		y += wide->height;
	}
}

Length page_walk_part(const PageMakeup *makeup, const PagePart *part, Length y, PageVisit *visit, void *closure)
{
	const FlowList *list = &makeup->galley->notes[part->note].list;
	for (uint32_t i = part->first; i < part->end; i++) {
		y += i > part->first || !i ? list->items[i].before : 0;
		visit(closure, &list->items[i], y, false);
		y += list->items[i].height;
	}
	return y;
}

Length page_part_height(const FlowGalley *galley, const PagePart *part)
{
	const FlowNote *note = &galley->notes[part->note];
	if (part->first == part->end)
		return 0;
	Length above = part->first ? note->ends[part->first - 1] + note->list.items[part->first].before : 0;
	return note->ends[part->end - 1] - above;
}

Length page_notes_height(const PageMakeup *makeup, const PageFrame *frame)
{
	Length height = 0;
	for (uint32_t i = 0; i < frame->part_count; i++)
		height += page_part_height(makeup->galley, &makeup->parts[frame->first_part + i]);
	return height;
}
