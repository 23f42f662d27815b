/* write: MathML of a tree.  Inside the room only. */
#ifndef MATH_WRITE_H
#define MATH_WRITE_H

#include "math/inner.h"

typedef struct {
	Buf *out;
	bool display, script;       /* the style where the writer stands */
	const MathNode *lines;      /* the table whose rows are the display's; NULL */
	const char *const *numbers; /* of its rows; NULL: none but their own tags */
} Writer;

/* Where a node stands in its row; all zero but the form for what stands alone. */
typedef struct {
	const MathNode *before, *after; /* with a class; NULL */
	MathForm form;
	bool row;
} Place;

/* ---- write.c ---- */
void math_write_node(Writer *writer, const MathNode *node, Place place);
/* A row's kids, each in its place. */
void math_write_kids(Writer *writer, const MathNode *row);

/* ---- write_table.c ---- */
void math_write_table(Writer *writer, const MathNode *table);

#endif
