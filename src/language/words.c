/* The program's own words, alone and with numbers. */
#include "language/language.h"

#include <string.h>

const char *lang_word(const char *tag, LangWord word)
{
	return lang_find(tag)->words[word];
}

/* A form with its gap filled. */
static const char *filled(Arena *arena, const char *form, const char *text)
{
	const char *gap = form ? strstr(form, "%s") : NULL;
	return gap ? arena_printf(arena, "%.*s%s%s", (int)(gap - form), form, text, gap + 2) : NULL;
}

const char *lang_numbered(Arena *arena, const char *tag, LangWord word, const char *number)
{
	const Language *language = lang_find(tag);
	const char *form = word == LANG_FIGURE     ? language->numbers[0]
	                   : word == LANG_TABLE    ? language->numbers[1]
	                   : word == LANG_PAGE     ? language->numbers[2]
	                   : word == LANG_SECTION  ? language->numbers[3]
	                   : word == LANG_EQUATION ? language->numbers[4]
	                                           : NULL;
	const char *text = filled(arena, form, number);
	if (text)
		return text;
	return word == LANG_SECTION ? NULL : arena_printf(arena, "%s\u00A0%s", language->words[word], number);
}

/* A word of a list, from the first, 1; NULL if it has fewer. */
static const char *word_of(Arena *arena, const char *list, long number)
{
	const char *at = list ? list + strspn(list, " ") : "";
	while (*at && number-- > 1) {
		at += strcspn(at, " ");
		at += strspn(at, " ");
	}
	return *at && number == 0 ? arena_strndup(arena, at, strcspn(at, " ")) : NULL;
}

const char *lang_digits(Arena *arena, const char *tag, const char *number)
{
	const char *digits = lang_find(tag)->letters.digits;
	if (!digits)
		return number;
	Buf out = {0};
	size_t each = strlen(digits) / 10;
	for (; *number; number++) {
		if (*number >= '0' && *number <= '9')
			buf_add(&out, digits + each * (size_t)(*number - '0'), each);
		else
			buf_char(&out, *number);
	}
	const char *text = arena_strndup(arena, out.data, out.len);
	buf_free(&out);
	return text;
}

const char *lang_letters(Arena *arena, const char *tag, long number)
{
	const char *list = lang_find(tag)->letters.counts, *letters = word_of(arena, list, number);
	return letters || !list ? letters : lang_digits(arena, tag, arena_printf(arena, "%ld", number));
}

const char *lang_division(Arena *arena, const char *tag, bool part, long number, const char *numeral, bool word)
{
	const Language *language = lang_find(tag);
	const char *list = language->ordinals[part] ? language->ordinals[part] : language->ordinals[0];
	const char *spelt = numeral ? NULL : word_of(arena, list, number);
	const char *form = spelt && language->spelt[part] ? language->spelt[part] : language->divisions[part];
	const char *text = spelt     ? spelt
	                   : numeral ? numeral
	                             : lang_digits(arena, tag, arena_printf(arena, "%ld", number));
	const char *full = word ? filled(arena, form, text) : NULL;
	return full ? full : text;
}

const char *lang_appendix(Arena *arena, const char *tag, const char *number)
{
	const char *names = lang_find(tag)->sections[LANG_APPENDIX_HEADING];
	return names ? arena_printf(arena, "%.*s\u00A0%s", (int)strcspn(names + 1, "|"), names + 1, number) : NULL;
}

/* The bytes of a space of either kind at a place; 0: none is there. */
static size_t white_at(const char *text)
{
	return *text == ' ' ? 1 : str_starts(text, "\u00A0") ? strlen("\u00A0") : 0;
}

/* How much of a text a form's piece takes, each space as any other; 0 if the text does not begin with it. */
static size_t taken(const char *text, const char *piece, size_t len)
{
	const char *at = text;
	for (size_t i = 0, gap; i < len; i += gap ? gap : 1) {
		gap = white_at(piece + i);
		size_t used = gap ? white_at(at) : *at == piece[i];
		if (!used)
			return 0;
		at += used;
	}
	return (size_t)(at - text);
}

/* Whether so much of a text is a number: in figures, Roman, in words. */
static bool is_number(const Language *language, const char *text, size_t len)
{
	return len && (strspn(text, "0123456789") >= len || strspn(text, "IVXLCDM") >= len ||
	               lang_lists(language->ordinals[0], text, len) || lang_lists(language->ordinals[1], text, len));
}

/* Whether a heading is a form with a number in it, and maybe more behind. */
static bool begins_with(const Language *language, const char *form, const char *heading)
{
	size_t before = form ? strcspn(form, "%") : 0;
	const char *after = form ? form + before + strlen("%s") : "";
	size_t used = form ? taken(heading, form, before) : 0;
	if (!form || (before && !used))
		return false;
	const char *number = heading + used;
	if (!*after)
		return is_number(language, number, strcspn(number, " :.,\xC2")); /* U+00A0 begins with that */
	for (size_t len = 1; *number && number[len]; len++) {
		if (taken(number + len, after, strlen(after)))
			return is_number(language, number, len);
	}
	return false;
}

bool lang_says_division(const char *tag, bool part, const char *heading)
{
	const Language *language = lang_find(tag);
	return begins_with(language, language->divisions[part], heading) ||
	       begins_with(language, language->spelt[part], heading);
}

const char *lang_comma(const char *tag)
{
	return lang_find(tag)->comma;
}

const char *lang_aside(Arena *arena, const char *tag, const char *text)
{
	return arena_printf(arena, lang_find(tag)->east_asia.wide_signs ? "\uFF08%s\uFF09" : " (%s)", text);
}
