/* The vertical list: adding to it. */
#include "typeset/flow/flow.h"
#include "typeset/flow/prices.h"

#include <stdlib.h>
#include <string.h>

FlowItem *flow_add(FlowList *list, const FlowBlock *block)
{
	list->items = base_grow(list->items, list->count, &list->cap, sizeof *list->items);
	FlowItem *item = &list->items[list->count++];
	memset(item, 0, sizeof *item);
	item->block = block;
	return item;
}

ParSpec flow_spec(const FlowSetting *setting, const DocNode *node)
{
	const Style *style = setting->job->style;
	bool ragged = setting->ragged || style->text.rag == STY_RAGGED;
	return (ParSpec){
	        .node = node,
	        .role = TS_BODY,
	        .style = {.family = par_family(setting->context, style->text.sans ? TXT_SANS : TXT_SERIF),
	                  .weight = 400,
	                  .features = style->text.oldstyle_figures ? TXT_OLDSTYLE : 0,
	                  .more = par_features(setting->context, false),
	                  .size = style->text.size,
	                  .lang = node && node->lang ? node->lang : setting->job->doc->meta.lang},
	        .color = style->text.color,
	        .align = ragged ? PAR_RAGGED : PAR_JUSTIFIED,
	        .hyphenate = style->text.hyphenate,
	        .dir = node ? node->dir : setting->job->doc->meta.dir,
	        .measure = setting->measure,
	};
}

bool flow_repeats(const DocNode *line)
{
	bool formulas = false;
	DocWalk walk = doc_walk(line);
	while (line && doc_step(&walk)) {
		const DocNode *node = walk.node;
		if (node == line || !walk.enter)
			continue;
		bool words = node->type == DOC_TEXT || node->type == DOC_SOFT_BREAK || node->type == DOC_CODE ||
		             (node->type >= DOC_EMPH && node->type <= DOC_QUOTED);
		bool formula = node->type == DOC_MATH && node->u.math.tree && !node->u.math.display;
		if (!words && !formula)
			return false;
		formulas = formulas || formula;
	}
	return formulas;
}

Length flow_leading(const FlowSetting *setting)
{
	return setting->job->style->text.leading;
}

void flow_add_ref(FlowList *list, FlowItem *item, const DocNode *note)
{
	if (!item->note_count)
		item->first_note = (uint32_t)list->ref_count;
	list->refs = base_grow(list->refs, list->ref_count, &list->ref_cap, sizeof *list->refs);
	list->refs[list->ref_count++] = note;
	item->note_count++;
}

/* Enters the notes that a line of the item calls for the first time. */
static void add_refs(FlowList *list, FlowItem *item, const Par *par, size_t variant, size_t line)
{
	const DocNode *refs[64];
	size_t count = par_notes(par, variant, line, refs, BASE_LEN(refs));
	for (size_t i = 0; i < count && i < BASE_LEN(refs); i++) {
		if (refs[i]->u.note_ref.ordinal == 1)
			flow_add_ref(list, item, refs[i]->u.note_ref.note);
	}
}

FlowItem *flow_copy(FlowList *list, const FlowList *from, const FlowItem *item)
{
	FlowItem *copy = flow_add(list, item->block);
	*copy = *item;
	copy->note_count = 0;
	for (uint32_t i = 0; i < item->note_count; i++)
		flow_add_ref(list, copy, from->refs[item->first_note + i]);
	return copy;
}

void flow_free_list(FlowList *list)
{
	free(list->items);
	free(list->refs);
	*list = (FlowList){0};
}

Length flow_height(const FlowList *list)
{
	Length height = 0;
	for (size_t i = 0; i < list->count; i++)
		height += list->items[i].height + (i ? list->items[i].before : 0);
	return height;
}

/* How far below the first baseline a block's labels reach. */
static Length label_drop(const FlowBlock *block)
{
	Length drop = 0;
	for (const FlowLabel *label = block->label; label; label = label->next)
		drop = label->drop > drop ? label->drop : drop;
	return drop;
}

/* A break between two lines of a paragraph, an orphan above it or a widow below, or
 * after a hyphen. */
static int penalty_between(const FlowBlock *block, size_t variant, size_t line, size_t lines)
{
	const Par *par = block->par;
	int orphan = line == 1 ? block->orphan : 0, widow = line + 1 == lines ? block->widow : 0;
	if (orphan || widow)
		return orphan > widow ? orphan : widow;
	return par_hyphenated(par, variant, line - 1) ? FLOW_DIVIDED : 0;
}

/* What a formula in a line of text needs beyond the line, where it would touch the lines around: on the grid whole
 * lines. */
static void make_room(FlowItem *item, Length above, Length below)
{
	Length leading = item->height, base = item->base, touch = leading * 3 / 16;
	Length over = above > base + touch ? above - base : 0;
	Length under = below > leading - base + touch ? below - (leading - base) : 0;
	if (item->on_grid) {
		over = (over + leading - 1) / leading * leading;
		under = (under + leading - 1) / leading * leading;
	}
	item->base += over;
	item->height += over + under;
}

static bool in_display(const Par *par, size_t variant, size_t line, bool *first)
{
	bool clear;
	return par && line < par_lines(par, variant) && par_is_display(par, variant, line, first, &clear);
}

/* The price of ending the page before a line of a display that begins no paragraph. */
static int price_in_display(const FlowItem *item, const Par *par)
{
	bool first = false;
	in_display(par, item->variant, item->line - 1, &first);
	bool last = !in_display(par, item->variant, item->line + 1, &(bool){false});
	return first || last ? FLOW_DISPLAY_ALONE : FLOW_IN_DISPLAY;
}

