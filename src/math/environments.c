/* Environments: tables of all kinds. */
#include "math/inner.h"

#include <string.h>

typedef enum {
	COLUMNS_CENTRED,
	COLUMNS_LEFT,
	COLUMNS_PAIRS, /* right, left, right, left: align and kin */
	COLUMNS_THREE, /* right, centre, left: eqnarray */
	COLUMNS_GIVEN
} Columns;

enum {
	ENV_PLAIN = 1,     /* no table: equation */
	ENV_OPTION = 2,    /* may have [t] or [r] */
	ENV_COUNT = 4,     /* has {n}: alignat */
	ENV_DISPLAY = 8,   /* cells in display style */
	ENV_LINES = 16,    /* a display of its own, whose rows have tags */
	ENV_NUMBERED = 32, /* and numbers */
	ENV_SCRIPT = 64,   /* cells in script style */
	ENV_MULTLINE = 128,
	ENV_SPREAD = 256,
	ENV_CLOSE = 512,  /* no space between pairs */
	ENV_WORDS = 1024, /* the second column is text: cases* */
	ENV_PARTS = 2048  /* what is numbered in it is a part of one number: (3a), (3b) */
};

typedef struct {
	const char *name;
	Columns columns;
	int flags;
	int gap; /* 1/1000 em between columns, or between pairs */
	const char *open, *close;
} Environment;

enum { GAP = 1000, JOT = 300, PAIRS = 2000, SMALL = 381 };
enum { LINES = ENV_DISPLAY | ENV_LINES, NUMBERED = LINES | ENV_NUMBERED, INNER = ENV_DISPLAY | ENV_OPTION };

