/*
 * render: the display list's second painter: pages to pixels and to vectors, by cairo.  Prefix: render_.
 *
 * Pictures of pages, the e-book's cover, drawings for the PDF.  The PDF's own pages are written beside it, in
 * pdf/content.c: what paints here is also what the tests hold those against.
 */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include "base/base.h"
#include "typeset/typeset.h"

/* A page as a PNG of at most 16 colours, pixels wide; the height follows.  false: it would be larger than
 * pictures may be, or cairo fails. */
bool render_cover(const TsPage *page, uint32_t pixels, Buf *out);

typedef enum { RENDER_PNG, RENDER_SVG } RenderFormat;

/* How pages become pictures. */
typedef struct {
	RenderFormat format;
	unsigned dpi; /* pixels an inch of a PNG */
	bool grey;    /* lightness alone; a PNG's */
} RenderLook;

/* Paints pages, one after the other: a face is opened once. */
typedef struct RenderPainter RenderPainter;
RenderPainter *render_painter_new(void);
void render_painter_free(RenderPainter *painter);         /* NULL is fine */
enum { RENDER_LONGEST = 20000, RENDER_MOST = 100000000 }; /* pixels: of a side, in all */
/* A page as a picture, on white.  false: it would be larger than these, or cairo fails. */
bool render_page(RenderPainter *painter, const TsPage *page, const RenderLook *look, Buf *out);
/* The first image that could not be shown so far; NULL: all could. */
const DocImage *render_broken(const RenderPainter *painter);

/* A cleaned SVG as a one-page vector PDF of width x height points, for pdf to
 * take in as a form; colours are sRGB, nothing is interpolated. */
bool render_drawing(const char *svg, size_t len, double width, double height, Buf *out);

#endif
