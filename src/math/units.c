/*
 * Units in siunitx's notation, written as TeX: \kilo\metre\per\hour, m/s.  Symbols are
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
        {"knot", "kn"},
        {"nauticalmile", "M"},
        {"barn", "b"},
        {"bohr", "a_0"},
        {"hartree", "E_{\\mathrm{h}}"},
        {"elementarycharge", "e"},
        {"electronmass", "m_{\\mathrm{e}}"},
        {"planckbar", "\\hbar "},
        {"atomicmassunit", "u"},
        {"arcmin", "′"},
        {"arcsec", "″"},
        {"molar", "M"},
        {"Molar", "M"},
        {"torr", "Torr"},
        {"Torr", "Torr"},
        {"psi", "psi"},
        {"gon", "gon"},
        {"curie", "Ci"},
        {"gauss", "G"},
        {"euro", "€"},
        {"amu", "u"},
        {"kWh", "kWh"},
        {"parsec", "pc"},
        {"lightyear", "ly"},
        {"clight", "c"},
        {"inch", "in"},
        {"rpm", "rpm"},
        {"mmHg", "mmHg"},
};

/* What has short names, with the letters of prefixes before it: \\um, \\kN. */
static const Symbol brief[] = {{"m", "m"},   {"g", "g"}, {"s", "s"},   {"A", "A"},   {"K", "K"},     {"mol", "mol"},
                               {"Hz", "Hz"}, {"N", "N"}, {"Pa", "Pa"}, {"J", "J"},   {"W", "W"},     {"V", "V"},
                               {"C", "C"},   {"F", "F"}, {"H", "H"},   {"S", "S"},   {"T", "T"},     {"ohm", "Ω"},
                               {"eV", "eV"}, {"l", "l"}, {"L", "L"},   {"dB", "dB"}, {"bit", "bit"}, {"bar", "bar"}};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const char *find(const Symbol *symbols, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(symbols[i].name, name))
			return symbols[i].symbol;
	}
	return NULL;
}

/* ---- what is read ---- */

/* A unit with its power, or signs as they were written. */
typedef struct Part Part;
struct Part {
	const char *symbol;
	const char *power; /* NULL: one */
	bool below, signs;
	Part *next;
};

enum { DEEPEST = 8 };

typedef struct {
	Parser *p;
	Part *first, **end, *last;
	bool per;
	const char *power;  /* said before its unit */
	const char *prefix; /* that waits for its unit */
	size_t offset;
} Units;

static void add(Units *to, const char *symbol, bool signs)
{
	Part *unit = arena_alloc(to->p->scratch, sizeof *unit);
	*unit = (Part){symbol, NULL, false, signs, NULL};
	*to->end = to->last = unit;
	to->end = &unit->next;
}

static void add_unit(Units *to, const char *symbol)
{
	add(to, arena_printf(to->p->scratch, "\\mathrm{%s%s}", to->prefix ? to->prefix : "", symbol), false);
	to->last->below = to->per;
	to->last->power = to->power;
	to->per = false;
	to->power = to->prefix = NULL;
}

static const char *braced(Parser *p, const char **text)
{
	size_t len = **text == '{' ? strcspn(*text, "}") : 0;
	const char *inner = len ? arena_strndup(p->scratch, *text + 1, len - 1) : "";
	*text += len + (len && (*text)[len] == '}');
	return inner;
}

/* What stands behind a unit; false if that is something else. */
static bool add_behind(Units *to, const char *name, const char **text)
{
	bool squared = str_eq(name, "squared"), power = squared || str_eq(name, "cubed") || str_eq(name, "tothe");
	if (!power && !str_eq(name, "of"))
		return false;
	const char *words = str_eq(name, "tothe") || !power ? braced(to->p, text) : squared ? "2" : "3";
	if (to->last && power)
		to->last->power = words;
	else if (to->last)
		to->last->symbol = arena_printf(to->p->scratch, "%s_{\\mathrm{%s}}", to->last->symbol, words);
	return true;
}

/* What stands before a unit; false if that is something else. */
static bool add_before(Units *to, const char *name, const char **text)
{
	const char *prefix = find(prefixes, BASE_LEN(prefixes), name);
	if (str_eq(name, "per"))
		to->per = true;
	else if (str_eq(name, "square") || str_eq(name, "cubic"))
		to->power = *name == 's' ? "2" : "3";
	else if (str_eq(name, "raiseto"))
		to->power = braced(to->p, text);
	else if (prefix)
		to->prefix = prefix;
	else
		return false;
	return true;
}

static void read_units(Units *to, const char *text, int depth);

/* A short name; NULL if it is none. */
static const char *find_brief(Units *to, const char *name)
{
	const char *symbol = find(brief, BASE_LEN(brief), name);
	if (symbol || !*name || !strchr("afpnumcdhkMGT", *name) || !(symbol = find(brief, BASE_LEN(brief), name + 1)))
		return symbol;
	return *name == 'u' ? arena_printf(to->p->scratch, "μ%s", symbol)
	                    : arena_printf(to->p->scratch, "%c%s", *name, symbol);
}

