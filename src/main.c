/* bifolio: wires the rooms, one function a command. */
#include "base/base.h"
#include "cli/cli.h"
#include "document/document.h"
#include "epub/epub.h"
#include "image/image.h"
#include "impose/impose.h"
#include "import/import.h"
#include "pdf/pdf.h"
#include "render/render.h"
#include "source/source.h"
#include "style/style.h"
#include "text/text.h"
#include "typeset/typeset.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { COVER_WIDTH = 480 * TXT_PT, COVER_HEIGHT = 768 * TXT_PT, COVER_PIXELS = 1600 };
enum { STYLE_MAX = 1 << 20, TEXT_MAX = 64 << 20, PDF_MAX = 1 << 30 };

/* One run of the program. */
typedef struct {
	CliOptions options;
	Arena *arena;
	Diag *diag;
	CliProgress *progress;
	CliTimings timings;
	TsTrace trace;
	Doc *doc;
	const Style *style, *print_style; /* as it is asked for; as the options change it for print */
	const char *style_file;           /* NULL: a style of ours */
	TxtFonts *fonts;
	TsEdition *edition;
	Buf epub, pdf, handouts[CLI_HANDOUTS];
	const char *made[CLI_HANDOUTS]; /* what there is to say of each */
	bool system_failed, usage_failed;
} Run;

static void step(Run *run, const char *what)
{
	cli_progress_step(run->progress, what);
}

static ExitStatus status_of(const Run *run)
{
	if (run->usage_failed)
		return EXIT_USAGE;
	if (run->system_failed)
		return EXIT_SYSTEM;
	return diag_errors(run->diag) ? EXIT_SOURCE : EXIT_DONE;
}

static bool read_source(Run *run)
{
	SrcRequest request = {run->options.sources, run->options.source_count, getenv("SOURCE_DATE_EPOCH")};
	run->system_failed = src_read(&request, run->diag, &run->doc) != SRC_OK;
	cli_timed(&run->timings, "read");
	return !run->system_failed;
}

static bool is_style_name(const char *name)
{
	char path[80];
	snprintf(path, sizeof path, "styles/%s.yaml", name);
	return asset_get(path) != NULL;
}

/* The style's file: the user's anywhere, the document's under its own folder. */
static bool read_style_file(Run *run, const char *name, StyRequest *request)
{
	Buf text = {0};
	const char *path = name;
	PathStatus status;
	if (run->options.style) {
		status = path_read(name, STYLE_MAX, &text);
	} else {
		const char *folder = path_folder(run->arena, run->options.sources[0]);
		status = path_read_under(folder, name, STYLE_MAX, &text);
		path = path_join(run->arena, folder, name);
	}
	if (status != PATH_OK) {
		Pos pos = run->options.style ? (Pos){0} : run->doc->meta.style_pos;
		diag_report(run->diag, DIAG_ERROR, pos, "style-unreadable",
		            "cannot read the style '%s'; name default, handout, classic, large-print or a YAML file%s",
		            name, run->options.style ? "" : " beside the source");
	}
	request->overlay = arena_strndup(run->arena, text.data ? text.data : "", text.len);
	request->overlay_len = text.len;
	request->overlay_file = run->style_file = path;
	buf_free(&text);
	return status == PATH_OK;
}

/* The document's style on a paper; NULL: after an error. */
static const Style *load_style(Run *run, const char *paper)
{
	const char *name = run->options.style ? run->options.style : run->doc->meta.style;
	StyRequest request = {.paper = paper, .lang = run->doc->meta.lang};
	if (paper && paper == run->doc->meta.papersize)
		request.paper_pos = run->doc->meta.papersize_pos;
	if (name && is_style_name(name))
		request.base = name;
	else if (name && !read_style_file(run, name, &request))
		return NULL;
	return sty_load(&request, run->arena, run->diag);
}

static const char *page_paper(const Run *run)
{
	return run->options.paper ? run->options.paper : run->doc->meta.papersize;
}

static const Style *greyed(Run *run, const Style *style)
{
	return style && run->options.grey ? sty_grey(style, run->arena) : style;
}

