/* Paragraphs: prose, verse, who said it; what the first line of one is like after what stands above. */
#include "typeset/flow/builder.h"
#include "typeset/flow/prices.h"

/* Stanzas stay whole, if there is another place to end a page, and so do lines too long
 * for the measure. */
static void add_verse(Flow *flow, ParSpec *spec, Length leading)
{
	FlowBlock *block = build_block(flow, FLOW_LINE, spec->node);
	spec->ends = PAR_ENDS_OF_VERSE;
	spec->turnover = flow->setting->job->style->verse.turnover;
	spec->hyphenate = false;
	size_t first = build_add_fixed(flow, block, par_break(flow->setting->context, spec, build_arena(flow)), leading,
	                               spec->style.size);
	int divided = flow->list->count - first > FLOW_MOST_STANZA ? FLOW_LONG_STANZA : FLOW_STANZA;
	for (size_t i = first + 1; i < flow->list->count; i++) {
		FlowItem *item = &flow->list->items[i];
		int price = par_turned_over(block->par, item->variant, item->line) ? FLOW_VERSE_LINE : divided;
		item->penalty = item->penalty > price ? item->penalty : price;
	}
}

/* Sets an attribution under the end of the poem's longest line, or where it has room: it
 * may be longer than all lines. */
static void place_beside(Flow *flow, ParSpec *spec, const Context *context)
{
	Length room = spec->measure - spec->left - spec->right - par_natural(flow->setting->context, spec);
	if (room < 0)
		spec->left -= -room < context->verse_left ? -room : context->verse_left;
	else
		spec->right += room < context->verse_right ? room : context->verse_right;
}

/* Who said it: at the end of the line, and never without what was said. */
static void add_attribution(Flow *flow, const DocNode *node, ParSpec *spec)
{
	const Context *context = build_top(flow);
	spec->align = PAR_FLUSH_RIGHT;
	spec->hyphenate = spec->style.italic = false;
	if (context->accent)
		spec->style.size = flow->setting->job->style->text.size;
	if (context->verse)
		place_beside(flow, spec, context);
	spec->color = flow->setting->job->style->text.color;
	build_keep(flow);
	build_add_fixed(flow, build_block(flow, FLOW_LINE, node),
	                par_break(flow->setting->context, spec, build_arena(flow)), context->leading, spec->style.size);
}

/* What is centred comes in lines much alike. */
static void add_prose(Flow *flow, const ParSpec *spec, Length leading)
{
	if (spec->align == PAR_CENTERED)
		build_add_fixed(flow, build_block(flow, FLOW_LINE, spec->node),
		                par_balanced(flow->setting->context, spec, build_arena(flow)), leading,
		                spec->style.size);
	else
		build_add(flow, spec, leading);
}

/* What it costs to end a page after a paragraph that announces what follows: much if it
 * is but a line, a little if it ends in a colon. */
static int price_after(const DocNode *para, size_t lines)
{
	const DocNode *last = para->last;
	if (!para->next || para->next->type == DOC_PARA || para->next->type == DOC_HEADER)
		return 0;
	bool colon =
	        last && last->type == DOC_TEXT && last->u.text.len && last->u.text.text[last->u.text.len - 1] == ':';
	return lines == 1 ? FLOW_AFTER_LINE : colon ? FLOW_AFTER_COLON : 0;
}

static void set_para(Flow *flow, const DocNode *node, ParSpec *spec)
{
	const Context *context = build_top(flow);
	if (doc_is_attribution(node)) {
		spec->first = 0;
		add_attribution(flow, node, spec);
	} else if (context->verse) {
		add_verse(flow, spec, context->leading);
	} else {
		add_prose(flow, spec, context->leading);
	}
}

/* Whether it is a paragraph of pictures alone, in the text itself. */
static bool is_pictures(Flow *flow, const DocNode *node)
{
	return par_is_pictures(node) && !build_top(flow)->cell && !build_top(flow)->list_depth;
}

