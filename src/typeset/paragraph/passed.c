/*
 * What no way leads over is forgotten.  Of a long paragraph's nodes few are on a way to an active one, and what has
 * been passed is needed only where those are: so what is held of it is a part of its lines, and of its breakpoints the
 * last ones.
 */
#include "typeset/paragraph/linebreak.h"

#include <stdlib.h>
#include <string.h>

Breakpoint *par_breakpoint_passed(const struct BreakWork *work, uint32_t index)
{
	size_t low = 0, high = work->passed_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (work->passed[middle].index < index)
			low = middle + 1;
		else
			high = middle;
	}
	return &work->passed[low].breakpoint;
}

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

/* Marks the nodes on the ways to the active ones: they come after those that they go on from. */
static void mark_ways(const struct BreakWork *work, bool *marks)
{
	for (size_t i = 0; i < work->active_count; i++)
		marks[work->active[i]] = true;
	for (size_t i = work->node_count; i-- > 1;) {
		if (marks[i])
			marks[work->nodes[i].before] = true;
	}
}

static void keep_nodes(struct BreakWork *work, const bool *marks)
{
	uint32_t *places = base_alloc(work->node_count * sizeof *places), count = 0;
	for (size_t i = 0; i < work->node_count; i++) {
		if (!marks[i])
			continue;
		Node node = work->nodes[i];
		node.before = count ? places[node.before] : NO_NODE;
		places[i] = count;
		work->nodes[count++] = node;
	}
	for (size_t i = 0; i < work->active_count; i++)
		work->active[i] = places[work->active[i]];
	work->node_count = count;
	free(places);
}

/* Of the breakpoints before one, keeps those of the nodes, which are in their order. */
static void keep_breakpoints(struct BreakWork *work, uint32_t first)
{
	PassedBreakpoint *passed = NULL;
	size_t count = 0, cap = 0, dropped = first - work->first_held;
	for (size_t i = 0; i < work->node_count && work->nodes[i].breakpoint < first; i++) {
		uint32_t index = work->nodes[i].breakpoint;
		if (count && passed[count - 1].index == index)
			continue;
		passed = base_grow(passed, count, &cap, sizeof *passed);
		passed[count++] = (PassedBreakpoint){index, *par_breakpoint(work, index)};
	}
	free(work->passed);
	work->passed = passed;
	work->passed_count = count;
	work->breakpoint_count -= dropped;
	memmove(work->breakpoints, work->breakpoints + dropped, work->breakpoint_count * sizeof *work->breakpoints);
	work->first_held = first;
}

static void forget(struct BreakWork *work)
{
	bool *marks = base_calloc(work->node_count, sizeof *marks);
	mark_ways(work, marks);
	keep_nodes(work, marks);
	free(marks);
	keep_breakpoints(work, work->nodes[work->active[0]].breakpoint);
	work->forget_at = work->node_count * 2;
}

bool par_reaches(const Par *par, uint32_t index)
{
	struct BreakWork *work = par->context->work;
	while (index - work->first_held >= work->breakpoint_count) {
		if (work->next_atom >= par->atom_count)
			return false;
		if (work->node_count >= work->forget_at)
			forget(work);
		par_find_more(par);
	}
	return true;
}
