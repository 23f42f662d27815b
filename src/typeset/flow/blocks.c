/* From blocks to the vertical list. */
#include "typeset/flow/builder.h"

#include <stdlib.h>
#include <string.h>

Flow build_start(TsEdition *edition, FlowList *list, Length size, Length leading)
{
	Flow flow = {.edition = edition, .list = list, .width = edition->measure};
	flow.stack = base_grow(NULL, 0, &flow.cap, sizeof *flow.stack);
	flow.stack[0] = (Context){.size = size, .leading = leading};
	flow.depth = 1;
	return flow;
}

void build_end(Flow *flow)
{
	free(flow->stack);
}

Arena *build_arena(const Flow *flow)
{
	return flow->edition->arena;
}

Context *build_top(Flow *flow)
{
	return &flow->stack[flow->depth - 1];
}

Context *build_push(Flow *flow)
{
	flow->stack = base_grow(flow->stack, flow->depth, &flow->cap, sizeof *flow->stack);
	flow->stack[flow->depth] = flow->stack[flow->depth - 1];
	flow->depth++;
	return build_top(flow);
}

void build_space(Flow *flow, Length space)
{
	flow->space = space > flow->space ? space : flow->space;
}

Length build_width(Flow *flow)
{
	return flow->width - build_top(flow)->left - build_top(flow)->right;
}

void build_indent(Context *context, const DocNode *node, Length by)
{
	if (node->dir == DOC_DIR_RTL)
		context->right += by;
	else
		context->left += by;
}

FlowBox *build_box(Flow *flow, StyColor color, Length pad)
{
	const Context *context = build_top(flow);
	FlowBox *box = arena_alloc(build_arena(flow), sizeof *box);
	*box = (FlowBox){
	        .outer = context->box, .color = color, .x = context->left, .width = build_width(flow), .pad = pad};
	return box;
}

ParSpec build_spec(Flow *flow, const DocNode *node)
{
	const Context *context = build_top(flow);
	ParSpec spec = flow_spec(flow->edition, node);
	spec.measure = flow->width;
	spec.left = spec.dir == DOC_DIR_RTL ? context->right : context->left;
	spec.right = spec.dir == DOC_DIR_RTL ? context->left : context->right;
	spec.style.size = context->size;
	spec.style.italic = context->italic;
	if (context->centered)
		spec.align = PAR_CENTERED;
	else if (context->ragged)
		spec.align = PAR_RAGGED;
	spec.hyphenate = spec.hyphenate && !context->centered;
	if (context->cell) {
		spec.style.features = TXT_TABULAR;
		spec.style.weight = context->cell->weight;
		spec.align = context->cell->align;
		spec.right += context->cell->gap;
		spec.hyphenate = false;
	}
	if (context->accent)
		spec.color = flow->edition->job.style->colors.accent;
	return spec;
}

FlowLabel *build_label(Flow *flow, const ParSpec *spec, Length x)
{
	FlowLabel *label = arena_alloc(build_arena(flow), sizeof *label);
	*label = (FlowLabel){
	        .par = par_break(flow->edition->context, spec, build_arena(flow)), .x = x, .next = flow->label};
	flow->label = label;
	return label;
}

static uint16_t price_of(int penalty)
{
	return (uint16_t)(penalty < FLOW_FORBIDDEN ? penalty : FLOW_FORBIDDEN);
}

FlowBlock *build_block(Flow *flow, FlowKind kind, const DocNode *node)
{
	const Style *style = flow->edition->job.style;
	FlowBlock *block = arena_alloc(build_arena(flow), sizeof *block);
	*block = (FlowBlock){
	        .kind = (uint8_t)kind,
	        .node = node,
	        .opening = flow->opening,
	        .front = flow->front,
	        .bare = flow->bare,
	        .box = build_top(flow)->box,
	        .label = flow->label,
	        .widow = price_of(style->penalties.widow),
	        .orphan = price_of(style->penalties.orphan),
	        .fewer = FLOW_NEVER,
	        .more = FLOW_NEVER,
	};
	return block;
}

