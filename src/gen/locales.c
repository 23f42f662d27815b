/*
 * Run while building: prints the table that document/locale.c reads, from the Common
 * Locale Data Repository as ICU carries it.
 *
 * A line of the table is one language tag and its fields, tabs between them: four
 * quotation marks; the forms of a day, a month and a year; twelve months as a day's
 * form has them and twelve as they stand alone.  In a
 * form %d, %m, %y are numbers, %M a month of the first kind, %L one of the second.
 * A tag has a line only if its fields are not those of the tag without its last
 * subtag.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/ulocdata.h>
#include <unicode/ustring.h>

enum { SHORT = 200, LINE = 4000, MOST = 4000 };

typedef struct {
	char tag[SHORT], fields[LINE];
} Row;

typedef struct {
	Row *rows;
	size_t count;
} Table;

static void must(UErrorCode status, const char *what, const char *locale)
{
	if (U_SUCCESS(status))
		return;
	fprintf(stderr, "locales: %s of %s: %s\n", what, locale, u_errorName(status));
	exit(1);
}

static void append(char *fields, const char *text)
{
	size_t len = strlen(fields);
	snprintf(fields + len, LINE - len, "%s", text);
}

static void append_utf16(char *fields, const UChar *text, int32_t len)
{
	char utf8[SHORT];
	UErrorCode status = U_ZERO_ERROR;
	u_strToUTF8(utf8, sizeof utf8, NULL, text, len, &status);
	must(status, "text", fields);
	append(fields, utf8);
}

static void put_marks(char *fields, const char *locale)
{
	static const ULocaleDataDelimiterType types[] = {ULOCDATA_QUOTATION_START, ULOCDATA_QUOTATION_END,
	                                                 ULOCDATA_ALT_QUOTATION_START, ULOCDATA_ALT_QUOTATION_END};
	UErrorCode status = U_ZERO_ERROR;
	ULocaleData *data = ulocdata_open(locale, &status);
	for (size_t i = 0; i < 4; i++) {
		UChar mark[8];
		int32_t len = ulocdata_getDelimiter(data, types[i], mark, 8, &status);
		must(status, "quotation marks", locale);
		append_utf16(fields, mark, len);
		append(fields, "\t");
	}
	ulocdata_close(data);
}

static void put_symbols(char *fields, UDateFormat *format, UDateFormatSymbolType type, int32_t from, int32_t count)
{
	for (int32_t i = from; i < from + count; i++) {
		UChar name[SHORT];
		UErrorCode status = U_ZERO_ERROR;
		int32_t len = udat_getSymbols(format, type, i, name, SHORT, &status);
		must(status, "symbols", fields);
		append_utf16(fields, name, len);
		append(fields, count > 1 && i + 1 < from + count ? "\t" : "");
	}
}

/* A letter's field, count times repeated, in our notation. */
static void put_field(char *fields, UDateFormat *format, UChar letter, int count)
{
	if (letter == 'G') /* only our era is written */
		put_symbols(fields, format, UDAT_ERAS, 1, 1);
	else if (letter == 'y' || letter == 'd')
		append(fields, letter == 'y' ? "%y" : "%d");
	else if (letter == 'M' || letter == 'L')
		append(fields, count < 3 ? "%m" : letter == 'M' ? "%M" : "%L");
}

static void put_form(char *fields, UDateTimePatternGenerator *forms, UDateFormat *format, const UChar *skeleton)
{
	UChar form[SHORT];
	UErrorCode status = U_ZERO_ERROR;
	int32_t len = udatpg_getBestPattern(forms, skeleton, -1, form, SHORT, &status);
	must(status, "form", fields);
	bool literal = false;
	for (int32_t i = 0, run; i < len; i += run) {
		bool letter = (form[i] >= 'a' && form[i] <= 'z') || (form[i] >= 'A' && form[i] <= 'Z');
		for (run = 1; letter && !literal && i + run < len && form[i + run] == form[i];)
			run++;
		if (form[i] == '\'' && i + 1 < len && form[i + 1] == '\'') {
			append(fields, "’");
			run = 2;
		} else if (form[i] == '\'') {
			literal = !literal;
		} else if (letter && !literal) {
			put_field(fields, format, form[i], run);
		} else {
			append_utf16(fields, form + i, 1);
		}
	}
	append(fields, "\t");
}

