/* furniture: how far from the text what stands around it is.  Inside page only. */
#ifndef TYPESET_PAGE_FURNITURE_H
#define TYPESET_PAGE_FURNITURE_H

#include "typeset/page/page.h"

/* Lines that a page may be longer than its text is high: 1 where facing pages are made even
 * and the margin has room for it, else 0. */
int page_longer(const FlowSetting *setting);
/* Baselines of the running head and the folio, from the top of the page's text: at the style's
 * distance, and at least two leadings from the first line and the last of the longest page. */
Length page_head_baseline(const FlowSetting *setting);
Length page_folio_baseline(const FlowSetting *setting);

#endif
