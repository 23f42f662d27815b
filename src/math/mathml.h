/* mathml: what the files that read MathML give each other.  Inside the room only. */
#ifndef MATH_MATHML_H
#define MATH_MATHML_H

#include "math/inner.h"

/* ---- mathml.c ---- */
const char *math_attribute(const MathElement *element, const char *name); /* NULL */
bool math_says(const MathElement *element, const char *name, const char *value);
void math_set_switch(const MathElement *element, const char *name, bool *out); /* if it is said */
/* The elements among the kids; in the parser's scratch memory. */
const MathElement **math_elements(Parser *p, const MathElement *element, size_t *count);
MathNode *math_empty(Parser *p);
/* NULL for what is not seen. */
MathNode *math_read_element(Parser *p, const MathElement *element, MathForm form);
/* All that an element holds, as a row; arg says nothing. */
MathNode *math_read_elements(Parser *p, const MathElement *element, int arg);

/* ---- mathml_table.c ---- */
MathNode *math_read_mfenced(Parser *p, const MathElement *element, int arg);
MathNode *math_read_mtable(Parser *p, const MathElement *element, int arg);

#endif
