/*
 * MathML of a tree: Core's elements, and of MathML 3 menclose alone, which readers that
 * do not know it show as a row.  An operator says of itself what the dictionary would
 * not, so that the spaces are TeX's.
 */
#include "math/write.h"

#include <string.h>

static const Place alone = {NULL, NULL, FORM_INFIX, false};

static void write_text(Writer *writer, const char *text)
{
	buf_xml(writer->out, text, strlen(text), false);
}

static void attribute(Writer *writer, const char *name, const char *value)
{
	buf_printf(writer->out, " %s=\"", name);
	buf_xml(writer->out, value, strlen(value), true);
	buf_char(writer->out, '"');
}

static void flag(Writer *writer, const char *name, bool value)
{
	attribute(writer, name, value ? "true" : "false");
}

static void length(Writer *writer, const char *name, MathLength value)
{
	buf_printf(writer->out, " %s=\"", name);
	if (value.em && value.pt) {
		/* attributes hold no sums; a text's em is ten points, more or less */
		value.em += value.pt / 10;
		value.pt = 0;
	}
	if (!value.em && !value.pt)
		buf_char(writer->out, '0');
	else
		buf_fixed(writer->out, value.em ? value.em : value.pt, 3);
	buf_str(writer->out, value.em ? "em\"" : value.pt ? "pt\"" : "\"");
}

/* ---- operators ---- */

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

/* What of the space between two nodes is the right's, or the left's, to say, in 1/18 em:
 * as the dictionary has it if that is right, else the right's if it is an operator. */
static int share(const Writer *writer, const MathNode *left, const MathNode *right, bool of_right, MathForm left_form,
                 MathForm right_form)
{
	if (!left || !right)
		return 0;
	const MathNode *a = math_core(left), *b = math_core(right);
	int space = math_space_between(left->class, right->class, writer->script);
	int before = a ? math_dictionary(a->plain, left_form).rspace : 0;
	int after = b ? math_dictionary(b->plain, right_form).lspace : 0;
	if (before + after == space)
		return of_right ? after : before;
	bool rights = b && (!a || !before);
	return of_right == rights ? space : 0;
}

static void spaces_of(const Writer *writer, const MathNode *node, Place place, MathForm form, int *left, int *right)
{
	*left = share(writer, place.before, node, true, FORM_INFIX, form);
	*right = share(writer, node, place.after, false, form, FORM_INFIX);
}

static void eighteenths(Writer *writer, const char *name, int space)
{
	length(writer, name, (MathLength){(space * 1000 + 9) / 18, 0});
}

/* node is what stands in the row, core its operator. */
static void write_operator(Writer *writer, const MathNode *core, const MathNode *node, Place place)
{
	MathForm form = place.form;
	MathEntry entry = math_dictionary(core->plain, form);
	int left, right;
	spaces_of(writer, node, place, form, &left, &right);
	bool fenced = core->u.op.fence && core->class != MATH_ORD;
	MathForm fence_form = core->class == MATH_CLOSE ? FORM_POSTFIX : FORM_PREFIX;
	buf_str(writer->out, "<mo");
	if ((fenced && form != fence_form) || (node->class == MATH_ORD && form == FORM_INFIX && place.row)) {
		form = fenced ? fence_form : FORM_PREFIX;
		MathEntry other = math_dictionary(core->plain, form);
		if (other.lspace != entry.lspace || other.stretchy != entry.stretchy) {
			attribute(writer, "form", fenced && form == FORM_POSTFIX ? "postfix" : "prefix");
			entry = other;
		}
	}
	if (left != entry.lspace)
		eighteenths(writer, "lspace", left);
	if (right != entry.rspace)
		eighteenths(writer, "rspace", right);
	if (core->u.op.stretchy != entry.stretchy)
		flag(writer, "stretchy", core->u.op.stretchy);
	if (core->u.op.stretchy && core->u.op.symmetric && !entry.symmetric)
		flag(writer, "symmetric", true);
	if (core->u.op.large_op != entry.large_op)
		flag(writer, "largeop", core->u.op.large_op);
	if (core->u.op.movable_limits != entry.movable_limits)
		flag(writer, "movablelimits", core->u.op.movable_limits);
	if (core->u.op.min_size.em) {
		length(writer, "minsize", core->u.op.min_size);
		length(writer, "maxsize", core->u.op.min_size);
	}
	buf_char(writer->out, '>');
	write_text(writer, core->plain);
	buf_str(writer->out, "</mo>");
}

