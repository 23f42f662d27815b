/* Type 0 fonts: subset, widths, CMaps. */
#include "pdf/fontfile.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_CID_H
#include <stdlib.h>
#include <string.h>

/* A glyph of the subset. */
typedef struct {
	uint32_t glyph, cid;
	int32_t advance;
} Member;

typedef struct {
	const PdfFont *font;
	PdfFile *file;
	Member *members; /* by glyph */
	size_t count;
	char name[120]; /* with the subset's tag */
} Subset;

static int by_glyph(const void *a, const void *b)
{
	uint32_t left = ((const Member *)a)->glyph, right = ((const Member *)b)->glyph;
	return left < right ? -1 : left > right;
}

static int by_cid(const void *a, const void *b)
{
	uint32_t left = (*(const Member *const *)a)->cid, right = (*(const Member *const *)b)->cid;
	return left < right ? -1 : left > right;
}

/* The glyphs in use, each once. */
static void collect_members(Subset *set)
{
	const PdfFont *font = set->font;
	set->members = base_calloc(font->count, sizeof *set->members);
	for (size_t i = 0; i < font->count; i++)
		set->members[i] = (Member){.glyph = font->codes[i].shown, .advance = font->codes[i].out.advance};
	qsort(set->members, font->count, sizeof *set->members, by_glyph);
	for (size_t i = 0; i < font->count; i++) {
		if (!set->count || set->members[set->count - 1].glyph != set->members[i].glyph)
			set->members[set->count++] = set->members[i];
	}
}

static uint32_t cid_of(const Subset *set, uint32_t glyph)
{
	Member key = {.glyph = glyph};
	const Member *found = bsearch(&key, set->members, set->count, sizeof key, by_glyph);
	return found ? found->cid : 0;
}

/* "ABCDEF+Name": the tag tells subsets of a face apart (9.6.4), so it comes from
 * the glyphs. */
static void make_name(Subset *set)
{
	uint64_t hash = 1469598103934665603u;
	for (size_t i = 0; i < set->count; i++)
		hash = hash_step(hash, set->members[i].glyph);
	hash ^= hash >> 32;
	const char *name = set->font->info->postscript_name;
	char tag[7] = "";
	for (int i = 0; i < 6; i++, hash /= 26)
		tag[i] = (char)('A' + hash % 26);
	snprintf(set->name, sizeof set->name, "%s+%s", tag, name && *name ? name : "Face");
}

static uint32_t read_be(const uint8_t *at, int bytes)
{
	uint32_t value = 0;
	while (bytes-- > 0)
		value = value << 8 | *at++;
	return value;
}

/* The table's bytes inside an OpenType file, or NULL. */
static const char *find_table(const Buf *font, const char *tag, size_t *len)
{
	const uint8_t *data = (const uint8_t *)font->data;
	size_t tables = font->len >= 12 ? read_be(data + 4, 2) : 0;
	for (size_t i = 0; i < tables && 12 + 16 * (i + 1) <= font->len; i++) {
		const uint8_t *record = data + 12 + 16 * i;
		size_t offset = read_be(record + 8, 4);
		*len = read_be(record + 12, 4);
		if (!memcmp(record, tag, 4) && offset <= font->len && *len <= font->len - offset)
			return font->data + offset;
	}
	return NULL;
}

/* Embeds the subset; a CFF face as its bare table (9.9, table 126). Returns the
 * stream's number, 0 when the face cannot be embedded. */
static uint32_t write_program(Subset *set)
{
	const TxtFaceInfo *info = set->font->info;
	uint32_t *glyphs = base_calloc(set->count, sizeof *glyphs), *ids = base_calloc(set->count, sizeof *ids);
	Buf font = {0};
	uint32_t object = 0;
	for (size_t i = 0; i < set->count; i++)
		glyphs[i] = set->members[i].glyph;
	size_t len = 0;
	const char *data = NULL;
	if (txt_subset_glyphs(set->font->face, glyphs, set->count, ids, &font)) {
		data = info->cff ? find_table(&font, "CFF ", &len) : font.data;
		len = info->cff ? len : font.len;
	}
	if (data) {
		char entries[60] = "/Subtype/CIDFontType0C";
		if (!info->cff)
			snprintf(entries, sizeof entries, "/Length1 %zu", len);
		object = pdf_reserve(set->file, 1);
		pdf_stream(set->file, object, entries, data, len, PDF_FLATE_BEST);
	}
	for (size_t i = 0; i < set->count; i++)
		set->members[i].cid = ids[i];
	buf_free(&font);
	free(ids);
	free(glyphs);
	return object;
}

