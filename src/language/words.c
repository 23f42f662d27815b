/* The program's own words, alone and with numbers. */
#include "language/language.h"

#include <string.h>

const char *lang_word(const char *tag, LangWord word)
{
	return lang_find(tag)->words[word];
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
	const char *gap = form ? strstr(form, "%s") : NULL;
	if (gap)
		return arena_printf(arena, "%.*s%s%s", (int)(gap - form), form, number, gap + 2);
	return word == LANG_SECTION ? NULL : arena_printf(arena, "%s\u00A0%s", language->words[word], number);
}

const char *lang_comma(const char *tag)
{
	return lang_find(tag)->comma;
}

const char *lang_aside(Arena *arena, const char *tag, const char *text)
{
	return arena_printf(arena, lang_find(tag)->east_asia.wide_signs ? "\uFF08%s\uFF09" : " (%s)", text);
}
