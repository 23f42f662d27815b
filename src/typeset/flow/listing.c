/*
 * Blocks of code.  Their lines keep to a part of the text's leading, so that some of them are as high as some of the
 * text's; the white around their ground is the same everywhere, what is left to the grid is within it.  A blank line is
 * white that is gone at a page's edge, but where lines have numbers or stand out.
 */
#include "typeset/flow/builder.h"
#include "typeset/flow/prices.h"

enum { PAD = 6 * LENGTH_PT, GROUND = 11 * LENGTH_PT / 2 }; /* beside its lines; above and below them */

/* ---- where it may be divided ---- */

/* Blank lines become white above the next one. */
static void drop_blank_lines(FlowList *list, size_t first)
{
	size_t count = first;
	Length white = 0;
	uint32_t serial, byte;
	for (size_t i = first; i < list->count; i++) {
		FlowItem item = list->items[i];
		if (i > first && !par_start(item.block->par, item.variant, item.line, &serial, &byte)) {
			white += item.before + item.height;
			continue;
		}
		item.before += white;
		white = 0;
		list->items[count++] = item;
	}
	list->count = count;
}

/* A short block stays whole, if there is another place to end a page; a long one is
 * rather divided at a blank line, and never so that a line of it is alone. */
static void keep_lines(FlowList *list, size_t first)
{
	int price = list->count - first <= FLOW_MOST_SHORT_LISTING ? FLOW_SHORT_LISTING : FLOW_LISTING;
	uint32_t serial, byte;
	for (size_t i = first + 1; i < list->count; i++) {
		FlowItem *item = &list->items[i];
		const FlowItem *above = &list->items[i - 1];
		bool blank = item->before || !par_start(above->block->par, above->variant, above->line, &serial, &byte);
		if (item->penalty < price && (!blank || price > FLOW_LISTING))
			item->penalty = price;
		if ((i == first + 1 || i + 1 == list->count) && item->penalty < FLOW_LISTING_ALONE)
			item->penalty = FLOW_LISTING_ALONE;
	}
}

/* ---- what stands beside it ---- */

/* The room that numbers take, with the white after them. */
static Length number_room(const DocNode *node, uint32_t first, Length letter)
{
	if (!first)
		return 0;
	uint32_t last = first + doc_count_lines(node) - 1;
	int digits = 1;
	while (last >= 10) {
		last /= 10;
		digits++;
	}
	return letter * (digits + 1) + letter / 2;
}

/* Which line of the source begins on each line of the paragraph. */
static void number_lines(Flow *flow, FlowListing *out, const DocNode *node, const Par *par)
{
	static const DocListing plain = {0};
	const DocListing *listing = node->u.code.listing ? node->u.code.listing : &plain;
	const uint32_t from = doc_first_line(node, flow->setting->job->style->code.numbers);
	size_t best = par_best(par), lines = par_lines(par, best);
	uint32_t *numbers = arena_alloc(build_arena(flow), (lines + 1) * sizeof *numbers);
	bool *marked = arena_alloc(build_arena(flow), lines + 1);
	const char **callouts = arena_alloc(build_arena(flow), (lines + 1) * sizeof *callouts);
	uint32_t line = 0;
	for (size_t i = 0; i < lines; i++) {
		bool turned = par_turned_over(par, best, i);
		line += !turned;
		numbers[i] = turned || !from ? 0 : from + line - 1;
		marked[i] = doc_line_stands_out(listing, line);
		callouts[i] = turned ? NULL : doc_line_callout(listing, line);
	}
	out->numbers = from ? numbers : NULL;
	out->marked = listing->marked_count ? marked : NULL;
	out->callouts = listing->called_count ? callouts : NULL;
}

/* ---- the whole ---- */

static Length letter_of(const Flow *flow, const ParSpec *spec)
{
	return txt_space(flow->setting->job->fonts, &spec->style) * (1000 - spec->narrow) / 1000;
}

/* Programs are written in lines of 66 letters and more: where the measure has no room for so many, they are narrower
 * than the style has them, then smaller, if that makes room.  Large print stays as it is. */
