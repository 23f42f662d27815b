/* What people bring from other dialects and is not read: told at its place, with the form that works here. */
#include "markdown/tree.h"

#include <stdlib.h>
#include <string.h>

/* ---- where a mark stands ---- */

static bool is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || is_letter(c) || (unsigned char)c >= 0x80;
}

/* A name's letters from text on. */
static size_t name_length(const char *text)
{
	size_t len = 0;
	while (is_word(text[len]) || (text[len] && strchr("-_.:", text[len])))
		len++;
	return len;
}

static const char *anywhere(const char *text, const char *mark)
{
	return strstr(text, mark);
}

static const char *leading(const char *text, const char *mark)
{
	return *text == *mark && str_starts(text, mark) ? text : NULL;
}

/* An abbreviation's definition, and not emphasis on what is in brackets. */
static const char *defining(const char *text, const char *mark)
{
	const char *end = str_starts(text, mark) ? strchr(text, ']') : NULL;
	return end && end[1] == ':' ? text : NULL;
}

/* Before a word and after one, at the ends of what is not part of a word. */
static const char *around(const char *text, const char *mark)
{
	const char *open = NULL;
	for (const char *at = strstr(text, mark); at; at = strstr(at + 2, mark)) {
		bool alone = (at == text || at[-1] != *mark) && at[2] != *mark;
		if (alone && open && at > open + 2 && is_word(at[-1]) && !is_word(at[2]))
			return open;
		if (alone && is_word(at[2]) && (at == text || !is_word(at[-1])))
			open = at;
	}
	return NULL;
}

/* "[[words]]": no list of lists, and no place for contents. */
static const char *wiki(const char *text, const char *mark)
{
	for (const char *at = strstr(text, mark); at; at = strstr(at + 1, mark)) {
		const char *words = at + strlen(mark), *end = words + strcspn(words, "[],\n");
		if (end > words && str_starts(end, "]]") && !str_starts(words, "toc]") && !str_starts(words, "_TOC_]"))
			return at;
	}
	return NULL;
}

/* Where the last "}}" of a text ends; where the text begins if it has none. */
static const char *last_closed(const char *text)
{
	const char *end = text + strlen(text);
	while (end > text + 1 && !(end[-1] == '}' && end[-2] == '}'))
		end--;
	return end > text + 1 ? end : text;
}

/* "{{ words }}" that name no variable: those are told by themselves.  Of a row of braces the last two count. */
static const char *template(const char *text, const char *mark)
{
	const char *closed = last_closed(text), *words;
	for (const char *at = strstr(text, mark); at && at < closed; at = strstr(words, mark)) {
		const char *inner = at + strspn(at, "{");
		words = inner + strspn(inner, " ");
		const char *end = words + name_length(words);
		end += strspn(end, " ");
		bool named = is_letter(*words) && str_starts(end, "}}");
		if (!named && !strchr("<%#", *words) && words < closed)
			return inner - strlen(mark);
	}
	return NULL;
}

/* "{% words %}", and not within the braces of a shortcode, which is told by itself. */
static const char *tag_of_template(const char *text, const char *mark)
{
	const char *at = strstr(text, mark);
	while (at && at > text && at[-1] == '{')
		at = strstr(at + 1, mark);
	return at;
}

/* An environment that is no display of formulas: those are told by themselves. */
static const char *environment(const char *text, const char *mark)
{
	static const char *const displays[] = {"align", "equation", "gather", "multline"};
	for (const char *at = strstr(text, mark); at; at = strstr(at + 1, mark)) {
		size_t i = 0;
		while (i < BASE_LEN(displays) && !str_starts(at + strlen(mark), displays[i]))
			i++;
		if (i == BASE_LEN(displays))
			return at;
	}
	return NULL;
}

/* "[words @key]", and "[-@key]". */
static const char *citing(const char *text, const char *mark)
{
	const char *closed = strrchr(text, ']'), *open = NULL, *from = text;
	for (const char *at = strstr(text, mark); at && closed && at < closed; at = strstr(at + 1, mark)) {
		for (; from < at; from++) {
			if (strchr("[]", *from))
				open = *from == '[' ? from : NULL;
		}
		if (open && is_letter(at[2]))
			return open;
	}
	return NULL;
}

