/*
 * MathML -> the tree.  Classes are TeX's, by an operator's sign and form, so that it is set as if it were TeX; the
 * spaces that an operator asks for, of which tools write all sorts, are not heeded.
 */
#include "math/mathml.h"

#include <stdlib.h>
#include <string.h>

typedef MathNode *Reader(Parser *p, const MathElement *element, int arg);

/* NULL for what is not seen. */
static MathNode *read_element(Parser *p, const MathElement *element, MathForm form);

/* ---- rows ---- */

/* Space that has no class is no part of where an operator stands. */
static bool is_space(const MathElement *element)
{
	return str_eq(element->name, "mspace") || str_eq(element->name, "maligngroup");
}

static MathForm form_at(const MathElement *const *kids, size_t count, size_t index)
{
	size_t first = 0, last = count;
	while (first < index && is_space(kids[first]))
		first++;
	while (last > index + 1 && is_space(kids[last - 1]))
		last--;
	return last - first < 2    ? FORM_INFIX
	       : index == first    ? FORM_PREFIX
	       : index + 1 == last ? FORM_POSTFIX
	                           : FORM_INFIX;
}

static MathNode *read_some(Parser *p, const MathElement *const *kids, size_t count)
{
	size_t from = p->top;
	for (size_t i = 0; i < count && !p->failed; i++) {
		MathNode *node = read_element(p, kids[i], form_at(kids, count, i));
		if (node)
			math_stack(p, node);
		else if (p->top > from && str_eq(math_text_in(p, kids[i]), "\u2061"))
			p->stack[p->top - 1]->class = MATH_LARGE; /* which is applied */
	}
	return p->top == from ? math_empty(p) : math_collect(p, from, 0);
}

static MathNode *read_elements(Parser *p, const MathElement *element, int arg)
{
	size_t count;
	const MathElement **kids = math_elements(p, element, &count);
	MathNode *row = read_some(p, kids, count);
	(void)arg;
	return row;
}

/* ---- what has places for its kids ---- */

/* Exactly so many kids, each as one node. */
static bool read_kids(Parser *p, const MathElement *element, const MathNode **kids, size_t wanted)
{
	size_t count;
	const MathElement **elements = math_elements(p, element, &count);
	if (count != wanted) {
		math_fail(p, 0, "<%s> holds %zu elements, not %zu", element->name, count, wanted);
		return false;
	}
	for (size_t i = 0; i < wanted && !p->failed; i++) {
		MathNode *node = read_element(p, elements[i], FORM_INFIX);
		kids[i] = node ? node : math_empty(p);
	}
	return !p->failed;
}

static MathNode *read_fraction(Parser *p, const MathElement *element, int arg)
{
	const MathNode *kids[2];
	(void)arg;
	if (!read_kids(p, element, kids, 2))
		return NULL;
	MathNode *node = math_parent(p, MATH_FRAC, MATH_INNER, 0, 2, kids);
	node->u.frac.thick_given = math_set_length(element, "linethickness", &node->u.frac.thickness) ||
	                           math_says(element, "linethickness", "0");
	return node;
}

static MathNode *read_sqrt(Parser *p, const MathElement *element, int arg)
{
	return math_wrap(p, MATH_SQRT, MATH_ORD, 0, read_elements(p, element, arg));
}

/* Signs that are accents where they stand over something, and what TeX has for them. */
static bool make_accent(MathNode *sign)
{
	static const char *const accents[][2] = {{"¯", "\u0304"}, {"‾", "\u0304"}, {"^", "\u0302"}, {"ˆ", "\u0302"},
	                                         {"~", "\u0303"}, {"˜", "\u0303"}, {"˙", "\u0307"}, {"¨", "\u0308"},
	                                         {"´", "\u0301"}, {"`", "\u0300"}, {"ˇ", "\u030c"}, {"˘", "\u0306"},
	                                         {"→", "\u20d7"}};
	if (sign->kind != MATH_OP)
		return false;
	for (size_t i = 0; i < BASE_LEN(accents) && !(sign->u.op.stretchy && i + 1 == BASE_LEN(accents)); i++) {
		if (!str_eq(accents[i][0], sign->text))
			continue;
		sign->text = accents[i][1];
		sign->u.op.accent = true;
		return true;
	}
	sign->u.op.accent = sign->u.op.stretchy;
	return sign->u.op.stretchy;
}

