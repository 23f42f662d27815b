/* Identifiers: the authors', and headings' own as GitHub and Pandoc make them. */
#include "document/resolve.h"

#include <string.h>
#include <utf8proc.h>

/* Keeps letters, digits, marks, "-" and "_" in lower case; a space is "-". */
static void make_slug(const char *text, size_t len, Buf *out)
{
	size_t used;
	for (size_t i = 0; i < len; i += used) {
		uint32_t c = utf8_decode(text + i, len - i, &used);
		utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
		bool word = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
		if (c == ' ' || c == '\t' || c == '\n')
			buf_char(out, '-');
		else if (word || category == UTF8PROC_CATEGORY_PC || c == '-')
			buf_utf8(out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)c));
	}
}

/* The text of a heading for its id: quotation marks do not count. */
static const char *unique_id(Doc *doc, const DocNode *header)
{
	Buf text = {0}, slug = {0};
	doc_plain_text(header, &text);
	make_slug(text.data ? text.data : "", text.len, &slug);
	if (!slug.len)
		buf_str(&slug, "section");
	size_t base = slug.len;
	for (unsigned n = 1; map_has(doc->ids, slug.data); n++) {
		slug.len = base;
		buf_printf(&slug, "-%u", n);
	}
	const char *id = arena_strndup(doc->arena, slug.data, slug.len);
	buf_free(&slug);
	buf_free(&text);
	return id;
}

static void enter_given(Doc *doc, DocNode *node, Diag *diag)
{
	const char *id = doc_id(node);
	if (!id)
		return;
	if (map_has(doc->ids, id)) {
		const DocNode *other = map_get(doc->ids, id);
		diag_report(diag, DIAG_WARNING, node->pos, "id-twice",
		            "the id '%s' is taken since line %u, so it is left out here; choose another", id,
		            other->pos.line);
		node->attr->id = NULL;
		return;
	}
	map_set(doc->ids, id, node);
}

void res_ids(Doc *doc, Diag *diag)
{
	DocNode *top;
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++) {
		for (DocNode *node = top; node; node = (DocNode *)doc_next(node, top, false))
			enter_given(doc, node, diag);
	}
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++) {
		for (DocNode *node = top; node; node = (DocNode *)doc_next(node, top, false)) {
			if (node->type != DOC_HEADER || doc_id(node))
				continue;
			doc_attr(doc, node)->id = unique_id(doc, node);
			map_set(doc->ids, doc_id(node), node);
		}
	}
}
