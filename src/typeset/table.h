/* table: a table while it is set.  Inside typeset only: cell.c sets what its cells
 * hold, columns.c finds their widths, table.c makes the rows. */
#ifndef TYPESET_TABLE_H
#define TYPESET_TABLE_H

#include "typeset/build.h"

struct Table {
	TsEdition *edition;
	Flow *flow;
	FlowList *list;
	const DocNode *node;
	TsUnit x, width;
	TsUnit *natural, *least, *widths;              /* by column, with the white at its sides */
	TsUnit *longest;                               /* by column: the natural widths of its TABLE_LONGEST longest cells, */
	size_t *kept;                                  /* or of as many as there are */
	ParAlign *aligns;                              /* by column: where its cells do not say */
	size_t columns;
	TsUnit size, leading, pad;
	int64_t whole;                                 /* its least width at full size, no word divided */
	int percent;                                   /* of the full size: as measured */
	bool divided;                                  /* with words hyphenated, in its heads too */
	bool inner;                                    /* in a table's cell: columns are alike, so that nobody measures twice */
};

enum { TABLE_LONGEST = 48 };

int64_t table_sum(const TsUnit *widths, size_t count);
/* The cell's columns, as far as the table has them. */
size_t table_span(const Table *table, const DocNode *cell);

/* Sets what a cell holds, in a width: a list of its own, to be freed. */
FlowList cell_build(const Table *table, const DocNode *cell, TsUnit width);
/* How wide it is set in one line, and its widest piece. */
void cell_measure(const Table *table, const DocNode *cell, TsUnit *natural, TsUnit *least);
TsUnit cell_height(const FlowList *list);

#endif
