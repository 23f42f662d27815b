/* Blocks side by side: how they share the width. */
#include "document/document.h"

/* The width that it asks, as a part of 1; 0 if it asks none. */
static double asked(const DocNode *block)
{
	const DocNode *says = block;
	Dimension length;
	for (; says && says->type != DOC_DIV && says->type != DOC_IMAGE; says = says->first)
		continue;
	const char *text = says ? doc_key(says, "width") : NULL;
	bool read = text && dimension_read(text, UNIT_PX, &length) && length.unit == UNIT_PERCENT && length.value > 0;
	return !read ? 0 : length.value < 100 ? length.value / 100 : 1;
}

/* What it has of the rest: a picture by its shape, within bounds. */
static double weight_of(const DocNode *block)
{
	const DocNode *image = block->type == DOC_FIGURE ? block->first : NULL;
	while (image && image->type != DOC_IMAGE)
		image = image->first;
	const ImgInfo *info = image && image->u.image.image ? &image->u.image.image->info : NULL;
	double shape = info && info->width && info->height ? (double)info->width / info->height : 1;
	return shape < 0.25 ? 0.25 : shape > 4 ? 4 : shape;
}

int doc_share(const DocNode *block)
{
	enum { LEAST_REST = 200 };
	double said = 0, weights = 0;
	for (const DocNode *other = block->parent->first; other; other = other->next) {
		if (other->type == DOC_CAPTION)
			continue;
		double one = asked(other);
		said += one;
		weights += one > 0 ? 0 : weight_of(other);
	}
	double rest = weights <= 0                      ? 0
	              : said * 1000 < 1000 - LEAST_REST ? 1 - said
	                                                : LEAST_REST / 1000.0,
	       all = said + rest, own = asked(block);
	own = own > 0 ? own : rest * weight_of(block) / weights;
	return (int)(own * 1000 / (all > 1 ? all : 1));
}
