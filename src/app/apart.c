/*
 * A run in a process of its own, which has given up what it does not need: a document is a stranger's, and so are
 * the files that it shows.  What it hands over is messages, texts and finished bytes; where those are written is
 * said by the options alone, whatever the worker says.
 */
#include "app/inner.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>

/* What a run may take: some in any case, and more by its sources' size.  A book takes a tenth of it. */
typedef struct {
	size_t memory, memory_each;     /* bytes, and for each byte of the sources */
	size_t seconds, bytes_a_second; /* of a processor's time */
} Allowance;
static const Allowance for_documents = {(size_t)4 << 30, 400, 60, 40000},
                       for_sheets = {(size_t)768 << 20, 8, 20, 1000000};
enum { WALL_FACTOR = 20 }; /* the clock's time for the processor's: others may be busy */

typedef struct {
	const AppJob *job;
	Diag *diag;
} Apart;

/* ---- the worker's side --------------------------------------------------- */

static void pack(WorkerAnswer *out, const void *data, size_t len)
{
	worker_give(out, &len, sizeof len);
	worker_give(out, data, len);
}

static void pack_text(WorkerAnswer *out, const char *text)
{
	pack(out, text ? text : "", text ? strlen(text) : 0);
}

static void pack_result(const AppResult *result, WorkerAnswer *out)
{
	worker_give(out, &result->count, sizeof result->count);
	for (size_t i = 0; i < result->count; i++) {
		const AppOutput *output = &result->outputs[i];
		pack_text(out, output->path);
		pack_text(out, output->said);
		pack(out, output->data.data, output->data.len);
	}
	worker_give(out, &result->read_count, sizeof result->read_count);
	for (size_t i = 0; i < result->read_count; i++)
		pack_text(out, result->read[i]);
	pack(out, result->text.data, result->text.len);
}

static void run_here(void *closure, WorkerAnswer *out)
{
	const Apart *apart = closure;
	AppResult result = {0};
	Buf messages = {0};
	ExitStatus status = app_run(apart->job, apart->diag, &result);
	diag_pack(apart->diag, &messages);
	worker_give(out, &status, sizeof status);
	pack(out, messages.data, messages.len);
	pack_result(&result, out);
	buf_free(&messages);
	app_result_free(&result);
}

/* ---- the parent's side --------------------------------------------------- */

/* What was handed over and is not read yet; nothing of it is believed. */
typedef struct {
	const char *at;
	size_t left;
	bool whole; /* nothing was missing so far */
} Given;

static void take(Given *given, void *out, size_t size)
{
	given->whole = given->whole && size <= given->left;
	if (!given->whole) {
		memset(out, 0, size);
		return;
	}
	memcpy(out, given->at, size);
	given->at += size;
	given->left -= size;
}

static const char *take_bytes(Given *given, size_t *len)
{
	take(given, len, sizeof *len);
	given->whole = given->whole && *len <= given->left;
	if (!given->whole)
		*len = 0;
	const char *data = given->at;
	given->at += *len;
	given->left -= *len;
	return data;
}

static const char *take_text(Given *given, Arena *arena)
{
	size_t len;
	const char *data = take_bytes(given, &len);
	return len ? arena_strndup(arena, data, len) : NULL;
}

/* What stays where it is. */
static Buf take_lent(Given *given)
{
	size_t len;
	const char *data = take_bytes(given, &len);
	return (Buf){.data = (char *)(uintptr_t)data, .len = len};
}

static void take_output(Given *given, const CliOptions *options, AppResult *result)
{
	const char *path = app_expected_output(options, result->arena, take_text(given, result->arena));
	const char *said = take_text(given, result->arena);
	Buf data = take_lent(given);
	given->whole = given->whole && path;
	if (!given->whole)
		return;
	result->outputs = base_grow(result->outputs, result->count, &result->cap, sizeof *result->outputs);
	result->outputs[result->count++] = (AppOutput){
	        .path = path,
	        .data = data,
	        .said = said,
	        .told = !str_eq(path, options->depfile),
	        .fresh = options->command == CLI_IMPORT && !str_eq(path, options->output),
	};
}

