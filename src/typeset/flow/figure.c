/* Figures, captions, tables in the list. */
#include "typeset/flow/builder.h"

#include <stdlib.h>

static void add_image(Flow *flow, const DocNode *node)
{
	if (!node || !node->u.image.image)
		return;
	FlowBlock *block = build_block(flow, FLOW_IMAGE, node);
	FlowItem *item = flow_add(flow->list, block);
	*item = build_like(flow, block, 0, 0);
	item->on_grid = false;
	par_picture(node, flow->edition->job.style, build_width(flow), true, &block->width, &item->height);
	block->x = build_top(flow)->left + (build_width(flow) - block->width) / 2;
	item->before = flow->space;
	build_done(flow);
}

static ParSpec caption_spec(Flow *flow, const DocNode *block, const char *label)
{
	const Style *style = flow->edition->job.style;
	ParSpec spec = build_spec(flow, block);
	spec.style.size = style->figure.caption_size;
	spec.align = build_top(flow)->centered ? PAR_CENTERED : PAR_RAGGED;
	spec.hyphenate = false;
	spec.number = label ? arena_printf(build_arena(flow), "%s.", label) : NULL;
	spec.number_role = TS_LABEL;
	return spec;
}

/* One of few lines stands in the middle below its figure. */
static void center(Flow *flow, ParSpec *spec)
{
	enum { FEW = 3 };
	Length indent = flow->edition->job.style->text.indent;
	spec->left += indent;
	spec->right += indent;
	const Par *par = par_break(flow->edition->context, spec, build_arena(flow));
	if (par_lines(par, par_best(par)) <= FEW)
		spec->align = PAR_CENTERED;
}

/* The width that a caption has: its table's, or 0 below a figure. */
static void add_caption(Flow *flow, const DocNode *caption, const char *label, Length width)
{
	Length leading = flow->edition->job.style->figure.caption_size * 5 / 4, all = build_width(flow);
	size_t first = flow->list->count;
	for (const DocNode *block = caption->first; block; block = block->next) {
		ParSpec spec = caption_spec(flow, block, block == caption->first ? label : NULL);
		if (width >= all / 2 && width < all)
			spec.right += all - width;
		else if (!width)
			center(flow, &spec);
		Par *par = par_balanced(flow->edition->context, &spec, build_arena(flow));
		build_add_fixed(flow, build_block(flow, FLOW_LINE, block), par, leading, spec.style.size);
	}
	build_off_grid(flow, first);
}

/* What a figure holds beside pictures is set as anywhere. */
static void add_part(Flow *flow, const DocNode *part)
{
	const DocNode *image = part->first;
	while (image && image->type != DOC_IMAGE)
		image = image->next;
	if (image && image->u.image.image && par_is_pictures(part) && part->first == part->last)
		add_image(flow, image);
	else
		build_whole(flow, part);
}

void build_figure(Flow *flow, const DocNode *figure)
{
	const Style *style = flow->edition->job.style;
	build_space(flow, style->figure.before);
	for (const DocNode *node = figure->first; node; node = node->next) {
		if (node->type != DOC_CAPTION)
			add_part(flow, node);
	}
	for (const DocNode *node = figure->first; node; node = node->next) {
		if (node->type != DOC_CAPTION)
			continue;
		flow->keep = true;
		flow->space = style->figure.caption_size / 2;
		size_t first = flow->list->count;
		add_caption(flow, node, figure->u.figure.label, 0);
		for (size_t i = first; i < flow->list->count; i++)
			flow->list->items[i].penalty = FLOW_FORBIDDEN;
	}
	flow->space = style->figure.after;
	flow->keep = false;
	flow->indent = false;
}

void build_table(Flow *flow, Table *table, Length width)
{
	const Style *style = flow->edition->job.style;
	const DocNode *top = build_table_node(table);
	build_space(flow, style->figure.before);
	for (const DocNode *node = top->first; node; node = node->next) {
		if (node->type == DOC_CAPTION) {
			add_caption(flow, node, top->u.table.label, width);
			flow->keep = true;
			flow->space = style->table.cell_pad;
		}
	}
	build_rows(flow, table);
	build_done(flow);
	flow->space = style->figure.after;
	flow->indent = false;
}