/* "(@name)" at the beginning of an item. */
static const char *example(const char *text, const char *mark)
{
	size_t len = str_starts(text, mark) ? strlen(mark) + name_length(text + strlen(mark)) : 0;
	return len && text[len] == ')' && strchr(" \n", text[len + 1]) ? text : NULL;
}

/* "{name}" or ":name:" before code, for which \2 stands. */
static const char *role(const char *text, const char *mark)
{
	const char *close = *mark == '{' ? "}\2" : ":\2";
	for (const char *at = strchr(text, *mark); at; at = strchr(at + 1, *mark)) {
		size_t len = 0;
		while (is_letter(at[1 + len]) || at[1 + len] == '-')
			len++;
		if (len && str_starts(at + 1 + len, close))
			return at;
	}
	return NULL;
}

/* "[#key]", as MultiMarkdown cites. */
static const char *cited_key(const char *text, const char *mark)
{
	for (const char *at = strstr(text, mark); at; at = strstr(at + 1, mark)) {
		const char *name = at + strlen(mark), *end = name + name_length(name);
		if (is_letter(*name) && *end == ']' && (at == text || at[-1] != ']') && !strchr("([", end[1]))
			return at;
	}
	return NULL;
}

/* "r[name]" above a rule, as the reference of Rust has it. */
static const char *named_rule(const char *text, const char *mark)
{
	size_t len = str_starts(text, mark) ? strlen(mark) + name_length(text + strlen(mark)) : 0;
	return len > strlen(mark) && text[len] == ']' && strchr("\n", text[len + 1]) ? text : NULL;
}

/* "{: .class}" and "{:toc}" of kramdown. */
static const char *kramdown(const char *text, const char *mark)
{
	const char *at = strstr(text, mark), *words = at ? at + strlen(mark) + strspn(at + strlen(mark), " ") : "";
	return *words && (strchr(".#", *words) || is_letter(*words)) && strchr(words, '}') ? at : NULL;
}

/* "(name)=" alone. */
static const char *target(const char *text, const char *mark)
{
	size_t len = str_starts(text, mark) ? 1 + name_length(text + 1) : 0;
	return len > 1 && str_eq(text + len, ")=") ? text : NULL;
}

/* A directive's line: ".. name::". */
static const char *directive(const char *text, const char *mark)
{
	size_t len = str_starts(text, mark) ? strlen(mark) : 0;
	while (len && (is_letter(text[len]) || text[len] == '-'))
		len++;
	return len && str_starts(text + len, "::") ? text : NULL;
}

/* "import Name from 'file'", where \1 stands for what is quoted. */
static const char *importing(const char *text, const char *mark)
{
	return str_starts(text, mark) && strstr(text, " from \1") ? text : NULL;
}

/* Whether there is a sign of TeX's that is none that was escaped: "\[\^1\]" holds none. */
static bool holds_tex(const char *from, const char *to)
{
	for (; from < to; from++) {
		bool escaped = *from == '\\' && from[1] && strchr("^_*`$~[]{}#@=<>&\"'.-", from[1]);
		from += escaped;
		if (!escaped && strchr("\\^_=", *from))
			return true;
	}
	return false;
}

/* "\@ref(name)", whose backslash is a part of it. */
static const char *bookdowns(const char *text, const char *mark)
{
	return strstr(text, mark);
}

/* A bracket that TeX would open, and close again; around a word it is one that was escaped. */
static const char *bracket(const char *text, const char *mark)
{
	enum { BRIEF = 2 };
	const char *open = strstr(text, mark), *close = open ? strstr(open + 2, "\\)") : NULL;
	bool brief = close && close <= open + 2 + BRIEF;
	return close && close > open + 2 && (brief || holds_tex(open + 2, close)) ? open : NULL;
}

/* At the beginning of a line, and closed; with a sign of TeX's between. */
static const char *display(const char *text, const char *mark)
{
	const char *open = strstr(text, mark), *close = open ? strstr(open, "\\]") : NULL;
	return close && holds_tex(open + 2, close) && (open == text || open[-1] == '\n') ? open : NULL;
}

