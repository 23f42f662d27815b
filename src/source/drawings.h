/* drawings: code that stands for a picture.  Inside source only. */
#ifndef SOURCE_DRAWINGS_H
#define SOURCE_DRAWINGS_H

#include "document/document.h"

/* What is known between one drawing of a document and the next. */
typedef struct {
	unsigned told;       /* languages that were said not to be drawn here, as bits */
	unsigned count;      /* graphs that were drawn */
	size_t graphs_spent; /* graph_draw's */
} SrcDrawings;

/* The figure that takes the place of a listing: of the picture that figure= names, or of the graph that it describes;
 * its caption is still to be added.  NULL if the listing stays one, after a warning where it says a drawing. */
DocNode *src_drawing(Doc *doc, DocNode *code, SrcDrawings *drawings, Diag *diag);

#endif
