/* Named values and where they go: one table. */
#include "style/style.h"
#include "language/language.h"
#include "yaml/yml.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef enum { LENGTH, NUMBER, FLAG, COLOR, FAMILY, TEXT, CHOICE, WORD, MARKS } Kind;

/* A value: in which section, under which key, of what kind, where, in which range
 * (points for lengths). */
typedef struct {
	const char *section, *key;
	Kind kind;
	size_t field;
	double least, most;
} Field;

#define AT(member) offsetof(Style, member)

/* What a CHOICE is among, in the order of its enumeration; a field's least says which these are. */
enum { RAGS, SCHEMES, ALIGNS, SAYINGS, FOLIOS, LABELS };
static const char *const choices[][5] = {
        [RAGS] = {[STY_JUSTIFIED] = "justified", [STY_RAGGED] = "ragged"},
        [SCHEMES] = {[STY_SCHEME_NONE] = "none", [STY_SCHEME_WEIGHTS] = "weights", [STY_SCHEME_COLORS] = "colors"},
        [ALIGNS] = {[STY_START] = "start", [STY_CENTER] = "center"},
        [SAYINGS] = {[STY_SAYS_TITLE] = "title",
                     [STY_SAYS_AUTHOR] = "author",
                     [STY_SAYS_CHAPTER] = "chapter",
                     [STY_SAYS_NOTHING] = "none"},
        [FOLIOS] = {[STY_FOLIO_CENTER] = "center",
                    [STY_FOLIO_OUTER] = "outer",
                    [STY_FOLIO_HEAD] = "head",
                    [STY_FOLIO_NONE] = "none"},
        [LABELS] = {[STY_LABEL_PLAIN] = "plain",
                    [STY_LABEL_BOLD] = "bold",
                    [STY_LABEL_ITALIC] = "italic",
                    [STY_LABEL_SMALL_CAPS] = "small-caps"},
};

