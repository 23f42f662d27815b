/* aside: notes in the margin beside their lines.  Inside page only. */
#ifndef TYPESET_PAGE_ASIDE_H
#define TYPESET_PAGE_ASIDE_H

#include "typeset/page/page.h"

/* Where the notes of the page at hand, the last, begin: from its text's left edge. */
Length page_aside(const PageMakeup *makeup);
/* Puts a frame's notes beside the lines that call them; the first ones are left from the frame before. */
void page_place_asides(PageMakeup *makeup, const PageFrame *frame, size_t left);

#endif
