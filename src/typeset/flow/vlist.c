/* The vertical list: adding to it. */
#include "typeset/flow/flow.h"

#include <math.h>
#include <string.h>

FlowItem *flow_add(FlowList *list, const FlowBlock *block)
{
	list->items = base_grow(list->items, list->count, &list->cap, sizeof *list->items);
	FlowItem *item = &list->items[list->count++];
	memset(item, 0, sizeof *item);
	item->block = block;
	return item;
}

ParSpec flow_spec(const TsEdition *edition, const DocNode *node)
{
	const Style *style = edition->job.style;
	bool ragged = style->text.rag == STY_RAGGED;
	return (ParSpec){
	        .node = node,
	        .role = TS_BODY,
	        .style = {.family = par_family(edition->context, style->text.sans ? TXT_SANS : TXT_SERIF),
	                  .weight = 400,
	                  .features = style->text.oldstyle_figures ? TXT_OLDSTYLE : 0,
	                  .size = style->text.size,
	                  .lang = node && node->lang ? node->lang : edition->job.doc->meta.lang},
	        .color = style->text.color,
	        .align = ragged ? PAR_RAGGED : PAR_JUSTIFIED,
	        .hyphenate = style->text.hyphenate,
	        .dir = node ? node->dir : edition->job.doc->meta.dir,
	        .measure = edition->measure,
	};
}

Length flow_leading(const TsEdition *edition)
{
	return edition->job.style->text.leading;
}

const FlowNote *flow_note_of(const TsEdition *edition, const DocNode *note)
{
	return &edition->notes[note->u.note.number - 1];
}

void flow_add_ref(FlowList *list, FlowItem *item, const DocNode *note)
{
	if (!item->note_count)
		item->first_note = (uint32_t)list->ref_count;
	list->refs = base_grow(list->refs, list->ref_count, &list->ref_cap, sizeof *list->refs);
	list->refs[list->ref_count++] = note;
	item->note_count++;
}

void flow_add_refs(FlowList *list, FlowItem *item, const Par *par, size_t variant, size_t line)
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
			item->new_page = item->recto = item->keep_before = item->barrier = false;
			item->stretch = 0;
		}
		par_extent(par, variant, i, &above, &below);
		if (above > item->base + item->height / 4) { /* an image higher than the line */
			item->height += above - item->base;
			item->base = above;
		}
		flow_add_refs(list, item, par, variant, i);
	}
	return lines;
}

void flow_price(FlowBlock *block)
{
	enum { CHANGE = 25 };
	const Par *par = block->par;
	size_t best = par_best(par), lines = par_lines(par, best);
	block->fewer = block->more = FLOW_NEVER;
	for (size_t i = 0; i < par_variants(par); i++) {
		double extra = (par_demerits(par, i) - par_demerits(par, best)) / (double)(lines + 1);
		float cost = (float)(CHANGE + (extra > 0 ? sqrt(extra) * 4 : 0));
		if (par_lines(par, i) + 1 == lines)
			block->fewer = cost;
		else if (par_lines(par, i) == lines + 1)
			block->more = cost;
	}
}

Length flow_note_gap(const TsEdition *edition)
{
	return edition->job.style->notes.before;
}

Length flow_repeat_height(const TsEdition *edition, const FlowItem *item)
{
	const FlowRow *row = item->block->row;
	Length height = 0;
	for (uint32_t i = 0; row && !row->head && i < row->head_count; i++)
		height += edition->list.items[row->head_first + i].height;
	return height;
}

int64_t flow_top(const TsEdition *edition, const FlowItem *item, int64_t y, bool first, bool free)
{
	int64_t leading = flow_leading(edition);
	int64_t top = !first || item->keep_before ? y + item->before : y;
	if (!item->on_grid)
		return top;
	int64_t up = (top + leading - 1) / leading * leading, down = up - leading;
	return free && down >= y && top - down < up - top ? down : up; /* below a heading at a page's top */
}
