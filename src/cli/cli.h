/*
 * cli: the command line, described by one table that parsing, --help, the man
 * page and the shells' completion all come from.  Prefix: cli_.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/base.h"

typedef enum {
	CLI_BUILD,
	CLI_CHECK,
	CLI_IMPORT,
	CLI_IMPOSE,
	CLI_DUMP,
	CLI_HELP,
	CLI_HELP_ON,
	CLI_VERSION,
	CLI_MAN,
	CLI_COMPLETION,
	CLI_STYLE
} CliCommand;
enum { CLI_TO_EPUB = 1, CLI_TO_PDF = 2, CLI_TO_PNG = 4, CLI_TO_SVG = 8 };
enum { CLI_TRACE_LINES = 1, CLI_TRACE_PAGES = 2 };

/* Handouts, in the order in which they are made. */
typedef enum {
	CLI_BOOKLET,
	CLI_TWO_UP,
	CLI_FOUR_UP,
	CLI_TRIFOLD,
	CLI_NOTES,
	CLI_LARGE_PRINT,
	CLI_ONE_SHEET,
	CLI_HANDOUTS
} CliHandout;

/* What a run may take at most; 0: as its size asks. */
typedef struct {
	size_t memory;                /* bytes */
	size_t seconds, wall_seconds; /* of a processor, on the clock */
} CliLimits;

typedef struct CliTopic CliTopic; /* of the manual */

typedef struct {
	CliCommand command;
	const char **sources;
	size_t source_count;
	const char *output;          /* -o: a folder for build, a file for the others; NULL */
	unsigned to;                 /* CLI_TO_… */
	bool now;                    /* undated outputs are of the newest source's time */
	const char *style, *depfile; /* NULL if not given */
	const char **css;            /* style sheets for the e-book */
	size_t css_count;
	Paper paper;       /* none: not given */
	unsigned handouts; /* bits of CliHandout: any for build, one for impose */
	bool flip_long, marks, rtl;
	size_t signature, fit_sheets; /* sheets; 0: not given */
	bool draft, grey;
	size_t jobs;           /* done at once; 0: not given */
	size_t dpi;            /* of pages as pictures; 0: not given */
	bool pages;            /* dump prints the pages */
	const char *watermark; /* NULL: none */
	double thickness;      /* of the paper, in points */
	bool strict, timings, list, verbose;
	CliLimits limits;
	bool require_sandbox;
	unsigned trace; /* CLI_TRACE_LINES | CLI_TRACE_PAGES */
	DiagFormat diagnostics;
	const char *media;     /* of import: the folder for pictures; NULL: beside the output */
	const char *root;      /* NULL: that which holds all sources */
	CliCommand help_for;   /* for CLI_HELP: a command, or CLI_HELP for all */
	const CliTopic *topic; /* for CLI_HELP and CLI_MAN; NULL: the program itself */
	unsigned long given;   /* which of the options the command line gave */
} CliOptions;

/* false: the usage error was told on standard error; leave with EXIT_USAGE. */
bool cli_parse(int argc, char **argv, Arena *arena, CliOptions *out);
/* Sets what a book's own file says by an option's name, unless the command line gave it; value is NULL for a switch.
 * false if the value is wrong. */
bool cli_set_named(CliOptions *options, const char *name, const char *value);
const char *cli_handout_name(CliHandout handout); /* "2up", as in --handout and in files' names */
void cli_help(const CliOptions *options, FILE *out);
void cli_version(bool verbose, FILE *out);                 /* verbose: with what this system has to offer */
void cli_man(const CliOptions *options, FILE *out);        /* a page of the manual, in mdoc */
void cli_completion(const CliOptions *options, FILE *out); /* for the shell that is named, else bash */
const char *cli_name_version(void);                        /* "bifolio 0.1" */
bool cli_apart(void);          /* whether a run is done in a process of its own, as it is but for debugging */
bool cli_colour(FILE *stream); /* a terminal, and NO_COLOR is not set */

/* Progress on a terminal once a build has taken half a second; a worker may tell it, too. */
typedef struct CliProgress CliProgress;
CliProgress *cli_progress_new(FILE *stream);
void cli_progress_step(void *progress, const char *what); /* a CliProgress; what begins */
void cli_progress_end(CliProgress *progress);             /* wipes the line */

/* CPU time of each stage, for measuring: a stage is named at its end, and may come
 * more than once. */
typedef struct {
	bool on;
	int64_t last[2]; /* ns of CPU: of the process that began, and of its worker */
	long process;    /* that began */
	size_t count;
	struct {
		const char *name;
		int64_t spent;
	} stages[24];
} CliTimings;
CliTimings *cli_timings_new(bool on);                         /* for as long as the process lives, and its worker */
void cli_timed(void *timings, const char *stage);             /* a Timer's function */
void cli_timings_print(const CliTimings *timings, FILE *out); /* "name ms", a line each */

#endif
