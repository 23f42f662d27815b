/* drawn: tables as Pandoc's own Markdown draws them, with columns that stand under one another: simple ones, those of
 * many lines, grids.  Inside markdown only.
 *
 * They are found in the source before cmark reads it (drawn.c).  cmark passes their lines over, and then reads what
 * their cells hold as if it stood after the text, each in a block of its own, so that it has the references and the
 * notes of the whole text; the cells are put into their tables before inlines are parsed (cells.c). */
#ifndef MARKDOWN_DRAWN_H
#define MARKDOWN_DRAWN_H

#include "base/base.h"
#include "document/document.h"

#include <cmark-gfm.h>

/* One line of a cell, as it stands in the source. */
typedef struct {
	const char *text;
	size_t len;
	uint32_t line, col; /* cmark's: from 1, bytes */
} MdPiece;

typedef struct {
	MdPiece *pieces;
	size_t count;
	uint32_t row, column, colspan;
	cmark_node *node; /* cells.c */
} MdDrawnCell;

typedef struct {
	const char *start;    /* its first line's, in the source */
	uint32_t line, lines; /* that line, from 1, and how many it has */
	size_t indent;        /* of the line that draws its columns */
	size_t columns, head_rows;
	DocAlign *aligns;
	bool blocks; /* cells hold blocks, not words alone */
	MdDrawnCell *cells;
	size_t cell_count;
	cmark_node *node; /* once cmark has come to it */
} MdDrawn;

/* The tables that text[0..len) has, in order, in the arena; returns how many. */
size_t md_find_drawn(Arena *arena, const char *text, size_t len, MdDrawn ***out);

/* The table that begins in the line, from 1; NULL if none does. */
MdDrawn *md_drawn_at(MdDrawn *const *drawn, size_t count, uint32_t line);

#endif
