/* resolve: the passes that complete a tree, in the order of doc_resolve.
 * Inside document only. */
#ifndef DOCUMENT_RESOLVE_H
#define DOCUMENT_RESOLVE_H

#include "document/document.h"

/* The tree and after it each note's body, as one sequence of tops. */
DocNode *res_top(const Doc *doc, size_t index); /* NULL past the last */

/* Gives a quotation its marks, or is true after a lone mark got its own. */
bool res_quote(DocNode *node, LangQuotes marks);

void res_languages(Doc *doc, Diag *diag);  /* lang, dir, quotation marks, spaces (language.c) */
void res_soft_breaks(DocNode *top);        /* those between ideographs go (softbreaks.c) */
void res_ids(Doc *doc, Diag *diag);        /* ids of authors and of headings (ids.c) */
void res_outline(Doc *doc, Diag *diag);    /* sections, their levels and numbers (outline.c) */
void res_divisions(Doc *doc);              /* which of them are parts, chapters, matter (divisions.c) */
void res_references(Doc *doc, Diag *diag); /* links, and figures' and tables' labels (references.c) */

#endif
