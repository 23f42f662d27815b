/*
 * The operator dictionary of MathML Core (appendix B), as far as our operators are in
 * it, and TeX's table of spaces (The TeXbook, chapter 18).
 */
#include "math/inner.h"

#include <string.h>

typedef struct {
	uint32_t from, to;
} Range;

static bool in_ranges(uint32_t cp, const Range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (cp >= ranges[i].from && cp <= ranges[i].to)
			return true;
	}
	return false;
}

#define IN(cp, ranges) in_ranges(cp, ranges, BASE_LEN(ranges))

static const Range arrows[] = {{0x2190, 0x2195}, {0x219a, 0x21ae}, {0x21b0, 0x21b5}, {0x21b9, 0x21b9},
                               {0x21bc, 0x21d5}, {0x21da, 0x21f0}, {0x21f3, 0x21ff}, {0x27f0, 0x27ff},
                               {0x2900, 0x2920}, {0x2933, 0x2949}};
static const Range binaries[] = {
        {0x2a, 0x2b},     {0x2d, 0x2d},     {0x2f, 0x2f},     {0xb1, 0xb1},     {0xb7, 0xb7},     {0xd7, 0xd7},
        {0xf7, 0xf7},     {0x2044, 0x2044}, {0x2212, 0x2216}, {0x2217, 0x2219}, {0x2227, 0x222a}, {0x2236, 0x2236},
        {0x2238, 0x2238}, {0x223e, 0x223e}, {0x2240, 0x2240}, {0x228c, 0x228e}, {0x2293, 0x22a1}, {0x22ba, 0x22bd},
        {0x22c4, 0x22c7}, {0x22c9, 0x22cc}, {0x22ce, 0x22cf}, {0x22d2, 0x22d3}, {0x2a22, 0x2a65}, {0x2a70, 0x2a71}};
/* Those of the above that have less: category C. */
static const Range tight[] = {{0x25, 0x25},     {0x2a, 0x2a},     {0xb7, 0xb7},     {0xd7, 0xd7},     {0x2217, 0x2219},
                              {0x223e, 0x223e}, {0x2240, 0x2240}, {0x2297, 0x2299}, {0x229b, 0x229b}, {0x22c4, 0x22c7},
                              {0x22c9, 0x22cc}, {0x2a2f, 0x2a2f}, {0x2a3f, 0x2a3f}, {0x2e, 0x2e},     {0x3f, 0x40}};
static const Range prefixes[] = {
        {0x21, 0x21},     {0x2b, 0x2b},     {0x2d, 0x2d},     {0xac, 0xac},     {0xb1, 0xb1},     {0x2018, 0x2018},
        {0x201c, 0x201c}, {0x2200, 0x2201}, {0x2203, 0x2204}, {0x2207, 0x2207}, {0x2212, 0x2213}, {0x221f, 0x2222},
        {0x2234, 0x2235}, {0x223c, 0x223c}, {0x22be, 0x22bf}, {0x2310, 0x2310}, {0x2319, 0x2319}};
static const Range postfixes[] = {
        {0x21, 0x22},     {0x25, 0x27},     {0x60, 0x60},     {0xa8, 0xa8},     {0xb0, 0xb0},    {0xb2, 0xb4},
        {0xb8, 0xb9},     {0x2ca, 0x2cb},   {0x2d8, 0x2da},   {0x2dd, 0x2dd},   {0x311, 0x311},  {0x2019, 0x201b},
        {0x201d, 0x201f}, {0x2032, 0x2037}, {0x2057, 0x2057}, {0x20db, 0x20dc}, {0x23cd, 0x23cd}};
static const Range opens[] = {{0x28, 0x28},     {0x5b, 0x5b},     {0x7b, 0x7c},     {0x2016, 0x2016}, {0x2308, 0x2308},
                              {0x230a, 0x230a}, {0x2329, 0x2329}, {0x2772, 0x2772}, {0x27e6, 0x27e6}, {0x27e8, 0x27e8},
                              {0x27ea, 0x27ea}, {0x27ec, 0x27ec}, {0x27ee, 0x27ee}, {0x2980, 0x2980}, {0x2983, 0x2983},
                              {0x2985, 0x2985}, {0x2987, 0x2987}, {0x2997, 0x2997}};
static const Range closes[] = {{0x29, 0x29},     {0x5d, 0x5d},     {0x7c, 0x7d},     {0x2016, 0x2016}, {0x2309, 0x2309},
                               {0x230b, 0x230b}, {0x232a, 0x232a}, {0x2773, 0x2773}, {0x27e7, 0x27e7}, {0x27e9, 0x27e9},
                               {0x27eb, 0x27eb}, {0x27ed, 0x27ed}, {0x27ef, 0x27ef}, {0x2980, 0x2980}, {0x2984, 0x2984},
                               {0x2986, 0x2986}, {0x2988, 0x2988}, {0x2998, 0x2998}};
