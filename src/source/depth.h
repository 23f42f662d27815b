/* depth: bounds how deep nodes are nested.  Inside source only. */
#ifndef SOURCE_DEPTH_H
#define SOURCE_DEPTH_H

#include "base/base.h"
#include "document/document.h"

/* Takes what is nested deeper than a hundred levels out of its containers; no text
 * is lost.  Says so once, at the first place. */
void src_flatten(Doc *doc, Diag *diag);

#endif
