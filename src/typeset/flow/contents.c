/* The contents, and the lists of figures, tables and listings behind them. */
#include "typeset/flow/builder.h"

/* Where the entries of a level stand: their numbers, in a column of their own, and their words. */
typedef struct {
	Length number, words;
} Level;

/* An entry; node: what it leads to, line: what has its words, NULL if nothing has them alone. */
typedef struct {
	const DocNode *node, *line;
	const char *number, *text; /* number: NULL if it has none */
	uint16_t weight;
	Length size;
	Length before; /* white above it */
} Entry;

static bool is_listed(const Flow *flow, const DocSection *section)
{
	const TsJob *job = flow->setting->job;
	return doc_in_contents(job->doc, section, job->style->contents.depth);
}

/* ---- numbers ---- */

/* Of entries of a level: the last that the style has for it or one above it. */
static Length size_of(const Flow *flow, int level)
{
	const Style *style = flow->setting->job->style;
	Length size = style->text.size;
	for (int i = 0; i < STY_MARKS && i < level && style->contents.sizes[i]; i++)
		size = style->contents.sizes[i];
	return size;
}

static Length width_of(Flow *flow, const char *number, uint16_t weight, Length size)
{
	ParSpec spec = flow_spec(flow->setting, NULL);
	spec.text = number;
	spec.style.weight = weight;
	spec.style.size = size;
	return number ? par_natural(flow->setting->context, &spec) : 0;
}

/* Between a column of numbers and the words; none without numbers. */
static Length with_gap(const Flow *flow, Length widest)
{
	return widest ? widest + flow->setting->job->style->text.size * 3 / 4 : 0;
}

static uint16_t weight_of(const Flow *flow, int level, int levels)
{
	return (uint16_t)(level == 1 && levels > 1 ? flow->setting->job->style->contents.weight : 400);
}

/* What the numbers of a level need, with the gap after them. */
static Length number_room(Flow *flow, int level, int levels)
{
	const Doc *doc = flow->setting->job->doc;
	Length widest = 0;
	for (size_t i = 0; i < doc->section_count; i++) {
		const DocSection *section = &doc->sections[i];
		if (section->level != level || !is_listed(flow, section))
			continue;
		Length width = width_of(flow, section->header->u.header.number, weight_of(flow, level, levels),
		                        size_of(flow, level));
		widest = width > widest ? width : widest;
	}
	return with_gap(flow, widest);
}

/* Each level is indented to the words of the one above. */
static void find_levels(Flow *flow, Level *levels, int count)
{
	Length left = 0;
	for (int i = 0; i < count; i++) {
		Length room = number_room(flow, i + 1, count);
		levels[i] = (Level){left, left + room};
		left += room ? room : flow->setting->job->style->list.indent;
	}
}

static void label_entry(Flow *flow, const Entry *entry, const Level *level, ParSpec spec)
{
	if (!entry->number)
		return;
	bool rtl = spec.dir == DOC_DIR_RTL;
	spec.text = arena_printf(build_arena(flow), "%s\u00A0", entry->number);
	spec.left = spec.right = spec.first = 0;
	build_label(flow, &spec, rtl ? -level->number : level->number);
}

/* ---- entries ---- */

static void add_entry(Flow *flow, const Entry *entry, const Level *level)
{
	const Style *style = flow->setting->job->style;
	ParSpec spec = flow_spec(flow->setting, entry->node);
	Length turnover = level->words > level->number ? 0 : style->list.indent; /* is indented under the words */
	spec.text = entry->text;
	if (flow_repeats(entry->line)) {
		spec.node = entry->line;
		spec.text = NULL;
	}
	spec.role = TS_TOC_ENTRY;
	spec.style.weight = entry->weight;
	spec.style.size = entry->size;
	spec.left = level->words + turnover;
	spec.first = -turnover;
	spec.right = FLOW_TOC_RIGHT * style->text.size;
	spec.align = PAR_RAGGED;
	spec.hyphenate = false;
	build_space(flow, entry->before);
	label_entry(flow, entry, level, spec);
	FlowBlock *block = build_block(flow, FLOW_LINE, entry->node);
	Length open = entry->size * 5 / 4, leading = style->text.leading > open ? style->text.leading : open;
	FlowItem like = build_like(flow, block, leading, spec.style.size);
	block->toc = true;
	block->par = par_break_lasting(flow->setting->context, &spec, build_arena(flow));
	like.on_grid = false;
	if (flow_add_par(flow->list, block, par_best(block->par), &like, flow->pending.space))
		build_done(flow);
}

/* No page begins with nothing but the last of the entries from an item on, nor ends after the first. */
static void keep_ends(FlowList *list, size_t first)
{
	size_t second = first + 1, last = list->count;
	while (second < list->count && list->items[second].line)
		second++;
	while (last > first && list->items[--last].line)
		continue;
	if (second >= list->count)
		return;
	list->items[second].penalty = list->items[last].penalty = FLOW_FORBIDDEN;
}

