/*
 * markdown: text in the dialect that Pandoc calls commonmark_x -> nodes.
 * Prefix: md_.  CommonMark itself is cmark-gfm's; all beyond it are extensions
 * of ours, attached to cmark-gfm's public extension interface.
 *
 * What md_parse leaves to the passes after it:
 * - Raw HTML.  A block is one DOC_RAW_BLOCK, an inline tag or comment one
 *   DOC_RAW_INLINE, both with their source in u.text, and blocks or inlines
 *   between two tags are their siblings.  src_html (html.c) makes nodes of them;
 *   none is left after it.
 * - Typed quotation marks are DOC_QUOTED without their marks, which doc_resolve
 *   chooses by language; dashes, dots and apostrophes are set already.
 * - Images carry u.image.url and title alone, their text as children; a figure is
 *   DOC_FIGURE > DOC_PLAIN > DOC_IMAGE, then a DOC_CAPTION with a copy of the text.
 * - Links carry u.link.url and title.  A reference to a heading by its words has
 *   kind DOC_LINK_INTERNAL, target set and url NULL.
 * - Divs carry their attributes; u.div.kind stays DOC_DIV_PLAIN.
 * - Ids are those the author gave; nothing is numbered.
 */
#ifndef MARKDOWN_MARKDOWN_H
#define MARKDOWN_MARKDOWN_H

#include "base/base.h"
#include "document/document.h"

/* Reads text[0..len), valid UTF-8 that begins at the place first, and appends
 * its blocks to parent.  Footnote bodies are appended to doc->notes in the order
 * of their first references.  References, notes and headings are known within
 * one call.  Reports to diag; never fails. */
void md_parse(Doc *doc, DocNode *parent, const char *text, size_t len, Pos first, Diag *diag);

/* What a span with these attributes (NULL: none) is: small capitals, underlined… */
DocType md_span_type(const DocAttr *attr);

/* Makes links of the addresses in the texts below top that begin with http://,
 * https:// or www. and stand in none. */
void md_link_addresses(Doc *doc, DocNode *top);

/* Makes a paragraph of no-break spaces alone, such as "&nbsp;", the empty line that it is meant for. */
void md_keep_blank(Doc *doc, DocNode *para);

/* Reads "{{#include FILE}}", as mdBook has it, at the beginning of a text: gives a node the keys that a div has for it
 * (include, and lines or tag).  Returns the bytes that it takes; 0 if it is none. */
size_t md_read_inclusion(Doc *doc, const char *text, DocNode *node);

#endif
