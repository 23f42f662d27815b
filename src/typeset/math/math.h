/*
 * math: a tree of mathematics -> boxes of glyphs and rules.  Prefix: tmath_.  Inside typeset
 * only: paragraphs ask for formulas in lines, flow for displays.
 *
 * By the rules of TeX (Knuth, The TeXbook, appendix G; spaces by the table of chapter 18), with
 * the constants, variants, assemblies and kerns of the face's MATH table where TeX has parameters
 * of its fonts (the OpenType specification; MathML Core, section 3).  Lengths are Lengths.
 */
#ifndef TYPESET_MATH_MATH_H
#define TYPESET_MATH_MATH_H

#include "math/math.h"
#include "typeset/items/items.h"

/* How a formula is set: what equal formulas may differ by. */
typedef struct {
	TxtStyle text; /* of the words around it: its size is the formula's */
	StyColor color;
	bool display;
	const char *const *numbers; /* of a display, with their brackets, NULL where there is none: */
	size_t number_count;        /* one, one for each row of its lines, or none */
	bool rtl;                   /* of a display: the text around it runs so, and numbers stand at the left */
} TmathStyle;

/* Glyphs, rules and boxes placed about a point on the baseline; in the context's arena. */
typedef struct TmathBox TmathBox;

/* What may not be divided of a formula, and the space that follows it unless a line ends there; after the last what
 * a letter leans out by. */
typedef struct {
	const TmathBox *box;
	Length width, height, depth;
	Length space, stretch, shrink;
	int penalty;                  /* of a line's end after it, as TeX counts; TMATH_NEVER: none */
	const MathNode *const *nodes; /* what it is made of; those of the next piece follow */
	size_t node_count;
} TmathPiece;
enum { TMATH_NEVER = 10000, TMATH_AFTER_REL = 500, TMATH_AFTER_BIN = 700, TMATH_AFTER_PUNCT = 1500 };

typedef struct {
	const TmathPiece *pieces;
	size_t count;
	Length width, height, depth; /* on one line, at its natural width */
} TmathFormula;

/* A line of a display, placed in the measure. */
typedef struct {
	const TmathBox *box;
	Length x, width, height, depth;
	const TmathBox *number; /* at the edge; NULL: none */
	Length number_x;
	const char *reading;
} TmathLine;

typedef struct {
	const TmathLine *lines;
	size_t count;
} TmathDisplay;

/* What the formulas of an edition share: the face and what has been set. */
typedef struct TmathContext TmathContext;
TmathContext *tmath_context_new(const TsJob *job);
void tmath_context_free(TmathContext *context); /* NULL is fine */
/* Whether there is a face for mathematics; if not, diag is told once, at pos.  What is below asks for one. */
bool tmath_can_set(TmathContext *context, Pos pos);
/* Sets a formula in a line of text; in the context's memory. */
const TmathFormula *tmath_set(TmathContext *context, const MathTree *tree, const TmathStyle *style);
/* Sets it as lines of its own, no wider than the measure; pos is for the warning that it had to be made smaller. */
const TmathDisplay *tmath_display(TmathContext *context, const MathTree *tree, const TmathStyle *style, Length measure,
                                  Pos pos);
/* What the pieces from one to another of a formula are read as; in the arena. */
const char *tmath_reading(const MathTree *tree, const TmathPiece *first, const TmathPiece *last, Arena *arena);

/* Adds a box's glyphs and rules with its point at x, y; each is like another. */
void tmath_paint(const TmathContext *context, const TmathBox *box, Length x, Length y, const TsItem *like,
                 TsItems *items);

#endif
