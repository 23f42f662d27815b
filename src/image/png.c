/* PNG to samples by libpng, and what of a PNG a PDF takes as it is. */
#include "image/inner.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>
#include <png.h>

/* ---- samples ------------------------------------------------------------- */

typedef struct {
	const uint8_t *data;
	size_t len, at;
} Reader;

/* Everything a PNG's decoding holds, so that a long jump loses nothing. */
typedef struct {
	Reader in;
	png_structp png;
	png_infop info;
	uint8_t *samples; /* a row, or all of them where they come interlaced */
	png_bytep *pointers;
	size_t stride;
	uint32_t channels;
	ImgRows rows;
} PngJob;

static void png_take(png_structp png, png_bytep out, size_t len)
{
	Reader *in = png_get_io_ptr(png);
	if (len > in->len - in->at)
		png_error(png, "short");
	memcpy(out, in->data + in->at, len);
	in->at += len;
}

_Noreturn static void png_fail(png_structp png, png_const_charp text)
{
	(void)text;
	png_longjmp(png, 1);
}

static void png_quiet(png_structp png, png_const_charp text)
{
	(void)png;
	(void)text;
}

/* Asks libpng for 8-bit grey or RGB, with alpha where there is any; the passes over the rows. */
static int png_ask(PngJob *job, size_t max_pixels, ImgPixels *out)
{
	png_set_scale_16(job->png);
	png_set_expand(job->png);
	int passes = png_set_interlace_handling(job->png);
	png_read_update_info(job->png, job->info);
	uint32_t width = png_get_image_width(job->png, job->info), height = png_get_image_height(job->png, job->info);
	job->channels = png_get_channels(job->png, job->info);
	job->stride = (size_t)width * job->channels;
	img_rows_begin(&job->rows, width, height, job->channels, max_pixels, out);
	return passes;
}

static void png_read_interlaced(PngJob *job)
{
	uint32_t height = job->rows.height;
	job->samples = base_alloc(job->stride * height);
	job->pointers = base_alloc(sizeof *job->pointers * height);
	for (uint32_t y = 0; y < height; y++)
		job->pointers[y] = job->samples + y * job->stride;
	png_read_image(job->png, job->pointers);
	for (uint32_t y = 0; y < height; y++)
		img_rows_add(&job->rows, job->pointers[y]);
}

static bool png_run(PngJob *job, size_t max_pixels, ImgPixels *out)
{
	if (setjmp(png_jmpbuf(job->png)))
		return false;
	png_set_read_fn(job->png, &job->in, png_take);
	png_set_user_limits(job->png, 1000000, 1000000);
#ifdef PNG_IGNORE_ADLER32                                            /* newer libraries are built without it */
	png_set_option(job->png, PNG_IGNORE_ADLER32, PNG_OPTION_ON); /* each chunk has a sum of its own */
#endif
	png_read_info(job->png, job->info);
	if (png_ask(job, max_pixels, out) > 1) {
		png_read_interlaced(job);
		return true;
	}
	job->samples = base_alloc(job->stride);
	while (job->rows.done < job->rows.height) {
		png_read_row(job->png, job->samples, NULL);
		img_rows_add(&job->rows, job->samples);
	}
	return true;
}

/* Through the picture's own profile, where it has one. */
static bool png_convert(const PngJob *job, ImgPixels *out)
{
	png_charp name;
	png_bytep icc = NULL;
	png_uint_32 icc_len = 0;
	int method;
	uint8_t *color = out->color;
	png_get_iCCP(job->png, job->info, &name, &method, &icc, &icc_len);
	out->color = NULL;
	return img_to_srgb(out, color, out->components, icc, icc_len, false);
}

const char *img_decode_png(const void *data, size_t len, size_t max_pixels, ImgPixels *out)
{
	PngJob job = {.in = {data, len, 0}};
	job.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, png_fail, png_quiet);
	job.info = job.png ? png_create_info_struct(job.png) : NULL;
	if (!job.info)
		base_no_memory();
	bool fine = png_run(&job, max_pixels, out);
	if (job.rows.out)
		img_rows_end(&job.rows);
	fine = fine && png_convert(&job, out);
	free(job.pointers);
	free(job.samples);
	png_destroy_read_struct(&job.png, &job.info, NULL);
	return fine ? NULL : "is a damaged PNG";
}

/* ---- as it is ------------------------------------------------------------ */

enum { HEADER = 33, AROUND = 12 }; /* bytes: signature and IHDR; of a chunk beside its body */

static uint32_t be32(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* Notes a chunk's body where it matters; false if its sum is wrong. */
static bool take_chunk(const uint8_t *chunk, size_t len, ImgFiltered *out)
{
	bool rows = !memcmp(chunk + 4, "IDAT", 4), palette = !memcmp(chunk + 4, "PLTE", 4);
	if (!rows && !palette)
		return true;
	if (rows) {
		buf_add(&out->rows, chunk + 8, len);
	} else {
		out->palette = chunk + 8;
		out->palette_count = (uint32_t)(len / 3);
	}
	return libdeflate_crc32(0, chunk + 4, len + 4) == be32(chunk + 8 + len);
}

/* Whether the rows are whole, and each filtered in a way that there is. */
static bool rows_are_whole(ImgFiltered *image, uint32_t height)
{
	size_t row = 1 + ((size_t)image->width * image->components * image->bits + 7) / 8, used, got;
	struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
	uint8_t *rows = base_alloc(row * height);
	if (!inflater)
		base_no_memory();
	bool whole = !libdeflate_zlib_decompress_ex(inflater, image->rows.data, image->rows.len, rows, row * height,
	                                            &used, &got) &&
	             got == row * height;
	for (uint32_t y = 0; y < height && whole; y++)
		whole = rows[y * row] <= 4;
	if (whole)
		image->rows.len = used;
	free(rows);
	libdeflate_free_decompressor(inflater);
	return whole;
}

bool img_png_passes(const void *data, size_t len, const ImgInfo *info, ImgFiltered *out)
{
	enum { GREY = 0, RGB = 2, PALETTE = 3 };
	const uint8_t *png = data;
	*out = (ImgFiltered){.width = info->width, .height = info->height};
	if (info->type != IMG_PNG || info->alpha || info->progressive || info->icc || png[26] || png[27])
		return false;
	uint8_t kind = png[25];
	out->bits = png[24];
	out->components = kind == RGB ? 3 : 1;
	bool fine = true, ended = false;
	for (size_t at = HEADER; fine && !ended && at + AROUND <= len;) {
		size_t body = be32(png + at);
		fine = body <= len - at - AROUND && take_chunk(png + at, body, out);
		ended = !memcmp(png + at + 4, "IEND", 4);
		at += AROUND + body;
	}
	if (kind != PALETTE)
		out->palette_count = 0;
	bool bits = out->bits == 8 || (kind != RGB && (out->bits == 1 || out->bits == 2 || out->bits == 4));
	bool colors = kind == GREY || kind == RGB || (kind == PALETTE && out->palette_count);
	fine = fine && bits && colors && out->palette_count <= 1u << out->bits && out->rows.len &&
	       rows_are_whole(out, info->height);
	if (!fine)
		buf_free(&out->rows);
	return fine;
}