/* arg: the kind. */
static MathNode *read_scripts(Parser *p, const MathElement *element, int arg)
{
	const MathNode *kids[3];
	bool three = arg == MATH_SUBSUP || arg == MATH_UNDEROVER;
	if (!read_kids(p, element, kids, three ? 3 : 2))
		return NULL;
	MathNode *node =
	        math_parent(p, (MathKind)arg, arg == MATH_ROOT ? MATH_ORD : kids[0]->class, 0, three ? 3 : 2, kids);
	const MathNode *core = math_core(kids[0]);
	if (arg < MATH_UNDER)
		return node;
	bool accent = arg != MATH_UNDEROVER && make_accent(math_kid(node, 1));
	node->u.over.movable = core && core->u.op.movable_limits;
	node->u.over.brace = accent && kids[1]->u.op.stretchy;
	node->u.over.accent = accent && arg == MATH_OVER;
	node->u.over.accent_under = accent && arg == MATH_UNDER;
	return node;
}

static const MathNode *script_at(Parser *p, const MathElement *const *kids, size_t count, size_t at)
{
	bool none = at >= count || str_eq(kids[at]->name, "none");
	MathNode *node = none ? NULL : read_element(p, kids[at], FORM_INFIX);
	return node ? node : math_empty(p);
}

/* Pairs after the base and before it, as many as there are. */
static MathNode *read_multi(Parser *p, const MathElement *element, int arg)
{
	size_t count, middle = 1;
	const MathElement **kids = math_elements(p, element, &count);
	(void)arg;
	while (middle < count && !str_eq(kids[middle]->name, "mprescripts"))
		middle++;
	MathNode *node = count ? read_element(p, kids[0], FORM_INFIX) : NULL;
	node = node ? node : math_empty(p);
	for (size_t i = 0; !p->failed && (i == 0 || 1 + i < middle || middle + 1 + i < count); i += 2) {
		const MathNode *all[5] = {node, script_at(p, kids, middle, 1 + i), script_at(p, kids, middle, 2 + i),
		                          script_at(p, kids, count, middle + 1 + i),
		                          script_at(p, kids, count, middle + 2 + i)};
		node = math_parent(p, MATH_MULTI, node->class, 0, 5, all);
	}
	return node;
}

static MathNode *read_mfenced(Parser *p, const MathElement *element, int arg)
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
		MathNode *node = read_element(p, kids[i], FORM_INFIX);
		if (node)
			math_stack(p, node);
	}
	MathNode *row = p->top == from ? math_empty(p) : math_collect(p, from, 0);
	return math_fenced(p, open ? open : "(", row, close ? close : ")", 0);
}

/* ---- tables ---- */

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
		MathNode *cell = math_wrap(p, MATH_TD, MATH_ORD, 0, read_elements(p, cells[i], 0));
		cell->u.cell.span = span && *span > '0' && *span <= '9' && !span[1] ? (uint32_t)(*span - '0') : 1;
		total += cell->u.cell.span;
		kids[i - first] = cell;
	}
	*columns = total > *columns ? total : *columns;
	MathNode *row = math_parent(p, MATH_TR, MATH_ORD, 0, p->failed ? 0 : count - (count ? first : 0), kids);
	if (first && count && !p->failed)
		row->u.row.tag = read_elements(p, cells[0], 0);
	return row;
}

static MathNode *read_mtable(Parser *p, const MathElement *element, int arg)
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

/* ---- what changes how it looks ---- */

static const char *colour_of(const MathElement *element, const char *name)
{
	const char *given = math_attribute(element, name);
	return given && *given == '#' && strlen(given) == 7 ? given : NULL;
}

