/*
 * text: fonts, fallback, shaping, hyphenation, break opportunities, subsets.
 * Prefix: txt_.
 *
 * Several threads may shape with one TxtFonts at once, ask for metrics and spaces, what faces write, where words may be
 * divided and where lines may end; everything else is for one.  What comes of it is the same in any order, but for the
 * place of a warning that no font has a character: the first that asks is told of.
 */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "base/base.h"
#include "language/language.h"

/* All fonts and caches of one run. */
typedef struct TxtFonts TxtFonts;
/* One font file's face: lent by TxtFonts. */
typedef struct TxtFace TxtFace;

/* A list of family names in order of wish, resolved to the files of the system's
 * fonts; then come the fallbacks by script, per face.  Handles are small ints. */
typedef enum { TXT_SERIF, TXT_SANS, TXT_MONO } TxtGeneric;
typedef int TxtFamily;

/* Once in a process, before all else and any thread: which of several fonts is taken for a
 * sign of East Asia, in drawings too, is not for the machine's languages to say. */
void txt_process_begin(void);
/* The folders and files that fonts and their configuration are read from, at most so many; texts go into the arena. */
size_t txt_font_paths(Arena *arena, const char **paths, size_t most);
TxtFonts *txt_fonts_new(Diag *diag);
void txt_fonts_free(TxtFonts *fonts);
/* Takes the fonts of a folder's own folder `fonts` before those installed, for this run; what cannot be used is
 * warned of. */
void txt_fonts_beside(TxtFonts *fonts, const char *folder);
/* Their files, lent; returns how many, at most so many. */
size_t txt_files_beside(const TxtFonts *fonts, const char **paths, size_t most);
/* Whether there is a family of that name, or a font beside the source in a file of that name… */
bool txt_has_family(TxtFonts *fonts, const char *name);
/* …and if not, which may have been meant; NULL. */
const char *txt_nearest_family(TxtFonts *fonts, const char *name);
TxtFamily txt_family(TxtFonts *fonts, const char *const *names, size_t count, TxtGeneric generic);

/* OpenType features asked for, where the font has them. */
enum {
	TXT_SMALL_CAPS = 1 << 0,  /* smcp; full capitals stay */
	TXT_OLDSTYLE = 1 << 1,    /* onum; else lnum */
	TXT_TABULAR = 1 << 2,     /* tnum; else pnum */
	TXT_SUPERIOR = 1 << 3,    /* sups, else scaled and raised */
	TXT_INFERIOR = 1 << 4,    /* subs, likewise */
	TXT_NO_LIGATURES = 1 << 5 /* code */
};

/* Features asked for by their tags, in any text and in words with figures. */
enum { TXT_TAGS = 8 };
typedef struct {
	uint32_t tags[TXT_TAGS]; /* 'k' << 24 | 'e' << 16 … */
	bool off[TXT_TAGS];
	size_t count;
} TxtTags;
typedef struct {
	TxtTags text, numbers;
} TxtFeatures;
/* Adds a tag of four letters, "ss01", or one behind a minus; no more than TXT_TAGS. */
void txt_add_tag(TxtTags *tags, const char *tag);

/* What shaping depends on.  Compared field by field; zero-initialise. */
typedef struct {
	TxtFamily family;
	uint16_t weight; /* 400, 600, 700 */
	bool italic;
	uint8_t features;        /* TXT_SMALL_CAPS… */
	const TxtFeatures *more; /* lent for the run of the program; NULL */
	Length size;
	Length tracking;  /* added after every cluster */
	const char *lang; /* BCP 47, lent for the run of the program */
} TxtStyle;

typedef struct {
	uint32_t id;      /* glyph id in the face */
	uint32_t cluster; /* byte offset in the shaped text */
	Length advance;   /* as the word is set, kerning included */
	Length x, y;      /* offset from the pen; y up */
} TxtGlyph;

/* Glyphs of one face, in visual order (left to right). */
typedef struct {
	const TxtFace *face;
	Length size; /* smaller than the style's for a made-up superior */
	Length rise; /* baseline shift, up */
	Length advance;
	bool rtl;            /* clusters fall instead of rise */
	bool lacks;          /* a sign stands for a character that no font has */
	uint32_t start, end; /* bytes of the shaped text that it covers */
	uint32_t count;
	const TxtGlyph *glyphs;
} TxtRun;

/* A shaped piece of text: runs in visual order (within one bidi level).  Lent
 * by the fonts' word cache until txt_fonts_free. */
typedef struct {
	Length advance;
	Length hang_start, hang_end; /* txt_hang of its first and last character */
	uint32_t count;
	const TxtRun *runs;
} TxtShape;

