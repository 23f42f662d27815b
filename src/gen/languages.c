/*
 * Run while building, with the files of assets/languages/ as its arguments: prints the table that
 * language/language.c includes.
 *
 * A file is a language, by its tag; what it says goes by the table below.  What it leaves out is that of the language
 * after `like:`, else of its tag without the last subtags (de of de-CH), else of und; the program's words and
 * sentences last of all are English.  What a file says wrongly is told at its place, and nothing is printed.
 */
#include "yaml/yml.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef enum {
	TEXT,
	FORM,   /* a text with one "%s" */
	NUMBER, /* whole */
	CHOICE, /* one of the field's choices */
	LIST,   /* words, which are written between spaces */
	NAMES,  /* texts, which are written between bars */
	PAIR,   /* two texts */
	ITSELF  /* for the generator alone */
} Kind;

/* group: its fields are all there or none is. */
typedef struct {
	const char *section, *key;
	Kind kind;
	const char *member;
	bool group;
	const char *choices[4][2];
} Field;

#define FLAG                                                                                                           \
	{                                                                                                              \
		{"yes", "true"},                                                                                       \
		{                                                                                                      \
			"no", "false"                                                                                  \
		}                                                                                                      \
	}

static const Field fields[] = {
        {NULL, "name", TEXT, "name", false, {{NULL}}},
        {NULL, "like", ITSELF, NULL, false, {{NULL}}},
        {NULL, "also", ITSELF, NULL, false, {{NULL}}},
        {NULL, "direction", CHOICE, "rtl", false, {{"left-to-right", "false"}, {"right-to-left", "true"}}},
        {"quotes", "single", PAIR, "quotes[0]", true, {{NULL}}},
        {"quotes", "double", PAIR, "quotes[1]", true, {{NULL}}},
        {NULL,
         "spaces",
         CHOICE,
         "spaces",
         false,
         {{"usual", "LANG_SPACES_USUAL"},
          {"french", "LANG_SPACES_FRENCH"},
          {"swiss", "LANG_SPACES_SWISS"},
          {"none", "LANG_SPACES_NONE"}}},
        {NULL, "comma", TEXT, "comma", false, {{NULL}}},
        {NULL, "first-day", TEXT, "first_day", false, {{NULL}}},
        {"quantities", "to", TEXT, "to", false, {{NULL}}},
        {"quantities", "and", TEXT, "and_word", false, {{NULL}}},
        {NULL, "articles", LIST, "articles", false, {{NULL}}},
        {"letters", "figures", CHOICE, "letters.lining", false, {{"style", "false"}, {"lining", "true"}}},
        {"letters", "digits", TEXT, "letters.digits", false, {{NULL}}},
        {"letters", "counts", LIST, "letters.counts", false, {{NULL}}},
        {"letters", "leading", NUMBER, "letters.leading", false, {{NULL}}},
        {"letters", "indent", NUMBER, "letters.indent", false, {{NULL}}},
        {"letters", "first-indent", CHOICE, "letters.first_indent", false, FLAG},
        {"letters", "capitals", CHOICE, "letters.nouns", false, {{"names", "false"}, {"nouns", "true"}}},
        {"letters", "ligatures", CHOICE, "letters.parted", false, {{"words", "false"}, {"parts", "true"}}},
        {"east-asia", "signs", CHOICE, "east_asia.wide_signs", false, {{"narrow", "false"}, {"wide", "true"}}},
        {"east-asia", "squares", CHOICE, "east_asia.squares", false, FLAG},
        {"east-asia",
         "stops",
         CHOICE,
         "east_asia.stops",
         false,
         {{"japanese", "LANG_STOPS_JAPANESE"}, {"chinese", "LANG_STOPS_CHINESE"}, {"middle", "LANG_STOPS_MIDDLE"}}},
        {"east-asia", "fonts", TEXT, "east_asia.fonts", false, {{NULL}}},
        {"customs", "titles", LIST, "customs.titles", false, {{NULL}}},
        {"customs", "single", LIST, "customs.single", false, {{NULL}}},
        {"customs", "units", LIST, "customs.units", false, {{NULL}}},
        {"customs", "see", LIST, "customs.see", false, {{NULL}}},
        {"customs", "mild", CHOICE, "customs.mild", false, FLAG},
        {"customs", "syllables", CHOICE, "customs.syllables", false, FLAG},
        {"hyphenation", "region", TEXT, "hyphenation.region", false, {{NULL}}},
        {"hyphenation", "elsewhere", TEXT, "hyphenation.elsewhere", false, {{NULL}}},
        {"hyphenation", "dictionary", TEXT, "hyphenation.dictionary", false, {{NULL}}},
        {"hyphenation", "syllabic", CHOICE, "hyphenation.syllabic", false, FLAG},
        {"hyphenation", "repeated", CHOICE, "hyphenation.repeated", false, FLAG},
        {"letters", "labels", CHOICE, "letters.small_labels", false, {{"capital", "false"}, {"small", "true"}}},
        {"words", "contents", TEXT, "words[LANG_CONTENTS]", true, {{NULL}}},
        {"words", "figure", TEXT, "words[LANG_FIGURE]", true, {{NULL}}},
        {"words", "table", TEXT, "words[LANG_TABLE]", true, {{NULL}}},
        {"words", "listing", TEXT, "words[LANG_LISTING]", true, {{NULL}}},
        {"words", "equation", TEXT, "words[LANG_EQUATION]", true, {{NULL}}},
        {"words", "note", TEXT, "words[LANG_NOTE]", true, {{NULL}}},
        {"words", "tip", TEXT, "words[LANG_TIP]", true, {{NULL}}},
        {"words", "warning", TEXT, "words[LANG_WARNING]", true, {{NULL}}},
        {"words", "important", TEXT, "words[LANG_IMPORTANT]", true, {{NULL}}},
        {"words", "caution", TEXT, "words[LANG_CAUTION]", true, {{NULL}}},
        {"words", "page", TEXT, "words[LANG_PAGE]", true, {{NULL}}},
        {"words", "cover", TEXT, "words[LANG_COVER]", true, {{NULL}}},
        {"words", "title-page", TEXT, "words[LANG_TITLE_PAGE]", true, {{NULL}}},
        {"words", "figures", TEXT, "words[LANG_FIGURES]", true, {{NULL}}},
        {"words", "tables", TEXT, "words[LANG_TABLES]", true, {{NULL}}},
        {"words", "listings", TEXT, "words[LANG_LISTINGS]", true, {{NULL}}},
        {"words", "continued", TEXT, "words[LANG_CONTINUED]", true, {{NULL}}},
        {"words", "notes", TEXT, "words[LANG_NOTES]", true, {{NULL}}},
        {"words", "back-to-text", TEXT, "words[LANG_BACK_TO_TEXT]", true, {{NULL}}},
        {"words", "cover-of", FORM, "words[LANG_COVER_OF]", true, {{NULL}}},
        {"words", "section", TEXT, "words[LANG_SECTION]", true, {{NULL}}},
        {"words", "landmarks", TEXT, "words[LANG_LANDMARKS]", true, {{NULL}}},
        {"words", "pages", TEXT, "words[LANG_PAGES]", true, {{NULL}}},
        {"words", "qr-code", TEXT, "words[LANG_QR_CODE]", true, {{NULL}}},
        {"numbers", "figure", FORM, "numbers[0]", true, {{NULL}}},
        {"numbers", "table", FORM, "numbers[1]", true, {{NULL}}},
        {"numbers", "page", FORM, "numbers[2]", true, {{NULL}}},
        {"numbers", "equation", FORM, "numbers[4]", true, {{NULL}}},
        {"references", "section", FORM, "numbers[3]", true, {{NULL}}},
        {"divisions", "chapter", FORM, "divisions[0]", true, {{NULL}}},
        {"divisions", "part", FORM, "divisions[1]", true, {{NULL}}},
        {"divisions", "spelt-chapter", FORM, "spelt[0]", false, {{NULL}}},
        {"divisions", "spelt-part", FORM, "spelt[1]", false, {{NULL}}},
        {"divisions", "chapters", LIST, "ordinals[0]", false, {{NULL}}},
        {"divisions", "parts", LIST, "ordinals[1]", false, {{NULL}}},
        {"summary", "text", TEXT, "says[LANG_SAYS_TEXT]", true, {{NULL}}},
        {"summary", "images", TEXT, "says[LANG_SAYS_IMAGES]", true, {{NULL}}},
        {"summary", "some-images", TEXT, "says[LANG_SAYS_SOME_IMAGES]", true, {{NULL}}},
        {"summary", "pages", TEXT, "says[LANG_SAYS_PAGES]", true, {{NULL}}},
        {"people", "translator", FORM, "people[LANG_BY_TRANSLATOR]", true, {{NULL}}},
        {"people", "editor", FORM, "people[LANG_BY_EDITOR]", true, {{NULL}}},
        {"people", "illustrator", FORM, "people[LANG_BY_ILLUSTRATOR]", true, {{NULL}}},
        {"people", "introduction", FORM, "people[LANG_BY_INTRODUCTION]", true, {{NULL}}},
        {"people", "preface", FORM, "people[LANG_BY_PREFACE]", true, {{NULL}}},
        {"people", "afterword", FORM, "people[LANG_BY_AFTERWORD]", true, {{NULL}}},
        {"sections", "abstract", NAMES, "sections[LANG_ABSTRACT_HEADING]", false, {{NULL}}},
        {"sections", "acknowledgments", NAMES, "sections[LANG_ACKNOWLEDGMENTS_HEADING]", false, {{NULL}}},
        {"sections", "afterword", NAMES, "sections[LANG_AFTERWORD_HEADING]", false, {{NULL}}},
        {"sections", "appendix", NAMES, "sections[LANG_APPENDIX_HEADING]", false, {{NULL}}},
        {"sections", "bibliography", NAMES, "sections[LANG_BIBLIOGRAPHY_HEADING]", false, {{NULL}}},
        {"sections", "chapter", NAMES, "sections[LANG_CHAPTER_HEADING]", false, {{NULL}}},
        {"sections", "colophon", NAMES, "sections[LANG_COLOPHON_HEADING]", false, {{NULL}}},
        {"sections", "conclusion", NAMES, "sections[LANG_CONCLUSION_HEADING]", false, {{NULL}}},
        {"sections", "contributors", NAMES, "sections[LANG_CONTRIBUTORS_HEADING]", false, {{NULL}}},
        {"sections", "copyright-page", NAMES, "sections[LANG_COPYRIGHT_PAGE_HEADING]", false, {{NULL}}},
        {"sections", "dedication", NAMES, "sections[LANG_DEDICATION_HEADING]", false, {{NULL}}},
        {"sections", "epilogue", NAMES, "sections[LANG_EPILOGUE_HEADING]", false, {{NULL}}},
        {"sections", "errata", NAMES, "sections[LANG_ERRATA_HEADING]", false, {{NULL}}},
        {"sections", "foreword", NAMES, "sections[LANG_FOREWORD_HEADING]", false, {{NULL}}},
        {"sections", "glossary", NAMES, "sections[LANG_GLOSSARY_HEADING]", false, {{NULL}}},
        {"sections", "imprint", NAMES, "sections[LANG_IMPRINT_HEADING]", false, {{NULL}}},
        {"sections", "introduction", NAMES, "sections[LANG_INTRODUCTION_HEADING]", false, {{NULL}}},
        {"sections", "part", NAMES, "sections[LANG_PART_HEADING]", false, {{NULL}}},
        {"sections", "preamble", NAMES, "sections[LANG_PREAMBLE_HEADING]", false, {{NULL}}},
        {"sections", "preface", NAMES, "sections[LANG_PREFACE_HEADING]", false, {{NULL}}},
        {"sections", "prologue", NAMES, "sections[LANG_PROLOGUE_HEADING]", false, {{NULL}}},
        {"sections", "volume", NAMES, "sections[LANG_VOLUME_HEADING]", false, {{NULL}}},
};