FlowItem build_like(Flow *flow, const FlowBlock *block, Length leading, Length size)
{
	const Context *context = build_top(flow);
	return (FlowItem){
	        .block = block,
	        .height = leading,
	        .base = (leading + size * 7 / 10) / 2,
	        .on_grid = leading == flow_leading(flow->edition) && !context->off_grid,
	        .new_page = flow->new_page,
	        .recto = flow->recto,
	        .keep_before = flow->new_page,
	        .penalty = flow->keep ? FLOW_FORBIDDEN : flow->penalty,
	};
}

void build_done(Flow *flow)
{
	flow->space = 0;
	flow->penalty = 0;
	flow->keep = flow->new_page = flow->recto = flow->opening = flow->bare = false;
	flow->heading = false;
	flow->label = NULL;
	flow->any = true;
}

static bool has_reference(const DocNode *block)
{
	for (const DocNode *node = block; node; node = doc_next(node, block, false)) {
		if (node->type == DOC_LINK && node->u.link.kind == DOC_LINK_REFERENCE)
			return true;
	}
	return false;
}

/* A paragraph, broken once for all rounds unless a page's number stands in it. */
static Par *break_once(Flow *flow, const ParSpec *spec)
{
	TsEdition *edition = flow->edition;
	bool keeps = !build_top(flow)->cell && spec->node && !spec->text && !spec->skip && !spec->lead_in &&
	             spec->node->serial && edition->pars;
	if (keeps && edition->pars[spec->node->serial])
		return edition->pars[spec->node->serial];
	Par *par = par_break(edition->context, spec, edition->arena);
	if (keeps && !has_reference(spec->node))
		edition->pars[spec->node->serial] = par;
	return par;
}

size_t build_add(Flow *flow, const ParSpec *spec, Length leading)
{
	FlowBlock *block = build_block(flow, FLOW_LINE, spec->node);
	FlowItem like = build_like(flow, block, leading, spec->style.size);
	size_t first = flow->list->count;
	block->par = break_once(flow, spec);
	if (leading == flow_leading(flow->edition) && !spec->signed_off)
		flow_price(block);
	flow_add_par(flow->list, block, par_best(block->par), &like, flow->space);
	if (flow->list->count > first)
		build_done(flow);
	return first;
}

void build_off_grid(Flow *flow, size_t first)
{
	for (size_t i = first; i < flow->list->count; i++)
		flow->list->items[i].on_grid = false;
}

/* ---- paragraphs and headings ---- */

/* Stanzas stay whole, if there is another place to end a page, and so do lines too long
 * for the measure. */
static void add_verse(Flow *flow, ParSpec *spec, Length leading)
{
	enum { DIVIDED = 5000, LONG = 12, LONG_DIVIDED = 300, TURNED = 6000 };
	FlowBlock *block = build_block(flow, FLOW_LINE, spec->node);
	spec->verse = true;
	spec->turnover = flow->edition->job.style->verse.turnover;
	spec->hyphenate = false;
	size_t first = build_add_fixed(flow, block, par_break(flow->edition->context, spec, build_arena(flow)), leading,
	                               spec->style.size);
	int divided = flow->list->count - first > LONG ? LONG_DIVIDED : DIVIDED;
	for (size_t i = first + 1; i < flow->list->count; i++) {
		FlowItem *item = &flow->list->items[i];
		int price = par_turned_over(block->par, item->variant, item->line) ? TURNED : divided;
		item->penalty = item->penalty > price ? item->penalty : price;
	}
}

/* Sets an attribution under the end of the poem's longest line, or where it has room: it
 * may be longer than all lines. */