static const Field fields[] = {
        {"page", "width", LENGTH, AT(page.width), 100, 4000},
        {"page", "height", LENGTH, AT(page.height), 100, 4000},
        {"page", "inner", LENGTH, AT(page.inner), 0, 1000},
        {"page", "outer", LENGTH, AT(page.outer), 0, 1000},
        {"page", "top", LENGTH, AT(page.top), 0, 1000},
        {"page", "bottom", LENGTH, AT(page.bottom), 0, 1000},
        {"page", "columns", NUMBER, AT(page.columns), 1, 6},
        {"page", "column-gap", LENGTH, AT(page.column_gap), 0, 200},
        {"page", "even", FLAG, AT(page.even), 0, 0},
        {"page", "grid", FLAG, AT(page.grid), 0, 0},
        {"page", "mirrored", FLAG, AT(page.mirrored), 0, 0},
        {"faces", "serif", FAMILY, AT(faces.serif), 0, 0},
        {"faces", "sans", FAMILY, AT(faces.sans), 0, 0},
        {"faces", "mono", FAMILY, AT(faces.mono), 0, 0},
        {"faces", "math", FAMILY, AT(faces.math), 0, 0},
        {"text", "size", LENGTH, AT(text.size), 4, 72},
        {"text", "leading", LENGTH, AT(text.leading), 4, 144},
        {"text", "indent", LENGTH, AT(text.indent), 0, 200},
        {"text", "first-indent", FLAG, AT(text.indent_all), 0, 0},
        {"text", "italics", FLAG, AT(text.italics), 0, 0},
        {"text", "paragraph-space", LENGTH, AT(text.paragraph_space), 0, 100},
        {"text", "rag", CHOICE, AT(text.rag), RAGS, 0},
        {"text", "hyphenate", FLAG, AT(text.hyphenate), 0, 0},
        {"text", "oldstyle-figures", FLAG, AT(text.oldstyle_figures), 0, 0},
        {"text", "sans", FLAG, AT(text.sans), 0, 0},
        {"text", "word-space", NUMBER, AT(text.word_space), 60, 200},
        {"text", "protrusion", NUMBER, AT(text.protrusion), 0, 100},
        {"text", "expansion", NUMBER, AT(text.expansion), 0, 20},
        {"text", "color", COLOR, AT(text.color), 0, 0},
        {"chapter", "sinkage", LENGTH, AT(chapter.sinkage), 0, 1000},
        {"chapter", "new-page", FLAG, AT(chapter.new_page), 0, 0},
        {"chapter", "recto", FLAG, AT(chapter.recto), 0, 0},
        {"chapter", "drop-cap", NUMBER, AT(chapter.drop_cap), 0, 5},
        {"chapter", "lead-words", NUMBER, AT(chapter.lead_words), 0, 12},
        {"title", "title-size", LENGTH, AT(title.title_size), 4, 144},
        {"title", "subtitle-size", LENGTH, AT(title.subtitle_size), 4, 144},
        {"title", "author-size", LENGTH, AT(title.author_size), 4, 144},
        {"title", "block-below-pages", NUMBER, AT(title.block_below_pages), 0, 1000},
        {"title", "half-title", FLAG, AT(title.half_title), 0, 0},
        {"title", "show", FLAG, AT(title.show), 0, 0},
        {"title", "align", CHOICE, AT(title.align), ALIGNS, 0},
        {"title", "height", LENGTH, AT(title.height), 0, 2000},
        {"title", "weight", NUMBER, AT(title.weight), 100, 900},
        {"title", "sans", FLAG, AT(title.sans), 0, 0},
        {"title", "small-caps", FLAG, AT(title.small_caps), 0, 0},
        {"title", "tracking", LENGTH, AT(title.tracking), -5, 10},
        {"title", "color", COLOR, AT(title.color), 0, 0},
        {"title", "author-small-caps", FLAG, AT(title.author_small_caps), 0, 0},
        {"quote", "indent", LENGTH, AT(quote.indent), 0, 200},
        {"quote", "before", LENGTH, AT(quote.before), 0, 100},
        {"quote", "size", LENGTH, AT(quote.size), 4, 72},
        {"verse", "indent", LENGTH, AT(verse.indent), 0, 200},
        {"verse", "turnover", LENGTH, AT(verse.turnover), 0, 100},
        {"verse", "centered", FLAG, AT(verse.centered), 0, 0},
        {"epigraph", "indent", LENGTH, AT(epigraph.indent), 0, 400},
        {"epigraph", "size", LENGTH, AT(epigraph.size), 4, 72},
        {"epigraph", "italic", FLAG, AT(epigraph.italic), 0, 0},
        {"pullquote", "size", LENGTH, AT(pullquote.size), 4, 72},
        {"pullquote", "leading", LENGTH, AT(pullquote.leading), 4, 144},
        {"pullquote", "italic", FLAG, AT(pullquote.italic), 0, 0},
        {"admonition", "rule", LENGTH, AT(admonition.rule), 0, 10},
        {"admonition", "pad", LENGTH, AT(admonition.pad), 0, 50},
        {"admonition", "size", LENGTH, AT(admonition.size), 4, 72},
        {"break", "ornament", TEXT, AT(breaks.ornament), 0, 40},
        {"break", "before", LENGTH, AT(breaks.before), 0, 100},
        {"break", "after", LENGTH, AT(breaks.after), 0, 100},
        {"list", "indent", LENGTH, AT(list.indent), 0, 200},
        {"list", "item-space", LENGTH, AT(list.item_space), 0, 100},
        {"list", "bullets", MARKS, AT(list.bullets), 0, 12},
        {"code", "size", LENGTH, AT(code.size), 4, 72},
        {"code", "leading", LENGTH, AT(code.leading), 4, 144},
        {"code", "indent", LENGTH, AT(code.indent), 0, 200},
        {"code", "width", NUMBER, AT(code.width), 70, 100},
        {"code", "background", COLOR, AT(code.background), 0, 0},
        {"code", "mark", COLOR, AT(code.mark), 0, 0},
        {"code", "scheme", CHOICE, AT(code.scheme), SCHEMES, 0},
        {"code-words", "comment", WORD, AT(words[CODE_COMMENT]), 0, 0},
        {"code-words", "doc", WORD, AT(words[CODE_DOC]), 0, 0},
        {"code-words", "keyword", WORD, AT(words[CODE_KEYWORD]), 0, 0},
        {"code-words", "type", WORD, AT(words[CODE_TYPE]), 0, 0},
        {"code-words", "function", WORD, AT(words[CODE_FUNCTION]), 0, 0},
        {"code-words", "variable", WORD, AT(words[CODE_VARIABLE]), 0, 0},
        {"code-words", "builtin", WORD, AT(words[CODE_BUILTIN]), 0, 0},
        {"code-words", "constant", WORD, AT(words[CODE_CONSTANT]), 0, 0},
        {"code-words", "number", WORD, AT(words[CODE_NUMBER]), 0, 0},
        {"code-words", "string", WORD, AT(words[CODE_STRING]), 0, 0},
        {"code-words", "escape", WORD, AT(words[CODE_ESCAPE]), 0, 0},
        {"code-words", "operator", WORD, AT(words[CODE_OPERATOR]), 0, 0},
        {"code-words", "preprocessor", WORD, AT(words[CODE_PREPROCESSOR]), 0, 0},
        {"code-words", "tag", WORD, AT(words[CODE_TAG]), 0, 0},
        {"code-words", "attribute", WORD, AT(words[CODE_ATTRIBUTE]), 0, 0},
        {"code-words", "heading", WORD, AT(words[CODE_HEADING]), 0, 0},
        {"code-words", "inserted", WORD, AT(words[CODE_INSERTED]), 0, 0},
        {"code-words", "deleted", WORD, AT(words[CODE_DELETED]), 0, 0},
        {"code-words", "error", WORD, AT(words[CODE_ERROR]), 0, 0},
        {"code-words", "prompt", WORD, AT(words[CODE_PROMPT]), 0, 0},
        {"code-words", "output", WORD, AT(words[CODE_OUTPUT]), 0, 0},
        {"notes", "size", LENGTH, AT(notes.size), 4, 72},
        {"notes", "leading", LENGTH, AT(notes.leading), 4, 144},
        {"notes", "rule", LENGTH, AT(notes.rule), 0, 10},
        {"notes", "rule-width", LENGTH, AT(notes.rule_width), 0, 1000},
        {"notes", "before", LENGTH, AT(notes.before), 0, 100},
        {"table", "size", LENGTH, AT(table.size), 4, 72},
        {"table", "leading", LENGTH, AT(table.leading), 4, 144},
        {"table", "rule-width", LENGTH, AT(table.rule_width), 0, 10},
        {"table", "cell-pad", LENGTH, AT(table.cell_pad), 0, 50},
        {"table", "full-width", FLAG, AT(table.full_width), 0, 0},
        {"table", "head", COLOR, AT(table.head), 0, 0},
        {"table", "stripe", COLOR, AT(table.stripe), 0, 0},
        {"figure", "before", LENGTH, AT(figure.before), 0, 100},
        {"figure", "after", LENGTH, AT(figure.after), 0, 100},
        {"figure", "caption-size", LENGTH, AT(figure.caption_size), 4, 72},
        {"figure", "caption", CHOICE, AT(figure.caption), ALIGNS, 0},
        {"figure", "label", CHOICE, AT(figure.label), LABELS, 0},
        {"figure", "height", NUMBER, AT(figure.height), 10, 100},
        {"running", "size", LENGTH, AT(running.size), 4, 72},
        {"running", "small-caps", FLAG, AT(running.small_caps), 0, 0},
        {"running", "distance", LENGTH, AT(running.distance), 0, 200},
        {"running", "show", FLAG, AT(running.show), 0, 0},
        {"running", "left", CHOICE, AT(running.left), SAYINGS, 0},
        {"running", "right", CHOICE, AT(running.right), SAYINGS, 0},
        {"running", "folio", CHOICE, AT(running.folio), FOLIOS, 0},
        {"ebook", "embed-fonts", FLAG, AT(ebook.embed_fonts), 0, 0},
        {"colors", "link", COLOR, AT(colors.link), 0, 0},
        {"colors", "rule", COLOR, AT(colors.rule), 0, 0},
        {"colors", "accent", COLOR, AT(colors.accent), 0, 0},
        {"colors", "admonition", COLOR, AT(colors.admonition), 0, 0},
        {"colors", "cover", COLOR, AT(colors.cover), 0, 0},
        {"colors", "note", COLOR, AT(colors.note), 0, 0},
        {"colors", "tip", COLOR, AT(colors.tip), 0, 0},
        {"colors", "important", COLOR, AT(colors.important), 0, 0},
        {"colors", "warning", COLOR, AT(colors.warning), 0, 0},
        {"colors", "caution", COLOR, AT(colors.caution), 0, 0},
        {"penalties", "widow", NUMBER, AT(penalties.widow), 0, 100000},
        {"penalties", "orphan", NUMBER, AT(penalties.orphan), 0, 100000},
        {"penalties", "hyphen", NUMBER, AT(penalties.hyphen), 0, 100000},
        {"penalties", "ladder", NUMBER, AT(penalties.ladder), 0, 100000},
        {"penalties", "runt", NUMBER, AT(penalties.runt), 0, 100000},
};

