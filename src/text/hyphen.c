/*
 * Hyphenation after Liang, "Word Hy-phen-a-tion by Com-put-er" (1983), by the
 * patterns of Debian's hyphen packages (the format of libhyphen: an encoding, the
 * minima, then patterns; of two levels the second is for compounds' parts).
 */
#include "text/face.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define FOLDER "/usr/share/hyphen/hyph_"

enum { LONGEST = 120, LARGEST = 16 << 20 };

/* A state of the trie over bytes of lower-case UTF-8. */
typedef struct {
	uint32_t child, next; /* 0: none */
	uint32_t children;    /* a bit for the last five bits of each child's byte */
	uint32_t points;      /* 1 + offset of a pattern's digits, one a byte and one before; 0: none */
	uint8_t byte, len;
} State;

struct TxtHyphenator {
	State *states;
	size_t count, cap;
	uint32_t roots[256];
	uint8_t *points;
	size_t point_count, point_cap;
	size_t left, right; /* fewest letters before and after */
};

/* ---- the trie ---- */

static uint32_t new_state(TxtHyphenator *h, uint8_t byte)
{
	h->states = base_grow(h->states, h->count, &h->cap, sizeof *h->states);
	h->states[h->count] = (State){.byte = byte};
	return (uint32_t)h->count++;
}

static uint32_t find_child(const TxtHyphenator *h, uint32_t state, uint8_t byte)
{
	uint32_t at = h->states[state].children & 1u << (byte & 31) ? h->states[state].child : 0;
	while (at && h->states[at].byte != byte)
		at = h->states[at].next;
	return at;
}

static void add_pattern(TxtHyphenator *h, const char *letters, const uint8_t *digits, size_t len)
{
	uint32_t state = 0;
	for (size_t i = 0; i < len; i++) {
		uint8_t byte = (uint8_t)letters[i];
		uint32_t next = i ? find_child(h, state, byte) : h->roots[byte];
		if (!next) {
			next = new_state(h, byte);
			if (i) {
				h->states[next].next = h->states[state].child;
				h->states[state].child = next;
				h->states[state].children |= 1u << (byte & 31);
			} else {
				h->roots[byte] = next;
			}
		}
		state = next;
	}
	h->states[state].points = (uint32_t)h->point_count + 1;
	h->states[state].len = (uint8_t)len;
	while (h->point_count + len >= h->point_cap)
		h->points = base_grow(h->points, h->point_cap, &h->point_cap, 1);
	memcpy(h->points + h->point_count, digits, len + 1);
	h->point_count += len + 1;
}

/* ---- dictionaries ---- */

static void read_line(TxtHyphenator *h, const char *line, size_t len)
{
	char letters[LONGEST];
	uint8_t digits[LONGEST + 1] = {0};
	size_t count = 0;
	if (!len || *line == '%' || *line == '#' || len >= LONGEST)
		return;
	for (size_t i = 0; i < len; i++) {
		if (line[i] == '/' || line[i] == ' ')
			return;
		if (line[i] >= '0' && line[i] <= '9')
			digits[count] = (uint8_t)(line[i] - '0');
		else
			letters[count++] = line[i];
	}
	if (count)
		add_pattern(h, letters, digits, count);
}

static bool read_minimum(const char *line, const char *name, size_t *out)
{
	size_t len = strlen(name);
	if (strncmp(line, name, len) != 0)
		return false;
	long value = strtol(line + len, NULL, 10);
	if (value > 0 && value < 20)
		*out = (size_t)value;
	return true;
}

/* The patterns' last level; what is before NEXTLEVEL divides compounds only. */
static void read_patterns(TxtHyphenator *h, const char *text)
{
	const char *level = strstr(text, "\nNEXTLEVEL");
	size_t ignored = 0;
	for (const char *line = text; *line;) {
		size_t len = strcspn(line, "\r\n");
		bool upper = *line >= 'A' && *line <= 'Z';
		bool word = upper && (!strncmp(line, "COMPOUND", 8) || !strncmp(line, "NOHYPHEN", 8) || !strncmp(line, "NEXTLEVEL", 9) ||
		                      read_minimum(line, "LEFTHYPHENMIN", level && line < level ? &ignored : &h->left) ||
		                      read_minimum(line, "RIGHTHYPHENMIN", level && line < level ? &ignored : &h->right));
		if (!word && (!level || line > level))
			read_line(h, line, len);
		line += len;
		line += strspn(line, "\r\n");
	}
}

