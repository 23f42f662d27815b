/* quotes: typed quotation marks -> DOC_QUOTED.  Inside markdown only. */
#ifndef MARKDOWN_QUOTES_H
#define MARKDOWN_QUOTES_H

#include "base/base.h"
#include "document/document.h"

/* Makes pairs of typed marks among the children into DOC_QUOTED, by the rules that
 * CommonMark has for "_".  A typed mark is a text " or ' of its own, marked as
 * unpaired.  Those without a partner become apostrophes, primes, or the English mark
 * in a text still marked so, which doc_resolve puts into the language. */
void md_pair_quotes(Doc *doc, DocNode *parent);

#endif
