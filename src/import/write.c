/* Blocks of plain text as Markdown that means what they say. */
#include "import/lines.h"

#include <stdlib.h>
#include <string.h>

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* Where the sign that makes a list's marker of the line's first word stands: "1.",
 * "b)", "(iv)"; the line's length if there is none. */
static size_t marker_sign(const ImportLine *line)
{
	size_t at = line->len && *line->text == '(', first = at;
	while (at < line->len && is_alnum(line->text[at]))
		at++;
	bool marker = at > first && at - first < 10 && at < line->len &&
	              (line->text[at] == ')' || (!first && line->text[at] == '.'));
	return marker ? at : line->len;
}

/* Whether a name between colons, which may be an emoji's, begins at text[at]. */
static bool is_name(const ImportLine *line, size_t at)
{
	size_t end = at + 1;
	while (end < line->len && (is_alnum(line->text[end]) || strchr("_+-", line->text[end])))
		end++;
	return end > at + 1 && end < line->len && line->text[end] == ':';
}

/* ---- emphasis ---- */

/* The next underscore of a block that is one of a pair, by line and byte. */
typedef struct {
	const ImportLine *lines;
	size_t count;
	size_t *at; /* of each line, bits of pairs: byte offsets, in order */
	size_t pairs, cap;
} Italics;

static bool is_letter_byte(const ImportLine *line, size_t at)
{
	return at < line->len && (is_alnum(line->text[at]) || (line->text[at] & 0x80));
}

static bool is_blank_byte(const ImportLine *line, size_t at)
{
	return at >= line->len || line->text[at] == ' ' || line->text[at] == '\t';
}

static bool opens(const ImportLine *line, size_t at)
{
	bool alone = line->text[at ? at - 1 : at] != '_' || !at;
	return alone && (!at || !is_letter_byte(line, at - 1)) && !is_blank_byte(line, at + 1) &&
	       line->text[at + 1] != '_';
}

static bool closes(const ImportLine *line, size_t at)
{
	return at && !is_blank_byte(line, at - 1) && line->text[at - 1] != '_' && !is_letter_byte(line, at + 1) &&
	       (at + 1 == line->len || line->text[at + 1] != '_');
}

/* An underscore's number is its line's times 65,536 and its byte. */
static void keep(Italics *italics, size_t number)
{
	italics->at = base_grow(italics->at, italics->pairs, &italics->cap, sizeof *italics->at);
	italics->at[italics->pairs++] = number;
}

static Italics find_italics(const ImportLine *lines, size_t count)
{
	Italics italics = {.lines = lines, .count = count};
	size_t open = SIZE_MAX;
	for (size_t i = 0; i < count; i++) {
		for (size_t at = 0; at < lines[i].len && at < 0xffff; at++) {
			if (lines[i].text[at] != '_')
				continue;
			if (open != SIZE_MAX && closes(&lines[i], at)) {
				keep(&italics, open);
				keep(&italics, i << 16 | at);
				open = SIZE_MAX;
			} else if (open == SIZE_MAX && opens(&lines[i], at)) {
				open = i << 16 | at;
			}
		}
	}
	return italics;
}

/* ---- escaping ---- */

/* Protects what Markdown would read as markup.  *pair: the first of the underscores to
 * come that are left as they are. */
static void put_escaped(Buf *out, const ImportLine *line, bool heading, const Italics *italics, size_t index,
                        size_t *pair)
{
	size_t sign = marker_sign(line), run = 0;
	while (run < line->len && strchr("-=", line->text[run]))
		run++;
	for (size_t i = 0; i < line->len; i++) {
		char c = line->text[i];
		bool paired = italics && *pair < italics->pairs && italics->at[*pair] == (index << 16 | i);
		*pair += paired;
		bool start = i < run || (i == 0 && strchr("#>+:|", c));
		bool name = c == ':' && i && is_name(line, i);
		if (!paired && (start || name || i == sign || (heading && c == '#') || strchr("\\`*_[]<&$^~{}|", c)))
			buf_char(out, '\\');
		buf_char(out, c);
	}
}

/* ---- blocks ---- */

static uint32_t least_indent(const ImportLine *lines, size_t count)
{
	uint32_t least = UINT32_MAX;
	for (size_t i = 0; i < count; i++)
		least = lines[i].indent < least ? lines[i].indent : least;
	return least;
}

static void put_lines(ImportWriter *writer, const ImportLine *lines, size_t count, ImportKind kind)
{
	enum { WIDEST = 40 };
	Italics italics = find_italics(lines, writer->italics ? count : 0);
	uint32_t indent = least_indent(lines, count);
	size_t pair = 0;
	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_str(writer->out, kind == IMPORT_VERSE || kind == IMPORT_LINES ? "\\\n" : "\n");
		if (kind == IMPORT_QUOTE)
			buf_str(writer->out, "> ");
		for (uint32_t k = indent; kind == IMPORT_VERSE && k < lines[i].indent && k < indent + WIDEST; k++)
			buf_str(writer->out, "\u00A0");
		put_escaped(writer->out, &lines[i], false, &italics, i, &pair);
	}
	free(italics.at);
}

/* What keeps its columns is shown as it is typed. */
static void put_table(Buf *out, const ImportLine *lines, size_t count)
{
	size_t fence = 3;
	uint32_t indent = least_indent(lines, count);
	for (size_t i = 0; i < count; i++) {
		for (size_t at = 0, run = 0; at < lines[i].len; at++) {
			run = lines[i].text[at] == '`' ? run + 1 : 0;
			fence = run >= fence ? run + 1 : fence;
		}
	}
	buf_printf(out, "%.*s\n", (int)(fence < 80 ? fence : 80),
	           "````````````````````````````````````````````````````````````````````````````````");
	for (size_t i = 0; i < count; i++)
		buf_printf(out, "%*s%.*s\n", (int)(lines[i].indent - indent), "", (int)lines[i].len, lines[i].text);
	buf_printf(out, "%.*s", (int)(fence < 80 ? fence : 80),
	           "````````````````````````````````````````````````````````````````````````````````");
}

void import_end(ImportWriter *writer)
{
	if (writer->holder == IMPORT_VERSE)
		buf_str(writer->out, ":::\n\n");
	else if (writer->holder == IMPORT_QUOTE)
		buf_str(writer->out, "\n");
	writer->holder = IMPORT_PARAGRAPH;
}

static void begin(ImportWriter *writer, ImportKind kind)
{
	if (writer->holder == kind && kind == IMPORT_QUOTE)
		buf_str(writer->out, ">\n");
	if (writer->holder == kind)
		return;
	import_end(writer);
	if (kind == IMPORT_VERSE)
		buf_str(writer->out, "::: verse\n");
	writer->holder = kind == IMPORT_VERSE || kind == IMPORT_QUOTE ? kind : IMPORT_PARAGRAPH;
}

void import_put(ImportWriter *writer, const ImportLine *lines, size_t count, ImportKind kind)
{
	begin(writer, kind);
	if (kind == IMPORT_RULE)
		buf_str(writer->out, "* * *");
	else if (kind == IMPORT_TABLE)
		put_table(writer->out, lines, count);
	else
		put_lines(writer, lines, count, kind);
	buf_str(writer->out, kind == IMPORT_QUOTE ? "\n" : "\n\n");
}

void import_put_heading(ImportWriter *writer, const char *text, size_t len, int level)
{
	ImportLine words = {.text = text, .len = len};
	size_t pair = 0;
	import_end(writer);
	buf_printf(writer->out, "%.*s ", level, "######");
	put_escaped(writer->out, &words, true, NULL, 0, &pair);
	buf_str(writer->out, "\n\n");
}
