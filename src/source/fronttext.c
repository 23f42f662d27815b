/* One text, as front matter gives it. */
#include "source/fronttext.h"

#include <string.h>

void src_wrong_value(Diag *diag, const YmlValue *value, const char *key, const char *what)
{
	yml_tell_wrong(diag, "front-value", key, value, what);
}

const char *src_clean(Doc *doc, const char *text)
{
	Buf out = {0};
	for (text += strspn(text, " \t\r\n"); *text; text++) {
		if (!strchr(" \t\r\n", *text))
			buf_char(&out, *text);
		else if (text[1] && !strchr(" \t\r\n", text[1]))
			buf_char(&out, ' ');
	}
	const char *copy = arena_strndup(doc->arena, out.data ? out.data : "", out.len);
	buf_free(&out);
	return copy;
}

/* The text of "{text: words, type: kind}", as Pandoc's metadata have many; NULL: it is none. */
static const YmlValue *text_in(const YmlValue *map, const char *key, Diag *diag)
{
	const YmlValue *text = map->kind == YML_MAP ? yml_get(map, "text") : NULL;
	if (!text || text->kind != YML_SCALAR)
		return NULL;
	for (size_t i = 0; i < map->count; i++) {
		if (!str_eq(map->keys[i], "text"))
			diag_report(diag, DIAG_WARNING, map->key_pos[i], "front-key",
			            "'%s' says nothing of '%s' here, so it is left out; text: is read", map->keys[i],
			            key);
	}
	return text;
}

const char *src_front_text(Doc *doc, const char *key, const YmlValue *value, Diag *diag)
{
	const YmlValue *text = text_in(value, key, diag);
	value = text ? text : value;
	if (value->kind == YML_NULL)
		return NULL;
	if (value->kind == YML_SCALAR && *src_clean(doc, value->text))
		return src_clean(doc, value->text);
	if (value->kind != YML_SCALAR)
		src_wrong_value(diag, value, key, "one text, in quotation marks if it has a colon");
	return NULL;
}
