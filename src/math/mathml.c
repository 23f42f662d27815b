/*
 * MathML -> the tree.  Classes are TeX's, by an operator's sign and form, so that it is set as if it were TeX; the
 * spaces that an operator asks for, of which tools write all sorts, are not heeded.
 */
#include "math/mathml.h"

#include <stdlib.h>
#include <string.h>

typedef MathNode *Reader(Parser *p, const MathElement *element, int arg);

/* ---- what stands in an element ---- */

const char *math_attribute(const MathElement *element, const char *name)
{
	const char *const *at = element->attributes;
	for (; at && *at; at += 2) {
		if (str_eq(*at, name))
			return at[1];
	}
	return NULL;
}

bool math_says(const MathElement *element, const char *name, const char *value)
{
	return str_eq(math_attribute(element, name), value);
}

void math_set_switch(const MathElement *element, const char *name, bool *out)
{
	if (math_says(element, name, "true") || math_says(element, name, "false"))
		*out = math_says(element, name, "true");
}

static bool set_length(const MathElement *element, const char *name, MathLength *out)
{
	const char *given = math_attribute(element, name);
	return given && math_length(given, strlen(given), out);
}

static void add_text(const MathElement *element, Buf *out)
{
	if (!element->name)
		buf_str(out, element->text);
	for (size_t i = 0; i < element->count; i++)
		add_text(element->kids[i], out);
}

/* White space is one space, and none at the ends. */
static const char *text_of(Parser *p, const MathElement *element)
{
	Buf text = {0}, out = {0};
	add_text(element, &text);
	for (size_t i = 0; i < text.len; i++) {
		bool blank = strchr(" \t\r\n", text.data[i]) != NULL;
		if (!blank)
			buf_char(&out, text.data[i]);
		else if (out.len && out.data[out.len - 1] != ' ')
			buf_char(&out, ' ');
	}
	while (out.len && out.data[out.len - 1] == ' ')
		out.len--;
	const char *copy = arena_strndup(p->arena, out.len ? out.data : "", out.len);
	buf_free(&text);
	buf_free(&out);
	return copy;
}

/* The elements among the kids, those without meaning for the eye left out. */
const MathElement **math_elements(Parser *p, const MathElement *element, size_t *count)
{
	const MathElement **found = arena_alloc(p->scratch, (element->count + 1) * sizeof *found);
	*count = 0;
	for (size_t i = 0; i < element->count; i++) {
		if (element->kids[i]->name)
			found[(*count)++] = element->kids[i];
	}
	return found;
}

/* ---- rows ---- */

MathNode *math_empty(Parser *p)
{
	return math_parent(p, MATH_ROW, MATH_ORD, 0, 0, NULL);
}

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
		MathNode *node = math_read_element(p, kids[i], form_at(kids, count, i));
		if (node)
			math_stack(p, node);
		else if (p->top > from && str_eq(text_of(p, kids[i]), "\u2061"))
			p->stack[p->top - 1]->class = MATH_LARGE; /* which is applied */
	}
	return p->top == from ? math_empty(p) : math_collect(p, from, 0);
}

MathNode *math_read_elements(Parser *p, const MathElement *element, int arg)
{
	size_t count;
	const MathElement **kids = math_elements(p, element, &count);
	MathNode *row = read_some(p, kids, count);
	(void)arg;
	return row;
}

/* ---- tokens ---- */

