/*
 * prices: what pages cost.  Inside page only.
 *
 * The scale is that of a paragraph set a line longer or shorter, which costs 25 and more
 * (flow/prices.h, which has the penalties of breaks too), up to breaks that are forbidden,
 * 10,000: widows and orphans, as long as the style says so.
 */
#ifndef TYPESET_PAGE_PRICES_H
#define TYPESET_PAGE_PRICES_H

enum {
	/* The foot of a frame.  By the square of the lines missing: one is dearer than any
	 * longer or shorter paragraph, so that feet are even where the text allows it at all. */
	SHORT = 600,
	RAGGED = 60, /* the same in styles whose feet need not be even */
	WHITE = 120, /* a line of white around a figure, at one place of a page */
	HEADING_WHITE =
	        400,       /* the same above a heading: rather than a line missing, not rather than a shorter spread; */
	DEAR_WHITE = 2000, /* … where too many have taken one */
	LONELY = 300,      /* each line that a chapter's last page is short of FEWEST */
	FEWEST = 5,

	/* Facing pages that are both set a line longer or shorter: rather than a line missing, not rather than
	 * a longer paragraph; shorter is better than longer, which comes near the folio.  Several lines shorter,
	 * by their square, where one would be missing on either. */
	LONG_SPREAD = 250,
	SHORT_SPREAD = 150,
	MOST_SHORT = 3,
	LEAF_DIVIDED = 2500, /* a word divided where a leaf is turned: all but forbidden, as in books set by hand */

	/* Notes that go on in the next frame: less than a widow, more than anything else. */
	SPLIT = 2500,
	DEFER = 100000,    /* a note of which nothing stands where it is called: never, if anything allows */
	ASIDE_SPLIT = 700, /* the same beside the text: rather than three lines missing */
	LITTLE = 900,      /* each line of text that a frame of such notes is short of FEW_LINES */
	FEW_LINES = 6,
	STUB = 6000, /* one line of a note that goes on and on, or of a paragraph over notes: rather a page of notes */

	/* Floats. */
	AWAY = 250,             /* not at its mark: rather than more than half a line missing */
	FROM_HEAD = 4000,       /* … from a page's head, where it would stand on the next, too */
	PASSED = 400,           /* a heading before it that its mark stands behind: the section would look at an end */
	OVERTAKEN = 100000,     /* behind a table that does not float: numbers would be out of order */
	OUT_OF_ORDER = 2000000, /* behind text whose notes have later numbers than its own: rather than any white */
	FLOATS_ALONE = 500,     /* a frame without text */
	MOST_WAIT = 6,          /* floats at once; no page of text looks forward to more */

	/* Frames that nothing better than these ends: tried however short, then ended somehow. */
	TOO_MUCH = 20000,
	SOMEHOW = 1000000,
	DESPERATE = 10000000,

	/* What need not be tried: ends farther above the foot than so many lines, unless no
	 * other is cheap enough; breakpoints that one a few items on is cheaper than by HOPE,
	 * the price of what those items can save.  Both were found by timing a long novel, whose
	 * pages they leave as they are. */
	NEAR_FOOT = 7,
	FAR_FROM_FOOT = 12, /* the same in styles whose feet need not be even: more lines may be missing there */
	HOPE_ITEMS = 6,
	HOPE = 400,
	/* Ways on which notes go on, dearer by so much than another one to the same item: three
	 * notes more are deferred.  Without it notes that are longer than their text have a way
	 * for each line and each note. */
	LOST = 100000,

	/* Where the first fit will do: penalties from which on a break is none. */
	FAIR = 800,       /* in balanced columns: no widow, no heading alone, no leading line */
	ROW_ALONE = 3000, /* on a broadside page: no single row is left for the last */
};

#endif
