/* What people bring from other dialects: read where it is plain what is meant, else told. */
#include "markdown/markdown.h"
#include "markdown/tree.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- pages and raw formats ---- */

/* The text of a paragraph of nothing but text, for the caller to free; empty if it holds more. */
static Buf text_alone(const DocNode *para)
{
	Buf text = {0};
	for (const DocNode *node = para->first; node; node = node->next) {
		if (node->type != DOC_TEXT) {
			buf_clear(&text);
			break;
		}
		buf_add(&text, node->u.text.text, node->u.text.len);
	}
	return text;
}

bool md_read_page_break(Maker *maker, DocNode *para)
{
	static const char *const words[] = {"\\newpage",         "\\pagebreak",       "\\clearpage",
	                                    "\\cleardoublepage", "{{< pagebreak >}}", "{pagebreak}"};
	bool found = false;
	Buf text = text_alone(para);
	for (size_t i = 0; i < BASE_LEN(words) && text.len; i++)
		found = found || str_eq(text.data, words[i]);
	buf_free(&text);
	if (found)
		doc_replace(para, doc_node(maker->doc, DOC_PAGE_BREAK, para->pos));
	return found;
}

void md_read_raw(Maker *maker, DocNode *code)
{
	const char *format = doc_key(code, "=");
	bool block = code->type == DOC_CODE_BLOCK;
	if (!format)
		return;
	if (str_starts(format, "html") || str_starts(format, "epub")) {
		code->type = block ? DOC_RAW_BLOCK : DOC_RAW_INLINE;
		doc_set_key(maker->doc, code, "only", "epub");
		return;
	}
	diag_report(maker->diag, DIAG_NOTE, code->pos, "raw-dropped",
	            "what is raw %s is left out, since neither edition is made from it", format);
	doc_unlink(code);
}

/* ---- alerts ---- */

/* "[!NOTE]" alone on a quotation's first line makes it a box. */
void md_read_alert(Maker *maker, DocNode *quote)
{
	static const char *const names[] = {"note", "tip", "important", "warning", "caution"};
	DocNode *para = quote->first, *end;
	Buf line = {0};
	if (!para || para->type != DOC_PARA)
		return;
	for (end = para->first; end && end->type == DOC_TEXT; end = end->next)
		buf_add(&line, end->u.text.text, end->u.text.len);
	for (size_t i = 0; i < BASE_LEN(names) && line.len > 3 && (!end || end->type == DOC_SOFT_BREAK); i++) {
		size_t len = strlen(names[i]);
		if (line.len != len + 3 || memcmp(line.data, "[!", 2) || line.data[len + 2] != ']' ||
		    strncasecmp(line.data + 2, names[i], len))
			continue;
		quote->type = DOC_DIV;
		doc_add_class(maker->doc, quote, names[i]);
		while (para->first != end)
			doc_unlink(para->first);
		doc_unlink(end ? end : para);
		break;
	}
	buf_free(&line);
}

/* ---- bare addresses ---- */

/* Where the first address in a text begins; its length in *len, 0 if there is none. */
static size_t find_address(const char *text, size_t *len)
{
	static const char *const starts[] = {"https://", "http://", "www."};
	*len = 0;
	if (!strstr(text, "://") && !strstr(text, "www."))
		return 0;
	for (const char *at = text; (at = strpbrk(at, "hw")) != NULL; at++) {
		bool inside = at > text &&
		              ((unsigned char)at[-1] >= 0x80 || strchr("/@.-_", at[-1]) ||
		               (at[-1] >= '0' && at[-1] <= '9') || ((at[-1] | 32) >= 'a' && (at[-1] | 32) <= 'z'));
		for (size_t i = 0; i < BASE_LEN(starts) && !inside; i++) {
			if (!str_starts(at, starts[i]))
				continue;
			while (at[*len] && (unsigned char)at[*len] < 0xE2 && !strchr(" \t\r\n<>\"", at[*len]))
				++*len;
			return (size_t)(at - text);
		}
	}
	return 0;
}

/* The signs at an address's end that are the sentence's. */
static size_t trim_address(const char *text, size_t len)
{
	int depth = 0;
	for (size_t i = 0; i < len; i++)
		depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
	for (; len; len--) {
		if (text[len - 1] == ')' && depth < 0)
			depth++;
		else if (!strchr("?!.,:;*_~'", text[len - 1]))
			break;
	}
	return len;
}

