/*
 * MathML of a tree: Core's elements, and of MathML 3 menclose alone, which readers that
 * do not know it show as a row.  An operator says of itself what the dictionary would
 * not, so that the spaces are TeX's.
 */
#include "math/write.h"

#include <string.h>

static const Place alone = {NULL, NULL, FORM_INFIX, false};

static void write_node(Writer *writer, const MathNode *node, Place place);

/* ---- rows and what holds kids ---- */

static MathForm form_of(const MathNode *row, size_t index)
{
	return row->count < 2 ? FORM_INFIX : !index ? FORM_PREFIX : index + 1 == row->count ? FORM_POSTFIX : FORM_INFIX;
}

static const MathNode *neighbour(const MathNode *row, size_t index, int step)
{
	for (size_t i = index + (size_t)step; i < row->count; i += (size_t)step) {
		if (row->kids[i]->class != MATH_NO_CLASS)
			return row->kids[i];
	}
	return NULL;
}

/* := and =: are one sign to those who hear it; NULL: none begins there. */
static const char *joined_sign(const MathNode *row, size_t index)
{
	const MathNode *one = row->kids[index], *two = index + 1 < row->count ? row->kids[index + 1] : NULL;
	if (!two || one->kind != MATH_OP || two->kind != MATH_OP || one->class != MATH_REL || two->class != MATH_REL)
		return NULL;
	if (str_eq(one->plain, ":") && str_eq(two->plain, "="))
		return ":=";
	return str_eq(one->plain, "=") && str_eq(two->plain, ":") ? "=:" : NULL;
}

static void write_joined(Writer *writer, const MathNode *row, size_t index, const char *sign)
{
	MathNode whole = *row->kids[index];
	whole.text = whole.plain = sign;
	Place place = {neighbour(row, index, -1), neighbour(row, index + 1, 1), FORM_INFIX, true};
	math_write_operator(writer, &whole, &whole, place);
}

static void write_kids(Writer *writer, const MathNode *row)
{
	for (size_t i = 0; i < row->count; i++) {
		const MathNode *kid = row->kids[i];
		const char *sign = joined_sign(row, i);
		if (sign) {
			write_joined(writer, row, i++, sign);
			continue;
		}
		Place place = {neighbour(row, i, -1), neighbour(row, i, 1), form_of(row, i), row->count > 1};
		if (place.before && kid->class == MATH_LARGE)
			math_write_lead(writer, kid, place);
		write_node(writer, kid, place);
		if (place.after && kid->class == MATH_LARGE)
			math_write_application(writer, kid, place);
	}
}

/* As an argument: a row's kids do without the row where one element is asked for. */
static void write_argument(Writer *writer, const MathNode *node, bool script)
{
	Writer inner = *writer;
	if (script) {
		inner.script = true;
		inner.display = false;
	}
	write_node(&inner, node, alone);
}

static void write_fraction(Writer *writer, const MathNode *node)
{
	static const char *const aligns[] = {NULL, "left", "right"};
	Writer inner = *writer;
	inner.script = writer->script || !writer->display;
	inner.display = false;
	buf_str(writer->out, "<mfrac");
	if (node->u.frac.thick_given)
		math_write_length(writer, "linethickness", node->u.frac.thickness);
	if (node->u.frac.num_align)
		math_write_attribute(writer, "numalign", aligns[node->u.frac.num_align]);
	buf_char(writer->out, '>');
	write_node(&inner, node->kids[0], alone);
	write_node(&inner, node->kids[1], alone);
	buf_str(writer->out, "</mfrac>");
}

static MathKind shown_kind(const Writer *writer, const MathNode *node)
{
	bool over = node->kind == MATH_UNDER || node->kind == MATH_OVER || node->kind == MATH_UNDEROVER;
	const MathNode *core = math_core(node->kids[0]);
	if (!over || !node->u.over.movable || writer->display || (core && core->u.op.movable_limits))
		return node->kind;
	return node->kind == MATH_UNDER ? MATH_SUB : node->kind == MATH_OVER ? MATH_SUP : MATH_SUBSUP;
}

static const char *element_of(MathKind kind)
{
	static const char *const names[MATH_KINDS] = {
	        [MATH_SQRT] = "msqrt",   [MATH_ROOT] = "mroot",           [MATH_SUB] = "msub",
	        [MATH_SUP] = "msup",     [MATH_SUBSUP] = "msubsup",       [MATH_UNDER] = "munder",
	        [MATH_OVER] = "mover",   [MATH_UNDEROVER] = "munderover", [MATH_ROW] = "mrow",
	        [MATH_STYLE] = "mstyle", [MATH_PHANTOM] = "mphantom",
	};
	return names[kind];
}

/* A line as long as what it is over or under, which few faces have: the style sheet draws it. */
static bool is_bar(const MathNode *node)
{
	const MathNode *sign = node->kind == MATH_OVER || node->kind == MATH_UNDER ? node->kids[1] : NULL;
	return sign && sign->kind == MATH_OP && sign->u.op.stretchy &&
	       (str_eq(sign->plain, "¯") || str_eq(sign->plain, "_"));
}