enum { MOST = 1000, LARGEST = 1 << 20 };

typedef struct {
	const char *tag;
	const YmlValue *values;
} File;

typedef struct {
	const char *tag;
	size_t language;
} Entry;

typedef struct {
	Arena *arena;
	Diag *diag;
	File files[MOST];
	Entry entries[MOST];
	size_t count, entry_count;
} Table;

/* ---- what a file may say ---- */

static const Field *find_field(const char *section, const char *key)
{
	for (size_t i = 0; i < BASE_LEN(fields); i++) {
		if (str_eq(fields[i].section, section) && str_eq(fields[i].key, key))
			return &fields[i];
	}
	return NULL;
}

static bool is_section(const char *key)
{
	for (size_t i = 0; i < BASE_LEN(fields); i++) {
		if (fields[i].section && str_eq(fields[i].section, key))
			return true;
	}
	return false;
}

static bool are_texts(const YmlValue *value)
{
	bool texts = value->kind == YML_LIST && value->count;
	for (size_t i = 0; texts && i < value->count; i++)
		texts = value->items[i]->kind == YML_SCALAR && *value->items[i]->text;
	return texts;
}

static bool are_words(const YmlValue *value)
{
	bool words = are_texts(value);
	for (size_t i = 0; words && i < value->count; i++)
		words = !strpbrk(value->items[i]->text, " \t\n");
	return words;
}

