/*
 * Chinese and Japanese text: which signs stand on half an em, and what is between letters.  After "Requirements for
 * Japanese Text Layout" (W3C, JLREQ) and "Requirements for Chinese Text Layout" (CLREQ).
 */
#include "text/face.h"

#include <string.h>

typedef enum {
	CLASS_OTHER,
	CLASS_LETTER, /* an ideograph, a kana, whatever fills its em */
	CLASS_LATIN,  /* letters and figures of other scripts */
	CLASS_OPEN,   /* ink in the right half of the em */
	CLASS_CLOSE   /* in the left half */
} Class;

bool txt_is_east_asian(uint32_t c)
{
	return (c >= 0x2E80 && c <= 0x312F) || (c >= 0x3190 && c <= 0xA4CF && c != 0x3164) ||
	       (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFF60) ||
	       (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1B000 && c <= 0x1B2FF) || (c >= 0x1F200 && c <= 0x1F2FF) ||
	       (c >= 0x20000 && c <= 0x3FFFF);
}

bool txt_is_shared_sign(uint32_t c)
{
	return c == 0x2014 || c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2026;
}

static uint32_t before(const char *text, size_t len, size_t *at)
{
	size_t used;
	*at = utf8_back(text, *at);
	return utf8_decode(text + *at, len - *at, &used);
}

/* Whether letters of East Asia stand on either side of a shared sign, other such signs apart. */
static bool is_among_east_asian(const char *text, size_t len, size_t at)
{
	size_t left = at, used;
	uint32_t c = 0;
	do
		c = left ? before(text, len, &left) : 0;
	while (txt_is_shared_sign(c));
	if (txt_is_east_asian(c))
		return true;
	do {
		c = utf8_decode(text + at, len - at, &used);
		at += used;
	} while (at < len && txt_is_shared_sign(c));
	return txt_is_east_asian(c);
}

bool txt_signs_are_wide(const char *text, size_t len, size_t from, size_t to, const char *lang)
{
	size_t used;
	const char *first = memchr(text + from, 0xE2, to - from);
	for (const char *at = first; at; at = memchr(at + 1, 0xE2, to - (size_t)(at + 1 - text))) {
		size_t byte = (size_t)(at - text);
		if (txt_is_shared_sign(utf8_decode(at, len - byte, &used)) && is_among_east_asian(text, len, byte))
			return lang_find(lang)->east_asia.wide_signs;
	}
	return false;
}

/* Brackets are halved in all of East Asia; what else is, depends on where a language's fonts put it. */
static Class class_of_bracket(uint32_t c)
{
	static const uint32_t pairs[][2] = {
	        {0x3008, 0x3009}, {0x300A, 0x300B}, {0x300C, 0x300D}, {0x300E, 0x300F}, {0x3010, 0x3011},
	        {0x3014, 0x3015}, {0x3016, 0x3017}, {0x3018, 0x3019}, {0x301D, 0x301F}, {0xFF08, 0xFF09},
	        {0xFF3B, 0xFF3D}, {0xFF5B, 0xFF5D}, {0xFF5F, 0xFF60},
	};
	for (size_t i = 0; i < BASE_LEN(pairs); i++) {
		if (c == pairs[i][0] || c == pairs[i][1])
			return c == pairs[i][0] ? CLASS_OPEN : CLASS_CLOSE;
	}
	return CLASS_OTHER;
}

/* JLREQ, 3.1.7: small kana, marks of length and repetition, and the like; closing signs UAX #14 knows itself. */
bool txt_begins_no_line(uint32_t c)
{
	static const uint32_t table[] = {0x3005, 0x303B, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063,
	                                 0x3083, 0x3085, 0x3087, 0x308E, 0x3095, 0x3096, 0x309D, 0x309E,
	                                 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3, 0x30E5,
	                                 0x30E7, 0x30EE, 0x30F5, 0x30F6, 0x30FB, 0x30FC, 0x30FD, 0x30FE};
	size_t i = 0;
	while (c >= 0x3005 && i < BASE_LEN(table) && table[i] != c)
		i++;
	return c >= 0x3005 && (i < BASE_LEN(table) || (c >= 0x31F0 && c <= 0x31FF));
}

