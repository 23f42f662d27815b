/* Pictures of formulas for the e-book, where the style asks: one of all that look alike. */
#include "app/inner.h"
#include "render/render.h"

#include <stdlib.h>

/* By what formulas that look alike are known. */
static const char *key_of(const AppRun *run, const DocNode *math)
{
	const MathTree *tree = math->u.math.tree;
	return arena_printf(run->arena, "%d%p%.*s", math->u.math.display, tree->foreign ? (const void *)tree : NULL,
	                    (int)tree->len, tree->source);
}

static bool draw(AppRun *run, TsFormulas *set, RenderPainter *painter, const DocNode *math, EpubFormula *out)
{
	const RenderLook look = {.format = RENDER_SVG};
	Arena *arena = arena_new();
	Length depth = 0;
	const TsPage *page = ts_formula(set, math, arena, &depth);
	bool drawn = page && render_page(painter, page, &look, &out->svg);
	int64_t size = run->style->text.size;
	if (drawn) {
		out->width = (int32_t)(page->width * INT64_C(1000) / size);
		out->height = (int32_t)(page->height * INT64_C(1000) / size);
		out->depth = (int32_t)(depth * INT64_C(1000) / size);
	}
	arena_free(arena);
	return drawn;
}

static void add(AppRun *run, AppFormulas *out, TsFormulas *set, RenderPainter *painter, Map *known, const DocNode *math)
{
	const char *key = key_of(run, math);
	size_t index = (size_t)(uintptr_t)map_get(known, key);
	if (!index) {
		out->all = base_grow(out->all, out->count, &out->cap, sizeof *out->all);
		out->all[out->count] = (EpubFormula){0};
		if (!draw(run, set, painter, math, &out->all[out->count]))
			return;
		index = ++out->count;
		map_set(known, key, (void *)(uintptr_t)index);
	}
	out->of[math->serial] = index;
}

void app_draw_formulas(AppRun *run, AppFormulas *out)
{
	const Doc *doc = run->ebook ? run->ebook : run->doc;
	*out = (AppFormulas){0};
	if (!run->style->ebook.formula_images)
		return;
	TsJob job = app_print_job(run, run->style);
	TsFormulas *set = ts_formulas_new(&job);
	RenderPainter *painter = render_painter_new();
	Map *known = map_new(run->arena);
	out->of = arena_alloc(run->arena, ((size_t)doc->serials + 1) * sizeof *out->of);
	for (size_t i = 0; i <= doc->note_count; i++) {
		const DocNode *top = i ? doc->notes[i - 1] : doc->root;
		for (const DocNode *node = top; node; node = doc_next(node, top, false)) {
			if (node->type == DOC_MATH && node->u.math.tree)
				add(run, out, set, painter, known, node);
		}
	}
	render_painter_free(painter);
	ts_formulas_free(set);
}

void app_free_formulas(AppFormulas *formulas)
{
	for (size_t i = 0; i < formulas->count; i++)
		buf_free(&formulas->all[i].svg);
	free(formulas->all);
}
