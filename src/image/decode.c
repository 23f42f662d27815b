/* PNG and JPEG to samples, by libpng and libjpeg. */
#include "image/inner.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>

/* ---- PNG ----------------------------------------------------------------- */

typedef struct {
	const uint8_t *data;
	size_t len, at;
} Reader;

/* Everything a PNG's decoding holds, so that a long jump loses nothing. */
typedef struct {
	Reader in;
	png_structp png;
	png_infop info;
	uint8_t *rows;
	png_bytep *pointers;
	uint32_t width, height, channels;
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

/* Asks libpng for 8-bit grey or RGB, with alpha where there is any. */
static void png_ask(PngJob *job)
{
	png_set_scale_16(job->png);
	png_set_expand(job->png);
	png_set_interlace_handling(job->png);
	png_read_update_info(job->png, job->info);
	job->width = png_get_image_width(job->png, job->info);
	job->height = png_get_image_height(job->png, job->info);
	job->channels = png_get_channels(job->png, job->info);
}

static bool png_run(PngJob *job)
{
	if (setjmp(png_jmpbuf(job->png)))
		return false;
	png_set_read_fn(job->png, &job->in, png_take);
	png_set_user_limits(job->png, 1000000, 1000000);
	png_read_info(job->png, job->info);
	png_ask(job);
	size_t stride = (size_t)job->width * job->channels;
	job->rows = base_alloc(stride * job->height);
	job->pointers = base_alloc(sizeof *job->pointers * job->height);
	for (uint32_t y = 0; y < job->height; y++)
		job->pointers[y] = job->rows + y * stride;
	png_read_image(job->png, job->pointers);
	return true;
}

/* Parts colour from alpha; the alpha of an opaque picture is dropped. */
static void png_split(const PngJob *job, ImgPixels *out, uint8_t *color)
{
	size_t count = (size_t)job->width * job->height, channels = job->channels, parts = channels <= 2 ? 1 : 3;
	bool opaque = true;
	if (channels == 2 || channels == 4)
		out->alpha = base_alloc(count);
	for (size_t i = 0; i < count; i++) {
		memcpy(color + i * parts, job->rows + i * channels, parts);
		if (out->alpha) {
			out->alpha[i] = job->rows[i * channels + parts];
			opaque = opaque && out->alpha[i] == 255;
		}
	}
	if (opaque) {
		free(out->alpha);
		out->alpha = NULL;
	}
}

static const char *decode_png(const void *data, size_t len, ImgPixels *out)
{
	PngJob job = {.in = {data, len, 0}};
	bool fine = false;
	job.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, png_fail, png_quiet);
	job.info = job.png ? png_create_info_struct(job.png) : NULL;
	if (!job.info)
		base_no_memory();
	if (png_run(&job)) {
		png_charp name;
		png_bytep icc = NULL;
		png_uint_32 icc_len = 0;
		int method;
		uint32_t parts = job.channels <= 2 ? 1 : 3;
		uint8_t *color = base_alloc((size_t)job.width * job.height * parts);
		out->width = job.width;
		out->height = job.height;
		png_split(&job, out, color);
		png_get_iCCP(job.png, job.info, &name, &method, &icc, &icc_len);
		fine = img_to_srgb(out, color, parts, icc, icc_len, false);
	}
	free(job.pointers);
	free(job.rows);
	png_destroy_read_struct(&job.png, &job.info, NULL);
	return fine ? NULL : "is a damaged PNG";
}

/* ---- JPEG ---------------------------------------------------------------- */

typedef struct {
	struct jpeg_error_mgr errors;
	struct jpeg_progress_mgr progress;
	jmp_buf back;
	struct jpeg_decompress_struct jpeg;
	uint8_t *rows;
	JOCTET *icc;
	unsigned icc_len;
} JpegJob;

static void jpeg_fail(j_common_ptr jpeg)
{
	JpegJob *job = jpeg->client_data;
	longjmp(job->back, 1);
}

static void jpeg_quiet(j_common_ptr jpeg)
{
	(void)jpeg;
}

