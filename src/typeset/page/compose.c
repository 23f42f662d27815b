/* A page's items -> its display list. */
#include "typeset/page/page.h"
#include "typeset/page/frame.h"

#include <string.h>

/* The ground of a box while its items are walked. */
typedef struct {
	const FlowBox *box;
	Length from, to;
	size_t item; /* the first that paints it */
} Ground;

enum { GROUNDS = 16 };

typedef struct {
	const TsEdition *edition;
	const FlowPage *page;
	TsItems items;
	Length left, top;        /* of the frame at hand */
	Ground grounds[GROUNDS]; /* outermost first */
	size_t ground_count;
	int line_number;
} Painter;

bool page_is_recto(const TsEdition *edition, size_t index)
{
	(void)edition;
	return index % 2 == 0;
}

static TsItem *add_rect(Painter *painter, TsRole role, Length x, Length y, Length width, Length height, StyColor color)
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

Length page_left(const TsEdition *edition, size_t index)
{
	const Style *style = edition->job.style;
	bool rtl = edition->job.doc->meta.dir == DOC_DIR_RTL;
	return page_is_recto(edition, index) != rtl ? style->page.inner : style->page.outer;
}

/* ---- walking down a frame ---- */

void page_walk_list(const FlowList *list, Length y, PageVisit *visit, void *closure)
{
	for (size_t i = 0; i < list->count; i++) {
		y += i ? list->items[i].before : 0;
		visit(closure, &list->items[i], y, false);
		y += list->items[i].height;
	}
}

/* Without the white over it where nothing is above it in the frame. */
static void walk_float(const FlowFloat *set, Length y, Length height, PageVisit *visit, void *closure)
{
	page_walk_list(&set->list, y + (height == set->height ? set->above : 0), visit, closure);
}

void page_walk(const TsEdition *edition, const FlowFrame *frame, PageVisit *visit, void *closure)
{
	const FlowItem *items = edition->list.items;
	int64_t y = 0;
	bool free = frame->float_count == 0;
	for (uint32_t i = 0; i < frame->float_count; i++) {
		const FlowFloat *set = &edition->floats[frame->first_float + i];
		page_walk_list(&set->list, (Length)y, visit, closure);
		y += set->top_height;
	}
	const FlowRow *row = frame->first < frame->end ? items[frame->first].block->row : NULL;
	for (uint32_t i = 0; row && !row->head && i < row->head_count; i++) {
		const FlowItem *head = &items[row->head_first + i];
		visit(closure, head, (Length)y, true);
		y += head->height;
	}
	for (uint32_t i = frame->first; i < frame->end; i++) {
		const FlowItem *item = &items[i];
		y = flow_top(edition, item, y, i == frame->first, free);
		if (item->block->kind != FLOW_FLOAT)
			visit(closure, item, (Length)y, false);
		else if (item->height)
			walk_float(&edition->floats[item->block->number], (Length)y, item->height, visit, closure);
		y += item->height;
		free = free && !item->on_grid;
	}
}

Length page_walk_sheet(const FlowSheet *sheet, PageVisit *visit, void *closure)
{
	Length y = sheet->y;
	for (uint32_t i = 0; i < sheet->list.count; i++) {
		const FlowItem *item = &sheet->list.items[i];
		y += i ? item->before : 0;
		visit(closure, item, y, i < sheet->again);
		y += item->height;
	}
	return y;
}

Length page_walk_part(const TsEdition *edition, const FlowPart *part, Length y, PageVisit *visit, void *closure)
{
	const FlowList *list = &edition->notes[part->note].list;
	for (uint32_t i = part->first; i < part->end; i++) {
		y += i > part->first || !i ? list->items[i].before : 0;
		visit(closure, &list->items[i], y, false);
		y += list->items[i].height;
	}
	return y;
}

Length page_notes_height(const TsEdition *edition, const FlowFrame *frame)
{
	Length height = 0;
	for (uint32_t i = 0; i < frame->part_count; i++)
		height += fill_part_height(edition, &edition->parts[frame->first_part + i]);
	return height;
}

/* ---- items ---- */

static PageVisit visit_item, visit_ground;
static void end_grounds(Painter *painter, size_t first);

void page_walk_cell(const FlowCell *cell, Length y, PageVisit *visit, void *closure)
{
	page_walk_list(&(FlowList){.items = cell->items, .count = cell->count}, y + cell->drop, visit, closure);
}

