/* items: a page's display list while it grows.  Prefix: ts_items_.  Inside typeset only: everybody there paints. */
#ifndef TYPESET_ITEMS_ITEMS_H
#define TYPESET_ITEMS_ITEMS_H

#include "typeset/typeset.h"

typedef struct {
	Arena *arena;
	TsItem *items;
	size_t count, cap;
} TsItems;
TsItem *ts_items_add(TsItems *items); /* zeroed */
/* A rectangle, below what is painted after it. */
void ts_items_add_rect(TsItems *items, TsRole role, Length x, Length y, Length width, Length height, StyColor color);

#endif
