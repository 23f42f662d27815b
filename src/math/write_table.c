/* MathML of tables: cells, rules, and the numbers beside the lines of a display. */
#include "math/write.h"

#include <string.h>

static const Place alone = {NULL, NULL, FORM_INFIX, false};

/* ---- cells ---- */

static const char *align_name(MathAlign align)
{
	return align == MATH_LEFT ? "left" : align == MATH_RIGHT ? "right" : "center";
}

static void write_list(Writer *writer, const char *name, const MathNode *table, bool edges)
{
	buf_printf(writer->out, " %s=\"%s", name, edges ? "left " : "");
	for (size_t i = 0; i < table->u.table.columns; i++)
		buf_printf(writer->out, "%s%s", i ? " " : "", align_name(table->u.table.aligns[i]));
	buf_str(writer->out, edges ? " right\"" : "\"");
}

static MathLine rule_above(const MathNode *table, size_t row, size_t column)
{
	for (size_t i = 0; i < table->u.table.rule_count; i++) {
		const MathRule *rule = &table->u.table.rules[i];
		if (rule->row == row && column >= rule->from && column < rule->to)
			return rule->line;
	}
	return MATH_NO_LINE;
}

static void write_border(Writer *writer, const char *side, MathLine line)
{
	static const char *const styles[] = {NULL, "1px solid", "1px dashed", "3px double"};
	if (line)
		buf_printf(writer->out, "; border-%s: %s", side, styles[line]);
}

static void write_half(Writer *writer, const char *side, MathLength gap)
{
	buf_printf(writer->out, "; padding-%s: ", side);
	buf_fixed(writer->out, gap.em / 2, 3);
	buf_str(writer->out, gap.em / 2 ? "em" : "");
}

/* What readers of MathML Core go by: they know no columns but those of the style sheet.  What a cell holds is text to
 * some of them and a block to others. */
static void write_cell_style(Writer *writer, const MathNode *table, size_t row, size_t column, const MathNode *cell)
{
	size_t count = table->u.table.columns, next = column + cell->u.cell.span;
	bool last = row + 1 == table->count, given = cell->u.cell.align_given;
	const MathNode *line = table->kids[row];
	MathAlign align = given ? cell->u.cell.align : table->u.table.aligns[column];
	if (table->u.table.multline && table->count > 1)
		align = !row ? MATH_LEFT : last ? MATH_RIGHT : MATH_CENTER;
	buf_printf(writer->out, " style=\"text-align: %s; justify-items: %s", align_name(align), align_name(align));
	const MathLength nothing = {0, 0}, ruled = {1000, 0};
	write_half(writer, "left",
	           column                           ? table->u.table.column_gaps[column - 1]
	           : table->u.table.column_lines[0] ? ruled
	                                            : nothing);
	write_half(writer, "right",
	           next < count                         ? table->u.table.column_gaps[next - 1]
	           : table->u.table.column_lines[count] ? ruled
	                                                : nothing);
	if (!last && (table->u.table.row_gap.em || line->u.row.gap.em))
		write_half(writer, "bottom", (MathLength){2 * (table->u.table.row_gap.em + line->u.row.gap.em), 0});
	write_border(writer, "left", given ? cell->u.cell.left : table->u.table.column_lines[column]);
	write_border(writer, "right",
	             given           ? cell->u.cell.right
	             : next == count ? table->u.table.column_lines[count]
	                             : MATH_NO_LINE);
	write_border(writer, "top", rule_above(table, row, column));
	write_border(writer, "bottom", last ? rule_above(table, row + 1, column) : MATH_NO_LINE);
	buf_char(writer->out, '"');
}

static void write_cell(Writer *writer, const MathNode *table, size_t row, size_t column, const MathNode *cell)
{
	buf_str(writer->out, "<mtd");
	if (cell->u.cell.span > 1)
		buf_printf(writer->out, " columnspan=\"%u\"", cell->u.cell.span);
	write_cell_style(writer, table, row, column, cell);
	buf_char(writer->out, '>');
	if (cell->kids[0]->kind == MATH_ROW)
		math_write_kids(writer, cell->kids[0]);
	else
		math_write_node(writer, cell->kids[0], alone);
	buf_str(writer->out, "</mtd>");
}

/* ---- numbers at the edge ----
 *
 * Columns on both sides, of the class edge, take what the rows leave of the measure, so that these stand in its middle;
 * readers that know no widths of tables show the numbers beside the rows. */

static void write_number(Writer *writer, const MathNode *row, const char *number)
{
	buf_str(writer->out, "<mtd class=\"edge number\">");
	if (row->u.row.tag) {
		math_write_node(writer, row->u.row.tag, alone);
	} else if (number) {
		buf_str(writer->out, "<mtext>");
		buf_xml(writer->out, number, strlen(number), false);
		buf_str(writer->out, "</mtext>");
	}
	buf_str(writer->out, "</mtd>");
}

static bool has_numbers(const Writer *writer, const MathNode *table)
{
	bool found = false;
	for (size_t i = 0; i < table->count && !found; i++)
		found = table->kids[i]->u.row.tag || (writer->numbers && writer->numbers[i]);
	return found;
}

static void write_intertext(Writer *writer, const MathNode *table, const MathNode *row, bool edges)
{
	if (!row->u.row.intertext)
		return;
	buf_printf(writer->out, "<mtr><mtd columnspan=\"%zu\" style=\"text-align: left; justify-items: left\">",
	           table->u.table.columns + (edges ? 2 : 0));
	math_write_node(writer, row->u.row.intertext, alone);
	buf_str(writer->out, "</mtd></mtr>");
}

static void write_row(Writer *writer, const MathNode *table, size_t index, bool edges)
{
	const MathNode *row = table->kids[index];
	write_intertext(writer, table, row, edges);
	buf_str(writer->out, "<mtr>");
	buf_str(writer->out, edges ? "<mtd class=\"edge\"></mtd>" : "");
	size_t column = 0;
	for (size_t i = 0; i < row->count && column < table->u.table.columns; i++) {
		write_cell(writer, table, index, column, row->kids[i]);
		column += row->kids[i]->u.cell.span;
	}
	for (; edges && column < table->u.table.columns; column++)
		buf_str(writer->out, "<mtd></mtd>");
	if (edges)
		write_number(writer, row, writer->numbers ? writer->numbers[index] : NULL);
	buf_str(writer->out, "</mtr>");
}

void math_write_table(Writer *writer, const MathNode *table)
{
	Writer inner = *writer;
	bool lines = table == writer->lines, edges = lines && has_numbers(writer, table);
	inner.display = table->u.table.displaystyle == MATH_ON;
	inner.script = table->u.table.script || (writer->script && !inner.display);
	if (table->u.table.script)
		buf_str(writer->out, "<mstyle scriptlevel=\"1\">");
	buf_str(writer->out, "<mtable");
	if (inner.display)
		buf_str(writer->out, " displaystyle=\"true\"");
	write_list(writer, "columnalign", table, edges);
	buf_str(writer->out, edges ? " class=\"numbered\">" : ">");
	for (size_t i = 0; i < table->count; i++)
		write_row(&inner, table, i, edges);
	buf_str(writer->out, "</mtable>");
	if (table->u.table.script)
		buf_str(writer->out, "</mstyle>");
}
