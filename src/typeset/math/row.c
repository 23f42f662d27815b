/* Rows: spaces by class, signs that grow, and where lines may end. */
#include "typeset/math/box.h"

#include <stdlib.h>
#include <string.h>

/* What stands in a row. */
typedef struct {
	const MathNode *node;
	TmathBox *box;
	Manner manner;
	bool grows;
	Length before;                 /* space of its own at its left */
	Length after;                  /* and at its right, what it leans out by included */
	Length space, stretch, shrink; /* after it by classes */
	int penalty;
} Part;

typedef struct {
	const Setter *setter;
	Part *parts;
	size_t count, cap;
} Row;

/* ---- spaces ---- */

enum { NONE, THIN, MEDIUM, THICK, LOOSE = 4 }; /* LOOSE: not in scripts */
#define MAYBE(space) (LOOSE | (space))

/* The TeXbook, p. 170; what cannot meet has none. */
static const uint8_t SPACES[MATH_NO_CLASS][MATH_NO_CLASS] = {
        [MATH_ORD] = {NONE, THIN, MAYBE(MEDIUM), MAYBE(THICK), NONE, NONE, NONE, MAYBE(THIN)},
        [MATH_LARGE] = {THIN, THIN, NONE, MAYBE(THICK), NONE, NONE, NONE, MAYBE(THIN)},
        [MATH_BIN] = {MAYBE(MEDIUM), MAYBE(MEDIUM), NONE, NONE, MAYBE(MEDIUM), NONE, NONE, MAYBE(MEDIUM)},
        [MATH_REL] = {MAYBE(THICK), MAYBE(THICK), NONE, NONE, MAYBE(THICK), NONE, NONE, MAYBE(THICK)},
        [MATH_OPEN] = {NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE},
        [MATH_CLOSE] = {NONE, THIN, MAYBE(MEDIUM), MAYBE(THICK), NONE, NONE, NONE, MAYBE(THIN)},
        [MATH_PUNCT] = {MAYBE(THIN), MAYBE(THIN), NONE, MAYBE(THIN), MAYBE(THIN), MAYBE(THIN), MAYBE(THIN),
                        MAYBE(THIN)},
        [MATH_INNER] = {MAYBE(THIN), THIN, MAYBE(MEDIUM), MAYBE(THICK), MAYBE(THIN), NONE, MAYBE(THIN), MAYBE(THIN)},
};

/* Each in eighteenths of an em: as it is, how far it stretches, how far it shrinks (plain TeX's skips). */
static const struct {
	int width, stretch, shrink;
} SKIPS[] = {[THIN] = {3, 0, 0}, [MEDIUM] = {4, 2, 4}, [THICK] = {5, 5, 0}};

static Length mu(Length size, int count)
{
	return (Length)((int64_t)size * count / 18);
}

static void space_after(Part *part, const Part *next)
{
	uint8_t space = SPACES[part->node->class][next->node->class];
	if ((space & LOOSE) && next->manner.level)
		return;
	space &= LOOSE - 1;
	part->space = mu(next->manner.size, SKIPS[space].width);
	part->stretch = mu(next->manner.size, SKIPS[space].stretch);
	part->shrink = mu(next->manner.size, SKIPS[space].shrink);
}

static bool has_class(const Part *part)
{
	return part->node->class < MATH_NO_CLASS;
}

/* What has no class is seen through. */
static void space_out(Row *row)
{
	Part *last = NULL;
	for (size_t i = 0; i < row->count; i++) {
		if (!has_class(&row->parts[i]))
			continue;
		if (last)
			space_after(last, &row->parts[i]);
		last = &row->parts[i];
	}
}

/* ---- what stands in it ---- */

static void add_part(Row *row, const MathNode *node, Manner manner)
{
	const Setter *setter = row->setter;
	row->parts = base_grow(row->parts, row->count, &row->cap, sizeof *row->parts);
	Part *part = &row->parts[row->count++];
	*part = (Part){.node = node, .manner = manner, .penalty = TMATH_NEVER};
	bool sized = node->kind == MATH_OP && tmath_length(setter, manner, node->u.op.min_size) > 0;
	part->grows = !sized && tmath_growth(setter, node) == TMATH_UPRIGHT;
	if (!part->grows)
		part->box = tmath_node(setter, node, manner);
	if (node->kind == MATH_OP) {
		part->before = tmath_length(setter, manner, node->u.op.lspace);
		part->after = tmath_length(setter, manner, node->u.op.rspace);
	}
}

