/* From the options to the result. */
#include "app/app.h"
#include "app/inner.h"

#include <stdlib.h>

static ExitStatus status_of(const AppRun *run)
{
	return diag_errors(run->diag) ? EXIT_SOURCE : EXIT_DONE;
}

/* What a run was made from, in texts that outlive it. */
static void name_read(AppRun *run)
{
	size_t count = run->doc ? run->doc->file_count : 0, kept = 0;
	const char **names = arena_alloc(run->arena, (count + run->font_file_count + 2) * sizeof *names);
	if (run->options->command == CLI_IMPORT || run->options->command == CLI_IMPOSE)
		names[kept++] = run->options->sources[0];
	for (size_t i = 0; i < count; i++)
		names[kept++] = arena_strdup(run->arena, run->doc->files[i]);
	if (run->style_file)
		names[kept++] = run->style_file;
	for (size_t i = 0; i < run->font_file_count; i++)
		names[kept++] = run->font_files[i];
	run->result->read = names;
	run->result->read_count = kept;
}

static void run_free(AppRun *run)
{
	for (size_t i = 0; i < CLI_HANDOUTS; i++)
		buf_free(&run->handouts[i]);
	pool_free(run->pool);
	free(run->shown);
	buf_free(&run->epub);
	buf_free(&run->pdf);
	ts_free(run->edition);
	txt_fonts_free(run->fonts);
	doc_free(run->ebook);
	doc_free(run->doc);
}

/* The stages of one thread are measured one after another. */
static unsigned jobs_of(const CliOptions *options)
{
	if (options->jobs)
		return (unsigned)options->jobs;
	return options->timings ? 1 : pool_cores();
}

ExitStatus app_run(const AppJob *job, Diag *diag, AppResult *result)
{
	static void (*const commands[])(AppRun *) = {
	        [CLI_BUILD] = app_build,   [CLI_CHECK] = app_check, [CLI_IMPORT] = app_import,
	        [CLI_IMPOSE] = app_impose, [CLI_DUMP] = app_dump,
	};
	result->arena = arena_new();
	AppRun run = {
	        .job = job,
	        .options = job->options,
	        .diag = diag,
	        .result = result,
	        .arena = result->arena,
	};
	run.pool = pool_new(jobs_of(job->options));
	commands[job->options->command](&run);
	name_read(&run);
	run_free(&run);
	return status_of(&run);
}

void app_result_free(AppResult *result)
{
	for (size_t i = 0; i < result->count && !result->handed.data; i++)
		buf_free(&result->outputs[i].data);
	free(result->outputs);
	if (!result->handed.data)
		buf_free(&result->text);
	buf_free(&result->handed);
	arena_free(result->arena);
}
