/* What each command does. */
#include "app/inner.h"
#include "import/import.h"

#include <errno.h>
#include <string.h>

enum { TEXT_MAX = 64 << 20, PDF_MAX = 1 << 30 };

void app_build(AppRun *run)
{
	const CliOptions *options = run->options;
	if (!app_prepare(run))
		return;
	if (((options->to & CLI_TO_PDF) || options->handouts) && !app_make_pdf(run))
		return;
	if (!app_make_handouts(run))
		return;
	if ((options->to & CLI_TO_EPUB) && !app_make_epub(run))
		return;
	app_add_editions(run);
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
	if (app_read_source(run))
		doc_dump(run->doc, &run->result->text);
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
	if (read_whole(run, TEXT_MAX, "it is larger than 64 MB", &text)) {
		import_text(text.data ? text.data : "", text.len, run->options->sources[0], run->diag, &source);
		if (run->options->output)
			app_add_output(run, run->options->output, &source, NULL);
		else
			buf_add(&run->result->text, source.data, source.len);
	}
	buf_free(&source);
	buf_free(&text);
}

/* What is made of a stranger's PDF, in a process of its own. */
typedef struct {
	AppRun *run;
	CliHandout handout;
	const Buf *pdf;
} Imposing;

/* The lengths of messages and of what is said, these two, and the file. */
static void impose_apart(void *closure, Buf *out)
{
	const Imposing *imposing = closure;
	AppRun *run = imposing->run;
	Buf messages = {0}, *sheets = &run->handouts[imposing->handout];
	bool made = app_make_sheets(run, imposing->handout, imposing->pdf, run->options->sources[0]);
	const char *said = made ? run->made[imposing->handout] : "";
	diag_pack(run->diag, &messages);
	size_t lengths[] = {messages.len, strlen(said)};
	buf_add(out, lengths, sizeof lengths);
	buf_add(out, messages.data, messages.len);
	buf_str(out, said);
	if (made)
		buf_add(out, sheets->data, sheets->len);
	buf_free(&messages);
}

/* Takes what impose_apart gave. */
static void take_sheets(AppRun *run, CliHandout handout, const Buf *given)
{
	size_t lengths[2], at = sizeof lengths;
	if (given->len < at)
		return;
	memcpy(lengths, given->data, sizeof lengths);
	if (lengths[0] > given->len - at || lengths[1] > given->len - at - lengths[0])
		return;
	diag_unpack(run->diag, run->arena, given->data + at, lengths[0]);
	at += lengths[0];
	run->made[handout] = arena_strndup(run->arena, given->data + at, lengths[1]);
	at += lengths[1];
	buf_add(&run->handouts[handout], given->data + at, given->len - at);
}

/* A file of a few bytes can ask qpdf for all memory, for hours, or for a stack that no one has:
 * so it is read apart, with what its size may cost. */
void app_impose(AppRun *run)
{
	enum { LEAST_SECONDS = 20, LEAST_MEMORY = 1 << 30 };
	Buf pdf = {0}, given = {0};
	CliHandout handout = CLI_BOOKLET;
	while (!(run->options->handouts & 1u << handout))
		handout++;
	run->system_failed = !read_whole(run, PDF_MAX, "it is larger than 1 GB", &pdf);
	if (!run->system_failed) {
		WorkerLimits limits = {LEAST_MEMORY + 8 * pdf.len, (unsigned)(LEAST_SECONDS + pdf.len / 1000000)};
		Imposing imposing = {run, handout, &pdf};
		if (worker_run(impose_apart, &imposing, &limits, &given))
			take_sheets(run, handout, &given);
		else
			diag_report(run->diag, DIAG_ERROR, (Pos){.file = run->options->sources[0]}, "pdf-too-costly",
			            "this PDF asks for more memory or time than one of its size should; make it anew, "
			            "for example by printing it to a file");
	}
	if (run->handouts[handout].len)
		app_add_handout(run, handout);
	app_ended(run, cli_handout_name(handout));
	buf_free(&given);
	buf_free(&pdf);
}
