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

/* The words of a heading for its id: an emoji by its name, without notes. */
static void id_words(const DocNode *header, Buf *out)
{
	for (const DocNode *node = header, *skip; node; node = doc_next(node, header, skip != NULL)) {
		const char *emoji = node->type == DOC_SPAN ? doc_key(node, "data-emoji") : NULL;
		skip = emoji ? node : NULL;
		if (emoji)
			buf_str(out, emoji);
		else if (node->type == DOC_TEXT || node->type == DOC_CODE || node->type == DOC_MATH)
			buf_add(out, node->u.text.text, node->u.text.len);
		else if (node->type == DOC_SOFT_BREAK || node->type == DOC_LINE_BREAK)
			buf_char(out, ' ');
	}
}

/* wanted counts how often a slug was asked for, so that many equal headings stay cheap. */
static const char *unique_id(Doc *doc, const DocNode *header, Map *wanted)
{
	Buf text = {0}, slug = {0};
	id_words(header, &text);
	make_slug(text.data ? text.data : "", text.len, &slug);
	if (!slug.len)
		buf_str(&slug, "section");
	const char *base = arena_strndup(doc->arena, slug.data, slug.len), *id = base;
	uintptr_t n = (uintptr_t)map_get(wanted, base);
	while (map_has(doc->ids, id))
		id = arena_printf(doc->arena, "%s-%lu", base, (unsigned long)++n);
	map_set(wanted, base, (void *)n);
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
	Map *wanted = map_new(doc->arena);
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++) {
		for (DocNode *node = top; node; node = doc_next_mutable(node, top, false))
			enter_given(doc, node, diag);
	}
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++) {
		for (DocNode *node = top; node; node = doc_next_mutable(node, top, false)) {
			if (node->type != DOC_HEADER || doc_id(node))
				continue;
			doc_attr(doc, node)->id = unique_id(doc, node, wanted);
			map_set(doc->ids, doc_id(node), node);
		}
	}
}