static void write_scripts(Writer *writer, const MathNode *node, Place place)
{
	const char *name = element_of(shown_kind(writer, node));
	buf_printf(writer->out, "<%s", name);
	if (node->kind >= MATH_UNDER && node->u.over.accent)
		math_write_flag(writer, "accent", true);
	if (node->kind >= MATH_UNDER && node->u.over.accent_under)
		math_write_flag(writer, "accentunder", true);
	if (is_bar(node))
		math_write_attribute(writer, "class", "bar");
	buf_char(writer->out, '>');
	const MathNode *core = math_core(node->kids[0]);
	if (core && core == node->kids[0])
		math_write_operator(writer, core, node, place);
	else
		write_argument(writer, node->kids[0], false);
	for (size_t i = 1; i < node->count; i++)
		write_argument(writer, node->kids[i], true);
	buf_printf(writer->out, "</%s>", name);
}

static void write_multiscripts(Writer *writer, const MathNode *node)
{
	buf_str(writer->out, "<mmultiscripts>");
	write_argument(writer, node->kids[0], false);
	for (size_t i = 1; i < node->count; i++) {
		if (i == 3)
			buf_str(writer->out, "<mprescripts/>");
		write_argument(writer, node->kids[i], true);
	}
	buf_str(writer->out, "</mmultiscripts>");
}

static void write_style(Writer *writer, const MathNode *node)
{
	Writer inner = *writer;
	if (node->u.style.displaystyle != MATH_UNSAID)
		inner.display = node->u.style.displaystyle == MATH_ON;
	if (node->u.style.level_given)
		inner.script = node->u.style.level > 0;
	buf_str(writer->out, "<mstyle");
	if (node->u.style.displaystyle != MATH_UNSAID)
		math_write_flag(writer, "displaystyle", inner.display);
	if (node->u.style.level_given)
		buf_printf(writer->out, " scriptlevel=\"%d\"", node->u.style.level);
	if (node->u.style.colour)
		math_write_attribute(writer, "mathcolor", node->u.style.colour);
	if (node->u.style.background)
		math_write_attribute(writer, "mathbackground", node->u.style.background);
	if (node->u.style.percent)
		buf_printf(writer->out, " mathsize=\"%d%%\"", node->u.style.percent);
	buf_char(writer->out, '>');
	const MathNode *kid = node->kids[0];
	if (kid->kind == MATH_ROW)
		write_kids(&inner, kid);
	else
		write_node(&inner, kid, alone);
	buf_str(writer->out, "</mstyle>");
}

/* Room at both sides; Core's mpadded cannot add to a width. */
static void write_room(Writer *writer, const MathNode *node)
{
	buf_str(writer->out, "<mrow><mspace");
	math_write_length(writer, "width", node->u.padded.before);
	buf_str(writer->out, "/>");
	write_node(writer, node->kids[0], alone);
	buf_str(writer->out, "<mspace");
	math_write_length(writer, "width", node->u.padded.after);
	buf_str(writer->out, "/></mrow>");
}

static void write_padded(Writer *writer, const MathNode *node)
{
	if (node->u.padded.before.em || node->u.padded.after.em) {
		write_room(writer, node);
		return;
	}
	buf_str(writer->out, "<mpadded");
	/* Core knows no shares of a width: its readers go by the style sheet */
	bool lapped = node->u.padded.no_width && node->u.padded.align == MATH_RIGHT;
	bool straddles = node->u.padded.no_width && node->u.padded.align == MATH_CENTER;
	if (node->u.padded.no_width)
		math_write_attribute(writer, "width", "0");
	if (lapped || straddles) {
		math_write_attribute(writer, "lspace", lapped ? "-1width" : "-0.5width");
		math_write_attribute(writer, "class", lapped ? "lapped" : "straddling");
	}
	if (node->u.padded.no_height)
		math_write_attribute(writer, "height", "0");
	if (node->u.padded.no_depth)
		math_write_attribute(writer, "depth", "0");
	if (node->u.padded.voffset.em || node->u.padded.voffset.pt)
		math_write_length(writer, "voffset", node->u.padded.voffset);
	buf_str(writer->out, lapped || straddles ? "><mrow>" : ">");
	write_node(writer, node->kids[0], alone);
	buf_str(writer->out, lapped || straddles ? "</mrow></mpadded>" : "</mpadded>");
}

