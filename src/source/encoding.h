/* encoding: what a file is made of.  Inside source only. */
#ifndef SOURCE_ENCODING_H
#define SOURCE_ENCODING_H

#include "base/base.h"

/* Whether this may be Markdown; else diag says what it is, and what to do. */
bool src_is_text(const Buf *text, const char *file, Diag *diag);
/* Makes text UTF-8 with lines that end with a newline alone; reports what is no text,
 * which parsing then shows as U+FFFD. */
void src_bytes(Buf *text, const char *file, Diag *diag);

#endif
