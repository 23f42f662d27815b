/* Where a line begins and ends, and what gives in it. */
#include "typeset/paragraph/atoms.h"
#include "typeset/paragraph/prices.h"

bool par_is_ragged(const Par *par)
{
	return par->spec->align != PAR_JUSTIFIED && par->spec->align != PAR_VERBATIM;
}

Length par_narrowed(const ParSpec *spec, Length advance)
{
	return spec->narrow ? (Length)((int64_t)advance * (1000 - spec->narrow) / 1000) : advance;
}

bool par_turned(const Par *par, const Line *line)
{
	return line->first_cut || (line->first && par->atoms[line->first - 1].kind != ATOM_BREAK);
}

/* The turnover of a line of verse or code whose text begins with the atom: beyond its
 * own indent, but never more than half of what there is. */
Length par_turnover_after(const Par *par, uint32_t first)
{
	const ParSpec *spec = par->spec;
	Length most = (spec->measure - spec->left - spec->right) / 2, own = 0;
	for (uint32_t i = first;
	     i < par->atom_count && (par->atoms[i].kind == ATOM_SPACE || par->atoms[i].kind == ATOM_KERN); i++)
		own += par->atoms[i].width;
	return own + spec->turnover < most ? own + spec->turnover : most;
}

Length par_line_indent(const Par *par, size_t line, Length turnover)
{
	const ParSpec *spec = par->spec;
	Length indent = spec->left + (line == 0 && !par->indent_typed ? spec->first : 0) + turnover;
	return indent + ((int)line < spec->drop_lines ? spec->drop_width : 0);
}

Length par_line_width(const Par *par, size_t line, Length turnover)
{
	return par->spec->measure - par->spec->right - par_line_indent(par, line, turnover);
}

/* Between letters that fill squares a line grows evenly, and by less than at its spaces. */
Length par_stretch(const Par *par, const Atom *atom)
{
	if (atom->kind == ATOM_SPACE)
		return atom->width;
	if (atom->kind == ATOM_SKIP)
		return atom->piece->stretch;
	Length size = par->spans[atom->span].style.size;
	bool words = atom->gap == TXT_GAP_LATIN || atom->gap == TXT_GAP_WORDS;
	return atom->kind == ATOM_GAP ? size / (words ? PAR_GAP_WORDS_PARTS : PAR_GAP_LETTERS_PARTS) : 0;
}

float par_least_ratio(const Par *par)
{
	return (float)(par->context->job->style->text.narrowest - 100) / 100;
}

float par_most_ratio(const Par *par)
{
	return (float)(par->context->job->style->text.widest - 100) / 100;
}

/* A gap beside a sign gives up half of its own, one beside letters of another script likewise. */
Length par_shrink(const Atom *atom)
{
	if (atom->kind == ATOM_SPACE)
		return atom->width;
	if (atom->kind == ATOM_SKIP)
		return (Length)((float)atom->piece->shrink * PAR_SKIP_SHRINKS / -PAR_LEAST_RATIO);
	return atom->kind == ATOM_GAP ? (Length)((float)atom->width * PAR_GAP_SHRINKS / -PAR_LEAST_RATIO) : 0;
}
