/* Tables that no page takes upright: set a quarter to the left, as binders have it,
 * their top to the page's left edge, on pages of their own.  Text flows on in front. */
#include "typeset/flow/builder.h"
#include "typeset/page/frame.h"

#include <stdlib.h>

/* The item that the sheets are to follow: the last of the text, or, where a page is
 * about to begin, one that shows nothing. */
static uint32_t find_anchor(Flow *flow)
{
	if (flow->list->count && !flow->new_page)
		return (uint32_t)flow->list->count - 1;
	FlowBlock *block = build_block(flow, FLOW_LABEL, NULL);
	FlowItem *item = flow_add(flow->list, block);
	*item = build_like(flow, block, 0, 0);
	item->on_grid = true;
	build_done(flow);
	return (uint32_t)flow->list->count - 1;
}

bool build_turned(Flow *flow, Table *table)
{
	TsEdition *edition = flow->edition;
	const Style *style = edition->job.style;
	if (flow->list != &edition->list || edition->job.upright || build_top(flow)->box)
		return false;
	uint32_t after = find_anchor(flow);
	edition->turned =
	        base_grow(edition->turned, edition->turned_count, &edition->turned_cap, sizeof *edition->turned);
	FlowTurned *turned = &edition->turned[edition->turned_count++];
	*turned = (FlowTurned){.after = after};
	Flow side = build_start(edition, &turned->list, style->text.size, style->text.leading);
	side.width = edition->text_height;
	Length width = build_fit(&side, table), least = side.width / 2;
	side.width = turned->width = width > least ? width : least;
	build_table(&side, table, build_fit(&side, table));
	build_end(&side);
	return true;
}

/* ---- sheets ---- */

typedef struct {
	TsEdition *edition;
	const FlowTurned *turned;
	FillParts parts;
	const FillCarry *carry; /* notes that go on */
} Sheeting;

static uint32_t heads_before(const FlowList *list, uint32_t at)
{
	const FlowRow *row = at < list->count ? list->items[at].block->row : NULL;
	return row && !row->head ? row->head_count : 0;
}

/* A sheet with the items [first, end), however high. */
static Fill fill_sheet(Sheeting *sheeting, uint32_t first, uint32_t end)
{
	const FlowList *list = &sheeting->turned->list;
	Fill fill = {.edition = sheeting->edition, .parts = &sheeting->parts};
	uint32_t heads = first ? heads_before(list, first) : 0;
	for (uint32_t i = 0; i < heads; i++)
		fill.y += list->items[list->items[first].block->row->head_first + i].height;
	for (size_t i = 0; sheeting->carry && i < sheeting->carry->count; i++)
		fill_call_part(&fill, sheeting->carry->parts[i]);
	for (uint32_t i = first; i < end; i++) {
		const FlowItem *item = &list->items[i];
		fill.y += item->height + (i > first ? item->before : 0);
		fill_call(&fill, list->refs + item->first_note, item->note_count);
	}
	return fill;
}

/* Where the sheet that begins with an item ends: no single row is left for the last. */
static uint32_t sheet_end(Sheeting *sheeting, uint32_t first)
{
	enum { BAD = 3000 };
	const FlowList *list = &sheeting->turned->list;
	uint32_t count = (uint32_t)list->count, end = first + 1;
	for (; end < count; end++) {
		Fill fill = fill_sheet(sheeting, first, end + 1);
		if (fill.y + fill.notes > sheeting->edition->text_width)
			break;
	}
	uint32_t most = end;
	while (end < count && end > first + 1 && list->items[end].penalty >= BAD)
		end--;
	return end > first + 1 ? end : most;
}

static void add_items(const Sheeting *sheeting, FlowSheet *sheet, uint32_t first, uint32_t end)
{
	const FlowList *list = &sheeting->turned->list;
	sheet->again = first ? heads_before(list, first) : 0;
	for (uint32_t i = 0; i < sheet->again; i++)
		flow_copy(&sheet->list, list, &list->items[list->items[first].block->row->head_first + i]);
	for (uint32_t i = first; i < end; i++)
		flow_copy(&sheet->list, list, &list->items[i]);
	if (end > first)
		sheet->list.items[sheet->again].before = 0;
}

/* What stands alone is in the page's middle; else sheets begin at the top. */
static void add_sheet(Sheeting *sheeting, uint32_t first, uint32_t end)
{
	TsEdition *edition = sheeting->edition;
	Fill fill = fill_sheet(sheeting, first, end);
	Length height = edition->text_width;
	sheeting->carry = NULL;
	if (fill.y + fill.notes > height)
		sheeting->carry = fill_split(&fill, height - fill.y - flow_note_gap(edition), edition->arena);
	edition->sheets =
	        base_grow(edition->sheets, edition->sheet_count, &edition->sheet_cap, sizeof *edition->sheets);
	FlowSheet *sheet = &edition->sheets[edition->sheet_count++];
	*sheet = (FlowSheet){.height = (Length)fill.y, .part_count = fill.part_count};
	sheet->parts = arena_alloc(edition->arena, (fill.part_count + 1) * sizeof *sheet->parts);
	for (size_t i = 0; i < fill.part_count; i++)
		sheet->parts[i] = sheeting->parts.parts[i];
	sheet->x = (edition->text_height - sheeting->turned->width) / 2;
	if (first == 0 && end == sheeting->turned->list.count && fill.y + fill.notes < height)
		sheet->y = (Length)((height - fill.y - fill.notes) / 2);
	add_items(sheeting, sheet, first, end);
}

void flow_turn(TsEdition *edition)
{
	Sheeting sheeting = {.edition = edition};
	for (size_t i = 0; i < edition->turned_count; i++) {
		const FlowTurned *turned = sheeting.turned = &edition->turned[i];
		size_t before = edition->sheet_count;
		for (uint32_t first = 0, end; first < turned->list.count || sheeting.carry; first = end) {
			end = first < turned->list.count ? sheet_end(&sheeting, first) : first;
			add_sheet(&sheeting, first, end);
		}
		edition->list.items[turned->after].sheets += (uint32_t)(edition->sheet_count - before);
	}
	free(sheeting.parts.parts);
}
