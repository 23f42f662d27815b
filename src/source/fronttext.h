/* fronttext: values of front matter that are one text.  Inside source only. */
#ifndef SOURCE_FRONTTEXT_H
#define SOURCE_FRONTTEXT_H

#include "document/document.h"
#include "yaml/yml.h"

/* Tells that a key's value is none that it takes. */
void src_wrong_value(Diag *diag, const YmlValue *value, const char *key, const char *what);
/* White space of folded values as single spaces, none at the ends; the document's. */
const char *src_clean(Doc *doc, const char *text);
/* A value that is one text, or a map with text:, white space as single spaces; NULL: it has none, or after an error. */
const char *src_front_text(Doc *doc, const char *key, const YmlValue *value, Diag *diag);

#endif
