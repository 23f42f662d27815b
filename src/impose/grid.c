/* Cells on a sheet. */
#include "impose/grid.h"

#include <math.h>

/* A page that is larger than its place by less than this is no larger: the same
 * paper, rounded. */
#define ALIKE 0.998

/* Columns and rows, and whether the sheet's longer side is across. */
typedef struct {
	int columns, rows;
	bool landscape;
} Way;

static double least(double a, double b)
{
	return a < b ? a : b;
}

/* Whether the cells are parts of the sheet, where it is folded, and pages as large as they are. */
static bool is_folded(ImpLayout layout)
{
	return layout == IMP_BOOKLET || layout == IMP_TRIFOLD;
}

double imp_scale(const ImpGrid *grid, double page_width, double page_height)
{
	double scale = least(grid->cell_width / page_width, grid->cell_height / page_height);
	if (is_folded(grid->layout))
		return scale > ALIKE ? 1 : scale;
	return scale;
}

/* A booklet's cells are the sheet's halves, a leaflet's its thirds; others stand inside the margin and are
 * as large as the page makes them, with the white that is left shared out evenly. */
static ImpGrid make_grid(const ImpJob *job, Way way, double page_width, double page_height)
{
	double width = length_points(job->paper.width), height = length_points(job->paper.height);
	bool turn = way.landscape != (width > height);
	ImpGrid grid = {.layout = job->layout, .columns = way.columns, .rows = way.rows};
	grid.width = turn ? height : width;
	grid.height = turn ? width : height;
	grid.gap_x = grid.gap_y = is_folded(job->layout) ? 0 : IMP_MARGIN;
	grid.cell_width = (grid.width - (way.columns + 1) * grid.gap_x) / way.columns;
	grid.cell_height = (grid.height - (way.rows + 1) * grid.gap_y) / way.rows;
	if (is_folded(job->layout))
		return grid;
	double scale = imp_scale(&grid, page_width, page_height);
	grid.cell_width = page_width * scale;
	grid.cell_height = page_height * scale;
	grid.gap_x = (grid.width - way.columns * grid.cell_width) / (way.columns + 1);
	grid.gap_y = (grid.height - way.rows * grid.cell_height) / (way.rows + 1);
	return grid;
}

ImpGrid imp_grid(const ImpJob *job, double page_width, double page_height)
{
	static const Way two[] = {{2, 1, true}, {2, 1, false}, {1, 2, false}, {1, 2, true}};
	static const Way four[] = {{2, 2, false}, {2, 2, true}};
	static const Way three[] = {{3, 1, true}};
	const Way *ways = job->layout == IMP_FOUR_UP ? four : job->layout == IMP_TRIFOLD ? three : two;
	size_t count = job->layout == IMP_TRIFOLD                              ? BASE_LEN(three)
	               : job->layout == IMP_TWO_UP || job->layout == IMP_NOTES ? BASE_LEN(two)
	                                                                       : 2; /* a booklet folds upright */
	ImpGrid best = make_grid(job, ways[0], page_width, page_height);
	for (size_t i = 1; i < count; i++) {
		ImpGrid grid = make_grid(job, ways[i], page_width, page_height);
		if (imp_scale(&grid, page_width, page_height) > imp_scale(&best, page_width, page_height) * 1.001)
			best = grid;
	}
	return best;
}

ImpBox imp_cell(const ImpGrid *grid, size_t cell)
{
	int column = (int)cell % grid->columns, row = (int)cell / grid->columns;
	double top = grid->height - grid->gap_y - row * (grid->cell_height + grid->gap_y);
	return (ImpBox){grid->gap_x + column * (grid->cell_width + grid->gap_x), top - grid->cell_height,
	                grid->cell_width, grid->cell_height};
}

ImpBox imp_stand(const ImpGrid *grid, size_t cell, double page_width, double page_height, double creep)
{
	ImpBox box = imp_cell(grid, cell);
	double scale = imp_scale(grid, page_width, page_height), width = page_width * scale,
	       height = page_height * scale;
	box.y += (box.height - height) / 2;
	if (grid->layout != IMP_BOOKLET)
		box.x += (box.width - width) / 2;
	else
		box.x = grid->width / 2 + (cell ? -creep : creep - width);
	box.width = width;
	box.height = height;
	return box;
}

bool imp_turns_backs(const ImpGrid *grid, ImpFlip flip)
{
	bool landscape = grid->width > grid->height;
	return (flip == IMP_LONG_EDGE) == landscape;
}