/* Changes of style are no parts of their own, but what is in them. */
static void add_parts(Row *row, const MathNode *const *kids, size_t count, Manner manner)
{
	for (size_t i = 0; i < count; i++) {
		const MathNode *kid = kids[i];
		if (kid->kind == MATH_STYLE && kid->class == MATH_NO_CLASS && !kid->u.style.background) {
			const MathNode *inner = kid->count ? kid->kids[0] : NULL;
			bool is_row = inner && inner->kind == MATH_ROW;
			add_parts(row, is_row ? inner->kids : kid->kids, is_row ? inner->count : kid->count,
			          tmath_restyled(row->setter, kid, manner));
		} else {
			add_part(row, kid, manner);
		}
	}
}

/* How high a sign is beside what reaches so far above and below (The TeXbook, rule 19). */
static TmathBox *fence(const Setter *setter, const MathNode *op, Manner manner, Length height, Length depth)
{
	Length axis = tmath_constant(setter, manner, TXT_AXIS_HEIGHT), shortfall = setter->size / 2;
	Length above = height - axis, below = depth + axis, most = above > below ? above : below;
	int64_t part = (int64_t)most * 2 * TMATH_FACTOR / 1000, rest = (int64_t)most * 2 - shortfall;
	TmathBox *box = tmath_stretched(setter, manner, op->text, true, (Length)(part > rest ? part : rest));
	return tmath_on_axis(setter, manner, box);
}

/* A binomial's brackets are as high as TeX has them, whatever is in it. */
static bool is_binomial(const Row *row)
{
	const MathNode *inner = row->count == 3 ? row->parts[1].node : NULL;
	return inner && inner->kind == MATH_FRAC && inner->u.frac.thick_given && !inner->u.frac.thickness.em &&
	       !inner->u.frac.thickness.pt;
}

static TmathBox *binomial_fence(const Part *part, const Setter *setter)
{
	enum { DISPLAY = 239, TEXT = 101 };
	Length length = (Length)((int64_t)part->manner.size * (part->manner.display ? DISPLAY : TEXT) / 100);
	return tmath_on_axis(setter, part->manner,
	                     tmath_stretched(setter, part->manner, part->node->text, true, length));
}

static void grow_fences(Row *row)
{
	Length height = 0, depth = 0;
	bool binomial = is_binomial(row);
	for (size_t i = 0; i < row->count; i++) {
		const TmathBox *box = row->parts[i].box;
		height = box && box->height > height ? box->height : height;
		depth = box && box->depth > depth ? box->depth : depth;
	}
	for (size_t i = 0; i < row->count; i++) {
		Part *part = &row->parts[i];
		if (part->grows)
			part->box = binomial ? binomial_fence(part, row->setter)
			                     : fence(row->setter, part->node, part->manner, height, depth);
	}
}

/* Whether what stands next is one sign of the face, with scripts or without: no name, no group, no space. */
static bool begins_with_sign(const Part *part)
{
	const MathNode *node = part->node, *core = tmath_core(node);
	bool limits = node->kind >= MATH_UNDER && node->kind <= MATH_UNDEROVER;
	while (node->count && node->kind >= MATH_SUB && node->kind <= MATH_MULTI &&
	       (!limits || (core && core->u.op.large_op)))
		node = node->kids[0];
	if (node->kind == MATH_ID || node->kind == MATH_NUM)
		return node->class != MATH_LARGE;
	size_t used, len = node->kind == MATH_OP ? strlen(node->text) : 0;
	return len && (utf8_decode(node->text, len, &used), used == len) && node->class != MATH_INNER &&
	       !node->u.op.min_size.em && !node->u.op.lspace.em && !part->grows;
}

/* A letter that leans has room before the next sign, as LuaTeX has it; before what brings its own it has none. */
static void correct_leaning(Row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		Part *part = &row->parts[i], *next = i + 1 < row->count ? part + 1 : NULL;
		if (next && part->box->italic > 0 && !part->box->large && begins_with_sign(next))
			part->after += part->box->italic;
	}
}

static void set_parts(Row *row, const MathNode *const *kids, size_t count, Manner manner)
{
	add_parts(row, kids, count, manner);
	grow_fences(row);
	space_out(row);
	correct_leaning(row);
}

static void put_part(TmathBox *list, const Part *part, bool last)
{
	list->width += part->before;
	tmath_append(list, part->box);
	list->width += part->after + (last ? 0 : part->space);
}

TmathBox *tmath_row(const Setter *setter, const MathNode *const *kids, size_t count, Manner manner)
{
	Row row = {.setter = setter};
	if (count == 1 && kids[0]->kind == MATH_ROW)
		return tmath_row(setter, kids[0]->kids, kids[0]->count, manner);
	set_parts(&row, kids, count, manner);
	TmathBox *list = row.count == 1 && !row.parts[0].before && !row.parts[0].after ? row.parts[0].box : NULL;
	if (!list) {
		list = tmath_list(setter);
		for (size_t i = 0; i < row.count; i++)
			put_part(list, &row.parts[i], i + 1 == row.count);
		list->attach = list->width / 2;
	}
	free(row.parts);
	return list;
}

