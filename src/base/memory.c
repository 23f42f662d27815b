/* Memory that does not fail, and arenas. */
#include "base/base.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *base_alloc(size_t size)
{
	void *block = malloc(size ? size : 1);
	if (!block)
		base_no_memory();
	return block;
}

void *base_calloc(size_t count, size_t size)
{
	void *block = calloc(count ? count : 1, size ? size : 1);
	if (!block)
		base_no_memory();
	return block;
}

void *base_realloc(void *old, size_t size)
{
	void *block = realloc(old, size ? size : 1);
	if (!block)
		base_no_memory();
	return block;
}

void *base_grow(void *items, size_t count, size_t *cap, size_t size)
{
	if (count < *cap)
		return items;
	size_t more = *cap ? *cap : 8;
	while (more <= count) {
		if (more > SIZE_MAX / 2 / size)
			base_no_memory();
		more *= 2;
	}
	*cap = more;
	return base_realloc(items, more * size);
}

/* ---- arena: a chain of blocks, the newest first ---- */

typedef struct Block Block;
struct Block {
	Block *next;
	size_t size, used;
	max_align_t data[];
};

/* What was taken from the heap, the newest first. */
typedef struct Taken Taken;
struct Taken {
	Taken *next;
	void *block;
};

struct Arena {
	Block *top;
	Taken *taken; /* in its own blocks */
};

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024 };

static Block *block_new(size_t size, Block *next)
{
	if (size > SIZE_MAX / 2)
		base_no_memory();
	Block *block = base_alloc(sizeof *block + size);
	*block = (Block){.next = next, .size = size};
	return block;
}

Arena *arena_new(void)
{
	Arena *arena = base_calloc(1, sizeof *arena);
	arena->top = block_new(FIRST_BLOCK, NULL);
	return arena;
}

ArenaMark arena_mark(const Arena *arena)
{
	return (ArenaMark){arena->top, arena->taken, arena->top->used};
}

void arena_release(Arena *arena, ArenaMark mark)
{
	for (; arena->taken != mark.taken; arena->taken = arena->taken->next)
		free(arena->taken->block);
	while (arena->top != mark.block) {
		Block *old = arena->top;
		arena->top = old->next;
		free(old);
	}
	if (arena->top)
		arena->top->used = mark.used;
}

void arena_free(Arena *arena)
{
	if (arena)
		arena_release(arena, (ArenaMark){0});
	free(arena);
}

void arena_reset(Arena *arena)
{
	Block *first = arena->top;
	while (first->next)
		first = first->next;
	arena_release(arena, (ArenaMark){.block = first});
}

void arena_take(Arena *arena, void *block)
{
	Taken *taken = arena_alloc(arena, sizeof *taken);
	*taken = (Taken){arena->taken, block};
	arena->taken = taken;
}

void *arena_alloc(Arena *arena, size_t size)
{
	enum { ALIGN = sizeof(max_align_t) };
	if (size > SIZE_MAX / 4)
		base_no_memory();
	size = (size + ALIGN - 1) / ALIGN * ALIGN;
	Block *top = arena->top;
	if (top->size - top->used < size) {
		size_t next = top->size * 2 < LARGEST_BLOCK ? top->size * 2 : LARGEST_BLOCK;
		top = arena->top = block_new(size > next ? size : next, top);
	}
	char *start = (char *)top->data + top->used;
	top->used += size;
	return memset(start, 0, size);
}

char *arena_strndup(Arena *arena, const char *text, size_t len)
{
	char *copy = arena_alloc(arena, len + 1);
	if (len)
		memcpy(copy, text, len);
	return copy;
}

char *arena_strdup(Arena *arena, const char *text)
{
	return arena_strndup(arena, text, strlen(text));
}

char *arena_printf(Arena *arena, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	char *text = arena_alloc(arena, len > 0 ? (size_t)len + 1 : 1);
	if (len > 0)
		vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	va_end(args);
	return text;
}
