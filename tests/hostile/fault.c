/* Preloaded: lets one call of a kind fail, or kills the process at it; FAULT=KIND:N, the Nth counted from 1. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long calls;

static void kill_here(void)
{
	syscall(SYS_kill, getpid(), SIGKILL);
}

/* Whether this call is the one. */
static int fails(const char *kind)
{
	const char *fault = getenv("FAULT");
	size_t len = strlen(kind);
	if (!fault)
		return 0;
	int deadly = !strncmp(fault, "kill:", 5) && strcmp(kind, "memory") != 0;
	if (!deadly && (strncmp(fault, kind, len) || fault[len] != ':'))
		return 0;
	if (atomic_fetch_add(&calls, 1) + 1 != atol(strchr(fault, ':') + 1))
		return 0;
	syscall(SYS_write, 2, "FAULT\n", 6);
	if (deadly)
		kill_here();
	return 1;
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define MEMORY(name, parameters, arguments) \
	extern void *name parameters; \
	void *name parameters \
	{ \
		static __typeof__(&name) real; \
		if (!real) \
			real = (__typeof__(&name))dlsym(RTLD_NEXT, #name); \
		if (fails("memory")) { \
			errno = ENOMEM; \
			return NULL; \
		} \
		return real arguments; \
	}
#define CALL(type, name, kind, error, parameters, arguments) \
	type name parameters \
	{ \
		REAL(name); \
		if (fails(kind)) { \
			errno = error; \
			return (type)-1; \
		} \
		return real arguments; \
	}

MEMORY(__libc_malloc, (size_t size), (size))
MEMORY(__libc_calloc, (size_t count, size_t size), (count, size))
MEMORY(__libc_realloc, (void *old, size_t size), (old, size))
MEMORY(__libc_memalign, (size_t alignment, size_t size), (alignment, size))
CALL(ssize_t, write, "write", ENOSPC, (int fd, const void *data, size_t len), (fd, data, len))
CALL(ssize_t, read, "read", EIO, (int fd, void *data, size_t len), (fd, data, len))
CALL(int, fsync, "fsync", EIO, (int fd), (fd))
CALL(int, rename, "rename", EXDEV, (const char *from, const char *to), (from, to))
CALL(int, link, "link", EPERM, (const char *from, const char *to), (from, to))
CALL(int, linkat, "linkat", EPERM, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags))
CALL(int, mkdir, "mkdir", ENOSPC, (const char *path, unsigned mode), (path, mode))
CALL(pid_t, fork, "fork", EAGAIN, (void), ())
CALL(int, pipe, "pipe", EMFILE, (int ends[2]), (ends))

/* A descriptor is gone whatever close says. */
int close(int fd)
{
	REAL(close);
	int failed = fails("close"), status = real(fd);
	if (failed)
		errno = EIO;
	return failed ? -1 : status;
}