/* ---- where lines may end ---- */

static const Part *next_with_class(const Row *row, size_t at)
{
	for (at++; at < row->count; at++) {
		if (has_class(&row->parts[at]))
			return &row->parts[at];
	}
	return NULL;
}

static int price_of(MathClass class)
{
	switch (class) {
	case MATH_REL:
		return TMATH_AFTER_REL;
	case MATH_BIN:
		return TMATH_AFTER_BIN;
	case MATH_PUNCT: /* not in TeX: else a long list would stand out of the line */
		return TMATH_AFTER_PUNCT;
	default:
		return TMATH_NEVER;
	}
}

static bool forbids(const Part *part)
{
	return part->node->kind == MATH_SPACE && part->node->u.space.no_break;
}

/* At relations and binary operators, as TeX has it; between brackets at twice the price. */
static void price_breaks(Row *row, bool before)
{
	int depth = 0;
	for (size_t i = 0; i + 1 < row->count; i++) {
		Part *part = &row->parts[i];
		const Part *next = next_with_class(row, i);
		MathClass class = part->node->class, after = next ? next->node->class : MATH_REL;
		depth += class == MATH_OPEN ? 1 : class == MATH_CLOSE && depth ? -1 : 0;
		if (part->node->kind == MATH_SPACE && part->node->u.space.breaks)
			part->penalty = -TMATH_NEVER;
		else if (before && (next != part + 1 || class == MATH_REL))
			continue;
		else if (before)
			part->penalty = price_of(class == MATH_PUNCT ? class : after) * (depth ? 2 : 1);
		else if (after != MATH_REL && !forbids(part + 1))
			part->penalty = price_of(class) * (depth ? 2 : 1);
	}
}

/* Whether glue follows, or a line may end. */
static bool is_seam(const Part *part)
{
	return part->penalty < TMATH_NEVER || part->stretch || part->shrink;
}

static TmathPiece piece_of(const Row *row, const MathNode *const *nodes, size_t first, size_t end)
{
	TmathBox *list = tmath_list(row->setter);
	for (size_t i = first; i < end; i++)
		put_part(list, &row->parts[i], i + 1 == end);
	const Part *last = &row->parts[end - 1];
	bool ends = end == row->count; /* words come next, which stand upright */
	return (TmathPiece){
	        .box = list,
	        .width = list->width,
	        .height = list->height,
	        .depth = list->depth,
	        .space = ends ? last->box->italic : last->space,
	        .stretch = last->stretch,
	        .shrink = last->shrink,
	        .penalty = last->penalty,
	        .nodes = nodes + first,
	        .node_count = end - first,
	};
}

static void measure(TmathFormula *out)
{
	for (size_t i = 0; i < out->count; i++) {
		const TmathPiece *piece = &out->pieces[i];
		out->width += piece->width + (i + 1 < out->count ? piece->space : 0);
		out->height = piece->height > out->height ? piece->height : out->height;
		out->depth = piece->depth > out->depth ? piece->depth : out->depth;
	}
}

/* A fence that is not seen has its width beside the one that is. */
static void fill_in_fence(Row *row, const MathNode *root)
{
	MathAlign side = tmath_lacks_fence(row->setter, root);
	if (side == MATH_LEFT)
		row->parts[0].before += tmath_null_delimiter(row->setter);
	else if (side == MATH_RIGHT)
		row->parts[row->count - 1].after += tmath_null_delimiter(row->setter);
}

void tmath_pieces(const Setter *setter, const MathTree *tree, Manner manner, bool before, TmathFormula *out)
{
	Row row = {.setter = setter};
	set_parts(&row, tree->root->kids, tree->root->count, manner);
	fill_in_fence(&row, tree->root);
	price_breaks(&row, before);
	TmathPiece *pieces = arena_alloc(setter->arena, (row.count + 1) * sizeof *pieces);
	const MathNode **nodes = arena_alloc(setter->arena, (row.count + 1) * sizeof *nodes);
	size_t first = 0;
	for (size_t i = 0; i < row.count; i++) {
		nodes[i] = row.parts[i].node;
		if (!is_seam(&row.parts[i]) && i + 1 < row.count)
			continue;
		pieces[out->count++] = piece_of(&row, nodes, first, i + 1);
		first = i + 1;
	}
	out->pieces = pieces;
	measure(out);
	free(row.parts);
}

const char *tmath_reading(const MathTree *tree, const TmathPiece *first, const TmathPiece *last, Arena *arena)
{
	Buf text = {0};
	MathTree part = *tree;
	MathNode row = *tree->root;
	row.kids = first->nodes;
	row.count = (size_t)(last->nodes + last->node_count - first->nodes);
	part.root = &row;
	math_plain(&part, &text);
	const char *copy = arena_strndup(arena, text.len ? text.data : "", text.len);
	buf_free(&text);
	return copy;
}