#define HEAD(member) offsetof(StyHead, member)

/* The values of "heading-1" to "heading-6". */
static const Field head_fields[] = {
        {"", "size", LENGTH, HEAD(size), 4, 144},
        {"", "leading", LENGTH, HEAD(leading), 4, 200},
        {"", "before", LENGTH, HEAD(before), 0, 200},
        {"", "after", LENGTH, HEAD(after), 0, 200},
        {"", "weight", NUMBER, HEAD(weight), 100, 900},
        {"", "italic", FLAG, HEAD(italic), 0, 0},
        {"", "small-caps", FLAG, HEAD(small_caps), 0, 0},
        {"", "centered", FLAG, HEAD(centered), 0, 0},
        {"", "sans", FLAG, HEAD(sans), 0, 0},
        {"", "tracking", LENGTH, HEAD(tracking), -5, 10},
        {"", "color", COLOR, HEAD(color), 0, 0},
};

typedef struct {
	Style *style;
	Arena *arena;
	Diag *diag;
	bool failed;
	bool users; /* it is the user's file that is read */
} Loader;

static void wrong(Loader *loader, Pos pos, const char *key, const char *what)
{
	loader->failed = true;
	diag_report(loader->diag, DIAG_ERROR, pos, "style-value", "'%s' cannot have this value; give it %s", key, what);
}

