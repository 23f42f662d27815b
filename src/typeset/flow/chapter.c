/* How a book's parts and chapters begin. */
#include "typeset/flow/builder.h"

/* Chapters begin pages, with white above. */
static void open_chapter(Flow *flow)
{
	const Style *style = flow->setting->job->style;
	if (!flow->setting->book || !style->chapter.new_page)
		return;
	bool recto = style->chapter.recto || flow->front || flow->opened == OPENED_PART;
	build_begin(flow, recto ? FLOW_RECTO : FLOW_PAGE, FLOW_FOLIO);
	flow->front = false;
	flow->pending.space = style->chapter.sinkage;
	flow->opened = OPENED_CHAPTER;
}

/* A part has a leaf of its own, with nothing but its name and perhaps a motto. */
static void open_part(Flow *flow, StyHead *head)
{
	build_begin(flow, FLOW_RECTO, FLOW_BARE);
	flow->front = false;
	flow->opened = OPENED_PART;
	flow->pending.space = flow->setting->text_height / 4;
	head->size = head->size * 4 / 3;
	head->leading = head->leading * 4 / 3;
}

StyHead build_opening(Flow *flow, const DocNode *header, int level)
{
	const Doc *doc = flow->setting->job->doc;
	bool top = header->parent->type == DOC_ROOT;
	bool part = top && level == 1 && flow->galley->parted && doc_is_silent(doc, &doc->sections[flow->section]);
	flow->in_part = top && level == 1 ? part : flow->in_part;
	StyHead head = *build_head(flow, flow->in_part && level > 1 ? level - 1 : level);
	build_space(flow, flow->after == AFTER_HEADING ? head.before * 2 / 3
	                                               : head.before); /* one under another needs less */
	if (part)
		open_part(flow, &head);
	else if (top && level == (flow->in_part ? 2 : 1))
		open_chapter(flow);
	return head;
}
