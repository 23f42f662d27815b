/* The two editions of a document. */
#include "app/inner.h"
#include "epub/epub.h"
#include "image/image.h"
#include "pdf/pdf.h"
#include "render/render.h"

#include <stdlib.h>

enum { COVER_WIDTH = 480 * LENGTH_PT, COVER_HEIGHT = 768 * LENGTH_PT, COVER_PIXELS = 1600 };

/* On paper, an address becomes a code that leads from there to the e-book. */
static void add_coda(AppRun *run)
{
	Doc *doc = run->doc;
	Buf svg = {0};
	ImgInfo info;
	if (!doc->meta.url)
		return;
	if (img_qr_svg(doc->meta.url, &svg) && !img_probe(svg.data, svg.len, &info)) {
		DocImage *code = arena_alloc(doc->arena, sizeof *code);
		*code = (DocImage){
		        .path = "url.svg",
		        .data = arena_strndup(doc->arena, svg.data, svg.len),
		        .len = svg.len,
		        .info = info,
		        .pos = doc->meta.pos,
		};
		doc_add_coda(doc, code);
	} else {
		diag_report(run->diag, DIAG_WARNING, doc->meta.pos, "url-too-long",
		            "this url is too long for a QR code; use a shorter one");
	}
	buf_free(&svg);
}

static TsTrace trace_of(const AppRun *run)
{
	const AppWatch *watch = &run->job->watch;
	unsigned trace = run->options->trace;
	return (TsTrace){watch->traces, watch->trace, (trace & CLI_TRACE_LINES) != 0, (trace & CLI_TRACE_PAGES) != 0};
}

/* The e-book's text, where print has another: it is the same book, made from the files of both. Nobody needs it who
 * asks for print alone. */
static bool read_ebook(AppRun *run)
{
	Doc *doc = run->doc;
	if (!doc->divided || !(run->options->to & CLI_TO_EPUB))
		return true;
	if (!app_read_source(run, SRC_EPUB, &run->ebook))
		return false;
	run->ebook->meta.uuid_epub = doc->meta.uuid_epub;
	run->ebook->meta.uuid_pdf = doc->meta.uuid_pdf;
	for (size_t i = 0; i < run->ebook->file_count; i++)
		doc_add_file(doc, run->ebook->files[i]);
	return true;
}

/* Sets the pages of what was read. */
static bool set_pages(AppRun *run)
{
	app_load_sheets(run);
	add_coda(run);
	app_load_fonts(run);
	app_ended(run, "fonts");
	if (diag_errors(run->diag))
		return false;
	app_begins(run, "Setting pages");
	TsJob job = app_print_job(run, run->print_style);
	job.line_numbers = run->options->draft;
	job.timer = run->job->watch.timer;
	run->trace = trace_of(run);
	job.trace = &run->trace;
	run->edition = ts_typeset(&job);
	app_ended(run, "place");
	if (run->edition)
		app_tell_idle(run);
	return run->edition;
}

bool app_prepare(AppRun *run)
{
	app_begins(run, "Reading");
	if (!app_read_source(run, SRC_PRINT, &run->doc) || !run->style || !read_ebook(run))
		return false;
	return set_pages(run) && !diag_errors(run->diag);
}

/* Shops take no cover that is a drawing, so of the author's, too, pixels are made. */
static bool is_cover_drawn(const DocMeta *meta)
{
	return !meta->cover || meta->cover->info.type == IMG_SVG;
}

static bool paint_cover(const TsPage *page, Buf *png)
{
	const RenderLook look = {.format = RENDER_PNG, .dpi = COVER_PIXELS * 72 / (COVER_WIDTH / LENGTH_PT)};
	RenderPainter *painter = render_painter_new();
	bool fine = render_page(painter, page, &look, png) && !render_broken(painter);
	render_painter_free(painter);
	return fine;
}

/* The e-book while it is made, beside the PDF: it tells what it has to say when both are done. */
struct AppBook {
	EpubJob job;
	EpubBook *book;
	DocPageMap carried; /* the pages, where the e-book's text is another */
	Diag *diag;
	Arena *arena;        /* of the drawn cover's page; NULL without one */
	const TsPage *drawn; /* that page, while it is to be painted by the task; NULL */
	Buf cover, made;
	AppFormulas formulas;
	bool fine;
	PoolTask *task;
};

