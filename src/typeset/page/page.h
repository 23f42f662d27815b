/* page: painting pages of the cut list.  Inside typeset only. */
#ifndef TYPESET_PAGE_PAGE_H
#define TYPESET_PAGE_PAGE_H

#include "typeset/flow/flow.h"

/* Calls visit for each item of the frame with its top from the frame's; again: the
 * row of a table's head repeated. */
typedef void PageVisit(void *closure, const FlowItem *item, Length y, bool again);
void page_walk(const TsEdition *edition, const FlowFrame *frame, PageVisit *visit, void *closure);
/* The same for a part of a note, from y on; returns where it ends. */
Length page_walk_part(const TsEdition *edition, const FlowPart *part, Length y, PageVisit *visit, void *closure);
/* Of the notes at the frame's foot. */
Length page_notes_height(const TsEdition *edition, const FlowFrame *frame);
/* Walks a cell's list from its row's y on. */
void page_walk_cell(const FlowCell *cell, Length y, PageVisit *visit, void *closure);
/* Walks a turned page's table and returns where it ends, from the sheet's top. */
Length page_walk_sheet(const FlowSheet *sheet, PageVisit *visit, void *closure);
/* Walks a list that is no part of the pages' (a title block, a float) from y on. */
void page_walk_list(const FlowList *list, Length y, PageVisit *visit, void *closure);
Length page_left(const TsEdition *edition, size_t index); /* of the text, from the paper's edge */
bool page_is_recto(const TsEdition *edition, size_t index);
const TsPage *page_paint(const TsEdition *edition, size_t index, Arena *arena);

#endif
