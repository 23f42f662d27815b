/* Glyphs as outlines.  Viewers copy all text that they show, what is marked as an artifact, too, and few of them heed
 * that it stands for nothing; a shape is copied by none. */
#include "pdf/content.h"

#include <ft2build.h>
#include FT_OUTLINE_H

/* Coordinates are in the font's units; the letters of a page repeat each other's paths byte for byte, so that they are
 * deflated to little. */
typedef struct {
	Buf *out;
	FT_Vector at;
} Pen;

/* In thirds of a unit: what a curve of the second degree becomes in the third. */
static void put_point(Pen *pen, long x, long y)
{
	buf_fixed(pen->out, (x * 10 + (x < 0 ? -1 : 1)) / 3, 1);
	buf_char(pen->out, ' ');
	buf_fixed(pen->out, (y * 10 + (y < 0 ? -1 : 1)) / 3, 1);
	buf_char(pen->out, ' ');
}

static void put_end(Pen *pen, const FT_Vector *to, const char *operator)
{
	put_point(pen, to->x * 3, to->y * 3);
	buf_str(pen->out, operator);
	pen->at = *to;
}

static int move_to(const FT_Vector *to, void *closure)
{
	put_end(closure, to, "m\n");
	return 0;
}

static int line_to(const FT_Vector *to, void *closure)
{
	put_end(closure, to, "l\n");
	return 0;
}

static int conic_to(const FT_Vector *control, const FT_Vector *to, void *closure)
{
	Pen *pen = closure;
	put_point(pen, pen->at.x + 2 * control->x, pen->at.y + 2 * control->y);
	put_point(pen, to->x + 2 * control->x, to->y + 2 * control->y);
	put_end(pen, to, "c\n");
	return 0;
}

static int cubic_to(const FT_Vector *one, const FT_Vector *other, const FT_Vector *to, void *closure)
{
	put_point(closure, one->x * 3, one->y * 3);
	put_point(closure, other->x * 3, other->y * 3);
	put_end(closure, to, "c\n");
	return 0;
}

/* Nothing where a font has no outline of the glyph, as for a space. */
static void put_outline(Buf *out, FT_Face ft, uint32_t glyph)
{
	static const FT_Outline_Funcs funcs = {move_to, line_to, conic_to, cubic_to, 0, 0};
	Pen pen = {.out = out};
	if (!FT_Load_Glyph(ft, glyph, FT_LOAD_NO_SCALE) && ft->glyph->format == FT_GLYPH_FORMAT_OUTLINE &&
	    !FT_Outline_Decompose(&ft->glyph->outline, &funcs, &pen))
		buf_str(out, "f\n");
}

void pdf_shapes(Buf *out, const TsItem *item, Length height)
{
	enum { DECIMALS = 7, MILLION = 1000000 };
	const TxtFace *face = item->u.glyphs.face;
	int64_t scale = (int64_t)item->u.glyphs.size * 10 * MILLION / LENGTH_PT / txt_face_info(face)->units_per_em;
	for (uint32_t i = 0; i < item->u.glyphs.count; i++) {
		const TsGlyph *glyph = &item->u.glyphs.glyphs[i];
		buf_str(out, "q ");
		buf_fixed(out, scale * (1000 + item->u.glyphs.expansion) / 1000, DECIMALS);
		buf_str(out, " 0 0 ");
		buf_fixed(out, scale, DECIMALS);
		buf_char(out, ' ');
		pdf_length(out, item->x + glyph->x + glyph->dx);
		buf_char(out, ' ');
		pdf_length(out, height - item->y + glyph->dy);
		buf_str(out, " cm\n");
		put_outline(out, txt_face_ft(face), glyph->id);
		buf_str(out, "Q\n");
	}
}
