/* trace: why pages end where they do.  Inside page only. */
#ifndef TYPESET_PAGE_TRACE_H
#define TYPESET_PAGE_TRACE_H

#include "typeset/page/pagebreak.h"

/* Why the frame that one node begins ends at the other, as it is filled and as high; in the setting's arena.
 * NULL if the job's trace does not ask for pages. */
const char *page_reason(const Run *run, const Node *from, const Node *to, const Fill *fill, Length height);

#endif
