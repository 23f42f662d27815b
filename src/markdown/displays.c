/* Displays over several lines, before Markdown sees them: a line that begins with a plus is no list there. */
#include "markdown/extension.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
	char *text; /* a copy, made for the first sign that is hidden; NULL */
	const char *source;
	size_t len;
	bool brackets;
	size_t none_until[3]; /* no such display ends before: dollars, brackets, environments */
} Guard;

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static size_t line_end(const Guard *guard, size_t at)
{
	const char *end = memchr(guard->source + at, '\n', guard->len - at);
	return end ? (size_t)(end - guard->source) : guard->len;
}

/* Whether a text stands at a place, with no backslash before it. */
static bool stands(const Guard *guard, size_t at, const char *text, size_t len)
{
	return guard->len - at >= len && !memcmp(guard->source + at, text, len) &&
	       !(at && guard->source[at - 1] == '\\');
}

/* Where a display ends before an empty line, from a place on; false: nowhere before that. */
static bool find_close(const Guard *guard, size_t from, const char *close, size_t len, size_t *end)
{
	bool empty = false;
	for (*end = from; *end < guard->len; ++*end) {
		char c = guard->source[*end];
		if (c == '\n' && empty)
			return false;
		empty = c == '\n' || (empty && is_blank(c));
		if (c == *close && stands(guard, *end, close, len))
			return true;
	}
	return false;
}

/* What closes the display that begins at a place: the bytes of it, its kind; 0 if none begins. */
static size_t close_of(const Guard *guard, size_t at, char *close, size_t size, size_t *kind)
{
	static const char begin[] = "\\begin{";
	size_t skip = sizeof begin - 1;
	if (stands(guard, at, "$$", 2))
		return *kind = 0, (size_t)snprintf(close, size, "$$");
	if (!guard->brackets || guard->source[at] != '\\')
		return 0;
	if (stands(guard, at, "\\[", 2))
		return *kind = 1, (size_t)snprintf(close, size, "\\]");
	if (!stands(guard, at, begin, skip))
		return 0;
	size_t name = md_display_name(guard->source + at + skip, guard->len - at - skip);
	*kind = 2;
	return name ? (size_t)snprintf(close, size, "\\end{%.*s}", (int)name, guard->source + at + skip) : 0;
}

static void hide(Guard *guard, size_t at)
{
	guard->text = md_hide_sign(guard->text, guard->source, guard->len, at, MD_SIGN);
}

/* A line of equals signs would make a heading of what is above it. */
static bool is_underline(const char *text, size_t len)
{
	size_t signs = 0;
	while (signs < len && text[signs] == '=')
		signs++;
	size_t at = signs;
	while (at < len && is_blank(text[at]))
		at++;
	return signs && at == len;
}

/* Hides what would begin a list or a quotation, behind the signs of those that the display stands in. */
static void guard_line(Guard *guard, size_t at, size_t end, size_t quotes)
{
	const char *text = guard->source;
	for (; at < end && (is_blank(text[at]) || (text[at] == '>' && quotes)); at++)
		quotes -= text[at] == '>';
	size_t digits = at;
	while (digits < end && text[digits] >= '0' && text[digits] <= '9')
		digits++;
	size_t sign = digits > at ? digits : at;
	if (is_underline(text + at, end - at)) {
		hide(guard, at);
		return;
	}
	if (sign >= end || !strchr(digits > at ? ".)" : ">-+*", text[sign]))
		return;
	if (text[sign] == '>' || sign + 1 == end || is_blank(text[sign + 1]))
		hide(guard, sign);
}

/* The signs of quotations that a line begins with. */
static size_t count_quotes(const Guard *guard, size_t at)
{
	size_t count = 0;
	for (; at < guard->len && (is_blank(guard->source[at]) || guard->source[at] == '>'); at++)
		count += guard->source[at] == '>';
	return count;
}

static size_t line_start(const Guard *guard, size_t at)
{
	while (at && guard->source[at - 1] != '\n')
		at--;
	return at;
}

/* The display that begins at a place: where it ends, or 0 if none does. */
static size_t guard_display(Guard *guard, size_t at)
{
	char close[40];
	size_t kind = 0, end, len = close_of(guard, at, close, sizeof close, &kind);
	if (!len || at < guard->none_until[kind])
		return 0;
	if (!find_close(guard, at + 2, close, len, &end)) {
		guard->none_until[kind] = end;
		return 0;
	}
	size_t next = line_end(guard, at) + 1, quotes = next <= end ? count_quotes(guard, line_start(guard, at)) : 0;
	for (; next <= end; next = line_end(guard, next) + 1)
		guard_line(guard, next, line_end(guard, next), quotes);
	return end + len;
}

/* Where a dollar stands next, or a backslash where that may begin a display; the text's end if none does. */
static size_t next_sign(const Guard *guard, size_t at)
{
	if (!guard->brackets) {
		const char *dollar = memchr(guard->source + at, '$', guard->len - at);
		return dollar ? (size_t)(dollar - guard->source) : guard->len;
	}
	while (at < guard->len && guard->source[at] != '$' && guard->source[at] != '\\')
		at++;
	return at;
}

char *md_guard_displays(const char *text, size_t len, bool brackets)
{
	Guard guard = {.source = text, .len = len, .brackets = brackets};
	for (size_t at = next_sign(&guard, 0); at < len; at = next_sign(&guard, at)) {
		size_t end = guard_display(&guard, at);
		at = end ? end : at + 1;
	}
	return guard.text;
}
