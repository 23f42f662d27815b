/* linebreak: a paragraph's breakpoints, and the ways through them.  Inside paragraph only: breakpoints.c finds
 * where lines may end, linebreak.c chooses, passed.c forgets what no way leads over, trace.c tells why. */
#ifndef TYPESET_PARAGRAPH_LINEBREAK_H
#define TYPESET_PARAGRAPH_LINEBREAK_H

#include "typeset/paragraph/atoms.h"

/* Sums from the paragraph's start: a line's are the difference of two. */
typedef struct {
	int64_t width;
	int64_t stretch, shrink; /* of its glue, at a ratio of 1 */
	int64_t glyphs;          /* the part of width that is letters, which expand */
} Sums;

/* A place where a line may end. */
typedef struct {
	Sums end;                     /* of the line that ends here, a hyphen included */
	Sums start;                   /* of what is before the line that begins here: glue at a line's end is gone */
	uint32_t end_atom;            /* the line has atoms before this one */
	uint32_t next_atom;           /* the next line begins with this one */
	uint16_t cut;                 /* bytes of the atom end_atom - 1 before a hyphen; 0: none */
	bool forced;                  /* the text's own line end, or its last */
	bool hyphen;                  /* the line ends in one, the author's or ours */
	bool repeats;                 /* which the next line begins with, too */
	bool address;                 /* an address or a code is cut */
	bool small_word;              /* the line ends in a word of a letter or three */
	Length hang_right, hang_left; /* of the line that ends here; of the one that begins */
	Length turnover;              /* more indent for the line that begins */
	double penalty;               /* in demerits */
} Breakpoint;

/* The best way found to a breakpoint in a number of lines, with a fitness class. */
typedef struct {
	double demerits;     /* of all its lines */
	float ratio;         /* of its last line */
	uint32_t breakpoint; /* where it has come to */
	uint32_t before;     /* the node before */
	uint32_t line;       /* how many lines it has */
	uint8_t fitness;     /* class; of ragged lines the edge's shape */
	uint8_t ladder;      /* hyphens below each other at its end */
} Node;

enum { NO_NODE = UINT32_MAX };

/* One before those that are held, which a way leads over. */
typedef struct {
	uint32_t index;
	Breakpoint breakpoint;
} PassedBreakpoint;

/* Of a paragraph longer than any book's, a part is held at a time: the breakpoints from one on, and what ways lead over
 * before that. */
struct BreakWork {
	Breakpoint *breakpoints; /* from the index first_held on */
	size_t breakpoint_count, breakpoint_cap;
	uint32_t first_held;
	uint32_t next_atom;       /* from which on none has been sought */
	Sums sums;                /* of what is before it */
	PassedBreakpoint *passed; /* by index */
	size_t passed_count;
	size_t forget_at;  /* so many nodes: then it is worth while */
	Length turnover;   /* of the text's line at hand */
	size_t line_begin; /* where that line begins, if it is held; else of no account */
	bool line_held;
	Length hyphen;        /* the advance of a hyphen… */
	unsigned hyphen_span; /* …of this span, 1 + its index */
	Node *nodes;
	size_t node_count, node_cap;
	uint32_t *active; /* nodes that a line may still begin from, in the order of their breakpoints */
	size_t active_count, active_cap;
	Node *found; /* the best ways to the breakpoint at hand */
	size_t found_count, found_cap;
};

/* Begins the work's breakpoints: the paragraph's start is the first, its end the last. */
void par_find_breakpoints(const Par *par);
/* Goes on with them; there are always more until next_atom is the last. */
void par_find_more(const Par *par);
/* Whether there is a breakpoint of that index, not before those held; it is held then. */
bool par_reaches(const Par *par, uint32_t index);
/* One that is held, or that a way leads over. */
Breakpoint *par_breakpoint_passed(const struct BreakWork *work, uint32_t index);
static inline Breakpoint *par_breakpoint(const struct BreakWork *work, uint32_t index)
{
	return index < work->first_held ? par_breakpoint_passed(work, index)
	                                : &work->breakpoints[index - work->first_held];
}
/* The line to a node from the one before it. */
Line par_line_to(const Par *par, const Node *node);
/* Fills the work's nodes by as many passes as it takes to come to the end: the active ones are there.  without: the
 * index of a breakpoint that no line may end at; 0: none.  False: there is no way. */
bool par_find_ways(const Par *par, uint32_t without);
/* Of the ways to the end the cheapest, in so many lines (0: in any); NO_NODE. */
uint32_t par_cheapest(const Par *par, size_t lines);
/* What a line of this ratio costs, whatever stands around it. */
double par_badness(const Par *par, double ratio);

#endif
