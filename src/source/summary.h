/* summary: the order of a book's files as mdBook's SUMMARY.md has it.  Inside source only. */
#ifndef SOURCE_SUMMARY_H
#define SOURCE_SUMMARY_H

#include "source/source.h"

/* A growing list of parts, on the heap. */
typedef struct {
	SrcPart *items;
	size_t count, cap;
} SrcParts;
void src_parts_add(SrcParts *parts, SrcPart part);

/* Reads SUMMARY.md from under root, adds the files that it names, and gives the book's title, NULL if it has none.
 * false after an error that diag holds. */
bool src_summary(const char *root, const char *path, Arena *arena, Diag *diag, SrcParts *out, const char **title);

#endif
