/*
 * import: what people have -> structured source.  Prefix: import_.
 */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "base/base.h"

/* Adds the source that a file's bytes make.  What it is, is known by the bytes alone.  What was taken for what, is
 * told as DIAG_NOTEs; false after an error that diag has. */
bool import_read(const Buf *data, const char *file, Diag *diag, Buf *out);

#endif
