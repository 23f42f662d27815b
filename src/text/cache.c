/* The cache of shaped words. */
#include "text/cache.h"

#include <stdlib.h>
#include <string.h>

/* The hash stands beside the entry, which is far away. */
typedef struct {
	uint64_t hash; /* 0: free */
	TxtEntry *entry;
} Slot;

/* A style, and what its language says. */
typedef struct {
	TxtStyle style;
	bool caseless, parted;
} Kept;

struct TxtCache {
	Arena *arena;
	Slot *slots;
	size_t count, cap; /* cap is a power of two */
	Kept *styles;
	size_t style_count, style_cap, last_style;
	hb_buffer_t *buffer;
};

TxtCache *txt_cache_new(void)
{
	TxtCache *cache = base_calloc(1, sizeof *cache);
	cache->arena = arena_new();
	cache->cap = 4096;
	cache->slots = base_calloc(cache->cap, sizeof *cache->slots);
	cache->buffer = hb_buffer_create();
	return cache;
}

void txt_cache_free(TxtCache *cache)
{
	hb_buffer_destroy(cache->buffer);
	arena_free(cache->arena);
	free(cache->slots);
	free(cache->styles);
	free(cache);
}

Arena *txt_cache_arena(TxtCache *cache)
{
	return cache->arena;
}

hb_buffer_t *txt_cache_buffer(TxtCache *cache)
{
	return cache->buffer;
}

bool txt_cache_caseless(const TxtCache *cache, const TxtEntry *entry)
{
	return cache->styles[entry->style].caseless;
}

bool txt_cache_parted(const TxtCache *cache, const TxtEntry *entry)
{
	return cache->styles[entry->style].parted;
}

const TxtStyle *txt_cache_style(const TxtCache *cache, const TxtEntry *entry)
{
	return &cache->styles[entry->style].style;
}

static bool same_style(const TxtStyle *a, const TxtStyle *b)
{
	return a->family == b->family && a->weight == b->weight && a->italic == b->italic &&
	       a->features == b->features && a->more == b->more && a->size == b->size && a->tracking == b->tracking &&
	       (a->lang == b->lang || str_eq(a->lang, b->lang));
}

static uint16_t style_id(TxtCache *cache, const TxtStyle *style)
{
	if (cache->style_count && same_style(&cache->styles[cache->last_style].style, style))
		return (uint16_t)cache->last_style;
	for (size_t i = 0; i < cache->style_count; i++) {
		if (same_style(&cache->styles[i].style, style)) {
			cache->last_style = i;
			return (uint16_t)i;
		}
	}
	cache->styles = base_grow(cache->styles, cache->style_count, &cache->style_cap, sizeof *cache->styles);
	const Language *language = lang_find(style->lang);
	cache->styles[cache->style_count] = (Kept){*style, language->letters.lining, language->letters.parted};
	cache->last_style = cache->style_count;
	return (uint16_t)cache->style_count++;
}

static void grow_cache(TxtCache *cache)
{
	size_t cap = cache->cap * 2;
	Slot *slots = base_calloc(cap, sizeof *slots);
	for (size_t i = 0; i < cache->cap; i++) {
		size_t at = cache->slots[i].hash & (cap - 1);
		if (!cache->slots[i].hash)
			continue;
		while (slots[at].hash)
			at = (at + 1) & (cap - 1);
		slots[at] = cache->slots[i];
	}
	free(cache->slots);
	cache->slots = slots;
	cache->cap = cap;
}

/* Eight bytes at a time: most words are one step. */
uint64_t txt_hash(const char *text, size_t len)
{
	uint64_t hash = len, piece;
	for (; len >= sizeof piece; text += sizeof piece, len -= sizeof piece) {
		memcpy(&piece, text, sizeof piece);
		hash = (hash ^ piece) * 0xFF51AFD7ED558CCDu;
		hash ^= hash >> 32;
	}
	piece = 0;
	for (size_t i = 0; i < len; i++)
		piece = piece << 8 | (unsigned char)text[i];
	hash = (hash ^ piece) * 0xC4CEB9FE1A85EC53u;
	return hash ^ hash >> 32;
}

/* The slot of a text: filled if it is known. */
static Slot *find_slot(TxtCache *cache, uint64_t hash, uint16_t style, uint8_t manner, const char *text, size_t len)
{
	for (size_t at = hash & (cache->cap - 1);; at = (at + 1) & (cache->cap - 1)) {
		const TxtEntry *entry = cache->slots[at].entry;
		if (!cache->slots[at].hash ||
		    (cache->slots[at].hash == hash && entry->len == len && entry->style == style &&
		     entry->manner == manner && !memcmp(entry->text, text, len)))
			return &cache->slots[at];
	}
}

TxtEntry *txt_cache_entry(TxtCache *cache, const TxtStyle *style, uint8_t manner, const char *text, size_t len,
                          bool *made)
{
	uint16_t id = style_id(cache, style);
	uint64_t hash = txt_hash(text, len) ^ ((uint64_t)id * 0x9E3779B97F4A7C15u) ^ (manner * 0x5851F42D4C957F2Du);
	hash ^= hash >> 29;
	hash |= 1;
	Slot *slot = find_slot(cache, hash, id, manner, text, len);
	*made = !slot->hash;
	if (slot->hash)
		return slot->entry;
	if (cache->count * 2 >= cache->cap) {
		grow_cache(cache);
		slot = find_slot(cache, hash, id, manner, text, len);
	}
	TxtEntry *entry = arena_alloc(cache->arena, sizeof *entry + len + 1);
	*entry = (TxtEntry){.len = (uint32_t)len, .style = id, .manner = manner};
	memcpy(entry->text, text, len);
	entry->text[len] = '\0';
	*slot = (Slot){hash, entry};
	cache->count++;
	return entry;
}
