/* editions: what is for print alone, for the e-book alone, or for neither.  Inside source only. */
#ifndef SOURCE_EDITIONS_H
#define SOURCE_EDITIONS_H

#include "document/document.h"
#include "source/source.h"

/* Takes out what another edition alone has, and notes in doc->divided that there is such a thing; of SRC_BOTH
 * everything stays.  Raw HTML is looked at before it becomes nodes (raw), all else after that. */
void src_divide(Doc *doc, SrcEdition edition, bool raw, Diag *diag);

/* A class that says so, such as print-only. */
bool src_is_edition(const char *class);

#endif
