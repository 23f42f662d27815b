/* MathML in raw HTML: found before the rest is read, for Markdown has taken an inline formula apart. */
#include "source/html.h"
#include "source/html_text.h"

#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

/* ---- elements ---- */

/* Names that HTML's list of characters has since version 5 alone, for what is not seen. */
static void put_invisible(Buf *out, const char *text, size_t len)
{
	static const struct {
		const char *name, *sign;
	} names[] = {{"&ApplyFunction;", "\u2061"},  {"&af;", "\u2061"},
	             {"&InvisibleTimes;", "\u2062"}, {"&it;", "\u2062"},
	             {"&InvisibleComma;", "\u2063"}, {"&ic;", "\u2063"}};
	for (size_t at = 0; at < len; at++) {
		const char *sign = NULL;
		for (size_t i = 0; i < BASE_LEN(names) && text[at] == '&' && !sign; i++) {
			size_t size = strlen(names[i].name);
			if (len - at < size || memcmp(text + at, names[i].name, size) != 0)
				continue;
			sign = names[i].sign;
			at += size - 1;
		}
		if (sign)
			buf_str(out, sign);
		else
			buf_char(out, text[at]);
	}
}

static const char *const *attributes_of(Arena *arena, const xmlNode *node)
{
	size_t count = 0;
	for (const xmlAttr *at = node->properties; at; at = at->next)
		count++;
	const char **all = arena_alloc(arena, (2 * count + 1) * sizeof *all), **to = all;
	for (const xmlAttr *at = node->properties; at; at = at->next) {
		const char *value = at->children && at->children->content ? (const char *)at->children->content : "";
		*to++ = arena_strdup(arena, (const char *)at->name);
		*to++ = arena_strdup(arena, value);
	}
	return all;
}

/* As deep as libxml2 reads, which is some hundred levels. */
static const MathElement *element_of(Arena *arena, const xmlNode *node)
{
	MathElement *element = arena_alloc(arena, sizeof *element);
	size_t count = 0;
	if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
		element->text = arena_strdup(arena, node->content ? (const char *)node->content : "");
		return element;
	}
	for (const xmlNode *kid = node->children; kid; kid = kid->next)
		count += kid->type == XML_TEXT_NODE || kid->type == XML_ELEMENT_NODE;
	const MathElement **kids = arena_alloc(arena, (count + 1) * sizeof *kids);
	for (const xmlNode *kid = node->children; kid; kid = kid->next) {
		if (kid->type == XML_TEXT_NODE || kid->type == XML_ELEMENT_NODE)
			kids[element->count++] = element_of(arena, kid);
	}
	element->name = arena_strdup(arena, (const char *)node->name);
	element->attributes = attributes_of(arena, node);
	element->kids = kids;
	return element;
}

static const xmlNode *math_in(const xmlNode *node)
{
	for (; node; node = node->next) {
		if (node->type == XML_ELEMENT_NODE && str_eq((const char *)node->name, "math"))
			return node;
		const xmlNode *below = node->type == XML_ELEMENT_NODE ? math_in(node->children) : NULL;
		if (below)
			return below;
	}
	return NULL;
}

/* ---- formulas ---- */

/* What a reader of the source sees: TeX if the formula has any, else its signs. */
static void set_source(Doc *doc, DocNode *math, const MathTree *tree)
{
	Buf text = {0};
	if (tree->len)
		buf_str(&text, tree->source);
	else
		math_plain(tree, &text);
	math->u.math.text = arena_strndup(doc->arena, text.len ? text.data : "", text.len);
	math->u.math.len = text.len;
	buf_free(&text);
}

static void add_text(const MathElement *element, Buf *out)
{
	if (element->text)
		buf_str(out, element->text);
	for (size_t i = 0; i < element->count; i++)
		add_text(element->kids[i], out);
}

static DocNode *text_of(Doc *doc, const MathElement *element, Pos pos)
{
	Buf text = {0};
	add_text(element, &text);
	DocNode *node = doc_text(doc, pos, text.len ? text.data : "", text.len);
	buf_free(&text);
	return node;
}

/* One that is at fault is its text, and that is told; NULL if it is none at all. */
static DocNode *read_formula(Doc *doc, const char *text, size_t len, Pos pos, Diag *diag)
{
	enum {
		OPTIONS = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
		          HTML_PARSE_NOIMPLIED
	};
	MathFault fault = {0, "it is not MathML"};
	Buf whole = {0};
	put_invisible(&whole, text, len);
	xmlDoc *read = htmlReadMemory(whole.data, (int)whole.len, NULL, "UTF-8", OPTIONS);
	const xmlNode *found = read ? math_in(read->children) : NULL;
	const MathElement *element = found ? element_of(doc->arena, found) : NULL;
	const MathTree *tree = element ? math_from_mathml(doc->arena, element, &fault) : NULL;
	xmlFreeDoc(read);
	buf_free(&whole);
	if (!tree)
		diag_report(diag, DIAG_WARNING, pos, "math-fault", "%s; the formula's text is shown", fault.message);
	if (!tree)
		return element ? text_of(doc, element, pos) : NULL;
	DocNode *math = doc_node(doc, DOC_MATH, pos);
	math->u.math.tree = tree;
	math->u.math.display = tree->display;
	set_source(doc, math, tree);
	return math;
}

