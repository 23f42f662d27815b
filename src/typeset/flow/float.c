/* How high floats are, with their white. */
#include "typeset/flow/builder.h"

/* Up to whole lines, on a grid. */
static Length to_lines(const Flow *flow, Length height)
{
	Length leading = flow_leading(flow->setting);
	return flow->setting->job->style->page.grid ? (height + leading - 1) / leading * leading : height;
}

void build_float_heights(const Flow *flow, FlowFloat *set, Length below, bool heading_follows)
{
	Length height = flow_height(&set->list), all = to_lines(flow, set->white + height + below),
	       slack = all - (set->white + height + below);
	set->above = set->white + (heading_follows ? slack : set->below_heading ? 0 : slack / 2);
	set->height = all;
	if (!heading_follows)
		set->top_height = to_lines(flow, height + below);
}

void build_spare_white(Flow *flow)
{
	FlowList *list = flow->list;
	FlowItem *mark = list->count && list == &flow->galley->list ? &list->items[list->count - 1] : NULL;
	if (!mark || mark->block->kind != FLOW_FLOAT)
		return;
	FlowFloat *set = &flow->galley->floats[mark->block->number];
	Length after = flow->setting->job->style->figure.after, space = flow->pending.space;
	build_float_heights(flow, set, after > space ? after - space : 0, true);
	mark->height = set->height;
}
