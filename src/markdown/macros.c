/* A paragraph of TeX's definitions, as Pandoc has them: macros of the formulas below, of which nothing is to be seen.
 */
#include "markdown/extension.h"

#include <string.h>

/* A text, and how much of it has been read. */
typedef struct {
	const char *text;
	size_t len, at;
} Scan;

static void skip_blanks(Scan *scan)
{
	while (scan->at < scan->len && strchr(" \t\r\n", scan->text[scan->at]))
		scan->at++;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Reads a backslash and the letters, or the one sign, behind it; false, and nothing read, where none stands. */
static bool read_command(Scan *scan)
{
	size_t end = scan->at + 1;
	if (end >= scan->len || scan->text[scan->at] != '\\')
		return false;
	while (end < scan->len && is_letter(scan->text[end]))
		end++;
	scan->at = end > scan->at + 1 ? end : end + 1;
	return true;
}

/* Reads what stands in brackets of a kind, as deep as they are. */
static bool read_group(Scan *scan, char open, char close)
{
	size_t depth = 0;
	for (size_t at = scan->at; at < scan->len; at++) {
		if (at == scan->at && scan->text[at] != open)
			return false;
		depth += scan->text[at] == open;
		depth -= scan->text[at] == close;
		if (!depth) {
			scan->at = at + 1;
			return true;
		}
		at += scan->text[at] == '\\';
	}
	return false;
}

/* What stands between a macro's name and its body: "[2][x]", "#1#2", "=". */
static void skip_parameters(Scan *scan)
{
	for (size_t before = SIZE_MAX; before != scan->at;) {
		before = scan->at;
		skip_blanks(scan);
		read_group(scan, '[', ']');
		if (scan->at < scan->len && strchr("#=0123456789", scan->text[scan->at]))
			scan->at++;
	}
}

static bool read_definition(Scan *scan)
{
	static const char *const names[] = {"\\DeclareMathOperator", "\\def", "\\newcommand", "\\providecommand",
	                                    "\\renewcommand"};
	size_t begin = scan->at, known = 0;
	if (!read_command(scan))
		return false;
	while (known < BASE_LEN(names) && (strlen(names[known]) != scan->at - begin ||
	                                   memcmp(names[known], scan->text + begin, scan->at - begin) != 0))
		known++;
	scan->at += scan->at < scan->len && scan->text[scan->at] == '*';
	skip_blanks(scan);
	if (known == BASE_LEN(names) || !(read_group(scan, '{', '}') || read_command(scan)))
		return false;
	skip_parameters(scan);
	return read_group(scan, '{', '}');
}

bool md_defines_macros(const char *text, size_t len)
{
	Scan scan = {text, len, 0};
	skip_blanks(&scan);
	bool defines = scan.at < len;
	while (defines && scan.at < len) {
		defines = read_definition(&scan);
		skip_blanks(&scan);
	}
	return defines;
}
