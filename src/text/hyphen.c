/*
 * Hyphenation after Liang, "Word Hy-phen-a-tion by Com-put-er" (1983), by the patterns of Debian's hyphen packages.
 * Compounds are divided first (their level of patterns knows them), then their parts.
 */
#include "text/patterns.h"

#include <string.h>
#include <utf8proc.h>

#define FOLDER "/usr/share/hyphen/hyph_"

enum { LONGEST = 120, SHORTEST_WORD = 5, LEAST = 2 };

/* ---- dictionaries ---- */

/* A language tag's parts (BCP 47): what dictionaries are named by. */
typedef struct {
	char lang[4], script[5], region[4];
} Tag;

static bool is_alphabetic(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!((text[i] | 32) >= 'a' && (text[i] | 32) <= 'z'))
			return false;
	}
	return true;
}

static Tag parse_tag(const char *tag)
{
	Tag out = {0};
	size_t len = strcspn(tag, "-_");
	memcpy(out.lang, tag, len < 3 ? len : 3);
	for (tag += len; *tag; tag += len) {
		tag++;
		len = strcspn(tag, "-_");
		if (len == 4 && is_alphabetic(tag, len))
			memcpy(out.script, tag, len);
		else if (len == 2 && is_alphabetic(tag, len) && !*out.region)
			memcpy(out.region, tag, len);
		else if (len == 1)
			break; /* extensions */
	}
	return out;
}

static TxtHyphenator *read_named(TxtFonts *fonts, const char *lang, const char *other)
{
	TxtHyphenator *h =
	        pat_read(fonts->arena, arena_printf(fonts->arena, FOLDER "%s%s%s.dic", lang, *other ? "_" : "", other));
	if (h)
		h->syllabic = lang_find(lang)->hyphenation.syllabic;
	return h;
}

/* The region whose usage is the rule where nothing is said, or where what is said has no dictionary. */
static const char *usual_region(const Language *language, const Tag *tag)
{
	const char *usual = *tag->region && language->hyphenation.elsewhere ? language->hyphenation.elsewhere
	                                                                    : language->hyphenation.region;
	return usual ? usual : "";
}

/* A language in letters that others of its name do not write takes no dictionary of theirs. */
static TxtHyphenator *find_dictionary(TxtFonts *fonts, const char *lang)
{
	const Language *language = lang_find(lang);
	Tag tag = parse_tag(lang), known = parse_tag(language->tag);
	char upper[4] = {(char)(tag.lang[0] - 32), (char)(tag.lang[1] - 32), 0, 0};
	const char *others[] = {tag.script, tag.region, usual_region(language, &tag), upper, ""};
	for (size_t i = 0; i < (*known.script ? 1 : BASE_LEN(others)); i++) {
		TxtHyphenator *h =
		        *others[i] || i + 1 == BASE_LEN(others) ? read_named(fonts, tag.lang, others[i]) : NULL;
		if (h)
			return h;
	}
	const char *name = language->hyphenation.dictionary;
	return name && !str_eq(name, tag.lang) ? find_dictionary(fonts, name) : NULL;
}

/* NULL when no dictionary is installed for the language. */
static const TxtHyphenator *hyphenator_of(TxtFonts *fonts, const char *lang)
{
	const TxtHyphenates *last = atomic_load_explicit(&fonts->hyphenated, memory_order_acquire);
	if (!lang || strlen(lang) < 2 || !(lang[0] >= 'a' && lang[0] <= 'z'))
		return NULL;
	if (last && str_eq(last->lang, lang))
		return last->by;
	pthread_mutex_lock(&fonts->lock);
	TxtHyphenates *found = map_get(fonts->hyphenators, lang);
	if (!found) {
		found = arena_alloc(fonts->arena, sizeof *found);
		*found = (TxtHyphenates){arena_strdup(fonts->arena, lang), find_dictionary(fonts, lang)};
		map_set(fonts->hyphenators, lang, found);
	}
	atomic_store_explicit(&fonts->hyphenated, found, memory_order_release);
	pthread_mutex_unlock(&fonts->lock);
	return found->by;
}

