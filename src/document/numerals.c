/* Numbers in letters. */
#include "document/document.h"

/* a … z, aa, ab: as spreadsheets count. */
static void put_alpha(Buf *out, long number, char first)
{
	char digits[16];
	int count = 0;
	for (; number > 0 && count < 16; number = (number - 1) / 26)
		digits[count++] = (char)(first + (number - 1) % 26);
	while (count)
		buf_char(out, digits[--count]);
}

static void put_roman(Buf *out, long number, bool upper)
{
	static const struct {
		int value;
		const char *lower, *upper;
	} signs[] = {
	        {1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"},  {400, "cd", "CD"}, {100, "c", "C"},
	        {90, "xc", "XC"}, {50, "l", "L"},    {40, "xl", "XL"}, {10, "x", "X"},    {9, "ix", "IX"},
	        {5, "v", "V"},    {4, "iv", "IV"},   {1, "i", "I"},
	};
	for (size_t i = 0; i < BASE_LEN(signs); i++) {
		for (; number >= signs[i].value; number -= signs[i].value)
			buf_str(out, upper ? signs[i].upper : signs[i].lower);
	}
}

/* Of numbers in circles there are twenty. */
static void put_circled(Buf *out, long number)
{
	if (number >= 1 && number <= 20)
		buf_utf8(out, 0x2460 + (uint32_t)number - 1);
	else
		buf_printf(out, "(%ld)", number);
}

void doc_number(Buf *out, long number, DocNumStyle style)
{
	bool alpha = style == DOC_NUM_LOWER_ALPHA || style == DOC_NUM_UPPER_ALPHA;
	if (style == DOC_NUM_CIRCLED)
		put_circled(out, number);
	else if (number < 1 || style == DOC_NUM_DECIMAL || (!alpha && number > 3999))
		buf_int(out, number);
	else if (alpha)
		put_alpha(out, number, style == DOC_NUM_LOWER_ALPHA ? 'a' : 'A');
	else
		put_roman(out, number, style == DOC_NUM_UPPER_ROMAN);
}
