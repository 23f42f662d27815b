/* Symbols by name, and the classes of characters. */
#include "math/inner.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static const MathSymbol symbols[] = {
#include "symbols.inc"
};

typedef struct {
	uint32_t cp;
	MathClass class;
} SignClass;

static const SignClass classes[] = {
#include "symbol_classes.inc"
};

static int by_name(const void *name, const void *symbol)
{
	return strcmp(name, ((const MathSymbol *)symbol)->name);
}

const MathSymbol *math_symbol_named(const char *name)
{
	return bsearch(name, symbols, BASE_LEN(symbols), sizeof *symbols, by_name);
}

size_t math_symbol_names(const char **out, size_t most)
{
	size_t count = 0;
	for (; count < most && count < BASE_LEN(symbols); count++)
		out[count] = symbols[count].name;
	return count;
}

static int by_cp(const void *cp, const void *sign)
{
	uint32_t a = *(const uint32_t *)cp, b = ((const SignClass *)sign)->cp;
	return a < b ? -1 : a > b;
}

/* ASCII as plain TeX has it. */
static MathClass ascii_class(uint32_t cp)
{
	if (strchr("+-*", (int)cp))
		return MATH_BIN;
	if (strchr("=<>:", (int)cp))
		return MATH_REL;
	if (strchr("([{", (int)cp))
		return MATH_OPEN;
	if (strchr(")]}!?", (int)cp))
		return MATH_CLOSE;
	if (strchr(",;", (int)cp))
		return MATH_PUNCT;
	return MATH_ORD;
}

/* Signs without a name: arrows, and what Unicode has among relations, relate. */
static MathClass range_class(uint32_t cp)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)cp);
	if (category == UTF8PROC_CATEGORY_PS)
		return MATH_OPEN;
	if (category == UTF8PROC_CATEGORY_PE)
		return MATH_CLOSE;
	bool arrows = (cp >= 0x2190 && cp < 0x2200) || (cp >= 0x27f0 && cp < 0x2800) || (cp >= 0x2900 && cp < 0x2980);
	if (arrows || (cp >= 0x223c && cp < 0x22b0) || (cp >= 0x2a66 && cp < 0x2b00))
		return MATH_REL;
	if ((cp >= 0x2a22 && cp < 0x2a66) || (cp >= 0x2293 && cp < 0x22a2))
		return MATH_BIN;
	return cp >= 0x2a00 && cp < 0x2a22 ? MATH_LARGE : MATH_ORD;
}

MathClass math_class_of(uint32_t cp)
{
	if (cp < 0x80)
		return ascii_class(cp);
	const SignClass *sign = bsearch(&cp, classes, BASE_LEN(classes), sizeof *classes, by_cp);
	return sign ? sign->class : range_class(cp);
}
