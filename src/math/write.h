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

/* ---- write_tokens.c ---- */
/* Text with its signs written as XML has them; attributes of the element that is open. */
void math_write_text(Writer *writer, const char *text);
void math_write_attribute(Writer *writer, const char *name, const char *value);
void math_write_flag(Writer *writer, const char *name, bool value);
void math_write_length(Writer *writer, const char *name, MathLength value);
/* node is what stands in the row, core its operator. */
void math_write_operator(Writer *writer, const MathNode *core, const MathNode *node, Place place);
/* Whether it is a name such as lim, which is a sign where it has limits, else written as one. */
bool math_is_function(const MathNode *node);
/* The room before a name such as sin, if nothing else says it; that it is applied to what follows, if it is. */
void math_write_lead(Writer *writer, const MathNode *node, Place place);
void math_write_application(Writer *writer, const MathNode *node, Place place);
void math_write_name(Writer *writer, const MathNode *node);
void math_write_words(Writer *writer, const MathNode *node);
void math_write_space(Writer *writer, const MathNode *node);

#endif
