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

const char *src_front_text(Doc *doc, const char *key, const YmlValue *value, Diag *diag)
{
	if (value->kind == YML_NULL)
		return NULL;
	if (value->kind == YML_SCALAR && *src_clean(doc, value->text))
		return src_clean(doc, value->text);
	if (value->kind != YML_SCALAR)
		src_wrong_value(diag, value, key, "one text, in quotation marks if it has a colon");
	return NULL;
}
