/* What holds blocks: lists, quotations, divs, definitions. */
#include "typeset/flow/builder.h"
#include "typeset/flow/prices.h"

/* ---- lists ---- */

static const char *bullet_of(const Style *style, int depth)
{
	size_t count = 0;
	while (count < STY_MARKS && style->list.bullets[count])
		count++;
	return style->list.bullets[(size_t)(depth - 1) % count];
}

/* How a list's items are counted: as its author does, but where that is 1, 2, 3 by the style, by depth. */
static DocNumStyle counter_of(const Style *style, const DocNode *list)
{
	static const DocNumStyle styles[] = {[STY_DECIMAL] = DOC_NUM_DECIMAL,
	                                     [STY_LOWER_ALPHA] = DOC_NUM_LOWER_ALPHA,
	                                     [STY_UPPER_ALPHA] = DOC_NUM_UPPER_ALPHA,
	                                     [STY_LOWER_ROMAN] = DOC_NUM_LOWER_ROMAN,
	                                     [STY_UPPER_ROMAN] = DOC_NUM_UPPER_ROMAN};
	int depth = 0;
	for (const DocNode *node = list->parent; node; node = node->parent)
		depth += node->type == DOC_ORDERED_LIST;
	if (list->u.list.style != DOC_NUM_DECIMAL)
		return list->u.list.style;
	return styles[style->list.numbers.values[depth % style->list.numbers.count]];
}

/* A bullet, a number, a box. */
static const char *label_text(Flow *flow, const DocNode *item)
{
	const DocNode *list = item->parent;
	Buf text = {0};
	if (item->u.item.task) {
		buf_str(&text, item->u.item.task == DOC_TASK_DONE ? "☑" : "☐");
	} else if (list->type == DOC_ORDERED_LIST) {
		buf_str(&text, list->u.list.delim == DOC_DELIM_TWO_PARENS ? "(" : "");
		doc_number(&text, item->u.item.number, counter_of(flow->setting->job->style, list));
		if (list->u.list.style != DOC_NUM_CIRCLED)
			buf_char(&text, list->u.list.delim == DOC_DELIM_PERIOD ? '.' : ')');
	} else {
		buf_str(&text, bullet_of(flow->setting->job->style, build_top(flow)->list_depth));
	}
	const char *copy = arena_strndup(build_arena(flow), text.data, text.len);
	buf_free(&text);
	return lang_digits(build_arena(flow), flow->setting->job->doc->meta.lang, copy);
}

static ParSpec label_spec(Flow *flow, const DocNode *item)
{
	ParSpec spec = build_spec(flow, item);
	spec.text = label_text(flow, item);
	spec.role = TS_LABEL;
	spec.align = PAR_VERBATIM; /* nothing hangs out */
	spec.left = spec.right = spec.first = 0;
	return spec;
}

static void make_label(Flow *flow, const DocNode *item)
{
	ParSpec spec = label_spec(flow, item);
	FlowLabel *label = build_label(flow, &spec, 0);
	Length width = par_max_content(label->par), gap = spec.style.size / 2;
	bool rtl = item->dir == DOC_DIR_RTL;
	label->x = rtl ? gap + width - build_top(flow)->right : build_top(flow)->left - gap - width;
}

/* Of the widest label: of numbers that of the last, of letters and Roman ones any. */
static Length label_width(Flow *flow, const DocNode *list)
{
	enum { LOOKED_AT = 200 };
	Length widest = 0;
	bool decimal = counter_of(flow->setting->job->style, list) == DOC_NUM_DECIMAL;
	const DocNode *item = decimal ? list->last : list->first;
	for (int i = 0; item && i < LOOKED_AT; item = item->next, i++) {
		ParSpec spec = label_spec(flow, item);
		Length width = par_natural(flow->setting->context, &spec);
		widest = width > widest ? width : widest;
	}
	return widest;
}

/* Numbers stand before their common right edge, the text behind it; lists differ in
 * steps that the eye takes for meant. */
static Length list_indent(Flow *flow, const DocNode *list)
{
	Length indent = flow->setting->job->style->list.indent, step = build_top(flow)->size / 2;
	Length least = list->type == DOC_ORDERED_LIST ? label_width(flow, list) + step : 0;
	while (indent < least)
		indent += step;
	return indent;
}

