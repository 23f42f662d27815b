/* Formulas as pages of their own size, for readers that know no MathML. */
#include "typeset/typeset.h"
#include "typeset/items/items.h"
#include "typeset/math/math.h"

#include <stdlib.h>

struct TsFormulas {
	TsJob job;
	TmathContext *context;
};

TsFormulas *ts_formulas_new(const TsJob *job)
{
	TsFormulas *formulas = base_calloc(1, sizeof *formulas);
	formulas->job = *job;
	formulas->context = tmath_context_new(&formulas->job);
	return formulas;
}

void ts_formulas_free(TsFormulas *formulas)
{
	if (!formulas)
		return;
	tmath_context_free(formulas->context);
	free(formulas);
}

static TmathStyle style_of(const TsJob *job, const DocNode *math)
{
	return (TmathStyle){.text = {.family = job->style->text.sans ? TXT_SANS : TXT_SERIF,
	                             .weight = 400,
	                             .size = job->style->text.size,
	                             .lang = job->doc->meta.lang},
	                    .color = {0, 0, 0},
	                    .display = math->u.math.display};
}

static void paint(const TsFormulas *formulas, const TmathFormula *formula, const DocNode *math, Length x, Length y,
                  TsItems *items)
{
	TsItem like = {.role = TS_BODY, .node = math};
	for (size_t i = 0; i < formula->count; i++) {
		const TmathPiece *piece = &formula->pieces[i];
		tmath_paint(formulas->context, piece->box, x, y, &like, items);
		x += piece->width + piece->space;
	}
}

const TsPage *ts_formula(TsFormulas *formulas, const DocNode *math, Arena *arena, Length *depth)
{
	enum { EDGE = 20 }; /* part of the size: signs lean out of their boxes */
	if (!math->u.math.tree || !tmath_can_set(formulas->context, math->pos))
		return NULL;
	TmathStyle style = style_of(&formulas->job, math);
	const TmathFormula *formula = tmath_set(formulas->context, math->u.math.tree, &style);
	Length edge = style.text.size / EDGE;
	TsItems items = {.arena = arena};
	paint(formulas, formula, math, edge, edge + formula->height, &items);
	TsPage *page = arena_alloc(arena, sizeof *page);
	*page = (TsPage){.width = formula->width + 2 * edge,
	                 .height = formula->height + formula->depth + 2 * edge,
	                 .recto = true,
	                 .label = "",
	                 .items = items.items,
	                 .count = items.count};
	*depth = formula->depth + edge;
	return page;
}
