/* cache: shaped words, found by their bytes, style and manner.  Inside text only. */
#ifndef TEXT_CACHE_H
#define TEXT_CACHE_H

#include "text/face.h"

/* What else a shape depends on: its direction, whether it joins letters before and after it, whether its signs are
 * those of East Asia. */
enum { MANNER_RTL = 1, MANNER_JOINED = 2, MANNER_JOINING = 4, MANNER_WIDE = 8 };

/* The shape stands first: a lent shape is its entry; the text last, and all of what is compared near each other. */
typedef struct {
	TxtShape shape;
	uint32_t len;
	uint16_t style;
	uint8_t manner; /* MANNER_… */
	bool divided;   /* the divisions are known */
	const TxtDivision *divisions;
	const uint32_t *joints; /* bytes before each that no ligature crosses */
	uint16_t division_count;
	uint8_t joint_count;
	char text[]; /* NUL-terminated */
} TxtEntry;

/* Where entries and what they hold live. */
Arena *txt_cache_arena(TxtCache *cache);
/* The buffer that all words are shaped in, one after another. */
hb_buffer_t *txt_cache_buffer(TxtCache *cache);
/* The entry of a text; made: it is new, and has no shape yet. */
TxtEntry *txt_cache_entry(TxtCache *cache, const TxtStyle *style, uint8_t manner, const char *text, size_t len,
                          bool *made);
/* Whether figures are as high as capitals in the entry's language: its letters are of one case. */
bool txt_cache_caseless(const TxtCache *cache, const TxtEntry *entry);
/* Whether ligatures do not cross a compound's joints in it. */
bool txt_cache_parted(const TxtCache *cache, const TxtEntry *entry);
/* Valid until an entry of another style is asked for. */
const TxtStyle *txt_cache_style(const TxtCache *cache, const TxtEntry *entry);

/* joints.c: finds the entry's joints, in words of fewer bytes. */
enum { TXT_MOST_JOINTED = 120 };
void txt_find_joints(TxtFonts *fonts, TxtEntry *entry, const TxtStyle *style);

/* shape.c: the entry of a text, shaped. */
const TxtEntry *txt_shape_entry(TxtFonts *fonts, const TxtStyle *style, uint8_t manner, const char *text, size_t len,
                                Pos pos);

#endif
