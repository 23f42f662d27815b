/* Expressions for lines of ASCII. */
#ifndef CODE_ASCII_H
#define CODE_ASCII_H

#include "base/base.h"

/* Adds to out an expression of bytes that finds in ASCII what pattern, of code points and their properties,
 * finds there.  False if pattern has what this knows no counterpart of. */
bool code_ascii_pattern(const char *pattern, Buf *out);

#endif
