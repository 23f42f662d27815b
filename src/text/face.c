/* Faces: opened once each, and what is known of them. */
#include "text/face.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include FT_TRUETYPE_TABLES_H
#include FT_CID_H
#include FT_FONT_FORMATS_H

static int16_t clamp16(long value)
{
	return (int16_t)(value > INT16_MAX ? INT16_MAX : value < INT16_MIN ? INT16_MIN : value);
}

/* The height of a letter that has a flat top, where the font does not tell. */
static int16_t height_of(FT_Face ft, uint32_t letter, int share)
{
	if (FT_Load_Char(ft, letter, FT_LOAD_NO_SCALE) || !FT_Get_Char_Index(ft, letter))
		return clamp16(ft->units_per_EM * share / 1000);
	return clamp16(ft->glyph->metrics.horiBearingY);
}

static void read_info(TxtFonts *fonts, TxtFace *face, const char *path, int index)
{
	enum { HEAVIEST = 1000 }; /* that OpenType knows; more is damage */
	FT_Face ft = face->ft;
	TxtFaceInfo *info = &face->info;
	const TT_OS2 *os2 = FT_Get_Sfnt_Table(ft, FT_SFNT_OS2);
	const TT_Postscript *post = FT_Get_Sfnt_Table(ft, FT_SFNT_POST);
	const char *name = FT_Get_Postscript_Name(ft);
	FT_Bool keyed = 0;
	FT_Get_CID_Is_Internally_CID_Keyed(ft, &keyed);
	info->path = arena_strdup(fonts->arena, path);
	info->index = index;
	info->postscript_name = name ? arena_strdup(fonts->arena, name) : NULL;
	info->family = ft->family_name ? arena_strdup(fonts->arena, ft->family_name) : "";
	info->units_per_em = (uint16_t)ft->units_per_EM;
	info->cff = str_eq(FT_Get_Font_Format(ft), "CFF");
	info->cid_keyed = keyed;
	info->italic = (ft->style_flags & FT_STYLE_FLAG_ITALIC) != 0;
	info->fixed_pitch = FT_IS_FIXED_WIDTH(ft);
	info->serif = os2 && os2->sFamilyClass >> 8 >= 1 && os2->sFamilyClass >> 8 <= 7;
	info->ascent = ft->ascender;
	info->descent = ft->descender;
	info->x_height = os2 && os2->version >= 2 && os2->sxHeight > 0 ? os2->sxHeight : height_of(ft, 'x', 500);
	info->cap_height = os2 && os2->version >= 2 && os2->sCapHeight > 0 ? os2->sCapHeight : height_of(ft, 'H', 700);
	info->bbox[0] = clamp16(ft->bbox.xMin);
	info->bbox[1] = clamp16(ft->bbox.yMin);
	info->bbox[2] = clamp16(ft->bbox.xMax);
	info->bbox[3] = clamp16(ft->bbox.yMax);
	info->italic_angle = post ? clamp16(post->italicAngle >> 16) : 0;
	info->weight = os2 && os2->usWeightClass <= HEAVIEST ? os2->usWeightClass : 400;
	int type = os2 ? os2->fsType & 0x000f : 0;
	info->may_embed = type != 2;
	info->may_subset = !os2 || !(os2->fsType & 0x0100);
}

/* A font's tables: the file's, or what a compressed one (WOFF, WOFF2) is made of, which FreeType has unpacked. */
static hb_blob_t *tables_of(FT_Face ft, const char *path)
{
	const char *kind = strrchr(path, '.');
	FT_ULong len = 0;
	if (!kind || strncasecmp(kind, ".woff", 5) || FT_Load_Sfnt_Table(ft, 0, 0, NULL, &len))
		return hb_blob_create_from_file(path);
	char *data = base_calloc(len, 1);
	FT_Load_Sfnt_Table(ft, 0, 0, (FT_Byte *)data, &len);
	return hb_blob_create(data, (unsigned)len, HB_MEMORY_MODE_WRITABLE, data, free);
}

