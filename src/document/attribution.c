/* What paragraphs are by how they begin: who is quoted; the rest of a sentence. */
#include "document/document.h"

#include <string.h>
#include <utf8proc.h>

/* "— Name", "― Name", "– Name". */
static bool begins_with_dash(const DocNode *inlines)
{
	static const char *const dashes[] = {"\u2014", "\u2015", "\u2013 ", "\u2013\u00A0"};
	while (inlines && inlines->type != DOC_TEXT)
		inlines = inlines->first;
	for (size_t i = 0; inlines && i < BASE_LEN(dashes); i++) {
		if (str_starts(inlines->u.text.text, dashes[i]))
			return true;
	}
	return false;
}

/* A paragraph that ends a quotation, an epigraph, a poem or a pull quote. */
static bool ends_quotation(const DocNode *para)
{
	const DocNode *parent = para->parent;
	if ((para->type != DOC_PARA && para->type != DOC_PLAIN) || !parent || para->next)
		return false;
	if (parent->type == DOC_BLOCK_QUOTE)
		return true;
	DocDivKind kind = parent->type == DOC_DIV ? parent->u.div.kind : DOC_DIV_PLAIN;
	return kind == DOC_DIV_EPIGRAPH || kind == DOC_DIV_VERSE || kind == DOC_DIV_PULLQUOTE ||
	       kind == DOC_DIV_DEDICATION;
}

static bool is_marked(const DocNode *para)
{
	const DocNode *span = para->first;
	bool alone = span && !span->next && span->type == DOC_SPAN;
	return (alone && doc_has_class(span, "attribution")) ||
	       (para->parent && doc_has_class(para->parent, "attribution"));
}

bool doc_is_attribution(const DocNode *para)
{
	if (para->type != DOC_PARA && para->type != DOC_PLAIN)
		return false;
	if (is_marked(para))
		return true;
	/* In a dialogue the lines before it begin with a dash too. */
	return ends_quotation(para) && para->prev && para->prev->type != DOC_HEADER &&
	       !begins_with_dash(para->prev->first) && begins_with_dash(para->first);
}

/* What is set off from a text by its own author, and may stand within a sentence. */
static bool is_set_off(const DocNode *node)
{
	return node->type == DOC_BLOCK_QUOTE ||
	       (node->type == DOC_DIV && (node->u.div.kind == DOC_DIV_VERSE || doc_has_class(node, "letter")));
}

bool doc_begins_anew(const DocNode *para)
{
	size_t used;
	const DocNode *node = para->first;
	if (para->type != DOC_PARA || !para->prev || !is_set_off(para->prev) || doc_is_attribution(para))
		return false;
	while (node && node->type != DOC_TEXT && node->type != DOC_QUOTED)
		node = node->first;
	if (!node || node->type == DOC_QUOTED || !node->u.text.len)
		return node != NULL;
	utf8proc_int32_t c = (utf8proc_int32_t)utf8_decode(node->u.text.text, node->u.text.len, &used);
	utf8proc_category_t category = utf8proc_category(c);
	return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT ||
	       category == UTF8PROC_CATEGORY_LO || category == UTF8PROC_CATEGORY_ND ||
	       category == UTF8PROC_CATEGORY_PI || c == '"';
}

bool doc_signs_off(const DocNode *para)
{
	if (!ends_quotation(para) || begins_with_dash(para->first))
		return false;
	for (const DocNode *node = para->last; node; node = node->prev) {
		if (node->type == DOC_LINE_BREAK)
			return begins_with_dash(node->next);
	}
	return false;
}

/* ---- around displays ---- */

static bool is_display(const DocNode *para)
{
	const DocNode *last = para && para->type == DOC_PARA ? para->last : NULL;
	return last && last->type == DOC_MATH && last->u.math.display;
}

bool doc_goes_on(const DocNode *para)
{
	const DocNode *text = para->type == DOC_PARA && is_display(para->prev) ? para->first : NULL;
	while (text && text->type != DOC_TEXT)
		text = text->first;
	size_t used;
	uint32_t first = text && text->u.text.len ? utf8_decode(text->u.text.text, text->u.text.len, &used) : 0;
	return first && utf8proc_category((utf8proc_int32_t)first) == UTF8PROC_CATEGORY_LL;
}
