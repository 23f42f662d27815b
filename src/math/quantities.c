/*
 * Numbers and what they count in siunitx's notation, written as TeX: \num{1.5e3},
 * \qty{3}{m/s}, \ang{1;2;3}, ranges, lists and products; \sisetup and the options before them.
 */
#include "math/inner.h"

#include <stdlib.h>
#include <string.h>

/* ---- how they look ---- */

typedef struct {
	const char *point;   /* before what is less than one */
	const char *group;   /* between groups of three digits */
	const char *groups;  /* group-digits: all, integer, decimal, none */
	const char *times;   /* before a power of ten */
	const char *base;    /* which is not always of ten */
	const char *beside;  /* between a number and its unit */
	const char *to;      /* between the two of a range */
	const char *comma;   /* between those of a list */
	const char *and;     /* before the last one, and between two */
	const char *grouped; /* from so many digits on */
	const char *per;     /* per-mode */
	const char *round;   /* round-mode: none, places, figures */
	const char *digits;  /* so many of these: round-precision */
	const char *part;    /* at least so many digits after the point */
	const char *whole;   /* and before it */
	const char *no_zero; /* drop-zero-decimal */
	const char *slash;   /* per-symbol */
	const char *repeat;  /* list-units, range-units, product-units: repeat, single, bracket */
	MathNotation notation;
	MathUnitStyle units;
} Style;

static const Style plain = {.point = ".",
                            .group = "\\,",
                            .groups = "all",
                            .times = "\\times",
                            .base = "10",
                            .beside = "\\,",
                            .comma = ",\\ ",
                            .grouped = "5",
                            .per = "power",
                            .round = "none",
                            .digits = "2",
                            .part = "0",
                            .whole = "0",
                            .no_zero = "false",
                            .slash = "/",
                            .repeat = "repeat",
                            .notation = {"input", "0", "true", "false", "false"},
                            .units = {"\\,", "/", MATH_PER_POWER}};

/* Where a key's value goes; NULL: it is not one of those. */
static const char **place_of(Style *style, const char *key)
{
	const struct {
		const char *key;
		const char **at;
	} keys[] = {{"output-decimal-marker", &style->point},
	            {"decimalsymbol", &style->point},
	            {"group-separator", &style->group},
	            {"group-digits", &style->groups},
	            {"exponent-product", &style->times},
	            {"exponent-base", &style->base},
	            {"exponent-mode", &style->notation.mode},
	            {"fixed-exponent", &style->notation.fixed},
	            {"print-unity-mantissa", &style->notation.unity},
	            {"print-implicit-plus", &style->notation.plus},
	            {"separate-uncertainty", &style->notation.separate},
	            {"minimum-decimal-digits", &style->part},
	            {"minimum-integer-digits", &style->whole},
	            {"drop-zero-decimal", &style->no_zero},
	            {"list-units", &style->repeat},
	            {"range-units", &style->repeat},
	            {"product-units", &style->repeat},
	            {"per-symbol", &style->slash},
	            {"quantity-product", &style->beside},
	            {"number-unit-product", &style->beside},
	            {"range-phrase", &style->to},
	            {"list-separator", &style->comma},
	            {"list-final-separator", &style->and },
	            {"list-pair-separator", &style->and },
	            {"group-minimum-digits", &style->grouped},
	            {"inter-unit-product", &style->units.between},
	            {"round-mode", &style->round},
	            {"round-precision", &style->digits},
	            {"per-mode", &style->per}};
	for (size_t i = 0; i < BASE_LEN(keys); i++) {
		if (str_eq(keys[i].key, key))
			return keys[i].at;
	}
	return NULL;
}

/* Words between numbers are words; a comma within a number is no punctuation. */
static const char *worded(Parser *p, const char *key, const char *value)
{
	bool words = str_eq(key, "range-phrase") || (str_starts(key, "list-") && !str_eq(key, "list-units"));
	bool within = str_eq(key, "group-separator") || str_eq(key, "output-decimal-marker");
	if (words && !strchr(value, '$'))
		return arena_printf(p->scratch, "\\text{%s}", value);
	return within && *value ? arena_printf(p->scratch, "{%s}", value) : value;
}

/* A language's word between quantities has a space at each side, a sign has none, a comma one behind it. */
static const char *word_between(Parser *p, bool last)
{
	const char *word = math_word_between(p, last);
	bool comma = *word == ',', sign = str_eq(word, "–");
	return arena_printf(p->scratch, "\\text{%s%s%s}", comma || sign ? "" : " ", word, sign ? "" : " ");
}

