/* Front matter's texts, set as the text is. */
#include "source/metadata.h"
#include "markdown/markdown.h"
#include "source/fronttext.h"
#include "source/html.h"

#include <string.h>

/* Whether a node of these types keeps all of its text in a plain one. */
static bool is_plain(DocType type)
{
	switch (type) {
	case DOC_DIV:
	case DOC_PARA:
	case DOC_TEXT:
	case DOC_SOFT_BREAK:
	case DOC_LINE_BREAK:
	case DOC_QUOTED:
	case DOC_CODE:
	case DOC_MATH:
	case DOC_SPAN:
		return true;
	default:
		return doc_is_format(type) && type != DOC_STRIKEOUT; /* what is struck out is no part of a name */
	}
}

static bool is_one_paragraph(const DocNode *top)
{
	if (!top->first || top->first != top->last)
		return false;
	for (const DocNode *node = top; node; node = doc_next(node, top, false)) {
		if (!is_plain(node->type))
			return false;
	}
	return true;
}

static bool holds_formula(const DocNode *top)
{
	const DocNode *node = top;
	while (node && !(node->type == DOC_MATH && node->u.math.tree))
		node = doc_next(node, top, false);
	return node != NULL;
}

/* What is wrong with formulas of a line that shows them. */
static void tell_faults(Doc *doc, const DocNode *top, Diag *diag)
{
	for (const DocNode *node = top; node; node = doc_next(node, top, false)) {
		MathFault fault;
		if (node->type == DOC_MATH && !node->u.math.tree &&
		    !math_parse(doc->arena, node->u.math.text, node->u.math.len, false, doc->macros, &fault))
			diag_report(diag, DIAG_WARNING, doc->meta.pos, "math-fault",
			            "in a title: %s; the formula is shown as its source", fault.message);
	}
}

/* Whether this is a tag of HTML that says how words look, as Markdown's marks do, or breaks their line; one of a pair
 * has the other in the text. */
static bool is_format_tag(Arena *arena, const char *text, const char *tag)
{
	bool closes = tag[1] == '/';
	const char *name = tag + 1 + closes;
	name = arena_strndup(arena, name, strcspn(name, " />"));
	const HtmlElement *element = strchr(tag, '>') ? src_html_element(name) : NULL;
	if (!element || element->type == DOC_LINE_BREAK)
		return element != NULL;
	const char *other = strstr(closes ? text : tag, arena_printf(arena, closes ? "<%s" : "</%s>", name));
	return other && (!closes || other < tag) && element->action != HTML_DROP && element->type != DOC_STRIKEOUT &&
	       (doc_is_format(element->type) || element->type == DOC_SPAN);
}

/* What would be another tag are words. */
static void escape_tags(Arena *arena, const char *text, Buf *out)
{
	for (const char *at = text; *at; at++) {
		if (*at == '<' && (at == text || at[-1] != '\\') && !is_format_tag(arena, text, at))
			buf_char(out, '\\');
		buf_char(out, *at);
	}
}

/* Tags go; a break of a line is one. */
static void leave_tags_out(Doc *doc, DocNode *top)
{
	DocNode *next;
	for (DocNode *node = top; node; node = next) {
		next = doc_next_mutable(node, top, false);
		if (node->type != DOC_RAW_INLINE)
			continue;
		if (str_starts(node->u.text.text, "<br"))
			doc_insert_before(node, doc_node(doc, DOC_LINE_BREAK, node->pos));
		doc_unlink(node);
	}
}

/* Without line, a text is words alone; with it a text that has formulas is that, too, with them, and faults are told.
 * What would not be one paragraph of words, such as "1984. A novel", stays as written. */
static const char *set_words(Doc *doc, const char *text, const DocNode **line, Diag *diag)
{
	if (!text || !strpbrk(text, "\"'-.*_`\\[&;:!?$<"))
		return text;
	Diag *unheard = diag_new(false); /* nothing here is at fault */
	DocNode *top = doc_node(doc, DOC_DIV, doc->meta.pos);
	Buf source = {0}, out = {0};
	escape_tags(doc->arena, text, &source);
	md_parse(doc, top, source.data, source.len, doc->meta.pos, unheard);
	buf_free(&source);
	leave_tags_out(doc, top);
	if (is_one_paragraph(top)) {
		doc_resolve_words(doc, top);
		doc_plain_text(top, &out);
		if (line && holds_formula(top))
			*line = top->first;
		if (line)
			tell_faults(doc, top, diag);
	}
	const char *set = out.len ? src_clean(doc, out.data) : text;
	buf_free(&out);
	diag_free(unheard);
	return set;
}

/* Line by line. */
static const char *set_lines(Doc *doc, const char *text)
{
	Buf out = {0};
	while (text && *text) {
		size_t len = strcspn(text, "\n");
		buf_str(&out, set_words(doc, arena_strndup(doc->arena, text, len), NULL, NULL));
		text += len;
		for (; *text == '\n'; text++)
			buf_char(&out, '\n');
	}
	const char *set = out.len ? arena_strndup(doc->arena, out.data, out.len) : text;
	buf_free(&out);
	return set;
}

/* An abstract describes the text to catalogues too. */
static const char *describe(const Doc *doc)
{
	const DocNode *first = doc->root->first;
	if (doc->meta.description || !first || first->type != DOC_DIV || first->u.div.kind != DOC_DIV_ABSTRACT)
		return doc->meta.description;
	Buf out = {0};
	for (const DocNode *block = first->first; block; block = block->next) {
		buf_str(&out, out.len ? " " : "");
		doc_plain_text(block, &out);
	}
	const char *text = out.len ? arena_strndup(doc->arena, out.data, out.len) : NULL;
	buf_free(&out);
	return text;
}

void src_words(Doc *doc, Diag *diag)
{
	DocMeta *meta = &doc->meta;
	meta->description = describe(doc);
	const char **texts[] = {&meta->short_title, &meta->date_text, &meta->publisher,
	                        &meta->series,      &meta->cover_alt, &meta->description};
	if (meta->titled)
		meta->title = set_words(doc, meta->title, &meta->title_line, diag);
	meta->subtitle = set_words(doc, meta->subtitle, &meta->subtitle_line, diag);
	for (size_t i = 0; i < BASE_LEN(texts); i++)
		*texts[i] = set_words(doc, *texts[i], NULL, NULL);
	meta->rights = set_lines(doc, meta->rights);
	for (size_t i = 0; i < meta->people_count; i++)
		meta->people[i].name = set_words(doc, meta->people[i].name, NULL, NULL);
}
