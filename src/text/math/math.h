/*
 * math: what an OpenType face tells of the setting of formulas in its MATH table (the OpenType
 * specification, "MATH: The mathematical typesetting table").  Lengths are Lengths at the size
 * that is asked for.
 */
#ifndef TEXT_MATH_MATH_H
#define TEXT_MATH_MATH_H

#include "text/text.h"

/* One face; lent by TxtFonts. */
typedef struct TxtMath TxtMath;

/* The first of the families that is installed and has such a table; NULL: none. */
TxtMath *txt_math(TxtFonts *fonts, const char *const *names, size_t count);
const TxtFace *txt_math_face(const TxtMath *math);

/* In the order of the table's MathConstants. */
typedef enum {
	TXT_SCRIPT_PERCENT,
	TXT_SCRIPT_SCRIPT_PERCENT,
	TXT_DELIMITED_MIN_HEIGHT,
	TXT_OPERATOR_MIN_HEIGHT, /* in displays */
	TXT_MATH_LEADING,
	TXT_AXIS_HEIGHT,
	TXT_ACCENT_BASE_HEIGHT,
	TXT_FLAT_ACCENT_BASE_HEIGHT,
	TXT_SUB_SHIFT_DOWN,
	TXT_SUB_TOP_MAX,
	TXT_SUB_DROP_MIN,
	TXT_SUP_SHIFT_UP,
	TXT_SUP_SHIFT_UP_CRAMPED,
	TXT_SUP_BOTTOM_MIN,
	TXT_SUP_DROP_MAX,
	TXT_SUB_SUP_GAP_MIN,
	TXT_SUP_BOTTOM_MAX_WITH_SUB,
	TXT_SPACE_AFTER_SCRIPT,
	TXT_UPPER_LIMIT_GAP_MIN,
	TXT_UPPER_LIMIT_RISE_MIN,
	TXT_LOWER_LIMIT_GAP_MIN,
	TXT_LOWER_LIMIT_DROP_MIN,
	TXT_STACK_TOP_SHIFT_UP,
	TXT_STACK_TOP_DISPLAY_SHIFT_UP,
	TXT_STACK_BOTTOM_SHIFT_DOWN,
	TXT_STACK_BOTTOM_DISPLAY_SHIFT_DOWN,
	TXT_STACK_GAP_MIN,
	TXT_STACK_DISPLAY_GAP_MIN,
	TXT_STRETCH_TOP_SHIFT_UP,
	TXT_STRETCH_BOTTOM_SHIFT_DOWN,
	TXT_STRETCH_GAP_ABOVE_MIN,
	TXT_STRETCH_GAP_BELOW_MIN,
	TXT_NUMERATOR_SHIFT_UP,
	TXT_NUMERATOR_DISPLAY_SHIFT_UP,
	TXT_DENOMINATOR_SHIFT_DOWN,
	TXT_DENOMINATOR_DISPLAY_SHIFT_DOWN,
	TXT_NUMERATOR_GAP_MIN,
	TXT_NUMERATOR_DISPLAY_GAP_MIN,
	TXT_FRACTION_RULE,
	TXT_DENOMINATOR_GAP_MIN,
	TXT_DENOMINATOR_DISPLAY_GAP_MIN,
	TXT_SKEWED_HORIZONTAL_GAP,
	TXT_SKEWED_VERTICAL_GAP,
	TXT_OVERBAR_GAP,
	TXT_OVERBAR_RULE,
	TXT_OVERBAR_EXTRA,
	TXT_UNDERBAR_GAP,
	TXT_UNDERBAR_RULE,
	TXT_UNDERBAR_EXTRA,
	TXT_RADICAL_GAP,
	TXT_RADICAL_DISPLAY_GAP,
	TXT_RADICAL_RULE,
	TXT_RADICAL_EXTRA,
	TXT_RADICAL_KERN_BEFORE,
	TXT_RADICAL_KERN_AFTER,
	TXT_RADICAL_RAISE_PERCENT,
	TXT_MATH_CONSTANTS
} TxtMathConstant;

/* Of those that are percents the size means nothing. */
Length txt_math_constant(const TxtMath *math, TxtMathConstant which, Length size);

/* The glyph of a character, 0 if the face has none; level: 1 in scripts, 2 in their scripts (ssty). */
uint32_t txt_math_glyph(TxtMath *math, uint32_t codepoint, int level);

typedef struct {
	Length advance;
	Length left, right;   /* of its ink, from the pen */
	Length height, depth; /* of its ink: above the baseline, below it; either may be negative */
	Length italic;        /* italics correction */
	Length attach;        /* where an accent over it is centred, from the pen */
} TxtMathGlyph;
TxtMathGlyph txt_math_metrics(TxtMath *math, uint32_t glyph, Length size);

typedef enum { TXT_TOP_RIGHT, TXT_TOP_LEFT, TXT_BOTTOM_RIGHT, TXT_BOTTOM_LEFT } TxtCorner;
/* How far what stands at a glyph's corner is moved, where their edges meet at a height above its baseline. */
Length txt_math_kern(const TxtMath *math, uint32_t glyph, TxtCorner corner, Length height, Length size);

/* The smallest of a glyph's variants that is at least so long, else the longest; the glyph itself is one. */
uint32_t txt_math_variant(TxtMath *math, uint32_t glyph, bool vertical, Length length, Length size);
/* The longest that is not longer, else the glyph itself. */
uint32_t txt_math_variant_within(TxtMath *math, uint32_t glyph, bool vertical, Length length, Length size);
/* Of a variant's ink along the direction. */
Length txt_math_length(TxtMath *math, uint32_t glyph, bool vertical, Length size);

/* A part of a glyph that is put together, from the bottom up or the left to the right. */
typedef struct {
	uint32_t glyph;
	Length length, start, end; /* whole; what may overlap at either end */
	bool extender;             /* may be left out, or stand more than once */
} TxtPart;
enum { TXT_MOST_PARTS = 8 };
/* Parts of the glyph, 0 if it has none; overlap: the least between two; italic: correction of the whole. */
size_t txt_math_parts(const TxtMath *math, uint32_t glyph, bool vertical, Length size, TxtPart parts[TXT_MOST_PARTS],
                      Length *overlap, Length *italic);

#endif
