/* labels: what pages are called, and what runs along their heads.  Inside page only. */
#ifndef TYPESET_PAGE_LABELS_H
#define TYPESET_PAGE_LABELS_H

#include "typeset/page/page.h"

/* Folios: roman before the body, then from 1. */
void page_label(PageMakeup *makeup);
/* The chapter of each page's running head. */
void page_find_heads(PageMakeup *makeup);

#endif
