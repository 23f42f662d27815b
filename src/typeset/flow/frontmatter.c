/* What comes before the body: title, contents; the cover's words. */
#include "typeset/flow/builder.h"
#include "typeset/flow/prices.h"

#include <string.h>

/* How a part of the title is set. */
static void style_part(const Flow *flow, TsTitlePart part, ParSpec *spec)
{
	const Style *style = flow->setting->job->style;
	if (part == TS_PART_SUBTITLE)
		spec->style.italic = style->text.italics;
	if (part == TS_PART_AUTHOR && style->title.author_small_caps) {
		spec->style.features |= TXT_SMALL_CAPS;
		spec->style.tracking = spec->style.size / 24;
	}
	if (part <= TS_PART_SUBTITLE)
		spec->style.family = par_family(flow->setting->context, style->title.sans ? TXT_SANS : TXT_SERIF);
	if (part != TS_PART_TITLE)
		return;
	spec->style.weight = (uint16_t)style->title.weight;
	spec->style.features |= style->title.small_caps ? TXT_SMALL_CAPS : 0;
	spec->style.tracking = style->title.tracking;
	spec->color = style->title.color;
}

static void add_front_line(Flow *flow, const char *text, TsRole role, TsTitlePart part, Length size, Length before)
{
	if (!text)
		return;
	ParSpec spec = flow_spec(flow->setting, NULL);
	spec.measure = flow->width;
	const DocMeta *meta = &flow->setting->job->doc->meta;
	spec.node = part == TS_PART_TITLE ? meta->title_line : part == TS_PART_SUBTITLE ? meta->subtitle_line : NULL;
	spec.text = spec.node ? NULL : text;
	spec.role = role;
	spec.sub = (uint8_t)part;
	spec.style.size = size;
	style_part(flow, part, &spec);
	spec.align = flow->setting->job->style->title.align == STY_CENTER ? PAR_CENTERED : PAR_RAGGED;
	spec.hyphenate = false;
	build_space(flow, before);
	if (role != TS_COLOPHON)
		build_begin(flow, FLOW_ON, flow->setting->book ? FLOW_BARE : FLOW_FOLIO);
	ParContext *context = flow->setting->context;
	Par *par = part == TS_PART_RIGHTS || part == TS_PART_CREDITS ? par_break(context, &spec, build_arena(flow))
	                                                             : par_balanced(context, &spec, build_arena(flow));
	size_t first = build_add_fixed(flow, build_block(flow, FLOW_LINE, NULL), par, flow_title_leading(size), size);
	build_off_grid(flow, first);
	for (size_t i = first; i < flow->list->count; i++) {
		flow->list->items[i].keep_before = true;
		flow->list->items[i].penalty = i ? FLOW_FORBIDDEN : 0;
	}
	build_keep(flow);
}

static void add_title_line(Flow *flow, const char *text, TsTitlePart part, Length size, Length before)
{
	add_front_line(flow, text, TS_TITLE, part, size, before);
}

/* Moves what was added from one item on to the foot of the page that begins with another. */
static void move_to_foot(Flow *flow, size_t from, size_t page)
{
	FlowItem *items = flow->list->items;
	Length room = flow->setting->text_height;
	for (size_t i = page; i < flow->list->count; i++)
		room -= items[i].before + items[i].height;
	if (from < flow->list->count && room > 0)
		items[from].before += room;
}

static const char *authors_line(Flow *flow)
{
	const DocMeta *meta = &flow->setting->job->doc->meta;
	Buf text = {0};
	for (size_t i = 0; i < meta->people_count; i++) {
		if (doc_is_author(&meta->people[i]))
			buf_printf(&text, "%s%s", text.len ? lang_comma(meta->lang) : "", meta->people[i].name);
	}
	const char *copy = text.len ? arena_strndup(build_arena(flow), text.data, text.len) : NULL;
	buf_free(&text);
	return copy;
}

