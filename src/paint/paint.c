/* Painting on cairo surfaces: a page to pixels, a drawing to vectors. */
#include "paint/paint.h"

#include "image/image.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <cairo.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <librsvg/rsvg.h>

/* A face opened for cairo alone, so that what it sets on it disturbs nobody. */
typedef struct {
	FT_Library library;
	FT_Face face;
} OwnFace;

typedef struct {
	const TxtFace *face;
	cairo_font_face_t *font;
} Font;

typedef struct {
	cairo_t *cr;
	Font *fonts;
	size_t count, cap;
	double scale;                                  /* pixels a point */
} Painter;

static cairo_status_t put(void *out, const unsigned char *data, unsigned len)
{
	buf_add(out, data, len);
	return CAIRO_STATUS_SUCCESS;
}

static double points(TsUnit unit)
{
	return (double)unit / TXT_PT;
}

/* ---- fonts --------------------------------------------------------------- */

static void close_face(void *data)
{
	OwnFace *own = data;
	if (own->face)
		FT_Done_Face(own->face);
	if (own->library)
		FT_Done_FreeType(own->library);
	free(own);
}

/* cairo's face for one of ours; NULL if the file has gone. */
static cairo_font_face_t *open_font(const TxtFace *face)
{
	static const cairo_user_data_key_t key;
	const TxtFaceInfo *info = txt_face_info(face);
	OwnFace *own = base_calloc(1, sizeof *own);
	if (FT_Init_FreeType(&own->library) || FT_New_Face(own->library, info->path, info->index, &own->face)) {
		close_face(own);
		return NULL;
	}
	cairo_font_face_t *font = cairo_ft_font_face_create_for_ft_face(own->face, FT_LOAD_NO_HINTING | FT_LOAD_NO_AUTOHINT);
	if (cairo_font_face_set_user_data(font, &key, own, close_face)) {
		cairo_font_face_destroy(font);
		close_face(own);
		return NULL;
	}
	return font;
}

static cairo_font_face_t *font_of(Painter *painter, const TxtFace *face)
{
	for (size_t i = 0; i < painter->count; i++)
		if (painter->fonts[i].face == face)
			return painter->fonts[i].font;
	painter->fonts = base_grow(painter->fonts, painter->count, &painter->cap, sizeof *painter->fonts);
	painter->fonts[painter->count] = (Font){face, open_font(face)};
	return painter->fonts[painter->count++].font;
}

/* ---- items --------------------------------------------------------------- */

static void paint_glyphs(Painter *painter, const TsItem *item)
{
	cairo_font_face_t *font = font_of(painter, item->u.glyphs.face);
	size_t count = item->u.glyphs.count;
	if (!font || !count)
		return;
	double size = points(item->u.glyphs.size), wide = 1 + item->u.glyphs.expansion / 1000.0;
	cairo_glyph_t *glyphs = base_alloc(count * sizeof *glyphs);
	cairo_matrix_t matrix;
	for (size_t i = 0; i < count; i++) {
		const TsGlyph *glyph = &item->u.glyphs.glyphs[i];
		glyphs[i] = (cairo_glyph_t){glyph->id, points(item->x) + points(glyph->x) + points(glyph->dx),
		                            points(item->y) - points(glyph->dy)};
	}
	cairo_matrix_init_scale(&matrix, size * wide, size);
	cairo_set_font_face(painter->cr, font);
	cairo_set_font_matrix(painter->cr, &matrix);
	cairo_show_glyphs(painter->cr, glyphs, (int)count);
	free(glyphs);
}

/* Samples as cairo keeps them: premultiplied, in words of the machine. */
static cairo_surface_t *surface_of(const ImgPixels *pixels)
{
	cairo_surface_t *surface = cairo_image_surface_create(pixels->alpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24,
	                                                      (int)pixels->width, (int)pixels->height);
	if (cairo_surface_status(surface))
		return surface;
	uint8_t *rows = cairo_image_surface_get_data(surface);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface), parts = pixels->components;
	for (size_t i = 0, x = 0, y = 0; y < pixels->height; i++) {
		const uint8_t *in = pixels->color + i * parts;
		uint32_t a = pixels->alpha ? pixels->alpha[i] : 255, word = a << 24;
		for (size_t c = 0; c < 3; c++)
			word |= (in[parts == 1 ? 0 : c] * a + 127) / 255 << (16 - 8 * c);
		memcpy(rows + y * stride + x * 4, &word, 4);
		if (++x == pixels->width) {
			x = 0;
			y++;
		}
	}
	cairo_surface_mark_dirty(surface);
	return surface;
}

static void paint_pixels(Painter *painter, const TsItem *item, const DocImage *image)
{
	double width = points(item->width), height = points(item->height);
	size_t most = (size_t)(fmin(width * painter->scale, 20000) * fmin(height * painter->scale, 20000) * 4) + 16;
	ImgPixels pixels;
	if (img_decode(image->data, image->len, most, &pixels))
		return;
	cairo_surface_t *surface = surface_of(&pixels);
	if (!cairo_surface_status(surface)) {
		cairo_save(painter->cr);
		cairo_translate(painter->cr, points(item->x), points(item->y));
		cairo_scale(painter->cr, width / pixels.width, height / pixels.height);
		cairo_set_source_surface(painter->cr, surface, 0, 0);
		cairo_pattern_set_extend(cairo_get_source(painter->cr), CAIRO_EXTEND_PAD);
		cairo_pattern_set_filter(cairo_get_source(painter->cr), CAIRO_FILTER_GOOD);
		cairo_rectangle(painter->cr, 0, 0, pixels.width, pixels.height);
		cairo_fill(painter->cr);
		cairo_restore(painter->cr);
	}
	cairo_surface_destroy(surface);
	img_pixels_free(&pixels);
}