static bool read_color(const char *text, StyColor *out)
{
	unsigned r, g, b;
	if (*text != '#' || strlen(text) != 7 || sscanf(text, "#%2x%2x%2x", &r, &g, &b) != 3)
		return false;
	*out = (StyColor){(uint8_t)r, (uint8_t)g, (uint8_t)b};
	return true;
}

static bool read_family(Loader *loader, const YmlValue *value, StyFamily *out)
{
	size_t count = value->kind == YML_LIST ? value->count : 1;
	*out = (StyFamily){0};
	for (size_t i = 0; i < count && i < STY_NAMES; i++) {
		const YmlValue *item = value->kind == YML_LIST ? value->items[i] : value;
		if (item->kind != YML_SCALAR)
			return false;
		out->names[i] = arena_strdup(loader->arena, item->text);
		out->pos[i] = loader->users ? item->pos : (Pos){0};
	}
	return true;
}

/* "10.5pt", "3mm", "0.5in" or points alone. */
static void set_length(Loader *loader, const Field *field, const YmlValue *value, void *out)
{
	Dimension length;
	bool read = value->kind == YML_SCALAR && dimension_read(value->text, UNIT_PT, &length) &&
	            dimension_is_absolute(&length);
	double points = read ? dimension_points(&length) : 0;
	if (!read || points < field->least || points > field->most)
		wrong(loader, value->pos, field->key,
		      arena_printf(loader->arena, "a length from %gpt to %gpt, such as 12pt or 4mm", field->least,
		                   field->most));
	else
		*(Length *)out = length_of(points);
}