/* Readers of Core draw them by the style sheet, which goes by the same names. */
static void write_lines(Writer *writer, const char *name, unsigned lines)
{
	static const struct {
		unsigned lines;
		const char *name;
	} notations[] = {{MATH_BOX, "box"},
	                 {MATH_STRIKE_UP, "updiagonalstrike"},
	                 {MATH_STRIKE_DOWN, "downdiagonalstrike"},
	                 {MATH_STRIKE_LINE, "horizontalstrike"},
	                 {MATH_CIRCLE, "circle"}};
	buf_printf(writer->out, " %s=\"", name);
	for (size_t i = 0, written = 0; i < BASE_LEN(notations); i++) {
		if ((lines & notations[i].lines) == notations[i].lines)
			buf_printf(writer->out, "%s%s", written++ ? " " : "", notations[i].name);
	}
	buf_char(writer->out, '"');
}

static void write_enclosed(Writer *writer, const MathNode *node)
{
	buf_str(writer->out, "<menclose");
	write_lines(writer, "notation", node->u.enclose.lines);
	write_lines(writer, "class", node->u.enclose.lines);
	buf_char(writer->out, '>');
	write_node(writer, node->kids[0], alone);
	buf_str(writer->out, "</menclose>");
}

static void write_element(Writer *writer, const MathNode *node)
{
	const char *name = element_of(node->kind);
	buf_printf(writer->out, "<%s>", name);
	if (node->kind == MATH_ROW)
		write_kids(writer, node);
	else if (node->kind == MATH_SQRT && node->kids[0]->kind == MATH_ROW)
		write_kids(writer, node->kids[0]);
	else
		for (size_t i = 0; i < node->count; i++)
			write_argument(writer, node->kids[i], i > 0);
	buf_printf(writer->out, "</%s>", name);
}

/* ---- tables: cells, rules, and the numbers beside the lines of a display ---- */

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

/* Twice the room between a table's outer column and its edge, where column is 0 or the number of columns. */
static MathLength edge(const MathNode *table, size_t column)
{
	bool room = column ? table->u.table.edge_after : table->u.table.edge_before;
	if (!room && !table->u.table.column_lines[column])
		return (MathLength){0, 0};
	return (MathLength){table->u.table.script ? 460 : 1000, 0};
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
	write_half(writer, "left", column ? table->u.table.column_gaps[column - 1] : edge(table, 0));
	write_half(writer, "right", next < count ? table->u.table.column_gaps[next - 1] : edge(table, count));
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
		write_kids(writer, cell->kids[0]);
	else
		write_node(writer, cell->kids[0], alone);
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
		write_node(writer, row->u.row.tag, alone);
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
	write_node(writer, row->u.row.intertext, alone);
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

static void write_table(Writer *writer, const MathNode *table)
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

/* ---- the whole ---- */

static void write_node(Writer *writer, const MathNode *node, Place place)
{
	switch (node->kind) {
	case MATH_ID:
		math_write_name(writer, node);
		break;
	case MATH_NUM:
		buf_str(writer->out, "<mn>");
		math_write_text(writer, node->text);
		buf_str(writer->out, "</mn>");
		break;
	case MATH_OP:
		if (math_is_function(node))
			math_write_name(writer, node);
		else
			math_write_operator(writer, node, node, place);
		break;
	case MATH_TEXT:
		math_write_words(writer, node);
		break;
	case MATH_SPACE:
		math_write_space(writer, node);
		break;
	case MATH_FRAC:
		write_fraction(writer, node);
		break;
	case MATH_SUB:
	case MATH_SUP:
	case MATH_SUBSUP:
	case MATH_UNDER:
	case MATH_OVER:
	case MATH_UNDEROVER:
		write_scripts(writer, node, place);
		break;
	case MATH_MULTI:
		write_multiscripts(writer, node);
		break;
	case MATH_STYLE:
		write_style(writer, node);
		break;
	case MATH_PADDED:
		write_padded(writer, node);
		break;
	case MATH_ENCLOSE:
		write_enclosed(writer, node);
		break;
	case MATH_TABLE:
		write_table(writer, node);
		break;
	default:
		write_element(writer, node);
		break;
	}
}

/* Its source; where it never had one, as one would type it. */
static void put_alternative(Writer *writer, const MathTree *tree)
{
	Buf plain = {0};
	if (!tree->len)
		math_plain(tree, &plain);
	math_write_attribute(writer, "alttext", tree->len ? tree->source : plain.len ? plain.data : "");
	buf_free(&plain);
}

void math_write(const MathTree *tree, const char *attrs, const char *const *numbers, size_t count, Buf *out)
{
	const MathNode *lines = tree->display ? math_lines(tree) : NULL;
	Writer writer = {out, tree->display, false, lines, lines && lines->count == count ? numbers : NULL};
	buf_str(out, "<math");
	math_write_attribute(&writer, "xmlns", "http://www.w3.org/1998/Math/MathML");
	buf_str(out, attrs ? attrs : "");
	if (tree->display)
		math_write_attribute(&writer, "display", "block");
	put_alternative(&writer, tree);
	buf_char(out, '>');
	if (tree->root->kind == MATH_ROW && tree->root->count == 1)
		write_node(&writer, tree->root, alone);
	else
		write_element(&writer, tree->root);
	buf_str(out, "</math>");
}
