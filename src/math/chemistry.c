/*
 * Chemical formulas in mhchem's notation, \ce{2H2 + O2 -> 2H2O}: written as TeX.
 *
 * Letters are elements; digits after them are subscripts, before them how many there
 * are; a sign that ends a formula is its charge; arrows take what stands over and under
 * them in brackets.
 */
#include "math/inner.h"

#include <string.h>

/* What stands before the place where the reader is. */
typedef enum { AT_START, AFTER_AMOUNT, AFTER_ATOM, AFTER_SCRIPT, AFTER_OTHER } Before;

typedef struct {
	Parser *p;
	const char *text;
	size_t len, at;
	Before before;
	Buf out;
} Chemist;

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static char at(const Chemist *chemist, size_t ahead)
{
	return chemist->at + ahead < chemist->len ? chemist->text[chemist->at + ahead] : '\0';
}

static bool stands_next(const Chemist *chemist, const char *text)
{
	size_t len = strlen(text);
	return chemist->at + len <= chemist->len && !memcmp(chemist->text + chemist->at, text, len);
}

/* The bytes of the group, with its signs of either end, that begins here. */
static size_t group_length(const Chemist *chemist, char open, char close)
{
	size_t depth = 0, i = 0;
	for (; at(chemist, i); i++) {
		depth += at(chemist, i) == open;
		if (at(chemist, i) == close && !--depth)
			return i + 1;
	}
	return i;
}

static const char *part(const Chemist *chemist, size_t from, size_t len)
{
	return arena_strndup(chemist->p->scratch, chemist->text + chemist->at + from, len);
}

/* Takes a group and gives what is in it. */
static const char *take_group(Chemist *chemist, char open, char close)
{
	size_t len = group_length(chemist, open, close);
	bool closed = len > 1 && at(chemist, len - 1) == close;
	const char *inner = part(chemist, 1, len - 1 - closed);
	chemist->at += len;
	return inner;
}

/* ---- arrows ---- */

static const struct {
	const char *sign, *bare, *long_name;
} arrows[] = {{"<=>>", "\\rightleftharpoons ", "xrightleftharpoons"},
              {"<<=>", "\\rightleftharpoons ", "xrightleftharpoons"},
              {"<-->", "\\rightleftarrows ", "xrightleftarrows"},
              {"<=>", "\\rightleftharpoons ", "xrightleftharpoons"},
              {"<->", "\\longleftrightarrow ", "xleftrightarrow"},
              {"->", "\\longrightarrow ", "xrightarrow"},
              {"<-", "\\longleftarrow ", "xleftarrow"},
              {"→", "\\longrightarrow ", "xrightarrow"},
              {"⇌", "\\rightleftharpoons ", "xrightleftharpoons"}};

static bool take_arrow(Chemist *chemist)
{
	for (size_t i = 0; i < BASE_LEN(arrows); i++) {
		if (!stands_next(chemist, arrows[i].sign))
			continue;
		chemist->at += strlen(arrows[i].sign);
		chemist->before = AT_START;
		if (at(chemist, 0) != '[') {
			buf_str(&chemist->out, arrows[i].bare);
			return true;
		}
		const char *above = take_group(chemist, '[', ']');
		const char *below = at(chemist, 0) == '[' ? take_group(chemist, '[', ']') : NULL;
		buf_printf(&chemist->out, "\\%s", arrows[i].long_name);
		if (below)
			buf_printf(&chemist->out, "[{\\ce{%s}}]", below);
		buf_printf(&chemist->out, "{\\ce{%s}}", above);
		return true;
	}
	return false;
}

/* ---- atoms, amounts, scripts ---- */

static void take_letters(Chemist *chemist)
{
	size_t len = 0;
	while (is_letter(at(chemist, len)))
		len++;
	bool lone = chemist->before == AT_START && len == 1 && at(chemist, 0) == 'v' &&
	            (!at(chemist, 1) || at(chemist, 1) == ' ');
	if (lone)
		buf_str(&chemist->out, "\\downarrow ");
	else
		buf_printf(&chemist->out, "\\mathrm{%s}", part(chemist, 0, len));
	chemist->at += len;
	chemist->before = AFTER_ATOM;
}

