/* Which face stands in where the style's own has not all that a text needs. */
#include "text/face.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Regions of the fonts for Chinese, Japanese and Korean, whose signs differ in shape. */
typedef enum { REGION_NONE, REGION_JP, REGION_KR, REGION_SC, REGION_TC, REGION_HK } Region;

static const char *const regions[] = {"", "JP", "KR", "SC", "TC", "HK"};

enum { MOST_FONTS = 10 };

/* The fonts to ask for a script, in order, in one manner; fonts are lent by the configuration. */
typedef struct TxtWish {
	uint32_t script;
	Region region;
	bool bold, italic;
	FcPattern *fonts[MOST_FONTS];
	TxtOpened opened[MOST_FONTS];
	size_t count;
} Wish;

/* Scripts that have fonts of their own, by what those are called after "Noto Serif" and "Noto Sans". */
static const struct {
	hb_script_t script;
	const char *name;
} scripts[] = {
        {HB_SCRIPT_ARMENIAN, "Armenian"},
        {HB_SCRIPT_HEBREW, "Hebrew"},
        {HB_SCRIPT_ARABIC, "Arabic"},
        {HB_SCRIPT_DEVANAGARI, "Devanagari"},
        {HB_SCRIPT_BENGALI, "Bengali"},
        {HB_SCRIPT_GURMUKHI, "Gurmukhi"},
        {HB_SCRIPT_GUJARATI, "Gujarati"},
        {HB_SCRIPT_ORIYA, "Oriya"},
        {HB_SCRIPT_TAMIL, "Tamil"},
        {HB_SCRIPT_TELUGU, "Telugu"},
        {HB_SCRIPT_KANNADA, "Kannada"},
        {HB_SCRIPT_MALAYALAM, "Malayalam"},
        {HB_SCRIPT_SINHALA, "Sinhala"},
        {HB_SCRIPT_THAI, "Thai"},
        {HB_SCRIPT_LAO, "Lao"},
        {HB_SCRIPT_KHMER, "Khmer"},
        {HB_SCRIPT_MYANMAR, "Myanmar"},
        {HB_SCRIPT_TIBETAN, "Tibetan"},
        {HB_SCRIPT_GEORGIAN, "Georgian"},
        {HB_SCRIPT_ETHIOPIC, "Ethiopic"},
        {HB_SCRIPT_CHEROKEE, "Cherokee"},
        {HB_SCRIPT_MONGOLIAN, "Mongolian"},
        {HB_SCRIPT_SYRIAC, "Syriac"},
        {HB_SCRIPT_THAANA, "Thaana"},
        {HB_SCRIPT_NKO, "NKo"},
        {HB_SCRIPT_COPTIC, "Coptic"},
        {HB_SCRIPT_GOTHIC, "Gothic"},
        {HB_SCRIPT_RUNIC, "Runic"},
        {HB_SCRIPT_OGHAM, "Ogham"},
        {HB_SCRIPT_TIFINAGH, "Tifinagh"},
        {HB_SCRIPT_GLAGOLITIC, "Glagolitic"},
        {HB_SCRIPT_JAVANESE, "Javanese"},
        {HB_SCRIPT_BALINESE, "Balinese"},
        {HB_SCRIPT_ADLAM, "Adlam"},
        {HB_SCRIPT_VAI, "Vai"},
        {HB_SCRIPT_YI, "Yi"},
        {HB_SCRIPT_OL_CHIKI, "Ol Chiki"},
        {HB_SCRIPT_MANDAIC, "Mandaic"},
        {HB_SCRIPT_SAMARITAN, "Samaritan"},
        {HB_SCRIPT_UGARITIC, "Ugaritic"},
        {HB_SCRIPT_OLD_PERSIAN, "Old Persian"},
        {HB_SCRIPT_CANADIAN_SYLLABICS, "Canadian Aboriginal"},
};

/* Whatever the script; symbols are among it. */
static const char *const general[][6] = {
        [TXT_SERIF] = {"Noto Serif", "DejaVu Serif", "DejaVu Sans", "Noto Sans Symbols2", "Noto Sans Symbols",
                       "Noto Sans Math"},
        [TXT_SANS] = {"Noto Sans", "DejaVu Sans", "Noto Sans Symbols2", "Noto Sans Symbols", "Noto Sans Math"},
        [TXT_MONO] = {"DejaVu Sans Mono", "Noto Sans Mono", "DejaVu Sans", "Noto Sans Symbols2", "Noto Sans Symbols",
                      "Noto Sans Math"},
};

/* ---- what a face can write ---- */

bool txt_is_ignorable(uint32_t c)
{
	return c == 0xAD || c == 0x034F || (c >= 0x180B && c <= 0x180E) || (c >= 0x200B && c <= 0x200F) ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF ||
	       (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0000 && c <= 0xE0FFF) || c < ' ' || c == 0x7f;
}

static bool has_all(const TxtFace *face, const utf8proc_int32_t *chars, utf8proc_ssize_t count)
{
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		if (!txt_face_has(face, (uint32_t)chars[i]) && !txt_is_ignorable((uint32_t)chars[i]))
			return false;
	}
	return true;
}

