/* What is too wide for a column of several: set over all of them, at a page's head or the last one's foot. */
#include "typeset/flow/builder.h"

/* A picture that would be a strip in a column: much wider than high, and than the column by a quarter. */
static bool is_strip(const Flow *flow, const DocNode *image)
{
	enum { TIMES = 2 };
	if (!image || image->type != DOC_IMAGE || !image->u.image.image)
		return false;
	const ImgInfo *info = &image->u.image.image->info;
	int64_t own = (int64_t)info->width * 72 * LENGTH_PT / (info->dpi ? info->dpi : 96);
	return info->width > TIMES * info->height && own * 4 > (int64_t)flow->setting->measure * 5 &&
	       !doc_key(image, "width");
}

/* Whether a figure asks more than a column: it says so, or is a strip, or has many parts. */
static bool is_wide_figure(const Flow *flow, const DocNode *figure)
{
	enum { MANY = 3 };
	int parts = 0;
	const DocNode *first = figure->first;
	for (const DocNode *node = first; node; node = node->next)
		parts += node->type == DOC_FIGURE;
	if (!first || figure->u.figure.listing)
		return false;
	return parts >= MANY || doc_has_class(figure, "wide") ||
	       (first->first && doc_has_class(first->first, "wide")) || is_strip(flow, first->first);
}

/* Sets it over all columns; false if it calls notes, which stand in columns, or takes too much of a page. */
static bool set_wide(const FlowSetting *setting, FlowGalley *galley, FlowList *list, const DocNode *node, Table *table)
{
	const Style *style = setting->job->style;
	Flow wide = build_start(setting, galley, list, style->text.size, style->text.leading);
	wide.width = setting->text_width;
	if (table)
		build_table(&wide, table, build_fit(&wide, table));
	else
		build_figure(&wide, node);
	build_end(&wide);
	bool fits = list->count && !list->ref_count && flow_height(list) <= setting->text_height * 4 / 5;
	if (!fits)
		flow_free_list(list);
	return fits;
}

bool build_wide(Flow *flow, const DocNode *node, Table *table)
{
	const FlowSetting *setting = flow->setting;
	FlowGalley *galley = flow->galley;
	FlowList list = {0};
	if (setting->columns < 2 || flow->list != &galley->list || flow->depth > 1 || build_top(flow)->box)
		return false;
	bool wide = table ? !build_fits(table, build_width(flow)) && build_fits(table, setting->text_width)
	                  : is_wide_figure(flow, node);
	if (!wide || !set_wide(setting, galley, &list, node, table))
		return false;
	Length leading = flow_leading(setting), white = setting->job->style->figure.after;
	galley->wides = base_grow(galley->wides, galley->wide_count, &galley->wide_cap, sizeof *galley->wides);
	galley->wides[galley->wide_count++] = (FlowWide){
	        .list = list,
	        .after = build_anchor(flow),
	        .height = (flow_height(&list) + white + leading - 1) / leading * leading,
	};
	return true;
}
