/* chapters: how the sources of a book become its chapters.  Inside source only. */
#ifndef SOURCE_CHAPTERS_H
#define SOURCE_CHAPTERS_H

#include "document/document.h"
#include "source/source.h"

/* Gives the parts, whose blocks stand below the root in their order, the headings that they are to begin with, and
 * all of a part's headings its level. */
void src_chapters(Doc *doc, const SrcPart *parts, size_t count, Diag *diag);

#endif
