/* Bitmaps: JPEG and PNG as they are where that conforms, all else as samples. */
#include "pdf/image.h"
#include "image/image.h"
#include "pdf/grey.h"

#include <stdlib.h>

enum { MOST_PIXELS = 24 << 20, GREY_QUALITY = 90 };

typedef struct {
	const DocImage *image;
	uint32_t object; /* 0: cannot be shown */
} Entry;

struct PdfImages {
	PdfFile *file;
	bool grey;
	Diag *diag;
	Entry *entries;
	size_t count, cap;
};

PdfImages *pdf_images_new(PdfFile *file, bool grey, Diag *diag)
{
	PdfImages *images = base_calloc(1, sizeof *images);
	images->file = file;
	images->grey = grey;
	images->diag = diag;
	return images;
}

void pdf_images_free(PdfImages *images)
{
	if (images)
		free(images->entries);
	free(images);
}

/* Its end, too, where that alone is not there. */
static uint32_t write_jpeg(PdfFile *file, const void *data, size_t len, const ImgInfo *info)
{
	Buf entries = {0}, whole = {0};
	uint32_t object = pdf_reserve(file, 1);
	if (info->cut) {
		buf_add(&whole, data, len);
		buf_str(&whole, "\xFF\xD9");
	}
	buf_printf(&entries,
	           "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8/ColorSpace/%s/Filter/DCTDecode",
	           (unsigned)info->width, (unsigned)info->height, info->components == 1 ? "DeviceGray" : "DeviceRGB");
	pdf_stream(file, object, entries.data, whole.len ? whole.data : data, whole.len ? whole.len : len, PDF_RAW);
	buf_free(&whole);
	buf_free(&entries);
	return object;
}

/* The rows of a PNG as they are. */
static uint32_t write_filtered(PdfFile *file, const ImgFiltered *image)
{
	Buf entries = {0};
	uint32_t object = pdf_reserve(file, 1);
	buf_printf(&entries, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent %d",
	           (unsigned)image->width, (unsigned)image->height, image->bits);
	if (image->palette_count) {
		buf_printf(&entries, "/ColorSpace[/Indexed/DeviceRGB %u<", (unsigned)image->palette_count - 1);
		for (uint32_t i = 0; i < image->palette_count * 3; i++)
			pdf_hex(&entries, image->palette[i], 2);
		buf_str(&entries, ">]");
	} else {
		buf_printf(&entries, "/ColorSpace/%s", image->components == 1 ? "DeviceGray" : "DeviceRGB");
	}
	buf_printf(&entries,
	           "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %u>>",
	           image->components, image->bits, (unsigned)image->width);
	pdf_stream(file, object, entries.data, image->rows.data, image->rows.len, PDF_RAW);
	buf_free(&entries);
	return object;
}

static uint32_t write_samples(PdfFile *file, uint32_t width, uint32_t height, int components, const uint8_t *data,
                              uint32_t mask)
{
	Buf entries = {0};
	uint32_t object = pdf_reserve(file, 1);
	buf_printf(&entries, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8/ColorSpace/%s",
	           (unsigned)width, (unsigned)height, components == 1 ? "DeviceGray" : "DeviceRGB");
	if (mask)
		buf_printf(&entries, "/SMask %u 0 R", (unsigned)mask);
	pdf_stream(file, object, entries.data, data, (size_t)width * height * (size_t)components, PDF_FLATE);
	buf_free(&entries);
	return object;
}

/* A photograph without its colours is a photograph still. */
static uint32_t write_grey_jpeg(PdfFile *file, ImgPixels *pixels)
{
	Buf jpeg = {0};
	ImgInfo info = {.width = pixels->width, .height = pixels->height, .components = 1};
	uint32_t object =
	        img_write_jpeg(pixels, GREY_QUALITY, &jpeg) ? write_jpeg(file, jpeg.data, jpeg.len, &info) : 0;
	buf_free(&jpeg);
	return object;
}

/* Byte for byte, where there is nothing to change; 0: not so. */
static uint32_t write_as_it_is(PdfImages *images, const DocImage *image)
{
	const ImgInfo *info = &image->info;
	ImgFiltered rows;
	if (images->grey && info->components != 1)
		return 0;
	if (img_jpeg_passes(info))
		return write_jpeg(images->file, image->data, image->len, info);
	if ((uint64_t)info->width * info->height > MOST_PIXELS || !img_png_passes(image->data, image->len, info, &rows))
		return 0;
	uint32_t object = write_filtered(images->file, &rows);
	buf_free(&rows.rows);
	return object;
}

static uint32_t write_bitmap(PdfImages *images, const DocImage *image)
{
	ImgPixels pixels;
	uint32_t object = write_as_it_is(images, image);
	if (object)
		return object;
	const char *fault = img_decode(image->data, image->len, &image->info, MOST_PIXELS, &pixels);
	if (fault) {
		diag_report(images->diag, DIAG_ERROR, image->pos, "image-broken",
		            "the image '%s' cannot be shown: it %s; save it anew", image->path, fault);
		return 0;
	}
	if (images->grey)
		pdf_grey_pixels(&pixels);
	object = img_jpeg_passes(&image->info) ? write_grey_jpeg(images->file, &pixels) : 0;
	if (!object) {
		uint32_t mask =
		        pixels.alpha ? write_samples(images->file, pixels.width, pixels.height, 1, pixels.alpha, 0) : 0;
		object =
		        write_samples(images->file, pixels.width, pixels.height, pixels.components, pixels.color, mask);
	}
	img_pixels_free(&pixels);
	return object;
}

static uint32_t write_vector(PdfImages *images, const DocImage *image)
{
	uint32_t object = pdf_vector(images->file, image, images->grey);
	if (!object) {
		base_heed_room();
		diag_report(images->diag, DIAG_ERROR, image->pos, "image-broken",
		            "the drawing '%s' cannot be shown; save it as plain SVG", image->path);
	}
	return object;
}

uint32_t pdf_image_name(PdfImages *images, const DocImage *image)
{
	for (size_t i = 0; i < images->count; i++) {
		if (images->entries[i].image == image)
			return images->entries[i].object ? (uint32_t)i + 1 : 0;
	}
	uint32_t object = image->info.type == IMG_SVG ? write_vector(images, image) : write_bitmap(images, image);
	images->entries = base_grow(images->entries, images->count, &images->cap, sizeof *images->entries);
	images->entries[images->count++] = (Entry){image, object};
	return object ? (uint32_t)images->count : 0;
}

void pdf_images_write(PdfImages *images, uint32_t dictionary)
{
	Buf *out = pdf_begin(images->file, dictionary);
	buf_str(out, "<<");
	for (size_t i = 0; i < images->count; i++) {
		if (images->entries[i].object)
			buf_printf(out, "/X%zu %u 0 R", i + 1, (unsigned)images->entries[i].object);
	}
	buf_str(out, ">>");
	pdf_end(images->file);
}
