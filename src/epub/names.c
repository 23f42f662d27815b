/* What many ask of nodes and texts, and names that nobody has. */
#include "epub/plan.h"

#include <string.h>

#include <libxml/chvalid.h>

const DocNode *ep_top(const Ep *ep, size_t index)
{
	if (!index)
		return ep->doc->root;
	return index <= ep->doc->note_count ? ep->doc->notes[index - 1] : NULL;
}

bool ep_has_text(const char *text)
{
	size_t blank = text ? strspn(text, " \t\r\n") : 0;
	while (text && str_starts(text + blank, "\u00A0"))
		blank += strlen("\u00A0") + strspn(text + blank + strlen("\u00A0"), " \t\r\n");
	return text && text[blank];
}

bool ep_has_caption(const DocNode *node)
{
	for (const DocNode *child = node->first; child; child = child->next)
		if (child->type == DOC_CAPTION)
			return child->first != NULL;
	return false;
}

/* ---- names that nobody has ------------------------------------------------ */

/* As XML names a character that may begin, or go on in, a name; no colon. */
static bool is_letter(uint32_t c)
{
	return c == '_' || xmlIsBaseCharQ(c) || xmlIsIdeographicQ(c);
}

static bool is_later(uint32_t c)
{
	return c == '-' || c == '.' || xmlIsDigitQ(c) || xmlIsCombiningQ(c) || xmlIsExtenderQ(c);
}

void ep_make_unique(Map *taken, Buf *name, const char *ending)
{
	Buf first = {0};
	size_t base = name->len;
	buf_str(name, ending);
	buf_add(&first, name->data, name->len);
	uintptr_t count = (uintptr_t)map_get(taken, first.data);
	while (map_has(taken, name->data)) {
		name->len = base;
		buf_printf(name, "-%lu%s", (unsigned long)++count, ending);
	}
	map_set(taken, first.data, (void *)(count ? count : 1));
	map_set(taken, name->data, (void *)(count ? count : 1));
	buf_free(&first);
}

const char *ep_new_id(Ep *ep, const char *wish)
{
	Buf id = {0};
	size_t used, len = strlen(wish);
	for (size_t i = 0; i < len; i += used) {
		uint32_t c = utf8_decode(wish + i, len - i, &used);
		if (is_later(c) && !id.len)
			buf_str(&id, "id-");
		if (is_letter(c) || is_later(c))
			buf_utf8(&id, c);
	}
	if (!id.len)
		buf_str(&id, "id");
	ep_make_unique(ep->ids, &id, "");
	buf_free(&id);
	return map_key(ep->ids, map_count(ep->ids) - 1); /* which has its copy */
}