/* What shifts what it holds, or has it count for nothing; room beside it. */
static MathNode *read_padded(Parser *p, const MathElement *element, int arg)
{
	MathNode *kid = read_elements(p, element, arg), *node = math_wrap(p, MATH_PADDED, kid->class, 0, kid);
	const char *left = math_attribute(element, "lspace"), *width = math_attribute(element, "width");
	MathLength more = {0, 0};
	node->u.padded.no_width = str_eq(width, "0");
	node->u.padded.no_height = math_says(element, "height", "0");
	node->u.padded.no_depth = math_says(element, "depth", "0");
	node->u.padded.align = str_eq(left, "-1width")     ? MATH_RIGHT
	                       : str_eq(left, "-0.5width") ? MATH_CENTER
	                                                   : MATH_LEFT;
	bool room = width && *width == '+' && math_length(width + 1, strlen(width + 1), &more) &&
	            math_set_length(element, "lspace", &node->u.padded.before);
	node->u.padded.after.em = room ? more.em - node->u.padded.before.em : 0;
	bool shifted = math_set_length(element, "voffset", &node->u.padded.voffset);
	bool changes =
	        node->u.padded.no_width || node->u.padded.no_height || node->u.padded.no_depth || room || shifted;
	return changes ? node : kid;
}

static MathNode *read_style(Parser *p, const MathElement *element, int arg)
{
	MathNode *kid = read_elements(p, element, arg);
	const char *level = math_attribute(element, "scriptlevel"), *colour = colour_of(element, "mathcolor"),
	           *background = colour_of(element, "mathbackground");
	bool display = false;
	math_set_switch(element, "displaystyle", &display);
	bool changes = math_attribute(element, "displaystyle") || (level && *level >= '0' && *level <= '9');
	if (!changes && !colour && !background)
		return kid;
	MathNode *node = math_wrap(p, MATH_STYLE, kid->class, 0, kid);
	if (math_attribute(element, "displaystyle"))
		node->u.style.displaystyle = display ? MATH_ON : MATH_OFF;
	node->u.style.level_given = level && *level >= '0' && *level <= '9';
	node->u.style.level = node->u.style.level_given ? atoi(level) : 0;
	node->u.style.colour = colour;
	node->u.style.background = background;
	return node;
}

static MathNode *read_phantom(Parser *p, const MathElement *element, int arg)
{
	MathNode *kid = read_elements(p, element, arg);
	return math_wrap(p, MATH_PHANTOM, kid->class, 0, kid);
}

static MathNode *read_enclosed(Parser *p, const MathElement *element, int arg)
{
	static const struct {
		const char *name;
		unsigned lines;
	} notations[] = {{"box", MATH_BOX},
	                 {"roundedbox", MATH_BOX},
	                 {"circle", MATH_CIRCLE},
	                 {"left", MATH_BOX_LEFT},
	                 {"right", MATH_BOX_RIGHT},
	                 {"top", MATH_BOX_TOP},
	                 {"bottom", MATH_BOX_BOTTOM},
	                 {"updiagonalstrike", MATH_STRIKE_UP},
	                 {"downdiagonalstrike", MATH_STRIKE_DOWN},
	                 {"horizontalstrike", MATH_STRIKE_LINE}};
	const char *given = math_attribute(element, "notation");
	MathNode *kid = read_elements(p, element, arg), *node = math_wrap(p, MATH_ENCLOSE, kid->class, 0, kid);
	for (size_t i = 0; given && i < BASE_LEN(notations); i++) {
		if (strstr(given, notations[i].name))
			node->u.enclose.lines |= notations[i].lines;
	}
	return node->u.enclose.lines ? node : kid;
}

/* ---- the elements ---- */

/* The first kid is what is seen: of semantics and maction. */
static MathNode *read_first(Parser *p, const MathElement *element, int arg)
{
	size_t count;
	const MathElement **kids = math_elements(p, element, &count);
	(void)arg;
	return count ? read_element(p, kids[0], FORM_INFIX) : math_empty(p);
}

