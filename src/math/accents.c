/* Accents, braces and arrows over and under, and signs one over another. */
#include "math/inner.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static MathNode *over(Parser *p, const MathNode *base, const MathNode *sign, bool under, size_t offset)
{
	return math_parent(p, under ? MATH_UNDER : MATH_OVER, MATH_ORD, offset, 2,
	                   (const MathNode *const[]){base, sign});
}

static MathNode *accent_sign(Parser *p, const Command *command, size_t offset)
{
	/* the combining sign; for MathML the one that stands alone */
	const char *alone = command->text + strlen(command->text);
	MathNode *sign = math_operator(p, command->text, MATH_ORD, offset);
	while (alone > command->text && alone[-1] != ' ')
		alone--;
	if (alone > command->text) {
		sign->text = arena_strndup(p->arena, command->text, (size_t)(alone - 1 - command->text));
		sign->plain = arena_strdup(p->arena, alone);
	}
	sign->u.op.accent = true;
	sign->u.op.stretchy = (command->arg & 1) != 0;
	return sign;
}

/* text: the combining sign and, after a space, the one that stands alone.  arg: 1 as
 * wide as its base, 2 below it. */
MathNode *math_read_accent(Parser *p, const Command *command, size_t offset)
{
	MathNode *base = math_argument(p, command->name);
	MathNode *node = over(p, base, accent_sign(p, command, offset), command->arg & 2, offset);
	node->u.over.accent = !(command->arg & 2);
	node->u.over.accent_under = (command->arg & 2) != 0;
	node->class = base->class == MATH_ORD || base->kind == MATH_ROW ? MATH_ORD : base->class;
	return node;
}

/* Braces and brackets, which have limits of their own.  arg: 2 below. */
MathNode *math_read_over(Parser *p, const Command *command, size_t offset)
{
	MathNode *base = math_argument(p, command->name);
	MathNode *sign = math_operator(p, command->text, MATH_ORD, offset);
	sign->u.op.stretchy = true;
	sign->u.op.accent = true;
	MathNode *node = over(p, base, sign, command->arg & 2, offset);
	node->u.over.accent = !(command->arg & 2);
	node->u.over.accent_under = (command->arg & 2) != 0;
	node->u.over.brace = true;
	return node;
}

/* \overset, \underset, \stackrel.  arg: 1 over, 2 under, 4 a relation whatever it holds,
 * 8 \overunderset. */
MathNode *math_read_stack(Parser *p, const Command *command, size_t offset)
{
	const MathNode *sign = math_argument(p, command->name);
	const MathNode *low = command->arg & 8 ? math_argument(p, command->name) : NULL;
	const MathNode *base = math_argument(p, command->name);
	MathNode *node;
	if (low)
		node = math_parent(p, MATH_UNDEROVER, base->class, offset, 3,
		                   (const MathNode *const[]){base, low, sign});
	else
		node = over(p, base, sign, command->arg & 2, offset);
	const MathNode *core = math_core(base);
	node->class = command->arg & 4       ? MATH_REL
	              : core && core == base ? math_class_of(utf8_decode(base->text, strlen(base->text), &(size_t){0}))
	                                     : base->class;
	if (node->class == MATH_INNER)
		node->class = MATH_ORD;
	return node;
}

static const MathNode *label(Parser *p, MathArg arg)
{
	const MathNode *row = math_row_of(p, arg);
	MathNode *padded = math_wrap(p, MATH_PADDED, MATH_ORD, arg.offset, row);
	padded->u.padded.before = padded->u.padded.after = (MathLength){400, 0};
	return padded;
}

/* \xrightarrow[below]{above} */
MathNode *math_read_arrow(Parser *p, const Command *command, size_t offset)
{
	MathArg below;
	bool under = math_option(p, &below);
	MathArg above = math_arg(p, command->name);
	MathNode *arrow = math_operator(p, command->text, MATH_REL, offset);
	arrow->u.op.stretchy = true;
	const MathNode *kids[3] = {arrow, NULL, NULL};
	size_t count = 1;
	if (under)
		kids[count++] = label(p, below);
	if (above.len || !under)
		kids[count++] = label(p, above);
	MathKind kind = count == 3 ? MATH_UNDEROVER : under ? MATH_UNDER : MATH_OVER;
	return math_parent(p, kind, MATH_REL, offset, count, kids);
}

static const MathNode *nothing(Parser *p, size_t offset)
{
	return math_parent(p, MATH_ROW, MATH_ORD, offset, 0, NULL);
}

/* The scripts of an argument such as "_a^b", as kids of multiscripts. */
static void take_corner(Parser *p, const MathNode **kids, const char *command)
{
	const MathNode *node = math_argument(p, command);
	bool below = node->kind == MATH_SUB || node->kind == MATH_SUBSUP || node->kind == MATH_UNDER ||
	             node->kind == MATH_UNDEROVER;
	bool above = node->kind == MATH_SUP || node->kind == MATH_SUBSUP || node->kind == MATH_OVER ||
	             node->kind == MATH_UNDEROVER;
	kids[0] = below ? node->kids[1] : nothing(p, node->offset);
	kids[1] = above ? node->kids[node->count - 1] : nothing(p, node->offset);
}

/* \sideset{_a^b}{_c^d}\sum */
MathNode *math_read_sideset(Parser *p, const Command *command, size_t offset)
{
	const MathNode *kids[5];
	take_corner(p, kids + 3, command->name);
	take_corner(p, kids + 1, command->name);
	Token token = math_take(p);
	const MathNode *base = math_read_token(p, &token);
	kids[0] = base ? base : nothing(p, offset);
	return math_parent(p, MATH_MULTI, MATH_LARGE, offset, 5, kids);
}

/* \prescript{above}{below}{base} */
MathNode *math_read_prescript(Parser *p, const Command *command, size_t offset)
{
	const MathNode *above = math_argument(p, command->name), *below = math_argument(p, command->name);
	const MathNode *base = math_argument(p, command->name), *none = nothing(p, offset);
	return math_parent(p, MATH_MULTI, MATH_ORD, offset, 5,
	                   (const MathNode *const[]){base, none, none, below, above});
}

/* \not: the sign with a stroke through it, one character where there is one. */
MathNode *math_read_not(Parser *p, const Command *command, size_t offset)
{
	Token token = math_take(p);
	MathNode *node = token.kind == TOKEN_END ? NULL : math_read_token(p, &token);
	if (!node)
		math_fail(p, offset, "'\\%s' strikes out what follows it; nothing does", command->name);
	if (!node || !node->text) {
		MathNode *struck = math_wrap(p, MATH_ENCLOSE, node ? node->class : MATH_ORD, offset, node);
		struck->u.enclose.lines = MATH_STRIKE_UP;
		return node ? struck : NULL;
	}
	char *both = arena_printf(p->arena, "%s\xcc\xb8", node->plain);
	utf8proc_uint8_t *one = utf8proc_NFC((utf8proc_uint8_t *)both);
	if (!one)
		base_no_memory();
	node->text = node->plain = arena_strdup(p->arena, (char *)one);
	free(one);
	return node;
}
