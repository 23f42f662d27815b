/* metadata: the front matter's texts as Markdown reads them.  Inside source only. */
#ifndef SOURCE_METADATA_H
#define SOURCE_METADATA_H

#include "document/document.h"

/* Gives what a resolved document says of itself the marks, dashes and spaces that its
 * text has; markup is read, and left out, since these are plain texts.  Faults in titles' formulas
 * are told. */
void src_words(Doc *doc, Diag *diag);

#endif
