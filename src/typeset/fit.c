/* A document on a given number of pages: a search over styles. */
#include "typeset/typeset.h"

enum {
	SMALLEST = 8 * LENGTH_PT,
	STEP = 10,
	WIDEST = 38,
	COLUMNS = 2
}; /* STEP in permille of the size, WIDEST in ems */

/* Margins and leading at the smallest size; folio and printer leave no less. */
static const Length SIDE = 34 * LENGTH_PT, HEIGHT = 48 * LENGTH_PT;
static const double TIGHT = 1.2;

typedef struct {
	const TsJob *job;
	Arena *arena;
	size_t pages;
	int least;         /* permille of the style's size */
	const Style *best; /* NULL: none fits yet */
	int size;          /* its permille */
	size_t fewest;     /* pages that a try needed */
} Search;

/* From the style's own value to the tightest, which is reached half-way down to the
 * smallest size: white is given up sooner than type. */
static Length between(const Search *search, Length own, Length tight, int permille)
{
	int from = (1000 + search->least) / 2;
	if (own <= tight || from >= 1000)
		return own;
	if (permille <= from)
		return tight;
	return tight + (Length)((int64_t)(own - tight) * (permille - from) / (1000 - from));
}

/* One column is no wider than can be read; what is left over widens the margins. */
static void keep_readable(Style *style)
{
	Length measure = style->page.width - style->page.inner - style->page.outer, widest = WIDEST * style->text.size;
	if (style->page.columns == 1 && measure > widest) {
		style->page.inner += (measure - widest) / 2;
		style->page.outer += (measure - widest) / 2;
	}
}

static const Style *style_of(const Search *search, int permille, int columns)
{
	Style *style = sty_scaled(search->job->style, permille, search->arena);
	const Style *own = search->job->style;
	style->text.leading = between(search, style->text.leading, (Length)(style->text.size * TIGHT), permille);
	style->page.inner = between(search, own->page.inner, SIDE, permille);
	style->page.outer = between(search, own->page.outer, SIDE, permille);
	style->page.top = between(search, own->page.top, HEIGHT, permille);
	style->page.bottom = between(search, own->page.bottom, HEIGHT, permille);
	style->page.columns = columns;
	style->page.column_gap = 3 * style->text.size / 2;
	style->title.block_below_pages = 1000;
	style->chapter.new_page = style->chapter.recto = false;
	keep_readable(style);
	return style;
}

/* Tries tell nothing: what is set in the end does. */
static bool try_size(Search *search, int permille, int columns)
{
	TsJob job = *search->job;
	job.style = style_of(search, permille, columns);
	job.diag = diag_new(false);
	job.upright = true;
	TsEdition *edition = ts_typeset(&job);
	size_t pages = edition ? ts_page_count(edition) : SIZE_MAX;
	ts_free(edition);
	diag_free(job.diag);
	search->fewest = pages < search->fewest ? pages : search->fewest;
	if (pages > search->pages)
		return false;
	search->best = job.style;
	search->size = permille;
	return true;
}

/* The largest size between what fits and what does not, by halving. */
static void search_sizes(Search *search, int columns)
{
	int fits = search->best ? search->size + STEP : search->least, fails = 1000 + STEP;
	if (fits > 1000 || !try_size(search, fits, columns))
		return;
	while (fails - fits > STEP) {
		int middle = (fits + fails) / 2 / STEP * STEP;
		middle = middle > fits ? middle : fits + STEP;
		if (middle >= fails)
			return;
		if (try_size(search, middle, columns))
			fits = middle;
		else
			fails = middle;
	}
}

TsEdition *ts_fit(const TsJob *job, size_t pages, Arena *arena, const Style **style)
{
	int64_t least = (int64_t)SMALLEST * 1000 / job->style->text.size;
	Search search = {.job = job,
	                 .arena = arena,
	                 .pages = pages,
	                 .least = least < 1000 ? (int)least : 1000,
	                 .fewest = SIZE_MAX};
	if (!try_size(&search, 1000, 1)) {
		for (int columns = 1; columns <= COLUMNS; columns++)
			search_sizes(&search, columns);
	}
	*style = search.best;
	if (!search.best) {
		diag_report(job->diag, DIAG_ERROR, (Pos){0}, "fit-failed",
		            "the text does not fit %zu page%s: at 8 pt it needs %zu; shorten it or allow more sheets "
		            "(--fit-sheets)",
		            pages, pages == 1 ? "" : "s", search.fewest);
		return NULL;
	}
	TsJob found = *job;
	found.style = search.best;
	found.upright = true;
	return ts_typeset(&found);
}
