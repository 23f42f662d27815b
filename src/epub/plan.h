/* The plan of a book, what goes where under which name, and what the files of this room ask of each other. */
#ifndef EPUB_PLAN_H
#define EPUB_PLAN_H

#include "epub/epub.h"

#define EP_BACK_LINKS 50 /* of one note: beyond that they help nobody */

/* One XHTML file of the text: what the tree holds from first up to the next file's. */
typedef struct {
	const char *name; /* "the-test.xhtml" */
	const char *title;
	const DocNode *first;      /* NULL: nothing at all */
	size_t byte;               /* of the text of first, where one takes several files */
	const DocSection *section; /* that begins it or goes on in it; NULL: the text before the first */
	bool opens;                /* first is where the section begins */
	int base;                  /* the rank that is h1 here */
	bool math;                 /* holds formulas as MathML */
} EpFile;

typedef struct {
	const DocImage *image;
	const char *href; /* "images/figure.png"; NULL if it cannot be shown */
	const char *media;
	bool see_through; /* has no ground of its own */
	Buf made;         /* cleaned, scaled or turned; empty: the file's own bytes */
} EpImage;

/* One reference to a note. */
typedef struct {
	const DocNode *node;
	const char *id;
} EpRef;

typedef struct {
	const char *id, *mark; /* mark: what it is called by */
	const EpFile *file;    /* that of its first reference */
	EpRef *refs;
	size_t count;
} EpNote;

/* A page break that has been written. */
typedef struct {
	const char *file;
	const char *id, *label;
	size_t place; /* in the page map */
} EpPage;

/* A font that goes with the book. */
typedef struct {
	const char *href, *family, *media;
	const char *generic, *range; /* CSS: "serif", unicode-range */
	uint16_t weight;
	bool italic;
	bool partial; /* it has some words' letters, and nothing of the others */
	Buf data;
} EpFont;

/* What the document holds, counted once. */
typedef struct {
	size_t described, undescribed, decorative; /* images */
	size_t figures, tables;                    /* with captions */
	bool animated;                             /* there is a GIF or a WebP, which may be */
	bool text, headings, code, verse;
	bool tokens;    /* of code in a language */
	bool math;      /* formulas as MathML */
	bool both_ways; /* some blocks run against the others */
} EpContent;

/* What is known of the text that was asked for last. */
typedef struct {
	const DocNode *node; /* NULL: none was */
	bool lines, words;   /* a listing whose lines are spans; some words are longer than a phone's lines */
} EpRuns;

/* The plan of the book: what goes where under which name. */
typedef struct {
	const EpubJob *job;
	const Doc *doc;
	const DocMeta *meta;
	Arena *arena;
	Map *ids;   /* ids that are taken */
	Map *names; /* of files, that are taken */
	EpFile *files;
	size_t file_count, file_cap;
	EpNote *notes;                 /* by note number - 1 */
	const char **id_of;            /* by serial; NULL: none */
	uint32_t *page_of, *page_next; /* by serial, by page: index + 1 of the next page that starts there */
	EpPage *pages;                 /* in the order of the text */
	size_t page_count;
	EpImage *images;
	size_t image_count;
	const EpImage *cover;                 /* NULL: the drawn one, if any */
	const char *cover_href, *cover_media; /* NULL: no cover */
	EpFont *fonts;
	size_t font_count;
	const char **sheets, **shown; /* the names of the job's: "sheets/mine.css" */
	EpContent content;
	EpRuns runs;
	bool toc_page; /* the contents are shown in the text */
	const char *identifier;
	bool isbn; /* it is one */
} Ep;

/* plan.c */
void ep_plan(Ep *ep);
void ep_plan_free(Ep *ep);

/* names.c */
/* Makes name, with its ending, one that is not taken: by -2, -3 and so on, counted on
 * from the last, since a thousand chapters may have one title. */
void ep_make_unique(Map *taken, Buf *name, const char *ending);
const char *ep_new_id(Ep *ep, const char *wish);   /* a valid XML id near to wish that nobody has */
const DocNode *ep_top(const Ep *ep, size_t index); /* the root, then the notes; NULL at the end */
bool ep_has_text(const char *text);                /* more than white space */
bool ep_has_caption(const DocNode *node);          /* a figure or a table */

