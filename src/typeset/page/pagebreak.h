/* pagebreak: the frames of a run.  Inside page only: pagebreak.c finds where they end,
 * balance.c evens the last page's columns, makeup.c makes pages of them. */
#ifndef TYPESET_PAGE_PAGEBREAK_H
#define TYPESET_PAGE_PAGEBREAK_H

#include "typeset/page/frame.h"

/* An active node: a way to have come to a breakpoint, an item that begins a frame. */
typedef struct Node Node;
struct Node {
	Node *next; /* another one at the same breakpoint */
	const Node *from;
	const FillCarry *carry; /* notes that go on here */
	double demerits;        /* of all frames so far */
	double second;          /* of the best way here that begins the frame before elsewhere, */
	uint32_t second_item;   /* at this item: told by a trace */
	uint32_t item;
	uint32_t float_next, float_seen; /* floats between them wait */
	uint8_t pos;                     /* the frame's place in its spread, verso first */
	int8_t high;                     /* lines that the spread is shorter; of no account at its start */
	bool top;                        /* the frame is on the first page */
	bool done;
	int8_t change, stretch, set; /* of the frame before: lines that paragraphs, white gave; set: as high */
	uint8_t followers;           /* broadside pages that wait for the page to end, modulo a spread */
};

/* What stands between two breaks that are forced. */
typedef struct {
	const FlowSetting *setting;
	FillSource source;
	Arena *arena;
	Node **nodes; /* by item - first, and for the end */
	uint32_t first, end;
	size_t page;     /* that it begins on, or the one after */
	uint32_t floats; /* placed in the runs before */
} Run;

/* Finds the cheapest way through the run: its nodes, in order, the run's end the last.
 * To be freed; it has room for another page's columns. */
Node **page_find_way(Run *run, size_t *count);
/* Makes the columns of the run's last page end together; returns how many nodes the way has then. */
size_t page_balance(Run *run, Node **way, size_t count);

/* Of a frame; top: on the first page; high: lines that it is shorter. */
Length page_frame_height(const Run *run, bool top, int high);
FillFrom page_from(const Run *run, const Node *node);
/* Whether nothing is left to place there. */
bool page_is_whole(const Node *node);

#endif
