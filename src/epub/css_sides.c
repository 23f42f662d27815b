/*
 * Sides by their names for engines that know none by the text's direction: before each declaration of a start or an end
 * stands one of left or right, which those who know both take back.
 */
#include "epub/css.h"

#include <string.h>

/* Where a text begins within so many bytes of a line; NULL. */
static const char *find(const char *line, size_t len, const char *text)
{
	const char *at = memchr(line, *text, len);
	while (at && !str_starts(at, text))
		at = memchr(at + 1, *text, len - (size_t)(at + 1 - line));
	return at;
}

/* A line's property with its side in place of "-inline-start", or a value that is one, if it has one. */
static void put_side(const char *line, size_t len, bool rtl, Buf *out)
{
	static const struct {
		const char *logical, *ltr, *rtl;
	} sides[] = {
	        {"-inline-start", "-left", "-right"},
	        {"-inline-end", "-right", "-left"},
	        {"text-align: start", "text-align: left", "text-align: right"},
	        {"text-align: end", "text-align: right", "text-align: left"},
	};
	const char *colon = memchr(line, ':', len);
	for (size_t i = 0; colon && i < BASE_LEN(sides); i++) {
		const char *at = find(line, (size_t)(colon - line), sides[i].logical);
		if (!at)
			continue;
		const char *rest = at + strlen(sides[i].logical);
		buf_add(out, line, (size_t)(at - line));
		buf_str(out, rtl ? sides[i].rtl : sides[i].ltr);
		buf_add(out, rest, len - (size_t)(rest - line));
		return;
	}
}

void ep_css_sides(bool rtl, Buf *css)
{
	Buf out = {0};
	for (size_t at = 0, len; at < css->len; at += len) {
		const char *end = memchr(css->data + at, '\n', css->len - at);
		len = end ? (size_t)(end - css->data) + 1 - at : css->len - at;
		put_side(css->data + at, len, rtl, &out);
		buf_add(&out, css->data + at, len);
	}
	buf_free(css);
	*css = out;
}
