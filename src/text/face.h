/* face: what text's files share.  Inside text only. */
#ifndef TEXT_FACE_H
#define TEXT_FACE_H

#include "text/text.h"

#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>
#include <pthread.h>
#include <stdatomic.h>

struct TxtFace {
	FT_Face ft;
	hb_face_t *hb_face;
	hb_font_t *hb; /* at a scale of font units */
	TxtFaceInfo info;
	bool ascii[0x80];     /* which characters it has, of those that are asked for most */
	uint32_t *unicode;    /* by glyph: made on first use */
	struct TxtMath *math; /* likewise */
};

/* What came of opening a font. */
typedef struct {
	TxtFace *face; /* NULL: it cannot be used */
	bool tried;
} TxtOpened;

/* The system's fonts in the order in which they suit a style. */
typedef struct {
	FcFontSet *set; /* NULL: not asked for yet */
	TxtOpened *opened;
} TxtSorted;

/* A family as asked for: its faces are found on first use, by weight and slant. */
typedef struct {
	const char *names[8];
	size_t count;
	TxtGeneric generic;
	TxtFace *faces[2][2];   /* bold, italic */
	struct TxtWish *wishes; /* fonts by name for a script: fallback.c's */
	size_t wish_count, wish_cap;
	TxtSorted fallbacks[2][2];
} Family;

typedef struct TxtCache TxtCache;
typedef struct TxtStretches TxtStretches;

/* What divides the words of a language; by: NULL where no dictionary is installed. */
typedef struct TxtHyphenator TxtHyphenator;
typedef struct {
	const char *lang;
	const TxtHyphenator *by;
} TxtHyphenates;

struct TxtFonts {
	pthread_mutex_t lock; /* of all below but for what has locks of its own; who has it may take it again */
	Arena *arena;
	Diag *diag;
	FcConfig *config, *full; /* the fonts; with all rules, NULL until asked for */
	FcFontSet *beside;       /* the source or the style; NULL: none */
	FT_Library ft;
	TxtFace **faces;
	size_t face_count, face_cap;
	Family *families;
	size_t family_count, family_cap;
	TxtCache *cache;                           /* has locks of its own */
	TxtStretches *stretches;                   /* likewise */
	Map *hyphenators;                          /* by language: TxtHyphenates */
	_Atomic(const TxtHyphenates *) hyphenated; /* the last that was asked for */
	Map *missing;                              /* characters warned of */
};

/* fontconfig's fonts without rules, and with the system's: each becomes fontconfig's
 * current configuration, which librsvg uses.  To be destroyed after use; NULL: it fails. */
FcConfig *txt_config_plain(void);
FcConfig *txt_config_full(void);

/* The face of a style. */
TxtFace *txt_face_of(TxtFonts *fonts, const TxtStyle *style);
/* Font units at a size. */
Length txt_scaled(int64_t units, const TxtFace *face, Length size);
void txt_math_free(struct TxtMath *math); /* NULL is fine */
bool txt_face_has(const TxtFace *face, uint32_t codepoint);
/* The installed font of a family that is nearest to a style; NULL if there is none.  Lent by the configuration. */
FcPattern *txt_find_font(TxtFonts *fonts, const char *family, bool bold, bool italic);
/* The family of a font beside the source that is named by its file; any other name is one of a family. */
const char *txt_family_beside(const TxtFonts *fonts, const char *name);
/* What fontconfig says of a font, or another number where it says none. */
int txt_font_integer(FcPattern *font, const char *what, int otherwise);
/* Fonts of colours cannot be embedded as they are shown, nor variable ones but for their named styles, which are fonts
 * of their own here. */
bool txt_is_plain_font(FcPattern *font);
TxtFace *txt_open_font(TxtFonts *fonts, FcPattern *match);
/* Whether a variable font has named styles of which txt_pin makes fonts. */
bool txt_can_pin(FT_Face ft);
/* The tables of a font that is one of the named styles (from 1) of a variable one with such tables, and its weight,
 * which stays as it was if no axis says it; NULL: it cannot be made.  To be destroyed. */
hb_blob_t *txt_pin(FT_Face ft, hb_blob_t *tables, int style, int *weight);
/* The installed face of a family that is nearest, wherever the system's rules have fonts; NULL if there is none. */
TxtFace *txt_face_named(TxtFonts *fonts, const char *family, bool bold, bool italic);

/* How a face is looked for: shared signs as in East Asia; among the fonts known by name alone. */
typedef struct {
	bool wide, named;
} TxtAsked;
/* A face that has all of a text, by what suits the style; NULL when none does. */
TxtFace *txt_fallback(TxtFonts *fonts, const TxtStyle *style, TxtAsked asked, const char *text, size_t len);
/* Whether a face has all that a text needs, composed or taken apart. */
bool txt_face_writes(const TxtFace *face, const char *text, size_t len);
/* Characters that are no ink of their own, so that no face needs to have them. */
bool txt_is_ignorable(uint32_t codepoint);

/* What the customs of a language say of a space at which a line may end. */
TxtBreak txt_custom_space(const Language *own, const char *text, size_t len, size_t at);
/* Allows lines to end between words of scripts that have no spaces between them. */
void txt_break_words(const char *text, size_t len, uint8_t *out);
/* Whether letters of such a script stand at a byte and after it. */
bool txt_words_meet(const char *text, size_t len, size_t at);

/* ---- East Asia ---- */

/* Ideographs, kana and the signs that fill an em as they do; not Hangul. */
bool txt_is_east_asian(uint32_t codepoint);
bool txt_begins_no_line(uint32_t codepoint);
/* Quotation marks, dashes and ellipses, which Chinese and Japanese set as wide as ideographs… */
bool txt_is_shared_sign(uint32_t codepoint);
/* …and whether those in [from, to) are, as they stand among ideographs. */
bool txt_signs_are_wide(const char *text, size_t len, size_t from, size_t to, const char *lang);
/* The half of the em that a sign is set on: the rest is a gap; wide: of a shared sign. */
typedef enum { TXT_WHOLE, TXT_LEFT_HALF, TXT_RIGHT_HALF } TxtHalf;
TxtHalf txt_half_of(uint32_t codepoint, const char *lang, bool wide);

/* A stretch of a text and the face that it is set in. */
typedef struct {
	TxtFace *face;
	uint32_t start, end;
} TxtStretch;
/* Cuts a text by faces: writes at most `most` stretches, the last of which takes the rest. */
uint32_t txt_itemize(TxtFonts *fonts, const TxtStyle *style, bool wide, const char *text, uint32_t len, Pos pos,
                     TxtStretch *out, uint32_t most);

/* Whether the letters before and after a byte of a text join. */
bool txt_joins(const char *text, size_t len, size_t at);

/* A place where a word may be divided: bytes before it; of these, how many are not shown, and what is shown besides. */
typedef struct {
	uint32_t cut;
	uint8_t drop;
	char extra[7];
} TxtPoint;
/* Where a word with its punctuation may be divided: soft hyphens, else by the language's dictionary.  points has
 * room for one a byte. */
size_t txt_word_points(TxtFonts *fonts, const char *lang, const char *text, size_t len, TxtPoint *points);

/* For tables only. */
uint64_t txt_hash(const char *text, size_t len);
/* Shaped words, by their bytes and style. */
TxtCache *txt_cache_new(void);
void txt_cache_free(TxtCache *cache);

#endif
