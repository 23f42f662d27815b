/* pagebreak: the frames of a run.  Inside page only: pagebreak.c finds where they end,
 * balance.c evens the last page's columns, makeup.c makes pages of them. */
#ifndef TYPESET_PAGE_PAGEBREAK_H
#define TYPESET_PAGE_PAGEBREAK_H

#include "typeset/page/nodes.h"

/* What stands between two breaks that are forced. */
typedef struct {
	const FlowSetting *setting;
	FillSource source;
	Nodes nodes;
	FillParts rest; /* notes that go on, while a carry is made of them */
	uint32_t first, end;
	int shorter, longer;    /* lines that a spread may be, at most */
	size_t page;            /* that it begins on, or the one after */
	uint32_t floats, wides; /* placed in the runs before */
} Run;

/* Finds the cheapest way through the run: its nodes, in order, the run's end the last.
 * To be freed, and the run's nodes ended; it has room for another page's columns. */
Node **page_find_way(Run *run, size_t *count);
/* Makes the columns of the run's last page end together; returns how many nodes the way has then. */
size_t page_balance(Run *run, Node **way, size_t count);

/* Of the frame that a node begins; high: lines that it is shorter. */
Length page_frame_height(const Run *run, const Node *node, int high);
/* What stands above it over all columns: a title, wide figures and tables. */
Length page_frame_top(const Run *run, const Node *node);
/* How many of these are called for before an item. */
uint32_t page_wides_before(const Run *run, uint32_t item);
FillFrom page_from(const Run *run, const Node *node);
/* Whether nothing is left to place there. */
bool page_is_whole(const Node *node);

#endif
