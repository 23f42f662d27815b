/* From blocks to the vertical list. */
#include "typeset/flow.h"

#include <stdlib.h>
#include <string.h>

/* What blocks inherit from those around them. */
typedef struct {
	TsUnit left, right;
	TsUnit size, leading;
	bool italic, centered, ragged, accent;
	bool tight;        /* in a tight list */
	bool filled;
	TsUnit fill_left, fill_right; /* of the box */
	bool note;
	int list_depth;
} Context;

typedef struct {
	TsEdition *edition;
	FlowList *list;
	Context *stack;
	size_t depth, cap;
	TsUnit space;      /* wanted above the next item */
	bool indent;       /* the next paragraph follows another */
	bool keep;         /* no page break before the next item */
	bool new_page, recto, opening, front;
	Par *label;        /* for the next line */
	TsUnit label_x;
	bool any;          /* body text was set */
} Flow;

static Arena *arena_of(const Flow *flow)
{
	return flow->edition->arena;
}

static Context *top(Flow *flow)
{
	return &flow->stack[flow->depth - 1];
}

static Context *push(Flow *flow)
{
	flow->stack = base_grow(flow->stack, flow->depth, &flow->cap, sizeof *flow->stack);
	flow->stack[flow->depth] = flow->stack[flow->depth - 1];
	flow->depth++;
	return top(flow);
}

static void want_space(Flow *flow, TsUnit space)
{
	flow->space = space > flow->space ? space : flow->space;
}

static TsUnit width_of(Flow *flow)
{
	return flow->edition->text_width - top(flow)->left - top(flow)->right;
}