static void enter_list(Flow *flow, const DocNode *list)
{
	const Style *style = flow->setting->job->style;
	Length indent = list_indent(flow, list);
	if (!build_top(flow)->list_depth || !list->u.list.tight)
		build_space(flow, flow_half_line(style->text.leading));
	Context *context = build_push(flow);
	context->off_grid = true;
	if (context->left + indent < flow->width / 2)
		build_indent(context, list, indent);
	context->list_depth++;
	context->list_first = flow->list->count;
	context->tight = list->u.list.tight;
	build_apart(flow);
}

static void enter_item(Flow *flow, const DocNode *item)
{
	const Style *style = flow->setting->job->style;
	build_space(flow, build_top(flow)->tight ? style->list.item_space : flow_half_line(style->text.leading));
	make_label(flow, item);
	build_apart(flow);
}

/* An item without text shows its label all the same. */
static void leave_item(Flow *flow, const DocNode *item)
{
	if (!flow->pending.label)
		return;
	const Context *context = build_top(flow);
	FlowBlock *block = build_block(flow, FLOW_LABEL, item);
	FlowItem *line = flow_add(flow->list, block);
	*line = build_like(flow, block, context->leading, context->size);
	line->before = flow->pending.space;
	build_done(flow);
}

static void raise_penalty(FlowItem *item, int price)
{
	item->penalty = item->penalty > price ? item->penalty : price;
}

/* Where a page had better not end in a list of which each item is one paragraph. */
static void keep_items(Flow *flow, const DocNode *list)
{
	size_t first = build_top(flow)->list_first, count = flow->list->count, begun = 0, wanted = 0, last = first,
	       second = 0;
	FlowItem *items = flow->list->items;
	for (const DocNode *item = list->first; item; item = item->next)
		wanted++;
	for (size_t i = first; i < count; i++) {
		begun += items[i].line == 0;
		second = begun == 2 && items[i].line == 0 ? i : second;
		last = items[i].line == 0 ? i : last;
	}
	if (begun != wanted || begun < 2)
		return;
	bool few = begun <= FLOW_FEW_ITEMS && count - first <= FLOW_SHORT_LIST_LINES;
	for (size_t i = first + 1; i < count && few; i++)
		raise_penalty(&items[i], FLOW_SHORT_LIST);
	if (second == first + 1)
		raise_penalty(&items[second], FLOW_ITEM_ALONE);
	if (last + 1 == count)
		raise_penalty(&items[last], FLOW_ITEM_ALONE);
}

/* ---- quotes and divs ---- */

/* In from both sides, while enough of the measure is left. */
static void indent_sides(const Flow *flow, Context *context)
{
	Length indent = flow->setting->job->style->quote.indent;
	if (context->left + context->right + 2 * indent >= flow->width * 2 / 3)
		return;
	context->left += indent;
	context->right += indent;
}

static void enter_quote(Flow *flow)
{
	const Style *style = flow->setting->job->style;
	build_space(flow, style->quote.before);
	Context *context = build_push(flow);
	indent_sides(flow, context);
	if (!context->note)
		context->size = style->quote.size;
	context->off_grid = true;
	build_apart(flow);
}

/* What tells an admonition from others, in grey as well: a colour and a sign. */
typedef struct {
	StyColor color;
	const char *sign;
} Warning;

/* By what its author calls it; all others by their kind. */
static Warning warning_of(const Style *style, const DocNode *div)
{
	static const char info[] = "\u261E", tick[] = "\u2713", mark[] = "\u2691", danger[] = "\u26A0",
	                  stop[] = "\u2716";
	const struct {
		const char *name;
		Warning warning;
	} own[] = {{"important", {style->colors.important, mark}},
	           {"callout-important", {style->colors.important, mark}},
	           {"caution", {style->colors.caution, stop}},
	           {"callout-caution", {style->colors.caution, stop}},
	           {"danger", {style->colors.caution, stop}}};
	for (size_t i = 0; i < BASE_LEN(own); i++) {
		if (doc_has_class(div, own[i].name))
			return own[i].warning;
	}
	return div->u.div.kind == DOC_DIV_NOTE  ? (Warning){style->colors.note, info}
	       : div->u.div.kind == DOC_DIV_TIP ? (Warning){style->colors.tip, tick}
	                                        : (Warning){style->colors.warning, danger};
}

