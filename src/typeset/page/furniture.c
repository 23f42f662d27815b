/* Head and folio: so far from all text that the eye takes them for none of it. */
#include "typeset/page/furniture.h"

enum { APART = 2 }; /* leadings between them and the nearest baseline */

static Length least(Length a, Length b)
{
	return a < b ? a : b;
}

static Length most(Length a, Length b)
{
	return a > b ? a : b;
}

/* How far baselines are from the top of their lines, or their foot: the least of text, notes, tables, listings and
 * captions, each of its size. */
static Length least_gap(const Style *style, bool top)
{
	const Length caption = style->figure.caption_size;
	const Length lines[][2] = {{style->text.size, style->text.leading},
	                           {style->notes.size, style->notes.leading},
	                           {style->table.size, style->table.leading},
	                           {style->code.size, style->code.leading},
	                           {caption, caption * 5 / 4}};
	Length gap = style->text.leading;
	for (size_t i = 0; i < BASE_LEN(lines); i++)
		gap = least(gap, (lines[i][1] + (top ? 1 : -1) * lines[i][0] * 7 / 10) / 2);
	return most(gap, 0);
}

static Length foot_of(const FlowSetting *setting, int longer)
{
	const Style *style = setting->job->style;
	return setting->text_height + (longer + APART) * style->text.leading - least_gap(style, false);
}

/* The lowest baseline of a folio that is well on the paper. */
static Length lowest(const FlowSetting *setting)
{
	const Style *style = setting->job->style;
	return style->page.height - style->page.top - style->running.size;
}

int page_longer(const FlowSetting *setting)
{
	const Style *style = setting->job->style;
	return style->page.even && (!style->running.show || foot_of(setting, 1) <= lowest(setting));
}

Length page_head_baseline(const FlowSetting *setting)
{
	const Style *style = setting->job->style;
	Length base = least(style->running.size - style->running.distance,
	                    least_gap(style, true) - APART * style->text.leading);
	return most(base, 2 * style->running.size - style->page.top);
}

Length page_folio_baseline(const FlowSetting *setting)
{
	const Style *style = setting->job->style;
	Length away = style->running.foot_distance ? style->running.foot_distance : style->running.distance;
	Length base =
	        most(setting->text_height + away + style->running.size / 2, foot_of(setting, page_longer(setting)));
	return least(base, most(lowest(setting), setting->text_height + style->running.size));
}
