/*
 * source: what people write -> the document tree.  Prefix: src_.
 * Markdown is cmark-gfm's with extensions of ours, front matter yaml's, raw HTML
 * libxml2's.  It reads images and includes from under the source's folder alone
 * and never fetches anything.
 */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include "base/base.h"
#include "document/document.h"

typedef struct {
	const char *const *paths; /* "-" is standard input; lent for the document's life */
	size_t count;
	const char *source_date_epoch; /* the variable's value, NULL if unset */
} SrcRequest;

typedef enum { SRC_OK, SRC_UNREADABLE } SrcStatus;

/* Reads, parses and resolves.  Errors of the source are in diag and *out is
 * still the whole tree; *out is NULL on SRC_UNREADABLE (diag says why). */
SrcStatus src_read(const SrcRequest *request, Diag *diag, Doc **out);

#endif
