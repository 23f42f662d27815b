/* Lines of a file that is taken in: by their numbers, or between tags that stand in the file. */
#include "source/slice.h"

#include <stdlib.h>
#include <string.h>

size_t src_line_end(const SrcSlice *of, size_t at)
{
	const char *end = memchr(of->text + at, '\n', of->len - at);
	return end ? (size_t)(end - of->text) + 1 : of->len;
}

/* Lines first to last, counted from 1. */
static SrcSlice take_lines(const SrcSlice *of, unsigned long first, unsigned long last)
{
	size_t at = 0, from = of->len;
	unsigned long line = 1;
	for (; at < of->len && line <= last; line++) {
		if (line == first)
			from = at;
		at = src_line_end(of, at);
	}
	return from < at ? (SrcSlice){of->text + from, at - from} : (SrcSlice){of->text, 0};
}

/* ---- tags ---- */

/* Asciidoctor's tags, and mdBook's. */
static const char *const opening[] = {"tag::", "ANCHOR: "}, *const closing[] = {"end::", "ANCHOR_END: "};
enum { TAGS = 2 };

/* Whether a line holds a word that ends with a tag's name, or with any if that is NULL. */
static bool has_tag(const char *line, size_t len, const char *word, const char *tag)
{
	size_t before = strlen(word), name = tag ? strlen(tag) : 0;
	for (size_t i = 0; i + before + name <= len; i++) {
		if (memcmp(line + i, word, before) != 0)
			continue;
		const char *from = line + i + before;
		char next = from + name < line + len ? from[name] : '\n';
		if (!tag || (!memcmp(from, tag, name) && strchr("[ \t\r\n*-", next)))
			return true;
	}
	return false;
}

static bool has_any(const char *line, size_t len, const char *const words[TAGS], const char *tag)
{
	for (size_t i = 0; i < TAGS; i++) {
		if (has_tag(line, len, words[i], tag))
			return true;
	}
	return false;
}

/* What stands between "tag::NAME[]" and "end::NAME[]", or "ANCHOR: NAME" and "ANCHOR_END: NAME". */
static SrcSlice take_tag(const SrcSlice *of, const char *tag)
{
	SrcSlice found = {of->text, 0};
	bool open = false;
	for (size_t at = 0, end; at < of->len; at = end) {
		const char *line = of->text + at;
		end = src_line_end(of, at);
		if (open && has_any(line, end - at, closing, tag))
			return (SrcSlice){found.text, (size_t)(line - found.text)};
		if (!open && has_any(line, end - at, opening, tag)) {
			open = true;
			found.text = of->text + end;
		}
	}
	return (SrcSlice){of->text, 0};
}

SrcSlice src_slice(const DocNode *node, const SrcSlice *all)
{
	const char *lines = doc_key(node, "lines"), *tag = doc_key(node, "tag");
	char *end;
	if (tag)
		return take_tag(all, tag);
	if (!lines)
		return *all;
	unsigned long first = strtoul(lines, &end, 10), last = first;
	if (*end == '-')
		last = end[1] ? strtoul(end + 1, &end, 10) : (unsigned long)-1;
	return take_lines(all, first ? first : 1, last);
}

/* ---- what is shown ---- */

/* What all of its lines are indented by. */
static size_t indent_of(SrcSlice slice)
{
	size_t indent = SIZE_MAX;
	for (size_t at = 0, end; at < slice.len; at = end) {
		end = src_line_end(&slice, at);
		size_t own = strspn(slice.text + at, " \t");
		if (at + own < end && slice.text[at + own] != '\n')
			indent = own < indent ? own : indent;
	}
	return indent;
}

void src_put_slice(const DocNode *node, SrcSlice slice, Buf *out)
{
	size_t indent = indent_of(slice), from = out->len;
	bool tagged = doc_key(node, "tag");
	for (size_t at = 0, end; at < slice.len; at = end) {
		const char *line = slice.text + at;
		end = src_line_end(&slice, at);
		size_t skip = end - at > indent ? indent : 0;
		if (!tagged || !(has_any(line, end - at, opening, NULL) || has_any(line, end - at, closing, NULL)))
			buf_add(out, line + skip, end - at - skip);
	}
	while (out->len > from && (out->data[out->len - 1] == '\n' || out->data[out->len - 1] == '\r'))
		out->len--;
}
