/* atoms: a paragraph cut into what a line can be made of.  Inside typeset's
 * paragraphs only: collect.h makes them, linebreak.h breaks between them, line.c paints. */
#ifndef TYPESET_PARAGRAPH_ATOMS_H
#define TYPESET_PARAGRAPH_ATOMS_H

#include "typeset/math/math.h"
#include "typeset/paragraph/paragraph.h"

/* Boxes are words and pictures, glue is spaces and gaps; a kern is a space that neither stretches nor shrinks, a break
 * a line end of the text's own. */
typedef enum {
	ATOM_WORD,
	ATOM_SPACE,
	ATOM_GAP,
	ATOM_KERN,
	ATOM_BREAK,
	ATOM_IMAGE,
	ATOM_FORMULA, /* a piece of one */
	ATOM_SKIP,    /* the glue after it, which has no text */
	ATOM_DISPLAY  /* a line of one that is displayed, alone on its line */
} AtomKind;

/* Text of one style in one node; at most 65,535 a paragraph, the rest joins the last. */
typedef struct {
	const DocNode *node;
	TxtStyle style;
	StyColor color;
	TsRole role;
	uint8_t sub;
	bool hyphenate, underline, strike;
	bool key;        /* of a keyboard: has a frame */
	bool at_end;     /* of a last line: at its measure's end, whatever is before it */
	uint32_t start;  /* in the paragraph's text */
	uint32_t offset; /* of start in the node's text */
} Span;

typedef struct {
	union {
		const TxtShape *shape;    /* ATOM_WORD */
		const TmathPiece *piece;  /* ATOM_FORMULA, ATOM_SKIP */
		const TmathLine *display; /* ATOM_DISPLAY */
	};
	uint32_t start, len; /* in the paragraph's text */
	Length width;
	uint16_t span;
	uint8_t kind;
	uint8_t level;  /* bidi */
	bool may_break; /* a line may end after it */
	bool glued;     /* but only since what it is glued to is wider than a line */
	uint8_t breaks; /* TxtBreak: how well */
	uint8_t gap;    /* TxtGap, of an ATOM_GAP, which has no text */
} Atom;

typedef struct {
	uint32_t first, end; /* atoms [first, end) */
	uint16_t first_cut;  /* bytes of the first atom that the line before has */
	uint16_t last_cut;   /* bytes of the last that this has, before a hyphen that hyphenation put in; 0: all */
	Length turnover;     /* its indent as what did not fit the line before; else 0 */
	float ratio;         /* its adjustment ratio */
} Line;

typedef struct {
	size_t lines;
	Line *line;
	double demerits;
} Variant;

enum { PAR_SPECS_KNOWN = 8 };

struct ParContext {
	const TsJob *job;
	TxtFamily serif, sans, mono;
	TxtFeatures *text_features, *heading_features;
	TmathContext *math; /* NULL: no formula has been met */
	ParPageLabel *label;
	void *closure;
	Arena *arena;
	const char **note_marks; /* by number - 1, in the arena */
	Par **labelled;          /* paragraphs in which a page's number stands */
	size_t labelled_count, labelled_cap;
	const ParSpec *specs[PAR_SPECS_KNOWN]; /* of lasting paragraphs, the last ones in turn */
	size_t spec_count;
	struct BreakWork *work; /* linebreak.h's tables, kept from paragraph to paragraph */
	Arena *trials;          /* of what is measured */
	size_t kept;            /* bytes of atoms and spans, by lasting paragraphs */
	Par *awake;             /* the one that has its atoms, of those that rest; NULL */
	Arena *awake_arena;     /* with those atoms */
};

/* A text of one word in each paragraph is a million of these. */
struct Par {
	ParContext *context;
	const ParSpec *spec; /* but for its node, text and number, which are here: many paragraphs share one */
	const DocNode *node;
	const char *given, *number; /* its text and number of the spec; NULL */
	char *text;                 /* while it rests, text, spans and atoms are NULL */
	Span *spans;
	Atom *atoms;
	Variant *variants;
	uint32_t len, span_count, atom_count;
	uint8_t variant_count, best;
	bool rests : 1;                  /* now and then */
	bool mixed : 1;                  /* has more than one bidi level */
	bool soft : 1;                   /* has soft hyphens */
	bool cuts : 1;                   /* words between letters */
	bool formulas : 1, displays : 1; /* has some */
	bool indent_typed : 1;           /* its first line's */
	int expansion;                   /* of its letters, 1/1000: none where they fill squares */
	Length ascent, descent;          /* of the plain style */
};

