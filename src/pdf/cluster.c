/* What a glyph is read as: its share of the characters of its cluster. */
#include "pdf/content.h"

#include <string.h>

/* The text that a cluster is read as: up to the next one in the order of reading. */
static size_t cluster_end(const TsItem *item, uint32_t index)
{
	const TsGlyph *glyphs = item->u.glyphs.glyphs;
	uint32_t cluster = glyphs[index].cluster, count = item->u.glyphs.count;
	bool rtl = item->u.glyphs.rtl;
	for (uint32_t i = rtl ? index - 1 : index + 1; i < count; i += rtl ? UINT32_MAX : 1) {
		if (glyphs[i].cluster > cluster)
			return glyphs[i].cluster < item->u.glyphs.len ? glyphs[i].cluster : item->u.glyphs.len;
	}
	return item->u.glyphs.len;
}

/* Where a glyph stands among those of its cluster, in the order of reading; no
 * script has clusters of more than a few, so marks without end are not counted. */
static uint32_t place_in_cluster(const TsItem *item, uint32_t index, uint32_t *count)
{
	enum { MOST = 64 };
	const TsGlyph *glyphs = item->u.glyphs.glyphs;
	uint32_t first = index, last = index;
	while (first && index - first < MOST && glyphs[first - 1].cluster == glyphs[index].cluster)
		first--;
	while (last + 1 < item->u.glyphs.count && last - index < MOST &&
	       glyphs[last + 1].cluster == glyphs[index].cluster)
		last++;
	*count = last - first + 1;
	return item->u.glyphs.rtl ? last - index : index - first;
}

/* A text without the soft hyphens at its end: that a word may be divided there is nothing to be read. */
static size_t without_soft_hyphens(const char *text, size_t len)
{
	while (len > 2 && !memcmp(text + len - 2, "\u00AD", 2))
		len -= 2;
	return len;
}

const PdfCode *pdf_cluster_code(const TsItem *item, PdfFont *font, uint32_t index)
{
	const TsGlyph *glyph = &item->u.glyphs.glyphs[index];
	const char *text = item->u.glyphs.text + glyph->cluster;
	uint32_t count, place = place_in_cluster(item, index, &count);
	size_t len = without_soft_hyphens(text, cluster_end(item, index) - glyph->cluster), used = 0;
	for (uint32_t i = 0; i < place && len; i++) {
		utf8_decode(text, len, &used);
		text += used;
		len -= used;
	}
	if (place + 1 < count && len) {
		utf8_decode(text, len, &used);
		len = used;
	}
	return len ? pdf_font_code(font, glyph->id, text, len) : pdf_font_code(font, glyph->id, "\u2060", 3);
}