static bool is_tag(const char *text, const char *tag)
{
	size_t len = strlen(tag);
	return !strncasecmp(text, tag, len) && strchr(" \t\r\n>", text[len]);
}

/* ---- in lines ---- */

static bool is_raw_tag(const DocNode *node, const char *tag)
{
	return node->type == DOC_RAW_INLINE && is_tag(node->u.text.text, tag);
}

static void put_source(const DocNode *node, Buf *out)
{
	Buf text = {0};
	if (src_html_is_raw(node)) {
		buf_add(out, node->u.text.text, node->u.text.len);
		return;
	}
	if (node->type == DOC_SOFT_BREAK || node->type == DOC_LINE_BREAK)
		buf_char(out, ' ');
	doc_plain_text(node, &text);
	if (text.len)
		buf_xml(out, text.data, text.len, false);
	buf_free(&text);
}

/* The formula that a tag begins, up to its end among what stands beside it; what follows it. */
static DocNode *join_formula(Doc *doc, DocNode *first, Diag *diag)
{
	DocNode *last = first->next;
	Buf text = {0};
	while (last && !is_raw_tag(last, "</math"))
		last = last->next;
	for (const DocNode *node = first; last && node != last->next; node = node->next)
		put_source(node, &text);
	DocNode *math = last ? read_formula(doc, text.data, text.len, first->pos, diag) : NULL, *after;
	buf_free(&text);
	if (!math)
		return first->next;
	after = last->next;
	while (first->next != after)
		doc_unlink(first->next);
	doc_replace(first, math);
	return after;
}

/* ---- in blocks ---- */

static const char *find_tag(const char *text, const char *tag)
{
	while ((text = strchr(text, '<')) && !is_tag(text, tag))
		text++;
	return text;
}

static void add_raw(Doc *doc, DocNode *block, DocType type, const char *from, size_t len)
{
	DocNode *raw = doc_node(doc, type,
	                        src_html_advance(block->pos, block->u.text.text, (size_t)(from - block->u.text.text)));
	raw->u.text.text = arena_strndup(doc->arena, from, len);
	raw->u.text.len = len;
	if (len || type == DOC_RAW_BLOCK)
		doc_insert_before(block, raw);
}

static bool is_blank(const char *text)
{
	return !text[strspn(text, " \t\r\n")];
}

/* A formula that a block is, and no more, which stands with what is left of that before it, is a paragraph. */
static void make_paragraph(Doc *doc, DocNode *block)
{
	DocNode *rest = block->prev, *math = rest->prev, *before = math->prev;
	bool alone = math->type == DOC_MATH && is_blank(rest->u.text.text);
	if (before && before->type == DOC_RAW_INLINE)
		alone = false;
	if (!alone || math->pos.line != block->pos.line)
		return;
	DocNode *para = doc_node(doc, DOC_PARA, math->pos);
	doc_insert_before(math, para);
	doc_append(para, math);
	doc_unlink(rest);
}

/* What stands around a block's formulas stays raw. */
static void divide_block(Doc *doc, DocNode *block, Diag *diag)
{
	const char *from = block->u.text.text, *begin, *end;
	bool found = false;
	for (const char *at = from; (begin = find_tag(at, "<math")) && (end = find_tag(begin, "</math"));) {
		at = end + strlen("</math");
		const char *stop = strchr(at, '>');
		size_t len = stop ? (size_t)(stop + 1 - begin) : 0;
		Pos pos = src_html_advance(block->pos, block->u.text.text, (size_t)(begin - block->u.text.text));
		DocNode *math = len ? read_formula(doc, begin, len, pos, diag) : NULL;
		if (!math)
			continue;
		add_raw(doc, block, DOC_RAW_INLINE, from, (size_t)(begin - from));
		doc_insert_before(block, math);
		from = at = begin + len;
		found = true;
	}
	if (!found)
		return;
	add_raw(doc, block, DOC_RAW_BLOCK, from, strlen(from));
	make_paragraph(doc, block);
	doc_unlink(block);
}

void src_html_math(Doc *doc, DocNode *top, Diag *diag)
{
	const DocNode *open = NULL; /* what holds a formula that does not end, and so none that follows */
	for (DocNode *node = top, *next; node; node = next) {
		next = doc_next_mutable(node, top, false);
		DocNode *parent = node->parent;
		if (is_raw_tag(node, "<math") && parent != open) {
			DocNode *after = join_formula(doc, node, diag);
			open = node->parent ? parent : open;
			next = after ? after : doc_next_mutable(parent->last, top, true);
		} else if (node->type == DOC_RAW_BLOCK) {
			divide_block(doc, node, diag);
		}
	}
}
