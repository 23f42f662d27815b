/* What holds blocks: lists, quotations, divs, definitions. */
#include "typeset/build.h"

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
		buf_str(&text, bullets[(build_top(flow)->list_depth - 1) % 3]);
	}
	ParSpec spec = build_spec(flow, item);
	spec.node = item;
	spec.text = arena_strndup(build_arena(flow), text.data, text.len);
	spec.role = TS_LABEL;
	spec.align = PAR_RAGGED;
	spec.left = spec.right = spec.first = 0;
	flow->label = par_break(flow->edition->context, &spec, build_arena(flow));
	TsUnit width = par_natural(flow->label), gap = spec.style.size / 2;
	bool rtl = item->dir == DOC_DIR_RTL;
	flow->label_x = rtl ? flow->width - build_top(flow)->right + gap + width - flow->width
	                    : build_top(flow)->left - gap - width;
	buf_free(&text);
}

static TsUnit list_indent(Flow *flow, const DocNode *list)
{
	TsUnit indent = flow->edition->job.style->list.indent;
	long last = list->last ? list->last->u.item.number : 0;
	for (; list->type == DOC_ORDERED_LIST && last > 9; last /= 10)
		indent += build_top(flow)->size / 2;
	return indent;
}

static void enter_list(Flow *flow, const DocNode *list)
{
	const Style *style = flow->edition->job.style;
	TsUnit indent = list_indent(flow, list);
	if (!build_top(flow)->list_depth || !list->u.list.tight)
		build_space(flow, style->text.leading / 2);
	Context *context = build_push(flow);
	context->off_grid = true;
	if (context->left + indent < flow->width / 2)
		build_indent(context, list, indent);
	context->list_depth++;
	context->tight = list->u.list.tight;
	flow->indent = false;
}

static void enter_item(Flow *flow, const DocNode *item)
{
	const Style *style = flow->edition->job.style;
	build_space(flow, build_top(flow)->tight ? style->list.item_space : style->text.leading / 2);
	make_label(flow, item);
	flow->indent = false;
}

/* An item without text shows its label all the same. */
static void leave_item(Flow *flow, const DocNode *item)
{
	if (!flow->label)
		return;
	const Context *context = build_top(flow);
	FlowBlock *block = build_block(flow, FLOW_LABEL, item);
	FlowItem *line = flow_add(flow->list, block);
	*line = build_like(flow, block, context->leading, context->size);
	line->before = flow->space;
	build_done(flow);
}

/* ---- quotes and divs ---- */

static void enter_quote(Flow *flow)
{
	const Style *style = flow->edition->job.style;
	build_space(flow, style->quote.before);
	Context *context = build_push(flow);
	if (context->left + context->right + 2 * style->quote.indent < flow->width * 2 / 3) {
		context->left += style->quote.indent;
		context->right += style->quote.indent;
	}
	if (!context->note)
		context->size = style->quote.size;
	context->off_grid = true;
	flow->indent = false;
}

static void add_div_title(Flow *flow, const DocNode *div)
{
	static const DocTerm terms[] = {[DOC_DIV_NOTE] = DOC_TERM_NOTE, [DOC_DIV_TIP] = DOC_TERM_TIP, [DOC_DIV_WARNING] = DOC_TERM_WARNING};
	ParSpec spec = build_spec(flow, div);
	spec.text = doc_term(div->lang, terms[div->u.div.kind]);
	spec.role = TS_DIV_TITLE;
	spec.style.weight = 700;
	spec.color = flow->edition->job.style->colors.accent;
	build_add(flow, &spec, build_top(flow)->leading);
	flow->keep = true;
	flow->indent = false;
}

static void enter_div(Flow *flow, const DocNode *div)
{
	const Style *style = flow->edition->job.style;
	Context *context = build_push(flow);
	context->off_grid |= div->u.div.kind != DOC_DIV_PLAIN;
	switch (div->u.div.kind) {
	case DOC_DIV_NOTE:
	case DOC_DIV_TIP:
	case DOC_DIV_WARNING:
		build_space(flow, style->text.leading);
		context->box = build_box(flow, style->colors.admonition, 4 * TXT_PT);
		context->left += 8 * TXT_PT;
		context->right += 8 * TXT_PT;
		add_div_title(flow, div);
		break;
	case DOC_DIV_EPIGRAPH:
		context->left += flow->width / 3;
		context->italic = context->ragged = true;
		flow->indent = false;
		break;
	case DOC_DIV_VERSE:
		build_space(flow, style->quote.before);
		context->left += 2 * style->quote.indent;
		context->ragged = true;
		flow->indent = false;
		break;
	case DOC_DIV_PULLQUOTE:
		build_space(flow, style->text.leading);
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
	build_space(flow, flow_leading(flow->edition));
	flow->indent = false;
}

/* ---- definitions; all of them ---- */

static void enter_definition(Flow *flow, const DocNode *definition)
{
	Context *context = build_push(flow);
	build_indent(context, definition, flow->edition->job.style->list.indent);
	flow->indent = false;
}

void build_enter(Flow *flow, const DocNode *node)
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
		enter_quote(flow);
		break;
	case DOC_DIV:
		enter_div(flow, node);
		break;
	case DOC_DEFINITION:
		enter_definition(flow, node);
		break;
	case DOC_DEFINITION_LIST:
		build_space(flow, flow->edition->job.style->text.leading / 2);
		break;
	default:
		break;
	}
}

void build_leave(Flow *flow, const DocNode *node)
{
	const Style *style = flow->edition->job.style;
	switch (node->type) {
	case DOC_BULLET_LIST:
	case DOC_ORDERED_LIST:
		flow->depth--;
		build_space(flow, build_top(flow)->list_depth && node->u.list.tight ? 0 : style->text.leading / 2);
		flow->indent = false;
		break;
	case DOC_LIST_ITEM:
		leave_item(flow, node);
		break;
	case DOC_BLOCK_QUOTE:
		flow->depth--;
		build_space(flow, style->quote.before);
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
