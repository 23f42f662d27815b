/* Plain text as people have it, into Markdown. */
#include "source/source.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { LONGEST_HEADING = 90, SHORT = 50 };

typedef struct {
	const char *text;
	size_t len;
	uint32_t line;
} Line;

typedef struct {
	Line *lines;
	size_t count, cap;
	bool wrapped; /* paragraphs are runs of lines, else each line is one */
} Text;

static void split(Text *text, const char *data, size_t len)
{
	uint32_t number = 1;
	size_t at = len >= 3 && !memcmp(data, "\xEF\xBB\xBF", 3) ? 3 : 0;
	while (at < len) {
		size_t end = at;
		while (end < len && data[end] != '\n' && data[end] != '\r')
			end++;
		size_t from = at, to = end;
		while (from < to && strchr(" \t\f", data[from]))
			from++;
		while (to > from && strchr(" \t\f", data[to - 1]))
			to--;
		text->lines = base_grow(text->lines, text->count, &text->cap, sizeof *text->lines);
		text->lines[text->count++] = (Line){data + from, to - from, number++};
		at = end + (end + 1 < len && data[end] == '\r' && data[end + 1] == '\n' ? 2 : 1);
	}
}

/* Lines that run on over each other without a blank one between are wrapped
 * paragraphs when most are of a typewriter's length. */
static void judge(Text *text)
{
	size_t follows = 0, shorter = 0;
	for (size_t i = 0; i + 1 < text->count; i++) {
		if (!text->lines[i].len || !text->lines[i + 1].len)
			continue;
		follows++;
		shorter += text->lines[i].len < 100;
	}
	text->wrapped = follows && shorter * 10 >= follows * 8;
}

static bool is_rule(const Line *line)
{
	size_t i = 0;
	while (i < line->len && (line->text[i] == '=' || line->text[i] == '-') &&
	       line->text[i] == line->text[0])
		i++;
	return line->len >= 3 && i == line->len;
}

/* In capitals throughout, with at least three letters. */
static bool is_capitals(const Line *line)
{
	size_t letters = 0, used;
	for (size_t i = 0; i < line->len; i += used) {
		utf8proc_int32_t c = (utf8proc_int32_t)utf8_decode(line->text + i, line->len - i, &used);
		if (utf8proc_category(c) == UTF8PROC_CATEGORY_LL)
			return false;
		letters += utf8proc_category(c) == UTF8PROC_CATEGORY_LU;
	}
	return letters >= 3;
}

static bool is_heading(const Text *text, size_t i)
{
	const Line *line = &text->lines[i];
	bool alone = i == 0 || !text->lines[i - 1].len || !text->wrapped;
	bool ends = i + 1 >= text->count || !text->lines[i + 1].len || !text->wrapped;
	if (!line->len || line->len > LONGEST_HEADING || !alone)
		return false;
	if (i + 1 < text->count && is_rule(&text->lines[i + 1]))
		return true;
	bool own = ends || line->len < SHORT; /* a wrapped line would not end so early */
	return own && (line->text[line->len - 1] == ':' || is_capitals(line));
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* Where the sign that makes a list's marker of the line's first word stands: "1.",
 * "b)", "(iv)"; the line's length if there is none. */
static size_t marker_sign(const Line *line)
{
	size_t at = line->len && *line->text == '(', first = at;
	while (at < line->len && is_alnum(line->text[at]))
		at++;
	bool marker = at > first && at - first < 10 && at < line->len &&
	              (line->text[at] == ')' || (!first && line->text[at] == '.'));
	return marker ? at : line->len;
}

/* Whether a name between colons, which may be an emoji's, begins at text[at]. */
static bool is_name(const Line *line, size_t at)
{
	size_t end = at + 1;
	while (end < line->len && (is_alnum(line->text[end]) || strchr("_+-", line->text[end])))
		end++;
	return end > at + 1 && end < line->len && line->text[end] == ':';
}

/* Protects what Markdown would read as markup. */
static void put_escaped(Buf *out, const Line *line, bool heading)
{
	size_t sign = marker_sign(line), run = 0;
	while (run < line->len && strchr("-=", line->text[run]))
		run++;
	for (size_t i = 0; i < line->len; i++) {
		char c = line->text[i];
		bool start = i < run || (i == 0 && strchr("#>+:|", c));
		bool name = c == ':' && i && is_name(line, i);
		if (start || name || i == sign || (heading && c == '#') || strchr("\\`*_[]<&$^~{}|", c))
			buf_char(out, '\\');
		buf_char(out, c);
	}
}

static void put_heading(Buf *out, const Line *line, const char *file, Diag *diag)
{
	Line words = *line;
	if (words.text[words.len - 1] == ':')
		words.len--;
	buf_str(out, "# ");
	Buf text = {0};
	put_escaped(&text, &words, true);
	buf_add(out, text.data ? text.data : "", text.len);
	buf_str(out, "\n\n");
	buf_free(&text);
	diag_report(diag, DIAG_NOTE, (Pos){file, line->line, 1}, "import-heading",
	            "taken for a heading: %.*s", (int)words.len, words.text);
}

static void put_title(Buf *out, const Line *line, const char *file, Diag *diag)
{
	buf_str(out, "---\ntitle: \"");
	for (size_t i = 0; i < line->len; i++) {
		if (strchr("\"\\", line->text[i]))
			buf_char(out, '\\');
		buf_char(out, line->text[i]);
	}
	buf_str(out, "\"\nlang: en\n---\n\n");
	diag_report(diag, DIAG_NOTE, (Pos){file, line->line, 1}, "import-title", "taken for the title: %.*s",
	            (int)line->len, line->text);
}

/* A first short line that is no sentence, before the text, is the title. */
static bool is_title(const Text *text, size_t i)
{
	const Line *line = &text->lines[i];
	bool ends = i + 1 >= text->count || !text->lines[i + 1].len || !text->wrapped ||
	            is_rule(&text->lines[i + 1]);
	return line->len && line->len <= LONGEST_HEADING && ends &&
	       !strchr(".:;,", line->text[line->len - 1]);
}

void src_import(const char *text, size_t len, const char *file, Diag *diag, Buf *out)
{
	Text lines = {0};
	bool open = false;
	size_t i = 0;
	split(&lines, text, len);
	judge(&lines);
	while (i < lines.count && !lines.lines[i].len)
		i++;
	if (i < lines.count && is_title(&lines, i)) {
		put_title(out, &lines.lines[i], file, diag);
		i += i + 1 < lines.count && is_rule(&lines.lines[i + 1]) ? 2 : 1;
	}
	for (; i < lines.count; i++) {
		const Line *line = &lines.lines[i];
		bool heading = is_heading(&lines, i);
		if (open && (!line->len || heading || !lines.wrapped)) {
			buf_str(out, "\n\n");
			open = false;
		}
		if (heading) {
			put_heading(out, line, file, diag);
			i += i + 1 < lines.count && is_rule(&lines.lines[i + 1]);
		} else if (line->len) {
			buf_str(out, open ? "\n" : "");
			put_escaped(out, line, false);
			open = true;
		}
	}
	buf_str(out, open ? "\n" : "");
	free(lines.lines);
}
