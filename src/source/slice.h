/* slice: lines of a file that is taken in.  Inside source only. */
#ifndef SOURCE_SLICE_H
#define SOURCE_SLICE_H

#include "document/document.h"

/* Bytes that are somebody else's. */
typedef struct {
	const char *text;
	size_t len;
} SrcSlice;

/* The end of the line at which at stands, its line end with it. */
size_t src_line_end(const SrcSlice *of, size_t at);
/* What the keys of a node name of a file: lines="10-24", those between two tags (tag="name"), or all.  Empty if it has
 * no such. */
SrcSlice src_slice(const DocNode *node, const SrcSlice *all);
/* Adds a slice without what all of its lines are indented by, without lines that are nothing but tags if it was cut at
 * some, and without its last line end. */
void src_put_slice(const DocNode *node, SrcSlice slice, Buf *out);

#endif
