/* Plain text as people have it: what its lines are. */
#include "import/lines.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

enum { LONGEST_HEADING = 90, SHORT = 50 };

/* ---- reading ---- */

static void split(ImportText *text, const char *data, size_t len)
{
	uint32_t number = 1;
	size_t at = 0;
	while (at < len) {
		size_t end = at;
		uint32_t indent = 0;
		while (end < len && data[end] != '\n' && data[end] != '\r')
			end++;
		size_t from = at, to = end;
		for (; from < to && strchr(" \t\f", data[from]); from++)
			indent = data[from] == '\t' ? (indent | 7) + 1 : indent + (data[from] == ' ');
		while (to > from && strchr(" \t\f", data[to - 1]))
			to--;
		text->lines = base_grow(text->lines, text->count, &text->cap, sizeof *text->lines);
		text->lines[text->count++] = (ImportLine){data + from, to - from, number++, indent};
		at = end + (end + 1 < len && data[end] == '\r' && data[end + 1] == '\n' ? 2 : 1);
	}
}

static bool runs_on(const ImportText *text, size_t i)
{
	return i + 1 < text->count && text->lines[i].len && text->lines[i + 1].len;
}

/* Lines that run on over each other without a blank one between are wrapped paragraphs
 * when most are of a typewriter's length; those reach the width that one in ten exceeds. */
static void judge(ImportText *text)
{
	enum { LONGEST = 100, INDENTS = 40 };
	size_t follows = 0, shorter = 0, lengths[LONGEST] = {0}, indents[INDENTS] = {0}, most = 0;
	for (size_t i = 0; i < text->count; i++) {
		const ImportLine *line = &text->lines[i];
		indents[line->indent < INDENTS ? line->indent : INDENTS - 1] += line->len > 0;
		follows += runs_on(text, i);
		shorter += runs_on(text, i) && line->len < LONGEST;
		if (runs_on(text, i) && line->len < LONGEST)
			lengths[line->len]++;
	}
	text->wrapped = follows && shorter * 10 >= follows * 8;
	for (size_t i = 0; i < INDENTS; i++) {
		if (indents[i] > most) {
			most = indents[i];
			text->indent = (uint32_t)i;
		}
	}
	size_t above = 0;
	for (text->width = LONGEST; text->width && above * 10 <= shorter; text->width--)
		above += lengths[text->width - 1];
}

/* ---- headings ---- */

static bool is_underline(const ImportLine *line)
{
	size_t i = 0;
	while (i < line->len && (line->text[i] == '=' || line->text[i] == '-') && line->text[i] == line->text[0])
		i++;
	return line->len >= 3 && i == line->len;
}

/* In capitals throughout, with at least three letters. */
static bool is_capitals(const ImportLine *line)
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

/* The length of the word that text begins with, if it is in the list; else 0. */
static size_t begins_with(const char *text, size_t len, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t size = strlen(words[i]);
		if (len >= size && !strncasecmp(text, words[i], size) && (len == size || strchr(" .:,-", text[size])))
			return size;
	}
	return 0;
}

/* "IV", "12", "ONE", with what may follow a number. */
static size_t number_length(const char *text, size_t len)
{
	static const char *const numbers[] = {
	        "one",   "two",  "three",     "four",       "five",      "six",        "seven",     "eight",
	        "nine",  "ten",  "eleven",    "twelve",     "first",     "second",     "third",     "fourth",
	        "fifth", "last", "the first", "the second", "the third", "the fourth", "the fifth", "the last"};
	size_t size = 0;
	while (size < len && text[size] && strchr("IVXLCM", text[size]))
		size++;
	while (size < len && text[size] >= '0' && text[size] <= '9')
		size++;
	if (size && (size == len || strchr(" .:,-", text[size])))
		return size;
	return begins_with(text, len, numbers, BASE_LEN(numbers));
}

/* "Chapter 1 was long": words in small letters go on after the number. */
static bool is_sentence(const char *rest, size_t len)
{
	return len > 1 && *rest == ' ' && rest[1] >= 'a' && rest[1] <= 'z';
}

typedef enum { RANK_NONE, RANK_PART, RANK_CHAPTER } Rank;

