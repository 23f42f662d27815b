/* import, as its own files see it. */
#ifndef IMPORT_INNER_H
#define IMPORT_INNER_H

#include "import/import.h"

/* clean.c: bytes as UTF-8 without a mark and without what no source can hold; false after an error that diag has. */
bool import_clean(const Buf *in, const char *file, Diag *diag, Buf *out);
/* Where a byte of a text stands. */
Pos import_place(const char *text, size_t at, const char *file);

/* text.c: plain text as Markdown; what was taken for headings is told. */
void import_text(const char *text, size_t len, const char *file, Diag *diag, Buf *out);

#endif
