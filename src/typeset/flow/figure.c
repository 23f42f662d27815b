/* Figures, captions, tables in the list. */
#include "typeset/flow/builder.h"
#include "typeset/flow/prices.h"

static void warn_if_small(const Flow *flow, const DocNode *image, Length width)
{
	if (par_is_small(image, flow->setting->job->style, width))
		diag_report(
		        flow->setting->job->diag, DIAG_WARNING, image->pos, "picture-words-small",
		        "this drawing's smallest words are smaller than any of this style's even where it is as wide "
		        "as the text; letter it larger, or divide it");
}

static void add_image(Flow *flow, const DocNode *node)
{
	if (!node || !node->u.image.image)
		return;
	FlowBlock *block = build_block(flow, FLOW_IMAGE, node);
	FlowItem *item = flow_add(flow->list, block);
	*item = build_like(flow, block, 0, 0);
	item->on_grid = false;
	par_picture(node, flow->setting->job->style, build_width(flow), true, &block->width, &item->height);
	if (flow->picture_most && item->height > flow->picture_most) {
		block->width = (Length)((int64_t)block->width * flow->picture_most / item->height);
		item->height = flow->picture_most;
	}
	warn_if_small(flow, node, block->width);
	Length rest = build_width(flow) - block->width;
	block->x = build_top(flow)->left + (build_centers(flow) ? rest / 2 : node->dir == DOC_DIR_RTL ? rest : 0);
	item->before = flow->pending.space;
	build_done(flow);
}

/* What stands before the words of a caption: "Figure 2.", "(b)" within one; NULL for nothing. */
static const char *label_of(Flow *flow, const DocNode *of)
{
	const TsJob *job = flow->setting->job;
	const char *label = doc_label(job->doc, of, job->style->figure.numbers == STY_NUMBERS_ALWAYS);
	if (of->type == DOC_FIGURE && of->u.figure.part)
		return arena_printf(build_arena(flow), "(%c)", of->u.figure.letter);
	return label ? arena_printf(build_arena(flow), "%s.", label) : NULL;
}

static ParSpec caption_spec(Flow *flow, const DocNode *block, const char *label)
{
	const Style *style = flow->setting->job->style;
	ParSpec spec = build_spec(flow, block);
	spec.style.size = style->figure.caption_size;
	spec.align = build_top(flow)->centered ? PAR_CENTERED : PAR_RAGGED;
	spec.hyphenate = false;
	spec.number = label;
	spec.number_role = TS_LABEL;
	spec.number_look = style->figure.label;
	return spec;
}

/* One of few lines stands in the middle, where the style has it so. */
static void center(Flow *flow, ParSpec *spec)
{
	enum { FEW = 3 };
	if (flow->setting->job->style->figure.caption != STY_CENTER)
		return;
	const Par *par = par_break(flow->setting->context, spec, build_arena(flow));
	if (par_lines(par, par_best(par)) <= FEW)
		spec->align = PAR_CENTERED;
}

/* Below a figure: in from both sides, if it is in the middle. */
static void indent_sides(Flow *flow, ParSpec *spec)
{
	Length indent = flow->setting->job->style->text.indent, most = build_width(flow) / 16;
	if (flow->setting->job->style->figure.caption != STY_CENTER)
		return;
	indent = indent < most ? indent : most;
	spec->left += indent;
	spec->right += indent;
}

/* The width that a caption has: its table's, or 0 below a figure. */
static void add_caption(Flow *flow, const DocNode *caption, Length width)
{
	Length leading = flow_caption_leading(flow->setting->job->style->figure.caption_size), all = build_width(flow);
	size_t first = flow->list->count;
	for (const DocNode *block = caption->first; block; block = block->next) {
		ParSpec spec =
		        caption_spec(flow, block, block == caption->first ? label_of(flow, caption->parent) : NULL);
		if (width >= all / 2 && width < all) { /* beside a table as well */
			spec.left += build_centers(flow) ? (all - width) / 2 : 0;
			spec.right += build_centers(flow) ? (all - width) / 2 : all - width;
		} else if (!width) {
			indent_sides(flow, &spec);
		}
		center(flow, &spec);
		Par *par = par_balanced(flow->setting->context, &spec, build_arena(flow));
		FlowBlock *lines = build_block(flow, FLOW_LINE, block);
		lines->caption = true;
		build_add_fixed(flow, lines, par, leading, spec.style.size);
	}
	build_off_grid(flow, first);
}