/* A cell is a page of its own, which begins at its corner. */
static void paint_cell(Painter *painter, const FlowCell *cell, Length y)
{
	Painter inner = *painter;
	inner.left += cell->x;
	inner.ground_count = 0;
	page_walk_cell(cell, y, visit_ground, &inner);
	end_grounds(&inner, 0);
	page_walk_cell(cell, y, visit_item, &inner);
	painter->items = inner.items;
}

/* A head over several columns holds them together by a rule. */
static void paint_span(Painter *painter, const FlowItem *item, const FlowCell *cell, Length y)
{
	const FlowRow *row = item->block->row;
	if (row->head && cell->wide && cell->rows == 1 && !row->rule_below)
		add_rect(painter, TS_ARTIFACT_LAYOUT, painter->left + cell->x,
		         painter->top + y + item->height - row->rule / 2, cell->width, row->rule / 2,
		         painter->edition->job.style->colors.rule);
}

static void paint_row(Painter *painter, const FlowItem *item, Length y, bool again)
{
	const TsEdition *edition = painter->edition;
	const FlowRow *row = item->block->row;
	const Style *style = edition->job.style;
	Length x = painter->left + row->x;
	if (row->rule_above)
		add_rect(painter, TS_ARTIFACT_LAYOUT, x, painter->top + y, row->width, row->rule * 2,
		         style->colors.rule);
	size_t from = painter->items.count;
	for (size_t i = 0; i < row->count; i++) {
		paint_cell(painter, &row->cells[i], y + item->base);
		paint_span(painter, item, &row->cells[i], y);
	}
	for (; again && from < painter->items.count; from++)
		painter->items.items[from].role = TS_ARTIFACT_REPEAT;
	if (row->rule_below)
		add_rect(painter, TS_ARTIFACT_LAYOUT, x, painter->top + y + item->height - row->rule, row->width,
		         row->head ? row->rule : row->rule * 2, style->colors.rule);
}

static void paint_image(Painter *painter, const FlowItem *item, Length y)
{
	TsItem *out = ts_items_add(&painter->items);
	out->kind = TS_IMAGE;
	out->role = TS_BODY;
	out->node = item->block->node;
	out->x = painter->left + item->block->x;
	out->y = painter->top + y;
	out->width = item->block->width;
	out->height = item->height;
	out->u.image.image = out->node->u.image.image;
}

/* From where to where the line painted last reaches. */
static void last_line_extent(const Painter *painter, Length *left, Length *right)
{
	const TsItems *items = &painter->items;
	*left = painter->left + painter->edition->measure;
	*right = painter->left;
	for (size_t i = items->count; i > 0 && items->items[i - 1].role == TS_TOC_ENTRY; i--) {
		const TsItem *item = &items->items[i - 1];
		if (item->y != items->items[items->count - 1].y)
			break;
		*left = item->x < *left ? item->x : *left;
		*right = item->x + item->width > *right ? item->x + item->width : *right;
	}
}

/* Dots at even steps between an entry and its number; those of all lines stand under
 * each other. */
static void paint_leader(Painter *painter, const ParSpec *like, Length from, Length to, Length y)
{
	ParSpec spec = *like;
	ParContext *context = painter->edition->context;
	Length step = spec.style.size / 2, first = (from + step - painter->left) / step + 1,
	       end = (to - step - painter->left) / step;
	if (end - first < 2)
		return;
	spec.role = TS_ARTIFACT_LAYOUT;
	spec.align = PAR_RAGGED;
	spec.dir = DOC_DIR_LTR;
	spec.text = ".";
	spec.style.tracking = step - par_max_content(par_break(context, &spec, painter->items.arena));
	char *dots = arena_alloc(painter->items.arena, (size_t)(end - first) + 1);
	memset(dots, '.', (size_t)(end - first));
	spec.text = dots;
	par_paint(par_break(context, &spec, painter->items.arena), 0, 0, painter->left + first * step, y,
	          &painter->items);
}

