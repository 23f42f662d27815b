/* Tables that no page takes upright: set a quarter to the left, as binders have it, to be
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

bool build_broadside(Flow *flow, Table *table)
{
	const FlowSetting *setting = flow->setting;
	const Style *style = setting->job->style;
	FlowGalley *galley = flow->galley;
	if (flow->list != &galley->list || setting->job->upright || build_top(flow)->box)
		return false;
	uint32_t after = build_anchor(flow);
	galley->broadsides = base_grow(galley->broadsides, galley->broadside_count, &galley->broadside_cap,
	                               sizeof *galley->broadsides);
	FlowBroadside *broadside = &galley->broadsides[galley->broadside_count++];
	*broadside = (FlowBroadside){.after = after};
	Flow side = build_start(setting, galley, &broadside->list, style->text.size, style->text.leading);
	side.width = setting->text_height;
	Length width = build_fit(&side, table), least = side.width / 2;
	side.width = broadside->width = width > least ? width : least;
	build_table(&side, table, build_fit(&side, table));
	build_end(&side);
	return true;
}
