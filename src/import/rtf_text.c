/* The text of a group: bytes become signs, and signs go where the group says. */
#include "import/rtf.h"

RtfGroup *rtf_group(Rtf *rtf)
{
	return &rtf->groups[rtf->depth];
}

const char *rtf_key(Rtf *rtf, int number)
{
	return arena_printf(rtf->import->doc->arena, "%d", number);
}

static bool is_seen(Rtf *rtf)
{
	const RtfGroup *group = rtf_group(rtf);
	return group->target == RTF_BODY && !group->hidden && !group->deleted;
}

static Buf *aside_of(Rtf *rtf)
{
	RtfTarget target = rtf_group(rtf)->target;
	return target == RTF_FIELD ? &rtf->field : target == RTF_MARKER ? &rtf->marker : &rtf->aside;
}

/* Characters of the font's encoding become UTF-8 when others come. */
static void convert_bytes(Rtf *rtf)
{
	const char *charset = map_get(rtf->charsets, rtf_key(rtf, rtf_group(rtf)->font));
	Buf text = {0};
	size_t bad;
	if (!rtf->bytes.len)
		return;
	if (!charset_convert(charset ? charset : rtf->charset, rtf->bytes.data, rtf->bytes.len, &text, &bad)) {
		import_tell(rtf->import, "import-encoding", "a character of an encoding that is not known is ? now");
		buf_char(&text, '?');
	}
	buf_add(is_seen(rtf) ? &rtf->words : aside_of(rtf), text.data, text.len);
	buf_clear(&rtf->bytes);
	buf_free(&text);
}

void rtf_flush(Rtf *rtf)
{
	RtfGroup *group = rtf_group(rtf);
	convert_bytes(rtf);
	if (rtf->words.len) {
		DocNode *parent = group->link && group->link->parent == rtf->flow.line ? group->link : rtf->flow.line;
		import_words(rtf->import, import_format(rtf->import, parent, group->formats), rtf->words.data,
		             rtf->words.len);
	}
	buf_clear(&rtf->words);
}

/* Whether a character only stands for one that \u has said already. */
bool rtf_is_skipped(Rtf *rtf)
{
	if (!rtf->skipped)
		return false;
	rtf->skipped--;
	return true;
}

void rtf_sign(Rtf *rtf, uint32_t c)
{
	if (rtf_is_skipped(rtf))
		return;
	convert_bytes(rtf);
	if (c >= 0xD800 && c < 0xDC00) {
		rtf->high = c;
		return;
	}
	if (c >= 0xDC00 && c < 0xE000)
		c = rtf->high ? 0x10000 + ((rtf->high - 0xD800) << 10) + (c - 0xDC00) : 0xFFFD;
	rtf->high = 0;
	buf_utf8(is_seen(rtf) ? &rtf->words : aside_of(rtf), c);
}
