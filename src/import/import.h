/*
 * import: what people have -> structured source.  Prefix: import_.
 *
 * A file's bytes become a document's tree, and that is written as Markdown which reads as the same tree; text without
 * any markup is guessed at, line by line.  Archives are read within bounds, XML without entities, nothing is fetched.
 */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "base/base.h"

typedef struct {
	const Buf *data;   /* the file's bytes, which say what it is */
	const char *file;  /* its name, for messages; lent */
	const char *media; /* the folder that the source calls pictures by; NULL: they are left out */
} ImportRequest;

/* A picture that goes beside the source. */
typedef struct {
	const char *name; /* in its folder, without a slash */
	Buf data;
} ImportPicture;

/* Zero-initialise it; import_free takes it whole. */
typedef struct {
	Arena *arena; /* of the names */
	Buf source;
	ImportPicture *pictures; /* on the heap */
	size_t count, cap;
} ImportResult;

/* What was taken for what, and what is left out, is told; false after an error that diag has. */
bool import_read(const ImportRequest *request, Diag *diag, ImportResult *result);
void import_free(ImportResult *result);

#endif
