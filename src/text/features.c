/* Features of faces that a style asks for. */
#include "text/face.h"

#include <hb-ot.h>
#include <string.h>

void txt_add_tag(TxtTags *tags, const char *tag)
{
	bool off = *tag == '-';
	if (tags->count == TXT_TAGS)
		return;
	tags->tags[tags->count] = hb_tag_from_string(tag + off, -1);
	tags->off[tags->count++] = off;
}

/* The tags of one table, after those that are there; no more than so many. */
static unsigned add_tags_of(hb_face_t *face, hb_tag_t table, hb_tag_t *tags, unsigned count, unsigned most)
{
	unsigned more = most - count;
	hb_ot_layout_table_get_feature_tags(face, table, 0, &more, tags + count);
	return count + more;
}

static const char *named(Arena *arena, const hb_tag_t *tags, unsigned count)
{
	Buf text = {0};
	for (unsigned i = 0; i < count; i++) {
		char name[5] = "";
		hb_tag_to_string(tags[i], name);
		if (!text.data || !strstr(text.data, name))
			buf_printf(&text, "%s%s", text.len ? ", " : "", name);
	}
	const char *copy = arena_strndup(arena, text.data ? text.data : "", text.len);
	buf_free(&text);
	return copy;
}

bool txt_has_feature(TxtFonts *fonts, const TxtStyle *style, const char *tag, Arena *arena, const char **names)
{
	enum { MOST = 200 };
	hb_tag_t tags[MOST], wanted = hb_tag_from_string(tag, -1);
	const TxtFace *face = txt_face_of(fonts, style);
	hb_face_t *of = face ? hb_font_get_face(face->hb) : NULL;
	unsigned count = of ? add_tags_of(of, HB_OT_TAG_GSUB, tags, 0, MOST) : 0;
	count = of ? add_tags_of(of, HB_OT_TAG_GPOS, tags, count, MOST) : 0;
	for (unsigned i = 0; i < count; i++) {
		if (tags[i] == wanted)
			return true;
	}
	*names = named(arena, tags, count);
	return false;
}
