/* What a file is: pixels, by their headers; a drawing, by its tree; something else, by name. */
#include "image/inner.h"

#include <math.h>
#include <string.h>

typedef struct {
	const uint8_t *data;
	size_t len;
} Bytes;

/* ---- SVG ----------------------------------------------------------------- */

/* A length in CSS px, or 0 where it says none that stands alone. */
static double attr_length(xmlNodePtr node, const char *name)
{
	enum { EM = 16 };
	xmlChar *text = xmlGetNoNsProp(node, (const xmlChar *)name);
	Dimension length;
	double px = 0;
	if (text && dimension_read((const char *)text, UNIT_PX, &length)) {
		if (dimension_is_absolute(&length))
			px = dimension_points(&length) * 4 / 3;
		else if (length.unit != UNIT_PERCENT)
			px = length.value * EM;
	}
	xmlFree(text);
	return px;
}

static bool read_view_box(xmlNodePtr node, double *width, double *height)
{
	xmlChar *text = xmlGetNoNsProp(node, (const xmlChar *)"viewBox");
	const char *at = (const char *)text;
	double box[4] = {0};
	size_t count = 0;
	for (size_t used = 1; at && used && count<4; count += used> 0) {
		at += strspn(at, " ,\t\r\n");
		used = number_read(at, strlen(at), &box[count]);
		at += used;
	}
	xmlFree(text);
	*width = box[2];
	*height = box[3];
	return count == 4 && box[2] > 0 && box[3] > 0;
}

/* The size a browser would give it: its own, else its viewBox's, else 300 x 150. */
static const char *probe_svg(Bytes in, ImgInfo *out)
{
	const char *why;
	xmlDocPtr tree = img_svg_tree(in.data, in.len, &why);
	if (!tree)
		return why;
	xmlNodePtr root = xmlDocGetRootElement(tree);
	double width = attr_length(root, "width"), height = attr_length(root, "height"), box_width, box_height;
	bool box = read_view_box(root, &box_width, &box_height);
	if (width <= 0 && height <= 0) {
		width = box ? box_width : 300;
		height = box ? box_height : 150;
	} else if (width <= 0) {
		width = box ? height * box_width / box_height : 300;
	} else if (height <= 0) {
		height = box ? width * box_height / box_width : 150;
	}
	out->type = IMG_SVG;
	why = !(width < 1e6 && height < 1e6) ? "is larger than a page can be" : NULL;
	if (!why) {
		img_svg_clean_tree(tree);
		why = img_svg_cost(root, width, height);
	}
	if (!why)
		out->letters = img_svg_letters(root) * (box ? fmin(width / box_width, height / box_height) : 1);
	xmlFreeDoc(tree);
	if (why)
		return why;
	out->width = (uint32_t)fmax(1, floor(width + 0.5));
	out->height = (uint32_t)fmax(1, floor(height + 0.5));
	out->components = 3;
	return NULL;
}

/* ---- others -------------------------------------------------------------- */

/* What a file is that is not taken, for the author to know what to do. */
static const char *name_other(Bytes in)
{
	static const struct {
		size_t at, len;
		const char *magic, *why;
	} others[] = {
	        {4, 8, "ftypavif", "is AVIF, which few e-readers show; save it as JPEG or PNG"},
	        {4, 8, "ftypavis", "is AVIF, which few e-readers show; save it as JPEG or PNG"},
	        {4, 7, "ftyphei", "is HEIC, which few e-readers show; save it as JPEG"},
	        {4, 8, "ftypmif1", "is HEIC, which few e-readers show; save it as JPEG"},
	        {0, 2, "BM", "is BMP, which e-readers do not show; save it as PNG"},
	        {0, 4, "II*\0", "is TIFF, which e-readers do not show; save it as PNG or JPEG"},
	        {0, 4, "MM\0*", "is TIFF, which e-readers do not show; save it as PNG or JPEG"},
	        {0, 2, "\xFF\x0A", "is JPEG XL, which few e-readers show; save it as JPEG or PNG"},
	        {4, 8, "JXL \r\n\x87\n", "is JPEG XL, which few e-readers show; save it as JPEG or PNG"},
	        {4, 8, "jP  \r\n\x87\n", "is JPEG 2000, which few e-readers show; save it as JPEG or PNG"},
	        {0, 4, "%PDF", "is a PDF; save it as SVG, PNG or JPEG"},
	        {0, 4, "%!PS", "is PostScript; save it as SVG, PNG or JPEG"},
	};
	for (size_t i = 0; i < BASE_LEN(others); i++) {
		if (in.len >= others[i].at + others[i].len &&
		    !memcmp(in.data + others[i].at, others[i].magic, others[i].len))
			return others[i].why;
	}
	return "is no picture that is known here; use PNG, JPEG, SVG, GIF or WebP";
}

/* Whether it may be XML at all. */
static bool looks_like_xml(Bytes in)
{
	size_t at = in.len >= 3 && !memcmp(in.data, "\xEF\xBB\xBF", 3) ? 3 : 0;
	while (at < in.len && strchr(" \t\r\n", in.data[at]) && in.data[at])
		at++;
	if (at < in.len && in.data[at] == '<')
		return true;
	return in.len >= 4 && (!memcmp(in.data, "\xFF\xFE<", 4) || !memcmp(in.data, "\xFE\xFF\0<", 4));
}

const char *img_probe(const void *data, size_t len, ImgInfo *out)
{
	Bytes in = {data, len};
	const char *why;
	*out = (ImgInfo){.orientation = 1, .components = 3};
	if (len == 0)
		return "is empty";
	if (!img_probe_pixels(data, len, out, &why))
		why = looks_like_xml(in) ? probe_svg(in, out) : name_other(in);
	if (!why && (!out->width || !out->height))
		why = "has no size";
	if (!why && out->type != IMG_SVG && (size_t)out->width * out->height > IMG_MOST_PIXELS)
		why = "has too many pixels";
	if (why)
		out->type = IMG_NONE;
	if (out->orientation > 4) {
		uint32_t width = out->width;
		out->width = out->height;
		out->height = width;
	}
	return why;
}