/* Cuts the first address out of a text, which it makes a link; returns what follows it. */
static DocNode *link_address(Doc *doc, DocNode *text)
{
	size_t len, at = find_address(text->u.text.text, &len);
	const char *from = text->u.text.text + at;
	len = trim_address(from, len);
	const char *url = arena_printf(doc->arena, "%s%.*s", *from == 'w' ? "http://" : "", (int)len, from);
	if (!len || !url_is_reachable(url) || !strchr(url + 8, '.'))
		return NULL;
	DocNode *link = doc_node(doc, DOC_LINK, (Pos){text->pos.file, text->pos.line, text->pos.col});
	DocNode *rest = doc_text(doc, text->pos, from + len, text->u.text.len - at - len);
	link->u.link.url = url;
	doc_append(link, doc_text(doc, text->pos, from, len));
	doc_insert_after(text, link);
	doc_insert_after(link, rest);
	text->u.text.text = arena_strndup(doc->arena, text->u.text.text, at);
	text->u.text.len = at;
	if (!at)
		doc_unlink(text);
	if (!rest->u.text.len)
		doc_unlink(rest);
	return rest->parent ? rest : NULL;
}

void md_link_addresses(Doc *doc, DocNode *top)
{
	for (DocNode *node = top, *next; node; node = next) {
		bool closed = node->type == DOC_LINK || node->type == DOC_IMAGE;
		next = (DocNode *)doc_next(node, top, closed);
		while (node && node->type == DOC_TEXT)
			node = link_address(doc, node);
	}
}

/* ---- told ---- */

/* Marks of one meaning, and what is said of them. */
typedef struct {
	const char *marks[11];
	const char *said;
} Foreign;

/* Anywhere in a paragraph. */
static const Foreign anywhere[] = {
        {{"[@", "\\cite{"},
         "citations are not read here, so this stays as it is; write a note, [^name], or name the work"},
        {{"@fig-"}, "this is no reference here, so it stays as it is; write [](#fig-name)"},
        {{"@tbl-"}, "this is no reference here, so it stays as it is; write [](#tbl-name)"},
        {{"@eq-"}, "this is no reference here, so it stays as it is; write [](#eq-name)"},
        {{"@sec-", "@ref("}, "this is no reference here, so it stays as it is; write [](#name)"},
        {{"\\ref{"}, "TeX is not read here, so this stays as it is; write [](#name)"},
        {{"\\eqref{"}, "TeX is not read here, so this stays as it is; write [](#name), or $\\eqref{name}$"},
        {{"\\label{"}, "TeX is not read here, so this stays as it is; write {#name} behind what it names"},
        {{"\\index{"}, "an index is not made here, so this stays as it is; remove it"},
        {{"\\begin{align", "\\begin{equation", "\\begin{gather", "\\begin{multline"},
         "TeX is not read here, so this stays as it is; write it between $$, or math-brackets: true in the front "
         "matter"},
        {{"\\begin{"}, "TeX is not read here, so this stays as it is; write ::: and a class for what it begins"},
        {{"\\emph{", "\\textit{"}, "TeX is not read here, so this stays as it is; write *words*"},
        {{"\\textbf{"}, "TeX is not read here, so this stays as it is; write **words**"},
        {{"{{<", "{{%"}, "shortcodes are not read here, so this stays as it is; write what it stands for"},
        {{"{{#"},
         "what mdBook puts in here is not read, so this stays as it is; write ::: {include=\"file\"} for a file"},
        {{"[TOC]"}, "this makes no contents here, so it stays as it is; write toc: true in the front matter"},
};

