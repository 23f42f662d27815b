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
enum { IHDR = 12, BITS = 24, KIND, HOW, FILTERS, INTERLACED, SUM }; /* where in them */
enum { GREY, RGB = 2, PALETTE, GREY_ALPHA, RGB_ALPHA = 6 };         /* kinds */

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

/* The bytes of a row, with the one before it that says how it is filtered. */
static size_t row_size(const uint8_t *png, size_t width)
{
	static const uint8_t samples[] = {[GREY] = 1, [RGB] = 3, [PALETTE] = 1, [GREY_ALPHA] = 2, [RGB_ALPHA] = 4};
	return 1 + (width * samples[png[KIND]] * png[BITS] + 7) / 8;
}

/* Whether the rows are whole, and each filtered in a way that there is; what comes after them is cut. */
static bool rows_are_whole(ImgFiltered *image, const uint8_t *png)
{
	size_t row = row_size(png, image->width), height = image->height, used, got;
	struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
	uint8_t *rows = base_alloc(row * height);
	if (!inflater)
		base_no_memory();
	bool whole = !libdeflate_zlib_decompress_ex(inflater, image->rows.data, image->rows.len, rows, row * height,
	                                            &used, &got) &&
	             got == row * height;
	for (size_t y = 0; y < height && whole; y++)
		whole = rows[y * row] <= 4;
	if (whole)
		image->rows.len = used;
	free(rows);
	libdeflate_free_decompressor(inflater);
	return whole;
}

/* Whether the head says what there is, and is whole. */
static bool head_is_whole(const uint8_t *png)
{
	static const uint8_t depths[] = {[GREY] = 1 | 2 | 4 | 8 | 16,
	                                 [RGB] = 8 | 16,
	                                 [PALETTE] = 1 | 2 | 4 | 8,
	                                 [GREY_ALPHA] = 8 | 16,
	                                 [RGB_ALPHA] = 8 | 16};
	uint8_t kind = png[KIND], bits = png[BITS];
	bool power = bits && !(bits & (bits - 1));
	return kind < BASE_LEN(depths) && power && (depths[kind] & bits) && !png[HOW] && !png[FILTERS] &&
	       libdeflate_crc32(0, png + IHDR, SUM - IHDR) == be32(png + SUM);
}

/* Takes the rows as they are, if all is right that can be seen without them; they are the caller's to free. */
static bool take_rows(const void *data, size_t len, const ImgInfo *info, ImgFiltered *out)
{
	const uint8_t *png = data;
	*out = (ImgFiltered){.width = info->width, .height = info->height, .bits = png[BITS]};
	out->components = png[KIND] == RGB ? 3 : 1;
	bool fine = head_is_whole(png) && !png[INTERLACED], ended = false;
	for (size_t at = HEADER; fine && !ended && at + AROUND <= len;) {
		size_t body = be32(png + at);
		fine = body <= len - at - AROUND && take_chunk(png + at, body, out);
		ended = !memcmp(png + at + 4, "IEND", 4);
		at += AROUND + body;
	}
	bool colors = png[KIND] != PALETTE || (out->palette_count && out->palette_count <= 1u << out->bits);
	if (png[KIND] != PALETTE)
		out->palette_count = 0;
	return fine && ended && colors && out->rows.len;
}

const char *img_check_png(const void *data, size_t len, ImgInfo *info)
{
	enum { MOST_PIXELS = 24 << 20 };
	ImgFiltered image = {0};
	ImgPixels pixels = {0};
	bool fine = (size_t)info->width * info->height <= MOST_PIXELS && take_rows(data, len, info, &image);
	size_t before = image.rows.len;
	fine = fine && rows_are_whole(&image, data);
	info->whole = fine && image.rows.len == before;
	buf_free(&image.rows);
	const char *why = fine ? NULL : img_decode_png(data, len, 1, &pixels); /* libpng has the last word */
	img_pixels_free(&pixels);
	return why;
}

bool img_png_passes(const void *data, size_t len, const ImgInfo *info, ImgFiltered *out)
{
	enum { DEEPEST = 8 };
	*out = (ImgFiltered){0};
	if (info->type != IMG_PNG || info->alpha || info->icc)
		return false;
	bool fine =
	        take_rows(data, len, info, out) && out->bits <= DEEPEST && (info->whole || rows_are_whole(out, data));
	if (!fine)
		buf_free(&out->rows);
	return fine;
}