/* A command of TeX's at the beginning of a word, that no row names. */
static const char *command(const char *text, const char *mark)
{
	static const char *const told[] = {"ref",       "eqref",     "label",           "index",  "begin",
	                                   "end",       "emph",      "textit",          "textbf", "newpage",
	                                   "pagebreak", "clearpage", "cleardoublepage", "cite"};
	for (const char *at = strstr(text, mark); at; at = strstr(at + 1, mark)) {
		size_t len = 0, i = 0;
		while (is_letter(at[1 + len]))
			len++;
		while (i < BASE_LEN(told) && (strlen(told[i]) != len || memcmp(told[i], at + 1, len) != 0))
			i++;
		bool begins = at == text || at[1 + len] == '{' || !(is_word(at[-1]) || strchr(":\\/", at[-1]));
		if (len > 1 && begins && i == BASE_LEN(told) && !strchr("\\/_-", at[1 + len] ? at[1 + len] : ' '))
			return at;
	}
	return NULL;
}

/* "{#id" and "{.class" with what closes them: attributes would have been taken out. */
static const char *attributes(const char *text, const char *mark)
{
	enum { LONGEST = 200 };
	for (const char *at = strstr(text, mark); at; at = strstr(at + 1, mark)) {
		const char *name = at + strlen(mark), *end = name + strcspn(name, "{}\n");
		if (is_word(*name) && *end == '}' && end < name + LONGEST && (at == text || !strchr("{$", at[-1])))
			return at;
	}
	return NULL;
}

/* "[^words of a note]" */
static const char *note_in_brackets(const char *text, const char *mark)
{
	for (const char *at = strstr(text, mark); at; at = strstr(at + 1, mark)) {
		const char *words = at + strlen(mark), *end = words + strcspn(words, "[]");
		if (*end == ']' && is_letter(*words) && memchr(words, ' ', (size_t)(end - words)))
			return at;
	}
	return NULL;
}

/* "@name2020", as the keys of works mostly are. */
static const char *keyed(const char *text, const char *mark)
{
	for (const char *at = strstr(text, mark); at; at = strstr(at + 1, mark)) {
		const char *name = at + 1, *year = name;
		while (is_letter(*year) || *year == '_' || *year == '-')
			year++;
		bool begins = at == text || strchr(" \n(", at[-1]);
		if (begins && year > name && strspn(year, "0123456789") == 4)
			return at;
	}
	return NULL;
}

/* " ^name" at the end of a paragraph. */
static const char *block_mark(const char *text, const char *mark)
{
	const char *at = strstr(text, mark), *next;
	while (at && (next = strstr(at + 1, mark)))
		at = next;
	size_t len = at ? strspn(at + 2, "abcdefghijklmnopqrstuvwxyz0123456789-") : 0;
	return len > 1 && !at[2 + len] ? at + 1 : NULL;
}

/* ":name:", of which there is no such sign. */
static const char *sign(const char *text, const char *mark)
{
	for (const char *at = strstr(text, mark); at; at = strstr(at + 1, mark)) {
		size_t len = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz0123456789_+-");
		bool begins = at == text || strchr(" \n", at[-1]), named = len > 2 && is_letter(at[1]);
		if (begins && named && at[1 + len] == ':' && strchr(" \n.,!", at[2 + len]))
			return at;
	}
	return NULL;
}

/* Underscores around words that signs of a script without spaces stand beside: those emphasise nothing. */
static const char *underscored(const char *text, const char *mark)
{
	size_t len = strlen(mark);
	for (const char *at = strstr(text, mark); at; at = strstr(at + len, mark)) {
		const char *end = (at[len] & 0x80) ? strstr(at + len, mark) : NULL;
		bool beside = end && ((at > text && (at[-1] & 0x80)) || (end[len] & 0x80));
		if (beside && (end[-1] & 0x80))
			return at;
	}
	return NULL;
}

/* A brace, and on the next line what stands in quotation marks, \1. */
static const char *json(const char *text, const char *mark)
{
	return str_starts(text, mark) && strchr("\1\"", text[strlen(mark)]) ? text : NULL;
}

/* ---- what is said ---- */

/* Marks of one meaning, where they stand in a text, and what is said of them. */
typedef struct {
	const char *(*find)(const char *text, const char *mark); /* NULL: nowhere */
	const char *said;
	const char *marks[11];
} Foreign;

