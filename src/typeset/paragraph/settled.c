/*
 * What is decided of a long paragraph is forgotten.  The ways to the active nodes part only some lines before them: up
 * to the node where they do, they have the same lines, which are settled.  So the breakpoints and nodes that are held
 * are those of a part of the paragraph, however long it is.
 */
#include "typeset/paragraph/linebreak.h"

#include <stdlib.h>
#include <string.h>

/* The atoms between two breakpoints.  A hyphen that is repeated is the next line's, and the one before it is as if it
 * had been put in: so it is read and copied once. */
static Line line_of(const Par *par, const Breakpoint *from, const Breakpoint *to)
{
	Line line = {
	        .first = from->next_atom,
	        .end = to->end_atom,
	        .first_cut = from->cut,
	        .last_cut = to->cut,
	        .turnover = from->turnover,
	};
	if (from->repeats)
		line.first_cut = (uint16_t)(par->atoms[--line.first].len - 1);
	if (to->repeats)
		line.last_cut = (uint16_t)(par->atoms[line.end - 1].len - 1);
	line.hyphen = line.last_cut != 0;
	return line;
}

Line par_line_to(const Par *par, const Node *node)
{
	const struct BreakWork *work = par->context->work;
	uint32_t before = work->nodes[node->before].breakpoint;
	Line line = line_of(par, par_breakpoint(work, before), par_breakpoint(work, node->breakpoint));
	line.ratio = node->ratio;
	return line;
}

/* Marks the nodes on the ways to the active ones, back to the one that is on all of them, which is returned: nodes
 * come after those that they go on from. */
static uint32_t mark_ways(const struct BreakWork *work, bool *marks)
{
	size_t apart = work->active_count;
	uint32_t at = (uint32_t)work->node_count - 1;
	for (size_t i = 0; i < work->active_count; i++)
		marks[work->active[i]] = true;
	for (; at && (!marks[at] || apart > 1); at--) {
		if (!marks[at])
			continue;
		bool *before = &marks[work->nodes[at].before];
		apart -= *before;
		*before = true;
	}
	return at;
}

/* Adds the lines up to the node to those that are settled. */
static void settle_lines(const Par *par, uint32_t end)
{
	struct BreakWork *work = par->context->work;
	const Node *node = &work->nodes[end];
	size_t lines = node->line, settled = work->settled_count;
	if (lines == settled)
		return;
	work->settled = base_grow(work->settled, lines, &work->settled_cap, sizeof *work->settled);
	for (size_t i = lines; i-- > settled; node = &work->nodes[node->before])
		work->settled[i] = par_line_to(par, node);
	work->settled_count = lines;
}

/* Keeps the marked nodes from the first on. */
static void keep_nodes(struct BreakWork *work, uint32_t first, const bool *marks)
{
	uint32_t *places = base_alloc(work->node_count * sizeof *places), count = 0;
	for (uint32_t i = first; i < work->node_count; i++) {
		if (!marks[i])
			continue;
		Node node = work->nodes[i];
		node.before = i == first ? NO_NODE : places[node.before];
		places[i] = count;
		work->nodes[count++] = node;
	}
	for (size_t i = 0; i < work->active_count; i++)
		work->active[i] = places[work->active[i]];
	work->node_count = count;
	free(places);
}

static void drop_breakpoints(struct BreakWork *work, uint32_t first)
{
	size_t dropped = first - work->first_held;
	work->breakpoint_count -= dropped;
	memmove(work->breakpoints, work->breakpoints + dropped, work->breakpoint_count * sizeof *work->breakpoints);
	work->first_held = first;
}

static void settle(const Par *par)
{
	struct BreakWork *work = par->context->work;
	bool *marks = base_calloc(work->node_count, sizeof *marks);
	uint32_t first = mark_ways(work, marks);
	settle_lines(par, first);
	drop_breakpoints(work, work->nodes[first].breakpoint);
	keep_nodes(work, first, marks);
	free(marks);
	work->settle_at = work->breakpoint_count * 2; /* lines of a text all alike are never the same ones */
}

bool par_reaches(const Par *par, uint32_t index)
{
	struct BreakWork *work = par->context->work;
	while (index - work->first_held >= work->breakpoint_count) {
		if (work->next_atom >= par->atom_count)
			return false;
		if (!work->holds_all && work->breakpoint_count >= work->settle_at)
			settle(par);
		par_find_more(par);
	}
	return true;
}
