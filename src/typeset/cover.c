/* The drawn cover: cloth in the style's colour, and a paper label on it that grows
 * with what it has to say. */
#include "typeset/paragraph/paragraph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* In points of a cover 480 wide. */
enum { LABEL_MARGIN = 44, LABEL_PAD = 44, FRAME_INSET = 9, RULE_WIDTH = 48, GAP = 26 };

static const StyColor paper = {0xfb, 0xf8, 0xf1};
static const StyColor ink = {0x1a, 0x17, 0x14};

/* A paragraph of the label, and the space above it. */
typedef struct {
	Par *par;
	Length leading, before;
	size_t lines;
} Piece;

typedef struct {
	const TsJob *job;
	ParContext *context;
	Arena *arena;
	Length width, height, measure;
	Piece pieces[4];
	size_t count;
	TsItems items;
} Cover;

static ParSpec spec_of(const Cover *cover, const char *text, TsTitlePart part, Length size)
{
	const DocMeta *meta = &cover->job->doc->meta;
	bool sans = cover->job->style->text.sans;
	ParSpec spec = {.text = text, .role = TS_TITLE, .sub = (uint8_t)part, .color = ink, .align = PAR_CENTERED};
	spec.style = (TxtStyle){.family = par_family(cover->context, sans ? TXT_SANS : TXT_SERIF),
	                        .weight = 400,
	                        .size = size,
	                        .lang = meta->lang};
	spec.dir = meta->dir;
	spec.measure = cover->measure;
	return spec;
}

static bool fits(const Par *par, size_t most)
{
	size_t best = par_best(par);
	for (size_t i = 0; i < par_lines(par, best); i++) {
		if (par_overfull(par, best, i))
			return false;
	}
	return !par_cuts(par) && par_lines(par, best) <= most;
}

/* A size in points, and whether words are divided in it. */
typedef struct {
	int size;
	bool divides;
} Try;

/* Sets a text in the first of the sizes, 0 ends them, in which it takes few lines. */
static void add_piece(Cover *cover, ParSpec spec, const Try *tries, size_t most, Length before)
{
	Par *par = NULL;
	Length size = 0;
	if (!spec.text || !*spec.text)
		return;
	for (bool fine = false; tries->size && !fine; tries++) {
		spec.style.size = size = tries->size * LENGTH_PT;
		spec.hyphenate = tries->divides;
		par = par_break(cover->context, &spec, cover->arena);
		fine = fits(par, most);
	}
	par = par_balanced(cover->context, &spec, cover->arena);
	size_t lines = par_lines(par, par_best(par)), room = (size_t)(cover->height / 2 / (size * 5 / 4));
	cover->pieces[cover->count++] = (Piece){par, size * 5 / 4, before, lines < room ? lines : room};
}

/* A name whose parts stay on one line, if it is not long. */
static void add_name(Buf *text, const char *name)
{
	enum { LONG = 32 };
	bool whole = strlen(name) <= LONG;
	for (; *name; name++)
		buf_printf(text, *name == ' ' && whole ? "\u00A0" : "%c", *name);
}

/* Those who wrote it, a few each on a line; the e-book names all others inside. */
static const char *authors(const Cover *cover)
{
	enum { FEW = 4, MOST = 4096 }; /* bytes: more than a cover has room for */
	const DocMeta *meta = &cover->job->doc->meta;
	Buf text = {0};
	size_t count = 0;
	for (size_t i = 0; i < meta->people_count; i++)
		count += !i || !meta->people[i].role || str_eq(meta->people[i].role, "aut");
	for (size_t i = 0; i < meta->people_count && text.len < MOST; i++) {
		if (i && meta->people[i].role && !str_eq(meta->people[i].role, "aut"))
			continue;
		if (i)
			buf_str(&text, count > FEW ? lang_comma(meta->lang) : "\n");
		add_name(&text, meta->people[i].name);
	}
	const char *copy = arena_strndup(cover->arena, text.data ? text.data : "", text.len);
	buf_free(&text);
	return copy;
}

static void set_pieces(Cover *cover)
{
	static const Try title_sizes[] = {{60, false}, {54, false}, {48, false}, {42, false}, {36, false}, {32, false},
	                                  {36, true},  {32, true},  {28, true},  {24, true},  {20, true},  {0, false}};
	static const Try other_sizes[] = {{21, false}, {19, false}, {17, false}, {15, false}, {15, true}, {0, false}};
	const DocMeta *meta = &cover->job->doc->meta;
	ParSpec subtitle = spec_of(cover, meta->subtitle, TS_PART_SUBTITLE, 0);
	ParSpec people = spec_of(cover, authors(cover), TS_PART_AUTHOR, 0);
	subtitle.style.italic = true;
	people.style.features = TXT_SMALL_CAPS;
	people.style.tracking = LENGTH_PT;
	add_piece(cover, spec_of(cover, meta->title, TS_PART_TITLE, 0), title_sizes, strlen(meta->title) > 60 ? 6 : 4,
	          0);
	add_piece(cover, subtitle, other_sizes, 4, 2 * GAP * LENGTH_PT);
	add_piece(cover, people, other_sizes, 4, (cover->count == 1 ? 2 : 1) * GAP * LENGTH_PT);
}