#define STAYS ", so this stays as it is; write "

static const Foreign foreign[] = {
        {anywhere, "citations are not read here" STAYS "a note, [^name], or name the work", {"[@", "\\cite{"}},
        {cited_key, "citations are not read here" STAYS "a note, [^name], or name the work", {"[#"}},
        {named_rule, "rules have no names here" STAYS "[]{#name} before the words", {"r["}},
        {citing, "citations are not read here" STAYS "a note, [^name], or name the work", {" @", "-@"}},
        {anywhere, "this is no reference here" STAYS "[](#fig-name)", {"@fig-", "@fig:", "@Fig:"}},
        {anywhere, "this is no reference here" STAYS "[](#tbl-name)", {"@tbl-", "@tbl:", "@Tbl:"}},
        {anywhere, "this is no reference here" STAYS "[](#eq-name)", {"@eq-", "@eq:", "@Eq:"}},
        {anywhere, "this is no reference here" STAYS "[](#lst-name)", {"@lst-", "@lst:", "@Lst:"}},
        {anywhere,
         "this is no reference here" STAYS "[](#name)",
         {"@sec-", "@sec:", "@Sec:", "@thm-", "@lem-", "@cor-", "@prp-", "@def-", "@exm-", "@exr-"}},
        {keyed, "citations are not read here" STAYS "a note, [^name], or name the work", {"@"}},
        {bookdowns, "this is no reference here" STAYS "[](#name)", {"@ref("}},
        {role,
         "roles are not read here" STAYS "[](#name) for a reference, $…$ for a formula, the words for others",
         {"{", ":"}},
        {anywhere, "TeX is not read here" STAYS "[](#name)", {"\\ref{"}},
        {anywhere, "TeX is not read here" STAYS "[](#name), or $\\eqref{name}$", {"\\eqref{"}},
        {anywhere, "TeX is not read here" STAYS "{#name} behind what it names", {"\\label{"}},
        {anywhere, "an index is not made here, so this stays as it is; remove it", {"\\index{"}},
        {anywhere,
         "TeX is not read here" STAYS "it between $$, or math-brackets: true in the front matter",
         {"\\begin{align", "\\begin{equation", "\\begin{gather", "\\begin{multline"}},
        {environment, "TeX is not read here" STAYS "::: and a class for what it begins", {"\\begin{"}},
        {command, "TeX is not read here" STAYS "it in Markdown, or between dollars if it is a formula", {"\\"}},
        {anywhere,
         "no page ends within a paragraph" STAYS "it between two blank lines",
         {"\\newpage", "\\pagebreak", "\\clearpage", "\\cleardoublepage"}},
        {anywhere, "TeX is not read here" STAYS "*words*", {"\\emph{", "\\textit{"}},
        {anywhere, "TeX is not read here" STAYS "**words**", {"\\textbf{"}},
        {anywhere, "shortcodes are not read here" STAYS "what it stands for", {"{{<", "{{%"}},
        {tag_of_template,
         "tags of templates are not read here" STAYS "what it stands for, or ::: note for a box",
         {"{%"}},
        {anywhere, "tags of templates are not read here" STAYS "what it stands for", {"<% ", "<%="}},
        {template, "templates are not read here" STAYS "what it stands for", {"{{"}},
        {anywhere, "what mdBook puts in here is not read" STAYS "::: {include=\"file\"} for a file", {"{{#"}},
        {attributes,
         "these attributes have nothing to stand behind, or are none" STAYS
         "{#id .class key=value} behind a word, or on a line "
         "of its own above a block",
         {"{#", "{."}},
        {kramdown, "this gives nothing a class here" STAYS "{.class}, without a colon", {"{:"}},
        {anywhere,
         "this makes no contents here" STAYS "toc: true in the front matter",
         {"[TOC]", "[[toc]]", "[[_TOC_]]", "{:toc}"}},
        {wiki,
         "this is no link here" STAYS "[words](#id), or [words](file.md); ![words](file.png) for a picture",
         {"[["}},
        {anywhere,
         "this is no link here" STAYS "its address between < and > if it has spaces, as in [words](<a b.md>)",
         {"]("}},
        {anywhere,
         "nothing has this name, so this is no link and stays as it is; write its address, [words](address), or "
         "define it, [name]: address",
         {"]["}},
        {anywhere,
         "marks of changes are not read here" STAYS "the text as it is to be",
         {"{++", "{–", "{~~", "{>>", "{=="}},
        {around, "this marks nothing here" STAYS "[words]{.mark}", {"=="}},
        {around, "this underlines nothing here" STAYS "[words]{.underline}", {"++"}},
        {around, "this hides nothing here" STAYS "the words", {"||"}},
        {underscored, "underscores beside letters emphasise nothing" STAYS "**words** or *words*", {"__", "_"}},
        {around, "this is no comment here" STAYS "<!-- words -->", {"%%"}},
        {anywhere, "this is no comment here" STAYS "<!-- words -->", {"{/*"}},
        {leading, "this is no comment here" STAYS "<!-- words -->, or title: in the front matter", {"% ", "%%"}},
        {leading,
         "this is no box here" STAYS "::: note and, at its end, :::",
         {"!!! ", "??? ", "???+ ", "A> ", "B> ", "D> ", "I> ", "Q> ", "X> ", "{aside}", "{blurb}"}},
        {leading, "this is no box here" STAYS "::: warning and, at its end, :::", {"E> ", "W> "}},
        {leading, "this is no box here" STAYS "::: tip and, at its end, :::", {"T> "}},
        {leading,
         "this begins no div, nor ends one" STAYS "::: name, or ::: {.name title=\"…\"}, and at its end :::",
         {":::"}},
        {leading, "this is no text in the middle" STAYS "::: center and, at its end, :::", {"C> "}},
        {leading, "this is no mark here" STAYS "{.frontmatter} behind a heading", {"{frontmatter}"}},
        {leading, "this is no mark here" STAYS "{.frontmatter} behind what comes before", {"{mainmatter}"}},
        {leading, "this is no mark here" STAYS "{.backmatter} behind a heading", {"{backmatter}"}},
        {target, "this is no mark here" STAYS "{#name} behind what it names", {"("}},
        {leading,
         "this includes nothing here" STAYS "::: {include=\"file\"} and :::",
         {"!include", "!INCLUDE", "include::", "–8<–", "{!", "<<(", "@import \1"}},
        {leading, "front matter is YAML here" STAYS "it between lines of ---", {"+++\n"}},
        {json, "front matter is YAML here" STAYS "it between lines of ---", {"{\n", "{ ", "{"}},
        {leading,
         "such a list is read in Pandoc's dialect alone" STAYS "numbers, or 'dialect: pandoc' in the front matter",
         {"(@)"}},
        {example,
         "such a list is read in Pandoc's dialect alone" STAYS "numbers, or 'dialect: pandoc' in the front matter",
         {"(@"}},
        {leading, "this is no item here" STAYS "1. and so on", {"#. "}},
        {leading, "there is no such task here" STAYS "[ ] or [x]", {"[] ", "[/] ", "[-] ", "[>] ", "[~] ", "[?] "}},
        {leading, "there are six levels of headings, and this is text; take some # away", {"####### "}},
        {defining, "abbreviations are not read here" STAYS "[HTML]{.abbr title=\"…\"}", {"*["}},
        {directive, "directives are not read here" STAYS "::: note for a box, ![words](file) for a picture", {".. "}},
        {leading, "this is no heading here" STAYS "# and a space before it", {"== ", "=== ", "==== "}},
        {leading, "this is no picture here" STAYS "![words](file)", {"image::"}},
        {leading, "this is no table here" STAYS "a bar between cells and |---| under the first row", {"|===", "{|"}},
        {anywhere, "this is no note here" STAYS "^[words]", {"footnote:["}},
        {note_in_brackets, "this is no note here" STAYS "^[words]", {"[^"}},
        {block_mark, "this is no mark here" STAYS "{#name} behind what it names", {" ^"}},
        {sign, "there is no sign of this name" STAYS "the sign itself", {":"}},
        {anywhere, "this is no tag here, so it stays as it is; remove it", {"<o:p>", "<v:", "<w:"}},
        {importing, "nothing is run here, so this stays as it is; remove it", {"import "}},
        {leading,
         "nothing is run here, so this stays as it is; remove it",
         {"export const ", "export default ", "export function "}},
        {anywhere, "this is no link here" STAYS "[words](address)", {"\2_"}},
};

