/* row: cells side by side, of tables, of columns, of figures in one figure.  Inside flow only. */
#ifndef TYPESET_FLOW_ROW_H
#define TYPESET_FLOW_ROW_H

#include "typeset/flow/flow.h"

/* The list becomes the cell's, in the arena. */
void row_take(Arena *arena, FlowCell *cell, FlowList *list);
/* Enters the notes that a row's cells call. */
void row_call_notes(FlowList *list, FlowItem *item);
/* Cuts what fits a height off the top of a row and returns it; all cells go on together. */
FlowRow *row_cut(Arena *arena, FlowRow *row, Length height);
/* The least height to cut with which every cell goes on; 0 if nothing is left. */
Length row_step(const FlowRow *row);

#endif