static bool load_styles(Run *run)
{
	StyUnit width, height;
	run->style = load_style(run, page_paper(run));
	run->usage_failed = run->options.paper && !sty_paper(run->options.paper, &width, &height);
	if (!run->style)
		return false;
	run->print_style = run->options.draft ? sty_draft(run->style, run->arena) : run->style;
	run->print_style = greyed(run, run->print_style);
	return true;
}

/* On paper, an address becomes a code that leads from there to the e-book. */
static void add_coda(Run *run)
{
	DocImage *code = arena_alloc(run->arena, sizeof *code);
	Buf svg = {0};
	ImgInfo info;
	if (!run->doc->meta.url)
		return;
	if (img_qr_svg(run->doc->meta.url, &svg) && !img_probe(svg.data, svg.len, &info)) {
		*code = (DocImage){"url.svg",
		                   DOC_IMAGE_SVG,
		                   arena_strndup(run->arena, svg.data, svg.len),
		                   svg.len,
		                   info.width,
		                   info.height,
		                   0,
		                   1,
		                   run->doc->meta.pos};
		doc_add_coda(run->doc, code);
	} else {
		diag_report(run->diag, DIAG_WARNING, run->doc->meta.pos, "url-too-long",
		            "this url is too long for a QR code; use a shorter one");
	}
	buf_free(&svg);
}

static Timer timer_of(Run *run)
{
	return run->timings.on ? (Timer){cli_timed, &run->timings} : (Timer){0};
}

static void say(void *closure, const char *line)
{
	fprintf(closure, "%s\n", line);
}

static TsTrace trace_of(const Run *run)
{
	unsigned trace = run->options.trace;
	return (TsTrace){say, stderr, (trace & CLI_TRACE_LINES) != 0, (trace & CLI_TRACE_PAGES) != 0};
}

static TsJob job_of(const Run *run, const Style *style)
{
	return (TsJob){.doc = run->doc, .style = style, .fonts = run->fonts, .diag = run->diag};
}

/* What is set for print, with what the options add to it. */
static TsJob print_job(const Run *run, const Style *style)
{
	TsJob job = job_of(run, style);
	job.watermark = run->options.watermark;
	return job;
}

/* Everything up to finished pages: what check needs, and both outputs. */
static bool prepare(Run *run)
{
	step(run, "Reading");
	if (!read_source(run) || !load_styles(run))
		return false;
	add_coda(run);
	run->fonts = txt_fonts_new(run->diag);
	cli_timed(&run->timings, "fonts");
	if (diag_errors(run->diag))
		return false;
	step(run, "Setting pages");
	TsJob job = print_job(run, run->print_style);
	job.line_numbers = run->options.draft;
	job.timer = timer_of(run);
	run->trace = trace_of(run);
	job.trace = &run->trace;
	run->edition = ts_typeset(&job);
	cli_timed(&run->timings, "place");
	return run->edition && !diag_errors(run->diag);
}

static bool draw_cover(Run *run, Buf *png)
{
	TsJob job = job_of(run, run->style);
	Arena *arena = arena_new();
	bool drawn = render_png(ts_cover(&job, COVER_WIDTH, COVER_HEIGHT, arena), COVER_PIXELS, png);
	if (!drawn)
		diag_report(run->diag, DIAG_ERROR, (Pos){0}, "cover-failed",
		            "the cover could not be drawn; give a cover-image");
	arena_free(arena);
	cli_timed(&run->timings, "cover");
	return drawn;
}

static bool make_epub(Run *run)
{
	Buf cover = {0};
	step(run, "Making the e-book");
	bool made = run->doc->meta.cover || draw_cover(run, &cover);
	EpubJob job = {
	        .doc = run->doc,
	        .style = run->style,
	        .fonts = run->fonts,
	        .pages = ts_page_map(run->edition),
	        .cover_png = cover.data,
	        .cover_png_len = cover.len,
	        .generator = cli_name_version(),
	        .diag = run->diag,
	};
	made = made && epub_write(&job, &run->epub);
	cli_timed(&run->timings, "epub");
	buf_free(&cover);
	return made;
}