static bool take_result(Given *given, const CliOptions *options, AppResult *result)
{
	size_t count = 0;
	take(given, &count, sizeof count);
	given->whole = given->whole && count <= given->left;
	for (size_t i = 0; i < count && given->whole; i++)
		take_output(given, options, result);
	take(given, &count, sizeof count);
	given->whole = given->whole && count <= given->left;
	const char **read = arena_alloc(result->arena, (given->whole ? count : 0) * sizeof *read + 1);
	for (result->read_count = 0; given->whole && result->read_count < count; result->read_count++)
		read[result->read_count] = take_text(given, result->arena);
	result->read = read;
	result->text = take_lent(given);
	result->folder = app_output_folder(options, result->arena, result->count);
	return given->whole && !given->left;
}

/* Why there is no result. */
typedef struct {
	const char *code, *text;
	ExitStatus status;
} End;

static End end_of(WorkerEnd end)
{
	static const End ends[] = {
	        [WORKER_DONE] = {"worker-failed", "the worker's answer is damaged; try again", EXIT_SYSTEM},
	        [WORKER_NO_MEMORY] =
	                {"too-costly",
	                 "this asks for more memory than there is or one of its size should take; split it, "
	                 "or raise --limits",
	                 EXIT_SYSTEM},
	        [WORKER_TOO_LONG] = {"too-costly",
	                             "this asks for more processor time than one of its size should take; split it, or "
	                             "raise --limits",
	                             EXIT_SOURCE},
	        [WORKER_TOO_LATE] = {"too-costly", "this took too long; try again, or raise --limits", EXIT_SOURCE},
	        [WORKER_TOO_DEEP] = {"too-deep",
	                             "something in this is nested deeper than any text needs; make it flatter",
	                             EXIT_SOURCE},
	        [WORKER_NO_STACK] = {"worker-failed",
	                             "the system leaves programs too small a stack; raise the limit (ulimit -s 8192)",
	                             EXIT_SYSTEM},
	        [WORKER_FELL] =
	                {"worker-failed",
	                 "the program fell over something in this; take out its parts until it passes, and report "
	                 "the one that it was",
	                 EXIT_SOURCE},
	        [WORKER_NO_SANDBOX] =
	                {"no-sandbox",
	                 "this system has no whole sandbox to read it in; leave out --require-sandbox, or "
	                 "take a kernel with Landlock and seccomp",
	                 EXIT_SYSTEM},
	        [WORKER_NONE] = {"worker-failed", "no process could be made to read it; close other programs",
	                         EXIT_SYSTEM},
	};
	return ends[end];
}

/* The same where a PDF was read; what is not the PDF's is as it is for all. */
static End end_of_pdf(WorkerEnd end)
{
	switch (end) {
	case WORKER_TOO_DEEP:
		return (End){"pdf-too-deep",
		             "this PDF has a tree of pages or another chain deeper than any needs; make it anew, for "
		             "example by printing it to a file",
		             EXIT_SOURCE};
	case WORKER_FELL:
		return (End){"worker-failed",
		             "the program fell over something in this PDF; make it anew, for example by printing it to "
		             "a file",
		             EXIT_SOURCE};
	case WORKER_NO_MEMORY:
	case WORKER_TOO_LONG:
	case WORKER_TOO_LATE:
		return (End){"pdf-too-costly",
		             "this PDF asks for more memory or time than one of its size should; make it anew, for "
		             "example by printing it to a file",
		             EXIT_SOURCE};
	default:
		return end_of(end);
	}
}

static ExitStatus tell_end(WorkerEnd end, const CliOptions *options, Diag *diag)
{
	End why = options->command == CLI_IMPOSE ? end_of_pdf(end) : end_of(end);
	Pos pos = {.file = options->sources[0]};
	diag_report(diag, DIAG_ERROR, pos, why.code, "%s", why.text);
	return why.status;
}

/* ---- limits and files ---------------------------------------------------- */

