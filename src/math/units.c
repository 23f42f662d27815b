/*
 * Numbers and units in siunitx's notation, written as TeX: \num{1.5e3},
 * \unit{\kilo\metre\per\hour}, \qty{3}{m/s}, \ang{1;2;3}, ranges and lists.  Symbols are
 * those of the International System of Units (the SI Brochure, tables 2 to 8).
 */
#include "math/inner.h"

#include <string.h>

typedef struct {
	const char *name, *symbol;
} Symbol;

static const Symbol prefixes[] = {{"quecto", "q"}, {"ronto", "r"}, {"yocto", "y"}, {"zepto", "z"}, {"atto", "a"},
                                  {"femto", "f"},  {"pico", "p"},  {"nano", "n"},  {"micro", "μ"}, {"milli", "m"},
                                  {"centi", "c"},  {"deci", "d"},  {"deca", "da"}, {"deka", "da"}, {"hecto", "h"},
                                  {"kilo", "k"},   {"mega", "M"},  {"giga", "G"},  {"tera", "T"},  {"peta", "P"},
                                  {"exa", "E"},    {"zetta", "Z"}, {"yotta", "Y"}, {"ronna", "R"}, {"quetta", "Q"},
                                  {"kibi", "Ki"},  {"mebi", "Mi"}, {"gibi", "Gi"}, {"tebi", "Ti"}, {"pebi", "Pi"}};

static const Symbol units[] = {
        {"ampere", "A"},
        {"candela", "cd"},
        {"kelvin", "K"},
        {"kilogram", "kg"},
        {"gram", "g"},
        {"metre", "m"},
        {"meter", "m"},
        {"mole", "mol"},
        {"second", "s"},
        {"becquerel", "Bq"},
        {"degreeCelsius", "°C"},
        {"celsius", "°C"},
        {"coulomb", "C"},
        {"farad", "F"},
        {"gray", "Gy"},
        {"hertz", "Hz"},
        {"henry", "H"},
        {"joule", "J"},
        {"katal", "kat"},
        {"lumen", "lm"},
        {"lux", "lx"},
        {"newton", "N"},
        {"ohm", "Ω"},
        {"pascal", "Pa"},
        {"radian", "rad"},
        {"siemens", "S"},
        {"sievert", "Sv"},
        {"steradian", "sr"},
        {"tesla", "T"},
        {"volt", "V"},
        {"watt", "W"},
        {"weber", "Wb"},
        {"astronomicalunit", "au"},
        {"bel", "B"},
        {"dalton", "Da"},
        {"day", "d"},
        {"decibel", "dB"},
        {"electronvolt", "eV"},
        {"eV", "eV"},
        {"hectare", "ha"},
        {"hour", "h"},
        {"litre", "L"},
        {"liter", "L"},
        {"minute", "min"},
        {"neper", "Np"},
        {"tonne", "t"},
        {"percent", "\\%"},
        {"degree", "°"},
        {"arcminute", "′"},
        {"arcsecond", "″"},
        {"angstrom", "Å"},
        {"bar", "bar"},
        {"atmosphere", "atm"},
        {"byte", "B"},
        {"bit", "bit"},
        {"year", "a"},
        {"m", "m"},
        {"cm", "cm"},
        {"mm", "mm"},
        {"um", "μm"},
        {"nm", "nm"},
        {"km", "km"},
        {"kg", "kg"},
        {"g", "g"},
        {"mg", "mg"},
        {"s", "s"},
        {"ms", "ms"},
        {"us", "μs"},
        {"ns", "ns"},
        {"Hz", "Hz"},
        {"kHz", "kHz"},
        {"MHz", "MHz"},
        {"GHz", "GHz"},
        {"N", "N"},
        {"kN", "kN"},
        {"Pa", "Pa"},
        {"kPa", "kPa"},
        {"MPa", "MPa"},
        {"J", "J"},
        {"kJ", "kJ"},
        {"W", "W"},
        {"kW", "kW"},
        {"MW", "MW"},
        {"V", "V"},
        {"mV", "mV"},
        {"kV", "kV"},
        {"A", "A"},
        {"mA", "mA"},
        {"K", "K"},
        {"mol", "mol"},
        {"keV", "keV"},
        {"MeV", "MeV"},
        {"GeV", "GeV"},
        {"TeV", "TeV"},
        {"L", "L"},
        {"mL", "mL"},
        {"dB", "dB"},
        {"kWh", "kWh"},
        {"parsec", "pc"},
        {"lightyear", "ly"},
        {"clight", "c"},
        {"inch", "in"},
        {"rpm", "rpm"},
        {"mmHg", "mmHg"},
};

