/* Keywords as a set, since an expression of hundreds of them is tried one by one. */
#include "code/grammar.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 64 };

struct CodeWords {
	bool caseless, whole;
	size_t mask;
	const char **slots; /* by str_hash, one after another */
	uint8_t first[32];
};

static size_t word_length(const char *text, size_t most)
{
	size_t len = 0;
	while (len < most && code_is_letter(text[len]))
		len++;
	return len;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

static const char **find_slot(const CodeWords *words, const char *word, size_t len)
{
	size_t at = (size_t)str_hash(word, len);
	while (words->slots[at & words->mask]) {
		const char *known = words->slots[at & words->mask];
		if (!strncmp(known, word, len) && !known[len])
			break;
		at++;
	}
	return &words->slots[at & words->mask];
}

static void add_first(CodeWords *words, char c)
{
	words->first[(unsigned char)c / 8] |= (uint8_t)(1u << (unsigned char)c % 8);
}

/* The word that a keyword begins with, if what may follow in it is sure to be another's: of "as\\.list" "as". */
static size_t key_length(const char *keyword)
{
	size_t len = word_length(keyword, strlen(keyword));
	const char *next = keyword + len;
	bool sign = *next == '\\' && next[1] && !code_is_letter(next[1]), blank = str_starts(next, "[ \\t]");
	char after = next[sign ? 2 : blank ? strlen("[ \\t]") : 0];
	bool ends = !*next || ((sign || blank) && !(after && strchr("*?{", after)));
	return ends && len < LONGEST ? len : 0;
}

/* Puts those that begin so before the others; how many they are. */
static size_t sort_out(char **list, size_t count)
{
	size_t first = 0;
	for (size_t i = 0; i < count; i++) {
		if (!key_length(list[i]))
			continue;
		char *other = list[first];
		list[first++] = list[i];
		list[i] = other;
	}
	return first;
}

CodeWords *code_words_new(Arena *arena, char **list, size_t all, bool caseless, size_t *known)
{
	size_t slots = 16, count = sort_out(list, all);
	bool whole = count == all;
	*known = count;
	for (size_t i = 0; i < count; i++) {
		size_t len = key_length(list[i]);
		whole = whole && !list[i][len];
		list[i] = arena_strndup(arena, list[i], len);
	}
	while (slots < 2 * count)
		slots *= 2;
	CodeWords *words = arena_alloc(arena, sizeof *words);
	*words = (CodeWords){.caseless = caseless, .whole = whole, .mask = slots - 1};
	words->slots = arena_alloc(arena, slots * sizeof *words->slots);
	for (size_t i = 0; i < count; i++) {
		for (char *at = list[i]; caseless && *at; at++)
			*at = lower(*at);
		*find_slot(words, list[i], strlen(list[i])) = list[i];
		add_first(words, list[i][0]);
		if (caseless && (list[i][0] | 32) >= 'a' && (list[i][0] | 32) <= 'z')
			add_first(words, (char)(list[i][0] ^ 32));
	}
	return words;
}

size_t code_words_match(const CodeWords *words, const CodePlace *place)
{
	const char *text = place->text + place->at;
	size_t rest = place->len - place->at;
	char word[LONGEST];
	if (place->at && code_is_letter(text[-1]))
		return 0;
	size_t len = word_length(text, rest < LONGEST ? rest : LONGEST); /* a longer one is none, however long */
	if (!len || len == LONGEST)
		return 0;
	for (size_t i = 0; i < len; i++)
		word[i] = words->caseless ? lower(text[i]) : text[i];
	return *find_slot(words, word, len) ? place->at + len : 0;
}

bool code_words_begin(const CodeWords *words, int byte)
{
	return byte >= 0 && byte < 256 && words->first[byte / 8] & 1 << byte % 8;
}

bool code_words_are_whole(const CodeWords *words)
{
	return words->whole;
}
