/* A page as a picture. */
#include "render/painter.h"

#include "image/image.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cairo-svg.h>

enum { POINTS_AN_INCH = 72, SVG_DPI = 300 }; /* pictures in an SVG are as sharp as print */

static void paint_items(RenderPainter *painter, const TsPage *page)
{
	for (size_t i = 0; i < page->count; i++)
		render_item(painter, page, &page->items[i]);
}

/* ---- pixels -------------------------------------------------------------- */

static uint8_t grey_of(uint32_t color)
{
	return (uint8_t)(((color >> 16 & 255) * 299 + (color >> 8 & 255) * 587 + (color & 255) * 114 + 500) / 1000);
}

static bool has_colours(const uint32_t *row, uint32_t width)
{
	for (uint32_t x = 0; x < width; x++)
		if ((row[x] >> 16 & 255) != (row[x] & 255) || (row[x] >> 8 & 255) != (row[x] & 255))
			return true;
	return false;
}

static void take_row(const uint32_t *row, ImgPixels *pixels, uint32_t y)
{
	uint8_t *out = pixels->color + (size_t)y * pixels->width * pixels->components;
	for (uint32_t x = 0; x < pixels->width; x++) {
		if (pixels->components == 1) {
			*out++ = grey_of(row[x]);
			continue;
		}
		for (int shift = 16; shift >= 0; shift -= 8)
			*out++ = (uint8_t)(row[x] >> shift);
	}
}

static const uint32_t *row_of(cairo_surface_t *surface, uint32_t y)
{
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);
	return (const void *)(cairo_image_surface_get_data(surface) + y * stride);
}

/* A page without colours is kept without: a third of the bytes. */
static bool write_pixels(cairo_surface_t *surface, bool grey, Buf *out)
{
	ImgPixels pixels = {.width = (uint32_t)cairo_image_surface_get_width(surface),
	                    .height = (uint32_t)cairo_image_surface_get_height(surface)};
	cairo_surface_flush(surface);
	bool colours = false;
	for (uint32_t y = 0; y < pixels.height && !grey && !colours; y++)
		colours = has_colours(row_of(surface, y), pixels.width);
	pixels.components = colours ? 3 : 1;
	pixels.color = base_alloc((size_t)pixels.width * pixels.height * pixels.components);
	for (uint32_t y = 0; y < pixels.height; y++)
		take_row(row_of(surface, y), &pixels, y);
	bool fine = img_write_png(&pixels, out);
	img_pixels_free(&pixels);
	return fine;
}

static bool paint_png(RenderPainter *painter, const TsPage *page, const RenderLook *look, Buf *out)
{
	double scale = (double)look->dpi / POINTS_AN_INCH;
	double width = floor(render_points(page->width) * scale + 0.5);
	double height = floor(render_points(page->height) * scale + 0.5);
	if (width < 1 || height < 1 || fmax(width, height) > RENDER_LONGEST || width * height > RENDER_MOST)
		return false;
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
	painter->exact = true;
	bool fine = render_begin(painter, surface, scale);
	cairo_scale(painter->cr, scale, scale);
	paint_items(painter, page);
	fine = render_end(painter) && fine && write_pixels(surface, look->grey, out);
	cairo_surface_destroy(surface);
	return fine;
}

/* ---- vectors ------------------------------------------------------------- */

/* Glyphs become shapes: an SVG has no font of its own. */
static bool paint_svg(RenderPainter *painter, const TsPage *page, Buf *out)
{
	cairo_surface_t *surface = cairo_svg_surface_create_for_stream(render_put, out, render_points(page->width),
	                                                               render_points(page->height));
	painter->exact = false;
	bool fine = render_begin(painter, surface, 1);
	painter->scale = (double)SVG_DPI / POINTS_AN_INCH;
	paint_items(painter, page);
	fine = render_end(painter) && fine;
	cairo_surface_finish(surface);
	fine = !cairo_surface_status(surface) && fine;
	cairo_surface_destroy(surface);
	return fine;
}

bool render_page(RenderPainter *painter, const TsPage *page, const RenderLook *look, Buf *out)
{
	return look->format == RENDER_PNG ? paint_png(painter, page, look, out) : paint_svg(painter, page, out);
}

const DocImage *render_broken(const RenderPainter *painter)
{
	return painter->broken;
}
