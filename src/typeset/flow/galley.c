/* The whole galley: the text, its notes, the title over columns. */
#include "typeset/flow/builder.h"

#include <stdlib.h>

/* Page breaking asks for the heights of parts again and again. */
static void add_up(FlowNote *note)
{
	Length end = 0;
	note->ends = base_alloc((note->list.count + 1) * sizeof *note->ends);
	for (size_t i = 0; i < note->list.count; i++)
		note->ends[i] = end += note->list.items[i].before + note->list.items[i].height;
}

/* Most notes are a line or two, and there may be many: what their list keeps free for more is given back. */
static void fit_list(FlowList *list)
{
	enum { FEW = 8 };
	if (!list->count || list->cap > FEW)
		return;
	list->items = base_realloc(list->items, list->count * sizeof *list->items);
	list->cap = list->count;
}

/* A note that is first referred to inside another follows that one. */
static void build_notes(Flow *flow)
{
	const Doc *doc = flow->setting->job->doc;
	FlowGalley *galley = flow->galley;
	if (flow->setting->job->style->notes.place == STY_NOTES_SIDE)
		flow->width = flow->setting->job->style->notes.side_width;
	size_t *owners = base_calloc(doc->note_count + 1, sizeof *owners); /* by note: whose list it is in */
	galley->note_count = doc->note_count;
	galley->notes = base_calloc(doc->note_count + 1, sizeof *galley->notes);
	for (size_t i = 0; i < doc->note_count; i++) {
		const DocNode *note = doc->notes[i],
		              *around = note->u.note.ref ? doc_ancestor(note->u.note.ref, DOC_NOTE) : NULL;
		size_t place = around && around->u.note.number ? around->u.note.number - 1 : i;
		owners[i] = place < i ? owners[place] : i;
		flow->pending = (Pending){0};
		flow->front = false;
		build_note(flow, note, &galley->notes[owners[i]].list);
		fit_list(&galley->notes[owners[i]].list);
	}
	free(owners);
	for (size_t i = 0; i < doc->note_count; i++)
		add_up(&galley->notes[i]);
}

/* The title and the abstract, set over all columns, and the white below: a multiple of the leading.  Returns the last
 * block that was set, as build_before_contents does. */
static const DocNode *build_span(const FlowSetting *setting, FlowGalley *galley)
{
	Length leading = flow_leading(setting), sum = 0;
	Flow flow = build_start(setting, galley, &galley->span, setting->job->style->text.size, leading);
	flow.width = setting->text_width;
	build_title(&flow);
	const DocNode *set = build_before_contents(&flow);
	for (size_t i = 0; i < galley->span.count; i++)
		sum += galley->span.items[i].before + galley->span.items[i].height;
	galley->span_height = sum ? (sum + flow.pending.space + leading - 1) / leading * leading : 0;
	build_end(&flow);
	return set;
}

/* Whether what a book's text begins with is a preface or the like, which has roman folios too. */
static bool begins_with_front(const FlowSetting *setting)
{
	const Doc *doc = setting->job->doc;
	return setting->book && setting->job->style->chapter.new_page && doc->section_count &&
	       doc->sections[0].matter == DOC_MATTER_FRONT;
}

/* Title, contents and the body, in the order of the pages. */
static void build_text(Flow *flow)
{
	const FlowSetting *setting = flow->setting;
	const Doc *doc = setting->job->doc;
	const DocNode *set = NULL;
	if (setting->columns > 1 && !setting->book)
		set = build_span(setting, flow->galley);
	else
		build_title(flow);
	set = set ? set : build_before_contents(flow);
	build_contents(flow);
	flow->front = begins_with_front(setting);
	if (flow->list->count && setting->book)
		build_begin(flow, FLOW_RECTO, FLOW_FULL);
	build_but(flow, doc->root, set);
	build_end_notes(flow, NULL);
	build_colophon(flow);
	if (doc->coda)
		build_blocks(flow, doc->coda);
}

void flow_build(const FlowSetting *setting, FlowGalley *galley)
{
	const Style *style = setting->job->style;
	const Doc *doc = setting->job->doc;
	*galley = (FlowGalley){0};
	galley->half_title = setting->book && style->title.half_title && style->title.show && doc->meta.titled;
	galley->parted = setting->book && style->chapter.new_page && doc_has_parts(doc);
	Flow flow = build_start(setting, galley, &galley->list, style->text.size, style->text.leading);
	/* half lines between paragraphs keep no grid, which only columns need then */
	build_top(&flow)->off_grid = setting->columns == 1 && style->text.paragraph_space % style->text.leading;
	build_text(&flow);
	if (!build_top(&flow)->off_grid)
		build_grid(&galley->list, style->text.leading);
	if (flow_has_page_notes(setting))
		build_notes(&flow);
	build_end(&flow);
}

void flow_free(FlowGalley *galley)
{
	flow_free_list(&galley->list);
	flow_free_list(&galley->span);
	for (size_t i = 0; i < galley->note_count; i++) {
		flow_free_list(&galley->notes[i].list);
		free(galley->notes[i].ends);
	}
	for (size_t i = 0; i < galley->float_count; i++)
		flow_free_list(&galley->floats[i].list);
	for (size_t i = 0; i < galley->broadside_count; i++)
		flow_free_list(&galley->broadsides[i].list);
	for (size_t i = 0; i < galley->wide_count; i++)
		flow_free_list(&galley->wides[i].list);
	free(galley->wides);
	free(galley->notes);
	free(galley->floats);
	free(galley->broadsides);
	*galley = (FlowGalley){0};
}

void flow_forget_text(FlowGalley *galley)
{
	bool repeats = false;
	for (size_t i = 0; i < galley->list.count && !repeats; i++)
		repeats = galley->list.items[i].block->kind == FLOW_ROW;
	if (!repeats)
		flow_free_list(&galley->list);
}