static void set_number(Loader *loader, const Field *field, const YmlValue *value, void *out)
{
	long number;
	if (!yml_int(value, &number) || (double)number < field->least || (double)number > field->most)
		wrong(loader, value->pos, field->key,
		      arena_printf(loader->arena, "a whole number from %g to %g", field->least, field->most));
	else
		*(int *)out = (int)number;
}

/* "plain, bold or italic". */
static const char *listed(Arena *arena, const char *const *names, size_t count)
{
	Buf text = {0};
	for (size_t i = 0; i < count; i++)
		buf_printf(&text, "%s%s", !i ? "" : i + 1 < count ? ", " : " or ", names[i]);
	const char *copy = arena_strndup(arena, text.data ? text.data : "", text.len);
	buf_free(&text);
	return copy;
}

static void set_choice(Loader *loader, const Field *field, const YmlValue *value, void *out)
{
	const char *const *names = choices[(int)field->least];
	size_t count = 0;
	for (; names[count]; count++) {
		if (value->kind != YML_SCALAR || !str_eq(value->text, names[count]))
			continue;
		*(int *)out = (int)count;
		return;
	}
	wrong(loader, value->pos, field->key, listed(loader->arena, names, count));
}

/* Short texts, one for each depth; one alone is for all. */
static void set_marks(Loader *loader, const Field *field, const YmlValue *value, const char **out)
{
	size_t count = value->kind == YML_LIST ? value->count : 1;
	bool fits = count && count <= STY_MARKS;
	for (size_t i = 0; i < STY_MARKS && fits; i++) {
		const YmlValue *item = value->kind != YML_LIST ? value : i < count ? value->items[i] : NULL;
		fits = !item || (item->kind == YML_SCALAR && strlen(item->text) <= (size_t)field->most);
		out[i] = fits && item && i < count ? arena_strdup(loader->arena, item->text) : NULL;
	}
	if (!fits)
		wrong(loader, value->pos, field->key, "one to three signs, such as [\"•\", \"–\"]");
}

/* "bold italic #7a1f1f", in any order; "plain" for none of these. */
static bool read_word(const char *text, StyWord *out)
{
	*out = (StyWord){0};
	while (*text) {
		char part[16];
		size_t len = strcspn(text, " ");
		if (len >= sizeof part)
			return false;
		memcpy(part, text, len);
		part[len] = '\0';
		text += len + strspn(text + len, " ");
		if (str_eq(part, "bold"))
			out->bold = true;
		else if (str_eq(part, "italic"))
			out->italic = true;
		else if (*part == '#')
			out->colored = true;
		else if (!str_eq(part, "plain"))
			return false;
		if (*part == '#' && !read_color(part, &out->color))
			return false;
	}
	return true;
}

static void set_field(Loader *loader, const Field *field, const YmlValue *value, void *out)
{
	switch (field->kind) {
	case LENGTH:
		set_length(loader, field, value, out);
		break;
	case NUMBER:
		set_number(loader, field, value, out);
		break;
	case FLAG:
		if (!yml_bool(value, out))
			wrong(loader, value->pos, field->key, "true or false");
		break;
	case COLOR:
		if (value->kind != YML_SCALAR || !read_color(value->text, out))
			wrong(loader, value->pos, field->key, "a colour as \"#rrggbb\", in quotation marks");
		break;
	case FAMILY:
		if (!read_family(loader, value, out))
			wrong(loader, value->pos, field->key, "a font's name or a list of them");
		break;
	case TEXT:
		if (value->kind != YML_SCALAR || strlen(value->text) > (size_t)field->most)
			wrong(loader, value->pos, field->key,
			      arena_printf(loader->arena, "a text of at most %g bytes, \"\" for none", field->most));
		else
			*(const char **)out = arena_strdup(loader->arena, value->text);
		break;
	case CHOICE:
		set_choice(loader, field, value, out);
		break;
	case MARKS:
		set_marks(loader, field, value, out);
		break;
	case WORD:
		if (value->kind != YML_SCALAR || !read_word(value->text, out))
			wrong(loader, value->pos, field->key,
			      "bold, italic and a colour as \"#rrggbb\", what there is of them, or plain");
		break;
	}
}