/* The months that a date needs, in our calendar whatever the language's own is. */
static void put_dates(char *fields, const char *locale)
{
	char gregorian[SHORT];
	UErrorCode status = U_ZERO_ERROR;
	snprintf(gregorian, sizeof gregorian, "%s@calendar=gregorian", locale);
	UDateFormat *format = udat_open(UDAT_NONE, UDAT_LONG, gregorian, NULL, 0, NULL, 0, &status);
	UDateTimePatternGenerator *forms = udatpg_open(gregorian, &status);
	must(status, "dates", locale);
	put_form(fields, forms, format, u"yMMMMd");
	put_form(fields, forms, format, u"yMMMM");
	put_form(fields, forms, format, u"y");
	put_symbols(fields, format, UDAT_MONTHS, 0, 12);
	append(fields, "\t");
	put_symbols(fields, format, UDAT_STANDALONE_MONTHS, 0, 12);
	udatpg_close(forms);
	udat_close(format);
}

static void add_row(Table *table, const char *locale, const char *fields)
{
	Row *row = &table->rows[table->count];
	UErrorCode status = U_ZERO_ERROR;
	uloc_toLanguageTag(locale, row->tag, SHORT, false, &status);
	must(status, "tag", locale);
	snprintf(row->fields, LINE, "%s", fields);
	table->count++;
}

/* A locale by its whole tag and by the shortest that means the same.  English without
 * a country is the world's, not that of the United States. */
static void add_locale(Table *table, const char *locale)
{
	char fields[LINE] = "", shortest[SHORT];
	UErrorCode status = U_ZERO_ERROR;
	bool english = strcmp(locale, "en") == 0;
	put_marks(fields, english ? "en_001" : locale);
	put_dates(fields, english ? "en_001" : locale);
	if (strstr(fields, "\tM01\t") || table->count + 2 > MOST)
		return; /* nothing is known of its months */
	uloc_minimizeSubtags(locale, shortest, SHORT, &status);
	must(status, "shortest tag", locale);
	add_row(table, locale, fields);
	if (strcmp(shortest, "en") != 0 && strcmp(shortest, locale) != 0)
		add_row(table, shortest, fields);
}

static int by_tag(const void *a, const void *b)
{
	return strcmp(((const Row *)a)->tag, ((const Row *)b)->tag);
}

static const Row *find(const Table *table, size_t count, const char *tag, size_t len)
{
	for (size_t i = 0; i < count; i++) {
		if (strlen(table->rows[i].tag) == len && !memcmp(table->rows[i].tag, tag, len))
			return &table->rows[i];
	}
	return NULL;
}

/* Whether looking up the tag without its last subtags finds the same. */
static bool is_inherited(const Table *table, size_t index)
{
	const Row *row = &table->rows[index], *above = find(table, index, row->tag, strlen(row->tag));
	for (size_t len = strlen(row->tag); len && !above; len--) {
		if (row->tag[len] == '-')
			above = find(table, index, row->tag, len);
	}
	return above && !strcmp(above->fields, row->fields);
}

int main(void)
{
	Table table = {.rows = calloc(MOST, sizeof(Row))};
	if (!table.rows)
		return 1;
	for (int32_t i = 0; i < uloc_countAvailable(); i++) {
		if (!strstr(uloc_getAvailable(i), "POSIX"))
			add_locale(&table, uloc_getAvailable(i));
	}
	qsort(table.rows, table.count, sizeof(Row), by_tag);
	for (size_t i = 0; i < table.count; i++) {
		if (!is_inherited(&table, i))
			printf("\"%s\\t%s\\n\"\n", table.rows[i].tag, table.rows[i].fields);
	}
	free(table.rows);
	return fflush(stdout) || ferror(stdout);
}
