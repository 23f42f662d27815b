/* Letters that join. */
#include "text/face.h"

#include <fribidi.h>

/* Whether a character may be of a script whose letters join, by its lead bytes. */
static bool may_join(const char *text, size_t len)
{
	unsigned char c = (unsigned char)text[0], next = len > 1 ? (unsigned char)text[1] : 0;
	return (c >= 0xD8 && c <= 0xDF) || (c == 0xE0 && next >= 0xA1 && next < 0xA4) ||
	       (c == 0xE1 && next >= 0xA0 && next < 0xA4) || (c == 0xE2 && next == 0x80) ||
	       (c == 0xEA && next == 0xA1) || c == 0xF0;
}

bool txt_joins(const char *text, size_t len, size_t at)
{
	size_t before = at, used;
	uint32_t c;
	if (!may_join(text + at, len - at))
		return false;
	do {
		before = utf8_back(text, before);
		c = utf8_decode(text + before, len - before, &used);
	} while (before && FRIBIDI_IS_JOINING_TYPE_T(fribidi_get_joining_type(c)));
	if (!FRIBIDI_IS_JOINING_TYPE_LC(fribidi_get_joining_type(c)))
		return false;
	do {
		c = utf8_decode(text + at, len - at, &used);
		at += used;
	} while (at < len && FRIBIDI_IS_JOINING_TYPE_T(fribidi_get_joining_type(c)));
	return FRIBIDI_IS_JOINING_TYPE_RC(fribidi_get_joining_type(c));
}