/* The folio of a contents' entry at the right, with dots before it. */
static void paint_toc(Painter *painter, const FlowItem *item, Length y)
{
	const TsEdition *edition = painter->edition;
	const DocNode *header = item->block->node;
	TsPlace place = ts_place(edition, header);
	if (place.page == SIZE_MAX)
		return;
	ParSpec spec = flow_spec(edition, header);
	spec.text = ts_page_label(edition, place.page);
	spec.role = TS_TOC_PAGE;
	spec.align = PAR_FLUSH_RIGHT;
	spec.hyphenate = false;
	Par *page = par_break(edition->context, &spec, painter->items.arena);
	Length left, right, number = par_max_content(page), end = painter->left + edition->measure;
	last_line_extent(painter, &left, &right);
	if (header->dir == DOC_DIR_RTL)
		paint_leader(painter, &spec, painter->left + number, left, painter->top + y + item->base);
	else
		paint_leader(painter, &spec, right, end - number, painter->top + y + item->base);
	if (par_lines(page, par_best(page)))
		par_paint(page, par_best(page), 0, painter->left, painter->top + y + item->base, &painter->items);
}

/* A word of the page itself, in a box beside or behind its text. */
static void paint_word(Painter *painter, const char *text, TsRole role, ParSpec *spec, Length x, Length y)
{
	spec->text = text;
	spec->role = role;
	spec->hyphenate = false;
	Par *par = par_break(painter->edition->context, spec, painter->items.arena);
	if (par_lines(par, par_best(par)))
		par_paint(par, par_best(par), 0, x, y, &painter->items);
}

static void paint_line_number(Painter *painter, Length base)
{
	ParSpec spec = flow_spec(painter->edition, NULL);
	char number[16];
	snprintf(number, sizeof number, "%d", ++painter->line_number);
	spec.dir = DOC_DIR_LTR;
	spec.align = PAR_FLUSH_RIGHT;
	spec.style.size = spec.style.size * 7 / 10;
	spec.measure = 3 * spec.style.size;
	paint_word(painter, arena_strdup(painter->items.arena, number), TS_ARTIFACT_LAYOUT, &spec,
	           painter->left - spec.measure - spec.style.size, base);
}

/* As large as the page has room for across. */
static void paint_watermark(Painter *painter)
{
	static const StyColor light = {0xdd, 0xdd, 0xdd};
	const TsEdition *edition = painter->edition;
	ParSpec spec = flow_spec(edition, NULL);
	spec.text = edition->job.watermark;
	spec.role = TS_ARTIFACT_BACKGROUND;
	spec.color = light;
	spec.align = PAR_CENTERED;
	spec.measure = edition->width;
	Length natural = par_max_content(par_break(edition->context, &spec, painter->items.arena));
	int64_t size = natural ? (int64_t)spec.style.size * edition->width * 8 / 10 / natural : spec.style.size;
	spec.style.size = (Length)(size < edition->height / 4 ? size : edition->height / 4);
	paint_word(painter, spec.text, spec.role, &spec, 0, edition->height / 2 + spec.style.size / 3);
}

static void visit_item(void *closure, const FlowItem *item, Length y, bool again)
{
	Painter *painter = closure;
	const FlowBlock *block = item->block;
	Length base = painter->top + y + item->base;
	for (const FlowLabel *label = block->label; label && item->line == 0 && !again; label = label->next)
		par_paint(label->par, par_best(label->par), 0, painter->left + label->x,
		          base + label->drop + (item->base ? 0 : painter->edition->job.style->text.size),
		          &painter->items);
	switch ((FlowKind)block->kind) {
	case FLOW_LINE:
		par_paint(block->par, item->variant, item->line, painter->left, base, &painter->items);
		if (block->toc && item->line + 1 == par_lines(block->par, item->variant))
			paint_toc(painter, item, y);
		break;
	case FLOW_IMAGE:
		paint_image(painter, item, y);
		break;
	case FLOW_ROW:
		paint_row(painter, item, y, again);
		break;
	case FLOW_FLOAT: /* its items are visited */
	case FLOW_LABEL: /* painted above */
	case FLOW_RULE:
		break;
	}
}

static void visit_number(void *closure, const FlowItem *item, Length y, bool again)
{
	Painter *painter = closure;
	if (item->block->kind == FLOW_LINE && !again)
		paint_line_number(painter, painter->top + y + item->base);
}

/* ---- grounds ---- */

/* A ground lies under those within it, so it is painted before it is known how high it
 * is; its bar comes after it. */
