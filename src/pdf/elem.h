/* elem: the elements of the structure tree with what they hold.  Inside pdf's tags only. */
#ifndef PDF_ELEM_H
#define PDF_ELEM_H

#include "pdf/tags.h"

typedef enum {
	TAG_NONE,
	TAG_DOCUMENT,
	TAG_SECT,
	TAG_DIV,
	TAG_P,
	TAG_H1,
	TAG_H2,
	TAG_H3,
	TAG_H4,
	TAG_H5,
	TAG_H6,
	TAG_L,
	TAG_LI,
	TAG_LBL,
	TAG_LBODY,
	TAG_BLOCK_QUOTE,
	TAG_CODE,
	TAG_TABLE,
	TAG_THEAD,
	TAG_TBODY,
	TAG_TR,
	TAG_TH,
	TAG_TD,
	TAG_CAPTION,
	TAG_FIGURE,
	TAG_NOTE,
	TAG_REFERENCE,
	TAG_LINK,
	TAG_SPAN,
	TAG_TOC,
	TAG_TOCI,
	TAG_EM,
	TAG_STRONG,
	TAG_TITLE,
	TAG_SUBTITLE,
	TAG_FORMULA
} Tag;

typedef enum { KID_ELEM, KID_CONTENT, KID_OBJECT } KidKind;

typedef struct {
	KidKind kind;
	uint32_t value; /* element, marked content id, object */
	uint32_t page;
	uint32_t next;
} Kid;

/* A long text has millions of them. */
typedef struct {
	const DocNode *node;
	PdfElem parent;       /* made before it: parent < elem */
	uint32_t first, last; /* kids, 1 + index */
	uint32_t object;
	uint32_t box; /* 1 + index; 0: none */
	uint8_t tag;  /* Tag */
	bool live;
} Elem;

/* Left, bottom, right, top. */
typedef struct {
	int32_t edges[4];
} ElemBox;

/* The parents of one page's marked content, by id. */
typedef struct {
	PdfElem *elems;
	size_t count, cap;
} PageMarks;

struct PdfTags {
	const Doc *doc;
	Elem *elems; /* [0] is none, [1] the document */
	size_t count, cap;
	Kid *kids;
	size_t kid_count, kid_cap;
	ElemBox *boxes; /* of figures */
	size_t box_count, box_cap;
	PdfElem *of_node;                 /* by serial: what the node's own content belongs to */
	PdfElem *label_of;                /* by serial: an item's or a note's label, a div's title */
	PdfElem *toc;                     /* by serial of a heading: the link of its entry in the contents */
	PdfElem toc_title[1 + DOC_LISTS]; /* of the contents, of the lists by their kind */
	PdfElem *notes_title;             /* by serial of the chapter's heading; 0: of all notes */
	PdfElem title_part[TS_PARTS];
	PdfElem colophon_part[TS_PARTS];
	PageMarks *pages;
	size_t page_count;
	uint32_t first_page_object;
	struct {
		PdfElem elem;
		uint32_t object;
	} * annotations; /* parent tree keys from page_count on */
	size_t annotation_count, annotation_cap;
};

/* A new element, the last kid of its parent; parent 0: it has none. */
PdfElem pdf_elem_add(PdfTags *tags, Tag tag, PdfElem parent, const DocNode *node);
const char *pdf_elem_name(Tag tag);

#endif
