/* Formulas among the atoms of a paragraph. */
#include "typeset/paragraph/collect.h"

#include <stdlib.h>

bool par_sets_formula(ParContext *context, const DocNode *node)
{
	if (!node || node->type != DOC_MATH || !node->u.math.tree)
		return false;
	if (!context->math)
		context->math = tmath_context_new(context->job);
	return tmath_can_set(context->math, node->pos);
}

static TmathStyle style_of(const DocNode *node, const TxtStyle *text, StyColor color)
{
	return (TmathStyle){.text = *text, .color = color, .display = node->u.math.display};
}

/* ---- as text: a letter for each piece, or each line ---- */

static Length widest_piece(const TmathFormula *formula)
{
	Length widest = 0;
	for (size_t i = 0; i < formula->count; i++)
		widest = formula->pieces[i].width > widest ? formula->pieces[i].width : widest;
	return widest;
}

/* What cannot be divided and is wider than a line is set smaller: at so many per cent. */
static const TmathFormula *formula_of(const Par *par, const DocNode *node, const TxtStyle *text, StyColor color,
                                      int *percent)
{
	enum { TRIES = 3 };
	Length line = par_narrowest_line(&par->spec), widest;
	TmathStyle style = style_of(node, text, color);
	const TmathFormula *formula = tmath_set(par->context->math, node->u.math.tree, &style);
	for (int i = 0; i < TRIES && line > 0 && (widest = widest_piece(formula)) > line; i++) {
		style.text.size = (Length)((int64_t)style.text.size * line / widest);
		formula = tmath_set(par->context->math, node->u.math.tree, &style);
	}
	*percent = text->size ? (int)((int64_t)style.text.size * 100 / text->size) : 100;
	return formula;
}

static const TmathDisplay *display_of(const Par *par, const DocNode *node, const TxtStyle *text, StyColor color)
{
	const ParSpec *spec = &par->spec;
	TmathStyle style = style_of(node, text, color);
	Length measure = spec->measure - spec->left - spec->right;
	size_t count = node->u.math.equation_count;
	const char **numbers = base_calloc(count + 1, sizeof *numbers);
	for (size_t i = 0; i < count; i++)
		numbers[i] = node->u.math.equations[i].number;
	style.numbers = numbers;
	style.number_count = count;
	const TmathDisplay *display = tmath_display(par->context->math, node->u.math.tree, &style, measure, node->pos);
	free(numbers);
	return display;
}

static void write_pieces(const Par *par, const DocNode *node, const TxtStyle *style, StyColor color, Buf *text)
{
	int percent;
	const TmathFormula *formula = formula_of(par, node, style, color, &percent);
	for (size_t i = 0; i < formula->count; i++)
		buf_char(text, PAR_FORMULA_LETTER);
	if (percent < 100)
		diag_report(par->context->job->diag, DIAG_WARNING, node->pos, "math-too-wide",
		            "this formula cannot be divided and was set at %d %% of its size; display it between $$",
		            percent);
}

void par_write_formula(const Par *par, const DocNode *node, const TxtStyle *style, StyColor color, Buf *text)
{
	if (!node->u.math.display) {
		write_pieces(par, node, style, color, text);
		return;
	}
	if (text->len && text->data[text->len - 1] != '\n')
		buf_char(text, '\n');
	for (size_t i = display_of(par, node, style, color)->count; i > 0; i--) {
		buf_char(text, PAR_FORMULA_LETTER);
		buf_char(text, '\n');
	}
}

/* ---- as atoms ---- */

static void add_skip(Collector *c, size_t at, size_t span, const TmathPiece *piece)
{
	Atom *atom = par_add_atom(c, ATOM_SKIP, at, 0, span);
	atom->piece = piece;
	atom->width = piece->space;
	atom->may_break = piece->penalty < TMATH_NEVER;
}

/* Glue stands between two pieces, a line may end there if TeX would let it; after the last it is a part of that. */
static void add_piece(Collector *c, size_t at, size_t span, const TmathPiece *piece, bool last)
{
	Atom *atom = par_add_atom(c, ATOM_FORMULA, at, 1, span);
	atom->piece = piece;
	atom->width = piece->width + (last ? piece->space : 0);
	if (!last)
		add_skip(c, at + 1, span, piece);
}

static void add_pieces(Collector *c, size_t span, uint8_t breaks)
{
	int percent;
	const Span *of = &c->spans[span];
	const TmathFormula *formula = formula_of(c->par, of->node, &of->style, of->color, &percent);
	size_t end = par_span_end(c, span) - of->start, count = formula->count < end ? formula->count : end;
	for (size_t i = 0; i < count; i++)
		add_piece(c, of->start + i, span, &formula->pieces[i], i + 1 == count);
	if (!count)
		return;
	c->atoms[c->atom_count - 1].may_break = breaks != TXT_BREAK_NO;
	c->atoms[c->atom_count - 1].breaks = breaks;
}

static void add_line(Collector *c, size_t at, size_t span, const TmathLine *line)
{
	Atom *atom = par_add_atom(c, ATOM_DISPLAY, at, 1, span);
	atom->display = line;
	atom->width = line->width < c->narrowest ? line->width : c->narrowest;
}

static void add_lines(Collector *c, size_t span)
{
	const Span *of = &c->spans[span];
	const TmathDisplay *display = display_of(c->par, of->node, &of->style, of->color);
	size_t end = par_span_end(c, span), line = 0;
	for (size_t at = of->start; at < end; at++) {
		if (c->text.data[at] == '\n')
			par_add_atom(c, ATOM_BREAK, at, 1, span);
		else if (line < display->count)
			add_line(c, at, span, &display->lines[line++]);
	}
}

void par_add_formula(Collector *c, size_t span, uint8_t breaks)
{
	bool display = c->spans[span].node->u.math.display;
	c->par->formulas = true;
	c->par->displays |= display;
	if (display)
		add_lines(c, span);
	else
		add_pieces(c, span, breaks);
}

/* ---- on the line ---- */

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
	const ParSpec *spec = &par->spec;
	x += spec->dir == DOC_DIR_RTL ? spec->right : spec->left;
	TsItem like = item_like(par, atom, display->reading);
	tmath_paint(par->context->math, display->box, x + display->x, y, &like, items);
	if (!display->number)
		return;
	TsItem number = {.role = spec->role == TS_BODY ? TS_NUMBER : spec->role, .sub = spec->sub, .node = spec->node};
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
	Length end = par_line_indent(par, line - *clear, 0) + 2 * par->spec.style.size;
	for (uint32_t i = *clear ? of[-1].first : of->first; i < of->first; i++)
		end += par->atoms[i].width;
	*clear = *clear && end < par->spec.left + display->x;
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