/* Words in a cell are hyphenated where one is too wide for it, or where there are
 * many: in short lines it disturbs more than it saves. */
static bool divides_words(Flow *flow, const ParSpec *spec)
{
	enum { PROSE = 6 }; /* lines */
	const Context *context = build_top(flow);
	Length width = spec->measure - spec->left - spec->right;
	bool may = flow->setting->job->style->text.hyphenate;
	if (flow->width >= PAR_ENDLESS || !may)
		return may && context->cell->divided;
	ParSpec endless = *spec;
	endless.measure = PAR_ENDLESS;
	endless.hyphenate = false;
	ParTrial trial = par_begin_trial(flow->setting->context);
	const Par *whole = par_break(flow->setting->context, &endless, trial.arena);
	bool prose = context->cell->weight < 700 && par_max_content(whole) / PROSE > width;
	bool divides = prose || par_min_content(whole) > width;
	par_end_trial(flow->setting->context, &trial);
	return divides;
}

static ParSpec para_spec(Flow *flow, const DocNode *node)
{
	const Style *style = flow->setting->job->style;
	Context *context = build_top(flow);
	ParSpec spec = build_spec(flow, node);
	bool spaced = style->text.paragraph_space > 0 || context->note;
	bool all = style->text.indent_all && node->parent->type == DOC_ROOT;
	bool first = (flow->after != AFTER_PARAGRAPH && !all && !doc_begins_anew(node)) || flow->pending.label ||
	             doc_goes_on(node),
	     apart = style->text.paragraph_space || context->verse;
	spec.signed_off = !doc_is_attribution(node) && !context->verse && doc_signs_off(node);
	if (node->type == DOC_PARA && flow->after == AFTER_PARAGRAPH && apart && !context->tight &&
	    !doc_is_attribution(node))
		build_space(flow, context->verse ? style->text.leading : style->text.paragraph_space);
	else if (node->type == DOC_PARA && !first && !spaced && spec.align != PAR_CENTERED &&
	         spec.align != PAR_FLUSH_RIGHT)
		spec.first = style->text.indent;
	if (is_pictures(flow, node)) {
		spec.first = 0;
		spec.align = build_centers(flow) ? PAR_CENTERED : PAR_RAGGED;
		build_space(flow, flow_half_line(context->leading));
	}
	if (context->cell) {
		spec.first = 0;
		spec.hyphenate = divides_words(flow, &spec);
		build_space(flow, flow->after == AFTER_PARAGRAPH && !context->tight ? context->leading / 3 : 0);
	}
	return spec;
}

void build_para(Flow *flow, const DocNode *node)
{
	size_t before = flow->list->count;
	ParSpec spec = para_spec(flow, node);
	if (flow->opened == OPENED_CHAPTER && node->parent->type == DOC_ROOT) {
		build_initial(flow, node, &spec);
		flow->opened = OPENED_NONE;
	}
	spec.first += flow->pending.lead;
	set_para(flow, node, &spec);
	if (is_pictures(flow, node))
		build_space(flow, flow_half_line(build_top(flow)->leading));
	bool title = doc_has_class(node, "div-title"); /* a box's first paragraph follows it as one does a heading */
	flow->pending.penalty = title ? FLOW_FORBIDDEN : price_after(node, flow->list->count - before);
	flow->after = title ? AFTER_OTHER : AFTER_PARAGRAPH;
}

static After after_of(const DocNode *before)
{
	if (before && before->type == DOC_HEADER)
		return AFTER_HEADING;
	return before && (before->type == DOC_PARA || before->type == DOC_PLAIN) ? AFTER_PARAGRAPH : AFTER_OTHER;
}

ParSpec flow_foretell(const FlowSetting *setting, const DocNode *para)
{
	const Style *style = setting->job->style;
	Flow flow = build_start(setting, NULL, NULL, style->text.size, style->text.leading);
	flow.after = after_of(para->prev);
	ParSpec spec = para_spec(&flow, para);
	build_end(&flow);
	return spec;
}
