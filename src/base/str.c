/* UTF-8, strings, and the map. */
#include "base/base.h"

#include <string.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xFFFD };

uint32_t utf8_decode(const char *text, size_t len, size_t *used)
{
	if (!len) {
		*used = 0;
		return 0;
	}
	unsigned char first = (unsigned char)text[0];
	*used = 1;
	if (first < 0x80)
		return first;
	utf8proc_int32_t codepoint;
	utf8proc_ssize_t width = len > 4 ? 4 : (utf8proc_ssize_t)len;
	width = utf8proc_iterate((const utf8proc_uint8_t *)text, width, &codepoint);
	if (width <= 0)
		return REPLACEMENT;
	*used = (size_t)width;
	return (uint32_t)codepoint;
}

size_t utf8_encode(uint32_t codepoint, char out[4])
{
	utf8proc_ssize_t width = utf8proc_encode_char((utf8proc_int32_t)codepoint, (utf8proc_uint8_t *)out);
	if (width <= 0)
		width = utf8proc_encode_char(REPLACEMENT, (utf8proc_uint8_t *)out);
	return (size_t)width;
}

bool utf8_goes_on(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

size_t utf8_start(const char *text, size_t at)
{
	while (at && utf8_goes_on(text[at]))
		at--;
	return at;
}

size_t utf8_back(const char *text, size_t at)
{
	return utf8_start(text, at - 1);
}

/* Eight bytes at once, in which the same bit of each can be asked for. */
#define EACH(byte) ((byte) * (uint64_t)0x0101010101010101)

static uint64_t eight_at(const char *text)
{
	uint64_t word;
	memcpy(&word, text, sizeof word);
	return word;
}

/* The length of the ASCII that a text begins with, up to seven bytes less. */
static size_t ascii_length(const char *text, size_t len)
{
	size_t at = 0;
	while (len - at >= sizeof(uint64_t) && !(eight_at(text + at) & EACH(0x80)))
		at += sizeof(uint64_t);
	return at;
}

size_t str_controls(const char *text, size_t len)
{
	size_t at = 0;
	for (; len - at >= sizeof(uint64_t); at += sizeof(uint64_t)) {
		uint64_t word = eight_at(text + at);
		if ((word - EACH(' ')) & ~word & EACH(0x80)) /* a byte below it borrows */
			break;
	}
	while (at < len && (unsigned char)text[at] >= ' ')
		at++;
	return at;
}

size_t utf8_check(const char *text, size_t len)
{
	size_t at = 0;
	while (at < len) {
		at += ascii_length(text + at, len - at);
		if (at < len && (unsigned char)text[at] < 0x80)
			at++;
		if (at == len || (unsigned char)text[at] < 0x80)
			continue;
		utf8proc_int32_t codepoint;
		utf8proc_ssize_t left = len - at > 4 ? 4 : (utf8proc_ssize_t)(len - at);
		utf8proc_ssize_t width = utf8proc_iterate((const utf8proc_uint8_t *)text + at, left, &codepoint);
		if (width <= 0)
			return at;
		at += (size_t)width;
	}
	return len;
}

bool str_eq(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

bool str_is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool str_starts(const char *text, const char *prefix)
{
	return !strncmp(text, prefix, strlen(prefix));
}

bool str_ends(const char *text, const char *suffix)
{
	size_t len = strlen(text), tail = strlen(suffix);
	return len >= tail && !memcmp(text + len - tail, suffix, tail);
}

enum { NEAREST_MAX = 40 };

static size_t least(size_t a, size_t b, size_t c)
{
	size_t low = a < b ? a : b;
	return low < c ? low : c;
}

/* Levenshtein's distance, one row at a time; letters that have changed places are one fault, not two. */
static size_t distance(const char *a, const char *b)
{
	size_t rows[3][NEAREST_MAX + 1], width = strlen(b), i = 0;
	for (size_t j = 0; j <= width; j++)
		rows[0][j] = j;
	for (; a[i]; i++) {
		size_t *row = rows[(i + 1) % 3], *above = rows[i % 3], *twice = rows[(i + 2) % 3];
		row[0] = i + 1;
		for (size_t j = 0; j < width; j++) {
			bool turned = i && j && a[i] == b[j - 1] && a[i - 1] == b[j];
			row[j + 1] = least(above[j] + (a[i] != b[j]), above[j + 1] + 1, row[j] + 1);
			row[j + 1] = turned && twice[j - 1] + 1 < row[j + 1] ? twice[j - 1] + 1 : row[j + 1];
		}
	}
	return rows[i % 3][width];
}

const char *str_nearest(const char *word, const char *const *names, size_t count)
{
	enum { SHORT = 4 }; /* of fewer letters a third is none */
	size_t len = strlen(word), best = (len < SHORT ? 1 : len / 3) + 1;
	const char *found = NULL;
	for (size_t i = 0; len <= NEAREST_MAX && i < count; i++) {
		size_t away = strlen(names[i]) <= NEAREST_MAX ? distance(word, names[i]) : best;
		if (away < best) {
			best = away;
			found = names[i];
		}
	}
	return found;
}

uint64_t hash_step(uint64_t hash, uint32_t item)
{
	return (hash ^ item) * 1099511628211u;
}

uint64_t str_hash(const void *data, size_t len)
{
	const unsigned char *bytes = data;
	uint64_t hash = 14695981039346656037u;
	for (size_t i = 0; i < len; i++)
		hash = hash_step(hash, bytes[i]);
	return hash;
}

/* ---- map: open addressing over an array that keeps the order of insertion ---- */

typedef struct {
	const char *key;
	void *value;
} Pair;

struct Map {
	Arena *arena;
	Pair *pairs;
	size_t count, cap;
	uint32_t *slots; /* index into pairs + 1; 0 is free */
	size_t slot_count;
};

Map *map_new(Arena *arena)
{
	Map *map = arena_alloc(arena, sizeof *map);
	map->arena = arena;
	return map;
}

static size_t slot_of(const Map *map, const char *key)
{
	size_t slot = str_hash(key, strlen(key)) & (map->slot_count - 1);
	while (map->slots[slot] && strcmp(map->pairs[map->slots[slot] - 1].key, key) != 0)
		slot = (slot + 1) & (map->slot_count - 1);
	return slot;
}

/* Doubles both arrays; the arena keeps the old ones until it goes. */
static void map_enlarge(Map *map)
{
	size_t cap = map->cap ? map->cap * 2 : 16;
	Pair *pairs = arena_alloc(map->arena, cap * sizeof *pairs);
	if (map->count)
		memcpy(pairs, map->pairs, map->count * sizeof *pairs);
	map->pairs = pairs;
	map->cap = cap;
	map->slot_count = cap * 2;
	map->slots = arena_alloc(map->arena, map->slot_count * sizeof *map->slots);
	for (size_t i = 0; i < map->count; i++)
		map->slots[slot_of(map, pairs[i].key)] = (uint32_t)i + 1;
}

void map_set(Map *map, const char *key, const void *given)
{
	void *value = (void *)given; /* whether it may be changed is for those to know who put it there */
	if (map->count == map->cap)
		map_enlarge(map);
	size_t slot = slot_of(map, key);
	if (map->slots[slot]) {
		map->pairs[map->slots[slot] - 1].value = value;
		return;
	}
	map->pairs[map->count++] = (Pair){arena_strdup(map->arena, key), value};
	map->slots[slot] = (uint32_t)map->count;
}

static const Pair *map_find(const Map *map, const char *key)
{
	if (!map->count)
		return NULL;
	uint32_t index = map->slots[slot_of(map, key)];
	return index ? &map->pairs[index - 1] : NULL;
}

void *map_get(const Map *map, const char *key)
{
	const Pair *pair = map_find(map, key);
	return pair ? pair->value : NULL;
}

bool map_has(const Map *map, const char *key)
{
	return map_find(map, key) != NULL;
}

size_t map_count(const Map *map)
{
	return map->count;
}

const char *map_key(const Map *map, size_t index)
{
	return map->pairs[index].key;
}

void *map_value(const Map *map, size_t index)
{
	return map->pairs[index].value;
}
