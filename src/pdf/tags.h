/*
 * tags: the structure tree.  Inside pdf only.
 *
 * Blocks get their elements from the tree in reading order before any page is
 * painted; elements inside a line join their parent when they are first painted.
 * Elements that nothing was painted for are left out in the end.
 */
#ifndef PDF_TAGS_H
#define PDF_TAGS_H

#include "base/base.h"
#include "document/document.h"
#include "pdf/object.h"
#include "typeset/typeset.h"

typedef struct PdfTags PdfTags;
typedef uint32_t PdfElem; /* 0: none */

/* For a file of so many pages, whose objects have successive numbers from the first on. */
PdfTags *pdf_tags_new(const Doc *doc, size_t pages, uint32_t first_page_object);
void pdf_tags_free(PdfTags *tags); /* NULL is fine */

/* The element that an item's content belongs to; 0 for an artifact. */
PdfElem pdf_tags_of(PdfTags *tags, const TsItem *item);
const char *pdf_tags_name(const PdfTags *tags, PdfElem elem);
/* The next marked content id of the page, for content of elem. */
uint32_t pdf_tags_mark(PdfTags *tags, PdfElem elem, size_t page);
/* Joins a rectangle (hundredths of a point, from the lower left corner) to a figure's box. */
void pdf_tags_box(PdfTags *tags, PdfElem elem, const int32_t box[4]);
/* The Link element around elem, 0 if there is none, and where it leads: a LINK, a
 * NOTE_REF, a HEADER of the contents. */
PdfElem pdf_tags_link(const PdfTags *tags, PdfElem elem);
const DocNode *pdf_tags_link_node(const PdfTags *tags, PdfElem link);
/* Enters an annotation's object in the link; returns its key in the parent tree. */
uint32_t pdf_tags_annotation(PdfTags *tags, PdfElem link, size_t page, uint32_t object);

/* Writes the tree; returns the StructTreeRoot's object. */
uint32_t pdf_tags_write(PdfTags *tags, PdfFile *file);

#endif
