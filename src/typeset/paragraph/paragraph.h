/*
 * par: one paragraph -> its lines, in every number of lines worth having.
 * Inside typeset only: flow and page see this header, and none of the others here.
 *
 * The way of a paragraph: inlines.c writes its text and spans, marks.c says what is known of each byte, cut.c makes
 * atoms, and words.c does what both do for most texts (collect.c calls them in this order); breakpoints.c finds where
 * lines may end, linebreak.c chooses, by prices.h; measure.c answers what is asked, trace.c says why, line.c paints.
 *
 * Total fit after Knuth and Plass, "Breaking Paragraphs into Lines" (1981), with
 * line counts kept apart, so that one pass yields the -1/0/+1-line variants;
 * protrusion and expansion after Hàn Thế Thành (2000).
 */
#ifndef TYPESET_PARAGRAPH_PARAGRAPH_H
#define TYPESET_PARAGRAPH_PARAGRAPH_H

#include "typeset/items/items.h"

typedef enum { PAR_JUSTIFIED, PAR_RAGGED, PAR_CENTERED, PAR_FLUSH_RIGHT, PAR_VERBATIM } ParAlign;

/* Where lines may end: anywhere; where those of the source do as well; rather where the sense pauses, and in any case
 * at a colon. */
typedef enum { PAR_ENDS_ANYWHERE, PAR_ENDS_OF_VERSE, PAR_ENDS_BY_SENSE, PAR_ENDS_AT_COLONS } ParEnds;

/* Without holes, since specs are compared by their bytes. */
typedef struct {
	const DocNode *node;   /* its inline children are set; a CODE_BLOCK its text; NULL: text alone */
	const char *text;      /* when node has none of its own (titles, running heads, terms) */
	const char *number;    /* set before the text with an en of space (heading numbers, caption labels); NULL */
	const char *separator; /* behind that; NULL */
	TxtStyle style;        /* of plain text; emphasis and the like go from here */
	TsRole role;           /* TS_BODY, or TS_TITLE… for text */
	TsRole number_role;
	StyLabel number_look;
	ParAlign align;
	DocDir dir;
	uint32_t skip;      /* bytes of the text that an initial has taken */
	uint32_t lead_in;   /* bytes of it, from the start, that lead a chapter in: in small capitals */
	Length measure;     /* full width */
	Length left, right; /* indents of every line; in rtl, left is the start side (right) */
	Length first;       /* more indent for the first line; negative hangs */
	Length turnover;    /* more indent for what is left of a line of verse or code */
	Length drop_width;  /* more indent of the first lines, drop_lines of them */
	int8_t drop_lines;
	bool blank_lines; /* of code: they are lines, not the white above the next one */
	int16_t narrow;   /* so many thousandths narrower than their face has them are its letters and spaces */
	StyColor color;
	uint8_t sub;
	bool hyphenate;
	bool upper_case; /* in capitals, whatever its letters are */
	uint8_t ends;    /* ParEnds */
	bool signed_off; /* its last line, after a line end of the text's own, is flush right */
} ParSpec;

/* What all paragraphs of an edition share: caches, metrics, hyphenators. */
typedef struct ParContext ParContext;
ParContext *par_context_new(const TsJob *job);
const char *par_note_mark(const ParContext *context, const DocNode *note); /* what the note is called by */
/* Whether each page's notes are counted from the first.  Then they are once it is known which page calls each: by
 * number - 1.  Returns whether some have other marks: the paragraphs around them are to be broken anew, or
 * par_renumber sets them right. */
bool par_counts_by_page(const ParContext *context);
bool par_set_note_groups(ParContext *context, const size_t *groups);
void par_context_free(ParContext *context);
/* The features that the style has for text and for headings; NULL: none. */
const TxtFeatures *par_features(const ParContext *context, bool heading);
TxtFamily par_family(const ParContext *context, TxtGeneric generic); /* the style's face of this kind */

typedef struct Par Par;
/* spec is copied, what it points to is lent.  The paragraph lives in the arena;
 * it holds break points and running sums, not glyphs. */
Par *par_break(ParContext *context, const ParSpec *spec, Arena *arena);
/* The same of what no page's number stands in, in an arena that lasts until the last page is painted: of a text longer
 * than any book's no more than lines is kept, and what they are made of is made anew when it is asked for. */
Par *par_break_lasting(ParContext *context, const ParSpec *spec, Arena *arena);
/* Contexts for other threads, one each, which break paragraphs that last: of plain text in its own faces, without
 * formulas and numbers of pages.  NULL: it is none of those, and for the first context to break.  Whoever takes a
 * paragraph over asks it, as if that had broken it; it lives until the context that broke it is freed. */
ParContext *par_context_beside(const ParContext *context);
Par *par_break_beside(ParContext *context, const ParSpec *spec);
void par_adopt(ParContext *context, Par *par);
/* Whether it was made from the same spec, which lends what it names from the same places. */
bool par_is_of(const Par *par, const ParSpec *spec);
/* What is broken only to be measured lives in an arena of its own until the trial ends; one may lie within another. */
typedef struct {
	Arena *arena;
	ArenaMark mark;
	size_t labelled;
} ParTrial;
ParTrial par_begin_trial(ParContext *context);
void par_end_trial(ParContext *context, const ParTrial *trial);
/* par_max_content of what is broken for that alone. */
Length par_natural(ParContext *context, const ParSpec *spec);
/* Breaks it into lines much alike: at the narrowest measure that needs no more of them;
 * what that leaves is put at the end, or on both sides of what is centred. */
