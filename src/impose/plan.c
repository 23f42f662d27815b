/* The order of pages on sheets. */
#include "impose/plan.h"

static size_t divide_up(size_t count, size_t by)
{
	return count / by + (count % by > 0);
}

/* Pages that a side has room for. */
static size_t per_side(const ImpPlan *plan)
{
	return plan->layout == IMP_NOTES ? 1 : (size_t)plan->columns * (size_t)plan->rows;
}

size_t imp_plan_sides(const ImpPlan *plan)
{
	if (plan->layout == IMP_BOOKLET)
		return 2 * divide_up(plan->pages, 4);
	if (plan->layout == IMP_TRIFOLD)
		return 2 * divide_up(plan->pages, 6);
	return divide_up(plan->pages, per_side(plan));
}

size_t imp_plan_sheets(const ImpPlan *plan)
{
	return divide_up(imp_plan_sides(plan), 2);
}

size_t imp_plan_signatures(const ImpPlan *plan)
{
	return plan->layout == IMP_BOOKLET ? divide_up(imp_plan_sheets(plan), plan->signature) : 0;
}

size_t imp_plan_blanks(const ImpPlan *plan)
{
	return imp_plan_sides(plan) * per_side(plan) - plan->pages;
}

size_t imp_plan_depth(const ImpPlan *plan, size_t side)
{
	return plan->layout == IMP_BOOKLET ? side / 2 % plan->signature : 0;
}

/* The page on the left or the right half of a signature's sheet.  The outermost
 * sheet has the signature's last and first page outside and its second and last
 * but one inside; each sheet further in, two pages nearer to the middle. */
static size_t booklet_page(const ImpPlan *plan, size_t side, bool right)
{
	size_t sheet = side / 2, depth = imp_plan_depth(plan, side), first = sheet - depth;
	size_t sheets = imp_plan_sheets(plan) - first;
	size_t count = 4 * (sheets < plan->signature ? sheets : plan->signature);
	bool early = (side % 2 == 0) == right; /* in the signature's first half */
	size_t from_edge = 2 * depth + side % 2;
	return 4 * first + (early ? from_edge : count - 1 - from_edge);
}

/* Outside, the panel that is folded in, the back and the front; inside, what is read in between. */
static size_t trifold_page(size_t side, size_t column)
{
	static const size_t panels[2][3] = {{4, 5, 0}, {1, 2, 3}};
	return side / 2 * 6 + panels[side % 2][column];
}

size_t imp_plan_page(const ImpPlan *plan, size_t side, size_t cell)
{
	size_t columns = (size_t)plan->columns, column = cell % columns, page;
	if (plan->rtl)
		column = columns - 1 - column;
	if (plan->layout == IMP_BOOKLET)
		page = booklet_page(plan, side, column == 1);
	else if (plan->layout == IMP_TRIFOLD)
		page = trifold_page(side, column);
	else if (plan->layout == IMP_NOTES)
		page = column + cell / columns == 0 ? side : IMP_BLANK;
	else
		page = side * per_side(plan) + cell / columns * columns + column;
	return page < plan->pages ? page : IMP_BLANK;
}
