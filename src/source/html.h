/* html: raw HTML nodes -> nodes of the tree.  Inside source only. */
#ifndef SOURCE_HTML_H
#define SOURCE_HTML_H

#include "base/base.h"
#include "document/document.h"

/* Leaves no DOC_RAW_BLOCK and no DOC_RAW_INLINE in the document. */
void src_html(Doc *doc, Diag *diag);

/* Makes a table whole whose parts were read as they came: caption, head, body, and
 * each cell in its column.  One without a cell goes. */
void src_html_table(Doc *doc, DocNode *table);

#endif
