/*
 * graph: drawings of graphs that are written in DOT, by Graphviz's library.  Prefix: graph_.
 *
 * The library is opened by the document that has a graph, and need not be there.  It runs nothing, and nothing that a
 * graph names is read.
 */
#ifndef GRAPH_GRAPH_H
#define GRAPH_GRAPH_H

#include "base/base.h"

typedef enum {
	GRAPH_DRAWN,
	GRAPH_NO_LIBRARY,
	GRAPH_NOT_READ,  /* it is no DOT */
	GRAPH_TOO_LARGE, /* to be laid out in seconds */
	GRAPH_TOO_DENSE, /* the same, by its edges, or by those of all graphs so far */
	GRAPH_PICTURES,  /* it names files to be shown in it */
	GRAPH_NOT_LAID_OUT
} GraphStatus;

/* In an arena. */
typedef struct {
	const char *svg; /* not cleaned */
	size_t len;
	const char *words; /* what it says: "A → B (yes); B → C"; "" if it has no words */
	uint32_t line;     /* GRAPH_NOT_READ: the last that was read, from 1 */
} GraphDrawing;

/* Draws a text of DOT.  spent: what laying out has cost in a document so far, of which there is a most; 0 at first.
 * What it leaves open is as books want it: their face, small letters, no ground.  Equal texts give equal bytes where
 * the fonts are the same. */
GraphStatus graph_draw(Arena *arena, const char *text, size_t len, size_t *spent, GraphDrawing *out);

#endif
