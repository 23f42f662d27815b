/*
 * Letters of Unicode's mathematical alphabets (The Unicode Standard, Mathematical
 * Alphanumeric Symbols).  Those that Unicode had before are where they were.
 */
#include "math/inner.h"

typedef struct {
	uint32_t capital, small, digit, greek; /* the first of each; 0 if there are none */
} Alphabet;

static const Alphabet alphabets[MATH_VARIANTS] = {
        [MATH_ITALIC] = {0x1d434, 0x1d44e, 0, 0x1d6e2},
        [MATH_BOLD] = {0x1d400, 0x1d41a, 0x1d7ce, 0x1d6a8},
        [MATH_BOLD_ITALIC] = {0x1d468, 0x1d482, 0, 0x1d71c},
        [MATH_SCRIPT] = {0x1d49c, 0x1d4b6, 0, 0},
        [MATH_BOLD_SCRIPT] = {0x1d4d0, 0x1d4ea, 0, 0},
        [MATH_FRAKTUR] = {0x1d504, 0x1d51e, 0, 0},
        [MATH_BOLD_FRAKTUR] = {0x1d56c, 0x1d586, 0, 0},
        [MATH_DOUBLE_STRUCK] = {0x1d538, 0x1d552, 0x1d7d8, 0},
        [MATH_SANS] = {0x1d5a0, 0x1d5ba, 0x1d7e2, 0},
        [MATH_BOLD_SANS] = {0x1d5d4, 0x1d5ee, 0x1d7ec, 0x1d756},
        [MATH_SANS_ITALIC] = {0x1d608, 0x1d622, 0x1d7e2, 0},
        [MATH_SANS_BOLD_ITALIC] = {0x1d63c, 0x1d656, 0x1d7ec, 0x1d790},
        [MATH_MONOSPACE] = {0x1d670, 0x1d68a, 0x1d7f6, 0},
};

/* Where the block has a hole, and what stands there instead. */
static const uint32_t holes[][2] = {
        {0x1d455, 0x210e}, {0x1d49d, 0x212c}, {0x1d4a0, 0x2130}, {0x1d4a1, 0x2131}, {0x1d4a3, 0x210b},
        {0x1d4a4, 0x2110}, {0x1d4a7, 0x2112}, {0x1d4a8, 0x2133}, {0x1d4ad, 0x211b}, {0x1d4ba, 0x212f},
        {0x1d4bc, 0x210a}, {0x1d4c4, 0x2134}, {0x1d506, 0x212d}, {0x1d50b, 0x210c}, {0x1d50c, 0x2111},
        {0x1d515, 0x211c}, {0x1d51d, 0x2128}, {0x1d53a, 0x2102}, {0x1d53f, 0x210d}, {0x1d545, 0x2115},
        {0x1d547, 0x2119}, {0x1d548, 0x211a}, {0x1d549, 0x211d}, {0x1d551, 0x2124},
};

static uint32_t filled(uint32_t cp)
{
	for (size_t i = 0; i < BASE_LEN(holes); i++) {
		if (holes[i][0] == cp)
			return holes[i][1];
	}
	return cp;
}

/* The place of a Greek letter, or of a sign that goes with them, in an alphabet; -1. */
static int greek_place(uint32_t cp)
{
	static const uint32_t signs[][2] = {{0x3f4, 17}, {0x2207, 25}, {0x2202, 51}, {0x3f5, 52}, {0x3d1, 53},
	                                    {0x3f0, 54}, {0x3d5, 55},  {0x3f1, 56},  {0x3d6, 57}};
	if (cp >= 0x391 && cp <= 0x3a9 && cp != 0x3a2)
		return (int)(cp - 0x391);
	if (cp >= 0x3b1 && cp <= 0x3c9)
		return (int)(cp - 0x3b1) + 26;
	for (size_t i = 0; i < BASE_LEN(signs); i++) {
		if (signs[i][0] == cp)
			return (int)signs[i][1];
	}
	return -1;
}

uint32_t math_letter(uint32_t cp, MathVariant variant)
{
	if (variant >= MATH_VARIANTS || !alphabets[variant].capital)
		return cp;
	const Alphabet *alphabet = &alphabets[variant];
	if (cp >= 'A' && cp <= 'Z')
		return filled(alphabet->capital + cp - 'A');
	if (cp >= 'a' && cp <= 'z')
		return filled(alphabet->small + cp - 'a');
	if (cp >= '0' && cp <= '9')
		return alphabet->digit ? alphabet->digit + cp - '0' : cp;
	if (variant == MATH_ITALIC && (cp == 0x131 || cp == 0x237))
		return cp == 0x131 ? 0x1d6a4 : 0x1d6a5;
	int place = greek_place(cp);
	return place >= 0 && alphabet->greek ? alphabet->greek + (uint32_t)place : cp;
}

MathVariant math_bolder(MathVariant variant)
{
	static const MathVariant bolder[MATH_VARIANTS] = {
	        [MATH_ITALIC] = MATH_BOLD_ITALIC,
	        [MATH_NORMAL] = MATH_BOLD,
	        [MATH_BOLD] = MATH_BOLD,
	        [MATH_BOLD_ITALIC] = MATH_BOLD_ITALIC,
	        [MATH_SCRIPT] = MATH_BOLD_SCRIPT,
	        [MATH_BOLD_SCRIPT] = MATH_BOLD_SCRIPT,
	        [MATH_FRAKTUR] = MATH_BOLD_FRAKTUR,
	        [MATH_BOLD_FRAKTUR] = MATH_BOLD_FRAKTUR,
	        [MATH_DOUBLE_STRUCK] = MATH_DOUBLE_STRUCK,
	        [MATH_SANS] = MATH_BOLD_SANS,
	        [MATH_BOLD_SANS] = MATH_BOLD_SANS,
	        [MATH_SANS_ITALIC] = MATH_SANS_BOLD_ITALIC,
	        [MATH_SANS_BOLD_ITALIC] = MATH_SANS_BOLD_ITALIC,
	        [MATH_MONOSPACE] = MATH_MONOSPACE,
	};
	return bolder[variant];
}

MathVariant math_variant_of(uint32_t cp, MathVariant font, bool bold)
{
	MathVariant variant = font;
	if (font == MATH_VARIANTS) {
		enum { PARTIAL = 0x2202 };
		bool small_greek = cp >= 0x3b1 && cp <= 0x3f5 && greek_place(cp) >= 0;
		bool letter = (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || cp == 0x131 || cp == 0x237;
		variant = letter || small_greek || cp == PARTIAL ? MATH_ITALIC : MATH_NORMAL;
	}
	return bold ? math_bolder(variant) : variant;
}