static void add_div_title(Flow *flow, const DocNode *div)
{
	const Warning warning = warning_of(flow->setting->job->style, div);
	ParSpec spec = build_spec(flow, div);
	spec.text = doc_box_title(div);
	spec.role = TS_DIV_TITLE;
	spec.number = warning.sign;
	spec.number_role = TS_ARTIFACT_MARK;
	spec.style.weight = 700;
	spec.color = warning.color;
	build_add(flow, &spec, build_top(flow)->leading);
	build_keep(flow);
	build_apart(flow);
}

static void enter_admonition(Flow *flow, const DocNode *div)
{
	const Style *style = flow->setting->job->style;
	Length pad = style->admonition.pad;
	build_space_of_box(flow, div, style->text.leading, pad / 2);
	Context *context = build_top(flow);
	FlowBox *box = build_box(flow, style->colors.admonition, pad / 2);
	box->bar = style->admonition.rule * (div->u.div.kind == DOC_DIV_WARNING ? 2 : 1); /* grave ones, in grey too */
	box->bar_color = warning_of(style, div).color;
	box->rtl = div->dir == DOC_DIR_RTL;
	context->box = box;
	context->left += pad;
	context->right += pad;
	build_indent(context, div, box->bar);
	context->size = context->note ? context->size : style->admonition.size;
	add_div_title(flow, div);
}

/* Lines to write on stay together, as those of a short listing; the first stay with the question, none is alone. */
static void keep_answer(Flow *flow, int line, int lines)
{
	if (line < 2 || line + 1 == lines)
		build_keep(flow);
	else if (lines <= FLOW_MOST_SHORT_LISTING)
		flow->pending.penalty = FLOW_SHORT_LISTING;
}

/* Lines to write on, as many as an empty div of the class answer says, far enough apart for a hand. */
static void add_answer(Flow *flow, const DocNode *div)
{
	Context *context = build_top(flow);
	const FlowBox *around = context->box;
	Length rule = LENGTH_PT / 2;
	int lines = doc_answer_lines(div);
	for (int i = 0; i < lines; i++) {
		context->box = around;
		context->box = build_box(flow, flow->setting->job->style->colors.rule, 0);
		build_space(flow, flow_leading(flow->setting) * 8 / 5 - rule);
		keep_answer(flow, i, lines);
		FlowBlock *block = build_block(flow, FLOW_RULE, div);
		FlowItem *item = flow_add(flow->list, block);
		*item = build_like(flow, block, rule, rule);
		item->before = flow->pending.space;
		item->keep_before = true;
		build_done(flow);
	}
	context->box = around;
	build_space(flow, lines ? flow_half_line(flow_leading(flow->setting)) : 0);
}

/* A ground as light as a box's, with the words in its middle. */
static void enter_missing(Flow *flow)
{
	const Style *style = flow->setting->job->style;
	Context *context = build_top(flow);
	build_space(flow, style->text.leading);
	context->box = build_box(flow, style->colors.admonition, style->admonition.pad / 2);
	context->left += style->admonition.pad;
	context->right += style->admonition.pad;
	context->centered = true;
	context->size = context->note ? context->size : style->figure.caption_size;
}

/* The width of the longest line that the measure has room for. */
static Length longest_line(Flow *flow, const DocNode *div)
{
	Length longest = 0, room = build_width(flow);
	for (const DocNode *para = div->first; para; para = para->next) {
		if (para->type != DOC_PARA || doc_is_attribution(para))
			continue;
		ParSpec spec = build_spec(flow, para);
		spec.ends = PAR_ENDS_OF_VERSE;
		Length width = par_natural(flow->setting->context, &spec);
		longest = width > longest ? width : longest;
	}
	return longest < room ? longest : room;
}

/* A poem stands in the middle by its longest line, or under one edge with the others. */
static void enter_verse(Flow *flow, const DocNode *div)
{
	const Style *style = flow->setting->job->style;
	build_space(flow, style->text.leading);
	Context *context = build_top(flow);
	context->ragged = context->verse = true;
	Length longest = longest_line(flow, div), rest = build_width(flow) - longest, indent = style->verse.indent;
	if (style->verse.centered)
		indent = longest && rest > 0 ? rest / 2 : style->quote.indent;
	build_indent(context, div, indent);
	context->verse_left = indent;
	context->verse_right = rest > indent ? rest - indent : 0;
}

static void enter_epigraph(Flow *flow, const DocNode *div)
{
	const Style *style = flow->setting->job->style;
	Context *context = build_top(flow);
	Length most = build_width(flow) / 2;
	build_indent(context, div, style->epigraph.indent < most ? style->epigraph.indent : most);
	context->size = style->epigraph.size;
	context->italic = style->epigraph.italic;
	context->ragged = true;
}

