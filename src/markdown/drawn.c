/* Finding tables that are drawn, and cutting them into cells. */
#include "markdown/drawn.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { MOST_COLUMNS = 500, MOST_IN_VAIN = 64 << 20, LONGEST_TABLE = 4 << 20, MOST_CELLS_A_BYTE = 4 };

/* ---- lines ---- */

/* A line without the marks of the quotations that it stands in, and without white space at its end. */
typedef struct {
	const char *text;
	size_t len;
	uint32_t number, col;
	size_t next; /* where the one after it begins */
} Line;

typedef struct {
	Arena *arena;
	const char *text;
	size_t len;
	Line *lines; /* of the table that is tried: the first, and those after it as far as they were asked for */
	size_t count, cap;
	size_t in_vain; /* bytes that were looked through for tables that there are none of */
} Finder;

static Line line_from(const Finder *finder, size_t at, uint32_t number)
{
	const char *start = finder->text + at, *end = memchr(start, '\n', finder->len - at);
	Line line = {start, end ? (size_t)(end - start) : finder->len - at, number, 1, 0};
	line.next = at + line.len + (end != NULL);
	while (line.len && strchr(" \t\r", line.text[line.len - 1]))
		line.len--;
	for (size_t indent; (indent = strspn(line.text, " ")) < line.len && indent < 4 && line.text[indent] == '>';) {
		size_t used = indent + 1 + (indent + 1 < line.len && line.text[indent + 1] == ' ');
		line.text += used;
		line.len -= used;
		line.col += (uint32_t)used;
	}
	return line;
}

/* A line of the table that is tried; NULL where the text ends, or no table is so long. */
static const Line *line_at(Finder *finder, size_t index)
{
	while (index >= finder->count) {
		const Line *last = &finder->lines[finder->count - 1];
		size_t used = last->next - finder->lines[0].next;
		if (last->next >= finder->len || used > LONGEST_TABLE)
			return NULL;
		Line line = line_from(finder, last->next, last->number + 1);
		finder->lines = base_grow(finder->lines, finder->count, &finder->cap, sizeof *finder->lines);
		finder->lines[finder->count++] = line;
	}
	return &finder->lines[index];
}

static bool is_blank(const Line *line)
{
	return !line || !line->len;
}

/* ---- columns ---- */

/* Where columns begin, and how wide what is drawn of them is. */
typedef struct {
	size_t count, start[MOST_COLUMNS + 1], width[MOST_COLUMNS];
} Columns;

/* Runs of dashes, with white space between them; false if the line is anything else. */
static bool read_dashes(const Line *line, Columns *out)
{
	out->count = 0;
	if (is_blank(line))
		return false;
	for (size_t at = 0; at < line->len;) {
		size_t from = at + strspn(line->text + at, " "), run = strspn(line->text + from, "-");
		at = from + run;
		if (!run || at > line->len || (at < line->len && line->text[at] != ' ') || out->count == MOST_COLUMNS)
			return false;
		out->start[out->count] = from;
		out->width[out->count++] = run;
	}
	return line->len > 1;
}

/* "+---+:===:+": where its signs stand; false if the line is anything else. */
static bool read_border(const Line *line, Columns *out, char *kind)
{
	out->count = 0;
	size_t at = line ? strspn(line->text, " ") : 0;
	*kind = '-';
	if (is_blank(line) || at > 3 || line->text[at] != '+' || line->text[line->len - 1] != '+')
		return false;
	while (at + 1 < line->len) {
		if (out->count == MOST_COLUMNS)
			return false;
		out->start[out->count] = at++;
		size_t from = at;
		at += line->text[at] == ':';
		size_t run = strspn(line->text + at, line->text[at] == '=' ? "=" : "-");
		*kind = line->text[at] == '=' ? '=' : *kind;
		at += run;
		at += run && line->text[at] == ':';
		if (!run || at >= line->len || line->text[at] != '+')
			return false;
		out->width[out->count++] = at - from;
	}
	out->start[out->count] = at;
	return out->count > 0;
}

