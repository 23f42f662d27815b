/* Pages of tables that are set broadside: frames as wide as the text is high, filled from
 * the table's own list, each as far as it goes. */
#include "typeset/page/broadside.h"
#include "typeset/page/frame.h"
#include "typeset/page/prices.h"

#include <stdlib.h>

/* Where the page that begins with an item ends: no single row is left for the last. */
static uint32_t end_of(const Fill *fill, uint32_t first, Length room)
{
	uint32_t count = (uint32_t)fill->source->list->count;
	FillFit fit = fill_first_fit(*fill, count, room, ROW_ALONE);
	if (fit.end > first + 1 || first == count)
		return fit.end;
	return fit.most > first ? fit.most : first + 1;
}

/* What stands alone is in the page's middle; else pages begin at the top.  rest: the notes
 * that have gone on, then those that go on. */
static void add_page(PageMakeup *makeup, const FillSource *source, const FlowBroadside *table, uint32_t *item,
                     FillParts *rest)
{
	const FlowSetting *setting = makeup->setting;
	Length room = setting->text_width;
	Fill fill;
	uint32_t first = *item;
	fill_start(&fill, source, &(FillFrom){.item = first, .carried = rest->parts, .carried_count = rest->count});
	uint32_t end = end_of(&fill, first, room);
	fill_to(&fill, end, UINT32_MAX);
	bool alone = first == 0 && end == table->list.count && fill.y + fill.notes < room;
	Length white = (Length)(room - fill.y - fill.notes);
	rest->count = 0;
	if (fill.y + fill.notes > room) {
		fill_rest(&fill, room - fill.y - flow_note_gap(setting), rest);
		fill_cut(&fill, room - fill.y - flow_note_gap(setting));
	}
	makeup->broadsides = base_grow(makeup->broadsides, makeup->broadside_count, &makeup->broadside_cap,
	                               sizeof *makeup->broadsides);
	makeup->broadsides[makeup->broadside_count++] = (PageBroadside){
	        .list = &table->list,
	        .first = first,
	        .end = end,
	        .first_part = fill_enter_parts(&fill, makeup),
	        .part_count = (uint32_t)fill.part_count,
	        .x = (setting->text_height - table->width) / 2,
	        .y = alone ? white / 2 : 0,
	};
	*item = end;
}

uint32_t *page_make_broadsides(PageMakeup *makeup)
{
	const FlowGalley *galley = makeup->galley;
	FillParts parts = {0}, rest = {0};
	if (!galley->broadside_count)
		return NULL;
	uint32_t *followers = base_calloc(galley->list.count + 1, sizeof *followers);
	for (size_t i = 0; i < galley->broadside_count; i++) {
		const FlowBroadside *table = &galley->broadsides[i];
		FillSource source = {makeup->setting, galley, &table->list, NULL, &parts, FILL_NOWAY, false};
		for (uint32_t item = 0; item < table->list.count || rest.count; followers[table->after]++)
			add_page(makeup, &source, table, &item, &rest);
	}
	free(parts.parts);
	free(rest.parts);
	return followers;
}