/* A name such as sin is applied: what follows is a thin space away, unless in brackets. */
static void write_application(Writer *writer, const MathNode *node, Place place)
{
	int space = math_space_between(MATH_LARGE, place.after->class, writer->script);
	if (node->class != MATH_LARGE || math_core(node) || math_core(place.after))
		return;
	buf_str(writer->out, "<mo lspace=\"0\"");
	eighteenths(writer, "rspace", space);
	buf_str(writer->out, ">\u2061</mo>");
}

/* ---- tokens ---- */

static void write_name(Writer *writer, const MathNode *node)
{
	size_t len = strlen(node->plain), used;
	uint32_t cp = utf8_decode(node->plain, len, &used);
	bool single = used == len, slanted = single && math_letter(cp, MATH_ITALIC) != cp;
	bool plain = node->variant == MATH_NORMAL || (single && node->variant == MATH_ITALIC);
	buf_str(writer->out, node->variant == MATH_NORMAL && slanted ? "<mi mathvariant=\"normal\">" : "<mi>");
	write_text(writer, plain ? node->plain : node->text);
	buf_str(writer->out, "</mi>");
}

static void write_words(Writer *writer, const MathNode *node)
{
	static const char *const styles[MATH_VARIANTS] = {[MATH_BOLD] = "font-weight: bold",
	                                                  [MATH_ITALIC] = "font-style: italic",
	                                                  [MATH_SANS] = "font-family: sans-serif",
	                                                  [MATH_MONOSPACE] = "font-family: monospace"};
	const char *style = node->variant < MATH_VARIANTS && node->text ? styles[node->variant] : NULL;
	buf_str(writer->out, "<mtext");
	if (style)
		attribute(writer, "style", style);
	buf_char(writer->out, '>');
	/* blanks at the ends would go */
	const char *from = node->text + strspn(node->text, " ");
	size_t len = strlen(from), before = (size_t)(from - node->text), after = 0;
	for (; len && from[len - 1] == ' '; len--)
		after++;
	for (; before; before--)
		buf_str(writer->out, "\u00a0");
	buf_xml(writer->out, from, len, false);
	for (; after; after--)
		buf_str(writer->out, "\u00a0");
	buf_str(writer->out, "</mtext>");
}

static void write_space(Writer *writer, const MathNode *node)
{
	if (node->u.space.no_break)
		return;
	if (node->u.space.breaks) {
		buf_str(writer->out, "<mspace linebreak=\"newline\"/>");
		return;
	}
	buf_str(writer->out, "<mspace");
	length(writer, "width", node->u.space.width);
	if (node->u.space.height.em || node->u.space.height.pt)
		length(writer, "height", node->u.space.height);
	if (node->u.space.depth.em || node->u.space.depth.pt)
		length(writer, "depth", node->u.space.depth);
	if (node->u.space.drawn)
		attribute(writer, "style", "background: currentColor");
	buf_str(writer->out, "/>");
}

/* ---- rows and what holds kids ---- */