/* The part of a line that stands from one column, counted as they are seen, to another: its bytes. */
static MdPiece cut(const Line *line, size_t from, size_t to)
{
	size_t at = 0, column = 0, used, start = line->len, end = line->len;
	while (at < line->len && column < to) {
		if (column >= from && start == line->len)
			start = at;
		utf8proc_int32_t sign = (utf8proc_int32_t)utf8_decode(line->text + at, line->len - at, &used);
		column += sign == '\t' ? 4 - column % 4 : (size_t)utf8proc_charwidth(sign);
		at += used;
	}
	end = at < end ? at : end;
	while (end > start && strchr(" \t", line->text[end - 1]))
		end--;
	return (MdPiece){line->text + start, end > start ? end - start : 0, line->number, line->col + (uint32_t)start};
}

/* The sign that is seen in a column; 0 past the end. */
static char sign_at(const Line *line, size_t column)
{
	MdPiece piece = cut(line, column, column + 1);
	return piece.len ? *piece.text : '\0';
}

/* ---- making ---- */

static MdDrawn *new_drawn(Finder *finder, const Columns *columns, size_t rows, size_t lines, size_t drawing)
{
	MdDrawn *drawn = arena_alloc(finder->arena, sizeof *drawn);
	*drawn = (MdDrawn){.start = finder->lines[0].text,
	                   .line = finder->lines[0].number,
	                   .lines = (uint32_t)lines,
	                   .indent = finder->lines[drawing].col - 1 + strspn(finder->lines[drawing].text, " "),
	                   .columns = columns->count};
	drawn->aligns = arena_alloc(finder->arena, columns->count * sizeof *drawn->aligns);
	drawn->cells = arena_alloc(finder->arena, rows * columns->count * sizeof *drawn->cells);
	return drawn;
}

static void add_piece(Arena *arena, MdDrawnCell *cell, size_t most, MdPiece piece)
{
	if (!cell->pieces)
		cell->pieces = arena_alloc(arena, most * sizeof *cell->pieces);
	cell->pieces[cell->count++] = piece;
}

/* A row from the lines [first, end): each column's part of each of them. */
static void add_row(Finder *finder, MdDrawn *drawn, const Columns *columns, uint32_t row, size_t first, size_t end)
{
	for (size_t i = 0; i < columns->count; i++) {
		MdDrawnCell *cell = &drawn->cells[drawn->cell_count++];
		size_t to = i + 1 < columns->count ? columns->start[i + 1] : SIZE_MAX;
		*cell = (MdDrawnCell){.row = row, .column = (uint32_t)i, .colspan = 1};
		for (size_t line = first; line < end; line++) {
			MdPiece piece = cut(&finder->lines[line], columns->start[i], to);
			while (piece.len && strchr(" \t", *piece.text)) {
				piece.text++;
				piece.len--;
				piece.col++;
			}
			if (piece.len)
				add_piece(finder->arena, cell, end - first, piece);
		}
	}
}

static size_t width_of(const MdPiece *piece)
{
	size_t width = 0, used;
	for (size_t at = 0; at < piece->len; at += used)
		width += (size_t)utf8proc_charwidth(
		        (utf8proc_int32_t)utf8_decode(piece->text + at, piece->len - at, &used));
	return width;
}

/* How a column is aligned: by how its shortest words among the lines [first, end) stand to the dashes. */
static DocAlign align_of(const Finder *finder, const Columns *columns, size_t i, size_t first, size_t end)
{
	size_t to = i + 1 < columns->count ? columns->start[i + 1] : SIZE_MAX, shortest = SIZE_MAX;
	bool left = false, right = false;
	for (size_t line = first; line < end; line++) {
		MdPiece piece = cut(&finder->lines[line], columns->start[i], to);
		size_t length = width_of(&piece);
		if (!piece.len || length >= shortest)
			continue;
		shortest = length;
		left = *piece.text == ' ' || *piece.text == '\t';
		right = length < columns->width[i];
	}
	return left && right ? DOC_ALIGN_CENTER : left ? DOC_ALIGN_RIGHT : right ? DOC_ALIGN_LEFT : DOC_ALIGN_DEFAULT;
}

