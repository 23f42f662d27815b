/* What was likely meant otherwise: told where it stands, and read as it is. */
#include "markdown/tree.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- fences ---- */

/* A line of the source without its end; empty if there is none. */
static const char *line_at(const Maker *maker, uint32_t line, size_t *len)
{
	*len = 0;
	if (!line || line > maker->line_count)
		return "";
	size_t start = maker->lines[line - 1], end = line < maker->line_count ? maker->lines[line] - 1 : maker->len;
	while (end > start && strchr(" \t\r\n", maker->text[end - 1]))
		end--;
	*len = end > start ? end - start : 0;
	return maker->text + start;
}

/* Whether a line ends with a fence that closes one of so many signs. */
static bool is_closing(const char *text, size_t len, char sign, size_t fence)
{
	size_t run = 0, at;
	while (run < len && text[len - 1 - run] == sign)
		run++;
	for (at = 0; at < len - run && strchr(" \t>", text[at]);)
		at++;
	return run >= fence && at == len - run;
}

void md_check_code(Maker *maker, cmark_node *from, Pos pos)
{
	size_t len;
	const char *text = line_at(maker, (uint32_t)cmark_node_get_end_line(from), &len);
	bool one = cmark_node_get_start_line(from) == cmark_node_get_end_line(from);
	bool in_cell = (size_t)cmark_node_get_end_line(from) > maker->line_count; /* whose end ends it */
	if (from->as.code.fenced && !in_cell &&
	    (one || !is_closing(text, len, (char)from->as.code.fence_char, from->as.code.fence_length)))
		tally_add(&maker->tally, pos, "code-unclosed",
		          "this block of code is never closed, so all that follows is code; close it with a line "
		          "like its "
		          "first");
}

void md_check_div(Maker *maker, const MdMark *mark, Pos pos)
{
	if (!mark->closed)
		tally_add(&maker->tally, pos, "div-unclosed",
		          "this div is never closed, so it holds all that follows; close it with a line of colons");
}

/* ---- notes ---- */

/* Where "[^label]", so many bytes long, stands in the source after the place that was
 * met last, and is not escaped; line 0 if it does not. */
static Pos find_call(Maker *maker, const char *call, size_t len)
{
	enum { FAR = 10000, MOST_LOST = 1000 };
	if (maker->lost > MOST_LOST)
		return (Pos){0};
	uint32_t line = maker->near.line ? maker->near.line : 1;
	size_t start = maker->lines[line - 1] + (maker->near.line ? maker->near.bytes : 0);
	for (size_t at = start; at + len <= maker->len && at < start + FAR; at++) {
		while (line < maker->line_count && maker->lines[line] <= at)
			line++;
		if (!memcmp(maker->text + at, call, len))
			return at && maker->text[at - 1] == '\\'
			               ? (Pos){0}
			               : md_place(maker, line, (uint32_t)(at - maker->lines[line - 1]) + 1);
	}
	maker->lost++;
	return (Pos){0};
}

/* The length of a call of a note at text, "[^label]"; 0 if it is none. */
static size_t call_length(const char *text)
{
	size_t len = str_starts(text, "[^") ? 2 + strcspn(text + 2, "[] \t\n") : 0;
	return len > 2 && text[len] == ']' ? len + 1 : 0;
}

/* cmark leaves a call of no note as text. */
void md_check_text(Maker *maker, const char *text)
{
	for (const char *at = strstr(text, "[^"); at; at = strstr(at + 2, "[^")) {
		size_t len = call_length(at);
		Pos pos = len ? find_call(maker, at, len) : (Pos){0};
		if (pos.line)
			diag_report(maker->diag, DIAG_WARNING, pos, "note-missing",
			            "there is no note '%.*s', so this stays as it is; write it as a paragraph that "
			            "begins with %.*s:",
			            (int)(len - 3), at + 2, (int)len, at);
	}
}

void md_check_note(Maker *maker, uint32_t line)
{
	size_t len, at = 0;
	const char *text = line_at(maker, line, &len);
	while (at + 1 < len && memcmp(text + at, "[^", 2))
		at++;
	size_t label = at + 2 < len ? strcspn(text + at + 2, "]\n") : 0;
	diag_report(maker->diag, DIAG_WARNING, md_place(maker, line, (uint32_t)at + 1), "note-unused",
	            "nothing calls the note '%.*s', or another has its name, so it is left out; write [^%.*s] where it "
	            "belongs",
	            (int)label, text + at + 2, (int)label, text + at + 2);
}

/* cmark drops what a row has beyond its table's columns, as it drops a bar in code that is not escaped. */
void md_check_row(Maker *maker, cmark_node *row)
{
	cmark_node *last = cmark_node_last_child(row);
	uint32_t line = (uint32_t)cmark_node_get_start_line(row);
	size_t len, at = last ? (size_t)cmark_node_get_end_column(last) : 0;
	const char *text = line_at(maker, line, &len);
	while (at && at < len && strchr(" \t|", text[at]))
		at++;
	if (!at || at >= len || text[at] == '\r')
		return;
	Pos pos = md_place(maker, line, (uint32_t)at + 1);
	if (pos.line)
		tally_add(&maker->tally, pos, "row-long",
		          "this row has more cells than its table has columns, and they are left out; give the head as "
		          "many, or write \\| for a bar that is text, in code, too");
}

/* ---- paragraphs ---- */

/* "#Heading", alone in its paragraph. */
static bool is_headless(const DocNode *para)
{
	const DocNode *text = para->first;
	if (para->type != DOC_PARA || text->type != DOC_TEXT || *text->u.text.text != '#')
		return false;
	size_t signs = strspn(text->u.text.text, "#");
	char next = text->u.text.text[signs];
	for (const DocNode *node = text; node; node = node->next) {
		if (node->type == DOC_SOFT_BREAK || node->type == DOC_LINE_BREAK)
			return false;
	}
	return signs <= 6 && ((next >= 'A' && next <= 'Z') || (next & 0x80));
}