static void unknown(Loader *loader, Pos pos, const char *key, const char *const *names, size_t count)
{
	const char *meant = str_nearest(key, names, count);
	loader->failed = true;
	diag_report(loader->diag, DIAG_ERROR, pos, "style-key", "a style has no '%s' here%s%s%s", key,
	            meant ? "; did you mean '" : "; see the default style for all names", meant ? meant : "",
	            meant ? "'?" : "");
}

/* Sets the values of one section; base is what their offsets count from. */
static void read_section(Loader *loader, const Field *table, size_t count, const char *section, const YmlValue *map,
                         char *base)
{
	const char *names[BASE_LEN(fields)];
	size_t known = 0;
	for (size_t k = 0; k < count; k++) {
		if (str_eq(table[k].section, section))
			names[known++] = table[k].key;
	}
	for (size_t i = 0; map->kind == YML_MAP && i < map->count; i++) {
		const Field *field = NULL;
		for (size_t k = 0; k < count && !field; k++) {
			if (str_eq(table[k].section, section) && str_eq(table[k].key, map->keys[i]))
				field = &table[k];
		}
		if (field)
			set_field(loader, field, map->items[i], base + field->field);
		else
			unknown(loader, map->key_pos[i], map->keys[i], names, known);
	}
}

const Asset *sty_named(const char *name)
{
	char path[80];
	snprintf(path, sizeof path, "styles/%s.yaml", name);
	return asset_get(path);
}

enum { MOST_NAMED = 64 };

/* What a style is for is its file's first line. */
static const char *purpose_of(Arena *arena, const Asset *asset)
{
	const char *line = asset->data + strspn(asset->data, "# ");
	return arena_strndup(arena, line, strcspn(line, "\n"));
}

size_t sty_list(Arena *arena, StyNamed *out, size_t most)
{
	static const char folder[] = "styles/", ending[] = ".yaml";
	size_t count = 0;
	const Asset *asset;
	for (size_t i = 0; (asset = asset_at(i)) && count < most; i++) {
		if (!str_starts(asset->name, folder) || !str_ends(asset->name, ending))
			continue;
		const char *name = asset->name + sizeof folder - 1;
		out[count++] = (StyNamed){arena_strndup(arena, name, strlen(name) - (sizeof ending - 1)),
		                          purpose_of(arena, asset)};
	}
	return count;
}

const char *sty_names(Arena *arena)
{
	StyNamed named[MOST_NAMED];
	const char *names[MOST_NAMED];
	size_t count = sty_list(arena, named, MOST_NAMED);
	for (size_t i = 0; i < count; i++)
		names[i] = named[i].name;
	return listed(arena, names, count);
}

/* The named style that a file says it stands on; NULL: the default. */
static const char *base_of(Loader *loader, const YmlValue *map)
{
	const YmlValue *value = map ? yml_get(map, "base") : NULL;
	if (!value)
		return NULL;
	if (value->kind == YML_SCALAR && sty_named(value->text))
		return value->text;
	wrong(loader, value->pos, "base", sty_names(loader->arena));
	return NULL;
}

static void read_style(Loader *loader, const YmlValue *map)
{
	static const char *const sections[] = {
	        "page",      "faces",     "text",       "chapter",   "title",     "quote",     "verse",
	        "epigraph",  "pullquote", "admonition", "break",     "list",      "code",      "notes",
	        "table",     "figure",    "running",    "ebook",     "colors",    "penalties", "heading-1",
	        "heading-2", "heading-3", "heading-4",  "heading-5", "heading-6", "base",      "code-words"};
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
			wrong(loader, map->items[i]->pos, name, "keys and values, such as {size: 10}");
		else if (str_starts(name, "heading-"))
			read_section(loader, head_fields, BASE_LEN(head_fields), "", map->items[i],
			             (char *)&loader->style->head[name[8] - '1']);
		else
			read_section(loader, fields, BASE_LEN(fields), name, map->items[i], (char *)loader->style);
	}
}

