/* Values of a style from what its file says. */
#include "style/fields.h"

#include <string.h>

void sty_wrong(StyLoader *loader, const YmlValue *value, const char *key, const char *what)
{
	loader->failed = true;
	yml_tell_wrong(loader->diag, "style-value", key, value, what);
}

static bool read_color(const char *text, StyColor *out)
{
	unsigned r, g, b;
	if (*text != '#' || strlen(text) != 7 || sscanf(text, "#%2x%2x%2x", &r, &g, &b) != 3)
		return false;
	*out = (StyColor){(uint8_t)r, (uint8_t)g, (uint8_t)b};
	return true;
}

static bool read_family(StyLoader *loader, const YmlValue *value, StyFamily *out)
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

/* "ss01", "-liga": four letters or digits, maybe behind a minus. */
static bool are_tags(const StyFamily *tags)
{
	for (size_t i = 0; i < STY_NAMES && tags->names[i]; i++) {
		const char *tag = tags->names[i] + (*tags->names[i] == '-');
		if (strlen(tag) != 4 ||
		    tag[strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")])
			return false;
	}
	return true;
}

static bool read_length(const StyField *field, const YmlValue *value, Length *out)
{
	Dimension length;
	bool read = value->kind == YML_SCALAR && dimension_read(value->text, UNIT_PT, &length) &&
	            dimension_is_absolute(&length);
	double points = read ? dimension_points(&length) : 0;
	if (read)
		*out = length_of(points);
	return read && points >= field->least && points <= field->most;
}

/* "10.5pt", "3mm", "0.5in" or points alone. */
static void set_length(StyLoader *loader, const StyField *field, const YmlValue *value, void *out)
{
	Length length;
	if (!read_length(field, value, &length))
		sty_wrong(loader, value, field->key,
		          arena_printf(loader->arena, "a length from %gpt to %gpt, such as 12pt or 4mm", field->least,
		                       field->most));
	else
		*(Length *)out = length;
}

/* Of levels; an empty list is the text's size for all. */
static void set_sizes(StyLoader *loader, const StyField *field, const YmlValue *value, Length *out)
{
	size_t count = value->kind == YML_LIST ? value->count : 1;
	bool fits = count <= STY_MARKS;
	for (size_t i = 0; i < STY_MARKS && fits; i++) {
		out[i] = 0;
		if (i < count)
			fits = read_length(field, value->kind == YML_LIST ? value->items[i] : value, &out[i]);
	}
	if (!fits)
		sty_wrong(loader, value, field->key, "up to three sizes, such as [11, 10.5]");
}

static void set_number(StyLoader *loader, const StyField *field, const YmlValue *value, void *out)
{
	long number;
	if (!yml_int(value, &number) || (double)number < field->least || (double)number > field->most)
		sty_wrong(loader, value, field->key,
		          arena_printf(loader->arena, "a whole number from %g to %g", field->least, field->most));
	else
		*(int *)out = (int)number;
}

/* Which of the field's words a value is; how many there are if it is none. */
static int find_choice(const StyField *field, const YmlValue *value)
{
	int at = 0;
	while (field->words[at] && !(value->kind == YML_SCALAR && str_eq(value->text, field->words[at])))
		at++;
	return at;
}

static void set_choice(StyLoader *loader, const StyField *field, const YmlValue *value, void *out)
{
	int at = find_choice(field, value);
	if (field->words[at])
		*(int *)out = at;
	else
		sty_wrong(loader, value, field->key, sty_listed(loader->arena, field->words, (size_t)at));
}

static void set_choices(StyLoader *loader, const StyField *field, const YmlValue *value, StyList *out)
{
	size_t count = value->kind == YML_LIST ? value->count : 1;
	*out = (StyList){.count = (int)count};
	if (!count || count > STY_MARKS)
		sty_wrong(loader, value, field->key, "one to three words, such as [decimal, lower-alpha]");
	for (size_t i = 0; i < count && i < STY_MARKS; i++)
		set_choice(loader, field, value->kind == YML_LIST ? value->items[i] : value, &out->values[i]);
}

/* Short texts, one for each depth; one alone is for all. */
static void set_marks(StyLoader *loader, const StyField *field, const YmlValue *value, const char **out)
{
	size_t count = value->kind == YML_LIST ? value->count : 1;
	bool fits = count && count <= STY_MARKS;
	for (size_t i = 0; i < STY_MARKS && fits; i++) {
		const YmlValue *item = value->kind != YML_LIST ? value : i < count ? value->items[i] : NULL;
		fits = !item || (item->kind == YML_SCALAR && strlen(item->text) <= (size_t)field->most);
		out[i] = fits && item && i < count ? arena_strdup(loader->arena, item->text) : NULL;
	}
	if (!fits)
		sty_wrong(loader, value, field->key, "one to three signs, such as [\"•\", \"–\"]");
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

void sty_set_word(StyLoader *loader, const char *key, const YmlValue *value, StyWord *out)
{
	if (value->kind != YML_SCALAR || !read_word(value->text, out))
		sty_wrong(loader, value, key,
		          "bold, italic and a colour as \"#rrggbb\", what there is of them, or plain");
}

void sty_set_field(StyLoader *loader, const StyField *field, const YmlValue *value, void *out)
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
			sty_wrong(loader, value, field->key, "true or false");
		break;
	case COLOR:
		if (value->kind != YML_SCALAR || !read_color(value->text, out))
			sty_wrong(loader, value, field->key, "a colour as \"#rrggbb\", in quotation marks");
		break;
	case FAMILY:
		if (!read_family(loader, value, out))
			sty_wrong(loader, value, field->key, "a font's name or a list of them");
		break;
	case TEXT:
		if (value->kind != YML_SCALAR || strlen(value->text) > (size_t)field->most)
			sty_wrong(
			        loader, value, field->key,
			        arena_printf(loader->arena, "a text of at most %g bytes, \"\" for none", field->most));
		else
			*(const char **)out = arena_strdup(loader->arena, value->text);
		break;
	case CHOICE:
		set_choice(loader, field, value, out);
		break;
	case CHOICES:
		set_choices(loader, field, value, out);
		break;
	case SIZES:
		set_sizes(loader, field, value, out);
		break;
	case TAGS:
		if (!read_family(loader, value, out) || !are_tags(out))
			sty_wrong(loader, value, field->key, "tags of OpenType, such as [ss01, -liga], or []");
		break;
	case MARKS:
		set_marks(loader, field, value, out);
		break;
	case SECTION: /* no value */
		break;
	}
}
