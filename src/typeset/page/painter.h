/* painter: a page while it is painted: compose.c its text, sheet.c what stands beside and behind.  Inside page only. */
#ifndef TYPESET_PAGE_PAINTER_H
#define TYPESET_PAGE_PAINTER_H

#include "typeset/page/page.h"

/* The ground of a box while its items are walked. */
typedef struct {
	const FlowBox *box;
	Length from, to;      /* from: with its pad */
	size_t item;          /* the first that paints it */
	Length more;          /* below it, besides its pad */
	const FlowItem *last; /* of a listing: the last on it so far; NULL: it is none's */
} Ground;

enum { GROUNDS = 16 };

typedef struct {
	const PageMakeup *makeup;
	const FlowSetting *setting;
	const Page *page;
	TsItems items;
	Length left, top;        /* of the frame at hand */
	Ground grounds[GROUNDS]; /* outermost first */
	size_t ground_count;
	int line_number;
} Painter;

/* A rule of the page itself; none where the style gives it no thickness. */
void page_add_rule(Painter *painter, Length x, Length y, Length width, Length thickness);
/* A word of the page itself, in a box beside or behind its text. */
void page_add_word(Painter *painter, const char *text, TsRole role, ParSpec *spec, Length x, Length y);

/* Along the diagonal that rises, as large as it has room for. */
void page_paint_watermark(Painter *painter);
/* Two marks at each corner, beyond the bleed, if the style wants any. */
void page_paint_crop_marks(Painter *painter);
/* What the sheet has around the page. */
Length page_around(const Style *style);

#endif