void build_captioned_listing(Flow *flow, const DocNode *figure)
{
	for (const DocNode *node = figure->first; node; node = node->next) {
		if (node->type != DOC_CAPTION) {
			build_whole(flow, node);
			continue;
		}
		size_t first = flow->list->count;
		build_space(flow, flow->setting->job->style->figure.before);
		add_caption(flow, node, build_width(flow));
		for (size_t i = first + 1; i < flow->list->count; i++)
			flow->list->items[i].penalty = FLOW_FORBIDDEN;
		build_keep(flow);
	}
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

/* The caption of a figure: kept with it on the side where that is. */
static void add_figure_caption(Flow *flow, const DocNode *figure, bool above)
{
	Length gap = flow->setting->job->style->figure.caption_size / 2;
	for (const DocNode *node = figure->first; node; node = node->next) {
		if (node->type != DOC_CAPTION)
			continue;
		if (!above) {
			build_keep(flow);
			flow->pending.space = gap;
		}
		size_t first = flow->list->count;
		add_caption(flow, node, 0);
		for (size_t i = first + above; i < flow->list->count; i++)
			flow->list->items[i].penalty = FLOW_FORBIDDEN;
		if (!above)
			continue;
		build_keep(flow);
		flow->pending.space = gap;
	}
}

void build_figure(Flow *flow, const DocNode *figure)
{
	const Style *style = flow->setting->job->style;
	bool above = style->figure.side == STY_SIDE_ABOVE;
	build_space(flow, style->figure.before);
	if (above)
		add_figure_caption(flow, figure, true);
	bool beside = figure->first && figure->first->type == DOC_FIGURE && build_has_room(flow, figure);
	if (beside)
		build_side_by_side(flow, figure);
	for (const DocNode *node = figure->first; node && !beside; node = node->next) {
		if (node->type != DOC_CAPTION)
			add_part(flow, node);
	}
	if (!above)
		add_figure_caption(flow, figure, false);
	flow->pending.space = style->figure.after;
	flow->pending.penalty = 0;
	build_apart(flow);
}

/* The caption of a table of such a width. */
static void add_table_caption(Flow *flow, const DocNode *top, Length width, bool above)
{
	const Style *style = flow->setting->job->style;
	for (const DocNode *node = top->first; node; node = node->next) {
		if (node->type != DOC_CAPTION)
			continue;
		if (!above) {
			build_keep(flow);
			flow->pending.space = style->figure.caption_size / 2;
		}
		add_caption(flow, node, width);
		if (!above)
			continue;
		build_keep(flow);
		flow->pending.space = style->table.cell_pad;
	}
}

void build_table(Flow *flow, Table *table, Length width)
{
	const Style *style = flow->setting->job->style;
	const DocNode *top = build_table_node(table);
	bool above = style->table.side == STY_SIDE_ABOVE;
	build_space(flow, style->figure.before);
	if (above)
		add_table_caption(flow, top, width, true);
	build_rows(flow, table);
	build_done(flow);
	if (!above)
		add_table_caption(flow, top, width, false);
	flow->pending.space = style->figure.after;
	build_apart(flow);
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

/* What does not float stands in the list itself. */
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
		item->start = first->start;
		item->keep_before = first->keep_before;
		item->barrier = true;
	}
	flow_free_list(list);
}

static Length max_of(Length a, Length b)
{
	return a > b ? a : b;
}

/* How far letters stay below their line's top: below a heading a picture does, too. */
static Length lines_top(const Flow *flow, const FlowList *list)
{
	const Style *style = flow->setting->job->style;
	return list->items[0].block->kind == FLOW_IMAGE ? (style->text.leading - flow_cap_height(style->text.size)) / 2
	                                                : 0;
}

static void add_mark(Flow *flow, const FlowList *list, const FlowItem *like, const DocNode *node, Length pending)
{
	FlowGalley *galley = flow->galley;
	const Style *style = flow->setting->job->style;
	bool below_heading = flow->after == AFTER_HEADING;
	galley->floats = base_grow(galley->floats, galley->float_count, &galley->float_cap, sizeof *galley->floats);
	FlowFloat *set = &galley->floats[galley->float_count];
	*set = (FlowFloat){
	        .list = *list,
	        .white = below_heading ? lines_top(flow, list) : max_of(style->figure.before - pending, 0),
	        .below_heading = below_heading,
	        .waits = style->figure.place != STY_FLOAT_NEAR &&
	                 !(style->figure.place == STY_FLOAT_TOP && below_heading && list->ref_count),
	        .alone = style->figure.place == STY_FLOAT_PAGE,
	};
	build_float_heights(flow, set, style->figure.after, false);
	FlowBlock *block = build_block(flow, FLOW_FLOAT, node);
	block->number = (uint32_t)galley->float_count++;
	FlowItem *item = flow_add(flow->list, block);
	*item = *like;
	item->block = block;
	item->height = set->height;
	item->on_grid = style->page.grid;
	item->stretch = true;
	item->before = pending;
}

