/* Numbers in siunitx's notation written otherwise: the exponent moved, how sure they are spelt out. */
#include "math/inner.h"

#include <stdlib.h>
#include <string.h>

/* "-12.5(3)e4" in its parts. */
typedef struct {
	const char *sign;
	size_t sign_len;
	Buf digits; /* those before the point, then those after it */
	long whole; /* of them stand before it, be it more than there are or less than none */
	const char *unsure;
	size_t unsure_len;
	long exponent;
	bool has_exponent;
} Parts;

static size_t count_digits(const char *text)
{
	return strspn(text, "0123456789");
}

static const char *read_unsure(Parts *parts, const char *text)
{
	size_t len = *text == '(' ? count_digits(text + 1) : 0;
	if (!len || text[1 + len] != ')')
		return text;
	parts->unsure = text + 1;
	parts->unsure_len = len;
	return text + len + 2;
}

/* Whether an exponent is one that anybody writes; sums of such are small. */
static bool is_usual(long exponent)
{
	enum { MOST = 9999 };
	return exponent >= -MOST && exponent <= MOST;
}

static const char *read_exponent(Parts *parts, const char *text)
{
	if (!*text || !strchr("eEdD", *text))
		return text;
	char *end;
	parts->exponent = strtol(text + 1, &end, 10);
	parts->has_exponent = end > text + 1 && is_usual(parts->exponent);
	return parts->has_exponent ? end : text;
}

/* False if it is no plain number. */
static bool read_parts(Parts *parts, const char *text)
{
	parts->sign = text;
	parts->sign_len = *text == '-' || *text == '+';
	text += parts->sign_len;
	size_t whole = count_digits(text);
	buf_add(&parts->digits, text, whole);
	parts->whole = (long)whole;
	text += whole;
	if (*text == '.' || *text == ',') {
		size_t part = count_digits(++text);
		buf_add(&parts->digits, text, part);
		text += part;
	}
	text = read_exponent(parts, read_unsure(parts, text));
	return parts->digits.len && !*text;
}

/* The exponent by mode: of one digit before the point, of up to three, or one that is given. */
static long wanted_exponent(const Parts *parts, const MathNotation *notation)
{
	size_t first = strspn(parts->digits.data, "0");
	if (str_eq(notation->mode, "fixed"))
		return strtol(notation->fixed, NULL, 10);
	if (first == parts->digits.len)
		return 0;
	long exponent = parts->exponent + parts->whole - (long)first - 1;
	long over = (exponent % 3 + 3) % 3;
	return str_eq(notation->mode, "engineering") ? exponent - over : exponent;
}

static void move_point(Parts *parts, const MathNotation *notation)
{
	enum { MOST = 300 };
	if (str_eq(notation->mode, "input"))
		return;
	long exponent = wanted_exponent(parts, notation);
	if (!is_usual(exponent))
		return;
	long whole = parts->whole + parts->exponent - exponent;
	if (whole < -MOST || whole > MOST)
		return;
	parts->exponent = exponent;
	parts->has_exponent = exponent != 0;
	parts->whole = whole;
}

/* Digits with their point; unsure ones have no zeros before them. */
static void write_digits(Buf *out, const char *digits, size_t len, long whole)
{
	size_t zeros = 0;
	while (zeros < len && digits[zeros] == '0' && (long)zeros + 1 < whole)
		zeros++;
	for (long i = (long)zeros; i < whole || i < (long)len; i++) {
		if (i == whole)
			buf_char(out, '.');
		buf_char(out, i < (long)len ? digits[i] : '0');
	}
}

static void write_number(Buf *out, const char *digits, size_t len, long whole)
{
	if (whole <= 0)
		buf_str(out, "0.");
	for (long i = whole; i < 0; i++)
		buf_char(out, '0');
	if (whole <= 0)
		buf_add(out, digits, len);
	else
		write_digits(out, digits, len, whole);
}

static void write_unsure(Buf *out, const Parts *parts, const MathNotation *notation)
{
	if (!parts->unsure_len)
		return;
	if (!str_eq(notation->separate, "true")) {
		buf_printf(out, "(%.*s)", (int)parts->unsure_len, parts->unsure);
		return;
	}
	buf_str(out, "+-");
	long behind = (long)parts->digits.len - parts->whole;
	write_number(out, parts->unsure, parts->unsure_len, (long)parts->unsure_len - behind);
}

static void write_parts(Buf *out, const Parts *parts, const MathNotation *notation)
{
	bool one = parts->whole == 1 && parts->digits.len == 1 && *parts->digits.data == '1' && !parts->unsure_len;
	if (!parts->sign_len && str_eq(notation->plus, "true"))
		buf_char(out, '+');
	buf_add(out, parts->sign, parts->sign_len);
	if (!one || !parts->has_exponent || !str_eq(notation->unity, "false"))
		write_number(out, parts->digits.data, parts->digits.len, parts->whole);
	write_unsure(out, parts, notation);
	if (parts->has_exponent)
		buf_printf(out, "e%ld", parts->exponent);
}

const char *math_notation(Arena *arena, const char *text, const MathNotation *notation)
{
	Parts parts = {0};
	Buf out = {0};
	bool same = str_eq(notation->mode, "input") && !str_eq(notation->unity, "false") &&
	            !str_eq(notation->plus, "true") && !str_eq(notation->separate, "true");
	if (!same && read_parts(&parts, text)) {
		move_point(&parts, notation);
		write_parts(&out, &parts, notation);
		text = arena_strndup(arena, out.data, out.len);
	}
	buf_free(&parts.digits);
	buf_free(&out);
	return text;
}
