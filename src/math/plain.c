/* The tree for people: as one would type it, and as an indented outline. */
#include "math/inner.h"

#include <string.h>

/* ---- plain text ---- */

static const struct {
	char plain;
	const char *raised, *lowered;
} small_signs[] = {{'0', "⁰", "₀"}, {'1', "¹", "₁"}, {'2', "²", "₂"}, {'3', "³", "₃"}, {'4', "⁴", "₄"}, {'5', "⁵", "₅"},
                   {'6', "⁶", "₆"}, {'7', "⁷", "₇"}, {'8', "⁸", "₈"}, {'9', "⁹", "₉"}, {'+', "⁺", "₊"}, {'-', "⁻", "₋"},
                   {'n', "ⁿ", "ₙ"}, {'i', "ⁱ", "ᵢ"}, {'(', "⁽", "₍"}, {')', "⁾", "₎"}};

static void add_node(const MathNode *node, Buf *out);

static const char *small_sign(char c, bool raised)
{
	for (size_t i = 0; i < BASE_LEN(small_signs); i++) {
		if (small_signs[i].plain == c)
			return raised ? small_signs[i].raised : small_signs[i].lowered;
	}
	return NULL;
}

/* In the small digits that Unicode has, if they suffice. */
static bool add_small(const char *text, bool raised, Buf *out)
{
	Buf small = {0};
	bool fits = *text != '\0';
	for (; *text && fits; text++) {
		bool minus = str_starts(text, "−");
		const char *sign = small_sign(minus ? '-' : *text, raised);
		fits = sign != NULL;
		if (sign)
			buf_str(&small, sign);
		text += minus ? strlen("−") - 1 : 0;
	}
	if (fits)
		buf_add(out, small.data, small.len);
	buf_free(&small);
	return fits;
}

/* Whether it is more than one thing, without a fence of its own. */
static bool is_group(const MathNode *node)
{
	return node->count > 1 &&
	       !(node->kind == MATH_ROW && node->kids[0]->kind == MATH_OP && node->kids[0]->u.op.fence);
}

static void add_grouped(const MathNode *node, Buf *out)
{
	buf_str(out, is_group(node) ? "(" : "");
	add_node(node, out);
	buf_str(out, is_group(node) ? ")" : "");
}

static void add_script(const MathNode *node, bool raised, Buf *out)
{
	Buf text = {0};
	add_node(node, &text);
	if (text.len && (node->kind == MATH_OP && node->u.op.prime))
		buf_add(out, text.data, text.len);
	else if (text.len && !add_small(text.data, raised, out)) {
		bool group = is_group(node);
		buf_printf(out, "%c%s%s%s", raised ? '^' : '_', group ? "(" : "", text.data, group ? ")" : "");
	}
	buf_free(&text);
}

static void add_kids(const MathNode *node, const char *between, Buf *out)
{
	for (size_t i = 0; i < node->count; i++) {
		if (i)
			buf_str(out, between);
		add_node(node->kids[i], out);
	}
}

static void add_operator(const MathNode *node, Buf *out)
{
	bool spaced = node->class == MATH_BIN || node->class == MATH_REL;
	buf_str(out, spaced ? " " : "");
	buf_str(out, node->plain);
	buf_str(out, spaced || node->class == MATH_PUNCT ? " " : "");
}

static void add_name(const MathNode *node, Buf *out)
{
	buf_str(out, node->plain);
	if (node->class == MATH_LARGE)
		buf_char(out, ' ');
}

static void add_accented(const MathNode *node, Buf *out)
{
	add_node(node->kids[0], out);
	const MathNode *sign = node->kids[1];
	size_t used, len = sign->text ? strlen(sign->text) : 0;
	uint32_t cp = len ? utf8_decode(sign->text, len, &used) : 0;
	bool combines = (cp >= 0x300 && cp < 0x370) || (cp >= 0x20d0 && cp < 0x2100);
	if (combines && node->kids[0]->count == 0)
		buf_str(out, sign->text);
}

static void add_scripts(const MathNode *node, Buf *out)
{
	bool accent = node->kind >= MATH_UNDER && (node->u.over.accent || node->u.over.accent_under);
	bool above = node->kind == MATH_SUP || node->kind == MATH_OVER;
	if (accent) {
		add_accented(node, out);
		return;
	}
	add_node(node->kids[0], out);
	add_script(node->kids[1], above, out);
	if (node->count == 3)
		add_script(node->kids[2], true, out);
}