static bool write_pdf(Run *run, const TsEdition *edition, const Style *style, Buf *out)
{
	PdfJob job = {run->doc, style, edition, cli_name_version(), run->options.grey, run->diag, timer_of(run)};
	return pdf_write(&job, out);
}

static bool make_pdf(Run *run)
{
	step(run, "Writing the PDF");
	bool made = write_pdf(run, run->edition, run->print_style, &run->pdf);
	cli_timed(&run->timings, "complete");
	return made;
}

/* The system's paper is for sheets alone: pages are the same on every machine.  A
 * size of page that was asked for says which paper suits it; NULL: no one says. */
static const char *sheet_paper(Run *run)
{
	StyUnit width, height;
	if (run->options.command == CLI_IMPOSE && run->options.paper)
		return run->options.paper;
	if (run->options.command == CLI_BUILD && page_paper(run))
		return imp_default_paper((double)run->style->page.width / STY_PT,
		                         (double)run->style->page.height / STY_PT);
	const char *name = cli_system_paper(run->arena);
	return name && sty_paper(name, &width, &height) ? name : NULL;
}

static bool sheet_size(Run *run, ImpJob *job)
{
	const char *name = sheet_paper(run);
	StyUnit width, height;
	if (!name)
		return true;
	if (!sty_paper(name, &width, &height)) {
		diag_report(run->diag, DIAG_ERROR, (Pos){0}, "paper-unknown",
		            "there is no paper '%s'; name a4, letter or a size such as 210x297mm", name);
		return false;
	}
	job->width = (double)width / STY_PT;
	job->height = (double)height / STY_PT;
	return true;
}

static const char *say_sheets(Run *run, const ImpReport *report, CliHandout handout)
{
	const CliOptions *options = &run->options;
	Buf text = {0};
	buf_printf(&text, "%zu sheet%s, %zu page%s", report->sheets, report->sheets == 1 ? "" : "s", report->pages,
	           report->pages == 1 ? "" : "s");
	if (handout != CLI_NOTES && report->blanks)
		buf_printf(&text, ", %zu blank", report->blanks);
	if (handout == CLI_BOOKLET && options->signature)
		buf_printf(&text, ", %zu signature%s", report->signatures, report->signatures == 1 ? "" : "s");
	if (handout == CLI_BOOKLET)
		buf_printf(&text, "; print both sides, turned over the %s edge", options->flip_long ? "long" : "short");
	const char *copy = arena_strndup(run->arena, text.data, text.len);
	buf_free(&text);
	return copy;
}

static bool make_sheets(Run *run, CliHandout handout, const Buf *pdf, const char *name)
{
	static const ImpLayout layouts[] = {
	        [CLI_BOOKLET] = IMP_BOOKLET,
	        [CLI_TWO_UP] = IMP_TWO_UP,
	        [CLI_FOUR_UP] = IMP_FOUR_UP,
	        [CLI_NOTES] = IMP_NOTES,
	};
	const CliOptions *options = &run->options;
	ImpJob job = {
	        .layout = layouts[handout],
	        .flip = options->flip_long ? IMP_LONG_EDGE : IMP_SHORT_EDGE,
	        .signature = options->signature,
	        .thickness = (double)options->thickness * 72 / 25400,
	        .marks = options->marks,
	        .rtl = options->rtl,
	        .producer = cli_name_version(),
	};
	ImpReport report = {0};
	bool made = sheet_size(run, &job) && imp_sheets(&job, pdf, name, run->diag, &run->handouts[handout], &report);
	run->made[handout] = made ? say_sheets(run, &report, handout) : NULL;
	cli_timed(&run->timings, cli_handout_name(handout));
	return made;
}

static const char *sheet_paper_or_a4(Run *run)
{
	const char *name = sheet_paper(run);
	return name ? name : "a4";
}

