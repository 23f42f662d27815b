/* Formulas as they are asked for, each set once, and painted. */
#include "typeset/math/display.h"

#include <stdlib.h>
#include <string.h>

struct TmathContext {
	const TsJob *job;
	Arena *arena;
	TxtMath *math;
	bool sought;
	Map *known; /* formulas by their source and style */
};

TmathContext *tmath_context_new(const TsJob *job)
{
	TmathContext *context = base_calloc(1, sizeof *context);
	context->job = job;
	context->arena = arena_new();
	context->known = map_new(context->arena);
	return context;
}

void tmath_context_free(TmathContext *context)
{
	if (!context)
		return;
	arena_free(context->arena);
	free(context);
}

/* The face is opened for the first formula. */
bool tmath_can_set(TmathContext *context, Pos pos)
{
	const StyFamily *family = &context->job->style->faces.math;
	size_t count = 0;
	if (context->sought)
		return context->math != NULL;
	context->sought = true;
	while (count < STY_NAMES && family->names[count])
		count++;
	context->math = txt_math(context->job->fonts, family->names, count);
	if (!context->math)
		diag_report(context->job->diag, DIAG_WARNING, pos, "math-no-face",
		            "no face for mathematics is installed, so formulas are shown as their source; install "
		            "fonts-texgyre-math, or name one in the style under faces: math");
	return context->math != NULL;
}

/* ---- what has been set ---- */

/* By what equal formulas are known. */
static Buf key_of(const MathTree *tree, const TmathStyle *style, Length measure)
{
	Buf key = {0};
	const TxtStyle *text = &style->text;
	buf_printf(&key, "%d %d %d %d %d %d %02x%02x%02x %s %p ", style->display, (int)measure, (int)text->size,
	           (int)text->family, (int)text->weight, text->italic, style->color.r, style->color.g, style->color.b,
	           text->lang ? text->lang : "", tree->foreign ? (const void *)tree : NULL);
	for (size_t i = 0; i < style->number_count; i++)
		buf_printf(&key, "%s ", style->numbers[i] ? style->numbers[i] : "-");
	buf_str(&key, style->rtl ? "< " : "");
	buf_add(&key, tree->source, tree->len);
	return key;
}

/* The face's letters are made as high as those around. */
static Length fitting_size(const TmathContext *context, const TxtStyle *style)
{
	TxtMetrics text;
	const TxtFaceInfo *face = txt_face_info(txt_math_face(context->math));
	txt_metrics(context->job->fonts, style, &text);
	int64_t own = face->units_per_em ? (int64_t)face->x_height * style->size / face->units_per_em : 0;
	int64_t size = own > 0 ? (int64_t)style->size * text.x_height / own : style->size;
	int64_t least = (int64_t)style->size * 9 / 10, most = (int64_t)style->size * 11 / 10;
	return (Length)(size < least ? least : size > most ? most : size);
}

static Setter setter_of(TmathContext *context, const TmathStyle *style)
{
	Setter setter = {.fonts = context->job->fonts,
	                 .math = context->math,
	                 .arena = context->arena,
	                 .text = style->text,
	                 .size = fitting_size(context, &style->text)};
	setter.text.features = 0;
	setter.text.more = NULL;
	return setter;
}

const TmathFormula *tmath_set(TmathContext *context, const MathTree *tree, const TmathStyle *style)
{
	Buf key = key_of(tree, style, 0);
	TmathFormula *formula = map_get(context->known, key.data);
	if (!formula) {
		Setter setter = setter_of(context, style);
		Manner manner = {.size = setter.size, .display = style->display, .color = style->color};
		formula = arena_alloc(context->arena, sizeof *formula);
		tmath_pieces(&setter, tree, manner, false, formula);
		map_set(context->known, key.data, formula);
	}
	buf_free(&key);
	return formula;
}

static TmathDisplay *set_display(TmathContext *context, const MathTree *tree, const TmathStyle *style, Length measure,
                                 Pos pos)
{
	int percent;
	TmathDisplay *display = arena_alloc(context->arena, sizeof *display);
	Setter setter = setter_of(context, style);
	TmathLine *lines;
	TmathPlace place = {.measure = measure,
	                    .numbers = style->numbers,
	                    .number_count = style->number_count,
	                    .indented = context->job->style->formula.align == STY_START,
	                    .indent = context->job->style->formula.indent,
	                    .rtl = style->rtl,
	                    .color = style->color,
	                    .percent = &percent};
	display->count = tmath_set_display(&setter, tree, &place, &lines);
	display->lines = lines;
	if (percent < 100)
		diag_report(context->job->diag, DIAG_WARNING, pos, "math-too-wide",
		            "this formula is wider than its line and was set at %d %% of its size; divide it with "
		            "\\\\ or align",
		            percent);
	return display;
}

const TmathDisplay *tmath_display(TmathContext *context, const MathTree *tree, const TmathStyle *style, Length measure,
                                  Pos pos)
{
	Buf key = key_of(tree, style, measure);
	TmathDisplay *display = map_get(context->known, key.data);
	if (!display) {
		display = set_display(context, tree, style, measure, pos);
		map_set(context->known, key.data, display);
	}
	buf_free(&key);
	return display;
}

