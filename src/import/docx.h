/* docx: what the files of its reader share (ECMA-376, part 1).  Inside import only.
 * docx.c reads the parts, docx_styles.c how things are called, docx_blocks.c paragraphs, lists, tables
 * and the way along a line, docx_runs.c what stands in it. */
#ifndef IMPORT_DOCX_H
#define IMPORT_DOCX_H

#include "import/lists.h"
#include "import/package.h"

typedef struct {
	const char *name;  /* in small letters */
	const char *based; /* a style's id; NULL */
	const xmlNode *node;
} DocxStyle;

typedef struct {
	Import *import;
	Package *package;
	const char *path; /* of the part that is read */
	Map *relations;   /* of that part: id -> DocxRelation */
	Map *styles;      /* id -> DocxStyle */
	Map *numbers;     /* id -> the w:num's xmlNode */
	const xmlNode *numbering;
	Map *notes;      /* "footnote/2" -> xmlNode, of all parts that hold such */
	Map *note_parts; /* the same -> the relations of its part */
	Map *made_notes; /* the same -> the DocNode of a note that is called already */
	Lists lists;
	bool in_note;
	struct {
		int depth;     /* of fields that are open */
		bool code;     /* what is read says what the field is, and is no text */
		Buf text;      /* of the outermost: what it is */
		DocNode *link; /* that it makes of its result; NULL */
	} field;
	DocNode *joined; /* a line whose end was deleted, so that the next paragraph goes on with it; NULL */
	DocNode *after;  /* page breaks and text boxes, to stand after the paragraph */
} Docx;

typedef struct {
	const char *target;
	bool external;
} DocxRelation;

/* docx_styles.c */
void docx_read_styles(Docx *docx, const xmlNode *top);
const DocxStyle *docx_style(const Docx *docx, const char *id); /* NULL */
/* The first of an element's properties on the way from a style to what it is based on: "outlineLvl" of "pPr"; NULL */
const xmlNode *docx_inherited(const Docx *docx, const char *style, const char *group, const char *name);
bool docx_is_on(Docx *docx, const xmlNode *toggle); /* NULL: no */
/* How a numbered paragraph's list counts; false: it is not numbered.  *empty: its sign is a blank, so that it goes on
 * with an item. */
bool docx_list_kind(Docx *docx, const xmlNode *para, const char *style, ListKind *kind, size_t *level, bool *empty);

/* docx_blocks.c */
void docx_blocks(Docx *docx, DocNode *parent, const xmlNode *holder);
/* docx_runs.c */
unsigned docx_formats(Docx *docx, const xmlNode *run);                /* of import_format */
bool docx_put_words(Docx *docx, DocNode *words, const xmlNode *part); /* false: that part of a run is no text */
const DocxRelation *docx_relation(Docx *docx, const char *id);        /* NULL */
DocNode *docx_put_picture(Docx *docx, DocNode *parent, const char *id, const char *alt); /* NULL: there is none */
/* A picture, or the drawing that Office keeps beside it; extent: how large it is, NULL. */
void docx_put_blip(Docx *docx, DocNode *parent, const xmlNode *blip, const char *alt, const xmlNode *extent);
void docx_change_field(Docx *docx, DocNode *parent, const char *type); /* begins, has its result, ends */
void docx_put_formula(Docx *docx, DocNode *parent, const xmlNode *math);
/* docx_math.c: as TeX; false if it is none that can be said so */
bool docx_math(Docx *docx, const xmlNode *math, Buf *out);

#endif
