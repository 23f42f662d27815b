/* Rows as a decoder gives them, to planes of samples: as they are, or boxes of whole pixels made one as they come, so
 * that a large picture is never in memory whole. */
#include "image/inner.h"

#include <stdlib.h>
#include <string.h>

/* In a length, the last one cut where it ends. */
static uint32_t boxes_in(uint32_t length, uint32_t side)
{
	return (length + side - 1) / side;
}

uint32_t img_box_side(uint32_t width, uint32_t height, size_t max_pixels)
{
	uint32_t side = 1;
	while (max_pixels && (size_t)boxes_in(width, side) * boxes_in(height, side) > max_pixels &&
	       boxes_in(width, side) * boxes_in(height, side) > 1)
		side++;
	return side;
}

void img_rows_begin(ImgRows *rows, uint32_t width, uint32_t height, uint32_t channels, size_t max_pixels,
                    ImgPixels *out)
{
	uint8_t parts = channels <= 2 ? 1 : 3;
	*rows = (ImgRows){.out = out, .width = width, .height = height, .channels = channels};
	rows->side = img_box_side(width, height, max_pixels);
	*out = (ImgPixels){boxes_in(width, rows->side), boxes_in(height, rows->side), parts, NULL, NULL};
	size_t count = (size_t)out->width * out->height;
	out->color = base_alloc(count * parts);
	if (channels != parts)
		out->alpha = base_alloc(count);
	if (rows->side > 1)
		rows->sums = base_calloc((size_t)out->width * (channels + 1), sizeof *rows->sums);
}

/* Parts colour from alpha.  Numbers of parts are constants where these are called: rows are most of a picture's time.
 */
static inline void split_row(const uint8_t *row, uint32_t width, uint32_t parts, uint8_t *color, uint8_t *alpha)
{
	for (uint32_t x = 0; x < width; x++, row += parts + 1, color += parts) {
		for (uint32_t c = 0; c < parts; c++)
			color[c] = row[c];
		alpha[x] = row[parts];
	}
}

static void split(ImgRows *rows, const uint8_t *row)
{
	ImgPixels *out = rows->out;
	size_t start = (size_t)rows->done * rows->width;
	uint8_t *color = out->color + start * out->components;
	if (!out->alpha)
		memcpy(color, row, (size_t)rows->width * out->components);
	else if (out->components == 3)
		split_row(row, rows->width, 3, color, out->alpha + start);
	else
		split_row(row, rows->width, 1, color, out->alpha + start);
}

/* Adds a row to the boxes' sums.  A pixel weighs what can be seen of it, and next to nothing more, so that a box that
 * cannot be seen has a colour, too. */
static inline void sum_row(ImgRows *rows, const uint8_t *row, uint32_t parts, bool alpha)
{
	const uint32_t step = parts + (alpha ? 1 : 0);
	uint64_t *sum = rows->sums;
	for (uint32_t x = 0; x < rows->width; sum += step + 1) {
		uint32_t end = rows->width - x < rows->side ? rows->width : x + rows->side;
		for (; x < end; x++, row += step) {
			uint64_t weight = alpha ? row[parts] * 256u + 1 : 1;
			for (uint32_t c = 0; c < parts; c++)
				sum[c] += weight * row[c];
			sum[parts] += weight;
			if (alpha)
				sum[parts + 1] += row[parts];
		}
	}
}

static void sum_up(ImgRows *rows, const uint8_t *row)
{
	const ImgPixels *out = rows->out;
	if (out->components == 3 && out->alpha)
		sum_row(rows, row, 3, true);
	else if (out->components == 3)
		sum_row(rows, row, 3, false);
	else
		sum_row(rows, row, 1, out->alpha != NULL);
}

/* A row of boxes is whole. */
static void put_boxes(ImgRows *rows, uint32_t high)
{
	ImgPixels *out = rows->out;
	uint32_t parts = out->components, y = rows->done / rows->side;
	const uint64_t *sum = rows->sums;
	for (uint32_t x = 0; x < out->width; x++, sum += rows->channels + 1) {
		size_t at = (size_t)y * out->width + x;
		uint32_t left = rows->width - x * rows->side, wide = left < rows->side ? left : rows->side;
		for (uint32_t c = 0; c < parts; c++)
			out->color[at * parts + c] = (uint8_t)((sum[c] + sum[parts] / 2) / sum[parts]);
		if (out->alpha)
			out->alpha[at] = (uint8_t)((sum[parts + 1] + wide * high / 2) / ((uint64_t)wide * high));
	}
	memset(rows->sums, 0, (size_t)out->width * (rows->channels + 1) * sizeof *rows->sums);
}

void img_rows_add(ImgRows *rows, const uint8_t *row)
{
	if (rows->side == 1) {
		split(rows, row);
	} else {
		sum_up(rows, row);
		uint32_t high = rows->done % rows->side + 1;
		if (high == rows->side || rows->done + 1 == rows->height)
			put_boxes(rows, high);
	}
	rows->done++;
}

void img_rows_end(ImgRows *rows)
{
	ImgPixels *out = rows->out;
	free(rows->sums);
	rows->sums = NULL;
	size_t count = (size_t)out->width * out->height, seen = 0;
	while (out->alpha && seen < count && out->alpha[seen] == 255)
		seen++;
	if (seen == count) { /* the alpha of an opaque picture is dropped */
		free(out->alpha);
		out->alpha = NULL;
	}
}
