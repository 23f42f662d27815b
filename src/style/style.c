/* A style from its files: the default, a named one, the user's. */
#include "style/fields.h"
#include "language/language.h"

#include <math.h>

static void unknown(StyLoader *loader, Pos pos, const char *key, const char *const *names, size_t count)
{
	const char *meant = str_nearest(key, names, count);
	loader->failed = true;
	diag_report(loader->diag, DIAG_ERROR, pos, "style-key", "a style has no '%s' here%s%s%s", key,
	            meant ? "; did you mean '" : "; see the default style for all names", meant ? meant : "",
	            meant ? "'?" : "");
}

/* Sets the values of one section; base is what their offsets count from. */
static void read_section(StyLoader *loader, const StyField *table, size_t count, const char *section,
                         const YmlValue *map, char *base)
{
	enum { MOST_KEYS = 40 };
	const char *names[MOST_KEYS];
	size_t known = 0;
	for (size_t k = 0; k < count && known < MOST_KEYS; k++) {
		if (str_eq(table[k].section, section))
			names[known++] = table[k].key;
	}
	for (size_t i = 0; map->kind == YML_MAP && i < map->count; i++) {
		const StyField *field = NULL;
		for (size_t k = 0; k < count && !field; k++) {
			if (str_eq(table[k].section, section) && str_eq(table[k].key, map->keys[i]))
				field = &table[k];
		}
		if (field)
			sty_set_field(loader, field, map->items[i], base + field->field);
		else
			unknown(loader, map->key_pos[i], map->keys[i], names, known);
	}
}

/* The named style that a file says it stands on; NULL: the default. */
static const char *base_of(StyLoader *loader, const YmlValue *map)
{
	const YmlValue *value = map ? yml_get(map, "base") : NULL;
	if (!value)
		return NULL;
	if (value->kind == YML_SCALAR && sty_named(value->text))
		return value->text;
	sty_wrong(loader, value->pos, "base", sty_names(loader->arena));
	return NULL;
}

static void read_style(StyLoader *loader, const YmlValue *map)
{
	static const char *const sections[] = {
	        "page",      "faces",      "text",   "chapter",    "title",     "quote",     "verse",     "epigraph",
	        "pullquote", "admonition", "break",  "list",       "code",      "notes",     "table",     "figure",
	        "running",   "ebook",      "colors", "penalties",  "heading-1", "heading-2", "heading-3", "heading-4",
	        "heading-5", "heading-6",  "base",   "code-words", "contents",  "formula",   "definition"};
	for (size_t i = 0; map && map->kind == YML_MAP && i < map->count; i++) {
		const char *name = map->keys[i];
		bool known = false;
		for (size_t k = 0; k < BASE_LEN(sections); k++)
			known |= str_eq(sections[k], name);
		if (!known)
			unknown(loader, map->key_pos[i], name, sections, BASE_LEN(sections));
		else if (str_eq(name, "base"))
			continue; /* read before */
		else if (map->items[i]->kind != YML_MAP && map->items[i]->kind != YML_NULL)
			sty_wrong(loader, map->items[i]->pos, name, "keys and values, such as {size: 10}");
		else if (str_starts(name, "heading-"))
			read_section(loader, sty_heading_fields, sty_heading_field_count, "", map->items[i],
			             (char *)&loader->style->heading[name[8] - '1']);
		else
			read_section(loader, sty_fields, sty_field_count, name, map->items[i], (char *)loader->style);
	}
}

/* The type of a larger page grows by half a point or one, with all that goes with it. */
static void grow_type(StyLoader *loader, double by)
{
	Style *style = loader->style;
	Length more = by > 1.35 ? LENGTH_PT : by > 1.15 ? LENGTH_PT / 2 : 0;
	if (more && style->text.size <= 12 * LENGTH_PT)
		loader->style = sty_scaled(style, (int)((int64_t)(style->text.size + more) * 1000 / style->text.size),
		                           loader->arena);
}

