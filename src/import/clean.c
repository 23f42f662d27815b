/* Bytes that people call text, as UTF-8 that Markdown can hold. */
#include "import/inner.h"

#include <string.h>

/* Where a byte stands. */
static Pos place_of(const char *text, size_t at, const char *file)
{
	Pos pos = {file, 1, 1};
	for (size_t i = 0; i < at; i++) {
		if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n'))
			pos = (Pos){file, pos.line + 1, 1};
		else
			pos.col += !utf8_goes_on(text[i]);
	}
	return pos;
}

/* UTF-16 and UTF-32 are known by what they begin with, and converted. */
static bool convert(const Buf *in, const char *file, Diag *diag, Buf *out)
{
	const char *name = charset_guess(in->data, in->len);
	size_t bad;
	if (!name) {
		size_t mark = in->len >= 3 && !memcmp(in->data, "\xEF\xBB\xBF", 3) ? 3 : 0;
		buf_add(out, in->data + mark, in->len - mark);
		return true;
	}
	if (!charset_convert(name, in->data, in->len, out, &bad)) {
		diag_report(diag, DIAG_ERROR, (Pos){file, 1, 1}, "import-encoding",
		            "this file begins as %s, but byte %zu is not of it; save it as UTF-8 where it was made",
		            name, bad + 1);
		return false;
	}
	diag_report(diag, DIAG_NOTE, (Pos){file, 1, 1}, "import-encoding", "this file is %s and was converted", name);
	return true;
}

static bool is_whole(const Buf *text, const char *file, Diag *diag)
{
	size_t bad = utf8_check(text->data, text->len);
	const char *nul = memchr(text->data, '\0', text->len);
	if (bad < text->len)
		diag_report(diag, DIAG_ERROR, place_of(text->data, bad, file), "import-encoding",
		            "this byte, 0x%02X, is not UTF-8; if the file is of Windows or older, write iconv -f "
		            "WINDOWS-1252 -t UTF-8 %s >NEW and import that",
		            (unsigned char)text->data[bad], file);
	else if (nul)
		diag_report(diag, DIAG_ERROR, place_of(text->data, (size_t)(nul - text->data), file), "import-encoding",
		            "a NUL byte stands here, so this may be no text at all; take it out, or save the file as "
		            "UTF-8 where it was made");
	return bad == text->len && !nul;
}

/* Controls that no text can hold go, and are told. */
static void drop_barred(Buf *text, const char *file, Diag *diag)
{
	size_t kept = 0, used, dropped = 0;
	for (size_t at = 0; at < text->len; at += used) {
		uint32_t c = utf8_decode(text->data + at, text->len - at, &used);
		if (utf8_is_barred(c) && c != '\f' && c != 0x85) {
			if (!dropped++)
				diag_report(diag, DIAG_WARNING, place_of(text->data, at, file), "import-control",
				            "the control character U+%04X and others like it are left out, since no "
				            "source can hold them",
				            (unsigned)c);
			continue;
		}
		memmove(text->data + kept, text->data + at, used);
		kept += used;
	}
	text->len = kept;
	if (text->data)
		text->data[kept] = '\0';
}

bool import_clean(const Buf *in, const char *file, Diag *diag, Buf *out)
{
	if (!in->len)
		return true;
	if (!convert(in, file, diag, out) || (out->len && !is_whole(out, file, diag)))
		return false;
	drop_barred(out, file, diag);
	return true;
}
