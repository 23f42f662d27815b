/* content: a page's display list -> its content stream and annotations.  Inside
 * pdf only. */
#ifndef PDF_CONTENT_H
#define PDF_CONTENT_H

#include "base/base.h"
#include "pdf/font.h"
#include "pdf/image.h"
#include "pdf/object.h"
#include "pdf/tags.h"
#include "typeset/typeset.h"

/* A rectangle that leads somewhere, in hundredths of a point. */
typedef struct {
	PdfElem link;
	int32_t box[4];
	Length baseline;
} PdfLinkBox;

typedef struct {
	PdfTags *tags;
	PdfFonts *fonts;
	PdfImages *images;
	size_t page;
	Buf out;
	PdfLinkBox *links;
	size_t link_count, link_cap;
} PdfContent;

/* Fills out and links; both are emptied first. */
void pdf_content(PdfContent *content, const TsPage *page);

/* cluster.c: the code of one of a text's glyphs.  A cluster's characters are shared out among its glyphs; the last
 * takes what is left, and one without a share is read as a word joiner, which is nothing.  Lent as pdf_font_code's. */
const PdfCode *pdf_cluster_code(const TsItem *item, PdfFont *font, uint32_t index);

/* shapes.c: the glyphs of a text on a page of this height, filled with the colour that is set, as no text. */
void pdf_shapes(Buf *out, const TsItem *item, Length height);

#endif