static const char *chosen(const Field *field, const YmlValue *value)
{
	for (size_t i = 0; i < BASE_LEN(field->choices) && field->choices[i][0]; i++) {
		if (value->kind == YML_SCALAR && str_eq(value->text, field->choices[i][0]))
			return field->choices[i][1];
	}
	return NULL;
}

/* What a value has to be; NULL if it is. */
static const char *lacks(const Field *field, const YmlValue *value)
{
	long number;
	const char *gap = value->kind == YML_SCALAR ? strchr(value->text, '%') : NULL;
	switch (field->kind) {
	case TEXT:
		return value->kind == YML_SCALAR && !gap ? NULL : "a text without %";
	case FORM:
		return gap && str_starts(gap, "%s") && !strchr(gap + 1, '%') ? NULL : "a text with one %s";
	case NUMBER:
		return yml_int(value, &number) && number >= 0 && number < 1000 ? NULL : "a whole number";
	case CHOICE:
		return chosen(field, value) ? NULL : "one of those that src/gen/languages.c names";
	case LIST:
		return are_words(value) ? NULL : "a list of words without spaces";
	case NAMES:
		return are_texts(value) ? NULL : "a list of texts";
	case PAIR:
		return are_texts(value) && value->count == 2 ? NULL : "a list of two";
	case ITSELF:
		return value->kind == YML_SCALAR || are_words(value) ? NULL : "a tag, or a list of tags";
	}
	return NULL;
}