static const char *find(const Symbol *symbols, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(symbols[i].name, name))
			return symbols[i].symbol;
	}
	return NULL;
}

/* ---- numbers ---- */

/* Digits in threes where there are five and more. */
static void add_digits(Buf *out, const char *text, size_t len, bool from_left)
{
	for (size_t i = 0; i < len; i++) {
		size_t before = from_left ? i : len - i;
		if (i && len >= 5 && before % 3 == 0)
			buf_str(out, "\\,");
		buf_char(out, text[i]);
	}
}

static size_t count_digits(const char *text)
{
	return strspn(text, "0123456789");
}

/* The part of a number at text, up to an exponent or a product; past it. */
static const char *add_decimal(Buf *out, const char *text)
{
	size_t whole = count_digits(text);
	if (!whole && (*text == '.' || *text == ','))
		buf_char(out, '0');
	add_digits(out, text, whole, false);
	text += whole;
	if ((*text == '.' || *text == ',') && count_digits(text + 1)) {
		size_t part = count_digits(text + 1);
		buf_char(out, '.');
		add_digits(out, text + 1, part, true);
		text += 1 + part;
	}
	return text;
}

static const char *add_exponent(Buf *out, const char *text, bool bare)
{
	size_t len = 1 + strspn(text + 1, "+-");
	len += count_digits(text + len);
	buf_printf(out, bare ? "10^{%.*s}" : "\\times 10^{%.*s}", (int)(len - 1), text + 1);
	return text + len;
}

static void add_number(Buf *out, const char *text)
{
	bool bare = true; /* nothing stands before an exponent */
	while (*text) {
		if (count_digits(text) || *text == '.' || *text == ',') {
			const char *end = add_decimal(out, text);
			text = end > text ? end : text + 1;
			bare = false;
		} else if (*text == 'e' || *text == 'E' || *text == 'd') {
			text = add_exponent(out, text, bare);
		} else if (str_starts(text, "+-") || str_starts(text, "\\pm")) {
			buf_str(out, "\\pm ");
			text += *text == '+' ? 2 : 3;
		} else if (*text == 'x') {
			buf_str(out, "\\times ");
			text++, bare = true;
		} else if (*text == '+' || *text == '-') {
			buf_printf(out, bare ? "{%c}" : "%c", *text++);
		} else if (*text == ' ') {
			text++;
		} else {
			buf_char(out, *text++);
		}
	}
}

/* ---- units ---- */

typedef struct {
	Buf out;
	bool per, started;
	const char *power;  /* said before its unit */
	const char *prefix; /* that waits for its unit */
} Units;

static void add_unit(Units *to, const char *symbol)
{
	if (to->started)
		buf_str(&to->out, "\\,");
	buf_printf(&to->out, "\\mathrm{%s%s}", to->prefix ? to->prefix : "", symbol);
	if (to->per || to->power)
		buf_printf(&to->out, "^{%s%s}", to->per ? "-" : "", to->power ? to->power : "1");
	to->started = true;
	to->per = false;
	to->power = to->prefix = NULL;
}

/* A power after its unit: takes the place of what stands there. */
static void set_power(Units *to, const char *power)
{
	if (to->out.len > 5 && !memcmp(to->out.data + to->out.len - 5, "^{-1}", 5)) {
		to->out.len -= 5;
		buf_printf(&to->out, "^{-%s}", power);
	} else {
		buf_printf(&to->out, "^{%s}", power);
	}
}

static const char *braced(Parser *p, const char **text)
{
	size_t len = **text == '{' ? strcspn(*text, "}") : 0;
	const char *inner = len ? arena_strndup(p->scratch, *text + 1, len - 1) : "";
	*text += len + (len && (*text)[len] == '}');
	return inner;
}

static void add_unit_command(Parser *p, Units *to, const char *name, const char **text, size_t offset)
{
	const char *prefix = find(prefixes, BASE_LEN(prefixes), name);
	const char *unit = find(units, BASE_LEN(units), name);
	if (str_eq(name, "per"))
		to->per = true;
	else if (str_eq(name, "squared") || str_eq(name, "cubed"))
		set_power(to, *name == 's' ? "2" : "3");
	else if (str_eq(name, "square") || str_eq(name, "cubic"))
		to->power = *name == 's' ? "2" : "3";
	else if (str_eq(name, "tothe"))
		set_power(to, braced(p, text));
	else if (str_eq(name, "raiseto"))
		to->power = braced(p, text);
	else if (str_eq(name, "of"))
		buf_printf(&to->out, "_{\\mathrm{%s}}", braced(p, text));
	else if (prefix)
		to->prefix = prefix;
	else if (unit)
		add_unit(to, unit);
	else if (str_eq(name, "mu") || str_eq(name, "Omega") || str_eq(name, "circ") || str_eq(name, "%"))
		buf_printf(&to->out, "\\%s ", name);
	else if (strchr(",;: ", *name))
		buf_str(&to->out, "\\,");
	else if (!str_eq(name, "text") && !str_eq(name, "mathrm") && !str_eq(name, "cdot"))
		math_fail(p, offset, "'\\%s' is no unit; write its symbol, such as \\unit{m/s}", name);
}