bool txt_hyphenates(TxtFonts *fonts, const char *lang)
{
	return hyphenator_of(fonts, lang) != NULL;
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

/* Adds the letter in lower case that begins at a byte; returns whether it was a capital. */
static bool add_lower(Word *out, size_t from, uint32_t c, bool bare)
{
	char bytes[4];
	bool plain = c >= 'a' && c <= 'z';
	size_t count = plain ? 1 : utf8_encode(small_letter(c, bare), bytes);
	for (size_t k = 0; k < count; k++) {
		out->from[out->len] = (uint16_t)from;
		out->text[out->len++] = plain ? (char)c : bytes[k];
	}
	out->letters++;
	return !plain && utf8proc_tolower((utf8proc_int32_t)c) != (utf8proc_int32_t)c;
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
		capitals += add_lower(out, i, c, bare);
	}
	out->from[out->len] = (uint16_t)len;
	out->text[out->len++] = '.';
	return capitals <= 1 || capitals < out->letters / 2;
}

static size_t letters_in(const char *text, size_t from, size_t to)
{
	size_t count = 0;
	for (size_t i = from; i < to; i++)
		count += !utf8_goes_on(text[i]);
	return count;
}

/* The places of a compound's part [from, to) by the last level; near an inner end there are none. */
static void divide_part(const TxtHyphenator *h, const Word *word, size_t from, size_t to, PatPlace *places)
{
	char part[4 * LONGEST];
	PatPlace found[4 * LONGEST + 1];
	size_t len = to - from, letters = letters_in(word->text, from, to), letter = 0;
	memset(found, 0, (len + 3) * sizeof *found);
	memcpy(part + 1, word->text + from, len);
	part[0] = part[len + 1] = '.';
	pat_match(h->levels[1], part, len + 2, found);
	for (size_t i = 1; i < len; i++) {
		letter += !utf8_goes_on(part[i]);
		bool left = from == 1 || letter >= h->compound_left,
		     right = to == word->len - 1 || letters - letter >= h->compound_right;
		if (left && right && !utf8_goes_on(part[i + 1])) {
			places[from + i] = found[i + 1];
			places[from + i].from = (uint16_t)(found[i + 1].from + from - 1);
		}
	}
}

static void divide_compound(const TxtHyphenator *h, const Word *word, PatPlace *places)
{
	PatPlace seams[4 * LONGEST + 1];
	size_t from = 1;
	memset(seams, 0, (word->len + 1) * sizeof *seams);
	pat_match(h->levels[0], word->text, word->len, seams);
	for (size_t i = 1; i < word->len; i++) {
		bool seam = seams[i].digit & 1 && i > 1 && i + 1 < word->len;
		if (!seam && i + 1 < word->len)
			continue;
		divide_part(h, word, from, i, places);
		if (seam)
			places[i] = seams[i];
		from = i;
	}
}

/* What a division shows otherwise: up to it the letters of S are to be X, so that what S has beyond X is dropped
 * and what X has beyond S is added; what follows it stays as it is, else the change is left out. */
static bool read_change(const Word *word, size_t at, const PatPlace *place, TxtPoint *out)
{
	const PatChange *change = place->change;
	size_t start = (size_t)place->from + change->start, end = (size_t)place->from + change->end, same = 0;
	size_t after = strlen(change->after), before = strlen(change->before);
	if (start > at || end < at || end > word->len || end - at != after ||
	    memcmp(word->text + at, change->after, after) != 0)
		return false;
	while (same < before && start + same < at && change->before[same] == word->text[start + same])
		same++;
	if (before - same >= sizeof out->extra)
		return false;
	out->drop = (uint8_t)(word->from[at] - word->from[start + same]);
	memcpy(out->extra, change->before + same, before - same + 1);
	return true;
}

/* Letters that make a syllable; those of scripts that are not looked at all do. */
static bool is_vowel(uint32_t c, bool syllabic)
{
	static const uint32_t others[] = {0x3B1, 0x3B5, 0x3B7, 0x3B9, 0x3BF, 0x3C5, 0x3C9, 0x430, 0x435, 0x438, 0x43E,
	                                  0x443, 0x44A, 0x44B, 0x44D, 0x44E, 0x44F, 0x454, 0x456, 0x457, 0x45E, 0x451};
	utf8proc_int32_t parts[4] = {0};
	if (c >= 0x80 &&
	    utf8proc_decompose_char((utf8proc_int32_t)c, parts, BASE_LEN(parts), UTF8PROC_DECOMPOSE, NULL) > 0)
		c = (uint32_t)parts[0];
	if (c < 0x80)
		return strchr(syllabic ? "aeiouyrl" : "aeiouy", (int)c) != NULL;
	for (size_t i = 0; i < BASE_LEN(others); i++) {
		if (others[i] == c)
			return true;
	}
	return !(c >= 0x370 && c < 0x530);
}

