/* What the files of this room tell each other. */
#ifndef GRAPH_INNER_H
#define GRAPH_INNER_H

#include "graph/graph.h"

/* From one node to another, or, where edge is 0, a node that no edge leads to or from: by the numbers that they have in
 * the drawing's ids, "node3" and "edge2". */
typedef struct {
	unsigned tail, edge, head;
} GraphPart;

typedef struct {
	bool directed;
	GraphPart *parts;
	size_t count;
} GraphShape;

/* What a drawing says, as GraphDrawing has it, in the arena. */
const char *graph_words(Arena *arena, const GraphShape *shape, const char *svg, size_t len);

#endif
