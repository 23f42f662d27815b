/* The table of what languages have: looking up, dates. */
#include "document/resolve.h"

#include <string.h>
#include <strings.h>

/* One line a tag; src/gen/locales.c says what is in it. */
static const char table[] =
#include "locales.inc"
        ;

bool res_speaks(const char *lang, const char *tag)
{
	size_t len = strlen(tag);
	return !strncasecmp(lang, tag, len) && (!lang[len] || lang[len] == '-');
}

static const char *find_line(const char *tag, size_t len)
{
	for (const char *line = table; *line; line = strchr(line, '\n') + 1) {
		if (!strncasecmp(line, tag, len) && line[len] == '\t')
			return line + len + 1;
	}
	return NULL;
}

ResLocale res_locale(const char *lang)
{
	ResLocale locale = {NULL};
	for (size_t len = strlen(lang); len && !locale.fields; len--) {
		if (!lang[len] || lang[len] == '-')
			locale.fields = find_line(lang, len);
	}
	return locale;
}

const char *res_field(Arena *arena, ResLocale locale, int field)
{
	const char *at = locale.fields;
	for (; field; field--)
		at += strcspn(at, "\t\n") + 1;
	return arena_strndup(arena, at, strcspn(at, "\t\n"));
}

/* The first of a month, where it is not written like other days. */
static const char *first_day(const char *lang)
{
	static const struct {
		const char *lang, *day;
	} firsts[] = {{"fr", "1er"}, {"it", "1º"}, {"pt-PT", NULL}, {"pt", "1º"}};
	for (size_t i = 0; i < BASE_LEN(firsts); i++) {
		if (res_speaks(lang, firsts[i].lang))
			return firsts[i].day;
	}
	return NULL;
}

/* digits: ten of another script, or none. */
static void put_number(Buf *out, int number, const char *digits)
{
	Buf ours = {0};
	size_t each = strlen(digits) / 10;
	buf_int(&ours, number);
	for (size_t i = 0; i < ours.len; i++) {
		if (each)
			buf_add(out, digits + each * (size_t)(ours.data[i] - '0'), each);
		else
			buf_char(out, ours.data[i]);
	}
	buf_free(&ours);
}

typedef struct {
	Arena *arena;
	const char *lang, *digits;
	ResLocale locale;
	int year, month, day; /* 0: not said */
} Date;

static void put_part(Buf *out, const Date *date, char part)
{
	const char *first = date->day == 1 ? first_day(date->lang) : NULL;
	if (part == 'M' || part == 'L')
		buf_str(out,
		        res_field(date->arena, date->locale, (part == 'M' ? RES_MONTHS : RES_ALONE) + date->month - 1));
	else if (part == 'd' && first)
		buf_str(out, first);
	else
		put_number(out, part == 'y' ? date->year : part == 'm' ? date->month : date->day, date->digits);
}

const char *res_date(Arena *arena, const char *iso, const char *lang)
{
	Date date = {.arena = arena, .lang = lang, .locale = res_locale(lang)};
	int parts = sscanf(iso, "%4d-%2d-%2d", &date.year, &date.month, &date.day);
	if (!date.locale.fields || parts < 1 || (parts > 1 && (date.month < 1 || date.month > 12)))
		return iso;
	date.digits = res_field(arena, date.locale, RES_DIGITS);
	const char *form = res_field(arena, date.locale, parts == 1 ? RES_YEAR : parts == 2 ? RES_MONTH : RES_DAY);
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