/* ---- painting ---- */

/* Glyphs that follow each other on one line, in one face, size and colour, are one item. */
typedef struct {
	const TxtFace *face;
	const TsItem *like;
	TsItems *items;
	TsItem *item; /* NULL: none is open */
	TsGlyph *glyphs;
	size_t count, cap;
	Buf text;
} Painter;

static void close_item(Painter *painter)
{
	TsItem *item = painter->item;
	Arena *arena = painter->items->arena;
	if (!item)
		return;
	TsGlyph *glyphs = arena_alloc(arena, painter->count * sizeof *glyphs);
	memcpy(glyphs, painter->glyphs, painter->count * sizeof *glyphs);
	item->u.glyphs.glyphs = glyphs;
	item->u.glyphs.count = (uint32_t)painter->count;
	item->u.glyphs.text = arena_strndup(arena, painter->text.len ? painter->text.data : "", painter->text.len);
	item->u.glyphs.len = (uint32_t)painter->text.len;
	painter->item = NULL;
}

static TsItem *open_item(Painter *painter, TsKind kind, StyColor color, Length x, Length y)
{
	close_item(painter);
	TsItem *item = ts_items_add(painter->items);
	*item = *painter->like;
	item->kind = kind;
	item->color = color;
	item->x = x;
	item->y = y;
	return item;
}

static void open_glyphs(Painter *painter, const TxtFace *face, Length size, StyColor color, Length x, Length y)
{
	TsItem *item = open_item(painter, TS_GLYPHS, color, x, y);
	item->u.glyphs.face = face;
	item->u.glyphs.size = size;
	item->u.glyphs.offset = painter->like->u.glyphs.offset;
	painter->item = item;
	painter->count = 0;
	buf_clear(&painter->text);
}

static void add_glyph(Painter *painter, TsGlyph glyph)
{
	painter->glyphs = base_grow(painter->glyphs, painter->count, &painter->cap, sizeof *painter->glyphs);
	painter->glyphs[painter->count++] = glyph;
}

static void paint_glyph(Painter *painter, const TmathBox *box, Length x, Length y)
{
	const TsItem *item = painter->item;
	bool goes_on = item && item->y == y && item->u.glyphs.face == painter->face &&
	               item->u.glyphs.size == box->size && item->x <= x &&
	               !memcmp(&item->color, &box->color, sizeof box->color);
	if (!goes_on)
		open_glyphs(painter, painter->face, box->size, box->color, x, y);
	painter->item->width = x + box->width - painter->item->x;
	bool joins = !*box->text && painter->count; /* a part of a sign is read with the part before */
	uint32_t cluster = joins ? painter->glyphs[painter->count - 1].cluster : (uint32_t)painter->text.len;
	add_glyph(painter, (TsGlyph){box->glyph, cluster, x - painter->item->x, 0, 0});
	buf_str(&painter->text, joins || *box->text ? box->text : "\u2060");
}

static void paint_shape(Painter *painter, const TmathBox *box, Length x, Length y)
{
	for (uint32_t r = 0; r < box->shape->count; r++) {
		const TxtRun *run = &box->shape->runs[r];
		open_glyphs(painter, run->face, run->size, box->color, x, y - run->rise);
		painter->item->width = run->advance;
		painter->item->u.glyphs.rtl = run->rtl;
		for (uint32_t i = 0; i < run->count; i++) {
			const TxtGlyph *glyph = &run->glyphs[i];
			add_glyph(painter, (TsGlyph){glyph->id, glyph->cluster - run->start, x - painter->item->x,
			                             glyph->x, glyph->y});
			x += glyph->advance;
		}
		buf_add(&painter->text, box->text + run->start, run->end - run->start);
		close_item(painter);
	}
}

static TsItem *paint_rule(Painter *painter, TsKind kind, const TmathBox *box, Length x, Length y)
{
	TsItem *item = open_item(painter, kind, box->color, x, y - box->height);
	item->width = box->width;
	item->height = box->height + box->depth;
	return item;
}

static void paint_box(Painter *painter, const TmathBox *box, Length x, Length y)
{
	TsItem *item;
	switch (box->kind) {
	case TMATH_LIST:
		for (const TmathBox *kid = box->first; kid; kid = kid->next)
			paint_box(painter, kid, x + kid->x, y - kid->y);
		break;
	case TMATH_GLYPH:
		paint_glyph(painter, box, x, y);
		break;
	case TMATH_SHAPE:
		paint_shape(painter, box, x, y);
		break;
	case TMATH_RULE:
		paint_rule(painter, TS_RECT, box, x, y);
		break;
	case TMATH_STROKE:
		item = paint_rule(painter, TS_STROKE, box, x, y);
		item->u.stroke.thickness = box->thickness;
		item->u.stroke.falls = box->falls;
		break;
	}
}

void tmath_paint(const TmathContext *context, const TmathBox *box, Length x, Length y, const TsItem *like,
                 TsItems *items)
{
	Painter painter = {.face = txt_math_face(context->math), .like = like, .items = items};
	paint_box(&painter, box, x, y);
	close_item(&painter);
	free(painter.glyphs);
	buf_free(&painter.text);
}
