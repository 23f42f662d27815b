/* What a page has beside its text: the marks where its sheet is trimmed, and words behind all. */
#include "typeset/page/painter.h"

#include <math.h>

void page_add_rule(Painter *painter, Length x, Length y, Length width, Length thickness)
{
	if (width > 0 && thickness > 0)
		ts_items_add_rect(&painter->items, TS_ARTIFACT_LAYOUT, x, y, width, thickness,
		                  painter->setting->job->style->colors.rule);
}

void page_add_word(Painter *painter, const char *text, TsRole role, ParSpec *spec, Length x, Length y)
{
	spec->text = text;
	spec->role = role;
	spec->hyphenate = false;
	Par *par = par_break(painter->setting->context, spec, painter->items.arena);
	if (par_lines(par, par_best(par)))
		par_paint(par, par_best(par), 0, x, y, &painter->items);
}

void page_paint_watermark(Painter *painter)
{
	static const StyColor light = {0xdd, 0xdd, 0xdd};
	enum { PART = 70, HIGHEST = 20 }; /* per cent of the diagonal, of the page's shorter side */
	const FlowSetting *setting = painter->setting;
	const Style *style = setting->job->style;
	ParSpec spec = flow_spec(setting, NULL);
	spec.text = setting->job->watermark;
	spec.role = TS_ARTIFACT_BACKGROUND;
	spec.color = light;
	spec.align = PAR_CENTERED;
	Length width = style->page.width, height = style->page.height,
	       highest = (width < height ? width : height) * HIGHEST / 100;
	spec.measure = width + height; /* it needs no more */
	Length natural = par_natural(setting->context, &spec);
	double room = hypot((double)width, (double)height) * PART / 100;
	int64_t size = natural ? (int64_t)((double)spec.style.size * room / natural) : spec.style.size;
	spec.style.size = (Length)(size < highest ? size : highest);
	size_t from = painter->items.count;
	page_add_word(painter, spec.text, spec.role, &spec, (width - spec.measure) / 2,
	              height / 2 + spec.style.size / 3);
	for (; from < painter->items.count; from++)
		painter->items.items[from].turn = TS_SLANTED;
}

/* ---- marks where the sheet is trimmed ---- */

enum { MARK = 12 * LENGTH_PT, MARK_AWAY = 3 * LENGTH_PT, MARK_THICKNESS = LENGTH_PT / 4 };

static Length bleed_of(const Style *style)
{
	Length least = style->page.crop_marks ? MARK_AWAY : 0;
	return style->page.bleed > least ? style->page.bleed : least;
}

Length page_around(const Style *style)
{
	return style->page.crop_marks ? bleed_of(style) + MARK + MARK_AWAY : style->page.bleed;
}

void page_paint_crop_marks(Painter *painter)
{
	static const StyColor black = {0, 0, 0};
	const Style *style = painter->setting->job->style;
	const Length xs[] = {0, style->page.width}, ys[] = {0, style->page.height}, away = bleed_of(style),
	             half = MARK_THICKNESS / 2;
	for (int i = 0; i < 4 && style->page.crop_marks; i++) {
		Length x = xs[i % 2], y = ys[i / 2];
		ts_items_add_rect(&painter->items, TS_ARTIFACT_LAYOUT, i % 2 ? x + away : x - away - MARK, y - half,
		                  MARK, MARK_THICKNESS, black);
		ts_items_add_rect(&painter->items, TS_ARTIFACT_LAYOUT, x - half, i / 2 ? y + away : y - away - MARK,
		                  MARK_THICKNESS, MARK, black);
	}
}