static bool has(const TxtFace *face, uint32_t codepoint)
{
	hb_codepoint_t glyph;
	return hb_font_get_nominal_glyph(face->hb, codepoint, &glyph) && glyph;
}

/* A font's face and its tables; weight: 0, they say it. */
typedef struct {
	FT_Face ft;
	hb_blob_t *tables;
	unsigned face; /* in them */
	int weight;
} Opening;

/* Makes a font of a variable one's named style. */
static bool pin(TxtFonts *fonts, Opening *own, int style)
{
	unsigned len;
	FT_Face pinned;
	hb_blob_t *blob = txt_pin(own->ft, own->tables, style, &own->weight);
	const char *data = blob ? hb_blob_get_data(blob, &len) : NULL;
	if (!data || FT_New_Memory_Face(fonts->ft, (const FT_Byte *)data, len, 0, &pinned)) {
		hb_blob_destroy(blob);
		return false;
	}
	FT_Done_Face(own->ft);
	hb_blob_destroy(own->tables);
	own->ft = pinned;
	own->tables = blob;
	return true;
}

/* index: of the face in its file, and of a named style in its upper half. */
static bool open_tables(TxtFonts *fonts, const char *path, int index, Opening *own)
{
	int style = index >> 16;
	own->face = (unsigned)index & 0xffff;
	if (FT_New_Face(fonts->ft, path, (FT_Long)own->face, &own->ft))
		return false;
	own->tables = tables_of(own->ft, path);
	if (FT_IS_SCALABLE(own->ft) && FT_IS_SFNT(own->ft) && (!style || pin(fonts, own, style)))
		return true;
	FT_Done_Face(own->ft);
	hb_blob_destroy(own->tables);
	return false;
}

static TxtFace *open_face(TxtFonts *fonts, const char *path, int index)
{
	for (size_t i = 0; i < fonts->face_count; i++) {
		if (fonts->faces[i]->info.index == index && str_eq(fonts->faces[i]->info.path, path))
			return fonts->faces[i];
	}
	Opening own = {.weight = 0};
	if (!open_tables(fonts, path, index, &own))
		return NULL;
	TxtFace *face = arena_alloc(fonts->arena, sizeof *face);
	face->ft = own.ft;
	face->hb_face = hb_face_create(own.tables, own.face);
	face->hb = hb_font_create(face->hb_face);
	hb_font_set_scale(face->hb, own.ft->units_per_EM, own.ft->units_per_EM);
	hb_blob_destroy(own.tables);
	read_info(fonts, face, path, index);
	face->info.weight = own.weight ? (uint16_t)own.weight : face->info.weight;
	for (uint32_t c = 0; c < BASE_LEN(face->ascii); c++)
		face->ascii[c] = has(face, c);
	fonts->faces = base_grow(fonts->faces, fonts->face_count, &fonts->face_cap, sizeof(TxtFace *));
	return fonts->faces[fonts->face_count++] = face;
}

/* The tables of a font that is pinned have the names of the variable one's default. */
static void name_pinned(TxtFonts *fonts, TxtFace *face, FcPattern *match)
{
	FcChar8 *name;
	if (FcPatternGetString(match, FC_POSTSCRIPT_NAME, 0, &name) == FcResultMatch)
		face->info.postscript_name = arena_strdup(fonts->arena, (const char *)name);
	if (FcPatternGetString(match, FC_FAMILY, 0, &name) == FcResultMatch)
		face->info.family = arena_strdup(fonts->arena, (const char *)name);
}

TxtFace *txt_open_font(TxtFonts *fonts, FcPattern *match)
{
	FcChar8 *path;
	int index = 0;
	if (FcPatternGetString(match, FC_FILE, 0, &path) != FcResultMatch)
		return NULL;
	FcPatternGetInteger(match, FC_INDEX, 0, &index);
	TxtFace *face = open_face(fonts, (const char *)path, index);
	if (face && index >> 16)
		name_pinned(fonts, face, match);
	return face;
}

