/* Headers of the formats of pixels: what a file is, before anything decodes it.
 *
 * libpng and libjpeg could be asked too, but they set up a decoder first, inflate profiles,
 * keep what they are told to keep, and jump out of what is damaged; neither knows of EXIF's
 * block nor sees that a file's end is missing.  Every image of a stranger's document comes
 * through here, before anything else touches it: a walk over lengths that are checked
 * allocates nothing and cannot be made to work long.  WebP's own header function is of that
 * kind, and is used. */
#include "image/inner.h"

#include <string.h>

#include <webp/decode.h>

typedef struct {
	const uint8_t *data;
	size_t len;
} Bytes;

static uint32_t be16(const uint8_t *at)
{
	return (uint32_t)at[0] << 8 | at[1];
}

static uint32_t be32(const uint8_t *at)
{
	return be16(at) << 16 | be16(at + 2);
}

static uint32_t le16(const uint8_t *at)
{
	return (uint32_t)at[1] << 8 | at[0];
}

/* Pixels a metre as pixels an inch. */
static uint32_t from_metre(uint32_t density)
{
	return (uint32_t)((double)density * 0.0254 + 0.5);
}

/* ---- PNG ----------------------------------------------------------------- */

static void png_chunk(const uint8_t *type, const uint8_t *body, size_t len, ImgInfo *out)
{
	if (!memcmp(type, "pHYs", 4) && len >= 9 && body[8] == 1)
		out->dpi = from_metre(be32(body));
	else if (!memcmp(type, "tRNS", 4))
		out->alpha = true;
	else if (!memcmp(type, "iCCP", 4))
		out->icc = true;
}

static const char *probe_png(Bytes in, ImgInfo *out)
{
	if (in.len < 33 || memcmp(in.data + 12, "IHDR", 4))
		return "is a damaged PNG";
	out->type = IMG_PNG;
	out->width = be32(in.data + 16);
	out->height = be32(in.data + 20);
	uint8_t color = in.data[25];
	out->components = color == 0 || color == 4 ? 1 : 3;
	out->alpha = color == 4 || color == 6;
	out->progressive = in.data[28] != 0;
	for (size_t at = 33; at + 12 <= in.len;) {
		size_t len = be32(in.data + at);
		if (len > in.len - at - 12)
			break;
		if (!memcmp(in.data + at + 4, "IEND", 4))
			return NULL;
		png_chunk(in.data + at + 4, in.data + at + 8, len, out);
		at += 12 + len;
	}
	return "is a PNG whose end is missing";
}

/* ---- JPEG ---------------------------------------------------------------- */

static uint32_t tiff_short(Bytes in, size_t at, bool big)
{
	return big ? be16(in.data + at) : le16(in.data + at);
}

static uint32_t tiff_long(Bytes in, size_t at, bool big)
{
	return big ? be32(in.data + at) : le16(in.data + at) | le16(in.data + at + 2) << 16;
}

/* Orientation and resolution from the first directory of an EXIF block. */
static void read_exif(Bytes in, ImgInfo *out)
{
	if (in.len < 14)
		return;
	bool big = in.data[0] == 'M';
	size_t at = tiff_long(in, 4, big);
	if (at > in.len - 2)
		return;
	uint32_t count = tiff_short(in, at, big), unit = 2;
	double density = 0;
	for (at += 2; count && at + 12 <= in.len; count--, at += 12) {
		uint32_t tag = tiff_short(in, at, big), value = tiff_short(in, at + 8, big);
		size_t place = tiff_long(in, at + 8, big);
		if (tag == 0x0112 && value >= 1 && value <= 8)
			out->orientation = (uint8_t)value;
		else if (tag == 0x0128)
			unit = value;
		else if (tag == 0x011A && in.len >= 8 && place <= in.len - 8 && tiff_long(in, place + 4, big))
			density = (double)tiff_long(in, place, big) / (double)tiff_long(in, place + 4, big);
	}
	if (unit == 3)
		density *= 2.54;
	if (!out->dpi && density >= 1 && density < 100000 && unit >= 2)
		out->dpi = (uint32_t)(density + 0.5);
}

/* What one segment with a body says. */
static const char *jpeg_segment(uint8_t marker, Bytes body, ImgInfo *out)
{
	const uint8_t *at = body.data;
	if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
		if (marker > 0xC2)
			return "is a JPEG of a kind that few programs read; save it as a baseline JPEG";
		if (body.len < 6u + 3u * (body.len >= 6 ? at[5] : 0u) || at[0] != 8)
			return "is a damaged JPEG";
		out->progressive = marker == 0xC2;
		out->height = be16(at + 1);
		out->width = be16(at + 3);
		out->components = at[5];
		/* Plain RGB samples are foreign to a PDF's filter: convert them. */
		if (at[5] == 3 && at[6] == 'R' && at[9] == 'G' && at[12] == 'B')
			out->icc = true;
	} else if (marker == 0xE0 && body.len >= 12 && !memcmp(at, "JFIF", 5) && (at[7] == 1 || at[7] == 2)) {
		uint32_t x = be16(at + 8);
		out->dpi = x <= 1 ? 0 : at[7] == 1 ? x : (x * 254 + 50) / 100;
	} else if (marker == 0xE1 && body.len > 6 && !memcmp(at, "Exif\0", 6)) {
		read_exif((Bytes){at + 6, body.len - 6}, out);
	} else if (marker == 0xE2 && body.len > 14 && !memcmp(at, "ICC_PROFILE", 12)) {
		out->icc = out->icc || at[13] != 1 || !img_icc_is_srgb(at + 14, body.len - 14);
	}
	return NULL;
}