/* "BOOK ONE: 1805", "Chapter 12", "Preface", "IV." */
static Rank rank_of(const ImportLine *line)
{
	static const char *const parts[] = {"book", "part",  "volume", "act",   "livre", "partie", "tome", "buch",
	                                    "teil", "libro", "parte",  "часть", "том",   "ЧАСТЬ",  "ТОМ"};
	static const char *const chapters[] = {"chapter", "chap.",    "letter",  "canto",    "stave",
	                                       "scene",   "chapitre", "kapitel", "capítulo", "capitolo",
	                                       "глава",   "ГЛАВА",    "розділ",  "РОЗДІЛ"};
	static const char *const alone[] = {"prologue", "epilogue",  "preface",    "introduction",
	                                    "foreword", "afterword", "conclusion", "appendix"};
	const char *text = line->text;
	size_t len = line->len, word = begins_with(text, len, parts, BASE_LEN(parts));
	Rank rank = word ? RANK_PART : RANK_CHAPTER;
	if (!word)
		word = begins_with(text, len, chapters, BASE_LEN(chapters));
	while (word && word < len && text[word] == ' ')
		word++;
	size_t number = word ? number_length(text + word, len - word) : 0;
	if (number && !is_sentence(text + word + number, len - word - number))
		return rank;
	size_t whole = begins_with(text, len, alone, BASE_LEN(alone));
	whole = whole || !strchr("IVXL", *text) ? whole : number_length(text, len);
	return whole && whole + (whole < len && text[whole] == '.') == len ? RANK_CHAPTER : RANK_NONE;
}

static bool begins_block(const ImportText *text, size_t i)
{
	return i == 0 || !text->lines[i - 1].len || !text->wrapped;
}

static bool ends_block(const ImportText *text, size_t i)
{
	return i + 1 >= text->count || !text->lines[i + 1].len || !text->wrapped;
}

static bool is_underlined(const ImportText *text, size_t i)
{
	return i + 1 < text->count && is_underline(&text->lines[i + 1]);
}

static Rank ranked(const ImportText *text, size_t i)
{
	const ImportLine *line = &text->lines[i];
	bool may = line->len && line->len <= LONGEST_HEADING && begins_block(text, i) &&
	           (ends_block(text, i) || line->len < SHORT);
	bool listed = may && text->wrapped && !ends_block(text, i) &&
	              rank_of(&text->lines[i + 1]); /* in a table of contents */
	return may && !listed ? rank_of(line) : RANK_NONE;
}

static bool is_heading(const ImportText *text, size_t i)
{
	const ImportLine *line = &text->lines[i];
	if (!line->len || line->len > LONGEST_HEADING || !begins_block(text, i))
		return false;
	if (is_underlined(text, i) || ranked(text, i))
		return true;
	bool own = ends_block(text, i) || line->len < SHORT; /* a wrapped line would not end so early */
	return own && (line->text[line->len - 1] == ':' || is_capitals(line));
}

static void find_ranks(ImportText *text)
{
	for (size_t i = 0; i < text->count; i++) {
		Rank rank = ranked(text, i);
		text->parts |= rank == RANK_PART;
		text->chapters |= rank == RANK_CHAPTER;
		text->first = rank && !text->first ? i : text->first;
	}
}

static int level_of(const ImportText *text, size_t i, Rank rank)
{
	if (i < text->first)
		return 1;
	int level = 1 + (rank != RANK_PART && text->parts);
	return level + (rank == RANK_NONE && text->chapters);
}

/* The line after "CHAPTER I", beside it or after one blank line, that names it; 0 if
 * there is none. */
static size_t find_name(const ImportText *text, size_t i)
{
	size_t at = i + 1;
	bool beside = !ends_block(text, i);
	while (at < text->count && !text->lines[at].len && at <= i + 2)
		at++;
	if (!text->wrapped || at >= text->count || !text->lines[at].len || text->lines[at].len > LONGEST_HEADING ||
	    ranked(text, at))
		return 0;
	bool ends = ends_block(text, at);
	return ends && (beside || is_capitals(&text->lines[at])) ? at : 0;
}

/* Puts the heading at line i; returns the line after it. */
static size_t take_heading(const ImportText *text, size_t i, ImportLines *all)
{
	const ImportLine *line = &text->lines[i];
	Rank rank = ranked(text, i);
	size_t name = rank ? find_name(text, i) : 0, len = line->len - (line->text[line->len - 1] == ':');
	Buf words = {0};
	buf_add(&words, line->text, len);
	if (name) {
		buf_str(&words, strchr(".:", words.data[words.len - 1]) ? " " : ": ");
		buf_add(&words, text->lines[name].text, text->lines[name].len);
	}
	import_put_heading(all, words.data, words.len, level_of(text, i, rank));
	diag_report(all->import->diag, DIAG_NOTE, (Pos){all->import->request->file, line->line, 1}, "import-heading",
	            "taken for a heading: %s", words.data);
	buf_free(&words);
	return (name ? name : i) + 1 + (!name && is_underlined(text, i));
}

