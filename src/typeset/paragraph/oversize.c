/* What is wider than a line. */
#include "typeset/paragraph/collect.h"

#include <stdlib.h>

/* Whether every part that hyphenation, or its author, leaves of a word fits a line. */
static bool divides_into(const Collector *c, const Atom *word, Length line)
{
	const TxtDivision *divisions;
	Length before = 0;
	bool address = word->breaks >= TXT_BREAK_ADDRESS || (c->atom_count > 1 && word[-1].breaks >= TXT_BREAK_ADDRESS);
	bool hyphenate = c->spans[word->span].hyphenate;
	if ((!hyphenate && !c->par->soft) || address)
		return false;
	size_t count = txt_divisions(c->par->context->job->fonts, word->shape, &divisions);
	for (size_t i = 0; i < count; before = divisions[i++].before) {
		if (!hyphenate && !par_own_division(c->text.data + word->start, divisions[i].cut))
			return false;
		if (divisions[i].before - before > line)
			return false;
	}
	return word->width - before <= line;
}

/* The advance of each cluster of a word, by its first byte. */
static void measure_clusters(const ParSpec *spec, const TxtShape *shape, Length *sums)
{
	for (uint32_t r = 0; r < shape->count; r++) {
		for (uint32_t g = 0; g < shape->runs[r].count; g++)
			sums[shape->runs[r].glyphs[g].cluster] += par_narrowed(spec, shape->runs[r].glyphs[g].advance);
	}
}

/* What of a line the rest has that was cut from a word too long to be shaped at once, and that this word goes on with.
 */
static Length width_before(const Collector *c, const Atom *word)
{
	const Atom *before = c->atom_count > 1 ? word - 1 : NULL;
	bool one = before && before->kind == ATOM_WORD && before->breaks == TXT_BREAK_LAST &&
	           before->start + before->len == word->start;
	return one && before->width < c->narrowest ? before->width : 0;
}

void par_cut_long_word(Collector *c, bool rtl)
{
	const Atom word = c->atoms[c->atom_count - 1];
	Length line = c->narrowest, width = width_before(c, &c->atoms[c->atom_count - 1]);
	if (word.kind != ATOM_WORD || divides_into(c, &c->atoms[c->atom_count - 1], line))
		return;
	Length *sums = base_calloc(word.len + 1, sizeof *sums);
	c->par->cuts = true;
	size_t from = 0;
	measure_clusters(c->par->spec, word.shape, sums);
	c->atom_count--;
	for (size_t i = 0; i <= word.len; i++) {
		bool full = sums[i] && width + sums[i] > line;
		if (i > from && (full || i == word.len)) {
			par_add_word(c, word.start + from, i - from, word.span, rtl);
			c->atoms[c->atom_count - 1].may_break = i < word.len || word.may_break;
			c->atoms[c->atom_count - 1].breaks = i < word.len ? TXT_BREAK_LAST : word.breaks;
			from = i;
		}
		width = full ? 0 : width;
		width += sums[i];
	}
	free(sums);
}

void par_loosen(Collector *c)
{
	Length line = c->narrowest;
	int64_t width = 0;
	size_t first = 0;
	for (size_t i = 0; i < c->atom_count; i++) {
		Atom *atom = &c->atoms[i];
		bool ends = atom->may_break || atom->kind == ATOM_BREAK, blank = ends && atom->kind == ATOM_SPACE;
		width += blank ? 0 : atom->width;
		if (!ends && i + 1 < c->atom_count)
			continue;
		for (; width > line && first + blank < i; first++)
			c->atoms[first].may_break = c->atoms[first].glued = true;
		width = 0;
		first = i + 1;
	}
}