/* Where what is coded ends, from a place on: at a marker, which 0xFF is where it is followed by neither 0, which stands
 * for itself alone, nor a restart's number. */
static size_t jpeg_marker(Bytes in, size_t at)
{
	while (at + 1 < in.len) {
		const uint8_t *mark = memchr(in.data + at, 0xFF, in.len - at - 1);
		if (!mark)
			break;
		at = (size_t)(mark - in.data);
		if (mark[1] && mark[1] != 0xFF && (mark[1] < 0xD0 || mark[1] > 0xD7))
			return at;
		at += mark[1] == 0xFF ? 1 : 2;
	}
	return in.len;
}

/* Whether what a marker begins may come after a scan: more of them, tables, what programs say of their own. */
static bool goes_on(uint8_t marker)
{
	enum {
		CODES = 0xC4,
		ARITHMETIC = 0xCC,
		SCAN = 0xDA,
		RESTART = 0xDD,
		OWN = 0xE0,
		LAST_OWN = 0xEF,
		COMMENT = 0xFE
	};
	return marker == CODES || marker == ARITHMETIC || (marker >= SCAN && marker <= RESTART) ||
	       (marker >= OWN && marker <= LAST_OWN) || marker == COMMENT;
}

/* Goes over the scans, from the first one on: whether they end, with nothing between that cannot be, and are not more
 * than anyone should decode. */
static const char *jpeg_scans(Bytes in, size_t at, ImgInfo *out)
{
	enum { END = 0xD9, SCAN = 0xDA };
	size_t scans = 0;
	bool ended = false;
	for (at = jpeg_marker(in, at); at + 2 <= in.len && scans <= IMG_MOST_SCANS; at = jpeg_marker(in, at)) {
		uint8_t marker = in.data[at + 1];
		ended = marker == END;
		out->torn = !ended && !goes_on(marker);
		if (ended || out->torn)
			break;
		scans += marker == SCAN;
		at += 2 + (at + 4 <= in.len ? be16(in.data + at + 2) : 0);
	}
	out->cut = !ended;
	return scans > IMG_MOST_SCANS ? "is a JPEG of more than 500 scans; save it anew" : NULL;
}

static const char *probe_jpeg(Bytes in, ImgInfo *out)
{
	size_t at;
	out->type = IMG_JPEG;
	for (at = 2; at + 4 <= in.len;) {
		if (in.data[at] != 0xFF)
			break;
		uint8_t marker = in.data[at + 1];
		if (marker == 0xFF || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
			at += marker == 0xFF ? 1 : 2;
			continue;
		}
		size_t len = be16(in.data + at + 2);
		if (marker == 0xDA || marker == 0xD9 || len < 2 || len > in.len - at - 2)
			break;
		const char *why = jpeg_segment(marker, (Bytes){in.data + at + 4, len - 2}, out);
		if (why)
			return why;
		at += 2 + len;
	}
	if (out->components != 1 && out->components != 3 && out->components != 4)
		return "is a damaged JPEG";
	return jpeg_scans(in, at, out);
}

/* ---- GIF and WebP -------------------------------------------------------- */

static const char *probe_gif(Bytes in, ImgInfo *out)
{
	if (in.len < 13)
		return "is a damaged GIF";
	out->type = IMG_GIF;
	out->width = le16(in.data + 6);
	out->height = le16(in.data + 8);
	return (size_t)out->width * out->height > IMG_MOST_GIF ? "has too many pixels" : NULL;
}

static const char *probe_webp(Bytes in, ImgInfo *out)
{
	WebPBitstreamFeatures features;
	if (WebPGetFeatures(in.data, in.len, &features) != VP8_STATUS_OK)
		return "is a damaged WebP";
	out->type = IMG_WEBP;
	out->width = (uint32_t)features.width;
	out->height = (uint32_t)features.height;
	out->alpha = features.has_alpha;
	return NULL;
}

/* ---- any of them --------------------------------------------------------- */

bool img_probe_pixels(const void *data, size_t len, ImgInfo *out, const char **why)
{
	static const uint8_t png[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
	Bytes in = {data, len};
	if (len >= 8 && !memcmp(data, png, 8))
		*why = probe_png(in, out);
	else if (len >= 3 && !memcmp(data, "\xFF\xD8\xFF", 3))
		*why = probe_jpeg(in, out);
	else if (len >= 6 && (!memcmp(data, "GIF87a", 6) || !memcmp(data, "GIF89a", 6)))
		*why = probe_gif(in, out);
	else if (len >= 12 && !memcmp(data, "RIFF", 4) && !memcmp(in.data + 8, "WEBP", 4))
		*why = probe_webp(in, out);
	else
		return false;
	return true;
}

bool img_jpeg_passes(const ImgInfo *info)
{
	return info->type == IMG_JPEG && (info->components == 1 || info->components == 3) && !info->icc &&
	       info->orientation == 1;
}
