/* How large a picture is set. */
#include "typeset/paragraph/paragraph.h"

#include <string.h>

/* "12.5" as thousandths, and what stands after it; -1 if it is no number that can be. */
static int64_t read_thousandths(const char *text, const char **rest)
{
	enum { DIGITS = 6 };
	int64_t value = 0, scale = 1000;
	size_t whole = strspn(text, "0123456789"),
	       part = text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
	if (!whole || whole > DIGITS)
		return -1;
	for (size_t i = 0; i < whole; i++)
		value = value * 10 + (text[i] - '0');
	value *= scale;
	for (size_t i = 0; i < part && scale > 1; i++)
		value += (text[whole + 1 + i] - '0') * (scale /= 10);
	*rest = text + whole + (part ? part + 1 : 0);
	return value;
}

/* A length as the author gave it: a share of what is there, a unit of CSS, or pixels;
 * 0 if he gave none. */
static int64_t wanted(const DocNode *node, const char *key, int64_t all, Length em)
{
	static const struct {
		const char *unit;
		int64_t thousandths; /* of a point */
	} units[] = {{"px", 750}, {"", 750}, {"pt", 1000}, {"pc", 12000}, {"cm", 28346}, {"mm", 2835}, {"in", 72000}};
	const char *text = doc_key(node, key), *unit;
	int64_t value = text ? read_thousandths(text, &unit) : -1;
	if (value <= 0)
		return 0;
	if (str_eq(unit, "%"))
		return value <= 100000 ? all * value / 100000 : all;
	if (str_eq(unit, "em") || str_eq(unit, "rem"))
		return value * em / 1000;
	for (size_t i = 0; i < BASE_LEN(units); i++) {
		if (str_eq(unit, units[i].unit))
			return value * units[i].thousandths * LENGTH_PT / 1000000;
	}
	return 0;
}

void par_picture(const DocNode *node, const Style *style, Length measure, bool alone, Length *width, Length *height)
{
	const DocImage *image = node->u.image.image;
	int64_t text = style->page.height - style->page.top - style->page.bottom, highest = text * 7 / 10;
	int64_t own = (int64_t)image->width * 72 * LENGTH_PT / (image->dpi ? image->dpi : 96),
	        pixels = image->width ? image->width : 1;
	bool endless = measure >= PAR_ENDLESS;
	int64_t w = wanted(node, "width", endless ? own : measure, style->text.size),
	        h = wanted(node, "height", text, style->text.size);
	if (!w && h)
		w = image->height ? h * pixels / image->height : 0;
	else if (!w && alone && !endless && image->type == DOC_IMAGE_SVG && own > measure / 3)
		w = measure;
	w = w ? w : own;
	w = w > measure ? measure : w;
	h = w * image->height / pixels;
	if (h > highest) {
		w = w * highest / h;
		h = highest;
	}
	*width = (Length)(w > 0 ? w : 1);
	*height = (Length)(h > 0 ? h : 1);
}

static bool is_blank(const DocNode *node)
{
	return node->type == DOC_SOFT_BREAK || node->type == DOC_LINE_BREAK ||
	       (node->type == DOC_TEXT && strspn(node->u.text.text, " \t\n") == node->u.text.len);
}

bool par_is_pictures(const DocNode *block)
{
	bool any = false;
	for (const DocNode *node = block->first; node; node = doc_next(node, block, node->type == DOC_IMAGE)) {
		if (node->type == DOC_IMAGE)
			any = node->u.image.image != NULL;
		else if (!is_blank(node) && node->type != DOC_LINK && node->type != DOC_SPAN)
			return false;
	}
	return any;
}
