/* Titles and headings: lines much alike. */
#include "typeset/par.h"

static bool fits(const Par *par, TsUnit measure, size_t most)
{
	return par_lines(par, par_best(par)) <= most && par_min_width(par) <= measure;
}

Par *par_balanced(ParContext *context, const ParSpec *spec, Arena *arena)
{
	Par *best = par_break(context, spec, arena);
	size_t lines = par_lines(best, par_best(best));
	TsUnit room = spec->measure - spec->left - spec->right, low = room / 2, high = room;
	bool centered = spec->align == PAR_CENTERED;
	while (lines > 1 && high - low > 2 * TXT_PT) {
		TsUnit middle = (low + high) / 2, rest = room - middle;
		ParSpec narrow = *spec;
		narrow.left += centered ? rest / 2 : 0;
		narrow.right += centered ? rest / 2 : rest;
		Par *tried = par_break(context, &narrow, arena);
		if (fits(tried, middle, lines)) {
			best = tried;
			high = middle;
		} else {
			low = middle;
		}
	}
	return best;
}
