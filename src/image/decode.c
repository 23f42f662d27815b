/* Pictures to samples; JPEG by libjpeg. */
#include "image/inner.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

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

/* Lets the transform make it smaller by eighths, no more than must be. */
static void jpeg_reduce(struct jpeg_decompress_struct *jpeg, size_t max_pixels)
{
	jpeg->scale_denom = 8;
	jpeg->scale_num = 9;
	do {
		jpeg->scale_num--;
		jpeg_calc_output_dimensions(jpeg);
	} while (max_pixels && jpeg->scale_num > 1 && (size_t)jpeg->output_width * jpeg->output_height > max_pixels);
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
		why = img_decode_png(data, len, max_pixels, out);
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