/* Of which Markdown leaves nothing in the text, so the source is searched. */
static const Foreign unseen[] = {
        {bracket,
         "\\( and \\) are brackets here, and no formula; write $…$, or math-brackets: true in the front matter",
         {"\\("}},
        {display,
         "\\[ and \\] are brackets here, and no formula; write $$…$$, or math-brackets: true in the front matter",
         {"\\["}},
        {anywhere, "this is neither bold nor italic here" STAYS "**words** or *words*", {"'''"}},
};

/* ---- telling ---- */

/* The block's text, in which a sign stands for code, another for what else is none; and which bytes it has. */
static void add_texts(const DocNode *block, Buf *out, bool has[256])
{
	for (const DocNode *node = doc_next(block, block, false); node; node = doc_next(node, block, false)) {
		if (node->type == DOC_TEXT)
			buf_add(out, node->u.text.text, node->u.text.len);
		else
			buf_char(out, node->type == DOC_SOFT_BREAK ? '\n' : node->type == DOC_CODE ? '\2' : '\1');
	}
	for (size_t i = 0; i < out->len; i++)
		has[(unsigned char)out->data[i]] = true;
}

/* Of a command a backslash more in the source makes text. */
static bool is_escaped_command(const Maker *maker, const DocNode *block, const char *at)
{
	char name[40];
	size_t len = 1;
	while (is_letter(at[len]) && len + 1 < sizeof name)
		len++;
	memcpy(name, at, len);
	name[len] = '\0';
	return md_is_escaped(maker, block, name);
}

