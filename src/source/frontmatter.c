/* Front matter, one row of a table a key. */
#include "source/frontmatter.h"
#include "source/frontkeys.h"
#include "source/fronttext.h"
#include "source/people.h"
#include "source/source.h"
#include "yaml/yml.h"

#include <stdlib.h>
#include <string.h>

static size_t line_end(const char *text, size_t len, size_t at)
{
	while (at < len && text[at] != '\n')
		at++;
	return at < len ? at + 1 : len;
}

/* Whether the line [at, end) is nothing but the fence. */
static bool is_fence(const char *text, size_t at, size_t end, const char *fence)
{
	while (end > at && strchr(" \t\r\n", text[end - 1]))
		end--;
	return end - at == 3 && !memcmp(text + at, fence, 3);
}

/* Where the first line that is not blank begins; *line is its number. */
static size_t skip_blank(const char *text, size_t len, uint32_t *line)
{
	size_t at = 0;
	*line = 1;
	for (size_t end; at < len; at = end, ++*line) {
		end = line_end(text, len, at);
		if (strspn(text + at, " \t\r\n") < end - at)
			break;
	}
	return at;
}

size_t src_front_find(const char *text, size_t len, uint32_t *lines)
{
	size_t from = skip_blank(text, len, lines), at = line_end(text, len, from);
	if (!is_fence(text, from, at, "---"))
		return 0;
	while (at < len) {
		size_t end = line_end(text, len, at);
		++*lines;
		if (is_fence(text, at, end, "---") || is_fence(text, at, end, "..."))
			return end;
		at = end;
	}
	return 0;
}