static void place_beside(Flow *flow, ParSpec *spec, const Context *context)
{
	Length room = spec->measure - spec->left - spec->right -
	              par_max_content(par_break(flow->edition->context, spec, build_arena(flow)));
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
		spec->style.size = flow->edition->job.style->text.size;
	if (context->verse)
		place_beside(flow, spec, context);
	spec->color = flow->edition->job.style->text.color;
	flow->keep = true;
	build_add_fixed(flow, build_block(flow, FLOW_LINE, node),
	                par_break(flow->edition->context, spec, build_arena(flow)), context->leading, spec->style.size);
}

/* What is centred comes in lines much alike. */
static void add_prose(Flow *flow, const ParSpec *spec, Length leading)
{
	if (spec->align == PAR_CENTERED)
		build_add_fixed(flow, build_block(flow, FLOW_LINE, spec->node),
		                par_balanced(flow->edition->context, spec, build_arena(flow)), leading,
		                spec->style.size);
	else
		build_add(flow, spec, leading);
}

/* What it costs to end a page after a paragraph that announces what follows: much if it
 * is but a line, a little if it ends in a colon. */
static int lead_price(const DocNode *para, size_t lines)
{
	enum { LINE = 4000, COLON = 700 };
	const DocNode *last = para->last;
	if (!para->next || para->next->type == DOC_PARA || para->next->type == DOC_HEADER)
		return 0;
	bool colon =
	        last && last->type == DOC_TEXT && last->u.text.len && last->u.text.text[last->u.text.len - 1] == ':';
	return lines == 1 ? LINE : colon ? COLON : 0;
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
		spec->signed_off = doc_signs_off(node);
		add_prose(flow, spec, context->leading);
	}
}

static void add_para(Flow *flow, const DocNode *node)
{
	size_t before = flow->list->count;
	const Style *style = flow->edition->job.style;
	Context *context = build_top(flow);
	ParSpec spec = build_spec(flow, node);
	bool spaced = style->text.paragraph_space > 0 || context->note;
	bool all = style->text.indent_all && node->parent->type == DOC_ROOT;
	bool first = (!flow->indent && !all) || flow->label, apart = style->text.paragraph_space || context->verse;
	if (node->type == DOC_PARA && flow->indent && apart && !context->tight && !doc_is_attribution(node))
		build_space(flow, context->verse ? style->text.leading : style->text.paragraph_space);
	else if (node->type == DOC_PARA && !first && !spaced && !context->centered)
		spec.first = style->text.indent;
	bool pictures = par_is_pictures(node) && !context->cell && !context->list_depth;
	if (pictures) {
		spec.first = 0;
		spec.align = PAR_CENTERED;
		build_space(flow, context->leading / 2);
	}
	if (context->cell) {
		spec.first = 0;
		spec.hyphenate = build_divides(flow, &spec);
		build_space(flow, flow->indent && !context->tight ? context->leading / 3 : 0);
	}
	if (flow->initial && node->parent->type == DOC_ROOT) {
		build_initial(flow, node, &spec);
		flow->initial = false;
	}
	set_para(flow, node, &spec);
	if (pictures)
		build_space(flow, context->leading / 2);
	flow->penalty = lead_price(node, flow->list->count - before);
	flow->indent = true;
}

const StyHead *build_head(const Flow *flow, int level)
{
	return &flow->edition->job.style->head[(level < 1 ? 1 : level > STY_HEADS ? STY_HEADS : level) - 1];
}

/* In the outline, which has no gaps.  Headings come in its order. */
static int level_of(Flow *flow, const DocNode *header)
{
	const Doc *doc = flow->edition->job.doc;
	for (size_t i = flow->section; i < doc->section_count; i++) {
		if (doc->sections[i].header == header) {
			flow->section = i;
			return doc->sections[i].level;
		}
	}
	return header->u.header.level;
}