/* Stops and commas: at the lower left in Japan and on the mainland, in the middle of the em elsewhere. */
static bool is_stop(uint32_t c, LangStops stops)
{
	bool chinese = stops == LANG_STOPS_CHINESE && (c == 0xFF01 || c == 0xFF1A || c == 0xFF1B || c == 0xFF1F);
	return stops != LANG_STOPS_MIDDLE && (c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF0E || chinese);
}

static Class class_of(uint32_t c, LangStops stops, bool wide)
{
	if (txt_is_shared_sign(c) && wide)
		return c == 0x2018 || c == 0x201C ? CLASS_OPEN : c == 0x2019 || c == 0x201D ? CLASS_CLOSE : CLASS_OTHER;
	if (txt_is_east_asian(c)) {
		Class sign = class_of_bracket(c);
		if (sign != CLASS_OTHER || c == 0x3000 || c == 0x30FB)
			return sign;
		return is_stop(c, stops) ? CLASS_CLOSE : CLASS_LETTER;
	}
	bool latin = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
	             (c >= 0xC0 && c < 0x590 && c != 0xD7 && c != 0xF7);
	return latin ? CLASS_LATIN : CLASS_OTHER;
}

TxtHalf txt_half_of(uint32_t c, const char *lang, bool wide)
{
	const Language *language = lang_find(lang);
	if (!language->east_asia.squares)
		return TXT_WHOLE;
	Class class = class_of(c, language->east_asia.stops, wide);
	return class == CLASS_OPEN ? TXT_RIGHT_HALF : class == CLASS_CLOSE ? TXT_LEFT_HALF : TXT_WHOLE;
}

static TxtGap gap_between(Class left, Class right)
{
	if (left == CLASS_CLOSE)
		return right == CLASS_CLOSE ? TXT_GAP_NONE : TXT_GAP_SIGN;
	if (right == CLASS_OPEN)
		return left == CLASS_OPEN ? TXT_GAP_NONE : TXT_GAP_SIGN;
	if (left == CLASS_LETTER && right == CLASS_LETTER)
		return TXT_GAP_LETTERS;
	return (left == CLASS_LETTER && right == CLASS_LATIN) || (left == CLASS_LATIN && right == CLASS_LETTER)
	               ? TXT_GAP_LATIN
	               : TXT_GAP_NONE;
}

bool txt_may_have_gaps(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c < 0xE0 || c == 0xE2)
			continue;
		if (c == 0xE0 || c == 0xE1 || (c >= 0xE3 && c <= 0xE9) || c == 0xEF || c == 0xF0 ||
		    (c == 0xEA && i + 1 < len && (unsigned char)text[i + 1] < 0x93))
			return true;
	}
	return false;
}

/* The character after one, without the marks and selectors that belong to it. */
static uint32_t next_base(const char *text, size_t len, size_t *at)
{
	uint32_t c = 0;
	size_t used;
	for (; *at < len; *at += used) {
		c = utf8_decode(text + *at, len - *at, &used);
		bool mark =
		        (c >= 0x3099 && c <= 0x309A) || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
		if (!mark)
			return c;
	}
	return 0;
}

void txt_gaps(const char *text, size_t len, size_t from, size_t to, const char *lang, const uint8_t *breaks,
              uint8_t *out)
{
	size_t used;
	for (size_t i = from; i < to; i++) {
		if (breaks[i] == TXT_BREAK_ALLOWED && txt_words_meet(text, len, i))
			out[i] = TXT_GAP_WORDS;
	}
	const Language *language = lang_find(lang);
	LangStops stops = language->east_asia.stops;
	bool wide = language->east_asia.wide_signs;
	if (!language->east_asia.squares)
		return;
	for (size_t at = from; at < to;) {
		uint32_t c = utf8_decode(text + at, len - at, &used);
		size_t next = at + used;
		uint32_t other = next_base(text, len, &next);
		if (next < len && other != ' ' && other != '\n' && other != 0x3000 &&
		    (c >= 0x2010 || other >= 0x2010)) {
			Class left =
			        class_of(c, stops, wide && txt_is_shared_sign(c) && is_among_east_asian(text, len, at));
			Class right =
			        class_of(other, stops,
			                 wide && txt_is_shared_sign(other) && is_among_east_asian(text, len, next));
			bool some = txt_is_east_asian(c) || txt_is_east_asian(other) || left == CLASS_CLOSE ||
			            right == CLASS_OPEN;
			if (some)
				out[next - 1] = (uint8_t)gap_between(left, right);
		}
		at = next;
	}
}