void math_write_kids(Writer *writer, const MathNode *row)
{
	for (size_t i = 0; i < row->count; i++) {
		Place place = {neighbour(row, i, -1), neighbour(row, i, 1), form_of(row, i), row->count > 1};
		math_write_node(writer, row->kids[i], place);
		if (place.after && row->kids[i]->class != MATH_NO_CLASS)
			write_application(writer, row->kids[i], place);
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
	math_write_node(&inner, node, alone);
}

static void write_fraction(Writer *writer, const MathNode *node)
{
	static const char *const aligns[] = {NULL, "left", "right"};
	Writer inner = *writer;
	inner.script = writer->script || !writer->display;
	inner.display = false;
	buf_str(writer->out, "<mfrac");
	if (node->u.frac.thick_given)
		length(writer, "linethickness", node->u.frac.thickness);
	if (node->u.frac.num_align)
		attribute(writer, "numalign", aligns[node->u.frac.num_align]);
	buf_char(writer->out, '>');
	math_write_node(&inner, node->kids[0], alone);
	math_write_node(&inner, node->kids[1], alone);
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
		flag(writer, "accent", true);
	if (node->kind >= MATH_UNDER && node->u.over.accent_under)
		flag(writer, "accentunder", true);
	if (is_bar(node))
		attribute(writer, "class", "bar");
	buf_char(writer->out, '>');
	const MathNode *core = math_core(node->kids[0]);
	if (core && core == node->kids[0])
		write_operator(writer, core, node, place);
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
		flag(writer, "displaystyle", inner.display);
	if (node->u.style.level_given)
		buf_printf(writer->out, " scriptlevel=\"%d\"", node->u.style.level);
	if (node->u.style.colour)
		attribute(writer, "mathcolor", node->u.style.colour);
	if (node->u.style.background)
		attribute(writer, "mathbackground", node->u.style.background);
	if (node->u.style.percent)
		buf_printf(writer->out, " mathsize=\"%d%%\"", node->u.style.percent);
	buf_char(writer->out, '>');
	const MathNode *kid = node->kids[0];
	if (kid->kind == MATH_ROW)
		math_write_kids(&inner, kid);
	else
		math_write_node(&inner, kid, alone);
	buf_str(writer->out, "</mstyle>");
}

/* Room at both sides; Core's mpadded cannot add to a width. */
static void write_room(Writer *writer, const MathNode *node)
{
	buf_str(writer->out, "<mrow><mspace");
	length(writer, "width", node->u.padded.before);
	buf_str(writer->out, "/>");
	math_write_node(writer, node->kids[0], alone);
	buf_str(writer->out, "<mspace");
	length(writer, "width", node->u.padded.after);
	buf_str(writer->out, "/></mrow>");
}

static void write_padded(Writer *writer, const MathNode *node)
{
	if (node->u.padded.before.em || node->u.padded.after.em) {
		write_room(writer, node);
		return;
	}
	buf_str(writer->out, "<mpadded");
	if (node->u.padded.no_width) {
		attribute(writer, "width", "0");
		if (node->u.padded.align == MATH_RIGHT)
			attribute(writer, "lspace", "-1width");
		else if (node->u.padded.align == MATH_CENTER)
			attribute(writer, "lspace", "-0.5width");
	}
	if (node->u.padded.no_height)
		attribute(writer, "height", "0");
	if (node->u.padded.no_depth)
		attribute(writer, "depth", "0");
	if (node->u.padded.voffset.em || node->u.padded.voffset.pt)
		length(writer, "voffset", node->u.padded.voffset);
	buf_char(writer->out, '>');
	math_write_node(writer, node->kids[0], alone);
	buf_str(writer->out, "</mpadded>");
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
	math_write_node(writer, node->kids[0], alone);
	buf_str(writer->out, "</menclose>");
}

static void write_element(Writer *writer, const MathNode *node)
{
	const char *name = element_of(node->kind);
	buf_printf(writer->out, "<%s>", name);
	if (node->kind == MATH_ROW)
		math_write_kids(writer, node);
	else if (node->kind == MATH_SQRT && node->kids[0]->kind == MATH_ROW)
		math_write_kids(writer, node->kids[0]);
	else
		for (size_t i = 0; i < node->count; i++)
			write_argument(writer, node->kids[i], i > 0);
	buf_printf(writer->out, "</%s>", name);
}

/* ---- the whole ---- */

void math_write_node(Writer *writer, const MathNode *node, Place place)
{
	switch (node->kind) {
	case MATH_ID:
		write_name(writer, node);
		break;
	case MATH_NUM:
		buf_str(writer->out, "<mn>");
		write_text(writer, node->text);
		buf_str(writer->out, "</mn>");
		break;
	case MATH_OP:
		write_operator(writer, node, node, place);
		break;
	case MATH_TEXT:
		write_words(writer, node);
		break;
	case MATH_SPACE:
		write_space(writer, node);
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
		math_write_table(writer, node);
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
	attribute(writer, "alttext", tree->len ? tree->source : plain.len ? plain.data : "");
	buf_free(&plain);
}

void math_write(const MathTree *tree, const char *attrs, const char *const *numbers, size_t count, Buf *out)
{
	const MathNode *lines = tree->display ? math_lines(tree) : NULL;
	Writer writer = {out, tree->display, false, lines, lines && lines->count == count ? numbers : NULL};
	buf_str(out, "<math");
	attribute(&writer, "xmlns", "http://www.w3.org/1998/Math/MathML");
	buf_str(out, attrs ? attrs : "");
	if (tree->display)
		attribute(&writer, "display", "block");
	put_alternative(&writer, tree);
	buf_char(out, '>');
	if (tree->root->kind == MATH_ROW && tree->root->count == 1)
		math_write_node(&writer, tree->root, alone);
	else
		write_element(&writer, tree->root);
	buf_str(out, "</math>");
}