static const Range integrals[] = {{0x222b, 0x2233}, {0x2a0b, 0x2a1c}};
static const Range sums[] = {{0x220f, 0x2211}, {0x22c0, 0x22c3}, {0x2a00, 0x2a0a},
                             {0x2a1d, 0x2a1e}, {0x2afc, 0x2afc}, {0x2aff, 0x2aff}};
static const Range wide_accents[] = {{0x5e, 0x5f},    {0x7e, 0x7e},     {0xaf, 0xaf},     {0x2c6, 0x2c7},
                                     {0x2c9, 0x2c9},  {0x2cd, 0x2cd},   {0x2dc, 0x2dc},   {0x2f7, 0x2f7},
                                     {0x302, 0x302},  {0x203e, 0x203e}, {0x2322, 0x2323}, {0x23b4, 0x23b5},
                                     {0x23dc, 0x23e1}};
static const Range tight_infix[] = {{0x5c, 0x5c}, {0x5f, 0x5f}, {0x2061, 0x2064}};
static const Range separators[] = {{0x2c, 0x2c}, {0x3a, 0x3b}};

static bool is_large(uint32_t cp)
{
	return IN(cp, integrals) || IN(cp, sums);
}

static bool find_entry(uint32_t cp, MathForm form, MathEntry *out)
{
	switch (form) {
	case FORM_PREFIX:
		if (IN(cp, opens))
			return *out = (MathEntry){0, 0, true, true, false, false}, true;
		if (is_large(cp))
			return *out = (MathEntry){3, 3, false, true, true, IN(cp, sums)}, true;
		return IN(cp, prefixes);
	case FORM_POSTFIX:
		if (IN(cp, closes))
			return *out = (MathEntry){0, 0, true, true, false, false}, true;
		if (IN(cp, wide_accents))
			return *out = (MathEntry){0, 0, true, false, false, false}, true;
		return IN(cp, postfixes);
	case FORM_INFIX:
		break;
	}
	if (IN(cp, tight_infix))
		return true;
	if (IN(cp, opens) && IN(cp, closes)) /* browsers have a bar between two things relate them */
		return *out = (MathEntry){5, 5, true, true, false, false}, true;
	if (IN(cp, separators))
		return *out = (MathEntry){.rspace = 3},
		       cp != ':' || (*out = (MathEntry){5, 5, false, false, false, false}, true);
	if (IN(cp, tight))
		return *out = (MathEntry){.lspace = 3, .rspace = 3}, true;
	if (IN(cp, binaries))
		return *out = (MathEntry){.lspace = 4, .rspace = 4}, true;
	if (IN(cp, arrows))
		return *out = (MathEntry){.lspace = 5, .rspace = 5, .stretchy = true}, true;
	return false;
}

MathEntry math_dictionary(const char *text, MathForm form)
{
	static const MathForm others[] = {FORM_INFIX, FORM_POSTFIX, FORM_PREFIX};
	size_t used, len = strlen(text);
	uint32_t cp = utf8_decode(text, len, &used);
	MathEntry entry = {0, 0, false, false, false, false};
	if (used != len)
		return (MathEntry){.lspace = 5, .rspace = 5};
	if (find_entry(cp, form, &entry))
		return entry;
	for (size_t i = 0; i < BASE_LEN(others); i++) {
		bool relates = i && math_class_of(cp) ==
		                            MATH_REL; /* most that relate are not listed: they are as all others */
		if (!relates && find_entry(cp, others[i], &entry))
			return entry;
	}
	return (MathEntry){.lspace = 5, .rspace = 5};
}

/* 3 thin, 4 medium, 5 thick; negative: none in scripts.  An asterisk's place is none. */
static const signed char spaces[8][8] = {
        [MATH_ORD] = {0, 3, -4, -5, 0, 0, 0, -3},       [MATH_LARGE] = {3, 3, 0, -5, 0, 0, 0, -3},
        [MATH_BIN] = {-4, -4, 0, 0, -4, 0, 0, -4},      [MATH_REL] = {-5, -5, 0, 0, -5, 0, 0, -5},
        [MATH_OPEN] = {0, 0, 0, 0, 0, 0, 0, 0},         [MATH_CLOSE] = {0, 3, -4, -5, 0, 0, 0, -3},
        [MATH_PUNCT] = {-3, -3, 0, -3, -3, -3, -3, -3}, [MATH_INNER] = {-3, 3, -4, -5, -3, 0, -3, -3},
};

int math_space_between(MathClass left, MathClass right, bool script)
{
	if (left >= MATH_NO_CLASS || right >= MATH_NO_CLASS)
		return 0;
	int space = spaces[left][right];
	return space < 0 ? (script ? 0 : -space) : space;
}

const MathNode *math_core(const MathNode *node)
{
	while (node && node->kind != MATH_OP) {
		bool holds = (node->kind >= MATH_SUB && node->kind <= MATH_MULTI) || node->kind == MATH_PADDED ||
		             node->kind == MATH_PHANTOM || (node->kind == MATH_STYLE && node->count == 1) ||
		             (node->kind == MATH_ROW && node->count == 1);
		node = holds ? node->kids[0] : NULL;
	}
	return node;
}
