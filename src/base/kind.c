/* What a file is, by what it begins with: names may say anything. */
#define _GNU_SOURCE /* memmem */
#include "base/base.h"

#include <string.h>
#include <strings.h>

typedef struct {
	size_t at;
	const char *bytes;
	size_t len;
	FileKind kind;
	const char *what;
} Signature;

#define SIGNATURE(at, bytes, kind, what)                                                                               \
	{                                                                                                              \
		at, bytes, sizeof(bytes) - 1, kind, what                                                               \
	}

static const Signature signatures[] = {
        SIGNATURE(0, "{\\rtf", FILE_RTF, "an RTF document"),
        SIGNATURE(0, "%PDF-", FILE_FOREIGN, "a PDF"),
        SIGNATURE(0, "%!PS", FILE_FOREIGN, "PostScript"),
        SIGNATURE(0, "\x89PNG\r\n", FILE_FOREIGN, "a PNG picture"),
        SIGNATURE(0, "\xFF\xD8\xFF", FILE_FOREIGN, "a JPEG picture"),
        SIGNATURE(0, "GIF87a", FILE_FOREIGN, "a GIF picture"),
        SIGNATURE(0, "GIF89a", FILE_FOREIGN, "a GIF picture"),
        SIGNATURE(8, "WEBP", FILE_FOREIGN, "a WebP picture"),
        SIGNATURE(0, "II*\0", FILE_FOREIGN, "a TIFF picture"),
        SIGNATURE(0, "MM\0*", FILE_FOREIGN, "a TIFF picture"),
        SIGNATURE(0, "\x1F\x8B", FILE_FOREIGN, "a gzip archive"),
        SIGNATURE(4, "1AY&SY", FILE_FOREIGN, "a bzip2 archive"),
        SIGNATURE(0,
                  "\xFD"
                  "7zXZ",
                  FILE_FOREIGN, "an xz archive"),
        SIGNATURE(0, "\x28\xB5\x2F\xFD", FILE_FOREIGN, "a zstd archive"),
        SIGNATURE(0, "7z\xBC\xAF", FILE_FOREIGN, "a 7z archive"),
        SIGNATURE(0, "Rar!", FILE_FOREIGN, "a RAR archive"),
        SIGNATURE(257, "ustar", FILE_FOREIGN, "a tar archive"),
        SIGNATURE(0, "\xD0\xCF\x11\xE0\xA1\xB1", FILE_FOREIGN, "a document of an old word processor (.doc)"),
        SIGNATURE(60, "BOOKMOBI", FILE_FOREIGN, "a Kindle book"),
        SIGNATURE(0, "AT&TFORM", FILE_FOREIGN, "a DjVu document"),
        SIGNATURE(0,
                  "\x7F"
                  "ELF",
                  FILE_FOREIGN, "a program"),
        SIGNATURE(0, "SQLite format 3\0", FILE_FOREIGN, "a database"),
        SIGNATURE(0, "OTTO\0", FILE_FOREIGN, "a font"),
        SIGNATURE(0, "\0\1\0\0\0", FILE_FOREIGN, "a font"),
        SIGNATURE(0, "wOF", FILE_FOREIGN, "a font"),
        SIGNATURE(0, "ID3\3", FILE_FOREIGN, "a sound"),
        SIGNATURE(0, "ID3\4", FILE_FOREIGN, "a sound"),
        SIGNATURE(0, "OggS", FILE_FOREIGN, "a sound"),
        SIGNATURE(4, "ftyp", FILE_FOREIGN, "a film or a picture"),
};

/* What an archive's "mimetype" says, or the name of a file that it holds. */
static const Signature inside[] = {
        SIGNATURE(0, "mimetypeapplication/epub+zip", FILE_EPUB, "an EPUB e-book"),
        SIGNATURE(0, "mimetypeapplication/vnd.oasis.opendocument.text", FILE_ODT, "an ODT document"),
        SIGNATURE(0, "mimetypeapplication/vnd.oasis.opendocument", FILE_FOREIGN, "an OpenDocument that is no text"),
        SIGNATURE(0, "word/document", FILE_DOCX, "a DOCX document"),
        SIGNATURE(0, "[Content_Types].xml", FILE_FOREIGN, "an Office document that is no text"),
        SIGNATURE(0, "META-INF/container.xml", FILE_EPUB, "an EPUB e-book"),
        SIGNATURE(0, "content.xml", FILE_ODT, "an ODT document"),
};

/* By the names that stand in an archive as they are; what they hold is not looked at. */
static FileKind kind_of_archive(const void *data, size_t len, const char **what)
{
	for (size_t i = 0; i < BASE_LEN(inside); i++) {
		if (!memmem(data, len, inside[i].bytes, inside[i].len))
			continue;
		*what = inside[i].what;
		return inside[i].kind;
	}
	*what = "a zip archive";
	return FILE_FOREIGN;
}

static size_t skip_white(const char *text, size_t len, size_t at)
{
	while (at < len && text[at] && strchr(" \t\r\n", text[at]))
		at++;
	return at;
}

static bool begins(const char *text, size_t len, size_t at, const char *with)
{
	size_t size = strlen(with);
	return len - at >= size && !strncasecmp(text + at, with, size);
}

