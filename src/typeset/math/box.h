/* box: what formulas are put together from.  Inside typeset's mathematics only. */
#ifndef TYPESET_MATH_BOX_H
#define TYPESET_MATH_BOX_H

#include "text/math/math.h"
#include "typeset/math/math.h"

typedef enum { TMATH_LIST, TMATH_GLYPH, TMATH_SHAPE, TMATH_RULE, TMATH_STROKE } TmathKind;

struct TmathBox {
	TmathKind kind;
	TmathBox *first, *last, *next; /* of a list */
	Length x, y;                   /* of its point, from that of the box around it; y up */
	Length width, height, depth;   /* a rule is the whole of it */
	Length italic;                 /* how far what it ends in leans out at its right */
	Length attach;                 /* where an accent over it is centred */
	StyColor color;
	bool letters;   /* a character, or some in a row, accents on them or not: scripts stand by it as by the last */
	bool large;     /* a large operator: its width has the italics correction in it */
	uint32_t glyph; /* GLYPH; of letters the last */
	Length size;
	const char *text;      /* what it is read as; "" for what is read with another */
	const TxtShape *shape; /* SHAPE */
	Length thickness;      /* STROKE: from corner to corner */
	bool falls;            /* from the upper left */
};

/* What is the same throughout a formula. */
typedef struct {
	TxtFonts *fonts;
	TxtMath *math;
	Arena *arena;
	TxtStyle text;
	Length size; /* of the formula: that of the letters which are in no script */
} Setter;

/* TeX's styles (The TeXbook, chapter 17), and what else is inherited. */
typedef struct {
	Length size;
	int level; /* of script */
	bool display, cramped;
	StyColor color;
} Manner;

typedef enum { TMATH_STEADY, TMATH_UPRIGHT, TMATH_ACROSS } TmathGrowth;

/* ---- box.c ---- */

/* An empty box that others are put into; the setter's arena has all boxes. */
TmathBox *tmath_list(const Setter *setter);
/* Puts a box into a list, which grows in height and depth; its width is for who fills it to say. */
void tmath_put(TmathBox *list, TmathBox *box, Length x, Length y);
/* At its right end. */
void tmath_append(TmathBox *list, TmathBox *box);
TmathBox *tmath_rule(const Setter *setter, Manner manner, Length width, Length height, Length depth);
/* A list of one box, so that what it is put in may change. */
TmathBox *tmath_wrap(const Setter *setter, TmathBox *box);
Length tmath_constant(const Setter *setter, Manner manner, TxtMathConstant which);
Length tmath_length(const Setter *setter, Manner manner, MathLength length);
/* TeX's \nulldelimiterspace. */
Length tmath_null_delimiter(const Setter *setter);
/* The manner of a script, cramped or as it is; of a numerator. */
Manner tmath_in_script(const Setter *setter, Manner manner, bool cramped);
Manner tmath_in_fraction(const Setter *setter, Manner manner, bool cramped);
Manner tmath_cramped(Manner manner);
/* As in a line of text. */
Manner tmath_in_text(Manner manner);
Manner tmath_at_level(const Setter *setter, Manner manner, int level);

/* ---- glyph.c ---- */

/* A glyph of the face; text: what it stands for, lent. */
TmathBox *tmath_glyph(const Setter *setter, Manner manner, uint32_t glyph, const char *text);
/* A character's own glyph, 0 if the face has none. */
uint32_t tmath_glyph_of(const Setter *setter, Manner manner, const char *text);
/* The text's characters one after another, those that the face lacks in a text face. */
TmathBox *tmath_characters(const Setter *setter, Manner manner, const char *text, const char *plain);
TmathBox *tmath_words(const Setter *setter, Manner manner, const char *text);
/* A sign at least so long: a larger form of its glyph, or one put together. */
TmathBox *tmath_stretched(const Setter *setter, Manner manner, const char *text, bool vertical, Length length);
/* Moves a box so that it is even about the axis. */
TmathBox *tmath_on_axis(const Setter *setter, Manner manner, TmathBox *box);
TmathGrowth tmath_growth(const Setter *setter, const MathNode *node);

/* ---- node.c ---- */

/* Any node as a box: what it is decides which of those below sets it. */
TmathBox *tmath_node(const Setter *setter, const MathNode *node, Manner manner);
/* The end at which a row has no fence that grows, where its other end has one (\left. or \right.); else MATH_CENTER. */
MathAlign tmath_lacks_fence(const Setter *setter, const MathNode *node);
/* The operator that a node is, bare or with scripts and the like around; NULL if it is none. */
const MathNode *tmath_core(const MathNode *node);

/* ---- row.c ---- */

/* Nodes side by side, with the spaces between their classes; signs that grow do. */
TmathBox *tmath_row(const Setter *setter, const MathNode *const *kids, size_t count, Manner manner);
/* Sets the formula's own row, divided where lines may end: after signs in text, before them in a display. */
void tmath_pieces(const Setter *setter, const MathTree *tree, Manner manner, bool before, TmathFormula *out);
/* A sign grows to so many thousandths of what it stands beside, or to all of it but half an em. */
enum { TMATH_FACTOR = 901 };

/* ---- scripts.c ---- */

/* A base with a script above, below or both (TeX's rules 18); any number of them, before it too. */
TmathBox *tmath_scripts(const Setter *setter, const MathNode *node, Manner manner);
TmathBox *tmath_multi(const Setter *setter, const MathNode *node, Manner manner);

/* ---- limits.c ---- */

/* What stands over and under its base (rule 13). */
TmathBox *tmath_limits(const Setter *setter, const MathNode *node, Manner manner);

/* ---- fraction.c ---- */

/* Rule 15; a root with its index (rule 11). */
TmathBox *tmath_fraction(const Setter *setter, const MathNode *node, Manner manner);
TmathBox *tmath_radical(const Setter *setter, const MathNode *node, Manner manner);

/* ---- table.c ---- */

/* Cells in rows and columns, about the axis. */
TmathBox *tmath_table(const Setter *setter, const MathNode *node, Manner manner);

/* ---- around.c ---- */

/* With white or an offset that the source asks for; with lines around or across it. */
TmathBox *tmath_padded(const Setter *setter, const MathNode *node, Manner manner);
TmathBox *tmath_enclosed(const Setter *setter, const MathNode *node, Manner manner);
/* The manner inside a change of style. */
Manner tmath_restyled(const Setter *setter, const MathNode *node, Manner manner);
TmathBox *tmath_styled(const Setter *setter, const MathNode *node, Manner manner);

#endif
