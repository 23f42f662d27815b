/* From blocks to the vertical list. */
#include "typeset/build.h"

#include <stdlib.h>
#include <string.h>

Flow build_start(TsEdition *edition, FlowList *list, TsUnit size, TsUnit leading)
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

void build_space(Flow *flow, TsUnit space)
{
	flow->space = space > flow->space ? space : flow->space;
}

TsUnit build_width(Flow *flow)
{
	return flow->width - build_top(flow)->left - build_top(flow)->right;
}

void build_indent(Context *context, const DocNode *node, TsUnit by)
{
	if (node->dir == DOC_DIR_RTL)
		context->right += by;
	else
		context->left += by;
}

const FlowBox *build_box(Flow *flow, StyColor color, TsUnit pad)
{
	const Context *context = build_top(flow);
	FlowBox *box = arena_alloc(build_arena(flow), sizeof *box);
	*box = (FlowBox){context->box, color, context->left, build_width(flow), pad};
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
	if (context->accent)
		spec.color = flow->edition->job.style->colors.accent;
	return spec;
}

FlowBlock *build_block(Flow *flow, FlowKind kind, const DocNode *node)
{
	FlowBlock *block = arena_alloc(build_arena(flow), sizeof *block);
	*block = (FlowBlock){
	        .kind = (uint8_t)kind,
	        .node = node,
	        .opening = flow->opening,
	        .front = flow->front,
	        .box = build_top(flow)->box,
	        .label = flow->label,
	        .label_x = flow->label_x,
	        .label_drop = flow->label_drop,
	        .fewer = FLOW_NEVER,
	        .more = FLOW_NEVER,
	};
	return block;
}

FlowItem build_like(Flow *flow, const FlowBlock *block, TsUnit leading, TsUnit size)
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
	flow->keep = flow->new_page = flow->recto = flow->opening = false;
	flow->label = NULL;
	flow->label_drop = 0;
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
	bool keeps = spec->node && !spec->text && !spec->skip && spec->node->serial && edition->pars;
	if (keeps && edition->pars[spec->node->serial])
		return edition->pars[spec->node->serial];
	Par *par = par_break(edition->context, spec, edition->arena);
	if (keeps && !has_reference(spec->node))
		edition->pars[spec->node->serial] = par;
	return par;
}

