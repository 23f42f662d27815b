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
static void open_part(Flow *flow, const DocSection *section)
{
	build_begin(flow, FLOW_RECTO, FLOW_BARE);
	flow->front &= section->matter == DOC_MATTER_FRONT;
	flow->opened = OPENED_PART;
	flow->pending.space = flow_leaf_top(flow->setting);
}

/* Its lines take whole ones of the text, so that a title below stands as on the grid as one without. */
static void add_label(Flow *flow, const DocNode *node, TsRole role, const StyOpening *opening, const char *text,
                      bool centered)
{
	const StyHeading *look = &flow->setting->job->style->heading[STY_LABEL];
	Length leading = flow_leading(flow->setting), over = (look->leading + look->after) % leading;
	StyHeading label = *look;
	label.centered = centered;
	ParSpec spec = build_heading_spec(flow, node, &label);
	spec.text = text;
	spec.role = role;
	FlowBlock *block = build_block(flow, FLOW_LINE, node);
	block->heading = true;
	build_add_fixed(flow, block, par_balanced(flow->setting->context, &spec, build_arena(flow)), look->leading,
	                look->size);
	if (*opening->ornament) {
		spec.text = opening->ornament;
		spec.role = TS_ARTIFACT_LAYOUT;
		block = build_block(flow, FLOW_LINE, NULL);
		block->heading = true;
		build_add_fixed(flow, block, par_break(flow->setting->context, &spec, build_arena(flow)), leading,
		                look->size);
	}
	flow->pending.space = look->after + (over ? leading - over : 0);
}

/* The label that the style has for a part or a chapter; NULL. */
static const char *label_of(Flow *flow, const DocSection *section, StyOpening *opening)
{
	if (!section || section->division == DOC_DIVISION_SECTION)
		return NULL;
	*opening = sty_opening(flow->setting->job->style, section->division == DOC_DIVISION_PART);
	return doc_division_label(build_arena(flow), section, opening->label, opening->word);
}

/* The words that a part begins with, if these are its label: "Part One"; NULL. */
static const DocNode *own_label(const DocNode *header)
{
	const DocNode *first = header->first;
	return first && first->type == DOC_SPAN && doc_has_class(first, "division") ? first->first : NULL;
}

BuildOpening build_opening(Flow *flow, const DocNode *header)
{
	const DocSection *section = header->u.header.section;
	DocDivision division = section ? section->division : DOC_DIVISION_SECTION;
	int level = section ? flow->galley->parted ? section->rank : section->level : header->u.header.level;
	bool part = division == DOC_DIVISION_PART && flow->galley->parted;
	StyHeading look = part ? flow->setting->job->style->heading[STY_PART] : *build_heading_style(flow, level);
	if (flow->after == AFTER_HEADING) /* one under another needs a line less */
		build_space(flow, flow->pending.space + look.before - flow_leading(flow->setting));
	build_space(flow, flow->after == AFTER_HEADING ? 0 : look.before);
	build_spare_white(flow);
	if (part)
		open_part(flow, section);
	else if (division != DOC_DIVISION_SECTION)
		open_chapter(flow, section, &look);
	StyOpening opening = sty_opening(flow->setting->job->style, true);
	const DocNode *own = part ? own_label(header) : NULL;
	const char *label = label_of(flow, section, &opening);
	bool above = label && opening.place == STY_LABEL_ABOVE;
	if (own)
		add_label(flow, own, TS_BODY, &opening, own->u.text.text, look.centered);
	else if (above)
		add_label(flow, header, TS_NUMBER, &opening, label, look.centered);
	return (BuildOpening){look, above ? NULL : label, label != NULL, own ? (uint32_t)own->u.text.len + 1 : 0};
}

Length build_heading_leading(Flow *flow, const StyHeading *look, size_t lines, bool opens)
{
	enum { TIGHT = 108, OPEN = 160 }; /* per cent of its size */
	if (lines < 2)
		return look->leading;
	int64_t text = flow_leading(flow->setting), one = look->leading, all = (int64_t)lines * one,
	        over = (all - one) % text, less = (all - over) / (int64_t)lines,
	        more = (all - over + text) / (int64_t)lines;
	if (!over || build_top(flow)->off_grid || opens)
		return look->leading;
	bool can_less = less * 100 >= (int64_t)look->size * TIGHT, can_more = more * 100 <= (int64_t)look->size * OPEN;
	if (can_less && (!can_more || one - less <= more - one))
		return (Length)less;
	return can_more ? (Length)more : look->leading;
}
