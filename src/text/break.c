/* Where lines may end (UAX #14), by libunibreak. */
#include "text/face.h"

#include <linebreak.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static bool is_indicator(const char *text, size_t len)
{
	return len >= 4 && !memcmp(text, "\xF0\x9F\x87", 3) && (unsigned char)text[3] >= 0xA6;
}

/* libunibreak 1.1 aborts at the letters of flags and at U+FFFF: it is shown a face
 * and a replacement character in their place, which break alike. */
static char *breakable(const char *text, size_t len)
{
	char *copy = base_alloc(len + 1);
	memcpy(copy, text, len);
	copy[len] = '\0';
	for (size_t i = 0; i + 2 < len; i++) {
		if (is_indicator(text + i, len - i))
			memcpy(copy + i, "\xF0\x9F\x98\x80", 4);
		else if (!memcmp(text + i, "\xEF\xBF\xBF", 3))
			memcpy(copy + i, "\xEF\xBF\xBD", 3);
	}
	return copy;
}

/* Whether graphemes of more than one character may be in a text: by lead bytes and joiners. */
static bool may_cluster(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c < 0xCC || (c > 0xCD && c < 0xD6 && c != 0xD2))
			continue;
		bool sign = c == 0xE2 && i + 2 < len &&
		            !((unsigned char)text[i + 1] == 0x80 && (unsigned char)text[i + 2] < 0x90) &&
		            (unsigned char)text[i + 1] != 0x83;
		if (!sign)
			return true;
	}
	return false;
}

/* A grapheme stays whole (UAX #29): letters with their marks, emoji of several, flags. */
static void join_graphemes(const char *text, size_t len, uint8_t *out)
{
	utf8proc_int32_t state = 0;
	size_t used, next_used;
	uint32_t c = utf8_decode(text, len, &used);
	for (size_t at = 0; at + used < len; at += used, used = next_used) {
		uint32_t next = utf8_decode(text + at + used, len - at - used, &next_used);
		if (!utf8proc_grapheme_break_stateful((utf8proc_int32_t)c, (utf8proc_int32_t)next, &state))
			out[at + used - 1] = TXT_BREAK_NO;
		c = next;
	}
}

static bool is_plain(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* A sign after a plain letter that no line ends before (LB13). */
static bool is_stop(const char *text, size_t at)
{
	static const char stops[] = ",.;:!?";
	return at && is_plain(text[at - 1]) && text[at] && strchr(stops, text[at]);
}

/* A line may always end at "letter, space, letter", with a stop before the space or
 * not, whatever is before or after (UAX #14, LB18), and never between plain letters
 * (LB28): the library, which takes its time, is asked about the stretches between that
 * hold other signs. */
static void find_breaks(const char *text, size_t len, const char *lang, char *breaks)
{
	size_t start = 0;
	bool plain = true;
	for (size_t i = 0; i < len; i++) {
		bool gap = text[i] == ' ' && i && i + 1 < len && is_plain(text[i + 1]) &&
		           (is_plain(text[i - 1]) || is_stop(text, i - 1));
		bool stop = i + 1 < len && text[i + 1] == ' ' && is_stop(text, i);
		plain = plain && (gap || stop || is_plain(text[i]));
		if (!gap && i + 1 < len)
			continue;
		if (plain)
			memset(breaks + start, LINEBREAK_NOBREAK, i + 1 - start);
		else
			set_linebreaks_utf8((const utf8_t *)text + start, i + 1 - start, lang, breaks + start);
		if (gap || plain)
			breaks[i] = gap ? LINEBREAK_ALLOWBREAK : LINEBREAK_MUSTBREAK;
		start = i + 1;
		plain = true;
	}
}

void txt_breaks(const char *text, size_t len, const char *lang, uint8_t *out)
{
	char *breaks = base_alloc(len + 1), *shown = breakable(text, len);
	find_breaks(shown, len, lang, breaks);
	free(shown);
	for (size_t i = 0; i < len; i++)
		out[i] = breaks[i] == LINEBREAK_MUSTBREAK    ? TXT_BREAK_MUST
		         : breaks[i] == LINEBREAK_ALLOWBREAK ? TXT_BREAK_ALLOWED
		                                             : TXT_BREAK_NO;
	free(breaks);
	txt_break_words(text, len, out);
	if (may_cluster(text, len))
		join_graphemes(text, len, out);
}