static const Environment environments[] = {
        {"matrix", COLUMNS_CENTRED, 0, GAP, "", ""},
        {"pmatrix", COLUMNS_CENTRED, 0, GAP, "(", ")"},
        {"bmatrix", COLUMNS_CENTRED, 0, GAP, "[", "]"},
        {"Bmatrix", COLUMNS_CENTRED, 0, GAP, "{", "}"},
        {"vmatrix", COLUMNS_CENTRED, 0, GAP, "|", "|"},
        {"Vmatrix", COLUMNS_CENTRED, 0, GAP, "‖", "‖"},
        {"matrix*", COLUMNS_CENTRED, ENV_OPTION, GAP, "", ""},
        {"pmatrix*", COLUMNS_CENTRED, ENV_OPTION, GAP, "(", ")"},
        {"bmatrix*", COLUMNS_CENTRED, ENV_OPTION, GAP, "[", "]"},
        {"Bmatrix*", COLUMNS_CENTRED, ENV_OPTION, GAP, "{", "}"},
        {"vmatrix*", COLUMNS_CENTRED, ENV_OPTION, GAP, "|", "|"},
        {"Vmatrix*", COLUMNS_CENTRED, ENV_OPTION, GAP, "‖", "‖"},
        {"smallmatrix", COLUMNS_CENTRED, ENV_SCRIPT, SMALL, "", ""},
        {"psmallmatrix", COLUMNS_CENTRED, ENV_SCRIPT, SMALL, "(", ")"},
        {"bsmallmatrix", COLUMNS_CENTRED, ENV_SCRIPT, SMALL, "[", "]"},
        {"Bsmallmatrix", COLUMNS_CENTRED, ENV_SCRIPT, SMALL, "{", "}"},
        {"vsmallmatrix", COLUMNS_CENTRED, ENV_SCRIPT, SMALL, "|", "|"},
        {"Vsmallmatrix", COLUMNS_CENTRED, ENV_SCRIPT, SMALL, "‖", "‖"},
        {"array", COLUMNS_GIVEN, ENV_OPTION, GAP, "", ""},
        {"darray", COLUMNS_GIVEN, ENV_OPTION | ENV_DISPLAY, GAP, "", ""},
        {"tabular", COLUMNS_GIVEN, ENV_OPTION, GAP, "", ""},
        {"subarray", COLUMNS_GIVEN, ENV_SCRIPT, SMALL, "", ""},
        {"cases", COLUMNS_LEFT, 0, GAP, "{", ""},
        {"dcases", COLUMNS_LEFT, ENV_DISPLAY, GAP, "{", ""},
        {"rcases", COLUMNS_LEFT, 0, GAP, "", "}"},
        {"drcases", COLUMNS_LEFT, ENV_DISPLAY, GAP, "", "}"},
        {"cases*", COLUMNS_LEFT, ENV_WORDS, GAP, "{", ""},
        {"dcases*", COLUMNS_LEFT, ENV_DISPLAY | ENV_WORDS, GAP, "{", ""},
        {"numcases", COLUMNS_LEFT, 0, GAP, "{", ""},
        {"aligned", COLUMNS_PAIRS, INNER, GAP, "", ""},
        {"alignedat", COLUMNS_PAIRS, INNER | ENV_COUNT | ENV_CLOSE, 0, "", ""},
        {"split", COLUMNS_PAIRS, ENV_DISPLAY, GAP, "", ""},
        {"gathered", COLUMNS_CENTRED, INNER, GAP, "", ""},
        {"lgathered", COLUMNS_LEFT, INNER, GAP, "", ""},
        {"multlined", COLUMNS_CENTRED, INNER | ENV_MULTLINE, GAP, "", ""},
        {"align", COLUMNS_PAIRS, NUMBERED, PAIRS, "", ""},
        {"align*", COLUMNS_PAIRS, LINES, PAIRS, "", ""},
        {"alignat", COLUMNS_PAIRS, NUMBERED | ENV_COUNT | ENV_CLOSE, 0, "", ""},
        {"alignat*", COLUMNS_PAIRS, LINES | ENV_COUNT | ENV_CLOSE, 0, "", ""},
        {"flalign", COLUMNS_PAIRS, NUMBERED | ENV_SPREAD, PAIRS, "", ""},
        {"flalign*", COLUMNS_PAIRS, LINES | ENV_SPREAD, PAIRS, "", ""},
        {"gather", COLUMNS_CENTRED, NUMBERED, GAP, "", ""},
        {"gather*", COLUMNS_CENTRED, LINES, GAP, "", ""},
        {"multline", COLUMNS_CENTRED, NUMBERED | ENV_MULTLINE, GAP, "", ""},
        {"multline*", COLUMNS_CENTRED, LINES | ENV_MULTLINE, GAP, "", ""},
        {"eqnarray", COLUMNS_THREE, NUMBERED, SMALL, "", ""},
        {"eqnarray*", COLUMNS_THREE, LINES, SMALL, "", ""},
        {"equation", COLUMNS_CENTRED, ENV_PLAIN | ENV_NUMBERED, 0, "", ""},
        {"equation*", COLUMNS_CENTRED, ENV_PLAIN, 0, "", ""},
        {"subequations", COLUMNS_CENTRED, ENV_PLAIN | ENV_PARTS, 0, "", ""},
        {"displaymath", COLUMNS_CENTRED, ENV_PLAIN, 0, "", ""},
        {"math", COLUMNS_CENTRED, ENV_PLAIN, 0, "", ""},
};

/* A table as it is read. */
typedef struct {
	const Environment *environment;
	const char *given; /* columns, as array has them */
	MathAlign align;   /* of a starred matrix */
	MathAlign vertical;
	const MathPreamble *preamble; /* of those; NULL */
	size_t columns, rows, rows_from, column;
	MathRule *rules;
	size_t rule_count, rule_cap;
} Table;

static const Environment *find_environment(const char *name)
{
	for (size_t i = 0; i < BASE_LEN(environments); i++) {
		if (str_eq(environments[i].name, name))
			return &environments[i];
	}
	return NULL;
}

/* ---- rules between rows ---- */

