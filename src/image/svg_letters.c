/* How large the words of a drawing are lettered. */
#include "image/inner.h"

#include <math.h>
#include <string.h>

enum { MEDIUM = 16 }; /* CSS px: what browsers take where nothing says otherwise */

static bool is_blank(const char *text)
{
	return !text[strspn(text, " \t\r\n")];
}

/* What an element's own declarations say of its letters' size, as text; NULL.  To be freed by libxml2. */
static xmlChar *said_size(xmlNodePtr node, const char **value)
{
	xmlChar *style = xmlGetNoNsProp(node, (const xmlChar *)"style");
	const char *said = style ? strstr((const char *)style, "font-size:") : NULL;
	if (said) {
		*value = said + strlen("font-size:");
		*value += strspn(*value, " \t\r\n");
		return style;
	}
	xmlFree(style);
	style = xmlGetNoNsProp(node, (const xmlChar *)"font-size");
	*value = (const char *)style;
	return style;
}

/* The size that an element gives its letters in px of its own system; 0: it says none, or one beside that around it. */
static double own_size(xmlNodePtr node)
{
	const char *value;
	char number[32];
	Dimension length;
	xmlChar *held = said_size(node, &value);
	size_t len = value ? strcspn(value, "; \t\r\n") : 0;
	double size = 0;
	if (len && len < sizeof number) {
		memcpy(number, value, len);
		number[len] = '\0';
		if (dimension_read(number, UNIT_PX, &length) && dimension_is_absolute(&length))
			size = dimension_points(&length) * 4 / 3;
	}
	xmlFree(held);
	return size;
}

static double scale_of(xmlNodePtr node)
{
	xmlChar *transform = xmlGetNoNsProp(node, (const xmlChar *)"transform");
	double scale = transform ? img_svg_scale((const char *)transform) : 1;
	xmlFree(transform);
	return scale;
}

/* The size of a text's letters in the root's own system; 0: it is none that is seen. */
static double size_of(xmlNodePtr text, xmlNodePtr root)
{
	double size = 0, scale = 1;
	bool inside = false;
	for (xmlNodePtr node = text->parent; node && node->type == XML_ELEMENT_NODE; node = node->parent) {
		size = size > 0 ? size : own_size(node);
		scale *= scale_of(node);
		inside |= !strcmp((const char *)node->name, "text");
		if (node == root)
			break;
	}
	return inside ? (size > 0 ? size : MEDIUM) * scale : 0;
}

double img_svg_letters(xmlNodePtr root)
{
	double least = 0;
	for (xmlNodePtr node = root; node; node = img_svg_next(node, root, false)) {
		if (node->type != XML_TEXT_NODE || !node->content || is_blank((const char *)node->content))
			continue;
		double size = size_of(node, root);
		if (size > 0 && isfinite(size) && (least <= 0 || size < least))
			least = size;
	}
	return least;
}