/* Set anew, in letters that can be read without effort. */
static bool make_large_print(Run *run)
{
	StyRequest request = {.base = "large-print", .lang = run->doc->meta.lang, .paper = sheet_paper_or_a4(run)};
	const Style *style = greyed(run, sty_load(&request, run->arena, run->diag));
	TsJob job = print_job(run, style);
	TsEdition *edition = style ? ts_typeset(&job) : NULL;
	bool made = edition && write_pdf(run, edition, style, &run->handouts[CLI_LARGE_PRINT]);
	if (made)
		run->made[CLI_LARGE_PRINT] = arena_printf(run->arena, "%zu pages", ts_page_count(edition));
	ts_free(edition);
	cli_timed(&run->timings, "large-print");
	return made;
}

/* Set anew to stand on so many sheets, printed on both sides. */
static bool make_one_sheet(Run *run)
{
	const Style *style = greyed(run, load_style(run, sheet_paper_or_a4(run))), *found = NULL;
	size_t sheets = run->options.fit_sheets ? run->options.fit_sheets : 1;
	TsJob job = print_job(run, style);
	TsEdition *edition = style ? ts_fit(&job, 2 * sheets, run->arena, &found) : NULL;
	bool made = edition && write_pdf(run, edition, found, &run->handouts[CLI_ONE_SHEET]);
	if (made) {
		size_t pages = ts_page_count(edition);
		Buf text = {0};
		buf_printf(&text, "%zu page%s, set in ", pages, pages == 1 ? "" : "s");
		buf_fixed(&text, (found->text.size * 10 + STY_PT / 2) / STY_PT, 1);
		buf_printf(&text, " pt%s", found->page.columns > 1 ? " in two columns" : "");
		run->made[CLI_ONE_SHEET] = arena_strndup(run->arena, text.data, text.len);
		buf_free(&text);
	}
	ts_free(edition);
	cli_timed(&run->timings, "one-sheet");
	return made;
}

static bool make_handout(Run *run, CliHandout handout)
{
	if (handout == CLI_LARGE_PRINT)
		return make_large_print(run);
	if (handout == CLI_ONE_SHEET)
		return make_one_sheet(run);
	return make_sheets(run, handout, &run->pdf, run->options.sources[0]);
}

static bool make_handouts(Run *run)
{
	bool made = true;
	step(run, "Making handouts");
	for (int i = 0; i < CLI_HANDOUTS && made; i++) {
		if (run->options.handouts & 1u << i)
			made = make_handout(run, (CliHandout)i);
	}
	return made;
}

static const char *target(Run *run, const char *suffix)
{
	const char *first = run->options.sources[0];
	const char *stem = str_eq(first, "-") ? "stdin" : path_stem(run->arena, first);
	const char *folder = run->options.output && run->options.command == CLI_BUILD ? run->options.output : ".";
	return path_join(run->arena, folder, arena_printf(run->arena, "%s%s", stem, suffix));
}

static OutFile handout_file(Run *run, int handout)
{
	const char *path = target(run, arena_printf(run->arena, "-%s.pdf", cli_handout_name((CliHandout)handout)));
	if (run->options.command == CLI_IMPOSE && run->options.output)
		path = run->options.output;
	return (OutFile){path, run->handouts[handout].data, run->handouts[handout].len};
}

/* The names of what was made, with what there is to say of it. */
static void print_made(const OutFile *files, const char *const *said, size_t count)
{
	for (size_t i = 0; i < count; i++)
		printf("%s%s%s%s\n", files[i].path, said[i] ? " (" : "", said[i] ? said[i] : "", said[i] ? ")" : "");
}

/* A file name as Make reads it. */
static void make_name(Buf *out, const char *name)
{
	for (; *name; name++) {
		if (strchr(" #\\", *name))
			buf_char(out, '\\');
		if (*name == '$')
			buf_char(out, '$');
		buf_char(out, *name);
	}
}