static void add_rule(Parser *p, Table *table, uint32_t from, uint32_t to, MathLine line)
{
	MathRule *last = table->rule_count ? &table->rules[table->rule_count - 1] : NULL;
	if (last && last->row == table->rows && !from && last->to == to) {
		last->line = MATH_DOUBLE;
		return;
	}
	if (table->rule_count == table->rule_cap) {
		size_t cap = table->rule_cap ? 2 * table->rule_cap : 8;
		MathRule *grown = arena_alloc(p->arena, cap * sizeof *grown);
		for (size_t i = 0; i < table->rule_count; i++)
			grown[i] = table->rules[i];
		table->rules = grown;
		table->rule_cap = cap;
	}
	table->rules[table->rule_count++] = (MathRule){(uint32_t)table->rows, from, to, line};
}

static void read_cline(Parser *p, Table *table, const char *command)
{
	MathArg arg = math_arg(p, command);
	const char *text = math_arg_text(p, arg);
	uint32_t ends[2] = {0, 0};
	for (size_t i = 0; *text && i < 2; text++) {
		if (*text >= '0' && *text <= '9' && ends[i] < MATH_COLUMNS)
			ends[i] = ends[i] * 10 + (uint32_t)(*text - '0');
		else
			i++;
	}
	if (!ends[0] || ends[1] < ends[0])
		math_fail(p, arg.offset, "'\\%s' takes two columns, such as {1-2}", command);
	else
		add_rule(p, table, ends[0] - 1, ends[1], MATH_SOLID);
}

/* The name of the command that stands next, which is still to be taken; NULL if none does. */
static const char *next_command(Parser *p)
{
	if (math_next_byte(p) != '\\')
		return NULL;
	MathInput *input = p->input;
	size_t at = input->at;
	const char *name = math_take(p).name;
	input->at = at;
	p->input = input;
	return name;
}

/* What stands before a row's first cell. */
static void read_rules(Parser *p, Table *table)
{
	static const char *const lines[] = {"hline", "toprule", "midrule", "bottomrule"};
	for (const char *name; (name = next_command(p));) {
		bool solid = false, dashed = str_eq(name, "hdashline");
		bool part = str_eq(name, "cline") || str_eq(name, "cmidrule");
		for (size_t i = 0; i < BASE_LEN(lines); i++)
			solid = solid || str_eq(name, lines[i]);
		if (!solid && !dashed && !part)
			break;
		math_take(p);
		if (part)
			read_cline(p, table, name);
		else
			add_rule(p, table, 0, MATH_COLUMNS, dashed ? MATH_DASHED : MATH_SOLID);
	}
}

/* ---- columns ---- */

static MathAlign column_align(const Table *table, size_t column)
{
	switch (table->environment->columns) {
	case COLUMNS_LEFT:
		return MATH_LEFT;
	case COLUMNS_PAIRS:
		return column % 2 ? MATH_LEFT : MATH_RIGHT;
	case COLUMNS_THREE:
		return column % 3 == 0 ? MATH_RIGHT : column % 3 == 1 ? MATH_CENTER : MATH_LEFT;
	default:
		return table->align;
	}
}

static int32_t column_gap(const Table *table, size_t column)
{
	if (table->environment->columns == COLUMNS_PAIRS && column % 2 == 0)
		return 0;
	return table->environment->gap;
}

/* Gives a table what all its columns have. */
static void set_columns(Parser *p, const Table *table, MathNode *node)
{
	const MathPreamble *preamble = table->preamble;
	size_t count = table->columns;
	MathAlign *aligns = arena_alloc(p->arena, (count + 1) * sizeof *aligns);
	MathLength *gaps = arena_alloc(p->arena, (count + 1) * sizeof *gaps);
	MathLine *lines = arena_alloc(p->arena, (count + 1) * sizeof *lines);
	for (size_t i = 0; i < count; i++) {
		bool given = preamble && i < preamble->count;
		aligns[i] = given ? preamble->aligns[i] : column_align(table, i);
		gaps[i] = given ? preamble->gaps[i] : (MathLength){column_gap(table, i), 0};
	}
	for (size_t i = 0; preamble && i <= count && i <= preamble->count; i++)
		lines[i] = preamble->lines[i];
	node->u.table.columns = count;
	node->u.table.aligns = aligns;
	node->u.table.column_gaps = gaps;
	node->u.table.column_lines = lines;
}

