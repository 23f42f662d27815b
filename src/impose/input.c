/* Opening a PDF, and its pages as forms. */
#include "impose/input.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Streams larger than MOST_SEEN, as they are stored, are not unpacked to see whether
 * they can be, nor is any after so much was; those that must be are no larger than
 * MOST_STORED: a small file must not take all memory. */
enum { MOST_SEEN = 1 << 18, MOST_STORED = 1 << 20, MOST_UNPACKED = 1 << 28, MOST_SIDE = 100000 };
/* What a page's content may be once it is unpacked; deflate makes of a byte a thousand at most. */
enum { MOST_CONTENT = 1 << 26, DEFLATE_FACTOR = 1032 };
/* Of a corner from the origin, in points. */
enum { FARTHEST = 1000000 };

bool imp_source_refuse(ImpSource *source, const char *code, const char *why)
{
	diag_report(source->diag, DIAG_ERROR, (Pos){.file = source->name}, code, "%s", why);
	return false;
}

bool imp_source_sound(ImpSource *source)
{
	qpdf_error error = qpdf_has_error(source->qpdf) ? qpdf_get_error(source->qpdf) : NULL;
	if (!error && qpdf_more_warnings(source->qpdf))
		error = qpdf_next_warning(source->qpdf);
	if (!error)
		return true;
	if (qpdf_get_error_code(source->qpdf, error) == qpdf_e_password)
		return imp_source_refuse(source, "pdf-encrypted",
		                         "this PDF is encrypted; take its password away first (qpdf --decrypt)");
	const char *detail = qpdf_get_error_message_detail(source->qpdf, error);
	if (strstr(detail, "bad_alloc"))
		return imp_source_refuse(source, "pdf-too-large", IMP_BOMB);
	Buf why = {0};
	buf_printf(&why, "this PDF is damaged (%s); make it anew or repair it, for example with qpdf", detail);
	imp_source_refuse(source, "pdf-damaged", why.data);
	buf_free(&why);
	return false;
}

bool imp_source_open(ImpSource *source, const Buf *pdf, const char *name, Diag *diag)
{
	*source = (ImpSource){.qpdf = qpdf_init(), .name = name, .diag = diag};
	qpdf_silence_errors(source->qpdf);
	qpdf_set_suppress_warnings(source->qpdf, QPDF_TRUE);
	qpdf_set_attempt_recovery(source->qpdf, QPDF_FALSE);
	if (!pdf->len)
		return imp_source_refuse(source, "pdf-damaged", "this file is empty; name a PDF");
	qpdf_read_memory(source->qpdf, name, pdf->data, pdf->len, NULL);
	if (!imp_source_sound(source))
		return false;
	if (qpdf_is_encrypted(source->qpdf))
		return imp_source_refuse(source, "pdf-encrypted",
		                         "this PDF is encrypted; take its restrictions away first (qpdf --decrypt)");
	int pages = qpdf_get_num_pages(source->qpdf);
	if (pages > 0)
		qpdf_push_inherited_attributes_to_page(source->qpdf);
	if (!imp_source_sound(source))
		return false;
	source->pages = pages > 0 ? (size_t)pages : 0;
	return pages > 0 || imp_source_refuse(source, "pdf-empty", "this PDF has no pages");
}

void imp_source_close(ImpSource *source)
{
	qpdf_cleanup(&source->qpdf);
	free(source->streams);
}

bool imp_source_is_rtl(ImpSource *source)
{
	qpdf_data qpdf = source->qpdf;
	qpdf_oh preferences = qpdf_oh_get_key_if_dict(qpdf, qpdf_get_root(qpdf), "/ViewerPreferences");
	return qpdf_oh_is_name_and_equals(qpdf, qpdf_oh_get_key_if_dict(qpdf, preferences, "/Direction"), "/R2L");
}

/* ---- boxes ---- */

typedef struct {
	double left, bottom, right, top;
} Rect;

