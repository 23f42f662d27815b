/* mathml: what the files that read MathML give each other: mathml_tokens.c, of which mathml.c makes trees.  Inside the
 * room only. */
#ifndef MATH_MATHML_H
#define MATH_MATHML_H

#include "math/inner.h"

const char *math_attribute(const MathElement *element, const char *name); /* NULL */
bool math_says(const MathElement *element, const char *name, const char *value);
/* These change nothing if it is not said, or wrongly. */
void math_set_switch(const MathElement *element, const char *name, bool *out);
bool math_set_length(const MathElement *element, const char *name, MathLength *out); /* whether it is */
/* All text that it holds; white space is one space, and none at the ends. */
const char *math_text_in(Parser *p, const MathElement *element);
/* The elements among the kids; in the parser's scratch memory. */
const MathElement **math_elements(Parser *p, const MathElement *element, size_t *count);
MathNode *math_empty(Parser *p);

/* Where content MathML begins that a formula is made of: apply and its kin; NULL if it is of presentation.  Written as
 * TeX. */
const MathElement *math_content_in(Parser *p, const MathElement *element);
void math_write_content(Parser *p, const MathElement *element, Buf *out);

/* Elements of signs; arg says nothing. */
MathNode *math_token_id(Parser *p, const MathElement *element, int arg);
MathNode *math_token_number(Parser *p, const MathElement *element, int arg);
MathNode *math_token_words(Parser *p, const MathElement *element, int arg);
MathNode *math_token_space(Parser *p, const MathElement *element, int arg);
/* By its place in the row; NULL for what is not seen. */
MathNode *math_token_operator(Parser *p, const MathElement *element, MathForm place);

#endif
