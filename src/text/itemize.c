/* A text -> stretches of one face each. */
#include "text/face.h"

#include <hb.h>
#include <utf8proc.h>

typedef struct {
	TxtFonts *fonts;
	const TxtStyle *style;
	bool wide;
	const char *text;
	uint32_t len;
	Pos pos;
	TxtFace *own;
	TxtStretch *out;
	uint32_t count, most;
} Cutter;

static void add(Cutter *cutter, TxtFace *face, uint32_t start, uint32_t end)
{
	TxtStretch *last = cutter->count ? &cutter->out[cutter->count - 1] : NULL;
	if (last && (last->face == face || cutter->count == cutter->most))
		last->end = end;
	else
		cutter->out[cutter->count++] = (TxtStretch){face, start, end};
}

static TxtFace *last_face(const Cutter *cutter)
{
	return cutter->count ? cutter->out[cutter->count - 1].face : cutter->own;
}

/* Whether a character is known to be in no font: such are told once. */
static bool is_missing(TxtFonts *fonts, uint32_t c)
{
	char key[16];
	snprintf(key, sizeof key, "%X", c);
	pthread_mutex_lock(&fonts->lock);
	bool missing = map_has(fonts->missing, key);
	pthread_mutex_unlock(&fonts->lock);
	return missing;
}

static void warn_missing(TxtFonts *fonts, uint32_t c, Pos pos)
{
	char key[16], letter[5] = "";
	snprintf(key, sizeof key, "%X", c);
	pthread_mutex_lock(&fonts->lock);
	map_set(fonts->missing, key, fonts);
	pthread_mutex_unlock(&fonts->lock);
	letter[utf8_encode(c, letter)] = '\0';
	diag_report(fonts->diag, DIAG_WARNING, pos, "glyph-missing",
	            "no font here has the character '%s' (U+%04X); install one that does", letter, c);
}

/* The face that stands nearest and has a text, the style's own first; of a whole word, a known one or none. */
static TxtFace *near_face(const Cutter *cutter, bool word, const char *text, size_t len)
{
	size_t used;
	TxtAsked asked = {.wide = cutter->wide, .named = word};
	if (cutter->wide && txt_is_shared_sign(utf8_decode(text, len, &used)))
		return txt_fallback(cutter->fonts, cutter->style, asked, text, len);
	if (txt_face_writes(cutter->own, text, len))
		return cutter->own;
	return txt_face_writes(last_face(cutter), text, len)
	               ? last_face(cutter)
	               : txt_fallback(cutter->fonts, cutter->style, asked, text, len);
}

static TxtFace *face_of_character(Cutter *cutter, uint32_t c, const char *text, size_t len)
{
	if (txt_is_ignorable(c))
		return last_face(cutter);
	if (is_missing(cutter->fonts, c))
		return cutter->own;
	TxtFace *face = near_face(cutter, false, text, len);
	if (!face)
		warn_missing(cutter->fonts, c, cutter->pos);
	return face ? face : cutter->own;
}

/* Where no face has a letter with all its marks. */
static void cut_characters(Cutter *cutter, uint32_t start, uint32_t end)
{
	size_t used;
	for (uint32_t at = start; at < end; at += (uint32_t)used) {
		uint32_t c = utf8_decode(cutter->text + at, end - at, &used);
		add(cutter, face_of_character(cutter, c, cutter->text + at, used), at, at + (uint32_t)used);
	}
}

/* A base and its marks, an emoji of several, stand in one face. */
static uint32_t grapheme_end(const Cutter *cutter, uint32_t at)
{
	utf8proc_int32_t state = 0;
	size_t used;
	uint32_t c = utf8_decode(cutter->text + at, cutter->len - at, &used);
	for (at += (uint32_t)used; at < cutter->len; at += (uint32_t)used) {
		uint32_t next = utf8_decode(cutter->text + at, cutter->len - at, &used);
		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)c, (utf8proc_int32_t)next, &state))
			break;
		c = next;
	}
	return at;
}

static void cut_graphemes(Cutter *cutter, uint32_t start, uint32_t end)
{
	for (uint32_t at = start, next; at < end; at = next) {
		next = grapheme_end(cutter, at);
		next = next < end ? next : end;
		TxtFace *face = near_face(cutter, false, cutter->text + at, next - at);
		if (face)
			add(cutter, face, at, next);
		else
			cut_characters(cutter, at, next);
	}
}

/* The script of a grapheme, which is that of its first character: 0 for what is common to scripts. */
static uint32_t script_at(const Cutter *cutter, uint32_t at)
{
	size_t used;
	uint32_t script = txt_script(utf8_decode(cutter->text + at, cutter->len - at, &used));
	return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN ? 0 : script;
}

/* The letters of one script in a word stand in one face, so that one with points that
 * the style's own face lacks takes its neighbours along. */
static uint32_t script_end(const Cutter *cutter, uint32_t at)
{
	uint32_t script = script_at(cutter, at);
	do {
		at = grapheme_end(cutter, at);
	} while (at < cutter->len && script_at(cutter, at) == script);
	return at;
}

uint32_t txt_itemize(TxtFonts *fonts, const TxtStyle *style, bool wide, const char *text, uint32_t len, Pos pos,
                     TxtStretch *out, uint32_t most)
{
	Cutter cutter = {fonts, style, wide, text, len, pos, txt_face_of(fonts, style), out, 0, most};
	if (!cutter.own || !len)
		return 0;
	if (!wide && txt_face_writes(cutter.own, text, len)) {
		add(&cutter, cutter.own, 0, len);
		return cutter.count;
	}
	for (uint32_t at = 0, end; at < len; at = end) {
		end = script_end(&cutter, at);
		TxtFace *face = script_at(&cutter, at) ? near_face(&cutter, true, text + at, end - at) : NULL;
		if (face)
			add(&cutter, face, at, end);
		else
			cut_graphemes(&cutter, at, end);
	}
	return cutter.count;
}