/* A rectangle by any two opposite corners; false if it is none. */
static bool read_rect(qpdf_data qpdf, qpdf_oh array, Rect *out)
{
	double at[4];
	if (!qpdf_oh_is_array(qpdf, array) || qpdf_oh_get_array_n_items(qpdf, array) != 4)
		return false;
	for (int i = 0; i < 4; i++) {
		qpdf_oh item = qpdf_oh_get_array_item(qpdf, array, i);
		if (!qpdf_oh_is_number(qpdf, item))
			return false;
		at[i] = qpdf_oh_get_numeric_value(qpdf, item);
		if (!(fabs(at[i]) <= FARTHEST))
			return false;
	}
	*out = (Rect){fmin(at[0], at[2]), fmin(at[1], at[3]), fmax(at[0], at[2]), fmax(at[1], at[3])};
	return true;
}

/* The trim box, else the crop box, as far as they lie on the medium (ISO 32000-1, 14.11.2): no marks of a printer's. */
static bool page_rect(qpdf_data qpdf, qpdf_oh page, Rect *out)
{
	static const char *const boxes[] = {"/CropBox", "/TrimBox"};
	Rect box;
	if (!read_rect(qpdf, qpdf_oh_get_key(qpdf, page, "/MediaBox"), out))
		return false;
	for (size_t i = 0; i < BASE_LEN(boxes); i++) {
		if (!read_rect(qpdf, qpdf_oh_get_key(qpdf, page, boxes[i]), &box))
			continue;
		box = (Rect){fmax(box.left, out->left), fmax(box.bottom, out->bottom), fmin(box.right, out->right),
		             fmin(box.top, out->top)};
		if (box.right - box.left >= 1 && box.top - box.bottom >= 1)
			*out = box;
	}
	double width = out->right - out->left, height = out->top - out->bottom;
	return width >= 1 && height >= 1 && width <= MOST_SIDE && height <= MOST_SIDE;
}

/* Quarter turns clockwise, 0 to 3. */
static int quarter_turns(qpdf_data qpdf, qpdf_oh page)
{
	qpdf_oh rotate = qpdf_oh_get_key(qpdf, page, "/Rotate");
	long long turn = qpdf_oh_is_integer(qpdf, rotate) ? qpdf_oh_get_int_value(qpdf, rotate) / 90 % 4 : 0;
	return (int)(turn < 0 ? turn + 4 : turn);
}

static double user_unit(qpdf_data qpdf, qpdf_oh page)
{
	qpdf_oh unit = qpdf_oh_get_key(qpdf, page, "/UserUnit");
	double value = qpdf_oh_is_number(qpdf, unit) ? qpdf_oh_get_numeric_value(qpdf, unit) : 1;
	return value >= 0.001 && value <= 1000 ? value : 1;
}

static void put_numbers(Buf *out, const double *values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_char(out, i ? ' ' : '[');
		buf_fixed(out, llround(values[i] * 1e5), 5);
	}
	buf_char(out, ']');
}

/* "[…]" of the matrix that turns a page upright, its corner at 0, 0. */
static void put_matrix(Buf *out, const Rect *box, int turns, double unit)
{
	static const double turned[4][4] = {{1, 0, 0, 1}, {0, -1, 1, 0}, {-1, 0, 0, -1}, {0, 1, -1, 0}};
	const double at[4][2] = {
	        {-box->left, -box->bottom}, {-box->bottom, box->right}, {box->right, box->top}, {box->top, -box->left}};
	double matrix[6];
	for (int i = 0; i < 4; i++)
		matrix[i] = turned[turns][i] * unit;
	matrix[4] = at[turns][0] * unit;
	matrix[5] = at[turns][1] * unit;
	put_numbers(out, matrix, 6);
}

/* ---- forms ---- */

static int by_number(const void *a, const void *b)
{
	int left = *(const int *)a, right = *(const int *)b;
	return (left > right) - (left < right);
}

/* Enters a stream's number; false if it was there: two pages share it. */
static bool is_first_use(ImpSource *source, int number)
{
	if (source->stream_count && bsearch(&number, source->streams, source->stream_count, sizeof number, by_number))
		return false;
	source->streams = base_grow(source->streams, source->stream_count, &source->stream_cap, sizeof number);
	size_t at = source->stream_count++;
	for (; at && source->streams[at - 1] > number; at--)
		source->streams[at] = source->streams[at - 1];
	source->streams[at] = number;
	return true;
}

