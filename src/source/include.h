/* include: files that a source takes in at a place of it.  Inside source only. */
#ifndef SOURCE_INCLUDE_H
#define SOURCE_INCLUDE_H

#include "document/document.h"

/* Whether a div takes in a text that is read like its source, not lines of code. */
bool src_includes_text(const DocNode *node);
/* Reads a file, named as seen from the source that node stands in, which is text of UTF-8; false after an error. */
bool src_include_file(Doc *doc, const DocNode *node, const char *file, Buf *out, Diag *diag);
/* Takes in all texts that divs name, and those that they name themselves. */
void src_includes(Doc *doc, Diag *diag);

#endif
