/* The container, by libzip: in memory, the same bytes on every run. */
#include "epub/inner.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <zip.h>

struct EpZip {
	zip_t *zip;
	zip_source_t *source;
	uint16_t date, time;
	const char *fault;
};

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

void ep_zip_add(EpZip *zip, const char *name, const void *data, size_t len, bool stored)
{
	if (zip->fault)
		return;
	char *copy = base_alloc(len + 1);
	if (len)
		memcpy(copy, data, len);
	zip_source_t *source = zip_source_buffer(zip->zip, copy, len, 1);
	if (!source) {
		free(copy);
		zip->fault = "cannot take a file";
		return;
	}
	zip_int64_t index = zip_file_add(zip->zip, name, source, ZIP_FL_ENC_UTF_8);
	if (index < 0) {
		zip_source_free(source);
		zip->fault = "cannot take a file";
		return;
	}
	zip_uint64_t at = (zip_uint64_t)index;
	if (zip_set_file_compression(zip->zip, at, stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, stored ? 0 : 9) ||
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
	free(zip);
	return fault;
}
