/* Text that Markdown reads as itself.  Straight quotation marks and three dots are left to become the language's. */
#include "import/inner.h"

#include <string.h>

typedef struct {
	const char *text;
	size_t len;
	InlinesIn in;
	bool typed, starts; /* with a line */
	size_t sign;        /* where a list's marker would end; len: there is none */
} Escape;

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool is_word(const Escape *escape, size_t at)
{
	return at < escape->len && (is_alnum(escape->text[at]) || (escape->text[at] & 0x80));
}

static char char_at(const Escape *escape, size_t at)
{
	return at < escape->len ? escape->text[at] : '\0';
}

/* The length of what a list can be numbered with at a place: digits, a letter, Roman numerals. */
static size_t number_length(const Escape *escape, size_t at)
{
	enum { LONGEST = 10 };
	const char *text = escape->text + at;
	size_t digits = 0, roman = 0, left = escape->len - at;
	while (digits < left && digits < LONGEST && text[digits] >= '0' && text[digits] <= '9')
		digits++;
	while (roman < left && roman < LONGEST && text[roman] && strchr("ivxlcdmIVXLCDM", text[roman]))
		roman++;
	return digits ? digits : roman ? roman : left && is_alnum(*text);
}

/* Where the sign that makes a list's marker of the first word stands: "1.", "b)", "(iv)". */
static size_t marker_sign(const Escape *escape)
{
	size_t first = char_at(escape, 0) == '(', number = number_length(escape, first), at = first + number;
	char c = char_at(escape, at), after = char_at(escape, at + 1);
	bool marker = number && (c == ')' || (!first && c == '.')) && (!after || strchr(" \t\n", after));
	return marker ? at : escape->len;
}

/* Whether a name between colons, which may be an emoji's, begins here. */
static bool is_name(const Escape *escape, size_t at)
{
	size_t end = at + 1;
	while (end < escape->len && (is_alnum(escape->text[end]) || strchr("_+-", escape->text[end])))
		end++;
	return end > at + 1 && char_at(escape, end) == ':';
}

/* What makes a block of the line that it begins. */
static bool begins_block(const Escape *escape)
{
	char c = *escape->text, next = char_at(escape, 1);
	if (escape->in > INLINES_TERM)
		return false;
	return strchr("#>:|=", c) || ((c == '+' || c == '-') && (!next || strchr(" \t\n", next)));
}

static bool is_table_word(const Escape *escape, size_t at)
{
	return escape->starts && at == 5 && !memcmp(escape->text, "Table:", 6);
}

static bool is_markup(const Escape *escape, size_t at)
{
	char c = escape->text[at], next = char_at(escape, at + 1);
	switch (c) {
	case '\\':
	case '`':
	case '*':
	case '[':
	case ']':
	case '{':
	case '$':
	case '^':
	case '~':
		return true;
	case '_':
		return !at || !is_word(escape, at - 1) || !is_word(escape, at + 1);
	case '<':
		return !next || is_alnum(next) || strchr("/!?", next);
	case '&':
		return !next || is_alnum(next) || next == '#';
	case '-':
		return !escape->typed && at && escape->text[at - 1] == '-';
	case ':':
		return is_name(escape, at) || is_table_word(escape, at);
	case '|':
		return escape->in == INLINES_CELL;
	case '#':
		return escape->in == INLINES_HEADING;
	default:
		return false;
	}
}

static bool is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* One space for a run of white space, and none where a line begins.  On a typewriter runs may be columns. */
static void put_space(bool typed, Buf *out)
{
	if (out->len && (!is_white(out->data[out->len - 1]) || (typed && out->data[out->len - 1] == ' ')))
		buf_char(out, ' ');
}

void import_escape(const Import *import, const char *text, size_t len, InlinesIn in, Buf *out)
{
	Escape escape = {.text = text, .len = len, .in = in, .typed = import->typed};
	bool fresh = !out->len || out->data[out->len - 1] == '\n';
	while (fresh && escape.len && is_white(*escape.text)) {
		escape.text++;
		escape.len--;
	}
	escape.starts = fresh && escape.len;
	escape.sign = escape.starts && in <= INLINES_TERM ? marker_sign(&escape) : escape.len;
	for (size_t i = 0; i < escape.len; i++) {
		char c = escape.text[i];
		bool after = !i && out->len && strchr("(:", c) && out->data[out->len - 1] == ']';
		if (is_white(c)) {
			put_space(escape.typed, out);
			continue;
		}
		if (after || i == escape.sign || (!i && escape.starts && begins_block(&escape)) ||
		    is_markup(&escape, i))
			buf_char(out, '\\');
		buf_char(out, c);
	}
}