static void check_values(Table *table, const YmlValue *map, const char *section)
{
	for (size_t i = 0; i < map->count; i++) {
		const char *key = map->keys[i];
		const Field *field = find_field(section, key);
		if (!section && is_section(key) && map->items[i]->kind == YML_MAP)
			check_values(table, map->items[i], key);
		else if (!field)
			diag_report(table->diag, DIAG_ERROR, map->key_pos[i], "language-key",
			            "a language has no '%s'; src/gen/languages.c names what it has", key);
		else if (lacks(field, map->items[i]))
			diag_report(table->diag, DIAG_ERROR, map->items[i]->pos, "language-value", "'%s' has to be %s",
			            key, lacks(field, map->items[i]));
	}
}

/* Groups are whole: half a language's words would stand among another's. */
static void check_groups(Table *table, const YmlValue *values)
{
	for (size_t i = 0; i < BASE_LEN(fields); i++) {
		const YmlValue *section = fields[i].group ? yml_get(values, fields[i].section) : NULL;
		if (section && !yml_get(section, fields[i].key))
			diag_report(table->diag, DIAG_ERROR, section->pos, "language-part", "'%s' lacks '%s'",
			            fields[i].section, fields[i].key);
	}
}

static void read_file(Table *table, const char *path)
{
	Buf text = {0};
	Pos pos = {path, 1, 1};
	if (path_read(path, LARGEST, &text) != PATH_OK) {
		diag_report(table->diag, DIAG_ERROR, (Pos){path, 0, 0}, "language-file", "cannot be read");
		return;
	}
	const char *copy = arena_strndup(table->arena, text.data ? text.data : "", text.len);
	const YmlValue *values = yml_parse(copy, text.len, pos, table->arena, table->diag);
	buf_free(&text);
	if (!values || values->kind != YML_MAP || !yml_get(values, "name")) {
		diag_report(table->diag, DIAG_ERROR, pos, "language-name", "a language has a name; write name: …");
		return;
	}
	check_values(table, values, NULL);
	check_groups(table, values);
	if (table->count < MOST)
		table->files[table->count++] = (File){path_stem(table->arena, path), values};
}

