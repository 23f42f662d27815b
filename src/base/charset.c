/* Text in other encodings than UTF-8. */
#include "base/base.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

const char *charset_guess(const char *text, size_t len)
{
	if (len >= 4 && (!memcmp(text, "\xFF\xFE\0\0", 4) || !memcmp(text, "\0\0\xFE\xFF", 4)))
		return "UTF-32";
	if (len < 2)
		return NULL;
	if (!memcmp(text, "\xFF\xFE", 2) || (len % 2 == 0 && text[0] && !text[1]))
		return "UTF-16LE";
	return !memcmp(text, "\xFE\xFF", 2) || (len % 2 == 0 && !text[0] && text[1]) ? "UTF-16BE" : NULL;
}

bool charset_convert(const char *name, const char *text, size_t len, Buf *out, size_t *bad)
{
	enum { PIECE = 65536 };
	iconv_t converter = iconv_open("UTF-8", name);
	size_t left = len;
	char *in = (char *)text; /* which iconv does not change */
	bool done = converter != (iconv_t)-1, going = done;
	while (going) {
		buf_reserve(out, PIECE);
		char *to = out->data + out->len;
		size_t room = PIECE;
		size_t got = iconv(converter, &in, &left, &to, &room);
		out->len += PIECE - room;
		out->data[out->len] = '\0';
		done = got != (size_t)-1;
		going = !done && errno == E2BIG;
	}
	*bad = len - left;
	if (converter != (iconv_t)-1)
		iconv_close(converter);
	if (out->len >= 3 && !memcmp(out->data, "\xEF\xBB\xBF", 3)) {
		memmove(out->data, out->data + 3, out->len - 2);
		out->len -= 3;
	}
	return done;
}
