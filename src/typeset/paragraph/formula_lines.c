/* Formulas on the lines of a paragraph that is broken. */
#include "typeset/paragraph/atoms.h"

const TmathLine *par_display_on(const Par *par, const Line *line)
{
	const Atom *first = line->first < line->end ? &par->atoms[line->first] : NULL;
	return first && first->kind == ATOM_DISPLAY ? first->display : NULL;
}

/* What a formula's pieces on one line are read as, from the first of them on. */
static const char *reading_from(const Par *par, const Line *line, const Atom *first, Arena *arena)
{
	const Atom *last = first, *end = &par->atoms[line->end];
	for (const Atom *atom = first; atom < end && atom->span == first->span; atom++)
		last = atom->kind == ATOM_FORMULA ? atom : last;
	const Span *span = &par->spans[first->span];
	return tmath_reading(span->node->u.math.tree, first->piece, last->piece, arena);
}

static TsItem item_like(const Par *par, const Atom *atom, const char *reading)
{
	const Span *span = &par->spans[atom->span];
	return (TsItem){.role = span->role, .sub = span->sub, .node = span->node, .reading = reading};
}

const char *par_paint_formula(const Par *par, const Line *line, const Atom *atom, const char *reading, Length x,
                              Length y, TsItems *items)
{
	bool first = atom == &par->atoms[line->first] || atom[-1].span != atom->span;
	if (first || !reading)
		reading = reading_from(par, line, atom, items->arena);
	TsItem like = item_like(par, atom, reading);
	tmath_paint(par->context->math, atom->piece->box, x, y, &like, items);
	return reading;
}

void par_paint_display(const Par *par, const Line *line, Length x, Length y, TsItems *items)
{
	const Atom *atom = &par->atoms[line->first];
	const TmathLine *display = atom->display;
	const ParSpec *spec = par->spec;
	x += spec->dir == DOC_DIR_RTL ? spec->right : spec->left;
	TsItem like = item_like(par, atom, display->reading);
	tmath_paint(par->context->math, display->box, x + display->x, y, &like, items);
	if (!display->number)
		return;
	TsItem number = {.role = spec->role == TS_BODY ? TS_NUMBER : spec->role, .sub = spec->sub, .node = par->node};
	tmath_paint(par->context->math, display->number, x + display->number_x, y, &number, items);
}

/* ---- asked of broken paragraphs ---- */

static void enlarge(Length *length, Length to)
{
	*length = to > *length ? to : *length;
}

void par_formula_extent(const Par *par, size_t variant, size_t line, Length *above, Length *below)
{
	par_wake(par);
	const Line *of = &par->variants[variant].line[line];
	*above = *below = 0;
	for (uint32_t i = of->first; i < of->end; i++) {
		const Atom *atom = &par->atoms[i];
		if (atom->kind == ATOM_FORMULA) {
			enlarge(above, atom->piece->height);
			enlarge(below, atom->piece->depth);
		} else if (atom->kind == ATOM_DISPLAY) {
			enlarge(above, atom->display->height);
			enlarge(below, atom->display->depth);
		}
	}
}

bool par_is_display(const Par *par, size_t variant, size_t line, bool *first, bool *clear)
{
	par_wake(par);
	const Line *of = &par->variants[variant].line[line];
	const TmathLine *display = par_display_on(par, of), *before = line ? par_display_on(par, of - 1) : NULL;
	if (!display)
		return false;
	*first = !before || par->atoms[of[-1].first].span != par->atoms[of->first].span;
	*clear = line && !before;
	Length end = par_line_indent(par, line - *clear, 0) + 2 * par->spec->style.size;
	for (uint32_t i = *clear ? of[-1].first : of->first; i < of->first; i++)
		end += par->atoms[i].width;
	*clear = *clear && end < par->spec->left + display->x;
	return true;
}

bool par_has_formulas(const Par *par)
{
	return par->formulas;
}

bool par_has_displays(const Par *par)
{
	return par->displays;
}
