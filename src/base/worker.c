/* Work in a process of its own, so that what it falls over falls there. */
#define _GNU_SOURCE /* F_SETPIPE_SZ, MAP_ANONYMOUS, wait4 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Sanitizers reserve more addresses than any limit leaves, and read what no document needs. */
#if defined(__SANITIZE_ADDRESS__)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

/* How a worker says that it cannot have the sandbox that it must have, that it went deeper than its stack, and that
 * this is none to work with: no exit statuses of the program's. */
enum { NO_SANDBOX = 9, TOO_DEEP = 10, NO_STACK = 11 };

void *worker_shared(size_t size)
{
	void *block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (block == MAP_FAILED)
		base_no_memory();
	return block;
}

static void limit(__rlimit_resource_t what, size_t most)
{
	struct rlimit value;
	if (!most || getrlimit(what, &value))
		return;
	if (value.rlim_max == RLIM_INFINITY || value.rlim_max > most)
		value.rlim_cur = most;
	setrlimit(what, &value);
}

static void give_up_rights(const WorkerLimits *limits)
{
	static const struct rlimit none = {0, 0};
	setrlimit(RLIMIT_CORE, &none);
	limit(RLIMIT_CPU, limits->seconds);
	if (!SANITIZED)
		limit(RLIMIT_AS, limits->memory);
	alarm(limits->wall_seconds);
	if (!limits->readable || SANITIZED)
		return;
	unsigned kinds = sandbox_enter(limits->readable, limits->readable_count);
	if (limits->sandbox_needed && kinds != (SANDBOX_FILES | SANDBOX_CALLS))
		_exit(NO_SANDBOX);
}

/* Takes the stack that is usual, where the session's limit is lower and may be raised. */
static void take_stack(void)
{
	enum { USUAL = 8 << 20, LEAST = 1 << 20 };
	struct rlimit most;
	if (getrlimit(RLIMIT_STACK, &most) || most.rlim_cur >= USUAL)
		return;
	most.rlim_cur = most.rlim_max < USUAL ? most.rlim_max : USUAL;
	setrlimit(RLIMIT_STACK, &most);
	if (most.rlim_cur < LEAST)
		_exit(NO_STACK);
}

#if defined(__GLIBC__)
extern void *__libc_stack_end; /* where the first thread's begins */

/* Some libraries go down what they read on the stack, and a document may be deeper than that. */
static void on_fault(int number, siginfo_t *fault, void *context)
{
	enum { GUARD = 1 << 20 }; /* below the last page that the stack may have */
	struct rlimit most;
	size_t depth = (size_t)((uintptr_t)__libc_stack_end - (uintptr_t)fault->si_addr);
	(void)context;
	if (!getrlimit(RLIMIT_STACK, &most) && depth > most.rlim_cur / 2 && depth <= most.rlim_cur + GUARD)
		_exit(TOO_DEEP);
	signal(number, SIG_DFL);
	raise(number);
}

static void catch_depth(void)
{
	enum { SIZE = 1 << 16 };
	stack_t other = {.ss_sp = base_alloc(SIZE), .ss_size = SIZE};
	struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
	if (!SANITIZED && !sigaltstack(&other, NULL))
		sigaction(SIGSEGV, &action, NULL);
}
#else
static void catch_depth(void)
{
}
#endif

static void write_all(int to, const char *data, size_t len)
{
	while (len) {
		ssize_t put = write(to, data, len);
		if (put < 0 && errno != EINTR)
			_exit(EXIT_SYSTEM);
		data += put > 0 ? put : 0;
		len -= put > 0 ? (size_t)put : 0;
	}
}

void worker_give(WorkerAnswer *answer, const void *data, size_t len)
{
	enum { LARGE = 1 << 16 };
	if (len < LARGE) {
		buf_add(&answer->held, data, len);
		return;
	}
	write_all(answer->to, answer->held.data, answer->held.len);
	buf_free(&answer->held);
	write_all(answer->to, data, len);
}

/* Gives what is made to the parent; how the process ends says whether that is all of it. */
_Noreturn static void do_task(WorkerTask *task, void *closure, const WorkerLimits *limits, pid_t parent, int to)
{
	WorkerAnswer answer = {.to = to};
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(EXIT_SYSTEM);
	take_stack();
	catch_depth();
	give_up_rights(limits);
	task(closure, &answer);
	write_all(to, answer.held.data, answer.held.len);
	_exit(EXIT_DONE);
}

static bool read_to_end(int from, Buf *out)
{
	enum { PIECE = 1 << 18 };
	for (;;) {
		buf_reserve(out, PIECE);
		ssize_t got = read(from, out->data + out->len, PIECE);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return !got;
		out->len += (size_t)got;
		out->data[out->len] = '\0';
	}
}

/* Who was killed without a word had used up an older hard limit, or the system was out of memory. */
static WorkerEnd end_of_killed(const struct rusage *used)
{
	struct rlimit most;
	long long spent = (long long)used->ru_utime.tv_sec + used->ru_stime.tv_sec + 1;
	bool limited = !getrlimit(RLIMIT_CPU, &most) && most.rlim_max != RLIM_INFINITY;
	return limited && spent >= (long long)most.rlim_max ? WORKER_TOO_LONG : WORKER_NO_MEMORY;
}

static WorkerEnd end_of(int status, const struct rusage *used)
{
	if (WIFSIGNALED(status)) {
		switch (WTERMSIG(status)) {
		case SIGXCPU:
			return WORKER_TOO_LONG;
		case SIGKILL:
			return end_of_killed(used);
		case SIGTRAP: /* how GLib ends when it gets no memory or no thread */
			return WORKER_NO_MEMORY;
		case SIGALRM:
			return WORKER_TOO_LATE;
		default:
			return WORKER_FELL;
		}
	}
	switch (WEXITSTATUS(status)) {
	case EXIT_DONE:
		return WORKER_DONE;
	case EXIT_SYSTEM:
		return WORKER_NO_MEMORY;
	case NO_SANDBOX:
		return WORKER_NO_SANDBOX;
	case TOO_DEEP:
		return WORKER_TOO_DEEP;
	case NO_STACK:
		return WORKER_NO_STACK;
	default:
		return WORKER_FELL;
	}
}

WorkerEnd worker_run(WorkerTask *task, void *closure, const WorkerLimits *limits, Buf *out)
{
	enum { PIPE_SIZE = 1 << 20 };
	int ends[2], status = 0;
	struct rusage used = {0};
	if (pipe(ends))
		return WORKER_NONE;
	fcntl(ends[0], F_SETPIPE_SZ, PIPE_SIZE); /* fewer turns; a smaller one works, too */
	fflush(NULL);                            /* lest the child writes it once more */
	pid_t parent = getpid(), child = fork();
	if (!child) {
		close(ends[0]);
		do_task(task, closure, limits, parent, ends[1]);
	}
	close(ends[1]);
	bool read = child > 0 && read_to_end(ends[0], out);
	close(ends[0]);
	while (child > 0 && wait4(child, &status, 0, &used) < 0 && errno == EINTR)
		;
	return read ? end_of(status, &used) : WORKER_NONE;
}
