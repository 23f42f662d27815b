/*
 * A drawing: cairo's one-page PDF of it, taken apart by qpdf into a form.
 *
 * qpdf copies objects between files of its own alone, and ours is not one; and what it prints
 * of an object has the numbers that cairo's file gave to others.  So values are copied one by
 * one, and get our numbers on the way.
 */
#include "image/image.h"
#include "render/render.h"
#include "pdf/grey.h"
#include "pdf/image.h"

#include <math.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 40, MOST_OBJECTS = 1 << 19 };

typedef struct {
	qpdf_data qpdf;
	PdfFile *file;
	uint32_t *copies; /* by object number in cairo's file */
	size_t cap;
	int *queue; /* numbers whose copies are still to be written */
	size_t count, queue_cap;
	bool grey; /* colours are taken out */
	bool failed;
} Copier;

/* The number in our file of an indirect object of cairo's. */
static uint32_t copy_of(Copier *copier, int number)
{
	if (number < 1 || number >= MOST_OBJECTS) {
		copier->failed = true;
		return 0;
	}
	if (!copier->copies[number]) {
		copier->copies[number] = pdf_reserve(copier->file, 1);
		copier->queue = base_grow(copier->queue, copier->count, &copier->queue_cap, sizeof *copier->queue);
		copier->queue[copier->count++] = number;
	}
	return copier->copies[number];
}

/* Keys that a conforming file must not have, or has from elsewhere. */
static bool is_dropped(const char *key)
{
	static const char *const keys[] = {"/Length",        "/Filter",       "/DecodeParms", "/Interpolate",
	                                   "/StructParents", "/StructParent", "/Metadata"};
	for (size_t i = 0; i < BASE_LEN(keys); i++) {
		if (str_eq(key, keys[i]))
			return true;
	}
	return false;
}

/* One level of nesting while a value is written. */
typedef struct {
	qpdf_oh value;
	char **keys; /* of a dictionary */
	size_t count, next;
	bool array;
} Level;

static void open_level(Copier *copier, Level *level, qpdf_oh value, bool array, Buf *out)
{
	*level = (Level){.value = value, .array = array};
	if (array) {
		level->count = (size_t)qpdf_oh_get_array_n_items(copier->qpdf, value);
		buf_char(out, '[');
		return;
	}
	size_t cap = 0;
	qpdf_oh_begin_dict_key_iter(copier->qpdf, value);
	while (qpdf_oh_dict_more_keys(copier->qpdf)) {
		const char *key = qpdf_oh_dict_next_key(copier->qpdf);
		level->keys = base_grow(level->keys, level->count, &cap, sizeof *level->keys);
		size_t len = strlen(key) + 1;
		level->keys[level->count++] = memcpy(base_alloc(len), key, len);
	}
	buf_str(out, "<<");
}

static void close_level(Level *level, Buf *out)
{
	for (size_t i = 0; level->keys && i < level->count; i++)
		free(level->keys[i]);
	free(level->keys);
	buf_str(out, level->array ? "]" : ">>");
}

/* Writes a plain value; false if it holds others. */
static bool put_simple(Copier *copier, qpdf_oh value, Buf *out)
{
	if (qpdf_oh_is_indirect(copier->qpdf, value)) {
		uint32_t copy = copy_of(copier, qpdf_oh_get_object_id(copier->qpdf, value));
		pdf_ref(out, copy);
		return true;
	}
	if (qpdf_oh_is_array(copier->qpdf, value) || qpdf_oh_is_dictionary(copier->qpdf, value))
		return false;
	buf_char(out, ' ');
	buf_str(out, qpdf_oh_unparse(copier->qpdf, value));
	return true;
}

/* Whether a dictionary is a CID font that leaves out how its glyphs are found:
 * cairo's do, and PDF/A wants it said (ISO 19005-2, 6.2.11.3.2). */
static bool lacks_glyph_map(Copier *copier, const Level *level)
{
	if (level->array || qpdf_oh_has_key(copier->qpdf, level->value, "/CIDToGIDMap"))
		return false;
	qpdf_oh kind = qpdf_oh_get_key(copier->qpdf, level->value, "/Subtype");
	return qpdf_oh_is_name(copier->qpdf, kind) && str_eq(qpdf_oh_get_name(copier->qpdf, kind), "/CIDFontType2");
}