/* ---- other blocks ---- */

/* "* * *", and longer rows of stars. */
static bool is_break(const ImportLine *line)
{
	size_t stars = 0, spaces = 0;
	for (size_t i = 0; i < line->len; i++) {
		stars += line->text[i] == '*';
		spaces += line->text[i] == ' ';
	}
	return stars >= 3 && stars + spaces == line->len && (spaces >= 2 || stars >= 5);
}

static bool has_columns(const ImportLine *line)
{
	size_t run = 0;
	for (size_t i = 0; i < line->len; i++) {
		if (line->text[i] != ' ' && run >= 3)
			return true;
		run = line->text[i] == ' ' ? run + 1 : line->text[i] == '\t' ? 3 : 0;
	}
	return false;
}

static ImportKind kind_of(const ImportText *text, const ImportLine *lines, size_t count)
{
	size_t columns = 0, inside = 0, longest = 0, ranks = 0;
	if (count == 1 && is_break(lines))
		return IMPORT_RULE;
	for (size_t i = 0; i < count; i++) {
		columns += has_columns(&lines[i]);
		ranks += rank_of(&lines[i]) != RANK_NONE;
		inside += lines[i].indent > text->indent + 1;
		longest = lines[i].len > longest ? lines[i].len : longest;
	}
	if (count < 2 || !text->wrapped)
		return IMPORT_PARAGRAPH;
	if (ranks > 1)
		return IMPORT_LINES;
	if (count >= 3 && columns * 10 >= count * 6)
		return IMPORT_TABLE;
	bool brief = longest * 4 < text->width * 3;
	if (inside == count)
		return brief ? IMPORT_VERSE : IMPORT_QUOTE;
	return brief && count >= 3 && text->width >= SHORT ? IMPORT_LINES : IMPORT_PARAGRAPH;
}

/* Whether a list begins with a line, which ends with the run of lines up to *run: of a run that is none, none of its
 * lines is asked again. */
static bool list_at(const ImportText *text, size_t i, size_t *run)
{
	if (i < *run || !text->lines[i].len || is_break(&text->lines[i]) || !import_marker(&text->lines[i]).len)
		return false;
	for (*run = i + 1; *run < text->count && text->lines[*run].len;)
		++*run;
	return import_is_list(text->lines + i, *run - i);
}

static void take_title(Import *import, const ImportLine *line)
{
	Arena *arena = import->doc->arena;
	import_set(&import->doc->meta.title, import, arena_strndup(arena, line->text, line->len));
	import->doc->meta.lang = "en";
	diag_report(import->diag, DIAG_NOTE, (Pos){import->request->file, line->line, 1}, "import-title",
	            "taken for the title: %.*s", (int)line->len, line->text);
}

/* A first short line that is no sentence, before the text, is the title. */
static bool is_title(const ImportText *text, size_t i)
{
	const ImportLine *line = &text->lines[i];
	bool ends = ends_block(text, i) || is_underlined(text, i);
	return line->len && line->len <= LONGEST_HEADING && ends && !ranked(text, i) &&
	       !strchr(".:;,", line->text[line->len - 1]);
}

bool import_text(Import *import, const Buf *data)
{
	ImportText all = {0};
	ImportLines lines = {.import = import};
	Buf text = {0};
	size_t i = 0, end, run = 0;
	bool clean = import_clean(data, import->request->file, import->diag, &text);
	if (clean)
		split(&all, text.data ? text.data : "", text.len);
	judge(&all);
	find_ranks(&all);
	lines.italics = all.wrapped;
	import->typed = true;
	while (i < all.count && !all.lines[i].len)
		i++;
	if (i < all.count && is_title(&all, i)) {
		take_title(import, &all.lines[i]);
		i += 1 + (size_t)is_underlined(&all, i);
	}
	for (; i < all.count; i = end) {
		end = i + 1;
		bool list = list_at(&all, i, &run);
		if (list) {
			end = run;
			import_put(&lines, all.lines + i, end - i, IMPORT_LIST);
		} else if (is_heading(&all, i)) {
			end = take_heading(&all, i, &lines);
		} else if (all.lines[i].len) {
			while (all.wrapped && end < all.count && all.lines[end].len)
				end++;
			import_put(&lines, all.lines + i, end - i, kind_of(&all, all.lines + i, end - i));
		}
	}
	free(all.lines);
	buf_free(&text);
	return clean;
}