/* A CID-keyed face keeps its own CIDs in the subset; others have the glyph's
 * place for a CID. */
static void use_own_cids(Subset *set)
{
	FT_Face ft = txt_face_ft(set->font->face);
	for (size_t i = 0; i < set->count; i++) {
		FT_UInt cid;
		if (!FT_Get_CID_From_Glyph_Index(ft, set->members[i].glyph, &cid))
			set->members[i].cid = cid;
	}
}

static long per_mille(const TxtFaceInfo *info, int value)
{
	return (long)value * 1000 / (info->units_per_em ? info->units_per_em : 1000);
}

static uint32_t write_descriptor(const Subset *set, uint32_t program)
{
	enum { FIXED = 1, SERIF = 2, SYMBOLIC = 4, ITALIC = 64 };
	const TxtFaceInfo *info = set->font->info;
	int flags = SYMBOLIC | (info->fixed_pitch ? FIXED : 0) | (info->serif ? SERIF : 0);
	flags |= info->italic ? ITALIC : 0;
	int stem = 50 + info->weight * info->weight / 4225; /* a guess by weight, as no table tells it */
	uint32_t id = pdf_reserve(set->file, 1);
	Buf *out = pdf_begin(set->file, id);
	buf_str(out, "<</Type/FontDescriptor/FontName");
	pdf_name(out, set->name);
	buf_printf(out, "/Flags %d/FontBBox[%ld %ld %ld %ld]", flags, per_mille(info, info->bbox[0]),
	           per_mille(info, info->bbox[1]), per_mille(info, info->bbox[2]), per_mille(info, info->bbox[3]));
	buf_printf(out, "/ItalicAngle %d/Ascent %ld/Descent %ld", info->italic_angle, per_mille(info, info->ascent),
	           per_mille(info, info->descent));
	buf_printf(out, "/CapHeight %ld/XHeight %ld/StemV %d", per_mille(info, info->cap_height),
	           per_mille(info, info->x_height), stem);
	buf_printf(out, "/FontFile%d", info->cff ? 3 : 2);
	pdf_ref(out, program);
	buf_str(out, ">>");
	pdf_end(set->file);
	return id;
}

/* Widths by CID; neighbours share an array. */
static void put_widths(const Subset *set, Buf *out)
{
	const Member **sorted = base_calloc(set->count, sizeof *sorted);
	for (size_t i = 0; i < set->count; i++)
		sorted[i] = &set->members[i];
	qsort(sorted, set->count, sizeof *sorted, by_cid);
	buf_str(out, "/W[");
	for (size_t i = 0; i < set->count; i++) {
		bool follows = i && sorted[i]->cid == sorted[i - 1]->cid + 1;
		if (!follows) {
			buf_str(out, i ? "]" : "");
			buf_int(out, sorted[i]->cid);
		}
		buf_char(out, follows ? ' ' : '[');
		buf_fixed(out, sorted[i]->advance, 3);
	}
	buf_str(out, "]]");
	free(sorted);
}

static const char SYSTEM_INFO[] = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>";

static uint32_t write_cid_font(const Subset *set, uint32_t descriptor)
{
	bool cff = set->font->info->cff;
	uint32_t id = pdf_reserve(set->file, 1);
	Buf *out = pdf_begin(set->file, id);
	buf_printf(out, "<</Type/Font/Subtype/CIDFontType%d/BaseFont", cff ? 0 : 2);
	pdf_name(out, set->name);
	buf_str(out, SYSTEM_INFO);
	buf_str(out, "/FontDescriptor");
	pdf_ref(out, descriptor);
	put_widths(set, out);
	buf_str(out, cff ? ">>" : "/CIDToGIDMap/Identity>>");
	pdf_end(set->file);
	return id;
}

/* ---- CMaps ---- */

static int by_code(const void *a, const void *b)
{
	uint32_t left = (*(const PdfGlyphCode *const *)a)->out.code;
	uint32_t right = (*(const PdfGlyphCode *const *)b)->out.code;
	return left < right ? -1 : left > right;
}

/* The codes of one code space in order. */
static const PdfGlyphCode **codes_of(const PdfFont *font, uint32_t resource, size_t *count)
{
	const PdfGlyphCode **codes = base_calloc(font->count, sizeof *codes);
	*count = 0;
	for (size_t i = 0; i < font->count; i++) {
		if (font->codes[i].out.resource == resource)
			codes[(*count)++] = &font->codes[i];
	}
	qsort(codes, *count, sizeof *codes, by_code);
	return codes;
}