/* Where the text of a key or a value ends. */
static size_t until(const char *text, const char *ends)
{
	size_t depth = 0, len = 0;
	for (; text[len] && (depth || !strchr(ends, text[len])); len++) {
		depth += text[len] == '{';
		depth -= text[len] == '}' && depth;
		len += text[len] == '\\' && text[len + 1];
	}
	return len;
}

/* A copy without blanks and braces around it. */
static const char *bare(Parser *p, const char *text, size_t len)
{
	const char *whole = math_arg_text(p, (MathArg){text, len, 0, true});
	len = strlen(whole);
	return len > 1 && *whole == '{' && whole[len - 1] == '}' ? arena_strndup(p->scratch, whole + 1, len - 2)
	                                                         : whole;
}

/* Keys of which nothing is seen here: fonts are the formula's, and what can be read is read. */
static bool is_idle(const char *key)
{
	static const char *const begins[] = {
	        "detect-",      "text-",       "math-",  "reset-",  "propagate-",    "parse-",       "input-",
	        "retain-",      "allow-",      "table-", "mode",    "tight-spacing", "use-xspace",   "free-standing-",
	        "binary-units", "group-four-", "load-",  "forbid-", "overwrite-",    "space-before-"};
	for (size_t i = 0; i < BASE_LEN(begins); i++) {
		if (str_starts(key, begins[i]))
			return true;
	}
	return !*key;
}

/* A key that stands for others, with its value; NULL: it stands for itself. */
static const char *meant_by(const char *key, const char *value)
{
	const struct {
		const char *key, *value, *keys;
	} all[] = {{"locale", "DE", "output-decimal-marker={,},exponent-product=\\cdot"},
	           {"locale", "ZA", "output-decimal-marker={,},exponent-product=\\cdot"},
	           {"locale", "FR", "output-decimal-marker={,}"},
	           {"locale", "PL", "output-decimal-marker={,}"},
	           {"locale", "UK", "output-decimal-marker=.,exponent-product=\\times"},
	           {"locale", "US", "output-decimal-marker=.,exponent-product=\\times"},
	           {"locale", "USA", "output-decimal-marker=.,exponent-product=\\times"},
	           {"scientific-notation", "true", "exponent-mode=scientific"},
	           {"scientific-notation", "false", "exponent-mode=input"},
	           {"scientific-notation", "engineering", "exponent-mode=engineering"},
	           {"scientific-notation", "fixed", "exponent-mode=fixed"},
	           {"uncertainty-mode", "separate", "separate-uncertainty=true"},
	           {"uncertainty-mode", "compact", "separate-uncertainty=false"},
	           {"explicit-sign", "+", "print-implicit-plus=true"},
	           {"retain-unity-mantissa", "false", "print-unity-mantissa=false"},
	           {"zero-decimal-to-integer", "true", "drop-zero-decimal=true"}};
	for (size_t i = 0; i < BASE_LEN(all); i++) {
		if (str_eq(all[i].key, key) && str_eq(all[i].value, value))
			return all[i].keys;
	}
	return NULL;
}

static void set_key(Parser *p, Style *style, const char *key, const char *value, size_t offset)
{
	const char **at = place_of(style, key);
	if (at)
		*at = worded(p, key, value);
	else if (!is_idle(key))
		math_fail(p, offset, "siunitx's key '%s' is not known here; write quantities as they are to look", key);
}

/* "per-mode = symbol, group-separator = {,}". */
static void set_style(Parser *p, Style *style, const char *text, size_t offset)
{
	while (*text && !p->failed) {
		size_t len = until(text, "=,");
		const char *key = bare(p, text, len), *value = "true", *meant;
		text += len;
		if (*text == '=') {
			len = until(text + 1, ",");
			value = bare(p, text + 1, len);
			text += 1 + len;
		}
		text += *text == ',';
		if ((meant = meant_by(key, value)))
			text = arena_printf(p->scratch, "%s,%s", meant, text);
		else
			set_key(p, style, key, value, offset);
	}
	bool slash = strstr(style->per, "symbol") || str_eq(style->per, "slash");
	style->units.per = slash ? MATH_PER_SLASH : str_eq(style->per, "fraction") ? MATH_PER_FRACTION : MATH_PER_POWER;
	style->units.slash = style->slash;
}

