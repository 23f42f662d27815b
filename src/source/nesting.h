/* nesting: bounds how deep nodes are nested, and trims what holds words.  Inside source only. */
#ifndef SOURCE_NESTING_H
#define SOURCE_NESTING_H

#include "base/base.h"
#include "document/document.h"

/* Takes what is nested deeper than a hundred levels out of its containers; no text
 * is lost.  Says so once, at the first place. */
void src_flatten(Doc *doc, Diag *diag);
/* Takes away the spaces at the edges of what holds words, where something has gone, and gives what begins below a
 * paragraph of link targets these targets. */
void src_trim(Doc *doc);

#endif
