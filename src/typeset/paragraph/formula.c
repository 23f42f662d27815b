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
	Length line = par_narrowest_line(par->spec), widest;
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
	const ParSpec *spec = par->spec;
	TmathStyle style = style_of(node, text, color);
	Length measure = spec->measure - spec->left - spec->right;
	size_t count = node->u.math.equation_count;
	const char **numbers = base_calloc(count + 1, sizeof *numbers);
	for (size_t i = 0; i < count; i++)
		numbers[i] = node->u.math.equations[i].number;
	style.numbers = numbers;
	style.number_count = count;
	style.rtl = spec->dir == DOC_DIR_RTL;
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
