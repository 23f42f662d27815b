/* How a book's parts and chapters begin. */
#include "typeset/flow/builder.h"
#include "typeset/flow/prices.h"

/* Chapters begin pages, with white above. */
static void open_chapter(Flow *flow, const DocSection *section)
{
	const Style *style = flow->setting->job->style;
	if (!flow->setting->book || !style->chapter.new_page)
		return;
	bool recto = style->chapter.recto || flow->front || flow->opened == OPENED_PART;
	build_begin(flow, recto ? FLOW_RECTO : FLOW_PAGE, FLOW_FOLIO);
	flow->front &= section->matter == DOC_MATTER_FRONT;
	flow->pending.space = style->chapter.sinkage;
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
		open_chapter(flow, section);
	return look;
}
