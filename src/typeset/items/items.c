#include "typeset/items/items.h"

#include <string.h>

TsItem *ts_items_add(TsItems *items)
{
	if (items->count == items->cap) {
		size_t cap = items->cap ? items->cap * 2 : 64; /* a page of prose has a line each */
		TsItem *larger = arena_alloc(items->arena, cap * sizeof *larger);
		if (items->count)
			memcpy(larger, items->items, items->count * sizeof *larger);
		items->items = larger;
		items->cap = cap;
	}
	TsItem *item = &items->items[items->count++];
	memset(item, 0, sizeof *item);
	return item;
}

void ts_items_add_rect(TsItems *items, TsRole role, Length x, Length y, Length width, Length height, StyColor color)
{
	TsItem *item = ts_items_add(items);
	item->kind = TS_RECT;
	item->role = role;
	item->x = x;
	item->y = y;
	item->width = width;
	item->height = height;
	item->color = color;
}
