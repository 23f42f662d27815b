/* A page's items -> its display list. */
#include "typeset/page.h"

#include <string.h>

typedef struct {
	const TsEdition *edition;
	const FlowPage *page;
	TsItems items;
	TsUnit left, top; /* of the text */
	bool recto;
} Painter;

bool page_is_recto(const TsEdition *edition, size_t index)
{
	(void)edition;
	return index % 2 == 0;
}

static TsItem *add_rect(Painter *painter, TsRole role, TsUnit x, TsUnit y, TsUnit width, TsUnit height, StyColor color)
{
	TsItem *item = ts_items_add(&painter->items);
	item->kind = TS_RECT;
	item->role = role;
	item->x = x;
	item->y = y;
	item->width = width;
	item->height = height;
	item->color = color;
	return item;
}

/* ---- walking down a page ---- */

void page_walk(const TsEdition *edition, const FlowPage *page, PageVisit *visit, void *closure)
{
	TsUnit leading = edition->job.style->text.leading, y = 0;
	for (uint32_t i = page->first; i < page->end; i++) {
		const FlowItem *item = &edition->list.items[i];
		if (i == page->first && item->kind == FLOW_ROW && !item->row->head) {
			for (uint32_t k = 0; k < item->row->head_count; k++) {
				const FlowItem *head = &edition->list.items[item->row->head_first + k];
				visit(closure, head, y, true);
				y += head->height;
			}
		}
		if (i != page->first || item->keep_before)
			y += item->before;
		if (item->on_grid)
			y = (y + leading - 1) / leading * leading;
		visit(closure, item, y, false);
		y += item->height;
	}
}

TsUnit page_notes_height(const TsEdition *edition, const FlowPage *page)
{
	TsUnit height = 0;
	for (uint32_t i = page->first; i < page->end; i++) {
		const FlowItem *item = &edition->list.items[i];
		for (uint32_t k = 0; k < item->note_count; k++)
			height += edition->notes[edition->list.refs[item->first_note + k]->u.note.number - 1].height;
	}
	return height;
}

/* ---- items ---- */

static void paint_row(Painter *painter, const FlowItem *item, TsUnit y, bool again)
{
	const TsEdition *edition = painter->edition;
	const FlowRow *row = item->row;
	const Style *style = edition->job.style;
	TsUnit x = painter->left + row->x;
	if (row->rule_above || again)
		add_rect(painter, TS_ARTIFACT_LAYOUT, x, painter->top + y, row->width, row->rule * 2, style->colors.rule);
	size_t from = painter->items.count;
	for (size_t i = 0; i < row->count; i++) {
		const FlowCell *cell = &row->cells[i];
		for (size_t line = 0; cell->par && line < par_lines(cell->par, par_best(cell->par)); line++)
			par_paint(cell->par, par_best(cell->par), line, painter->left + cell->x,
			          painter->top + y + item->base + (TsUnit)line * style->table.leading, &painter->items);
	}
	for (; again && from < painter->items.count; from++)
		painter->items.items[from].role = TS_ARTIFACT_REPEAT;
	if (row->rule_below)
		add_rect(painter, TS_ARTIFACT_LAYOUT, x, painter->top + y + item->height - row->rule, row->width,
		         row->head ? row->rule : row->rule * 2, style->colors.rule);
}

static void paint_image(Painter *painter, const FlowItem *item, TsUnit y)
{
	TsItem *out = ts_items_add(&painter->items);
	out->kind = TS_IMAGE;
	out->role = TS_BODY;
	out->node = item->node;
	out->x = painter->left + item->x;
	out->y = painter->top + y;
	out->width = item->width;
	out->height = item->height;
	out->u.image.image = item->node->u.image.image;
}

/* Three stars in a row stand for a thematic break. */
static void paint_rule(Painter *painter, const FlowItem *item, TsUnit y)
{
	const Style *style = painter->edition->job.style;
	TsUnit middle = painter->left + item->x + item->width / 2, size = style->text.size / 8;
	for (int i = -1; i <= 1; i++)
		add_rect(painter, TS_ARTIFACT_LAYOUT, middle + i * style->text.size * 3 / 2 - size / 2,
		         painter->top + y + item->height / 2 - size / 2, size, size, style->text.color);
}

/* The folio of a contents' entry at the right, with dots before it. */
static void paint_toc(Painter *painter, const FlowItem *item, TsUnit y)
{
	const TsEdition *edition = painter->edition;
	TsPlace place = ts_place(edition, item->node);
	if (place.page == SIZE_MAX)
		return;
	ParSpec spec = flow_spec(edition, item->node);
	spec.text = ts_page_label(edition, place.page);
	spec.role = TS_TOC_PAGE;
	spec.align = PAR_FLUSH_RIGHT;
	spec.hyphenate = false;
	Par *page = par_break(edition->context, &spec, painter->items.arena);
	TsUnit dot = spec.style.size / 14, step = spec.style.size / 2;
	TsItem *last = painter->items.count ? &painter->items.items[painter->items.count - 1] : NULL;
	bool rtl = item->node->dir == DOC_DIR_RTL;
	if (last && !rtl) {
		TsUnit from = last->x + last->width + step, to = painter->left + edition->text_width - par_natural(page) - step;
		for (TsUnit x = (from / step + 1) * step; x < to; x += step)
			add_rect(painter, TS_ARTIFACT_LAYOUT, x, painter->top + y + item->base - dot, dot, dot, spec.color);
	}
	if (par_lines(page, par_best(page)))
		par_paint(page, par_best(page), 0, painter->left, painter->top + y + item->base, &painter->items);
}