/* Symbols as they are written: kg.m/s^2. */
static const char *add_unit_text(Units *to, const char *text)
{
	size_t len = 0;
	while ((text[len] >= 'a' && text[len] <= 'z') || (text[len] >= 'A' && text[len] <= 'Z') ||
	       (unsigned char)text[len] >= 0x80)
		len++;
	if (len) {
		buf_printf(&to->out, "\\mathrm{%.*s}", (int)len, text);
		return text + len;
	}
	if (*text == '.' || *text == '~')
		buf_str(&to->out, "\\,");
	else if (*text == '%')
		buf_str(&to->out, "\\%");
	else if (*text != ' ')
		buf_char(&to->out, *text);
	return text + 1;
}

static void write_units(Parser *p, Buf *out, MathArg arg)
{
	Units to = {{0}, false, false, NULL, NULL};
	const char *text = math_arg_text(p, arg);
	while (*text && !p->failed) {
		if (*text != '\\') {
			text = add_unit_text(&to, text);
			continue;
		}
		size_t len = 1;
		while ((text[len] >= 'a' && text[len] <= 'z') || (text[len] >= 'A' && text[len] <= 'Z'))
			len++;
		len += len == 1 && text[1];
		const char *name = arena_strndup(p->scratch, text + 1, len - 1);
		text += len + strspn(text + len, " ");
		add_unit_command(p, &to, name, &text, arg.offset);
	}
	buf_add(out, to.out.data ? to.out.data : "", to.out.len);
	buf_free(&to.out);
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
                       const MathArg *unit)
{
	while (*list && !p->failed) {
		size_t len = strcspn(list, ";");
		bool last = !list[len];
		add_number(out, arena_strndup(p->scratch, list, len));
		if (unit) {
			buf_str(out, "\\,");
			write_units(p, out, *unit);
		}
		list += len + !last;
		if (!last)
			buf_str(out, strchr(list, ';') ? between : word);
	}
}

static void write_quantity(Parser *p, Buf *out, Quantity kind, const char *command)
{
	MathArg number = {"", 0, 0, true}, second = number, unit = number;
	if (kind == UNIT) {
		write_units(p, out, math_arg(p, command));
		return;
	}
	number = math_arg(p, command);
	if (kind == NUM_RANGE || kind == QTY_RANGE)
		second = math_arg(p, command);
	bool has_unit = kind == QTY || kind == QTY_RANGE || kind == QTY_LIST || kind == QTY_PRODUCT;
	if (has_unit)
		unit = math_arg(p, command);
	const char *text = math_arg_text(p, number);
	if (second.len)
		text = arena_printf(p->scratch, "%s;%s", text, math_arg_text(p, second));
	if (kind == ANG)
		write_angle(out, text);
	else if (second.len)
		write_list(p, out, text, "", "\\text{ to }", has_unit ? &unit : NULL);
	else
		write_list(p, out, text, ",\\ ", "\\text{ and }", has_unit ? &unit : NULL);
}

/* \qty of the physics package is brackets: \qty(x), or \qty{x} without a unit. */
static bool is_bracket(Parser *p)
{
	char c = math_next_byte(p);
	if (c != '{')
		return c == '(' || c == '|' || c == '[';
	MathInput *input = p->input;
	size_t from = input->at;
	math_arg(p, "qty");
	bool alone = math_next_byte(p) != '{';
	if (!p->failed && input == p->input)
		input->at = from;
	else if (!p->failed)
		p->input = input, input->at = from;
	return alone;
}

/* arg: the quantity's kind. */
MathNode *math_read_quantity(Parser *p, const Command *command, size_t offset)
{
	static const Command brackets = {"qty", math_read_physics, 0, "\\left(#1\\right)"};
	MathArg option;
	Buf tex = {0};
	if (str_eq(command->name, "qty") && is_bracket(p))
		return math_read_physics(p, &brackets, offset);
	math_option(p, &option);
	write_quantity(p, &tex, (Quantity)command->arg, command->name);
	MathArg arg = {arena_strndup(p->scratch, tex.data ? tex.data : "", tex.len), tex.len, offset, true};
	buf_free(&tex);
	return p->failed ? NULL : math_group_of(p, math_row_of(p, arg));
}
