/* Each page of the print edition as a picture. */
#include "app/inner.h"
#include "render/render.h"

#include <stdio.h>

enum { DEFAULT_DPI = 110, LEAST_DIGITS = 3 };

static int digits_of(size_t count)
{
	int digits = snprintf(NULL, 0, "%zu", count);
	return digits < LEAST_DIGITS ? LEAST_DIGITS : digits;
}

static const char *name_of(const AppRun *run, size_t page, const char *suffix)
{
	int digits = digits_of(ts_page_count(run->edition));
	return app_target(run, arena_printf(run->arena, "-%0*zu%s", digits, page + 1, suffix));
}

static void report(const AppRun *run, const DocImage *broken)
{
	if (broken)
		diag_report(run->diag, DIAG_ERROR, broken->pos, "image-broken",
		            "the image '%s' cannot be shown; save it anew", broken->path);
	else
		diag_report(run->diag, DIAG_ERROR, (Pos){0}, "page-not-painted",
		            "a page cannot be made a picture; give a smaller --dpi or --paper");
}

/* Pages are painted one by one; what was built of one is forgotten before the next. */
static bool paint_pages(AppRun *run, const RenderLook *look, const char *suffix)
{
	RenderPainter *painter = render_painter_new();
	Arena *arena = arena_new();
	bool painted = true;
	for (size_t i = 0; i < ts_page_count(run->edition) && painted; i++) {
		Buf picture = {0};
		painted = render_page(painter, ts_page(run->edition, i, arena), look, &picture) &&
		          !render_broken(painter);
		app_add_output(run, name_of(run, i, suffix), &picture, NULL);
		arena_reset(arena);
	}
	if (!painted)
		report(run, render_broken(painter));
	arena_free(arena);
	render_painter_free(painter);
	return painted;
}

bool app_make_pictures(AppRun *run)
{
	static const struct {
		unsigned to;
		RenderFormat format;
		const char *suffix;
	} kinds[] = {{CLI_TO_PNG, RENDER_PNG, ".png"}, {CLI_TO_SVG, RENDER_SVG, ".svg"}};
	const CliOptions *options = run->options;
	bool made = true;
	for (size_t i = 0; i < BASE_LEN(kinds) && made; i++) {
		if (!(options->to & kinds[i].to))
			continue;
		RenderLook look = {kinds[i].format, options->dpi ? (unsigned)options->dpi : DEFAULT_DPI, options->grey};
		app_begins(run, "Painting pages");
		made = paint_pages(run, &look, kinds[i].suffix);
		app_ended(run, kinds[i].suffix + 1);
	}
	return made;
}
