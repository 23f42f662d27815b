/* Where lines may end, directions, hanging punctuation. */
#include "text/face.h"

#include <fribidi.h>
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

/* Whether a text may have right-to-left letters or controls: by its lead bytes. */
static bool may_turn(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i], next = i + 1 < len ? (unsigned char)text[i + 1] : 0;
		if ((c >= 0xD6 && c <= 0xDF) || (c == 0xE0 && next < 0xA4) || c == 0xEF || c == 0xF0)
			return true;
		if (c == 0xE2 && (next == 0x80 || next == 0x81) && i + 2 < len) {
			unsigned char last = (unsigned char)text[i + 2];
			if ((next == 0x80 && ((last >= 0x8E && last <= 0x8F) || (last >= 0xAA && last <= 0xAE))) ||
			    (next == 0x81 && last >= 0xA6))
				return true;
		}
	}
	return false;
}

/* A text as the algorithm sees it: with the controls that set isolates apart. */
typedef struct {
	FriBidiChar *chars;
	FriBidiStrIndex *places; /* of the character at each byte that begins one */
	FriBidiStrIndex count;
} Marked;

static void mark_isolates(Marked *marked, const char *text, size_t len, const TxtIsolate *isolates, size_t count)
{
	size_t used, next = 0;
	bool inside = false;
	for (size_t i = 0; i < len; i += used) {
		if (inside && isolates[next].end <= i) {
			marked->chars[marked->count++] = FRIBIDI_CHAR_PDI;
			inside = false;
			next++;
		}
		if (next < count && isolates[next].start == i) {
			marked->chars[marked->count++] = isolates[next].rtl ? FRIBIDI_CHAR_RLI : FRIBIDI_CHAR_LRI;
			inside = true;
		}
		marked->places[i] = marked->count;
		marked->chars[marked->count++] = utf8_decode(text + i, len - i, &used);
	}
}

static bool find_levels(const Marked *marked, int base, FriBidiLevel *out)
{
	size_t room = (size_t)marked->count;
	FriBidiCharType *types = base_calloc(room, sizeof *types);
	FriBidiBracketType *brackets = base_calloc(room, sizeof *brackets);
	FriBidiParType direction = base ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
	fribidi_get_bidi_types(marked->chars, marked->count, types);
	fribidi_get_bracket_types(marked->chars, marked->count, types, brackets);
	bool found = fribidi_get_par_embedding_levels_ex(types, brackets, marked->count, &direction, out) != 0;
	free(brackets);
	free(types);
	return found;
}

bool txt_bidi(const char *text, size_t len, int base, const TxtIsolate *isolates, size_t count, uint8_t *levels)
{
	if (!len || (!base && !may_turn(text, len)))
		return false;
	Marked marked = {base_calloc(len + 2 * count, sizeof *marked.chars), base_calloc(len, sizeof *marked.places),
	                 0};
	FriBidiLevel *found = base_calloc(len + 2 * count, sizeof *found);
	bool mixed = false;
	size_t used;
	mark_isolates(&marked, text, len, isolates, count);
	bool known = find_levels(&marked, base, found);
	for (size_t i = 0; known && i < len; i += used) {
		utf8_decode(text + i, len - i, &used);
		memset(levels + i, found[marked.places[i]], used);
		mixed |= levels[i] != base;
	}
	free(found);
	free(marked.places);
	free(marked.chars);
	return mixed;
}

/* ---- letters that join ---- */

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

/* ---- edges ---- */

/* After the tables of Thành's thesis and of microtype, for a serif face; other scripts by the shape of their signs. */
TxtProtrusion txt_protrusion(uint32_t codepoint)
{
	static const TxtProtrusion ascii[0x80] = {
	        ['!'] = {0, 100}, ['"'] = {300, 300}, ['\''] = {500, 500}, ['('] = {100, 0}, [')'] = {0, 200},
	        [','] = {0, 600}, ['-'] = {400, 600}, ['.'] = {0, 700},    [':'] = {0, 400}, [';'] = {0, 300},
	        ['?'] = {0, 100}, ['A'] = {50, 50},   ['F'] = {0, 50},     ['J'] = {50, 0},  ['K'] = {0, 50},
	        ['L'] = {0, 50},  ['T'] = {50, 50},   ['V'] = {50, 50},    ['W'] = {50, 50}, ['X'] = {50, 50},
	        ['Y'] = {50, 50}, ['k'] = {0, 50},    ['r'] = {0, 50},     ['t'] = {0, 70},  ['v'] = {50, 50},
	        ['w'] = {50, 50}, ['x'] = {50, 50},   ['y'] = {50, 70},
	};
	static const struct {
		uint32_t codepoint;
		TxtProtrusion out;
	} table[] = {
	        {0xA1, {150, 0}},     {0xAB, {200, 100}},   {0xB7, {0, 400}},     {0xBB, {100, 200}},
	        {0xBF, {100, 0}},     {0x37E, {0, 300}},    {0x387, {0, 500}},    {0x391, {50, 50}},
	        {0x393, {0, 60}},     {0x394, {50, 50}},    {0x39B, {50, 50}},    {0x3A4, {50, 50}},
	        {0x3A5, {50, 50}},    {0x3A7, {50, 50}},    {0x3B3, {50, 50}},    {0x3BD, {50, 50}},
	        {0x3C4, {50, 70}},    {0x3C7, {50, 50}},    {0x410, {50, 50}},    {0x413, {0, 60}},
	        {0x41B, {50, 0}},     {0x422, {50, 50}},    {0x423, {50, 50}},    {0x425, {50, 50}},
	        {0x433, {0, 60}},     {0x442, {50, 50}},    {0x443, {50, 70}},    {0x445, {50, 50}},
	        {0x55D, {0, 300}},    {0x589, {0, 600}},    {0x5BE, {0, 500}},    {0x5C3, {0, 400}},
	        {0x5F3, {0, 400}},    {0x5F4, {0, 300}},    {0x60C, {0, 400}},    {0x61B, {0, 300}},
	        {0x61F, {0, 100}},    {0x6D4, {0, 500}},    {0x964, {0, 300}},    {0x2010, {400, 600}},
	        {0x2013, {200, 300}}, {0x2014, {150, 200}}, {0x2018, {500, 500}}, {0x2019, {500, 600}},
	        {0x201A, {400, 400}}, {0x201C, {400, 300}}, {0x201D, {300, 500}}, {0x201E, {300, 300}},
	        {0x2026, {0, 200}},   {0x2039, {300, 200}}, {0x203A, {200, 300}},
	};
	size_t low = 0, high = BASE_LEN(table);
	if (codepoint < BASE_LEN(ascii))
		return ascii[codepoint];
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (table[middle].codepoint < codepoint)
			low = middle + 1;
		else
			high = middle;
	}
	return low < BASE_LEN(table) && table[low].codepoint == codepoint ? table[low].out : (TxtProtrusion){0, 0};
}
