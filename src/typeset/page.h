/* page: painting pages of the cut list.  Inside typeset only. */
#ifndef TYPESET_PAGE_H
#define TYPESET_PAGE_H

#include "typeset/flow.h"

/* Calls visit for each item of the page with its top from the text's; again: the
 * row of a table's head repeated. */
typedef void PageVisit(void *closure, const FlowItem *item, TsUnit y, bool again);
void page_walk(const TsEdition *edition, const FlowPage *page, PageVisit *visit, void *closure);
TsUnit page_notes_height(const TsEdition *edition, const FlowPage *page);
bool page_is_recto(const TsEdition *edition, size_t index);
const TsPage *page_paint(const TsEdition *edition, size_t index, Arena *arena);

#endif