static void begin_ground(Painter *painter, const FlowBox *box, Length y, Length height)
{
	Length x = painter->left + box->x, top = painter->top + y - box->pad;
	painter->grounds[painter->ground_count++] = (Ground){box, y, y + height, painter->items.count};
	add_rect(painter, TS_ARTIFACT_BACKGROUND, x, top, box->width, 0, box->color);
	if (box->bar)
		add_rect(painter, TS_ARTIFACT_BACKGROUND, x + (box->rtl ? box->width - box->bar : 0), top, box->bar, 0,
		         painter->edition->job.style->colors.accent);
}

/* The boxes from one on have ended. */
static void end_grounds(Painter *painter, size_t first)
{
	for (size_t i = first; i < painter->ground_count; i++) {
		const Ground *ground = &painter->grounds[i];
		for (size_t k = 0; k <= (ground->box->bar != 0); k++)
			painter->items.items[ground->item + k].height =
			        ground->to - ground->from + 2 * ground->box->pad;
	}
	painter->ground_count = first < painter->ground_count ? first : painter->ground_count;
}

static void visit_ground(void *closure, const FlowItem *item, Length y, bool again)
{
	Painter *painter = closure;
	const FlowBox *chain[GROUNDS];
	size_t depth = 0, same = 0;
	if (again)
		return;
	for (const FlowBox *box = item->block->box; box && depth < GROUNDS; box = box->outer)
		chain[depth++] = box;
	while (same < depth && same < painter->ground_count && painter->grounds[same].box == chain[depth - 1 - same])
		painter->grounds[same++].to = y + item->height;
	end_grounds(painter, same);
	while (painter->ground_count < depth)
		begin_ground(painter, chain[depth - 1 - painter->ground_count], y, item->height);
}

/* ---- notes, head and foot ---- */

static void paint_parts(Painter *painter, const FlowPart *parts, size_t count, Length y)
{
	const TsEdition *edition = painter->edition;
	const Style *style = edition->job.style;
	bool rtl = edition->job.doc->meta.dir == DOC_DIR_RTL;
	Length width = style->notes.rule_width < edition->measure ? style->notes.rule_width : edition->measure;
	add_rect(painter, TS_ARTIFACT_LAYOUT, painter->left + (rtl ? edition->measure - width : 0),
	         painter->top + y - style->notes.before / 2, width, style->notes.rule, style->colors.rule);
	for (size_t i = 0; i < count; i++)
		y = page_walk_part(edition, &parts[i], y, visit_item, painter);
}

static void paint_notes(Painter *painter, const FlowFrame *frame)
{
	const TsEdition *edition = painter->edition;
	if (frame->part_count)
		paint_parts(painter, edition->parts + frame->first_part, frame->part_count,
		            frame->height - page_notes_height(edition, frame));
}

static void paint_furniture(Painter *painter, const char *text, TsRole role, ParAlign align, bool small_caps, Length y)
{
	const Style *style = painter->edition->job.style;
	if (!text || !*text)
		return;
	ParSpec spec = flow_spec(painter->edition, NULL);
	spec.measure = painter->edition->text_width;
	spec.text = text;
	spec.role = role;
	spec.align = align;
	spec.hyphenate = false;
	spec.style.size = style->running.size;
	spec.style.features |= small_caps ? TXT_SMALL_CAPS : 0;
	spec.style.tracking = small_caps ? LENGTH_PT * 4 / 10 : 0;
	Par *par = par_break(painter->edition->context, &spec, painter->items.arena);
	if (par_lines(par, par_best(par)))
		par_paint(par, par_best(par), 0, painter->left, y, &painter->items);
}

/* As much of a running head's text as leaves a sixth of the line free, at a word's end. */
static const char *shortened(Painter *painter, const char *text)
{
	const TsEdition *edition = painter->edition;
	const Style *style = edition->job.style;
	Arena *arena = painter->items.arena;
	enum { MOST = 400 }; /* bytes; no head is so wide */
	size_t len = strlen(text);
	for (len = len < MOST ? len : MOST; text[len] && len && text[len - 1] != ' ';)
		len--;
	while (len) {
		ParSpec spec = flow_spec(edition, NULL);
		spec.measure = INT32_MAX / 4;
		spec.text = len == strlen(text) ? text : arena_printf(arena, "%.*s\u2026", (int)len, text);
		spec.style.size = style->running.size;
		spec.style.features |= style->running.small_caps ? TXT_SMALL_CAPS : 0;
		if (par_max_content(par_break(edition->context, &spec, arena)) <= edition->text_width * 5 / 6)
			return spec.text;
		while (len && text[len - 1] != ' ')
			len--;
		while (len && text[len - 1] == ' ')
			len--;
	}
	return "";
}

