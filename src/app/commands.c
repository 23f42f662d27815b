/* What each command does. */
#include "app/inner.h"
#include "import/import.h"

#include <errno.h>
#include <string.h>

enum { TEXT_MAX = 256 << 20, PDF_MAX = 1 << 30 };

void app_build(AppRun *run)
{
	if (!app_prepare(run))
		return;
	const CliOptions *options = run->options;
	AppBook *book = options->to & CLI_TO_EPUB ? app_begin_epub(run) : NULL;
	bool made = (!(options->to & CLI_TO_PDF) && !options->handouts) || app_make_pdf(run);
	made = made && app_make_handouts(run);
	if ((book && !app_end_epub(run, book)) || !made)
		return;
	app_add_editions(run);
	if (!app_make_pictures(run))
		return;
	for (int i = 0; i < CLI_HANDOUTS; i++) {
		if (options->handouts & 1u << i)
			app_add_handout(run, (CliHandout)i);
	}
	app_add_dependencies(run);
	run->result->folder = options->output;
	app_begins(run, "Writing");
}

void app_check(AppRun *run)
{
	app_prepare(run);
}

void app_dump(AppRun *run)
{
	Buf *text = &run->result->text;
	if (run->options->pages && app_prepare(run))
		ts_dump(run->edition, text);
	else if (!run->options->pages && app_read_source(run, SRC_BOTH, &run->doc))
		doc_dump(run->doc, text);
}

/* Reads the one file that import and impose work on; larger says what is too much. */
static bool read_whole(AppRun *run, size_t limit, const char *larger, Buf *out)
{
	const char *path = run->options->sources[0];
	PathStatus status = path_read(path, limit, out);
	const char *why = status == PATH_TOO_LARGE  ? larger
	                  : status == PATH_NOT_FILE ? "it is a folder or a device; name a file"
	                  : errno == ENOENT         ? "there is no such file; check its name"
	                                            : strerror(errno);
	if (status != PATH_OK)
		diag_report(run->diag, DIAG_ERROR, (Pos){.file = path}, "source-unreadable",
		            "cannot read this file: %s", why);
	return status == PATH_OK;
}

/* A folder as the source that is written calls it, for it lies in a folder of its own. */
static const char *name_from_source(AppRun *run, const char *folder)
{
	const char *output = run->options->output;
	if (!folder || !output)
		return folder;
	folder = path_normal(run->arena, folder);
	const char *home = path_normal(run->arena, path_folder(run->arena, output));
	size_t same = strlen(home);
	if (str_starts(folder, home) && folder[same] == '/')
		return folder + same + 1;
	if (*folder == '/' || *home == '/' || str_eq(home, "."))
		return folder;
	for (const char *at = home; at; at = strchr(at, '/') ? strchr(at, '/') + 1 : NULL)
		folder = arena_printf(run->arena, "../%s", folder);
	return folder;
}

static void add_imported(AppRun *run, ImportResult *made, const char *folder)
{
	AppResult *result = run->result;
	if (run->options->output)
		app_add_output(run, run->options->output, &made->source, NULL);
	else
		buf_add(&result->text, made->source.data, made->source.len);
	for (size_t i = 0; i < made->count; i++) {
		const char *path = path_join(run->arena, folder, made->pictures[i].name);
		app_add_output(run, path, &made->pictures[i].data, NULL);
		result->outputs[result->count - 1].fresh = true;
	}
	result->folder = app_output_folder(run->options, run->arena, result->count);
}

void app_import(AppRun *run)
{
	const CliOptions *options = run->options;
	const char *folder = app_media_folder(options, run->arena);
	Buf data = {0};
	ImportRequest request = {.data = &data, .file = options->sources[0], .media = name_from_source(run, folder)};
	ImportResult made = {0};
	if (read_whole(run, TEXT_MAX, "it is larger than 256 MB", &data) && import_read(&request, run->diag, &made))
		add_imported(run, &made, folder);
	import_free(&made);
	buf_free(&data);
}

void app_impose(AppRun *run)
{
	Buf pdf = {0};
	CliHandout handout = CLI_BOOKLET;
	while (!(run->options->handouts & 1u << handout))
		handout++;
	if (read_whole(run, PDF_MAX, "it is larger than 1 GB", &pdf) &&
	    app_make_sheets(run, handout, &pdf, run->options->sources[0]))
		app_add_handout(run, handout);
	app_ended(run, cli_handout_name(handout));
	buf_free(&pdf);
}