/* Shapes text that has no line break inside and one bidi direction: a word with
 * what is glued to it, or a whole run of Arabic.  pos is for the warning that no
 * font has a character (once a character). */
const TxtShape *txt_shape(TxtFonts *fonts, const TxtStyle *style, bool rtl, const char *text, size_t len, Pos pos);

/* The same of a word from left to right that was kept as whole, since no line ends in it; NULL: it is not known. */
const TxtShape *txt_whole(TxtFonts *fonts, const TxtStyle *style, const char *text, size_t len);
void txt_keep_whole(const TxtShape *shape);

/* Shapes [from, to) of a text: its letters take the forms that join them to those around it (Arabic, Syriac,
 * N'Ko…), wherever one style or one line gives way to another. */
const TxtShape *txt_shape_part(TxtFonts *fonts, const TxtStyle *style, bool rtl, const char *text, size_t len,
                               size_t from, size_t to, Pos pos);

/* Whether words of a language are hyphenated: there are patterns for it. */
bool txt_hyphenates(TxtFonts *fonts, const char *lang);
/* Natural width of a space, and of a hyphen with its glyph. */
Length txt_space(TxtFonts *fonts, const TxtStyle *style);

/* Whether a character is a capital letter (Unicode's category Lu). */
bool txt_is_capital(uint32_t codepoint);

/* A text in capitals, by the customs of its language ("ß" as "SS", "i" as "İ" in Turkish); itself where that fails. */
const char *txt_upper(Arena *arena, const char *lang, const char *text, size_t len);

/* Whether the face of a style has all that a text needs: no other stands in. */
bool txt_writes(TxtFonts *fonts, const TxtStyle *style, const char *text, size_t len);

/* Whether the face of a style has a feature; in names, if it has not, some that it has: "kern, liga". */
bool txt_has_feature(TxtFonts *fonts, const TxtStyle *style, const char *tag, Arena *arena, const char **names);

/* ---- metrics ------------------------------------------------------------- */

typedef struct {
	Length ascent, descent; /* both positive, at 1 em = size */
	Length x_height, cap_height;
	Length underline, underline_size; /* position below the baseline, thickness */
} TxtMetrics;
void txt_metrics(TxtFonts *fonts, const TxtStyle *style, TxtMetrics *out);

/* What a shape prints, from its pen position: height above the baseline, depth below it, both positive. */
typedef struct {
	Length left, right, height, depth;
} TxtInk;
TxtInk txt_ink(const TxtShape *shape);

/* ---- faces, for painting and embedding ----------------------------------- */

typedef struct {
	const char *path;
	int index;
	const char *postscript_name, *family;
	uint16_t units_per_em;
	bool cff, cid_keyed, italic, fixed_pitch, serif, symbolic;
	int16_t ascent, descent, cap_height, x_height; /* font units; descent negative */
	int16_t bbox[4];
	int16_t italic_angle; /* degrees */
	uint16_t weight;
	bool may_embed, may_subset; /* OS/2 fsType */
} TxtFaceInfo;
const TxtFaceInfo *txt_face_info(const TxtFace *face);
void *txt_face_ft(const TxtFace *face); /* FT_Face, unhinted; lent */
/* What a reader sees for a character that no font has: the face's own sign for that; 0: it has none. */
uint32_t txt_replacement(const TxtFace *face);
/* Natural advance of a glyph in font units. */
int32_t txt_glyph_advance(const TxtFace *face, uint32_t glyph);
/* The code points whose plain glyph this is, else 0: for ToUnicode. */
uint32_t txt_glyph_unicode(const TxtFace *face, uint32_t glyph);

/* Subsets a face to glyphs (sorted, without 0).  to_new[i] is the new id of
 * glyphs[i]; new id 0 is .notdef.  For the PDF: no layout tables.  false if the
 * face may not be embedded or the library fails. */
bool txt_subset_glyphs(const TxtFace *face, const uint32_t *glyphs, size_t count, uint32_t *to_new, Buf *out);
/* Subsets for the e-book: to code points, layout features kept. */
bool txt_subset_unicode(const TxtFace *face, const uint32_t *codepoints, size_t count, Buf *out);
/* The ISO 15924 tag of a character's script, as 'A' << 24 | 'r' << 16…; Zyyy: any. */
uint32_t txt_script(uint32_t codepoint);

/* Around the rendering of a clean SVG by librsvg, in one thread: the fonts that it names are all that librsvg is shown,
 * where they suffice, since sorting all is dear. */
void txt_drawing_begin(const char *svg, size_t len);
void txt_drawing_end(void);

/* ---- breaking ------------------------------------------------------------ */