/* After the end of what begins at a place: a comment, an instruction. */
static size_t skip_past(const char *text, size_t len, size_t at, const char *end)
{
	const char *found = memmem(text + at, len - at, end, strlen(end));
	return found ? (size_t)(found - text) + strlen(end) : len;
}

/* Whether a page begins here, rather than a text with some tags of one. */
static bool begins_page(const char *text, size_t len, size_t at, bool xml)
{
	if (begins(text, len, at, "<!doctype html"))
		return true;
	if (!begins(text, len, at, "<html"))
		return false;
	size_t inner = skip_white(text, len, skip_past(text, len, at, ">"));
	return xml || begins(text, len, inner, "<head") || begins(text, len, inner, "<body");
}

/* A drawing from its first tag to its last, as no text is. */
static bool is_drawing(const char *text, size_t len, size_t at)
{
	static const char last[] = "</svg>";
	while (len && strchr(" \t\r\n", text[len - 1]))
		len--;
	return at < len && begins(text, len, at, "<svg") && len > sizeof last &&
	       !memcmp(text + len - (sizeof last - 1), last, sizeof last - 1);
}

/* Text that begins with a tag: a page, XML of another kind, a fragment, or none of them. */
static FileKind kind_of_markup(const char *text, size_t len, const char **what)
{
	bool xml = false, comment = true;
	size_t at = len >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3) ? 3 : 0;
	while (comment) {
		at = skip_white(text, len, at);
		comment = begins(text, len, at, "<!--");
		bool instruction = begins(text, len, at, "<?xml");
		xml |= instruction;
		if (comment || instruction)
			at = skip_past(text, len, at, comment ? "-->" : "?>");
		comment |= instruction;
	}
	bool page = begins_page(text, len, at, xml), drawing = is_drawing(text, len, at);
	*what = page ? "an HTML page" : drawing ? "an SVG drawing" : "XML";
	if (page)
		return FILE_HTML;
	if (xml || drawing)
		return FILE_FOREIGN;
	bool tag = len - at > 1 && text[at] == '<' && ((text[at + 1] | 32) >= 'a' && (text[at + 1] | 32) <= 'z');
	size_t name = tag ? at + 1 : at;
	while (name < len && ((text[name] | 32) >= 'a' || (text[name] >= '0' && text[name] <= '9')))
		name++;
	return tag && name < len && text[name] && strchr(" >/\t\r\n", text[name]) ? FILE_FRAGMENT : FILE_TEXT;
}

/* Whether a signature could be the first words of a text. */
static bool is_words(const Signature *one)
{
	size_t i = 0;
	while (i < one->len && (((one->bytes[i] | 32) >= 'a' && (one->bytes[i] | 32) <= 'z') || one->bytes[i] == '!'))
		i++;
	return i == one->len;
}

FileKind file_kind(const void *data, size_t len, const char **what)
{
	bool binary = len && (memchr(data, '\0', len) || utf8_check(data, len) < len);
	for (size_t i = 0; i < BASE_LEN(signatures); i++) {
		const Signature *one = &signatures[i];
		if (len < one->at + one->len || memcmp((const char *)data + one->at, one->bytes, one->len) != 0 ||
		    (is_words(one) && !binary))
			continue;
		*what = one->what;
		return one->kind;
	}
	if (len >= 4 && !memcmp(data, "PK\3\4", 4))
		return kind_of_archive(data, len, what);
	return kind_of_markup(data, len, what);
}

/* Of texts in other languages of marks the endings say what they are, for they begin with anything. */
static const struct {
	const char *ending, *what;
} markups[] = {
        {".tex", "a LaTeX document"},
        {".ltx", "a LaTeX document"},
        {".rst", "reStructuredText"},
        {".adoc", "AsciiDoc"},
        {".asciidoc", "AsciiDoc"},
        {".org", "an Org document"},
        {".textile", "Textile"},
        {".typ", "a Typst document"},
        {".ipynb", "a Jupyter notebook"},
        {".wiki", "a page of a wiki"},
        {".mediawiki", "a page of a wiki"},
        {".fb2", "a FictionBook"},
        {".texi", "a Texinfo document"},
        {".dbk", "DocBook"},
        {".csv", "a table (CSV)"},
        {".tsv", "a table (TSV)"},
        {".bib", "a bibliography (BibTeX)"},
};

static bool is_notebook(const char *text, size_t len)
{
	static const char cells[] = "\"cells\"", format[] = "\"nbformat\"";
	size_t at = skip_white(text, len, 0);
	return at < len && text[at] == '{' && memmem(text, len, cells, sizeof cells - 1) &&
	       memmem(text, len, format, sizeof format - 1);
}

/* Behind comments stands what a text is of. */
static bool is_latex(const char *text, size_t len)
{
	size_t at = skip_white(text, len, 0);
	while (at < len && text[at] == '%')
		at = skip_white(text, len, skip_past(text, len, at, "\n"));
	return begins(text, len, at, "\\documentclass") || begins(text, len, at, "\\documentstyle");
}

const char *file_markup(const char *name, const void *data, size_t len)
{
	if (is_notebook(data, len))
		return "a Jupyter notebook";
	if (is_latex(data, len))
		return "a LaTeX document";
	for (size_t i = 0; name && i < BASE_LEN(markups); i++) {
		if (str_ends(name, markups[i].ending))
			return markups[i].what;
	}
	return NULL;
}