static long long stored_length(qpdf_data qpdf, qpdf_oh stream)
{
	qpdf_oh length = qpdf_oh_get_key(qpdf, qpdf_oh_get_dict(qpdf, stream), "/Length");
	return qpdf_oh_is_integer(qpdf, length) ? qpdf_oh_get_int_value(qpdf, length) : 0;
}

/* Whether what qpdf would unpack whole is no bomb. */
static bool content_is_bounded(ImpSource *source, qpdf_oh contents, long long stored)
{
	qpdf_data qpdf = source->qpdf;
	size_t least = stored > MOST_CONTENT / DEFLATE_FACTOR ? 1 : 2, left = MOST_CONTENT;
	bool bounded = !qpdf_oh_is_stream(qpdf, contents) || imp_unpacks_within(qpdf, contents, least, &left);
	int count = qpdf_oh_is_array(qpdf, contents) ? qpdf_oh_get_array_n_items(qpdf, contents) : 0;
	for (int i = 0; i < count && bounded; i++) {
		qpdf_oh item = qpdf_oh_get_array_item(qpdf, contents, i);
		bounded = !qpdf_oh_is_stream(qpdf, item) || imp_unpacks_within(qpdf, item, least, &left);
	}
	return bounded || imp_source_refuse(source, "pdf-too-large", IMP_BOMB);
}

static bool unpacks(ImpSource *source, qpdf_oh page, unsigned char **data, size_t *len)
{
	*data = NULL;
	qpdf_oh_get_page_content_data(source->qpdf, page, data, len);
	return imp_source_sound(source);
}

/* A page's one stream becomes the form as it stands, unless another page has it too. */
static bool may_become_form(ImpSource *source, qpdf_oh contents)
{
	qpdf_data qpdf = source->qpdf;
	if (!qpdf_oh_is_stream(qpdf, contents))
		return false;
	qpdf_oh entries = qpdf_oh_get_dict(qpdf, contents);
	return !qpdf_oh_has_key(qpdf, entries, "/Subtype") && !qpdf_oh_has_key(qpdf, entries, "/F") &&
	       is_first_use(source, qpdf_oh_get_object_id(qpdf, contents));
}

/* The sum of what a page's streams take, to know before they are unpacked. */
static long long contents_length(qpdf_data qpdf, qpdf_oh contents)
{
	long long sum = 0;
	if (qpdf_oh_is_stream(qpdf, contents))
		return stored_length(qpdf, contents);
	for (int i = 0; qpdf_oh_is_array(qpdf, contents) && i < qpdf_oh_get_array_n_items(qpdf, contents); i++) {
		qpdf_oh item = qpdf_oh_get_array_item(qpdf, contents, i);
		sum += qpdf_oh_is_stream(qpdf, item) ? stored_length(qpdf, item) : 0;
	}
	return sum;
}

void imp_set_data(qpdf_data qpdf, qpdf_oh stream, const void *data, size_t len)
{
	qpdf_oh null = qpdf_oh_new_null(qpdf);
	qpdf_oh_replace_stream_data(qpdf, stream, len ? data : (const void *)"\n", len ? len : 1, null, null);
}

static bool make_stream(ImpSource *source, qpdf_oh page, qpdf_oh *form)
{
	qpdf_data qpdf = source->qpdf;
	qpdf_oh contents = qpdf_oh_get_key(qpdf, page, "/Contents");
	unsigned char *data = NULL;
	size_t len = 0;
	long long stored = contents_length(qpdf, contents);
	bool whole = may_become_form(source, contents);
	if (stored > MOST_STORED && !whole)
		return imp_source_refuse(
		        source, "pdf-too-large",
		        "a page of this PDF is larger than 1 MB in parts; write it anew, for example with qpdf "
		        "--coalesce-contents");
	bool unchecked = whole && (stored > MOST_SEEN || source->unpacked > MOST_UNPACKED),
	     sound = unchecked || (content_is_bounded(source, contents, stored) && unpacks(source, page, &data, &len));
	source->unpacked += len;
	*form = contents;
	if (sound && !whole) {
		*form = qpdf_oh_new_stream(qpdf);
		imp_set_data(qpdf, *form, data, len);
	}
	free(data);
	return sound;
}

