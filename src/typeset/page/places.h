/* places: where nodes landed.  Inside page only. */
#ifndef TYPESET_PAGE_PLACES_H
#define TYPESET_PAGE_PLACES_H

#include "typeset/page/page.h"

void page_find_places(PageMakeup *makeup);

#endif
