/* Subsets through hb-subset. */
#include "text/face.h"

#include <hb-subset.h>

static hb_subset_input_t *new_input(void)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	if (!input)
		base_no_memory();
	return input;
}

/* Runs the subset; the glyphs' new ids are asked of the plan. */
static bool run(const TxtFace *face, hb_subset_input_t *input, const uint32_t *glyphs, size_t count, uint32_t *to_new,
                Buf *out)
{
	hb_subset_plan_t *plan = face->info.may_embed ? hb_subset_plan_create_or_fail(face->hb_face, input) : NULL;
	hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
	if (subset) {
		unsigned len;
		hb_blob_t *blob = hb_face_reference_blob(subset);
		const char *data = hb_blob_get_data(blob, &len);
		buf_add(out, data, len);
		const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan);
		for (size_t i = 0; i < count; i++)
			to_new[i] = hb_map_get(map, glyphs[i]);
		hb_blob_destroy(blob);
		hb_face_destroy(subset);
	}
	hb_subset_plan_destroy(plan);
	hb_subset_input_destroy(input);
	return subset && out->len;
}

bool txt_subset_glyphs(const TxtFace *face, const uint32_t *glyphs, size_t count, uint32_t *to_new, Buf *out)
{
	static const char *const dropped[] = {"GSUB", "GPOS", "GDEF", "kern", "morx", "mort", "BASE", "JSTF",
	                                      "DSIG", "FFTM", "GLAT", "GLOC", "SILF", "SILL", "FEAT", "name",
	                                      "OS/2", "post", "hdmx", "VDMX", "LTSH", "PCLT", "gasp", "cmap"};
	hb_subset_input_t *input = new_input();
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NOTDEF_OUTLINE | HB_SUBSET_FLAGS_NO_HINTING * !face->info.cff);
	for (size_t i = 0; i < count; i++)
		hb_set_add(hb_subset_input_glyph_set(input), glyphs[i]);
	hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
	for (size_t i = 0; i < BASE_LEN(dropped); i++)
		hb_set_add(drop, hb_tag_from_string(dropped[i], -1));
	return run(face, input, glyphs, count, to_new, out);
}

bool txt_subset_unicode(const TxtFace *face, const uint32_t *codepoints, size_t count, Buf *out)
{
	hb_subset_input_t *input = new_input();
	for (size_t i = 0; i < count; i++)
		hb_set_add(hb_subset_input_unicode_set(input), codepoints[i]);
	hb_set_t *features = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
	/* All of them: an inverted set of none, where a range would take half a gigabyte. */
	hb_set_clear(features);
	hb_set_invert(features);
	return run(face, input, NULL, 0, NULL, out);
}
