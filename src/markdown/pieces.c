/*
 * Where a long text may be cut, so that the parser's tree, which takes many times as much as ours, is of one piece at a
 * time.  A cut is between two paragraphs of the text itself, in a text that has nothing which reaches farther than a
 * paragraph: no fences, elements or displays, which may be open, and no brackets, which may be defined elsewhere.
 */
#include "markdown/pieces.h"

#include <string.h>

enum { LONG = 1 << 20, PIECE = 256 << 10 };

static bool repeats(const char *at, size_t left, size_t times)
{
	size_t count = 1;
	while (count < times && count < left && at[count] == *at)
		count++;
	return count == times;
}

/* Whether attributes stand alone on their line, for the block below. */
static bool begins_line(const char *text, size_t at)
{
	while (at && (text[at - 1] == ' ' || text[at - 1] == '\t'))
		at--;
	return !at || text[at - 1] == '\n' || text[at - 1] == '\r';
}

static bool reaches_far(const char *text, size_t len, size_t at)
{
	static const char display[] = "\\begin";
	size_t left = len - at;
	switch (text[at]) {
	case '[':
	case '<':
		return true;
	case '`':
	case '~':
	case ':':
		return repeats(text + at, left, 3);
	case '$':
		return repeats(text + at, left, 2);
	case '{':
		return repeats(text + at, left, 2) || begins_line(text, at);
	case '(':
		return left > 1 && text[at + 1] == '@';
	case '\\':
		return left >= sizeof display && !memcmp(text + at, display, sizeof display - 1);
	default:
		return false;
	}
}

bool md_may_cut(const char *text, size_t len)
{
	bool far = len < LONG;
	for (size_t i = 0; i < len && !far; i++)
		far = reaches_far(text, len, i);
	return !far;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Whether a line begins a paragraph, and no item that is counted in letters. */
static bool begins_paragraph(const char *text, size_t len, size_t at)
{
	size_t end = at;
	while (end < len && is_letter(text[end]))
		end++;
	return end - at > 1 && end < len && text[end] != '.' && text[end] != ')';
}

/* Whether what stands between two empty lines is a paragraph, and no table. */
static bool is_paragraph(const char *text, size_t len, size_t from, size_t end)
{
	return begins_paragraph(text, len, from) && !memchr(text + from, '|', end - from);
}

size_t md_piece_end(const char *text, size_t len, size_t from)
{
	size_t before = 0; /* where what stands above an empty line begins; 0: that is not known */
	for (size_t at = len - from < PIECE ? len : from + PIECE; at < len; at++) {
		const char *line = memchr(text + at, '\n', len - at);
		at = line ? (size_t)(line - text) : len;
		if (at + 1 >= len || text[at + 1] != '\n')
			continue;
		size_t next = at + 2;
		if (before && is_paragraph(text, len, before, at) && begins_paragraph(text, len, next))
			return next;
		before = next;
	}
	return len;
}