/* ---- cells and rows ---- */

static MathNode *read_multicolumn(Parser *p, Table *table)
{
	size_t offset = math_take(p).offset;
	const char *span = math_arg_text(p, math_arg(p, "multicolumn"));
	MathArg columns = math_arg(p, "multicolumn");
	MathPreamble preamble = {.count = 0};
	MathNode *cell = math_wrap(p, MATH_TD, MATH_ORD, offset, math_argument(p, "multicolumn"));
	uint32_t count = (uint32_t)(*span >= '1' && *span <= '9' ? *span - '0' : 0);
	if (!count || span[1] || !math_preamble(p, math_arg_text(p, columns), &preamble) || preamble.count != 1)
		math_fail(p, offset, "'\\multicolumn' takes how many columns it spans and one column: {2}{c}");
	cell->u.cell.span = count;
	cell->u.cell.align_given = true;
	cell->u.cell.align = preamble.aligns[0];
	cell->u.cell.left = preamble.lines[0];
	cell->u.cell.right = preamble.lines[1];
	table->column += count;
	return cell;
}

/* cases*: text to the cell's end. */
static MathNode *read_words(Parser *p)
{
	MathInput *input = p->input;
	math_next_byte(p);
	size_t from = input ? input->at : 0, at = from;
	for (size_t depth = 0; input && at < input->len; at++) {
		if (!depth && (input->text[at] == '&' || !strncmp(input->text + at, "\\\\", 2) ||
		               !strncmp(input->text + at, "\\end", 4)))
			break;
		at += input->text[at] == '\\';
		depth += input->text[at] == '{';
		depth -= input->text[at] == '}' && depth;
	}
	if (!input)
		return math_parent(p, MATH_ROW, MATH_ORD, 0, 0, NULL);
	at = at < input->len ? at : input->len;
	input->at = at;
	while (at > from && str_is_white(input->text[at - 1]))
		at--;
	return math_text_of(p, (MathArg){input->text + from, at - from, input->offset + from, input->fixed},
	                    MATH_NORMAL);
}

/* \hdotsfor[2]{3}: dots over so many columns. */
static MathNode *read_dots_for(Parser *p, Table *table)
{
	size_t offset = math_take(p).offset, from = p->top;
	MathArg wider;
	math_option(p, &wider);
	const char *span = math_arg_text(p, math_arg(p, "hdotsfor"));
	uint32_t count = (uint32_t)(*span >= '1' && *span <= '9' && !span[1] ? *span - '0' : 1);
	for (uint32_t i = 0; i < 2 * count; i++)
		math_stack(p, math_symbol(p, 0x2026, MATH_INNER, offset));
	MathNode *cell = math_wrap(p, MATH_TD, MATH_ORD, offset, math_collect(p, from, offset));
	cell->u.cell.span = count;
	cell->u.cell.align_given = true;
	cell->u.cell.align = MATH_CENTER;
	table->column += count;
	return cell;
}

static MathArg given_text(const char *text, size_t offset)
{
	return (MathArg){text, strlen(text), offset, true};
}

/* What the columns say that each row has there; NULL: nothing. */
static void stack_given(Parser *p, const char *text)
{
	if (!text || p->failed)
		return;
	Token ahead = p->ahead;
	bool has_ahead = p->has_ahead;
	p->has_ahead = false;
	MathNode *row = math_row_of(p, given_text(text, math_place(p)));
	math_stack(p, math_group_of(p, row)); /* alone in its formula: no spaces around signs */
	if (p->failed)
		return;
	p->ahead = ahead;
	p->has_ahead = has_ahead;
}

