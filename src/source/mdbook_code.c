/*
 * Code as mdBook shows it: files stand where "{{#include FILE}}" names them, and of Rust the lines go that only make
 * an example complete, which begin with a sign of their own ("# use std::io;").
 */
#include "markdown/markdown.h"
#include "source/include.h"
#include "source/mdbook.h"
#include "source/slice.h"

#include <string.h>

/* Adds what "{{#include FILE}}" at text stands for; the bytes that it takes, 0 if it is none, or names none that can
 * be read. */
static size_t take_in(Doc *doc, Pos pos, const char *text, Buf *out, Diag *diag)
{
	DocNode *keys = doc_node(doc, DOC_DIV, pos);
	Buf data = {0};
	size_t len = md_read_inclusion(doc, text, keys);
	if (!len || !src_include_file(doc, keys, doc_key(keys, "include"), &data, diag))
		return 0;
	SrcSlice all = {data.data ? data.data : "", data.len};
	src_put_slice(keys, src_slice(keys, &all), out);
	buf_free(&data);
	return len;
}

static void keep(Doc *doc, DocNode *code, Buf *text)
{
	code->u.code.text = arena_strndup(doc->arena, text->data ? text->data : "", text->len);
	code->u.code.len = text->len;
	buf_free(text);
}

static void take_in_all(Doc *doc, DocNode *code, Diag *diag)
{
	const char *at = code->u.code.text, *next;
	Pos pos = {code->pos.file, code->pos.line + 1, 1}; /* a fence stands before the lines */
	Buf text = {0};
	for (; (next = strstr(at, "{{#")) != NULL; at = next) {
		buf_add(&text, at, (size_t)(next - at));
		for (; at < next; at++)
			pos.line += *at == '\n';
		size_t len = take_in(doc, pos, next, &text, diag);
		if (!len)
			buf_char(&text, *next);
		next += len ? len : 1;
	}
	buf_str(&text, at);
	keep(doc, code, &text);
}

/* "rust", with or without what is to be done with it: "rust,ignore". */
static bool is_rust(const DocNode *code)
{
	const char *class = code->attr && code->attr->class_count ? code->attr->classes[0] : "";
	return str_starts(class, "rust") && (!class[4] || class[4] == ',');
}

/* Lines of "#" alone, or "# " and what nobody is to see; "##" is a sign that is seen. */
static void hide_lines(Doc *doc, DocNode *code)
{
	Buf text = {0};
	const SrcSlice all = {code->u.code.text, code->u.code.len};
	for (size_t at = 0, end; at < all.len; at = end) {
		const char *line = all.text + at;
		end = src_line_end(&all, at);
		size_t indent = strspn(line, " \t"), len = end - at;
		bool sign = indent < len && line[indent] == '#';
		char next = sign && indent + 1 < len ? line[indent + 1] : '\n';
		if (sign && (next == ' ' || next == '\n' || next == '\r'))
			continue;
		buf_add(&text, line, sign && next == '#' ? indent : len);
		if (sign && next == '#')
			buf_add(&text, line + indent + 1, len - indent - 1);
	}
	while (text.len && text.data[text.len - 1] == '\n' && !(all.len && all.text[all.len - 1] == '\n'))
		text.len--;
	keep(doc, code, &text);
}

static void read_below(Doc *doc, DocNode *top, Diag *diag)
{
	for (DocNode *node = top; node; node = doc_next_mutable(node, top, node->type == DOC_CODE_BLOCK)) {
		if (node->type != DOC_CODE_BLOCK)
			continue;
		if (strstr(node->u.code.text, "{{#"))
			take_in_all(doc, node, diag);
		if (is_rust(node))
			hide_lines(doc, node);
	}
}

void src_mdbook_code(Doc *doc, Diag *diag)
{
	for (size_t i = 0; i <= doc->note_count; i++)
		read_below(doc, i ? doc->notes[i - 1] : doc->root, diag);
}
