/* How large a picture is set. */
#include "typeset/paragraph/paragraph.h"

#include <string.h>

/* A length as the author gave it: a share of what is there, a unit of CSS, or pixels;
 * 0 if he gave none. */
static int64_t wanted(const DocNode *node, const char *key, int64_t all, Length em)
{
	const char *text = doc_key(node, key);
	Dimension length;
	if (!text || !dimension_read(text, UNIT_PX, &length) || length.value <= 0)
		return 0;
	const DocNode *figure = node->parent ? node->parent->parent : NULL;
	if (length.unit == UNIT_PERCENT && figure && figure->type == DOC_FIGURE && figure->u.figure.part)
		return all; /* it is what its part of the figure has */
	if (length.unit == UNIT_PERCENT)
		return length.value <= 100 ? (int64_t)((double)all * length.value / 100) : all;
	if (length.unit == UNIT_EM || length.unit == UNIT_REM)
		return length_of(length.value * length_points(em));
	return length_of(dimension_points(&length));
}

/* A drawing that is at least so much of the measure, per cent, fills it: its lines and letters grow by two thirds at
 * most. */
enum { LEAST_FILLING = 60 };

enum { LARGE = 12 * LENGTH_PT };

/* The least size that a style sets what is read in. */
static Length smallest(const Style *style)
{
	const Length sizes[] = {style->notes.size, style->table.size, style->code.size, style->figure.caption_size};
	Length least = style->text.size;
	for (size_t i = 0; i < BASE_LEN(sizes); i++)
		least = sizes[i] < least ? sizes[i] : least;
	return least;
}

/* How wide a drawing is whose smallest words are as large as the style's; 0: of any width. */
static int64_t readable(const ImgInfo *image, const Style *style)
{
	if (style->text.size <= LARGE || image->letters <= 0)
		return 0;
	double width = (double)smallest(style) * image->width / image->letters;
	return width < PAR_ENDLESS ? (int64_t)width : PAR_ENDLESS;
}

bool par_is_small(const DocNode *node, const Style *style, Length width)
{
	return width < readable(&node->u.image.image->info, style) * 19 / 20;
}

void par_picture(const DocNode *node, const Style *style, Length measure, bool alone, Length *width, Length *height)
{
	const ImgInfo *image = &node->u.image.image->info;
	int64_t text = style->page.height - style->page.top - style->page.bottom,
	        highest = text * style->figure.height / 100;
	int64_t own = (int64_t)image->width * 72 * LENGTH_PT / (image->dpi ? image->dpi : 96),
	        pixels = image->width ? image->width : 1;
	if (image->type == IMG_SVG &&
	    style->text.size > LARGE) /* as its labels were lettered for a text of that size */
		own = own * style->text.size / LARGE;
	bool endless = measure >= PAR_ENDLESS;
	int64_t w = wanted(node, "width", endless ? own : measure, style->text.size),
	        h = wanted(node, "height", text, style->text.size);
	bool both = w && h;
	if (!w && h)
		w = image->height ? h * pixels / image->height : 0;
	else if (!w && alone && !endless && image->type == IMG_SVG && own > measure * LEAST_FILLING / 100)
		w = measure;
	w = w ? w : own;
	h = both ? h : w * image->height / pixels;
	int64_t least = alone && !endless ? readable(image, style) : 0;
	if (w < least) {
		h = h * least / w;
		w = least;
	}
	if (w > measure) {
		h = h * measure / w;
		w = measure;
	}
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
