/* The MATH table through HarfBuzz. */
#include "text/math/math.h"
#include "text/face.h"

#include <hb-ot.h>
#include <stdlib.h>

_Static_assert((int)TXT_RADICAL_RAISE_PERCENT == (int)HB_OT_MATH_CONSTANT_RADICAL_DEGREE_BOTTOM_RAISE_PERCENT,
               "constants are in the table's order");
_Static_assert((int)TXT_FRACTION_RULE == (int)HB_OT_MATH_CONSTANT_FRACTION_RULE_THICKNESS,
               "constants are in the table's order");
_Static_assert((int)TXT_BOTTOM_LEFT == (int)HB_OT_MATH_KERN_BOTTOM_LEFT, "corners are in the table's order");

enum { LEVELS = 2 };
enum { UNKNOWN = UINT32_MAX }; /* apart: an enumeration that holds it is unsigned as a whole for gcc 13 and later */

/* A glyph in font units. */
typedef struct {
	bool known;
	int32_t advance, left, right, height, depth, italic, attach;
} Metrics;

struct TxtMath {
	TxtFace *face;
	int32_t constants[TXT_MATH_CONSTANTS];
	Metrics *metrics; /* by glyph */
	uint32_t *script[LEVELS];
	size_t count;
	hb_buffer_t *buffer;
};

static TxtMath *math_new(TxtFace *face)
{
	TxtMath *math = base_calloc(1, sizeof *math);
	math->face = face;
	math->count = hb_face_get_glyph_count(face->hb_face);
	math->metrics = base_calloc(math->count + 1, sizeof *math->metrics);
	math->buffer = hb_buffer_create();
	for (int i = 0; i < LEVELS; i++) {
		math->script[i] = base_calloc(math->count + 1, sizeof *math->script[i]);
		for (size_t k = 0; k < math->count; k++)
			math->script[i][k] = UNKNOWN;
	}
	for (int i = 0; i < TXT_MATH_CONSTANTS; i++)
		math->constants[i] = hb_ot_math_get_constant(face->hb, (hb_ot_math_constant_t)i);
	return math;
}

void txt_math_free(TxtMath *math)
{
	if (!math)
		return;
	hb_buffer_destroy(math->buffer);
	for (int i = 0; i < LEVELS; i++)
		free(math->script[i]);
	free(math->metrics);
	free(math);
}

TxtMath *txt_math(TxtFonts *fonts, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		TxtFace *face = txt_face_named(fonts, names[i], false, false);
		if (!face || !hb_ot_math_has_data(face->hb_face) || !face->info.may_embed)
			continue;
		if (!face->math)
			face->math = math_new(face);
		return face->math;
	}
	return NULL;
}

const TxtFace *txt_math_face(const TxtMath *math)
{
	return math->face;
}

static bool is_percent(TxtMathConstant which)
{
	return which == TXT_SCRIPT_PERCENT || which == TXT_SCRIPT_SCRIPT_PERCENT || which == TXT_RADICAL_RAISE_PERCENT;
}

Length txt_math_constant(const TxtMath *math, TxtMathConstant which, Length size)
{
	int32_t value = math->constants[which];
	return is_percent(which) ? value : txt_scaled(value, math->face, size);
}