/* What is damaged so that img_probe saw fewer scans than there are must not take hours either. */
static void jpeg_watch(j_common_ptr common)
{
	JpegJob *job = common->client_data;
	if (job->jpeg.input_scan_number > IMG_MOST_SCANS)
		longjmp(job->back, 1);
}

/* Lets the transform shrink by halves while enough pixels remain. */
static void jpeg_reduce(struct jpeg_decompress_struct *jpeg, size_t max_pixels)
{
	size_t pixels = (size_t)jpeg->image_width * jpeg->image_height;
	jpeg->scale_num = 1;
	jpeg->scale_denom = 1;
	while (max_pixels && jpeg->scale_denom < 8 &&
	       pixels / (jpeg->scale_denom * 2) / (jpeg->scale_denom * 2) >= max_pixels)
		jpeg->scale_denom *= 2;
}

static bool jpeg_run(JpegJob *job, const void *data, size_t len, size_t max_pixels)
{
	struct jpeg_decompress_struct *jpeg = &job->jpeg;
	if (setjmp(job->back))
		return false;
	jpeg_create_decompress(jpeg);
	jpeg->client_data = job;
	jpeg->progress = &job->progress;
	job->progress.progress_monitor = jpeg_watch;
	jpeg_mem_src(jpeg, data, (unsigned long)len);
	jpeg_save_markers(jpeg, JPEG_APP0 + 2, 0xFFFF);
	jpeg_read_header(jpeg, TRUE);
	jpeg->out_color_space = jpeg->num_components == 1   ? JCS_GRAYSCALE
	                        : jpeg->num_components == 4 ? JCS_CMYK
	                                                    : JCS_RGB;
	jpeg->dct_method = JDCT_ISLOW;
	jpeg_reduce(jpeg, max_pixels);
	jpeg_read_icc_profile(jpeg, &job->icc, &job->icc_len);
	jpeg_start_decompress(jpeg);
	size_t stride = (size_t)jpeg->output_width * (size_t)jpeg->output_components;
	job->rows = base_calloc(jpeg->output_height, stride);
	while (jpeg->output_scanline < jpeg->output_height) {
		JSAMPROW row = job->rows + jpeg->output_scanline * stride;
		jpeg_read_scanlines(jpeg, &row, 1);
	}
	return true;
}

static const char *decode_jpeg(const void *data, size_t len, size_t max_pixels, ImgPixels *out)
{
	JpegJob *job = base_calloc(1, sizeof *job);
	job->jpeg.err = jpeg_std_error(&job->errors);
	job->errors.error_exit = jpeg_fail;
	job->errors.output_message = jpeg_quiet;
	job->jpeg.client_data = job;
	bool fine = jpeg_run(job, data, len, max_pixels);
	if (fine) {
		out->width = job->jpeg.output_width;
		out->height = job->jpeg.output_height;
		fine = img_to_srgb(out, job->rows, (uint32_t)job->jpeg.output_components, job->icc, job->icc_len,
		                   job->jpeg.saw_Adobe_marker);
	} else {
		free(job->rows);
	}
	jpeg_destroy_decompress(&job->jpeg);
	free(job->icc);
	free(job);
	return fine ? NULL : "is a damaged JPEG";
}

const char *img_decode(const void *data, size_t len, const ImgInfo *info, size_t max_pixels, ImgPixels *out)
{
	const char *why;
	*out = (ImgPixels){0};
	if (info->type == IMG_PNG)
		why = decode_png(data, len, out);
	else if (info->type == IMG_JPEG)
		why = decode_jpeg(data, len, max_pixels, out);
	else if (info->type == IMG_GIF)
		why = img_decode_gif(data, len, out);
	else if (info->type == IMG_WEBP)
		why = img_decode_webp(data, len, max_pixels, out);
	else
		why = "is a drawing, not pixels";
	if (why) {
		img_pixels_free(out);
		return why;
	}
	if (max_pixels)
		img_shrink(out, max_pixels);
	img_turn(out, info->orientation);
	return NULL;
}

void img_pixels_free(ImgPixels *pixels)
{
	free(pixels->color);
	free(pixels->alpha);
	*pixels = (ImgPixels){0};
}
