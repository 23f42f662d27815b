/* cache: shaped words, found by their bytes, style and manner, by several threads at once.  Inside text only.
 *
 * What is found is never changed: looking up takes no lock.  A word that nobody has met is shaped on a bench of the
 * thread's own, and then added; where two threads have shaped the same, the first one's is everybody's. */
#ifndef TEXT_CACHE_H
#define TEXT_CACHE_H

#include "text/face.h"

#include <stdatomic.h>

/* What else a shape depends on: its direction, whether it joins letters before and after it, whether its signs are
 * those of East Asia. */
enum { MANNER_RTL = 1, MANNER_JOINED = 2, MANNER_JOINING = 4, MANNER_WIDE = 8 };

/* A style that words are shaped in, and what its language says. */
typedef struct TxtKept TxtKept;
struct TxtKept {
	TxtStyle style;
	bool caseless; /* figures are as high as capitals: its letters are of one case */
	bool parted;   /* ligatures do not cross a compound's joints */
	uint32_t number;
	const TxtKept *next;
};

/* The shape stands first: a lent shape is its entry; the text last, and all of what is compared near each other. */
typedef struct {
	TxtShape shape;
	const TxtKept *kept;
	uint32_t len;
	uint16_t division_count;
	uint8_t manner;      /* MANNER_… */
	atomic_bool divided; /* the divisions are known */
	atomic_bool whole;   /* no line ends in it */
	const TxtDivision *divisions;
	const uint32_t *joints; /* bytes before each that no ligature crosses */
	uint8_t joint_count;
	char text[]; /* NUL-terminated */
} TxtEntry;

/* What one thread at a time shapes words with, and where they live. */
typedef struct TxtBench TxtBench;
struct TxtBench {
	Arena *arena;
	hb_buffer_t *buffer;
	TxtBench *next; /* that is free, too */
};
TxtBench *txt_cache_bench(TxtCache *cache); /* to be given back */
void txt_cache_give_back(TxtCache *cache, TxtBench *bench);

/* What a word is looked up by; lent. */
typedef struct {
	const TxtKept *kept;
	uint64_t hash;
	const char *text;
	uint32_t len;
	uint8_t manner;
} TxtKey;
TxtKey txt_cache_key(TxtCache *cache, const TxtStyle *style, uint8_t manner, const char *text, size_t len);
/* NULL: nobody has met it. */
TxtEntry *txt_cache_find(const TxtCache *cache, const TxtKey *key);
/* An entry without a shape, on the bench. */
TxtEntry *txt_cache_entry(TxtBench *bench, const TxtKey *key);
/* Adds it with its shape; returns what is found by its key from now on. */
TxtEntry *txt_cache_add(TxtCache *cache, const TxtKey *key, TxtEntry *entry);
/* Enters an entry's divisions, which are the arena's of some bench, unless it has them. */
void txt_cache_divide(TxtCache *cache, TxtEntry *entry, const TxtDivision *divisions, size_t count);

/* joints.c: finds the entry's joints, in words of fewer bytes. */
enum { TXT_MOST_JOINTED = 120 };
void txt_find_joints(TxtFonts *fonts, TxtBench *bench, TxtEntry *entry);

/* shape.c: the entry of a text, shaped. */
const TxtEntry *txt_shape_entry(TxtFonts *fonts, const TxtStyle *style, uint8_t manner, const char *text, size_t len,
                                Pos pos);

#endif
