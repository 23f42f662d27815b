/* Blanks to write in, as forms have them: runs of underscores. */
#include "typeset/paragraph/collect.h"

#include <string.h>

enum { FEWEST = 3, NEVER_BELOW = 40 }; /* underscores that make a blank; per cent that is left of one */

/* The atoms of one line of the form, up to a line end of its own. */
typedef struct {
	size_t first, end;
	Length width, blank;
} Row;

/* The underscores that a word ends with, if they are a blank. */
static uint32_t blank_of(const Collector *c, const Atom *atom)
{
	uint32_t count = 0;
	while (atom->kind == ATOM_WORD && count < atom->len && c->text.data[atom->start + atom->len - count - 1] == '_')
		count++;
	return count >= FEWEST ? count : 0;
}

static const TxtShape *shape(const Collector *c, const Atom *atom, uint32_t from, uint32_t to)
{
	const Span *span = &c->spans[atom->span];
	return txt_shape_part(c->par->context->job->fonts, &span->style, atom->level & 1, c->text.data, c->text.len,
	                      atom->start + from, atom->start + to, span->node ? span->node->pos : (Pos){0});
}

/* What a blank is for stands on its line. */
static void bind(Collector *c, size_t at, uint32_t blank)
{
	if (at && blank == c->atoms[at].len && c->atoms[at - 1].kind == ATOM_SPACE)
		c->atoms[at - 1].may_break = false;
}

static Row row_from(Collector *c, size_t first)
{
	Row row = {.first = first, .end = first};
	for (; row.end < c->atom_count && c->atoms[row.end].kind != ATOM_BREAK; row.end++) {
		const Atom *atom = &c->atoms[row.end];
		uint32_t blank = blank_of(c, atom);
		row.width += atom->width;
		row.blank += blank ? shape(c, atom, atom->len - blank, atom->len)->advance : 0;
		if (blank)
			bind(c, row.end, blank);
	}
	return row;
}

/* Blanks lose what is too much for one line, each in proportion. */
static void shorten(Collector *c, const Row *row)
{
	Length left = row->blank - (row->width - c->narrowest);
	for (size_t i = row->first; i < row->end; i++) {
		Atom *atom = &c->atoms[i];
		uint32_t blank = blank_of(c, atom);
		if (!blank)
			continue;
		atom->len -= blank - (uint32_t)((int64_t)blank * left / row->blank);
		atom->shape = shape(c, atom, 0, atom->len);
		atom->width = atom->shape->advance;
	}
}

void par_fit_blanks(Collector *c)
{
	for (size_t first = 0; first < c->atom_count;) {
		Row row = row_from(c, first);
		bool over = row.width > c->narrowest;
		if (over && (int64_t)(row.width - c->narrowest) * 100 <= (int64_t)row.blank * (100 - NEVER_BELOW))
			shorten(c, &row);
		first = row.end + 1;
	}
}
