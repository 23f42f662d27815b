/* Markers of lists in letters and Roman numerals. */
#include "markdown/extension.h"

#include <string.h>

enum { LONGEST_NUMBER = 9 };

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static int digit_of(char c, bool upper)
{
	static const struct {
		char letter;
		int value;
	} digits[] = {{'i', 1}, {'v', 5}, {'x', 10}, {'l', 50}, {'c', 100}, {'d', 500}, {'m', 1000}};
	char low = upper ? (char)(c - 'A' + 'a') : c;
	if (upper ? !is_upper(c) : !is_lower(c))
		return 0;
	for (size_t i = 0; i < BASE_LEN(digits); i++) {
		if (digits[i].letter == low)
			return digits[i].value;
	}
	return 0;
}

/* The number that a whole word is; 0 if it is none, as "mild" and "civil" are not. */
static int roman(const char *word, size_t len, bool upper)
{
	int total = 0;
	for (size_t i = 0; i < len; i++) {
		int value = digit_of(word[i], upper), next = i + 1 < len ? digit_of(word[i + 1], upper) : 0;
		if (!value)
			return 0;
		total += next > value ? -value : value;
	}
	Buf back = {0};
	doc_number(&back, total, upper ? DOC_NUM_UPPER_ROMAN : DOC_NUM_LOWER_ROMAN);
	bool same = total > 0 && back.len == len && !memcmp(back.data, word, len);
	buf_free(&back);
	return same ? total : 0;
}

/* The number that the word is in the style, or -1. */
static int number_in(unsigned char style, const char *word, size_t len)
{
	int number = 0;
	switch (style) {
	case 0:
		for (size_t i = 0; i < len; i++) {
			if (word[i] < '0' || word[i] > '9')
				return -1;
			number = number * 10 + word[i] - '0';
		}
		return number;
	case MD_LOWER_ALPHA:
		return len == 1 && is_lower(*word) ? *word - 'a' + 1 : -1;
	case MD_UPPER_ALPHA:
		return len == 1 && is_upper(*word) ? *word - 'A' + 1 : -1;
	default:
		number = roman(word, len, style == MD_UPPER_ROMAN);
		return number ? number : -1;
	}
}

/* The style that the word is read in: a list goes on in its own where it can; a
 * lone i that begins one is the Roman one. */
static bool choose_style(const char *word, size_t len, const cmark_list *list, MdMarker *out)
{
	unsigned char styles[6] = {0, MD_LOWER_ALPHA, MD_UPPER_ALPHA, MD_LOWER_ROMAN, MD_UPPER_ROMAN, 0};
	size_t count = 5;
	if (list && list->list_type == CMARK_ORDERED_LIST && list->delimiter == out->delim)
		styles[0] = list->bullet_char;
	else if (!list && len == 1 && (*word == 'i' || *word == 'I'))
		styles[0] = (unsigned char)*word;
	if (styles[0])
		styles[count++] = 0;
	for (size_t i = 0; i < count; i++) {
		out->start = number_in(styles[i], word, len);
		out->style = styles[i];
		if (out->start >= 0)
			return true;
	}
	return false;
}

bool md_read_marker(const char *text, size_t len, const cmark_list *list, MdMarker *out)
{
	size_t first = len && *text == '(', at = first;
	while (at < len && at - first <= LONGEST_NUMBER &&
	       (is_lower(text[at]) || is_upper(text[at]) || (text[at] >= '0' && text[at] <= '9')))
		at++;
	if (at == first || at - first > LONGEST_NUMBER || at >= len || (text[at] != ')' && (first || text[at] != '.')))
		return false;
	out->delim = first ? (cmark_delim_type)MD_TWO_PARENS : text[at] == ')' ? CMARK_PAREN_DELIM : CMARK_PERIOD_DELIM;
	out->len = at + 1;
	if (!choose_style(text + first, at - first, list, out))
		return false;
	const char *after = text + out->len;
	size_t rest = len - out->len;
	if (!rest || strchr("\r\n\t", *after))
		return true;
	bool initial = out->delim == CMARK_PERIOD_DELIM && is_upper(*text); /* "B. Russell" */
	return *after == ' ' && (!initial || rest < 2 || strchr(" \t\r\n", after[1]));
}
