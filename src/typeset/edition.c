/* The rounds of an edition, and what is asked of it afterwards. */
#include "typeset/page/page.h"

#include <stdlib.h>

enum { ROUNDS = 3 };

struct TsEdition {
	TsJob job;
	FlowSetting setting;
	FlowGalley galley; /* of the last round, as is the makeup */
	PageMakeup makeup;
	DocPageMap map;
	bool refers;         /* pages' numbers stand in the text */
	const char **labels; /* of the round before, by serial of a target */
};

/* ---- rounds ---- */

static void clear_round(TsEdition *edition)
{
	page_free(&edition->makeup);
	flow_free(&edition->galley);
}

static const char *old_label(void *closure, const DocNode *target)
{
	const TsEdition *edition = closure;
	return edition->labels && target && target->serial ? edition->labels[target->serial] : NULL;
}

static void set_round(TsEdition *edition)
{
	clear_round(edition);
	par_set_page_labels(edition->setting.context, edition->refers ? old_label : NULL, edition);
	flow_build(&edition->setting, &edition->galley);
	timer_ended(&edition->job.timer, "flow");
	page_make(&edition->setting, &edition->galley, &edition->makeup);
	timer_ended(&edition->job.timer, "page");
}

/* Keeps the labels of all places for the references of the next round; false when
 * they are the ones it had. */
static bool keep_labels(TsEdition *edition)
{
	const PageMakeup *makeup = &edition->makeup;
	uint32_t serials = edition->job.doc->serials;
	const char **labels = arena_alloc(edition->setting.arena, (serials + 1) * sizeof *labels);
	bool changed = edition->labels == NULL;
	for (uint32_t i = 1; i <= serials; i++) {
		if (makeup->place_of[i])
			labels[i] = makeup->pages[makeup->places[makeup->place_of[i] - 1].page].label;
		changed = changed || !str_eq(labels[i], edition->labels[i]);
	}
	edition->labels = labels;
	return changed;
}

/* Rounds until the numbers of pages in the text are those that it leads to.  Where the
 * last round has others they are set right within its lines, so that no page changes any
 * more. */
static void repeat_rounds(TsEdition *edition)
{
	bool changed = edition->refers && keep_labels(edition);
	for (int round = 1; round < ROUNDS && changed; round++) {
		set_round(edition);
		changed = keep_labels(edition);
	}
	if (changed)
		par_renumber(edition->setting.context, edition->setting.arena);
}

static bool has_references(const Doc *doc)
{
	for (size_t i = 0; i <= doc->note_count; i++) {
		const DocNode *top = i ? doc->notes[i - 1] : doc->root;
		for (const DocNode *node = top; node; node = doc_next(node, top, false)) {
			if (node->type == DOC_LINK && node->u.link.kind == DOC_LINK_REFERENCE)
				return true;
		}
	}
	return false;
}

/* Whether the text is surely longer than an article, by its letters. */
static bool is_long(const Doc *doc, const Style *style)
{
	enum { LETTERS_OF_A_PAGE = 2400 };
	size_t sum = 0, most = (size_t)style->title.block_below_pages * LETTERS_OF_A_PAGE * 2;
	for (const DocNode *node = doc->root; node && sum <= most; node = doc_next(node, doc->root, false))
		sum += node->type == DOC_TEXT ? node->u.text.len : 0;
	return sum > most;
}

static TsEdition *new_edition(const TsJob *job)
{
	const Style *style = job->style;
	TsEdition *edition = base_calloc(1, sizeof *edition);
	Length width = style->page.width - style->page.inner - style->page.outer,
	       height = style->page.height - style->page.top - style->page.bottom;
	int columns = style->page.columns;
	edition->job = *job;
	edition->refers = has_references(job->doc);
	edition->setting = (FlowSetting){
	        .job = &edition->job,
	        .context = par_context_new(&edition->job),
	        .arena = arena_new(),
	        .measure = (width - (columns - 1) * style->page.column_gap) / columns,
	        .text_width = width,
	        .text_height = height / style->text.leading * style->text.leading,
	        .columns = columns,
	        .book = is_long(job->doc, style),
	        .pars = base_calloc(job->doc->serials + 1, sizeof(Par *)),
	};
	return edition;
}

static void warn_overfull(const TsEdition *edition)
{
	const FlowList *list = &edition->makeup.list;
	for (size_t i = 0; i < list->count; i++) {
		const FlowItem *item = &list->items[i];
		const FlowBlock *block = item->block;
		Length over = block->kind == FLOW_LINE ? par_overfull(block->par, item->variant, item->line) : 0;
		if (over > LENGTH_PT && block->node)
			diag_report(edition->job.diag, DIAG_WARNING, block->node->pos, "line-overfull",
			            "a line here is %d pt wider than the page's text; shorten it or allow a break",
			            over / LENGTH_PT);
	}
}

TsEdition *ts_typeset(const TsJob *job)
{
	TsEdition *edition = new_edition(job);
	set_round(edition);
	if (!edition->setting.book && edition->makeup.page_count >= (size_t)job->style->title.block_below_pages) {
		edition->setting.book = true;
		set_round(edition);
	}
	repeat_rounds(edition);
	edition->map = page_map(&edition->makeup);
	warn_overfull(edition);
	page_trace_lines(&edition->makeup);
	page_trace(&edition->makeup);
	edition->job.timer = (Timer){0}; /* what is set for a page as it is painted is painting */
	return edition;
}

void ts_free(TsEdition *edition)
{
	if (!edition)
		return;
	clear_round(edition);
	free(edition->setting.pars);
	par_context_free(edition->setting.context);
	arena_free(edition->setting.arena);
	free(edition);
}

size_t ts_page_count(const TsEdition *edition)
{
	return edition->makeup.page_count;
}

const TsPage *ts_page(const TsEdition *edition, size_t index, Arena *arena)
{
	return page_paint(&edition->makeup, index, arena);
}

const char *ts_page_label(const TsEdition *edition, size_t index)
{
	return edition->makeup.pages[index].label;
}

TsPlace ts_place(const TsEdition *edition, const DocNode *node)
{
	return page_place(&edition->makeup, node);
}

const DocPageMap *ts_page_map(const TsEdition *edition)
{
	return &edition->map;
}
