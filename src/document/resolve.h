/* resolve: the passes that complete a tree, in the order of doc_resolve.
 * Inside document only. */
#ifndef DOCUMENT_RESOLVE_H
#define DOCUMENT_RESOLVE_H

#include "document/document.h"

/* The tree and after it each note's body, as one sequence of tops. */
DocNode *res_top(const Doc *doc, size_t index); /* NULL past the last */

/* Gives a quotation its marks, or is true after a lone mark got its own. */
bool res_quote(DocNode *node, LangQuotes marks);

/* A div's kind, by its classes; it may be a page break then (divs.c). */
void res_div(DocNode *div);

/* The language of a text's letters, and what they are called: NULL for Latin ones; warnings about the one that it
 * says it is in (guess.c). */
const char *res_guess_language(const Doc *doc, const char **letters_of);
void res_check_language(const Doc *doc, Diag *diag);

void res_languages(Doc *doc, Diag *diag);       /* lang, dir, quotation marks, spaces (language.c) */
void res_soft_breaks(DocNode *top);             /* those between ideographs go (softbreaks.c) */
void res_ids(Doc *doc, Diag *diag);             /* ids of authors and of headings (ids.c) */
void res_outline(Doc *doc, Diag *diag);         /* sections, their levels and numbers (outline.c) */
void res_divisions(Doc *doc);                   /* which of them are parts, chapters, matter (divisions.c) */
void res_equations(Doc *doc);                   /* what displays hold that may have numbers (equations.c) … */
void res_count_equations(Doc *doc, Diag *diag); /* … and their numbers, once it is known who calls them */
/* The equation that a display's line has, from 1, or 0 for the whole: NULL if target is no display. */
DocEquation *res_equation(const DocNode *target, size_t row);
const char *res_equation_number(const DocEquation *equation, size_t row); /* that line's, or the whole's; NULL */
size_t res_equation_row(const DocNode *target, const char *label);        /* the line with that label; 0 */
/* The number that a caption begins with, after its language's word for the thing; the label leaves the caption.  NULL:
 * it says none (own_labels.c). */
const char *res_own_label(Doc *doc, const DocNode *of, LangWord term);
void res_references(Doc *doc, Diag *diag); /* links, and figures' and tables' labels (references.c) */

#endif
