/*
 * impose: the pages of any PDF -> sheets of paper to be printed and folded.
 * Prefix: imp_.
 *
 * A page becomes a Form XObject, with its resources as they are, and sheets paint
 * those forms: text stays text, fonts stay one, nothing is rasterised.  A sheet is
 * for paper: annotations, structure, actions and scripts of the source are left
 * behind, and it claims no conformance.
 *
 * A booklet is folded once in the middle and stitched through the fold.  Its pages
 * lie against the fold and are made smaller, never larger, where they do not fit
 * half a sheet.  A sheet of six panels is folded twice, its last but one inwards: outside are that panel, the back and
 * the front, inside the other three.  Creep: each sheet of a signature lies further out at the fore
 * edge by the paper's thickness than the one around it, so its pages move towards
 * the fold by as much, and all margins are alike once the edge is trimmed.  The
 * other layouts scale each page to its cell, both ways, with the same white around
 * and between the cells; where they use a sheet's both ways round, the way that
 * gives the larger pages is taken.
 */
#ifndef IMPOSE_IMPOSE_H
#define IMPOSE_IMPOSE_H

#include "base/base.h"

typedef enum {
	IMP_BOOKLET, /* two pages a side, in signatures */
	IMP_TWO_UP,
	IMP_FOUR_UP,
	IMP_TRIFOLD, /* three panels a side, to be folded into each other */
	IMP_NOTES    /* one page a side, beside ruled space */
} ImpLayout;

/* The edge over which the printer turns the paper. */
typedef enum { IMP_SHORT_EDGE, IMP_LONG_EDGE } ImpFlip;

typedef struct {
	ImpLayout layout;
	Paper paper;          /* the sheet, either way round; none: what suits the pages */
	ImpFlip flip;         /* booklets, as are the next three */
	size_t signature;     /* sheets in each but the last; 0: one signature */
	double thickness;     /* of the paper, in points */
	bool marks;           /* fold, stitch and crop marks */
	bool rtl;             /* read from the right; true too if the PDF says so of itself */
	const char *producer; /* "bifolio 0.1" */
} ImpJob;

/* What was made of it; blanks are places that no page stands on. */
typedef struct {
	size_t pages, sheets, signatures, blanks;
} ImpReport;

/* Adds the sheets of the PDF in data to out; name is for messages.  false after an
 * error that diag holds: no PDF, encrypted, damaged, without pages.  Warns when a
 * booklet needs one more sheet for a page or two. */
bool imp_sheets(const ImpJob *job, const Buf *pdf, const char *name, Diag *diag, Buf *out, ImpReport *report);

#endif
