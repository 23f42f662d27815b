/*
 * The fonts that a drawing is shown.  librsvg sets text by Pango, which sorts all that fontconfig knows for
 * each style it meets; that is most of the time that a figure takes.  A drawing whose text needs nothing but
 * installed families, named by itself, is therefore shown these alone.  Where it may need more (a family by
 * an alias, a character or a slant that they lack), it is shown all.
 */
#include "text/face.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct TxtDrawing {
	FcConfig *all; /* to become the current one again */
};

enum { LONGEST_NAME = 100, MOST_FONTS = 100 };

/* The fonts chosen so far. */
typedef struct {
	const FcFontSet *all;
	FcPattern *fonts[MOST_FONTS];
	size_t count;
} Choice;

static int weight_of(FcPattern *font)
{
	int weight = FC_WEIGHT_REGULAR;
	FcPatternGetInteger(font, FC_WEIGHT, 0, &weight);
	return weight;
}

static bool is_of(FcPattern *font, const char *name)
{
	FcChar8 *family;
	return FcPatternGetString(font, FC_FAMILY, 0, &family) == FcResultMatch &&
	       !strcasecmp((const char *)family, name);
}

static bool is_chosen(const Choice *choice, const char *name)
{
	for (size_t i = 0; i < choice->count; i++) {
		if (is_of(choice->fonts[i], name))
			return true;
	}
	return false;
}

/* Takes a family's fonts; false when it is not installed, or has no bold of its own. */
static bool choose_family(Choice *choice, const char *name)
{
	int heaviest = 0;
	if (is_chosen(choice, name))
		return true;
	for (int i = 0; i < choice->all->nfont; i++) {
		FcPattern *font = choice->all->fonts[i];
		if (!is_of(font, name))
			continue;
		if (weight_of(font) > heaviest)
			heaviest = weight_of(font);
		if (choice->count == MOST_FONTS)
			return false;
		choice->fonts[choice->count++] = font;
	}
	return heaviest >= FC_WEIGHT_DEMIBOLD;
}

/* Takes the first family of a list as CSS writes it, up to the value's end. */
static bool choose_first(Choice *choice, const char *list)
{
	char name[LONGEST_NAME];
	list += strspn(list, " \t\r\n=:\"'");
	size_t len = strcspn(list, ",;\"'<>{}&!");
	while (len && list[len - 1] == ' ')
		len--;
	if (!len || len >= sizeof name)
		return false;
	memcpy(name, list, len);
	name[len] = '\0';
	return choose_family(choice, name);
}

/* Whether the start tag at tag names a family itself. */
static bool tag_names_family(const char *tag)
{
	const char *end = strchr(tag, '>'), *family = strstr(tag, "font-family");
	return end && family && family < end;
}

/* Whether each text of the drawing has a family that the drawing names. */
static bool names_all_families(const char *svg)
{
	const char *root = strstr(svg, "<svg");
	if (!root || tag_names_family(root))
		return root != NULL;
	for (const char *text = strstr(root, "<text"); text; text = strstr(text + 1, "<text")) {
		if (!tag_names_family(text))
			return false;
	}
	return true;
}

static bool all_have(const Choice *choice, const char *text)
{
	size_t used;
	bool known[128] = {false};
	for (size_t len = strlen(text); len; text += used, len -= used) {
		uint32_t c = utf8_decode(text, len, &used);
		bool again = c < BASE_LEN(known) && known[c];
		if (c < BASE_LEN(known))
			known[c] = true;
		for (size_t i = 0; !again && c > ' ' && i < choice->count; i++) {
			FcCharSet *chars;
			if (FcPatternGetCharSet(choice->fonts[i], FC_CHARSET, 0, &chars) != FcResultMatch ||
			    !FcCharSetHasChar(chars, c))
				return false;
		}
	}
	return true;
}

static bool choose(Choice *choice, const char *svg)
{
	static const char name[] = "font-family";
	if (!strstr(svg, "<text") || !names_all_families(svg) || strstr(svg, "font:") || strstr(svg, "italic") ||
	    strstr(svg, "oblique"))
		return false;
	for (const char *at = strstr(svg, name); at; at = strstr(at + 1, name)) {
		if (!choose_first(choice, at + strlen(name)))
			return false;
	}
	return choice->count && all_have(choice, svg);
}

/* A configuration of the chosen fonts, without rules: none is needed for families that are there. */
static FcConfig *config_of(const Choice *choice)
{
	FcConfig *few = FcConfigCreate();
	FcFontSet *set = few && FcConfigBuildFonts(few) ? FcConfigGetFonts(few, FcSetSystem) : NULL;
	for (size_t i = 0; set && i < choice->count; i++) {
		FcPatternReference(choice->fonts[i]);
		FcFontSetAdd(set, choice->fonts[i]);
	}
	if (few && !set)
		FcConfigDestroy(few);
	return set ? few : NULL;
}

TxtDrawing *txt_drawing_begin(const char *svg)
{
	FcConfig *all = FcConfigReference(NULL);
	Choice choice = {.all = all ? FcConfigGetFonts(all, FcSetSystem) : NULL};
	FcConfig *few = choice.all && choose(&choice, svg) ? config_of(&choice) : NULL;
	TxtDrawing *drawing = base_calloc(1, sizeof *drawing);
	drawing->all = all;
	if (few) {
		FcConfigSetCurrent(few);
		FcConfigDestroy(few);
	} else {
		if (all)
			FcConfigDestroy(all);
		drawing->all = txt_config_full();
	}
	return drawing;
}

void txt_drawing_end(TxtDrawing *drawing)
{
	if (drawing->all) {
		FcConfigSetCurrent(drawing->all);
		FcConfigDestroy(drawing->all);
	}
	free(drawing);
}
