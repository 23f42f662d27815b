/* What the files of this room tell each other. */
#ifndef EPUB_INNER_H
#define EPUB_INNER_H

#include "epub/epub.h"

/* One XHTML file of the text: the children of the root from first up to end. */
typedef struct {
	const char *name;                              /* "text-001.xhtml" */
	const char *title;
	const DocNode *first, *end;
	const DocSection *section;                     /* NULL: the text before the first */
} EpFile;

typedef struct {
	const DocImage *image;
	const char *href;                              /* "images/figure.png"; NULL if it cannot be shown */
	const char *media;
	Buf svg;                                       /* cleaned; empty for all others */
} EpImage;

/* A page break that has been written. */
typedef struct {
	const EpFile *file;
	const char *id, *label;
} EpPage;

/* The plan of the book: what goes where under which name. */
typedef struct {
	const EpubJob *job;
	const Doc *doc;
	const DocMeta *meta;
	Arena *arena;
	Map *ids;                                      /* ids that are taken */
	EpFile *files;
	size_t file_count;
	const EpFile **note_files;                     /* by note number - 1 */
	const char **id_of;                            /* by serial; NULL: none */
	const DocSection **section_of;                 /* by serial of the header */
	size_t *page_of, *page_next;                   /* by serial, by page: index + 1 of the next page that starts there */
	EpPage *pages;                                 /* in the order of the text */
	size_t page_count;
	EpImage *images;
	size_t image_count;
	const EpImage *cover;                          /* NULL: the drawn one, if any */
	const char *cover_href, *cover_media;          /* NULL: no cover */
	bool toc_page;                                 /* the contents are shown in the text */
	const char *identifier;
} Ep;

/* plan.c */
void ep_plan(Ep *ep);
void ep_plan_free(Ep *ep);
const EpFile *ep_file_of(const Ep *ep, const DocNode *node);
const EpImage *ep_image(const Ep *ep, const DocImage *image);
const char *ep_note_id(const Ep *ep, const DocNode *note);
/* A valid XML id near to wish that nobody has. */
const char *ep_new_id(Ep *ep, const char *wish);

/* xml.c */
void ep_escape(Buf *out, const char *text, size_t len);
void ep_text(Buf *out, const char *text);                          /* NULL adds nothing */
void ep_attr(Buf *out, const char *name, const char *value);       /* ' name="value"' */
void ep_element(Buf *out, const char *indent, const char *tag, const char *attrs, const char *text);
/* Whether a reading system may follow url; then adds it as an href. */
bool ep_href(Buf *out, const char *url);
void ep_page_open(const Ep *ep, Buf *out, const char *title, const char *body_attrs);
void ep_page_close(Buf *out);

/* html.c */
void ep_file_html(Ep *ep, const EpFile *file, Buf *out);

/* tags.c */
typedef struct {
	const char *tag, *attrs;                       /* NULL: none */
	bool line;                                     /* a line of its own */
} EpTag;
EpTag ep_tag(const Ep *ep, const DocNode *node);

/* pages.c: what the program adds around the text */
void ep_cover_html(const Ep *ep, Buf *out);
void ep_title_html(const Ep *ep, Buf *out);

/* nav.c */
void ep_nav_html(const Ep *ep, Buf *out);
void ep_ncx(const Ep *ep, Buf *out);

/* package.c */
void ep_package(const Ep *ep, Buf *out);

/* css.c */
void ep_css(const Style *style, Buf *out);

/* zip.c */
typedef struct EpZip EpZip;
EpZip *ep_zip_new(int64_t modified);
/* data is copied; stored: without compression. */
void ep_zip_add(EpZip *zip, const char *name, const void *data, size_t len, bool stored);
/* Adds the container to out, and frees zip; NULL if fine, else why not. */
const char *ep_zip_finish(EpZip *zip, Buf *out);

#endif
