/*
 * epub: tree -> an EPUB 3.3 file, accessible by EPUB Accessibility 1.1.
 * Prefix: epub_.  It sees the print edition through the page map alone.
 */
#ifndef EPUB_EPUB_H
#define EPUB_EPUB_H

#include "base/base.h"
#include "css/css.h"
#include "document/document.h"
#include "style/style.h"
#include "text/text.h"

/* A formula as a picture: those that look alike have one.  Lengths are 1/1000 of the text's size. */
typedef struct {
	Buf svg;
	int32_t width, height, depth; /* depth: of the height, below the baseline */
} EpubFormula;

/* A picture or a font that style sheets show. */
typedef struct {
	const char *path, *media, *ending;
	const void *data;
	size_t len;
} EpubShown;

/* A style sheet of the author's, which comes after the book's own; shown: which of the job's each of its files is. */
typedef struct {
	const char *path;
	CssSheet css;
	const size_t *shown;
} EpubSheet;

typedef struct {
	const Doc *doc;
	const Style *style;
	TxtFonts *fonts;         /* for embedded subsets */
	const DocPageMap *pages; /* NULL: no page list */
	const void *cover_png;   /* a drawn cover, not asked for before epub_write; NULL when the source gives one */
	size_t cover_png_len;
	const EpubFormula *formulas; /* NULL: none are drawn */
	size_t formula_count;
	const size_t *formula_of; /* by a node's serial: from 1; 0: none */
	const EpubSheet *sheets;  /* in their order */
	size_t sheet_count;
	const EpubShown *shown; /* once each */
	size_t shown_count;
	const char *generator; /* "bifolio 0.1" */
	Pool *pool;            /* makes pictures anew, several at once */
	Diag *diag;
} EpubJob;

/* An e-book on its way: what asks the fonts is done at once; the rest reads the document and the job alone, so that it
 * may be another thread's.  job and what it holds are lent until epub_free. */
typedef struct EpubBook EpubBook;
EpubBook *epub_plan(const EpubJob *job);
/* Adds the finished container to out, once; false after an error that diag holds. */
bool epub_write(EpubBook *book, Buf *out);
void epub_free(EpubBook *book);

#endif
