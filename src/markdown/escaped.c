/* From the text that cmark made of a block back to its source, where backslashes still stand. */
#include "markdown/tree.h"

#include <string.h>

enum { FAR = 10000 };

/* How many of a text's bytes stand before an empty line. */
static size_t before_empty_line(const char *text, size_t len)
{
	for (const char *at = text, *end = text + len; (at = memchr(at, '\n', (size_t)(end - at))) != NULL;) {
		const char *next = ++at;
		while (next < end && strchr(" \t\r", *next))
			next++;
		if (next < end && *next == '\n')
			return (size_t)(at - text);
	}
	return len;
}

/* Where a block of words begins in the source, and how many bytes from there may be its; 0: not known. */
static size_t source_of(const Maker *maker, const DocNode *block, size_t *len)
{
	uint32_t line = block->pos.line - maker->first.line + 1;
	bool known = line && line <= maker->line_count;
	size_t at = known ? maker->lines[line - 1] : 0;
	*len = !known ? 0 : maker->len - at < FAR ? maker->len - at : FAR;
	*len = before_empty_line(maker->text + at, *len);
	return at;
}

/* The length of what is the same in the source as in the text, or nearly. */
static size_t plain_length(const char *at, const char *mark)
{
	enum { MOST = 12 };
	size_t len = strlen(mark);
	while (len < MOST && at[len] > 2 && !strchr("\n\"'.-", at[len]))
		len++;
	return len;
}

/* Whether a text has a mark at a place, and no backslash before it that makes it plain. */
static bool stands_at(const char *text, size_t at, const char *mark, size_t size)
{
	size_t slashes = 0;
	while (slashes < at && text[at - slashes - 1] == '\\')
		slashes++;
	return !memcmp(text + at, mark, size) && slashes % 2 == 0;
}

Pos md_find_mark(Maker *maker, const DocNode *block, const char *at, const char *mark, bool slashed)
{
	size_t len, start = source_of(maker, block, &len);
	uint32_t line = block->pos.line - maker->first.line + 1;
	for (size_t size = plain_length(at, mark);; size = strlen(mark)) {
		for (size_t i = 0; i + size <= len; i++) {
			const char *place = maker->text + start;
			if (slashed ? memcmp(place + i, at, size) != 0 : !stands_at(place, i, at, size))
				continue;
			while (line < maker->line_count && maker->lines[line] <= start + i)
				line++;
			return md_place(maker, line, (uint32_t)(start + i - maker->lines[line - 1]) + 1);
		}
		if (size == strlen(mark))
			return block->pos;
	}
}

void md_add_source(const Maker *maker, const DocNode *block, Buf *out)
{
	size_t len, start = source_of(maker, block, &len);
	const char *text = maker->text + start;
	for (size_t i = 0; i < len; i++) {
		const char *end = text[i] == '`' ? memchr(text + i + 1, '`', len - i - 1) : NULL;
		if (end)
			i = (size_t)(end - text);
		else
			buf_char(out, text[i]);
	}
}

bool md_is_escaped(const Maker *maker, const DocNode *block, const char *mark)
{
	size_t len, start = source_of(maker, block, &len), size = strlen(mark);
	const char *text = maker->text + start;
	if (len < size || len == FAR || *mark < ' ' || mark[size - 1] < ' ')
		return false;
	for (size_t i = 0; i + size <= len; i++) {
		if (stands_at(text, i, mark, size))
			return false;
	}
	return true;
}
