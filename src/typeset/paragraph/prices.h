/*
 * What lines are judged by: every weight, penalty and limit of paragraphs.  Inside paragraph only.
 *
 * Prices are demerits where nothing else is said; lengths are shares of an em.  The style's own (penalties: hyphen
 * 5000, ladder 3000, runt 10000 in the default) are of the same coin: a hyphen is as dear as a line whose spaces are
 * wider by .3 of their width.  What they do is held by measures of finished pages (tests/typeset/par_test.py): the
 * spread of the spaces, the steps between neighbours, hyphens, runts and the shapes of a rag; who changes a price
 * reads those figures before and after.
 */
#ifndef TYPESET_PARAGRAPH_PRICES_H
#define TYPESET_PARAGRAPH_PRICES_H

#include "text/text.h"

/* ---- how far a line gives ---- */

/* The adjustment ratio of a line is what its spaces take, as a share of their own width.  The style says how far they
 * may go: in the default a space of .7 of its width is the narrowest that still parts words, and one is doubled and no
 * more; a line that would need more ends short of the measure, as a compositor leaves it, for a hole is worse than a
 * rag.  What gaps between letters give up is told in parts of this. */
static const float PAR_LEAST_RATIO = -0.3F;

/* The greatest ratio that each pass lets a line have.  Most paragraphs are done with the first, which tries the
 * fewest ways; the last is no limit at all: on a narrow measure the least of evils is found, where TeX would stretch
 * in an emergency all lines alike. */
static const double PAR_JUSTIFIED_TOLERANCES[] = {0.6, 1.5, 1e9};
/* Ragged lines: in zones (below) that a line is short of its measure. */
static const double PAR_RAGGED_TOLERANCES[] = {1, 1.5, 1e9};
/* Code's may be as short as they will, so the first pass is the one that counts. */
static const double PAR_CODE_TOLERANCES[] = {1e9, 1e9, 1e9};

/* A line that ends in a cut address and is short of its measure is as bad as a ragged one with so much more. */
static const double PAR_ADDRESS_SHORT = 0.3;

/* A line is as bad as this and no worse: beyond it, sums of fourth powers would tell nothing of the other lines. */
static const double PAR_HOPELESS_RATIO = 20;
/* The ratio of a line that nothing makes narrow enough: any below the least. */
static const double PAR_OVERFULL_RATIO = -2;

/* A line shorter than what a pass allows by so much more is surely too short, whatever hangs out at its edges, and so
 * are those that begin after it: nobody tries them (long paragraphs take their time alone). */
static const double PAR_SURELY_SHORT = 1.5, PAR_SURELY_SHORT_RAGGED = 0.25;

/* ---- badness: what a line alone costs ---- */

/* Of the ratio's square: evenness is that spaces vary little, and a variance is a sum of squares.  It took the place
 * of TeX's cube, which hardly tells lines a little off from good ones. */
static const double PAR_BAD_SQUARE = 4e4;
/* Of its fourth power, against the few lines that everybody sees: as much as the square at a ratio of .45. */
static const double PAR_BAD_FOURTH = 2e5;
/* The same of ragged lines, whose spaces are all alike; titles, too, are made alike by what their lines cost. */
static const double PAR_BAD_FOURTH_RAGGED = 1e5;

/* ---- demerits: what it costs besides ---- */

/* Of the square of the step from one line's ratio to the next one's: a tight line over a loose one shows more than
 * two of a kind.  It takes the place of TeX's fixed price for lines of distant fitness. */
static const double PAR_STEP = 1e4;
/* A ratio above the first is loose, the second very loose, below the negative first tight.  Ways in different classes
 * are kept apart; nothing is priced by them. */
static const double PAR_DECENT_RATIO = 0.12, PAR_LOOSE_RATIO = 0.35;

/* A line's end by how good an opportunity it is: between words that had better stay together, and between syllables
 * of Korean, which is divided sooner than stretched by .26; after a sign of a code or an address, a little less than
 * a hyphen, which would be read as part of it; anywhere else, dearer than doubled spaces. */
static const double PAR_BREAK_PRICES[] = {
        [TXT_BREAK_POOR] = 3600, [TXT_BREAK_SYLLABLE] = 3600, [TXT_BREAK_ADDRESS] = 4800, [TXT_BREAK_LAST] = 2e5};

/* In code a line as full as can be is worth less than one that ends where the code pauses: a cut name is dear, by so
 * many times; so is, as much as sixteen letters, the white after anything but a comma or an operator. */