/* math.c */
const char *ep_formula_href(const Ep *ep, size_t number); /* of its picture, counted from 1 */

/* division.c */
void ep_plan_files(Ep *ep);
const EpFile *ep_file_of(const Ep *ep, const DocNode *node);

/* semantics.c */
const char *ep_role(const Ep *ep, const DocSection *section); /* NULL: none */

/* images.c */
void ep_plan_images(Ep *ep);
const EpImage *ep_image(const Ep *ep, const DocImage *image);

/* fonts.c */
void ep_plan_fonts(Ep *ep);

/* sheets.c: style sheets of the author's, and what they show, in a folder of their own */
void ep_plan_sheets(Ep *ep);
void ep_sheet(const Ep *ep, size_t index, Buf *out);

/* xml.c */
void ep_escape(Buf *out, const char *text, size_t len);
void ep_text(Buf *out, const char *text);                    /* NULL adds nothing */
void ep_attr(Buf *out, const char *name, const char *value); /* ' name="value"' */
void ep_tabs(Buf *out, int depth);
/* An element on a line of its own; nothing for an empty text. */
void ep_element(Buf *out, int depth, const char *tag, const char *attrs, const char *text);
/* Adds an address (url_is_reachable) as an href. */
void ep_href(Buf *out, const char *url);
void ep_property(Buf *out, const char *property, const char *text); /* a meta element */
void ep_page_open(const Ep *ep, Buf *out, const char *title, const char *body_attrs);
void ep_page_close(Buf *out);

/* tags.c */
typedef struct {
	const char *tag, *attrs; /* NULL: none */
} EpTag;
#define EP_COLUMN " class=\"column\"" /* of what has a share of its parent's width */
EpTag ep_tag(const DocNode *node);

/* pagelist.c: where the print edition's pages begin */
void ep_plan_pages(Ep *ep);
/* Writes the marker of map entry `page` (index) into file, and enters it in the list. */
void ep_put_marker(Ep *ep, Buf *out, const char *file, size_t page, const char *tag);
/* Writes the markers of the pages of a part that begin with the node of serial; 0:
 * with the part itself. */
void ep_put_part_markers(Ep *ep, Buf *out, const char *file, DocPart part, uint32_t serial);
/* The byte of a text at which a page's marker stands: the start of its first word. */
size_t ep_marker_byte(const DocNode *node, size_t byte);

/* html.c */
void ep_file_html(Ep *ep, const EpFile *file, Buf *out);

/* front.c: what the program adds before the text */
void ep_cover_html(Ep *ep, Buf *out);
void ep_title_html(Ep *ep, Buf *out);

/* nav.c */
void ep_nav_html(Ep *ep, Buf *out);
void ep_ncx(Ep *ep, Buf *out);

/* package.c, access.c */
void ep_package(Ep *ep, Buf *out);
void ep_accessibility(const Ep *ep, Buf *out);

/* code.c */
/* Whether a node is code whose words have classes. */
bool ep_has_tokens(const DocNode *node);
/* How far the lines of a listing are counted, which is written from its start on; zero before the first. */
typedef struct {
	const DocNode *node;
	size_t at;
	uint32_t number;
} EpLine;
/* The number of the line, from 1, that a listing's byte stands in. */
uint32_t ep_line_of(EpLine *line, const DocNode *node, size_t at);
/* What stands at the end of a listing's line, which ends at the byte. */
void ep_end_line(Buf *out, EpLine *line, const DocNode *node, size_t at);
/* Begins the element of a listing's line, which begins at the byte. */
void ep_begin_line(Buf *out, EpLine *line, const DocNode *node, size_t at);
/* Writes the bytes of code from..end with an element for each word that has a class, cut as cuts says. */
void ep_put_tokens(Buf *out, EpLine *line, const DocNode *node, size_t from, size_t end, const uint8_t *cuts);

/* css.c */
void ep_css(Ep *ep, Buf *out);

/* zip.c */
typedef struct EpZip EpZip;
EpZip *ep_zip_new(int64_t modified);
/* data is copied; stored: without compression. */
void ep_zip_add(EpZip *zip, const char *name, const void *data, size_t len, bool stored);
/* Adds the container to out, and frees zip; NULL if fine, else why not. */
const char *ep_zip_finish(EpZip *zip, Buf *out);

#endif
