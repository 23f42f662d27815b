/* Object table, object streams, cross-reference stream. */
#include "pdf/object.h"

#include <libdeflate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { PER_STREAM = 200, MOST_PENDING = 12 };

/* libdeflate's, by filter; the README has what each costs. */
static const int levels[] = {[PDF_FLATE_QUICK] = 1, [PDF_FLATE] = 5, [PDF_FLATE_BEST] = 9};

/* Where an object is: at a byte of the file, or the index-th of an object stream. */
typedef struct {
	uint64_t place;
	uint16_t index;
	uint8_t kind; /* as in the cross-reference stream: 0 free, 1 at a byte, 2 in a stream */
} Entry;

/* A stream that is being compressed, or waits for one before it. */
typedef struct {
	PdfFile *file;
	uint32_t id;
	PdfFilter filter;
	Buf entries, data;
	PoolTask *task; /* NULL: nothing is to be done */
} Stream;

struct PdfFile {
	Buf *out;
	Pool *pool;
	size_t start; /* of the file in out */
	Entry *entries;
	size_t count, cap;
	struct {
		uint32_t id; /* 0: none open */
		uint16_t count;
		Buf head, body;
	} pack;
	Stream pending[MOST_PENDING]; /* from first on, in a ring: they are written in the order they came */
	size_t first, pending_count;
	pthread_mutex_t lock; /* of what follows */
	/* By filter, that nobody works with.  They are large: as many as threads, the last used first, which is near.
	 */
	struct {
		struct libdeflate_compressor *all[MOST_PENDING];
		size_t count;
	} idle[PDF_RAW];
};

static struct libdeflate_compressor *take_compressor(PdfFile *file, PdfFilter filter)
{
	struct libdeflate_compressor *found = NULL;
	pthread_mutex_lock(&file->lock);
	if (file->idle[filter].count)
		found = file->idle[filter].all[--file->idle[filter].count];
	pthread_mutex_unlock(&file->lock);
	if (!found)
		found = libdeflate_alloc_compressor(levels[filter]);
	if (!found)
		base_no_memory();
	return found;
}

static void leave_compressor(PdfFile *file, PdfFilter filter, struct libdeflate_compressor *compressor)
{
	pthread_mutex_lock(&file->lock);
	file->idle[filter].all[file->idle[filter].count++] = compressor;
	pthread_mutex_unlock(&file->lock);
}

/* A task of the pool's. */
static void deflate(void *closure)
{
	Stream *stream = closure;
	Buf made = {0};
	struct libdeflate_compressor *compressor = take_compressor(stream->file, stream->filter);
	size_t bound = libdeflate_zlib_compress_bound(compressor, stream->data.len);
	buf_reserve(&made, bound);
	made.len = libdeflate_zlib_compress(compressor, stream->data.data, stream->data.len, made.data, bound);
	leave_compressor(stream->file, stream->filter, compressor);
	buf_free(&stream->data);
	stream->data = made;
}

static void write_stream(PdfFile *file, const Stream *stream)
{
	Buf *out = file->out;
	file->entries[stream->id] = (Entry){.place = out->len - file->start, .kind = 1};
	buf_int(out, stream->id);
	buf_str(out, " 0 obj\n<<");
	buf_add(out, stream->entries.data, stream->entries.len);
	if (stream->filter != PDF_RAW)
		buf_str(out, "/Filter/FlateDecode");
	buf_str(out, "/Length ");
	buf_int(out, (long long)stream->data.len);
	buf_str(out, ">>\nstream\n");
	buf_add(out, stream->data.data, stream->data.len);
	buf_str(out, "\nendstream\nendobj\n");
}

/* Writes the oldest streams until no more than so many are left. */
static void write_streams(PdfFile *file, size_t left)
{
	while (file->pending_count > left) {
		Stream *stream = &file->pending[file->first];
		pool_wait(file->pool, stream->task);
		write_stream(file, stream);
		buf_free(&stream->entries);
		buf_free(&stream->data);
		stream->task = NULL;
		file->first = (file->first + 1) % MOST_PENDING;
		file->pending_count--;
	}
}

