/* broadside: pages of the broadside tables.  Inside page only. */
#ifndef TYPESET_PAGE_BROADSIDE_H
#define TYPESET_PAGE_BROADSIDE_H

#include "typeset/page/page.h"

/* Makes them, in order.  Returns how many follow the page on which each item of the text
 * stands, to be freed; NULL: none. */
uint32_t *page_make_broadsides(PageMakeup *makeup);

#endif
