/* pieces: a long text in pieces that the parser reads one after another.  Inside markdown only. */
#ifndef MARKDOWN_PIECES_H
#define MARKDOWN_PIECES_H

#include "base/base.h"

/* Whether a text is long, and what it holds can be told without what stands far above or below. */
bool md_may_cut(const char *text, size_t len);
/* Of such a one: where the piece ends that begins at from. */
size_t md_piece_end(const char *text, size_t len, size_t from);

#endif
