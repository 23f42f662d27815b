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

const char *lang_division(Arena *arena, const char *tag, bool part, long number, const char *numeral, bool word)
{
	const Language *language = lang_find(tag);
	const char *list = language->ordinals[part] ? language->ordinals[part] : language->ordinals[0];
	const char *spelt = numeral ? NULL : word_of(arena, list, number);
	const char *form = spelt && language->spelt[part] ? language->spelt[part] : language->divisions[part];
	const char *text = spelt ? spelt : numeral ? numeral : arena_printf(arena, "%ld", number);
	const char *full = word ? filled(arena, form, text) : NULL;
	return full ? full : text;
}

/* What a form says before or after its gap, without the white between. */
static bool has_word_of(const char *form, const char *heading)
{
	static const char white[] = "\u00A0";
	size_t before = strcspn(form, "%");
	const char *after = form[before] ? form + before + strlen("%s") : "";
	after += *after == '.';
	after += str_starts(after, white) ? strlen(white) : 0;
	if (before >= sizeof white - 1 && !memcmp(form + before - (sizeof white - 1), white, sizeof white - 1))
		before -= sizeof white - 1;
	bool begins = before && !strncmp(heading, form, before);
	const char *rest = begins ? heading + before : "";
	return (begins && (!*rest || strchr(" :.,", *rest) || str_starts(rest, white))) ||
	       (*after && strstr(heading, after));
}

bool lang_says_division(const char *tag, bool part, const char *heading)
{
	const Language *language = lang_find(tag);
	return (language->divisions[part] && has_word_of(language->divisions[part], heading)) ||
	       (language->spelt[part] && has_word_of(language->spelt[part], heading));
}

const char *lang_comma(const char *tag)
{
	return lang_find(tag)->comma;
}

const char *lang_aside(Arena *arena, const char *tag, const char *text)
{
	return arena_printf(arena, lang_find(tag)->east_asia.wide_signs ? "\uFF08%s\uFF09" : " (%s)", text);
}
