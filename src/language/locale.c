/* What the Common Locale Data Repository knows: dates, and quotation marks where no file gives them. */
#include "language/language.h"

#include <string.h>
#include <strings.h>

/* One line a tag; src/gen/locales.c says what is in it. */
static const char table[] =
#include "locales.inc"
        ;

/* A line of the table by the longest tag that begins a tag; fields is NULL if there is none. */
typedef struct {
	const char *fields;
} Locale;

typedef enum { MARKS = 0, DAY = 4, MONTH, YEAR, MONTHS, MONTHS_ALONE = MONTHS + 12 } Field;

static const char *find_line(const char *tag, size_t len)
{
	for (const char *line = table; *line; line = strchr(line, '\n') + 1) {
		if (!strncasecmp(line, tag, len) && line[len] == '\t')
			return line + len + 1;
	}
	return NULL;
}

static Locale find_locale(const char *lang)
{
	Locale locale = {NULL};
	for (size_t len = strlen(lang); len && !locale.fields; len--) {
		if (!lang[len] || lang[len] == '-')
			locale.fields = find_line(lang, len);
	}
	return locale;
}

static const char *field_of(Arena *arena, Locale locale, int field)
{
	const char *at = locale.fields;
	for (; field; field--)
		at += strcspn(at, "\t\n") + 1;
	return arena_strndup(arena, at, strcspn(at, "\t\n"));
}

typedef struct {
	Arena *arena;
	const char *lang;
	Locale locale;
	int year, month, day; /* 0: not said */
} Date;

static void put_number(Buf *out, const Date *date, int number)
{
	buf_str(out, lang_digits(date->arena, date->lang, arena_printf(date->arena, "%d", number)));
}

static void put_part(Buf *out, const Date *date, char part)
{
	const char *first = date->day == 1 ? lang_find(date->lang)->first_day : NULL;
	if (part == 'M' || part == 'L')
		buf_str(out,
		        field_of(date->arena, date->locale, (part == 'M' ? MONTHS : MONTHS_ALONE) + date->month - 1));
	else if (part == 'd' && first && *first)
		buf_str(out, first);
	else
		put_number(out, date, part == 'y' ? date->year : part == 'm' ? date->month : date->day);
}

const char *lang_date(Arena *arena, const char *iso, const char *lang)
{
	Date date = {.arena = arena, .lang = lang, .locale = find_locale(lang)};
	int parts = sscanf(iso, "%4d-%2d-%2d", &date.year, &date.month, &date.day);
	if (!date.locale.fields || parts < 1 || (parts > 1 && (date.month < 1 || date.month > 12)))
		return iso;
	const char *form = field_of(arena, date.locale, parts == 1 ? YEAR : parts == 2 ? MONTH : DAY);
	Buf out = {0};
	for (; *form; form++) {
		if (*form == '%' && form[1])
			put_part(&out, &date, *++form);
		else
			buf_char(&out, *form);
	}
	const char *text = arena_strndup(arena, out.data, out.len);
	buf_free(&out);
	return text;
}

LangQuotes lang_quotes(Arena *arena, const char *tag)
{
	const Language *language = lang_find(tag);
	LangQuotes quotes;
	memcpy(quotes.pairs, language->quotes, sizeof quotes.pairs);
	if (*quotes.pairs[0])
		return quotes;
	Locale locale = find_locale(tag);
	if (!locale.fields)
		locale = find_locale("en");
	for (int i = 0; i < 4; i++)
		quotes.pairs[i < 2][i % 2] = field_of(arena, locale, MARKS + i);
	return quotes;
}