/* Another paper keeps the canon: margins in proportion, and a measure of 75 letters at
 * most, with what is over at its sides. */
static void take_paper(StyLoader *loader, Paper paper)
{
	Style *style = loader->style;
	double x = (double)paper.width / style->page.width, y = (double)paper.height / style->page.height;
	style->page.inner = (Length)lround(style->page.inner * x);
	style->page.outer = (Length)lround(style->page.outer * x);
	style->page.top = (Length)lround(style->page.top * y);
	style->page.bottom = (Length)lround(style->page.bottom * y);
	style->page.width = paper.width;
	style->page.height = paper.height;
	grow_type(loader, x);
	style = loader->style;
	Length measure = paper.width - style->page.inner - style->page.outer;
	Length gaps = (style->page.columns - 1) * style->page.column_gap;
	Length widest = style->text.size * 30 * style->page.columns + gaps;
	if (measure > widest) {
		style->page.inner += (measure - widest) * 2 / 5;
		style->page.outer += (measure - widest) * 3 / 5;
	}
}

static bool leaves_room(StyLoader *loader)
{
	const Style *style = loader->style;
	Length gaps = (style->page.columns - 1) * style->page.column_gap;
	bool wide = style->page.width - style->page.inner - style->page.outer - gaps >=
	            4 * style->page.columns * style->text.size;
	bool high = style->page.height - style->page.top - style->page.bottom >= 6 * style->text.leading;
	if (!wide || !high)
		diag_report(loader->diag, DIAG_ERROR, (Pos){0}, "page-too-small",
		            "the margins leave no room for text; make the page larger or its margins smaller");
	return wide && high;
}

/* What a language's letters need that the styles, made for Latin ones, do not give: leading for those that fill
 * their squares or stand in storeys, and an indent. */
static void suit_language(Style *style, const Language *language)
{
	Length *leadings[] = {&style->text.leading, &style->notes.leading, &style->table.leading, &style->code.leading};
	for (size_t k = 0; k < BASE_LEN(leadings); k++)
		*leadings[k] = *leadings[k] * language->letters.leading / 100;
	style->text.indent_all |= language->letters.first_indent;
	if (language->letters.indent && style->text.indent) {
		style->text.indent = style->text.size * language->letters.indent / 10;
		style->text.indent_all = true;
	}
}

static const YmlValue *parse(StyLoader *loader, const char *text, size_t len, const char *file)
{
	const YmlValue *map = yml_parse(text, len, (Pos){file, 1, 1}, loader->arena, loader->diag);
	if (map && map->kind != YML_MAP && map->kind != YML_NULL)
		sty_wrong(loader, map->pos, "a style", "sections, such as text: {size: 11}");
	loader->failed |= !map;
	return map;
}

static void read_named(StyLoader *loader, const char *name)
{
	const Asset *asset = sty_named(name);
	read_style(loader, parse(loader, asset->data, asset->len, arena_printf(loader->arena, "%s.yaml", name)));
}

const Style *sty_load(const StyRequest *request, Arena *arena, Diag *diag)
{
	StyLoader loader = {.style = arena_alloc(arena, sizeof(Style)), .arena = arena, .diag = diag};
	const YmlValue *overlay = NULL;
	const char *base = request->base;
	if (request->overlay) {
		overlay = parse(&loader, request->overlay, request->overlay_len, request->overlay_file);
		base = base_of(&loader, overlay);
	}
	loader.style->name = base ? base : "default";
	read_named(&loader, "default");
	if (!str_eq(loader.style->name, "default"))
		read_named(&loader, base);
	suit_language(loader.style, lang_find(request->lang));
	loader.users = true;
	read_style(&loader, overlay);
	if (!loader.failed && request->paper.width)
		take_paper(&loader, request->paper);
	loader.style->page.inner += loader.style->page.binding;
	return !loader.failed && leaves_room(&loader) ? loader.style : NULL;
}