/* ---- floats ---- */

static bool has_caption(const DocNode *node)
{
	for (const DocNode *child = node->first; child; child = child->next) {
		if (child->type == DOC_CAPTION)
			return true;
	}
	return false;
}

static void set(Flow *flow, const DocNode *node, Table *table)
{
	if (!table) {
		build_figure(flow, node);
		return;
	}
	build_table(flow, table, build_fit(flow, table));
}

/* The first item's space above is the float's own. */
static Length height_of(const FlowList *list)
{
	Length sum = 0;
	for (size_t i = 0; i < list->count; i++)
		sum += list->items[i].height + (i ? list->items[i].before : 0);
	return sum;
}

/* What is too high to float stands in the list itself. */
static void set_in_list(Flow *flow, FlowList *list, Length before, const FlowItem *first)
{
	uint32_t base = (uint32_t)flow->list->count;
	for (size_t i = 0; i < list->count; i++) {
		FlowItem *item = flow_copy(flow->list, list, &list->items[i]);
		if (item->block->row)
			item->block->row->head_first += base;
		if (i)
			continue;
		item->before = before;
		item->penalty = first->penalty;
		item->new_page = first->new_page;
		item->recto = first->recto;
		item->keep_before = first->keep_before;
		item->barrier = true;
	}
	free(list->items);
	free(list->refs);
}

static void add_mark(Flow *flow, const FlowList *list, const FlowItem *like, const DocNode *node, Length pending)
{
	TsEdition *edition = flow->edition;
	const Style *style = edition->job.style;
	Length leading = flow_leading(edition), height = height_of(list);
	Length white = style->figure.before + style->figure.after,
	       slack = (leading - (height + white) % leading) % leading;
	edition->floats =
	        base_grow(edition->floats, edition->float_count, &edition->float_cap, sizeof *edition->floats);
	edition->floats[edition->float_count] = (FlowFloat){
	        .list = *list,
	        .above = style->figure.before + slack / 2,
	        .height = height + white + slack,
	        .top_height = (height + style->figure.after + leading - 1) / leading * leading,
	};
	FlowBlock *block = build_block(flow, FLOW_FLOAT, node);
	block->number = (uint32_t)edition->float_count++;
	FlowItem *item = flow_add(flow->list, block);
	*item = *like;
	item->block = block;
	item->height = height + white + slack;
	item->on_grid = true;
	item->stretch = 1;
	item->before = pending > style->figure.before ? pending - style->figure.before : 0;
}

void build_float(Flow *flow, const DocNode *node)
{
	const TsEdition *edition = flow->edition;
	const Style *style = edition->job.style;
	bool may = flow->list == &edition->list && flow->depth == 1 && (node->type == DOC_FIGURE || has_caption(node));
	Table *table = node->type == DOC_TABLE ? build_measured(flow, node) : NULL;
	if (table && !build_fits(table, build_width(flow)) && build_turned(flow, table))
		return;
	if (!may) {
		set(flow, node, table);
		return;
	}
	FlowBlock none = {0};
	FlowItem like = build_like(flow, &none, 0, 0);
	FlowList list = {0}, *outer = flow->list;
	Length pending = flow->space;
	bool indent = flow->indent;
	flow->list = &list;
	flow->space = 0;
	flow->keep = flow->new_page = flow->recto = false;
	set(flow, node, table);
	flow->list = outer;
	if (!list.count) {
		flow->space = pending;
		return;
	}
	if (height_of(&list) > edition->text_height * 4 / 5 || list.items[0].block->opening) {
		set_in_list(flow, &list, pending > style->figure.before ? pending : style->figure.before, &like);
		return;
	}
	add_mark(flow, &list, &like, node, pending);
	flow->space = 0;
	flow->indent = indent;
}
