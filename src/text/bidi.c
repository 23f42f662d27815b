/* Directions: the bidirectional algorithm (UAX #9), by FriBidi. */
#include "text/face.h"

#include <fribidi.h>
#include <stdlib.h>
#include <string.h>

/* Whether a text may have right-to-left letters or controls: by its lead bytes. */
static bool may_turn(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i], next = i + 1 < len ? (unsigned char)text[i + 1] : 0;
		if (c < 0xD6)
			continue;
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

/* A line as the algorithm sees it, which ends where the text's author ended it: with the controls that set isolates
 * apart. */
typedef struct {
	FriBidiChar *chars;
	FriBidiStrIndex *places; /* of the character at each byte that begins one */
	FriBidiStrIndex count;
} Marked;

/* Isolates of the line [from, to): the first may have begun before it. */
static void mark_isolates(Marked *marked, const char *text, size_t from, size_t to, const TxtIsolate *isolates,
                          size_t count)
{
	size_t used, next = 0;
	bool inside = false;
	for (size_t i = from; i < to; i += used) {
		if (inside && isolates[next].end <= i) {
			marked->chars[marked->count++] = FRIBIDI_CHAR_PDI;
			inside = false;
			next++;
		}
		if (next < count && (isolates[next].start == i || (i == from && isolates[next].start < i))) {
			marked->chars[marked->count++] = isolates[next].rtl ? FRIBIDI_CHAR_RLI : FRIBIDI_CHAR_LRI;
			inside = true;
		}
		marked->places[i - from] = marked->count;
		marked->chars[marked->count++] = utf8_decode(text + i, to - i, &used);
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

/* The levels of a line; isolates: those that reach into it. */
static bool level_line(const char *text, size_t from, size_t to, int base, const TxtIsolate *isolates, size_t count,
                       uint8_t *levels)
{
	size_t len = to - from;
	Marked marked = {base_calloc(len + 2 * count, sizeof *marked.chars), base_calloc(len, sizeof *marked.places),
	                 0};
	FriBidiLevel *found = base_calloc(len + 2 * count, sizeof *found);
	bool mixed = false;
	size_t used;
	mark_isolates(&marked, text, from, to, isolates, count);
	bool known = find_levels(&marked, base, found);
	for (size_t i = from; known && i < to; i += used) {
		utf8_decode(text + i, to - i, &used);
		memset(levels + i, found[marked.places[i - from]], used);
		mixed |= levels[i] != base;
	}
	free(found);
	free(marked.places);
	free(marked.chars);
	return mixed;
}

bool txt_bidi(const char *text, size_t len, int base, const TxtIsolate *isolates, size_t count, uint8_t *levels)
{
	bool mixed = false;
	if (!len || (!base && !may_turn(text, len)))
		return false;
	for (size_t from = 0, to, first = 0, end; from < len; from = to) {
		const char *line = memchr(text + from, '\n', len - from);
		to = line ? (size_t)(line - text) + 1 : len;
		while (first < count && isolates[first].end <= from)
			first++;
		for (end = first; end < count && isolates[end].start < to;)
			end++;
		mixed |= level_line(text, from, to, base, isolates + first, end - first, levels);
	}
	return mixed;
}
