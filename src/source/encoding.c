/* What a file is made of: encodings, ends of lines. */
#include "source/encoding.h"

#include <iconv.h>
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

/* Text that is not UTF-8, or not text, is an error once, and is read with its faults marked. */
static void check_text(const Buf *text, const char *file, Diag *diag)
{
	size_t bad = utf8_check(text->data, text->len);
	const char *nul = memchr(text->data, '\0', text->len);
	if (bad < text->len)
		diag_report(diag, DIAG_ERROR, place_at(text, file, bad), "source-not-utf8",
		            "this byte is not UTF-8; save the file as UTF-8 in your editor");
	if (nul)
		diag_report(diag, DIAG_ERROR, place_at(text, file, (size_t)(nul - text->data)), "source-nul",
		            "a NUL byte stands here, so this may be no text at all; take it out, or save the "
		            "file as UTF-8");
}

/* What the file is in, if it is UTF-16 with a mark or with the zeros of Latin letters. */
static const char *utf16_name(const Buf *text)
{
	const char *at = text->data;
	if (text->len < 2 || text->len % 2)
		return NULL;
	if (!memcmp(at, "\xFF\xFE", 2) || (at[0] && !at[1]))
		return "UTF-16LE";
	return !memcmp(at, "\xFE\xFF", 2) || (!at[0] && at[1]) ? "UTF-16BE" : NULL;
}

/* UTF-16 is an error once, but is read, so that all other faults are told, too. */
static void convert_utf16(Buf *text, const char *file, Diag *diag)
{
	const char *name = utf16_name(text);
	iconv_t converter = name ? iconv_open("UTF-8", name) : (iconv_t)-1;
	if (converter == (iconv_t)-1)
		return;
	Buf utf8 = {0};
	buf_reserve(&utf8, text->len * 2 + 1);
	char *in = text->data, *out = utf8.data;
	size_t left = text->len, room = text->len * 2;
	if (iconv(converter, &in, &left, &out, &room) != (size_t)-1) {
		utf8.len = text->len * 2 - room;
		utf8.data[utf8.len] = '\0';
		buf_free(text);
		*text = utf8;
		diag_report(diag, DIAG_ERROR, (Pos){.file = file}, "source-utf16",
		            "this file is UTF-16; save it as UTF-8 in your editor");
	} else {
		buf_free(&utf8);
	}
	iconv_close(converter);
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

void src_bytes(Buf *text, const char *file, Diag *diag)
{
	if (!text->len)
		return;
	convert_utf16(text, file, diag);
	unify_lines(text);
	check_text(text, file, diag);
}
