/* collect: from inline nodes to atoms.  Inside paragraph only: inlines.c writes the text and its spans, marks.c says
 * what is known of each byte, cut.c cuts it into atoms, words.c most texts in one go, adding.c adds them, oversize.c
 * what is wider than a line, blanks.c those of forms. */
#ifndef TYPESET_PARAGRAPH_COLLECT_H
#define TYPESET_PARAGRAPH_COLLECT_H

#include "typeset/paragraph/atoms.h"

/* A paragraph's parts while they grow. */
typedef struct {
	Par *par;
	Arena *arena;
	Buf text;
	Span *spans;
	size_t span_count, span_cap;
	Atom *atoms;
	size_t atom_count, atom_cap;
	size_t space_span; /* 1 + the span whose space is known */
	Length space;
	size_t counted;   /* of code: bytes up to the last tab, and */
	int column;       /* the letters before that in its line */
	Length narrowest; /* what the narrowest line has room for */
	bool plain;       /* txt_is_plain: of one level, without gaps */
} Collector;

/* What the text says of itself, by its bytes: TxtBreak, bidi levels, TxtGap. */
typedef struct {
	uint8_t *breaks, *levels, *gaps;
	bool any_gaps;
} Marks;

/* Fills text and spans from the spec. */
void par_collect_text(Collector *c);
size_t par_span_end(const Collector *c, size_t span);
/* Fills the marks, which are zeroed, and says whether the paragraph is of mixed direction. */
void par_mark(Collector *c, Marks *marks);
/* Fills the atoms: all spans; or a part of one, at spaces, line ends, break opportunities and changes of level; and
 * what remains to be done when all are there. */
void par_cut(Collector *c, const Marks *marks);
void par_cut_part(Collector *c, size_t span, size_t start, size_t end, const Marks *marks);
void par_end_cut(Collector *c, const Marks *marks);
/* Marks and cuts a text of plain words between single spaces, as most are: of each it is known from its last
 * occurrence whether it is one atom.  false: it is none, and nothing was done. */
bool par_cut_words(Collector *c, Marks *marks);
/* Adds the space " ". */
void par_add_space(Collector *c, size_t at, size_t span, uint8_t breaks);
Atom *par_add_atom(Collector *c, AtomKind kind, size_t start, size_t len, size_t span);
void par_add_word(Collector *c, size_t start, size_t len, size_t span, bool rtl);

/* Whether a node is a formula that is set: it can be read, and there is a face for it. */
bool par_sets_formula(ParContext *context, const DocNode *node);
/* What stands for a formula in a paragraph's text: a letter for each of its pieces, or for each line of a display. */
enum { PAR_FORMULA_LETTER = 'x' };
void par_write_formula(const Par *par, const DocNode *node, const TxtStyle *style, StyColor color, Buf *text);
/* Adds what the letters of a formula's span stand for; breaks: how well a line may end after it. */
void par_add_formula(Collector *c, size_t span, uint8_t breaks);

/* What the narrowest of the paragraph's lines has room for. */
Length par_narrowest_line(const ParSpec *spec);
/* Cuts the word that was added last, which is wider than that, between letters into parts that fit, whatever they
 * are, unless hyphenation will do: nothing sticks out of the page. */
void par_cut_long_word(Collector *c, bool rtl);
/* Keeps blanks to write in, three underscores and more, with what is before them, and shortens those of a line that is
 * little longer than there is room for. */
void par_fit_blanks(Collector *c);
/* What is glued together and wider than a line may be cut where it is glued, for the same reason. */
void par_loosen(Collector *c);

#endif
