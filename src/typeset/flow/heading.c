/* Headings: in lines of their own, or in the first line of what follows them. */
#include "typeset/flow/builder.h"
#include "typeset/flow/prices.h"

/* What turns over stands under the heading's words, not under its number. */
static void hang_number(Flow *flow, ParSpec *spec)
{
	ParSpec letter = *spec, numbered;
	if (!spec->number || spec->align == PAR_CENTERED)
		return;
	letter.node = NULL;
	letter.text = "x";
	numbered = letter;
	letter.number = NULL;
	Length width = par_natural(flow->setting->context, &numbered) - par_natural(flow->setting->context, &letter);
	if (width > (spec->measure - spec->left - spec->right) / 3)
		return;
	spec->left += width;
	spec->first = -width;
}

/* From an item on, all stand together, and with what follows; before them is a good place to end a page. */
static void keep_heading(Flow *flow, size_t first)
{
	FlowItem *items = flow->list->items;
	for (size_t i = first; i < flow->list->count; i++)
		items[i].penalty = i > first ? FLOW_FORBIDDEN : items[i].penalty ? FLOW_FORBIDDEN : FLOW_BEFORE_HEADING;
}

/* The line below a heading, in its white. */
static void add_rule(Flow *flow, const DocNode *node, const StyHeading *look)
{
	Context *context = build_top(flow);
	const FlowBox *around = context->box;
	Length above = look->size / 4, used = above + look->rule;
	context->box = build_box(flow, look->color, 0);
	FlowBlock *block = build_block(flow, FLOW_RULE, node);
	block->heading = true;
	FlowItem *item = flow_add(flow->list, block);
	*item = build_like(flow, block, look->rule, look->rule);
	item->on_grid = false;
	item->before = above;
	build_done(flow);
	context->box = around;
	flow->pending.space = look->after > used ? look->after - used : 0;
}

/* Sets a heading in the first line of the paragraph below it; false if it has no room there. */
static bool run_in(Flow *flow, const DocNode *node, ParSpec spec)
{
	bool may = doc_may_run_in(node) && !par_is_pictures(node->next);
	spec.left = spec.right = 0;
	spec.align = PAR_RAGGED;
	Length width = may ? par_natural(flow->setting->context, &spec) : 0;
	if (!width || width > build_width(flow) * 2 / 3)
		return false;
	const Context *context = build_top(flow);
	build_label(flow, &spec, node->dir == DOC_DIR_RTL ? -context->right : context->left);
	flow->pending.lead = width + context->size;
	flow->pending.run_in = node;
	flow->pending.penalty = flow->pending.penalty ? FLOW_FORBIDDEN : FLOW_BEFORE_HEADING;
	build_apart(flow);
	return true;
}

void build_header(Flow *flow, const DocNode *node)
{
	size_t first = flow->list->count;
	BuildOpening opening = build_opening(flow, node);
	const StyHeading *look = &opening.look;
	ParSpec spec = build_heading_spec(flow, node, look);
	spec.number = opening.labelled ? opening.label : node->u.header.number;
	spec.number_role = TS_NUMBER;
	spec.skip = opening.said;
	if (look->run_in && run_in(flow, node, spec))
		return;
	hang_number(flow, &spec);
	FlowBlock *block = build_block(flow, FLOW_LINE, node);
	block->heading = true;
	Par *par = par_balanced(flow->setting->context, &spec, build_arena(flow));
	bool opens = flow->pending.start != FLOW_ON ||
	             (first < flow->list->count && flow->list->items[first].start != FLOW_ON);
	Length leading = build_heading_leading(flow, look, par_lines(par, par_best(par)), opens);
	build_add_fixed(flow, block, par, leading, look->size);
	flow->pending.space = look->after;
	if (look->rule)
		add_rule(flow, node, look);
	keep_heading(flow, first);
	build_keep(flow);
	flow->after = AFTER_HEADING;
}