/* The head: the title on a verso, the chapter on a recto; the folio at the foot. */
static void paint_furnitures(Painter *painter, size_t index)
{
	const TsEdition *edition = painter->edition;
	const Style *style = edition->job.style;
	const Doc *doc = edition->job.doc;
	const FlowPage *page = painter->page;
	bool recto = page_is_recto(edition, index); /* its outer edge is the line's end, in either direction */
	if (!style->running.show)
		return;
	bool opening = (page->first < page->end && edition->list.items[page->first].block->opening) ||
	               (index == 0 && edition->span.count);
	const char *text = doc->meta.title;
	if (recto && page->head) {
		for (size_t i = 0; i < doc->section_count; i++)
			text = doc->sections[i].header == page->head ? doc->sections[i].text : text;
	}
	if (!opening && !page->sheet)
		paint_furniture(painter, strlen(text) > 30 ? shortened(painter, text) : text, TS_ARTIFACT_HEAD,
		                recto ? PAR_FLUSH_RIGHT : PAR_RAGGED, style->running.small_caps,
		                painter->top - style->running.distance + style->running.size);
	bool bare = page->first < page->end && edition->list.items[page->first].block->bare;
	if (!bare)
		paint_furniture(painter, page->label, TS_ARTIFACT_FOOT, PAR_CENTERED, false,
		                painter->top + edition->text_height + style->running.distance +
		                        style->running.size / 2);
}

static void enter_frame(Painter *painter, const FlowFrame *frame, Length left)
{
	painter->left = left + frame->x;
	painter->top = painter->edition->job.style->page.top + frame->y;
}

static void paint_page(Painter *painter, size_t index, Length left)
{
	const TsEdition *edition = painter->edition;
	const FlowFrame *frames = edition->frames + painter->page->first_frame;
	for (uint32_t i = 0; i < painter->page->frame_count; i++) {
		enter_frame(painter, &frames[i], left);
		page_walk(edition, &frames[i], visit_ground, painter);
		end_grounds(painter, 0);
		if (edition->job.line_numbers)
			page_walk(edition, &frames[i], visit_number, painter);
	}
	enter_frame(painter, &(FlowFrame){0}, left);
	paint_furnitures(painter, index);
	if (index == 0)
		page_walk_list(&edition->span, 0, visit_item, painter);
	for (uint32_t i = 0; i < painter->page->frame_count; i++) {
		enter_frame(painter, &frames[i], left);
		page_walk(edition, &frames[i], visit_item, painter);
		paint_notes(painter, &frames[i]);
	}
}

/* The folio stands as on every page; the table's top is to the left. */
static void paint_sheet(Painter *painter, size_t index, Length left)
{
	const TsEdition *edition = painter->edition;
	const FlowSheet *sheet = &edition->sheets[painter->page->sheet - 1];
	enter_frame(painter, &(FlowFrame){0}, left);
	paint_furnitures(painter, index);
	size_t from = painter->items.count;
	painter->left = edition->height - edition->job.style->page.top - edition->text_height + sheet->x;
	painter->top = left;
	Length end = page_walk_sheet(sheet, visit_item, painter);
	if (sheet->part_count)
		paint_parts(painter, sheet->parts, sheet->part_count, end + flow_note_gap(edition));
	for (; from < painter->items.count; from++)
		painter->items.items[from].turned = true;
}

const TsPage *page_paint(const TsEdition *edition, size_t index, Arena *arena)
{
	TsPage *out = arena_alloc(arena, sizeof *out);
	Painter painter = {.edition = edition, .page = &edition->pages[index], .items = {.arena = arena}};
	painter.left = page_left(edition, index);
	if (edition->job.watermark)
		paint_watermark(&painter);
	if (painter.page->sheet)
		paint_sheet(&painter, index, painter.left);
	else if (!painter.page->blank)
		paint_page(&painter, index, painter.left);
	*out = (TsPage){
	        .width = edition->width,
	        .height = edition->height,
	        .recto = page_is_recto(edition, index),
	        .label = painter.page->label ? painter.page->label : "",
	        .items = painter.items.items,
	        .count = painter.items.count,
	};
	return out;
}
