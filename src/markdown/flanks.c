/*
 * Emphasis beside the signs of East Asia.
 *
 * CommonMark lets no "*" close that stands after a sign and before a letter, which is where East Asian texts, that have
 * no spaces, mostly close it: "这是**真，**她说".  Beside letters and signs of these scripts the sign next to a run of
 * stars counts as a letter, as their writers mean it: a sign of ours is put between the two before inlines are parsed,
 * and is gone in the tree.
 */
#include "markdown/extension.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

typedef enum { SIDE_OTHER, SIDE_SIGN, SIDE_EASTERN, SIDE_EASTERN_SIGN } Side;

static bool is_eastern(uint32_t c)
{
	return (c >= 0x1100 && c < 0x1200) || (c >= 0x2E80 && c < 0xA4D0) || (c >= 0xA960 && c < 0xA980) ||
	       (c >= 0xAC00 && c < 0xD800) || (c >= 0xF900 && c < 0xFB00) || (c >= 0xFE30 && c < 0xFE70) ||
	       (c >= 0xFF00 && c < 0xFFF0) || (c >= 0x1B000 && c < 0x1B300) || (c >= 0x20000 && c < 0x40000);
}

static Side side_of(uint32_t c)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
	bool sign = category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
	if (c < 0x80)
		return c > ' ' && c != 0x7F && (sign || strchr("$+<=>^`|~", (int)c)) ? SIDE_SIGN : SIDE_OTHER;
	return is_eastern(c) ? (sign ? SIDE_EASTERN_SIGN : SIDE_EASTERN) : sign ? SIDE_SIGN : SIDE_OTHER;
}

static bool is_east(Side side)
{
	return side == SIDE_EASTERN || side == SIDE_EASTERN_SIGN;
}

static Side side_before(const char *text, size_t at)
{
	size_t used, start = at ? utf8_back(text, at) : 0;
	return at ? side_of(utf8_decode(text + start, at - start, &used)) : SIDE_OTHER;
}

static Side side_after(const char *text, size_t len, size_t at)
{
	size_t used;
	return at < len ? side_of(utf8_decode(text + at, len - at, &used)) : SIDE_OTHER;
}

/* The bytes at text[at] in which a star is no emphasis: what is escaped, code, an address. */
static size_t opaque(const char *text, size_t len, size_t at)
{
	size_t run = strspn(text + at, "`"), end = at + run;
	if (text[at] == '\\')
		return at + 1 < len ? 2 : 1;
	if (text[at] == ']' && text[at + 1] == '(')
		return strcspn(text + at, ")");
	while (run && end < len) {
		end += strcspn(text + end, "`");
		size_t closing = strspn(text + end, "`");
		end += closing;
		if (closing == run)
			return end - at;
	}
	return run;
}

/* A run of stars, with what makes it flank the letters that its writer means. */
static void add_run(const char *text, size_t len, size_t at, size_t run, Buf *out)
{
	Side before = side_before(text, at), after = side_after(text, len, at + run);
	if (before == SIDE_EASTERN_SIGN || (before == SIDE_SIGN && is_east(after)))
		buf_char(out, MD_FLANK);
	buf_add(out, text + at, run);
	if (after == SIDE_EASTERN_SIGN || (after == SIDE_SIGN && is_east(before)))
		buf_char(out, MD_FLANK);
}

/* Whether there are stars, and letters of so high a code that they may be eastern: the signs of all scripts are not,
 * but for a few from E2 BA on. */
static bool may_hold(const char *text, size_t len)
{
	bool eastern = false;
	if (!memchr(text, '*', len))
		return false;
	for (size_t i = 0; i + 1 < len && !eastern; i++) {
		unsigned char lead = (unsigned char)text[i];
		eastern = lead == 0xE2 ? (unsigned char)text[i + 1] >= 0xBA : lead >= 0xE1;
	}
	return eastern;
}

void md_flank(cmark_node *block)
{
	const char *text = (const char *)block->content.ptr;
	size_t len = (size_t)block->content.size;
	Buf out = {0};
	if (!len || !may_hold(text, len))
		return;
	for (size_t at = 0, used; at < len; at += used) {
		size_t run = strspn(text + at, "*"), whole = run ? 0 : opaque(text, len, at);
		used = run ? run : whole ? whole : 1;
		if (run)
			add_run(text, len, at, run, &out);
		else
			buf_add(&out, text + at, used);
	}
	if (out.len != len)
		cmark_strbuf_set(&block->content, (const unsigned char *)out.data, (bufsize_t)out.len);
	buf_free(&out);
}