static MathNode *read_cell(Parser *p, Table *table)
{
	size_t from = p->top, offset = math_place(p);
	MathVariant font = p->font;
	bool words = (table->environment->flags & ENV_WORDS) && table->column == 1;
	const char *name = words ? NULL : next_command(p);
	if (name && str_eq(name, "multicolumn"))
		return read_multicolumn(p, table);
	if (name && str_eq(name, "hdotsfor"))
		return read_dots_for(p, table);
	bool goes_on = table->environment->columns == COLUMNS_PAIRS
	                       ? table->column % 2
	                       : table->rows && (table->environment->flags & ENV_MULTLINE);
	if (goes_on) /* a sign that begins it joins it to what is before */
		math_stack(p, math_parent(p, MATH_ROW, MATH_ORD, offset, 0, NULL));
	const MathPreamble *preamble = table->preamble;
	bool column = preamble && table->column < preamble->count;
	if (column)
		stack_given(p, preamble->between[table->column]);
	if (column && preamble->before[table->column])
		math_push(p, given_text(preamble->before[table->column], offset), false);
	if (words)
		math_stack(p, read_words(p));
	else
		math_stack_row(p);
	if (column)
		stack_given(p, preamble->after[table->column]);
	p->font = font;
	MathNode *cell = math_wrap(p, MATH_TD, MATH_ORD, offset, math_collect(p, from, offset));
	cell->u.cell.span = 1;
	table->column++;
	return cell;
}

/* Stacks a row; false if nothing may follow it. */
static bool read_table_row(Parser *p, Table *table)
{
	MathRowNotes notes = {0}, *outer = p->notes;
	bool own_notes = (table->environment->flags & ENV_LINES) && !(table->environment->flags & ENV_MULTLINE);
	size_t from = p->top, offset = math_place(p);
	table->column = 0;
	if (own_notes)
		p->notes = &notes;
	read_rules(p, table);
	do {
		if (table->column >= MATH_COLUMNS)
			math_fail(p, math_place(p), "a table has %d columns at most; make two of it", MATH_COLUMNS);
		math_stack(p, read_cell(p, table));
	} while (math_peek(p).kind == TOKEN_CELL && (math_take(p), !p->failed));
	p->notes = outer;
	Token token = math_peek(p);
	bool more = token.kind == TOKEN_COMMAND && !str_eq(token.name, "end") && !str_eq(token.name, "right") &&
	            !str_eq(token.name, "middle");
	MathLength gap = {0, 0};
	if (more) {
		math_take(p);
		gap = str_eq(token.name, "\\") ? math_line_end(p) : gap;
	}
	const MathNode *first = p->failed ? NULL : p->stack[from];
	bool empty = !first || (p->top == from + 1 && first->kids[0]->kind == MATH_ROW && !first->kids[0]->count);
	if (empty && !more && table->rows && !notes.tag && !notes.intertext) {
		p->top = from;
		return false;
	}
	MathNode *row =
	        math_parent(p, MATH_TR, MATH_ORD, offset, p->top - from, (const MathNode *const *)(p->stack + from));
	p->top = from;
	row->u.row.gap = gap;
	row->u.row.tag = notes.tag;
	row->u.row.intertext = notes.intertext;
	row->u.row.no_number = notes.no_number;
	row->u.row.label = notes.label;
	math_stack(p, row);
	table->columns = table->column > table->columns ? table->column : table->columns;
	table->rows++;
	return more && !p->failed;
}

