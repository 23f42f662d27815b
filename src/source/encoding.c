/* What a file is made of: encodings, ends of lines. */
#include "source/encoding.h"

#include <string.h>

static Pos place_at(const Buf *text, const char *file, size_t at)
{
	bool bom = text->len >= 3 && !memcmp(text->data, "\xEF\xBB\xBF", 3);
	Pos pos = {file, 1, 1};
	for (size_t i = bom ? 3 : 0; i < at; i++) {
		if (text->data[i] == '\n')
			pos = (Pos){file, pos.line + 1, 1};
		else
			pos.col += !utf8_goes_on(text->data[i]);
	}
	return pos;
}

/* How many bytes are part of no character; where the first one is. */
static size_t count_bad(const Buf *text, size_t *first)
{
	size_t count = 0, at = utf8_check(text->data, text->len);
	for (*first = at; at < text->len; at += 1 + utf8_check(text->data + at + 1, text->len - at - 1))
		count++;
	return count;
}

/* Few bytes that are no UTF-8, in a text that is, were pasted from Windows, as its apostrophes are: they are read as
 * that, and told.  Returns whether it was so. */
static bool mend_bytes(Buf *text, const char *file, Diag *diag)
{
	enum { FEW = 100 }; /* one byte of so many */
	size_t first, count = count_bad(text, &first), from = 0, bad;
	Buf whole = {0};
	bool known = count && count <= text->len / FEW && !memchr(text->data, '\0', text->len);
	for (size_t i = 0, at = first; known && i < count; i++) {
		buf_add(&whole, text->data + from, at - from);
		known = charset_convert("WINDOWS-1252", text->data + at, 1, &whole, &bad);
		from = at + 1;
		at = from + utf8_check(text->data + from, text->len - from);
	}
	if (known) {
		buf_add(&whole, text->data + from, text->len - from);
		diag_report(diag, DIAG_WARNING, place_at(text, file, first), "source-bytes",
		            "this is the first of %zu bytes that are not UTF-8, and are read as Windows has them; save "
		            "the file as UTF-8 in your editor",
		            count);
		buf_free(text);
		*text = whole;
	} else {
		buf_free(&whole);
	}
	return known;
}

/* Text that is not UTF-8, or not text, is an error once, and is read with its faults marked. */
static void check_text(const Buf *text, const char *file, Diag *diag)
{
	size_t bad = utf8_check(text->data, text->len);
	const char *nul = memchr(text->data, '\0', text->len);
	if (bad < text->len)
		diag_report(
		        diag, DIAG_ERROR, place_at(text, file, bad), "source-not-utf8",
		        "this byte is not UTF-8; save the file as UTF-8 in your editor, or, if it is of Windows, write "
		        "iconv -f WINDOWS-1252 -t UTF-8 OLD >NEW");
	if (nul)
		diag_report(diag, DIAG_ERROR, place_at(text, file, (size_t)(nul - text->data)), "source-nul",
		            "a NUL byte stands here, so this may be no text at all; take it out, or save the "
		            "file as UTF-8");
}

/* UTF-16 is an error once, but is read, so that all other faults are told, too. */
static void convert(Buf *text, const char *file, Diag *diag)
{
	const char *name = charset_guess(text->data, text->len);
	Buf utf8 = {0};
	size_t bad;
	if (name && charset_convert(name, text->data, text->len, &utf8, &bad)) {
		diag_report(diag, DIAG_ERROR, (Pos){file, 1, 1}, "source-utf16",
		            "this file is %s from its first byte on; save it as UTF-8 in your editor, or write "
		            "iconv -f %s -t UTF-8 OLD >NEW",
		            name, name);
		buf_free(text);
		*text = utf8;
	} else {
		buf_free(&utf8);
	}
}

/* Lines end with a newline alone. */
static void unify_lines(Buf *text)
{
	char *to = text->len ? memchr(text->data, '\r', text->len) : NULL;
	if (!to)
		return;
	const char *end = text->data + text->len;
	for (const char *at = to; at < end; at++) {
		if (*at != '\r')
			*to++ = *at;
		else if (at + 1 == end || at[1] != '\n')
			*to++ = '\n';
	}
	text->len = (size_t)(to - text->data);
	*to = '\0';
}

bool src_is_text(const Buf *text, const char *file, Diag *diag)
{
	const char *what, *stem = strrchr(file, '/') ? strrchr(file, '/') + 1 : file;
	const char *quote = file[strcspn(file, " \t\"$&;()<>|*?#")] ? "'" : "";
	FileKind kind = file_kind(text->data ? text->data : "", text->len, &what);
	const char *markup = file_markup(file, text->data ? text->data : "", text->len);
	int len =
	        strrchr(stem, '.') && strrchr(stem, '.') > stem ? (int)(strrchr(stem, '.') - stem) : (int)strlen(stem);
	bool words = kind == FILE_TEXT || kind == FILE_FRAGMENT;
	if (words && !markup)
		return true;
	if (words)
		diag_report(
		        diag, DIAG_ERROR, (Pos){file, 1, 1}, "source-no-text",
		        "this is no Markdown, it looks like %s; make a source of it, as pandoc -t commonmark_x does",
		        markup);
	else if (kind == FILE_FOREIGN)
		diag_report(diag, DIAG_ERROR, (Pos){file, 1, 1}, "source-no-text",
		            "this is no Markdown, it looks like %s; name a file of text", what);
	else
		diag_report(diag, DIAG_ERROR, (Pos){file, 1, 1}, "source-no-text",
		            "this is no Markdown, it looks like %s; bifolio import -o %s%.*s.md%s %s%s%s makes a "
		            "source of it",
		            what, quote, len, stem, quote, quote, file, quote);
	return false;
}

void src_bytes(Buf *text, const char *file, Diag *diag)
{
	if (!text->len)
		return;
	convert(text, file, diag);
	unify_lines(text);
	if (!mend_bytes(text, file, diag))
		check_text(text, file, diag);
}
