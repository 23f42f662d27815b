/* Numbers and lengths as people and files write them; nothing here knows a locale. */
#include "base/base.h"

#include <math.h>
#include <string.h>

/* More digits than this change nothing that anyone could see. */
#define ENOUGH 1e15

static const struct {
	const char *name;
	double points; /* 0: relative to something else */
} units[] = {
        [UNIT_PX] = {"px", 0.75},      [UNIT_PT] = {"pt", 1},         [UNIT_PC] = {"pc", 12},
        [UNIT_MM] = {"mm", 72 / 25.4}, [UNIT_CM] = {"cm", 72 / 2.54}, [UNIT_IN] = {"in", 72},
        [UNIT_EM] = {"em", 0},         [UNIT_REM] = {"rem", 0},       [UNIT_PERCENT] = {"%", 0},
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "e3", and not the "em" of a length: how long it is, 0 if there is none. */
static size_t read_exponent(const char *text, size_t len, double *value)
{
	size_t at = len && (*text == 'e' || *text == 'E') ? 1 : 0;
	bool minus = at < len && text[at] == '-';
	int exponent = 0;
	if (!at)
		return 0;
	at += at < len && (text[at] == '-' || text[at] == '+');
	if (at == len || !is_digit(text[at]))
		return 0;
	for (; at < len && is_digit(text[at]); at++)
		exponent = exponent < 100 ? exponent * 10 + (text[at] - '0') : exponent;
	for (int i = 0; i < exponent && i < 40; i++)
		*value = minus ? *value / 10 : *value * 10;
	return at;
}

size_t number_read(const char *text, size_t len, double *out)
{
	size_t at = len && (*text == '-' || *text == '+') ? 1 : 0, digits = 0;
	double value = 0, scale = 1;
	for (; at < len && is_digit(text[at]); at++, digits++)
		value = value < ENOUGH ? value * 10 + (text[at] - '0') : value;
	if (at + 1 < len && text[at] == '.' && is_digit(text[at + 1])) {
		for (at++; at < len && is_digit(text[at]); at++, digits++) {
			if (value >= ENOUGH || scale >= ENOUGH)
				continue;
			value = value * 10 + (text[at] - '0');
			scale *= 10;
		}
	}
	if (!digits)
		return 0;
	value /= scale;
	at += read_exponent(text + at, len - at, &value);
	*out = *text == '-' ? -value : value;
	return at;
}

bool dimension_read(const char *text, Unit bare, Dimension *out)
{
	static const char blanks[] = " \t\r\n";
	text += strspn(text, blanks);
	size_t used = number_read(text, strlen(text), &out->value);
	if (!used)
		return false;
	text += used + strspn(text + used, blanks);
	size_t len = strlen(text);
	while (len && strchr(blanks, text[len - 1]))
		len--;
	out->unit = bare;
	for (size_t i = 0; len && i < BASE_LEN(units); i++) {
		if (strlen(units[i].name) == len && !memcmp(units[i].name, text, len)) {
			out->unit = (Unit)i;
			return true;
		}
	}
	return !len;
}

const char *unit_name(Unit unit)
{
	return units[unit].name;
}

bool dimension_is_absolute(const Dimension *dimension)
{
	return units[dimension->unit].points > 0;
}

double dimension_points(const Dimension *dimension)
{
	return dimension->value * units[dimension->unit].points;
}

Length length_of(double points)
{
	double length = points * LENGTH_PT;
	if (length >= INT32_MAX || length <= -INT32_MAX)
		return length > 0 ? INT32_MAX : -INT32_MAX;
	return (Length)lround(length);
}

double length_points(Length length)
{
	return (double)length / LENGTH_PT;
}
