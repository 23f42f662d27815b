/* odt: what the files of its reader share (OpenDocument 1.3).  Inside import only.
 * odt.c reads the parts, odt_styles.c the styles, odt_text.c the text. */
#ifndef IMPORT_ODT_H
#define IMPORT_ODT_H

#include "import/package.h"

typedef struct {
	const char *parent;  /* a style's name; NULL */
	const char *shown;   /* what people call it, in small letters */
	bool automatic;      /* made for one place, rather than named by someone */
	const xmlNode *text; /* its properties of text; NULL */
	const xmlNode *para; /* those of paragraphs; NULL */
} OdtStyle;

typedef struct {
	Import *import;
	Package *package;
	Map *styles[2]; /* of text, of paragraphs: name -> OdtStyle */
	Map *lists;     /* name -> the list style's xmlNode */
	Map *counts;    /* list's style -> how many items it has had */
	size_t copies;  /* cells and rows that were made of others */
	bool in_note;
	DocNode *after; /* text boxes, to stand after the paragraph */
} Odt;

enum { ODT_TEXT, ODT_PARAGRAPH };

/* odt_styles.c */
void odt_read_styles(Odt *odt, const xmlNode *top); /* those of a part, which others may be made from */
/* A style on the way from one to what it is made from, whose shown name is one of these; NULL. */
const char *odt_shown(const Odt *odt, int family, const char *name, const char *const *names, size_t count);
/* As FORMAT_… bits; of a paragraph's style only what was made for it alone. */
unsigned odt_formats(Odt *odt, int family, const char *name);
const char *odt_align(Odt *odt, const xmlNode *para); /* "right", as HTML has it; NULL */

/* odt_text.c */
void odt_blocks(Odt *odt, DocNode *parent, const xmlNode *holder);

#endif