static void fit_letters(const Flow *flow, ParSpec *spec)
{
	enum { LETTERS = 66, MOST_NARROW = 220, LEAST = 13 * LENGTH_PT / 2, LARGE = 16 * LENGTH_PT };
	const Style *style = flow->setting->job->style;
	int64_t room = flow->setting->measure - style->code.indent - 2 * PAD,
	        wide = (int64_t)LETTERS * txt_space(flow->setting->job->fonts, &spec->style);
	int narrow = wide ? (int)(1000 - room * 1000 / wide) : 0;
	if (narrow <= spec->narrow || style->text.size >= LARGE)
		return;
	int64_t size =
	        narrow > MOST_NARROW ? spec->style.size * room / wide * 1000 / (1000 - MOST_NARROW) : spec->style.size;
	if (size < LEAST)
		return;
	spec->narrow = (int16_t)(narrow < MOST_NARROW ? narrow : MOST_NARROW);
	spec->style.size = (Length)size;
}

static ParSpec listing_spec(Flow *flow, const DocNode *node)
{
	const Style *style = flow->setting->job->style;
	ParSpec spec = build_spec(flow, node);
	spec.style = (TxtStyle){.family = par_family(flow->setting->context, TXT_MONO),
	                        .weight = 400,
	                        .features = TXT_NO_LIGATURES,
	                        .size = style->code.size,
	                        .lang = node->lang};
	spec.align = PAR_VERBATIM;
	spec.hyphenate = false;
	spec.narrow = (int16_t)(10 * (100 - style->code.width));
	fit_letters(flow, &spec);
	spec.left += style->code.indent + PAD;
	spec.right += PAD;
	spec.dir = DOC_DIR_LTR;
	return spec;
}

/* NULL where nothing is to say so: without a caption, in a cell or in a note. */
static const FlowItem *listing_again(Flow *flow, const DocNode *node)
{
	const DocNode *figure = node->parent;
	if (!flow->setting->job->style->code.continued || flow->list != &flow->galley->list ||
	    figure->type != DOC_FIGURE || !figure->u.figure.listing)
		return NULL;
	return build_again(flow, node, figure, GROUND + PAD);
}

void build_listing(Flow *flow, const DocNode *node)
{
	const Style *style = flow->setting->job->style;
	ParSpec spec = listing_spec(flow, node);
	Length letter = letter_of(flow, &spec);
	FlowListing *listing = arena_alloc(build_arena(flow), sizeof *listing);
	Length room = number_room(node, doc_first_line(node, style->code.numbers), letter);
	*listing = (FlowListing){.number_end = spec.left + room - letter - letter / 2,
	                         .mark = spec.left + room - PAD,
	                         .again = listing_again(flow, node),
	                         .style = spec.style};
	/* of a blank line a number or a ground is seen */
	spec.blank_lines = room || (node->u.code.listing && node->u.code.listing->marked_count);
	spec.left += room;
	spec.turnover = 2 * letter;
	if (node->u.code.listing && node->u.code.listing->called_count)
		spec.right += 3 * letter;
	bool captioned = node->prev && node->prev->type == DOC_CAPTION;
	build_space_of_box(flow, node, captioned ? PAD + style->figure.caption_size / 2 : style->quote.before + PAD,
	                   GROUND);
	const FlowBox *box = build_box(flow, style->code.background, build_top(flow)->cell ? LENGTH_PT : GROUND);
	build_push(flow)->box = box;
	flow->pending.listing = listing;
	size_t first = build_add(flow, &spec, style->code.leading);
	build_off_grid(flow, first);
	if (first < flow->list->count && (node->u.code.listing || style->code.numbers))
		number_lines(flow, listing, node, flow->list->items[first].block->par);
	flow->pending.listing = NULL;
	if (!spec.blank_lines)
		drop_blank_lines(flow->list, first);
	keep_lines(flow->list, first);
	flow->depth--;
	flow->pending.space = style->quote.before + PAD;
	build_apart(flow);
}
