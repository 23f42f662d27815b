/*
 * prices: what the vertical list says breaks cost, and the white and the proportions that no style says.
 * Inside flow only.
 *
 * A price is a penalty of ending a page there, on the scale of page/prices.h: FLOW_FORBIDDEN (flow.h) is none at all,
 * a line missing at a page's foot costs 600, another line in a paragraph 25 and more.  Widows and orphans are the
 * style's.  Prices between 2000 and 6000 are of places where a page ends only if all others near it are as bad; they
 * differ by which is worse in print.  All are held by tests/typeset: who changes one reads what changes there.
 */
#ifndef TYPESET_FLOW_PRICES_H
#define TYPESET_FLOW_PRICES_H

#include "typeset/flow/flow.h"

/* ---- what a paragraph costs in other lines ---- */

/* A line more or less than is best, whatever it looks like: less than a missing line by far, so that feet are even.
 * Besides, what it is worse by: so many times the root of the demerits that each line has more. */
enum { FLOW_VARIANT = 25, FLOW_VARIANT_WORSE = 4 };

/* ---- penalties of breaks ---- */

enum {
	FLOW_BEFORE_HEADING = -100, /* the best place: rather there than anywhere within four lines */

	/* After what announces what follows: a paragraph of one line, which would look like a heading at a foot; one
	 * that ends in a colon, which is a pity and no more. */
	FLOW_AFTER_LINE = 4000,
	FLOW_AFTER_COLON = 700,

	/* A blank line of white that ends a page, or begins one, is no longer seen. */
	FLOW_UNSEEN_BREAK = 4000,

	/* Verse: within a stanza, or one of more than so many lines, which no page has to hold; within a line that is
	 * turned over. */
	FLOW_STANZA = 5000,
	FLOW_MOST_STANZA = 12,
	FLOW_LONG_STANZA = 300,
	FLOW_VERSE_LINE = 6000,

	/* Displays: before one, from the words that announce it; between its lines, which are read as one. */
	FLOW_BEFORE_DISPLAY = 4000,
	FLOW_IN_DISPLAY = 2000,
	FLOW_DISPLAY_ALONE = 5000, /* its first line, or its last, on a page without the others */
	FLOW_AFTER_DISPLAY = 500,  /* before one that follows another: nothing announces it there */

	/* Code: up to so many lines stay together; more are divided, rather at a blank line; a line alone. */
	FLOW_MOST_SHORT_LISTING = 8,
	FLOW_SHORT_LISTING = 2000,
	FLOW_LISTING = 300,
	FLOW_LISTING_ALONE = 5000,

	/* Lists: a few short items are read as one, as three answers to a question are; of more, a single one of one
	 * line is not left alone, neither the first at a foot nor the last at a top. */
	FLOW_FEW_ITEMS = 4,
	FLOW_SHORT_LIST_LINES = 6,
	FLOW_SHORT_LIST = 2000,
	FLOW_ITEM_ALONE = 700,

	/* Tables: a single row at a page's foot or top that takes a quarter of it, for others are never left alone;
	 * between other rows; within a row that takes much of a page. */
	FLOW_ROW_ALONE = 3000,
	FLOW_BETWEEN_ROWS = 100,
	FLOW_IN_ROW = 2000,
};

/* ---- columns of tables ---- */

/* A code or an address that is cut: as dear as a cell of six lines, whose price is their cube. */
enum { FLOW_CODE_CUT = 200 };

/* ---- white ---- */

/* Above and below what interrupts the text and belongs to it: lists, pictures, displays.  Twice is a line, so that the
 * grid goes on. */
static inline Length flow_half_line(Length leading)
{
	return leading / 2;
}

/* Above what has a leaf of its own, a part's name or a dedication: the optical middle of what is left. */
static inline Length flow_leaf_top(const FlowSetting *setting)
{
	return setting->text_height / 4;
}

/* ---- proportions of type ---- */

/* The height of capitals, near enough in every face for what has no face yet. */
static inline Length flow_cap_height(Length size)
{
	return size * 7 / 10;
}

/* Leading of captions, which are short: a little less than a text's; of titles, whose lines are shorter still. */
static inline Length flow_caption_leading(Length size)
{
	return size * 5 / 4;
}

static inline Length flow_title_leading(Length size)
{
	return size * 6 / 5;
}

#endif