static size_t size_of_sources(const CliOptions *options)
{
	struct stat info;
	size_t size = 0;
	for (size_t i = 0; i < options->source_count; i++) {
		if (!stat(options->sources[i], &info) && info.st_size > 0)
			size += (size_t)info.st_size;
	}
	return size;
}

/* The folders and files that a run may read: the sources' and what belongs to the system. */
static void find_readable(const CliOptions *options, Arena *arena, WorkerLimits *limits)
{
	static const char *const system[] = {"/usr/share", "/usr/lib",         "/usr/lib64",        "/lib",
	                                     "/lib64",     "/etc/ld.so.cache", "/etc/locale.alias", "/etc/paperspecs",
	                                     "/dev/null",  "/dev/urandom"};
	enum { MOST_FONT_PATHS = 500 };
	size_t most = MOST_FONT_PATHS + BASE_LEN(system) + 3 + 2 * (options->source_count + options->css_count);
	const char **paths = arena_alloc(arena, most * sizeof *paths);
	size_t count = txt_font_paths(arena, paths, MOST_FONT_PATHS);
	for (size_t i = 0; i < BASE_LEN(system); i++)
		paths[count++] = system[i];
	if (options->style) {
		paths[count++] = options->style;
		paths[count++] = path_folder(arena, options->style); /* its fonts lie there */
	}
	for (size_t i = 0; i < options->css_count; i++) {
		paths[count++] = options->css[i];
		paths[count++] = path_folder(arena, options->css[i]); /* what it shows lies there */
	}
	for (size_t i = 0; i < options->source_count; i++) {
		const char *source = options->sources[i];
		paths[count++] = source; /* it may be a link to elsewhere */
		if (options->command != CLI_IMPORT && options->command != CLI_IMPOSE)
			paths[count++] = path_folder(arena, source);
	}
	bool document = options->command != CLI_IMPORT && options->command != CLI_IMPOSE;
	const char *root = options->root ? options->root : path_common(arena, options->sources, options->source_count);
	if (document && root && !str_eq(root, "/"))
		paths[count++] = root; /* the pictures of all sources lie below it */
	limits->readable = paths;
	limits->readable_count = count;
}

static unsigned seconds_of(size_t given, size_t otherwise)
{
	size_t seconds = given ? given : otherwise;
	return seconds < UINT_MAX ? (unsigned)seconds : UINT_MAX;
}

static WorkerLimits limits_of(const CliOptions *options, Arena *arena)
{
	const Allowance *allowance = options->command == CLI_IMPOSE ? &for_sheets : &for_documents;
	const CliLimits *given = &options->limits;
	size_t size = size_of_sources(options), seconds = allowance->seconds + size / allowance->bytes_a_second;
	WorkerLimits limits = {
	        .memory = given->memory ? given->memory : allowance->memory + allowance->memory_each * size,
	        .seconds = seconds_of(given->seconds, seconds),
	        .sandbox_needed = options->require_sandbox,
	};
	/* Who types a text, or sends it as it grows, takes the time that it takes. */
	if (given->wall_seconds || !str_eq(options->sources[0], "-"))
		limits.wall_seconds = seconds_of(given->wall_seconds, WALL_FACTOR * (size_t)limits.seconds);
	find_readable(options, arena, &limits);
	return limits;
}

ExitStatus app_run_apart(const AppJob *job, Diag *diag, AppResult *result)
{
	Apart apart = {job, diag};
	Buf *bytes = &result->handed;
	ExitStatus status = EXIT_SYSTEM;
	size_t len;
	result->arena = arena_new();
	WorkerLimits limits = limits_of(job->options, result->arena);
	WorkerEnd end = worker_run(run_here, &apart, &limits, bytes);
	Given given = {bytes->data, bytes->len, end == WORKER_DONE};
	take(&given, &status, sizeof status);
	const char *messages = take_bytes(&given, &len);
	if (given.whole && status <= EXIT_SYSTEM && take_result(&given, job->options, result))
		diag_unpack(diag, result->arena, messages, len);
	else
		status = tell_end(end, job->options, diag);
	return status;
}
