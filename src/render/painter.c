/* Painting the items of a page. */
#include "render/painter.h"

#include "image/image.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cairo-ft.h>
#include <ft2build.h>
#include FT_FREETYPE_H

/* A face opened for cairo alone, so that what it sets on it disturbs nobody. */
typedef struct {
	FT_Library library;
	FT_Face face;
} OwnFace;

struct RenderFont {
	const TxtFace *face;
	cairo_font_face_t *font;
};

double render_points(Length length)
{
	return (double)length / LENGTH_PT;
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
	cairo_font_face_t *font =
	        cairo_ft_font_face_create_for_ft_face(own->face, FT_LOAD_NO_HINTING | FT_LOAD_NO_AUTOHINT);
	if (cairo_font_face_set_user_data(font, &key, own, close_face)) {
		cairo_font_face_destroy(font);
		close_face(own);
		return NULL;
	}
	return font;
}

static cairo_font_face_t *font_of(RenderPainter *painter, const TxtFace *face)
{
	for (size_t i = 0; i < painter->count; i++)
		if (painter->fonts[i].face == face)
			return painter->fonts[i].font;
	painter->fonts = base_grow(painter->fonts, painter->count, &painter->cap, sizeof *painter->fonts);
	painter->fonts[painter->count] = (struct RenderFont){face, open_font(face)};
	return painter->fonts[painter->count++].font;
}

/* ---- items --------------------------------------------------------------- */

static void paint_glyphs(RenderPainter *painter, const TsItem *item)
{
	cairo_font_face_t *font = font_of(painter, item->u.glyphs.face);
	size_t count = item->u.glyphs.count;
	if (!font || !count)
		return;
	double size = render_points(item->u.glyphs.size), wide = 1 + item->u.glyphs.expansion / 1000.0;
	cairo_glyph_t *glyphs = base_alloc(count * sizeof *glyphs);
	cairo_matrix_t matrix;
	for (size_t i = 0; i < count; i++) {
		const TsGlyph *glyph = &item->u.glyphs.glyphs[i];
		glyphs[i] = (cairo_glyph_t){glyph->id,
		                            render_points(item->x) + render_points(glyph->x) + render_points(glyph->dx),
		                            render_points(item->y) - render_points(glyph->dy)};
	}
	cairo_matrix_init_scale(&matrix, size * wide, size);
	cairo_set_font_face(painter->cr, font);
	cairo_set_font_matrix(painter->cr, &matrix);
	if (painter->exact) {
		cairo_glyph_path(painter->cr, glyphs, (int)count);
		cairo_fill(painter->cr);
	} else {
		cairo_show_glyphs(painter->cr, glyphs, (int)count);
	}
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

/* As many samples as the surface can show are decoded. */
static bool paint_pixels(RenderPainter *painter, const TsItem *item, const DocImage *image)
{
	double width = render_points(item->width), height = render_points(item->height);
	size_t most = (size_t)(fmin(width * painter->scale, RENDER_LONGEST) *
	                       fmin(height * painter->scale, RENDER_LONGEST) * 4) +
	              16;
	ImgPixels pixels;
	if (img_decode(image->data, image->len, &image->info, most, &pixels))
		return false;
	cairo_surface_t *surface = surface_of(&pixels);
	bool fine = !cairo_surface_status(surface);
	if (fine) {
		cairo_translate(painter->cr, render_points(item->x), render_points(item->y));
		cairo_scale(painter->cr, width / pixels.width, height / pixels.height);
		cairo_set_source_surface(painter->cr, surface, 0, 0);
		cairo_pattern_set_extend(cairo_get_source(painter->cr), CAIRO_EXTEND_PAD);
		cairo_pattern_set_filter(cairo_get_source(painter->cr), CAIRO_FILTER_GOOD);
		cairo_rectangle(painter->cr, 0, 0, pixels.width, pixels.height);
		cairo_fill(painter->cr);
	}
	cairo_surface_destroy(surface);
	img_pixels_free(&pixels);
	return fine;
}

static bool paint_drawing(RenderPainter *painter, const TsItem *item, const DocImage *image)
{
	Buf svg = {0};
	RsvgRectangle box = {render_points(item->x), render_points(item->y), render_points(item->width),
	                     render_points(item->height)};
	bool fine =
	        !img_svg_clean(image->data, image->len, &svg) && render_svg(painter->cr, svg.data, svg.len, &box, NULL);
	buf_free(&svg);
	return fine;
}

static void paint_image(RenderPainter *painter, const TsItem *item)
{
	const DocImage *image = item->u.image.image;
	bool fine =
	        image->info.type == IMG_SVG ? paint_drawing(painter, item, image) : paint_pixels(painter, item, image);
	if (!fine && !painter->broken)
		painter->broken = image;
}

/* From a turned item's coordinates to the page's. */
static void turn(cairo_t *cr, const TsPage *page, TsTurn how)
{
	double x = render_points(page->width) / 2, y = render_points(page->height) / 2;
	if (how == TS_SLANTED) {
		cairo_translate(cr, x, y);
		cairo_rotate(cr, -atan2(y, x));
		cairo_translate(cr, -x, -y);
		return;
	}
	cairo_matrix_t matrix = {0, -1, 1, 0, 0, render_points(page->height)};
	cairo_transform(cr, &matrix);
}

static void paint_stroke(cairo_t *cr, const TsItem *item)
{
	double low = render_points(item->y + item->height), high = render_points(item->y);
	cairo_move_to(cr, render_points(item->x), item->u.stroke.falls ? high : low);
	cairo_line_to(cr, render_points(item->x + item->width), item->u.stroke.falls ? low : high);
	cairo_set_line_width(cr, render_points(item->u.stroke.thickness));
	cairo_stroke(cr);
}

void render_item(RenderPainter *painter, const TsPage *page, const TsItem *item)
{
	cairo_save(painter->cr);
	if (item->turn)
		turn(painter->cr, page, (TsTurn)item->turn);
	cairo_set_source_rgb(painter->cr, item->color.r / 255.0, item->color.g / 255.0, item->color.b / 255.0);
	switch (item->kind) {
	case TS_GLYPHS:
		paint_glyphs(painter, item);
		break;
	case TS_RECT:
		cairo_rectangle(painter->cr, render_points(item->x), render_points(item->y), render_points(item->width),
		                render_points(item->height));
		cairo_fill(painter->cr);
		break;
	case TS_STROKE:
		paint_stroke(painter->cr, item);
		break;
	case TS_IMAGE:
		paint_image(painter, item);
		break;
	}
	cairo_restore(painter->cr);
}

/* ---- surfaces ------------------------------------------------------------ */

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

bool render_begin(RenderPainter *painter, cairo_surface_t *surface, double scale)
{
	painter->cr = cairo_create(surface);
	painter->scale = scale;
	set_options(painter->cr);
	render_white(painter);
	return !cairo_status(painter->cr);
}

void render_white(RenderPainter *painter)
{
	cairo_set_source_rgb(painter->cr, 1, 1, 1);
	cairo_paint(painter->cr);
}

bool render_end(RenderPainter *painter)
{
	bool fine = !cairo_status(painter->cr);
	cairo_destroy(painter->cr);
	painter->cr = NULL;
	return fine;
}

RenderPainter *render_painter_new(void)
{
	return base_calloc(1, sizeof(RenderPainter));
}

void render_painter_free(RenderPainter *painter)
{
	for (size_t i = 0; painter && i < painter->count; i++)
		cairo_font_face_destroy(painter->fonts[i].font);
	if (painter)
		free(painter->fonts);
	free(painter);
}