size_t build_add(Flow *flow, const ParSpec *spec, TsUnit leading)
{
	FlowBlock *block = build_block(flow, FLOW_LINE, spec->node);
	FlowItem like = build_like(flow, block, leading, spec->style.size);
	size_t first = flow->list->count;
	block->par = break_once(flow, spec);
	if (leading == flow_leading(flow->edition))
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

/* Opens a chapter's first paragraph with a capital as high as the style's number of
 * lines, on the baseline of the last of them.  A paragraph that is too short for it,
 * or begins with anything but a capital, goes without. */
static void set_initial(Flow *flow, const DocNode *node, ParSpec *spec)
{
	const Context *context = build_top(flow);
	int lines = flow->edition->job.style->chapter.drop_cap;
	const DocNode *text = node->first;
	size_t used = 0;
	TxtMetrics metrics;
	if (lines < 2 || !text || text->type != DOC_TEXT || node->dir == DOC_DIR_RTL || context->off_grid ||
	    !txt_is_capital(utf8_decode(text->u.text.text, text->u.text.len, &used)) || text->u.text.len <= used)
		return;
	const Par *plain = par_break(flow->edition->context, spec, build_arena(flow));
	txt_metrics(flow->edition->job.fonts, &spec->style, &metrics);
	if (par_lines(plain, par_best(plain)) <= (size_t)lines + 1 || metrics.cap_height <= 0)
		return;
	ParSpec initial = *spec;
	flow->label_drop = (lines - 1) * context->leading;
	initial.node = text;
	initial.text = arena_strndup(build_arena(flow), text->u.text.text, used);
	initial.align = PAR_RAGGED;
	initial.left = initial.right = initial.first = 0;
	initial.style.size = (TsUnit)((int64_t)spec->style.size * (flow->label_drop + metrics.cap_height) / metrics.cap_height);
	flow->label = par_break(flow->edition->context, &initial, build_arena(flow));
	flow->label_x = context->left;
	spec->skip = (uint32_t)used;
	spec->drop_lines = lines;
	spec->drop_width = par_natural(flow->label) + spec->style.size / 8;
}

static void add_para(Flow *flow, const DocNode *node)
{
	const Style *style = flow->edition->job.style;
	Context *context = build_top(flow);
	ParSpec spec = build_spec(flow, node);
	bool spaced = style->text.paragraph_space > 0 || context->note;
	bool first = !flow->indent || flow->label;
	if (node->type == DOC_PARA && !first && !spaced && !context->centered)
		spec.first = style->text.indent;
	if (node->type == DOC_PARA && flow->indent && style->text.paragraph_space && !context->tight)
		build_space(flow, style->text.paragraph_space);
	if (flow->initial && node->parent->type == DOC_ROOT) {
		set_initial(flow, node, &spec);
		flow->initial = false;
	}
	build_add(flow, &spec, context->leading);
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

/* A book's chapters begin pages, with white above. */
static void open_chapter(Flow *flow)
{
	const Style *style = flow->edition->job.style;
	if (!flow->edition->book || !style->chapter.new_page)
		return;
	flow->new_page = flow->opening = true;
	flow->recto = style->chapter.recto || flow->front;
	flow->front = false;
	flow->space = style->chapter.sinkage;
	flow->initial = true;
}

static size_t add_heading(Flow *flow, const ParSpec *spec, TsUnit leading)
{
	FlowBlock *block = build_block(flow, FLOW_LINE, spec->node);
	FlowItem like = build_like(flow, block, leading, spec->style.size);
	size_t first = flow->list->count;
	block->heading = true;
	block->par = par_break(flow->edition->context, spec, build_arena(flow));
	like.on_grid = false;
	if (flow_add_par(flow->list, block, par_best(block->par), &like, flow->space))
		build_done(flow);
	return first;
}

static void add_header(Flow *flow, const DocNode *node)
{
	int level = level_of(flow, node);
	const StyHead *head = build_head(flow, level);
	ParSpec spec = build_spec(flow, node);
	spec.style.size = head->size;
	spec.style.weight = (uint16_t)head->weight;
	spec.style.italic = head->italic;
	spec.style.tracking = head->tracking;
	spec.style.family = par_family(flow->edition->context, head->sans ? TXT_SANS : TXT_SERIF);
	spec.style.features |= head->small_caps ? TXT_SMALL_CAPS : 0;
	spec.align = head->centered ? PAR_CENTERED : PAR_RAGGED;
	spec.hyphenate = false;
	spec.number = node->u.header.number;
	spec.number_role = TS_NUMBER;
	build_space(flow, head->before);
	if (level == 1 && node->parent->type == DOC_ROOT)
		open_chapter(flow);
	size_t first = add_heading(flow, &spec, head->leading);
	FlowItem *items = flow->list->items;
	for (size_t i = first; i < flow->list->count; i++)
		items[i].penalty = i > first ? FLOW_FORBIDDEN : items[i].penalty ? FLOW_FORBIDDEN : -100;
	flow->space = head->after;
	flow->keep = true;
	flow->indent = false;
}

/* ---- code, rules ---- */

static void add_code(Flow *flow, const DocNode *node)
{
	enum { PAD = 6 * TXT_PT };
	const Style *style = flow->edition->job.style;
	ParSpec spec = build_spec(flow, node);
	spec.style = (TxtStyle){.family = par_family(flow->edition->context, TXT_MONO), .weight = 400, .features = TXT_NO_LIGATURES, .size = style->code.size, .lang = node->lang};
	spec.align = PAR_VERBATIM;
	spec.hyphenate = false;
	spec.left += style->code.indent + PAD;
	spec.right += PAD;
	spec.dir = DOC_DIR_LTR;
	build_space(flow, style->quote.before);
	const FlowBox *box = build_box(flow, style->code.background, PAD / 2);
	build_push(flow)->box = box;
	size_t first = build_add(flow, &spec, style->code.leading);
	build_off_grid(flow, first);
	flow->depth--;
	flow->space = style->quote.before;
	flow->indent = false;
}

static void add_rule(Flow *flow, const DocNode *node)
{
	FlowBlock *block = build_block(flow, FLOW_RULE, node);
	FlowItem *item = flow_add(flow->list, block);
	*item = build_like(flow, block, flow_leading(flow->edition), 0);
	block->width = build_width(flow) / 4;
	block->x = build_top(flow)->left + (build_width(flow) - block->width) / 2;
	item->before = flow->space;
	item->penalty = FLOW_FORBIDDEN;
	build_done(flow);
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

static void walk_blocks(Flow *flow, const DocNode *parent)
{
	DocWalk walk = doc_walk(parent);
	while (doc_step(&walk)) {
		if (walk.node == parent)
			continue;
		if (!walk.enter)
			build_leave(flow, walk.node);
		else if (add_leaf(flow, walk.node))
			doc_skip(&walk);
		else
			build_enter(flow, walk.node);
	}
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
	flow->label = par_break(flow->edition->context, &spec, build_arena(flow));
	build_indent(context, note, style->notes.size * 3 / 2);
	TsUnit width = par_natural(flow->label);
	flow->label_x = note->dir == DOC_DIR_RTL ? 0 : style->notes.size - width;
	walk_blocks(flow, note);
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
		const DocNode *note = doc->notes[i], *around = note->u.note.ref ? doc_ancestor(note->u.note.ref, DOC_NOTE) : NULL;
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
	TsUnit leading = flow_leading(edition), sum = 0;
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
	/* half lines between paragraphs keep no grid, which only columns need then */
	build_top(&flow)->off_grid = edition->columns == 1 && style->text.paragraph_space % style->text.leading;
	if (edition->columns > 1 && !edition->book)
		build_span(edition);
	else
		build_title(&flow);
	build_contents(&flow);
	flow.front = false;
	if (flow.list->count && edition->book)
		flow.new_page = flow.recto = true;
	walk_blocks(&flow, doc->root);
	if (doc->coda)
		walk_blocks(&flow, doc->coda);
	flow_settle(edition, &edition->list);
	build_notes(&flow);
	flow_turn(edition);
	build_end(&flow);
}