/* ---- numbers ---- */

/* Digits in threes where there are many. */
static void add_digits(Buf *out, const char *text, size_t len, bool from_left, const Style *style)
{
	const char *none = from_left ? "integer" : "decimal";
	bool off = str_eq(style->groups, none) || str_eq(style->groups, "none") || str_eq(style->groups, "false");
	size_t least = off ? SIZE_MAX : strtoul(style->grouped, NULL, 10);
	for (size_t i = 0; i < len; i++) {
		size_t before = from_left ? i : len - i;
		if (i && len >= least && before % 3 == 0)
			buf_str(out, style->group);
		buf_char(out, text[i]);
	}
}

static size_t count_digits(const char *text)
{
	return strspn(text, "0123456789");
}

/* The digits of a number, the first whole of them before the point. */
typedef struct {
	Buf all;
	size_t whole;
} Decimal;

/* One more in the last digit that stays; false if all were nines, which are zeros then. */
static bool carry(char *digits, size_t keep)
{
	while (keep--) {
		if (digits[keep] < '9')
			return digits[keep]++ < '9';
		digits[keep] = '0';
	}
	return false;
}

static size_t first_figure(const Decimal *number)
{
	size_t first = 0;
	while (first < number->all.len && number->all.data[first] == '0')
		first++;
	return first < number->all.len ? first : number->whole - 1;
}

/* Keeps so many digits, halves up; before the point stand zeros for the others. */
static void keep_digits(Decimal *number, size_t keep)
{
	bool up = keep < number->all.len && number->all.data[keep] >= '5';
	while (number->all.len < keep)
		buf_char(&number->all, '0');
	for (size_t i = keep; i < number->whole; i++)
		number->all.data[i] = '0';
	number->all.len = keep > number->whole ? keep : number->whole;
	if (!up || carry(number->all.data, keep))
		return;
	buf_char(&number->all, '0'); /* 9.99 is 10.0 */
	memmove(number->all.data + 1, number->all.data, number->all.len - 1);
	number->all.data[0] = '1';
	number->whole++;
}

/* To so many figures from the first that is no zero on: of .995 that is one place farther left afterwards. */
static void keep_figures(Decimal *number, size_t figures)
{
	size_t whole = number->whole, first = first_figure(number);
	keep_digits(number, first + figures);
	bool farther = number->whole > whole || first_figure(number) < first;
	if (farther && number->all.len > number->whole)
		number->all.len--;
}

static void round_number(Decimal *number, const Style *style)
{
	enum { MOST = 100 };
	unsigned long digits = strtoul(style->digits, NULL, 10);
	if (digits <= MOST && str_eq(style->round, "places"))
		keep_digits(number, number->whole + digits);
	else if (digits <= MOST && digits && str_eq(style->round, "figures"))
		keep_figures(number, digits);
}

/* Zeros where digits are asked for, none after the point where they say nothing. */
static void fill_number(Decimal *number, const Style *style)
{
	enum { MOST = 100 };
	unsigned long whole = strtoul(style->whole, NULL, 10), part = strtoul(style->part, NULL, 10);
	while (whole <= MOST && number->whole < whole) {
		buf_char(&number->all, '0');
		memmove(number->all.data + 1, number->all.data, number->all.len - 1);
		number->all.data[0] = '0';
		number->whole++;
	}
	size_t zeros = number->whole;
	while (zeros < number->all.len && number->all.data[zeros] == '0')
		zeros++;
	if (zeros == number->all.len && str_eq(style->no_zero, "true"))
		number->all.len = number->whole;
	while (part <= MOST && number->all.len < number->whole + part)
		buf_char(&number->all, '0');
}

static bool ends_in(const Buf *out, const char *end)
{
	size_t len = strlen(end);
	return out->len >= len && !memcmp(out->data + out->len - len, end, len);
}

/* The part of a number at text, up to an exponent or a product; past it.  What says how sure it is, and what says of
 * itself how sure, keeps its digits. */
