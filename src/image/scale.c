/* Making smaller, and turning as EXIF says. */
#include "image/inner.h"

#include <stdlib.h>
#include <string.h>

void img_shrink(ImgPixels *pixels, size_t max_pixels)
{
	if (img_box_side(pixels->width, pixels->height, max_pixels) == 1)
		return;
	ImgPixels whole = *pixels;
	uint32_t channels = whole.components + (whole.alpha ? 1u : 0u);
	uint8_t *row = base_alloc((size_t)whole.width * channels);
	ImgRows rows;
	img_rows_begin(&rows, whole.width, whole.height, channels, max_pixels, pixels);
	for (uint32_t y = 0; y < whole.height; y++) {
		img_weave(&whole, y, row);
		img_rows_add(&rows, row);
	}
	img_rows_end(&rows);
	free(row);
	img_pixels_free(&whole);
}

void img_weave(const ImgPixels *pixels, uint32_t y, uint8_t *row)
{
	size_t parts = pixels->components, start = (size_t)y * pixels->width;
	const uint8_t *color = pixels->color + start * parts;
	if (!pixels->alpha) {
		memcpy(row, color, pixels->width * parts);
		return;
	}
	for (uint32_t x = 0; x < pixels->width; x++) {
		for (size_t c = 0; c < parts; c++)
			*row++ = *color++;
		*row++ = pixels->alpha[start + x];
	}
}

/* One plane turned: the pixel that is to be seen at x, y is fetched from where it lies. */
static uint8_t *turn_plane(const uint8_t *in, size_t parts, uint32_t width, uint32_t height, uint8_t how)
{
	bool swap = how >= 5;
	uint32_t out_width = swap ? height : width, out_height = swap ? width : height;
	uint8_t *out = base_alloc((size_t)width * height * parts), *to = out;
	bool flip_x = how == 2 || how == 3 || how == 7 || how == 8,
	     flip_y = how == 3 || how == 4 || how == 6 || how == 7;
	for (uint32_t y = 0; y < out_height; y++)
		for (uint32_t x = 0; x < out_width; x++, to += parts) {
			uint32_t u = swap ? y : x, v = swap ? x : y;
			u = flip_x ? width - 1 - u : u;
			v = flip_y ? height - 1 - v : v;
			memcpy(to, in + ((size_t)v * width + u) * parts, parts);
		}
	return out;
}

void img_turn(ImgPixels *pixels, uint8_t orientation)
{
	if (orientation < 2 || orientation > 8)
		return;
	uint32_t width = pixels->width, height = pixels->height;
	uint8_t *color = turn_plane(pixels->color, pixels->components, width, height, orientation);
	uint8_t *alpha = pixels->alpha ? turn_plane(pixels->alpha, 1, width, height, orientation) : NULL;
	free(pixels->color);
	free(pixels->alpha);
	pixels->color = color;
	pixels->alpha = alpha;
	pixels->width = orientation >= 5 ? height : width;
	pixels->height = orientation >= 5 ? width : height;
}
