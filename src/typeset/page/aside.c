/* Notes in the margin: each beside its line, or below the note before it where that one is in the way.  The page breaks
 * see to it that the last ends where the page does; where a page was changed since they were found, notes go up again
 * as far as that. */
#include "typeset/page/aside.h"
#include "typeset/page/walk.h"

typedef struct {
	PageMakeup *makeup;
	PagePart *next, *end;
	Length free; /* where the next can stand */
} Placing;

Length page_aside(const PageMakeup *makeup)
{
	const FlowSetting *setting = makeup->setting;
	const Style *style = setting->job->style;
	bool rtl = setting->job->doc->meta.dir == DOC_DIR_RTL,
	     right = page_is_recto(makeup->page_count - 1) != rtl || !style->page.mirrored;
	return right ? setting->text_width + style->notes.side_gap : -style->notes.side_gap - style->notes.side_width;
}

static void place(Placing *placing, Length y)
{
	PagePart *part = placing->next++;
	part->y = y > placing->free ? y : placing->free;
	placing->free =
	        part->y + page_part_height(placing->makeup->galley, part) + flow_aside_gap(placing->makeup->setting);
}

static void visit_item(void *closure, const FlowItem *item, Length y, bool again)
{
	Placing *placing = closure;
	for (uint32_t i = 0; i < item->note_count && !again && placing->next < placing->end; i++) {
		const FlowList *list = &placing->makeup->galley->notes[placing->next->note].list;
		place(placing, y + flow_note_base(item, i) - (list->count ? list->items[0].base : 0));
	}
}

void page_place_asides(PageMakeup *makeup, const PageFrame *frame, size_t left)
{
	if (!frame->part_count)
		return;
	PagePart *parts = makeup->parts + frame->first_part;
	Placing placing = {makeup, parts, parts + frame->part_count, 0};
	for (size_t i = 0; i < left && placing.next < placing.end; i++)
		place(&placing, 0);
	page_walk(makeup, frame, visit_item, &placing);
	Length below = frame->height;
	for (size_t i = frame->part_count; i > 0; i--) {
		Length highest = below - page_part_height(makeup->galley, &parts[i - 1]);
		parts[i - 1].y = parts[i - 1].y > highest && highest >= 0 ? highest : parts[i - 1].y;
		below = parts[i - 1].y - flow_aside_gap(makeup->setting);
	}
}