enum { PAR_CODE_CUT = 40, PAR_CODE_NO_PAUSE = 30000 };
/* A string or a comment that is divided is another program where it is copied: dearer than a line of which a quarter is
 * full, cheaper than a name that is cut anywhere. */
static const double PAR_CODE_IN_STRING = 3e6;

/* A line's end in a formula costs so many times TeX's penalty: 500 after a relation, as much as a line looser by .55;
 * 700 after a binary operator. */
enum { PAR_FORMULA_PENALTY = 60 };

/* A last line whose word began on the line before, beyond the hyphen's own price.  If there is nothing else on it, no
 * other sum reaches the price: half a word ends nothing. */
static const double PAR_HYPHEN_BEFORE_LAST = 2000, PAR_STUB = 1e9;
/* A name is kept whole if that makes a line looser by no more than .42: so many times a hyphen costs in a word that
 * begins with a capital, where capitals are of names. */
static const double PAR_HYPHEN_IN_NAME = 2.7;
/* A runt, which costs what the style says, is narrower than so many halves of an em: than a usual indent and a few
 * letters.  In ragged text it stands out among lines that end anywhere only if it is not rare: three times as much. */
enum { PAR_RUNT_HALF_EMS = 7, PAR_RUNT_IN_RAG = 3 };
/* A hyphen that the author wrote parts nothing that was whole, but is one more at the edge: a third of ours. */
static const double PAR_OWN_HYPHEN_PARTS = 3;
/* The most hyphens on lines below each other; one more comes only instead of a line too wide. */
enum { PAR_MOST_HYPHENS = 2 };

/* ---- ragged lines ---- */

/* The zone within which lines may end, in ems: their ratio is what they lack of it.  Centred lines lack half on
 * either side; code may end as early as it pauses, since its edge means nothing. */
enum { PAR_ZONE = 4, PAR_ZONE_CENTERED = 8, PAR_ZONE_CODE = 12 };
/* So many times a hyphen costs in a rag, where it makes no space narrower: it must save from a hole of a whole zone. */
enum { PAR_HYPHEN_IN_RAG = 20 };
/* Ems by which a line's end must differ from the one before to be seen as a step; and so much must one stand out
 * that ends in a small word, of up to 5/4 em. */
static const double PAR_RAG_SEEN = 0.35, PAR_RAG_JUTTING = 1.2;
enum { PAR_SMALL_WORD_QUARTER_EMS = 5 };
/* A third line on the same way out or in: stairs; a fourth and any more; a small word that juts.  The first is as
 * dear as a line short by .4 of a zone: with these, flights of stairs are less than three quarters of those that lines
 * filled one by one have, and the lines are alike all the same. */
static const double PAR_RAG_STAIRS = 10000, PAR_RAG_MORE_STAIRS = 40000, PAR_RAG_JUTS = 9000;

/* ---- last resorts ---- */

/* What only the last pass takes, so that there is always a way: a third hyphen below two, then a line too wide.  No
 * sum of other prices reaches them. */
static const double PAR_HIGH_LADDER = 1e11, PAR_OVERFULL = 1e12;
/* Variants that cost so much more than the best are no choice for a page. */
static const double PAR_NO_VARIANT = 1e11;

/* ---- titles ---- */

/* A title's lines are made alike as long as this is all that it costs: no word cut, no bad opportunity taken. */
static const double PAR_PAINFUL = 1e5;
/* A title's line is a phrase: what it costs to end one where the sense does not pause, after a small word more.  A line
 * short by a half of the zone costs as much. */
static const double PAR_NO_PAUSE = 1.5e4, PAR_AFTER_SMALL_WORD = 4e4;
/* So many ems are a line that ends in a colon, however long the next is: less is a label. */
enum { PAR_ANNOUNCED_EMS = 4 };
/* Lines of a title beyond a page: nobody sees what is left at its end. */
enum { PAR_MOST_BALANCED = 60 };

/* ---- gaps ---- */

/* What a gap between letters without spaces may grow by at a ratio of 1: a part of an em; and the half of a gap that
 * it gives up at the least ratio.  Lines of squares grow at their signs and at other scripts before the letters part.
 */
enum { PAR_GAP_WORDS_PARTS = 4, PAR_GAP_LETTERS_PARTS = 6 };
static const float PAR_GAP_SHRINKS = 0.5F;
/* What the space around a sign of a formula gives up of what TeX lets it give up (all of it). */
static const float PAR_SKIP_SHRINKS = 0.5F;

#endif
