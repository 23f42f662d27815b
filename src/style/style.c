/* A style from its files: the default, a named one, the user's. */
#include "style/fields.h"
#include "language/language.h"

#include <math.h>
#include <string.h>

static void unknown(StyLoader *loader, Pos pos, const char *key, const char *const *names, size_t count)
{
	const char *meant = str_nearest(key, names, count);
	loader->failed = true;
	diag_report(loader->diag, DIAG_ERROR, pos, "style-key", "a style has no '%s' here%s%s%s", key,
	            meant ? "; did you mean '" : "; see the default style for all names", meant ? meant : "",
	            meant ? "'?" : "");
}

enum { MOST_NAMES = 48 };

/* Sets the values of one section; base is what their offsets count from. */
static void read_section(StyLoader *loader, const StyField *fields, size_t count, const YmlValue *map, char *base)
{
	const char *names[MOST_NAMES];
	size_t known = 0;
	for (; known < count && known < MOST_NAMES; known++)
		names[known] = fields[known].key;
	for (size_t i = 0; map->kind == YML_MAP && i < map->count; i++) {
		size_t k = 0;
		while (k < count && !str_eq(fields[k].key, map->keys[i]))
			k++;
		if (k < count)
			sty_set_field(loader, &fields[k], map->items[i], base + fields[k].field);
		else
			unknown(loader, map->key_pos[i], map->keys[i], names, known);
	}
}

static void read_heading(StyLoader *loader, size_t heading, const YmlValue *map)
{
	read_section(loader, sty_heading_fields, sty_heading_field_count, map,
	             (char *)&loader->style->heading[heading]);
}

/* What a file says of the first level it says of parts, too, which are a third larger; what it says of parts
 * themselves comes after that. */
static void follow_first_level(StyLoader *loader, const YmlValue *map)
{
	StyHeading *first = &loader->style->heading[0], *part = &loader->style->heading[STY_PART];
	const YmlValue *values = yml_get(map, "heading-1"), *own = yml_get(map, "heading-part");
	if (!values || loader->failed)
		return;
	read_heading(loader, STY_PART, values);
	part->size = yml_get(values, "size") ? first->size * 4 / 3 : part->size;
	part->leading = yml_get(values, "leading") ? first->leading * 4 / 3 : part->leading;
	if (own)
		read_heading(loader, STY_PART, own);
}

/* The looks of words in code, each class by its name. */
static void read_words(StyLoader *loader, const YmlValue *map)
{
	const char *names[CODE_CLASSES];
	for (int k = 0; k < CODE_CLASSES; k++)
		names[k] = code_class_name((CodeClass)k);
	for (size_t i = 0; map->kind == YML_MAP && i < map->count; i++) {
		int k = CODE_PLAIN + 1;
		while (k < CODE_CLASSES && !str_eq(names[k], map->keys[i]))
			k++;
		if (k < CODE_CLASSES)
			sty_set_word(loader, names[k], map->items[i], &loader->style->words[k]);
		else
			unknown(loader, map->key_pos[i], map->keys[i], names + CODE_PLAIN + 1,
			        CODE_CLASSES - CODE_PLAIN - 1);
	}
}

/* The values of a section and how many they are; NULL if there is none of that name. */
static const StyField *find_section(const char *name, size_t *count)
{
	size_t at = 0, end;
	while (at < sty_field_count && !(sty_fields[at].kind == SECTION && str_eq(sty_fields[at].key, name)))
		at++;
	if (at == sty_field_count)
		return NULL;
	for (end = ++at; end < sty_field_count && sty_fields[end].kind != SECTION;)
		end++;
	*count = end - at;
	return &sty_fields[at];
}

/* The named style that a file says it stands on; NULL: the default. */
static const char *base_of(StyLoader *loader, const YmlValue *map)
{
	const YmlValue *value = map ? yml_get(map, "base") : NULL;
	if (!value)
		return NULL;
	if (value->kind == YML_SCALAR && sty_named(value->text))
		return value->text;
	sty_wrong(loader, value, "base", sty_names(loader->arena));
	return NULL;
}

