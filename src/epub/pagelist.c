/* Where the print edition's pages begin, marked in the text and kept for the list. */
#include "epub/plan.h"

#include "text/text.h"

#include <string.h>

void ep_plan_pages(Ep *ep)
{
	const DocPageMap *map = ep->job->pages;
	size_t count = map ? map->count : 0;
	ep->page_of = arena_alloc(ep->arena, ((size_t)ep->doc->serials + 1) * sizeof *ep->page_of);
	ep->page_next = arena_alloc(ep->arena, (count + 1) * sizeof *ep->page_next);
	ep->pages = arena_alloc(ep->arena, (count + 1) * sizeof *ep->pages);
	for (size_t i = count; i-- > 0;) {
		uint32_t serial = map->pages[i].serial;
		if (map->pages[i].part != DOC_PART_TEXT || !serial || serial > ep->doc->serials ||
		    !ep_has_text(map->pages[i].label))
			continue;
		ep->page_next[i] = ep->page_of[serial];
		ep->page_of[serial] = (uint32_t)i + 1;
	}
}

/* With an end tag, for readers that take XHTML as HTML. */
void ep_put_marker(Ep *ep, Buf *out, const char *file, size_t page, const char *tag)
{
	const char *label = ep->job->pages->pages[page].label;
	const char *id = ep_new_id(ep, arena_printf(ep->arena, "page-%s", label));
	buf_printf(out, "<%s epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"%s\"", tag, id);
	ep_attr(out, "aria-label", label);
	buf_printf(out, "></%s>", tag);
	ep->pages[ep->page_count++] = (EpPage){file, id, label, page};
}

void ep_put_part_markers(Ep *ep, Buf *out, const char *file, DocPart part, uint32_t serial)
{
	const DocPageMap *map = ep->job->pages;
	bool contents = part == DOC_PART_CONTENTS;
	for (size_t i = 0; map && i < map->count; i++) {
		const DocPageStart *start = &map->pages[i];
		if (start->part == DOC_PART_TEXT && *start->label >= '0' && *start->label <= '9') /* the body begins */
			break;
		if (start->part != part || start->serial != serial || !ep_has_text(start->label))
			continue;
		/* Between a list and its heading only a link may hold one. */
		if (!contents)
			buf_str(out, "\t\t");
		ep_put_marker(ep, out, file, i, contents ? "span" : "div");
		if (!contents)
			buf_char(out, '\n');
	}
}

/* A page that begins with the rest of a divided word is marked before the word:
 * who looks the page up wants to read it whole, and a voice to speak it whole. */
size_t ep_marker_byte(const DocNode *node, size_t byte)
{
	enum { AROUND = 160 };
	const char *text = node->u.text.text;
	size_t len = node->u.text.len, from = byte > AROUND ? byte - AROUND : 0;
	uint8_t breaks[2 * AROUND + 8];
	while (byte < len && byte && utf8_goes_on(text[byte]))
		byte++;
	if (!byte || byte >= len || node->type == DOC_CODE_BLOCK)
		return byte;
	while (from && utf8_goes_on(text[from]))
		from++;
	size_t end = len - from < (size_t)2 * AROUND ? len : from + (size_t)2 * AROUND;
	while (end < len && utf8_goes_on(text[end]))
		end++;
	memset(breaks, TXT_BREAK_NO, sizeof breaks);
	txt_breaks(NULL, text + from, end - from, node->lang ? node->lang : "", breaks);
	size_t at = byte - from;
	while (at && breaks[at - 1] == TXT_BREAK_NO)
		at--;
	/* A piece without any place to break (an address) is marked where it was broken. */
	return at || !from ? from + at : byte;
}