/* ---- what a language has ---- */

static const File *find_file(const Table *table, const char *tag, size_t len)
{
	for (size_t i = 0; i < table->count; i++) {
		if (strlen(table->files[i].tag) == len && !strncasecmp(table->files[i].tag, tag, len))
			return &table->files[i];
	}
	return NULL;
}

/* Whom a file has from what it does not say. */
static const File *above(const Table *table, const File *file)
{
	const YmlValue *like = yml_get(file->values, "like");
	if (like)
		return find_file(table, like->text, strlen(like->text));
	for (size_t len = strlen(file->tag); len; len--) {
		const File *found = file->tag[len] == '-' ? find_file(table, file->tag, len) : NULL;
		if (found)
			return found;
	}
	return str_eq(file->tag, "und") ? NULL : find_file(table, "und", 3);
}

/* The file that says a field, and its value. */
static const File *saying(const Table *table, const File *file, const Field *field, const YmlValue **value)
{
	bool english = str_eq(field->section, "words") || str_eq(field->section, "summary") ||
	               str_eq(field->section, "people");
	*value = NULL;
	for (size_t steps = 0; file && steps <= table->count; steps++) {
		const YmlValue *map = field->section ? yml_get(file->values, field->section) : file->values;
		*value = map ? yml_get(map, field->key) : NULL;
		if (*value)
			return file;
		const File *next = above(table, file);
		file = next || !english ? next : find_file(table, "en", 2);
		english = english && next;
	}
	return NULL;
}

/* ---- printing ---- */

static void put_string(Buf *out, const char *text)
{
	buf_char(out, '"');
	for (; *text; text++)
		buf_printf(out, strchr("\"\\", *text) ? "\\%c" : "%c", *text);
	buf_char(out, '"');
}

static void put_value(Buf *out, const Field *field, const YmlValue *value)
{
	if (field->kind == CHOICE) {
		buf_str(out, chosen(field, value));
	} else if (field->kind == PAIR) {
		buf_char(out, '{');
		put_string(out, value->items[0]->text);
		buf_str(out, ", ");
		put_string(out, value->items[1]->text);
		buf_char(out, '}');
	} else if (field->kind == LIST) {
		buf_str(out, "\" \"");
		for (size_t i = 0; i < value->count; i++) {
			buf_char(out, ' ');
			put_string(out, value->items[i]->text);
			buf_str(out, " \" \"");
		}
	} else if (field->kind == NAMES) {
		buf_str(out, "\"|\"");
		for (size_t i = 0; i < value->count; i++) {
			buf_char(out, ' ');
			put_string(out, value->items[i]->text);
			buf_str(out, " \"|\"");
		}
	} else if (field->kind == NUMBER) {
		buf_str(out, value->text);
	} else {
		put_string(out, value->text);
	}
}

