/* count: the blocks of words that a parser has come to.  Inside markdown only. */
#ifndef MARKDOWN_COUNT_H
#define MARKDOWN_COUNT_H

#include <cmark-gfm.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
	size_t room;      /* so many more there may be */
	cmark_node *last; /* of the text's, that have been counted; NULL: none has */
} MdCount;

/* Goes on counting in what has been parsed so far: the first block that is one too many; NULL. */
cmark_node *md_find_excess(MdCount *count, cmark_node *root);

#endif
