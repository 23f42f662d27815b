/* quotes: typed quotation marks -> DOC_QUOTED.  Inside source only.
 *
 * cmark's smart option curls what was typed straight.  So that an author's own
 * curled marks stay what they are, they go through cmark as private-use characters
 * of the same length: src_quotes_hide before it, src_quotes_show after. */
#ifndef SOURCE_QUOTES_H
#define SOURCE_QUOTES_H

#include "base/base.h"
#include "document/document.h"

void src_quotes_hide(char *text, size_t len);
void src_quotes_show(char *text, size_t len);
/* Appends text as cmark gave it to parent: typed marks are texts of their own,
 * marked as generated until src_quotes_pair. */
void src_quotes_add(Doc *doc, DocNode *parent, Pos pos, const char *text, size_t len);
/* Makes pairs of typed marks among the children into DOC_QUOTED. */
void src_quotes_pair(Doc *doc, DocNode *parent);

#endif
