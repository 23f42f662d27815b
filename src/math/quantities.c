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
	const char *times;   /* before a power of ten */
	const char *beside;  /* between a number and its unit */
	const char *to;      /* between the two of a range */
	const char *comma;   /* between those of a list */
	const char *and;     /* before the last one, and between two */
	const char *grouped; /* from so many digits on */
	const char *per;     /* per-mode */
	const char *round;   /* round-mode: none, places, figures */
	const char *digits;  /* so many of these: round-precision */
	MathUnitStyle units;
} Style;

static const Style plain = {.point = ".",
                            .group = "\\,",
                            .times = "\\times",
                            .beside = "\\,",
                            .comma = ",\\ ",
                            .grouped = "5",
                            .per = "power",
                            .round = "none",
                            .digits = "2",
                            .units = {"\\,", MATH_PER_POWER}};

/* Where a key's value goes; NULL: what it says makes no difference here. */
static const char **place_of(Style *style, const char *key)
{
	const struct {
		const char *key;
		const char **at;
	} keys[] = {{"output-decimal-marker", &style->point},
	            {"group-separator", &style->group},
	            {"exponent-product", &style->times},
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
	bool words = str_eq(key, "range-phrase") || str_starts(key, "list-");
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

/* What countries write: the decimal marker, before a power of ten. */
static void set_locale(Style *style, const char *name)
{
	static const struct {
		const char *name, *point, *times;
	} locales[] = {{"DE", "{,}", "\\cdot"}, {"FR", "{,}", "\\times"}, {"PL", "{,}", "\\cdot"},
	               {"UK", ".", "\\times"},  {"US", ".", "\\times"},   {"ZA", "{,}", "\\times"}};
	for (size_t i = 0; i < BASE_LEN(locales); i++) {
		if (str_eq(locales[i].name, name)) {
			style->point = locales[i].point;
			style->times = locales[i].times;
		}
	}
}

/* "per-mode = symbol, group-separator = {,}": the first key and its value; past it. */
static const char *next_key(Parser *p, const char *text, const char **key, const char **value)
{
	size_t len = until(text, "=,");
	*key = bare(p, text, len);
	*value = "";
	text += len;
	if (*text == '=') {
		len = until(text + 1, ",");
		*value = bare(p, text + 1, len);
		text += 1 + len;
	}
	return text + (*text == ',');
}

/* A key that would change what is seen, and is not kept, is told. */
static void check_keys(Parser *p, const char *text, size_t offset)
{
	/* how these begin says that nothing is seen of them here, or only in tables */
	static const char *const idle[] = {"allow-", "color",  "copy-",     "detect-", "digit-group", "fill-",
	                                   "forbid", "free-",  "input-",    "mode",    "math-",       "number-color",
	                                   "parse-", "power-", "propagate", "reset-",  "retain-",     "space-before",
	                                   "table-", "text-",  "unit-",     "use-",    "group-digits"};
	const char *key, *value;
	while (*text && !p->failed) {
		text = next_key(p, text, &key, &value);
		bool known = !*key || str_eq(key, "locale") || place_of(&(Style){0}, key);
		for (size_t i = 0; i < BASE_LEN(idle) && !known; i++)
			known = str_starts(key, idle[i]);
		if (!known)
			math_fail(p, offset,
			          "siunitx's key '%s' is not known here; write quantities as they are to look", key);
	}
}

static void set_style(Parser *p, Style *style, const char *text)
{
	const char *key, *value;
	while (*text) {
		text = next_key(p, text, &key, &value);
		const char **at = place_of(style, key);
		if (at)
			*at = worded(p, key, value);
		else if (str_eq(key, "locale"))
			set_locale(style, value);
		else if (str_eq(key, "group-digits") && (str_eq(value, "false") || str_eq(value, "none")))
			style->group = "";
	}
	bool slash = strstr(style->per, "symbol") || str_eq(style->per, "slash");
	style->units.per = slash ? MATH_PER_SLASH : str_eq(style->per, "fraction") ? MATH_PER_FRACTION : MATH_PER_POWER;
}

/* ---- numbers ---- */

/* Digits in threes where there are many. */
static void add_digits(Buf *out, const char *text, size_t len, bool from_left, const Style *style)
{
	size_t least = strtoul(style->grouped, NULL, 10);
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
	if (!unsure)
		round_number(&number, style);
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
	buf_printf(out, "%s 10^{%.*s}", alone ? "" : style->times, (int)(len - 1), text + 1);
	return text + len;
}

static void add_number(Buf *out, const char *text, const Style *style)
{
	bool alone = true; /* nothing stands before an exponent */
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

/* Numbers, each with the unit if there is one; the last after word. */
static void write_list(Parser *p, Buf *out, const char *list, const char *between, const char *word,
                       const MathArg *unit, const Style *style)
{
	while (*list && !p->failed) {
		size_t len = strcspn(list, ";");
		bool last = !list[len];
		add_number(out, arena_strndup(p->scratch, list, len), style);
		Buf units = {0};
		bool close = unit && math_write_units(p, &units, *unit, &style->units);
		if (unit)
			buf_printf(out, "%s%s", close ? "" : style->beside, units.len ? units.data : "");
		buf_free(&units);
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
	if (!p->failed)
		math_define(p, kept, (MathMacro){.body = all}, offset);
	check_keys(p, keys, offset);
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
	set_style(p, &style, keys ? keys : "");
	MathArg option;
	if (math_option(p, &option)) {
		check_keys(p, math_arg_text(p, option), option.offset);
		set_style(p, &style, math_arg_text(p, option));
	}
	Buf tex = {0};
	write_quantity(p, &tex, (Quantity)command->arg, command->name, &style);
	MathArg arg = {arena_strndup(p->scratch, tex.data ? tex.data : "", tex.len), tex.len, offset, true};
	buf_free(&tex);
	return p->failed ? NULL : math_group_of(p, math_row_of(p, arg));
}
