/* Identifiers: the authors', and headings' own as GitHub and Pandoc make them.  Each source of a book has its own
 * first, as if it were alone: what another has taken is another in the book, under a name that links never see. */
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

/* ---- what a source calls its own ---- */

static const char *place_key(Doc *doc, const DocNode *node, const char *id)
{
	return arena_printf(doc->arena, "%s#%s", node->pos.file ? node->pos.file : "", id);
}

static void enter_place(Doc *doc, DocNode *node, const char *id)
{
	if (doc->source_count > 1)
		map_set(doc->places, place_key(doc, node, id), node);
}

static void enter_name(Doc *doc, DocNode *first, const char *name)
{
	if (!map_has(doc->places, name))
		map_set(doc->places, name, first);
}

static void enter_file(Doc *doc, DocNode *first, const char *path)
{
	const char *folder = path_folder(doc->arena, path), *stem = path_stem(doc->arena, path);
	enter_name(doc, first, path);
	enter_name(doc, first, path_join(doc->arena, folder, stem));
	if (!str_eq(stem, "README") && !str_eq(stem, "index"))
		return;
	enter_name(doc, first, folder);
	enter_name(doc, first, path_join(doc->arena, folder, "index"));
}

/* A source is called by its path, as it was given and from the system's root, with its ending or without, and the one
 * that is a folder's face by the folder. */
static void enter_files(Doc *doc)
{
	const char *last = NULL;
	for (DocNode *node = doc->root->first; node; node = doc_next_mutable(node, doc->root, false)) {
		if (!node->pos.file || node->pos.file == last)
			continue;
		last = node->pos.file;
		const char *real = path_real(doc->arena, last);
		enter_file(doc, node, path_normal(doc->arena, last));
		if (real)
			enter_file(doc, node, real);
	}
}

/* ---- ids ---- */

/* An id that is not taken, from base; wanted counts how often that was asked for, so that many equal headings stay
 * cheap.  Both know it behind prefix. */
static const char *unique_id(Doc *doc, Map *taken, Map *wanted, const char *prefix, const char *base)
{
	const char *first = *prefix ? arena_printf(doc->arena, "%s%s", prefix, base) : base, *id = first;
	uintptr_t n = (uintptr_t)map_get(wanted, first);
	while (map_has(taken, id))
		id = arena_printf(doc->arena, "%s-%lu", first, (unsigned long)++n);
	map_set(wanted, first, (void *)n);
	return id + strlen(prefix);
}

static void enter_given(Doc *doc, DocNode *node, Map *wanted, Diag *diag)
{
	const char *id = doc_id(node);
	if (!id)
		return;
	const DocNode *other = map_get(doc->ids, id);
	bool apart = other && doc->source_count > 1 && !map_has(doc->places, place_key(doc, node, id));
	if (other && !apart) {
		diag_report(diag, DIAG_WARNING, node->pos, "id-twice",
		            "the id '%s' is taken since line %u, so it is left out here; choose another", id,
		            other->pos.line);
		node->attr->id = NULL;
		return;
	}
	enter_place(doc, node, id);
	if (apart)
		node->attr->id = unique_id(doc, doc->ids, wanted, "", id);
	map_set(doc->ids, doc_id(node), node);
}

/* Labels within a formula are names of it, beside its id. */
static void enter_labels(Doc *doc, DocNode *math, Diag *diag)
{
	for (size_t i = 0; math->type == DOC_MATH && i < math->u.math.equation_count; i++) {
		const char *label = math->u.math.equations[i].label;
		const DocNode *other = label ? map_get(doc->ids, label) : NULL;
		if (!label || other == math)
			continue;
		if (other)
			diag_report(diag, DIAG_WARNING, math->pos, "id-twice",
			            "the label '%s' is taken since line %u, so it is left out here; choose another",
			            label, other->pos.line);
		else
			map_set(doc->ids, label, math);
	}
}

static void name_heading(Doc *doc, DocNode *header, Map *wanted)
{
	Buf text = {0}, slug = {0};
	id_words(header, &text);
	make_slug(text.data ? text.data : "", text.len, &slug);
	if (!slug.len)
		buf_str(&slug, "section");
	const char *base = arena_strndup(doc->arena, slug.data, slug.len);
	if (doc->source_count > 1)
		enter_place(doc, header, unique_id(doc, doc->places, wanted, place_key(doc, header, ""), base));
	doc_attr(doc, header)->id = unique_id(doc, doc->ids, wanted, "", base);
	map_set(doc->ids, doc_id(header), header);
	buf_free(&slug);
	buf_free(&text);
}

void res_ids(Doc *doc, Diag *diag)
{
	DocNode *top;
	Map *wanted = map_new(doc->arena);
	if (doc->source_count > 1)
		enter_files(doc);
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++) {
		for (DocNode *node = top; node; node = doc_next_mutable(node, top, false))
			enter_given(doc, node, wanted, diag);
	}
	for (size_t i = 0; doc->formulas && (top = res_top(doc, i)) != NULL; i++) {
		for (DocNode *node = top; node; node = doc_next_mutable(node, top, false))
			enter_labels(doc, node, diag);
	}
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++) {
		for (DocNode *node = top; node; node = doc_next_mutable(node, top, false)) {
			if (node->type == DOC_HEADER && !doc_id(node))
				name_heading(doc, node, wanted);
		}
	}
}