typedef enum {
	TXT_BREAK_NO,
	TXT_BREAK_ALLOWED,
	TXT_BREAK_MUST,
	TXT_BREAK_POOR,     /* between words that had better stay together */
	TXT_BREAK_SYLLABLE, /* between syllables of a word of Korean, without a hyphen */
	TXT_BREAK_ADDRESS,  /* after a sign in a code, an address, a path */
	TXT_BREAK_LAST      /* anywhere else in one, when nothing else helps */
} TxtBreak;

/* Whether a text is of letters and signs that stand alone, run from left to right and are parted by spaces: Latin,
 * Greek, Cyrillic.  What others need is not to be looked for then: gaps, graphemes, directions, joined letters. */
bool txt_is_plain(const char *text, size_t len);
/* out[i] says whether a line may break after byte i (only last bytes of
 * characters are set); it is zeroed before.  UAX #14, with graphemes guarded; Thai, Lao, Khmer and
 * Burmese by dictionaries.  The fonts keep what has been found, and lang is lent as a style's; NULL: nothing is kept.
 */
void txt_breaks(TxtFonts *fonts, const char *text, size_t len, const char *lang, uint8_t *out);
/* The language's customs on top, in [from, to) of the text: not between a number
 * and its unit, a title and its name, after an initial, before a dash. */
void txt_break_customs(const char *text, size_t len, size_t from, size_t to, const char *lang, uint8_t *out);
/* The same of one space of a plain text, which no other is beside: what txt_breaks and the customs, those of the same
 * language, say of it. */
uint8_t txt_break_space(TxtFonts *fonts, const Language *own, const char *lang, const char *text, size_t len,
                        size_t at);
/* Whether addresses are to be looked for in a text: nearly none has any. */
bool txt_may_hold_address(const char *text, size_t from, size_t to);
/* Code has opportunities of its own; addresses and paths in prose likewise. */
void txt_break_code(const char *text, size_t from, size_t to, uint8_t *out);
void txt_break_addresses(const char *text, size_t from, size_t to, uint8_t *out);

/* What is between two letters of scripts that write without spaces. */
typedef enum {
	TXT_GAP_NONE,
	TXT_GAP_WORDS,   /* of Thai and the like: nothing, but it may grow */
	TXT_GAP_LETTERS, /* of Chinese and Japanese, likewise */
	TXT_GAP_LATIN,   /* a quarter em, next to letters and figures of other scripts */
	TXT_GAP_SIGN     /* the empty half of a sign's em: none at a line's end */
} TxtGap;
/* Whether a text may have any; then what is after byte i, in out, which is zeroed: breaks are the text's. */
bool txt_may_have_gaps(const char *text, size_t len);
void txt_gaps(const char *text, size_t len, size_t from, size_t to, const char *lang, const uint8_t *breaks,
              uint8_t *out);

/* Where a shaped word may be divided, by the language of its style: bytes before the division; the advance of
 * their glyphs, without a hyphen; and of what is shown of them.  That is otherwise in some languages: without the
 * last bytes before the division, but with letters that the word has not when it is whole. */
typedef struct {
	uint32_t cut;
	Length before, shown;
	Length hang;                           /* txt_hang of what follows, at a line's start */
	uint8_t letters_before, letters_after; /* of the word, ASCII's punctuation left out; 255: or more */
	uint8_t drop;                          /* bytes; 0 as a rule */
	const char *extra;                     /* "" as a rule */
} TxtDivision;
/* Kept with the word, lent until txt_fonts_free.  Returns how many. */
size_t txt_divisions(TxtFonts *fonts, const TxtShape *shape, const TxtDivision **out);

/* A part of a paragraph with a direction of its own, which orders nothing around it; in order, apart. */
typedef struct {
	size_t start, end; /* bytes */
	bool rtl;
} TxtIsolate;
/* Bidi levels of a paragraph, one a byte (UAX #9), each of its lines by itself.  base: 0 or 1.  isolates: in order,
 * none within another.  Returns false when all text is of level base, which levels may not say then. */
bool txt_bidi(const char *text, size_t len, int base, const TxtIsolate *isolates, size_t count, uint8_t *levels);

/* What a character hangs out into the margin by, as a length, for a glyph of that advance in type of that size: no more
 * than ink can be in it, for a full stop of a fixed pitch is as wide as its letters.  start: of a line; else its end.
 */
Length txt_hang(uint32_t codepoint, Length advance, Length size, bool start);
/* The same of the first or the last character in [from, to) of the text that a shape was made from. */
Length txt_hang_part(const TxtShape *shape, const char *text, size_t from, size_t to, Length size, bool start);

#endif