static void add_root(const MathNode *node, Buf *out)
{
	if (node->count == 2)
		add_script(node->kids[1], true, out);
	buf_str(out, "√");
	add_grouped(node->kids[0], out);
}

static void add_node(const MathNode *node, Buf *out)
{
	switch (node->kind) {
	case MATH_ID:
		add_name(node, out);
		break;
	case MATH_NUM:
	case MATH_TEXT:
		buf_str(out, node->plain);
		break;
	case MATH_OP:
		add_operator(node, out);
		break;
	case MATH_SPACE:
		buf_str(out, node->u.space.breaks || node->u.space.width.em > 250 ? " " : "");
		break;
	case MATH_FRAC:
		add_grouped(node->kids[0], out);
		buf_str(out, "/");
		add_grouped(node->kids[1], out);
		break;
	case MATH_SQRT:
	case MATH_ROOT:
		add_root(node, out);
		break;
	case MATH_SUB:
	case MATH_SUP:
	case MATH_SUBSUP:
	case MATH_UNDER:
	case MATH_OVER:
	case MATH_UNDEROVER:
		add_scripts(node, out);
		break;
	case MATH_MULTI:
		add_script(node->kids[3], false, out);
		add_script(node->kids[4], true, out);
		add_node(node->kids[0], out);
		add_script(node->kids[1], false, out);
		add_script(node->kids[2], true, out);
		break;
	case MATH_TABLE:
		add_kids(node, "; ", out);
		break;
	case MATH_TR:
		add_kids(node, " ", out);
		break;
	case MATH_PHANTOM:
		break;
	default:
		add_kids(node, "", out);
		break;
	}
}

/* No space at the ends, and no two side by side. */
static void add_tidy(const char *text, Buf *out)
{
	size_t from = out->len;
	for (; *text; text++) {
		bool space = *text == ' ' && (out->len == from || out->data[out->len - 1] == ' ');
		if (!space)
			buf_char(out, *text);
	}
	while (out->len > from && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
}

void math_plain_node(const MathNode *node, Buf *out)
{
	Buf text = {0};
	add_node(node, &text);
	if (text.len)
		add_tidy(text.data, out);
	buf_free(&text);
}

void math_plain(const MathTree *tree, Buf *out)
{
	math_plain_node(tree->root, out);
}

/* ---- outline ---- */

static const char *const kind_names[MATH_KINDS] = {
        [MATH_ROW] = "row",         [MATH_ID] = "id",           [MATH_NUM] = "num",
        [MATH_OP] = "op",           [MATH_TEXT] = "text",       [MATH_SPACE] = "space",
        [MATH_FRAC] = "frac",       [MATH_SQRT] = "sqrt",       [MATH_ROOT] = "root",
        [MATH_SUB] = "sub",         [MATH_SUP] = "sup",         [MATH_SUBSUP] = "subsup",
        [MATH_UNDER] = "under",     [MATH_OVER] = "over",       [MATH_UNDEROVER] = "underover",
        [MATH_MULTI] = "multi",     [MATH_TABLE] = "table",     [MATH_TR] = "tr",
        [MATH_TD] = "td",           [MATH_STYLE] = "style",     [MATH_PADDED] = "padded",
        [MATH_PHANTOM] = "phantom", [MATH_ENCLOSE] = "enclose",
};

static const char *const class_names[] = {
        [MATH_ORD] = "ord",     [MATH_LARGE] = "large", [MATH_BIN] = "bin",
        [MATH_REL] = "rel",     [MATH_OPEN] = "open",   [MATH_CLOSE] = "close",
        [MATH_PUNCT] = "punct", [MATH_INNER] = "inner", [MATH_NO_CLASS] = "-",
};

static void dump_node(const MathNode *node, size_t indent, Buf *out)
{
	for (size_t i = 0; i < indent; i++)
		buf_str(out, "  ");
	buf_printf(out, "%s %s", kind_names[node->kind], class_names[node->class]);
	if (node->text)
		buf_printf(out, " \"%s\"", node->text);
	if (node->kind == MATH_OP) {
		buf_str(out, node->u.op.stretchy ? " stretchy" : "");
		buf_str(out, node->u.op.large_op ? " large" : "");
		buf_str(out, node->u.op.movable_limits ? " movable" : "");
	}
	buf_printf(out, " @%u\n", node->offset);
	for (size_t i = 0; i < node->count; i++)
		dump_node(node->kids[i], indent + 1, out);
}

void math_dump(const MathTree *tree, size_t indent, Buf *out)
{
	dump_node(tree->root, indent, out);
}