static Length heading_height(const FlowList *list)
{
	Length height = 0;
	for (size_t i = list->count; i > 0 && list->items[i - 1].block->heading; i--)
		height += list->items[i - 1].before + list->items[i - 1].height;
	return height;
}

/* Whether text stands behind a figure that could stand on the page before it. */
static bool is_followed(const DocNode *figure)
{
	const DocNode *next = figure->next;
	return next && next->type != DOC_HEADER && next->type != DOC_FIGURE;
}

/* A figure below a heading whose notes have numbers before those of the text must not be passed by it, and one that no
 * text follows leaves the heading alone.  How much higher it is than what the heading, the notes and some text leave of
 * a page; at most 0: it has room, or another place. */
static Length excess(const Flow *flow, const DocNode *figure, const FlowList *list, const FlowList *outer,
                     Length pending)
{
	enum { TEXT = 3, NOTE = 2 };
	const FlowSetting *setting = flow->setting;
	bool followed = is_followed(figure);
	Length notes = (Length)list->ref_count, lines = (followed ? TEXT : 0) + (notes ? 1 + NOTE * notes : 0);
	if (followed && !notes)
		return 0;
	return flow_height(list) + heading_height(outer) + pending + setting->job->style->text.leading * lines -
	       setting->text_height;
}

/* The height of the only picture of a list; 0: there is none, or there are more. */
static Length picture_height(const FlowList *list)
{
	Length height = 0;
	size_t count = 0;
	for (size_t i = 0; i < list->count; i++) {
		bool picture = list->items[i].block->kind == FLOW_IMAGE;
		height = picture ? list->items[i].height : height;
		count += picture;
	}
	return count == 1 ? height : 0;
}

/* What is too high to float does not, nor what opens a page; nor a table below a heading whose notes have numbers
 * before those of the text that would pass it: its rows can be parted. */
static bool stays(const Flow *flow, const FlowList *list, const Table *table, After after)
{
	return flow_height(list) > flow->setting->text_height * 4 / 5 || list->items[0].block->furniture ||
	       (table && list->ref_count && after == AFTER_HEADING);
}

/* Sets a figure anew with a picture that is so much less high, unless too little of it would be left. */
static void set_smaller(Flow *flow, FlowList *list, const DocNode *figure, Length over)
{
	FlowList *outer = flow->list;
	Length height = picture_height(list);
	if (height / 2 < over)
		return;
	flow_free_list(list);
	*list = (FlowList){0};
	flow->list = list;
	flow->pending = (Pending){0};
	flow->picture_most = height - over;
	build_figure(flow, figure);
	flow->picture_most = 0;
	flow->list = outer;
}

void build_float(Flow *flow, const DocNode *node)
{
	const FlowSetting *setting = flow->setting;
	const Style *style = setting->job->style;
	bool may = flow->list == &flow->galley->list && flow->depth == 1 &&
	           (node->type == DOC_FIGURE || has_caption(node)) &&
	           !node->generated && /* the coda: nothing is below */
	           style->figure.place != STY_FLOAT_HERE;
	Table *table = node->type == DOC_TABLE ? build_measured(flow, node) : NULL;
	if (build_wide(flow, node, table))
		return;
	if (table && !build_fits(table, build_width(flow)) && build_broadside(flow, table))
		return;
	if (!may) {
		set(flow, node, table);
		return;
	}
	FlowBlock none = {0};
	FlowItem like = build_like(flow, &none, 0, 0);
	FlowList list = {0}, *outer = flow->list;
	Pending pending = flow->pending;
	After after = flow->after;
	flow->list = &list;
	flow->pending = (Pending){.furniture = pending.furniture};
	set(flow, node, table);
	flow->list = outer;
	if (!list.count) {
		flow->pending = pending;
		return;
	}
	Length over = !table && after == AFTER_HEADING ? excess(flow, node, &list, outer, pending.space) : 0;
	if (over > 0)
		set_smaller(flow, &list, node, over);
	if (over > 0 || stays(flow, &list, table, after)) {
		set_in_list(flow, &list,
		            flow->after == AFTER_HEADING ? pending.space : max_of(pending.space, style->figure.before),
		            &like);
		return;
	}
	add_mark(flow, &list, &like, node, pending.space);
	flow->pending.space = 0;
	flow->after = after == AFTER_PARAGRAPH ? AFTER_PARAGRAPH : AFTER_OTHER;
}