/* "ISBN 978-…" of what is one; NULL for what says nothing to people. */
static const char *identifier_line(Flow *flow)
{
	const char *text = flow->setting->job->doc->meta.identifier;
	if (!text || str_starts(text, "urn:uuid:"))
		return NULL;
	bool named = str_starts(text, "urn:isbn:") || str_starts(text, "URN:ISBN:");
	text += named ? strlen("urn:isbn:") : 0;
	named = named ||
	        ((str_starts(text, "978") || str_starts(text, "979")) && strspn(text, "0123456789- ") == strlen(text));
	return named ? arena_printf(build_arena(flow), "ISBN %s", text) : text;
}

static const char *series_line(Flow *flow)
{
	const DocMeta *meta = &flow->setting->job->doc->meta;
	if (!meta->series || !meta->series_position)
		return meta->series;
	return arena_printf(build_arena(flow), "%s%s%s", meta->series, lang_comma(meta->lang), meta->series_position);
}

/* Each paragraph in its lines. */
static void add_rights(Flow *flow, TsRole role, Length size)
{
	const char *text = flow->setting->job->doc->meta.rights;
	while (text && *text) {
		const char *end = strstr(text, "\n\n");
		size_t len = end ? (size_t)(end - text) : strlen(text);
		add_front_line(flow, arena_strndup(build_arena(flow), text, len), role, TS_PART_RIGHTS, size, size);
		text += len + (end ? 2 : 0);
	}
}

/* The book's series, rights and number. */
static void add_imprint_lines(Flow *flow, TsRole role, Length size)
{
	add_front_line(flow, series_line(flow), role, TS_PART_SERIES, size, 0);
	add_rights(flow, role, size);
	add_front_line(flow, identifier_line(flow), role, TS_PART_IDENTIFIER, size, size);
}

/* At the foot of the title page's verso. */
static void add_imprint(Flow *flow)
{
	size_t first = flow->list->count;
	flow->pending.penalty = 0;
	build_begin(flow, FLOW_PAGE, FLOW_FULL);
	add_imprint_lines(flow, TS_TITLE, flow->setting->job->style->notes.size);
	move_to_foot(flow, first, first);
}

/* "Heron & Sons, Bristol", where no title page has them in lines of their own. */
static const char *publisher_line(Flow *flow)
{
	const DocMeta *meta = &flow->setting->job->doc->meta;
	if (!meta->publisher || !meta->place)
		return meta->publisher ? meta->publisher : meta->place;
	return arena_printf(build_arena(flow), "%s%s%s", meta->publisher, lang_comma(meta->lang), meta->place);
}

void build_colophon(Flow *flow)
{
	const FlowSetting *setting = flow->setting;
	if (setting->book)
		return;
	build_space(flow, setting->job->style->text.leading * 2);
	add_front_line(flow, publisher_line(flow), TS_COLOPHON, TS_PART_PUBLISHER, setting->job->style->notes.size, 0);
	add_imprint_lines(flow, TS_COLOPHON, setting->job->style->notes.size);
}

/* White above the title on its page; a page too low for the style's has a fifth. */
static Length title_height(const FlowSetting *setting)
{
	Length height = setting->job->style->title.height;
	return height < setting->text_height / 2 ? height : setting->text_height / 5;
}

/* The title alone, on the first leaf; the title page tells it to those who cannot see. */
static void add_half_title(Flow *flow)
{
	const FlowSetting *setting = flow->setting;
	if (!flow->galley->half_title)
		return;
	flow->pending.space = title_height(setting);
	add_front_line(flow, setting->job->doc->meta.title, TS_ARTIFACT_LAYOUT, TS_PART_TITLE,
	               setting->job->style->title.subtitle_size, 0);
	flow->pending.penalty = 0;
	build_begin(flow, FLOW_RECTO, FLOW_FULL);
}

