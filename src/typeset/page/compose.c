/* A page's items -> its display list. */
#include "typeset/page/furniture.h"
#include "typeset/page/painter.h"
#include "typeset/page/walk.h"

#include <string.h>

/* ---- items ---- */

static PageVisit visit_item, visit_ground;
static void end_grounds(Painter *painter, size_t first);

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
		page_add_rule(painter, painter->left + cell->x, painter->top + y + item->height - row->rule / 2,
		              cell->width, row->rule / 2);
}

static void paint_row(Painter *painter, const FlowItem *item, Length y, bool again)
{
	const FlowRow *row = item->block->row;
	Length x = painter->left + row->x;
	if (row->rule_above)
		page_add_rule(painter, x, painter->top + y, row->width, row->rule * 2);
	size_t from = painter->items.count;
	for (size_t i = 0; i < row->count; i++) {
		paint_cell(painter, &row->cells[i], y + item->base);
		paint_span(painter, item, &row->cells[i], y);
	}
	for (; again && from < painter->items.count; from++)
		painter->items.items[from].role = TS_ARTIFACT_REPEAT;
	if (row->rule_below)
		page_add_rule(painter, x, painter->top + y + item->height - row->rule, row->width,
		              row->head ? row->rule : row->rule * 2);
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

/* From where to where an entry's last line reaches, whose items are those from one on, and how large its words are. */
typedef struct {
	Length left, right, size;
} Extent;

static Extent extent_of(const Painter *painter, size_t first)
{
	Extent extent = {painter->left + painter->setting->measure, painter->left, 0};
	for (size_t i = first; i < painter->items.count; i++) {
		const TsItem *item = &painter->items.items[i];
		Length right = item->x + item->width, size = item->kind == TS_GLYPHS ? item->u.glyphs.size : 0;
		extent.left = item->x < extent.left ? item->x : extent.left;
		extent.right = right > extent.right ? right : extent.right;
		extent.size = size > extent.size ? size : extent.size;
	}
	extent.size = extent.size ? extent.size : painter->setting->job->style->text.size;
	return extent;
}

/* Dots at even steps between an entry and its number; those of all lines stand under
 * each other. */
static void paint_leader(Painter *painter, const ParSpec *like, Length from, Length to, Length y)
{
	ParSpec spec = *like;
	ParContext *context = painter->setting->context;
	Length step = spec.style.size / 2, first = (from + step - painter->left) / step + 1,
	       end = (to - step - painter->left) / step;
	if (end - first < 2)
		return;
	spec.role = TS_ARTIFACT_LAYOUT;
	spec.align = PAR_RAGGED;
	spec.dir = DOC_DIR_LTR;
	spec.text = ".";
	spec.style.tracking = step - par_natural(context, &spec);
	char *dots = arena_alloc(painter->items.arena, (size_t)(end - first) + 1);
	memset(dots, '.', (size_t)(end - first));
	spec.text = dots;
	par_paint(par_break(context, &spec, painter->items.arena), 0, 0, painter->left + first * step, y,
	          &painter->items);
}

/* The folio of a contents' entry at the right, with dots before it. */
static void paint_toc(Painter *painter, const FlowItem *item, size_t first, Length y)
{
	Extent extent = extent_of(painter, first);
	const FlowSetting *setting = painter->setting;
	const DocNode *header = item->block->node;
	TsPlace place = page_place(painter->makeup, header);
	if (place.page == SIZE_MAX)
		return;
	ParSpec spec = flow_spec(setting, header);
	spec.text = painter->makeup->pages[place.page].label;
	spec.role = TS_TOC_PAGE;
	spec.style.size = extent.size;
	spec.align = PAR_FLUSH_RIGHT;
	spec.hyphenate = false;
	Par *page = par_break(setting->context, &spec, painter->items.arena);
	Length number = par_max_content(page), end = painter->left + setting->measure;
	Length em = setting->job->style->text.size,
	       room = FLOW_TOC_RIGHT * em - em / 2; /* where all leaders end, if it is enough */
	room = number > room ? number : room;
	if (!setting->job->style->contents.leaders)
		extent.left = extent.right = 0;
	if (header->dir == DOC_DIR_RTL)
		paint_leader(painter, &spec, painter->left + room, extent.left, painter->top + y + item->base);
	else
		paint_leader(painter, &spec, extent.right, extent.right ? end - room : 0,
		             painter->top + y + item->base);
	if (par_lines(page, par_best(page)))
		par_paint(page, par_best(page), 0, painter->left, painter->top + y + item->base, &painter->items);
}

static void paint_line_number(Painter *painter, Length base)
{
	ParSpec spec = flow_spec(painter->setting, NULL);
	char number[16];
	snprintf(number, sizeof number, "%d", ++painter->line_number);
	spec.dir = DOC_DIR_LTR;
	spec.align = PAR_FLUSH_RIGHT;
	spec.style.size = spec.style.size * 7 / 10;
	spec.measure = 3 * spec.style.size;
	page_add_word(painter, arena_strdup(painter->items.arena, number), TS_ARTIFACT_LAYOUT, &spec,
	              painter->left - spec.measure - spec.style.size, base);
}

/* What stands beside a line of a listing: its number or the sign of what is turned over; callouts at its end. */
static void paint_beside(Painter *painter, const FlowItem *item, Length base)
{
	const FlowListing *listing = item->block->listing;
	const FlowBox *box = item->block->box;
	ParSpec spec = flow_spec(painter->setting, NULL);
	uint32_t number = listing->numbers ? listing->numbers[item->line] : 0;
	const char *callouts = listing->callouts ? listing->callouts[item->line] : NULL;
	spec.style = listing->style;
	spec.dir = DOC_DIR_LTR;
	spec.narrow = (int16_t)(10 * (100 - painter->setting->job->style->code.width));
	spec.align = PAR_FLUSH_RIGHT;
	if (callouts) {
		spec.measure = box->x + box->width - listing->style.size / 2;
		page_add_word(painter, callouts, TS_ARTIFACT_MARK, &spec, painter->left, base);
	}
	spec.color = painter->setting->job->style->words[CODE_COMMENT].color;
	if (number) {
		spec.measure = listing->number_end;
		page_add_word(painter, arena_printf(painter->items.arena, "%u", (unsigned)number), TS_ARTIFACT_MARK,
		              &spec, painter->left, base);
	} else if (par_turned_over(item->block->par, item->variant, item->line)) {
		spec.align = PAR_RAGGED;
		page_add_word(painter, painter->setting->job->style->code.turnover, TS_ARTIFACT_MARK, &spec,
		              painter->left + listing->mark, base);
	}
}

/* The baseline of a label beside what has none, or rows, from the item's own. */
static Length label_base(const Style *style, const FlowItem *item)
{
	if (item->block->kind == FLOW_ROW)
		return (style->table.leading + style->table.size * 7 / 10) / 2;
	return item->base ? 0 : style->text.size;
}

static void visit_item(void *closure, const FlowItem *item, Length y, bool again)
{
	Painter *painter = closure;
	const FlowBlock *block = item->block;
	Length base = painter->top + y + item->base;
	size_t first;
	for (const FlowLabel *label = block->label; label && item->line == 0 && !again; label = label->next)
		par_paint(label->par, par_best(label->par), 0, painter->left + label->x,
		          base + label->drop + label_base(painter->setting->job->style, item), &painter->items);
	switch ((FlowKind)block->kind) {
	case FLOW_LINE:
		first = painter->items.count;
		par_paint(block->par, item->variant, item->line, painter->left, base, &painter->items);
		if (block->listing)
			paint_beside(painter, item, base);
		if (block->toc && item->line + 1 == par_lines(block->par, item->variant))
			paint_toc(painter, item, first, y);
		break;
	case FLOW_IMAGE:
		paint_image(painter, item, y);
		break;
	case FLOW_ROW:
		paint_row(painter, item, y, again);
		break;
	case FLOW_RULE:
		page_add_rule(painter, painter->left + block->x, painter->top + y + item->height / 2, block->width,
		              painter->setting->job->style->notes.rule);
		break;
	case FLOW_FLOAT: /* its items are visited */
	case FLOW_LABEL: /* painted above */
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
static void begin_ground(Painter *painter, const FlowBox *box, const FlowItem *item, Length y)
{
	Length pad = y > 0 ? box->pad : box->pad / 2; /* at the page's head it would come near what is above */
	bool listing = item->block->listing && item->block->box == box;
	pad += listing ? item->within : 0;
	Length x = painter->left + box->x, top = painter->top + y - pad;
	painter->grounds[painter->ground_count++] = (Ground){.box = box,
	                                                     .from = y - pad,
	                                                     .to = y + item->height,
	                                                     .item = painter->items.count,
	                                                     .more = listing ? item->within : 0,
	                                                     .last = listing ? item : NULL};
	ts_items_add_rect(&painter->items, TS_ARTIFACT_BACKGROUND, x, top, box->width, 0, box->color);
	if (box->bar)
		ts_items_add_rect(&painter->items, TS_ARTIFACT_BACKGROUND, x + (box->rtl ? box->width - box->bar : 0),
		                  top, box->bar, 0, box->bar_color);
}

static void extend_ground(Ground *ground, const FlowItem *item, Length y)
{
	ground->to = y + item->height;
	ground->last = ground->last ? item : NULL;
}

/* The white between an item of the text and one above it, of that and of the marks of floats that have gone; -1 if
 * there is more, or they are of something else. */
static Length white_between(const FlowList *text, const FlowItem *above, const FlowItem *below)
{
	const FlowItem *end = text->items + text->count;
	if (above < text->items || above >= end || below < above || below >= end)
		return -1;
	Length white = below->before;
	for (below--; below > above && below->block->kind == FLOW_FLOAT && !below->height; below--)
		white += below->before;
	return below == above ? white : -1;
}

/* The white below a listing is the same everywhere: what the text below it needs to stand on the grid, where a page has
 * divided it, is within its ground. */
static void reach_white(Painter *painter, const FlowItem *below, Length y)
{
	Ground *ground = painter->ground_count ? &painter->grounds[painter->ground_count - 1] : NULL;
	Length white = ground && ground->last && below->on_grid
	                       ? white_between(&painter->makeup->list, ground->last, below)
	                       : -1;
	if (white < 0)
		return;
	Length more = y - ground->to - white, least = -ground->box->pad_below / 2;
	ground->to += more > least ? more : least;
}

/* The boxes from one on have ended. */
static void end_grounds(Painter *painter, size_t first)
{
	for (size_t i = first; i < painter->ground_count; i++) {
		const Ground *ground = &painter->grounds[i];
		for (size_t k = 0; k <= (ground->box->bar != 0); k++)
			painter->items.items[ground->item + k].height =
			        ground->to - ground->from + ground->box->pad_below + ground->more;
	}
	painter->ground_count = first < painter->ground_count ? first : painter->ground_count;
}

static void visit_ground(void *closure, const FlowItem *item, Length y, bool again)
{
	Painter *painter = closure;
	const FlowBox *chain[GROUNDS];
	size_t depth = 0, same = 0;
	(void)again; /* what is repeated has its ground, too */
	for (const FlowBox *box = item->block->box; box && depth < GROUNDS; box = box->outer)
		chain[depth++] = box;
	while (same < depth && same < painter->ground_count && painter->grounds[same].box == chain[depth - 1 - same])
		extend_ground(&painter->grounds[same++], item, y);
	if (same < painter->ground_count)
		reach_white(painter, item, y);
	end_grounds(painter, same);
	while (painter->ground_count < depth)
		begin_ground(painter, chain[depth - 1 - painter->ground_count], item, y);
	if (item->block->listing && item->block->listing->marked && item->block->listing->marked[item->line])
		ts_items_add_rect(&painter->items, TS_ARTIFACT_BACKGROUND, painter->left + item->block->box->x,
		                  painter->top + y, item->block->box->width, item->height,
		                  painter->setting->job->style->code.mark);
}

/* ---- notes, head and foot ---- */

/* A part of a note, on the grounds of what is in it; where it ends. */
static Length paint_part(Painter *painter, const PagePart *part, Length y)
{
	page_walk_part(painter->makeup, part, y, visit_ground, painter);
	end_grounds(painter, 0);
	return page_walk_part(painter->makeup, part, y, visit_item, painter);
}

/* The notes beside a frame's lines. */
static void paint_asides(Painter *painter, const PageFrame *frame)
{
	const PagePart *parts = painter->makeup->parts + frame->first_part;
	painter->left += frame->aside;
	for (uint32_t i = 0; i < frame->part_count; i++)
		paint_part(painter, &parts[i], parts[i].y);
}

/* The notes at a frame's foot, below a rule. */
static void paint_parts(Painter *painter, uint32_t first, uint32_t count, Length y)
{
	const FlowSetting *setting = painter->setting;
	const Style *style = setting->job->style;
	bool rtl = setting->job->doc->meta.dir == DOC_DIR_RTL;
	Length width = style->notes.rule_width < setting->measure ? style->notes.rule_width : setting->measure;
	if (!count)
		return;
	page_add_rule(painter, painter->left + (rtl ? setting->measure - width : 0),
	              painter->top + y - style->notes.before / 2, width, style->notes.rule);
	for (uint32_t i = first; i < first + count; i++)
		y = paint_part(painter, &painter->makeup->parts[i], y);
}

/* Words, or a line of the text that says them with formulas. */
typedef struct {
	const char *text;
	const DocNode *line;
} Furniture;

static void paint_furniture(Painter *painter, Furniture words, TsRole role, ParAlign align, bool small_caps, Length y)
{
	const Style *style = painter->setting->job->style;
	if (!words.text || !*words.text)
		return;
	ParSpec spec = flow_spec(painter->setting, words.line);
	spec.measure = painter->setting->text_width;
	spec.text = words.line ? NULL : words.text;
	spec.role = role;
	spec.align = align;
	spec.hyphenate = false;
	spec.style.size = style->running.size;
	spec.style.features |= small_caps ? TXT_SMALL_CAPS : 0;
	spec.style.tracking = small_caps ? LENGTH_PT * 4 / 10 : 0;
	Par *par = par_break(painter->setting->context, &spec, painter->items.arena);
	if (par_lines(par, par_best(par)))
		par_paint(par, par_best(par), 0, painter->left, y, &painter->items);
}

/* Whether words leave a sixth of the head free. */
static bool fits_head(Painter *painter, const char *text)
{
	const FlowSetting *setting = painter->setting;
	const Style *style = setting->job->style;
	ParSpec spec = flow_spec(setting, NULL);
	enum { FITS = 30, MOST = 400 }; /* bytes: never too wide, always */
	size_t len = strlen(text);
	if (len <= FITS || len > MOST)
		return len <= FITS;
	spec.measure = PAR_ENDLESS;
	spec.text = text;
	spec.style.size = style->running.size;
	spec.style.features |= style->running.small_caps ? TXT_SMALL_CAPS : 0;
	return par_natural(setting->context, &spec) <= setting->text_width * 5 / 6;
}

/* What stands before a title's first sign of one kind. */
static const char *before_sign(Painter *painter, const char *text, const char *sign)
{
	const char *end = strstr(text, sign);
	return end && end > text ? arena_strndup(painter->items.arena, text, (size_t)(end - text)) : text;
}

/* A head is shortened by sense, as its author says or where its title has a part of its own; else it is left out. */
static const char *shortened(Painter *painter, const char *text, const char *own)
{
	static const char *const signs[] = {": ", "\uFF1A", " \u2013 ", "\u2014", "; ", ". ", " (", ", "};
	const char *best = own ? own : text;
	for (size_t i = 0; i < BASE_LEN(signs) && !fits_head(painter, best); i++)
		best = before_sign(painter, text, signs[i]);
	return fits_head(painter, best) ? best : "";
}

/* The words of a head; with the formulas of the line that says them, where they were not shortened. */
static Furniture head_of(Painter *painter, const char *text, const char *own, const DocNode *line)
{
	Furniture head = {shortened(painter, text, own), NULL};
	head.line = head.text == text && flow_repeats(line) ? line : NULL;
	return head;
}

static Furniture title_head(Painter *painter)
{
	const DocMeta *meta = &painter->setting->job->doc->meta;
	return meta->titled ? head_of(painter, meta->title, meta->short_title, meta->title_line)
	                    : (Furniture){"", NULL};
}

/* Whether the page begins with a heading. */
static bool begins_with(const Painter *painter, const DocNode *heading)
{
	const Page *page = painter->page;
	return heading && page->first < page->end && painter->makeup->list.items[page->first].block->node == heading;
}

/* What the style has run along the head of a page of this side; the title where there is no chapter, and nothing
 * where there is no title: then what the page begins with is not said above it again, either. */
static Furniture head_words(Painter *painter, bool recto)
{
	const Style *style = painter->setting->job->style;
	const DocMeta *meta = &painter->setting->job->doc->meta;
	StySays says = recto ? style->running.right : style->running.left;
	const DocNode *const *heads = painter->page->heads;
	const DocNode *section = heads[PAGE_SECTION] ? heads[PAGE_SECTION] : heads[PAGE_CHAPTER];
	const DocNode *heading = says == STY_SAYS_PART      ? heads[PAGE_PART]
	                         : says == STY_SAYS_CHAPTER ? heads[PAGE_CHAPTER]
	                         : says == STY_SAYS_SECTION ? section
	                                                    : NULL;
	if (!meta->titled && begins_with(painter, heading))
		return (Furniture){"", NULL};
	if (heading)
		return head_of(painter, heading->u.header.section->text, doc_key(heading, "short"), heading);
	if (says == STY_SAYS_AUTHOR && meta->people_count)
		return head_of(painter, meta->people[0].name, NULL, NULL);
	return says == STY_SAYS_NOTHING ? (Furniture){"", NULL} : title_head(painter);
}

/* What the page shows around its text. */
static FlowFurniture furniture_of(const Painter *painter, size_t index)
{
	const Page *page = painter->page;
	FlowFurniture furniture = FLOW_FULL;
	if (page->first < page->end)
		furniture = painter->makeup->list.items[page->first].block->furniture;
	bool spanned = index == 0 && painter->makeup->galley->span.count;
	return furniture == FLOW_FULL && (spanned || page->broadside) ? FLOW_FOLIO : furniture;
}

/* The number of the page, where the style has it. */
static void paint_folio(Painter *painter, ParAlign outer, Length head, Length foot)
{
	const Style *style = painter->setting->job->style;
	const StyFolio folio = style->running.folio;
	const PageMakeup *makeup = painter->makeup;
	const char *label = painter->page->label, *last = makeup->pages[makeup->page_count - 1].label;
	if (style->running.total && label && last && !painter->page->front)
		label = arena_printf(painter->items.arena, "%s / %s", label, last);
	if (folio != STY_FOLIO_NONE)
		paint_furniture(painter, (Furniture){label, NULL}, TS_ARTIFACT_FOOT,
		                folio == STY_FOLIO_CENTER ? PAR_CENTERED : outer, false,
		                folio == STY_FOLIO_HEAD ? head : foot);
}

/* The head and the folio.  Where the folio has the head's outer end, the words have the inner one. */
static void paint_furnitures(Painter *painter, size_t index)
{
	const FlowSetting *setting = painter->setting;
	const Style *style = setting->job->style;
	bool recto = page_is_recto(index); /* its outer edge is the line's end, in either direction */
	FlowFurniture furniture = furniture_of(painter, index);
	ParAlign outer = recto || !style->page.mirrored ? PAR_FLUSH_RIGHT : PAR_RAGGED,
	         inner = outer == PAR_RAGGED ? PAR_FLUSH_RIGHT : PAR_RAGGED;
	Length head = painter->top + page_head_baseline(setting), foot = painter->top + page_folio_baseline(setting);
	if (!style->running.show)
		return;
	if (furniture == FLOW_FULL) {
		page_add_rule(painter, painter->left, head + style->running.size / 2, setting->text_width,
		              style->running.rule);
		bool beside = style->running.folio == STY_FOLIO_HEAD || !style->page.mirrored;
		ParAlign align = style->running.align == STY_HEAD_CENTER ? PAR_CENTERED : beside ? inner : outer;
		paint_furniture(painter, head_words(painter, recto), TS_ARTIFACT_HEAD, align, style->running.small_caps,
		                head);
	}
	if (furniture != FLOW_BARE && painter->makeup->page_count > 1)
		paint_folio(painter, outer, furniture == FLOW_FULL ? head : foot, foot);
}

static void enter_frame(Painter *painter, const PageFrame *frame, Length left)
{
	painter->left = left + frame->x;
	painter->top = painter->setting->job->style->page.top + frame->y;
}

static void paint_page(Painter *painter, size_t index, Length left)
{
	const PageMakeup *makeup = painter->makeup;
	const PageFrame *frames = makeup->frames + painter->page->first_frame;
	for (uint32_t i = 0; i < painter->page->frame_count; i++) {
		enter_frame(painter, &frames[i], left);
		page_walk(makeup, &frames[i], visit_ground, painter);
		end_grounds(painter, 0);
		if (painter->setting->job->line_numbers)
			page_walk(makeup, &frames[i], visit_number, painter);
	}
	enter_frame(painter, &(PageFrame){0}, left);
	page_walk_wides(makeup, painter->page, visit_ground, painter);
	end_grounds(painter, 0);
	paint_furnitures(painter, index);
	if (index == 0)
		page_walk_list(&makeup->galley->span, 0, visit_item, painter);
	page_walk_wides(makeup, painter->page, visit_item, painter);
	for (uint32_t i = 0; i < painter->page->frame_count; i++) {
		enter_frame(painter, &frames[i], left);
		page_walk(makeup, &frames[i], visit_item, painter);
		if (frames[i].aside)
			paint_asides(painter, &frames[i]);
		else
			paint_parts(painter, frames[i].first_part, frames[i].part_count,
			            frames[i].height - page_notes_height(makeup, &frames[i]));
	}
}

/* The folio stands as on every page; the table's top is to the left. */
static void paint_broadside(Painter *painter, size_t index, Length left)
{
	const FlowSetting *setting = painter->setting;
	const Style *style = setting->job->style;
	const PageBroadside *page = &painter->makeup->broadsides[painter->page->broadside - 1];
	enter_frame(painter, &(PageFrame){0}, left);
	paint_furnitures(painter, index);
	size_t from = painter->items.count;
	painter->left = style->page.height - style->page.top - setting->text_height + page->x;
	painter->top = left;
	page_walk_broadside(page, visit_ground, painter);
	end_grounds(painter, 0);
	Length end = page_walk_broadside(page, visit_item, painter);
	paint_parts(painter, page->first_part, page->part_count, end + flow_note_gap(setting));
	for (; from < painter->items.count; from++)
		painter->items.items[from].turn = TS_TURNED;
}

const TsPage *page_paint(const PageMakeup *makeup, size_t index, Arena *arena)
{
	TsPage *out = arena_alloc(arena, sizeof *out);
	const Page *page = &makeup->pages[index];
	const Style *style = makeup->setting->job->style;
	Painter painter = {.makeup = makeup, .setting = makeup->setting, .page = page, .items = {.arena = arena}};
	painter.left = page_left(makeup, index);
	if (makeup->setting->job->watermark)
		page_paint_watermark(&painter);
	page_paint_crop_marks(&painter);
	if (page->broadside)
		paint_broadside(&painter, index, painter.left);
	else if (!page->blank)
		paint_page(&painter, index, painter.left);
	*out = (TsPage){
	        .width = style->page.width,
	        .height = style->page.height,
	        .bleed = style->page.bleed,
	        .around = page_around(style),
	        .recto = page_is_recto(index),
	        .label = page->label ? page->label : "",
	        .items = painter.items.items,
	        .count = painter.items.count,
	};
	return out;
}