/* The shaper composes letters and marks, and takes them apart, as the face has them. */
static bool writes_normalized(const TxtFace *face, const char *text, size_t len)
{
	utf8proc_int32_t chars[64];
	const utf8proc_option_t apart = UTF8PROC_DECOMPOSE | UTF8PROC_STABLE,
	                        composed = UTF8PROC_COMPOSE | UTF8PROC_STABLE;
	utf8proc_ssize_t count = utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, chars,
	                                            BASE_LEN(chars), apart);
	if (count <= 0 || count > (utf8proc_ssize_t)BASE_LEN(chars))
		return false;
	if (has_all(face, chars, count))
		return true;
	count = utf8proc_normalize_utf32(chars, count, composed);
	return count > 0 && has_all(face, chars, count);
}

bool txt_face_writes(const TxtFace *face, const char *text, size_t len)
{
	size_t used;
	for (size_t i = 0; i < len; i += used) {
		uint32_t c = utf8_decode(text + i, len - i, &used);
		if (!txt_face_has(face, c) && !txt_is_ignorable(c))
			return c >= 0xC0 && writes_normalized(face, text, len);
	}
	return true;
}

/* ---- what is asked for ---- */

static bool is_of_east_asia(uint32_t c, uint32_t script, bool wide)
{
	return script == HB_SCRIPT_HANGUL || script == HB_SCRIPT_BOPOMOFO || txt_is_east_asian(c) ||
	       (c >= 0xFF61 && c <= 0xFFDC) || (wide && txt_is_shared_sign(c));
}

/* Signs that several scripts share are looked for among the fonts of the one they come from. */
static uint32_t script_of(uint32_t c)
{
	static const struct {
		uint32_t first, last;
		hb_script_t script;
	} table[] = {{0x0589, 0x058F, HB_SCRIPT_ARMENIAN},   {0x0600, 0x06FF, HB_SCRIPT_ARABIC},
	             {0x0900, 0x097F, HB_SCRIPT_DEVANAGARI}, {0x0E3F, 0x0E3F, HB_SCRIPT_THAI},
	             {0x10FB, 0x10FB, HB_SCRIPT_GEORGIAN},   {0x1802, 0x1805, HB_SCRIPT_MONGOLIAN},
	             {0x1CD0, 0x1CFA, HB_SCRIPT_DEVANAGARI}, {0xA830, 0xA839, HB_SCRIPT_DEVANAGARI}};
	uint32_t script = txt_script(c);
	for (size_t i = 0; i < BASE_LEN(table) && (script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED); i++) {
		if (c >= table[i].first && c <= table[i].last)
			script = table[i].script;
	}
	return script;
}

/* By the language; by the script where that tells; Japan's forms for Chinese of no language. */
static Region region_of(const char *lang, uint32_t script)
{
	const char *name = lang_find(lang)->east_asia.fonts;
	if (script == HB_SCRIPT_HANGUL)
		return REGION_KR;
	if (script == HB_SCRIPT_HIRAGANA || script == HB_SCRIPT_KATAKANA)
		return REGION_JP;
	for (size_t i = 1; name && i < BASE_LEN(regions); i++) {
		if (str_eq(regions[i], name))
			return (Region)i;
	}
	return script == HB_SCRIPT_BOPOMOFO ? REGION_TC : REGION_JP;
}

static const char *script_name(uint32_t script)
{
	for (size_t i = 0; i < BASE_LEN(scripts); i++) {
		if (scripts[i].script == script)
			return scripts[i].name;
	}
	return NULL;
}

static void add_font(TxtFonts *fonts, Wish *wish, const char *name)
{
	FcPattern *font = txt_find_font(fonts, name, wish->bold, wish->italic);
	if (font && wish->count < MOST_FONTS)
		wish->fonts[wish->count++] = font;
}

static void add_script_font(TxtFonts *fonts, Wish *wish, bool serif, const char *name)
{
	char full[80];
	if (serif && wish->script == HB_SCRIPT_ARABIC)
		snprintf(full, sizeof full, "Noto Naskh Arabic");
	else
		snprintf(full, sizeof full, "Noto %s %s", serif ? "Serif" : "Sans", name);
	add_font(fonts, wish, full);
}

static bool is_slanted(FcPattern *font)
{
	int slant;
	return FcPatternGetInteger(font, FC_SLANT, 0, &slant) == FcResultMatch && slant != FC_SLANT_ROMAN;
}

/* A script without italics is told apart by the other kind of face: what would be no more than upright is no emphasis.
 */
static void add_script_fonts(TxtFonts *fonts, Wish *wish, TxtGeneric generic)
{
	char east[40];
	const char *name = script_name(wish->script);
	if (wish->region) {
		snprintf(east, sizeof east, "%sCJK %s", generic == TXT_MONO ? "Mono " : "", regions[wish->region]);
		name = east;
	}
	if (!name)
		return;
	add_script_font(fonts, wish, generic == TXT_SERIF, name);
	add_script_font(fonts, wish, generic != TXT_SERIF, name);
	if (wish->italic && wish->count == 2 && !is_slanted(wish->fonts[0])) {
		FcPattern *upright = wish->fonts[0];
		wish->fonts[0] = wish->fonts[1];
		wish->fonts[1] = upright;
	}
	if (wish->region)
		add_font(fonts, wish,
		         "Droid Sans Fallback"); /* has all of East Asia, where others have a sign or two */
}