static bool has_vowel(const Word *word, size_t from, size_t to, bool syllabic)
{
	size_t used;
	for (size_t i = from; i < to; i += used) {
		if (is_vowel(utf8_decode(word->text + i, to - i, &used), syllabic))
			return true;
	}
	return from == to;
}

/* Some dictionaries part consonants that make no syllable: these stay with what is before them, the first of a word
 * with what follows. */
static void join_consonants(const TxtHyphenator *h, const Word *word, PatPlace *places)
{
	size_t from = 1, last = 0;
	for (size_t i = 2; i < word->len; i++) {
		bool end = i + 1 == word->len;
		if (!end && !(places[i].digit & 1))
			continue;
		bool whole = has_vowel(word, from, i, h->syllabic);
		if (!whole && last)
			places[last].digit = 0;
		else if (!whole && !end)
			places[i].digit = 0;
		if (end || (!whole && !last))
			continue;
		from = last = i;
	}
}

static bool is_sign(char c)
{
	return c == '\'' || c == '-';
}

/* Leaves the places that are far enough from the word's ends, and next to no sign. */
static void keep_minima(const TxtHyphenator *h, const Word *word, PatPlace *places)
{
	size_t letter = 0, left = h->left > LEAST ? h->left : LEAST, right = h->right > LEAST ? h->right : LEAST;
	for (size_t i = 1; i + 1 < word->len; i++) {
		bool begins = !utf8_goes_on(word->text[i]), sign = is_sign(word->text[i]) || is_sign(word->text[i - 1]);
		if (!begins || sign || letter < left || word->letters - letter < right)
			places[i].digit = 0;
		letter += begins;
	}
}

static size_t read_places(const Word *word, const PatPlace *places, TxtPoint *points)
{
	size_t count = 0;
	for (size_t i = 1; i + 1 < word->len; i++) {
		TxtPoint point = {.cut = (uint32_t)word->from[i]};
		if (places[i].digit & 1 && (!places[i].change || read_change(word, i, &places[i], &point)))
			points[count++] = point;
	}
	return count;
}

static size_t find_points(const TxtHyphenator *h, const char *text, size_t len, bool bare, TxtPoint *points)
{
	Word word;
	PatPlace places[4 * LONGEST + 1];
	if (!lower(text, len, bare, &word) || word.letters < SHORTEST_WORD)
		return 0;
	memset(places, 0, (word.len + 1) * sizeof *places);
	if (h->count > 1)
		divide_compound(h, &word, places);
	else
		pat_match(h->levels[0], word.text, word.len, places);
	keep_minima(h, &word, places);
	join_consonants(h, &word, places);
	return read_places(&word, places, points);
}

/* Soft hyphens are the author's word: only they count. */
static size_t soft_points(const char *text, size_t len, TxtPoint *points)
{
	size_t count = 0;
	for (size_t i = 0; i + 2 < len; i++) {
		if (!memcmp(text + i, "\u00AD", 2))
			points[count++] = (TxtPoint){.cut = (uint32_t)i + 2};
	}
	return count;
}

static bool is_ascii(const char *text, size_t len)
{
	size_t i = 0;
	while (i < len && (unsigned char)text[i] < 0x80)
		i++;
	return i == len;
}

/* A name from abroad with letters that the patterns do not know divides like the
 * words around it: by its letters without their accents. */
static size_t hyphenate(const TxtHyphenator *h, const char *text, size_t len, TxtPoint *points)
{
	size_t count = soft_points(text, len, points);
	if (count || !h || len >= LONGEST)
		return count;
	count = find_points(h, text, len, false, points);
	return count || is_ascii(text, len) ? count : find_points(h, text, len, true, points);
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
	return any && *to - *from >= SHORTEST_WORD;
}

size_t txt_word_points(TxtFonts *fonts, const char *lang, const char *text, size_t len, TxtPoint *points)
{
	size_t from, to, count;
	if (!letters_of(text, len, &from, &to))
		return 0;
	count = hyphenate(hyphenator_of(fonts, lang), text + from, to - from, points);
	for (size_t i = 0; i < count; i++)
		points[i].cut += (uint32_t)from;
	return count;
}
