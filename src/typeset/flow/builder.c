/* The list while it is built: what blocks inherit, what is pending, paragraphs. */
#include "typeset/flow/builder.h"
#include "typeset/flow/prices.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

Flow build_start(const FlowSetting *setting, FlowGalley *galley, FlowList *list, Length size, Length leading)
{
	Flow flow = {.setting = setting, .galley = galley, .list = list, .width = setting->measure};
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
	return flow->setting->arena;
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
	flow->pending.space = space > flow->pending.space ? space : flow->pending.space;
}

static bool has_ground(const DocNode *block)
{
	return block && (block->type == DOC_CODE_BLOCK || (block->type == DOC_FIGURE && block->u.figure.listing) ||
	                 (block->type == DOC_DIV &&
	                  ((block->u.div.kind >= DOC_DIV_NOTE && block->u.div.kind <= DOC_DIV_WARNING) ||
	                   block->u.div.kind == DOC_DIV_MISSING)));
}

void build_space_of_box(Flow *flow, const DocNode *block, Length space, Length pad)
{
	build_space(flow, space);
	flow->pending.space += has_ground(block->prev) ? pad : 0;
}

void build_begin(Flow *flow, FlowStart start, FlowFurniture furniture)
{
	Pending *pending = &flow->pending;
	pending->start = start > pending->start ? start : pending->start;
	pending->furniture = furniture > pending->furniture ? furniture : pending->furniture;
}

void build_keep(Flow *flow)
{
	flow->pending.penalty = FLOW_FORBIDDEN;
}

void build_apart(Flow *flow)
{
	flow->after = flow->after == AFTER_PARAGRAPH ? AFTER_OTHER : flow->after;
}

Length build_width(Flow *flow)
{
	return flow->width - build_top(flow)->left - build_top(flow)->right;
}

bool build_centers(Flow *flow)
{
	return flow->setting->job->style->figure.align == STY_CENTER || build_top(flow)->centered;
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
	*box = (FlowBox){.outer = context->box,
	                 .color = color,
	                 .x = context->left,
	                 .width = build_width(flow),
	                 .pad = pad,
	                 .pad_below = pad};
	return box;
}

const StyHeading *build_heading_style(const Flow *flow, int level)
{
	return &flow->setting->job->style->heading[(level < 1 ? 1 : level > STY_HEADINGS ? STY_HEADINGS : level) - 1];
}

ParSpec build_spec(Flow *flow, const DocNode *node)
{
	const Context *context = build_top(flow);
	ParSpec spec = flow_spec(flow->setting, node);
	spec.measure = flow->width;
	spec.left = spec.dir == DOC_DIR_RTL ? context->right : context->left;
	spec.right = spec.dir == DOC_DIR_RTL ? context->left : context->right;
	spec.style.size = context->size;
	spec.style.italic = context->italic;
	if (context->centered || (node && doc_has_class(node, "center")))
		spec.align = PAR_CENTERED;
	else if (context->flush_right || (node && doc_has_class(node, "right")))
		spec.align = PAR_FLUSH_RIGHT;
	else if (context->ragged)
		spec.align = PAR_RAGGED;
	spec.hyphenate = spec.hyphenate && spec.align != PAR_CENTERED && spec.align != PAR_FLUSH_RIGHT;
	if (context->cell) {
		spec.style.features = TXT_TABULAR;
		spec.style.weight = context->cell->weight;
		spec.align = context->cell->align;
		spec.right += context->cell->gap;
		spec.hyphenate = false;
	}
	if (context->accent)
		spec.color = flow->setting->job->style->colors.accent;
	return spec;
}

ParSpec build_heading_spec(Flow *flow, const DocNode *node, const StyHeading *look)
{
	ParSpec spec = build_spec(flow, node);
	spec.style.size = look->size;
	spec.style.weight = (uint16_t)look->weight;
	spec.style.italic = look->italic;
	spec.style.tracking = look->tracking;
	spec.color = look->color;
	spec.style.family = par_family(flow->setting->context, look->sans ? TXT_SANS : TXT_SERIF);
	spec.style.features |= look->small_caps ? TXT_SMALL_CAPS : 0;
	spec.style.more = par_features(flow->setting->context, true);
	spec.upper_case = look->upper_case;
	spec.separator = look->separator;
	spec.align = look->centered ? PAR_CENTERED : PAR_RAGGED;
	spec.hyphenate = false;
	return spec;
}

FlowLabel *build_label(Flow *flow, const ParSpec *spec, Length x)
{
	FlowLabel *label = arena_alloc(build_arena(flow), sizeof *label);
	*label = (FlowLabel){.par = par_break_lasting(flow->setting->context, spec, build_arena(flow)),
	                     .x = x,
	                     .next = flow->pending.label};
	flow->pending.label = label;
	return label;
}

static uint16_t price_of(int penalty)
{
	return (uint16_t)(penalty < FLOW_FORBIDDEN ? penalty : FLOW_FORBIDDEN);
}

