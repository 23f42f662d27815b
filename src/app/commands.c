/* What each command does. */
#include "app/inner.h"
#include "import/import.h"

#include <errno.h>
#include <string.h>

enum { TEXT_MAX = 64 << 20, PDF_MAX = 1 << 30 };

void app_build(AppRun *run)
{
	if (!app_prepare(run))
		return;
	const CliOptions *options = run->options;
	if (((options->to & CLI_TO_PDF) || options->handouts) && !app_make_pdf(run))
		return;
	if (!app_make_handouts(run))
		return;
	if ((options->to & CLI_TO_EPUB) && !app_make_epub(run))
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
	else if (!run->options->pages && app_read_source(run))
		doc_dump(run->doc, text);
}

/* Reads the one file that import and impose work on; larger says what is too much. */
static bool read_whole(AppRun *run, size_t limit, const char *larger, Buf *out)
{
	const char *path = run->options->sources[0];
	PathStatus status = path_read(path, limit, out);
	if (status != PATH_OK)
		diag_report(run->diag, DIAG_ERROR, (Pos){.file = path}, "source-unreadable",
		            "cannot read this file: %s", status == PATH_TOO_LARGE ? larger : strerror(errno));
	return status == PATH_OK;
}

void app_import(AppRun *run)
{
	Buf text = {0}, source = {0};
	bool read = read_whole(run, TEXT_MAX, "it is larger than 64 MB", &text) &&
	            import_read(&text, run->options->sources[0], run->diag, &source);
	if (read && run->options->output)
		app_add_output(run, run->options->output, &source, NULL);
	else if (read)
		buf_add(&run->result->text, source.data, source.len);
	buf_free(&source);
	buf_free(&text);
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
