/* What an ODT document's styles say, by what they are called. */
#include "import/odt.h"

#include <string.h>

/* "Text_20_body" is "text body". */
static const char *shown_name(Arena *arena, const char *name)
{
	Buf text = {0};
	for (; *name; name++) {
		bool space = str_starts(name, "_20_");
		buf_char(&text, space ? ' ' : (char)(*name >= 'A' && *name <= 'Z' ? *name | 32 : *name));
		name += space ? 3 : 0;
	}
	const char *copy = arena_strndup(arena, text.data ? text.data : "", text.len);
	buf_free(&text);
	return copy;
}

static void add_style(Odt *odt, const xmlNode *node, bool automatic)
{
	Import *import = odt->import;
	const char *name = xml_get(import, node, "name"), *family = xml_get(import, node, "family");
	if (!name)
		return;
	if (xml_is(node, "list-style")) {
		map_set(odt->lists, name, node);
		return;
	}
	bool para = family && str_eq(family, "paragraph");
	if (!xml_is(node, "style") || !family || (!para && !str_eq(family, "text")))
		return;
	OdtStyle *style = arena_alloc(import->doc->arena, sizeof *style);
	*style = (OdtStyle){.parent = xml_get(import, node, "parent-style-name"),
	                    .shown = shown_name(import->doc->arena, name),
	                    .automatic = automatic,
	                    .text = xml_child(node, "text-properties"),
	                    .para = xml_child(node, "paragraph-properties")};
	map_set(odt->styles[para ? ODT_PARAGRAPH : ODT_TEXT], name, style);
}

static void read_language(Odt *odt, const xmlNode *style)
{
	Import *import = odt->import;
	const char *family = xml_get(import, style, "family");
	const xmlNode *text = xml_child(style, "text-properties");
	const char *lang = xml_get(import, text, "language"), *country = xml_get(import, text, "country");
	if (!family || !str_eq(family, "paragraph") || !lang || str_eq(lang, "none") || str_eq(lang, "zxx"))
		return;
	bool land = country && *country && !str_eq(country, "none");
	import_lang(import, arena_printf(import->doc->arena, "%s%s%s", lang, land ? "-" : "", land ? country : ""));
}

void odt_read_styles(Odt *odt, const xmlNode *top)
{
	static const char *const groups[] = {"automatic-styles", "styles"};
	for (size_t i = 0; i < BASE_LEN(groups); i++) {
		const xmlNode *group = xml_child(top, groups[i]);
		for (const xmlNode *node = group ? group->children : NULL; node; node = node->next) {
			add_style(odt, node, i == 0);
			if (xml_is(node, "default-style"))
				read_language(odt, node);
		}
	}
}

const char *odt_shown(const Odt *odt, int family, const char *name, const char *const *names, size_t count)
{
	enum { DEEPEST = 20 };
	for (int depth = 0; name && depth < DEEPEST; depth++) {
		const OdtStyle *style = map_get(odt->styles[family], name);
		const char *shown = style ? "" : shown_name(odt->import->doc->arena, name);
		for (size_t i = 0; i < count; i++) {
			if (str_eq(style ? style->shown : shown, names[i]))
				return names[i];
		}
		name = style ? style->parent : NULL;
	}
	return NULL;
}

static bool says(Odt *odt, const xmlNode *properties, const char *name, const char *value)
{
	const char *is = xml_get(odt->import, properties, name);
	return is && strstr(is, value);
}

/* Whether a line is drawn under or through text. */
static bool has_line(Odt *odt, const xmlNode *properties, const char *name)
{
	const char *is = xml_get(odt->import, properties, name);
	return is && !str_eq(is, "none");
}

static unsigned own_formats(Odt *odt, const xmlNode *text)
{
	const char *place = xml_get(odt->import, text, "text-position");
	bool sub = place && (str_starts(place, "sub") || *place == '-'),
	     super = place && !sub && !str_starts(place, "0");
	return (says(odt, text, "font-weight", "bold") ? FORMAT_STRONG : 0) |
	       (says(odt, text, "font-style", "italic") || says(odt, text, "font-style", "oblique") ? FORMAT_EMPH : 0) |
	       (says(odt, text, "font-variant", "small-caps") ? FORMAT_SMALL_CAPS : 0) |
	       (has_line(odt, text, "text-line-through-style") ? FORMAT_STRIKEOUT : 0) |
	       (has_line(odt, text, "text-underline-style") ? FORMAT_UNDERLINE : 0) | (sub ? FORMAT_SUBSCRIPT : 0) |
	       (super ? FORMAT_SUPERSCRIPT : 0);
}

unsigned odt_formats(Odt *odt, int family, const char *name)
{
	static const char *const codes[] = {"source text", "source_text", "teletype", "user entry", "verbatim char"};
	static const char *const links[] = {"internet link", "visited internet link", "definition"};
	enum { DEEPEST = 20 };
	unsigned formats = 0;
	if (odt_shown(odt, family, name, links, BASE_LEN(links)))
		return 0;
	if (odt_shown(odt, family, name, codes, BASE_LEN(codes)))
		formats |= FORMAT_CODE;
	for (int depth = 0; name && depth < DEEPEST; depth++) {
		const OdtStyle *style = map_get(odt->styles[family], name);
		if (style && (family == ODT_TEXT || style->automatic))
			formats |= own_formats(odt, style->text);
		name = style ? style->parent : NULL;
	}
	return formats;
}

const char *odt_align(Odt *odt, const xmlNode *para)
{
	enum { DEEPEST = 20 };
	const char *name = para ? xml_get(odt->import, para, "style-name") : NULL, *align = NULL;
	for (int depth = 0; name && depth < DEEPEST && !align; depth++) {
		const OdtStyle *style = map_get(odt->styles[ODT_PARAGRAPH], name);
		align = style ? xml_get(odt->import, style->para, "text-align") : NULL;
		name = style ? style->parent : NULL;
	}
	if (align && (str_eq(align, "end") || str_eq(align, "right")))
		return "right";
	return align && str_eq(align, "center") ? align : NULL;
}