static size_t digits(const Chemist *chemist)
{
	size_t len = 0;
	while (is_digit(at(chemist, len)) ||
	       ((at(chemist, len) == '.' || at(chemist, len) == ',') && is_digit(at(chemist, len + 1))))
		len++;
	return len;
}

static void take_number(Chemist *chemist)
{
	size_t len = digits(chemist);
	const char *number = part(chemist, 0, len);
	chemist->at += len;
	if (chemist->before == AFTER_ATOM || chemist->before == AFTER_SCRIPT) {
		buf_printf(&chemist->out, "_{%s}", number);
		chemist->before = AFTER_SCRIPT;
		return;
	}
	if (at(chemist, 0) == '/' && is_digit(at(chemist, 1))) {
		chemist->at++;
		len = digits(chemist);
		buf_printf(&chemist->out, "\\tfrac{%s}{%s}\\,", number, part(chemist, 0, len));
		chemist->at += len;
	} else {
		buf_printf(&chemist->out, "%s\\,", number);
	}
	chemist->before = AFTER_AMOUNT;
}

/* A script's own text: digits and signs upright, a single letter as a variable. */
static void add_script(Chemist *chemist, char sign, const char *text)
{
	size_t letters = 0;
	while (is_letter(text[letters]))
		letters++;
	bool needs_base = chemist->before != AFTER_ATOM && chemist->before != AFTER_SCRIPT;
	if (needs_base)
		buf_str(&chemist->out, "{}");
	if (letters > 1 && !text[letters])
		buf_printf(&chemist->out, "%c{\\mathrm{%s}}", sign, text);
	else
		buf_printf(&chemist->out, "%c{%s}", sign, text);
	chemist->before = AFTER_SCRIPT;
}

static void take_script(Chemist *chemist)
{
	char sign = at(chemist, 0);
	chemist->at++;
	if (sign == '^' && (!at(chemist, 0) || at(chemist, 0) == ' ')) {
		buf_str(&chemist->out, "\\uparrow ");
		chemist->before = AFTER_OTHER;
		return;
	}
	bool before = chemist->before == AT_START || chemist->before == AFTER_AMOUNT || chemist->before == AFTER_OTHER;
	size_t len = 0;
	const char *text;
	if (at(chemist, 0) == '{') {
		text = take_group(chemist, '{', '}');
	} else {
		while (is_digit(at(chemist, len)) || at(chemist, len) == '+' || at(chemist, len) == '-')
			len++;
		len = len ? len : at(chemist, 0) != '\0';
		text = part(chemist, 0, len);
		chemist->at += len;
	}
	add_script(chemist, sign, text);
	if (before && at(chemist, 0) != '_' && at(chemist, 0) != '^')
		chemist->before = AFTER_OTHER; /* an isotope's numbers: its letters follow */
}

/* A sign after an atom: a charge where the formula ends, else a bond. */
static void take_sign(Chemist *chemist)
{
	char sign = at(chemist, 0), next = at(chemist, 1);
	bool after = chemist->before == AFTER_ATOM || chemist->before == AFTER_SCRIPT;
	bool ends = !next || strchr(" ,;)]}^_", next) || next == sign;
	chemist->at++;
	if (after && ends && sign != '=') {
		size_t times = 1;
		for (; at(chemist, 0) == sign; chemist->at++)
			times++;
		buf_str(&chemist->out, "^{");
		for (; times; times--)
			buf_char(&chemist->out, sign);
		buf_char(&chemist->out, '}');
		chemist->before = AFTER_SCRIPT;
	} else if (after && next != ' ') {
		buf_printf(&chemist->out, "{%c}", sign);
		chemist->before = AFTER_OTHER;
	} else {
		buf_printf(&chemist->out, "%c", sign);
		chemist->before = AT_START;
	}
}

/* ---- the rest ---- */

