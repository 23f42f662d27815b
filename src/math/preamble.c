/* What array says of its columns: "c|rr@{}l", "*{3}{>{\\displaystyle}c}". */
#include "math/inner.h"

#include <stdlib.h>
#include <string.h>

enum { GAP = 1000, DEEPEST = 4 };

bool math_column_align(char c, MathAlign *align)
{
	*align = c == 'l' || c == 'p' || c == 'm' ? MATH_LEFT : c == 'r' ? MATH_RIGHT : MATH_CENTER;
	return c && strchr("lcrpmb", c);
}

static MathLine heavier(MathLine line, char c)
{
	return line == MATH_SOLID ? MATH_DOUBLE : c == ':' ? MATH_DASHED : MATH_SOLID;
}

/* Past a group, or one character. */
static const char *past_group(const char *text)
{
	size_t depth = 0;
	for (; *text; text++) {
		depth += *text == '{';
		if (*text == '}' && depth && !--depth)
			return text + 1;
		if (!depth)
			return text + 1;
	}
	return text;
}

/* What a group holds, without the dollars that begin and end mathematics, since all is that; past it.  NULL: nothing.
 */
static const char *group_text(Parser *p, const char *text, const char **out)
{
	const char *end = past_group(text);
	bool braced = *text == '{' && end > text + 1;
	size_t from = braced, len = (size_t)(end - text) - (braced ? 2 : 0), kept = 0;
	char *copy = arena_strndup(p->arena, text + from, len);
	for (size_t i = 0; i < len; i++) {
		if (copy[i] != '$')
			copy[kept++] = copy[i];
	}
	copy[kept] = '\0';
	*out = kept ? copy : NULL;
	return end;
}

/* One after the other; NULL is nothing. */
static const char *joined(Parser *p, const char *one, const char *two)
{
	return one && two ? arena_printf(p->arena, "%s %s", one, two) : one ? one : two;
}

/* @{…} and !{…}: what stands between two columns goes with the one whose edge is there. */
static const char *read_between(Parser *p, const char *text, MathPreamble *out)
{
	const char *words;
	bool close = *text == '@';
	text = group_text(p, text + 1, &words);
	if (close && out->count)
		out->gaps[out->count - 1] = (MathLength){0, 0};
	out->closed_before = out->closed_before || (close && !out->count);
	out->closed_after = close;
	if (out->count && out->aligns[out->count - 1] == MATH_RIGHT)
		out->after[out->count - 1] = joined(p, out->after[out->count - 1], words);
	else
		out->between[out->count] = joined(p, out->between[out->count], words);
	return text;
}

static bool read_columns(Parser *p, const char *text, MathPreamble *out, int depth);

/* *{3}{…}: the same so often; what makes no column is read once, or it could be said without end. */
static const char *read_repeated(Parser *p, const char *text, MathPreamble *out, int depth)
{
	const char *times, *columns;
	text = group_text(p, text + 1, &times);
	text = group_text(p, text, &columns);
	bool more = columns != NULL;
	for (long left = times ? strtol(times, NULL, 10) : 0; more && left > 0; left--) {
		size_t before = out->count;
		read_columns(p, columns, out, depth + 1);
		more = out->count > before && out->count < MATH_COLUMNS;
	}
	return text;
}

static bool read_columns(Parser *p, const char *text, MathPreamble *out, int depth)
{
	while (*text && out->count < MATH_COLUMNS) {
		MathAlign align;
		const char *words;
		if (*text == '|' || *text == ':') {
			out->lines[out->count] = heavier(out->lines[out->count], *text);
			text++;
		} else if (*text == '@' || *text == '!') {
			text = read_between(p, text, out);
		} else if (*text == '*' && text[1] == '{' && depth < DEEPEST) {
			text = read_repeated(p, text, out, depth);
		} else if (*text == '>') {
			text = group_text(p, text + 1, &words);
			out->before[out->count] = joined(p, out->before[out->count], words);
		} else if (*text == '<') {
			text = group_text(p, text + 1, &words);
			if (out->count)
				out->after[out->count - 1] = joined(p, words, out->after[out->count - 1]);
		} else if (math_column_align(*text, &align)) {
			out->closed_after = false;
			out->aligns[out->count] = align;
			out->gaps[out->count++] = (MathLength){GAP, 0};
			text = strchr("pmb", *text) ? past_group(text + 1) : text + 1;
		} else if (*text++ != ' ') {
			return false;
		}
	}
	return true;
}

bool math_preamble(Parser *p, const char *text, MathPreamble *out)
{
	bool known = read_columns(p, text, out, 0);
	if (out->count && out->between[out->count]) { /* at the right edge */
		const char **last = &out->after[out->count - 1];
		*last = joined(p, *last, out->between[out->count]);
	}
	return known;
}
