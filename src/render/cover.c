/* A page as an image of few colours, as covers are. */
#include "render/painter.h"
#include "render/render.h"

#include "image/image.h"

#include <math.h>
#include <string.h>

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

static Indexer *new_indexer(const TsPage *page, uint32_t width, uint32_t height, Arena *arena)
{
	Indexer *indexer = arena_alloc(arena, sizeof *indexer);
	indexer->image = (ImgIndexed){
	        .width = width, .height = height, .rows = arena_alloc(arena, height * img_indexed_row(width))};
	indexer->last = UINT32_MAX;
	for (size_t i = 0; i < page->count; i++) {
		StyColor color = page->items[i].color;
		if (page->items[i].kind != TS_IMAGE)
			add_color(indexer, (uint32_t)(color.r << 16 | color.g << 8 | color.b));
	}
	return indexer;
}

/* Whether an item may lie in a band; ink reaches no further from a baseline than two sizes. */
static bool is_in_band(const RenderPainter *painter, const TsItem *item, uint32_t top)
{
	Length reach = item->kind == TS_GLYPHS ? 2 * item->u.glyphs.size : 0;
	double from = render_points(item->y - reach) * painter->scale,
	       to = render_points(item->y + item->height + reach) * painter->scale;
	return from < top + BAND + 1.0 && to > top - 1.0;
}

static bool is_bare(const RenderPainter *painter, const TsPage *page, uint32_t top)
{
	for (size_t i = 0; i < page->count; i++) {
		if (page->items[i].turn || is_in_band(painter, &page->items[i], top))
			return false;
	}
	return true;
}

/* A band that nothing lies in is paper's white: most of a cover is, and need not be painted. */
static void blank_band(Indexer *indexer, uint32_t top)
{
	ImgIndexed *image = &indexer->image;
	size_t width = img_indexed_row(image->width);
	uint8_t white = index_of(indexer, 0xFFFFFF);
	for (uint32_t y = top; y < top + BAND && y < image->height; y++) {
		uint8_t *row = image->rows + y * width + 1;
		memset(row, white << 4 | white, image->width / 2);
		if (image->width % 2)
			row[image->width / 2] = (uint8_t)(white << 4);
	}
}

/* Paints what of the page lies in the band, on paper's white. */
static void paint_band(RenderPainter *painter, const TsPage *page, uint32_t top)
{
	cairo_save(painter->cr);
	render_white(painter);
	cairo_translate(painter->cr, 0, -(double)top);
	cairo_scale(painter->cr, painter->scale, painter->scale);
	for (size_t i = 0; i < page->count; i++) {
		if (page->items[i].turn || is_in_band(painter, &page->items[i], top))
			render_item(painter, page, &page->items[i]);
	}
	cairo_restore(painter->cr);
}

/* In bands that stay in the processor's cache: a whole page of this size does not.  The arena's memory is of large
 * pages, the surface's own were of small ones. */
static bool paint_bands(RenderPainter *painter, const TsPage *page, Indexer *indexer, Arena *arena)
{
	double scale = indexer->image.width / render_points(page->width);
	int width = (int)indexer->image.width, stride = cairo_format_stride_for_width(CAIRO_FORMAT_RGB24, width);
	unsigned char *pixels = arena_alloc(arena, (size_t)stride * BAND);
	cairo_surface_t *band = cairo_image_surface_create_for_data(pixels, CAIRO_FORMAT_RGB24, width, BAND, stride);
	bool fine = render_begin(painter, band, scale);
	for (uint32_t top = 0; fine && top < indexer->image.height; top += BAND) {
		if (is_bare(painter, page, top)) {
			blank_band(indexer, top);
			continue;
		}
		paint_band(painter, page, top);
		index_band(indexer, band, top);
	}
	fine = render_end(painter) && fine;
	cairo_surface_destroy(band);
	return fine;
}

bool render_cover(const TsPage *page, uint32_t pixels, Buf *out)
{
	if (page->width <= 0 || page->height <= 0 || !pixels || pixels > RENDER_LONGEST)
		return false;
	double height = floor(pixels / render_points(page->width) * render_points(page->height) + 0.5);
	if (height < 1 || height * pixels > RENDER_MOST)
		return false;
	Arena *arena = arena_new();
	Indexer *indexer = new_indexer(page, pixels, (uint32_t)height, arena);
	RenderPainter *painter = render_painter_new();
	bool fine = paint_bands(painter, page, indexer, arena) && img_write_indexed_png(&indexer->image, out);
	render_painter_free(painter);
	arena_free(arena);
	return fine;
}