/* In from both sides, below a line of white, in a size of its own. */
static Context *set_in(Flow *flow, Length size)
{
	Context *context = build_top(flow);
	build_space(flow, flow_leading(flow->setting));
	indent_sides(flow, context);
	context->size = size;
	return context;
}

static void enter_pullquote(Flow *flow)
{
	const Style *style = flow->setting->job->style;
	Context *context = set_in(flow, style->pullquote.size);
	context->leading = style->pullquote.leading;
	context->italic = style->pullquote.italic;
	context->accent = true; /* on the axis that titles are on */
	context->centered = style->title.align == STY_CENTER;
	context->ragged = true;
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

/* A dedication, an epigraph or an abstract before all chapters of a book has a leaf of its own. */
static bool has_own_leaf(const Flow *flow, const DocNode *div)
{
	if (!flow->setting->book || div->parent->type != DOC_ROOT)
		return false;
	for (const DocNode *node = div; node; node = node->prev) {
		if (!build_is_before_contents(flow, node))
			return false;
	}
	return true;
}

static void begin_leaf(Flow *flow)
{
	build_begin(flow, FLOW_RECTO, FLOW_BARE);
	flow->pending.space = flow_leaf_top(flow->setting);
}

/* Columns, too, where they have no room beside each other. */
static bool is_plain(const DocNode *div)
{
	return div->u.div.kind == DOC_DIV_PLAIN || div->u.div.kind >= DOC_DIV_COLUMNS;
}

static void enter_div(Flow *flow, const DocNode *div)
{
	Context *context = build_push(flow);
	if (doc_has_class(div, "center") || doc_has_class(div, "right")) {
		context->centered = doc_has_class(div, "center");
		context->flush_right = !context->centered;
	}
	add_answer(flow, div);
	if (is_plain(div))
		return;
	context->off_grid = true;
	build_apart(flow);
	if (has_own_leaf(flow, div))
		begin_leaf(flow);
	switch (div->u.div.kind) {
	case DOC_DIV_NOTE:
	case DOC_DIV_TIP:
	case DOC_DIV_WARNING:
		enter_admonition(flow, div);
		break;
	case DOC_DIV_EPIGRAPH:
		enter_epigraph(flow, div);
		break;
	case DOC_DIV_VERSE:
		enter_verse(flow, div);
		break;
	case DOC_DIV_PULLQUOTE:
		enter_pullquote(flow);
		break;
	case DOC_DIV_ABSTRACT:
		set_in(flow, flow->setting->job->style->quote.size);
		break;
	case DOC_DIV_MISSING:
		enter_missing(flow);
		break;
	case DOC_DIV_DEDICATION:
		context->centered = true;
		context->italic = flow->setting->job->style->text.italics;
		break;
	default:
		break;
	}
}

static void leave_div(Flow *flow, const DocNode *div)
{
	flow->depth--;
	if (is_plain(div))
		return;
	build_space(flow, flow_leading(flow->setting));
	build_begin(flow, has_own_leaf(flow, div) ? FLOW_RECTO : FLOW_ON, FLOW_FULL);
	build_apart(flow);
}

/* ---- all of them ---- */

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
		build_enter_definition(flow, node);
		break;
	case DOC_DEFINITION_LIST:
		build_space(flow, flow_half_line(flow_leading(flow->setting)));
		break;
	default:
		break;
	}
}

void build_leave(Flow *flow, const DocNode *node)
{
	const Style *style = flow->setting->job->style;
	switch (node->type) {
	case DOC_BULLET_LIST:
	case DOC_ORDERED_LIST:
		keep_items(flow, node);
		flow->depth--;
		build_space(flow, build_top(flow)->list_depth && node->u.list.tight
		                          ? 0
		                          : flow_half_line(style->text.leading));
		build_apart(flow);
		break;
	case DOC_LIST_ITEM:
		leave_item(flow, node);
		break;
	case DOC_BLOCK_QUOTE:
		flow->depth--;
		build_space(flow, style->quote.before);
		build_apart(flow);
		break;
	case DOC_DIV:
		leave_div(flow, node);
		break;
	case DOC_DEFINITION:
		flow->depth--;
		build_apart(flow);
		break;
	case DOC_DEFINITION_LIST:
		build_space(flow, flow_half_line(style->text.leading));
		break;
	default:
		break;
	}
}
