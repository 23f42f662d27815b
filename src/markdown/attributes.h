/* attributes: "{#id .class key=value}".  Inside markdown only. */
#ifndef MARKDOWN_ATTRIBUTES_H
#define MARKDOWN_ATTRIBUTES_H

#include "base/base.h"
#include "document/document.h"

/* Reads attributes at text[0] == '{'; returns the bytes they take, 0 if they are
 * none.  *out lives in the arena. */
size_t md_attr_parse(const char *text, size_t len, Arena *arena, DocAttr **out);

/* Gives attr to node: its id if node has none, classes and keys on top. */
void md_attr_apply(Doc *doc, DocNode *node, const DocAttr *attr);

#endif
