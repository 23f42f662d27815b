/*
 * grid: where the cells of a side stand, and a page in its cell.  Inside impose
 * only.  Lengths are points from the sheet's lower left corner.
 */
#ifndef IMPOSE_GRID_H
#define IMPOSE_GRID_H

#include "impose/impose.h"

#define IMP_MM (72 / 25.4)
#define IMP_MARGIN (5 * IMP_MM) /* that printers leave white */

typedef struct {
	double x, y, width, height;
} ImpBox;

typedef struct {
	ImpLayout layout;
	double width, height; /* of the sheet, the way round that it is used */
	int columns, rows;
	double cell_width, cell_height;
	double gap_x, gap_y; /* around and between cells */
} ImpGrid;

/* The grid for pages of this size. */
ImpGrid imp_grid(const ImpJob *job, double page_width, double page_height);
ImpBox imp_cell(const ImpGrid *grid, size_t cell);
/* How large a page is shown in its cell. */
double imp_scale(const ImpGrid *grid, double page_width, double page_height);
/* Where it stands; creep moves it towards the fold. */
ImpBox imp_stand(const ImpGrid *grid, size_t cell, double page_width, double page_height, double creep);
/* Whether backs are turned upside down for the printer to turn the paper over that edge. */
bool imp_turns_backs(const ImpGrid *grid, ImpFlip flip);

#endif
