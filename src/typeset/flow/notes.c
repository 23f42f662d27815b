/* Notes, and those that stand in the text: at each chapter's end, below a rule, or at the book's, under a heading. */
#include "typeset/flow/builder.h"

/* The indent of notes, which their numbers hang in: of all alike.  In the margin they hang out of it. */
static Length note_indent(const Flow *flow)
{
	if (flow->setting->job->style->notes.place == STY_NOTES_SIDE)
		return 0;
	Length size = flow->setting->job->style->notes.size, indent = size * 3 / 2;
	for (size_t most = flow->setting->job->doc->note_count; most > 99; most /= 10)
		indent += size / 2;
	return indent;
}

void build_note(Flow *flow, const DocNode *note, FlowList *list)
{
	const Style *style = flow->setting->job->style;
	flow->list = list;
	flow->after = AFTER_OTHER;
	Context *context = build_push(flow);
	context->size = style->notes.size;
	context->leading = style->notes.leading;
	context->note = context->off_grid = true;
	context->ragged = style->notes.place == STY_NOTES_SIDE;
	ParSpec spec = build_spec(flow, note);
	spec.role = TS_NOTE_LABEL;
	spec.align = PAR_RAGGED;
	FlowLabel *label = build_label(flow, &spec, 0);
	Length indent = note_indent(flow);
	build_indent(context, note, indent);
	Length away = par_max_content(label->par) + style->notes.size / (context->ragged ? 3 : 2);
	label->x = note->dir != DOC_DIR_RTL ? indent - away : context->ragged ? away : 0;
	build_blocks(flow, note);
	flow->pending.label = NULL;
	flow->depth--;
}

static StyNotesPlace place_of(const Flow *flow)
{
	return flow->setting->job->style->notes.place;
}

static void add_heading(Flow *flow, const char *text, const StyHeading *look, const DocNode *node)
{
	ParSpec spec = build_heading_spec(flow, NULL, look);
	spec.text = text;
	spec.node = node;
	spec.hyphenate = false;
	spec.role = TS_NOTES_TITLE;
	build_space(flow, look->before);
	FlowBlock *block = build_block(flow, FLOW_LINE, NULL);
	block->heading = true;
	build_add_fixed(flow, block, par_balanced(flow->setting->context, &spec, build_arena(flow)), look->leading,
	                look->size);
	flow->pending.space = look->after;
	build_keep(flow);
	flow->after = AFTER_HEADING;
}

/* A book's notes begin a page, as a chapter does; an article's a section. */
static void begin_book_notes(Flow *flow)
{
	const Style *style = flow->setting->job->style;
	const StyHeading *look = build_heading_style(flow, 1);
	if (flow->setting->book && style->chapter.new_page) {
		build_begin(flow, style->chapter.recto ? FLOW_RECTO : FLOW_PAGE, FLOW_FOLIO);
		flow->pending.space = build_sinkage(flow, look);
	}
	add_heading(flow, lang_word(flow->setting->job->doc->meta.lang, LANG_NOTES), look, NULL);
}

/* The rule that notes at the foot have, too. */
static void begin_chapter_notes(Flow *flow)
{
	const Style *style = flow->setting->job->style;
	build_space(flow, 2 * style->text.leading);
	FlowBlock *block = build_block(flow, FLOW_RULE, NULL);
	FlowItem *item = flow_add(flow->list, block);
	*item = build_like(flow, block, style->notes.before, 0);
	block->width = style->notes.rule_width < build_width(flow) ? style->notes.rule_width : build_width(flow);
	block->x = flow->setting->job->doc->meta.dir == DOC_DIR_RTL ? build_width(flow) - block->width : 0;
	item->on_grid = false;
	item->before = flow->pending.space;
	build_done(flow);
	build_keep(flow);
}

/* Whose notes follow, where each chapter's are counted from the first. */
static void begin_group(Flow *flow, size_t chapter)
{
	const Doc *doc = flow->setting->job->doc;
	bool named = chapter && place_of(flow) == STY_NOTES_BOOK &&
	             flow->setting->job->style->notes.restart != STY_RESTART_NEVER;
	if (named)
		add_heading(flow, doc->sections[chapter - 1].text, build_heading_style(flow, 3),
		            doc->sections[chapter - 1].header);
}

void build_end_notes(Flow *flow, const DocNode *before)
{
	const Doc *doc = flow->setting->job->doc;
	StyNotesPlace place = place_of(flow);
	size_t first = flow->notes_done, last = SIZE_MAX;
	if (flow_has_page_notes(flow->setting) || (before && place == STY_NOTES_BOOK))
		return;
	for (; flow->notes_done < doc->note_count; flow->notes_done++) {
		const DocNode *note = doc->notes[flow->notes_done];
		size_t chapter = doc_note_chapter(doc, note);
		if (before && note->u.note.ref && note->u.note.ref->serial > before->serial)
			return;
		if (flow->notes_done == first)
			(place == STY_NOTES_BOOK ? begin_book_notes : begin_chapter_notes)(flow);
		if (chapter != last)
			begin_group(flow, chapter);
		last = chapter;
		build_note(flow, note, flow->list);
	}
}
