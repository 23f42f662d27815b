/* MathML of signs: operators, names, words, spaces; and how attributes are written. */
#include "math/write.h"

#include <string.h>

void math_write_text(Writer *writer, const char *text)
{
	buf_xml(writer->out, text, strlen(text), false);
}

void math_write_attribute(Writer *writer, const char *name, const char *value)
{
	buf_printf(writer->out, " %s=\"", name);
	buf_xml(writer->out, value, strlen(value), true);
	buf_char(writer->out, '"');
}

void math_write_flag(Writer *writer, const char *name, bool value)
{
	math_write_attribute(writer, name, value ? "true" : "false");
}

void math_write_length(Writer *writer, const char *name, MathLength value)
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

bool math_is_function(const MathNode *node)
{
	return node->kind == MATH_OP && node->class == MATH_LARGE && (unsigned char)*node->plain < 0x80 &&
	       node->plain[0] && node->plain[1];
}

/* What can say the space beside a node; a name alone says none. */
static const MathNode *operator_of(const MathNode *node)
{
	return math_is_function(node) ? NULL : math_core(node);
}

/* What of the space between two nodes is the right's, or the left's, to say, in 1/18 em:
 * as the dictionary has it if that is right, else the right's if it is an operator. */
static int share(const Writer *writer, const MathNode *left, const MathNode *right, bool of_right, MathForm left_form,
                 MathForm right_form)
{
	if (!left || !right)
		return 0;
	const MathNode *a = operator_of(left), *b = operator_of(right);
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
	const MathNode *core = math_core(node);
	*left += (core->u.op.lspace.em * 18 + 500) / 1000;
	*right += (core->u.op.rspace.em * 18 + 500) / 1000;
}

static void eighteenths(Writer *writer, const char *name, int space)
{
	math_write_length(writer, name, (MathLength){(space * 1000 + 9) / 18, 0});
}

/* node is what stands in the row, core its operator. */
void math_write_operator(Writer *writer, const MathNode *core, const MathNode *node, Place place)
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
			math_write_attribute(writer, "form", fenced && form == FORM_POSTFIX ? "postfix" : "prefix");
			entry = other;
		}
	}
	if (left != entry.lspace)
		eighteenths(writer, "lspace", left);
	if (right != entry.rspace)
		eighteenths(writer, "rspace", right);
	if (core->u.op.stretchy != entry.stretchy)
		math_write_flag(writer, "stretchy", core->u.op.stretchy);
	if (core->u.op.stretchy && core->u.op.symmetric && !entry.symmetric)
		math_write_flag(writer, "symmetric", true);
	if (core->u.op.large_op != entry.large_op)
		math_write_flag(writer, "largeop", core->u.op.large_op);
	if (core->u.op.movable_limits != entry.movable_limits)
		math_write_flag(writer, "movablelimits", core->u.op.movable_limits);
	if (core->u.op.min_size.em) {
		math_write_length(writer, "minsize", core->u.op.min_size);
		math_write_length(writer, "maxsize", core->u.op.min_size);
	}
	bool arrow = core->u.op.accent && !core->u.op.stretchy && str_eq(core->plain, "→");
	if (arrow) /* over a letter it is smaller than between two */
		math_write_attribute(writer, "mathsize", "75%");
	buf_char(writer->out, '>');
	/* faces make the combining sign wide alone */
	math_write_text(writer,
	                core->u.op.accent && core->u.op.stretchy && str_eq(core->plain, "^") ? "\u0302" : core->plain);
	buf_str(writer->out, "</mo>");
}

void math_write_lead(Writer *writer, const MathNode *node, Place place)
{
	int space = math_space_between(place.before->class, MATH_LARGE, writer->script);
	if (!space || place.before->class == MATH_LARGE || operator_of(node) || operator_of(place.before))
		return;
	buf_str(writer->out, "<mspace");
	eighteenths(writer, "width", space);
	buf_str(writer->out, "/>");
}

/* A name such as sin is applied: what follows is a thin space away, unless in brackets. */
void math_write_application(Writer *writer, const MathNode *node, Place place)
{
	int space = math_space_between(MATH_LARGE, place.after->class, writer->script);
	const MathNode *sign = operator_of(place.after);
	if (operator_of(node) || (sign && sign->class != MATH_OPEN))
		return;
	buf_str(writer->out, "<mo");
	if (space) {
		math_write_attribute(writer, "lspace", "0");
		eighteenths(writer, "rspace", space);
	}
	buf_str(writer->out, ">\u2061</mo>");
}

/* ---- tokens ---- */

void math_write_name(Writer *writer, const MathNode *node)
{
	size_t len = strlen(node->plain), used;
	uint32_t cp = utf8_decode(node->plain, len, &used);
	bool single = used == len, slanted = single && math_letter(cp, MATH_ITALIC) != cp;
	bool plain = node->variant == MATH_NORMAL || (single && node->variant == MATH_ITALIC);
	buf_str(writer->out, node->variant == MATH_NORMAL && slanted ? "<mi mathvariant=\"normal\">" : "<mi>");
	math_write_text(writer, plain ? node->plain : node->text);
	buf_str(writer->out, "</mi>");
}

void math_write_words(Writer *writer, const MathNode *node)
{
	static const char *const styles[MATH_VARIANTS] = {[MATH_BOLD] = "font-weight: bold",
	                                                  [MATH_ITALIC] = "font-style: italic",
	                                                  [MATH_SANS] = "font-family: sans-serif",
	                                                  [MATH_MONOSPACE] = "font-family: monospace"};
	const char *style = node->variant < MATH_VARIANTS && node->text ? styles[node->variant] : NULL;
	buf_str(writer->out, "<mtext");
	if (style)
		math_write_attribute(writer, "style", style);
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

void math_write_space(Writer *writer, const MathNode *node)
{
	if (node->u.space.no_break)
		return;
	if (node->u.space.breaks) {
		buf_str(writer->out, "<mspace linebreak=\"newline\"/>");
		return;
	}
	buf_str(writer->out, "<mspace");
	math_write_length(writer, "width", node->u.space.width);
	if (node->u.space.height.em || node->u.space.height.pt)
		math_write_length(writer, "height", node->u.space.height);
	if (node->u.space.depth.em || node->u.space.depth.pt)
		math_write_length(writer, "depth", node->u.space.depth);
	if (node->u.space.drawn)
		math_write_attribute(writer, "style", "background: currentColor");
	buf_str(writer->out, "/>");
}