bool txt_face_has(const TxtFace *face, uint32_t codepoint)
{
	return codepoint < BASE_LEN(face->ascii) ? face->ascii[codepoint] : has(face, codepoint);
}

const TxtFaceInfo *txt_face_info(const TxtFace *face)
{
	return &face->info;
}

void *txt_face_ft(const TxtFace *face)
{
	return face->ft;
}

uint32_t txt_replacement(const TxtFace *face)
{
	static const uint32_t signs[] = {0xFFFD, 0x25A1, '?', ' '};
	hb_codepoint_t glyph = 0;
	for (size_t i = 0; i < BASE_LEN(signs) && !glyph; i++)
		hb_font_get_nominal_glyph(face->hb, signs[i], &glyph);
	return glyph;
}

int32_t txt_glyph_advance(const TxtFace *face, uint32_t glyph)
{
	return hb_font_get_glyph_h_advance(face->hb, glyph);
}

uint32_t txt_glyph_unicode(const TxtFace *face, uint32_t glyph)
{
	TxtFace *own = (TxtFace *)face; /* the inverse map is a cache */
	size_t count = (size_t)face->ft->num_glyphs;
	if (!own->unicode) {
		FT_UInt id;
		own->unicode = base_calloc(count + 1, sizeof *own->unicode);
		for (FT_ULong c = FT_Get_First_Char(face->ft, &id); id; c = FT_Get_Next_Char(face->ft, c, &id)) {
			if (id < count && !own->unicode[id])
				own->unicode[id] = (uint32_t)c;
		}
	}
	return glyph < count ? own->unicode[glyph] : 0;
}

Length txt_scaled(int64_t units, const TxtFace *face, Length size)
{
	int64_t em = face->info.units_per_em ? face->info.units_per_em : 1000;
	int64_t value = units * size;
	return (Length)((value + (value < 0 ? -em / 2 : em / 2)) / em);
}

TxtInk txt_ink(const TxtShape *shape)
{
	TxtInk ink = {0};
	Length pen = 0;
	bool any = false;
	for (uint32_t r = 0; r < shape->count; r++) {
		const TxtRun *run = &shape->runs[r];
		for (uint32_t g = 0; g < run->count; pen += run->glyphs[g++].advance) {
			const TxtGlyph *glyph = &run->glyphs[g];
			hb_glyph_extents_t box;
			if (!run->face || !hb_font_get_glyph_extents(run->face->hb, glyph->id, &box))
				continue;
			Length left = pen + glyph->x + txt_scaled(box.x_bearing, run->face, run->size),
			       right = left + txt_scaled(box.width, run->face, run->size);
			Length depth =
			        -glyph->y - run->rise - txt_scaled(box.y_bearing + box.height, run->face, run->size);
			Length height = glyph->y + run->rise + txt_scaled(box.y_bearing, run->face, run->size);
			ink.height = height > ink.height ? height : ink.height;
			ink.left = !any || left < ink.left ? left : ink.left;
			ink.right = right > ink.right ? right : ink.right;
			ink.depth = depth > ink.depth ? depth : ink.depth;
			any = true;
		}
	}
	return ink;
}

int txt_font_integer(FcPattern *font, const char *what, int otherwise)
{
	int value;
	return FcPatternGetInteger(font, what, 0, &value) == FcResultMatch ? value : otherwise;
}

bool txt_is_plain_font(FcPattern *font)
{
	FcBool color = FcFalse, variable = FcFalse, scalable = FcTrue;
	FcPatternGetBool(font, FC_COLOR, 0, &color);
	FcPatternGetBool(font, FC_VARIABLE, 0, &variable);
	FcPatternGetBool(font, FC_SCALABLE, 0, &scalable);
	return !color && !variable && scalable;
}
