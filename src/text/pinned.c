/* Variable fonts: a named style of theirs as a font of its own, which a PDF can hold. */
#include "text/face.h"

#include <hb-subset.h>
#include FT_MULTIPLE_MASTERS_H
#include FT_TRUETYPE_TABLES_H
#include FT_TRUETYPE_TAGS_H

bool txt_can_pin(FT_Face ft)
{
	FT_ULong len = 0;
	return !FT_Load_Sfnt_Table(ft, TTAG_glyf, 0, NULL, &len) && ft->style_flags >> 16;
}

/* All that the font has: what of it is used is chosen later. */
static hb_subset_input_t *all_of(hb_face_t *face)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	if (!input)
		base_no_memory();
	hb_set_t *features = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
	hb_set_add_range(hb_subset_input_glyph_set(input), 0, hb_face_get_glyph_count(face) - 1);
	hb_face_collect_unicodes(face, hb_subset_input_unicode_set(input));
	hb_set_clear(features);
	hb_set_invert(features);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NOTDEF_OUTLINE | HB_SUBSET_FLAGS_NO_HINTING |
	                                         HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_GLYPH_NAMES);
	return input;
}

hb_blob_t *txt_pin(FT_Face ft, hb_blob_t *tables, int style, int *weight)
{
	FT_MM_Var *axes;
	if (FT_Get_MM_Var(ft, &axes))
		return NULL;
	hb_face_t *face = hb_face_create(tables, 0), *pinned = NULL;
	hb_subset_input_t *input = all_of(face);
	bool known = style > 0 && (FT_UInt)style <= axes->num_namedstyles;
	for (FT_UInt i = 0; known && i < axes->num_axis; i++) {
		float place = (float)axes->namedstyle[style - 1].coords[i] / 65536.0F;
		known = hb_subset_input_pin_axis_location(input, face, (hb_tag_t)axes->axis[i].tag, place);
		*weight = axes->axis[i].tag == FT_MAKE_TAG('w', 'g', 'h', 't') ? (int)place : *weight;
	}
	if (known)
		pinned = hb_subset_or_fail(face, input);
	hb_blob_t *blob = pinned ? hb_face_reference_blob(pinned) : NULL;
	hb_face_destroy(pinned);
	hb_subset_input_destroy(input);
	hb_face_destroy(face);
	FT_Done_MM_Var(ft->glyph->library, axes);
	return blob;
}
