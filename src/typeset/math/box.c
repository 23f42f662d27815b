/* Boxes, and the sizes of what is in them. */
#include "typeset/math/box.h"

TmathBox *tmath_list(const Setter *setter)
{
	return arena_alloc(setter->arena, sizeof(TmathBox));
}

void tmath_put(TmathBox *list, TmathBox *box, Length x, Length y)
{
	bool first = !list->first;
	Length height = box->height + y, depth = box->depth - y;
	box->x = x;
	box->y = y;
	if (list->last)
		list->last->next = box;
	else
		list->first = box;
	list->last = box;
	list->height = first || height > list->height ? height : list->height;
	list->depth = first || depth > list->depth ? depth : list->depth;
}

void tmath_append(TmathBox *list, TmathBox *box)
{
	tmath_put(list, box, list->width, 0);
	list->width += box->width;
}

TmathBox *tmath_rule(const Setter *setter, Manner manner, Length width, Length height, Length depth)
{
	TmathBox *box = tmath_list(setter);
	box->kind = TMATH_RULE;
	box->width = width;
	box->height = height;
	box->depth = depth;
	box->color = manner.color;
	return box;
}

TmathBox *tmath_wrap(const Setter *setter, TmathBox *box)
{
	TmathBox *list = tmath_list(setter);
	tmath_append(list, box);
	list->italic = box->italic;
	list->attach = box->attach;
	return list;
}

Length tmath_constant(const Setter *setter, Manner manner, TxtMathConstant which)
{
	return txt_math_constant(setter->math, which, manner.size);
}

Length tmath_length(const Setter *setter, Manner manner, MathLength length)
{
	(void)setter;
	return (Length)(((int64_t)length.em * manner.size + (int64_t)length.pt * LENGTH_PT) / 1000);
}

Length tmath_null_delimiter(const Setter *setter)
{
	return setter->size * 12 / 100;
}

Manner tmath_at_level(const Setter *setter, Manner manner, int level)
{
	static const TxtMathConstant shares[] = {TXT_SCRIPT_PERCENT, TXT_SCRIPT_SCRIPT_PERCENT};
	manner.level = level < 0 ? 0 : level > 2 ? 2 : level;
	manner.size = setter->size;
	if (manner.level)
		manner.size = (Length)((int64_t)setter->size *
		                       txt_math_constant(setter->math, shares[manner.level - 1], 0) / 100);
	return manner;
}

Manner tmath_in_script(const Setter *setter, Manner manner, bool cramped)
{
	manner = tmath_at_level(setter, manner, manner.level + 1);
	manner.display = false;
	manner.cramped |= cramped;
	return manner;
}

/* From display to text, from text to scripts. */
Manner tmath_in_fraction(const Setter *setter, Manner manner, bool cramped)
{
	if (!manner.display)
		return tmath_in_script(setter, manner, cramped);
	manner.display = false;
	manner.cramped |= cramped;
	return manner;
}

Manner tmath_in_text(Manner manner)
{
	manner.display = false;
	return manner;
}

Manner tmath_cramped(Manner manner)
{
	manner.cramped = true;
	return manner;
}
