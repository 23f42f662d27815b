/* Code: its language, and what its words are. */
#ifndef SOURCE_CODE_H
#define SOURCE_CODE_H

#include "document/document.h"

/* Finds the language of each listing, and of code in text whose class is one, and hangs the classes of its
 * words on its node.  Reports what language is not known. */
void src_code(Doc *doc, Diag *diag);

/* Whether a class of a listing says how it is shown, and names no language. */
bool src_is_look(const char *class);

/* Reads code that is included from files, and what listings show beside their lines; those with captions become
 * figures.  Before HTML is read, since captions may have some. */
void src_listings(Doc *doc, Diag *diag);
/* After HTML is read: what elements say of the listings that they hold, as mdBook's <Listing caption="…"> and Quarto's
 * divs.  Tags in such a caption are left out. */
void src_listing_elements(Doc *doc, Diag *diag);

#endif
