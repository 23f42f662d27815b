/* Paper: its names are libpaper's, 1 and 2. */
#include "base/base.h"

#include <math.h>
#include <paper.h>
#include <stdlib.h>
#include <string.h>

/* "148x210mm": two numbers and the unit of both. */
static bool read_size(const char *text, double *width, double *height)
{
	Dimension x, y;
	size_t used = number_read(text, strlen(text), &x.value);
	if (!used || text[used] != 'x' || !dimension_read(text + used + 1, UNIT_EM, &y) || !dimension_is_absolute(&y))
		return false; /* without a unit it says nothing */
	x.unit = y.unit;
	*width = dimension_points(&x);
	*height = dimension_points(&y);
	return true;
}

bool paper_read(const char *text, Paper *out)
{
	enum { LEAST = 100, MOST = 4000 }; /* points */
	double width, height;
	if (!read_size(text, &width, &height)) {
		const struct paper *known = paperinfo(text);
		if (!known)
			return false;
		width = paperpswidth(known);
		height = paperpsheight(known);
	}
	if (!(width >= LEAST && height >= LEAST && width <= MOST && height <= MOST))
		return false;
	*out = (Paper){length_of(width), length_of(height)};
	return true;
}

Paper paper_of_system(void)
{
	char *name = systempapername(); /* PAPERSIZE, the system's configuration, the locale */
	Paper paper = {0};
	if (name && *name)
		paper_read(name, &paper);
	free(name);
	return paper;
}

/* Whole eighths of an inch, as sizes are in inches' countries. */
static bool in_eighths(Length length)
{
	double eighths = length_points(length) / 9;
	return fabs(eighths - round(eighths)) * 9 < 0.25;
}

Paper paper_for(Length page_width, Length page_height)
{
	static const Paper letter = {612 * LENGTH_PT, 792 * LENGTH_PT};
	return in_eighths(page_width) && in_eighths(page_height) ? letter : paper_a4();
}

Paper paper_a4(void)
{
	Dimension width = {210, UNIT_MM}, height = {297, UNIT_MM};
	return (Paper){length_of(dimension_points(&width)), length_of(dimension_points(&height))};
}
