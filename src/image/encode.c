/* Samples to PNG and JPEG. */
#include "image/inner.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <libdeflate.h>
#include <png.h>

enum { MOST_COLORS = 256 };

/* ---- PNG ----------------------------------------------------------------- */

static void png_put(png_structp png, png_bytep data, size_t len)
{
	buf_add(png_get_io_ptr(png), data, len);
}

static void png_done(png_structp png)
{
	(void)png;
}

_Noreturn static void png_fail(png_structp png, png_const_charp text)
{
	(void)text;
	png_longjmp(png, 1);
}

/* Deflated: libdeflate makes it smaller than libpng's zlib in less time, which is half of a cover's. */
static void deflate_rows(const uint8_t *rows, size_t len, int level, Buf *out)
{
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
	if (!compressor)
		base_no_memory();
	buf_reserve(out, libdeflate_zlib_compress_bound(compressor, len));
	out->len = libdeflate_zlib_compress(compressor, rows, len, out->data, out->cap);
	libdeflate_free_compressor(compressor);
}

/* What a PNG is made of. */
typedef struct {
	uint32_t width, height;
	int bits, kind; /* kind: libpng's colour type */
	png_color colors[MOST_COLORS];
	size_t color_count;
	Buf rows; /* deflated */
} Parts;

static bool png_run(png_structp png, png_infop info, const Parts *parts)
{
	if (setjmp(png_jmpbuf(png)))
		return false;
	png_set_IHDR(png, info, parts->width, parts->height, parts->bits, parts->kind, PNG_INTERLACE_NONE,
	             PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	if (parts->color_count)
		png_set_PLTE(png, info, parts->colors, (int)parts->color_count);
	png_write_info(png, info);
	png_write_chunk(png, (png_const_bytep) "IDAT", (png_const_bytep)parts->rows.data, parts->rows.len);
	png_write_chunk(png, (png_const_bytep) "IEND", NULL, 0);
	return true;
}

static bool write_parts(const Parts *parts, Buf *out)
{
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, png_fail, NULL);
	png_infop info = png ? png_create_info_struct(png) : NULL;
	if (!info)
		base_no_memory();
	png_set_write_fn(png, out, png_put, png_done);
	bool fine = parts->rows.len && png_run(png, info, parts);
	png_destroy_write_struct(&png, &info);
	return fine;
}

static void set_color(Parts *parts, size_t i, uint32_t color)
{
	parts->colors[i] = (png_color){(png_byte)(color >> 16), (png_byte)(color >> 8), (png_byte)color};
}

bool img_write_png(const ImgPixels *pixels, Buf *out)
{
	enum { LEVEL = 6 };
	Parts parts = {.width = pixels->width, .height = pixels->height, .bits = 8};
	uint32_t colors[MOST_COLORS];
	size_t channels = pixels->components + (pixels->alpha ? 1u : 0u), len;
	size_t count = img_count_colors(pixels, colors, MOST_COLORS);
	uint8_t *rows = count ? img_index_rows(pixels, colors, count, &len) : img_filter_rows(pixels, channels, &len);
	parts.kind = count ? PNG_COLOR_TYPE_PALETTE : pixels->components > 1 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY;
	if (pixels->alpha)
		parts.kind |= PNG_COLOR_MASK_ALPHA;
	for (; parts.color_count < count; parts.color_count++)
		set_color(&parts, parts.color_count, colors[parts.color_count]);
	deflate_rows(rows, len, LEVEL, &parts.rows);
	bool fine = write_parts(&parts, out);
	buf_free(&parts.rows);
	free(rows);
	return fine;
}

size_t img_indexed_row(uint32_t width)
{
	return 1 + ((size_t)width + 1) / 2;
}

/* The second level counts twice the first's instructions, and is done in two thirds of its time: on long runs of one
 * byte the first waits for what it has just stored. */
bool img_write_indexed_png(const ImgIndexed *image, Buf *out)
{
	enum { LEVEL = 2 };
	Parts parts = {.width = image->width, .height = image->height, .bits = 4, .kind = PNG_COLOR_TYPE_PALETTE};
	for (; parts.color_count < image->color_count; parts.color_count++)
		set_color(&parts, parts.color_count, image->colors[parts.color_count]);
	deflate_rows(image->rows, img_indexed_row(image->width) * image->height, LEVEL, &parts.rows);
	bool fine = write_parts(&parts, out);
	buf_free(&parts.rows);
	return fine;
}

/* ---- JPEG ---------------------------------------------------------------- */

typedef struct {
	struct jpeg_error_mgr errors;
	jmp_buf back;
	struct jpeg_compress_struct jpeg;
	unsigned char *data;
	unsigned long len;
} JpegJob;

static void jpeg_fail(j_common_ptr jpeg)
{
	JpegJob *job = jpeg->client_data;
	longjmp(job->back, 1);
}

static bool jpeg_run(JpegJob *job, const ImgPixels *pixels, int quality)
{
	struct jpeg_compress_struct *jpeg = &job->jpeg;
	if (setjmp(job->back))
		return false;
	jpeg_create_compress(jpeg);
	jpeg->client_data = job;
	jpeg_mem_dest(jpeg, &job->data, &job->len);
	jpeg->image_width = pixels->width;
	jpeg->image_height = pixels->height;
	jpeg->input_components = pixels->components;
	jpeg->in_color_space = pixels->components == 1 ? JCS_GRAYSCALE : JCS_RGB;
	jpeg_set_defaults(jpeg);
	jpeg_set_quality(jpeg, quality, TRUE);
	jpeg->optimize_coding = TRUE;
	jpeg->dct_method = JDCT_ISLOW;
	jpeg_start_compress(jpeg, TRUE);
	while (jpeg->next_scanline < jpeg->image_height) {
		JSAMPROW row = pixels->color + (size_t)jpeg->next_scanline * pixels->width * pixels->components;
		jpeg_write_scanlines(jpeg, &row, 1);
	}
	jpeg_finish_compress(jpeg);
	return true;
}

bool img_write_jpeg(const ImgPixels *pixels, int quality, Buf *out)
{
	JpegJob *job = base_calloc(1, sizeof *job);
	job->jpeg.err = jpeg_std_error(&job->errors);
	job->errors.error_exit = jpeg_fail;
	job->jpeg.client_data = job;
	bool fine = jpeg_run(job, pixels, quality);
	if (fine)
		buf_add(out, job->data, job->len);
	jpeg_destroy_compress(&job->jpeg);
	free(job->data);
	free(job);
	return fine;
}
