/* The cache of shaped words: a table with open addressing, whose slots are filled once and for all. */
#include "text/cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* The hash stands beside the entry, which is far away; it is written first. */
typedef struct {
	uint64_t hash;
	_Atomic(TxtEntry *) entry; /* NULL: free */
} Slot;

/* Who looks up in a table while a larger one takes its place does not find what was added since, and asks again under
 * the lock. */
typedef struct Table Table;
struct Table {
	Table *smaller; /* the one before it */
	size_t cap;     /* a power of two */
	Slot slots[];
};

struct TxtCache {
	_Atomic(Table *) table;
	_Atomic(const TxtKept *) styles, last; /* the newest; that was asked for last */
	pthread_mutex_t lock;                  /* of all that is written above, and of all below */
	Arena *arena;                          /* of the styles */
	size_t count;                          /* of entries */
	TxtBench *free;
	TxtBench **benches;
	size_t bench_count, bench_cap;
};

static Table *table_new(size_t cap, Table *smaller)
{
	Table *table = base_calloc(1, sizeof *table + cap * sizeof *table->slots);
	table->smaller = smaller;
	table->cap = cap;
	return table;
}

TxtCache *txt_cache_new(void)
{
	TxtCache *cache = base_calloc(1, sizeof *cache);
	pthread_mutex_init(&cache->lock, NULL);
	cache->arena = arena_new();
	atomic_init(&cache->table, table_new(4096, NULL));
	return cache;
}

void txt_cache_free(TxtCache *cache)
{
	for (size_t i = 0; i < cache->bench_count; i++) {
		hb_buffer_destroy(cache->benches[i]->buffer);
		arena_free(cache->benches[i]->arena);
		free(cache->benches[i]);
	}
	for (Table *table = atomic_load(&cache->table), *smaller; table; table = smaller) {
		smaller = table->smaller;
		free(table);
	}
	pthread_mutex_destroy(&cache->lock);
	free(cache->benches);
	arena_free(cache->arena);
	free(cache);
}

/* ---- benches ---- */

static TxtBench *add_bench(TxtCache *cache)
{
	TxtBench *bench = base_calloc(1, sizeof *bench);
	bench->arena = arena_new();
	bench->buffer = hb_buffer_create();
	cache->benches = base_grow(cache->benches, cache->bench_count, &cache->bench_cap, sizeof(TxtBench *));
	return cache->benches[cache->bench_count++] = bench;
}

TxtBench *txt_cache_bench(TxtCache *cache)
{
	pthread_mutex_lock(&cache->lock);
	TxtBench *bench = cache->free ? cache->free : add_bench(cache);
	cache->free = bench->next;
	pthread_mutex_unlock(&cache->lock);
	bench->next = NULL;
	return bench;
}

void txt_cache_give_back(TxtCache *cache, TxtBench *bench)
{
	pthread_mutex_lock(&cache->lock);
	bench->next = cache->free;
	cache->free = bench;
	pthread_mutex_unlock(&cache->lock);
}

/* ---- styles ---- */

static bool same_style(const TxtStyle *a, const TxtStyle *b)
{
	return a->family == b->family && a->weight == b->weight && a->italic == b->italic &&
	       a->features == b->features && a->more == b->more && a->size == b->size && a->tracking == b->tracking &&
	       (a->lang == b->lang || str_eq(a->lang, b->lang));
}

static const TxtKept *find_style(const TxtCache *cache, const TxtStyle *style)
{
	const TxtKept *kept = atomic_load_explicit(&cache->styles, memory_order_acquire);
	while (kept && !same_style(&kept->style, style))
		kept = kept->next;
	return kept;
}

static const TxtKept *add_style(TxtCache *cache, const TxtStyle *style)
{
	pthread_mutex_lock(&cache->lock);
	const TxtKept *found = find_style(cache, style), *newest = atomic_load(&cache->styles);
	if (!found) {
		const Language *language = lang_find(style->lang);
		TxtKept *kept = arena_alloc(cache->arena, sizeof *kept);
		*kept = (TxtKept){*style, language->letters.lining, language->letters.parted,
		                  newest ? newest->number + 1 : 0, newest};
		atomic_store_explicit(&cache->styles, kept, memory_order_release);
		found = kept;
	}
	pthread_mutex_unlock(&cache->lock);
	return found;
}