Par *par_balanced(ParContext *context, const ParSpec *spec, Arena *arena);

/* Variants in rising number of lines: only those worth having (within the
 * tolerance), at least one.  An empty paragraph has one variant of 0 lines. */
size_t par_variants(const Par *par);
size_t par_best(const Par *par); /* the variant of fewest demerits */
size_t par_lines(const Par *par, size_t variant);
double par_demerits(const Par *par, size_t variant);
/* Whether the line ends in a hyphen that hyphenation put in. */
bool par_hyphenated(const Par *par, size_t variant, size_t line);
/* What the spaces of a justified line are of their natural width; 0 of a line whose spaces are as they are: a
 * paragraph's last, a ragged one, one without any. */
double par_spaces(const Par *par, size_t variant, size_t line);
/* Overfull by this much (code, a long word); 0 as a rule. */
Length par_overfull(const Par *par, size_t variant, size_t line);
/* Ink above and below the baseline: more than the style's where an image or a
 * fraction stands in the line. */
void par_extent(const Par *par, size_t variant, size_t line, Length *above, Length *below);
/* Ink of the formulas on the line; 0 if there are none. */
void par_formula_extent(const Par *par, size_t variant, size_t line, Length *above, Length *below);
/* Whether the line is one of a displayed formula's; first: the first of them; clear: the line before, which is text,
 * ends well to the left of where it begins. */
bool par_is_display(const Par *par, size_t variant, size_t line, bool *first, bool *clear);
bool par_has_formulas(const Par *par);
bool par_has_displays(const Par *par);
/* DOC_NOTE_REFs on the line, in order: writes at most max, returns how many there are. */
size_t par_notes(const Par *par, size_t variant, size_t line, const DocNode **refs, size_t max);
/* The first byte of the source on the line, for the page map; false when the
 * line has none (text of the program's own). */
bool par_start(const Par *par, size_t variant, size_t line, uint32_t *serial, uint32_t *byte);
/* The nodes with ids and the links' targets that begin on this line are found by
 * this: calls visit for every node whose first text stands on it. */
typedef void ParVisit(void *closure, const DocNode *node, Length x);
void par_visit(const Par *par, size_t variant, size_t line, ParVisit *visit, void *closure);
/* Tells the job's trace why each line of the variant ends where it does, if it asks for lines: its place in the
 * source, its last words, its adjustment ratio, badness and demerits, and the best way in which it ends elsewhere. */
void par_trace(const Par *par, size_t variant);
/* Whether a word was too wide for its line, and was cut between letters. */
bool par_cuts(const Par *par);
/* Whether it goes on with what did not fit the line before it. */
bool par_turned_over(const Par *par, size_t variant, size_t line);
/* All of its text, not NUL-terminated. */
const char *par_text(const Par *par, size_t *len);
/* max-content (CSS Sizing 3, 5.1): the width of all its text if it were one line; of its widest line, if it has line
 * ends of its own. */
Length par_max_content(const Par *par);
Length par_indents(const Par *par); /* of every line, both */
/* min-content: the widest piece that cannot be divided, for table columns.  A picture can be made smaller. */
Length par_min_content(const Par *par);
/* The same where codes and addresses are not cut at their signs. */
Length par_min_content_whole(const Par *par);
/* The same where words may be hyphenated. */
Length par_min_content_divided(const Par *par);
/* The least width in which it takes two lines, words and codes whole. */
Length par_half(const Par *par);
Length par_widest_picture(const Par *par); /* 0 if none stands in it */

/* ---- pictures ---- */

/* A measure in which nothing is broken. */
#define PAR_ENDLESS (INT32_MAX / 4)
/* A picture's size: what its width or height says, else its own; never wider than the
 * measure nor higher than most of a page.  alone: in no line of text, where a drawing
 * takes the measure unless it is a small one, and in large print is as wide as its words need to be read. */
void par_picture(const DocNode *node, const Style *style, Length measure, bool alone, Length *width, Length *height);
/* Whether a drawing of such a width has words smaller than any of the style's, where that is of large print. */
bool par_is_small(const DocNode *node, const Style *style, Length width);
/* Whether a paragraph holds pictures alone. */
bool par_is_pictures(const DocNode *block);

/* Appends the line's items: pen at x (left edge of the measure), baseline y. */
void par_paint(const Par *par, size_t variant, size_t line, Length x, Length y, TsItems *items);

/* Text for DOC_LINK_REFERENCE pages ("page 7"): asked from the page maker; NULL while not
 * known, or where the reader sees the target. Set once a round; par_break uses it. */
typedef const char *ParPageLabel(void *closure, const DocNode *link);
void par_set_page_labels(ParContext *context, ParPageLabel *label, void *closure);
/* Other numbers, of pages or notes, in the paragraphs broken since the labels were set: their lines stay
 * as they are, and take up the difference in their spaces. */
void par_renumber(ParContext *context, Arena *arena);

#endif