static char *to_utf8(const char *text, size_t len, const char *encoding)
{
	if (str_eq(encoding, "UTF-8"))
		return memcpy(base_calloc(len + 1, 1), text, len);
	iconv_t cd = iconv_open("UTF-8", encoding);
	if (cd == (iconv_t)-1)
		return NULL;
	size_t room = len * 4 + 4, left = len;
	char *out = base_alloc(room), *to = out, *from = (char *)text;
	size_t rest = room - 1;
	iconv(cd, &from, &left, &to, &rest);
	*to = '\0';
	iconv_close(cd);
	return out;
}

static TxtHyphenator *read_dictionary(TxtFonts *fonts, const char *path)
{
	Buf file = {0};
	if (path_read(path, LARGEST, &file) != PATH_OK || !file.len) {
		buf_free(&file);
		return NULL;
	}
	char encoding[32];
	size_t first = strcspn(file.data, "\r\n");
	snprintf(encoding, sizeof encoding, "%.*s", (int)(first < 31 ? first : 31), file.data);
	char *name = str_starts(encoding, "ISO8859") ? arena_printf(fonts->arena, "ISO-8859%s", encoding + 7)
	             : str_starts(encoding, "microsoft-") ? arena_printf(fonts->arena, "%s", encoding + 10)
	                                                   : encoding;
	char *text = to_utf8(file.data + first, file.len - first, name);
	TxtHyphenator *h = NULL;
	if (text) {
		h = arena_alloc(fonts->arena, sizeof *h);
		h->left = 2;
		h->right = 3;
		new_state(h, 0); /* 0 is none */
		read_patterns(h, text);
		State *states = arena_alloc(fonts->arena, h->count * sizeof *states);
		memcpy(states, h->states, h->count * sizeof *states);
		uint8_t *points = arena_alloc(fonts->arena, h->point_count + 1);
		if (h->point_count)
			memcpy(points, h->points, h->point_count);
		free(h->states);
		free(h->points);
		h->states = states;
		h->points = points;
	}
	free(text);
	buf_free(&file);
	return h;
}

/* The dictionary's name for a language: by its region, else the usual one. */
static TxtHyphenator *find_dictionary(TxtFonts *fonts, const char *lang)
{
	static const struct {
		const char *lang, *region;
	} usual[] = {{"en", "US"}, {"de", "DE"}, {"fr", "FR"}, {"es", "ES"}, {"pt", "PT"}, {"sv", "SE"}, {"da", "DK"}, {"cs", "CZ"},
	             {"uk", "UA"}, {"el", "GR"}, {"nb", "NO"}, {"sl", "SI"}, {"et", "EE"}};
	char code[4] = "", region[4] = "";
	size_t len = strcspn(lang, "-_");
	snprintf(code, sizeof code, "%.*s", (int)(len < 3 ? len : 3), lang);
	if (lang[len] && strlen(lang + len + 1) == 2)
		snprintf(region, sizeof region, "%s", lang + len + 1);
	for (size_t i = 0; i < BASE_LEN(usual) && !*region; i++) {
		if (str_eq(usual[i].lang, code))
			snprintf(region, sizeof region, "%s", usual[i].region);
	}
	char upper[4] = {(char)(code[0] - 32), (char)(code[1] - 32), 0, 0};
	const char *regions[] = {region, upper, ""};
	for (size_t i = 0; i < BASE_LEN(regions); i++) {
		const char *path = arena_printf(fonts->arena, FOLDER "%s%s%s.dic", code, *regions[i] ? "_" : "", regions[i]);
		TxtHyphenator *h = i == 2 || *regions[i] ? read_dictionary(fonts, path) : NULL;
		if (h)
			return h;
	}
	return NULL;
}

const TxtHyphenator *txt_hyphenator(TxtFonts *fonts, const char *lang)
{
	if (!lang || strlen(lang) < 2 || !(lang[0] >= 'a' && lang[0] <= 'z'))
		return NULL;
	if (!map_has(fonts->hyphenators, lang))
		map_set(fonts->hyphenators, lang, find_dictionary(fonts, lang));
	return map_get(fonts->hyphenators, lang);
}

/* ---- words ---- */

/* A word in lower case between two periods; from[i] is where byte i came from. */
typedef struct {
	char text[4 * LONGEST];
	uint16_t from[4 * LONGEST];
	size_t len, letters;
} Word;

/* A letter in lower case; bare: without its accent. */
static uint32_t small_letter(uint32_t c, bool bare)
{
	utf8proc_int32_t parts[4] = {0}, small = utf8proc_tolower((utf8proc_int32_t)c);
	if (c == 0x2019)
		return '\'';
	if (!bare || small < 0xC0 || small > 0x17F)
		return (uint32_t)small;
	utf8proc_ssize_t count = utf8proc_decompose_char(small, parts, BASE_LEN(parts), UTF8PROC_DECOMPOSE, NULL);
	return count > 1 && parts[0] < 0x80 ? (uint32_t)parts[0] : (uint32_t)small;
}

