/* import, as its own files see it.
 *
 * html.c, docx.c, odt.c, epub.c and rtf.c read a format into a document's tree, by the elements that HTML has for
 * what they find; tidy.c makes the tree as plain as Markdown is, and blocks.c and inlines.c write it.  text.c, which
 * guesses, makes nodes of its lines by lines.c. */
#ifndef IMPORT_INNER_H
#define IMPORT_INNER_H

#include "document/document.h"
#include "import/import.h"

/* One import. */
typedef struct {
	const ImportRequest *request;
	ImportResult *result;
	Diag *diag;
	Tally tally;       /* what is not kept, told once a kind */
	Doc *doc;          /* its metadata's and nodes' texts are in its arena */
	Map *ids;          /* that links lead to: id -> the id that is written */
	size_t read;       /* bytes of text */
	unsigned styled;   /* bits of what paragraphs of their own have said of the document, of a reader's kinds */
	Map *pictures;     /* what was taken of an archive: its path there -> the name that the source calls it by */
	bool typed;        /* on a typewriter: two hyphens are a dash */
	bool flat;         /* lists are made of paragraphs alone */
	const char *cover; /* a picture's name; NULL */
} Import;

Pos import_at(const Import *import);                                  /* the file as a whole */
void import_tell(Import *import, const char *code, const char *what); /* once a text, with its number */
bool import_fail(Import *import, const char *code, const char *what); /* an error; false */

/* clean.c: bytes as UTF-8 without a mark and without what no source can hold; false after an error that diag has. */
bool import_clean(const Buf *in, const char *file, Diag *diag, Buf *out);

/* nodes.c: adding to the tree */
/* What an element becomes, with one attribute or none (NULL). */
DocNode *import_add(Import *import, DocNode *parent, const char *name, const char *key, const char *value);
/* The same without attributes, or the last of the parent's if it is one: quotations and listings that follow each
 * other paragraph by paragraph are one. */
DocNode *import_holder(Import *import, DocNode *parent, const char *name);
void import_words(Import *import, DocNode *parent, const char *text, size_t len);
/* A note that is called at the end of the parent; what it holds is added to it. */
DocNode *import_note(Import *import, DocNode *parent);
/* How words look. */
enum {
	FORMAT_STRONG = 1,
	FORMAT_EMPH = 2,
	FORMAT_UNDERLINE = 4,
	FORMAT_STRIKEOUT = 8,
	FORMAT_SUPERSCRIPT = 16,
	FORMAT_SUBSCRIPT = 32,
	FORMAT_SMALL_CAPS = 64,
	FORMAT_CODE = 128,
	FORMAT_MARK = 256
};
/* The innermost of the elements that say so, where words of these formats go. */
DocNode *import_format(Import *import, DocNode *parent, unsigned formats);
void import_call_note(Import *import, DocNode *parent, DocNode *note); /* one that is there already, once more */
/* That heads and feet of pages are left out, if one of them holds words. */
void import_tell_furniture(Import *import, const char *text);
/* What a field that says HYPERLINK leads to: the address in quotation marks, or after \\l a place in the document;
 * NULL: it is no link. */
const char *import_field_link(Import *import, const char *code);
bool import_is_empty(const DocNode *node);                              /* without a word and without a picture */
const char *import_id(Import *import, const char *name);                /* a name as an id can be written */
void import_set(const char **field, Import *import, const char *value); /* a metadata's, if it has none yet */
void import_person(Import *import, const char *name);

/* media.c: pictures.  The name by which the source calls one; NULL: it is left out, which is told. */
const char *import_picture(Import *import, const char *name, const char *data, size_t len);

/* The readers; false after an error that diag has. */
bool import_html(Import *import, const Buf *data);
bool import_docx(Import *import, const Buf *data);
bool import_odt(Import *import, const Buf *data);
bool import_epub(Import *import, const Buf *data);
bool import_rtf(Import *import, const Buf *data);
bool import_text(Import *import, const Buf *data); /* what was taken for headings is told */

/* tidy.c: makes a tree of what Markdown has signs for, as few as may be. */
void import_tidy(Import *import);

/* blocks.c: the whole tree */
void import_write(const Import *import, Buf *out);
/* inlines.c: what a paragraph, a definition's term, a heading or a cell holds; but for paragraphs a line has no end. */
typedef enum { INLINES_PARAGRAPH, INLINES_TERM, INLINES_HEADING, INLINES_CELL } InlinesIn;
void import_inlines(const Import *import, const DocNode *parent, InlinesIn in, Buf *out);
/* " {#id .class key=value}" for what a node has of it, or nothing. */
void import_attributes(const DocNode *node, Buf *out);
/* escape.c: text that reads as itself.  What is in out before it says where a line begins. */
void import_escape(const Import *import, const char *text, size_t len, InlinesIn in, Buf *out);
/* front.c: front matter, if there is any */
void import_front(const Import *import, Buf *out);

#endif
