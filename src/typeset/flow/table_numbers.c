/* Columns of numbers: flush right, figures of one value under each other. */
#include "typeset/flow/table.h"

#include <stdlib.h>
#include <string.h>

/* A number of a cell: its figures, and where in them the last point and comma stand. */
typedef struct {
	const char *text, *end; /* from the first figure to the text's end */
	const char *last[2];    /* the last point, the last comma; NULL */
	size_t after[2];        /* figures that follow it */
	size_t count[2];
	bool below_one;
} Number;

static const char marks[2] = {'.', ','};

/* Passes signs that may stand before or after a number. */
static const char *pass_signs(const char *text)
{
	static const char *const signs[] = {" ", "+", "-", "~", "<", ">", "$", "%", "€",      "£",      "¥",
	                                    "−", "–", "±", "≈", "≤", "≥", "‰", "°", "\u00A0", "\u202F", "\u2009"};
	for (bool any = true; any;) {
		any = false;
		for (size_t i = 0; i < BASE_LEN(signs) && !any; i++) {
			any = str_starts(text, signs[i]);
			text += any ? strlen(signs[i]) : 0;
		}
	}
	return text;
}

/* The length of a sign that parts figures into threes; 0 if it is none. */
static size_t separator_at(const char *text)
{
	static const char *const separators[] = {".", ",", "'", "’", " ", "\u00A0", "\u202F", "\u2009"};
	for (size_t i = 0; i < BASE_LEN(separators); i++) {
		size_t len = strlen(separators[i]);
		if (str_starts(text, separators[i]) && text[len] >= '0' && text[len] <= '9')
			return len;
	}
	return 0;
}

/* Groups are of three figures, but for the first and what follows a point or a comma
 * at the end. */
static bool read_number(const char *text, Number *out)
{
	const char *at = out->text = pass_signs(text);
	size_t digits = strspn(at, "0123456789"), len;
	bool closed = false;
	if (!digits)
		return false;
	out->below_one = *at == '0';
	for (at += digits; (len = separator_at(at)) > 0; at += digits) {
		const char *sign = at;
		at += len;
		digits = strspn(at, "0123456789");
		bool point = *sign == '.' || *sign == ',';
		if (closed || (digits != 3 && !point))
			return false;
		closed = digits != 3;
		for (int i = 0; i < 2; i++) {
			if (*sign != marks[i])
				continue;
			out->last[i] = sign;
			out->after[i] = digits;
			out->count[i]++;
		}
	}
	out->end = at;
	return !*pass_signs(at);
}

/* What stands in a cell for no number. */
static bool says_nothing(const char *text)
{
	static const char *const words[] = {"", "-", "–", "—", "−", "…", "?", "n/a", "N/A"};
	for (size_t i = 0; i < BASE_LEN(words); i++) {
		if (str_eq(text, words[i]))
			return true;
	}
	return false;
}

static void cell_text(const DocNode *cell, Buf *text)
{
	buf_clear(text);
	doc_plain_text(cell, text);
	buf_char(text, '\0');
}

/* What is known of a column. */
typedef struct {
	size_t numbers;
	bool other;      /* words, or cells that their author has aligned else */
	bool sure[2];    /* point or comma begins what is below one */
	bool grouped[2]; /* it parts thousands */
} Column;

static void look_at(const DocNode *cell, Column *column, Buf *text)
{
	Number number = {0};
	bool aligned = cell->u.cell.align == DOC_ALIGN_LEFT || cell->u.cell.align == DOC_ALIGN_CENTER;
	bool single = !cell->first ||
	              (cell->first == cell->last && (cell->first->type == DOC_PLAIN || cell->first->type == DOC_PARA));
	cell_text(cell, text);
	bool counts = single && read_number(text->data, &number);
	column->other |= aligned || !single || (!counts && !says_nothing(text->data));
	column->numbers += counts;
	for (int i = 0; counts && i < 2; i++) {
		column->grouped[i] |= number.count[i] > 1 || (number.last[i] && number.last[1 - i] > number.last[i]);
		column->sure[i] |=
		        number.last[i] && (number.after[i] != 3 || (number.below_one && number.count[i] == 1));
	}
}

static bool is_body_cell(const Table *table, const DocNode *node)
{
	return node->type == DOC_TABLE_CELL && node->u.cell.column < table->columns &&
	       node->parent->parent->type == DOC_TABLE_BODY;
}

/* Cells of the body, one after another; NULL at the end. */
static const DocNode *next_cell(const Table *table, const DocNode *node)
{
	do {
		bool skip = node->type == DOC_TABLE_CELL || node->type == DOC_CAPTION || node->type == DOC_TABLE_HEAD;
		node = doc_next(node, table->node, skip);
	} while (node && !is_body_cell(table, node));
	return node;
}

void table_find_numbers(Table *table)
{
	Column *columns = base_calloc(table->columns + 1, sizeof *columns);
	Buf text = {0};
	for (const DocNode *cell = next_cell(table, table->node); cell; cell = next_cell(table, cell)) {
		Column *column = &columns[cell->u.cell.column];
		if (!column->other && cell->u.cell.colspan <= 1)
			look_at(cell, column, &text);
	}
	for (size_t i = 0; i < table->columns && table->node->dir == DOC_DIR_LTR; i++) {
		const Column *column = &columns[i];
		if (column->other || column->numbers < 2)
			continue;
		table->aligns[i] = PAR_FLUSH_RIGHT;
		for (int k = 0; k < 2; k++)
			table->points[i] = column->sure[k] && !column->grouped[k] ? marks[k] : table->points[i];
	}
	free(columns);
	buf_free(&text);
}

/* How wide a number is from its point on, with what follows it. */
static Length width_below_one(const Table *table, const DocNode *cell)
{
	Buf text = {0};
	Number number = {0};
	cell_text(cell, &text);
	bool counts = read_number(text.data, &number);
	const char *from = !counts ? "" : number.end;
	for (int i = 0; counts && i < 2; i++)
		from = marks[i] == table->points[cell->u.cell.column] && number.last[i] ? number.last[i] : from;
	ParSpec spec = flow_spec(table->setting, cell);
	spec.text = from;
	spec.measure = PAR_ENDLESS;
	spec.hyphenate = false;
	spec.style.size = table->size;
	spec.style.features = TXT_TABULAR;
	Length width = *from ? par_natural(table->setting->context, &spec) : 0;
	buf_free(&text);
	return width;
}

void table_measure_numbers(Table *table)
{
	memset(table->below, 0, table->columns * sizeof *table->below);
	for (const DocNode *cell = next_cell(table, table->node); cell; cell = next_cell(table, cell)) {
		size_t at = cell->u.cell.column;
		Length width = table->points[at] && cell->u.cell.colspan <= 1 ? width_below_one(table, cell) : 0;
		table->below[at] = width > table->below[at] ? width : table->below[at];
	}
}

Length table_number_gap(const Table *table, const DocNode *cell)
{
	size_t at = cell->u.cell.column;
	bool body = cell->parent->parent->type == DOC_TABLE_BODY;
	return body && cell->u.cell.colspan <= 1 && table->points[at] ? table->below[at] - width_below_one(table, cell)
	                                                              : 0;
}
