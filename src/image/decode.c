/* Pictures to samples; JPEG by libjpeg. */
#include "image/inner.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

/* ---- JPEG ---------------------------------------------------------------- */

typedef struct {
	struct jpeg_error_mgr errors;
	struct jpeg_progress_mgr progress;
	jmp_buf back;
	struct jpeg_decompress_struct jpeg;
	uint8_t *rows;
	JOCTET *icc;
	unsigned icc_len;
	int most_scans;
	bool lacking; /* of what is coded, something is not there, */
	bool flawed;  /* or is no code */
	bool weary;   /* it has more scans than are gone over here */
} JpegJob;

static void jpeg_fail(j_common_ptr jpeg)
{
	JpegJob *job = jpeg->client_data;
	if (jpeg->err->msg_code == JERR_OUT_OF_MEMORY)
		base_no_memory();
	longjmp(job->back, 1);
}

static void jpeg_quiet(j_common_ptr jpeg, int level)
{
	JpegJob *job = jpeg->client_data;
	int code = jpeg->err->msg_code;
	if (level >= 0)
		return;
	/* Bytes that are left over are none: cameras fill up with them. */
	job->lacking = job->lacking || code == JWRN_HIT_MARKER;
	job->flawed = job->flawed || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE ||
	              code == JWRN_ARITH_BAD_CODE || code == JWRN_MUST_RESYNC;
}

/* What is damaged so that img_probe saw fewer scans than there are must not take hours either. */
static void jpeg_watch(j_common_ptr common)
{
	JpegJob *job = common->client_data;
	job->weary = job->jpeg.input_scan_number > job->most_scans;
	if (job->weary)
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

/* Everything but what may jump is the caller's, who sets where to. */
static void jpeg_begin(JpegJob *job, const void *data, size_t len)
{
	struct jpeg_decompress_struct *jpeg = &job->jpeg;
	jpeg_create_decompress(jpeg);
	jpeg->client_data = job;
	jpeg->progress = &job->progress;
	job->progress.progress_monitor = jpeg_watch;
	jpeg_mem_src(jpeg, data, (unsigned long)len);
	jpeg_save_markers(jpeg, JPEG_APP0 + 2, 0xFFFF);
	jpeg_read_header(jpeg, TRUE);
}

static void jpeg_read(JpegJob *job, size_t max_pixels)
{
	struct jpeg_decompress_struct *jpeg = &job->jpeg;
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
}

static bool jpeg_run(JpegJob *job, const void *data, size_t len, size_t max_pixels)
{
	if (setjmp(job->back))
		return false;
	jpeg_begin(job, data, len);
	jpeg_read(job, max_pixels);
	return true;
}

static JpegJob *jpeg_new(int most_scans)
{
	JpegJob *job = base_calloc(1, sizeof *job);
	job->most_scans = most_scans;
	job->jpeg.err = jpeg_std_error(&job->errors);
	job->errors.error_exit = jpeg_fail;
	job->errors.emit_message = jpeg_quiet;
	job->jpeg.client_data = job;
	return job;
}

static const char *decode_jpeg(const void *data, size_t len, size_t max_pixels, ImgPixels *out)
{
	JpegJob *job = jpeg_new(IMG_MOST_SCANS);
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

/* A decoder keeps what has several scans until the last is there. */
static bool is_much(JpegJob *job)
{
	enum { MOST_PIXELS = 8 << 20 };
	return jpeg_has_multiple_scans(&job->jpeg) &&
	       (size_t)job->jpeg.image_width * job->jpeg.image_height > MOST_PIXELS;
}

/* Whether nothing stops a decoder; of what would be much and is not cut, whether there is all that decoding begins
 * with. */
static bool jpeg_try(JpegJob *job, const void *data, size_t len, bool cut)
{
	if (setjmp(job->back))
		return job->weary && !cut;
	jpeg_begin(job, data, len);
	if (cut || !is_much(job)) {
		jpeg_read(job, 1);
	} else {
		job->jpeg.buffered_image = TRUE; /* or it would decode them all */
		jpeg_start_decompress(&job->jpeg);
	}
	return true;
}

static const char *check_jpeg(const void *data, size_t len, ImgInfo *info)
{
	enum { MOST_SCANS = 50 }; /* that are gone over to find a flaw; encoders write ten or so */
	JpegJob *job = jpeg_new(info->cut ? IMG_MOST_SCANS : MOST_SCANS);
	bool fine = jpeg_try(job, data, len, info->cut), lacking = job->lacking && info->cut;
	info->flawed = fine && !lacking && job->flawed;
	jpeg_destroy_decompress(&job->jpeg);
	free(job->rows);
	free(job->icc);
	free(job);
	return !fine ? "is a damaged JPEG" : lacking ? "is a JPEG whose end is missing" : NULL;
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

const char *img_check(const void *data, size_t len, ImgInfo *info)
{
	ImgPixels pixels = {0};
	if (info->type == IMG_PNG)
		return img_check_png(data, len, info);
	if (info->type == IMG_JPEG)
		return info->torn ? "is a damaged JPEG" : check_jpeg(data, len, info);
	const char *why =
	        info->type == IMG_GIF || info->type == IMG_WEBP ? img_decode(data, len, info, 1, &pixels) : NULL;
	img_pixels_free(&pixels);
	return why;
}
