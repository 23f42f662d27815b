/* Scripts that write without spaces between words: dictionaries know where words end. */
#include "text/face.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

/* Where Thai, Lao, Burmese and Khmer are, and the language by which their dictionaries are found. */
static const struct {
	uint32_t first, last;
	const char *lang;
} scripts[] = {{0x0E01, 0x0E5B, "th"}, {0x0E81, 0x0EDF, "lo"}, {0x1000, 0x109F, "my"}, {0x1780, 0x17FF, "km"}};

static int script_of(const char *text, size_t len, size_t at)
{
	size_t used;
	at = utf8_start(text, at);
	uint32_t c = utf8_decode(text + at, len - at, &used);
	for (int i = 0; i < (int)BASE_LEN(scripts); i++) {
		if (c >= scripts[i].first && c <= scripts[i].last)
			return i;
	}
	return -1;
}

/* The first of these scripts in a text, by lead bytes; -1: none. */
static int first_script(const char *text, size_t len)
{
	if (!memchr(text, 0xE0, len) && !memchr(text, 0xE1, len))
		return -1;
	for (size_t i = 0; i + 1 < len; i++) {
		unsigned char c = (unsigned char)text[i], next = (unsigned char)text[i + 1];
		bool may = (c == 0xE0 && next >= 0xB8 && next <= 0xBB) ||
		           (c == 0xE1 && (next <= 0x82 || next == 0x9E || next == 0x9F));
		int script = may ? script_of(text, len, i) : -1;
		if (script >= 0)
			return script;
	}
	return -1;
}

/* Line breaks of ICU, those between letters of these scripts alone: the rest is UAX #14's, and decided. */
void txt_break_words(const char *text, size_t len, uint8_t *out)
{
	int script = first_script(text, len);
	if (script < 0)
		return;
	UErrorCode status = U_ZERO_ERROR;
	UText *source = utext_openUTF8(NULL, text, (int64_t)len, &status);
	UBreakIterator *breaks = ubrk_open(UBRK_LINE, scripts[script].lang, NULL, 0, &status);
	ubrk_setUText(breaks, source, &status);
	for (int32_t at = U_SUCCESS(status) ? ubrk_next(breaks) : UBRK_DONE; at != UBRK_DONE; at = ubrk_next(breaks)) {
		size_t byte = (size_t)at;
		if (byte && byte < len && script_of(text, len, byte) >= 0 && script_of(text, len, byte - 1) >= 0)
			out[byte - 1] = TXT_BREAK_ALLOWED;
	}
	if (breaks)
		ubrk_close(breaks);
	utext_close(source);
}

bool txt_words_meet(const char *text, size_t len, size_t at)
{
	return (unsigned char)text[at] >= 0x80 && script_of(text, len, at) >= 0 && at + 1 < len &&
	       script_of(text, len, at + 1) >= 0;
}
