/* elem: what the structure tree is made of.  Inside pdf's tags only: build.c
 * makes the elements, tags.c fills them, tagwrite.c writes them. */
#ifndef PDF_ELEM_H
#define PDF_ELEM_H

#include "pdf/tags.h"

typedef enum {
	TAG_NONE, TAG_DOCUMENT, TAG_SECT, TAG_DIV, TAG_P,
	TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6,
	TAG_L, TAG_LI, TAG_LBL, TAG_LBODY, TAG_BLOCK_QUOTE, TAG_CODE, TAG_TABLE, TAG_THEAD, TAG_TBODY, TAG_TR,
	TAG_TH, TAG_TD, TAG_CAPTION, TAG_FIGURE, TAG_FORMULA, TAG_NOTE, TAG_REFERENCE, TAG_LINK, TAG_SPAN,
	TAG_TOC, TAG_TOCI, TAG_EM, TAG_STRONG, TAG_TITLE, TAG_SUBTITLE,
	TAGS
} Tag;

typedef struct {
	const char *name;
	const char *role;                              /* the standard type it is mapped to; NULL: it is one */
} TagInfo;
extern const TagInfo pdf_tag_info[TAGS];

typedef struct {
	Tag tag;
	PdfElem parent;                                /* made before it: parent < elem */
	PdfElem link;                                  /* the Link that it is or stands in */
	const DocNode *node;
	const char *lang;
	uint32_t first, last;                          /* kids, 1 + index */
	uint32_t object;                               /* when written */
	bool attached;                                 /* is among its parent's kids */
	bool live;                                     /* has content */
	uint32_t box;                                  /* 1 + index of a figure's box, 0: none */
} Elem;

typedef enum { KID_ELEM, KID_CONTENT, KID_OBJECT } KidKind;

typedef struct {
	KidKind kind;
	uint32_t value;                                /* element, marked content id, object */
	uint32_t page;
	uint32_t next;
} Kid;

typedef struct {
	uint32_t page;
	int32_t at[4];                                 /* hundredths of a point */
} FigureBox;

/* The parents of one page's marked content, by id. */
typedef struct {
	PdfElem *elems;
	size_t count, cap;
} PageMarks;

struct PdfTags {
	const Doc *doc;
	Elem *elems;                                   /* [0] is none, [1] the document */
	size_t count, cap;
	Kid *kids;
	size_t kid_count, kid_cap;
	PdfElem *of_node;                              /* by serial: what the node's own content belongs to */
	PdfElem *toc;                                  /* by section: the link of its entry in the contents */
	PdfElem title, toc_top;
	PdfElem title_part[TS_PART_RIGHTS + 1];
	PageMarks *pages;
	size_t page_count;
	uint32_t first_page_object;
	struct { PdfElem elem; uint32_t object; } *annotations; /* parent tree keys from page_count on */
	size_t annotation_count, annotation_cap;
	FigureBox *boxes;
	size_t box_count, box_cap;
	struct { const DocNode *node; TsRole role; PdfElem elem; } label; /* the one made last */
};

PdfElem pdf_elem_new(PdfTags *tags, Tag tag, PdfElem parent, const DocNode *node);
void pdf_elem_kid(PdfTags *tags, PdfElem parent, Kid kid, bool front);
/* Makes it and the elements around it kids of their parents, as far as they are not. */
void pdf_elem_attach(PdfTags *tags, PdfElem elem, bool front);

/* Makes the elements of all nodes. */
void pdf_build(PdfTags *tags);
/* The section that a heading opens, by binary search; SIZE_MAX if it is none. */
size_t pdf_section_of(const Doc *doc, const DocNode *header);

#endif