static void tell_cover(Diag *diag)
{
	diag_report(diag, DIAG_ERROR, (Pos){0}, "cover-failed", "the cover could not be drawn; give a cover-image");
}

static bool has_pictures(const TsPage *page)
{
	size_t i = 0;
	while (i < page->count && page->items[i].kind != TS_IMAGE)
		i++;
	return i < page->count;
}

/* Draws the cover, or leaves that to the task where there are threads and nothing on it but letters: what draws
 * pictures stays with one. */
static bool draw_cover(AppRun *run, AppBook *book)
{
	TsJob job = app_job(run, run->style);
	book->arena = arena_new();
	const TsPage *page = ts_cover(&job, COVER_WIDTH, COVER_HEIGHT, book->arena);
	if (!run->doc->meta.cover && pool_threads(run->pool) && !has_pictures(page)) {
		book->drawn = page;
		return true;
	}
	bool fine =
	        run->doc->meta.cover ? paint_cover(page, &book->cover) : render_cover(page, COVER_PIXELS, &book->cover);
	if (!fine)
		tell_cover(run->diag);
	app_ended(run, "cover");
	return fine;
}

static void write_book(void *closure)
{
	AppBook *book = closure;
	if (book->drawn && !render_cover(book->drawn, COVER_PIXELS, &book->cover)) {
		tell_cover(book->diag);
		return;
	}
	book->job.cover_png = book->cover.data;
	book->job.cover_png_len = book->cover.len;
	book->fine = epub_write(book->book, &book->made);
}

AppBook *app_begin_epub(AppRun *run)
{
	AppBook *book = base_calloc(1, sizeof *book);
	app_begins(run, "Making the e-book");
	if (is_cover_drawn(&run->doc->meta) && !draw_cover(run, book))
		return book;
	app_draw_formulas(run, &book->formulas);
	const DocPageMap *pages = ts_page_map(run->edition);
	if (run->ebook) {
		book->carried = doc_carry_pages(pages, run->doc, run->ebook);
		pages = &book->carried;
	}
	book->diag = diag_new(run->options->strict);
	book->job = (EpubJob){
	        .doc = run->ebook ? run->ebook : run->doc,
	        .style = run->style,
	        .fonts = run->fonts,
	        .pages = pages,
	        .formulas = book->formulas.all,
	        .formula_count = book->formulas.count,
	        .formula_of = book->formulas.of,
	        .sheets = run->sheets,
	        .sheet_count = run->sheet_count,
	        .shown = run->shown,
	        .shown_count = run->shown_count,
	        .generator = cli_name_version(),
	        .pool = run->pool,
	        .diag = book->diag,
	};
	book->book = epub_plan(&book->job);
	app_ended(run, "epub");
	book->task = pool_add(run->pool, write_book, book);
	return book;
}

/* What it has to say is said to the run. */
static void take_messages(AppRun *run, const AppBook *book)
{
	Buf messages = {0};
	diag_pack(book->diag, &messages);
	diag_unpack(run->diag, run->arena, messages.data, messages.len);
	buf_free(&messages);
}

bool app_end_epub(AppRun *run, AppBook *book)
{
	pool_wait(run->pool, book->task);
	app_ended(run, "epub");
	bool fine = book->fine;
	if (book->book) {
		take_messages(run, book);
		epub_free(book->book);
		diag_free(book->diag);
	}
	run->epub = book->made;
	buf_free(&book->cover);
	arena_free(book->arena);
	app_free_formulas(&book->formulas);
	free(book);
	return fine;
}

bool app_write_pdf(AppRun *run, const TsEdition *edition, const Style *style, Buf *out)
{
	PdfJob job = {
	        .doc = run->doc,
	        .style = style,
	        .edition = edition,
	        .producer = cli_name_version(),
	        .grey = run->options->grey,
	        .diag = run->diag,
	        .pool = run->pool,
	        .timer = run->job->watch.timer,
	};
	return pdf_write(&job, out);
}

bool app_make_pdf(AppRun *run)
{
	app_begins(run, "Writing the PDF");
	bool made = app_write_pdf(run, run->edition, run->print_style, &run->pdf);
	app_ended(run, "complete");
	return made;
}