/* The glyph's form in scripts, as the face's ssty has it; its own if it has none. */
static uint32_t script_form(TxtMath *math, uint32_t codepoint, uint32_t glyph, int level)
{
	uint32_t count;
	hb_feature_t feature = {HB_TAG('s', 's', 't', 'y'), (uint32_t)level, 0, HB_FEATURE_GLOBAL_END};
	hb_buffer_clear_contents(math->buffer);
	hb_buffer_set_content_type(math->buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
	hb_buffer_add(math->buffer, codepoint, 0);
	hb_buffer_set_direction(math->buffer, HB_DIRECTION_LTR);
	hb_buffer_set_script(math->buffer, HB_SCRIPT_MATH);
	hb_shape(math->face->hb, math->buffer, &feature, 1);
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(math->buffer, &count);
	return count == 1 && infos[0].codepoint ? infos[0].codepoint : glyph;
}

uint32_t txt_math_glyph(TxtMath *math, uint32_t codepoint, int level)
{
	hb_codepoint_t glyph;
	if (!hb_font_get_nominal_glyph(math->face->hb, codepoint, &glyph) || glyph >= math->count)
		return 0;
	if (level < 1)
		return glyph;
	uint32_t *form = &math->script[level < LEVELS ? level - 1 : LEVELS - 1][glyph];
	if (*form == UNKNOWN)
		*form = script_form(math, codepoint, glyph, level < LEVELS ? level : LEVELS);
	return *form;
}

static const Metrics *metrics_of(TxtMath *math, uint32_t glyph)
{
	hb_glyph_extents_t box = {0};
	hb_font_t *hb = math->face->hb;
	Metrics *out = &math->metrics[glyph < math->count ? glyph : 0];
	if (out->known)
		return out;
	hb_font_get_glyph_extents(hb, glyph, &box);
	*out = (Metrics){
	        .known = true,
	        .advance = hb_font_get_glyph_h_advance(hb, glyph),
	        .left = box.x_bearing,
	        .right = box.x_bearing + box.width,
	        .height = box.y_bearing,
	        .depth = -box.y_bearing - box.height,
	        .italic = hb_ot_math_get_glyph_italics_correction(hb, glyph),
	        .attach = hb_ot_math_get_glyph_top_accent_attachment(hb, glyph),
	};
	return out;
}

TxtMathGlyph txt_math_metrics(TxtMath *math, uint32_t glyph, Length size)
{
	const Metrics *of = metrics_of(math, glyph);
	const TxtFace *face = math->face;
	return (TxtMathGlyph){
	        .advance = txt_scaled(of->advance, face, size),
	        .left = txt_scaled(of->left, face, size),
	        .right = txt_scaled(of->right, face, size),
	        .height = txt_scaled(of->height, face, size),
	        .depth = txt_scaled(of->depth, face, size),
	        .italic = txt_scaled(of->italic, face, size),
	        .attach = txt_scaled(of->attach, face, size),
	};
}

Length txt_math_kern(const TxtMath *math, uint32_t glyph, TxtCorner corner, Length height, Length size)
{
	int64_t at = size ? (int64_t)height * math->face->info.units_per_em / size : 0;
	hb_position_t kern =
	        hb_ot_math_get_glyph_kerning(math->face->hb, glyph, (hb_ot_math_kern_t)corner, (hb_position_t)at);
	return txt_scaled(kern, math->face, size);
}

Length txt_math_length(TxtMath *math, uint32_t glyph, bool vertical, Length size)
{
	const Metrics *of = metrics_of(math, glyph);
	return txt_scaled(vertical ? of->height + of->depth : of->right - of->left, math->face, size);
}

enum { MOST_VARIANTS = 24 };

/* The glyphs that stand for one in rising length, itself the first where the face does not list it. */
static size_t variants_of(const TxtMath *math, uint32_t glyph, bool vertical, uint32_t out[MOST_VARIANTS])
{
	hb_ot_math_glyph_variant_t found[MOST_VARIANTS];
	unsigned count = MOST_VARIANTS - 1;
	hb_direction_t direction = vertical ? HB_DIRECTION_BTT : HB_DIRECTION_LTR;
	hb_ot_math_get_glyph_variants(math->face->hb, glyph, direction, 0, &count, found);
	size_t kept = 0;
	if (!count || found[0].glyph != glyph)
		out[kept++] = glyph;
	for (unsigned i = 0; i < count; i++)
		out[kept++] = found[i].glyph;
	return kept;
}

uint32_t txt_math_variant(TxtMath *math, uint32_t glyph, bool vertical, Length length, Length size)
{
	uint32_t variants[MOST_VARIANTS];
	size_t count = variants_of(math, glyph, vertical, variants), i = 0;
	while (i + 1 < count && txt_math_length(math, variants[i], vertical, size) < length)
		i++;
	return variants[i];
}

uint32_t txt_math_variant_within(TxtMath *math, uint32_t glyph, bool vertical, Length length, Length size)
{
	uint32_t variants[MOST_VARIANTS];
	size_t count = variants_of(math, glyph, vertical, variants), i = 0;
	while (i + 1 < count && txt_math_length(math, variants[i + 1], vertical, size) <= length)
		i++;
	return variants[i];
}

size_t txt_math_parts(const TxtMath *math, uint32_t glyph, bool vertical, Length size, TxtPart parts[TXT_MOST_PARTS],
                      Length *overlap, Length *italic)
{
	hb_ot_math_glyph_part_t found[TXT_MOST_PARTS];
	hb_position_t correction = 0;
	unsigned count = TXT_MOST_PARTS;
	const TxtFace *face = math->face;
	hb_direction_t direction = vertical ? HB_DIRECTION_BTT : HB_DIRECTION_LTR;
	hb_ot_math_get_glyph_assembly(face->hb, glyph, direction, 0, &count, found, &correction);
	*overlap = txt_scaled(hb_ot_math_get_min_connector_overlap(face->hb, direction), face, size);
	*italic = txt_scaled(correction, face, size);
	for (unsigned i = 0; i < count; i++) {
		parts[i] = (TxtPart){
		        .glyph = found[i].glyph,
		        .length = txt_scaled(found[i].full_advance, face, size),
		        .start = txt_scaled(found[i].start_connector_length, face, size),
		        .end = txt_scaled(found[i].end_connector_length, face, size),
		        .extender = found[i].flags & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER,
		};
	}
	return count;
}
