/* How much the streams of a foreign PDF unpack to, found without keeping it. */
#include "impose/input.h"

#include <stdlib.h>
#include <string.h>

#include <zlib.h>

/* Filters one in another that anyone has a use for; more are a bomb's. */
enum { MOST_FILTERS = 4, PIECE = 1 << 15 };

/* Filters that make much of little, under both of their names. */
static bool is_packed(const char *name)
{
	static const char *const packed[] = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"};
	bool found = false;
	for (size_t i = 0; i < BASE_LEN(packed) && !found; i++)
		found = str_eq(packed[i], name);
	return found;
}

/* How often a stream is packed one in another, and whether by what is measured here alone. */
static size_t times_packed(qpdf_data qpdf, qpdf_oh stream, bool *measured)
{
	qpdf_oh filter = qpdf_oh_get_key(qpdf, qpdf_oh_get_dict(qpdf, stream), "/Filter");
	bool many = qpdf_oh_is_array(qpdf, filter);
	int count = many ? qpdf_oh_get_array_n_items(qpdf, filter) : qpdf_oh_is_name(qpdf, filter);
	size_t times = 0;
	*measured = true;
	for (int i = 0; i < count; i++) {
		qpdf_oh item = many ? qpdf_oh_get_array_item(qpdf, filter, i) : filter;
		const char *name = qpdf_oh_is_name(qpdf, item) ? qpdf_oh_get_name(qpdf, item) : "";
		times += is_packed(name);
		*measured = *measured && (str_eq(name, "/FlateDecode") || str_eq(name, "/Fl"));
	}
	return times;
}

/* Streams one in another: each hands on what it has unpacked, piece by piece. */
typedef struct {
	z_stream stages[MOST_FILTERS];
	size_t count, sum, most;
} Chain;

static void unpack_from(Chain *chain, size_t stage, unsigned char *data, size_t len)
{
	unsigned char piece[PIECE];
	z_stream *z = &chain->stages[stage];
	int status = Z_OK;
	z->next_in = data;
	z->avail_in = (uInt)len;
	while (status == Z_OK && chain->sum <= chain->most && (z->avail_in || !z->avail_out)) {
		z->next_out = piece;
		z->avail_out = PIECE;
		status = inflate(z, Z_NO_FLUSH);
		size_t got = PIECE - z->avail_out;
		chain->sum += got;
		if (stage + 1 < chain->count && got)
			unpack_from(chain, stage + 1, piece, got);
	}
}

static size_t unpacked_size(unsigned char *data, size_t len, size_t times, size_t most)
{
	Chain chain = {.most = most};
	while (chain.count < times && inflateInit(&chain.stages[chain.count]) == Z_OK)
		chain.count++;
	for (size_t at = 0; at < len && chain.count && chain.sum <= most; at += PIECE)
		unpack_from(&chain, 0, data + at, len - at < PIECE ? len - at : PIECE);
	for (size_t i = 0; i < chain.count; i++)
		inflateEnd(&chain.stages[i]);
	return chain.sum;
}

bool imp_unpacks_within(qpdf_data qpdf, qpdf_oh stream, size_t least, size_t *left)
{
	bool measured;
	size_t times = times_packed(qpdf, stream, &measured), len = 0;
	unsigned char *data = NULL;
	if (times < least)
		return true;
	if (times > 1 && (!measured || times > MOST_FILTERS))
		return false;
	QPDF_BOOL unpacked = QPDF_FALSE;
	qpdf_oh_get_stream_data(qpdf, stream, qpdf_dl_none, &unpacked, &data, &len);
	size_t size = measured && data ? unpacked_size(data, len, times, *left) : len;
	free(data);
	if (size > *left)
		return false;
	*left -= size;
	return true;
}