/* What the paragraphs of a kind have in common: a spec without node, text and number, in the arena, or shared with
 * one before.  lasting: the arena lasts as long as the context. */
const ParSpec *par_common_spec(ParContext *context, const ParSpec *spec, Arena *arena, bool lasting);

/* Fills text, spans and atoms from the spec. */
void par_collect(Par *par, Arena *arena);
/* The same in one of several threads, with a context of its own; false: the text needs more than its own faces, which
 * is for one thread to find and to tell of, in the order of the text. */
bool par_collect_beside(Par *par, Arena *arena);
/* The same; beyond so many the paragraph rests. */
void par_collect_lasting(Par *par, Arena *arena);
/* Whoever is asked for what takes atoms or spans begins with this: not in two threads. */
void par_fill(const Par *par);
static inline void par_wake(const Par *par)
{
	if (!par->atoms)
		par_fill(par);
}

/* Enters a paragraph in which a page's number stands, for par_renumber. */
void par_note_labelled(Par *par);

/* ---- geometry.c ---- */

/* Whether its lines end where they end: not justified. */
bool par_is_ragged(const Par *par);
/* An advance as the paragraph has it: narrower, in code. */
Length par_narrowed(const ParSpec *spec, Length advance);
/* The width a line has for text, and its indent from the start side; turnover: the line's. */
Length par_line_width(const Par *par, size_t line, Length turnover);
Length par_line_indent(const Par *par, size_t line, Length turnover);
/* Whether it goes on with what did not fit the line before it. */
bool par_turned(const Par *par, const Line *line);
/* The turnover of the lines after one of verse or code whose text begins with the atom. */
Length par_turnover_after(const Par *par, uint32_t first);
/* By what glue is measured when a line is to grow or to shrink: at an adjustment ratio of 1 it is wider by the one,
 * at the least ratio narrower by that share of the other. */
Length par_stretch(const Par *par, const Atom *atom);
Length par_shrink(const Atom *atom);
/* The narrowest and the widest space of the style, as adjustment ratios. */
float par_least_ratio(const Par *par);
float par_most_ratio(const Par *par);

/* ---- rag.c ---- */

/* How the edge of ragged lines comes to one, after another of which before tells
 * it; 0: the first.  step is how much longer it is, in ems. */
uint8_t par_rag_shape(uint8_t before, double step);
/* What that costs; small_word: the line before ends in one. */
double par_rag_demerits(uint8_t before, uint8_t shape, double step, bool small_word);

/* ---- formula_lines.c ---- */

/* The line of a display that a line is; NULL: it is another. */
const TmathLine *par_display_on(const Par *par, const Line *line);
/* Paints a piece; reading is what the piece before it on the line was read as, NULL if there was none.  Returns what
 * this one is. */
const char *par_paint_formula(const Par *par, const Line *line, const Atom *atom, const char *reading, Length x,
                              Length y, TsItems *items);
void par_paint_display(const Par *par, const Line *line, Length x, Length y, TsItems *items);

/* ---- fragment.c ---- */

/* Part of a word: its bytes [from, to), with a hyphen after it or not. */
const TxtShape *par_fragment(const Par *par, const Atom *atom, uint32_t from, uint32_t to, bool hyphen);
/* Whether a division after so many bytes of a word is its author's: a soft hyphen. */
bool par_own_division(const char *word, uint32_t cut);
/* How many of the bytes before a hyphen are not shown: 0 as a rule. */
uint32_t par_dropped(const Par *par, const Atom *atom, uint32_t cut);
/* The hyphen that a word is divided with. */
const TxtShape *par_hyphen(const Par *par, const Atom *atom);
/* How far the line's edges hang out: at its start, at its end, at the start after a division, at a hyphen's of that
 * advance. */
Length par_hang(const Par *par, const Atom *atom, uint32_t from, uint32_t to, bool start);
Length par_hang_division(const Par *par, const Atom *atom, const TxtDivision *division);
Length par_hang_hyphen(const Par *par, const Atom *atom, Length advance);

#endif
