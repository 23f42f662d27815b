/* How a book's parts and chapters begin. */
#include "typeset/flow/builder.h"

/* Chapters begin pages, with white above. */
static void open_chapter(Flow *flow)
{
	const Style *style = flow->edition->job.style;
	if (!flow->edition->book || !style->chapter.new_page)
		return;
	flow->new_page = flow->opening = true;
	flow->recto |= style->chapter.recto || flow->front || flow->parted;
	flow->front = flow->parted = false;
	flow->space = style->chapter.sinkage;
	flow->initial = true;
}

/* A part has a leaf of its own, with nothing but its name and perhaps a motto. */
static void open_part(Flow *flow, StyHead *head)
{
	flow->new_page = flow->recto = flow->opening = flow->bare = true;
	flow->front = false;
	flow->parted = true;
	flow->space = flow->edition->text_height / 4;
	head->size = head->size * 4 / 3;
	head->leading = head->leading * 4 / 3;
}

StyHead build_opening(Flow *flow, const DocNode *header, int level)
{
	const Doc *doc = flow->edition->job.doc;
	bool top = header->parent->type == DOC_ROOT;
	bool part = top && level == 1 && flow->edition->parted && doc_is_silent(doc, &doc->sections[flow->section]);
	flow->in_part = top && level == 1 ? part : flow->in_part;
	StyHead head = *build_head(flow, flow->in_part && level > 1 ? level - 1 : level);
	build_space(flow, flow->heading ? head.before * 2 / 3 : head.before); /* one under another needs less */
	if (part)
		open_part(flow, &head);
	else if (top && level == (flow->in_part ? 2 : 1))
		open_chapter(flow);
	return head;
}