static const char *add_decimal(Buf *out, const char *text, const Style *style)
{
	size_t whole = count_digits(text), part = 0;
	Decimal number = {.whole = whole ? whole : 1};
	buf_add(&number.all, whole ? text : "0", number.whole);
	text += whole;
	if (*text == '.' || *text == ',')
		part = count_digits(text + 1);
	buf_add(&number.all, text + 1, part);
	text += part || (whole && (*text == '.' || *text == ',')) ? 1 + part : 0;
	bool unsure = ends_in(out, "(") || ends_in(out, "\\pm ") || *text == '(' || str_starts(text, "+-") ||
	              str_starts(text, "\\pm");
	if (!unsure) {
		round_number(&number, style);
		fill_number(&number, style);
	}
	add_digits(out, number.all.data, number.whole, false, style);
	if (number.all.len > number.whole) {
		buf_str(out, style->point);
		add_digits(out, number.all.data + number.whole, number.all.len - number.whole, true, style);
	}
	buf_free(&number.all);
	return text;
}

static const char *add_exponent(Buf *out, const char *text, bool alone, const Style *style)
{
	size_t len = 1 + strspn(text + 1, "+-");
	len += count_digits(text + len);
	buf_printf(out, "%s %s^{%.*s}", alone ? "" : style->times, style->base, (int)(len - 1), text + 1);
	return text + len;
}

/* What stands in siunitx's notation; alone: nothing stands before an exponent. */
static void add_signs(Buf *out, const char *text, bool alone, const Style *style)
{
	while (*text) {
		if (count_digits(text) || *text == '.' || *text == ',') {
			const char *end = add_decimal(out, text, style);
			text = end > text ? end : text + 1;
			alone = false;
		} else if (*text == 'e' || *text == 'E' || *text == 'd') {
			text = add_exponent(out, text, alone, style);
		} else if (str_starts(text, "+-") || str_starts(text, "\\pm")) {
			buf_str(out, "\\pm ");
			text += *text == '+' ? 2 : 3;
		} else if (*text == 'x') {
			buf_str(out, "\\times ");
			text++, alone = true;
		} else if (*text == '+' || *text == '-') {
			buf_printf(out, alone ? "{%c}" : "%c", *text++);
		} else if (*text == ' ') {
			text++;
		} else {
			buf_char(out, *text++);
		}
	}
}

/* In brackets before a power or a unit if it says how sure it is. */
static void add_number(Parser *p, Buf *out, const char *text, bool unit, const Style *style)
{
	text = math_notation(p->scratch, text, &style->notation);
	bool unsure = (strstr(text, "+-") && !str_starts(text, "+-")) || (strstr(text, "\\pm") && *text != '\\');
	size_t end = strcspn(text, "eEd");
	if (!unsure || (!unit && !text[end])) {
		add_signs(out, text, true, style);
		return;
	}
	buf_char(out, '(');
	add_signs(out, arena_strndup(p->scratch, text, end), true, style);
	buf_char(out, ')');
	add_signs(out, text + end, false, style);
}

/* ---- commands ---- */

typedef enum { NUM, UNIT, QTY, ANG, NUM_RANGE, QTY_RANGE, NUM_LIST, QTY_LIST, QTY_PRODUCT } Quantity;

static void write_angle(Buf *out, const char *text)
{
	static const char *const signs[] = {"^{\\circ}", "^{\\prime}", "^{\\prime\\prime}"};
	for (size_t i = 0; i < BASE_LEN(signs) && *text; i++) {
		size_t len = strcspn(text, ";");
		if (len)
			buf_printf(out, "%.*s%s", (int)len, text, signs[i]);
		text += len + (text[len] == ';');
	}
}

static void add_unit(Parser *p, Buf *out, const MathArg *unit, const Style *style)
{
	Buf units = {0};
	bool close = math_write_units(p, &units, *unit, &style->units);
	buf_printf(out, "%s%s", close ? "" : style->beside, units.len ? units.data : "");
	buf_free(&units);
}

/* Numbers, each with the unit if there is one, or all with one; the last after word. */
static void write_list(Parser *p, Buf *out, const char *list, const char *between, const char *word,
                       const MathArg *unit, const Style *style)
{
	bool several = unit && strchr(list, ';'), bracket = several && str_starts(style->repeat, "bracket");
	bool single = several && (bracket || str_eq(style->repeat, "single"));
	buf_str(out, bracket ? "(" : "");
	while (*list && !p->failed) {
		size_t len = strcspn(list, ";");
		bool last = !list[len];
		add_number(p, out, arena_strndup(p->scratch, list, len), unit && (last || !single), style);
		buf_str(out, bracket && last ? ")" : "");
		if (unit && (last || !single))
			add_unit(p, out, unit, style);
		list += len + !last;
		if (!last)
			buf_str(out, strchr(list, ';') ? between : word);
	}
}