size_t build_add_fixed(Flow *flow, FlowBlock *block, Par *par, Length leading, Length size)
{
	FlowItem like = build_like(flow, block, leading, size);
	size_t first = flow->list->count;
	block->par = par;
	if (block->heading)
		like.on_grid = false;
	if (flow_add_par(flow->list, block, par_best(par), &like, flow->space))
		build_done(flow);
	return first;
}

/* What turns over stands under the heading's words, not under its number. */
static void hang_number(Flow *flow, ParSpec *spec)
{
	ParSpec letter = *spec, numbered;
	if (!spec->number || spec->align == PAR_CENTERED)
		return;
	letter.node = NULL;
	letter.text = "x";
	numbered = letter;
	letter.number = NULL;
	Length width = par_max_content(par_break(flow->edition->context, &numbered, build_arena(flow))) -
	               par_max_content(par_break(flow->edition->context, &letter, build_arena(flow)));
	if (width > (spec->measure - spec->left - spec->right) / 3)
		return;
	spec->left += width;
	spec->first = -width;
}

ParSpec build_head_spec(Flow *flow, const DocNode *node, const StyHead *head)
{
	ParSpec spec = build_spec(flow, node);
	spec.style.size = head->size;
	spec.style.weight = (uint16_t)head->weight;
	spec.style.italic = head->italic;
	spec.style.tracking = head->tracking;
	spec.style.family = par_family(flow->edition->context, head->sans ? TXT_SANS : TXT_SERIF);
	spec.style.features |= head->small_caps ? TXT_SMALL_CAPS : 0;
	spec.align = head->centered ? PAR_CENTERED : PAR_RAGGED;
	spec.hyphenate = false;
	return spec;
}

static void add_header(Flow *flow, const DocNode *node)
{
	int level = level_of(flow, node);
	StyHead head = build_opening(flow, node, level);
	ParSpec spec = build_head_spec(flow, node, &head);
	spec.number = node->u.header.number;
	spec.number_role = TS_NUMBER;
	hang_number(flow, &spec);
	FlowBlock *block = build_block(flow, FLOW_LINE, node);
	block->heading = true;
	size_t first = build_add_fixed(flow, block, par_balanced(flow->edition->context, &spec, build_arena(flow)),
	                               head.leading, head.size);
	FlowItem *items = flow->list->items;
	for (size_t i = first; i < flow->list->count; i++)
		items[i].penalty = i > first ? FLOW_FORBIDDEN : items[i].penalty ? FLOW_FORBIDDEN : -100;
	flow->space = head.after;
	flow->keep = flow->heading = true;
	flow->indent = false;
}

/* ---- code, rules ---- */

/* A short block stays whole, if there is another place to end a page; a long one is
 * rather divided at a blank line. */
static void keep_code(Flow *flow, size_t first)
{
	enum { SHORT = 8, SHORT_DIVIDED = 2000, DIVIDED = 300 };
	int price = flow->list->count - first <= SHORT ? SHORT_DIVIDED : DIVIDED;
	uint32_t serial, byte;
	for (size_t i = first + 1; i < flow->list->count; i++) {
		FlowItem *item = &flow->list->items[i];
		bool blank = !par_start(item->block->par, item->variant, item->line - 1, &serial, &byte);
		if (item->penalty < price && (!blank || price > DIVIDED))
			item->penalty = price;
	}
}

static void add_code(Flow *flow, const DocNode *node)
{
	enum { PAD = 6 * LENGTH_PT };
	const Style *style = flow->edition->job.style;
	ParSpec spec = build_spec(flow, node);
	spec.style = (TxtStyle){.family = par_family(flow->edition->context, TXT_MONO),
	                        .weight = 400,
	                        .features = TXT_NO_LIGATURES,
	                        .size = style->code.size,
	                        .lang = node->lang};
	spec.align = PAR_VERBATIM;
	spec.hyphenate = false;
	spec.left += style->code.indent + PAD;
	spec.right += PAD;
	spec.dir = DOC_DIR_LTR;
	spec.turnover = style->code.size * 12 / 10; /* two letters */
	build_space(flow,
	            style->quote.before +
	                    (flow->space > style->quote.before ? PAD : PAD / 2)); /* after other code, two grounds' */
	const FlowBox *box = build_box(flow, style->code.background, build_top(flow)->cell ? LENGTH_PT : PAD / 2);
	build_push(flow)->box = box;
	size_t first = build_add(flow, &spec, style->code.leading);
	build_off_grid(flow, first);
	keep_code(flow, first);
	flow->depth--;
	flow->space = style->quote.before + PAD / 2;
	flow->indent = false;
}

