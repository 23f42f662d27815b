/* Where a careful setter ends no line, by language; and where a code or an address may be cut. */
#include "text/face.h"

#include <string.h>
#include <utf8proc.h>

/* In every language. */
static const char units[] = " % ‰ ° °C °F € £ $ ¥ ¢ km m dm cm mm µm μm nm kg g mg µg μg t l dl cl hl ml L mL s ms µs "
                            "μs ns min h d pt px em ex kB KB MB GB TB KiB MiB GiB "
                            "TiB bit bits kbit Mbit Gbit Hz kHz MHz GHz W kW MW GW kWh MWh V kV mV A mA Ω kΩ F J kJ MJ "
                            "N kN Pa hPa kPa MPa bar mol K cal kcal dB dpi ppi fps ha ";
static const char before_figures[] = " p. pp. § §§ ¶ № # n° nº no. nos. nr. núm. n. nn. vol. vols. fig. figs. art. "
                                     "arts. cap. ch. chap. sec. sect. eq. eqs. tab. tabl. l. ll. v. vv. "
                                     "ff. f. fol. bd. abb. kap. s. z. anm. str. č. obr. kap. rys. rozdz. t. pl. pág. "
                                     "págs. pag. pagg. pág. cf. ca. ca c. vgl. стр. с. рис. гл. т. табл. "
                                     "σ. σσ. κεφ. € $ £ ¥ eur usd chf ";
static const char counted[] = " page pages chapter chapters figure figures table tables section sections part volume "
                              "book line lines note seite seiten kapitel abbildung tabelle "
                              "abschnitt teil band chapitre tableau partie tome livre página capítulo figura tabla "
                              "pagina capitolo tabella hoofdstuk figuur tabel sida kapitlet "
                              "rozdział strona kapitola strana глава страница рисунок таблица ";

/* ---- words around a space ---- */

typedef struct {
	const char *at;
	size_t len;
} Token;

static uint32_t first_of(Token token)
{
	size_t used;
	return token.len ? utf8_decode(token.at, token.len, &used) : 0;
}

static bool is_opening(uint32_t c)
{
	return c == '(' || c == '[' || c == '"' || c == '\'' || c == 0xAB || c == 0xBF || c == 0xA1 || c == 0x2039 ||
	       (c >= 0x2018 && c <= 0x201F);
}

/* The word that ends before a byte, without what opens it; empty when it is a long one. */
static Token token_before(const char *text, size_t end)
{
	enum { LONGEST = 32 };
	size_t at = end, used;
	while (at && end - at < LONGEST && text[at - 1] != ' ' && text[at - 1] != '\n' &&
	       (at < 2 || memcmp(text + at - 2, "\u00A0", 2) != 0))
		at--;
	if (end - at == LONGEST)
		return (Token){text + end, 0};
	while (at < end && is_opening(utf8_decode(text + at, end - at, &used)))
		at += used;
	return (Token){text + at, end - at};
}

static Token token_after(const char *text, size_t len, size_t at)
{
	size_t end = at;
	while (end < len && text[end] != ' ' && text[end] != '\n')
		end++;
	return (Token){text + at, end - at};
}

