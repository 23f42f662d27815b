/* The format of libhyphen: an encoding, the minima, then patterns; NEXTLEVEL parts the levels. */
#include "text/patterns.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 120, LARGEST = 16 << 20 };

typedef struct {
	uint32_t child, next; /* 0: none */
	uint32_t children;    /* a bit for the last five bits of each child's byte */
	uint32_t points;      /* 1 + offset of a pattern's digits, one a byte and one before; 0: none */
	uint16_t change;      /* 1 + index; 0: none */
	uint8_t byte, len;
} State;

struct PatLevel {
	State *states;
	size_t count, cap;
	uint32_t roots[256];
	uint8_t *points;
	size_t point_count, point_cap;
	PatChange *changes;
	size_t change_count, change_cap;
};

/* ---- the trie ---- */

static uint32_t new_state(PatLevel *level, uint8_t byte)
{
	level->states = base_grow(level->states, level->count, &level->cap, sizeof *level->states);
	level->states[level->count] = (State){.byte = byte};
	return (uint32_t)level->count++;
}

static uint32_t find_child(const PatLevel *level, uint32_t state, uint8_t byte)
{
	uint32_t at = level->states[state].children & 1u << (byte & 31) ? level->states[state].child : 0;
	while (at && level->states[at].byte != byte)
		at = level->states[at].next;
	return at;
}

static State *add_pattern(PatLevel *level, const char *letters, const uint8_t *digits, size_t len)
{
	uint32_t state = 0;
	for (size_t i = 0; i < len; i++) {
		uint8_t byte = (uint8_t)letters[i];
		uint32_t next = i ? find_child(level, state, byte) : level->roots[byte];
		if (!next) {
			next = new_state(level, byte);
			if (i) {
				level->states[next].next = level->states[state].child;
				level->states[state].child = next;
				level->states[state].children |= 1u << (byte & 31);
			} else {
				level->roots[byte] = next;
			}
		}
		state = next;
	}
	level->states[state].points = (uint32_t)level->point_count + 1;
	level->states[state].len = (uint8_t)len;
	level->points = base_grow(level->points, level->point_count + len, &level->point_cap, 1);
	memcpy(level->points + level->point_count, digits, len + 1);
	level->point_count += len + 1;
	return &level->states[state];
}

static bool is_within(const PatChange *change, size_t at)
{
	return at >= change->start && at <= change->end;
}

void pat_match(const PatLevel *level, const char *word, size_t len, PatPlace *places)
{
	for (size_t start = 0; start < len; start++) {
		uint32_t state = level->roots[(uint8_t)word[start]];
		for (size_t at = start; state; state = ++at < len ? find_child(level, state, (uint8_t)word[at]) : 0) {
			const State *here = &level->states[state];
			const PatChange *change = here->change ? &level->changes[here->change - 1] : NULL;
			for (size_t i = 0; here->points && i <= here->len; i++) {
				uint8_t digit = level->points[here->points - 1 + i];
				if (digit > places[start + i].digit)
					places[start + i] = (PatPlace){digit, (uint16_t)start,
					                               change && is_within(change, i) ? change : NULL};
			}
		}
	}
}

/* ---- reading ---- */

/* The byte at which a character of the letters begins; a leading period is none. */
static size_t byte_of(const char *letters, size_t len, long character)
{
	size_t at = len && *letters == '.', used;
	for (; character > 0 && at < len; character--) {
		utf8_decode(letters + at, len - at, &used);
		at += used;
	}
	return at;
}

/* "sz=,2,1": what is written, from which character on, in place of how many. */
static uint16_t read_change(PatLevel *level, Arena *arena, const char *letters, size_t len, const char *text,
                            size_t text_len)
{
	const char *comma = memchr(text, ',', text_len), *hyphen = memchr(text, '=', text_len);
	if (!comma || !hyphen || hyphen > comma || level->change_count == UINT16_MAX - 1)
		return 0;
	char *rest;
	long start = strtol(comma + 1, &rest, 10), count = *rest == ',' ? strtol(rest + 1, NULL, 10) : 0;
	level->changes = base_grow(level->changes, level->change_count, &level->change_cap, sizeof *level->changes);
	level->changes[level->change_count++] = (PatChange){
	        .start = (uint8_t)byte_of(letters, len, start - 1),
	        .end = (uint8_t)byte_of(letters, len, start - 1 + count),
	        .before = arena_strndup(arena, text, (size_t)(hyphen - text)),
	        .after = arena_strndup(arena, hyphen + 1, (size_t)(comma - hyphen - 1)),
	};
	return (uint16_t)level->change_count;
}

static void read_line(PatLevel *level, Arena *arena, const char *line, size_t len)
{
	char letters[LONGEST];
	uint8_t digits[LONGEST + 1] = {0};
	const char *slash = memchr(line, '/', len);
	size_t count = 0, end = slash ? (size_t)(slash - line) : len;
	if (!len || *line == '%' || *line == '#' || memchr(line, ' ', len) || len >= LONGEST)
		return;
	for (size_t i = 0; i < end; i++) {
		if (line[i] >= '0' && line[i] <= '9')
			digits[count] = (uint8_t)(line[i] - '0');
		else
			letters[count++] = line[i];
	}
	if (!count || !memcmp(digits, (const uint8_t[LONGEST + 1]){0}, count + 1))
		return;
	uint16_t change = slash ? read_change(level, arena, letters, count, slash + 1, len - end - 1) : 0;
	add_pattern(level, letters, digits, count)->change = change;
}

