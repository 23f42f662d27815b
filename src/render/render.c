/* Painting on cairo surfaces: a page to pixels, a drawing to vectors. */
#include "render/render.h"

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
#include <pango/pangocairo.h>

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
	double scale; /* pixels a point */
} Painter;

static cairo_status_t put(void *out, const unsigned char *data, unsigned len)
{
	buf_add(out, data, len);
	return CAIRO_STATUS_SUCCESS;
}

static double points(Length unit)
{
	return (double)unit / LENGTH_PT;
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
	if (img_decode(image->data, image->len, &image->info, most, &pixels))
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

static bool render(cairo_t *cr, const char *svg, size_t len, const RsvgRectangle *box, const char *css)
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

/* Renders a clean drawing into a box; css goes on top of its own styles. */
static bool paint_drawing(cairo_t *cr, const char *svg, size_t len, const RsvgRectangle *box, const char *css)
{
	txt_drawing_begin(svg, len);
	bool fine = render(cr, svg, len, box, css);
	txt_drawing_end();
	return fine;
}

static void paint_image(Painter *painter, const TsItem *item)
{
	const DocImage *image = item->u.image.image;
	if (image->info.type != IMG_SVG) {
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

/* From a turned item's coordinates to the page's. */
static void turn(cairo_t *cr, const TsPage *page)
{
	cairo_matrix_t matrix = {0, -1, 1, 0, 0, points(page->height)};
	cairo_transform(cr, &matrix);
}

static void paint_stroke(cairo_t *cr, const TsItem *item)
{
	double low = points(item->y + item->height), high = points(item->y);
	cairo_move_to(cr, points(item->x), item->u.stroke.falls ? high : low);
	cairo_line_to(cr, points(item->x + item->width), item->u.stroke.falls ? low : high);
	cairo_set_line_width(cr, points(item->u.stroke.thickness));
	cairo_stroke(cr);
}

static void paint_item(Painter *painter, const TsPage *page, const TsItem *item)
{
	cairo_save(painter->cr);
	if (item->turned)
		turn(painter->cr, page);
	cairo_set_source_rgb(painter->cr, item->color.r / 255.0, item->color.g / 255.0, item->color.b / 255.0);
	switch (item->kind) {
	case TS_GLYPHS:
		paint_glyphs(painter, item);
		break;
	case TS_RECT:
		cairo_rectangle(painter->cr, points(item->x), points(item->y), points(item->width),
		                points(item->height));
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

/* ---- a page as an image of few colours ----------------------------------- */

enum { BAND = 128, BUCKETS = 1 << 9 };

/* What a page needs to become four bits a pixel.  The items' own colours stay as
 * they are; those of soft edges are the first of their kind, eight kinds a part. */
typedef struct {
	ImgIndexed image;
	uint8_t bucket[BUCKETS]; /* 1 + index of the colour; 0: none yet */
	uint32_t last;           /* the pixel before, which the next mostly equals */
	uint8_t last_index;
} Indexer;

/* The nearest of the colours there are: only when the palette is full. */
static size_t nearest(const ImgIndexed *image, uint32_t color)
{
	size_t best = 0;
	int least = INT32_MAX;
	for (size_t i = 0; i < image->color_count; i++) {
		int sum = 0;
		for (int shift = 0; shift < 24; shift += 8) {
			int part = (int)(image->colors[i] >> shift & 255) - (int)(color >> shift & 255);
			sum += part * part;
		}
		best = sum < least ? i : best;
		least = sum < least ? sum : least;
	}
	return best;
}

static uint8_t *bucket_of(Indexer *indexer, uint32_t color)
{
	return &indexer->bucket[(color >> 15 & 0x1C0) | (color >> 10 & 0x38) | (color >> 5 & 7)];
}

static void add_color(Indexer *indexer, uint32_t color)
{
	ImgIndexed *image = &indexer->image;
	uint8_t *bucket = bucket_of(indexer, color);
	if (*bucket)
		return;
	if (image->color_count < IMG_INDEXED_COLORS)
		image->colors[image->color_count++] = color;
	*bucket = (uint8_t)(image->color_count < IMG_INDEXED_COLORS ? image->color_count : 1 + nearest(image, color));
}

static uint8_t index_of(Indexer *indexer, uint32_t color)
{
	if (color != indexer->last) {
		add_color(indexer, color);
		indexer->last = color;
		indexer->last_index = (uint8_t)(*bucket_of(indexer, color) - 1);
	}
	return indexer->last_index;
}

/* Pixels come in long runs: a pair that is the pair before is the byte before. */
static void index_row(Indexer *indexer, const uint32_t *row, uint32_t width, uint8_t *out)
{
	uint64_t last = 0, pair;
	uint8_t byte = 0;
	for (uint32_t x = 0; x + 1 < width; x += 2) {
		memcpy(&pair, row + x, sizeof pair);
		if (!x || pair != last) {
			uint8_t left = index_of(indexer, row[x] & 0xFFFFFF);
			byte = (uint8_t)(left << 4 | index_of(indexer, row[x + 1] & 0xFFFFFF));
			last = pair;
		}
		*out++ = byte;
	}
	if (width % 2)
		*out = (uint8_t)(index_of(indexer, row[width - 1] & 0xFFFFFF) << 4);
}

/* Takes the rows of a band over; one that repeats the row above is copied. */
static void index_band(Indexer *indexer, cairo_surface_t *band, uint32_t top)
{
	ImgIndexed *image = &indexer->image;
	size_t width = img_indexed_row(image->width), stride = (size_t)cairo_image_surface_get_stride(band);
	cairo_surface_flush(band);
	const unsigned char *data = cairo_image_surface_get_data(band);
	for (uint32_t y = 0; y < BAND && top + y < image->height; y++) {
		uint8_t *out = image->rows + (top + y) * width;
		if (y && !memcmp(data + y * stride, data + (y - 1) * stride, image->width * sizeof(uint32_t)))
			memcpy(out, out - width, width);
		else
			index_row(indexer, (const void *)(data + y * stride), image->width, out + 1);
	}
}

static Indexer *new_indexer(const TsPage *page, uint32_t width, uint32_t height)
{
	Indexer *indexer = base_calloc(1, sizeof *indexer);
	indexer->image =
	        (ImgIndexed){.width = width, .height = height, .rows = base_calloc(height, img_indexed_row(width))};
	indexer->last = UINT32_MAX;
	for (size_t i = 0; i < page->count; i++) {
		StyColor color = page->items[i].color;
		if (page->items[i].kind != TS_IMAGE)
			add_color(indexer, (uint32_t)(color.r << 16 | color.g << 8 | color.b));
	}
	return indexer;
}

/* Whether an item may lie in a band; ink reaches no further from a baseline than two sizes. */
static bool is_in_band(const Painter *painter, const TsItem *item, uint32_t top)
{
	Length reach = item->kind == TS_GLYPHS ? 2 * item->u.glyphs.size : 0;
	double from = points(item->y - reach) * painter->scale,
	       to = points(item->y + item->height + reach) * painter->scale;
	return from < top + BAND + 1.0 && to > top - 1.0;
}

/* Paints what of the page lies in the band, on paper's white. */
static void paint_band(Painter *painter, const TsPage *page, uint32_t top)
{
	cairo_save(painter->cr);
	cairo_set_source_rgb(painter->cr, 1, 1, 1);
	cairo_paint(painter->cr);
	cairo_translate(painter->cr, 0, -(double)top);
	cairo_scale(painter->cr, painter->scale, painter->scale);
	for (size_t i = 0; i < page->count; i++) {
		if (page->items[i].turned || is_in_band(painter, &page->items[i], top))
			paint_item(painter, page, &page->items[i]);
	}
	cairo_restore(painter->cr);
}

/* In bands that stay in the processor's cache: a whole page of this size does not. */
bool render_png(const TsPage *page, uint32_t pixels, Buf *out)
{
	if (page->width <= 0 || page->height <= 0 || !pixels || pixels > 20000)
		return false;
	Painter painter = {.scale = pixels / points(page->width)};
	double height = floor(points(page->height) * painter.scale + 0.5);
	if (height < 1 || height > 30000)
		return false;
	Indexer *indexer = new_indexer(page, pixels, (uint32_t)height);
	cairo_surface_t *band = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)pixels, BAND);
	painter.cr = cairo_create(band);
	set_options(painter.cr);
	bool fine = !cairo_status(painter.cr);
	for (uint32_t top = 0; fine && top < indexer->image.height; top += BAND) {
		paint_band(&painter, page, top);
		index_band(indexer, band, top);
		fine = !cairo_status(painter.cr);
	}
	cairo_destroy(painter.cr);
	cairo_surface_destroy(band);
	fine = fine && img_write_indexed_png(&indexer->image, out);
	for (size_t i = 0; i < painter.count; i++)
		if (painter.fonts[i].font)
			cairo_font_face_destroy(painter.fonts[i].font);
	free(painter.fonts);
	free(indexer->image.rows);
	free(indexer);
	return fine;
}

bool render_drawing(const char *svg, size_t len, double width, double height, Buf *out)
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
