/* WebP to samples, by libwebp; of one that moves, its first picture. */
#include "image/inner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <webp/decode.h>
#include <webp/demux.h>

/* Parts colour from alpha. */
static void split(const uint8_t *rgba, bool alpha, ImgPixels *out, uint8_t *color)
{
	size_t count = (size_t)out->width * out->height;
	out->alpha = alpha ? base_alloc(count) : NULL;
	for (size_t i = 0; i < count; i++) {
		memcpy(color + i * 3, rgba + i * 4, 3);
		if (alpha)
			out->alpha[i] = rgba[i * 4 + 3];
	}
}

/* Decodes one picture, no larger than asked: libwebp shrinks as it goes. */
static uint8_t *decode(const uint8_t *data, size_t len, size_t max_pixels, ImgPixels *out, bool *alpha)
{
	WebPDecoderConfig config;
	if (!WebPInitDecoderConfig(&config) || WebPGetFeatures(data, len, &config.input) != VP8_STATUS_OK)
		return NULL;
	size_t width = (size_t)config.input.width, height = (size_t)config.input.height;
	if (max_pixels && width * height > max_pixels) {
		double factor = sqrt((double)max_pixels / (double)(width * height));
		width = (size_t)fmax(1, floor((double)width * factor));
		height = (size_t)fmax(1, floor((double)height * factor));
		config.options.use_scaling = 1;
		config.options.scaled_width = (int)width;
		config.options.scaled_height = (int)height;
	}
	uint8_t *rgba = base_alloc(width * height * 4);
	config.output.colorspace = MODE_RGBA;
	config.output.is_external_memory = 1;
	config.output.u.RGBA.rgba = rgba;
	config.output.u.RGBA.stride = (int)(width * 4);
	config.output.u.RGBA.size = width * height * 4;
	bool fine = WebPDecode(data, len, &config) == VP8_STATUS_OK;
	WebPFreeDecBuffer(&config.output);
	if (!fine) {
		free(rgba);
		return NULL;
	}
	out->width = (uint32_t)width;
	out->height = (uint32_t)height;
	*alpha = config.input.has_alpha;
	return rgba;
}

/* What moves shows its first picture, where that fills the canvas or a part of it. */
static uint8_t *on_canvas(uint8_t *rgba, const WebPIterator *frame, size_t width, size_t height, ImgPixels *out,
                          bool *alpha)
{
	bool whole = frame->width == (int)width && frame->height == (int)height;
	bool inside = (size_t)frame->x_offset + out->width <= width;
	if (whole || !inside || out->width != (uint32_t)frame->width) /* made smaller: the part alone has to do */
		return rgba;
	uint8_t *canvas = base_calloc(width * height, 4);
	for (size_t y = 0; y < out->height && y + (size_t)frame->y_offset < height; y++)
		memcpy(canvas + ((y + (size_t)frame->y_offset) * width + (size_t)frame->x_offset) * 4,
		       rgba + y * out->width * 4, out->width * (size_t)4);
	free(rgba);
	out->width = (uint32_t)width;
	out->height = (uint32_t)height;
	*alpha = true;
	return canvas;
}

const char *img_decode_webp(const void *data, size_t len, size_t max_pixels, ImgPixels *out)
{
	WebPData file = {data, len};
	WebPDemuxer *demux = WebPDemux(&file);
	WebPIterator frame = {0};
	WebPChunkIterator icc = {0};
	bool alpha = false, fine = demux && WebPDemuxGetFrame(demux, 1, &frame);
	size_t width = fine ? WebPDemuxGetI(demux, WEBP_FF_CANVAS_WIDTH) : 0,
	       height = fine ? WebPDemuxGetI(demux, WEBP_FF_CANVAS_HEIGHT) : 0;
	uint8_t *rgba = fine ? decode(frame.fragment.bytes, frame.fragment.size, max_pixels, out, &alpha) : NULL;
	if (rgba && width * height <= IMG_MOST_GIF)
		rgba = on_canvas(rgba, &frame, width, height, out, &alpha);
	if (rgba) {
		uint8_t *color = base_alloc((size_t)out->width * out->height * 3);
		split(rgba, alpha, out, color);
		bool tagged = WebPDemuxGetChunk(demux, "ICCP", 1, &icc);
		fine = img_to_srgb(out, color, 3, tagged ? icc.chunk.bytes : NULL, tagged ? icc.chunk.size : 0, false);
	}
	WebPDemuxReleaseChunkIterator(&icc);
	WebPDemuxReleaseIterator(&frame);
	WebPDemuxDelete(demux);
	fine = fine && rgba;
	free(rgba);
	return fine ? NULL : "is a damaged WebP";
}
