/* Keywords as a set, since an expression of hundreds of them is tried one by one. */
#include "code/grammar.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 64 };

struct CodeWords {
	bool caseless;
	size_t mask;
	const char **slots; /* by str_hash, one after another */
	uint8_t first[32];
};

static bool is_letter(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_';
}

static size_t word_length(const char *text, size_t most)
{
	size_t len = 0;
	while (len < most && is_letter(text[len]))
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

const CodeWords *code_words_new(Arena *arena, char **list, size_t count, bool caseless)
{
	size_t slots = 16;
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(list[i]);
		if (!len || len >= LONGEST || word_length(list[i], len) != len)
			return NULL;
	}
	while (slots < 2 * count)
		slots *= 2;
	CodeWords *words = arena_alloc(arena, sizeof *words);
	*words = (CodeWords){.caseless = caseless, .mask = slots - 1};
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
	size_t len = word_length(text, place->len - place->at);
	char word[LONGEST];
	if (!len || len >= LONGEST || (place->at && is_letter(text[-1])))
		return 0;
	for (size_t i = 0; i < len; i++)
		word[i] = words->caseless ? lower(text[i]) : text[i];
	return *find_slot(words, word, len) ? place->at + len : 0;
}

bool code_words_begin(const CodeWords *words, int byte)
{
	return byte >= 0 && byte < 256 && words->first[byte / 8] & 1 << byte % 8;
}
