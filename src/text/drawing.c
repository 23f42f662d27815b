/*
 * The fonts that a drawing is shown.  librsvg sets text by Pango, which sorts all that fontconfig knows for
 * each style it meets; that is most of the time that a figure takes.  A drawing whose text needs nothing but
 * installed families, named by itself, is therefore shown these alone.  Where it may need more (a family by
 * an alias, a character or a slant that they lack), it is shown all.
 *
 * librsvg takes its fonts from the default map of Pango's that the thread has, and has no other door: so a
 * drawing gets a map of its own, whose fontconfig is what it may see.  A new map, too, since one remembers what
 * it found for the drawing before; but those that are shown all fonts have one map, which sorts them once for each
 * style.
 */
#include "text/face.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libxml/xmlreader.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

enum { LONGEST_NAME = 100, MOST_FONTS = 100 };

/* The fonts chosen so far. */
typedef struct {
	const FcFontSet *all;
	FcPattern *fonts[MOST_FONTS];
	size_t count;
	int named; /* the depth of the element that names the family of all it holds; -1: none does */
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

/* Takes the first family of a list as CSS writes it. */
static bool choose_first(Choice *choice, const char *list)
{
	char name[LONGEST_NAME];
	list += strspn(list, " \t\r\n\"'");
	size_t len = strcspn(list, ",;\"'{}&!");
	while (len && strchr(" \t\r\n", list[len - 1]))
		len--;
	if (!len || len >= sizeof name)
		return false;
	memcpy(name, list, len);
	name[len] = '\0';
	return choose_family(choice, name);
}

/* Takes what one property asks of fonts: a family that is there, and no slant. */
static bool take_property(Choice *choice, const char *name, size_t len, const char *value, bool *family)
{
	value += strspn(value, " \t\r\n");
	if (len == 4 && !strncasecmp(name, "font", len))
		return false;
	if (len == 10 && !strncasecmp(name, "font-style", len))
		return !strncasecmp(value, "normal", 6);
	if (len != 11 || strncasecmp(name, "font-family", len))
		return true;
	*family = true;
	return choose_first(choice, value);
}

/* Takes the declarations of a style, be they in rules or bare: property, colon, value. */
static bool take_css(Choice *choice, const char *css, bool *family)
{
	static const char ends[] = "{};", blanks[] = " \t\r\n";
	if (strchr(css, '\\'))
		return false;
	for (css += strspn(css, ends); *css; css += strspn(css, ends)) {
		size_t len = strcspn(css, ends), colon = strcspn(css, ":"), name = colon, begin;
		while (name && name < len && strchr(blanks, css[name - 1]))
			name--;
		for (begin = name; begin && !strchr(blanks, css[begin - 1]) && css[begin - 1] != '/';)
			begin--;
		if (colon < len && !take_property(choice, css + begin, name - begin, css + colon + 1, family))
			return false;
		css += len;
	}
	return true;
}

static bool take_attributes(Choice *choice, xmlTextReaderPtr reader, bool *family)
{
	bool fine = true;
	while (fine && xmlTextReaderMoveToNextAttribute(reader) == 1) {
		const char *name = (const char *)xmlTextReaderConstLocalName(reader),
		           *value = (const char *)xmlTextReaderConstValue(reader);
		if (str_eq(name, "style"))
			fine = take_css(choice, value, family);
		else
			fine = take_property(choice, name, strlen(name), value, family);
	}
	xmlTextReaderMoveToElement(reader);
	return fine;
}

/* An element's fonts; a text must have a family named by itself or by what it stands in. */
static bool take_element(Choice *choice, xmlTextReaderPtr reader)
{
	bool family = false, is_text = str_eq((const char *)xmlTextReaderConstLocalName(reader), "text");
	int depth = xmlTextReaderDepth(reader);
	if (!take_attributes(choice, reader, &family))
		return false;
	if (family && choice->named < 0 && !xmlTextReaderIsEmptyElement(reader))
		choice->named = depth;
	return !is_text || family || choice->named >= 0;
}

/* Goes through the drawing; false where all fonts are to be shown. */
static bool choose_fonts(Choice *choice, xmlTextReaderPtr reader, Buf *text)
{
	bool style = false, family;
	int read;
	while ((read = xmlTextReaderRead(reader)) == 1) {
		const char *value = (const char *)xmlTextReaderConstValue(reader);
		int type = xmlTextReaderNodeType(reader);
		if (type == XML_READER_TYPE_ELEMENT) {
			style = str_eq((const char *)xmlTextReaderConstLocalName(reader), "style");
			if (!take_element(choice, reader))
				return false;
		} else if (type == XML_READER_TYPE_END_ELEMENT) {
			style = false;
			if (xmlTextReaderDepth(reader) == choice->named)
				choice->named = -1;
		} else if (value && style && !take_css(choice, value, &family)) {
			return false;
		} else if (value && !style) {
			buf_str(text, value);
		}
	}
	return !read && choice->count;
}

/* Whether each of the chosen fonts has every character. */
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

/* The few fonts that suffice; false if they might not. */
static bool choose(Choice *choice, const char *svg, size_t len)
{
	Buf text = {0};
	if (!strstr(svg, "<text"))
		return false;
	xmlTextReaderPtr reader = xmlReaderForMemory(svg, (int)len, NULL, NULL,
	                                             XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	bool few = reader && choose_fonts(choice, reader, &text) && all_have(choice, text.data ? text.data : "");
	xmlFreeTextReader(reader);
	buf_free(&text);
	return few;
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

/* What is called of Pango, which librsvg stands on. */
typedef struct {
	__typeof__(pango_cairo_font_map_new_for_font_type) *new_map;
	__typeof__(pango_cairo_font_map_get_default) *get_default;
	__typeof__(pango_cairo_font_map_set_default) *set_default;
	__typeof__(pango_fc_font_map_get_config) *get_config;
	__typeof__(pango_fc_font_map_set_config) *set_config;
	__typeof__(g_object_unref) *unref;
} Pango;
static const char *const pango_names[] = {"pango_cairo_font_map_new_for_font_type", "pango_cairo_font_map_get_default",
                                          "pango_cairo_font_map_set_default",       "pango_fc_font_map_get_config",
                                          "pango_fc_font_map_set_config",           "g_object_unref"};
_Static_assert(sizeof(Pango) == sizeof pango_names, "a name for each");

static bool load(Pango *pango)
{
	return late_load("libpangocairo-1.0.so.0", pango_names, BASE_LEN(pango_names), pango);
}

/* Whether the thread's map shows what a configuration has. */
static bool shows(const Pango *pango, const FcConfig *config)
{
	return config && pango->get_config((PangoFcFontMap *)pango->get_default()) == config;
}

static void show_fonts(const Pango *pango, FcConfig *shown)
{
	if (shows(pango, shown))
		return;
	PangoFontMap *map = pango->new_map(CAIRO_FONT_TYPE_FT);
	if (map && shown)
		pango->set_config((PangoFcFontMap *)map, shown);
	pango->set_default((PangoCairoFontMap *)map);
	if (map)
		pango->unref(map);
}

void txt_drawing_begin(const char *svg, size_t len)
{
	FcConfig *all = FcConfigReference(NULL), *shown;
	Choice choice = {.all = all ? FcConfigGetFonts(all, FcSetSystem) : NULL, .named = -1};
	Pango pango;
	shown = choice.all && choose(&choice, svg, len) ? config_of(&choice) : txt_config_full();
	if (load(&pango))
		show_fonts(&pango, shown);
	if (shown)
		FcConfigDestroy(shown);
	if (all)
		FcConfigDestroy(all);
}

void txt_drawing_end(void)
{
	Pango pango;
	FcConfig *all = FcConfigReference(NULL); /* with all rules, if they were needed once */
	if (load(&pango) && !shows(&pango, all))
		pango.set_default(NULL);
	if (all)
		FcConfigDestroy(all);
}
