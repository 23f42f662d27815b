/* How a book's parts and chapters begin. */
#include "typeset/flow/builder.h"
#include "typeset/flow/prices.h"

Length build_sinkage(Flow *flow, const StyHeading *look)
{
	Length sinkage = flow->setting->job->style->chapter.sinkage, leading = flow_leading(flow->setting),
	       over = (sinkage + look->leading + look->after) % leading;
	if (build_top(flow)->off_grid)
		return sinkage;
	return over <= leading / 2 && sinkage > over ? sinkage - over : sinkage + leading - over;
}

/* Chapters begin pages, with white above. */
static void open_chapter(Flow *flow, const DocSection *section, const StyHeading *look)
{
	const Style *style = flow->setting->job->style;
	if (!flow->setting->book || !style->chapter.new_page)
		return;
	bool recto = style->chapter.recto || flow->front || flow->opened == OPENED_PART;
	build_begin(flow, recto ? FLOW_RECTO : FLOW_PAGE, FLOW_FOLIO);
	flow->front &= section->matter == DOC_MATTER_FRONT;
	flow->pending.space = build_sinkage(flow, look);
	flow->opened = OPENED_CHAPTER;
}

/* A part has a leaf of its own, with nothing but its name and perhaps a motto. */
static void open_part(Flow *flow, const DocSection *section, StyHeading *look)
{
	build_begin(flow, FLOW_RECTO, FLOW_BARE);
	flow->front &= section->matter == DOC_MATTER_FRONT;
	flow->opened = OPENED_PART;
	flow->pending.space = flow_leaf_top(flow->setting);
	look->size = look->size * 4 / 3;
	look->leading = look->leading * 4 / 3;
}

StyHeading build_opening(Flow *flow, const DocNode *header)
{
	const DocSection *section = header->u.header.section;
	DocDivision division = section ? section->division : DOC_DIVISION_SECTION;
	int level = section ? flow->galley->parted ? section->rank : section->level : header->u.header.level;
	StyHeading look = *build_heading_style(flow, level);
	if (flow->after == AFTER_HEADING) /* one under another needs a line less */
		build_space(flow, flow->pending.space + look.before - flow_leading(flow->setting));
	build_space(flow, flow->after == AFTER_HEADING ? 0 : look.before);
	if (division == DOC_DIVISION_PART && flow->galley->parted)
		open_part(flow, section, &look);
	else if (division != DOC_DIVISION_SECTION)
		open_chapter(flow, section, &look);
	return look;
}

Length build_heading_leading(Flow *flow, const StyHeading *look, size_t lines)
{
	enum { TIGHT = 108, OPEN = 160 }; /* per cent of its size */
	if (lines < 2)
		return look->leading;
	int64_t text = flow_leading(flow->setting), one = look->leading, all = (int64_t)lines * one,
	        over = (all - one) % text, less = (all - over) / (int64_t)lines,
	        more = (all - over + text) / (int64_t)lines;
	if (!over || build_top(flow)->off_grid || flow->pending.start != FLOW_ON)
		return look->leading; /* what begins a page has its white below */
	bool can_less = less * 100 >= (int64_t)look->size * TIGHT, can_more = more * 100 <= (int64_t)look->size * OPEN;
	if (can_less && (!can_more || one - less <= more - one))
		return (Length)less;
	return can_more ? (Length)more : look->leading;
}
