/* xml: XML and HTML as libxml2 has read them.  Inside import only. */
#ifndef IMPORT_XML_H
#define IMPORT_XML_H

#include "import/inner.h"

#include <libxml/tree.h>

/* Reads XML that declares no entities; NULL with *fault, a static text, else.  For xmlFreeDoc. */
xmlDoc *xml_read(const char *data, size_t len, const char **fault);
/* The same for HTML, whatever is wrong with it.  charset: a name, NULL: it says so itself.  place, of which line and
 * column are set: where the fault is, line 0 if it is none of a place. */
xmlDoc *xml_read_html(const char *data, size_t len, const char *charset, const char **fault, Pos *place);

bool xml_is(const xmlNode *node, const char *name); /* an element of this name, in whatever space and letters */
const xmlNode *xml_next(const xmlNode *node, const xmlNode *top); /* in document order; NULL at the end */
const xmlNode *xml_skip(const xmlNode *node, const xmlNode *top); /* the same, not into node */
const xmlNode *xml_child(const xmlNode *node, const char *name);  /* the first of this name; NULL */
/* Texts are in the document's arena.  An attribute by its name in whatever space; NULL. */
const char *xml_get(Import *import, const xmlNode *node, const char *name);
/* The same, lent for as long as the tree lives, for who looks at many; NULL, too, where it is more than plain text. */
const char *xml_peek(const xmlNode *node, const char *name);
const char *xml_get_below(Import *import, const xmlNode *node, const char *child, const char *name);
const char *xml_text(Import *import, const xmlNode *node);
const char *xml_name(Import *import, const xmlNode *node); /* in small letters */
bool xml_data_url(const char *url, Buf *out);              /* the bytes in "data:…;base64,…" */

/* metadata, from what formats write */
void import_date(Import *import, const char *value); /* the day alone, if there is none yet */
/* What a paragraph of a style for this says of the document; false: it stays a paragraph, too. */
typedef enum { STYLED_NONE, STYLED_TITLE, STYLED_SUBTITLE, STYLED_AUTHOR, STYLED_DATE } Styled;
bool import_styled(Import *import, Styled what, const char *text);
void import_lang(Import *import, const char *value);

#endif
