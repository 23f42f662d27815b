/* Shrinking by area, and turning as EXIF says. */
#include "image/inner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One side of the grid: output i covers input [start, end) in 1/256 pixels. */
typedef struct {
	uint32_t from, to;
} Side;

static uint64_t edge(uint32_t in, uint32_t out, uint32_t i)
{
	return (uint64_t)in * 256 * i / out;
}

/* How much of input pixel i lies in [start, end), in 1/256. */
static uint64_t share(uint64_t start, uint64_t end, uint64_t i)
{
	uint64_t low = i * 256 > start ? i * 256 : start, high = (i + 1) * 256 < end ? (i + 1) * 256 : end;
	return high > low ? high - low : 0;
}

/* A plane's row y: sums over the area, each pixel weighted by weight (or 255). */
static void shrink_row(const uint8_t *in, uint32_t parts, const uint8_t *weight, Side width, Side height, uint32_t y,
                       uint8_t *out)
{
	uint64_t top = edge(height.from, height.to, y), bottom = edge(height.from, height.to, y + 1);
	for (uint32_t x = 0; x < width.to; x++) {
		uint64_t left = edge(width.from, width.to, x), right = edge(width.from, width.to, x + 1);
		uint64_t sum[3] = {0}, plain[3] = {0}, whole = 0, area = 0;
		for (uint64_t v = top / 256; v * 256 < bottom; v++)
			for (uint64_t u = left / 256; u * 256 < right; u++) {
				size_t at = (size_t)(v * width.from + u);
				uint64_t here = share(top, bottom, v) * share(left, right, u);
				uint64_t part = here * (weight ? weight[at] : 1);
				for (uint32_t c = 0; c < parts; c++) {
					sum[c] += part * in[at * parts + c];
					plain[c] += here * in[at * parts + c];
				}
				whole += part;
				area += here;
			}
		for (uint32_t c = 0; c < parts; c++)
			out[x * parts + c] =
			        (uint8_t)(whole ? (sum[c] + whole / 2) / whole : (plain[c] + area / 2) / area);
	}
}

static uint8_t *shrink_plane(const uint8_t *in, uint32_t parts, const uint8_t *weight, Side width, Side height)
{
	uint8_t *out = base_alloc((size_t)width.to * height.to * parts);
	for (uint32_t y = 0; y < height.to; y++)
		shrink_row(in, parts, weight, width, height, y, out + (size_t)y * width.to * parts);
	return out;
}

void img_shrink(ImgPixels *pixels, size_t max_pixels)
{
	size_t count = (size_t)pixels->width * pixels->height;
	if (count <= max_pixels)
		return;
	double factor = sqrt((double)max_pixels / (double)count);
	Side width = {pixels->width, (uint32_t)fmax(1, floor(pixels->width * factor))};
	Side height = {pixels->height, (uint32_t)fmax(1, floor(pixels->height * factor))};
	uint8_t *color = shrink_plane(pixels->color, pixels->components, pixels->alpha, width, height);
	uint8_t *alpha = pixels->alpha ? shrink_plane(pixels->alpha, 1, NULL, width, height) : NULL;
	uint8_t components = pixels->components;
	img_pixels_free(pixels);
	*pixels = (ImgPixels){width.to, height.to, components, color, alpha};
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
