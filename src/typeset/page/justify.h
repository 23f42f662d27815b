/* justify: vertical justification.  Inside page only. */
#ifndef TYPESET_PAGE_JUSTIFY_H
#define TYPESET_PAGE_JUSTIFY_H

#include "typeset/page/page.h"

/* Puts a frame's white where it belongs: so many lines, negative takes them out, and what
 * is missing to its foot. */
void page_justify(PageMakeup *makeup, const PageFrame *frame, int lines);

#endif
