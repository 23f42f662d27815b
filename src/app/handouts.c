/* Handouts: sheets of the print edition's pages, and editions set anew. */
#include "app/inner.h"
#include "impose/impose.h"

/* The system's paper is for sheets alone: pages are the same on every machine.  A
 * size of page that was asked for says which paper suits it.  None: nobody says. */
static Paper sheet_paper(const AppRun *run)
{
	if (run->options->command == CLI_IMPOSE && run->options->paper.width)
		return run->options->paper;
	if (run->options->command == CLI_BUILD && app_page_paper(run).width)
		return paper_for(run->style->page.width, run->style->page.height);
	return run->job->system_paper;
}

static const char *say_sheets(const AppRun *run, const ImpReport *report, CliHandout handout)
{
	const CliOptions *options = run->options;
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

bool app_make_sheets(AppRun *run, CliHandout handout, const Buf *pdf, const char *name)
{
	static const ImpLayout layouts[] = {
	        [CLI_BOOKLET] = IMP_BOOKLET, [CLI_TWO_UP] = IMP_TWO_UP, [CLI_FOUR_UP] = IMP_FOUR_UP,
	        [CLI_TRIFOLD] = IMP_TRIFOLD, [CLI_NOTES] = IMP_NOTES,
	};
	const CliOptions *options = run->options;
	ImpJob job = {
	        .layout = layouts[handout],
	        .paper = sheet_paper(run),
	        .flip = options->flip_long ? IMP_LONG_EDGE : IMP_SHORT_EDGE,
	        .signature = options->signature,
	        .thickness = options->thickness,
	        .marks = options->marks,
	        .rtl = options->rtl,
	        .producer = cli_name_version(),
	};
	ImpReport report = {0};
	bool made = imp_sheets(&job, pdf, name, run->diag, &run->handouts[handout], &report);
	run->made[handout] = made ? say_sheets(run, &report, handout) : NULL;
	app_ended(run, cli_handout_name(handout));
	return made;
}

static Paper sheet_paper_or_a4(const AppRun *run)
{
	Paper paper = sheet_paper(run);
	return paper.width ? paper : paper_a4();
}

/* Set anew, in letters that can be read without effort. */
static bool make_large_print(AppRun *run)
{
	StyRequest request = {.base = "large-print", .lang = run->doc->meta.lang, .paper = sheet_paper_or_a4(run)};
	const Style *style = app_greyed(run, sty_load(&request, run->arena, run->diag));
	TsJob job = app_print_job(run, style);
	TsEdition *edition = style ? ts_typeset(&job) : NULL;
	bool made = edition && app_write_pdf(run, edition, style, &run->handouts[CLI_LARGE_PRINT]);
	if (made)
		run->made[CLI_LARGE_PRINT] = arena_printf(run->arena, "%zu pages", ts_page_count(edition));
	ts_free(edition);
	app_ended(run, "large-print");
	return made;
}

static const char *say_one_sheet(const AppRun *run, size_t pages, const Style *style)
{
	Buf text = {0};
	buf_printf(&text, "%zu page%s, set in ", pages, pages == 1 ? "" : "s");
	buf_fixed(&text, (style->text.size * 10 + LENGTH_PT / 2) / LENGTH_PT, 1);
	buf_printf(&text, " pt%s", style->page.columns > 1 ? " in two columns" : "");
	const char *copy = arena_strndup(run->arena, text.data, text.len);
	buf_free(&text);
	return copy;
}

/* Set anew to stand on so many sheets, printed on both sides. */
static bool make_one_sheet(AppRun *run)
{
	const Style *style = app_greyed(run, app_load_style(run, sheet_paper_or_a4(run))), *found = NULL;
	size_t sheets = run->options->fit_sheets ? run->options->fit_sheets : 1;
	TsJob job = app_print_job(run, style);
	TsEdition *edition = style ? ts_fit(&job, 2 * sheets, run->arena, &found) : NULL;
	bool made = edition && app_write_pdf(run, edition, found, &run->handouts[CLI_ONE_SHEET]);
	if (made)
		run->made[CLI_ONE_SHEET] = say_one_sheet(run, ts_page_count(edition), found);
	ts_free(edition);
	app_ended(run, "one-sheet");
	return made;
}

static bool make_handout(AppRun *run, CliHandout handout)
{
	if (handout == CLI_LARGE_PRINT)
		return make_large_print(run);
	if (handout == CLI_ONE_SHEET)
		return make_one_sheet(run);
	return app_make_sheets(run, handout, &run->pdf, run->options->sources[0]);
}

bool app_make_handouts(AppRun *run)
{
	bool made = true;
	app_begins(run, "Making handouts");
	for (int i = 0; i < CLI_HANDOUTS && made; i++) {
		if (run->options->handouts & 1u << i)
			made = make_handout(run, (CliHandout)i);
	}
	return made;
}
