/* Lightness alone. */
#include "pdf/grey.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint8_t grey_of(const uint8_t *color)
{
	return (uint8_t)((color[0] * 299 + color[1] * 587 + color[2] * 114 + 500) / 1000);
}

void pdf_grey_pixels(ImgPixels *pixels)
{
	size_t count = (size_t)pixels->width * pixels->height;
	for (size_t i = 0; pixels->components == 3 && i < count; i++)
		pixels->color[i] = grey_of(pixels->color + 3 * i);
	pixels->components = 1;
}

void pdf_grey_samples(uint8_t *samples, size_t len)
{
	for (size_t i = 0; i + 3 <= len; i += 3)
		memset(samples + i, grey_of(samples + i), 3);
}

double pdf_grey_of(const double color[3])
{
	return color[0] * 0.299 + color[1] * 0.587 + color[2] * 0.114;
}

/* ---- content ----
 *
 * A drawing's colours are taken out of its finished operators: qpdf's C interface has no filter
 * of them, and a filter in the drawing (feColorMatrix) would make pixels of it.  cairo writes
 * few kinds of token, and these are all. */

static bool is_space(char c)
{
	return c == '\0' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

/* The end of a string in parentheses, which may hold others and escapes. */
static size_t string_end(const char *data, size_t len, size_t at)
{
	int depth = 0;
	for (; at < len; at++) {
		if (data[at] == '\\')
			at++;
		else if (data[at] == '(')
			depth++;
		else if (data[at] == ')' && --depth == 0)
			return at + 1;
	}
	return len;
}

/* The end of the token at data[at], which is no space. */
static size_t token_end(const char *data, size_t len, size_t at)
{
	if (data[at] == '(')
		return string_end(data, len, at);
	if (strchr("<>[]{}/%)", data[at]))
		at++;
	while (at < len && !is_space(data[at]) && !strchr("()<>[]{}/%", data[at]))
		at++;
	return at;
}

/* The last three numbers, and where in the output they begin. */
typedef struct {
	double values[3];
	size_t starts[3];
	int count;
} Operands;

static void push(Operands *operands, double value, size_t start)
{
	if (operands->count == 3) {
		memmove(operands->values, operands->values + 1, 2 * sizeof(double));
		memmove(operands->starts, operands->starts + 1, 2 * sizeof(size_t));
		operands->count = 2;
	}
	operands->values[operands->count] = value;
	operands->starts[operands->count++] = start;
}

void pdf_grey_content(const char *data, size_t len, Buf *out)
{
	Operands operands = {.count = 0};
	for (size_t at = 0, end; at < len; at = end) {
		double value;
		end = at + 1;
		if (is_space(data[at])) {
			buf_char(out, data[at]);
			continue;
		}
		end = token_end(data, len, at);
		bool colors = end - at == 2 && (!memcmp(data + at, "rg", 2) || !memcmp(data + at, "RG", 2));
		if (number_read(data + at, end - at, &value) == end - at) {
			push(&operands, value, out->len);
		} else {
			if (colors && operands.count == 3) {
				out->len = operands.starts[0];
				for (int i = 0; i < 3; i++) {
					buf_fixed(out, llround(pdf_grey_of(operands.values) * 1e4), 4);
					buf_char(out, ' ');
				}
			}
			operands.count = 0;
		}
		buf_add(out, data + at, end - at);
	}
}
