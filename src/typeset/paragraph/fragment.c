/* Parts of words, and what of them hangs out at a line's edges. */
#include "typeset/paragraph/atoms.h"

#include <string.h>

/* ---- parts ---- */

/* The division of a word after so many bytes; NULL: it is cut there for want of one. */
static const TxtDivision *division_at(const Par *par, const Atom *atom, uint32_t cut)
{
	const TxtDivision *divisions;
	size_t count = txt_divisions(par->context->job->fonts, atom->shape, &divisions);
	for (size_t i = 0; i < count; i++) {
		if (divisions[i].cut == cut)
			return &divisions[i];
	}
	return NULL;
}

bool par_own_division(const char *word, uint32_t cut)
{
	return cut >= 2 && !memcmp(word + cut - 2, "\u00AD", 2);
}

uint32_t par_dropped(const Par *par, const Atom *atom, uint32_t cut)
{
	const TxtDivision *division = division_at(par, atom, cut);
	return division ? division->drop : 0;
}

const TxtShape *par_fragment(const Par *par, const Atom *atom, uint32_t from, uint32_t to, bool hyphen)
{
	const Span *span = &par->spans[atom->span];
	Pos pos = span->node ? span->node->pos : (Pos){0};
	TxtFonts *fonts = par->context->job->fonts;
	const char *text = par->text + atom->start + from;
	if (!hyphen)
		return txt_shape_part(fonts, &span->style, atom->level & 1, par->text, par->len, atom->start + from,
		                      atom->start + to, pos);
	const TxtDivision *division = division_at(par, atom, to);
	Buf with = {0};
	buf_add(&with, text, to - from - (division ? division->drop : 0));
	buf_str(&with, division ? division->extra : "");
	buf_char(&with, '-');
	const TxtShape *shape = txt_shape(fonts, &span->style, atom->level & 1, with.data, with.len, pos);
	buf_free(&with);
	return shape;
}

const TxtShape *par_hyphen(const Par *par, const Atom *atom)
{
	return txt_shape(par->context->job->fonts, &par->spans[atom->span].style, false, "-", 1, (Pos){0});
}

/* ---- edges ---- */

/* A word that runs against its paragraph stands at the edge by its other end, or not at all. */
static bool runs_along(const Par *par, const Atom *atom)
{
	return !par->mixed || atom->level == (par->spec->dir == DOC_DIR_RTL);
}

/* The style's share of what would hang out. */
static Length share_of(const Par *par, Length hang)
{
	return (Length)((int64_t)hang * par->context->job->style->text.protrusion / 100);
}

Length par_hang(const Par *par, const Atom *atom, uint32_t from, uint32_t to, bool start)
{
	if (atom->kind != ATOM_WORD || par->spec->align == PAR_VERBATIM || to <= from || !runs_along(par, atom))
		return 0;
	if (start ? !from : to == atom->len)
		return share_of(par, start ? atom->shape->hang_start : atom->shape->hang_end);
	return share_of(par, txt_hang_part(atom->shape, par->text + atom->start, from, to,
	                                   par->spans[atom->span].style.size, start));
}

Length par_hang_division(const Par *par, const Atom *atom, const TxtDivision *division)
{
	bool hangs = par->spec->align != PAR_VERBATIM && division->cut < atom->len && runs_along(par, atom);
	return hangs ? share_of(par, division->hang) : 0;
}

Length par_hang_hyphen(const Par *par, const Atom *atom, Length advance)
{
	Length size = par->spans[atom->span].style.size;
	return runs_along(par, atom) ? share_of(par, txt_hang('-', advance, size, false)) : 0;
}
