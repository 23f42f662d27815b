/* walk: down a page, item by item.  Inside page only. */
#ifndef TYPESET_PAGE_WALK_H
#define TYPESET_PAGE_WALK_H

#include "typeset/page/page.h"

/* Calls visit for each item of the frame with its top from the frame's; again: the
 * row of a table's head repeated. */
typedef void PageVisit(void *closure, const FlowItem *item, Length y, bool again);
void page_walk(const PageMakeup *makeup, const PageFrame *frame, PageVisit *visit, void *closure);
/* The same for a part of a note, from y on; returns where it ends. */
Length page_walk_part(const PageMakeup *makeup, const PagePart *part, Length y, PageVisit *visit, void *closure);
/* Walks a cell's list from its row's y on. */
void page_walk_cell(const FlowCell *cell, Length y, PageVisit *visit, void *closure);
/* Walks a broadside page's table and returns where it ends, from the turned text's top. */
Length page_walk_broadside(const PageBroadside *page, PageVisit *visit, void *closure);
/* Walks a list that is no part of the pages' (a title block, a float) from y on. */
void page_walk_list(const FlowList *list, Length y, PageVisit *visit, void *closure);
/* Walks what spans the columns, at the page's head and at its foot. */
void page_walk_wides(const PageMakeup *makeup, const Page *page, PageVisit *visit, void *closure);
Length page_part_height(const FlowGalley *galley, const PagePart *part);
/* Of the notes at the frame's foot. */
Length page_notes_height(const PageMakeup *makeup, const PageFrame *frame);
Length page_left(const PageMakeup *makeup, size_t index); /* of the text, from the paper's edge */
bool page_is_recto(size_t index);

#endif
