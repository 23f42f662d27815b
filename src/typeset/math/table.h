/* table: rows and columns, in the text of a formula or as the lines of a display.  Inside typeset's mathematics only.
 */
#ifndef TYPESET_MATH_TABLE_H
#define TYPESET_MATH_TABLE_H

#include "typeset/math/box.h"

typedef struct {
	TmathBox *box; /* NULL: nothing there */
	MathAlign align;
	size_t column, span;
} TmathCell;

typedef struct {
	const MathNode *node;
	TmathCell *cells;
	size_t count;
	Length height, depth; /* a line's at least */
	Length down;          /* its baseline below the table's top */
} TmathRow;

typedef struct {
	const Setter *setter;
	const MathNode *node;
	Manner manner; /* of its cells */
	TmathRow *rows;
	size_t row_count, columns;
	Length *widths, *left; /* of each column, where it begins; left has one more: the right edge */
	Length width, height;  /* of the whole */
} TmathTable;

/* Sets the cells and finds where they stand; in the formula's arena. */
TmathTable *tmath_measure_table(const Setter *setter, const MathNode *node, Manner manner);
/* A row's cells, about its baseline. */
TmathBox *tmath_table_row(const TmathTable *table, const TmathRow *row);

#endif
