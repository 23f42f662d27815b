/* frame: a frame while it is being filled, and what it costs to end it.  Inside page
 * only.  Nobody else adds up what stands in a frame: pagebreak.c looks for the cheapest
 * ends, balance.c and broadside.c take the first that fit. */
#ifndef TYPESET_PAGE_FRAME_H
#define TYPESET_PAGE_FRAME_H

#include "typeset/page/page.h"

enum { FILL_CHANGE = 2 }; /* most lines that paragraphs of a frame give or take */
#define FILL_NOWAY 1e18

/* A paragraph's variant as an offer: it would make the frame so much longer. */
typedef struct {
	double cost;
	uint32_t item; /* its first line */
} FillOffer;

typedef struct {
	PagePart *parts;
	size_t count, cap;
} FillParts;

/* What frames are filled from.  parts: lent to one fill after another. */
typedef struct {
	const FlowSetting *setting;
	const FlowGalley *galley;
	const FlowList *list;      /* the galley's text, or a broadside table */
	const uint32_t *followers; /* by item: broadside pages that follow the page it stands on; NULL: none */
	FillParts *parts;
	double heading_white; /* price of a line above a heading; FILL_NOWAY: there is none */
	bool aside;           /* notes stand beside their lines */
} FillSource;

typedef struct {
	const FillSource *source;
	FillParts *parts; /* lent: the notes called so far are the first part_count */
	size_t part_count;
	uint32_t first, end;                             /* items */
	int64_t y, notes;                                /* notes: their height, at the foot */
	int64_t aside;                                   /* where the next one can stand, beside */
	FillOffer fewer[FILL_CHANGE], more[FILL_CHANGE]; /* the cheapest */
	uint32_t par_first;              /* where the paragraph at hand began; UINT32_MAX: in a frame before */
	uint32_t float_next, float_seen; /* the first that is not placed yet; how many were called for */
	uint32_t top_floats;             /* placed at the frame's top */
	bool full;                       /* they want no text below them */
	double extra;                    /* what floats cost that wait */
	uint32_t followers;              /* broadside pages called for */
	double white; /* price of a line of it, where it is cheapest; FILL_NOWAY: there is no place */
	bool unfaced;
	bool free; /* nothing is on the grid yet */
	bool keep; /* a heading's float waits: its text must follow */
} Fill;

/* How a frame may end. */
typedef struct {
	double cost;  /* FILL_NOWAY: it may not */
	int change;   /* lines that paragraphs give */
	int stretch;  /* lines of white put in, at one place */
	bool split;   /* its notes go on in the next */
	bool missing; /* lines are, at its foot */
} FillEnd;

/* What a frame begins with. */
typedef struct {
	uint32_t item;
	uint32_t float_next, float_seen; /* floats between them wait */
	const PagePart *carried;         /* notes, or what is left of them, that the frames before had no room for */
	size_t carried_count;
	int64_t height; /* about that of the frame, for floats at its top */
	bool alone;     /* no text is left to stand below them */
	bool unfaced;   /* no page faces it: it need not end where another does */
} FillFrom;

/* An empty frame, before the item that it is to begin with. */
void fill_start(Fill *fill, const FillSource *source, const FillFrom *from);
/* The next item; a float's mark takes the float if it is below until. */
void fill_add(Fill *fill, uint32_t until);
/* All items before end. */
void fill_to(Fill *fill, uint32_t end, uint32_t until);
/* Whether the next item is the mark of a float that could stand in its place. */
bool fill_meets_float(const Fill *fill);
/* The penalty of an end after the items so far in a run to until. */
int fill_penalty(const Fill *fill, uint32_t until);
/* How many lines are missing to the few that text has over notes that go on. */
int fill_lacks(const Fill *fill);
/* The cheapest end after the items so far, in a frame of this height. */
FillEnd fill_end(const Fill *fill, int64_t height, bool forced);
/* How far a frame goes on that is at most room high and ends before until: to the last
 * item before which a break costs less than fair, and at the most. */
typedef struct {
	uint32_t end, float_next; /* end: where the fill stands if there is no such item */
	uint32_t most;
} FillFit;
FillFit fill_first_fit(Fill fill, uint32_t until, int64_t room, int fair);
/* The notes that a frame leaves to the next with so much room for them: written over
 * rest, none if all fit. */
void fill_rest(const Fill *fill, int64_t room, FillParts *rest);
/* Takes them out of the frame. */
void fill_cut(Fill *fill, int64_t room);
/* The room for notes of a frame of this height; whether they need more. */
int64_t fill_room(const Fill *fill, int64_t height);
bool fill_spills(const Fill *fill, int64_t height);
/* Enters the frame's notes; returns the index of the first. */
uint32_t fill_enter_parts(const Fill *fill, PageMakeup *makeup);

#endif