static const struct {
	const char *name;
	Reader *read;
	int arg;
} readers[] = {
        {"maction", read_first, 0},
        {"menclose", read_enclosed, 0},
        {"merror", read_elements, 0},
        {"mfenced", read_mfenced, 0},
        {"mfrac", read_fraction, 0},
        {"mi", math_token_id, 0},
        {"mmultiscripts", read_multi, 0},
        {"mn", math_token_number, 0},
        {"mover", read_scripts, MATH_OVER},
        {"mpadded", read_padded, 0},
        {"mphantom", read_phantom, 0},
        {"mroot", read_scripts, MATH_ROOT},
        {"mrow", read_elements, 0},
        {"ms", math_token_words, 0},
        {"mspace", math_token_space, 0},
        {"msqrt", read_sqrt, 0},
        {"mstyle", read_style, 0},
        {"msub", read_scripts, MATH_SUB},
        {"msubsup", read_scripts, MATH_SUBSUP},
        {"msup", read_scripts, MATH_SUP},
        {"mtable", read_mtable, 0},
        {"mtext", math_token_words, 0},
        {"munder", read_scripts, MATH_UNDER},
        {"munderover", read_scripts, MATH_UNDEROVER},
        {"semantics", read_first, 0},
};

static MathNode *read_element(Parser *p, const MathElement *element, MathForm form)
{
	MathNode *node = NULL;
	size_t i = 0;
	if (!math_enter(p, 0)) {
		math_leave(p);
		return NULL;
	}
	while (i < BASE_LEN(readers) && !str_eq(readers[i].name, element->name))
		i++;
	if (str_eq(element->name, "mo"))
		node = math_token_operator(p, element, form);
	else if (i < BASE_LEN(readers))
		node = readers[i].read(p, element, readers[i].arg);
	else
		math_fail(p, 0, "<%s> is no element of presentation MathML", element->name);
	math_leave(p);
	return p->failed ? NULL : node;
}

/* TeX that says the same, where a tool has left it. */
static const char *annotation_of(Parser *p, const MathElement *element)
{
	const char *found = NULL;
	if (str_eq(element->name, "annotation") && math_says(element, "encoding", "application/x-tex"))
		return math_text_in(p, element);
	for (size_t i = 0; i < element->count && !found; i++)
		found = element->kids[i]->name ? annotation_of(p, element->kids[i]) : NULL;
	return found;
}

/* What is meant, set by TeX's rules; its source is what was given, or that TeX. */
static const MathTree *from_content(Parser *p, const MathElement *element, const MathTree *like)
{
	Buf tex = {0};
	math_write_content(p, element, &tex);
	const char *text = arena_strndup(p->arena, tex.data ? tex.data : "", tex.len);
	size_t len = tex.len;
	buf_free(&tex);
	const MathTree *read = p->failed ? NULL : math_parse(p->arena, text, len, like->display, NULL, p->fault);
	if (!read)
		return NULL;
	MathTree *tree = arena_alloc(p->arena, sizeof *tree);
	*tree = *read;
	tree->foreign = true;
	tree->source = like->len ? like->source : read->source;
	tree->len = strlen(tree->source);
	return tree;
}

const MathTree *math_from_mathml(Arena *arena, const MathElement *element, MathFault *fault)
{
	*fault = (MathFault){0, NULL};
	MathTree *tree = arena_alloc(arena, sizeof *tree);
	Parser p = {.arena = arena, .scratch = arena_new(), .fault = fault, .font = MATH_VARIANTS, .tree = tree};
	const char *source = math_attribute(element, "alttext");
	source = source ? source : annotation_of(&p, element);
	*tree = (MathTree){
	        .display = math_says(element, "display", "block"), .source = source ? source : "", .foreign = true};
	tree->len = strlen(tree->source);
	const MathElement *content = math_content_in(&p, element);
	if (content) {
		const MathTree *whole = from_content(&p, content, tree);
		arena_free(p.scratch);
		return whole;
	}
	MathNode *root = read_style(&p, element, 0);
	tree->root = root->kind == MATH_ROW ? root : math_wrap(&p, MATH_ROW, MATH_INNER, 0, root);
	free(p.stack);
	arena_free(p.scratch);
	return p.failed ? NULL : tree;
}
