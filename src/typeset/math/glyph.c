/* Characters and signs that grow. */
#include "typeset/math/box.h"

#include <string.h>

/* Boxes reach from the baseline at least, as TeX's do. */
TmathBox *tmath_glyph(const Setter *setter, Manner manner, uint32_t glyph, const char *text)
{
	TmathBox *box = tmath_list(setter);
	TxtMathGlyph metrics = txt_math_metrics(setter->math, glyph, manner.size);
	box->kind = TMATH_GLYPH;
	box->letters = true;
	box->glyph = glyph;
	box->size = manner.size;
	box->text = text;
	box->color = manner.color;
	box->width = metrics.advance;
	box->height = metrics.height > 0 ? metrics.height : 0;
	box->depth = metrics.depth > 0 ? metrics.depth : 0;
	box->italic = metrics.italic;
	box->attach = metrics.attach;
	return box;
}

uint32_t tmath_glyph_of(const Setter *setter, Manner manner, const char *text)
{
	size_t used, len = strlen(text);
	uint32_t c = utf8_decode(text, len, &used);
	return used && used == len ? txt_math_glyph(setter->math, c, manner.level) : 0;
}

TmathBox *tmath_words(const Setter *setter, Manner manner, const char *text)
{
	TmathBox *box = tmath_list(setter);
	TxtStyle style = setter->text;
	TxtMetrics metrics;
	style.size = manner.size;
	box->kind = TMATH_SHAPE;
	box->shape = txt_shape(setter->fonts, &style, false, text, strlen(text), (Pos){0});
	box->text = text;
	box->color = manner.color;
	box->width = box->attach = box->shape->advance;
	box->attach /= 2;
	txt_metrics(setter->fonts, &style, &metrics);
	TxtInk ink = txt_ink(box->shape);
	box->height = ink.height > 0 ? ink.height : 0;
	box->depth = ink.depth > 0 ? ink.depth : 0;
	return box;
}

/* One character of a text as it is drawn and as it is read. */
static TmathBox *character(const Setter *setter, Manner manner, const char *text, size_t len, const char *plain)
{
	size_t used;
	uint32_t glyph = txt_math_glyph(setter->math, utf8_decode(text, len, &used), manner.level);
	return glyph ? tmath_glyph(setter, manner, glyph, plain) : tmath_words(setter, manner, plain);
}

static const char *next_character(const Setter *setter, const char **text)
{
	size_t used;
	utf8_decode(*text, strlen(*text), &used);
	const char *one = arena_strndup(setter->arena, *text, used);
	*text += used;
	return one;
}

TmathBox *tmath_characters(const Setter *setter, Manner manner, const char *text, const char *plain)
{
	TmathBox *list = NULL, *box = NULL;
	while (*text) {
		const char *shown = next_character(setter, &text), *read = *plain ? next_character(setter, &plain) : "";
		if (box && !list)
			list = tmath_wrap(setter, box);
		box = character(setter, manner, shown, strlen(shown), read);
		if (list)
			tmath_append(list, box);
	}
	if (list) {
		list->letters = box->kind == TMATH_GLYPH;
		list->glyph = box->glyph;
		list->size = box->size;
		list->attach = list->width / 2;
		list->italic = box->italic;
	}
	return list ? list : box ? box : tmath_list(setter);
}

/* ---- assemblies ---- */

/* A sign put together: its parts, each extender so many times, all overlaps alike. */
typedef struct {
	TxtPart parts[TXT_MOST_PARTS];
	size_t count;
	Length overlap; /* the least */
	int repeats;
} Assembly;

/* Its length when parts overlap by so much, or by as much as they can. */
static int64_t assembled_length(const Assembly *of, Length overlap)
{
	int64_t length = 0;
	const TxtPart *before = NULL;
	for (size_t i = 0; i < of->count; i++) {
		const TxtPart *part = &of->parts[i];
		for (int k = part->extender ? of->repeats : 1; k > 0; k--) {
			Length can = !before ? 0 : before->end < part->start ? before->end : part->start;
			length += part->length - (before ? (can < overlap ? can : overlap) : 0);
			before = part;
		}
	}
	return length;
}