static void add_frame(Cover *cover, Length inset, Length rule, Length top, Length height)
{
	StyColor cloth = cover->job->style->colors.cover;
	Length left = LABEL_MARGIN * LENGTH_PT + inset, right = cover->width - left, bottom = top + height - inset;
	top += inset;
	ts_items_add_rect(&cover->items, TS_ARTIFACT_LAYOUT, left, top, right - left, rule, cloth);
	ts_items_add_rect(&cover->items, TS_ARTIFACT_LAYOUT, left, bottom - rule, right - left, rule, cloth);
	ts_items_add_rect(&cover->items, TS_ARTIFACT_LAYOUT, left, top, rule, bottom - top, cloth);
	ts_items_add_rect(&cover->items, TS_ARTIFACT_LAYOUT, right - rule, top, rule, bottom - top, cloth);
}

/* Paints the pieces down from y, a short rule between the title and the rest. */
static void paint_pieces(Cover *cover, Length y)
{
	for (size_t i = 0; i < cover->count; i++) {
		const Piece *piece = &cover->pieces[i];
		if (i == 1)
			ts_items_add_rect(&cover->items, TS_ARTIFACT_LAYOUT,
			                  (cover->width - RULE_WIDTH * LENGTH_PT) / 2, y + piece->before / 2,
			                  RULE_WIDTH * LENGTH_PT, LENGTH_PT * 5 / 4, cover->job->style->colors.cover);
		y += piece->before;
		for (size_t line = 0; line < piece->lines; line++, y += piece->leading)
			par_paint(piece->par, par_best(piece->par), line, (cover->width - cover->measure) / 2,
			          y + piece->leading * 3 / 4, &cover->items);
	}
}

static Length pieces_height(const Cover *cover)
{
	Length height = 0;
	for (size_t i = 0; i < cover->count; i++)
		height += cover->pieces[i].before + cover->pieces[i].leading * (Length)cover->pieces[i].lines;
	return height;
}

/* The author's own drawing, as large as it can be in the box. */
static const TsPage *given_cover(const DocImage *image, Length width, Length height, Arena *arena)
{
	double scale = fmin((double)width / image->info.width, (double)height / image->info.height);
	TsPage *page = arena_alloc(arena, sizeof *page);
	TsItem *item = arena_alloc(arena, sizeof *item);
	*page = (TsPage){.width = (Length)(image->info.width * scale + 0.5),
	                 .height = (Length)(image->info.height * scale + 0.5),
	                 .recto = true,
	                 .label = "",
	                 .items = item,
	                 .count = 1};
	*item = (TsItem){.kind = TS_IMAGE, .width = page->width, .height = page->height, .u.image = {image}};
	return page;
}

const TsPage *ts_cover(const TsJob *job, Length width, Length height, Arena *arena)
{
	const DocImage *given = job->doc->meta.cover;
	if (given && given->info.width && given->info.height)
		return given_cover(given, width, height, arena);
	Cover cover = {.job = job,
	               .context = par_context_new(job),
	               .arena = arena,
	               .width = width,
	               .height = height,
	               .measure = width - 2 * (LABEL_MARGIN + LABEL_PAD) * LENGTH_PT,
	               .items = {.arena = arena}};
	set_pieces(&cover);
	Length content = pieces_height(&cover), label = content + 2 * LABEL_PAD * LENGTH_PT;
	label = label < height * 2 / 5 ? height * 2 / 5 : label;
	Length top = (height - label) * 2 / 5;
	ts_items_add_rect(&cover.items, TS_ARTIFACT_LAYOUT, 0, 0, width, height, job->style->colors.cover);
	ts_items_add_rect(&cover.items, TS_ARTIFACT_LAYOUT, LABEL_MARGIN * LENGTH_PT, top,
	                  width - 2 * LABEL_MARGIN * LENGTH_PT, label, paper);
	add_frame(&cover, FRAME_INSET * LENGTH_PT, LENGTH_PT * 3 / 2, top, label);
	add_frame(&cover, (FRAME_INSET + 4) * LENGTH_PT, LENGTH_PT / 2, top, label);
	paint_pieces(&cover, top + (label - content) / 2);
	par_context_free(cover.context);
	TsPage *page = arena_alloc(arena, sizeof *page);
	*page = (TsPage){.width = width,
	                 .height = height,
	                 .recto = true,
	                 .label = "",
	                 .items = cover.items.items,
	                 .count = cover.items.count};
	return page;
}
