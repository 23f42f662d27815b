/* Samples to PNG and JPEG. */
#include "image/inner.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <libdeflate.h>
#include <png.h>

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

/* One row with its alpha between. */
static void weave(const ImgPixels *pixels, uint32_t y, uint8_t *row)
{
	size_t start = (size_t)y * pixels->width, parts = pixels->components;
	for (size_t x = 0; x < pixels->width; x++) {
		memcpy(row, pixels->color + (start + x) * parts, parts);
		row += parts;
		if (pixels->alpha)
			*row++ = pixels->alpha[start + x];
	}
}

static bool png_run(png_structp png, png_infop info, const ImgPixels *pixels, uint8_t *row)
{
	if (setjmp(png_jmpbuf(png)))
		return false;
	int color = pixels->components == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB;
	png_set_compression_level(png, 6);
	png_set_IHDR(png, info, pixels->width, pixels->height, 8, color | (pixels->alpha ? PNG_COLOR_MASK_ALPHA : 0),
	             PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_write_info(png, info);
	for (uint32_t y = 0; y < pixels->height; y++) {
		weave(pixels, y, row);
		png_write_row(png, row);
	}
	png_write_end(png, info);
	return true;
}

bool img_write_png(const ImgPixels *pixels, Buf *out)
{
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, png_fail, NULL);
	png_infop info = png ? png_create_info_struct(png) : NULL;
	if (!info)
		base_no_memory();
	uint8_t *row = base_alloc((size_t)pixels->width * (pixels->components + 1u));
	png_set_write_fn(png, out, png_put, png_done);
	bool fine = png_run(png, info, pixels, row);
	free(row);
	png_destroy_write_struct(&png, &info);
	return fine;
}

/* The rows as one chunk: libdeflate makes it smaller than libpng's zlib in less time, which is half of a cover's. */
static void deflate_rows(const ImgIndexed *image, Buf *out)
{
	enum { LEVEL = 2 };
	size_t len = img_indexed_row(image->width) * image->height;
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(LEVEL);
	if (!compressor)
		base_no_memory();
	buf_reserve(out, libdeflate_zlib_compress_bound(compressor, len));
	out->len = libdeflate_zlib_compress(compressor, image->rows, len, out->data, out->cap);
	libdeflate_free_compressor(compressor);
}

static bool indexed_run(png_structp png, png_infop info, const ImgIndexed *image, const Buf *rows, png_color *colors)
{
	if (setjmp(png_jmpbuf(png)))
		return false;
	for (size_t i = 0; i < image->color_count; i++)
		colors[i] = (png_color){(png_byte)(image->colors[i] >> 16), (png_byte)(image->colors[i] >> 8),
		                        (png_byte)image->colors[i]};
	png_set_IHDR(png, info, image->width, image->height, 4, PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE,
	             PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_set_PLTE(png, info, colors, (int)image->color_count);
	png_write_info(png, info);
	png_write_chunk(png, (png_const_bytep) "IDAT", (png_const_bytep)rows->data, rows->len);
	png_write_chunk(png, (png_const_bytep) "IEND", NULL, 0);
	return true;
}

size_t img_indexed_row(uint32_t width)
{
	return 1 + ((size_t)width + 1) / 2;
}

bool img_write_indexed_png(const ImgIndexed *image, Buf *out)
{
	png_color colors[IMG_INDEXED_COLORS];
	Buf rows = {0};
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, png_fail, NULL);
	png_infop info = png ? png_create_info_struct(png) : NULL;
	if (!info)
		base_no_memory();
	png_set_write_fn(png, out, png_put, png_done);
	deflate_rows(image, &rows);
	bool fine = rows.len && indexed_run(png, info, image, &rows, colors);
	png_destroy_write_struct(&png, &info);
	buf_free(&rows);
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
