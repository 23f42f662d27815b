/* The table of languages, and tags. */
#include "language/language.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A tag that names a language, by its place in the table. */
typedef struct {
	const char *tag;
	size_t language;
} Entry;

/* The languages, and every tag that names one, in small letters and in order: made by src/gen/languages.c. */
#include "languages.inc"

enum { LONGEST = 35 }; /* of the tags that anybody writes (BCP 47, 4.4.1) */

static int by_tag(const void *key, const void *entry)
{
	return strcmp(key, ((const Entry *)entry)->tag);
}

const Language *lang_find(const char *tag)
{
	char begin[LONGEST + 1] = "";
	size_t len = tag ? strlen(tag) : 0;
	len = len > LONGEST ? LONGEST : len;
	for (size_t i = 0; i < len; i++)
		begin[i] = tag[i] == '_' ? '-' : (char)(tag[i] >= 'A' && tag[i] <= 'Z' ? tag[i] | 32 : tag[i]);
	while (len) {
		begin[len] = '\0';
		const Entry *entry = bsearch(begin, entries, BASE_LEN(entries), sizeof *entries, by_tag);
		if (entry)
			return &languages[entry->language];
		while (len && begin[len] != '-')
			len--;
	}
	return &languages[UNKNOWN_LANGUAGE];
}

bool lang_is_tag(const char *tag)
{
	size_t run = 0, subtags = 0;
	if (strcspn(tag, "-") > 3)
		return false; /* no language has a code so long */
	for (; *tag; tag++) {
		bool letter = (*tag >= 'a' && *tag <= 'z') || (*tag >= 'A' && *tag <= 'Z');
		bool digit = *tag >= '0' && *tag <= '9';
		if (*tag == '-' && run) {
			subtags++;
			run = 0;
		} else if ((letter || (digit && subtags)) && run < 8) {
			run++;
		} else {
			return false;
		}
	}
	return run > 0 && (subtags || run > 1);
}

const char *lang_mended_tag(Arena *arena, const char *text)
{
	char *tag = arena_strndup(arena, text, strcspn(text, ".@"));
	for (char *at = strchr(tag, '_'); at; at = strchr(at, '_'))
		*at = '-';
	return lang_is_tag(tag) ? tag : NULL;
}

bool lang_same(const char *tag_a, const char *tag_b)
{
	size_t len = tag_a ? strcspn(tag_a, "-_") : 0;
	return len && tag_b && len == strcspn(tag_b, "-_") && !strncasecmp(tag_a, tag_b, len);
}

/* The script that a tag names: its first subtag of four letters; NULL. */
static const char *script_in(const char *tag)
{
	for (const char *at = tag + strcspn(tag, "-_"); *at; at += strcspn(at, "-_")) {
		at++;
		if (strcspn(at, "-_") == 4 && (*at < '0' || *at > '9'))
			return at;
	}
	return NULL;
}

bool lang_is_rtl(const char *tag)
{
	static const char *const scripts[] = {"Arab", "Aran", "Hebr", "Syrc", "Thaa",
	                                      "Nkoo", "Adlm", "Rohg", "Samr", "Mand"};
	const char *script = script_in(tag);
	for (size_t i = 0; script && i < BASE_LEN(scripts); i++) {
		if (!strncasecmp(script, scripts[i], 4))
			return true;
	}
	return !script && lang_find(tag)->rtl;
}

bool lang_lists(const char *list, const char *word, size_t len)
{
	for (const char *at = list; at && *at; at += strcspn(at + 1, " ") + 1) {
		if (!strncmp(at + 1, word, len) && at[1 + len] == ' ')
			return len > 0;
	}
	return false;
}

bool lang_is_contents(const char *heading)
{
	for (size_t i = 0; i < BASE_LEN(languages); i++) {
		if (languages[i].words[LANG_CONTENTS] && !strcasecmp(heading, languages[i].words[LANG_CONTENTS]))
			return true;
	}
	return false;
}
