/* Work in a process of its own, so that what it falls over falls there. */
#include "base/base.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Sanitizers reserve more addresses than any limit leaves. */
#if defined(__SANITIZE_ADDRESS__)
enum { LIMITS_MEMORY = 0 };
#else
enum { LIMITS_MEMORY = 1 };
#endif

static void limit(int what, size_t most)
{
	struct rlimit value;
	if (getrlimit(what, &value))
		return;
	if (value.rlim_max == RLIM_INFINITY || value.rlim_max > most)
		value.rlim_cur = most;
	setrlimit(what, &value);
}

/* Gives what was made to the parent, all of it or none. */
_Noreturn static void do_task(WorkerTask *task, void *closure, const WorkerLimits *limits, int to)
{
	Buf made = {0};
	size_t at = 0;
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_CPU, limits->seconds);
	if (LIMITS_MEMORY)
		limit(RLIMIT_AS, limits->memory);
	task(closure, &made);
	while (at < made.len) {
		ssize_t put = write(to, made.data + at, made.len - at);
		if (put > 0)
			at += (size_t)put;
		else if (errno != EINTR)
			_exit(EXIT_SYSTEM);
	}
	_exit(EXIT_DONE);
}

static bool read_to_end(int from, Buf *out)
{
	for (;;) {
		buf_reserve(out, 65536);
		ssize_t got = read(from, out->data + out->len, 65536);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return !got;
		out->len += (size_t)got;
		out->data[out->len] = '\0';
	}
}

bool worker_run(WorkerTask *task, void *closure, const WorkerLimits *limits, Buf *out)
{
	int ends[2], status = -1;
	if (pipe(ends))
		return false;
	fflush(NULL); /* lest the child writes it once more */
	pid_t child = fork();
	if (!child) {
		close(ends[0]);
		do_task(task, closure, limits, ends[1]);
	}
	close(ends[1]);
	bool read = child > 0 && read_to_end(ends[0], out);
	close(ends[0]);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return read && WIFEXITED(status) && WEXITSTATUS(status) == EXIT_DONE;
}