/* A thematic break: a blank line, or the style's ornament with white around it. */
static void add_rule(Flow *flow, const DocNode *node)
{
	enum { UNSEEN = 4000 }; /* a blank line at a page's foot */
	const Style *style = flow->edition->job.style;
	Length leading = flow_leading(flow->edition);
	bool kept = flow->keep;
	if (*style->breaks.ornament) {
		ParSpec spec = build_spec(flow, NULL);
		spec.text = style->breaks.ornament;
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
	item->before = flow->space;
	item->penalty = FLOW_FORBIDDEN;
	build_done(flow);
	flow->keep = kept; /* it is not the text that a heading is kept with */
	flow->penalty = *style->breaks.ornament ? 0 : UNSEEN;
	flow->space = style->breaks.after;
	flow->indent = false;
}

/* ---- the walk ---- */

static void add_term(Flow *flow, const DocNode *term)
{
	ParSpec spec = build_spec(flow, term);
	spec.style.weight = 700;
	spec.align = PAR_RAGGED;
	if (!term->parent->u.list.tight) /* a whole line: terms and definitions stand on the grid */
		build_space(flow, flow->edition->job.style->text.leading);
	build_add(flow, &spec, build_top(flow)->leading);
	flow->keep = true;
	flow->indent = false;
}

/* Blocks that are set at once; the others hold blocks. */
static bool add_leaf(Flow *flow, const DocNode *node)
{
	switch (node->type) {
	case DOC_PARA:
	case DOC_PLAIN:
		add_para(flow, node);
		return true;
	case DOC_HEADER:
		add_header(flow, node);
		return true;
	case DOC_CODE_BLOCK:
		add_code(flow, node);
		return true;
	case DOC_RULE:
		add_rule(flow, node);
		return true;
	case DOC_TABLE:
	case DOC_FIGURE:
		build_float(flow, node);
		return true;
	case DOC_TERM:
		add_term(flow, node);
		return true;
	case DOC_PAGE_BREAK:
		flow->new_page = flow->any;
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
static void walk_but(Flow *flow, const DocNode *parent, const DocNode *set)
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
	walk_but(flow, parent, NULL);
}

void build_whole(Flow *flow, const DocNode *node)
{
	if (add_leaf(flow, node))
		return;
	build_enter(flow, node);
	build_blocks(flow, node);
	build_leave(flow, node);
}

/* An article's abstract stands between its title and its contents, a book's after
 * them; before them are a book's dedication and its motto. */
static bool is_before_contents(const TsEdition *edition, const DocNode *node)
{
	if (node->type != DOC_DIV)
		return false;
	if (!edition->book)
		return node->u.div.kind == DOC_DIV_ABSTRACT;
	return node->u.div.kind == DOC_DIV_DEDICATION || node->u.div.kind == DOC_DIV_EPIGRAPH;
}

/* Returns the last block that was set; NULL if there was none. */
static const DocNode *build_lead(Flow *flow)
{
	const DocNode *last = NULL;
	for (const DocNode *node = flow->edition->job.doc->root->first; node && is_before_contents(flow->edition, node);
	     node = node->next) {
		build_whole(flow, node);
		last = node;
	}
	return last;
}

/* The indent of notes, which their numbers hang in: of all alike. */
static Length note_indent(const Flow *flow)
{
	Length size = flow->edition->job.style->notes.size, indent = size * 3 / 2;
	for (size_t most = flow->edition->job.doc->note_count; most > 99; most /= 10)
		indent += size / 2;
	return indent;
}

static void build_note(Flow *flow, const DocNode *note, FlowNote *out)
{
	const Style *style = flow->edition->job.style;
	flow->list = &out->list;
	flow->space = 0;
	flow->keep = flow->new_page = flow->indent = flow->front = false;
	Context *context = build_push(flow);
	context->size = style->notes.size;
	context->leading = style->notes.leading;
	context->note = context->off_grid = true;
	ParSpec spec = build_spec(flow, note);
	spec.text = arena_printf(build_arena(flow), "%u", note->u.note.number);
	spec.role = TS_NOTE_LABEL;
	spec.align = PAR_RAGGED;
	FlowLabel *label = build_label(flow, &spec, 0);
	Length indent = note_indent(flow);
	build_indent(context, note, indent);
	label->x = note->dir == DOC_DIR_RTL ? 0 : indent - style->notes.size / 2 - par_max_content(label->par);
	build_blocks(flow, note);
	flow->label = NULL;
	flow->depth--;
}

/* A note that is first referred to inside another follows that one. */
static void build_notes(Flow *flow)
{
	TsEdition *edition = flow->edition;
	const Doc *doc = edition->job.doc;
	size_t *owners = base_calloc(doc->note_count + 1, sizeof *owners); /* by note: whose list it is in */
	edition->notes = base_calloc(doc->note_count + 1, sizeof *edition->notes);
	for (size_t i = 0; i < doc->note_count; i++) {
		const DocNode *note = doc->notes[i],
		              *around = note->u.note.ref ? doc_ancestor(note->u.note.ref, DOC_NOTE) : NULL;
		size_t place = around && around->u.note.number ? around->u.note.number - 1 : i;
		owners[i] = place < i ? owners[place] : i;
		build_note(flow, note, &edition->notes[owners[i]]);
	}
	free(owners);
	for (size_t i = 0; i < doc->note_count; i++) {
		FlowNote *note = &edition->notes[i];
		for (size_t k = 0; k < note->list.count; k++)
			note->height += note->list.items[k].before + note->list.items[k].height;
	}
}

/* The title, set over all columns, and the white below it: a multiple of the leading. */
static void build_span(TsEdition *edition)
{
	Length leading = flow_leading(edition), sum = 0;
	Flow flow = build_start(edition, &edition->span, edition->job.style->text.size, leading);
	flow.width = edition->text_width;
	build_title(&flow);
	for (size_t i = 0; i < edition->span.count; i++)
		sum += edition->span.items[i].before + edition->span.items[i].height;
	edition->span_height = sum ? (sum + flow.space + leading - 1) / leading * leading : 0;
	build_end(&flow);
}

void flow_build(TsEdition *edition)
{
	const Style *style = edition->job.style;
	const Doc *doc = edition->job.doc;
	Flow flow = build_start(edition, &edition->list, style->text.size, style->text.leading);
	edition->half_title = edition->book && style->title.half_title && doc->meta.titled;
	edition->parted = edition->book && style->chapter.new_page && doc_has_parts(doc);
	/* half lines between paragraphs keep no grid, which only columns need then */
	build_top(&flow)->off_grid = edition->columns == 1 && style->text.paragraph_space % style->text.leading;
	if (edition->columns > 1 && !edition->book)
		build_span(edition);
	else
		build_title(&flow);
	const DocNode *set = build_lead(&flow);
	build_contents(&flow);
	flow.front = false;
	if (flow.list->count && edition->book)
		flow.new_page = flow.recto = true;
	walk_but(&flow, doc->root, set);
	if (doc->coda)
		build_blocks(&flow, doc->coda);
	flow_settle(edition, &edition->list);
	build_notes(&flow);
	flow_turn(edition);
	build_end(&flow);
}
