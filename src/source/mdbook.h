/* mdbook: what mdBook's own file says of a book, and what its texts have.  Inside source only. */
#ifndef SOURCE_MDBOOK_H
#define SOURCE_MDBOOK_H

#include "document/document.h"
#include "yaml/yml.h"

/* Reads book.toml: its table [book] by the names that front matter has, and src, the folder of the text.  Nothing if
 * it says nothing; NULL after an error that diag holds.  All lives in the arena. */
const YmlValue *src_mdbook(const char *path, Arena *arena, Diag *diag);

/* Puts files where code names them as mdBook has it, and leaves out what it hides.  What cannot be read is told, and
 * stays. */
void src_mdbook_code(Doc *doc, Diag *diag);

#endif