static void set_parsed(qpdf_data qpdf, qpdf_oh entries, const char *key, const char *value)
{
	qpdf_oh_replace_key(qpdf, entries, key, qpdf_oh_parse(qpdf, value));
}

/* A form has its page's resources and, as blending needs it, its transparency group. */
static void set_entries(qpdf_data qpdf, qpdf_oh form, qpdf_oh page, const Rect *box)
{
	const double corners[] = {box->left, box->bottom, box->right, box->top};
	qpdf_oh entries = qpdf_oh_get_dict(qpdf, form), resources = qpdf_oh_get_key(qpdf, page, "/Resources");
	qpdf_oh group = qpdf_oh_get_key(qpdf, page, "/Group");
	Buf text = {0}, matrix = {0};
	put_numbers(&text, corners, 4);
	put_matrix(&matrix, box, quarter_turns(qpdf, page), user_unit(qpdf, page));
	set_parsed(qpdf, entries, "/Type", "/XObject");
	set_parsed(qpdf, entries, "/Subtype", "/Form");
	set_parsed(qpdf, entries, "/BBox", text.data);
	set_parsed(qpdf, entries, "/Matrix", matrix.data);
	if (qpdf_oh_is_dictionary(qpdf, resources))
		qpdf_oh_replace_key(qpdf, entries, "/Resources", resources);
	else
		set_parsed(qpdf, entries, "/Resources", "<<>>");
	if (qpdf_oh_is_dictionary(qpdf, group))
		qpdf_oh_replace_key(qpdf, entries, "/Group", group);
	buf_free(&matrix);
	buf_free(&text);
}

/* Whether a page has annotations that are seen on paper: those with a look of their own. */
static bool has_visible_notes(qpdf_data qpdf, qpdf_oh page)
{
	qpdf_oh all = qpdf_oh_get_key(qpdf, page, "/Annots");
	int count = qpdf_oh_is_array(qpdf, all) ? qpdf_oh_get_array_n_items(qpdf, all) : 0;
	for (int i = 0; i < count; i++) {
		qpdf_oh note = qpdf_oh_get_array_item(qpdf, all, i),
		        kind = qpdf_oh_get_key_if_dict(qpdf, note, "/Subtype");
		bool shown = qpdf_oh_is_dictionary(qpdf, note) && qpdf_oh_has_key(qpdf, note, "/AP");
		if (shown && !qpdf_oh_is_name_and_equals(qpdf, kind, "/Link") &&
		    !qpdf_oh_is_name_and_equals(qpdf, kind, "/Popup"))
			return true;
	}
	return false;
}

static void warn_notes(ImpSource *source)
{
	diag_report(source->diag, DIAG_WARNING, (Pos){.file = source->name}, "annotations-left-out",
	            "fields, stamps or comments of this PDF are left out; to have them printed, make them part of the "
	            "pages first "
	            "(qpdf --flatten-annotations=all)");
}

bool imp_source_page(ImpSource *source, size_t index, ImpPage *out)
{
	qpdf_data qpdf = source->qpdf;
	qpdf_oh page = qpdf_get_page_n(qpdf, index);
	Rect box;
	if (!page_rect(qpdf, page, &box)) {
		diag_report(source->diag, DIAG_ERROR, (Pos){.file = source->name}, "pdf-damaged",
		            "page %zu of this PDF has no usable size; make it anew", index + 1);
		return false;
	}
	if (has_visible_notes(qpdf, page))
		warn_notes(source);
	double unit = user_unit(qpdf, page), width = (box.right - box.left) * unit,
	       height = (box.top - box.bottom) * unit;
	bool across = quarter_turns(qpdf, page) % 2 == 1;
	out->width = across ? height : width;
	out->height = across ? width : height;
	if (!make_stream(source, page, &out->form))
		return false;
	set_entries(qpdf, out->form, page, &box);
	return imp_source_sound(source);
}
