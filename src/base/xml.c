/* Text as XML holds it. */
#include "base/base.h"

bool utf8_is_barred(uint32_t c)
{
	if (c < 0xA0)
		return c < 0x20 ? c != '\t' && c != '\n' && c != '\r' : c >= 0x7F;
	return (c >= 0xD800 && c <= 0xDFFF) || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

/* Bytes that are looked at; all others are copied as they come. */
static bool is_watched(unsigned char c)
{
	return c < 0x20 || c == 0x7F || c == '&' || c == '<' || c == '>' || c == '"' || c == 0xC2 || c >= 0xED;
}

/* Adds the character at text, and tells its length. */
static size_t escape_one(Buf *out, const char *text, size_t len, bool quotes)
{
	size_t used;
	uint32_t c = utf8_decode(text, len, &used);
	if (c == '&')
		buf_str(out, "&amp;");
	else if (c == '<')
		buf_str(out, "&lt;");
	else if (c == '>')
		buf_str(out, "&gt;");
	else if (c == '"' && quotes)
		buf_str(out, "&quot;");
	else if (!utf8_is_barred(c))
		buf_utf8(out, c);
	return used;
}

void buf_xml(Buf *out, const char *text, size_t len, bool quotes)
{
	for (size_t at = 0; at < len;) {
		size_t from = at;
		while (at < len && !is_watched((unsigned char)text[at]))
			at++;
		buf_add(out, text + from, at - from);
		if (at < len)
			at += escape_one(out, text + at, len - at, quotes);
	}
}
