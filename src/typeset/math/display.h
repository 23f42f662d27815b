/* display: formulas as lines of their own.  Inside typeset's mathematics only. */
#ifndef TYPESET_MATH_DISPLAY_H
#define TYPESET_MATH_DISPLAY_H

#include "typeset/math/box.h"

/* Lines while they are made. */
typedef struct {
	const Setter *setter;
	Manner manner;
	Length measure, indent;
	bool indented;            /* else centred */
	const TmathBox *number;   /* of the whole */
	const TmathBox **numbers; /* of each row of its lines; NULL: none have their own */
	TmathLine *lines;
	size_t count, cap;
	Length widest; /* of what the lines need */
} TmathLines;

/* Where a display is to stand. */
typedef struct {
	Length measure, indent;
	bool indented, rtl;
	const char *const *numbers; /* as TmathStyle's */
	size_t number_count;
	StyColor color;
	int *percent; /* of its size, which it was set at */
} TmathPlace;

/* Sets a display; the lines are in the setter's arena.  Returns how many. */
size_t tmath_set_display(Setter *setter, const MathTree *tree, const TmathPlace *place, TmathLine **lines);

/* ---- lines.c ---- */

/* A line at x, below those there are. */
TmathLine *tmath_add_line(TmathLines *out, const TmathBox *box, Length x);
/* What a line needs beside its number. */
Length tmath_number_room(const TmathLines *out, const TmathBox *number);
/* Where what is so wide begins. */
Length tmath_begin(const TmathLines *out, Length width, const TmathBox *number);
void tmath_put_number(const TmathLines *out, TmathLine *line, const TmathBox *number);

/* The last cell of a row that is too wide, part's root, as several lines: the first after lead, which begins at x, the
 * others below it. */
void tmath_add_broken_row(TmathLines *out, const MathTree *part, const TmathBox *lead, Length x,
                          const TmathBox *number);

/* A formula, broken where it is too wide. */
void tmath_set_formula(TmathLines *out, const MathTree *tree);

/* ---- alignment.c ---- */

/* The rows of align and kin. */
void tmath_set_rows(TmathLines *out, const MathTree *tree, const MathNode *node);

#endif