/* What a style says besides those sections. */
static const char *const others[] = {"base", "code-words"};
static const char *const headings[STY_LOOKS] = {"heading-1", "heading-2", "heading-3",    "heading-4",
                                                "heading-5", "heading-6", "heading-part", "heading-label"};

static void unknown_section(StyLoader *loader, Pos pos, const char *name)
{
	const char *names[MOST_NAMES];
	size_t count = BASE_LEN(others);
	memcpy(names, others, sizeof others);
	memcpy(names + count, headings, sizeof headings);
	count += BASE_LEN(headings);
	for (size_t i = 0; i < sty_field_count && count < MOST_NAMES; i++) {
		if (sty_fields[i].kind == SECTION)
			names[count++] = sty_fields[i].key;
	}
	unknown(loader, pos, name, names, count);
}

/* Reads a section by its name; false if there is none of that name. */
static bool read_named_section(StyLoader *loader, const char *name, const YmlValue *map)
{
	Style *style = loader->style;
	size_t count, heading = 0;
	const StyField *fields = find_section(name, &count);
	while (heading < STY_LOOKS && !str_eq(headings[heading], name))
		heading++;
	if (fields)
		read_section(loader, fields, count, map, (char *)style);
	else if (heading < STY_LOOKS)
		read_heading(loader, heading, map);
	else if (str_eq(name, "code-words"))
		read_words(loader, map);
	else
		return false;
	return true;
}

/* Notes what the user's file says. */
static void note_said(StyLoader *loader, const YmlValue *map)
{
	size_t count = 0;
	for (size_t i = 0; map && map->kind == YML_MAP && i < map->count; i++)
		count += map->items[i]->kind == YML_MAP ? map->items[i]->count : 0;
	StySaid *said = arena_alloc(loader->arena, (count + 1) * sizeof *said);
	loader->style->said = said;
	for (size_t i = 0; count && i < map->count; i++) {
		const YmlValue *values = map->items[i];
		for (size_t k = 0; values->kind == YML_MAP && k < values->count; k++)
			said[loader->style->said_count++] =
			        (StySaid){map->keys[i], values->keys[k], values->key_pos[k]};
	}
}

static void read_style(StyLoader *loader, const YmlValue *map)
{
	for (size_t i = 0; map && map->kind == YML_MAP && i < map->count; i++) {
		const YmlValue *value = map->items[i];
		if (str_eq(map->keys[i], "base"))
			continue; /* read before */
		if (!read_named_section(loader, map->keys[i], value))
			unknown_section(loader, map->key_pos[i], map->keys[i]);
		else if (value->kind != YML_MAP && value->kind != YML_NULL)
			sty_wrong(loader, value, map->keys[i], "keys and values, such as {size: 10}");
	}
	if (map && map->kind == YML_MAP)
		follow_first_level(loader, map);
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
	style->notes.side_width = (Length)lround(style->notes.side_width * x);
	style->notes.side_gap = (Length)lround(style->notes.side_gap * x);
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
	Length beside = style->notes.side_width + style->notes.side_gap;
	bool notes = style->notes.place != STY_NOTES_SIDE || (style->page.columns == 1 && style->page.outer > beside);
	if (!notes)
		diag_report(loader->diag, DIAG_ERROR, (Pos){0}, "notes-no-room",
		            "notes at the side need one column, and an outer margin wider than side-width and side-gap "
		            "together; make them narrower or the margin wider");
	if (!wide || !high)
		diag_report(loader->diag, DIAG_ERROR, (Pos){0}, "page-too-small",
		            "the margins leave no room for text; make the page larger or its margins smaller");
	return wide && high && notes;
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
		sty_wrong(loader, map, "a style", "sections, such as text: {size: 11}");
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
	note_said(&loader, overlay);
	if (!loader.failed && request->paper.width)
		take_paper(&loader, request->paper);
	loader.style->page.inner += loader.style->page.binding;
	return !loader.failed && leaves_room(&loader) ? loader.style : NULL;
}
