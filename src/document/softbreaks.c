/* Lines of a source in Chinese or Japanese: between ideographs a line's end is no space. */
#include "document/resolve.h"

#include <utf8proc.h>

/* Whether a character is written without spaces around it: as wide as an ideograph, but no Hangul and no picture. */
static bool is_spaceless(uint32_t c)
{
	bool hangul = (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3130 && c <= 0x318F) || (c >= 0xA960 && c <= 0xD7FF);
	bool picture = c < 0x2E80 || (c >= 0x1F000 && c < 0x20000);
	return !hangul && !picture && utf8proc_charwidth((utf8proc_int32_t)c) == 2;
}

static bool ends_spaceless(const DocNode *node)
{
	while (node && node->type != DOC_TEXT)
		node = node->last;
	size_t at = node ? node->u.text.len : 0, used;
	if (!at || (unsigned char)node->u.text.text[at - 1] < 0x80)
		return false;
	at = utf8_back(node->u.text.text, at);
	return is_spaceless(utf8_decode(node->u.text.text + at, node->u.text.len - at, &used));
}

static bool begins_spaceless(const DocNode *node)
{
	size_t used;
	while (node && node->type != DOC_TEXT)
		node = node->first;
	return node && node->u.text.len && is_spaceless(utf8_decode(node->u.text.text, node->u.text.len, &used));
}

void res_soft_breaks(DocNode *top)
{
	for (DocNode *node = top, *next; node; node = next) {
		next = doc_next_mutable(node, top, false);
		if (node->type == DOC_SOFT_BREAK && ends_spaceless(node->prev) && begins_spaceless(node->next))
			doc_unlink(node);
	}
}