/* At a paragraph's beginning. */
static const Foreign leading[] = {
        {{"!!! ", "??? ", "A> ", "B> ", "D> ", "I> ", "Q> ", "X> ", "{aside}", "{blurb"},
         "this is no box here, so it stays as it is; write ::: note and, at its end, :::"},
        {{"E> ", "W> "}, "this is no box here, so it stays as it is; write ::: warning and, at its end, :::"},
        {{"T> "}, "this is no box here, so it stays as it is; write ::: tip and, at its end, :::"},
        {{"C> "}, "this is no text in the middle, so it stays as it is; write ::: center and, at its end, :::"},
        {{"{frontmatter}"}, "this is no mark here, so it stays as it is; write {.frontmatter} behind a heading"},
        {{"{mainmatter}"}, "this is no mark here, so it stays as it is; write {.frontmatter} behind what comes before"},
        {{"{backmatter}"}, "this is no mark here, so it stays as it is; write {.backmatter} behind a heading"},
        {{"!include", "!INCLUDE"},
         "this includes nothing here, so it stays as it is; write ::: {include=\"file\"} and :::"},
        {{"+++\n"}, "front matter is YAML here, so this stays as it is; write it between lines of ---"},
        {{"(@)"},
         "such a list is read in Pandoc's dialect alone, so it stays as it is; write numbers, or 'dialect: pandoc' in "
         "the front matter"},
        {{"*["}, "abbreviations are not read here, so this stays as it is; write [HTML]{.abbr title=\"…\"}"},
};

/* Around words. */
static const Foreign around[] = {
        {{"=="}, "this marks nothing here, so it stays as it is; write [words]{.mark}"},
        {{"++"}, "this underlines nothing here, so it stays as it is; write [words]{.underline}"},
};

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80;
}

/* Whether a mark of two signs stands before a word and after one, at the ends of what is not part of a word. */
static bool is_around(const char *text, const char *mark)
{
	const char *open = NULL;
	for (const char *at = strstr(text, mark); at; at = strstr(at + 2, mark)) {
		bool alone = (at == text || at[-1] != *mark) && at[2] != *mark;
		if (alone && open && at > open + 2 && is_word(at[-1]) && !is_word(at[2]))
			return true;
		if (alone && is_word(at[2]) && (at == text || !is_word(at[-1])))
			open = at;
	}
	return false;
}

/* An abbreviation's definition, and not emphasis on what is in brackets. */
static bool defines(const char *text)
{
	const char *end = strchr(text, ']');
	return end && end[1] == ':';
}

/* Where in the source, from a paragraph's first line on, the mark stands. */
static Pos find_mark(Maker *maker, const DocNode *para, const char *mark)
{
	enum { FAR = 10000 };
	size_t len = strlen(mark);
	uint32_t line = para->pos.line - maker->first.line + 1;
	if (!line || line > maker->line_count)
		return para->pos;
	size_t at = maker->lines[line - 1], end = at + FAR < maker->len ? at + FAR : maker->len;
	for (; at + len <= end; at++) {
		while (line < maker->line_count && maker->lines[line] <= at)
			line++;
		if (!memcmp(maker->text + at, mark, len))
			return md_place(maker, line, (uint32_t)(at - maker->lines[line - 1]) + 1);
	}
	return para->pos;
}

/* The paragraph's text without code, links and what else is said with a meaning. */
static void add_texts(const DocNode *para, Buf *out)
{
	for (const DocNode *node = doc_next(para, para, false); node; node = doc_next(node, para, false)) {
		if (node->type == DOC_TEXT)
			buf_add(out, node->u.text.text, node->u.text.len);
		else
			buf_char(out, node->type == DOC_SOFT_BREAK ? '\n' : '\1');
	}
}

static bool is_anywhere(const char *text, const char *mark)
{
	return strstr(text, mark) != NULL;
}

static bool is_leading(const char *text, const char *mark)
{
	return str_starts(text, mark) && (*text != '*' || defines(text));
}

static void check(Maker *maker, const DocNode *para, const char *text, const Foreign *table, size_t count,
                  bool stands(const char *text, const char *mark))
{
	for (size_t i = 0; i < count; i++) {
		for (const char *const *mark = table[i].marks; *mark; mark++) {
			if (stands(text, *mark))
				tally_add(&maker->tally, find_mark(maker, para, *mark), "dialect-other", table[i].said);
		}
	}
}

void md_check_dialect(Maker *maker, const DocNode *para)
{
	Buf text = {0};
	md_check_drawn(maker, para->pos);
	add_texts(para, &text);
	bool any =
	        text.len && strpbrk(text.data, "[@\\{=+"); /* with which all of them begin, but for the leading ones */
	if (any)
		check(maker, para, text.data, anywhere, BASE_LEN(anywhere), is_anywhere);
	if (text.len)
		check(maker, para, text.data, leading, BASE_LEN(leading), is_leading);
	if (any)
		check(maker, para, text.data, around, BASE_LEN(around), is_around);
	buf_free(&text);
}
