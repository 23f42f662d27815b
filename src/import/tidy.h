/* tidy: what the two files that make a tree plain share.  Inside import only. */
#ifndef IMPORT_TIDY_H
#define IMPORT_TIDY_H

#include "import/inner.h"

/* tidy_inlines.c */
void tidy_cut(Import *import, DocNode *text, size_t from, size_t to); /* to these bytes of it */
void tidy_formats(Import *import, DocNode *parent); /* joins formats that are alike, all the way down */
void tidy_inline(Import *import, DocNode *node);    /* the node may go */

#endif
