/*
 * css: style sheets that people write for their e-books: whether they keep CSS's grammar (CSS Syntax 3), ask for
 * nothing that a book may not, and which files they show.
 * Prefix: css_.
 */
#ifndef CSS_CSS_H
#define CSS_CSS_H

#include "base/base.h"

/* A file that a sheet shows, and the bytes of its text that are its name, without quotation marks. */
typedef struct {
	size_t at, len;
	const char *name; /* as it is written there, without a fragment */
	Pos pos;
} CssFile;

typedef struct {
	const char *text; /* as it was given, but for an @charset, which is blank */
	size_t len;
	CssFile *files; /* in the order of the text */
	size_t file_count;
} CssSheet;

/* Reads a sheet; all of out lives in the arena.  false after errors that diag holds, at their places in the file. */
bool css_read(const char *text, size_t len, const char *file, Arena *arena, Diag *diag, CssSheet *out);

#endif
