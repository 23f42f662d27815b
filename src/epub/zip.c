/* The container, by libzip: in memory, the same bytes on every run. */
#include "epub/plan.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libdeflate.h>
#include <zip.h>

/* Beyond this level the novel takes twice the time for a hundredth of the size. */
enum { LEVEL = 7 };

struct EpZip {
	zip_t *zip;
	zip_source_t *source;
	struct libdeflate_compressor *compressor;
	uint16_t date, time;
	const char *fault;
};

/* A file that is deflated already, as libzip asks for it piece by piece. */
typedef struct {
	char *data;
	size_t len, at, size;
	uint32_t crc;
} Packed;

/* The moment in the form of DOS, in UTC so that it does not depend on the place. */
static void set_moment(EpZip *zip, int64_t modified)
{
	time_t moment = (time_t)modified;
	struct tm tm;
	zip->date = 0x21;
	if (!gmtime_r(&moment, &tm) || tm.tm_year < 80 || tm.tm_year > 207)
		return;
	zip->date = (uint16_t)((tm.tm_year - 80) << 9 | (tm.tm_mon + 1) << 5 | tm.tm_mday);
	zip->time = (uint16_t)(tm.tm_hour << 11 | tm.tm_min << 5 | tm.tm_sec / 2);
}

EpZip *ep_zip_new(int64_t modified)
{
	EpZip *zip = base_calloc(1, sizeof *zip);
	zip_error_t error;
	zip_error_init(&error);
	set_moment(zip, modified);
	zip->compressor = libdeflate_alloc_compressor(LEVEL);
	if (!zip->compressor)
		base_no_memory();
	zip->source = zip_source_buffer_create(NULL, 0, 0, &error);
	if (zip->source) {
		zip_source_keep(zip->source);
		zip->zip = zip_open_from_source(zip->source, ZIP_TRUNCATE, &error);
	}
	if (!zip->zip)
		zip->fault = "cannot be begun";
	zip_error_fini(&error);
	return zip;
}

/* ---- files --------------------------------------------------------------- */

static zip_int64_t stat_packed(const Packed *packed, void *data)
{
	zip_stat_t *stat = data;
	zip_stat_init(stat);
	stat->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD;
	stat->size = packed->size;
	stat->comp_size = packed->len;
	stat->crc = packed->crc;
	stat->comp_method = ZIP_CM_DEFLATE;
	return sizeof *stat;
}

static zip_int64_t serve(void *closure, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
	Packed *packed = closure;
	size_t left = packed->len - packed->at;
	switch (command) {
	case ZIP_SOURCE_OPEN:
		packed->at = 0;
		return 0;
	case ZIP_SOURCE_READ:
		left = left < len ? left : (size_t)len;
		memcpy(data, packed->data + packed->at, left);
		packed->at += left;
		return (zip_int64_t)left;
	case ZIP_SOURCE_STAT:
		return stat_packed(packed, data);
	case ZIP_SOURCE_FREE:
		free(packed->data);
		free(packed);
		return 0;
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
		                                      ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	default:
		return 0;
	}
}

/* libdeflate takes a third of the time that zlib inside libzip does. */
static zip_source_t *deflated(EpZip *zip, const void *data, size_t len)
{
	Packed *packed = base_calloc(1, sizeof *packed);
	size_t bound = libdeflate_deflate_compress_bound(zip->compressor, len);
	packed->data = base_alloc(bound);
	packed->len = libdeflate_deflate_compress(zip->compressor, data, len, packed->data, bound);
	packed->size = len;
	packed->crc = libdeflate_crc32(0, data, len);
	zip_source_t *source = zip_source_function(zip->zip, serve, packed);
	if (!source)
		serve(packed, NULL, 0, ZIP_SOURCE_FREE);
	return source;
}

static zip_source_t *plain(EpZip *zip, const void *data, size_t len)
{
	char *copy = base_alloc(len + 1);
	if (len)
		memcpy(copy, data, len);
	zip_source_t *source = zip_source_buffer(zip->zip, copy, len, 1);
	if (!source)
		free(copy);
	return source;
}

void ep_zip_add(EpZip *zip, const char *name, const void *data, size_t len, bool stored)
{
	if (zip->fault)
		return;
	stored = stored || !len;
	zip_source_t *source = stored ? plain(zip, data, len) : deflated(zip, data, len);
	zip_int64_t index = source ? zip_file_add(zip->zip, name, source, ZIP_FL_ENC_UTF_8) : -1;
	if (source && index < 0)
		zip_source_free(source);
	zip_uint64_t at = (zip_uint64_t)index;
	if (index < 0 || zip_set_file_compression(zip->zip, at, stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) ||
	    zip_file_set_dostime(zip->zip, at, zip->time, zip->date, 0))
		zip->fault = "cannot take a file";
}

/* Reads the finished bytes out of libzip's buffer. */
static const char *read_out(zip_source_t *source, Buf *out)
{
	zip_stat_t stat;
	if (zip_source_stat(source, &stat) || zip_source_open(source))
		return "cannot be read back";
	size_t start = out->len, size = (size_t)stat.size;
	buf_reserve(out, size + 1);
	zip_int64_t got = zip_source_read(source, out->data + start, size);
	zip_source_close(source);
	if (got < 0 || (size_t)got != size)
		return "cannot be read back";
	out->len += size;
	out->data[out->len] = '\0';
	return NULL;
}

const char *ep_zip_finish(EpZip *zip, Buf *out)
{
	const char *fault = zip->fault;
	if (zip->zip && (fault || zip_close(zip->zip))) {
		fault = fault ? fault : "cannot be finished";
		zip_discard(zip->zip);
	}
	if (!fault)
		fault = read_out(zip->source, out);
	if (zip->source)
		zip_source_free(zip->source);
	libdeflate_free_compressor(zip->compressor);
	free(zip);
	return fault;
}