/* Renders a clean drawing into a box; css goes on top of its own styles. */
static bool paint_drawing(cairo_t *cr, const char *svg, size_t len, const RsvgRectangle *box, const char *css)
{
	RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)svg, len, NULL);
	if (!handle)
		return false;
	bool fine = !css || rsvg_handle_set_stylesheet(handle, (const guint8 *)css, strlen(css), NULL);
	rsvg_handle_set_dpi(handle, 96);
	fine = fine && rsvg_handle_render_document(handle, cr, box, NULL);
	g_object_unref(handle);
	return fine;
}

static void paint_image(Painter *painter, const TsItem *item)
{
	const DocImage *image = item->u.image.image;
	if (image->type != DOC_IMAGE_SVG) {
		paint_pixels(painter, item, image);
		return;
	}
	Buf svg = {0};
	RsvgRectangle box = {points(item->x), points(item->y), points(item->width), points(item->height)};
	if (!img_svg_clean(image->data, image->len, &svg)) {
		cairo_save(painter->cr);
		paint_drawing(painter->cr, svg.data, svg.len, &box, NULL);
		cairo_restore(painter->cr);
	}
	buf_free(&svg);
}

static void paint_item(Painter *painter, const TsItem *item)
{
	cairo_set_source_rgb(painter->cr, item->color.r / 255.0, item->color.g / 255.0, item->color.b / 255.0);
	switch (item->kind) {
	case TS_GLYPHS:
		paint_glyphs(painter, item);
		break;
	case TS_RECT:
		cairo_rectangle(painter->cr, points(item->x), points(item->y), points(item->width), points(item->height));
		cairo_fill(painter->cr);
		break;
	case TS_IMAGE:
		paint_image(painter, item);
		break;
	}
}

/* Grey edges, no hinting: shapes as the font's designer drew them. */
static void set_options(cairo_t *cr)
{
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_set_font_options(cr, options);
	cairo_font_options_destroy(options);
}

/* Through libpng rather than cairo, whose own writer takes most of a short build's time. */
static bool write_png(cairo_surface_t *surface, Buf *out)
{
	cairo_surface_flush(surface);
	const unsigned char *data = cairo_image_surface_get_data(surface);
	int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
	int stride = cairo_image_surface_get_stride(surface);
	ImgPixels pixels = {.width = (uint32_t)width, .height = (uint32_t)height, .components = 3};
	uint8_t *to = pixels.color = base_alloc((size_t)width * (size_t)height * 3);
	for (int y = 0; y < height; y++) {
		const uint32_t *row = (const void *)(data + (ptrdiff_t)y * stride);
		for (int x = 0; x < width; x++) {
			*to++ = (uint8_t)(row[x] >> 16);
			*to++ = (uint8_t)(row[x] >> 8);
			*to++ = (uint8_t)row[x];
		}
	}
	bool fine = img_write_png(&pixels, out);
	img_pixels_free(&pixels);
	return fine;
}

bool paint_page_png(const TsPage *page, uint32_t pixels, Buf *out)
{
	if (page->width <= 0 || page->height <= 0 || !pixels || pixels > 20000)
		return false;
	Painter painter = {.scale = pixels / points(page->width)};
	double height = floor(points(page->height) * painter.scale + 0.5);
	if (height < 1 || height > 30000)
		return false;
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)pixels, (int)height);
	painter.cr = cairo_create(surface);
	cairo_set_source_rgb(painter.cr, 1, 1, 1);
	cairo_paint(painter.cr);
	cairo_scale(painter.cr, painter.scale, painter.scale);
	set_options(painter.cr);
	for (size_t i = 0; i < page->count; i++)
		paint_item(&painter, &page->items[i]);
	bool fine = !cairo_status(painter.cr);
	cairo_destroy(painter.cr);
	fine = fine && write_png(surface, out);
	cairo_surface_destroy(surface);
	for (size_t i = 0; i < painter.count; i++)
		if (painter.fonts[i].font)
			cairo_font_face_destroy(painter.fonts[i].font);
	free(painter.fonts);
	return fine;
}

bool paint_svg_pdf(const char *svg, size_t len, double width, double height, Buf *out)
{
	/* Smooth scaling of pixels would be written as /Interpolate, which PDF/A forbids. */
	static const char css[] = "image { image-rendering: optimizeSpeed !important }";
	RsvgRectangle box = {0, 0, width, height};
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(put, out, width, height);
	cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "1980-01-01T00:00:00Z");
	cairo_t *cr = cairo_create(surface);
	bool fine = paint_drawing(cr, svg, len, &box, css);
	cairo_show_page(cr);
	fine = fine && !cairo_status(cr);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	fine = fine && !cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	return fine;
}
