/* Rows of a PNG before they are deflated (PNG, 3rd edition, 9): indices where colours are few, else the samples, each
 * row by the filter that leaves least. */
#include "image/inner.h"

#include <stdlib.h>
#include <string.h>

/* ---- few colours --------------------------------------------------------- */

enum { SLOTS = 1024 };

/* Colours by their hash; SLOTS is four times what it has to hold. */
typedef struct {
	uint32_t color[SLOTS];
	int16_t index[SLOTS]; /* less than 0: free */
} Table;

static size_t slot_of(const Table *table, uint32_t color)
{
	size_t slot = (color * 0x9E3779B1u) >> 22;
	while (table->index[slot] >= 0 && table->color[slot] != color)
		slot = (slot + 1) % SLOTS;
	return slot;
}

static void table_put(Table *table, size_t slot, uint32_t color, size_t index)
{
	table->color[slot] = color;
	table->index[slot] = (int16_t)index;
}

static uint32_t color_at(const ImgPixels *pixels, size_t i)
{
	const uint8_t *at = pixels->color + i * 3;
	return (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
}

size_t img_count_colors(const ImgPixels *pixels, uint32_t *colors, size_t most)
{
	Table table;
	size_t count = 0, all = (size_t)pixels->width * pixels->height;
	if (pixels->components != 3 || pixels->alpha)
		return 0;
	memset(table.index, 0xff, sizeof table.index);
	for (size_t i = 0; i < all; i++) {
		uint32_t color = color_at(pixels, i);
		if (count && color == colors[count - 1])
			continue;
		size_t slot = slot_of(&table, color);
		if (table.index[slot] >= 0)
			continue;
		if (count == most)
			return 0;
		table_put(&table, slot, color, count);
		colors[count++] = color;
	}
	return count;
}

uint8_t *img_index_rows(const ImgPixels *pixels, const uint32_t *colors, size_t count, size_t *len)
{
	Table table;
	memset(table.index, 0xff, sizeof table.index);
	for (size_t i = 0; i < count; i++)
		table_put(&table, slot_of(&table, colors[i]), colors[i], i);
	*len = (size_t)(pixels->width + 1) * pixels->height;
	uint8_t *rows = base_alloc(*len), *to = rows;
	for (size_t y = 0, i = 0; y < pixels->height; y++) {
		*to++ = 0;
		for (uint32_t x = 0; x < pixels->width; x++, i++)
			*to++ = (uint8_t)table.index[slot_of(&table, color_at(pixels, i))];
	}
	return rows;
}

/* ---- filters ------------------------------------------------------------- */

enum { FILTERS = 5 };

static int distance(int a, int b)
{
	return a > b ? a - b : b - a;
}

/* Of left, above and above left the one nearest to left + above - above left. */
static uint8_t paeth(uint8_t left, uint8_t above, uint8_t corner)
{
	int to_left = distance(above, corner), to_above = distance(left, corner),
	    to_corner = distance(left + above, 2 * corner);
	if (to_left <= to_above && to_left <= to_corner)
		return left;
	return to_above <= to_corner ? above : corner;
}

/* What a filter of PNG takes a byte to be, from those around it. */
static uint8_t guess_of(int filter, uint8_t left, uint8_t above, uint8_t corner)
{
	switch (filter) {
	case 1:
		return left;
	case 2:
		return above;
	case 3:
		return (uint8_t)((left + above) / 2);
	case 4:
		return paeth(left, above, corner);
	default:
		return 0;
	}
}

/* One row by one filter, a constant where this is called; before it and the one above stand a pixel's zeros. */
static inline size_t filter_by(int filter, const uint8_t *row, const uint8_t *above, size_t len, size_t channels,
                               uint8_t *out)
{
	const uint8_t *left = row - channels, *corner = above - channels;
	uint32_t sum = 0; /* of a row of less than 32 MB */
	for (size_t i = 0; i < len; i++) {
		out[i] = (uint8_t)(row[i] - guess_of(filter, left[i], above[i], corner[i]));
		sum += out[i] < 128 ? out[i] : 256u - out[i];
	}
	return sum;
}

/* Returns what it leaves, each byte taken with its sign. */
static size_t filter_row(int filter, const uint8_t *row, const uint8_t *above, size_t len, size_t channels,
                         uint8_t *out)
{
	switch (filter) {
	case 1:
		return filter_by(1, row, above, len, channels, out);
	case 2:
		return filter_by(2, row, above, len, channels, out);
	case 3:
		return filter_by(3, row, above, len, channels, out);
	case 4:
		return filter_by(4, row, above, len, channels, out);
	default:
		return filter_by(0, row, above, len, channels, out);
	}
}

/* Whether most pixels are as the one before: drawn, not photographed.  Deflate finds more in what is not filtered. */
static bool is_flat(const ImgPixels *pixels)
{
	size_t all = (size_t)pixels->width * pixels->height, same = 0, parts = pixels->components;
	for (size_t i = 1; i < all; i++)
		same += !memcmp(pixels->color + i * parts, pixels->color + (i - 1) * parts, parts);
	return same > all / 2;
}

uint8_t *img_filter_rows(const ImgPixels *pixels, size_t channels, size_t *len)
{
	size_t row = pixels->width * channels;
	*len = (row + 1) * pixels->height;
	uint8_t *rows = base_alloc(*len), *plain = base_calloc(2, channels + row), *tried = base_alloc(row), *to = rows;
	bool flat = is_flat(pixels);
	for (uint32_t y = 0; y < pixels->height; y++, to += row + 1) {
		uint8_t *even = plain + channels, *odd = even + row + channels, *now = y % 2 ? odd : even;
		const uint8_t *above = y % 2 ? even : odd;
		size_t least = SIZE_MAX;
		img_weave(pixels, y, now);
		for (int filter = 0; filter < (flat ? 1 : FILTERS); filter++) {
			size_t sum = filter_row(filter, now, above, row, channels, tried);
			if (sum < least) {
				least = sum;
				to[0] = (uint8_t)filter;
				memcpy(to + 1, tried, row);
			}
		}
	}
	free(plain);
	free(tried);
	return rows;
}