static void add_dependencies(const Run *run, const OutFile *files, size_t count, Buf *out)
{
	for (size_t i = 0; i < count; i++) {
		buf_str(out, i ? " " : "");
		make_name(out, files[i].path);
	}
	buf_char(out, ':');
	for (size_t i = 0; i < run->doc->file_count; i++) {
		if (str_eq(run->doc->files[i], "-"))
			continue;
		buf_str(out, " \\\n ");
		make_name(out, run->doc->files[i]);
	}
	if (run->style_file) {
		buf_str(out, " \\\n ");
		make_name(out, run->style_file);
	}
	buf_char(out, '\n');
}

static bool make_folder(Run *run)
{
	const char *folder = run->options.output;
	if (!folder || !mkdir(folder, 0777) || errno == EEXIST)
		return true;
	diag_report(run->diag, DIAG_ERROR, (Pos){.file = folder}, "output-failed", "cannot make this folder: %s",
	            strerror(errno));
	return false;
}

/* Nothing is written over a file that it is made from, and no two outputs are one. */
static bool spares(Run *run, const OutFile *files, size_t count, const char *const *others, size_t other_count)
{
	for (size_t i = 0; i < count; i++) {
		bool same = false;
		for (size_t k = 0; k < other_count && !same; k++)
			same = path_same(files[i].path, others[k]);
		for (size_t k = 0; k < i && !same; k++)
			same = path_same(files[i].path, files[k].path);
		if (!same)
			continue;
		run->usage_failed = true;
		diag_report(run->diag, DIAG_ERROR, (Pos){.file = files[i].path}, "output-is-source",
		            "this would be written over one of the sources or outputs; name another file or folder");
		return false;
	}
	return true;
}

static bool write_outputs(Run *run)
{
	OutFile files[3 + CLI_HANDOUTS];
	const char *said[BASE_LEN(files)] = {NULL};
	size_t count = 0;
	Buf depends = {0};
	if (run->options.to & CLI_TO_EPUB)
		files[count++] = (OutFile){target(run, ".epub"), run->epub.data, run->epub.len};
	if (run->options.to & CLI_TO_PDF)
		files[count++] = (OutFile){target(run, ".pdf"), run->pdf.data, run->pdf.len};
	for (int i = 0; i < CLI_HANDOUTS; i++) {
		if (!(run->options.handouts & 1u << i))
			continue;
		said[count] = run->made[i];
		files[count++] = handout_file(run, i);
	}
	size_t made = count;
	if (run->options.depfile) {
		add_dependencies(run, files, made, &depends);
		files[count++] = (OutFile){run->options.depfile, depends.data, depends.len};
	}
	bool spared = spares(run, files, count, run->doc->files, run->doc->file_count);
	bool written = spared && make_folder(run) && out_commit(files, count, run->diag);
	run->system_failed = spared && !written;
	cli_progress_free(run->progress); /* its line is wiped before others are printed */
	run->progress = NULL;
	if (written)
		print_made(files, said, made);
	buf_free(&depends);
	return written;
}

static void build(Run *run)
{
	if (!prepare(run))
		return;
	if (((run->options.to & CLI_TO_PDF) || run->options.handouts) && !make_pdf(run))
		return;
	if (!make_handouts(run))
		return;
	if ((run->options.to & CLI_TO_EPUB) && !make_epub(run))
		return;
	step(run, "Writing");
	if (!diag_errors(run->diag))
		write_outputs(run);
	cli_timed(&run->timings, "write");
}

static void check(Run *run)
{
	prepare(run);
}

static void dump(Run *run)
{
	Buf out = {0};
	if (read_source(run)) {
		doc_dump(run->doc, &out);
		fwrite(out.data ? out.data : "", 1, out.len, stdout);
	}
	buf_free(&out);
}

static void import(Run *run)
{
	const char *path = run->options.sources[0];
	Buf text = {0}, source = {0};
	PathStatus status = path_read(path, TEXT_MAX, &text);
	if (status != PATH_OK) {
		diag_report(run->diag, DIAG_ERROR, (Pos){.file = path}, "source-unreadable",
		            "cannot read this file: %s",
		            status == PATH_TOO_LARGE ? "it is larger than 64 MB" : strerror(errno));
	} else {
		import_text(text.data ? text.data : "", text.len, path, run->diag, &source);
		OutFile file = {run->options.output, source.data, source.len};
		if (!run->options.output)
			fwrite(source.data ? source.data : "", 1, source.len, stdout);
		else if (!diag_errors(run->diag) && spares(run, &file, 1, &path, 1))
			run->system_failed = !out_commit(&file, 1, run->diag);
		if (run->options.output && !status_of(run))
			printf("%s\n", run->options.output);
	}
	buf_free(&source);
	buf_free(&text);
}

