/* patterns: a hyphenation dictionary as it is read.  Inside text only. */
#ifndef TEXT_PATTERNS_H
#define TEXT_PATTERNS_H

#include "text/face.h"

/* What a pattern writes otherwise when a word is divided in it: bytes [start, end) of the pattern's letters become
 * before, a hyphen, after ("sz=,2,1" of Hungarian: asszony is asz-szony). */
typedef struct {
	uint8_t start, end;
	const char *before, *after;
} PatChange;

/* Patterns of one level: a trie over bytes of lower-case UTF-8. */
typedef struct PatLevel PatLevel;

/* A place between bytes of a word, as the patterns leave it: divided there if the digit is odd. */
typedef struct {
	uint8_t digit;
	uint16_t from;           /* where in the word the change's pattern begins */
	const PatChange *change; /* NULL: none */
} PatPlace;

/* The first level of two divides compounds, the last their parts. */
struct TxtHyphenator {
	PatLevel *levels[2];
	size_t count;
	size_t left, right;                   /* fewest letters before and after */
	size_t compound_left, compound_right; /* likewise in a compound's part, next to another */
	bool syllabic;                        /* r and l may stand for vowels */
};

/* Raises the places (len + 1 of them) of a word between two periods. */
void pat_match(const PatLevel *level, const char *word, size_t len, PatPlace *places);
/* NULL when there is no such file. */
TxtHyphenator *pat_read(Arena *arena, const char *path);

#endif