/* The type of a larger page grows by half a point or one, with all that goes with it. */
static void grow_type(Loader *loader, double by)
{
	Style *style = loader->style;
	Length more = by > 1.35 ? LENGTH_PT : by > 1.15 ? LENGTH_PT / 2 : 0;
	if (more && style->text.size <= 12 * LENGTH_PT)
		loader->style = sty_scaled(style, (int)((int64_t)(style->text.size + more) * 1000 / style->text.size),
		                           loader->arena);
}

/* Another paper keeps the canon: margins in proportion, and a measure of 75 letters at
 * most, with what is over at its sides. */
static void take_paper(Loader *loader, Paper paper)
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

static bool leaves_room(Loader *loader)
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
	if (language->letters.indent && style->text.indent) {
		style->text.indent = style->text.size * language->letters.indent / 10;
		style->text.indent_all = true;
	}
}

static const YmlValue *parse(Loader *loader, const char *text, size_t len, const char *file)
{
	const YmlValue *map = yml_parse(text, len, (Pos){file, 1, 1}, loader->arena, loader->diag);
	if (map && map->kind != YML_MAP && map->kind != YML_NULL)
		wrong(loader, map->pos, "a style", "sections, such as text: {size: 11}");
	loader->failed |= !map;
	return map;
}

static void read_named(Loader *loader, const char *name)
{
	const Asset *asset = sty_named(name);
	read_style(loader, parse(loader, asset->data, asset->len, arena_printf(loader->arena, "%s.yaml", name)));
}

const Style *sty_load(const StyRequest *request, Arena *arena, Diag *diag)
{
	Loader loader = {.style = arena_alloc(arena, sizeof(Style)), .arena = arena, .diag = diag};
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
	return !loader.failed && leaves_room(&loader) ? loader.style : NULL;
}

/* ---- copies ---- */

static Style *copy_of(const Style *style, Arena *arena)
{
	Style *copy = arena_alloc(arena, sizeof *copy);
	*copy = *style;
	return copy;
}

static void scale_lengths(const Field *table, size_t count, char *base, int permille)
{
	for (size_t i = 0; i < count; i++) {
		Length *length = (Length *)(void *)(base + table[i].field);
		if (table[i].kind == LENGTH && !str_eq(table[i].section, "page"))
			*length = (Length)((int64_t)*length * permille / 1000);
	}
}

Style *sty_scaled(const Style *style, int permille, Arena *arena)
{
	Style *copy = copy_of(style, arena);
	scale_lengths(fields, BASE_LEN(fields), (char *)copy, permille);
	for (size_t i = 0; i < STY_HEADS; i++)
		scale_lengths(head_fields, BASE_LEN(head_fields), (char *)&copy->head[i], permille);
	return copy;
}

static void make_grey(StyColor *color)
{
	uint8_t grey = (uint8_t)((color->r * 299 + color->g * 587 + color->b * 114 + 500) / 1000);
	*color = (StyColor){grey, grey, grey};
}

Style *sty_grey(const Style *style, Arena *arena)
{
	Style *copy = copy_of(style, arena);
	for (size_t i = 0; i < BASE_LEN(fields); i++) {
		if (fields[i].kind == COLOR)
			make_grey((StyColor *)(void *)((char *)copy + fields[i].field));
	}
	for (size_t i = 0; i < STY_HEADS; i++)
		make_grey(&copy->head[i].color);
	for (size_t i = 0; i < CODE_CLASSES; i++)
		make_grey(&copy->words[i].color);
	return copy;
}

Style *sty_draft(const Style *style, Arena *arena)
{
	Style *copy = copy_of(style, arena);
	copy->text.leading = copy->text.leading * 3 / 2;
	if (copy->page.outer < copy->page.width / 3)
		copy->page.outer = copy->page.width / 3;
	return copy;
}