static void add_command(Units *to, const char *name, const char **text, int depth)
{
	if (add_before(to, name, text) || add_behind(to, name, text))
		return;
	const char *unit = find(units, BASE_LEN(units), name), *own = math_macro_body(to->p, name);
	unit = unit ? unit : find_brief(to, name);
	if (own && depth < DEEPEST && strchr(own, '\\'))
		read_units(to, own, depth + 1);
	else if (own || unit)
		add_unit(to, own ? own : unit);
	else if (str_eq(name, "cdot") || str_eq(name, "times") || str_eq(name, "mu") || str_eq(name, "Omega") ||
	         str_eq(name, "circ") || str_eq(name, "%"))
		add(to, arena_printf(to->p->scratch, "\\%s ", name), true);
	else if (strchr(",;: ", *name))
		add(to, "\\,", true);
	else if (!str_eq(name, "text") && !str_eq(name, "mathrm"))
		math_fail(to->p, to->offset, "'\\%s' is no unit; write its symbol, such as \\unit{m/s}", name);
}

/* Symbols as they are written: kg.m/s^2. */
static const char *add_signs(Units *to, const char *text)
{
	size_t len = 0;
	while (is_letter(text[len]) || (unsigned char)text[len] >= 0x80)
		len++;
	if (len) {
		add(to, arena_printf(to->p->scratch, "\\mathrm{%.*s}", (int)len, text), true);
		return text + len;
	}
	if (*text == '.' || *text == '~')
		add(to, "\\,", true);
	else if (*text != ' ')
		add(to, *text == '%' ? "\\%" : arena_strndup(to->p->scratch, text, 1), true);
	return text + 1;
}

static void read_units(Units *to, const char *text, int depth)
{
	while (*text && !to->p->failed) {
		if (*text != '\\') {
			text = add_signs(to, text);
			continue;
		}
		size_t len = 1;
		while (is_letter(text[len]))
			len++;
		len += len == 1 && text[1];
		const char *name = arena_strndup(to->p->scratch, text + 1, len - 1);
		text += len + strspn(text + len, " ");
		add_command(to, name, &text, depth);
	}
}

/* ---- what is written ---- */

/* Those above, or below, the line; signs stand where they were written, above. */
static size_t write_side(Buf *out, const Part *unit, bool below, const char *between)
{
	size_t count = 0;
	for (bool joined = false; unit; unit = unit->next) {
		if (unit->below != below)
			continue;
		buf_printf(out, "%s%s", joined && !unit->signs ? between : "", unit->symbol);
		if (unit->power)
			buf_printf(out, "^{%s}", unit->power);
		joined = !unit->signs;
		count++;
	}
	return count;
}

static void write_powers(Buf *out, const Part *unit, const char *between)
{
	for (bool joined = false; unit; joined = !unit->signs, unit = unit->next) {
		buf_printf(out, "%s%s", joined && !unit->signs ? between : "", unit->symbol);
		if (unit->below || unit->power)
			buf_printf(out, "^{%s%s}", unit->below ? "-" : "", unit->power ? unit->power : "1");
	}
}

/* m/s; with more than one below, those are in brackets. */
static void write_slash(Buf *out, const Part *unit, const char *between, const char *slash)
{
	Buf below = {0};
	size_t count = write_side(&below, unit, true, between);
	if (!write_side(out, unit, false, between))
		buf_char(out, '1');
	buf_printf(out, count > 1 ? "%s(%s)" : "%s%s", slash, below.data);
	buf_free(&below);
}

static void write_fraction(Buf *out, const Part *unit, const char *between)
{
	buf_str(out, "\\frac{");
	if (!write_side(out, unit, false, between))
		buf_char(out, '1');
	buf_str(out, "}{");
	write_side(out, unit, true, between);
	buf_char(out, '}');
}

bool math_write_units(Parser *p, Buf *out, MathArg arg, const MathUnitStyle *style)
{
	Units to = {.p = p, .offset = arg.offset};
	to.end = &to.first;
	read_units(&to, math_arg_text(p, arg), 0);
	bool below = false;
	for (const Part *unit = to.first; unit; unit = unit->next)
		below = below || unit->below;
	if (below && style->per == MATH_PER_SLASH)
		write_slash(out, to.first, style->between, style->slash);
	else if (below && style->per == MATH_PER_FRACTION)
		write_fraction(out, to.first, style->between);
	else
		write_powers(out, to.first, style->between);
	static const char *const angles[] = {"\\mathrm{°}", "\\mathrm{′}", "\\mathrm{″}"};
	for (size_t i = 0; to.first && i < BASE_LEN(angles); i++) {
		if (str_eq(to.first->symbol, angles[i]))
			return true;
	}
	return false;
}
