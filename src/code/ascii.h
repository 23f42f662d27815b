/* Expressions for lines of ASCII. */
#ifndef CODE_ASCII_H
#define CODE_ASCII_H

#include "base/base.h"

/* Adds to out an expression of bytes that finds in ASCII what pattern, of code points and their properties,
 * finds there.  False if pattern has what this knows no counterpart of. */
bool code_ascii_pattern(const char *pattern, Buf *out);

/* Whether what such an expression finds is nothing but a look at the next byte: "(?=[^ \t])".  extended: white space
 * in it says nothing. */
bool code_ascii_glances(const char *pattern, bool extended);
/* Where alone what such an expression finds can begin: "\\b(?:if|else)", "^#", be there a look back before it. */
typedef struct {
	bool word;  /* at a word's bound */
	bool line;  /* at a line's start */
	bool alone; /* there is nothing else in it */
} CodeBounds;
CodeBounds code_ascii_bounds(const char *pattern, bool extended);

#endif
