/*
 * Memory ends for libraries as it ends for us.  Some of those that we stand on take a small allocation that failed
 * for something to go on without: a letter less, a font less, and all is told as done.  So the small ones of the
 * whole process come through here, and the first that fails ends it with exit status 3.  A large one may fail where
 * whoever asks has said so: a picture too large is told as that.
 *
 * The GNU C library lets a program define these beside its own and has its own under second names; elsewhere, and
 * under sanitizers, which define them too, things are as they are.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, madvise */
#include "base/base.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

_Noreturn static void leave(const char *text, size_t len)
{
	while (write(STDERR_FILENO, text, len) < 0 && errno == EINTR)
		continue;
	_exit(EXIT_SYSTEM);
}

_Noreturn void base_no_memory(void)
{
	static const char text[] = "bifolio: error: out of memory; close other programs or split the source\n";
	leave(text, sizeof text - 1);
}

void base_heed(int error)
{
	static const char text[] = "bifolio: error: no more files can be opened; close other programs, or raise the "
	                           "limit (ulimit -n)\n";
	if (error == EMFILE || error == ENFILE)
		leave(text, sizeof text - 1);
	if (error == ENOMEM)
		base_no_memory();
}

void base_heed_room(void)
{
	enum { ROOM = 32 << 20 }; /* what a library takes that is loaded, or a picture */
	void *block = mmap(NULL, ROOM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (block == MAP_FAILED)
		base_no_memory();
	munmap(block, ROOM);
}

#ifdef __GLIBC__
enum { MAPPED = 256 << 10, MOST_EXPECTED = 30 << 20, LARGE_PAGE = 2 << 20 };

/* The block that is taken and freed again is the heap's end from then on. */
static void widen(size_t size)
{
	mallopt(M_TRIM_THRESHOLD, 2 * MOST_EXPECTED);
	mallopt(M_MMAP_THRESHOLD, MOST_EXPECTED + 1);
	char *room = malloc(size);
	size_t before = (LARGE_PAGE - (uintptr_t)room % LARGE_PAGE) % LARGE_PAGE;
	if (room && before < size)
		madvise(room + before, (size - before) / LARGE_PAGE * LARGE_PAGE, MADV_HUGEPAGE);
	free(room);
	mallopt(M_MMAP_THRESHOLD, MAPPED);
}
#endif

void base_expect(size_t size)
{
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
	widen(size < MOST_EXPECTED ? size : MOST_EXPECTED);
#else
	(void)size;
#endif
}

void base_give_back(void)
{
#ifdef __GLIBC__
	/* Left to itself the library would keep ever larger blocks among the small, and holes where they were. */
	mallopt(M_MMAP_THRESHOLD, MAPPED);
	mallopt(M_TRIM_THRESHOLD, MAPPED);
	malloc_trim(0);
#endif
}

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#include <stdlib.h>

enum { LARGE = 1 << 20 };

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static void *checked(void *block, size_t size)
{
	if (!block && size && size < LARGE)
		base_no_memory();
	return block;
}

void *malloc(size_t size)
{
	return checked(__libc_malloc(size), size);
}

void *calloc(size_t count, size_t size)
{
	bool small = count < LARGE && size < LARGE && count * size < LARGE;
	return checked(__libc_calloc(count, size), small ? count * size : LARGE);
}

void *realloc(void *old, size_t size)
{
	return checked(__libc_realloc(old, size), size);
}

void *memalign(size_t alignment, size_t size)
{
	return checked(__libc_memalign(alignment, size), size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
	void *block = memalign(alignment, size);
	if (block)
		*out = block;
	return block ? 0 : ENOMEM;
}
#endif
