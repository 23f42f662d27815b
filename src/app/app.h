/*
 * app: one run of the program as a value: what is asked and the files that may be
 * read -> finished files in memory, and messages.  Prefix: app_.
 *
 * app_run writes nothing, prints nothing and asks nothing of the environment: so it can be
 * done again for a preview, or in a process that may do nothing but read.  What it made is
 * put on the disk by app_write and told by app_print.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include "base/base.h"
#include "cli/cli.h"

/* Who watches the run: is told what begins (for people) and what has ended (for measuring). */
typedef struct {
	void (*begins)(void *closure, const char *what); /* NULL: nobody is told */
	void *closure;
	Timer timer;
	void (*traces)(void *closure, const char *line); /* where the options ask for a trace: a line of it */
	void *trace;                                     /* its closure */
} AppWatch;

typedef struct {
	const CliOptions *options;     /* of a command that makes something: build, check, import, impose, dump */
	const char *source_date_epoch; /* the variable's value, NULL if unset */
	Paper system_paper;            /* that the system prints on, for sheets alone; none: not known */
	AppWatch watch;
} AppJob;

/* A finished file. */
typedef struct {
	const char *path;
	Buf data;
	const char *said; /* what there is to say of it; NULL */
	bool told;        /* its name is printed once it is written */
	bool fresh;       /* it is never written over a file with other bytes */
} AppOutput;

/* Zero-initialise it; app_result_free takes it whole. */
typedef struct {
	Arena *arena;       /* of the texts here */
	AppOutput *outputs; /* on the heap */
	size_t count, cap;
	const char *folder;      /* where they go, made if it is not there; NULL: it must be */
	const char *const *read; /* the files that all was made from */
	size_t read_count;
	Buf text;     /* for standard output */
	Buf handed;   /* a worker's answer, in which the text and all outputs' data lie; empty without one */
	bool written; /* by app_write */
} AppResult;

/* Where the one source is within a book that mdBook describes, its list of files, the book is meant from here on. */
void app_find_book(CliOptions *options, Arena *arena);
/* Does what the options ask.  Whatever is wrong is in diag; the status says whose fault it is, and unless it is
 * EXIT_DONE there is nothing to write. */
ExitStatus app_run(const AppJob *job, Diag *diag, AppResult *result);
/* The same in a process of its own, in a sandbox and within the options' limits: what it falls over is an error like
 * others.  Who watches is called there, and keeps what it notes in worker_shared's memory. */
ExitStatus app_run_apart(const AppJob *job, Diag *diag, AppResult *result);
/* Writes all outputs or none: never over a file that was read, nor one over another. */
ExitStatus app_write(AppResult *result, Diag *diag);
/* The text, and the names of what was written with what there is to say of it. */
void app_print(const AppResult *result, FILE *out);
void app_result_free(AppResult *result);

#endif