static void begin_title_page(Flow *flow)
{
	flow->front = true;
	add_half_title(flow);
	flow->pending.space = title_height(flow->setting);
}

/* The publisher's, as high as the style has it. */
static void add_logo(Flow *flow)
{
	const Style *style = flow->setting->job->style;
	const DocMeta *meta = &flow->setting->job->doc->meta;
	if (!meta->logo)
		return;
	const ImgInfo *info = &meta->logo->first->u.image.image->info;
	FlowBlock *block = build_block(flow, FLOW_IMAGE, meta->logo->first);
	FlowItem *item = flow_add(flow->list, block);
	*item = build_like(flow, block, style->title.logo_height, 0);
	block->width = (Length)((int64_t)item->height * info->width / (info->height ? info->height : 1));
	block->width = block->width < flow->width ? block->width : flow->width;
	Length rest = flow->width - block->width;
	block->x = style->title.align == STY_CENTER ? rest / 2 : meta->dir == DOC_DIR_RTL ? rest : 0;
	item->on_grid = false;
	item->keep_before = true;
	item->before = flow->pending.space;
	build_done(flow);
	build_keep(flow);
}

/* Where and when: of a date the year, on a page of which the publisher is. */
static const char *place_line(Flow *flow)
{
	const DocMeta *meta = &flow->setting->job->doc->meta;
	const char *date = meta->date_text;
	if (meta->date && strlen(meta->date) > 4)
		date = lang_date(build_arena(flow), arena_strndup(build_arena(flow), meta->date, 4), meta->lang);
	if (!meta->place || !date)
		return meta->place ? meta->place : date;
	return arena_printf(build_arena(flow), "%s \u00B7 %s", meta->place, date);
}

/* At the foot of the title page: whose book it is. */
static void add_publisher(Flow *flow, size_t page)
{
	const DocMeta *meta = &flow->setting->job->doc->meta;
	Length size = flow->setting->job->style->title.author_size;
	size_t foot = flow->list->count;
	build_space(flow, size);
	add_logo(flow);
	add_title_line(flow, meta->publisher, TS_PART_PUBLISHER, size, meta->logo ? size / 2 : size);
	add_title_line(flow, place_line(flow), TS_PART_DATE, size, 0);
	move_to_foot(flow, foot, page);
}

static void add_names(Flow *flow)
{
	const Style *style = flow->setting->job->style;
	const Doc *doc = flow->setting->job->doc;
	Length author = style->title.author_size;
	add_title_line(flow, doc->meta.title, TS_PART_TITLE, style->title.title_size, 0);
	add_title_line(flow, doc->meta.subtitle, TS_PART_SUBTITLE, style->title.subtitle_size,
	               style->title.subtitle_size * 2 / 3);
	add_title_line(flow, authors_line(flow), TS_PART_AUTHOR, author, author * 3 / 2);
	add_title_line(flow, doc_credits(doc, build_arena(flow)), TS_PART_CREDITS, author, author / 2);
}

void build_title(Flow *flow)
{
	const FlowSetting *setting = flow->setting;
	const Style *style = setting->job->style;
	const DocMeta *meta = &setting->job->doc->meta;
	if (!meta->titled || !style->title.show)
		return;
	if (setting->book)
		begin_title_page(flow);
	size_t first = flow->list->count;
	add_names(flow);
	if (setting->book && (meta->publisher || meta->logo))
		add_publisher(flow, first);
	else
		add_title_line(flow, meta->date_text, TS_PART_DATE, style->title.author_size,
		               style->title.author_size / 2);
	if (setting->book && (meta->rights || meta->series || identifier_line(flow)))
		add_imprint(flow);
	flow->pending.space = style->text.leading * (setting->book ? 0 : 2);
	flow->pending.penalty = setting->book ? 0 : FLOW_FORBIDDEN;
	build_begin(flow, setting->book ? FLOW_RECTO : FLOW_ON, FLOW_FULL);
	build_apart(flow);
}
