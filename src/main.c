/* bifolio: the command line at one end, the screen and the disk at the other. */
#include "app/app.h"
#include "base/base.h"
#include "cli/cli.h"
#include "style/style.h"
#include "text/text.h"

#include <stdlib.h>

static void say(void *stream, const char *line)
{
	fprintf(stream, "%s\n", line);
}

/* Environment, screen and disk are met here and in no room that makes something. */
static ExitStatus carry_out(CliOptions *options, Arena *arena)
{
	app_find_book(options, arena);
	Diag *diag = diag_new(options->strict);
	CliProgress *progress = cli_progress_new(stderr);
	CliTimings *timings = cli_timings_new(options->timings);
	AppResult result = {0};
	AppJob job = {
	        .options = options,
	        .source_date_epoch = getenv("SOURCE_DATE_EPOCH"),
	        .system_paper = options->handouts ? paper_of_system() : (Paper){0},
	        .watch =
	                {
	                        .begins = cli_progress_step,
	                        .closure = progress,
	                        .timer = options->timings ? (Timer){cli_timed, timings} : (Timer){0},
	                        .traces = say,
	                        .trace = stderr,
	                },
	};
	cli_timed(timings, "read"); /* the start is its */
	bool apart = cli_apart() || options->require_sandbox;
	ExitStatus status = apart ? app_run_apart(&job, diag, &result) : app_run(&job, diag, &result);
	if (status == EXIT_DONE)
		status = app_write(&result, diag);
	cli_timed(timings, "write");
	cli_progress_end(progress); /* its line is wiped before others are printed */
	app_print(&result, stdout);
	diag_print(diag, stderr, options->diagnostics, cli_colour(stderr));
	cli_timings_print(timings, stderr);
	app_result_free(&result);
	diag_free(diag);
	return status;
}

static void list_styles(Arena *arena)
{
	enum { MOST = 64, COLUMN = 12 };
	StyNamed named[MOST];
	size_t count = sty_list(arena, named, MOST);
	for (size_t i = 0; i < count; i++)
		printf("%-*s %s\n", COLUMN, named[i].name, named[i].purpose);
}

static ExitStatus tell_style(const char *name, Arena *arena)
{
	const Asset *style = sty_named(name);
	if (style)
		fwrite(style->data, 1, style->len, stdout);
	else
		fprintf(stderr, "bifolio: error: there is no style '%s'; %s\n", name, sty_advice(arena, name, ""));
	return style ? EXIT_DONE : EXIT_USAGE;
}

static ExitStatus tell(const CliOptions *options, Arena *arena)
{
	switch (options->command) {
	case CLI_VERSION:
		cli_version(options->verbose, stdout);
		break;
	case CLI_MAN:
		cli_man(options, stdout);
		break;
	case CLI_STYLE:
		if (!options->list)
			return tell_style(options->source_count ? options->sources[0] : "default", arena);
		list_styles(arena);
		break;
	case CLI_COMPLETION:
		cli_completion(options, stdout);
		break;
	default:
		cli_help(options, stdout);
		break;
	}
	return EXIT_DONE;
}

int main(int argc, char **argv)
{
	out_standard_files();
	txt_process_begin();
	Arena *arena = arena_new();
	CliOptions options;
	ExitStatus status = EXIT_USAGE;
	if (cli_parse(argc, argv, arena, &options))
		status = options.command >= CLI_HELP ? tell(&options, arena) : carry_out(&options, arena);
	if (fflush(stdout) || ferror(stdout)) {
		fputs("bifolio: error: cannot write to standard output; is the disk full?\n", stderr);
		status = EXIT_SYSTEM;
	}
	arena_free(arena);
	return (int)status;
}