/* Writes the colour at one end of a gradient in grey; false if that is not what it is. */
static bool put_grey_end(Copier *copier, const char *key, qpdf_oh value, Buf *out)
{
	double color[3];
	bool is_end = copier->grey && (str_eq(key, "/C0") || str_eq(key, "/C1"));
	if (!is_end || !qpdf_oh_is_array(copier->qpdf, value) || qpdf_oh_get_array_n_items(copier->qpdf, value) != 3)
		return false;
	for (int i = 0; i < 3; i++)
		color[i] = qpdf_oh_get_numeric_value(copier->qpdf, qpdf_oh_get_array_item(copier->qpdf, value, i));
	for (int i = 0; i < 3; i++) {
		buf_str(out, i ? " " : "[");
		buf_fixed(out, llround(pdf_grey_of(color) * 1e4), 4);
	}
	buf_char(out, ']');
	return true;
}

/* Writes a value with all that it holds; its own outermost brackets too, but not
 * for the dictionary of a stream (bare). */
static void put_value(Copier *copier, qpdf_oh top, bool bare, Buf *out)
{
	Level levels[DEEPEST];
	size_t depth = 0;
	Buf scratch = {0};
	open_level(copier, &levels[depth++], top, qpdf_oh_is_array(copier->qpdf, top), bare ? &scratch : out);
	while (depth) {
		Level *level = &levels[depth - 1];
		if (level->next == level->count || copier->failed) {
			if (lacks_glyph_map(copier, level))
				buf_str(out, "/CIDToGIDMap/Identity");
			close_level(level, bare && depth == 1 ? &scratch : out);
			depth--;
			continue;
		}
		size_t at = level->next++;
		qpdf_oh value;
		if (level->array) {
			value = qpdf_oh_get_array_item(copier->qpdf, level->value, (int)at);
		} else {
			if (is_dropped(level->keys[at]) && depth == 1)
				continue;
			buf_str(out, level->keys[at]);
			value = qpdf_oh_get_key(copier->qpdf, level->value, level->keys[at]);
			if (put_grey_end(copier, level->keys[at], value, out))
				continue;
		}
		if (put_simple(copier, value, out))
			continue;
		if (depth == DEEPEST)
			copier->failed = true;
		else
			open_level(copier, &levels[depth++], value, qpdf_oh_is_array(copier->qpdf, value), out);
	}
	buf_free(&scratch);
}

/* A drawing's text of private use means nothing to others: what its fonts say it is
 * becomes U+FFFD, as nothing in a drawing can tell more (ISO 19005-2, 6.2.11.7.3). */
static void mask_private(unsigned char *data, size_t len)
{
	static const char start[] = "/CIDInit /ProcSet";
	if (len < sizeof start || memcmp(data, start, sizeof start - 1))
		return;
	for (size_t i = 0; i + 5 < len; i++) {
		if (data[i] != '<' || data[i + 5] != '>')
			continue;
		char digits[5] = {(char)data[i + 1], (char)data[i + 2], (char)data[i + 3], (char)data[i + 4]}, *end;
		unsigned long c = strtoul(digits, &end, 16);
		if (!*end && c >= 0xE000 && c <= 0xF8FF)
			memcpy(data + i + 1, "FFFD", 4);
	}
}

/* Writes content, or samples of three components, as wanted. */
static void write_stream(Copier *copier, uint32_t to, const char *entries, unsigned char *data, size_t len,
                         bool content)
{
	Buf grey = {0};
	if (copier->grey && content) {
		pdf_grey_content((const char *)data, len, &grey);
		pdf_stream(copier->file, to, entries, grey.data ? grey.data : "", grey.len, PDF_FLATE);
		buf_free(&grey);
		return;
	}
	if (copier->grey && strstr(entries, "/Subtype /Image") && strstr(entries, "/ColorSpace /DeviceRGB"))
		pdf_grey_samples(data, len);
	pdf_stream(copier->file, to, entries, data, len, PDF_FLATE);
}

static bool is_content(Copier *copier, qpdf_oh entries)
{
	return qpdf_oh_is_name_and_equals(copier->qpdf, qpdf_oh_get_key(copier->qpdf, entries, "/Subtype"), "/Form") ||
	       qpdf_oh_has_key(copier->qpdf, entries, "/PatternType");
}