static void take_command(Chemist *chemist)
{
	size_t len = 1;
	while (is_letter(at(chemist, len)))
		len++;
	len += len == 1;
	const char *name = part(chemist, 0, len);
	chemist->at += len < chemist->len - chemist->at ? len : chemist->len - chemist->at;
	if (str_eq(name, "\\bond") && at(chemist, 0) == '{') {
		const char *bond = take_group(chemist, '{', '}');
		bool triple = *bond == '#' || *bond == '3', twice = *bond == '=' || *bond == '2';
		buf_str(&chemist->out, triple ? "{\\equiv}" : twice ? "{=}" : *bond == '.' ? "{\\cdots}" : "{-}");
		chemist->before = AFTER_OTHER;
		return;
	}
	buf_str(&chemist->out, name);
	while (at(chemist, 0) == '{')
		buf_printf(&chemist->out, "{%s}", take_group(chemist, '{', '}'));
	buf_char(&chemist->out, ' ');
	chemist->before = AFTER_ATOM;
}

static void take_other(Chemist *chemist, char c)
{
	static const struct {
		char c;
		const char *tex;
		Before before;
	} signs[] = {{'#', "{\\equiv}", AFTER_OTHER},
	             {'*', "\\cdot ", AT_START},
	             {'.', "\\cdot ", AT_START},
	             {'(', "(", AT_START},
	             {'[', "[", AT_START},
	             {')', ")", AFTER_ATOM},
	             {']', "]", AFTER_ATOM},
	             {',', ",", AT_START},
	             {'\'', "'", AFTER_SCRIPT}};
	chemist->at++;
	for (size_t i = 0; i < BASE_LEN(signs); i++) {
		if (signs[i].c != c)
			continue;
		buf_str(&chemist->out, signs[i].tex);
		chemist->before = signs[i].before;
		return;
	}
	buf_char(&chemist->out, c);
	chemist->before = AFTER_OTHER;
}

static void take_next(Chemist *chemist)
{
	char c = at(chemist, 0);
	if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
		chemist->at++;
		chemist->before = AT_START;
		buf_char(&chemist->out, ' ');
	} else if (take_arrow(chemist)) {
		return;
	} else if (is_digit(c)) {
		take_number(chemist);
	} else if (is_letter(c)) {
		take_letters(chemist);
	} else if (c == '^' || c == '_') {
		take_script(chemist);
	} else if (c == '+' || c == '-' || c == '=') {
		take_sign(chemist);
	} else if (c == '\\') {
		take_command(chemist);
	} else if (c == '$') {
		chemist->at++;
		const char *end = memchr(chemist->text + chemist->at, '$', chemist->len - chemist->at);
		size_t len = end ? (size_t)(end - chemist->text) - chemist->at : chemist->len - chemist->at;
		buf_printf(&chemist->out, "{%s}", part(chemist, 0, len));
		chemist->at += len + (end != NULL);
		chemist->before = AFTER_ATOM;
	} else if (c == '{') {
		buf_printf(&chemist->out, "\\text{%s}", take_group(chemist, '{', '}'));
		chemist->before = AFTER_ATOM;
	} else {
		take_other(chemist, c);
	}
}

/* \ce; arg 1: \pu, a number and its unit. */
MathNode *math_read_ce(Parser *p, const Command *command, size_t offset)
{
	MathArg arg = math_arg(p, command->name);
	Chemist chemist = {p, arg.text, arg.len, 0, AT_START, {0}};
	if (command->arg) {
		size_t len = digits(&chemist);
		buf_printf(&chemist.out, "%s\\,\\unit{%.*s}", part(&chemist, 0, len), (int)(arg.len - len),
		           arg.text + len);
		chemist.at = arg.len;
	}
	while (chemist.at < chemist.len && !p->failed)
		take_next(&chemist);
	p->expanded += chemist.out.len;
	if (p->expanded > MATH_EXPANDED)
		math_fail(p, offset, "this chemical formula is too long; part it");
	MathArg tex = {arena_strndup(p->scratch, chemist.out.data ? chemist.out.data : "", chemist.out.len),
	               chemist.out.len, offset, true};
	buf_free(&chemist.out);
	return math_group_of(p, math_row_of(p, tex));
}
