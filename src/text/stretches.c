/* Where lines may end in words with their signs, by their bytes: a book has few, and has them often. */
#include "text/stretches.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 64, MOST = 1 << 16, SLOTS = 2 * MOST };

typedef struct {
	uint64_t hash;
	uint16_t len, lang;
	uint8_t bytes[]; /* the text, then what is known of each byte */
} Stretch;

struct TxtStretches {
	Arena *arena;
	const Stretch *slots[SLOTS];
	size_t count;
	uint64_t asked; /* the hash of the last one, not kept yet */
	const char **langs;
	size_t lang_count, lang_cap, lang; /* lang: the last one */
};

TxtStretches *txt_stretches_new(void)
{
	TxtStretches *kept = base_calloc(1, sizeof *kept);
	kept->arena = arena_new();
	return kept;
}

void txt_stretches_free(TxtStretches *kept)
{
	arena_free(kept->arena);
	free(kept->langs);
	free(kept);
}

static void find_lang(TxtStretches *kept, const char *lang)
{
	if (kept->lang_count && str_eq(kept->langs[kept->lang], lang))
		return;
	for (kept->lang = 0; kept->lang < kept->lang_count; kept->lang++) {
		if (str_eq(kept->langs[kept->lang], lang))
			return;
	}
	kept->langs = base_grow(kept->langs, kept->lang_count, &kept->lang_cap, sizeof *kept->langs);
	kept->langs[kept->lang_count++] = arena_strdup(kept->arena, lang);
}

/* The place of the stretch that is asked for: NULL stands there if it is not known. */
static const Stretch **slot_of(TxtStretches *kept, const char *text, size_t len)
{
	for (size_t at = kept->asked % SLOTS;; at = (at + 1) % SLOTS) {
		const Stretch *known = kept->slots[at];
		if (!known || (known->hash == kept->asked && known->len == len && known->lang == kept->lang &&
		               !memcmp(known->bytes, text, len)))
			return &kept->slots[at];
	}
}

bool txt_stretches_find(TxtStretches *kept, const char *lang, const char *text, size_t len, uint8_t *out)
{
	if (len > LONGEST)
		return false;
	find_lang(kept, lang);
	kept->asked = txt_hash(text, len) + kept->lang;
	const Stretch *known = *slot_of(kept, text, len);
	if (known)
		memcpy(out, known->bytes + len, len);
	return known != NULL;
}

void txt_stretches_keep(TxtStretches *kept, const char *text, size_t len, const uint8_t *found)
{
	if (len > LONGEST || kept->count == MOST)
		return;
	Stretch *made = arena_alloc(kept->arena, sizeof *made + 2 * len);
	*made = (Stretch){.hash = kept->asked, .len = (uint16_t)len, .lang = (uint16_t)kept->lang};
	memcpy(made->bytes, text, len);
	memcpy(made->bytes + len, found, len);
	*slot_of(kept, text, len) = made;
	kept->count++;
}
