/* Tables that no page takes upright, and what its author wants so: set a quarter to the left, as binders have it, to be
 * on pages of their own.  Text flows on in front. */
#include "typeset/flow/builder.h"

uint32_t build_anchor(Flow *flow)
{
	if (flow->list->count && flow->pending.start == FLOW_ON)
		return (uint32_t)flow->list->count - 1;
	FlowBlock *block = build_block(flow, FLOW_LABEL, NULL);
	FlowItem *item = flow_add(flow->list, block);
	*item = build_like(flow, block, 0, 0);
	item->on_grid = true;
	build_done(flow);
	return (uint32_t)flow->list->count - 1;
}

/* Whether anything can be turned here: only the text itself has pages. */
static bool may_turn(Flow *flow)
{
	return flow->list == &flow->galley->list && !flow->setting->job->upright && !build_top(flow)->box;
}

static FlowBroadside *open_broadside(Flow *flow)
{
	FlowGalley *galley = flow->galley;
	uint32_t after = build_anchor(flow);
	galley->broadsides = base_grow(galley->broadsides, galley->broadside_count, &galley->broadside_cap,
	                               sizeof *galley->broadsides);
	FlowBroadside *broadside = &galley->broadsides[galley->broadside_count++];
	*broadside = (FlowBroadside){.after = after};
	return broadside;
}

static Flow begin_side(const Flow *flow, FlowBroadside *broadside)
{
	const Style *style = flow->setting->job->style;
	Flow side = build_start(flow->setting, flow->galley, &broadside->list, style->text.size, style->text.leading);
	side.width = broadside->width = flow->setting->text_height;
	return side;
}

bool build_broadside(Flow *flow, Table *table)
{
	if (!may_turn(flow))
		return false;
	FlowBroadside *broadside = open_broadside(flow);
	Flow side = begin_side(flow, broadside);
	Length width = build_fit(&side, table), least = side.width / 2;
	side.width = broadside->width = width > least ? width : least;
	build_table(&side, table, build_fit(&side, table));
	build_end(&side);
	return true;
}

/* Whether a part or a chapter begins in it, which has pages of its own. */
static bool holds_division(const DocNode *div)
{
	for (const DocNode *node = div; node; node = doc_next(node, div, false)) {
		const DocSection *section = node->type == DOC_HEADER ? node->u.header.section : NULL;
		if (section && section->division != DOC_DIVISION_SECTION)
			return true;
	}
	return false;
}

bool build_turns(Flow *flow, const DocNode *div)
{
	return doc_has_class(div, "landscape") && div->first && may_turn(flow) && !holds_division(div);
}

void build_landscape(Flow *flow, const DocNode *div)
{
	Flow side = begin_side(flow, open_broadside(flow));
	build_blocks(&side, div);
	build_end(&side);
}