static ParSpec spec_of(Flow *flow, const DocNode *node)
{
	const Context *context = top(flow);
	ParSpec spec = flow_spec(flow->edition, node);
	spec.measure = flow->edition->text_width;
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

/* What the lines of a paragraph share: where they stand and what was asked of
 * the first. */
static FlowItem like_of(Flow *flow, const DocNode *node, TsUnit leading, TsUnit size)
{
	const Context *context = top(flow);
	const Style *style = flow->edition->job.style;
	FlowItem like = {.kind = FLOW_LINE, .node = node, .height = leading, .base = (leading + size * 7 / 10) / 2};
	like.on_grid = leading == style->text.leading && !context->filled && !context->note;
	like.new_page = flow->new_page;
	like.recto = flow->recto;
	like.opening = flow->opening;
	like.front = flow->front;
	like.keep_before = flow->new_page;
	like.penalty = flow->keep ? FLOW_FORBIDDEN : 0;
	like.label = flow->label;
	like.label_x = flow->label_x;
	if (context->filled) {
		like.filled = true;
		like.fill = style->colors.admonition;
		like.fill_x = context->fill_left;
		like.fill_width = flow->edition->text_width - context->fill_left - context->fill_right;
	}
	return like;
}

static void done(Flow *flow)
{
	flow->space = 0;
	flow->keep = flow->new_page = flow->recto = flow->opening = false;
	flow->label = NULL;
	flow->any = true;
}

static void add_spec(Flow *flow, const ParSpec *spec, TsUnit leading)
{
	FlowItem like = like_of(flow, spec->node, leading, spec->style.size);
	Par *par = par_break(flow->edition->context, spec, arena_of(flow));
	size_t count = flow->list->count;
	flow_add_par(flow->list, par, par_best(par), &like, flow->space);
	if (flow->list->count > count)
		done(flow);
}

/* ---- paragraphs and headings ---- */

static void add_para(Flow *flow, const DocNode *node)
{
	const Style *style = flow->edition->job.style;
	Context *context = top(flow);
	ParSpec spec = spec_of(flow, node);
	bool spaced = style->text.paragraph_space > 0 || context->note;
	bool first = !flow->indent || flow->label;
	if (node->type == DOC_PARA && !first && !spaced && !context->centered)
		spec.first = style->text.indent;
	if (node->type == DOC_PARA && flow->indent && style->text.paragraph_space && !context->tight)
		want_space(flow, style->text.paragraph_space);
	add_spec(flow, &spec, context->leading);
	flow->indent = true;
}

static const StyHead *head_of(const Flow *flow, int level)
{
	return &flow->edition->job.style->head[(level < 1 ? 1 : level > STY_HEADS ? STY_HEADS : level) - 1];
}

static int level_of(const Flow *flow, const DocNode *header)
{
	const Doc *doc = flow->edition->job.doc;
	for (size_t i = 0; i < doc->section_count; i++) {
		if (doc->sections[i].header == header)
			return doc->sections[i].level;
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
}

/* The white above a heading takes what brings the text below it back to the grid. */
static void keep_grid(Flow *flow, size_t first)
{
	TsUnit leading = flow->edition->job.style->text.leading, sum = flow->space;
	if (first >= flow->list->count)
		return;
	for (size_t i = first; i < flow->list->count; i++)
		sum += flow->list->items[i].before + flow->list->items[i].height;
	TsUnit over = sum % leading;
	TsUnit change = over > leading / 2 ? leading - over : -over;
	if (flow->list->items[first].before + change > 0)
		flow->list->items[first].before += change;
}

static void add_header(Flow *flow, const DocNode *node)
{
	int level = level_of(flow, node);
	const StyHead *head = head_of(flow, level);
	ParSpec spec = spec_of(flow, node);
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
	want_space(flow, head->before);
	if (level == 1 && node->parent->type == DOC_ROOT)
		open_chapter(flow);
	size_t first = flow->list->count;
	add_spec(flow, &spec, head->leading);
	for (size_t i = first; i < flow->list->count; i++) {
		flow->list->items[i].on_grid = false;
		flow->list->items[i].penalty = i > first ? FLOW_FORBIDDEN : flow->list->items[i].penalty ? FLOW_FORBIDDEN : -100;
	}
	flow->space = head->after;
	keep_grid(flow, first);
	flow->keep = true;
	flow->indent = false;
}

/* ---- code, rules, images ---- */

static void add_code(Flow *flow, const DocNode *node)
{
	const Style *style = flow->edition->job.style;
	ParSpec spec = spec_of(flow, node);
	spec.style = (TxtStyle){.family = par_family(flow->edition->context, TXT_MONO), .weight = 400, .features = TXT_NO_LIGATURES, .size = style->code.size, .lang = node->lang};
	spec.align = PAR_VERBATIM;
	spec.hyphenate = false;
	spec.left += style->code.indent + 6 * TXT_PT;
	spec.right += 6 * TXT_PT;
	spec.dir = DOC_DIR_LTR;
	want_space(flow, style->quote.before);
	/* mono's own size is set by the style here, not by the text's */
	size_t first = flow->list->count;
	add_spec(flow, &spec, style->code.leading);
	for (size_t i = first; i < flow->list->count; i++) {
		FlowItem *item = &flow->list->items[i];
		item->on_grid = false;
		item->filled = true;
		item->fill = style->code.background;
		item->fill_x = top(flow)->left;
		item->fill_width = width_of(flow);
	}
	flow->space = style->quote.before;
	flow->indent = false;
}

static void add_rule(Flow *flow, const DocNode *node)
{
	FlowItem like = like_of(flow, node, flow->edition->job.style->text.leading, 0);
	FlowItem *item = flow_add(flow->list);
	*item = like;
	item->kind = FLOW_RULE;
	item->width = width_of(flow) / 4;
	item->x = top(flow)->left + (width_of(flow) - item->width) / 2;
	item->before = flow->space;
	item->penalty = FLOW_FORBIDDEN;
	done(flow);
	flow->indent = false;
}

static const DocNode *image_of(const DocNode *figure)
{
	for (const DocNode *node = figure; node; node = doc_next(node, figure, false)) {
		if (node->type == DOC_IMAGE)
			return node;
	}
	return NULL;
}

/* "50%" of the line, or the file's own size; never wider than the line nor higher
 * than most of a page. */
static void size_image(Flow *flow, const DocNode *node, TsUnit *width, TsUnit *height)
{
	const DocImage *image = node->u.image.image;
	const char *wanted = doc_key(node, "width");
	int64_t most = width_of(flow), highest = flow->edition->text_height * 7LL / 10;
	int64_t w = (int64_t)image->width * 72 * TXT_PT / (image->dpi ? image->dpi : 96);
	long per_cent = wanted ? strtol(wanted, NULL, 10) : 0;
	if (wanted && strchr(wanted, '%') && per_cent > 0 && per_cent <= 100)
		w = most * per_cent / 100;
	else if (image->type == DOC_IMAGE_SVG)
		w = most;
	w = w > most ? most : w;
	int64_t h = image->width ? w * image->height / image->width : w;
	if (h > highest) {
		w = h ? w * highest / h : w;
		h = highest;
	}
	*width = (TsUnit)w;
	*height = (TsUnit)(h > 0 ? h : TXT_PT);
}

static void add_image(Flow *flow, const DocNode *node)
{
	if (!node || !node->u.image.image)
		return;
	FlowItem like = like_of(flow, node, 0, 0);
	FlowItem *item = flow_add(flow->list);
	*item = like;
	item->kind = FLOW_IMAGE;
	item->on_grid = false;
	size_image(flow, node, &item->width, &item->height);
	item->x = top(flow)->left + (width_of(flow) - item->width) / 2;
	item->before = flow->space;
	done(flow);
}

static void add_caption(Flow *flow, const DocNode *caption, const char *label)
{
	const Style *style = flow->edition->job.style;
	TsUnit leading = style->figure.caption_size * 5 / 4;
	for (const DocNode *block = caption->first; block; block = block->next) {
		ParSpec spec = spec_of(flow, block);
		spec.style.size = style->figure.caption_size;
		spec.align = PAR_RAGGED;
		spec.left += style->text.indent;
		spec.right += style->text.indent;
		spec.hyphenate = false;
		spec.number = block == caption->first && label ? arena_printf(arena_of(flow), "%s.", label) : NULL;
		spec.number_role = TS_LABEL;
		size_t first = flow->list->count;
		add_spec(flow, &spec, leading);
		for (size_t i = first; i < flow->list->count; i++)
			flow->list->items[i].on_grid = false;
	}
}

static void add_figure(Flow *flow, const DocNode *figure)
{
	const Style *style = flow->edition->job.style;
	want_space(flow, style->figure.before);
	add_image(flow, image_of(figure));
	for (const DocNode *node = figure->first; node; node = node->next) {
		if (node->type != DOC_CAPTION)
			continue;
		flow->keep = true;
		flow->space = style->figure.caption_size / 2;
		size_t first = flow->list->count;
		add_caption(flow, node, figure->u.figure.label);
		for (size_t i = first; i < flow->list->count; i++)
			flow->list->items[i].penalty = FLOW_FORBIDDEN;
	}
	flow->space = style->figure.after;
	flow->keep = false;
	flow->indent = false;
}

static void add_table(Flow *flow, const DocNode *table)
{
	const Style *style = flow->edition->job.style;
	want_space(flow, style->figure.before);
	for (const DocNode *node = table->first; node; node = node->next) {
		if (node->type == DOC_CAPTION) {
			add_caption(flow, node, table->u.table.label);
			flow->keep = true;
			flow->space = style->table.cell_pad;
		}
	}
	size_t first = flow->list->count;
	flow_add_table(flow->edition, flow->list, table, top(flow)->left, width_of(flow), flow->space);
	if (flow->list->count > first && flow->keep)
		flow->list->items[first].penalty = FLOW_FORBIDDEN;
	done(flow);
	flow->space = style->figure.after;
	flow->indent = false;
}

/* ---- lists ---- */

/* In one of the faces that have it: a bullet, a number, a box. */
static void make_label(Flow *flow, const DocNode *item)
{
	const DocNode *list = item->parent;
	Buf text = {0};
	if (item->u.item.task) {
		buf_str(&text, item->u.item.task == DOC_TASK_DONE ? "☑" : "☐");
	} else if (list->type == DOC_ORDERED_LIST) {
		buf_str(&text, list->u.list.delim == DOC_DELIM_TWO_PARENS ? "(" : "");
		doc_number(&text, item->u.item.number, list->u.list.style);
		buf_char(&text, list->u.list.delim == DOC_DELIM_PERIOD ? '.' : ')');
	} else {
		static const char *const bullets[] = {"•", "–", "·"};
		buf_str(&text, bullets[(top(flow)->list_depth - 1) % 3]);
	}
	ParSpec spec = spec_of(flow, item);
	spec.node = item;
	spec.text = arena_strndup(arena_of(flow), text.data, text.len);
	spec.role = TS_LABEL;
	spec.align = PAR_RAGGED;
	spec.left = spec.right = spec.first = 0;
	flow->label = par_break(flow->edition->context, &spec, arena_of(flow));
	TsUnit width = par_natural(flow->label), gap = spec.style.size / 2;
	bool rtl = item->dir == DOC_DIR_RTL;
	flow->label_x = rtl ? flow->edition->text_width - top(flow)->right + gap + width - flow->edition->text_width
	                    : top(flow)->left - gap - width;
	buf_free(&text);
}

static TsUnit list_indent(Flow *flow, const DocNode *list)
{
	TsUnit indent = flow->edition->job.style->list.indent;
	long last = list->last ? list->last->u.item.number : 0;
	for (; list->type == DOC_ORDERED_LIST && last > 9; last /= 10)
		indent += top(flow)->size / 2;
	return indent;
}

static void indent_start(Context *context, const DocNode *node, TsUnit by)
{
	if (node->dir == DOC_DIR_RTL)
		context->right += by;
	else
		context->left += by;
}

static void enter_list(Flow *flow, const DocNode *list)
{
	const Style *style = flow->edition->job.style;
	TsUnit indent = list_indent(flow, list);
	if (!top(flow)->list_depth || !list->u.list.tight)
		want_space(flow, style->text.leading / 4);
	Context *context = push(flow);
	if (context->left + indent < flow->edition->text_width / 2)
		indent_start(context, list, indent);
	context->list_depth++;
	context->tight = list->u.list.tight;
	flow->indent = false;
}

static void enter_item(Flow *flow, const DocNode *item)
{
	const Style *style = flow->edition->job.style;
	want_space(flow, top(flow)->tight ? style->list.item_space : style->text.leading / 4);
	make_label(flow, item);
	flow->indent = false;
}

/* An item without text shows its label all the same. */
static void leave_item(Flow *flow, const DocNode *item)
{
	if (!flow->label)
		return;
	ParSpec spec = spec_of(flow, item);
	spec.text = "\u00A0";
	spec.role = TS_ARTIFACT_LAYOUT;
	add_spec(flow, &spec, top(flow)->leading);
}

/* ---- quotes and divs ---- */

static void enter_quote(Flow *flow, const DocNode *node)
{
	const Style *style = flow->edition->job.style;
	want_space(flow, style->quote.before);
	Context *context = push(flow);
	if (context->left + context->right + 2 * style->quote.indent < flow->edition->text_width * 2 / 3) {
		context->left += style->quote.indent;
		context->right += style->quote.indent;
	}
	(void)node;
	if (!context->note)
		context->size = style->quote.size;
	flow->indent = false;
}

static void add_div_title(Flow *flow, const DocNode *div)
{
	static const DocTerm terms[] = {[DOC_DIV_NOTE] = DOC_TERM_NOTE, [DOC_DIV_TIP] = DOC_TERM_TIP, [DOC_DIV_WARNING] = DOC_TERM_WARNING};
	ParSpec spec = spec_of(flow, div);
	spec.text = doc_term(div->lang, terms[div->u.div.kind]);
	spec.role = TS_DIV_TITLE;
	spec.style.weight = 700;
	spec.color = flow->edition->job.style->colors.accent;
	add_spec(flow, &spec, top(flow)->leading);
	flow->keep = true;
	flow->indent = false;
}

static void enter_div(Flow *flow, const DocNode *div)
{
	const Style *style = flow->edition->job.style;
	Context *context = push(flow);
	switch (div->u.div.kind) {
	case DOC_DIV_NOTE:
	case DOC_DIV_TIP:
	case DOC_DIV_WARNING:
		want_space(flow, style->text.leading);
		context->fill_left = context->left;
		context->fill_right = context->right;
		context->left += 8 * TXT_PT;
		context->right += 8 * TXT_PT;
		context->filled = true;
		add_div_title(flow, div);
		break;
	case DOC_DIV_EPIGRAPH:
		context->left += flow->edition->text_width / 3;
		context->italic = context->ragged = true;
		flow->indent = false;
		break;
	case DOC_DIV_VERSE:
		want_space(flow, style->quote.before);
		context->left += 2 * style->quote.indent;
		context->ragged = true;
		flow->indent = false;
		break;
	case DOC_DIV_PULLQUOTE:
		want_space(flow, style->text.leading);
		context->left += style->quote.indent;
		context->right += style->quote.indent;
		context->size = style->text.size * 5 / 4;
		context->leading = style->text.leading * 5 / 4;
		context->italic = context->centered = context->accent = true;
		flow->indent = false;
		break;
	case DOC_DIV_DEDICATION:
		context->centered = context->italic = true;
		flow->indent = false;
		break;
	default:
		break;
	}
}

static void leave_div(Flow *flow, const DocNode *div)
{
	flow->depth--;
	if (div->u.div.kind == DOC_DIV_PLAIN)
		return;
	want_space(flow, flow->edition->job.style->text.leading);
	flow->indent = false;
}

/* ---- the walk ---- */

static void enter_definition(Flow *flow)
{
	Context *context = push(flow);
	context->left += flow->edition->job.style->list.indent;
	flow->indent = false;
}

static void add_term(Flow *flow, const DocNode *term)
{
	ParSpec spec = spec_of(flow, term);
	spec.style.weight = 700;
	spec.align = PAR_RAGGED;
	want_space(flow, flow->edition->job.style->text.leading / 4);
	add_spec(flow, &spec, top(flow)->leading);
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
		add_table(flow, node);
		return true;
	case DOC_FIGURE:
		add_figure(flow, node);
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

static void enter_holder(Flow *flow, const DocNode *node)
{
	switch (node->type) {
	case DOC_BULLET_LIST:
	case DOC_ORDERED_LIST:
		enter_list(flow, node);
		break;
	case DOC_LIST_ITEM:
		enter_item(flow, node);
		break;
	case DOC_BLOCK_QUOTE:
		enter_quote(flow, node);
		break;
	case DOC_DIV:
		enter_div(flow, node);
		break;
	case DOC_DEFINITION:
		enter_definition(flow);
		break;
	case DOC_DEFINITION_LIST:
		want_space(flow, flow->edition->job.style->text.leading / 4);
		break;
	default:
		break;
	}
}

static void leave_holder(Flow *flow, const DocNode *node)
{
	const Style *style = flow->edition->job.style;
	switch (node->type) {
	case DOC_BULLET_LIST:
	case DOC_ORDERED_LIST:
		flow->depth--;
		want_space(flow, style->text.leading / (top(flow)->list_depth ? 8 : 4));
		flow->indent = false;
		break;
	case DOC_LIST_ITEM:
		leave_item(flow, node);
		break;
	case DOC_BLOCK_QUOTE:
		flow->depth--;
		want_space(flow, style->quote.before);
		flow->indent = false;
		break;
	case DOC_DIV:
		leave_div(flow, node);
		break;
	case DOC_DEFINITION:
		flow->depth--;
		flow->indent = false;
		break;
	default:
		break;
	}
}

static void walk_blocks(Flow *flow, const DocNode *parent)
{
	DocWalk walk = doc_walk(parent);
	while (doc_step(&walk)) {
		if (walk.node == parent)
			continue;
		if (!walk.enter)
			leave_holder(flow, walk.node);
		else if (add_leaf(flow, walk.node))
			doc_skip(&walk);
		else
			enter_holder(flow, walk.node);
	}
}

/* ---- title, contents, notes ---- */

static void add_title_line(Flow *flow, const char *text, TsTitlePart part, TsUnit size, TsUnit before, bool italic)
{
	if (!text)
		return;
	ParSpec spec = flow_spec(flow->edition, NULL);
	spec.text = text;
	spec.role = TS_TITLE;
	spec.sub = (uint8_t)part;
	spec.style.size = size;
	spec.style.italic = italic;
	spec.align = flow->edition->book ? PAR_CENTERED : PAR_RAGGED;
	spec.hyphenate = false;
	want_space(flow, before);
	size_t first = flow->list->count;
	add_spec(flow, &spec, size * 6 / 5);
	for (size_t i = first; i < flow->list->count; i++) {
		flow->list->items[i].on_grid = false;
		flow->list->items[i].opening = true;
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
		buf_printf(&text, "%s%s", i ? ", " : "", meta->people[i].name);
	const char *copy = text.len ? arena_strndup(arena_of(flow), text.data, text.len) : NULL;
	buf_free(&text);
	return copy;
}

static void add_title(Flow *flow)
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
	add_title_line(flow, meta->date, TS_PART_DATE, style->title.author_size, style->title.author_size / 2, false);
	if (edition->book)
		add_title_line(flow, meta->rights, TS_PART_RIGHTS, style->notes.size, edition->text_height / 4, false);
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
	                    ? arena_printf(arena_of(flow), "%s\u00A0 %s", section->header->u.header.number, section->text)
	                    : section->text;
	spec.role = TS_TOC_ENTRY;
	spec.left = (section->level - 1) * style->list.indent;
	spec.right = 2 * style->text.size;
	spec.align = PAR_RAGGED;
	spec.hyphenate = false;
	if (chapter)
		want_space(flow, style->text.leading / 4);
	size_t first = flow->list->count;
	add_spec(flow, &spec, style->text.leading);
	for (size_t i = first; i < flow->list->count; i++)
		flow->list->items[i].on_grid = false;
	if (flow->list->count > first)
		flow->list->items[flow->list->count - 1].toc = true;
}

static void add_contents(Flow *flow)
{
	const Doc *doc = flow->edition->job.doc;
	bool wanted = doc->meta.toc == 1 || (doc->meta.toc < 0 && flow->edition->book && doc->section_count > 2);
	if (!wanted)
		return;
	const StyHead *head = head_of(flow, 1);
	ParSpec spec = flow_spec(flow->edition, NULL);
	spec.text = doc_term(doc->meta.lang, DOC_TERM_CONTENTS);
	spec.role = TS_TOC_TITLE;
	spec.style.size = head->size;
	spec.align = head->centered ? PAR_CENTERED : PAR_RAGGED;
	spec.hyphenate = false;
	flow->opening = true;
	add_spec(flow, &spec, head->leading);
	flow->list->items[flow->list->count - 1].on_grid = false;
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

static void build_note(Flow *flow, size_t index)
{
	TsEdition *edition = flow->edition;
	const Style *style = edition->job.style;
	const DocNode *note = edition->job.doc->notes[index];
	FlowNote *out = &edition->notes[index];
	flow->list = &out->list;
	flow->space = 0;
	flow->keep = flow->new_page = flow->indent = flow->front = false;
	Context *context = push(flow);
	context->size = style->notes.size;
	context->leading = style->notes.leading;
	context->note = true;
	ParSpec spec = spec_of(flow, note);
	spec.text = arena_printf(arena_of(flow), "%u", note->u.note.number);
	spec.role = TS_NOTE_LABEL;
	spec.align = PAR_RAGGED;
	flow->label = par_break(edition->context, &spec, arena_of(flow));
	indent_start(context, note, style->notes.size * 3 / 2);
	TsUnit width = par_natural(flow->label);
	flow->label_x = note->dir == DOC_DIR_RTL ? 0 : style->notes.size - width;
	walk_blocks(flow, note);
	flow->label = NULL;
	flow->depth--;
	for (size_t i = 0; i < out->list.count; i++)
		out->height += out->list.items[i].before + out->list.items[i].height;
}

void flow_build(TsEdition *edition)
{
	const Style *style = edition->job.style;
	const Doc *doc = edition->job.doc;
	Flow flow = {.edition = edition, .list = &edition->list};
	flow.stack = base_grow(NULL, 0, &flow.cap, sizeof *flow.stack);
	flow.stack[0] = (Context){.size = style->text.size, .leading = style->text.leading};
	flow.depth = 1;
	add_title(&flow);
	add_contents(&flow);
	flow.front = false;
	if (flow.list->count && edition->book)
		flow.new_page = flow.recto = true;
	walk_blocks(&flow, doc->root);
	edition->notes = base_calloc(doc->note_count + 1, sizeof *edition->notes);
	for (size_t i = 0; i < doc->note_count; i++)
		build_note(&flow, i);
	free(flow.stack);
}
