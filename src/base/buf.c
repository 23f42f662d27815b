/* Growing runs of bytes. */
#include "base/base.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void buf_free(Buf *buf)
{
	free(buf->data);
	*buf = (Buf){0};
}

void buf_clear(Buf *buf)
{
	buf->len = 0;
	if (buf->data)
		buf->data[0] = 0;
}

void buf_reserve(Buf *buf, size_t more)
{
	if (more > SIZE_MAX / 4 || buf->len > SIZE_MAX / 4)
		base_no_memory();
	size_t need = buf->len + more + 1;
	if (need <= buf->cap)
		return;
	size_t cap = buf->cap ? buf->cap : 64;
	while (cap < need)
		cap *= 2;
	buf->data = base_realloc(buf->data, cap);
	buf->cap = cap;
}

void buf_add(Buf *buf, const void *data, size_t len)
{
	buf_reserve(buf, len);
	if (len)
		memcpy(buf->data + buf->len, data, len);
	buf->len += len;
	buf->data[buf->len] = 0;
}

void buf_str(Buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void buf_utf8(Buf *buf, uint32_t codepoint)
{
	char bytes[4];
	buf_add(buf, bytes, utf8_encode(codepoint, bytes));
}

void buf_printf(Buf *buf, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	if (len > 0) {
		buf_reserve(buf, (size_t)len);
		vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
		buf->len += (size_t)len;
	}
	va_end(again);
	va_end(args);
}

static unsigned long long magnitude(long long value)
{
	return value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value;
}

/* Puts the digits of rest before those that begin at digits + at, and adds them all. */
static void add_digits(Buf *buf, char *digits, size_t size, size_t at, bool minus, unsigned long long rest)
{
	do {
		digits[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest);
	if (minus)
		digits[--at] = '-';
	buf_add(buf, digits + at, size - at);
}

/* Digits from the right; written out by hand because it is called for every
 * number of every page. */
void buf_int(Buf *buf, long long value)
{
	char digits[24];
	add_digits(buf, digits, sizeof digits, sizeof digits, value < 0, magnitude(value));
}

void buf_fixed(Buf *buf, long long value, int decimals)
{
	while (decimals > 0 && value % 10 == 0) {
		value /= 10;
		decimals--;
	}
	if (decimals <= 0) {
		buf_int(buf, value);
		return;
	}
	unsigned long long rest = magnitude(value);
	char digits[40];
	size_t at = sizeof digits;
	for (int i = 0; i < decimals; i++, rest /= 10)
		digits[--at] = (char)('0' + rest % 10);
	digits[--at] = '.';
	add_digits(buf, digits, sizeof digits, at, value < 0, rest);
}

void buf_quoted(Buf *buf, const char *text, size_t len)
{
	buf_char(buf, '"');
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c == '\n')
			buf_str(buf, "\\n");
		else if (c < ' ')
			buf_printf(buf, "\\x%02x", c);
		else {
			if (c == '"' || c == '\\')
				buf_char(buf, '\\');
			buf_char(buf, (char)c);
		}
	}
	buf_char(buf, '"');
}
