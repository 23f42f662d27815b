/* What is asked of a broken paragraph. */
#include "typeset/paragraph/atoms.h"

size_t par_variants(const Par *par)
{
	return par->variant_count;
}

size_t par_best(const Par *par)
{
	return par->best;
}

size_t par_lines(const Par *par, size_t variant)
{
	return par->variants[variant].lines;
}

double par_demerits(const Par *par, size_t variant)
{
	return par->variants[variant].demerits;
}

bool par_hyphenated(const Par *par, size_t variant, size_t line)
{
	return par->variants[variant].line[line].last_cut != 0;
}

double par_spaces(const Par *par, size_t variant, size_t line)
{
	par_wake(par);
	const Line *of = &par->variants[variant].line[line];
	bool justified = par->spec->align == PAR_JUSTIFIED && line + 1 < par->variants[variant].lines, any = false;
	for (uint32_t i = of->first; i + 1 < of->end && justified && !any; i++)
		any = par->atoms[i].kind == ATOM_SPACE;
	double spaces = 1 + (double)of->ratio;
	return any && spaces > 0 ? spaces : 0;
}

bool par_cuts(const Par *par)
{
	return par->cuts;
}

bool par_turned_over(const Par *par, size_t variant, size_t line)
{
	par_wake(par);
	return par_turned(par, &par->variants[variant].line[line]);
}

const char *par_text(const Par *par, size_t *len)
{
	par_wake(par);
	*len = par->len;
	return par->text;
}

Length par_max_content(const Par *par)
{
	par_wake(par);
	int64_t sum = 0, widest = 0;
	for (size_t i = 0; i < par->atom_count; i++) {
		sum = par->atoms[i].kind == ATOM_BREAK ? 0 : sum + par->atoms[i].width;
		widest = sum > widest ? sum : widest;
	}
	return (Length)(widest < INT32_MAX / 4 ? widest : INT32_MAX / 4);
}

Length par_widest_picture(const Par *par)
{
	par_wake(par);
	Length widest = 0;
	for (size_t i = 0; i < par->atom_count; i++) {
		if (par->atoms[i].kind == ATOM_IMAGE && par->atoms[i].width > widest)
			widest = par->atoms[i].width;
	}
	return widest;
}

Length par_indents(const Par *par)
{
	return par->spec->left + par->spec->right;
}

static Length least_width(const Atom *atom)
{
	static const Length picture = 40 * LENGTH_PT;
	return atom->kind == ATOM_IMAGE && atom->width > picture ? picture : atom->width;
}

static Length widest_piece(const Par *par, bool whole)
{
	par_wake(par);
	int64_t sum = 0, widest = 0;
	for (size_t i = 0; i < par->atom_count; i++) {
		const Atom *atom = &par->atoms[i];
		bool ends =
		        (atom->may_break && !(whole && atom->breaks >= TXT_BREAK_ADDRESS)) || atom->kind == ATOM_BREAK;
		sum += atom->kind == ATOM_SPACE ? 0 : least_width(atom);
		widest = sum > widest ? sum : widest;
		sum = ends ? 0 : sum;
	}
	return (Length)(widest < INT32_MAX / 4 ? widest : INT32_MAX / 4);
}

Length par_min_content(const Par *par)
{
	return widest_piece(par, false);
}

Length par_min_content_whole(const Par *par)
{
	return widest_piece(par, true);
}

Length par_half(const Par *par)
{
	par_wake(par);
	int64_t natural = par_max_content(par), half = natural, sum = 0, ink = 0;
	for (size_t i = 0; i < par->atom_count; i++) {
		const Atom *atom = &par->atoms[i];
		if (atom->kind == ATOM_IMAGE)
			return par_min_content_whole(par);
		if (atom->kind == ATOM_BREAK) /* it has lines of its own */
			return (Length)natural;
		sum += atom->width;
		ink = atom->kind == ATOM_SPACE ? ink : sum;
		if (i + 1 == par->atom_count || !atom->may_break || atom->breaks >= TXT_BREAK_ADDRESS)
			continue;
		int64_t rest = natural - sum - (atom[1].kind == ATOM_SPACE ? atom[1].width : 0),
		        longer = rest > ink ? rest : ink;
		half = longer < half ? longer : half;
	}
	return (Length)half;
}