static void paint_fill(Painter *painter, const FlowItem *item, TsUnit y)
{
	if (!item->filled)
		return;
	TsUnit pad = 3 * TXT_PT;
	bool first = item->line == 0, last = item->par && item->line + 1 == par_lines(item->par, item->variant);
	TsUnit from = y - (first ? pad : 0), to = y + item->height + (last ? pad : 0);
	add_rect(painter, TS_ARTIFACT_BACKGROUND, painter->left + item->fill_x, painter->top + from, item->fill_width, to - from, item->fill);
}

static void visit_item(void *closure, const FlowItem *item, TsUnit y, bool again)
{
	Painter *painter = closure;
	switch ((FlowKind)item->kind) {
	case FLOW_LINE:
		if (item->label)
			par_paint(item->label, par_best(item->label), 0, painter->left + item->label_x, painter->top + y + item->base, &painter->items);
		par_paint(item->par, item->variant, item->line, painter->left + item->x, painter->top + y + item->base, &painter->items);
		if (item->toc)
			paint_toc(painter, item, y);
		break;
	case FLOW_IMAGE:
		paint_image(painter, item, y);
		break;
	case FLOW_RULE:
		paint_rule(painter, item, y);
		break;
	case FLOW_ROW:
		paint_row(painter, item, y, again);
		break;
	}
}

static void visit_ground(void *closure, const FlowItem *item, TsUnit y, bool again)
{
	if (!again)
		paint_fill(closure, item, y);
}

/* ---- notes, head and foot ---- */

static void paint_notes(Painter *painter)
{
	const TsEdition *edition = painter->edition;
	const Style *style = edition->job.style;
	TsUnit height = page_notes_height(edition, painter->page);
	if (!height)
		return;
	TsUnit y = edition->text_height - height;
	add_rect(painter, TS_ARTIFACT_LAYOUT, painter->left, painter->top + y - style->notes.before / 2, style->notes.rule_width,
	         style->notes.rule, style->colors.rule);
	for (uint32_t i = painter->page->first; i < painter->page->end; i++) {
		const FlowItem *item = &edition->list.items[i];
		for (uint32_t k = 0; k < item->note_count; k++) {
			const FlowList *list = &edition->notes[edition->list.refs[item->first_note + k]->u.note.number - 1].list;
			for (size_t n = 0; n < list->count; n++) {
				y += list->items[n].before;
				visit_item(painter, &list->items[n], y, false);
				y += list->items[n].height;
			}
		}
	}
}

static void paint_furniture(Painter *painter, const char *text, TsRole role, ParAlign align, bool small_caps, TsUnit y)
{
	const Style *style = painter->edition->job.style;
	if (!text || !*text)
		return;
	ParSpec spec = flow_spec(painter->edition, NULL);
	spec.text = text;
	spec.role = role;
	spec.align = align;
	spec.hyphenate = false;
	spec.style.size = style->running.size;
	spec.style.features |= small_caps ? TXT_SMALL_CAPS : 0;
	spec.style.tracking = small_caps ? TXT_PT * 4 / 10 : 0;
	Par *par = par_break(painter->edition->context, &spec, painter->items.arena);
	if (par_lines(par, par_best(par)))
		par_paint(par, par_best(par), 0, painter->left, y, &painter->items);
}

/* The head: the title on a verso, the chapter on a recto; the folio at the foot. */
static void paint_furnitures(Painter *painter, size_t index)
{
	const TsEdition *edition = painter->edition;
	const Style *style = edition->job.style;
	const Doc *doc = edition->job.doc;
	const FlowItem *first = painter->page->first < painter->page->end ? &edition->list.items[painter->page->first] : NULL;
	if (!first || !style->running.show)
		return;
	bool opening = first->opening;
	const char *text = doc->meta.title;
	if (painter->recto && painter->page->head) {
		for (size_t i = 0; i < doc->section_count; i++)
			text = doc->sections[i].header == painter->page->head ? doc->sections[i].text : text;
	}
	bool rtl = doc->meta.dir == DOC_DIR_RTL, outer_right = painter->recto != rtl;
	bool long_text = strlen(text) > 70;
	if (!opening && !long_text)
		paint_furniture(painter, text, TS_ARTIFACT_HEAD, outer_right ? PAR_FLUSH_RIGHT : PAR_RAGGED, style->running.small_caps,
		                painter->top - style->running.distance + style->running.size);
	bool title_page = edition->book && index == 0;
	if (!title_page)
		paint_furniture(painter, painter->page->label, TS_ARTIFACT_FOOT, PAR_CENTERED, false,
		                painter->top + edition->text_height + style->running.distance + style->running.size / 2);
}

const TsPage *page_paint(const TsEdition *edition, size_t index, Arena *arena)
{
	const Style *style = edition->job.style;
	TsPage *out = arena_alloc(arena, sizeof *out);
	Painter painter = {.edition = edition, .page = &edition->pages[index], .items = {.arena = arena}};
	painter.recto = page_is_recto(edition, index);
	bool rtl = edition->job.doc->meta.dir == DOC_DIR_RTL;
	painter.left = painter.recto != rtl ? style->page.inner : style->page.outer;
	painter.top = style->page.top;
	if (!painter.page->blank) {
		page_walk(edition, painter.page, visit_ground, &painter);
		paint_furnitures(&painter, index);
		page_walk(edition, painter.page, visit_item, &painter);
		paint_notes(&painter);
	}
	*out = (TsPage){
	        .width = edition->width,
	        .height = edition->height,
	        .recto = painter.recto,
	        .label = painter.page->label ? painter.page->label : "",
	        .items = painter.items.items,
	        .count = painter.items.count,
	};
	return out;
}