/* A line of a display stands off the grid, at least as high as one of text; white is around the whole, none above it
 * where the line before is short.  The page does not end before it; after another it may. */
static void suit_display(FlowItem *item, const Par *par, const FlowItem *before, bool first, bool clear)
{
	Length above, below;
	par_formula_extent(par, item->variant, item->line, &above, &below);
	Length leading = item->height, base = item->base;
	item->base = above > base ? above : base;
	item->height = item->base + (below > leading - base ? below : leading - base);
	item->on_grid = false;
	if (item->line) {
		item->before = first && !clear ? flow_half_line(leading) : 0;
		item->penalty = first ? FLOW_FORBIDDEN : price_in_display(item, par);
	} else {
		bool follows = before && in_display(before->block->par, before->variant, before->line, &(bool){false});
		int price = follows ? FLOW_AFTER_DISPLAY : FLOW_BEFORE_DISPLAY; /* from what announces it */
		item->penalty = item->penalty > price ? item->penalty : price;
		item->before = item->before > flow_half_line(leading) ? item->before : flow_half_line(leading);
	}
}

/* Lines with formulas in them, and those after displays. */
static void suit_formulas(FlowItem *item, const Par *par, const FlowItem *before)
{
	Length above, below, leading = item->height;
	bool first, clear, was = item->line && par_is_display(par, item->variant, item->line - 1, &first, &clear);
	par_formula_extent(par, item->variant, item->line, &above, &below);
	if (par_is_display(par, item->variant, item->line, &first, &clear)) {
		suit_display(item, par, before, first, clear);
		return;
	}
	if (above || below)
		make_room(item, above, below);
	if (was)
		item->before = flow_half_line(leading);
}

size_t flow_add_par(FlowList *list, const FlowBlock *block, size_t variant, const FlowItem *like, Length before)
{
	const Par *par = block->par;
	size_t lines = par_lines(par, variant);
	for (size_t i = 0; i < lines; i++) {
		Length above, below;
		FlowItem *item = flow_add(list, block);
		*item = *like;
		item->block = block;
		item->variant = (uint8_t)variant;
		item->line = (uint32_t)i;
		item->before = i ? 0 : before;
		item->note_count = 0;
		if (i) {
			bool beside = (int64_t)i * like->height <= label_drop(block);
			item->penalty = beside ? FLOW_FORBIDDEN : penalty_between(block, variant, i, lines);
			item->start = FLOW_ON;
			item->keep_before = item->barrier = false;
			item->stretch = item->from_grid = false;
		}
		par_extent(par, variant, i, &above, &below);
		if (above > item->base + item->height / 4) { /* an image higher than the line */
			item->height += above - item->base;
			item->base = above;
		}
		if (par_has_formulas(par))
			suit_formulas(item, par, item > list->items ? item - 1 : NULL);
		add_refs(list, item, par, variant, i);
	}
	return lines;
}

bool flow_has_page_notes(const FlowSetting *setting)
{
	StyNotesPlace place = setting->job->style->notes.place;
	return place == STY_NOTES_FOOT || place == STY_NOTES_SIDE;
}

Length flow_note_base(const FlowItem *item, uint32_t note)
{
	const FlowRow *row = item->block->row;
	for (size_t i = 0; row && i < row->count; i++) {
		const FlowCell *cell = &row->cells[i];
		Length y = item->base + cell->drop;
		for (size_t k = 0; k < cell->count; k++) {
			y += k ? cell->items[k].before : 0;
			if (note < cell->items[k].note_count)
				return y + cell->items[k].base;
			note -= cell->items[k].note_count;
			y += cell->items[k].height;
		}
	}
	return item->base;
}

bool flow_asks_pages(const FlowSetting *setting, const DocNode *block)
{
	bool notes = par_counts_by_page(setting->context);
	for (const DocNode *node = block; node; node = doc_next(node, block, false)) {
		if ((node->type == DOC_LINK && node->u.link.kind == DOC_LINK_REFERENCE) ||
		    (node->type == DOC_NOTE_REF && notes))
			return true;
	}
	return false;
}

Length flow_aside_gap(const FlowSetting *setting)
{
	return setting->job->style->notes.leading / 2;
}

Length flow_note_gap(const FlowSetting *setting)
{
	return setting->job->style->notes.before;
}

const FlowItem *flow_again(const FlowItem *item)
{
	const FlowBlock *block = item->block;
	if (block->row)
		return block->row->again;
	return block->listing && item->line ? block->listing->again : NULL;
}

Length flow_repeat_height(const FlowList *list, const FlowItem *item)
{
	const FlowRow *row = item->block->row;
	const FlowItem *again = flow_again(item);
	Length height = again ? again->height : 0;
	for (uint32_t i = 0; row && !row->head && i < row->head_count; i++)
		height += list->items[row->head_first + i].height;
	return height;
}

/* The line of the grid at or below a place, or above it if that is nearer, and not above another place; free: what is
 * above them in the frame is not on the grid. */
static int64_t to_grid(const FlowSetting *setting, int64_t place, int64_t least, bool free)
{
	int64_t leading = flow_leading(setting), up = (place + leading - 1) / leading * leading, down = up - leading;
	return free && down >= least && place - down < up - place ? down : up;
}

int64_t flow_top(const FlowSetting *setting, const FlowItem *item, int64_t y, bool first, bool free)
{
	if (first && !item->keep_before)
		return item->on_grid ? y : y + item->top;
	if (item->from_grid && !first)
		return to_grid(setting, y, y, free) + item->before;
	/* of the white between what stands off the grid and it, a quarter may go */
	return item->on_grid ? to_grid(setting, y + item->before, y + item->before * 3 / 4, free) : y + item->before;
}
