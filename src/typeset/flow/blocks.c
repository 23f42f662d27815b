/* From blocks to the vertical list. */
#include "typeset/flow/builder.h"
#include "typeset/flow/prices.h"

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

/* A div that is no part of the list around it, and is neither entered nor left. */
static bool is_set_at_once(Flow *flow, const DocNode *div)
{
	return build_turns(flow, div) || build_sets_columns(flow, div);
}

/* Blocks that are set at once; the others hold blocks. */
static bool add_leaf(Flow *flow, const DocNode *node)
{
	switch (node->type) {
	case DOC_PARA:
	case DOC_PLAIN:
		build_para(flow, node);
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
		if (doc_break_shows(node))
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
		if (is_set_at_once(flow, node))
			(build_turns(flow, node) ? build_landscape : build_columns)(flow, node);
		return is_set_at_once(flow, node);
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
		else if (walk.enter)
			build_enter(flow, walk.node);
		else if (!is_set(walk.node, set) && !(walk.node->type == DOC_DIV && is_set_at_once(flow, walk.node)))
			build_leave(flow, walk.node);
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
