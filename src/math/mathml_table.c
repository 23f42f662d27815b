/* MathML -> the tree: fences and tables. */
#include "math/mathml.h"

#include <string.h>

MathNode *math_read_mfenced(Parser *p, const MathElement *element, int arg)
{
	const char *open = math_attribute(element, "open"), *close = math_attribute(element, "close"),
	           *between = math_attribute(element, "separators");
	size_t count, from = p->top;
	const MathElement **kids = math_elements(p, element, &count);
	(void)arg;
	between = between ? between + strspn(between, " ") : ",";
	for (size_t i = 0; i < count && !p->failed; i++) {
		size_t used = 1;
		if (i && *between) {
			uint32_t cp = utf8_decode(between, strlen(between), &used);
			math_stack(p, math_symbol(p, cp, math_class_of(cp), 0));
			between += between[used] ? used : 0; /* the last one goes on */
		}
		MathNode *node = math_read_element(p, kids[i], FORM_INFIX);
		if (node)
			math_stack(p, node);
	}
	MathNode *row = p->top == from ? math_empty(p) : math_collect(p, from, 0);
	return math_fenced(p, open ? open : "(", row, close ? close : ")", 0);
}

static MathAlign align_of(const char *name, size_t len)
{
	return len == 4 && !strncmp(name, "left", 4)    ? MATH_LEFT
	       : len == 5 && !strncmp(name, "right", 5) ? MATH_RIGHT
	                                                : MATH_CENTER;
}

static void set_columns(Parser *p, const MathElement *element, MathNode *table, size_t count)
{
	MathAlign *aligns = arena_alloc(p->arena, (count + 1) * sizeof *aligns);
	MathLength *gaps = arena_alloc(p->arena, (count + 1) * sizeof *gaps);
	MathLine *lines = arena_alloc(p->arena, (count + 1) * sizeof *lines);
	const char *given = math_attribute(element, "columnalign"), *ruled = math_attribute(element, "columnlines");
	for (size_t i = 0; i < count; i++) {
		size_t len = given ? strcspn(given, " ") : 0;
		aligns[i] = given ? align_of(given, len) : MATH_CENTER;
		given = given && given[len] ? given + len + strspn(given + len, " ") : given; /* the last one goes on */
		bool pair = i && aligns[i] == MATH_LEFT && aligns[i - 1] == MATH_RIGHT;       /* as align has them */
		gaps[i] = (MathLength){math_says(element, "columnspacing", "0em") ? 0 : 1000, 0};
		if (pair)
			gaps[i - 1] = (MathLength){0, 0};
		len = ruled ? strcspn(ruled, " ") : 0;
		lines[i + 1] = i + 1 < count && len == 5 && !strncmp(ruled, "solid", 5) ? MATH_SOLID : MATH_NO_LINE;
		ruled = ruled && ruled[len] ? ruled + len + strspn(ruled + len, " ") : ruled;
	}
	table->u.table.columns = count;
	table->u.table.aligns = aligns;
	table->u.table.column_gaps = gaps;
	table->u.table.column_lines = lines;
}

/* A label at the row's side is its first kid there. */
static MathNode *read_table_row(Parser *p, const MathElement *element, size_t *columns)
{
	size_t count, first = str_eq(element->name, "mlabeledtr"), total = 0;
	const MathElement **cells = math_elements(p, element, &count);
	const MathNode **kids = arena_alloc(p->scratch, (count + 1) * sizeof *kids);
	for (size_t i = first; i < count && !p->failed; i++) {
		const char *span = math_attribute(cells[i], "columnspan");
		MathNode *cell = math_wrap(p, MATH_TD, MATH_ORD, 0, math_read_elements(p, cells[i], 0));
		cell->u.cell.span = span && *span > '0' && *span <= '9' && !span[1] ? (uint32_t)(*span - '0') : 1;
		total += cell->u.cell.span;
		kids[i - first] = cell;
	}
	*columns = total > *columns ? total : *columns;
	MathNode *row = math_parent(p, MATH_TR, MATH_ORD, 0, p->failed ? 0 : count - (count ? first : 0), kids);
	if (first && count && !p->failed)
		row->u.row.tag = math_read_elements(p, cells[0], 0);
	return row;
}

MathNode *math_read_mtable(Parser *p, const MathElement *element, int arg)
{
	enum { MOST_COLUMNS = 256 };
	size_t count, columns = 0;
	const MathElement **rows = math_elements(p, element, &count);
	const MathNode **kids = arena_alloc(p->scratch, (count + 1) * sizeof *kids);
	bool display = false;
	(void)arg;
	for (size_t i = 0; i < count && !p->failed; i++) {
		bool row = str_eq(rows[i]->name, "mtr") || str_eq(rows[i]->name, "mlabeledtr");
		if (!row)
			math_fail(p, 0, "<mtable> holds <%s>, not <mtr>", rows[i]->name);
		else
			kids[i] = read_table_row(p, rows[i], &columns);
	}
	if (columns > MOST_COLUMNS)
		math_fail(p, 0, "<mtable> has more than %d columns", MOST_COLUMNS);
	if (p->failed)
		return NULL;
	MathNode *table = math_parent(p, MATH_TABLE, MATH_ORD, 0, count, kids);
	set_columns(p, element, table, columns);
	math_set_switch(element, "displaystyle", &display);
	table->u.table.displaystyle = display ? MATH_ON : MATH_OFF;
	table->u.table.row_gap = (MathLength){display ? 300 : 0, 0};
	return table;
}