static void put_code(Buf *out, uint32_t code)
{
	buf_char(out, '<');
	pdf_hex(out, code, code < PDF_TWO_BYTES ? 2 : 4);
	buf_char(out, '>');
}

/* What all CMaps share; unicode: one to text, else to CIDs (9.7.5.4, 9.10.3). */
static void put_map_head(Buf *out, const char *name, bool unicode)
{
	buf_str(out,
	        "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo 3 dict dup begin\n");
	buf_printf(out, "/Registry(Adobe)def\n/Ordering(%s)def\n/Supplement 0 def\nend def\n",
	           unicode ? "UCS" : "Identity");
	buf_printf(out, "/CMapName/%s def\n/CMapType %d def\n", name, unicode ? 2 : 1);
	buf_str(out, unicode ? "" : "/WMode 0 def\n");
	buf_str(out, "2 begincodespacerange\n<00><BF>\n<C000><FFFF>\nendcodespacerange\n");
}

static void put_map(Buf *out, const Subset *set, const PdfGlyphCode **codes, size_t count, bool unicode)
{
	enum { BLOCK = 100 };
	const char *kind = unicode ? "bf" : "cid";
	for (size_t i = 0; i < count; i++) {
		if (i % BLOCK == 0)
			buf_printf(out, "%zu begin%schar\n", count - i < BLOCK ? count - i : BLOCK, kind);
		put_code(out, codes[i]->out.code);
		if (unicode) {
			buf_char(out, '<');
			pdf_utf16(out, codes[i]->text, codes[i]->text_len);
			buf_char(out, '>');
		} else {
			buf_int(out, cid_of(set, codes[i]->shown));
		}
		buf_char(out, '\n');
		if (i % BLOCK == BLOCK - 1 || i + 1 == count)
			buf_printf(out, "end%schar\n", kind);
	}
	buf_str(out, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
}

static uint32_t write_map(const Subset *set, uint32_t resource, bool unicode)
{
	char name[40], entries[200] = "";
	size_t count;
	const PdfGlyphCode **codes = codes_of(set->font, resource, &count);
	Buf out = {0};
	snprintf(name, sizeof name, "Bifolio-%s%u", unicode ? "U" : "F", (unsigned)resource);
	if (!unicode)
		snprintf(entries, sizeof entries, "/Type/CMap/CMapName/%s/WMode 0%s", name, SYSTEM_INFO);
	put_map_head(&out, name, unicode);
	put_map(&out, set, codes, count, unicode);
	uint32_t id = pdf_reserve(set->file, 1);
	pdf_stream(set->file, id, entries, out.data, out.len, PDF_FLATE_BEST);
	buf_free(&out);
	free(codes);
	return id;
}

/* One code space of the face is one font; almost always there is but one. */
static void write_font(const Subset *set, uint32_t cid_font, uint32_t resource, Buf *resources)
{
	uint32_t encoding = write_map(set, resource, false);
	uint32_t unicode = write_map(set, resource, true);
	uint32_t id = pdf_reserve(set->file, 1);
	Buf *out = pdf_begin(set->file, id);
	buf_str(out, "<</Type/Font/Subtype/Type0/BaseFont");
	pdf_name(out, set->name);
	buf_str(out, "/Encoding");
	pdf_ref(out, encoding);
	buf_str(out, "/DescendantFonts[");
	pdf_ref(out, cid_font);
	buf_str(out, "]/ToUnicode");
	pdf_ref(out, unicode);
	buf_str(out, ">>");
	pdf_end(set->file);
	buf_printf(resources, "/F%u", (unsigned)resource);
	pdf_ref(resources, id);
}

bool pdf_font_write(const PdfFont *font, PdfFile *file, Buf *resources, Diag *diag)
{
	Subset set = {.font = font, .file = file};
	collect_members(&set);
	make_name(&set);
	uint32_t program = write_program(&set);
	if (program) {
		if (font->info->cff && font->info->cid_keyed)
			use_own_cids(&set);
		uint32_t cid_font = write_cid_font(&set, write_descriptor(&set, program));
		for (size_t i = 0; i < font->count; i++) {
			if (!i || font->codes[i].out.resource != font->codes[i - 1].out.resource)
				write_font(&set, cid_font, font->codes[i].out.resource, resources);
		}
	} else {
		diag_report(diag, DIAG_ERROR, (Pos){.file = font->info->path}, "font-not-embedded",
		            "the font '%s' cannot be embedded; choose another in the style",
		            font->info->postscript_name ? font->info->postscript_name : "");
	}
	free(set.members);
	return program != 0;
}