/* Whether a table of so many lines may have so many cells. */
static bool is_bounded(const Finder *finder, const Columns *columns, size_t rows, size_t lines)
{
	size_t bytes = finder->lines[lines - 1].next - finder->lines[0].next + 1000;
	return rows && columns->count <= MOST_COLUMNS && rows <= MOST_CELLS_A_BYTE * bytes / columns->count;
}

/* ---- simple tables, and those of many lines ---- */

/* What a table that dashes draw has where: its head's lines [head, dashes), its rows' [rows, end), and all of it. */
typedef struct {
	Columns columns;
	size_t head, rows, end, lines;
	bool spaced; /* rows have blank lines between them */
} Shape;

/* Whether dashes close a table: nothing follows them. */
static bool closes(Finder *finder, size_t at)
{
	Columns unused;
	return read_dashes(line_at(finder, at), &unused) && is_blank(line_at(finder, at + 1));
}

/* A table without blank lines: it ends with one, or, without a head, with dashes. */
static bool find_tight_end(Finder *finder, Shape *shape, bool headed)
{
	size_t at = shape->rows;
	while (!is_blank(line_at(finder, at)) && !closes(finder, at))
		at++;
	bool closed = !is_blank(line_at(finder, at));
	shape->end = at;
	shape->lines = at + closed;
	return at > shape->rows && (closed || headed);
}

static bool find_spaced_end(Finder *finder, Shape *shape)
{
	size_t at = shape->rows;
	while (line_at(finder, at) && !closes(finder, at))
		at++;
	shape->spaced = true;
	shape->end = at;
	shape->lines = at + 1;
	return line_at(finder, at) && at > shape->rows && !is_blank(line_at(finder, shape->rows));
}

/* Dashes over all of the table, then its head, then dashes for each column. */
static bool find_head(Finder *finder, Shape *shape)
{
	size_t at = 1;
	if (!read_dashes(line_at(finder, 0), &shape->columns) || shape->columns.count > 1)
		return false;
	while (!is_blank(line_at(finder, at)) && !read_dashes(line_at(finder, at), &shape->columns))
		at++;
	shape->head = 1;
	shape->rows = at + 1;
	return at > 1 && !is_blank(line_at(finder, at)) && shape->columns.count > 1;
}

static bool find_shape(Finder *finder, Shape *shape)
{
	Columns *columns = &shape->columns;
	bool dashes = read_dashes(line_at(finder, 0), columns);
	*shape = (Shape){.columns = shape->columns, .rows = 1};
	if (dashes && columns->count > 1)
		return find_tight_end(finder, shape, false) || find_spaced_end(finder, shape);
	if (dashes)
		return find_head(finder, shape) && find_spaced_end(finder, shape);
	shape->rows = 2;
	return read_dashes(line_at(finder, 1), columns) && columns->count > 1 && find_tight_end(finder, shape, true);
}

/* How many rows the lines [first, end) are; adds them to a table, if there is one. */
static uint32_t add_rows(Finder *finder, MdDrawn *drawn, const Shape *shape, uint32_t row)
{
	for (size_t first = shape->rows, end; first < shape->end; first = end) {
		for (end = first + 1; shape->spaced && end < shape->end && !is_blank(&finder->lines[end]);)
			end++;
		if (is_blank(&finder->lines[first]))
			end = first + 1;
		else if (drawn)
			add_row(finder, drawn, &shape->columns, row++, first, end);
		else
			row++;
	}
	return row;
}

