/* Titles and headings: lines much alike. */
#include "typeset/paragraph/paragraph.h"
#include "typeset/paragraph/prices.h"

/* Whether it is as good as another, in a narrower measure. */
static bool fits(const Par *par, Length measure, const Par *like)
{
	size_t best = par_best(par), other = par_best(like);
	if (par_cuts(par) || par_min_content(par) > measure || par_lines(par, best) > par_lines(like, other))
		return false;
	return par_demerits(par, best) < par_demerits(like, other) + PAR_PAINFUL;
}

/* A word wider than the line is divided as words are, even in a title, before it is cut. */
static Par *break_whole(ParContext *context, const ParSpec *spec, Arena *arena)
{
	Par *par = par_break(context, spec, arena);
	ParSpec divided = *spec;
	divided.hyphenate = true;
	return par_cuts(par) && !spec->hyphenate ? par_break(context, &divided, arena) : par;
}

/* A title that has a colon is in two parts, a line or more each, where it takes no more lines than without. */
static Par *part_at_colons(ParContext *context, ParSpec *spec, Par *first, Arena *arena)
{
	size_t lines = par_lines(first, par_best(first));
	if (lines < 2 || spec->ends != PAR_ENDS_BY_SENSE)
		return first;
	spec->ends = PAR_ENDS_AT_COLONS;
	Par *parted = par_break(context, spec, arena);
	if (par_lines(parted, par_best(parted)) == lines && !par_cuts(parted))
		return parted;
	spec->ends = PAR_ENDS_BY_SENSE;
	return first;
}

Par *par_balanced(ParContext *context, const ParSpec *like, Arena *arena)
{
	ParSpec title = *like, *spec = &title;
	title.ends = like->ends ? like->ends : PAR_ENDS_BY_SENSE;
	Par *first = part_at_colons(context, &title, break_whole(context, spec, arena), arena), *best = first;
	Length room = spec->measure - spec->left - spec->right, low = room / 2, high = room;
	size_t lines = par_lines(first, par_best(first));
	bool centered = spec->align == PAR_CENTERED,
	     worth = lines > 1 && lines <= PAR_MOST_BALANCED && !par_cuts(first);
	while (worth && high - low > 2 * LENGTH_PT) {
		Length middle = (low + high) / 2, rest = room - middle;
		ParSpec narrow = *spec;
		narrow.left += centered ? rest / 2 : 0;
		narrow.right += centered ? rest / 2 : rest;
		Par *tried = par_break(context, &narrow, arena);
		if (fits(tried, middle, first)) {
			best = tried;
			high = middle;
		} else {
			low = middle;
		}
	}
	return best;
}

Length par_natural(ParContext *context, const ParSpec *spec)
{
	ParTrial trial = par_begin_trial(context);
	Length width = par_max_content(par_break(context, spec, trial.arena));
	par_end_trial(context, &trial);
	return width;
}
