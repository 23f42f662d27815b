/* What rules of style cost to be matched, by the text of their selectors. */
#include "image/inner.h"

#include <string.h>

/* Past what stands in square brackets, of which an element's attribute may have to be read through. */
static const char *skip_attribute(const char *at, const char *end, ImgSelectors *sum)
{
	const char *close = memchr(at, ']', (size_t)(end - at));
	close = close ? close : end - 1;
	sum->within += memchr(at, '=', (size_t)(close - at)) != NULL;
	return close;
}

void img_svg_count_selectors(const char *text, size_t len, ImgSelectors *sum)
{
	bool begun = false, gap = false;
	const char *end = text + len;
	sum->each++;
	for (const char *at = text; at < end; at++) {
		if (*at == ',') {
			sum->each++;
			begun = gap = false;
		} else if (strchr(" \t\r\n\f>+~", *at)) {
			sum->beside += *at == '~';
			gap = true;
		} else {
			sum->above += begun && gap;
			sum->beside += *at == ':' && end - at > 4 && !strncmp(at, ":nth", 4);
			begun = true;
			gap = false;
			if (*at == '[')
				at = skip_attribute(at, end, sum);
		}
	}
}

void img_svg_take_size(const xmlNode *node, ImgTreeSize *size)
{
	enum { CLASS = 8 }; /* bytes of one and what is between */
	double depth = 0;
	for (const xmlNode *above = node; above->type == XML_ELEMENT_NODE; above = above->parent)
		depth++;
	size->depth = depth > size->depth ? depth : size->depth;
	size->elements++;
	size->words++;
	for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
		const char *value = attr->children ? (const char *)attr->children->content : NULL;
		double len = value ? (double)strlen(value) : 0;
		size->longest = len > size->longest ? len : size->longest;
		if (str_eq((const char *)attr->name, "class"))
			size->words += len / CLASS;
	}
}

double img_svg_match_cost(const ImgSelectors *sum, const ImgTreeSize *size)
{
	enum { EACH = 5, BYTES = 4 }; /* a match, and how many bytes are looked at in a step up or beside */
	return size->words * (sum->each * EACH + sum->above * size->depth + sum->beside * size->elements +
	                      sum->within * size->longest / BYTES);
}