static bool lower(const char *text, size_t len, bool bare, Word *out)
{
	size_t used, capitals = 0;
	out->len = out->letters = 0;
	out->text[out->len] = '.';
	out->from[out->len++] = 0;
	for (size_t i = 0; i < len; i += used) {
		uint32_t c = utf8_decode(text + i, len - i, &used);
		if ((c >= '0' && c <= '9') || c == '_' || c == '@' || c == '/')
			return false;
		capitals += utf8proc_tolower((utf8proc_int32_t)c) != (utf8proc_int32_t)c;
		char bytes[4];
		size_t count = utf8_encode(small_letter(c, bare), bytes);
		for (size_t k = 0; k < count; k++) {
			out->from[out->len] = (uint16_t)i;
			out->text[out->len++] = bytes[k];
		}
		out->letters++;
	}
	out->from[out->len] = (uint16_t)len;
	out->text[out->len++] = '.';
	return capitals <= 1 || capitals < out->letters / 2;
}

static void match(const TxtHyphenator *h, const Word *word, uint8_t *values)
{
	for (size_t start = 0; start < word->len; start++) {
		uint32_t state = h->roots[(uint8_t)word->text[start]];
		for (size_t at = start; state; state = ++at < word->len ? find_child(h, state, (uint8_t)word->text[at]) : 0) {
			const State *here = &h->states[state];
			for (size_t i = 0; here->points && i <= here->len; i++) {
				uint8_t digit = h->points[here->points - 1 + i];
				if (digit > values[start + i])
					values[start + i] = digit;
			}
		}
	}
}

/* Soft hyphens are the author's word: only they count. */
static size_t soft_points(const char *word, size_t len, uint8_t *points)
{
	size_t count = 0;
	for (size_t i = 0; i + 2 < len; i++) {
		if (memcmp(word + i, "\u00AD", 2) != 0)
			continue;
		points[i + 1] = 1;
		count++;
	}
	return count;
}

static size_t find_points(const TxtHyphenator *h, const char *word, size_t len, bool bare, uint8_t *points)
{
	Word small;
	uint8_t values[4 * LONGEST + 1] = {0};
	size_t count = 0, letter = 0;
	if (!lower(word, len, bare, &small) || small.letters < 5)
		return 0;
	match(h, &small, values);
	for (size_t i = 1; i + 1 < small.len; i++) {
		bool begins = ((unsigned char)small.text[i] & 0xc0) != 0x80;
		bool far = letter >= h->left && small.letters - letter >= h->right;
		if (begins && far && values[i] & 1) {
			points[small.from[i] - 1] = 1;
			count++;
		}
		letter += begins;
	}
	return count;
}

static bool is_ascii(const char *word, size_t len)
{
	size_t i = 0;
	while (i < len && (unsigned char)word[i] < 0x80)
		i++;
	return i == len;
}

/* A name from abroad with letters that the patterns do not know divides like the
 * words around it: by its letters without their accents. */
size_t txt_hyphenate(const TxtHyphenator *h, const char *word, size_t len, uint8_t *points)
{
	if (len >= LONGEST)
		return 0;
	size_t count = soft_points(word, len, points);
	count = count ? count : find_points(h, word, len, false, points);
	return count || is_ascii(word, len) ? count : find_points(h, word, len, true, points);
}

/* The start and end of the letters in a word: what may be divided. */
static bool letters_of(const char *text, size_t len, size_t *from, size_t *to)
{
	size_t used;
	*from = *to = 0;
	bool any = false;
	for (size_t i = 0; i < len; i += used) {
		uint32_t c = utf8_decode(text + i, len - i, &used);
		bool letter = c >= 0xC0 ? !(c >= 0x2000 && c < 0x2070) : (c | 32) >= 'a' && (c | 32) <= 'z';
		letter |= c == 0xAD;
		if (letter && !any)
			*from = i;
		if (letter)
			*to = i + used;
		any |= letter;
	}
	return any && *to - *from >= 5;
}

size_t txt_word_points(TxtFonts *fonts, const char *lang, const char *text, size_t len, uint8_t *points)
{
	size_t from, to;
	if (!letters_of(text, len, &from, &to))
		return 0;
	const TxtHyphenator *hyphenator = txt_hyphenator(fonts, lang);
	return hyphenator ? txt_hyphenate(hyphenator, text + from, to - from, points + from) : soft_points(text + from, to - from, points + from);
}
