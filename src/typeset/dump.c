/* Pages as text: what stands where. */
#include "typeset/typeset.h"

#include <string.h>

static const char *const roles[] = {
        [TS_BODY] = "body",
        [TS_LABEL] = "label",
        [TS_NUMBER] = "number",
        [TS_NOTE_MARK] = "note-mark",
        [TS_NOTE_LABEL] = "note-label",
        [TS_PAGE_REF] = "page-ref",
        [TS_DIV_TITLE] = "div-title",
        [TS_TITLE] = "title",
        [TS_COLOPHON] = "colophon",
        [TS_TOC_TITLE] = "toc-title",
        [TS_TOC_ENTRY] = "toc-entry",
        [TS_TOC_PAGE] = "toc-page",
        [TS_NOTES_TITLE] = "notes-title",
        [TS_ARTIFACT_HEAD] = "head",
        [TS_ARTIFACT_FOOT] = "foot",
        [TS_ARTIFACT_LAYOUT] = "layout",
        [TS_ARTIFACT_MARK] = "mark",
        [TS_ARTIFACT_BACKGROUND] = "background",
        [TS_ARTIFACT_REPEAT] = "repeat",
};

/* In points, to the hundredth: as exact as the PDF says it. */
static void put_points(Buf *out, Length length)
{
	long long part = (long long)length * 200 + (length < 0 ? -LENGTH_PT : LENGTH_PT);
	buf_fixed(out, part / (2LL * LENGTH_PT), 2);
}

static void put_pair(Buf *out, const char *before, Length one, const char *between, Length other)
{
	buf_str(out, before);
	put_points(out, one);
	buf_str(out, between);
	put_points(out, other);
}

static void put_color(Buf *out, StyColor color)
{
	if (color.r || color.g || color.b)
		buf_printf(out, " #%02x%02x%02x", color.r, color.g, color.b);
}

static void put_glyphs(Buf *out, const TsItem *item)
{
	int32_t expansion = item->u.glyphs.expansion;
	buf_printf(out, " %s ", txt_face_info(item->u.glyphs.face)->postscript_name);
	put_points(out, item->u.glyphs.size);
	if (expansion) {
		buf_str(out, expansion > 0 ? " +" : " ");
		buf_fixed(out, expansion, 1);
		buf_char(out, '%');
	}
	buf_str(out, item->u.glyphs.rtl ? " rtl" : "");
	put_color(out, item->color);
	buf_char(out, ' ');
	buf_quoted(out, item->u.glyphs.text, item->u.glyphs.len);
	buf_str(out, item->u.glyphs.hyphenated ? " hyphen" : "");
}

static void put_size(Buf *out, const TsItem *item)
{
	put_pair(out, "", item->width, "x", item->height);
}

/* Its extent, and what is there. */
static void put_what(Buf *out, const TsItem *item)
{
	switch (item->kind) {
	case TS_GLYPHS:
		put_points(out, item->width);
		put_glyphs(out, item);
		break;
	case TS_RECT:
		put_size(out, item);
		put_color(out, item->color);
		break;
	case TS_STROKE:
		put_size(out, item);
		buf_str(out, item->u.stroke.falls ? " falls " : " rises ");
		put_points(out, item->u.stroke.thickness);
		put_color(out, item->color);
		break;
	case TS_IMAGE:
		put_size(out, item);
		buf_char(out, ' ');
		buf_quoted(out, item->u.image.image->path, strlen(item->u.image.image->path));
		break;
	}
}

/* "body Str#12 72,100.5 55.3 LinLibertineO 10.5 "Words"": role, node, place, then what is there. */
static void put_item(Buf *out, const TsItem *item)
{
	buf_printf(out, "  %s", roles[item->role]);
	if (item->node)
		buf_printf(out, " %s#%u", doc_type_name(item->node->type), (unsigned)item->node->serial);
	put_pair(out, item->turn == TS_TURNED ? " turned " : item->turn ? " slanted " : " ", item->x, ",", item->y);
	buf_char(out, ' ');
	put_what(out, item);
	if (item->reading) {
		buf_str(out, " read as ");
		buf_quoted(out, item->reading, strlen(item->reading));
	}
	buf_char(out, '\n');
}

static void put_page(Buf *out, const TsPage *page, size_t index)
{
	buf_printf(out, "Page %zu %s", index + 1, page->recto ? "recto" : "verso");
	put_pair(out, " ", page->width, "x", page->height);
	if (page->label && *page->label) {
		buf_char(out, ' ');
		buf_quoted(out, page->label, strlen(page->label));
	}
	buf_char(out, '\n');
	for (size_t i = 0; i < page->count; i++)
		put_item(out, &page->items[i]);
}

void ts_dump(const TsEdition *edition, Buf *out)
{
	Arena *arena = arena_new();
	for (size_t i = 0; i < ts_page_count(edition); i++) {
		put_page(out, ts_page(edition, i, arena), i);
		arena_reset(arena);
	}
	arena_free(arena);
}