static MathNode *read_table(Parser *p, Table *table, size_t offset)
{
	const Environment *environment = table->environment;
	MathPreamble *preamble = table->given ? arena_alloc(p->scratch, sizeof *preamble) : NULL;
	bool in_cell = p->in_cell;
	if (preamble && !math_preamble(p, table->given, preamble))
		math_fail(p, offset, "the columns '%s' are not known; write l, c, r and | for each", table->given);
	table->preamble = preamble;
	unsigned style = p->style;
	p->style = environment->flags & ENV_DISPLAY ? 0 : environment->flags & ENV_SCRIPT ? 2 : 1;
	p->in_cell = true;
	table->rows_from = p->top;
	table->columns = preamble ? preamble->count : 0;
	while (!p->failed && read_table_row(p, table))
		;
	p->in_cell = in_cell;
	p->style = style;
	MathNode *node = math_parent(p, MATH_TABLE, MATH_ORD, offset, p->failed ? 0 : p->top - table->rows_from,
	                             (const MathNode *const *)(p->stack + table->rows_from));
	p->top = table->rows_from;
	set_columns(p, table, node);
	for (size_t i = 0; i < table->rule_count; i++) {
		if (table->rules[i].to > table->columns)
			table->rules[i].to = (uint32_t)table->columns;
	}
	node->u.table.rules = table->rules;
	node->u.table.rule_count = table->rule_count;
	node->u.table.loose = environment->columns == COLUMNS_LEFT && (*environment->open || *environment->close);
	node->u.table.row_gap = (MathLength){environment->flags & ENV_DISPLAY ? JOT : 0, 0};
	node->u.table.displaystyle = environment->flags & ENV_DISPLAY ? MATH_ON : MATH_OFF;
	bool small = (environment->flags & ENV_SCRIPT) != 0;
	node->u.table.script = small;
	node->u.table.alignment = (environment->flags & ENV_LINES) != 0;
	node->u.table.multline = (environment->flags & ENV_MULTLINE) != 0;
	bool edges = small ? environment->columns != COLUMNS_GIVEN : preamble != NULL;
	node->u.table.edge_before = edges && !(preamble && preamble->closed_before);
	node->u.table.edge_after = edges && !(preamble && preamble->closed_after);
	node->u.table.spread = (environment->flags & ENV_SPREAD) != 0;
	node->u.table.vertical = table->vertical;
	return node;
}

/* ---- environments ---- */

/* [t], [r], [5cm]: what an environment may be told.  In brackets that say more its first cell begins. */
static bool placing(Parser *p, const Table *table, const char **text)
{
	math_next_byte(p);
	MathInput *input = p->input;
	size_t from = input ? input->at : 0;
	MathArg option;
	if (!math_option(p, &option))
		return false;
	*text = math_arg_text(p, option);
	MathLength width;
	bool letter = strlen(*text) < 2 && strspn(*text, "tbclr") == strlen(*text);
	if (letter || table->environment->columns == COLUMNS_GIVEN || math_length(*text, strlen(*text), &width))
		return true;
	input->at = from;
	return false;
}

static void read_options(Parser *p, Table *table, const char *name)
{
	int flags = table->environment->flags;
	const char *text;
	while ((flags & ENV_OPTION) && placing(p, table, &text)) {
		if (*text == 't' || *text == 'b')
			table->vertical = *text == 't' ? MATH_LEFT : MATH_RIGHT;
		else
			math_column_align(*text, &table->align);
	}
	if (flags & ENV_COUNT)
		math_arg(p, name);
	if (table->environment->columns == COLUMNS_GIVEN)
		table->given = math_arg_text(p, math_arg(p, name));
}

static void expect_end(Parser *p, const char *name, size_t offset)
{
	Token token = math_take(p);
	if (token.kind == TOKEN_COMMAND && str_eq(token.name, "end")) {
		const char *other = math_arg_text(p, math_arg(p, "end"));
		if (!p->failed && !str_eq(name, other))
			math_fail(p, token.offset, "'\\end{%s}' does not close '\\begin{%s}'; close that first", other,
			          name);
	} else if (token.kind == TOKEN_END) {
		math_fail(p, offset, "this '\\begin{%s}' has no '\\end{%s}'", name, name);
	} else {
		math_read_token(p, &token); /* which is a fault */
		math_fail(p, token.offset, "this does not end a cell of '%s'", name);
	}
}