bool src_front_is_open(const char *text, size_t len, uint32_t *line)
{
	size_t from = skip_blank(text, len, line), at = line_end(text, len, from);
	size_t key = at < len ? strspn(text + at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_") : 0;
	return is_fence(text, from, at, "---") && key && text[at + key] == ':' &&
	       !src_front_find(text, len, &(uint32_t){0});
}

typedef struct {
	Doc *doc;
	Diag *diag;
	SrcFront *front;
} Reader;

typedef struct Key Key;
struct Key {
	const char *name;
	void (*read)(const Reader *reader, const Key *key, const YmlValue *value);
	size_t field; /* its place in DocMeta */
};

#define AT(field) offsetof(DocMeta, field)

static void wrong(const Reader *reader, const YmlValue *value, const char *key, const char *what)
{
	src_wrong_value(reader->diag, value, key, what);
}

static const char *clean(const Reader *reader, const char *text)
{
	return src_clean(reader->doc, text);
}

/* The same line by line: an empty line, and no more, stays between paragraphs. */
static const char *clean_lines(const Reader *reader, const char *text)
{
	Buf out = {0};
	bool apart = false;
	while (*text) {
		size_t len = strcspn(text, "\n");
		const char *line = clean(reader, arena_strndup(reader->doc->arena, text, len));
		if (*line)
			buf_printf(&out, "%s%s", !out.len ? "" : apart ? "\n\n" : "\n", line);
		apart = !*line;
		text += len + (text[len] == '\n');
	}
	const char *copy = arena_strndup(reader->doc->arena, out.data ? out.data : "", out.len);
	buf_free(&out);
	return copy;
}

static const char *text_of(const Reader *reader, const char *key, const YmlValue *value)
{
	return src_front_text(reader->doc, key, value, reader->diag);
}

/* "title: [{type: main, text: …}, {type: subtitle, text: …}]", as Pandoc has it. */
static void read_titles(const Reader *reader, const YmlValue *value)
{
	DocMeta *meta = &reader->doc->meta;
	for (size_t i = 0; i < value->count; i++) {
		const YmlValue *type = yml_get(value->items[i], "type"), *text = yml_get(value->items[i], "text");
		const char *words = text ? text_of(reader, "title", text) : NULL;
		if (words && type && type->kind == YML_SCALAR && str_eq(type->text, "subtitle"))
			meta->subtitle = words;
		else if (words && !meta->title)
			meta->title = words;
	}
	if (!meta->title)
		wrong(reader, value, "title", "one text, or maps with type: main and text:");
}

/* Whether the digits of an ISBN, of which the last follows from the others, are right. */
static bool is_isbn(const char *text)
{
	enum { MOST = 13 };
	unsigned digits[MOST], sum = 0;
	size_t count = 0;
	text += str_starts(text, "urn:isbn:") || str_starts(text, "URN:ISBN:") ? strlen("urn:isbn:") : 0;
	for (; *text; text++) {
		bool ten = (*text == 'X' || *text == 'x') && count == 9;
		if (*text == '-' || *text == ' ')
			continue;
		if (count == MOST || !(ten || (*text >= '0' && *text <= '9')))
			return false;
		digits[count++] = ten ? 10 : (unsigned)(*text - '0');
	}
	for (size_t i = 0; i < count; i++)
		sum += digits[i] * (count == MOST ? (i % 2 ? 3 : 1) : (unsigned)(count - i));
	return (count == MOST && sum % 10 == 0) || (count == 10 && sum % 11 == 0);
}

static void take_identifier(const Reader *reader, const char *key, const YmlValue *value)
{
	DocMeta *meta = &reader->doc->meta;
	const YmlValue *text = value->kind == YML_MAP ? yml_get(value, "text") : value,
	               *scheme = yml_get(value, "scheme");
	const char *found = text ? text_of(reader, key, text) : NULL;
	bool isbn = str_eq(key, "isbn") || (scheme && scheme->kind == YML_SCALAR && str_starts(scheme->text, "ISBN"));
	if (!text)
		wrong(reader, value, key, "a text, or a map with scheme: and text:");
	if (found && isbn && !is_isbn(found))
		diag_report(reader->diag, DIAG_WARNING, text->pos, "isbn-wrong",
		            "'%s' is no ISBN, which has 10 or 13 digits, the last of them a check on the others; look "
		            "it up",
		            found);
	if (found && meta->identifier && !str_eq(found, meta->identifier))
		meta->more_identifiers[meta->more_identifier_count++] = found;
	else if (found)
		meta->identifier = found;
}

/* A text, or texts, or maps as Pandoc has them. */
static void read_identifier(const Reader *reader, const Key *key, const YmlValue *value)
{
	DocMeta *meta = &reader->doc->meta;
	size_t count = meta->more_identifier_count, all = count + 1 + (value->kind == YML_LIST ? value->count : 0);
	const char **more = arena_alloc(reader->doc->arena, all * sizeof *more);
	for (size_t i = 0; i < count; i++)
		more[i] = meta->more_identifiers[i];
	meta->more_identifiers = more;
	for (size_t i = 0; value->kind == YML_LIST && i < value->count; i++)
		take_identifier(reader, key->name, value->items[i]);
	if (value->kind != YML_LIST)
		take_identifier(reader, key->name, value);
}

static void read_subjects(const Reader *reader, const Key *key, const YmlValue *value)
{
	DocMeta *meta = &reader->doc->meta;
	size_t count = value->kind == YML_LIST ? value->count : 1;
	const char **all = arena_alloc(reader->doc->arena, (meta->subject_count + count + 1) * sizeof *all);
	for (size_t i = 0; i < meta->subject_count; i++)
		all[i] = meta->subjects[i];
	meta->subjects = all;
	for (size_t i = 0; i < count; i++) {
		const char *text = text_of(reader, key->name, value->kind == YML_LIST ? value->items[i] : value);
		if (text)
			meta->subjects[meta->subject_count++] = text;
	}
}

bool src_date(const char *text, int64_t *out)
{
	int year, month = 1, day = 1, used = 0;
	static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
	bool whole = sscanf(text, "%4d%n", &year, &used) == 1 && used == 4 && !text[4];
	whole = whole || (sscanf(text, "%4d-%2d%n", &year, &month, &used) == 2 && used == 7 && !text[7]);
	whole = whole || (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 && used == 10 && !text[10]);
	if (!whole || year < 1000 || month < 1 || month > 12 || day < 1)
		return false;
	static const int lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int64_t past = year - 1;
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	if (day > lengths[month - 1] || (month == 2 && day == 29 && !leap))
		return false;
	int64_t days = past * 365 + past / 4 - past / 100 + past / 400 + before[month - 1] + day - 1;
	days += leap && month > 2;
	*out = (days - 719162) * 86400;
	return true;
}

/* "Spring 2023", and not a number that went wrong. */
static bool is_wordy(const char *text)
{
	return text[strspn(text, "0123456789-/.: TZ+")] != '\0';
}

static void read_date(const Reader *reader, const Key *key, const YmlValue *value)
{
	DocMeta *meta = &reader->doc->meta;
	int64_t seconds;
	const char *text = text_of(reader, key->name, value);
	if (text && src_date(text, &seconds)) {
		meta->date = text;
	} else if (text && is_wordy(text)) {
		meta->date_text = text;
		diag_report(reader->diag, DIAG_NOTE, value->pos, "date-words",
		            "this date is shown as written, and no catalogue can read it; a date such as "
		            "2023-09-19 is shown in the document's language");
	} else if (text) {
		wrong(reader, value, key->name, "a year, a month or a day, such as 2023-09-19");
	}
}

static void read_paper(const Reader *reader, const Key *key, const YmlValue *value)
{
	const char *text = text_of(reader, key->name, value);
	if (text && !paper_read(text, &reader->doc->meta.paper))
		diag_report(reader->diag, DIAG_ERROR, value->pos, "paper-unknown",
		            "there is no paper '%s'; name a4, a5, b5, letter or a size such as 148x210mm or 6x9in",
		            text);
}

/* An address, printed as a code to be followed by a telephone; Markdown's backslashes are none of it:
 * "https\\://example.com/". */
static void read_address(const Reader *reader, const Key *key, const YmlValue *value)
{
	const char *said = text_of(reader, key->name, value);
	char *text = said ? arena_strdup(reader->doc->arena, said) : NULL, *to = text;
	for (const char *at = text; at && *at; at++) {
		if (*at != '\\')
			*to++ = *at;
	}
	if (to)
		*to = '\0';
	if (text && url_is_reachable(text))
		reader->doc->meta.url = text;
	else if (text)
		diag_report(reader->diag, DIAG_WARNING, value->pos, "url-nowhere",
		            "'%s' leads nowhere from a book, so it is left out; write a whole address, such as "
		            "https://example.com/",
		            text);
}

static void read_text(const Reader *reader, const Key *key, const YmlValue *value)
{
	DocMeta *meta = &reader->doc->meta;
	const char *text = text_of(reader, key->name, value);
	memcpy((char *)meta + key->field, &text, sizeof text);
	if (key->field == AT(lang))
		meta->lang_pos = value->pos;
	else if (key->field == AT(style))
		meta->style_pos = value->pos;
}

static void read_position(const Reader *reader, const Key *key, const YmlValue *value)
{
	const char *text = text_of(reader, key->name, value);
	reader->doc->meta.series_position = text;
	if (text && text[strspn(text, "0123456789.")])
		diag_report(reader->diag, DIAG_WARNING, value->pos, "series-position",
		            "'%s' is no number, so catalogues are not told which one of its series this is; write one, "
		            "such as 2",
		            text);
}

/* Macros of formulas: their names, and what they stand for. */
static void read_macros(const Reader *reader, const Key *key, const YmlValue *value)
{
	MathFault fault;
	if (value->kind != YML_MAP)
		wrong(reader, value, key->name, "names and what they stand for, such as RR: \\mathbb{R}");
	for (size_t i = 0; value->kind == YML_MAP && i < value->count; i++) {
		const char *body = text_of(reader, value->keys[i], value->items[i]);
		if (!math_macros_set(reader->doc->macros, value->keys[i], body ? body : "", &fault))
			diag_report(reader->diag, DIAG_WARNING, value->key_pos[i], "math-macro",
			            "'%s' cannot be a macro: %s", value->keys[i], fault.message);
	}
}

static void read_equations(const Reader *reader, const Key *key, const YmlValue *value)
{
	static const char *const names[] = {
	        [DOC_EQUATIONS_NAMED] = "named",
	        [DOC_EQUATIONS_REFERENCED] = "referenced",
	        [DOC_EQUATIONS_ALL] = "all",
	};
	const char *text = text_of(reader, key->name, value);
	size_t i = 0;
	while (i < BASE_LEN(names) && !str_eq(names[i], text))
		i++;
	if (i < BASE_LEN(names))
		reader->doc->meta.equations = (DocEquations)i;
	else
		wrong(reader, value, key->name, "named, referenced or all");
}

/* What "{{name}}" stands for in the text: lists are named one after another. */
static void set_variable(const Reader *reader, const char *name, const YmlValue *value)
{
	Buf out = {0};
	size_t count = value->kind == YML_LIST ? value->count : 1;
	for (size_t i = 0; i < count; i++) {
		const YmlValue *item = value->kind == YML_LIST ? value->items[i] : value;
		const YmlValue *own = item->kind == YML_MAP ? yml_get(item, "name") : item;
		if (own && own->kind == YML_SCALAR)
			buf_printf(&out, "%s%s", out.len ? ", " : "", clean(reader, own->text));
	}
	if (out.len)
		map_set(reader->doc->variables, name, arena_strndup(reader->doc->arena, out.data, out.len));
	buf_free(&out);
}

static void read_variables(const Reader *reader, const Key *key, const YmlValue *value)
{
	if (value->kind != YML_MAP)
		wrong(reader, value, key->name, "names and what they stand for, such as edition: second");
	for (size_t i = 0; value->kind == YML_MAP && i < value->count; i++)
		set_variable(reader, value->keys[i], value->items[i]);
}

static void read_sheets(const Reader *reader, const Key *key, const YmlValue *value)
{
	DocMeta *meta = &reader->doc->meta;
	size_t count = value->kind == YML_LIST ? value->count : 1;
	meta->sheets = arena_alloc(reader->doc->arena, (count + 1) * sizeof *meta->sheets);
	meta->sheet_count = 0;
	for (size_t i = 0; i < count; i++) {
		const YmlValue *item = value->kind == YML_LIST ? value->items[i] : value;
		const char *name = text_of(reader, key->name, item);
		if (name)
			meta->sheets[meta->sheet_count++] = (DocSheet){name, item->pos};
	}
}

static bool flag_of(const Reader *reader, const Key *key, const YmlValue *value)
{
	bool flag = false;
	if (!yml_bool(value, &flag))
		wrong(reader, value, key->name, "true or false");
	return flag;
}

static void read_flag(const Reader *reader, const Key *key, const YmlValue *value)
{
	bool flag = flag_of(reader, key, value);
	memcpy((char *)&reader->doc->meta + key->field, &flag, sizeof flag);
}

static void read_numbering(const Reader *reader, const Key *key, const YmlValue *value)
{
	reader->doc->meta.number_sections = flag_of(reader, key, value);
	reader->doc->meta.numbering_said = true;
}

static void read_toc(const Reader *reader, const Key *key, const YmlValue *value)
{
	reader->doc->meta.toc = flag_of(reader, key, value);
}

static void read_depth(const Reader *reader, const Key *key, const YmlValue *value)
{
	long number;
	if (!yml_int(value, &number) || number < 1 || number > 6)
		wrong(reader, value, key->name, "a number from 1 to 6");
	else
		reader->doc->meta.toc_depth = (int)number;
}

static void read_dir(const Reader *reader, const Key *key, const YmlValue *value)
{
	const char *text = text_of(reader, key->name, value);
	if (!str_eq(text, "ltr") && !str_eq(text, "rtl"))
		wrong(reader, value, key->name, "ltr or rtl");
	reader->doc->meta.dir = str_eq(text, "rtl") ? DOC_DIR_RTL : DOC_DIR_LTR;
	reader->doc->meta.dir_given = true;
}

static void read_lines(const Reader *reader, const Key *key, const YmlValue *value)
{
	const char *text = text_of(reader, key->name, value) ? clean_lines(reader, value->text) : NULL;
	memcpy((char *)&reader->doc->meta + key->field, &text, sizeof text);
}

static void read_title(const Reader *reader, const Key *key, const YmlValue *value)
{
	if (value->kind == YML_LIST)
		read_titles(reader, value);
	else
		read_text(reader, key, value);
}

static void read_people(const Reader *reader, const Key *key, const YmlValue *value)
{
	src_people(reader->doc, key->name, "aut", value, reader->diag);
}

static void read_helpers(const Reader *reader, const Key *key, const YmlValue *value)
{
	src_people(reader->doc, key->name, "ctb", value, reader->diag);
}

static void read_dialect(const Reader *reader, const Key *key, const YmlValue *value)
{
	const char *text = text_of(reader, key->name, value);
	if (text && !str_eq(text, "pandoc") && !str_eq(text, "commonmark_x"))
		wrong(reader, value, key->name, "pandoc or commonmark_x");
	reader->doc->meta.pandoc = text && str_eq(text, "pandoc");
}

static void read_picture(const Reader *reader, const Key *key, const YmlValue *value)
{
	reader->front->pictures[key->field].path = text_of(reader, key->name, value);
	reader->front->pictures[key->field].pos = value->pos;
}

static void read_abstract(const Reader *reader, const Key *key, const YmlValue *value)
{
	reader->front->abstract = text_of(reader, key->name, value) ? value->text : NULL;
	reader->front->abstract_pos = value->pos;
}

/* ---- the keys ---- */

static const Key keys[] = {
        {"title", read_title, AT(title)},
        {"subtitle", read_text, AT(subtitle)},
        {"short-title", read_text, AT(short_title)},
        {"author", read_people, 0},
        {"creator", read_people, 0},
        {"contributor", read_helpers, 0},
        {"date", read_date, AT(date)},
        {"lang", read_text, AT(lang)},
        {"dir", read_dir, 0},
        {"rights", read_lines, AT(rights)},
        {"publisher", read_text, AT(publisher)},
        {"publisher-place", read_text, AT(place)},
        {"identifier", read_identifier, 0},
        {"isbn", read_identifier, 0},
        {"description", read_text, AT(description)},
        {"abstract", read_abstract, 0},
        {"subject", read_subjects, 0},
        {"keywords", read_subjects, 0},
        {"series", read_text, AT(series)},
        {"series-position", read_position, 0},
        {"belongs-to-collection", read_text, AT(series)},
        {"group-position", read_position, 0},
        {"cover-image", read_picture, SRC_COVER},
        {"logo", read_picture, SRC_LOGO},
        {"break-image", read_picture, SRC_ORNAMENT},
        {"cover-alt", read_text, AT(cover_alt)},
        {"macros", read_macros, 0},
        {"dialect", read_dialect, 0},
        {"variables", read_variables, 0},
        {"toc", read_toc, 0},
        {"toc-depth", read_depth, 0},
        {"toc-title", read_text, AT(toc_title)},
        {"lof", read_flag, AT(lists[DOC_LISTED_FIGURES])},
        {"lot", read_flag, AT(lists[DOC_LISTED_TABLES])},
        {"lol", read_flag, AT(lists[DOC_LISTED_LISTINGS])},
        {"papersize", read_paper, 0},
        {"numbersections", read_numbering, 0},
        {"number-sections", read_numbering, 0},
        {"math-brackets", read_flag, AT(math_brackets)},
        {"number-equations", read_equations, 0},
        {"equations-by-chapter", read_flag, AT(equations_by_chapter)},
        {"style", read_text, AT(style)},
        {"css", read_sheets, 0},
        {"stylesheet", read_sheets, 0},
        {"url", read_address, 0},
        {"type", read_text, AT(type)},
        {"source", read_text, AT(source)},
        {"relation", read_text, AT(relation)},
        {"coverage", read_text, AT(coverage)},
        {"certifier", read_text, AT(certifier)},
        {"conforms-to", read_text, AT(conforms_to)},
};

bool src_front_knows(const char *key)
{
	size_t i = 0;
	while (i < BASE_LEN(keys) && !str_eq(keys[i].name, key))
		i++;
	return i < BASE_LEN(keys);
}

static const char *meant_by(const char *key)
{
	const char *names[BASE_LEN(keys)];
	for (size_t i = 0; i < BASE_LEN(keys); i++)
		names[i] = keys[i].name;
	return src_front_meant(key, names, BASE_LEN(keys));
}

enum { MOST_SEARCHES = 100 }; /* of keys far down, none is searched for its name */

static void read_any(const Reader *reader, const YmlValue *map, size_t index)
{
	for (size_t i = 0; i < BASE_LEN(keys); i++) {
		if (str_eq(keys[i].name, map->keys[index])) {
			keys[i].read(reader, &keys[i], map->items[index]);
			set_variable(reader, keys[i].name, map->items[index]);
			return;
		}
	}
	if (src_front_is_theirs(map->keys[index]))
		return;
	const char *meant = index < MOST_SEARCHES ? meant_by(map->keys[index]) : NULL,
	           *place = src_front_place(map->keys[index]);
	if (place)
		diag_report(reader->diag, DIAG_WARNING, map->key_pos[index], "front-key",
		            "the front matter's '%s' is of the text; write it there, %s", map->keys[index], place);
	else
		diag_report(reader->diag, DIAG_WARNING, map->key_pos[index], "front-key",
		            "the front matter's '%s' is not known%s%s%s", map->keys[index],
		            meant ? "; did you mean '" : "; leave it out", meant ? meant : "", meant ? "'?" : "");
}

/* What stands between the fences; NULL after an error. */
static const YmlValue *values_of(Doc *doc, const char *text, size_t len, const char *file, Diag *diag)
{
	uint32_t line;
	size_t start = line_end(text, len, skip_blank(text, len, &line)), end = len;
	while (end > start && text[end - 1] == '\n')
		end--;
	while (end > start && text[end - 1] != '\n')
		end--; /* the closing fence */
	return yml_parse(text + start, end - start, (Pos){file, line + 1, 1}, doc->arena, diag);
}

void src_front_take(Doc *doc, const YmlValue *map, Diag *diag, SrcFront *out)
{
	Reader reader = {doc, diag, out};
	if (!doc->variables)
		doc->variables = map_new(doc->arena);
	for (size_t i = 0; i < map->count; i++)
		read_any(&reader, map, i);
	src_front_tell_theirs(map, diag);
	if (doc->meta.lang)
		math_macros_say(doc->macros, lang_find(doc->meta.lang)->to, lang_find(doc->meta.lang)->and_word);
	if (doc->meta.date)
		map_set(doc->variables, "date",
		        (void *)(uintptr_t)lang_date(doc->arena, doc->meta.date,
		                                     doc->meta.lang ? doc->meta.lang : "en"));
}

void src_front_read(Doc *doc, const char *text, size_t len, const char *file, Diag *diag, SrcFront *out)
{
	uint32_t line;
	skip_blank(text, len, &line);
	doc->meta.pos = (Pos){file, line, 1};
	const YmlValue *map = values_of(doc, text, len, file, diag);
	doc->meta.broken = !map || (map->kind != YML_MAP && map->kind != YML_NULL);
	if (map && map->kind == YML_MAP)
		src_front_take(doc, map, diag, out);
	else if (map && map->kind != YML_NULL)
		diag_report(diag, DIAG_ERROR, map->pos, "front-shape",
		            "front matter is keys and values; write one 'key: value' a line");
}

const char *src_front_title(Doc *doc, const char *text, size_t len, const char *file, Diag *diag)
{
	Diag *own = diag_new(false);
	Reader reader = {.doc = doc, .diag = own};
	const YmlValue *map = values_of(doc, text, len, file, own), *title = yml_get(map, "title");
	const char *name = title ? text_of(&reader, "title", title) : NULL;
	diag_soften(diag, own);
	diag_free(own);
	return name;
}