static bool is_escaped(const Maker *maker, const DocNode *para)
{
	size_t len, at = 0;
	const char *line = line_at(maker, para->pos.line - maker->first.line + 1, &len);
	while (at < len && line[at] != '#')
		at++;
	return at && line[at - 1] == '\\';
}

/* A second line of dashes and bars, such as a table's head stands on. */
static bool is_broken_table(const DocNode *para)
{
	const DocNode *node = para->first;
	while (node && node->type != DOC_SOFT_BREAK)
		node = node->next;
	const DocNode *text = node ? node->next : NULL;
	if (!text || text->type != DOC_TEXT || (text->next && text->next->type != DOC_SOFT_BREAK))
		return false;
	const char *line = text->u.text.text;
	bool dashes = strstr(line, "-") || strstr(line, "–") || strstr(line, "—");
	return dashes && strchr(line, '|') &&
	       !line[strcspn(line, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")];
}

/* Lines between bars, and none of dashes. */
static bool is_headless_table(const DocNode *para)
{
	size_t lines = 0;
	for (const DocNode *node = para->first; node; node = node->next, lines++) {
		const DocNode *last = node;
		while (last->next && last->next->type != DOC_SOFT_BREAK)
			last = last->next;
		size_t len = last->type == DOC_TEXT ? last->u.text.len : 0;
		if (node->type != DOC_TEXT || *node->u.text.text != '|' || !len || last->u.text.text[len - 1] != '|')
			return false;
		if (!last->next)
			return lines > 0;
		node = last->next;
	}
	return false;
}

/* The text's first paragraph begins with what its front matter would. */
static bool is_bare_front(const Maker *maker, const DocNode *para)
{
	const DocNode *text = para->first;
	return !para->prev && para->parent == maker->doc->root && text->type == DOC_TEXT &&
	       !strncasecmp(text->u.text.text, "title: ", strlen("title: "));
}

/* What an item's line begins with where no list can: a sign that is no Markdown's, a letter or a number with a stop.
 * Returns the item's number, 0 for a sign, -1 for what is no item. */
static long item_number(const char *line)
{
	static const char *const signs[] = {"• ", "◦ ", "‣ ", "▪ ", "● ", "○ "};
	for (size_t i = 0; i < BASE_LEN(signs); i++) {
		if (str_starts(line, signs[i]))
			return 0;
	}
	size_t digits = strspn(line, "0123456789"), word = digits ? digits : 1;
	bool letter = *line >= 'a' && *line <= 'z';
	if (!(letter || (digits && digits < 4)) || (line[word] != '.' && line[word] != ')') || line[word + 1] != ' ')
		return -1;
	return letter ? *line - 'a' + 1 : strtol(line, NULL, 10);
}

static const DocNode *next_line(const DocNode *node)
{
	while (node && node->type != DOC_SOFT_BREAK)
		node = node->next;
	return node ? node->next : NULL;
}

/* Lines of a paragraph that are meant as a list: two, each the other's successor. */
void md_check_items(const Maker *maker, const DocNode *para)
{
	long before = -1;
	for (const DocNode *line = para->first; line; line = next_line(line)) {
		long number = line->type == DOC_TEXT ? item_number(line->u.text.text) : -1;
		if (before >= 0 && number == (before ? before + 1 : 0)) {
			diag_report(maker->diag, DIAG_WARNING, para->pos, "list-joined",
			            "lines of this paragraph begin as a list's items do, and are set one after the "
			            "other; write a blank line before the first, and - or a number before each");
			return;
		}
		before = number;
	}
}

void md_check_paragraph(const Maker *maker, const DocNode *para)
{
	if (!para->first)
		return;
	if (is_bare_front(maker, para))
		diag_report(maker->diag, DIAG_WARNING, para->pos, "front-bare",
		            "this is text, and may be meant as front matter; write a line of --- before it and after "
		            "it");
	if (is_headless(para) && !is_escaped(maker, para))
		diag_report(
		        maker->diag, DIAG_WARNING, para->pos, "heading-no-space",
		        "this is no heading without a space after its #, so it is a paragraph; add one, or write \\#");
	else if (is_headless_table(para))
		diag_report(maker->diag, DIAG_WARNING, para->pos, "table-headless",
		            "this is no table without a line such as |---|---| below its first, so it is a paragraph; "
		            "write one");
	else if (is_broken_table(para))
		diag_report(maker->diag, DIAG_WARNING, para->pos, "table-broken",
		            "this is no table, since its first two lines have not as many columns, so it is a "
		            "paragraph; give both "
		            "as many bars");
}

/* "---", "key: value", "---" away from the beginning: a rule, and what stands over dashes. */
void md_check_heading(Maker *maker, const DocNode *header)
{
	doc_check_classes(maker->doc, header, &maker->tally);
	const DocNode *rule = header->prev, *text = header->first;
	size_t key = text && text->type == DOC_TEXT ? strspn(text->u.text.text, "abcdefghijklmnopqrstuvwxyz-_") : 0;
	md_check_dialect(maker, header);
	if (key && str_starts(text->u.text.text + key, ": ") && header->u.header.level == 2 && rule &&
	    rule->type == DOC_RULE && rule->pos.line + 1 == header->pos.line)
		diag_report(maker->diag, DIAG_WARNING, header->pos, "front-late",
		            "this is a heading between rules, and may be meant as front matter; write that at the "
		            "beginning of a file");
}