static MdDrawn *read_dashed(Finder *finder)
{
	Shape shape;
	if (!find_shape(finder, &shape))
		return NULL;
	bool headed = shape.rows - shape.head > 1;
	size_t rows = add_rows(finder, NULL, &shape, headed);
	if (!is_bounded(finder, &shape.columns, rows, shape.lines))
		return NULL;
	MdDrawn *drawn = new_drawn(finder, &shape.columns, rows, shape.lines, shape.rows - 1);
	drawn->head_rows = headed;
	if (headed)
		add_row(finder, drawn, &shape.columns, 0, shape.head, shape.rows - 1);
	size_t first = headed ? shape.head : shape.rows, end = headed ? shape.rows - 1 : first + 1;
	for (size_t i = 0; i < shape.columns.count; i++)
		drawn->aligns[i] = align_of(finder, &shape.columns, i, first, end);
	add_rows(finder, drawn, &shape, headed);
	return drawn;
}

/* ---- grids ---- */

/* Whether no line of [first, end) has a sign of a border in the column. */
static bool is_open(const Finder *finder, size_t column, size_t first, size_t end)
{
	for (size_t line = first; line < end; line++) {
		char sign = sign_at(&finder->lines[line], column);
		if (sign == '|' || sign == '+')
			return false;
	}
	return true;
}

/* The white space that all of a cell's lines begin with, one sign at most, goes. */
static void trim_margin(MdDrawnCell *cell)
{
	for (size_t i = 0; i < cell->count; i++) {
		if (cell->pieces[i].len && *cell->pieces[i].text != ' ')
			return;
	}
	for (size_t i = 0; i < cell->count; i++) {
		MdPiece *piece = &cell->pieces[i];
		*piece = piece->len ? (MdPiece){piece->text + 1, piece->len - 1, piece->line, piece->col + 1} : *piece;
	}
}

static void add_grid_row(Finder *finder, MdDrawn *drawn, const Columns *columns, uint32_t row, size_t first, size_t end)
{
	for (size_t i = 0, next; i < columns->count; i = next) {
		MdDrawnCell *cell = &drawn->cells[drawn->cell_count++];
		for (next = i + 1; next < columns->count && is_open(finder, columns->start[next], first, end);)
			next++;
		*cell = (MdDrawnCell){.row = row, .column = (uint32_t)i, .colspan = (uint32_t)(next - i)};
		for (size_t line = first; line < end; line++)
			add_piece(finder->arena, cell, end - first,
			          cut(&finder->lines[line], columns->start[i] + 1, columns->start[next]));
		trim_margin(cell);
	}
}

/* How many lines a grid has; 0 if it is none.  *rows is how many rows. */
static size_t measure_grid(Finder *finder, const Columns *columns, size_t *rows)
{
	Columns other;
	size_t at = 1, last = 0;
	char kind;
	*rows = 0;
	for (const Line *line; !is_blank(line = line_at(finder, at)); at++) {
		char first = line->text[strspn(line->text, " ")], end = line->text[line->len - 1];
		if (first == '+' && read_border(line, &other, &kind)) {
			if (other.start[other.count] != columns->start[columns->count])
				return 0;
			*rows += at > last + 1;
			last = at;
		} else if (first != '|' || end != '|') {
			return 0;
		}
	}
	return last == at - 1 && last ? at : 0;
}

static DocAlign border_align(const Line *line, const Columns *columns, size_t i)
{
	bool left = line->text[columns->start[i] + 1] == ':', right = line->text[columns->start[i + 1] - 1] == ':';
	return left && right ? DOC_ALIGN_CENTER : left ? DOC_ALIGN_LEFT : right ? DOC_ALIGN_RIGHT : DOC_ALIGN_DEFAULT;
}

