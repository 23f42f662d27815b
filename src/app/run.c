/* What all commands do: say where they are, and read what they are asked for. */
#include "app/inner.h"

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
			            "'%s' cannot have this value%s%s; see bifolio build --help", option->name,
			            option->value ? ": " : "", option->value ? option->value : "");
	}
	run->options = &run->own;
	return true;
}

void app_find_book(CliOptions *options, Arena *arena)
{
	bool text = options->command != CLI_IMPORT && options->command != CLI_IMPOSE;
	if (text && options->source_count == 1)
		options->sources[0] = src_book(arena, options->sources[0]);
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

/* What was read, with what its style says where the text is silent. */
static void complete(AppRun *run, Doc *doc)
{
	if ((run->style || app_load_styles(run)) && !doc->meta.numbering_said)
		doc->meta.number_sections = run->style->outline.numbers;
	app_drop_damaged(run, doc);
	src_complete(doc, run->diag);
}

bool app_read_source(AppRun *run, SrcEdition edition, Doc **out)
{
	bool project = run->options->source_count == 1 && src_is_project(run->options->sources[0]);
	if (project && !run->project.parts && !read_project(run))
		return false;
	SrcRequest request = {
	        .parts = project ? run->project.parts : named_parts(run),
	        .count = project ? run->project.count : run->options->source_count,
	        .edition = edition,
	        .root = run->options->root ? run->options->root : run->project.root,
	        .project = project ? &run->project : NULL,
	        .pool = run->pool,
	        .source_date_epoch = run->job->source_date_epoch,
	        .newest = run->options->now,
	        .styled = run->options->css_count != 0,
	};
	SrcStatus status = src_read(&request, run->diag, out);
	if (status == SRC_OK)
		complete(run, *out);
	app_ended(run, "read");
	return status == SRC_OK;
}

TsJob app_job(const AppRun *run, const Style *style)
{
	return (TsJob){.doc = run->doc, .style = style, .fonts = run->fonts, .diag = run->diag};
}

/* What is set for print, with what the options add to it. */
TsJob app_print_job(const AppRun *run, const Style *style)
{
	TsJob job = app_job(run, style);
	job.watermark = run->options->watermark;
	job.pool = run->pool;
	return job;
}
