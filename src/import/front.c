/* What is known of a document, as front matter. */
#include "import/inner.h"

#include <string.h>

/* In quotation marks, as YAML reads it. */
static void put_text(Buf *out, const char *text)
{
	buf_char(out, '"');
	for (; *text; text++) {
		if (strchr("\"\\", *text))
			buf_char(out, '\\');
		buf_char(out, *text);
	}
	buf_char(out, '"');
}

static void put_field(Buf *out, const char *name, const char *value)
{
	if (!value)
		return;
	buf_printf(out, "%s: ", name);
	put_text(out, value);
	buf_char(out, '\n');
}

/* In a title Markdown's signs count. */
static void put_title(const Import *import, const char *name, const char *value, Buf *out)
{
	Buf text = {0};
	if (value)
		import_escape(import, value, strlen(value), INLINES_HEADING, &text);
	put_field(out, name, text.data);
	buf_free(&text);
}

static void put_people(Buf *out, const DocMeta *meta)
{
	if (meta->people_count == 1)
		put_field(out, "author", meta->people[0].name);
	else if (meta->people_count)
		buf_str(out, "author:\n");
	for (size_t i = 0; i < meta->people_count && meta->people_count > 1; i++) {
		buf_str(out, "  - ");
		put_text(out, meta->people[i].name);
		buf_char(out, '\n');
	}
}

void import_front(const Import *import, Buf *out)
{
	const DocMeta *meta = &import->doc->meta;
	const size_t at = out->len;
	buf_str(out, "---\n");
	put_title(import, "title", meta->title, out);
	put_title(import, "subtitle", meta->subtitle, out);
	put_people(out, meta);
	if (meta->lang)
		buf_printf(out, "lang: %s\n", meta->lang);
	if (meta->date)
		buf_printf(out, "date: %s\n", meta->date);
	put_field(out, "publisher", meta->publisher);
	put_field(out, "rights", meta->rights);
	put_field(out, "description", meta->description);
	put_field(out, "cover-image", import->cover);
	if (out->len == at + 4)
		out->len = at;
	else
		buf_str(out, "---\n\n");
}
