/*
 * render: paints a display list or a drawing on a cairo surface.  Prefix: render_.
 */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include "base/base.h"
#include "typeset/typeset.h"

/* A page as a PNG of at most 16 colours, pixels wide; the height follows. */
bool render_png(const TsPage *page, uint32_t pixels, Buf *out);

/* A cleaned SVG as a one-page vector PDF of width x height points, for pdf to
 * take in as a form; colours are sRGB, nothing is interpolated. */
bool render_drawing(const char *svg, size_t len, double width, double height, Buf *out);

#endif