/* "1 x 2" as a list's. */
static const char *factors(Parser *p, const char *text)
{
	char *copy = arena_strdup(p->scratch, text);
	for (char *at = copy; *at; at++)
		*at = *at == 'x' ? ';' : *at;
	return copy;
}

static void write_quantity(Parser *p, Buf *out, Quantity kind, const char *command, const Style *style)
{
	MathArg number = {"", 0, 0, true}, second = number, unit = number;
	if (kind == UNIT) {
		math_write_units(p, out, math_arg(p, command), &style->units);
		return;
	}
	number = math_arg(p, command);
	if (kind == NUM_RANGE || kind == QTY_RANGE)
		second = math_arg(p, command);
	bool has_unit = kind == QTY || kind == QTY_RANGE || kind == QTY_LIST || kind == QTY_PRODUCT;
	if (has_unit)
		unit = math_arg(p, command);
	const char *text = math_arg_text(p, number);
	const MathArg *units = has_unit ? &unit : NULL;
	if (second.len)
		text = arena_printf(p->scratch, "%s;%s", text, math_arg_text(p, second));
	if (kind == ANG)
		write_angle(out, text);
	else if (kind == QTY_PRODUCT)
		write_list(p, out, factors(p, text), "\\times ", "\\times ", units, style);
	else if (second.len)
		write_list(p, out, text, "", style->to, units, style);
	else
		write_list(p, out, text, style->comma, style->and, units, style);
}

/* \qty of the physics package is brackets: \qty(x), or \qty{x} without a unit; \qty[x] with no argument behind. */
static bool is_bracket(Parser *p)
{
	char c = math_next_byte(p);
	if (c != '{' && c != '[')
		return c == '(' || c == '|';
	MathInput *input = p->input;
	size_t from = input->at;
	MathArg option;
	if (!math_option(p, &option))
		math_arg(p, "qty");
	bool alone = math_next_byte(p) != '{';
	if (!p->failed)
		p->input = input, input->at = from;
	return alone;
}

/* What \sisetup has said is kept as a macro that cannot be written. */
static const char kept[] = "siunitx keys";

MathNode *math_read_setup(Parser *p, const Command *command, size_t offset)
{
	const char *before = math_macro_body(p, kept), *keys = math_arg_text(p, math_arg(p, command->name));
	const char *all = arena_printf(p->scratch, "%s,%s", before ? before : "", keys);
	Style style = plain;
	set_style(p, &style, keys, offset);
	if (!p->failed)
		math_define(p, kept, (MathMacro){.body = all}, offset);
	return NULL;
}

/* \DeclareSIUnit\name{…} */
MathNode *math_read_new_unit(Parser *p, const Command *command, size_t offset)
{
	MathArg option;
	math_option(p, &option);
	const char *name = math_arg_text(p, math_arg(p, command->name));
	const char *body = math_arg_text(p, math_arg(p, command->name));
	name += *name == '\\';
	if (!p->failed && !math_is_name(name))
		math_fail(p, offset, "'\\%s' takes a name and its unit: {\\px}{px}", command->name);
	else if (!p->failed)
		math_define(p, name, (MathMacro){.body = body}, offset);
	return NULL;
}

/* arg: the quantity's kind. */
MathNode *math_read_quantity(Parser *p, const Command *command, size_t offset)
{
	static const Command brackets = {"qty", math_read_physics, 0, "\\left(#1\\right)"};
	if (str_eq(command->name, "qty") && is_bracket(p))
		return math_read_physics(p, &brackets, offset);
	Style style = plain;
	style.to = word_between(p, false);
	style.and = word_between(p, true);
	const char *keys = math_macro_body(p, kept);
	set_style(p, &style, keys ? keys : "", offset);
	MathArg option;
	if (math_option(p, &option))
		set_style(p, &style, math_arg_text(p, option), offset);
	Buf tex = {0};
	write_quantity(p, &tex, (Quantity)command->arg, command->name, &style);
	MathArg arg = {arena_strndup(p->scratch, tex.data ? tex.data : "", tex.len), tex.len, offset, true};
	buf_free(&tex);
	return p->failed ? NULL : math_group_of(p, math_row_of(p, arg));
}
