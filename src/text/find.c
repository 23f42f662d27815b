/* The font of a family that is nearest to what is asked for. */
#include "text/face.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_of_family(FcPattern *font, const char *name)
{
	FcChar8 *family;
	for (int i = 0; FcPatternGetString(font, FC_FAMILY, i, &family) == FcResultMatch; i++) {
		if (!strcasecmp((const char *)family, name))
			return true;
	}
	return false;
}

/* How far a font is from the style asked for: its slant counts most, then weight, then width. */
static int distance(FcPattern *font, bool bold, bool italic)
{
	bool slanted = txt_font_integer(font, FC_SLANT, FC_SLANT_ROMAN) != FC_SLANT_ROMAN;
	int weight =
	        abs(txt_font_integer(font, FC_WEIGHT, FC_WEIGHT_REGULAR) - (bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR));
	int width = abs(txt_font_integer(font, FC_WIDTH, FC_WIDTH_NORMAL) - FC_WIDTH_NORMAL);
	return (slanted != italic) * 1000000 + weight * 1000 + width;
}

static bool is_called_bold(FcPattern *font)
{
	FcChar8 *style;
	return FcPatternGetString(font, FC_STYLE, 0, &style) == FcResultMatch && strstr((const char *)style, "Bold");
}

/* Of two alike, the one that is called what is asked for (some bold fonts do not know their weight), then the one
 * whose path sorts first: the system's files come in any order. */
static bool is_better(FcPattern *left, FcPattern *right, bool bold)
{
	FcChar8 *a = NULL, *b = NULL;
	if (is_called_bold(left) != is_called_bold(right))
		return is_called_bold(left) == bold;
	FcPatternGetString(left, FC_FILE, 0, &a);
	FcPatternGetString(right, FC_FILE, 0, &b);
	return a && b && strcmp((const char *)a, (const char *)b) < 0;
}

/* Going through all fonts is quicker than FcFontMatch, which also answers with aliases and captions' cuts. */
static FcPattern *find_among(const FcFontSet *all, const char *name, bool bold, bool italic)
{
	FcPattern *best = NULL;
	int least = 0;
	for (int i = 0; all && i < all->nfont; i++) {
		FcPattern *font = all->fonts[i];
		if (!is_of_family(font, name) || !txt_is_plain_font(font))
			continue;
		int far = distance(font, bold, italic);
		if (!best || far < least || (far == least && is_better(font, best, bold))) {
			best = font;
			least = far;
		}
	}
	return best;
}

static const FcFontSet *fonts_of(FcConfig *config)
{
	return config ? FcConfigGetFonts(config, FcSetSystem) : NULL;
}

/* The full configuration's fonts. */
static const FcFontSet *all_fonts(TxtFonts *fonts)
{
	if (!fonts->full)
		fonts->full = txt_config_full();
	return fonts_of(fonts->full);
}

FcPattern *txt_find_font(TxtFonts *fonts, const char *family, bool bold, bool italic)
{
	FcPattern *own = find_among(fonts->beside, txt_family_beside(fonts, family), bold, italic);
	return own ? own : find_among(fonts_of(fonts->config), family, bold, italic);
}

static FcPattern *find_anywhere(TxtFonts *fonts, const char *family, bool bold, bool italic)
{
	FcPattern *font = txt_find_font(fonts, family, bold, italic);
	return font ? font : find_among(all_fonts(fonts), family, bold, italic);
}

bool txt_has_family(TxtFonts *fonts, const char *name)
{
	return find_anywhere(fonts, name, false, false) != NULL;
}

TxtFace *txt_face_named(TxtFonts *fonts, const char *family, bool bold, bool italic)
{
	FcPattern *font = find_anywhere(fonts, family, bold, italic);
	return font ? txt_open_font(fonts, font) : NULL;
}
