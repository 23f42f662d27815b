/* painter: a page's items on any cairo surface.  Inside render only. */
#ifndef RENDER_PAINTER_H
#define RENDER_PAINTER_H

#include "render/render.h"

#include <cairo.h>
#include <librsvg/rsvg.h>

struct RenderPainter {
	cairo_t *cr; /* of the surface that is painted on */
	struct RenderFont *fonts;
	size_t count, cap;
	bool exact;             /* glyphs stand where they should, not at the next whole pixel as cairo 1.16 has it */
	double scale;           /* pixels a point */
	const DocImage *broken; /* the first that could not be shown; NULL */
};

/* A length as cairo has it. */
double render_points(Length length);
cairo_status_t render_put(void *out, const unsigned char *data, unsigned len); /* out: a Buf */
/* Takes a surface on, with paper's white on it; false if cairo fails. */
bool render_begin(RenderPainter *painter, cairo_surface_t *surface, double scale);
bool render_end(RenderPainter *painter); /* false if something went wrong since */
void render_white(RenderPainter *painter);
void render_item(RenderPainter *painter, const TsPage *page, const TsItem *item);
/* Renders a clean drawing into a box; css goes on top of its own styles, NULL: none. */
bool render_svg(cairo_t *cr, const char *svg, size_t len, const RsvgRectangle *box, const char *css);

#endif