static MathVariant variant_of(const MathElement *element, MathVariant usual)
{
	static const struct {
		const char *name;
		MathVariant variant;
	} names[] = {{"normal", MATH_NORMAL},
	             {"bold", MATH_BOLD},
	             {"italic", MATH_ITALIC},
	             {"bold-italic", MATH_BOLD_ITALIC},
	             {"double-struck", MATH_DOUBLE_STRUCK},
	             {"script", MATH_SCRIPT},
	             {"bold-script", MATH_BOLD_SCRIPT},
	             {"fraktur", MATH_FRAKTUR},
	             {"bold-fraktur", MATH_BOLD_FRAKTUR},
	             {"sans-serif", MATH_SANS},
	             {"bold-sans-serif", MATH_BOLD_SANS},
	             {"sans-serif-italic", MATH_SANS_ITALIC},
	             {"sans-serif-bold-italic", MATH_SANS_BOLD_ITALIC},
	             {"monospace", MATH_MONOSPACE}};
	const char *given = math_attribute(element, "mathvariant");
	for (size_t i = 0; i < BASE_LEN(names); i++) {
		if (str_eq(names[i].name, given))
			return names[i].variant;
	}
	return usual;
}

static MathNode *read_id(Parser *p, const MathElement *element, int arg)
{
	const char *text = text_of(p, element);
	size_t len = strlen(text), used = 0;
	if (len)
		utf8_decode(text, len, &used);
	const Command *name = math_command(text);
	MathNode *node = math_letters(p, text, len, variant_of(element, used == len ? MATH_ITALIC : MATH_NORMAL), 0);
	if (name && name->read == math_read_name)
		node->class = MATH_LARGE;
	(void)arg;
	return node;
}

static MathNode *read_number(Parser *p, const MathElement *element, int arg)
{
	const char *text = text_of(p, element);
	MathNode *node = math_letters(p, text, strlen(text), variant_of(element, MATH_NORMAL), 0);
	node->kind = MATH_NUM;
	(void)arg;
	return node;
}

static MathNode *read_words(Parser *p, const MathElement *element, int arg)
{
	const char *text = text_of(p, element), *style = math_attribute(element, "style");
	bool bold = style && strstr(style, "bold"), mono = style && strstr(style, "monospace");
	(void)arg;
	MathNode *words = math_words(p, text, strlen(text), 0);
	words->variant = variant_of(element, bold ? MATH_BOLD : mono ? MATH_MONOSPACE : words->variant);
	return words;
}

static MathNode *read_gap(Parser *p, const MathElement *element, int arg)
{
	MathLength length = {0, 0};
	(void)arg;
	set_length(element, "width", &length);
	MathNode *node = math_gap(p, length, 0);
	set_length(element, "height", &node->u.space.height);
	set_length(element, "depth", &node->u.space.depth);
	node->u.space.breaks = math_says(element, "linebreak", "newline");
	return node;
}