static void put_language(const Table *table, const File *file, Buf *out)
{
	buf_str(out, "\t{.tag = ");
	put_string(out, file->tag);
	for (size_t i = 0; i < BASE_LEN(fields); i++) {
		const YmlValue *value;
		const File *from = fields[i].member ? saying(table, file, &fields[i], &value) : NULL;
		if (!from)
			continue;
		buf_printf(out, ", .%s = ", fields[i].member);
		put_value(out, &fields[i], value);
		if (str_eq(fields[i].member, "says[LANG_SAYS_TEXT]"))
			buf_printf(out, ", .says_in = \"%s\"", from->tag);
	}
	buf_str(out, "},\n");
}

static void add_entry(Table *table, const char *tag, size_t language, Pos pos)
{
	for (size_t i = 0; i < table->entry_count; i++) {
		if (!strcasecmp(table->entries[i].tag, tag))
			diag_report(table->diag, DIAG_ERROR, pos, "language-twice", "two files are of '%s'", tag);
	}
	if (table->entry_count < MOST)
		table->entries[table->entry_count++] = (Entry){tag, language};
}

static void add_entries(Table *table, size_t language)
{
	const File *file = &table->files[language];
	const YmlValue *also = yml_get(file->values, "also");
	const File *like = above(table, file);
	if (!like && !str_eq(file->tag, "und"))
		diag_report(table->diag, DIAG_ERROR, file->values->pos, "language-like",
		            "no file is of the language that this one is like, or none of und");
	add_entry(table, file->tag, language, file->values->pos);
	for (size_t i = 0; also && i < also->count; i++)
		add_entry(table, also->items[i]->text, language, also->items[i]->pos);
}

/* A tag in small letters, by which it is looked for, and its language. */
static void put_small(Buf *out, const char *tag, size_t language)
{
	buf_str(out, "\t{\"");
	for (; *tag; tag++)
		buf_char(out, (char)(*tag >= 'A' && *tag <= 'Z' ? *tag | 32 : *tag));
	buf_printf(out, "\", %zu},\n", language);
}

static int by_tag(const void *a, const void *b)
{
	return strcasecmp(((const Entry *)a)->tag, ((const Entry *)b)->tag);
}

static void put_table(Table *table, Buf *out)
{
	buf_str(out, "static const Language languages[] = {\n");
	for (size_t i = 0; i < table->count; i++)
		put_language(table, &table->files[i], out);
	qsort(table->entries, table->entry_count, sizeof *table->entries, by_tag);
	buf_str(out, "};\nstatic const Entry entries[] = {\n");
	for (size_t i = 0; i < table->entry_count; i++)
		put_small(out, table->entries[i].tag, table->entries[i].language);
	const File *unknown = find_file(table, "und", 3);
	buf_printf(out, "};\nenum { UNKNOWN_LANGUAGE = %zu };\n", unknown ? (size_t)(unknown - table->files) : 0);
}

int main(int argc, char **argv)
{
	Table *table = base_calloc(1, sizeof *table);
	Buf out = {0};
	table->arena = arena_new();
	table->diag = diag_new(false);
	for (int i = 1; i < argc; i++)
		read_file(table, argv[i]);
	for (size_t i = 0; i < table->count; i++)
		add_entries(table, i);
	bool failed = diag_errors(table->diag) != 0;
	diag_print(table->diag, stderr, DIAG_TEXT, false);
	if (!failed)
		put_table(table, &out);
	if (!failed)
		failed = fwrite(out.data, 1, out.len, stdout) != out.len || fflush(stdout);
	buf_free(&out);
	diag_free(table->diag);
	arena_free(table->arena);
	free(table);
	return failed ? EXIT_SOURCE : EXIT_DONE;
}