PdfFile *pdf_file_new(Buf *out, Pool *pool)
{
	PdfFile *file = base_calloc(1, sizeof *file);
	file->out = out;
	file->pool = pool;
	file->start = out->len;
	pthread_mutex_init(&file->lock, NULL);
	pdf_reserve(file, 1); /* object 0 is free by definition */
	buf_str(out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
	return file;
}

void pdf_file_free(PdfFile *file)
{
	if (!file)
		return;
	write_streams(file, 0);
	for (size_t i = 0; i < BASE_LEN(file->idle); i++) {
		for (size_t k = 0; k < file->idle[i].count; k++)
			libdeflate_free_compressor(file->idle[i].all[k]);
	}
	pthread_mutex_destroy(&file->lock);
	buf_free(&file->pack.head);
	buf_free(&file->pack.body);
	free(file->entries);
	free(file);
}

uint32_t pdf_reserve(PdfFile *file, uint32_t count)
{
	uint32_t first = (uint32_t)file->count;
	if (count > 0x7fffffff - file->count)
		base_no_memory();
	for (uint32_t i = 0; i < count; i++) {
		file->entries = base_grow(file->entries, file->count, &file->cap, sizeof *file->entries);
		file->entries[file->count++] = (Entry){0};
	}
	return first;
}

static void flush_pack(PdfFile *file)
{
	char entries[80];
	if (!file->pack.id)
		return;
	uint32_t id = file->pack.id;
	file->pack.id = 0;
	snprintf(entries, sizeof entries, "/Type/ObjStm/N %u/First %zu", (unsigned)file->pack.count,
	         file->pack.head.len);
	buf_add(&file->pack.head, file->pack.body.data, file->pack.body.len);
	pdf_stream(file, id, entries, file->pack.head.data, file->pack.head.len, PDF_FLATE);
	buf_clear(&file->pack.head);
	buf_clear(&file->pack.body);
	file->pack.count = 0;
}

Buf *pdf_begin(PdfFile *file, uint32_t id)
{
	if (file->pack.count == PER_STREAM)
		flush_pack(file);
	if (!file->pack.id)
		file->pack.id = pdf_reserve(file, 1);
	file->entries[id] = (Entry){.place = file->pack.id, .index = file->pack.count++, .kind = 2};
	buf_int(&file->pack.head, id);
	buf_char(&file->pack.head, ' ');
	buf_int(&file->pack.head, (long long)file->pack.body.len);
	buf_char(&file->pack.head, ' ');
	return &file->pack.body;
}

void pdf_end(PdfFile *file)
{
	buf_char(&file->pack.body, '\n');
}

void pdf_stream(PdfFile *file, uint32_t id, const char *entries, const void *data, size_t len, PdfFilter filter)
{
	if (file->pending_count == MOST_PENDING)
		write_streams(file, MOST_PENDING - 1);
	Stream *stream = &file->pending[(file->first + file->pending_count++) % MOST_PENDING];
	*stream = (Stream){.file = file, .id = id, .filter = filter};
	buf_str(&stream->entries, entries);
	buf_add(&stream->data, data, len);
	if (filter != PDF_RAW)
		stream->task = pool_add(file->pool, deflate, stream);
}

enum { ROW = 8 }; /* bytes of a cross-reference row: 1 kind, 5 place, 2 index */

static void put_row(const Entry *entry, uint8_t row[ROW])
{
	row[0] = entry->kind;
	for (int i = 0; i < 5; i++)
		row[1 + i] = (uint8_t)(entry->place >> (8 * (4 - i)));
	row[6] = (uint8_t)(entry->index >> 8);
	row[7] = (uint8_t)entry->index;
	if (!entry->kind) /* a free object, the last of its list */
		row[6] = row[7] = 0xff;
}

/* The rows, each as its difference from the one above (PNG's Up predictor). */
static void put_rows(const PdfFile *file, Buf *rows)
{
	uint8_t above[ROW] = {0}, row[ROW], line[ROW + 1] = {2};
	for (size_t i = 0; i < file->count; i++) {
		put_row(&file->entries[i], row);
		for (int k = 0; k < ROW; k++)
			line[k + 1] = (uint8_t)(row[k] - above[k]);
		memcpy(above, row, ROW);
		buf_add(rows, line, sizeof line);
	}
}

static void put_identity(const PdfFile *file, const char *identity, Buf *out)
{
	uint64_t whole = str_hash(file->out->data + file->start, file->out->len - file->start);
	uint64_t named = str_hash(identity, strlen(identity)) ^ (whole * 0x9E3779B97F4A7C15u);
	Buf id = {0};
	pdf_hex(&id, (uint32_t)(whole >> 32), 8);
	pdf_hex(&id, (uint32_t)whole, 8);
	pdf_hex(&id, (uint32_t)(named >> 32), 8);
	pdf_hex(&id, (uint32_t)named, 8);
	buf_printf(out, "/ID[<%s><%s>]", id.data, id.data);
	buf_free(&id);
}

void pdf_finish(PdfFile *file, uint32_t catalog, uint32_t info, const char *identity)
{
	Buf rows = {0}, entries = {0};
	flush_pack(file);
	write_streams(file, 0);
	uint32_t id = pdf_reserve(file, 1);
	size_t place = file->out->len - file->start;
	file->entries[id] = (Entry){.place = place, .kind = 1};
	put_rows(file, &rows);
	buf_printf(&entries, "/Type/XRef/W[1 5 2]/DecodeParms<</Predictor 12/Columns %d>>/Size %zu", ROW, file->count);
	buf_printf(&entries, "/Root %u 0 R/Info %u 0 R", (unsigned)catalog, (unsigned)info);
	put_identity(file, identity, &entries);
	pdf_stream(file, id, entries.data, rows.data, rows.len, PDF_FLATE);
	write_streams(file, 0);
	buf_printf(file->out, "startxref\n%zu\n%%%%EOF\n", place);
	buf_free(&rows);
	buf_free(&entries);
}

/* ---- pieces ---- */

void pdf_ref(Buf *out, uint32_t id)
{
	buf_char(out, ' ');
	buf_int(out, id);
	buf_add(out, " 0 R", 4);
}

void pdf_hex(Buf *out, uint32_t value, int digits)
{
	while (digits-- > 0)
		buf_char(out, "0123456789ABCDEF"[value >> (4 * digits) & 15]);
}

void pdf_name(Buf *out, const char *name)
{
	buf_char(out, '/');
	for (; *name; name++) {
		unsigned char c = (unsigned char)*name;
		if (c > ' ' && c < 0x7f && !strchr("()<>[]{}/%#", c)) {
			buf_char(out, (char)c);
			continue;
		}
		buf_char(out, '#');
		pdf_hex(out, c, 2);
	}
}

void pdf_string(Buf *out, const char *bytes, size_t len)
{
	static const char escapes[256] = PDF_ESCAPES;
	size_t done = 0;
	buf_char(out, '(');
	for (size_t i = 0; i < len; i++) {
		char escape = escapes[(unsigned char)bytes[i]];
		if (!escape)
			continue;
		buf_add(out, bytes + done, i - done);
		buf_char(out, '\\');
		buf_char(out, escape);
		done = i + 1;
	}
	buf_add(out, bytes + done, len - done);
	buf_char(out, ')');
}

void pdf_utf16(Buf *out, const char *text, size_t len)
{
	size_t used;
	for (; len; text += used, len -= used) {
		uint32_t c = utf8_decode(text, len, &used);
		if (c < 0x10000) {
			pdf_hex(out, c, 4);
			continue;
		}
		c -= 0x10000;
		pdf_hex(out, 0xD800 + (c >> 10), 4);
		pdf_hex(out, 0xDC00 + (c & 0x3ff), 4);
	}
}

void pdf_text_n(Buf *out, const char *text, size_t len)
{
	bool ascii = true;
	if (len > PDF_LONGEST / 2) /* a letter is two bytes */
		len = utf8_start(text, PDF_LONGEST / 2);
	for (size_t i = 0; i < len && ascii; i++)
		ascii = (text[i] >= ' ' && text[i] < 0x7f) || text[i] == '\n';
	if (ascii) {
		pdf_string(out, text, len);
		return;
	}
	buf_str(out, "<FEFF");
	pdf_utf16(out, text, len);
	buf_char(out, '>');
}

void pdf_text(Buf *out, const char *text)
{
	pdf_text_n(out, text, strlen(text));
}

int32_t pdf_hundredths(int32_t unit)
{
	int64_t scaled = (int64_t)unit * 100;
	return (int32_t)((scaled + (scaled < 0 ? -512 : 512)) / 1024);
}

void pdf_length(Buf *out, int32_t unit)
{
	buf_fixed(out, pdf_hundredths(unit), 2);
}