static void copy_stream(Copier *copier, qpdf_oh object, uint32_t to)
{
	unsigned char *data = NULL;
	size_t len = 0;
	QPDF_BOOL filtered = QPDF_FALSE;
	Buf entries = {0};
	put_value(copier, qpdf_oh_get_dict(copier->qpdf, object), true, &entries);
	qpdf_oh_get_stream_data(copier->qpdf, object, qpdf_dl_all, &filtered, &data, &len);
	mask_private(data, len);
	write_stream(copier, to, entries.data ? entries.data : "", data, len,
	             is_content(copier, qpdf_oh_get_dict(copier->qpdf, object)));
	free(data);
	buf_free(&entries);
}

/* Writes the objects that were referred to, and those that they refer to. */
static void copy_queue(Copier *copier)
{
	for (size_t i = 0; i < copier->count && !copier->failed; i++) {
		int number = copier->queue[i];
		qpdf_oh object = qpdf_get_object_by_id(copier->qpdf, number, 0);
		uint32_t to = copier->copies[number];
		if (qpdf_oh_is_stream(copier->qpdf, object)) {
			copy_stream(copier, object, to);
			continue;
		}
		Buf text = {0};
		if (qpdf_oh_is_array(copier->qpdf, object) || qpdf_oh_is_dictionary(copier->qpdf, object))
			put_value(copier, object, false, &text);
		else
			buf_str(&text, qpdf_oh_unparse(copier->qpdf, object));
		Buf *out = pdf_begin(copier->file, to);
		buf_add(out, text.data, text.len);
		pdf_end(copier->file);
		buf_free(&text);
	}
}

/* The page's content as a form on the unit square. */
static uint32_t write_form(Copier *copier, double width, double height)
{
	unsigned char *data = NULL;
	size_t len = 0;
	Buf entries = {0};
	qpdf_oh page = qpdf_get_page_n(copier->qpdf, 0);
	qpdf_oh resources = qpdf_oh_get_key(copier->qpdf, page, "/Resources");
	if (qpdf_oh_get_page_content_data(copier->qpdf, page, &data, &len) & QPDF_ERRORS)
		return 0;
	buf_str(&entries, "/Type/XObject/Subtype/Form/BBox[0 0 ");
	buf_fixed(&entries, (long long)(width * 1000), 3);
	buf_char(&entries, ' ');
	buf_fixed(&entries, (long long)(height * 1000), 3);
	buf_str(&entries, "]/Matrix[");
	buf_fixed(&entries, (long long)(1e9 / width), 9);
	buf_str(&entries, " 0 0 ");
	buf_fixed(&entries, (long long)(1e9 / height), 9);
	buf_str(&entries, " 0 0]/Resources");
	if (qpdf_oh_is_dictionary(copier->qpdf, resources))
		put_value(copier, resources, false, &entries);
	else
		buf_str(&entries, "<<>>");
	uint32_t form = pdf_reserve(copier->file, 1);
	write_stream(copier, form, entries.data, data, len, true);
	free(data);
	buf_free(&entries);
	copy_queue(copier);
	return copier->failed || qpdf_has_error(copier->qpdf) ? 0 : form; /* an error stays until it is asked for */
}

uint32_t pdf_vector(PdfFile *file, const DocImage *image, bool grey)
{
	Buf svg = {0}, pdf = {0};
	double width = image->info.width * 0.75, height = image->info.height * 0.75;
	uint32_t form = 0;
	Copier copier = {.file = file, .grey = grey, .copies = base_calloc(MOST_OBJECTS, sizeof(uint32_t))};
	bool drawn =
	        !img_svg_clean(image->data, image->len, &svg) && render_drawing(svg.data, svg.len, width, height, &pdf);
	if (drawn) {
		copier.qpdf = qpdf_init();
		qpdf_set_suppress_warnings(copier.qpdf, QPDF_TRUE);
		bool read = !(qpdf_read_memory(copier.qpdf, "drawing", pdf.data, pdf.len, NULL) & QPDF_ERRORS);
		if (read && qpdf_get_num_pages(copier.qpdf) == 1)
			form = write_form(&copier, width, height);
		qpdf_cleanup(&copier.qpdf);
	}
	free(copier.queue);
	free(copier.copies);
	buf_free(&svg);
	buf_free(&pdf);
	return form;
}
