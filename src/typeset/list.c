/* The vertical list: adding to it. */
#include "typeset/flow.h"

#include <string.h>

FlowItem *flow_add(FlowList *list)
{
	list->items = base_grow(list->items, list->count, &list->cap, sizeof *list->items);
	FlowItem *item = &list->items[list->count++];
	memset(item, 0, sizeof *item);
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
	        .measure = edition->text_width,
	};
}

void flow_add_refs(FlowList *list, FlowItem *item, const Par *par, size_t variant, size_t line)
{
	const DocNode *refs[64];
	size_t count = par_notes(par, variant, line, refs, BASE_LEN(refs));
	if (!item->note_count)
		item->first_note = (uint32_t)list->ref_count;
	for (size_t i = 0; i < count && i < BASE_LEN(refs); i++) {
		if (refs[i]->u.note_ref.ordinal != 1)
			continue;
		list->refs = base_grow(list->refs, list->ref_count, &list->ref_cap, sizeof *list->refs);
		list->refs[list->ref_count++] = refs[i]->u.note_ref.note;
		item->note_count++;
	}
}

/* A break between two lines of a paragraph: club and widow lines are forbidden,
 * so is one after a hyphen, but for that there may be no other. */
static int penalty_between(const Par *par, size_t variant, size_t line, size_t lines)
{
	if (line == 1 || line + 1 == lines)
		return FLOW_FORBIDDEN;
	return par_hyphenated(par, variant, line - 1) ? 400 : 0;
}

size_t flow_add_par(FlowList *list, Par *par, size_t variant, const FlowItem *like, TsUnit before)
{
	size_t lines = par_lines(par, variant);
	for (size_t i = 0; i < lines; i++) {
		TsUnit above, below;
		FlowItem *item = flow_add(list);
		*item = *like;
		item->par = par;
		item->variant = (uint16_t)variant;
		item->line = (uint32_t)i;
		item->before = i ? 0 : before;
		if (i) {
			item->penalty = penalty_between(par, variant, i, lines);
			item->new_page = item->recto = item->opening = item->keep_before = false;
			item->label = NULL;
		}
		par_extent(par, variant, i, &above, &below);
		if (above > item->base + item->height / 4) { /* an image higher than the line */
			item->height += above - item->base;
			item->base = above;
		}
		item->note_count = 0;
		flow_add_refs(list, item, par, variant, i);
	}
	return lines;
}

TsUnit flow_note_gap(const TsEdition *edition)
{
	return edition->job.style->notes.before;
}
