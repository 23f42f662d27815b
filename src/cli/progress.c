/* Progress for people, times for measuring. */
#include "cli/cli.h"

#include <time.h>
#include <unistd.h>

static int64_t now(clockid_t clock)
{
	struct timespec time;
	if (clock_gettime(clock, &time))
		return 0;
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

struct CliProgress {
	FILE *stream; /* NULL when it is no terminal */
	int64_t begin;
	bool shown;
};

CliProgress *cli_progress_new(FILE *stream)
{
	CliProgress *progress = worker_shared(sizeof *progress);
	progress->stream = isatty(fileno(stream)) ? stream : NULL;
	progress->begin = now(CLOCK_MONOTONIC);
	return progress;
}

void cli_progress_step(void *closure, const char *what)
{
	enum { PATIENCE = 500000000 };
	CliProgress *progress = closure;
	if (!progress->stream || now(CLOCK_MONOTONIC) - progress->begin < PATIENCE)
		return;
	fprintf(progress->stream, "\r\033[K%s…", what);
	fflush(progress->stream);
	progress->shown = true;
}

void cli_progress_end(CliProgress *progress)
{
	if (!progress->shown)
		return;
	fputs("\r\033[K", progress->stream);
	fflush(progress->stream);
}

CliTimings *cli_timings_new(bool on)
{
	CliTimings *timings = worker_shared(sizeof *timings);
	timings->on = on;
	timings->process = (long)getpid();
	return timings;
}

void cli_timed(void *closure, const char *stage)
{
	CliTimings *timings = closure;
	size_t i = 0;
	if (!timings->on)
		return;
	int64_t time = now(CLOCK_PROCESS_CPUTIME_ID), *last = &timings->last[getpid() != timings->process];
	while (i < timings->count && !str_eq(timings->stages[i].name, stage))
		i++;
	if (i < BASE_LEN(timings->stages)) {
		timings->stages[i].name = stage;
		timings->stages[i].spent += time - *last;
		timings->count += i == timings->count;
	}
	*last = time;
}

void cli_timings_print(const CliTimings *timings, FILE *out)
{
	for (size_t i = 0; i < timings->count; i++) {
		long long spent = (long long)timings->stages[i].spent / 1000;
		fprintf(out, "%-8s %lld.%03lld ms\n", timings->stages[i].name, spent / 1000, spent % 1000);
	}
}