MathNode *math_read_begin(Parser *p, const Command *command, size_t offset)
{
	const char *name = math_arg_text(p, math_arg(p, command->name));
	const Environment *environment = find_environment(name);
	if (!p->failed && str_eq(name, "CD"))
		return math_read_diagram(p, offset);
	if (!environment) {
		math_fail(p, offset, "the environment '%s' is not known", name);
		return NULL;
	}
	p->tree->numbered = p->tree->numbered || (environment->flags & ENV_NUMBERED);
	bool stars = (environment->flags & (ENV_LINES | ENV_PLAIN)) && name[strlen(name) - 1] == '*';
	p->tree->starred = p->tree->starred || stars;
	p->tree->parts = p->tree->parts || (environment->flags & ENV_PARTS);
	if (environment->flags & ENV_PLAIN) {
		MathNode *row = math_row(p);
		expect_end(p, name, offset);
		return row;
	}
	Table table = {.environment = environment};
	read_options(p, &table, name);
	MathNode *node = read_table(p, &table, offset);
	expect_end(p, name, offset);
	if (!*environment->open && !*environment->close)
		return node;
	return math_fenced(p, environment->open, node, environment->close, offset);
}

/* \matrix{…} and \substack{…}: text is the environment that does the same. */
MathNode *math_read_matrix(Parser *p, const Command *command, size_t offset)
{
	Table table = {.environment = find_environment(command->text), .given = command->arg ? "c" : NULL};
	MathArg arg = math_arg(p, command->name);
	math_push(p, arg, true);
	MathNode *node = read_table(p, &table, offset);
	Token token = math_take(p);
	if (token.kind != TOKEN_END)
		math_read_token(p, &token);
	math_take_down(p);
	const Environment *environment = table.environment;
	if (!*environment->open && !*environment->close)
		return node;
	return math_fenced(p, environment->open, node, environment->close, offset);
}

/* What stands where nothing begins: \right, \end, \middle. */
MathNode *math_read_stray(Parser *p, const Command *command, size_t offset)
{
	math_fail(p, offset, "this '\\%s' has no '\\%s' before it", command->name, command->text);
	return NULL;
}

/* Where a proof ends: its sign stands at the edge, if nothing else does. */
static MathNode *proof_end(Parser *p, size_t offset)
{
	MathNode *sign = math_words(p, "□", strlen("□"), offset);
	bool free_edge = p->tree->display && !p->notes->tag && !p->notes->label;
	if (free_edge) {
		p->notes->tag = sign;
		return NULL;
	}
	math_stack(p, math_gap(p, (MathLength){1000, 0}, offset));
	return sign;
}

/* \tag; arg 1: \notag, 2: \qedhere. */
MathNode *math_read_tag(Parser *p, const Command *command, size_t offset)
{
	if (command->arg == 1) {
		p->notes->no_number = true;
		return NULL;
	}
	if (command->arg == 2)
		return proof_end(p, offset);
	bool bare = math_take_byte(p, '*');
	MathNode *text = math_text_of(p, math_arg(p, command->name), MATH_NORMAL);
	if (!bare && text->kind == MATH_TEXT && text->variant == MATH_NORMAL) {
		const char *whole = arena_printf(p->arena, "(%s)", text->text);
		p->notes->tag = math_words(p, whole, strlen(whole), offset);
		return NULL;
	}
	size_t from = p->top;
	if (!bare)
		math_stack(p, math_words(p, "(", 1, offset));
	math_stack(p, text);
	if (!bare)
		math_stack(p, math_words(p, ")", 1, offset));
	p->notes->tag = math_collect(p, from, offset);
	return NULL;
}

/* \label: arg 0; \ref: 1; \eqref: 2. */
MathNode *math_read_label(Parser *p, const Command *command, size_t offset)
{
	const char *name = math_arg_text(p, math_arg(p, command->name));
	if (!command->arg) {
		p->notes->label = name;
		return NULL;
	}
	MathNode *words = math_words(p, name, strlen(name), offset);
	MathRef *ref = arena_alloc(p->arena, sizeof *ref);
	*ref = (MathRef){name, command->arg == 2, offset, words, p->tree->refs};
	p->tree->refs = ref;
	return words;
}

MathNode *math_read_intertext(Parser *p, const Command *command, size_t offset)
{
	(void)offset;
	p->notes->intertext = math_text_of(p, math_arg(p, command->name), MATH_NORMAL);
	return NULL;
}
