/* places: where nodes landed.  Inside page only. */
#ifndef TYPESET_PAGE_PLACES_H
#define TYPESET_PAGE_PLACES_H

#include "typeset/page/page.h"

/* Fills the map that the e-book and references ask: which page each word and each note begins on. */
void page_find_places(PageMakeup *makeup);

#endif
