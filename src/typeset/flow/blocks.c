/* From blocks to the vertical list. */
#include "typeset/flow/builder.h"
#include "typeset/flow/prices.h"

#include <stdlib.h>
#include <string.h>

/* ---- paragraphs ---- */

/* Stanzas stay whole, if there is another place to end a page, and so do lines too long
 * for the measure. */
static void add_verse(Flow *flow, ParSpec *spec, Length leading)
{
	FlowBlock *block = build_block(flow, FLOW_LINE, spec->node);
	spec->verse = true;
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

ParSpec build_para_spec(Flow *flow, const DocNode *node)
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
		spec.hyphenate = build_divides(flow, &spec);
		build_space(flow, flow->after == AFTER_PARAGRAPH && !context->tight ? context->leading / 3 : 0);
	}
	return spec;
}

static void add_para(Flow *flow, const DocNode *node)
{
	size_t before = flow->list->count;
	ParSpec spec = build_para_spec(flow, node);
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

size_t build_add_fixed(Flow *flow, FlowBlock *block, Par *par, Length leading, Length size)
{
	FlowItem like = build_like(flow, block, leading, size);
	size_t first = flow->list->count;
	block->par = par;
	if (block->heading)
		like.on_grid = false;
	if (flow_add_par(flow->list, block, par_best(par), &like, flow->pending.space))
		build_done(flow);
	build_space_after(flow, par, leading);
	return first;
}

/* ---- rules ---- */

/* A thematic break: a blank line, or the style's ornament with white around it. */
static void add_rule(Flow *flow, const DocNode *node)
{
	const Style *style = flow->setting->job->style;
	Length leading = flow_leading(flow->setting);
	bool kept = flow->pending.penalty >= FLOW_FORBIDDEN;
	const DocNode *picture = flow->setting->job->doc->meta.ornament;
	bool shows = picture || *style->breaks.ornament;
	if (shows) {
		ParSpec spec = build_spec(flow, NULL);
		spec.node = picture;
		spec.text = picture ? NULL : style->breaks.ornament;
		spec.role = TS_ARTIFACT_LAYOUT;
		spec.align = PAR_CENTERED;
		spec.hyphenate = false;
		spec.style.italic = false;
		build_label(flow, &spec, 0);
	}
	FlowBlock *block = build_block(flow, FLOW_RULE, node);
	build_space(flow, style->breaks.before);
	FlowItem *item = flow_add(flow->list, block);
	*item = build_like(flow, block, leading, style->text.size);
	item->on_grid &= !style->breaks.before;
	item->before = flow->pending.space;
	item->penalty = FLOW_FORBIDDEN;
	build_done(flow);
	/* it is not the text that a heading is kept with */
	flow->pending.penalty = kept ? FLOW_FORBIDDEN : shows ? 0 : FLOW_UNSEEN_BREAK;
	flow->pending.space = style->breaks.after;
	build_apart(flow);
}

/* ---- the walk ---- */

/* Blocks that are set at once; the others hold blocks. */
static bool add_leaf(Flow *flow, const DocNode *node)
{
	switch (node->type) {
	case DOC_PARA:
	case DOC_PLAIN:
		add_para(flow, node);
		return true;
	case DOC_HEADER:
		if (node->u.header.section && node->u.header.section->division != DOC_DIVISION_SECTION)
			build_end_notes(flow, node);
		build_header(flow, node);
		return true;
	case DOC_CODE_BLOCK:
		build_listing(flow, node);
		return true;
	case DOC_RULE:
		add_rule(flow, node);
		return true;
	case DOC_TABLE:
	case DOC_FIGURE:
		if (node->type == DOC_FIGURE && node->u.figure.listing)
			build_captioned_listing(flow, node);
		else
			build_float(flow, node);
		return true;
	case DOC_DIV:
		if (build_turns(flow, node)) {
			build_landscape(flow, node);
			return true;
		}
		if (!build_sets_columns(flow, node))
			return false;
		build_columns(flow, node);
		return true;
	case DOC_TERM:
		build_term(flow, node);
		return true;
	case DOC_PAGE_BREAK:
		build_begin(flow, flow->any ? FLOW_PAGE : FLOW_ON, FLOW_FULL);
		return true;
	default:
		return false;
	}
}

/* Whether it was set before its place came: up to such a child of the same parent. */
static bool is_set(const DocNode *node, const DocNode *set)
{
	return set && node->parent == set->parent && node->serial <= set->serial;
}

/* What parent holds, but for what has been set already; NULL if nothing has. */
void build_but(Flow *flow, const DocNode *parent, const DocNode *set)
{
	DocWalk walk = doc_walk(parent);
	while (doc_step(&walk)) {
		if (walk.node == parent)
			continue;
		if (walk.enter && (is_set(walk.node, set) || add_leaf(flow, walk.node)))
			doc_skip(&walk);
		else if (!walk.enter && !is_set(walk.node, set))
			build_leave(flow, walk.node);
		else if (walk.enter)
			build_enter(flow, walk.node);
	}
}

void build_blocks(Flow *flow, const DocNode *parent)
{
	build_but(flow, parent, NULL);
}

void build_whole(Flow *flow, const DocNode *node)
{
	if (add_leaf(flow, node))
		return;
	build_enter(flow, node);
	build_blocks(flow, node);
	build_leave(flow, node);
}

/* An abstract stands between the title and the contents, and so do a book's dedication and its motto. */
bool build_is_before_contents(const Flow *flow, const DocNode *node)
{
	if (node->type != DOC_DIV)
		return false;
	DocDivKind kind = node->u.div.kind;
	return kind == DOC_DIV_ABSTRACT ||
	       (flow->setting->book && (kind == DOC_DIV_DEDICATION || kind == DOC_DIV_EPIGRAPH));
}

/* Returns the last block that was set; NULL if there was none. */
const DocNode *build_before_contents(Flow *flow)
{
	const DocNode *last = NULL;
	for (const DocNode *node = flow->setting->job->doc->root->first; node && build_is_before_contents(flow, node);
	     node = node->next) {
		build_whole(flow, node);
		last = node;
	}
	return last;
}
