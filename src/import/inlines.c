/* What stands in a paragraph, as Markdown. */
#include "import/inner.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

typedef struct {
	const Import *import;
	const DocNode *top;
	InlinesIn in;
	Buf *out;
} Inlines;

static void put_all(const Inlines *inlines, const DocNode *parent);

/* ---- what stands beside a mark ---- */

typedef enum { BESIDE_SPACE, BESIDE_SIGN, BESIDE_WORD } Beside;

static Beside class_of(uint32_t c)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
	if (c <= ' ' || (category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP))
		return BESIDE_SPACE;
	bool sign = c < 0x80 ? !((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'))
	                     : category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
	return sign ? BESIDE_SIGN : BESIDE_WORD;
}

static Beside before(const Buf *out)
{
	size_t used;
	if (!out->len)
		return BESIDE_SPACE;
	size_t at = utf8_back(out->data, out->len);
	return class_of(utf8_decode(out->data + at, out->len - at, &used));
}

/* What the node's text begins with; marks are signs. */
static Beside first_of(const DocNode *node)
{
	size_t used;
	if (node->type == DOC_LINE_BREAK || node->type == DOC_SOFT_BREAK)
		return BESIDE_SPACE;
	if (node->type == DOC_SPAN && !node->attr && node->first)
		return first_of(node->first);
	return node->type == DOC_TEXT && node->u.text.len
	               ? class_of(utf8_decode(node->u.text.text, node->u.text.len, &used))
	               : BESIDE_SIGN;
}

static Beside last_of(const DocNode *node)
{
	size_t used, len = node->type == DOC_TEXT ? node->u.text.len : 0;
	if (node->type == DOC_LINE_BREAK)
		return BESIDE_SPACE;
	if (node->type == DOC_SPAN && !node->attr && node->last)
		return last_of(node->last);
	size_t at = len ? utf8_back(node->u.text.text, len) : 0;
	return len ? class_of(utf8_decode(node->u.text.text + at, len - at, &used)) : BESIDE_SIGN;
}

static Beside after(const Inlines *inlines, const DocNode *node)
{
	while (node != inlines->top && !node->next)
		node = node->parent;
	return node == inlines->top ? BESIDE_SPACE : first_of(node->next);
}

/* ---- marks ---- */

typedef struct {
	DocType type;
	const char *mark, *other, *tag; /* other: where the mark would run into another; NULL */
} Mark;
static const Mark marks[] = {
        {DOC_EMPH, "*", "_", "em"},          {DOC_STRONG, "**", "__", "strong"}, {DOC_STRIKEOUT, "~~", NULL, "s"},
        {DOC_SUPERSCRIPT, "^", NULL, "sup"}, {DOC_SUBSCRIPT, "~", NULL, "sub"},
};

static const Mark *mark_of(const DocNode *node)
{
	for (size_t i = 0; i < BASE_LEN(marks); i++) {
		if (marks[i].type == node->type)
			return &marks[i];
	}
	return NULL;
}

/* The sign of a mark that stands right behind a node: the next one's, or the end of that around it. */
static char sign_behind(const Inlines *inlines, const DocNode *node)
{
	const DocNode *beside = node->next ? node->next : node->parent;
	const Mark *mark = beside == inlines->top ? NULL : mark_of(beside);
	return mark ? *mark->mark : '\0';
}

/* Whether emphasis stands around a node. */
static bool is_nested(const Inlines *inlines, const DocNode *node)
{
	for (const DocNode *up = node->parent; up != inlines->top; up = up->parent) {
		if (up->type == DOC_EMPH || up->type == DOC_STRONG)
			return true;
	}
	return false;
}

/* The sign to write around the node, NULL if none would be read as one: the rules are CommonMark's (6.2). */
static const char *sign_for(const Inlines *inlines, const DocNode *node, const Mark *mark)
{
	Beside left = before(inlines->out), right = after(inlines, node);
	Beside first = first_of(node->first), last = last_of(node->last);
	char end = inlines->out->len ? inlines->out->data[inlines->out->len - 1] : '\0';
	bool words = mark->other != NULL; /* scripts and strikeouts mind white space alone */
	bool meets = end == *mark->mark || sign_behind(inlines, node) == *mark->mark;
	if (first == BESIDE_SPACE || last == BESIDE_SPACE)
		return NULL;
	if (!words)
		return meets || end == '[' ? NULL : mark->mark; /* "[^" names a note */
	if ((first == BESIDE_SIGN && left == BESIDE_WORD) || (last == BESIDE_SIGN && right == BESIDE_WORD))
		return NULL;
	if (!meets && !is_nested(inlines, node))
		return mark->mark;
	bool whole = node->type == DOC_EMPH && node->parent->type == DOC_STRONG && !node->prev && !node->next;
	if (whole && end == '*')
		return mark->mark; /* "***both***" */
	bool apart = end != '_' && left != BESIDE_WORD && right != BESIDE_WORD;
	return apart && !meets ? mark->other : NULL;
}

static void trim(Buf *out)
{
	while (out->len && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
}

/* Before the end of a script a sign of its own, or the "[" of a note, counts even when it is escaped. */
static void hide_sign(Buf *out)
{
	char c = out->data[out->len - 1];
	if (out->len < 2 || out->data[out->len - 2] != '\\' || !strchr("^~[", c))
		return;
	out->len -= 2;
	buf_printf(out, "&#%d;", c);
}

static void put_marked(const Inlines *inlines, const DocNode *node)
{
	const Mark *mark = mark_of(node);
	if (!node->first)
		return;
	const char *sign = sign_for(inlines, node, mark);
	if (sign)
		buf_str(inlines->out, sign);
	else
		buf_printf(inlines->out, "<%s>", mark->tag);
	put_all(inlines, node);
	if (sign && !mark->other)
		hide_sign(inlines->out);
	if (sign)
		buf_str(inlines->out, sign);
	else
		buf_printf(inlines->out, "</%s>", mark->tag);
}

/* ---- attributes ---- */

static void put_value(Buf *out, const char *key, const char *value)
{
	buf_printf(out, " %s=\"", key);
	for (; *value; value++) {
		if (strchr("\"\\", *value))
			buf_char(out, '\\');
		buf_char(out, strchr("\r\n", *value) ? ' ' : *value);
	}
	buf_char(out, '"');
}

/* Without braces, each with a space before it; alt: an alternative text, too. */
static void put_attributes(const DocNode *node, bool alt, Buf *out)
{
	const DocAttr *attr = node->attr;
	if (node->type == DOC_SMALL_CAPS)
		buf_str(out, " .smallcaps");
	if (node->type == DOC_UNDERLINE)
		buf_str(out, " .underline");
	if (attr && attr->id)
		buf_printf(out, " #%s", attr->id);
	for (size_t i = 0; attr && i < attr->class_count; i++)
		buf_printf(out, " .%s", attr->classes[i]);
	for (size_t i = 0; attr && i < attr->pair_count; i++) {
		if (alt || !str_eq(attr->keys[i], "alt"))
			put_value(out, attr->keys[i], attr->values[i]);
	}
}

static void put_braces(const DocNode *node, bool alt, Buf *out)
{
	Buf inner = {0};
	put_attributes(node, alt, &inner);
	if (inner.len)
		buf_printf(out, "{%s}", inner.data + 1);
	buf_free(&inner);
}

void import_attributes(const DocNode *node, Buf *out)
{
	size_t at = out->len;
	put_braces(node, true, out);
	if (out->len == at)
		return;
	buf_char(out, ' ');
	memmove(out->data + at + 1, out->data + at, out->len - at - 1);
	out->data[at] = ' ';
}

/* "!" before a bracket makes a picture of what it opens. */
static void guard_mark(Buf *out)
{
	if (!out->len || out->data[out->len - 1] != '!')
		return;
	out->data[out->len - 1] = '\\';
	buf_char(out, '!');
}

/* Opens brackets.  cmark-gfm takes any "^" behind one for a note's, escaped or not. */
static void open_bracket(const Inlines *inlines, const DocNode *node)
{
	const DocNode *first = node->first;
	while (first && !(first->type == DOC_TEXT) && first->first)
		first = first->type == DOC_SUPERSCRIPT ? NULL : first->first;
	bool caret = node->first && (!first || (first->type == DOC_TEXT && *first->u.text.text == '^'));
	guard_mark(inlines->out);
	buf_str(inlines->out, caret ? "[<!-- -->" : "[");
}

static void put_span(const Inlines *inlines, const DocNode *node)
{
	Buf inner = {0};
	put_attributes(node, true, &inner);
	if (inner.len)
		open_bracket(inlines, node);
	put_all(inlines, node);
	if (inner.len)
		buf_printf(inlines->out, "]{%s}", inner.data + 1);
	buf_free(&inner);
}

/* ---- links and pictures ---- */

static void put_target(Buf *out, const char *url, const char *title)
{
	bool plain = *url && !strpbrk(url, "() <>\\");
	buf_str(out, plain ? "(" : "(<");
	for (; *url; url++) {
		if (strchr("<>\\", *url))
			buf_printf(out, "%%%02X", (unsigned char)*url);
		else if ((unsigned char)*url > ' ')
			buf_char(out, *url);
		else
			buf_printf(out, "%%%02X", (unsigned char)*url);
	}
	buf_str(out, plain ? "" : ">");
	if (title && *title) {
		buf_str(out, " \"");
		for (; *title; title++) {
			if (strchr("\"\\&*_`<[]", *title))
				buf_char(out, '\\');
			buf_char(out, strchr("\r\n", *title) ? ' ' : *title);
		}
		buf_char(out, '"');
	}
	buf_char(out, ')');
}

static void put_link(const Inlines *inlines, const DocNode *node)
{
	const char *url = node->u.link.url ? node->u.link.url : "";
	const DocNode *text = node->first == node->last ? node->first : NULL;
	bool same = text && text->type == DOC_TEXT && str_eq(text->u.text.text, url) &&
	            (str_starts(url, "http://") || str_starts(url, "https://")) && !strpbrk(url, " <>\\");
	if (same) {
		buf_printf(inlines->out, "<%s>", url);
		return;
	}
	open_bracket(inlines, node);
	put_all(inlines, node);
	buf_char(inlines->out, ']');
	put_target(inlines->out, url, node->u.link.title);
	put_braces(node, true, inlines->out);
}

/* A picture alone in its paragraph would take the words in its brackets for its caption. */
static void put_image(const Inlines *inlines, const DocNode *node)
{
	const char *alt = doc_key(node, "alt");
	bool alone = node->parent == inlines->top && !node->prev && !node->next,
	     inside = alt && *alt && !alone && !node->first;
	buf_str(inlines->out, "![");
	if (node->first)
		put_all(inlines, node);
	else if (inside)
		import_escape(inlines->import, alt, strlen(alt), INLINES_CELL, inlines->out);
	buf_char(inlines->out, ']');
	put_target(inlines->out, node->u.image.url, node->u.image.title);
	put_braces(node, !inside, inlines->out);
}

/* ---- code and formulas ---- */

static void put_code(const Inlines *inlines, const DocNode *node)
{
	const char *text = node->u.text.text;
	size_t len = node->u.text.len, run = 0, longest = 0;
	for (size_t i = 0; i < len; i++) {
		run = text[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	bool pad = len && (text[0] == '`' || text[len - 1] == '`' || (text[0] == ' ' && text[len - 1] == ' '));
	if (str_ends(inlines->out->data ? inlines->out->data : "", "`"))
		buf_str(inlines->out, "<!-- -->");
	for (size_t i = 0; i <= longest; i++)
		buf_char(inlines->out, '`');
	buf_str(inlines->out, pad ? " " : "");
	for (size_t i = 0; i < len; i++) {
		if (inlines->in == INLINES_CELL && text[i] == '|')
			buf_char(inlines->out, '\\');
		buf_char(inlines->out, strchr("\r\n\t", text[i]) ? ' ' : text[i]);
	}
	buf_str(inlines->out, pad ? " " : "");
	for (size_t i = 0; i <= longest; i++)
		buf_char(inlines->out, '`');
}

static void put_math(const Inlines *inlines, const DocNode *node)
{
	const char *sign = node->u.math.display ? "$$" : "$", *text = node->u.math.text;
	size_t skip = strspn(text, " \t\r\n"), len = strlen(text);
	while (len > skip && strchr(" \t\r\n", text[len - 1]))
		len--;
	buf_str(inlines->out, sign);
	for (size_t i = skip; i < len; i++) {
		if (text[i] == '|' && inlines->in == INLINES_CELL)
			buf_char(inlines->out, '\\');
		buf_char(inlines->out, strchr("\r\n", text[i]) ? ' ' : text[i]);
	}
	buf_str(inlines->out, sign);
	if (doc_id(node))
		buf_printf(inlines->out, " {#%s}", doc_id(node));
}

/* ---- all ---- */

/* Words with their readings, which have no form in Markdown. */
static void put_ruby(const Inlines *inlines, const DocNode *node)
{
	const char *tag = node->type == DOC_RUBY ? "ruby" : "rt";
	buf_printf(inlines->out, "<%s>", tag);
	put_all(inlines, node);
	buf_printf(inlines->out, "</%s>", tag);
}

static void put_break(const Inlines *inlines)
{
	trim(inlines->out);
	if (inlines->in == INLINES_PARAGRAPH)
		buf_str(inlines->out, "\\\n");
	else
		buf_str(inlines->out, "<br>");
}

static void put_one(const Inlines *inlines, const DocNode *node)
{
	switch (node->type) {
	case DOC_TEXT:
		import_escape(inlines->import, node->u.text.text, node->u.text.len, inlines->in, inlines->out);
		break;
	case DOC_SOFT_BREAK:
		trim(inlines->out);
		buf_char(inlines->out, inlines->in == INLINES_PARAGRAPH ? '\n' : ' ');
		break;
	case DOC_LINE_BREAK:
		put_break(inlines);
		break;
	case DOC_EMPH:
	case DOC_STRONG:
	case DOC_STRIKEOUT:
	case DOC_SUPERSCRIPT:
	case DOC_SUBSCRIPT:
		put_marked(inlines, node);
		break;
	case DOC_RUBY:
	case DOC_READING:
		put_ruby(inlines, node);
		break;
	case DOC_RUBY_PAREN:
		break; /* reading makes them anew */
	case DOC_QUOTED:
		buf_char(inlines->out, '"');
		put_all(inlines, node);
		buf_char(inlines->out, '"');
		break;
	case DOC_CODE:
		put_code(inlines, node);
		break;
	case DOC_RAW_INLINE:
		buf_add(inlines->out, node->u.text.text, node->u.text.len);
		break;
	case DOC_MATH:
		put_math(inlines, node);
		break;
	case DOC_LINK:
		put_link(inlines, node);
		break;
	case DOC_IMAGE:
		put_image(inlines, node);
		break;
	case DOC_NOTE_REF:
		guard_mark(inlines->out);
		buf_printf(inlines->out, "[^%u]", (unsigned)node->u.note_ref.note->u.note.number);
		break;
	default:
		put_span(inlines, node);
		break;
	}
}

static void put_all(const Inlines *inlines, const DocNode *parent)
{
	for (const DocNode *node = parent->first; node; node = node->next)
		put_one(inlines, node);
}

void import_inlines(const Import *import, const DocNode *parent, InlinesIn in, Buf *out)
{
	Buf line = {0};
	Inlines inlines = {import, parent, in, &line};
	put_all(&inlines, parent);
	trim(&line);
	buf_add(out, line.data ? line.data : "", line.len);
	buf_free(&line);
}
