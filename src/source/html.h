/* html: raw HTML nodes -> nodes of the tree.  Inside source only. */
#ifndef SOURCE_HTML_H
#define SOURCE_HTML_H

#include "base/base.h"
#include "document/document.h"

/* Leaves no DOC_RAW_BLOCK and no DOC_RAW_INLINE in the document. */
void src_html(Doc *doc, Diag *diag);

#endif
