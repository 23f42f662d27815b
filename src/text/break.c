/* Where lines may end (UAX #14), by libunibreak. */
#include "text/stretches.h"

#include <linebreak.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static bool is_indicator(const char *text, size_t len)
{
	return len >= 4 && !memcmp(text, "\xF0\x9F\x87", 3) && (unsigned char)text[3] >= 0xA6;
}

/* libunibreak 1.1 aborts at the letters of flags and at U+FFFF: it is shown a face
 * and a replacement character in their place, which break alike.  NULL: a text has none. */
static char *breakable(const char *text, size_t len)
{
	if (!memchr(text, 0xF0, len) && !memchr(text, 0xEF, len))
		return NULL;
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

static bool is_stop(char c)
{
	return c == ',' || c == '.' || c == ';' || c == ':' || c == '!' || c == '?';
}

/* Whether a byte begins a mark that in no language opens, or else is an apostrophe. */
static bool is_closing(const char *text, size_t len, size_t at)
{
	return at + 3 <= len && (!memcmp(text + at, "\u2019", 3) || !memcmp(text + at, "\u201D", 3));
}

/* Whether what ends before a byte lets a line end at a space after it, if a letter follows: a letter, a figure, a
 * stop, a quotation mark that opens in no language. */
static bool is_closed(const char *text, size_t end)
{
	char last = text[end - 1];
	if (is_plain(last) || (last >= '0' && last <= '9') || is_stop(last))
		return true;
	return end >= 3 && is_closing(text, end, end - 3);
}

/* Whether a mark stands where no line ends beside it: as an apostrophe between letters, or behind one, or a stop, where
 * the word ends (LB13, LB19). */
static bool is_bound(const char *text, size_t len, size_t at)
{
	size_t next = at + 3;
	if (!at || !is_closing(text, len, at) || !(is_plain(text[at - 1]) || is_stop(text[at - 1])))
		return false;
	return next == len || text[next] == ' ' ||
	       (text[at + 2] == '\x99' && is_plain(text[next]) && is_plain(text[at - 1]));
}

/* Whether a byte is of a stretch that no line ends within: letters (LB28), and a stop or a mark behind one where the
 * word ends (LB13). */
static bool is_whole(const char *text, size_t len, size_t at)
{
	if (is_plain(text[at]))
		return true;
	if (is_stop(text[at]))
		return at && is_plain(text[at - 1]) &&
		       (at + 1 == len || text[at + 1] == ' ' || is_closing(text, len, at + 1));
	return (unsigned char)text[at] >= 0x80 && is_bound(text, len, utf8_start(text, at));
}

/* What the library, which takes its time, says of a stretch: mostly it has been asked before. */
static void ask(TxtStretches *kept, const char *text, size_t len, const char *lang, uint8_t *out)
{
	static const uint8_t meaning[8] = {
	        [LINEBREAK_MUSTBREAK] = TXT_BREAK_MUST, [LINEBREAK_ALLOWBREAK] = TXT_BREAK_ALLOWED};
	if (kept && txt_stretches_find(kept, lang, text, len, out))
		return;
	set_linebreaks_utf8((const utf8_t *)text, len, lang, (char *)out);
	for (size_t i = 0; i < len; i++)
		out[i] = meaning[out[i] & 7];
	if (kept)
		txt_stretches_keep(kept, lang, text, len, out);
}

/* A line may always end at a space before a plain letter, if what is before it is closed (UAX #14, LB18), and never
 * between plain letters: the library is asked about the stretches between that hold other signs. */
static void find_breaks(TxtStretches *kept, const char *text, size_t len, const char *lang, uint8_t *out)
{
	size_t start = 0;
	bool whole = true;
	for (size_t i = 0; i < len; i++) {
		bool last = i + 1 == len;
		if (is_plain(text[i]) && !last)
			continue;
		bool gap = text[i] == ' ' && i && !last && is_plain(text[i + 1]) && is_closed(text, i);
		whole = whole && (gap || is_whole(text, len, i));
		if (!gap && !last)
			continue;
		if (!whole)
			ask(kept, text + start, i + 1 - start, lang, out + start);
		if (gap || whole)
			out[i] = gap ? TXT_BREAK_ALLOWED : TXT_BREAK_MUST;
		start = i + 1;
		whole = true;
	}
}

/* What is asked of the library at a space: the signs beside it; the words, where those are quotation marks by which
 * it looks farther. */
static size_t beside_space(const char *text, size_t len, size_t at, size_t *end)
{
	enum { FAR = 32 };
	size_t start = utf8_start(text, at - 1), used;
	utf8proc_int32_t before = (utf8proc_int32_t)utf8_decode(text + start, at - start, &used),
	                 after = (utf8proc_int32_t)utf8_decode(text + at + 1, len - at - 1, &used);
	*end = at + 1 + used;
	if ((before < 0x80 || utf8proc_category(before) != UTF8PROC_CATEGORY_PI) &&
	    (after < 0x80 || utf8proc_category(after) != UTF8PROC_CATEGORY_PF))
		return start;
	while (start && at - start < FAR && text[start - 1] != ' ')
		start = utf8_start(text, start - 1);
	while (*end < len && *end - at < FAR && text[*end - 1] != ' ')
		++*end;
	while (*end < len && utf8_goes_on(text[*end]))
		++*end;
	return start;
}

uint8_t txt_break_space(TxtFonts *fonts, const Language *own, const char *lang, const char *text, size_t len, size_t at)
{
	uint8_t found[128];
	bool may = is_plain(text[at + 1]) && is_closed(text, at);
	if (!may) {
		size_t end, start = beside_space(text, len, at, &end);
		ask(fonts->stretches, text + start, end - start, lang, found);
		may = found[at - start] == TXT_BREAK_ALLOWED;
	}
	return may ? (uint8_t)txt_custom_space(own, text, len, at) : TXT_BREAK_NO;
}

/* A soft hyphen is where a word may be divided, with a hyphen, which is not for here. */
static void pass_soft_hyphens(const char *text, size_t len, uint8_t *out)
{
	const char *at = text, *end = text + len;
	for (; at + 1 < end && (at = memchr(at, 0xC2, (size_t)(end - at - 1))) != NULL; at++) {
		if (at[1] == '\xAD')
			out[at + 1 - text] = TXT_BREAK_NO;
	}
}

void txt_breaks(TxtFonts *fonts, const char *text, size_t len, const char *lang, uint8_t *out)
{
	bool plain = txt_is_plain(text, len);
	char *shown = plain ? NULL : breakable(text, len);
	find_breaks(fonts ? fonts->stretches : NULL, shown ? shown : text, len, lang, out);
	free(shown);
	if (!plain)
		txt_break_words(text, len, out);
	pass_soft_hyphens(text, len, out);
	if (!plain && may_cluster(text, len))
		join_graphemes(text, len, out);
}
