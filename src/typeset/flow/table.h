/* table: a table while it is set.  Inside flow only: table_cells.c sets what its cells
 * hold, table_numbers.c aligns those of numbers, table_columns.c finds their widths, table_rows.c makes
 * the rows. */
#ifndef TYPESET_FLOW_TABLE_H
#define TYPESET_FLOW_TABLE_H

#include "typeset/flow/builder.h"

/* How wide a cell is in one line; its widest piece; the same with codes and addresses whole. */
typedef struct {
	Length natural, least, whole, half; /* half: the least width for two lines */
	Length picture;                     /* of the widest, without its pad; 0 if it holds none */
} CellWidths;

struct Table {
	const FlowSetting *setting;
	Flow *flow;
	FlowList *list;
	const DocNode *node;
	Length x, width;
	Length *natural, *least, *widths; /* by column, with the white at its sides */
	CellWidths *longest;              /* by column: its TABLE_LONGEST longest cells, */
	size_t *kept;                     /* or as many as there are */
	ParAlign *aligns;                 /* by column: where its cells do not say */
	char *points;                     /* by column: what parts ones from tenths in it, or 0 */
	Length *below;                    /* by column: the widest of what stands from there on */
	size_t columns;
	Length *pictures; /* by column: the width that its widest picture asks, 0 without one */
	Length size, leading;
	Length pad;       /* half of it above a row, half below */
	Length gap, edge; /* white between columns, and before the first and after the last */
	int64_t whole;    /* its least width at full size, no word divided */
	int percent;      /* of the full size: as measured */
	bool divided;     /* with words hyphenated, in its heads too */
	bool grounded;    /* rows have grounds, whose edges text keeps off */
	bool inner;       /* in a table's cell: columns are alike, so that nobody measures twice */
};

enum { TABLE_LONGEST = 24 };

/* Finds the columns of numbers, and how wide they are below one. */
void table_find_numbers(Table *table);
void table_measure_numbers(Table *table);
/* The white after a number, so that its point stands under that of the others. */
Length table_number_gap(const Table *table, const DocNode *cell);

/* Of so many columns. */
int64_t table_sum(const Length *widths, size_t count);
/* The white before a column, and after one. */
Length table_before(const Table *table, size_t column);
Length table_after(const Table *table, size_t column);
/* The cell's columns, as far as the table has them. */
size_t table_span(const Table *table, const DocNode *cell);

/* Sets what a cell holds, in a width: a list of its own, to be freed. */
FlowList cell_build(const Table *table, const FlowSetting *setting, const DocNode *cell, Length width);
CellWidths cell_measure(const Table *table, const DocNode *cell);

#endif
