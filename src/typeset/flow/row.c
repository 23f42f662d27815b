/* Rows: what stands side by side. */
#include "typeset/flow/row.h"

#include <stdlib.h>
#include <string.h>

void row_take(Arena *arena, FlowCell *cell, FlowList *list)
{
	cell->items = arena_alloc(arena, (list->count + 1) * sizeof *cell->items);
	cell->count = list->count;
	if (list->count)
		memcpy(cell->items, list->items, list->count * sizeof *cell->items);
	cell->refs = arena_alloc(arena, (list->ref_count + 1) * sizeof *cell->refs);
	if (list->ref_count)
		memcpy(cell->refs, list->refs, list->ref_count * sizeof *cell->refs);
	free(list->items);
	free(list->refs);
}

void row_call_notes(FlowList *list, FlowItem *item)
{
	const FlowRow *row = item->block->row;
	for (size_t i = 0; i < row->count; i++) {
		const FlowCell *cell = &row->cells[i];
		for (size_t k = 0; k < cell->count; k++) {
			for (uint32_t n = 0; n < cell->items[k].note_count; n++)
				flow_add_ref(list, item, cell->refs[cell->items[k].first_note + n]);
		}
	}
}

/* How many of a cell's items fit a height, without a break where none may be. */
static size_t fitting(const FlowCell *cell, Length room)
{
	Length height = 0;
	size_t best = 0;
	for (size_t i = 0; i < cell->count; i++) {
		height += cell->items[i].height + (i ? cell->items[i].before : 0);
		if (height > room)
			return best;
		if (i + 1 == cell->count || cell->items[i + 1].penalty < FLOW_FORBIDDEN)
			best = i + 1;
	}
	return best;
}

/* The height of a cell's shortest piece. */
static Length shortest(const FlowCell *cell)
{
	Length height = cell->count ? cell->items[0].height : 0;
	for (size_t i = 1; i < cell->count && cell->items[i].penalty >= FLOW_FORBIDDEN; i++)
		height += cell->items[i].height + cell->items[i].before;
	return height;
}

FlowRow *row_cut(Arena *arena, FlowRow *row, Length height)
{
	FlowRow *top = arena_alloc(arena, sizeof *top);
	*top = *row;
	top->cells = arena_alloc(arena, (row->count + 1) * sizeof *top->cells);
	row->rule_above = false;
	for (size_t i = 0; i < row->count; i++) {
		FlowCell *rest = &row->cells[i], *cell = &top->cells[i];
		size_t count = fitting(rest, height);
		*cell = *rest;
		cell->count = count;
		rest->items += count;
		rest->count -= count;
	}
	return top;
}

Length row_step(const FlowRow *row)
{
	Length step = 0;
	for (size_t i = 0; i < row->count; i++) {
		Length height = shortest(&row->cells[i]);
		step = height > step ? height : step;
	}
	return step;
}
