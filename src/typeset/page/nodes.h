/* nodes: the active nodes of a run.  Inside page only. */
#ifndef TYPESET_PAGE_NODES_H
#define TYPESET_PAGE_NODES_H

#include "typeset/page/frame.h"

/* Notes, or what is left of them, that go on: the same ones are one carry. */
typedef struct Carry Carry;
struct Carry {
	Carry *chain;
	uint64_t hash;
	size_t count;
	PagePart parts[];
};

/* An active node: a way to have come to a breakpoint, an item that begins a frame, in one
 * state.  Of the ways to one state it is the cheapest. */
typedef struct Node Node;
struct Node {
	Node *next; /* another one of its group */
	Node *from;
	const Carry *carry;   /* notes that go on here */
	double demerits;      /* of all frames so far */
	double second;        /* of the best way here that begins the frame before elsewhere, */
	uint32_t second_item; /* at this item: told by a trace */
	uint32_t item;
	uint32_t float_next, float_seen; /* floats between them wait */
	uint32_t first_wide, wide_next;  /* what spans the columns: the first on this page, the first that waits */
	uint32_t followed;               /* by so many nodes: it is their from */
	uint8_t pos;                     /* the frame's place in its spread, verso first */
	int8_t high;                     /* lines that the spread is shorter; of no account at its start */
	bool top;                        /* the frame is on the first page */
	bool done;
	bool left;                   /* no way will be tried from it any more: it is kept for those that follow it */
	bool uneven;                 /* a frame before lacks a line */
	int8_t change, stretch, set; /* of the frame before: lines that paragraphs, white gave; set: as high */
	uint8_t followers;           /* broadside pages that wait for the page to end, modulo a spread */
};

/* Nodes at one breakpoint at which frames are filled alike; the last added is the first. */
typedef struct Group Group;
struct Group {
	Group *next, *before; /* at the same breakpoint */
	Group *chain;         /* in a slot */
	Node *nodes;
};

typedef struct {
	Group *groups; /* that with the node added last is the first */
	double least;  /* demerits of its nodes */
	uint32_t count;
} Breakpoint;

typedef struct {
	Arena *arena;
	Breakpoint *breakpoints; /* by item - first, and for the end */
	uint32_t first;
	Node *spare_nodes; /* given back, by their next */
	Group *spare_groups;
	Group **slots; /* by state, of breakpoints that have many */
	size_t slot_count, group_count;
	Carry **carry_slots;
	size_t carry_slot_count, carry_count;
} Nodes;

/* For the items from first to end; nodes_end gives all nodes back. */
void nodes_begin(Nodes *nodes, uint32_t first, uint32_t end);
void nodes_end(Nodes *nodes);
/* Enters a copy of the node, unless there is a better one in its state. */
void nodes_activate(Nodes *nodes, const Node *node);
/* Nothing is entered at an item any more, and no way tried from it: what no way leads on from is given back, or a run
 * of a million lines would keep as many nodes. */
void nodes_leave(Nodes *nodes, uint32_t item);
const Carry *nodes_carry(Nodes *nodes, const FillParts *rest); /* NULL if there are none */

#endif
