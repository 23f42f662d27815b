/* face: what text's files share.  Inside text only. */
#ifndef TEXT_FACE_H
#define TEXT_FACE_H

#include "text/text.h"

#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

struct TxtFace {
	uint32_t id;
	FT_Face ft;
	hb_face_t *hb_face;
	hb_font_t *hb;                                 /* at a scale of font units */
	TxtFaceInfo info;
	uint32_t *unicode;                             /* by glyph: made on first use */
	bool used;
};

/* A family as asked for: its faces are found on first use, by weight and slant. */
enum { FAMILY_FALLBACKS = 5 };
typedef struct {
	const char *names[8];
	size_t count;
	TxtGeneric generic;
	TxtFace *faces[2][2];                          /* bold, italic */
	FcPattern *named[2][2][FAMILY_FALLBACKS];      /* lent by the configuration; NULL: not installed */
	bool looked[2][2];                             /* named is filled */
	FcFontSet *fallbacks[2][2];
} Family;

typedef struct TxtCache TxtCache;

struct TxtFonts {
	Arena *arena;
	Diag *diag;
	FcConfig *config;
	FT_Library ft;
	TxtFace **faces;
	size_t face_count, face_cap;
	Family *families;
	size_t family_count, family_cap;
	TxtFace **used;
	size_t used_count, used_cap;
	TxtCache *cache;
	Map *hyphenators;                              /* by language */
	Map *missing;                                  /* characters warned of */
};

/* The face of a style, and one that has a character: NULL when none does. */
TxtFace *txt_face_of(TxtFonts *fonts, const TxtStyle *style);
TxtFace *txt_fallback(TxtFonts *fonts, const TxtStyle *style, uint32_t codepoint);
bool txt_face_has(const TxtFace *face, uint32_t codepoint);
void txt_face_use(TxtFonts *fonts, TxtFace *face);

/* Sets points[i] where a word with its punctuation may be divided after byte i; points is zeroed. */
size_t txt_word_points(TxtFonts *fonts, const char *lang, const char *text, size_t len, uint8_t *points);

TxtCache *txt_cache_new(void);
void txt_cache_free(TxtCache *cache);

#endif