static Wish *wish_of(TxtFonts *fonts, Family *family, const Wish *like)
{
	for (size_t i = 0; i < family->wish_count; i++) {
		Wish *known = &family->wishes[i];
		if (known->script == like->script && known->region == like->region && known->bold == like->bold &&
		    known->italic == like->italic)
			return known;
	}
	family->wishes = base_grow(family->wishes, family->wish_count, &family->wish_cap, sizeof *family->wishes);
	Wish *wish = &family->wishes[family->wish_count++];
	*wish = *like;
	add_script_fonts(fonts, wish, family->generic);
	for (size_t i = 0; i < BASE_LEN(general[0]) && general[family->generic][i]; i++)
		add_font(fonts, wish, general[family->generic][i]);
	return wish;
}

/* ---- the search ---- */

static FcPattern *pattern_of(TxtGeneric generic, bool bold, bool italic)
{
	static const char *const names[] = {[TXT_SERIF] = "serif", [TXT_SANS] = "sans-serif", [TXT_MONO] = "monospace"};
	FcPattern *pattern = FcPatternCreate();
	FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)names[generic]);
	FcPatternAddInteger(pattern, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
	FcPatternAddInteger(pattern, FC_SLANT, italic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
	FcPatternAddInteger(pattern, FC_WIDTH, FC_WIDTH_NORMAL);
	FcPatternAddBool(pattern, FC_SCALABLE, FcTrue);
	FcPatternAddBool(pattern, FC_COLOR, FcFalse);
	FcPatternAddBool(pattern, FC_VARIABLE, FcFalse);
	FcPatternAddString(pattern, FC_LANG, (const FcChar8 *)"en"); /* not the user's: the same on every machine */
	return pattern;
}

static TxtSorted *fallbacks_of(TxtFonts *fonts, Family *family, bool bold, bool italic)
{
	TxtSorted *sorted = &family->fallbacks[bold][italic];
	FcResult result;
	if (sorted->set)
		return sorted;
	FcPattern *pattern = pattern_of(family->generic, bold, italic);
	FcConfigSubstitute(fonts->config, pattern, FcMatchPattern);
	FcDefaultSubstitute(pattern);
	sorted->set = FcFontSort(fonts->config, pattern, FcFalse, NULL, &result);
	if (sorted->set)
		sorted->opened = arena_alloc(fonts->arena, (size_t)(sorted->set->nfont + 1) * sizeof *sorted->opened);
	FcPatternDestroy(pattern);
	return sorted;
}

/* The face of a font that has all of a text and may be embedded; c is the text's first character of ink. */
static TxtFace *face_with(TxtFonts *fonts, FcPattern *font, TxtOpened *opened, uint32_t c, const char *text, size_t len)
{
	FcCharSet *chars;
	if (FcPatternGetCharSet(font, FC_CHARSET, 0, &chars) != FcResultMatch || !FcCharSetHasChar(chars, c))
		return NULL;
	if (!opened->tried)
		*opened = (TxtOpened){txt_is_plain_font(font) ? txt_open_font(fonts, font) : NULL, true};
	TxtFace *face = opened->face;
	return face && face->info.may_embed && txt_face_writes(face, text, len) ? face : NULL;
}

/* The families that suit ours for other scripts are asked before the system's order, which depends on what
 * else is installed and is dear to make.  The lock is held. */
static TxtFace *find_face(TxtFonts *fonts, const TxtStyle *style, TxtAsked asked, const char *text, size_t len)
{
	Family *family = &fonts->families[style->family];
	Wish like = {.bold = style->weight >= 600, .italic = style->italic};
	TxtFace *face = NULL;
	uint32_t c = 0;
	size_t used;
	for (size_t i = 0; i < len && (!c || txt_is_ignorable(c)); i += used)
		c = utf8_decode(text + i, len - i, &used);
	like.script = script_of(c);
	like.region = is_of_east_asia(c, like.script, asked.wide) ? region_of(style->lang, like.script) : REGION_NONE;
	Wish *wish = wish_of(fonts, family, &like);
	for (size_t i = 0; i < wish->count && !face; i++)
		face = face_with(fonts, wish->fonts[i], &wish->opened[i], c, text, len);
	if (face || asked.named)
		return face;
	TxtSorted *sorted = fallbacks_of(fonts, family, like.bold, like.italic);
	for (int i = 0; sorted->set && !face && i < sorted->set->nfont; i++)
		face = face_with(fonts, sorted->set->fonts[i], &sorted->opened[i], c, text, len);
	return face;
}

TxtFace *txt_fallback(TxtFonts *fonts, const TxtStyle *style, TxtAsked asked, const char *text, size_t len)
{
	pthread_mutex_lock(&fonts->lock);
	TxtFace *face = find_face(fonts, style, asked, text, len);
	pthread_mutex_unlock(&fonts->lock);
	return face;
}
