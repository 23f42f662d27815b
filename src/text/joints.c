/*
 * Ligatures and the joints of words: in languages that part them there, none reaches from one part of a compound into
 * the next ("Auf|lage", "Schiff|fahrt"), nor from a stem into its ending ("höf|lich").
 *
 * A joint is anywhere that a word may be divided, but for what belongs to one stem: a double letter after a short vowel
 * ("Schif-fe"), and f before t ("Hef-te").  The vowel is short that stands alone: after two of them, or after a
 * consonant, there is no double letter within a stem ("auf-fallen", "Dorf-fest").
 */
#include "text/cache.h"

#include <string.h>

/* The letters whose ligatures faces have; that are doubled in stems, or stand there before t. */
static bool may_join(char before)
{
	return before == 'f' || before == 't';
}

static bool is_vowel(uint32_t c)
{
	return (c < 0x80 && strchr("aeiouyAEIOUY", (int)c)) || (c >= 0xC0 && c < 0x180 && c != 0xDF);
}

/* The letter before a byte; 0 at the start. */
static uint32_t letter_before(const char *text, size_t at, size_t *start)
{
	size_t used;
	if (!at)
		return 0;
	*start = utf8_back(text, at);
	return utf8_decode(text + *start, at - *start, &used);
}

/* Whether one short vowel stands before a byte. */
static bool follows_short_vowel(const char *text, size_t at)
{
	size_t start = 0;
	uint32_t last = letter_before(text, at, &start), before = last ? letter_before(text, start, &start) : 0;
	return last && is_vowel(last) && !(before && is_vowel(before));
}

static bool is_joint(const char *text, size_t cut)
{
	char last = text[cut - 1], next = text[cut];
	bool stem = next == last || next == 't';
	return may_join(last) && !(stem && follows_short_vowel(text, cut - 1));
}

/* Soft hyphens are where the author wants a division, a joint or not: they are no letters. */
static size_t find_joints(TxtFonts *fonts, const char *lang, const char *text, size_t len, uint32_t *out, size_t most)
{
	TxtPoint points[TXT_MOST_JOINTED];
	size_t found = txt_word_points(fonts, lang, text, len, points), count = 0;
	for (size_t i = 0; i < found && count < most; i++) {
		if (points[i].cut && points[i].cut < len && is_joint(text, points[i].cut))
			out[count++] = points[i].cut;
	}
	return count;
}

/* Whether a word may have a ligature at all. */
static bool holds_any(const char *text, size_t len)
{
	for (size_t i = 1; i + 1 < len; i++) {
		if (may_join(text[i]))
			return true;
	}
	return false;
}

void txt_find_joints(TxtFonts *fonts, TxtBench *bench, TxtEntry *entry)
{
	enum { MOST = 8 };
	const TxtStyle *style = &entry->kept->style;
	uint32_t joints[MOST];
	bool none = style->features & (TXT_NO_LIGATURES | TXT_SMALL_CAPS) || style->tracking > 0;
	if (none || entry->len >= TXT_MOST_JOINTED || !holds_any(entry->text, entry->len) || !entry->kept->parted)
		return;
	size_t count = find_joints(fonts, style->lang, entry->text, entry->len, joints, MOST);
	if (count)
		entry->joints =
		        memcpy(arena_alloc(bench->arena, count * sizeof *joints), joints, count * sizeof *joints);
	entry->joint_count = (uint8_t)count;
}