static void fill_grid(Finder *finder, MdDrawn *drawn, const Columns *columns, size_t lines)
{
	Columns other;
	const Line *aligning = &finder->lines[0];
	uint32_t row = 0;
	char kind;
	for (size_t at = 1, first = 1; at < lines; at++) {
		if (!read_border(&finder->lines[at], &other, &kind))
			continue;
		if (at > first)
			add_grid_row(finder, drawn, columns, row++, first, at);
		first = at + 1;
		if (kind != '=' || drawn->head_rows || at + 1 == lines)
			continue;
		drawn->head_rows = row;
		aligning = other.count == columns->count ? &finder->lines[at] : aligning;
	}
	for (size_t i = 0; i < columns->count; i++)
		drawn->aligns[i] = border_align(aligning, columns, i);
}

static MdDrawn *read_grid(Finder *finder)
{
	Columns columns;
	char kind;
	size_t rows,
	        lines = read_border(&finder->lines[0], &columns, &kind) ? measure_grid(finder, &columns, &rows) : 0;
	if (!lines || !is_bounded(finder, &columns, rows, lines))
		return NULL;
	MdDrawn *drawn = new_drawn(finder, &columns, rows, lines, 0);
	drawn->blocks = true;
	fill_grid(finder, drawn, &columns, lines);
	return drawn;
}

/* ---- finding ---- */

/* Whether a table may begin in the line: dashes, a border, or words with dashes under them. */
static bool may_begin(const Finder *finder, const Line *line)
{
	Columns unused;
	char kind, first = line->len ? line->text[strspn(line->text, " ")] : '\0';
	if (first == '-' && read_dashes(line, &unused))
		return true;
	if (first == '+')
		return read_border(line, &unused, &kind);
	if (!first || first == '|' || first == '#' || first == ':' || line->next >= finder->len)
		return false;
	Line next = line_from(finder, line->next, line->number + 1);
	return next.len && strchr(" -", *next.text) && read_dashes(&next, &unused) && unused.count > 1;
}

static MdDrawn *read_drawn(Finder *finder, const Line *line)
{
	finder->count = 0;
	finder->lines = base_grow(finder->lines, 0, &finder->cap, sizeof *finder->lines);
	finder->lines[finder->count++] = *line;
	MdDrawn *drawn = line->text[strspn(line->text, " ")] == '+' ? read_grid(finder) : read_dashed(finder);
	if (!drawn)
		finder->in_vain += finder->lines[finder->count - 1].next - line->next;
	return drawn;
}

/* What a table may follow without a blank line. */
static bool opens_block(const Line *line)
{
	const char *text = line->text + (line->len ? strspn(line->text, " ") : 0);
	return !line->len || str_starts(text, ":::") || *text == '#';
}

size_t md_find_drawn(Arena *arena, const char *text, size_t len, MdDrawn ***out)
{
	Finder finder = {.arena = arena, .text = text, .len = len};
	size_t count = 0, cap = 0;
	bool free_before = true;
	MdDrawn **found = NULL;
	uint32_t number = 1;
	for (size_t at = 0; at < len && finder.in_vain < MOST_IN_VAIN;) {
		Line line = line_from(&finder, at, number);
		MdDrawn *drawn = free_before && may_begin(&finder, &line) ? read_drawn(&finder, &line) : NULL;
		at = drawn ? finder.lines[drawn->lines - 1].next : line.next;
		number += drawn ? drawn->lines : 1;
		free_before = drawn || opens_block(&line);
		if (!drawn)
			continue;
		found = base_grow(found, count, &cap, sizeof(MdDrawn *));
		found[count++] = drawn;
	}
	*out = arena_alloc(arena, (count + 1) * sizeof(MdDrawn *));
	if (count)
		memcpy(*out, found, count * sizeof(MdDrawn *));
	free(found);
	free(finder.lines);
	return count;
}

MdDrawn *md_drawn_at(MdDrawn *const *drawn, size_t count, uint32_t line)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (drawn[middle]->line < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && drawn[low]->line == line ? drawn[low] : NULL;
}
