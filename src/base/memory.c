/* Memory that does not fail, and arenas. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, madvise */
#include "base/base.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#endif

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

/*
 * ---- arena: a chain of blocks, the newest first ----
 *
 * Blocks double, until they are pages of the largest kind, which the system is asked for itself: a book needs a
 * hundred thousand small ones, each of which is a fault, and large ones are a few dozen.  Memory that it gives is
 * zeroed, so that only what was used before has to be.
 */

typedef struct Block Block;
struct Block {
	Block *next;
	size_t size, used;
	size_t dirty;  /* bytes that may hold something */
	size_t mapped; /* bytes of the system's, the head included; 0: of the heap's */
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
	Block *spare; /* of the system's, given back and not forgotten; NULL */
	Taken *taken; /* in its own blocks */
};

/* Under the sanitizer a few bytes behind each piece are nobody's, so that it sees what goes beyond one. */
#ifdef __SANITIZE_ADDRESS__
enum { GUARD = 16 };
#define allow(start, len) ASAN_UNPOISON_MEMORY_REGION(start, len)
#define forbid(start, len) ASAN_POISON_MEMORY_REGION(start, len)
#else
enum { GUARD = 0 };
#define allow(start, len) ((void)(start), (void)(len))
#define forbid(start, len) ((void)(start), (void)(len))
#endif

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024, LARGE_PAGE = 2 << 20 };

/* A multiple of large pages at the boundary of one; NULL: there is none. */
static void *map_pages(size_t size)
{
	char *all = mmap(NULL, size + LARGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (all == MAP_FAILED)
		return NULL;
	size_t before = (LARGE_PAGE - (uintptr_t)all % LARGE_PAGE) % LARGE_PAGE, after = LARGE_PAGE - before;
	if (before)
		munmap(all, before);
	if (after)
		munmap(all + before + size, after);
#ifdef MADV_HUGEPAGE
	madvise(all + before, size, MADV_HUGEPAGE); /* where it is not possible, small ones do */
#endif
	return all + before;
}

static Block *block_new(size_t size, Block *next)
{
	if (size > SIZE_MAX / 2)
		base_no_memory();
	size_t whole = sizeof(Block) + size;
	if (size < LARGEST_BLOCK) {
		Block *block = base_alloc(whole);
		*block = (Block){.next = next, .size = size, .dirty = size};
		return block;
	}
	whole = (whole + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
	Block *block = map_pages(whole);
	if (!block)
		base_no_memory();
	*block = (Block){.next = next, .size = whole - sizeof *block, .mapped = whole};
	return block;
}

static void block_free(Block *block)
{
	if (block && block->mapped) {
		allow(block, block->mapped);
		munmap(block, block->mapped);
	} else {
		free(block);
	}
}

/* What is taken and given back in turns shall not be asked of the system each time. */
static void give_back(Arena *arena, Block *block)
{
	bool keep = block->mapped && !arena->spare;
	if (!keep)
		block_free(block);
	else
		arena->spare = block;
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
		give_back(arena, old);
	}
	if (arena->top)
		arena->top->used = mark.used;
}

void arena_free(Arena *arena)
{
	if (!arena)
		return;
	arena_release(arena, (ArenaMark){0});
	block_free(arena->spare);
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

static Block *add_block(Arena *arena, size_t size)
{
	size_t next = arena->top->size * 2 < LARGEST_BLOCK ? arena->top->size * 2 : LARGEST_BLOCK;
	Block *spare = arena->spare;
	if (!spare || next < LARGEST_BLOCK || spare->size < size)
		return arena->top = block_new(size > next ? size : next, arena->top);
	arena->spare = NULL;
	spare->next = arena->top;
	spare->used = 0;
	return arena->top = spare;
}

void *arena_alloc(Arena *arena, size_t size)
{
	enum { ALIGN = sizeof(int64_t) };
	if (size > SIZE_MAX / 4)
		base_no_memory();
	size_t asked = size;
	size = (size + GUARD + ALIGN - 1) / ALIGN * ALIGN;
	Block *top = arena->top;
	if (top->size - top->used < size)
		top = add_block(arena, size);
	char *start = (char *)top->data + top->used;
	size_t dirty = top->dirty > top->used ? top->dirty - top->used : 0;
	top->used += size;
	top->dirty = top->used > top->dirty ? top->used : top->dirty;
	allow(start, size);
	memset(start, 0, dirty < size ? dirty : size);
	forbid(start + asked, size - asked);
	return start;
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