FlowBlock *build_block(Flow *flow, FlowKind kind, const DocNode *node)
{
	const Style *style = flow->setting->job->style;
	FlowBlock *block = arena_alloc(build_arena(flow), sizeof *block);
	*block = (FlowBlock){
	        .kind = (uint8_t)kind,
	        .node = node,
	        .run_in = flow->pending.run_in,
	        .furniture = (uint8_t)flow->pending.furniture,
	        .front = flow->front,
	        .box = build_top(flow)->box,
	        .label = flow->pending.label,
	        .listing = flow->pending.listing,
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
	        .base = (leading + flow_cap_height(size)) / 2,
	        .on_grid = flow->setting->job->style->page.grid && leading == flow_leading(flow->setting) &&
	                   !context->off_grid,
	        .start = flow->pending.start,
	        .keep_before = flow->pending.start != FLOW_ON,
	        .penalty = flow->pending.penalty,
	};
}

void build_done(Flow *flow)
{
	flow->pending = (Pending){0};
	flow->after = flow->after == AFTER_HEADING ? AFTER_OTHER : flow->after;
	flow->any = true;
}

/* A paragraph, broken once for all rounds unless something that pages tell stands in it, or a heading, whose level is
 * another where parts have no leaves. */
static Par *break_once(Flow *flow, const ParSpec *spec)
{
	const FlowSetting *setting = flow->setting;
	bool keeps = !build_top(flow)->cell && !flow->pending.run_in && spec->node && !spec->text && !spec->skip &&
	             !spec->lead_in && spec->node->serial && setting->pars;
	if (keeps && setting->pars[spec->node->serial])
		return setting->pars[spec->node->serial];
	if (!spec->node || flow_asks_pages(setting, spec->node))
		return par_break(setting->context, spec, setting->arena);
	Par *par = keeps ? flow_ahead_take(setting->ahead, spec) : NULL;
	if (!par)
		par = par_break_lasting(setting->context, spec, setting->arena);
	if (keeps)
		setting->pars[spec->node->serial] = par;
	return par;
}

/* Enters what the other variants of the block's paragraph cost. */
static void set_prices(FlowBlock *block)
{
	const Par *par = block->par;
	size_t best = par_best(par), lines = par_lines(par, best);
	block->fewer = block->more = FLOW_NEVER;
	for (size_t i = 0; i < par_variants(par); i++) {
		double extra = (par_demerits(par, i) - par_demerits(par, best)) / (double)(lines + 1);
		float cost = (float)(FLOW_VARIANT + (extra > 0 ? sqrt(extra) * FLOW_VARIANT_WORSE : 0));
		if (par_lines(par, i) + 1 == lines)
			block->fewer = cost;
		else if (par_lines(par, i) == lines + 1)
			block->more = cost;
	}
}

static void add_space_after(Flow *flow, const Par *par, Length leading)
{
	bool first, clear;
	size_t variant = par_best(par), lines = par_lines(par, variant);
	if (par_has_displays(par) && lines && par_is_display(par, variant, lines - 1, &first, &clear))
		build_space(flow, flow_half_line(leading));
}

size_t build_add(Flow *flow, const ParSpec *spec, Length leading)
{
	FlowBlock *block = build_block(flow, FLOW_LINE, spec->node);
	FlowItem like = build_like(flow, block, leading, spec->style.size);
	size_t first = flow->list->count;
	block->par = break_once(flow, spec);
	if (leading == flow_leading(flow->setting) && !spec->signed_off && !par_has_displays(block->par))
		set_prices(block);
	flow_add_par(flow->list, block, par_best(block->par), &like, flow->pending.space);
	if (flow->list->count > first)
		build_done(flow);
	add_space_after(flow, block->par, leading);
	return first;
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
	add_space_after(flow, par, leading);
	return first;
}

void build_off_grid(Flow *flow, size_t first)
{
	for (size_t i = first; i < flow->list->count; i++)
		flow->list->items[i].on_grid = false;
}

const FlowItem *build_again(Flow *flow, const DocNode *node, const DocNode *called, Length below)
{
	const Style *style = flow->setting->job->style;
	const Doc *doc = flow->setting->job->doc;
	Arena *arena = build_arena(flow);
	const char *lang = node->lang ? node->lang : doc->meta.lang,
	           *label = doc_label(doc, called, style->figure.numbers == STY_NUMBERS_ALWAYS),
	           *aside = lang_aside(arena, lang, lang_word(lang, LANG_CONTINUED));
	ParSpec spec = build_spec(flow, node);
	spec.node = NULL;
	spec.text = label ? arena_printf(arena, "%s%s", label, aside) : aside + strspn(aside, " ");
	spec.role = TS_ARTIFACT_REPEAT;
	spec.style.size = style->figure.caption_size;
	spec.align = PAR_RAGGED;
	FlowBlock *block = build_block(flow, FLOW_LINE, node);
	FlowItem *item = arena_alloc(arena, sizeof *item);
	block->label = NULL;
	block->par = par_break(flow->setting->context, &spec, arena);
	*item = build_like(flow, block, spec.style.size * 5 / 4, spec.style.size);
	item->variant = (uint8_t)par_best(block->par);
	item->height += below;
	return item;
}