/* list may be NULL; fold: A-Z as a-z. */
static bool is_listed(const char *list, Token token, bool fold)
{
	char word[40];
	if (!list || !token.len || token.len + 2 >= sizeof word)
		return false;
	word[0] = ' ';
	for (size_t i = 0; i < token.len; i++)
		word[i + 1] = (char)(fold && token.at[i] >= 'A' && token.at[i] <= 'Z' ? token.at[i] | 32 : token.at[i]);
	memcpy(word + token.len + 1, " ", 2);
	return strstr(list, word) != NULL;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_capital(uint32_t c)
{
	utf8proc_category_t category = c < 0x80 ? UTF8PROC_CATEGORY_CN : utf8proc_category((utf8proc_int32_t)c);
	return (c >= 'A' && c <= 'Z') || category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

/* A number in digits or Roman letters, whatever follows it. */
static bool is_number(Token token)
{
	size_t roman = 0;
	while (roman < token.len && strchr("IVXLCDM", token.at[roman]))
		roman++;
	bool ends = roman == token.len || strchr(".,;:)-", token.at[roman]) || (unsigned char)token.at[roman] == 0xE2;
	return token.len && (is_digit(*token.at) || (roman && ends));
}

/* ---- what a space keeps together ---- */

/* "J.", "J.-J.", "Ю.": a capital alone before a period. */
static bool is_initial(Token token)
{
	size_t at = token.len, used;
	if (at < 2 || token.at[at - 1] != '.')
		return false;
	at--;
	while (at && token.at[at - 1] != '.' && token.at[at - 1] != '-')
		at--;
	uint32_t c = utf8_decode(token.at + at, token.len - at, &used);
	return is_capital(c) && at + used == token.len - 1;
}

/* "z. B.", "т. е.": a letter with its period. */
static bool is_letter(Token token)
{
	size_t used;
	uint32_t c = token.len > 1 ? utf8_decode(token.at, token.len, &used) : 0;
	if (c < 'A' || token.len < used + 1 || token.at[used] != '.')
		return false;
	return token.len == used + 1 || (token.len == used + 2 && strchr(",;:)", token.at[used + 1]));
}

/* A unit without what follows it, an exponent as well. */
static Token unit_of(Token token)
{
	size_t len = 0, used;
	while (len < token.len) {
		uint32_t c = utf8_decode(token.at + len, token.len - len, &used);
		bool sign = c == '%' || c == '$' || c == 0x2030 || c == 0xB0 || (c >= 0x20A0 && c <= 0x20BF) ||
		            (c >= 0xA2 && c <= 0xA5) || c == 0x2126;
		if (!sign && !((c | 32) >= 'a' && (c | 32) <= 'z') && (c < 0xB5 || c >= 0x2000))
			break;
		len += used;
	}
	return (Token){token.at, len};
}

static bool is_unit(const Language *own, Token token)
{
	Token unit = unit_of(token), dotted = {token.at, unit.len + 1};
	bool dot = unit.len < token.len && token.at[unit.len] == '.';
	if (!unit.len || (unit.len < token.len && (token.at[unit.len] == '\'' || token.at[unit.len] == '-')))
		return false;
	return is_listed(units, unit, false) ||
	       (is_listed(own->customs.units, unit, false) || (dot && is_listed(own->customs.units, dotted, false)));
}

/* Groups of three digits: 1 000 000. */
static bool is_group(Token before, Token after)
{
	return before.len <= 3 && is_digit(*before.at) && after.len >= 3 && is_digit(after.at[0]) &&
	       is_digit(after.at[1]) && is_digit(after.at[2]) && (after.len == 3 || !is_digit(after.at[3]));
}

static bool is_dash(uint32_t c)
{
	return c >= 0x2012 && c <= 0x2015;
}

/* What may not begin a line: dashes, an ellipsis, signs that were typed with a space before them. */
static bool is_closing(Token after)
{
	static const char *const signs[] = {"!", "?", ";", ":", "»", "›"};
	bool alone = after.len == 1 || (after.len == 2 && (unsigned char)*after.at >= 0x80);
	if (after.len && (*after.at | 32) >= 'a' && (*after.at | 32) <= 'z')
		return false; /* nearly always */
	for (size_t i = 0; i < BASE_LEN(signs) && after.len; i++) {
		if (after.len >= strlen(signs[i]) && !memcmp(signs[i], after.at, strlen(signs[i])) &&
		    (alone || i > 3 || strspn(after.at, "!?;:.,") >= 1))
			return true;
	}
	uint32_t c = first_of(after);
	return is_dash(c) || c == 0x2026 || (after.len >= 3 && !memcmp(after.at, "...", 3));
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_latin(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* Whether a plain word, with a sign that parts or without, stands before a space and a small letter after it: nothing
 * but words of one letter binds such. */
static bool is_plain_space(const char *text, size_t len, size_t at)
{
	bool ascii = (unsigned char)*text < 0x80;
	if (!at || at + 1 >= len || !is_lower(text[at + 1]) || (!ascii && is_dash(first_of((Token){text, len}))))
		return false;
	char last = text[at - 1];
	bool parts = last == ',' || last == ';' || last == ':' || last == '!' || last == '?';
	return is_latin(last) || (parts && at > 1 && is_latin(text[at - 2]));
}

TxtBreak txt_custom_space(const Language *own, const char *text, size_t len, size_t at)
{
	size_t end = at;
	if (!own->customs.single && is_plain_space(text, len, at))
		return TXT_BREAK_ALLOWED;
	while (end && text[end - 1] == ' ')
		end--;
	Token before = token_before(text, end), after = token_after(text, len, at + 1);
	uint32_t next = first_of(after);
	if (is_closing(after))
		return TXT_BREAK_NO;
	if (end && (text[end - 1] == '(' || text[end - 1] == '[' || (end >= 2 && !memcmp(text + end - 2, "«", 2))))
		return TXT_BREAK_NO;
	if (!before.len)
		return TXT_BREAK_ALLOWED;
	if (is_dash(first_of(before)) && before.at == text)
		return TXT_BREAK_NO; /* of speech */
	bool digit = is_digit(before.at[before.len - 1]);
	if (digit && (is_unit(own, after) || is_group(before, after)))
		return TXT_BREAK_NO;
	if (is_number(after) && is_listed(before_figures, before, true))
		return TXT_BREAK_NO;
	if ((is_initial(before) && is_capital(next)) || (is_letter(before) && is_letter(after)))
		return TXT_BREAK_NO;
	if (is_capital(next) && is_listed(own->customs.titles, before, false))
		return TXT_BREAK_NO;
	if (is_listed(own->customs.single, before, false))
		return own->customs.mild ? TXT_BREAK_POOR : TXT_BREAK_NO;
	return is_digit(*after.at) && is_listed(counted, before, true) ? TXT_BREAK_POOR : TXT_BREAK_ALLOWED;
}

/* ---- within words ---- */

static bool is_alphanumeric(char c)
{
	return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80;
}

/* Whether at least two letters stand on each side of a hyphen: "e-mail" is not divided. */
static bool may_divide(const char *text, size_t len, size_t hyphen)
{
	size_t before = 0, after = 0;
	while (before < hyphen && before < 3 && is_alphanumeric(text[hyphen - 1 - before]))
		before++;
	while (hyphen + 1 + after < len && after < 3 && is_alphanumeric(text[hyphen + 1 + after]))
		after++;
	bool wide = before == 2 && (unsigned char)text[hyphen - 1] >= 0x80; /* one letter of two bytes */
	bool more = hyphen + 1 + after < len && text[hyphen + 1 + after] == '-';
	return before > 1 && !wide && (after > 1 || more);
}

/* A dash belongs to what is before it; a Spanish one that opens, to what follows. */
static TxtBreak at_letter(const char *text, size_t len, size_t at, TxtBreak found)
{
	size_t used, start = utf8_start(text, at);
	uint32_t next = at + 1 < len ? utf8_decode(text + at + 1, len - at - 1, &used) : 0;
	if (is_dash(next) || next == 0x2026 || txt_begins_no_line(next))
		return TXT_BREAK_NO;
	if (text[at] == '-')
		return may_divide(text, len, at) ? found : TXT_BREAK_NO;
	if (is_dash(utf8_decode(text + start, len - start, &used)) &&
	    (!start || text[start - 1] == ' ' || text[start - 1] == '\n'))
		return TXT_BREAK_NO;
	return found;
}

static bool is_hangul(uint32_t c)
{
	return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF);
}

/* Korean is divided between words, and within them where that leaves too much room. */
static bool is_within_korean(const char *text, size_t len, size_t at)
{
	size_t used, start = utf8_start(text, at);
	uint32_t before = utf8_decode(text + start, len - start, &used),
	         after = utf8_decode(text + at + 1, len - at - 1, &used);
	return is_hangul(before) || is_hangul(after);
}

void txt_break_customs(const char *text, size_t len, size_t from, size_t to, const char *lang, uint8_t *out)
{
	const Language *own = lang_find(lang);
	size_t end = to < len ? to : len - 1;
	for (size_t i = from; i < end; i++) {
		const uint8_t *next = memchr(out + i, TXT_BREAK_ALLOWED, end - i);
		if (!next)
			break;
		i = (size_t)(next - out);
		out[i] = (uint8_t)(text[i] == ' ' ? txt_custom_space(own, text, len, i)
		                                  : at_letter(text, len, i, out[i]));
		if (own->customs.syllables && out[i] == TXT_BREAK_ALLOWED && text[i] != ' ' &&
		    is_within_korean(text, len, i))
			out[i] = TXT_BREAK_SYLLABLE;
	}
}

/* ---- codes and addresses ---- */

/* After which characters a word of code may be cut, first or last of all. */
static TxtBreak cut_after(const char *word, size_t len, size_t at)
{
	char c = word[at], next = word[at + 1], last = at ? word[at - 1] : '\0';
	size_t rest = len - at - 1;
	if (at < 1 || rest < 2 || c == next || next == '>' || (unsigned char)c >= 0x80)
		return TXT_BREAK_NO;
	if ((c == '-' || c == '.') && (!is_alphanumeric(last) || !is_alphanumeric(next)))
		return TXT_BREAK_NO;
	if (c == '.' && is_digit(last) && is_digit(next))
		return TXT_BREAK_LAST;
	if (c == '(' && (next == ')' || next == '"'))
		return TXT_BREAK_NO;
	if (strchr("/._-:,(=&?#", c))
		return next == ',' || next == ')' || next == ';' ? TXT_BREAK_NO : TXT_BREAK_ADDRESS;
	bool hump = is_lower(c) && next >= 'A' && next <= 'Z';
	return (hump && at >= 2) || strchr(";@+|\\{[<%~*", c) ? TXT_BREAK_LAST : TXT_BREAK_NO;
}

/* An address goes on with the sign that it was cut at (The Chicago Manual of Style, 7.46): a hyphen at a line's end
 * would be taken for ours, a full stop for the sentence's.  Figures around a point are one number. */
static TxtBreak cut_in_address(const char *word, size_t len, size_t at)
{
	char c = word[at], next = word[at + 1];
	if (at < 1 || len - at < 3 || (unsigned char)c >= 0x80 || (unsigned char)next >= 0x80)
		return TXT_BREAK_NO;
	if (c == '/' && word[at - 1] == '/')
		return TXT_BREAK_ADDRESS;
	if (!is_alphanumeric(c) || !strchr("/.,-_~?#%=&@+:;", next))
		return TXT_BREAK_NO;
	return is_digit(c) && is_digit(word[at + 2]) && next != '/' ? TXT_BREAK_LAST : TXT_BREAK_ADDRESS;
}

/* A long run without such characters, a hash say, may be cut anywhere. */
static void cut_runs(size_t from, size_t to, const char *text, uint8_t *out)
{
	enum { LONG = 20, LEAST = 4 };
	size_t start = from;
	for (size_t i = from; i < to; i++) {
		bool ends = i + 1 == to || out[i] != TXT_BREAK_NO;
		for (size_t k = start + LEAST; ends && i - start >= LONG && k + LEAST < i; k++) {
			if ((unsigned char)text[k] < 0x80 && (unsigned char)text[k + 1] < 0x80)
				out[k] = TXT_BREAK_LAST;
		}
		start = ends ? i + 1 : start;
	}
}

typedef TxtBreak Cut(const char *word, size_t len, size_t at);

/* What is longer than pages is no word that anybody reads: it is not cut at signs, but wherever a line is full. */
static void cut_word(const char *text, size_t from, size_t to, Cut *cut, uint8_t *out)
{
	enum { VAST = 10000 };
	if (to - from >= VAST) {
		memset(out + from, TXT_BREAK_NO, to - from - 1);
		return;
	}
	for (size_t i = from; i + 1 < to; i++) {
		if ((unsigned char)text[i] < 0x80)
			out[i] = (uint8_t)cut(text + from, to - from, i - from);
	}
	cut_runs(from, to, text, out);
}

/* Whether a word is an address or a path: they hold a scheme or begin at a root. */
static bool is_address(Token word)
{
	size_t slashes = 0;
	for (size_t i = 0; i < word.len; i++)
		slashes += word.at[i] == '/';
	if (!slashes)
		return word.len > 4 && !memcmp(word.at, "www.", 4);
	for (size_t i = 1; i + 2 < word.len; i++) {
		if (!memcmp(word.at + i, "://", 3))
			return true;
	}
	return slashes > 1 && strchr("/.~", *word.at);
}

void txt_break_code(const char *text, size_t from, size_t to, uint8_t *out)
{
	size_t end;
	for (size_t at = from; at < to; at = end + 1) {
		for (end = at; end < to && text[end] != ' ' && text[end] != '\n' && text[end] != '\t';)
			end++;
		cut_word(text, at, end, is_address((Token){text + at, end - at}) ? cut_in_address : cut_after, out);
	}
}

bool txt_may_hold_address(const char *text, size_t from, size_t to)
{
	if (memchr(text + from, '/', to - from))
		return true;
	for (const char *at = memchr(text + from, 'w', to - from); at; at = memchr(at, 'w', (size_t)(text + to - at))) {
		if (text + to - at > 4 && !memcmp(at, "www.", 4))
			return true;
		at++;
	}
	return false;
}

void txt_break_addresses(const char *text, size_t from, size_t to, uint8_t *out)
{
	if (!txt_may_hold_address(text, from, to))
		return;
	for (size_t at = from; at < to;) {
		Token word = token_after(text, to, at);
		while (word.len && is_opening((unsigned char)*word.at)) {
			word.at++;
			word.len--;
		}
		if (word.len && is_address(word))
			cut_word(text, (size_t)(word.at - text), (size_t)(word.at - text) + word.len, cut_in_address,
			         out);
		at = (size_t)(word.at - text) + word.len + 1;
	}
}
