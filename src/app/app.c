/* From the options to the result. */
#include "app/app.h"
#include "app/inner.h"

#include <stdlib.h>

void app_begins(const AppRun *run, const char *what)
{
	const AppWatch *watch = &run->job->watch;
	if (watch->begins)
		watch->begins(watch->closure, what);
}

void app_ended(const AppRun *run, const char *stage)
{
	timer_ended(&run->job->watch.timer, stage);
}

/* A book that one file describes; what that says counts where the command line says nothing. */
static bool read_project(AppRun *run)
{
	SrcProject *project = &run->project;
	if (!src_project(run->options->sources[0], run->arena, run->diag, project))
		return false;
	run->own = *run->options;
	for (size_t i = 0; i < project->option_count; i++) {
		const struct SrcOption *option = &project->options[i];
		if (!cli_set_named(&run->own, option->name, option->value))
			diag_report(run->diag, DIAG_ERROR, option->pos, "project-value",
			            "'%s' cannot have this value; see bifolio build --help", option->name);
	}
	run->options = &run->own;
	return true;
}

/* The sources that the command line names. */
static const SrcPart *named_parts(AppRun *run)
{
	size_t count = run->options->source_count;
	SrcPart *parts = arena_alloc(run->arena, (count + 1) * sizeof *parts);
	for (size_t i = 0; i < count; i++)
		parts[i].path = run->options->sources[i];
	return parts;
}

bool app_read_source(AppRun *run)
{
	bool project = run->options->source_count == 1 && src_is_project(run->options->sources[0]);
	if (project && !read_project(run))
		return false;
	SrcRequest request = {
	        .parts = project ? run->project.parts : named_parts(run),
	        .count = project ? run->project.count : run->options->source_count,
	        .root = run->options->root ? run->options->root : run->project.root,
	        .project = project ? &run->project : NULL,
	        .source_date_epoch = run->job->source_date_epoch,
	};
	SrcStatus status = src_read(&request, run->diag, &run->doc);
	app_ended(run, "read");
	return status == SRC_OK;
}

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
	buf_free(&run->epub);
	buf_free(&run->pdf);
	ts_free(run->edition);
	txt_fonts_free(run->fonts);
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
	for (size_t i = 0; i < result->count; i++)
		buf_free(&result->outputs[i].data);
	free(result->outputs);
	buf_free(&result->text);
	arena_free(result->arena);
}