static void check(Maker *maker, const DocNode *block, const char *text, const Foreign *row)
{
	for (const char *const *mark = row->marks; *mark; mark++) {
		const char *at = row->find(text, *mark);
		if (at && row->find == command && is_escaped_command(maker, block, at))
			continue;
		bool slashed = row->find == bracket || row->find == display || row->find == bookdowns;
		if (at && !slashed && md_is_escaped(maker, block, *mark))
			continue;
		if (at) {
			tally_add(&maker->tally, md_find_mark(maker, block, at, *mark, slashed), "dialect-other",
			          row->said);
			return;
		}
	}
}

/* Whether a row's marks may stand in a text that has these bytes. */
static bool may_stand(const Foreign *row, const bool has[256])
{
	for (const char *const *mark = row->marks; *mark; mark++) {
		if (has[(unsigned char)**mark] && has[(unsigned char)(*mark)[strlen(*mark) - 1]])
			return true;
	}
	return false;
}

void md_check_dialect(Maker *maker, const DocNode *block)
{
	Buf text = {0};
	bool has[256] = {0};
	md_check_drawn(maker, block->pos);
	add_texts(block, &text, has);
	for (size_t i = 0; i < BASE_LEN(foreign) && text.len; i++) {
		if (may_stand(&foreign[i], has))
			check(maker, block, text.data, &foreign[i]);
	}
	if (text.len)
		md_check_markups(maker, block, text.data, has);
	buf_clear(&text);
	if ((has['('] || has['['] || has[1]) && !maker->extensions->brackets)
		md_add_source(maker, block, &text);
	for (size_t i = 0; i < BASE_LEN(unseen) && text.len; i++)
		check(maker, block, text.data, &unseen[i]);
	if (text.len)
		md_check_source(maker, block, text.data);
	buf_free(&text);
}

void md_check_script(Maker *maker, const DocNode *script)
{
	for (const DocNode *node = doc_next(script, script, false); node; node = doc_next(node, script, false)) {
		if (node->type == DOC_SOFT_BREAK || (node->type == DOC_TEXT && strchr(node->u.text.text, ' '))) {
			tally_add(&maker->tally, script->pos, "script-words",
			          script->type == DOC_SUBSCRIPT
			                  ? "these words are set low, which others do with what has no spaces alone; "
			                    "write \\~ if that is not meant"
			                  : "these words are set high, which others do with what has no spaces alone; "
			                    "write \\^ if that is not meant");
			return;
		}
	}
}