static bool read_minimum(const char *line, const char *name, size_t *out)
{
	size_t len = strlen(name);
	if (strncmp(line, name, len) != 0)
		return false;
	long value = strtol(line + len, NULL, 10);
	if (value > 0 && value < 20)
		*out = (size_t)value;
	return true;
}

/* What stands next to an apostrophe or a hyphen is not divided in any language, so NOHYPHEN says nothing new. */
static bool is_setting(TxtHyphenator *h, const char *line)
{
	if (*line < 'A' || *line > 'Z') /* nearly all */
		return false;
	return read_minimum(line, "LEFTHYPHENMIN", &h->left) || read_minimum(line, "RIGHTHYPHENMIN", &h->right) ||
	       read_minimum(line, "COMPOUNDLEFTHYPHENMIN", &h->compound_left) ||
	       read_minimum(line, "COMPOUNDRIGHTHYPHENMIN", &h->compound_right) || !strncmp(line, "NOHYPHEN", 8);
}

static PatLevel *new_level(void)
{
	PatLevel *level = base_calloc(1, sizeof *level);
	new_state(level, 0); /* 0 is none */
	return level;
}

static void read_levels(TxtHyphenator *h, Arena *arena, const char *text)
{
	h->levels[h->count++] = new_level();
	for (const char *line = text; *line;) {
		size_t len = strcspn(line, "\r\n");
		if (*line == 'N' && !strncmp(line, "NEXTLEVEL", 9)) {
			if (h->count < BASE_LEN(h->levels))
				h->levels[h->count++] = new_level();
		} else if (!is_setting(h, line)) {
			read_line(h->levels[h->count - 1], arena, line, len);
		}
		line += len;
		line += strspn(line, "\r\n");
	}
}

static void *keep(Arena *arena, void *items, size_t size)
{
	void *copy = arena_alloc(arena, size + 1);
	if (size)
		memcpy(copy, items, size);
	free(items);
	return copy;
}

/* The states in the order of their depth, those of one parent beside each other: a search goes through near memory, and
 * all words share the first of it. */
static State *in_order(Arena *arena, PatLevel *level)
{
	State *ordered = arena_alloc(arena, level->count * sizeof *ordered);
	uint32_t count = 1; /* 0 is none */
	for (size_t i = 0; i < BASE_LEN(level->roots); i++) {
		if (level->roots[i]) {
			ordered[count] = level->states[level->roots[i]];
			level->roots[i] = count++;
		}
	}
	for (uint32_t at = 1; at < count; at++) {
		uint32_t child = ordered[at].child;
		ordered[at].child = child ? count : 0;
		for (; child; child = level->states[child].next) {
			ordered[count] = level->states[child];
			ordered[count].next = ordered[count].next ? count + 1 : 0;
			count++;
		}
	}
	free(level->states);
	return ordered;
}

static PatLevel *keep_level(Arena *arena, PatLevel *level)
{
	level->states = in_order(arena, level);
	level->points = keep(arena, level->points, level->point_count);
	level->changes = keep(arena, level->changes, level->change_count * sizeof *level->changes);
	return keep(arena, level, sizeof *level);
}

/* On the heap; NULL if the encoding is not known.  What cannot be converted, with all after it, is left out. */
static char *to_utf8(const char *text, size_t len, const char *encoding)
{
	Buf out = {0};
	size_t bad;
	if (str_eq(encoding, "UTF-8"))
		buf_add(&out, text, len);
	else
		charset_convert(encoding, text, len, &out, &bad);
	return out.data;
}

TxtHyphenator *pat_read(Arena *arena, const char *path)
{
	Buf file = {0};
	if (path_read(path, LARGEST, &file) != PATH_OK || !file.len) {
		buf_free(&file);
		return NULL;
	}
	char encoding[32];
	size_t first = strcspn(file.data, "\r\n");
	snprintf(encoding, sizeof encoding, "%.*s", (int)(first < 31 ? first : 31), file.data);
	char *name = str_starts(encoding, "ISO8859")      ? arena_printf(arena, "ISO-8859%s", encoding + 7)
	             : str_starts(encoding, "microsoft-") ? arena_printf(arena, "%s", encoding + 10)
	                                                  : encoding;
	char *text = to_utf8(file.data + first, file.len - first, name);
	TxtHyphenator *h = NULL;
	if (text) {
		h = arena_alloc(arena, sizeof *h);
		*h = (TxtHyphenator){.left = 2, .right = 3, .compound_left = 2, .compound_right = 2};
		read_levels(h, arena, text);
		for (size_t i = 0; i < h->count; i++)
			h->levels[i] = keep_level(arena, h->levels[i]);
	}
	free(text);
	buf_free(&file);
	return h;
}
