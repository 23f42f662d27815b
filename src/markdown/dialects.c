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
		found = found || (str_eq(text.data, words[i]) && !md_is_escaped(maker, para, words[i]));
	buf_free(&text);
	if (found)
		doc_replace(para, doc_node(maker->doc, DOC_PAGE_BREAK, para->pos));
	return found;
}

bool md_read_inclusion_alone(Maker *maker, DocNode *para)
{
	Doc *doc = maker->doc;
	if (!doc->meta.mdbook)
		return false;
	Buf text = text_alone(para);
	DocNode *div = doc_node(doc, DOC_DIV, para->pos);
	bool title = text.len && str_starts(text.data, "{{#title ") && str_ends(text.data, "}}");
	bool found = text.len && md_read_inclusion(doc, text.data, div) == text.len;
	buf_free(&text);
	if (found)
		doc_replace(para, div);
	else if (title) /* of a page of the web */
		doc_unlink(para);
	return found || title;
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

/* ---- headings ---- */

static void drop_class(DocNode *node, const char *name)
{
	DocAttr *attr = node->attr;
	size_t kept = 0;
	for (size_t i = 0; attr && i < attr->class_count; i++) {
		if (!str_eq(attr->classes[i], name))
			attr->classes[kept++] = attr->classes[i];
	}
	if (attr)
		attr->class_count = kept;
}

void md_read_division(Maker *maker, DocNode *header)
{
	static const struct {
		const char *mark;
		bool numbered, appendices;
	} marks[] = {{"(PART) ", true, false}, {"(PART*) ", false, false}, {"(APPENDIX) ", false, true}};
	DocNode *text = header->first;
	for (size_t i = 0; i < BASE_LEN(marks) && text && text->type == DOC_TEXT; i++) {
		size_t len = strlen(marks[i].mark);
		if (!str_starts(text->u.text.text, marks[i].mark) || text->u.text.len == len)
			continue;
		text->u.text.text += len;
		text->u.text.len -= len;
		drop_class(header, "unnumbered");
		doc_add_class(maker->doc, header, "part");
		if (!marks[i].numbered)
			doc_add_class(maker->doc, header, "unnumbered");
		if (marks[i].appendices)
			doc_add_class(maker->doc, header, "appendix");
		return;
	}
}

/* ---- alerts ---- */

/* GitHub's five, and Obsidian's, which have a title of their own. */
static const struct {
	const char *name, *box; /* box: the class of a div */
} alerts[] = {
        {"note", "note"},         {"tip", "tip"},         {"important", "important"},
        {"warning", "warning"},   {"caution", "caution"}, {"info", "info"},
        {"hint", "hint"},         {"danger", "danger"},   {"abstract", "note"},
        {"summary", "note"},      {"tldr", "note"},       {"todo", "note"},
        {"success", "tip"},       {"check", "tip"},       {"done", "tip"},
        {"question", "note"},     {"help", "note"},       {"faq", "note"},
        {"attention", "warning"}, {"failure", "warning"}, {"fail", "warning"},
        {"missing", "warning"},   {"error", "warning"},   {"bug", "warning"},
        {"example", "note"},      {"quote", "note"},      {"cite", "note"},
};

/* The alert that a line begins with, "[!name]" and a sign for what is folded; BASE_LEN(alerts) if it is none.  *len:
 * what it takes. */
static size_t find_alert(const char *line, size_t *len)
{
	size_t i = BASE_LEN(alerts), name = str_starts(line, "[!") ? strcspn(line + 2, "]") : 0;
	for (i = 0; i < BASE_LEN(alerts); i++) {
		if (name && line[2 + name] == ']' && strlen(alerts[i].name) == name &&
		    !strncasecmp(line + 2, alerts[i].name, name))
			break;
	}
	*len = i < BASE_LEN(alerts) ? name + 3 : 0;
	*len += *len && line[*len] && strchr("+-", line[*len]);
	return line[*len] && line[*len] != ' ' ? BASE_LEN(alerts) : i;
}

/* What stands beside the mark on its line is the box's title; without any it is called what the author calls it, if
 * that is none of the boxes that have a word in each language. */
static void give_title(Maker *maker, DocNode *quote, const char *rest, DocNode *end, size_t alert)
{
	DocNode *words = doc_node(maker->doc, DOC_PARA, quote->pos);
	rest += strspn(rest, " ");
	doc_append(words, doc_text(maker->doc, quote->pos, rest, strlen(rest)));
	for (DocNode *node = end, *next; node && node->type != DOC_SOFT_BREAK; node = next) {
		next = node->next;
		doc_append(words, node);
	}
	if (*rest || words->first->next) {
		doc_resolve_words(maker->doc, words);
		md_set_box_title(maker, quote, words);
	} else if (!str_eq(alerts[alert].name, alerts[alert].box)) {
		char *name = arena_strndup(maker->doc->arena, alerts[alert].name, strlen(alerts[alert].name));
		*name = (char)(*name - 'a' + 'A');
		doc_set_key(maker->doc, quote, "title", name);
	}
}

static void make_box(Maker *maker, DocNode *quote, const char *rest, DocNode *end, size_t alert)
{
	DocNode *para = quote->first;
	quote->type = DOC_DIV;
	doc_add_class(maker->doc, quote, alerts[alert].box);
	give_title(maker, quote, rest, end, alert);
	while (para->first && para->first->type != DOC_SOFT_BREAK)
		doc_unlink(para->first);
	doc_unlink(para->first ? para->first : para);
}

/* "[!NOTE]" at the beginning of a quotation makes it a box. */
void md_read_alert(Maker *maker, DocNode *quote)
{
	DocNode *para = quote->first, *end;
	size_t len = 0;
	Buf line = {0};
	if (!para || para->type != DOC_PARA)
		return;
	for (end = para->first; end && end->type == DOC_TEXT; end = end->next)
		buf_add(&line, end->u.text.text, end->u.text.len);
	if (line.len && str_starts(line.data, "[!")) {
		size_t alert = find_alert(line.data, &len);
		if (alert < BASE_LEN(alerts))
			make_box(maker, quote, line.data + len, end, alert);
		else
			tally_add(&maker->tally, para->pos, "dialect-other",
			          "there is no box of this name, so this is a quotation; write [!NOTE], [!TIP] or "
			          "[!WARNING]");
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

static bool is_of_name(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* The bytes of a mail's host after "@": words with a full stop between them, one at least; 0. */
static size_t host_length(const char *text)
{
	size_t len = 0, dots = 0;
	while (is_of_name(text[len])) {
		while (is_of_name(text[len]) || text[len] == '-')
			len++;
		if (text[len] != '.' || !is_of_name(text[len + 1]))
			break;
		dots++;
		len++;
	}
	bool goes_on = text[len] && (strchr("@/_", text[len]) || (text[len] == ':' && text[len + 1] > ' '));
	return dots && text[len - 1] != '-' && !goes_on ? len : 0;
}

/* Where the first address of mail begins, as GitHub reads them; its length in *len, 0 if there is none. */
static size_t find_mail(const char *text, size_t *len)
{
	*len = 0;
	for (const char *sign = strchr(text, '@'); sign; sign = strchr(sign + 1, '@')) {
		const char *from = sign;
		while (from > text && (is_of_name(from[-1]) || strchr(".+-_", from[-1])))
			from--;
		bool within = from > text && ((unsigned char)from[-1] >= 0x80 || strchr("@/:", from[-1]));
		size_t host = from < sign && is_of_name(*from) && !within ? host_length(sign + 1) : 0;
		if (!host)
			continue;
		*len = (size_t)(sign - from) + 1 + host;
		return (size_t)(from - text);
	}
	return 0;
}

/* Cuts the first address out of a text, which it makes a link; returns what follows it. */
static DocNode *link_address(Doc *doc, DocNode *text)
{
	size_t len, mail_len, at = find_address(text->u.text.text, &len),
	                      mail_at = find_mail(text->u.text.text, &mail_len);
	bool mail = mail_len && (!len || mail_at < at);
	at = mail ? mail_at : at;
	const char *from = text->u.text.text + at;
	len = mail ? mail_len : trim_address(from, len);
	const char *scheme = mail           ? "mailto:"
	                     : *from == 'w' ? "http://"
	                                    : "",
	           *url = arena_printf(doc->arena, "%s%.*s", scheme, (int)len, from);
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
