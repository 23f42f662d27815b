/*
 * plan: which page stands in which cell of which side.  Inside impose only; pure
 * arithmetic.  Side 2k is the front of sheet k, side 2k + 1 its back.  Cells are
 * numbered in rows from the top left of a side that is held upright.
 */
#ifndef IMPOSE_PLAN_H
#define IMPOSE_PLAN_H

#include "impose/impose.h"

#define IMP_BLANK SIZE_MAX

typedef struct {
	ImpLayout layout;
	size_t pages;
	size_t signature;  /* sheets; never 0 */
	int columns, rows; /* of a side's cells */
	bool rtl;
} ImpPlan;

/* How many of each the plan takes; a sheet has two sides, blanks are cells without a page. */
size_t imp_plan_sides(const ImpPlan *plan);
size_t imp_plan_sheets(const ImpPlan *plan);
size_t imp_plan_signatures(const ImpPlan *plan);
size_t imp_plan_blanks(const ImpPlan *plan);
/* The page in a cell, from 0, or IMP_BLANK. */
size_t imp_plan_page(const ImpPlan *plan, size_t side, size_t cell);
/* How many sheets of its signature lie around the side's sheet. */
size_t imp_plan_depth(const ImpPlan *plan, size_t side);

#endif