/* The levels that are listed. */
static int count_levels(const Flow *flow)
{
	const Doc *doc = flow->setting->job->doc;
	int deepest = 0;
	for (size_t i = 0; i < doc->section_count; i++) {
		if (is_listed(flow, &doc->sections[i]) && doc->sections[i].level > deepest)
			deepest = doc->sections[i].level;
	}
	return deepest;
}

/* An entry is kept with the first of those below it. */
static void add_entries(Flow *flow)
{
	const Doc *doc = flow->setting->job->doc;
	int used = count_levels(flow), before = used;
	Level *levels = arena_alloc(build_arena(flow), ((size_t)used + 1) * sizeof *levels);
	size_t first = flow->list->count;
	find_levels(flow, levels, used);
	for (size_t i = 0; i < doc->section_count; i++) {
		const DocSection *section = &doc->sections[i];
		if (!is_listed(flow, section))
			continue;
		if (section->level > before)
			build_keep(flow);
		Entry entry = {section->header,
		               section->header,
		               section->header->u.header.number,
		               section->text,
		               weight_of(flow, section->level, used),
		               size_of(flow, section->level),
		               section->level == 1 ? flow->setting->job->style->contents.before : 0};
		Level level = levels[section->level - 1];
		if (!entry.number && section->level == 1) /* a part, or a preface: it is above those that are counted */
			level.words = level.number;
		add_entry(flow, &entry, &level);
		before = section->level;
	}
	keep_ends(flow->list, first);
}

/* ---- the whole ---- */

static void add_title(Flow *flow, const char *title, int which)
{
	const StyHeading *head = build_heading_style(flow, 1);
	ParSpec spec = build_heading_spec(flow, NULL, head);
	spec.text = title;
	spec.role = TS_TOC_TITLE;
	spec.sub = (uint8_t)which;
	build_begin(flow, FLOW_ON, FLOW_FOLIO);
	if (flow->pending.start != FLOW_ON && flow->setting->job->style->chapter.new_page) /* as chapters begin */
		flow->pending.space = build_sinkage(flow, head);
	build_off_grid(flow, build_add(flow, &spec, head->leading));
	flow->pending.space = head->after;
	build_keep(flow);
}

static const char *number_of(const DocNode *node)
{
	return node->type == DOC_TABLE ? node->u.table.number : node->u.figure.number;
}

static const char *caption_of(Flow *flow, const DocNode *node)
{
	Buf text = {0};
	doc_caption_text(node, &text);
	const char *copy = arena_strndup(build_arena(flow), text.data ? text.data : "", text.len);
	buf_free(&text);
	return copy;
}

/* Its only line, where that is what the list says; NULL. */
static const DocNode *caption_line(const DocNode *node)
{
	const DocNode *caption = node->first;
	while (caption && caption->type != DOC_CAPTION)
		caption = caption->next;
	const DocNode *line = caption && caption->first == caption->last ? caption->first : NULL;
	return line && (line->type == DOC_PLAIN || line->type == DOC_PARA) && !doc_key(node, "short") ? line : NULL;
}

static void add_list(Flow *flow, DocListed kind)
{
	static const LangWord words[DOC_LISTS] = {LANG_FIGURES, LANG_TABLES, LANG_LISTINGS};
	const Doc *doc = flow->setting->job->doc;
	Length widest = 0;
	const DocNode *node = doc_next_listed(doc, kind, NULL);
	if (!node)
		return;
	build_space(flow, flow->setting->job->style->text.leading * 2);
	add_title(flow, lang_word(doc->meta.lang, words[kind]), 1 + (int)kind);
	for (const DocNode *other = node; other; other = doc_next_listed(doc, kind, other)) {
		Length width = width_of(flow, number_of(other), 400, size_of(flow, 1));
		widest = width > widest ? width : widest;
	}
	size_t first = flow->list->count;
	for (Level level = {0, with_gap(flow, widest)}; node; node = doc_next_listed(doc, kind, node))
		add_entry(flow,
		          &(Entry){node, caption_line(node), number_of(node), caption_of(flow, node), 400,
		                   size_of(flow, 1), 0},
		          &level);
	keep_ends(flow->list, first);
}

void build_contents(Flow *flow)
{
	const Doc *doc = flow->setting->job->doc;
	bool contents = doc->meta.toc == 1 || (doc->meta.toc < 0 && flow->setting->book && doc->section_count > 2),
	     any = contents;
	if (contents) {
		add_title(flow, doc->meta.toc_title ? doc->meta.toc_title : lang_word(doc->meta.lang, LANG_CONTENTS),
		          0);
		add_entries(flow);
	}
	for (int kind = 0; kind < DOC_LISTS; kind++) {
		if (!doc->meta.lists[kind])
			continue;
		any = true;
		add_list(flow, (DocListed)kind);
	}
	if (!any)
		return;
	flow->pending.space = flow->setting->job->style->text.leading * 2;
	build_begin(flow, flow->setting->book ? FLOW_RECTO : FLOW_ON, FLOW_FULL);
	build_apart(flow);
}
