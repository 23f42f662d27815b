/* Why pages end where they do: what the frame holds, what it cost, what paragraphs, white and the spread gave for it,
 * and the best of the ways to its end on which it would have begun elsewhere. */
#include "typeset/page/trace.h"

static void say_place(Buf *out, const FlowList *list, uint32_t index)
{
	const DocNode *node = index < list->count ? list->items[index].block->node : NULL;
	if (node && node->pos.file)
		buf_printf(out, "%s:%u:%u", node->pos.file, node->pos.line, node->pos.col);
	else
		buf_printf(out, "item %u", index);
	if (index < list->count && list->items[index].line)
		buf_printf(out, " line %u", list->items[index].line + 1);
}

static void say_lines(Buf *out, const char *what, int lines, const char *more, const char *less)
{
	if (lines)
		buf_printf(out, "; %s %d line%s %s", what, lines > 0 ? lines : -lines, lines * lines == 1 ? "" : "s",
		           lines > 0 ? more : less);
}

static void say_cost(Buf *out, const char *before, double cost)
{
	buf_str(out, before);
	buf_int(out, (long long)(cost + 0.5));
}

/* What was given so that it ends here. */
static void say_given(Buf *out, const Node *to)
{
	say_lines(out, "paragraphs", to->change, "longer", "shorter");
	say_lines(out, "white", to->stretch, "more", "less");
	say_lines(out, "spread", -to->set, "longer", "shorter");
	if (to->carry)
		buf_str(out, "; notes go on");
	if (to->float_seen > to->float_next)
		buf_printf(out, "; floats that wait: %u", to->float_seen - to->float_next);
}

const char *page_reason(const Run *run, const Node *from, const Node *to, const Fill *fill, Length height)
{
	const TsTrace *trace = run->setting->job->trace;
	Length leading = flow_leading(run->setting);
	Buf out = {0};
	if (!trace || !trace->pages)
		return NULL;
	buf_str(&out, "from ");
	say_place(&out, run->source.list, from->item);
	buf_printf(&out, ", %d of %d lines", (int)((fill->y + fill->notes) / leading) + to->change + to->stretch,
	           height / leading);
	if (fill->notes)
		buf_printf(&out, ", %d of them notes", (int)(fill->notes / leading));
	if (to->from)
		say_cost(&out, ": demerits ", to->demerits - from->demerits);
	else
		buf_str(&out, ": balanced");
	say_given(&out, to);
	if (to->from && to->second < FILL_NOWAY) {
		buf_str(&out, "; second best begins at ");
		say_place(&out, run->source.list, to->second_item);
		say_cost(&out, " and costs in all ", to->second - to->demerits);
		buf_str(&out, " more");
	}
	const char *copy = arena_strndup(run->setting->arena, out.data, out.len);
	buf_free(&out);
	return copy;
}

void page_trace(const PageMakeup *makeup)
{
	const TsTrace *trace = makeup->setting->job->trace;
	Buf out = {0};
	for (size_t i = 0; trace && trace->pages && i < makeup->page_count; i++) {
		const Page *page = &makeup->pages[i];
		for (uint32_t k = 0; k < page->frame_count; k++) {
			buf_clear(&out);
			buf_printf(&out, "page %zu", i + 1);
			if (makeup->setting->columns > 1)
				buf_printf(&out, ", column %u", k + 1);
			buf_printf(&out, ": %s", makeup->frames[page->first_frame + k].reason);
			trace->say(trace->closure, out.data);
		}
	}
	buf_free(&out);
}