/* The widest part of a word that hyphenation leaves, and its last one; room is
 * what stands before it. */
static int64_t widest_part(const Par *par, const Atom *atom, int64_t room, int64_t *last)
{
	const TxtDivision *divisions;
	const Span *span = &par->spans[atom->span];
	size_t count = atom->kind == ATOM_WORD && span->hyphenate
	                       ? txt_divisions(par->context->job->fonts, atom->shape, &divisions)
	                       : 0;
	Length before = 0, hyphen = span->style.size / 3;
	int64_t widest = 0;
	for (size_t i = 0; i < count; i++) {
		int64_t part = room + divisions[i].before - before + hyphen;
		widest = part > widest ? part : widest;
		before = divisions[i].before;
		room = 0;
	}
	*last = room + least_width(atom) - before;
	return *last > widest ? *last : widest;
}

Length par_min_content_divided(const Par *par)
{
	par_wake(par);
	int64_t sum = 0, widest = 0;
	for (size_t i = 0; i < par->atom_count; i++) {
		const Atom *atom = &par->atoms[i];
		bool ends = atom->may_break || atom->kind == ATOM_BREAK;
		int64_t part = atom->kind == ATOM_SPACE ? sum : widest_part(par, atom, sum, &sum);
		widest = part > widest ? part : widest;
		sum = ends ? 0 : sum;
	}
	return (Length)(widest < INT32_MAX / 4 ? widest : INT32_MAX / 4);
}

size_t par_notes(const Par *par, size_t variant, size_t line, const DocNode **refs, size_t max)
{
	par_wake(par);
	const Line *of = &par->variants[variant].line[line];
	size_t count = 0;
	for (uint32_t i = of->first; i < of->end; i++) {
		const Span *span = &par->spans[par->atoms[i].span];
		if (span->role != TS_NOTE_MARK || (i > of->first && par->atoms[i - 1].span == par->atoms[i].span))
			continue;
		if (count < max)
			refs[count] = span->node;
		count++;
	}
	return count;
}

/* Where an atom's first byte, after the cut, is in its node. */
static uint32_t source_byte(const Par *par, const Atom *atom, uint32_t cut)
{
	const Span *span = &par->spans[atom->span];
	uint32_t byte = span->offset + atom->start - span->start + cut;
	if (!par->spec->upper_case || span->node->type != DOC_TEXT)
		return byte;
	/* capitals may have more bytes, or fewer: at worst it is the wrong letter of a heading */
	return byte < span->node->u.text.len ? byte : (uint32_t)span->node->u.text.len;
}

bool par_start(const Par *par, size_t variant, size_t line, uint32_t *serial, uint32_t *byte)
{
	par_wake(par);
	const Line *of = &par->variants[variant].line[line];
	for (uint32_t i = of->first; i < of->end; i++) {
		const Span *span = &par->spans[par->atoms[i].span];
		if (!span->node || span->role != TS_BODY)
			continue;
		bool own = span->node->type == DOC_TEXT || span->node->type == DOC_CODE ||
		           span->node->type == DOC_CODE_BLOCK || span->node->type == DOC_MATH;
		*serial = span->node->serial;
		*byte = own ? source_byte(par, &par->atoms[i], i == of->first ? of->first_cut : 0) : 0;
		if (!line && *byte == par->spec->skip)
			*byte = 0; /* the initial stands on it too */
		return true;
	}
	return false;
}

void par_visit(const Par *par, size_t variant, size_t line, ParVisit *visit, void *closure)
{
	par_wake(par);
	const Line *of = &par->variants[variant].line[line];
	for (uint32_t i = of->first; i < of->end; i++) {
		const Atom *atom = &par->atoms[i];
		const Span *span = &par->spans[atom->span];
		if (atom->start != span->start || !span->node || (i == of->first && of->first_cut))
			continue;
		for (const DocNode *node = span->node; node; node = node->parent) {
			visit(closure, node, par_line_indent(par, line, of->turnover));
			if (node == par->spec->node || !node->parent || node->parent->first != node)
				break;
		}
	}
}