/* Bars and the like open at a row's begin and close at its end, what is a fence anywhere. */
static MathClass class_of(const MathElement *element, const char *text, MathForm form, const MathEntry *entry)
{
	size_t used, len = strlen(text);
	uint32_t cp = utf8_decode(text, len, &used);
	if (cp == 0x2026 || cp == 0x22ef)
		return MATH_INNER; /* dots */
	bool name = (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z';
	MathClass class = used == len ? math_class_of(cp == 0x2212 ? '-' : cp) : name ? MATH_LARGE : MATH_REL;
	bool bar = cp == '|' || cp == 0x2016 || cp == 0x2223 || cp == 0x2225;
	if (bar && (entry->stretchy || math_says(element, "fence", "true")) && form != FORM_INFIX)
		return form == FORM_PREFIX ? MATH_OPEN : MATH_CLOSE;
	return class;
}

static MathForm given_form(const MathElement *element, MathForm form)
{
	return math_says(element, "form", "prefix")    ? FORM_PREFIX
	       : math_says(element, "form", "infix")   ? FORM_INFIX
	       : math_says(element, "form", "postfix") ? FORM_POSTFIX
	                                               : form;
}

static MathNode *read_operator(Parser *p, const MathElement *element, MathForm place)
{
	const char *text = text_of(p, element);
	size_t used, len = strlen(text);
	uint32_t cp = len ? utf8_decode(text, len, &used) : 0;
	if (!len || (cp >= 0x2061 && cp <= 0x2064)) /* applications, and products that are not seen */
		return NULL;
	text = str_eq(text, "-") ? "−" : text;
	MathForm form = given_form(element, place);
	MathEntry entry = math_dictionary(text, form);
	MathNode *node = math_operator(p, text, class_of(element, text, form, &entry), 0);
	node->u.op.stretchy = entry.stretchy;
	node->u.op.large_op = entry.large_op;
	node->u.op.movable_limits = entry.movable_limits;
	node->u.op.symmetric = entry.symmetric || node->class == MATH_LARGE;
	node->u.op.fence = node->class == MATH_OPEN || node->class == MATH_CLOSE;
	node->u.op.prime = cp >= 0x2032 && cp <= 0x2034;
	set_length(element, "minsize", &node->u.op.min_size);
	math_set_switch(element, "stretchy", &node->u.op.stretchy);
	math_set_switch(element, "largeop", &node->u.op.large_op);
	math_set_switch(element, "movablelimits", &node->u.op.movable_limits);
	return node;
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
		MathNode *node = math_read_element(p, elements[i], FORM_INFIX);
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
	node->u.frac.thick_given = set_length(element, "linethickness", &node->u.frac.thickness) ||
	                           math_says(element, "linethickness", "0");
	return node;
}

static MathNode *read_sqrt(Parser *p, const MathElement *element, int arg)
{
	return math_wrap(p, MATH_SQRT, MATH_ORD, 0, math_read_elements(p, element, arg));
}

/* Signs that are accents where they stand over something, and what TeX has for them. */
static bool make_accent(const MathNode *sign)
{
	static const char *const accents[][2] = {{"¯", "\u0304"}, {"‾", "\u0304"}, {"^", "\u0302"}, {"ˆ", "\u0302"},
	                                         {"~", "\u0303"}, {"˜", "\u0303"}, {"˙", "\u0307"}, {"¨", "\u0308"},
	                                         {"´", "\u0301"}, {"`", "\u0300"}, {"ˇ", "\u030c"}, {"˘", "\u0306"},
	                                         {"→", "\u20d7"}};
	MathNode *own = (MathNode *)sign; /* still being built */
	if (sign->kind != MATH_OP)
		return false;
	for (size_t i = 0; i < BASE_LEN(accents) && !(own->u.op.stretchy && i + 1 == BASE_LEN(accents)); i++) {
		if (!str_eq(accents[i][0], sign->text))
			continue;
		own->text = accents[i][1];
		own->u.op.accent = true;
		return true;
	}
	own->u.op.accent = own->u.op.stretchy;
	return own->u.op.stretchy;
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
	bool accent = arg != MATH_UNDEROVER && make_accent(kids[1]);
	node->u.over.movable = core && core->u.op.movable_limits;
	node->u.over.brace = accent && kids[1]->u.op.stretchy;
	node->u.over.accent = accent && arg == MATH_OVER;
	node->u.over.accent_under = accent && arg == MATH_UNDER;
	return node;
}

static const MathNode *script_at(Parser *p, const MathElement *const *kids, size_t count, size_t at)
{
	bool none = at >= count || str_eq(kids[at]->name, "none");
	MathNode *node = none ? NULL : math_read_element(p, kids[at], FORM_INFIX);
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
	MathNode *node = count ? math_read_element(p, kids[0], FORM_INFIX) : NULL;
	node = node ? node : math_empty(p);
	for (size_t i = 0; !p->failed && (i == 0 || 1 + i < middle || middle + 1 + i < count); i += 2) {
		const MathNode *all[5] = {node, script_at(p, kids, middle, 1 + i), script_at(p, kids, middle, 2 + i),
		                          script_at(p, kids, count, middle + 1 + i),
		                          script_at(p, kids, count, middle + 2 + i)};
		node = math_parent(p, MATH_MULTI, node->class, 0, 5, all);
	}
	return node;
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
	MathNode *kid = math_read_elements(p, element, arg), *node = math_wrap(p, MATH_PADDED, kid->class, 0, kid);
	const char *left = math_attribute(element, "lspace"), *width = math_attribute(element, "width");
	MathLength more = {0, 0};
	node->u.padded.no_width = str_eq(width, "0");
	node->u.padded.no_height = math_says(element, "height", "0");
	node->u.padded.no_depth = math_says(element, "depth", "0");
	node->u.padded.align = str_eq(left, "-1width")     ? MATH_RIGHT
	                       : str_eq(left, "-0.5width") ? MATH_CENTER
	                                                   : MATH_LEFT;
	bool room = width && *width == '+' && math_length(width + 1, strlen(width + 1), &more) &&
	            set_length(element, "lspace", &node->u.padded.before);
	node->u.padded.after.em = room ? more.em - node->u.padded.before.em : 0;
	bool shifted = set_length(element, "voffset", &node->u.padded.voffset);
	bool changes =
	        node->u.padded.no_width || node->u.padded.no_height || node->u.padded.no_depth || room || shifted;
	return changes ? node : kid;
}

static MathNode *read_style(Parser *p, const MathElement *element, int arg)
{
	MathNode *kid = math_read_elements(p, element, arg);
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
	MathNode *kid = math_read_elements(p, element, arg);
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
	MathNode *kid = math_read_elements(p, element, arg), *node = math_wrap(p, MATH_ENCLOSE, kid->class, 0, kid);
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
	return count ? math_read_element(p, kids[0], FORM_INFIX) : math_empty(p);
}

static const struct {
	const char *name;
	Reader *read;
	int arg;
} readers[] = {
        {"maction", read_first, 0},
        {"menclose", read_enclosed, 0},
        {"merror", math_read_elements, 0},
        {"mfenced", math_read_mfenced, 0},
        {"mfrac", read_fraction, 0},
        {"mi", read_id, 0},
        {"mmultiscripts", read_multi, 0},
        {"mn", read_number, 0},
        {"mover", read_scripts, MATH_OVER},
        {"mpadded", read_padded, 0},
        {"mphantom", read_phantom, 0},
        {"mroot", read_scripts, MATH_ROOT},
        {"mrow", math_read_elements, 0},
        {"ms", read_words, 0},
        {"mspace", read_gap, 0},
        {"msqrt", read_sqrt, 0},
        {"mstyle", read_style, 0},
        {"msub", read_scripts, MATH_SUB},
        {"msubsup", read_scripts, MATH_SUBSUP},
        {"msup", read_scripts, MATH_SUP},
        {"mtable", math_read_mtable, 0},
        {"mtext", read_words, 0},
        {"munder", read_scripts, MATH_UNDER},
        {"munderover", read_scripts, MATH_UNDEROVER},
        {"semantics", read_first, 0},
};

/* NULL for what is not seen. */
MathNode *math_read_element(Parser *p, const MathElement *element, MathForm form)
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
		node = read_operator(p, element, form);
	else if (i < BASE_LEN(readers))
		node = readers[i].read(p, element, readers[i].arg);
	else
		math_fail(p, 0, "<%s> is no element of presentation MathML", element->name);
	math_leave(p);
	return p->failed ? NULL : node;
}

/* TeX that math_says the same, where a tool has left it. */
static const char *annotation_of(Parser *p, const MathElement *element)
{
	const char *found = NULL;
	if (str_eq(element->name, "annotation") && math_says(element, "encoding", "application/x-tex"))
		return text_of(p, element);
	for (size_t i = 0; i < element->count && !found; i++)
		found = element->kids[i]->name ? annotation_of(p, element->kids[i]) : NULL;
	return found;
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
	MathNode *root = read_style(&p, element, 0);
	tree->root = root->kind == MATH_ROW ? root : math_wrap(&p, MATH_ROW, MATH_INNER, 0, root);
	free(p.stack);
	arena_free(p.scratch);
	return p.failed ? NULL : tree;
}
