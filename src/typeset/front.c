/* What comes before the body: title, contents; the cover's words. */
#include "typeset/build.h"

#include <string.h>

static void add_title_line(Flow *flow, const char *text, TsTitlePart part, TsUnit size, TsUnit before, bool italic)
{
	if (!text)
		return;
	ParSpec spec = flow_spec(flow->edition, NULL);
	spec.measure = flow->width;
	spec.text = text;
	spec.role = TS_TITLE;
	spec.sub = (uint8_t)part;
	spec.style.size = size;
	spec.style.italic = italic;
	spec.align = flow->edition->book ? PAR_CENTERED : PAR_RAGGED;
	spec.hyphenate = false;
	build_space(flow, before);
	flow->opening = true;
	size_t first = build_add(flow, &spec, size * 6 / 5);
	build_off_grid(flow, first);
	for (size_t i = first; i < flow->list->count; i++) {
		flow->list->items[i].keep_before = true;
		flow->list->items[i].penalty = i ? FLOW_FORBIDDEN : 0;
	}
	flow->keep = true;
}

static const char *people_line(Flow *flow)
{
	const DocMeta *meta = &flow->edition->job.doc->meta;
	Buf text = {0};
	for (size_t i = 0; i < meta->people_count; i++)
		buf_printf(&text, "%s%s", i ? doc_comma(meta->lang) : "", meta->people[i].name);
	const char *copy = text.len ? arena_strndup(build_arena(flow), text.data, text.len) : NULL;
	buf_free(&text);
	return copy;
}

/* At the foot of the title page's verso. */
static void add_imprint(Flow *flow)
{
	const TsEdition *edition = flow->edition;
	flow->keep = false;
	flow->new_page = true;
	flow->space = edition->text_height * 4 / 5;
	add_title_line(flow, edition->job.doc->meta.rights, TS_PART_RIGHTS, edition->job.style->notes.size, 0, false);
}

void build_title(Flow *flow)
{
	const TsEdition *edition = flow->edition;
	const Style *style = edition->job.style;
	const DocMeta *meta = &edition->job.doc->meta;
	if (!meta->titled)
		return;
	if (edition->book) {
		flow->front = true;
		flow->space = edition->text_height / 5;
	}
	add_title_line(flow, meta->title, TS_PART_TITLE, style->title.title_size, 0, false);
	add_title_line(flow, meta->subtitle, TS_PART_SUBTITLE, style->title.subtitle_size, style->title.subtitle_size / 2, true);
	add_title_line(flow, people_line(flow), TS_PART_AUTHOR, style->title.author_size, style->title.author_size, false);
	add_title_line(flow, meta->date_text, TS_PART_DATE, style->title.author_size, style->title.author_size / 2, false);
	if (edition->book && meta->rights)
		add_imprint(flow);
	flow->space = style->text.leading * (edition->book ? 0 : 2);
	flow->keep = !edition->book;
	flow->new_page = edition->book;
	flow->recto = edition->book;
	flow->indent = false;
}

static void add_toc_entry(Flow *flow, const DocSection *section)
{
	const Style *style = flow->edition->job.style;
	ParSpec spec = flow_spec(flow->edition, section->header);
	bool chapter = section->level == 1;
	spec.text = section->header->u.header.number
	                    ? arena_printf(build_arena(flow), "%s\u00A0 %s", section->header->u.header.number, section->text)
	                    : section->text;
	spec.role = TS_TOC_ENTRY;
	spec.left = section->level * style->list.indent;
	spec.first = -style->list.indent; /* what turns over is indented under it */
	spec.right = 2 * style->text.size;
	spec.align = PAR_RAGGED;
	spec.hyphenate = false;
	if (chapter)
		build_space(flow, style->text.leading / 4);
	FlowBlock *block = build_block(flow, FLOW_LINE, spec.node);
	FlowItem like = build_like(flow, block, style->text.leading, spec.style.size);
	block->toc = true;
	block->par = par_break(flow->edition->context, &spec, build_arena(flow));
	like.on_grid = false;
	if (flow_add_par(flow->list, block, par_best(block->par), &like, flow->space))
		build_done(flow);
}

void build_contents(Flow *flow)
{
	const Doc *doc = flow->edition->job.doc;
	bool wanted = doc->meta.toc == 1 || (doc->meta.toc < 0 && flow->edition->book && doc->section_count > 2);
	if (!wanted)
		return;
	const StyHead *head = build_head(flow, 1);
	ParSpec spec = build_head_spec(flow, NULL, head);
	spec.text = doc_term(doc->meta.lang, DOC_TERM_CONTENTS);
	spec.role = TS_TOC_TITLE;
	flow->opening = true;
	build_off_grid(flow, build_add(flow, &spec, head->leading));
	flow->space = head->after;
	flow->keep = true;
	for (size_t i = 0; i < doc->section_count; i++) {
		if (doc->sections[i].level <= doc->meta.toc_depth && !doc->sections[i].header->u.header.unlisted)
			add_toc_entry(flow, &doc->sections[i]);
	}
	flow->space = flow->edition->job.style->text.leading * 2;
	flow->new_page = flow->recto = flow->edition->book;
	flow->indent = false;
}