static void impose(Run *run)
{
	const char *path = run->options.sources[0];
	Buf pdf = {0};
	int handout = 0;
	while (!(run->options.handouts & 1u << handout))
		handout++;
	PathStatus status = path_read(path, PDF_MAX, &pdf);
	run->system_failed = status != PATH_OK;
	if (status != PATH_OK)
		diag_report(run->diag, DIAG_ERROR, (Pos){.file = path}, "source-unreadable",
		            "cannot read this file: %s",
		            status == PATH_TOO_LARGE ? "it is larger than 1 GB" : strerror(errno));
	else if (make_sheets(run, (CliHandout)handout, &pdf, path) && !diag_errors(run->diag)) {
		OutFile file = handout_file(run, handout);
		bool spared = spares(run, &file, 1, &path, 1), written = spared && out_commit(&file, 1, run->diag);
		run->system_failed = spared && !written;
		if (written)
			print_made(&file, &run->made[handout], 1);
	}
	buf_free(&pdf);
}

static void run_free(Run *run)
{
	for (size_t i = 0; i < CLI_HANDOUTS; i++)
		buf_free(&run->handouts[i]);
	buf_free(&run->epub);
	buf_free(&run->pdf);
	ts_free(run->edition);
	txt_fonts_free(run->fonts);
	doc_free(run->doc);
	cli_progress_free(run->progress);
	diag_free(run->diag);
	arena_free(run->arena);
}

static ExitStatus carry_out(Run *run)
{
	static void (*const commands[])(Run *) = {
	        [CLI_BUILD] = build,   [CLI_CHECK] = check, [CLI_IMPORT] = import,
	        [CLI_IMPOSE] = impose, [CLI_DUMP] = dump,
	};
	run->diag = diag_new(run->options.strict);
	run->progress = cli_progress_new(stderr);
	run->timings.on = run->options.timings;
	commands[run->options.command](run);
	cli_progress_free(run->progress);
	run->progress = NULL;
	diag_print(run->diag, stderr, run->options.diagnostics, cli_colour(stderr));
	cli_timings_print(&run->timings, stderr);
	return status_of(run);
}

static ExitStatus tell_style(const char *name)
{
	char path[80];
	snprintf(path, sizeof path, "styles/%s.yaml", name);
	const Asset *style = asset_get(path);
	if (style)
		fwrite(style->data, 1, style->len, stdout);
	else
		fprintf(stderr,
		        "bifolio: error: there is no style '%s'; name default, classic, handout or large-print\n",
		        name);
	return style ? EXIT_DONE : EXIT_USAGE;
}

static ExitStatus tell(const CliOptions *options)
{
	switch (options->command) {
	case CLI_VERSION:
		cli_version(stdout);
		break;
	case CLI_MAN:
		cli_man(stdout);
		break;
	case CLI_STYLE:
		return tell_style(options->source_count ? options->sources[0] : "default");
	case CLI_COMPLETION:
		cli_completion(stdout);
		break;
	default:
		cli_help(options->help_for, stdout);
		break;
	}
	return EXIT_DONE;
}

int main(int argc, char **argv)
{
	out_standard_files();
	Run run = {.arena = arena_new()};
	ExitStatus status = EXIT_USAGE;
	if (cli_parse(argc, argv, run.arena, &run.options))
		status = run.options.command >= CLI_HELP ? tell(&run.options) : carry_out(&run);
	if (fflush(stdout) || ferror(stdout)) {
		fputs("bifolio: error: cannot write to standard output; is the disk full?\n", stderr);
		status = EXIT_SYSTEM;
	}
	run_free(&run);
	return (int)status;
}
