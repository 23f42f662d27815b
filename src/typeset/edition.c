/* The rounds of an edition, and what is asked of it afterwards. */
#include "typeset/page/page.h"

#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 3 };

struct TsEdition {
	TsJob job;
	FlowSetting setting;
	FlowGalley galley; /* of the last round, as is the makeup */
	PageMakeup makeup;
	DocPageMap map;
	const DocNode **links; /* that pages' numbers may stand after */
	size_t link_count, link_cap;
	bool *told;          /* by serial of a link: its page's number stands after it */
	const char **labels; /* of the round before, by serial of a target */
};

/* ---- rounds ---- */

static void clear_round(TsEdition *edition)
{
	page_free(&edition->makeup);
	flow_free(&edition->galley);
}

static const char *old_label(void *closure, const DocNode *link)
{
	const TsEdition *edition = closure;
	const DocNode *target = link->u.link.target;
	return edition->labels && target && edition->told[link->serial] ? edition->labels[target->serial] : NULL;
}

static void set_round(TsEdition *edition)
{
	clear_round(edition);
	par_set_page_labels(edition->setting.context, edition->link_count ? old_label : NULL, edition);
	flow_build(&edition->setting, &edition->galley);
	flow_ahead_end(edition->setting.ahead);
	timer_ended(&edition->job.timer, "flow");
	page_make(&edition->setting, &edition->galley, &edition->makeup);
	flow_forget_text(&edition->galley);
	timer_ended(&edition->job.timer, "page");
}

/* Whether a link and its target stand on pages that are seen together. */
static bool are_seen_together(const TsEdition *edition, const DocNode *link)
{
	size_t page = page_place(&edition->makeup, link).page,
	       target = page_place(&edition->makeup, link->u.link.target).page;
	return page != SIZE_MAX && target != SIZE_MAX && (page + 1) / 2 == (target + 1) / 2;
}

/* Tells the page after the links whose targets the reader does not see; what has been told once is told on. Returns
 * whether there are more of them. */
static bool tell_pages(TsEdition *edition)
{
	bool changed = false;
	for (size_t i = 0; i < edition->link_count; i++) {
		const DocNode *link = edition->links[i];
		if (edition->told[link->serial] || are_seen_together(edition, link))
			continue;
		edition->told[link->serial] = changed = true;
	}
	return changed;
}

/* Keeps the labels of all targets for the references of the next round; false when
 * they are the ones it had. */
static bool keep_labels(TsEdition *edition)
{
	const PageMakeup *makeup = &edition->makeup;
	const char **labels = arena_alloc(edition->setting.arena, (edition->job.doc->serials + 1) * sizeof *labels);
	bool changed = edition->labels == NULL;
	for (size_t i = 0; i < edition->link_count; i++) {
		const DocNode *target = edition->links[i]->u.link.target;
		TsPlace place = page_place(makeup, target);
		if (place.page != SIZE_MAX)
			labels[target->serial] = makeup->pages[place.page].label;
		changed = changed || !str_eq(labels[target->serial], edition->labels[target->serial]);
	}
	edition->labels = labels;
	return changed;
}

/* Counts each page's notes, if the style wants it; whether some are called otherwise than before. */
static bool count_notes(TsEdition *edition)
{
	const Doc *doc = edition->job.doc;
	if (!par_counts_by_page(edition->setting.context))
		return false;
	size_t *pages = base_calloc(doc->note_count + 1, sizeof *pages);
	for (size_t i = 0; i < doc->note_count; i++) {
		const DocNode *call = doc_note_call(doc->notes[i]);
		size_t page = call ? page_place(&edition->makeup, call).page : SIZE_MAX;
		pages[i] = page == SIZE_MAX ? 0 : page + 1;
	}
	bool changed = par_set_note_groups(edition->setting.context, pages);
	free(pages);
	return changed;
}

/* Rounds until the numbers of pages and notes in the text are those that it leads to.  Where the
 * last round has others they are set right within its lines, so that no page changes any
 * more. */
static void repeat_rounds(TsEdition *edition)
{
	bool changed = edition->link_count && keep_labels(edition), counted = count_notes(edition);
	for (int round = 1; round < ROUNDS && (tell_pages(edition) || counted || (changed && round > 1)); round++) {
		set_round(edition);
		changed = edition->link_count && keep_labels(edition);
		counted = count_notes(edition);
	}
	if (changed || counted)
		par_renumber(edition->setting.context, edition->setting.arena);
}

static void find_links(TsEdition *edition)
{
	const Doc *doc = edition->job.doc;
	for (size_t i = 0; i <= doc->note_count; i++) {
		const DocNode *top = i ? doc->notes[i - 1] : doc->root;
		for (const DocNode *node = top; node; node = doc_next(node, top, false)) {
			if (node->type != DOC_LINK || node->u.link.kind != DOC_LINK_REFERENCE || !node->u.link.target)
				continue;
			edition->links = base_grow(edition->links, edition->link_count, &edition->link_cap,
			                           sizeof *edition->links);
			edition->links[edition->link_count++] = node;
		}
	}
	edition->told = base_calloc(doc->serials + 1, sizeof *edition->told);
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
	find_links(edition);
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

/* Whether justified lines are as uneven as eyes stop at: by the coefficient of variation of their spaces. */
static bool is_uneven(const FlowList *list)
{
	const double most = 0.2;
	double sum = 0, squares = 0;
	size_t count = 0;
	for (size_t i = 0; i < list->count; i++) {
		const FlowItem *item = &list->items[i];
		double spaces =
		        item->block->kind == FLOW_LINE ? par_spaces(item->block->par, item->variant, item->line) : 0;
		sum += spaces;
		squares += spaces * spaces;
		count += spaces > 0;
	}
	return count && squares * (double)count > sum * sum * (1 + most * most);
}

/* A language whose words nobody here can hyphenate is set ragged rather than uneven. */
static void end_unevenness(TsEdition *edition)
{
	const TsJob *job = &edition->job;
	if (!job->style->text.hyphenate || job->style->text.rag == STY_RAGGED || job->doc->meta.dir == DOC_DIR_RTL ||
	    txt_hyphenates(job->fonts, job->doc->meta.lang) || !is_uneven(&edition->makeup.list))
		return;
	edition->setting.ragged = true;
	memset(edition->setting.pars, 0, (job->doc->serials + 1) * sizeof *edition->setting.pars);
	set_round(edition);
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
	if (job->pool && !job->timer.ended)
		edition->setting.ahead = flow_ahead_new(&edition->setting, job->pool, flow_foretell);
	set_round(edition);
	if (!edition->setting.book && edition->makeup.page_count >= (size_t)job->style->title.block_below_pages) {
		edition->setting.book = true;
		set_round(edition);
	}
	end_unevenness(edition);
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
	free(edition->links);
	free(edition->told);
	flow_ahead_free(edition->setting.ahead);
	par_context_free(edition->setting.context);
	arena_free(edition->setting.arena);
	free(edition);
}

bool ts_is_book(const TsEdition *edition)
{
	return edition->setting.book;
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

const char *ts_note_mark(const TsEdition *edition, const DocNode *note)
{
	return par_note_mark(edition->setting.context, note);
}

TsPlace ts_place(const TsEdition *edition, const DocNode *node)
{
	return page_place(&edition->makeup, node);
}

const DocPageMap *ts_page_map(const TsEdition *edition)
{
	return &edition->map;
}
