/* Where lines may end in words with their signs, by their bytes: a book has few, and has them often.  Several threads
 * look them up, without a lock: a place that is filled stays as it is. */
#include "text/stretches.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 64, MOST = 1 << 16, SLOTS = 2 * MOST };

typedef struct {
	uint64_t hash;
	const char *lang;
	size_t len;
	uint8_t bytes[]; /* the text, then what is known of each byte */
} Stretch;

struct TxtStretches {
	_Atomic(const Stretch *) slots[SLOTS];
	pthread_mutex_t lock; /* of what is written there, and of all below */
	Arena *arena;
	size_t count;
};

TxtStretches *txt_stretches_new(void)
{
	TxtStretches *kept = base_calloc(1, sizeof *kept);
	pthread_mutex_init(&kept->lock, NULL);
	kept->arena = arena_new();
	return kept;
}

void txt_stretches_free(TxtStretches *kept)
{
	pthread_mutex_destroy(&kept->lock);
	arena_free(kept->arena);
	free(kept);
}

/* The index of a stretch's place: it stands there, or nothing does. */
static size_t place_of(const TxtStretches *kept, uint64_t hash, const char *lang, const char *text, size_t len,
                       const Stretch **known)
{
	for (size_t at = hash % SLOTS;; at = (at + 1) % SLOTS) {
		*known = atomic_load_explicit(&kept->slots[at], memory_order_acquire);
		if (!*known || ((*known)->hash == hash && (*known)->len == len && !memcmp((*known)->bytes, text, len) &&
		                str_eq((*known)->lang, lang)))
			return at;
	}
}

bool txt_stretches_find(const TxtStretches *kept, const char *lang, const char *text, size_t len, uint8_t *out)
{
	const Stretch *known;
	if (len > LONGEST)
		return false;
	place_of(kept, txt_hash(text, len), lang, text, len, &known);
	if (known)
		memcpy(out, known->bytes + len, len);
	return known != NULL;
}

void txt_stretches_keep(TxtStretches *kept, const char *lang, const char *text, size_t len, const uint8_t *found)
{
	const Stretch *known;
	uint64_t hash = txt_hash(text, len);
	if (len > LONGEST)
		return;
	pthread_mutex_lock(&kept->lock);
	size_t at = place_of(kept, hash, lang, text, len, &known);
	if (!known && kept->count < MOST) {
		Stretch *made = arena_alloc(kept->arena, sizeof *made + 2 * len);
		*made = (Stretch){.hash = hash, .lang = lang, .len = len};
		memcpy(made->bytes, text, len);
		memcpy(made->bytes + len, found, len);
		atomic_store_explicit(&kept->slots[at], made, memory_order_release);
		kept->count++;
	}
	pthread_mutex_unlock(&kept->lock);
}