/* The largest overlap at which it is still long enough. */
static Length widest_overlap(const Assembly *of, Length length)
{
	Length least = of->overlap, most = of->overlap;
	for (size_t i = 0; i < of->count; i++)
		most = of->parts[i].length > most ? of->parts[i].length : most;
	while (least < most) {
		Length middle = least + (most - least + 1) / 2;
		if (assembled_length(of, middle) >= length)
			least = middle;
		else
			most = middle - 1;
	}
	return least;
}

/* Finds how many extenders it takes; false if none could make it longer. */
static bool repeat_extenders(Assembly *of, Length length)
{
	enum { MOST = 10000 };
	of->repeats = 0;
	int64_t without = assembled_length(of, of->overlap);
	of->repeats = 1;
	int64_t one = assembled_length(of, of->overlap);
	of->repeats = 2;
	int64_t step = assembled_length(of, of->overlap) - one;
	if (one <= without || step <= 0)
		return of->repeats = 1, false;
	of->repeats = without >= length ? 0 : one >= length ? 1 : (int)((length - one + step - 1) / step + 1);
	of->repeats = of->repeats < MOST ? of->repeats : MOST;
	return true;
}

static TmathBox *assemble(const Setter *setter, Manner manner, const Assembly *of, bool vertical, Length overlap,
                          const char *text)
{
	TmathBox *list = tmath_list(setter);
	const TxtPart *before = NULL;
	Length at = 0;
	for (size_t i = 0; i < of->count; i++) {
		const TxtPart *part = &of->parts[i];
		for (int k = part->extender ? of->repeats : 1; k > 0; k--) {
			TmathBox *box = tmath_glyph(setter, manner, part->glyph, before ? "" : text);
			TxtMathGlyph ink = txt_math_metrics(setter->math, part->glyph, manner.size);
			Length can = !before ? 0 : before->end < part->start ? before->end : part->start;
			at -= before ? (can < overlap ? can : overlap) : 0;
			tmath_put(list, box, vertical ? 0 : at, vertical ? at + ink.depth : 0);
			list->width = vertical && box->width > list->width ? box->width : list->width;
			at += part->length;
			before = part;
		}
	}
	if (vertical) {
		list->height = at;
		list->depth = 0;
	} else {
		list->width = at;
	}
	list->attach = list->width / 2;
	return list;
}

TmathBox *tmath_stretched(const Setter *setter, Manner manner, const char *text, bool vertical, Length length)
{
	Assembly of = {0};
	Length italic = 0;
	uint32_t glyph = tmath_glyph_of(setter, manner, text);
	if (!glyph)
		return tmath_characters(setter, manner, text, text);
	uint32_t variant = txt_math_variant(setter->math, glyph, vertical, length, manner.size);
	if (txt_math_length(setter->math, variant, vertical, manner.size) < length) {
		of.count = txt_math_parts(setter->math, glyph, vertical, manner.size, of.parts, &of.overlap, &italic);
		if (of.count && repeat_extenders(&of, length)) {
			TmathBox *box = assemble(setter, manner, &of, vertical, widest_overlap(&of, length), text);
			box->italic = italic;
			return box;
		}
	}
	return tmath_glyph(setter, manner, variant, text);
}

TmathBox *tmath_on_axis(const Setter *setter, Manner manner, TmathBox *box)
{
	TmathBox *list = tmath_list(setter);
	Length axis = tmath_constant(setter, manner, TXT_AXIS_HEIGHT);
	tmath_put(list, box, 0, axis - (box->height - box->depth) / 2);
	list->width = box->width;
	list->italic = box->italic;
	list->attach = box->attach;
	return list;
}

TmathGrowth tmath_growth(const Setter *setter, const MathNode *node)
{
	TxtPart parts[TXT_MOST_PARTS];
	Length overlap, italic;
	Manner plain = {.size = setter->size};
	if (!node || node->kind != MATH_OP || !node->u.op.stretchy)
		return TMATH_STEADY;
	uint32_t glyph = tmath_glyph_of(setter, plain, node->text);
	if (!glyph)
		return TMATH_STEADY;
	bool up = txt_math_variant(setter->math, glyph, true, INT32_MAX, plain.size) != glyph ||
	          txt_math_parts(setter->math, glyph, true, plain.size, parts, &overlap, &italic);
	return up ? TMATH_UPRIGHT : TMATH_ACROSS;
}
