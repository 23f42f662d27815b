/* Styles with something changed, and what is asked of one. */
#include "style/fields.h"

static Style *copy_of(const Style *style, Arena *arena)
{
	Style *copy = arena_alloc(arena, sizeof *copy);
	*copy = *style;
	return copy;
}

/* How many lengths a value of a kind has. */
static int lengths_of(StyKind kind)
{
	if (kind == SIZES)
		return STY_MARKS;
	return kind == LENGTH ? 1 : 0;
}

/* All but those of the page. */
static void scale_lengths(const StyField *table, size_t count, char *base, int permille)
{
	bool page = false;
	for (size_t i = 0; i < count; i++) {
		Length *length = (Length *)(void *)(base + table[i].field);
		if (table[i].kind == SECTION)
			page = str_eq(table[i].key, "page");
		for (int k = 0; !page && k < lengths_of(table[i].kind); k++)
			length[k] = (Length)((int64_t)length[k] * permille / 1000);
	}
}

Style *sty_scaled(const Style *style, int permille, Arena *arena)
{
	Style *copy = copy_of(style, arena);
	scale_lengths(sty_fields, sty_field_count, (char *)copy, permille);
	for (size_t i = 0; i < STY_LOOKS; i++)
		scale_lengths(sty_heading_fields, sty_heading_field_count, (char *)&copy->heading[i], permille);
	return copy;
}

StyOpening sty_opening(const Style *style, bool part)
{
	if (part)
		return (StyOpening){style->part.label, style->part.label_word, style->part.label_place,
		                    style->part.ornament};
	return (StyOpening){style->chapter.label, style->chapter.label_word, style->chapter.label_place,
	                    style->chapter.ornament};
}

bool sty_is_white(StyColor color)
{
	return color.r == 255 && color.g == 255 && color.b == 255;
}

static void make_grey(StyColor *color)
{
	uint8_t grey = (uint8_t)((color->r * 299 + color->g * 587 + color->b * 114 + 500) / 1000);
	*color = (StyColor){grey, grey, grey};
}

Style *sty_grey(const Style *style, Arena *arena)
{
	Style *copy = copy_of(style, arena);
	for (size_t i = 0; i < sty_field_count; i++) {
		if (sty_fields[i].kind == COLOR)
			make_grey((StyColor *)(void *)((char *)copy + sty_fields[i].field));
	}
	for (size_t i = 0; i < STY_LOOKS; i++)
		make_grey(&copy->heading[i].color);
	for (size_t i = 0; i < CODE_CLASSES; i++)
		make_grey(&copy->words[i].color);
	return copy;
}

Style *sty_draft(const Style *style, Arena *arena)
{
	Style *copy = copy_of(style, arena);
	copy->text.leading = copy->text.leading * 3 / 2;
	if (copy->page.outer < copy->page.width / 3)
		copy->page.outer = copy->page.width / 3;
	return copy;
}
