/* selectors: what a rule of a style sheet is for.  Inside css only. */
#ifndef CSS_SELECTORS_H
#define CSS_SELECTORS_H

#include "css/tokens.h"

/* What is wrong with the selectors that tokens [from, to) of a text are, and what to do; *at: at which token.  NULL:
 * they are such (Selectors 4) as both e-readers and who checks e-books know.  Brackets are in order. */
const char *css_selectors(const char *text, const CssToken *tokens, size_t from, size_t to, size_t *at);

#endif
