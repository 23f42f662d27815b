/*
 * import: what people have -> structured source.  Prefix: import_.
 */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "base/base.h"

/* Plain text as Markdown.  notes: what was taken for headings, as DIAG_NOTEs. */
void import_text(const char *text, size_t len, const char *file, Diag *diag, Buf *out);

#endif