/* A book has few, and mostly the one that it had last. */
static const TxtKept *keep_style(TxtCache *cache, const TxtStyle *style)
{
	const TxtKept *kept = atomic_load_explicit(&cache->last, memory_order_acquire);
	if (kept && same_style(&kept->style, style))
		return kept;
	kept = find_style(cache, style);
	kept = kept ? kept : add_style(cache, style);
	atomic_store_explicit(&cache->last, kept, memory_order_release);
	return kept;
}

/* ---- words ---- */

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

TxtKey txt_cache_key(TxtCache *cache, const TxtStyle *style, uint8_t manner, const char *text, size_t len)
{
	const TxtKept *kept = keep_style(cache, style);
	uint64_t hash = txt_hash(text, len) ^ (kept->number * 0x9E3779B97F4A7C15u) ^ (manner * 0x5851F42D4C957F2Du);
	return (TxtKey){kept, hash ^ hash >> 29, text, (uint32_t)len, manner};
}

/* The slot of a word, filled with an entry if the table has it. */
static Slot *find_slot(Table *table, const TxtKey *key, TxtEntry **entry)
{
	for (size_t at = key->hash & (table->cap - 1);; at = (at + 1) & (table->cap - 1)) {
		Slot *slot = &table->slots[at];
		*entry = atomic_load_explicit(&slot->entry, memory_order_acquire);
		if (!*entry || (slot->hash == key->hash && (*entry)->len == key->len && (*entry)->kept == key->kept &&
		                (*entry)->manner == key->manner && !memcmp((*entry)->text, key->text, key->len)))
			return slot;
	}
}

TxtEntry *txt_cache_find(const TxtCache *cache, const TxtKey *key)
{
	TxtEntry *entry;
	find_slot(atomic_load_explicit(&cache->table, memory_order_acquire), key, &entry);
	return entry;
}

TxtEntry *txt_cache_entry(TxtBench *bench, const TxtKey *key)
{
	TxtEntry *entry = arena_alloc(bench->arena, sizeof *entry + key->len + 1);
	entry->kept = key->kept;
	entry->len = key->len;
	entry->manner = key->manner;
	memcpy(entry->text, key->text, key->len);
	return entry;
}

/* The lock is held. */
static Table *grow(TxtCache *cache, Table *table)
{
	Table *larger = table_new(table->cap * 2, table);
	for (size_t i = 0; i < table->cap; i++) {
		TxtEntry *entry = atomic_load_explicit(&table->slots[i].entry, memory_order_relaxed);
		size_t at = table->slots[i].hash & (larger->cap - 1);
		if (!entry)
			continue;
		while (atomic_load_explicit(&larger->slots[at].entry, memory_order_relaxed))
			at = (at + 1) & (larger->cap - 1);
		larger->slots[at].hash = table->slots[i].hash;
		atomic_init(&larger->slots[at].entry, entry);
	}
	atomic_store_explicit(&cache->table, larger, memory_order_release);
	return larger;
}

TxtEntry *txt_cache_add(TxtCache *cache, const TxtKey *key, TxtEntry *entry)
{
	TxtEntry *known;
	pthread_mutex_lock(&cache->lock);
	Table *table = atomic_load(&cache->table);
	table = cache->count * 4 < table->cap * 3 ? table : grow(cache, table);
	Slot *slot = find_slot(table, key, &known);
	if (!known) {
		slot->hash = key->hash;
		atomic_store_explicit(&slot->entry, entry, memory_order_release);
		cache->count++;
	}
	pthread_mutex_unlock(&cache->lock);
	return known ? known : entry;
}

void txt_cache_divide(TxtCache *cache, TxtEntry *entry, const TxtDivision *divisions, size_t count)
{
	pthread_mutex_lock(&cache->lock);
	if (!atomic_load(&entry->divided)) {
		entry->divisions = divisions;
		entry->division_count = (uint16_t)count;
		atomic_store_explicit(&entry->divided, true, memory_order_release);
	}
	pthread_mutex_unlock(&cache->lock);
}
