/* Listings: what their attributes ask for beside the lines, their captions, and code that is in a file. */
#include "source/code.h"
#include "markdown/markdown.h"

#include <stdlib.h>
#include <string.h>

/* "2-4 7,9" */
static void read_ranges(Doc *doc, const char *text, DocListing *out)
{
	out->marked = arena_alloc(doc->arena, (strlen(text) / 2 + 1) * sizeof *out->marked);
	while (*text) {
		char *end;
		unsigned long first = strtoul(text, &end, 10), last = first;
		if (end == text) {
			text++;
			continue;
		}
		if (*end == '-' && end[1] >= '0' && end[1] <= '9')
			last = strtoul(end + 1, &end, 10);
		uint32_t *range = out->marked[out->marked_count++];
		range[0] = first < UINT32_MAX ? (uint32_t)first : UINT32_MAX;
		range[1] = last < UINT32_MAX ? (uint32_t)last : UINT32_MAX;
		text = end;
	}
}

/* The first of these keys that a listing has; NULL. */
static const char *key_of(const DocNode *node, const char *const *keys)
{
	const char *value = NULL;
	for (; *keys && !value; keys++)
		value = doc_key(node, *keys);
	return value;
}

static bool is_numbered(const DocNode *node)
{
	static const char *const classes[] = {"numberLines", "number-lines", "lineNumbers", "line-numbers", "linenums"};
	for (size_t i = 0; i < BASE_LEN(classes); i++)
		if (doc_has_class(node, classes[i]))
			return true;
	return key_of(node, (const char *const[]){"startFrom", "start-from", "linenums", NULL}) != NULL;
}

/* Numbers of lines and lines that stand out, as Pandoc and as others write them. */
static void read_listing(Doc *doc, DocNode *node)
{
	enum { MOST = 1000000000 };
	const char *from = key_of(node, (const char *const[]){"startFrom", "start-from", "linenums", NULL});
	const char *marked = key_of(node, (const char *const[]){"hl_lines", "hl-lines", "code-line-numbers", NULL});
	if (!marked && !is_numbered(node))
		return;
	DocListing *listing = arena_alloc(doc->arena, sizeof *listing);
	unsigned long number = from ? strtoul(from, NULL, 10) : 1;
	if (is_numbered(node))
		listing->number = number && number < MOST ? (uint32_t)number : 1;
	if (marked)
		read_ranges(doc, marked, listing);
	node->u.code.listing = listing;
}

/* ---- captions ------------------------------------------------------------- */

/* What a caption says, as Markdown; its file's name goes before. */
static DocNode *make_caption(Doc *doc, const DocNode *code, const char *text, const char *file, Diag *diag)
{
	DocNode *caption = doc_node(doc, DOC_CAPTION, code->pos);
	if (text)
		md_parse(doc, caption, text, strlen(text), code->pos, diag);
	if (!caption->first)
		doc_append(caption, doc_node(doc, DOC_PLAIN, code->pos));
	for (DocNode *block = caption->first; block; block = block->next)
		block->type = block->type == DOC_PARA ? DOC_PLAIN : block->type;
	if (!file)
		return caption;
	DocNode *name = doc_node(doc, DOC_CODE, code->pos), *first = caption->first->first;
	name->u.code.text = file;
	name->u.code.len = strlen(file);
	doc_add_class(doc, name, "filename");
	if (first) {
		doc_insert_before(first, name);
		doc_insert_before(first, doc_text(doc, code->pos, ": ", 2));
	} else {
		doc_append(caption->first, name);
	}
	return caption;
}

/* A listing with a caption is a figure, which is not called one: the id is its own. */
static void wrap(Doc *doc, DocNode *code, Diag *diag)
{
	const char *text = key_of(code, (const char *const[]){"caption", "lst-cap", NULL});
	const char *file = key_of(code, (const char *const[]){"filename", "file-name", NULL});
	if (!text && !file)
		return;
	DocNode *figure = doc_node(doc, DOC_FIGURE, code->pos);
	figure->u.figure.listing = true;
	figure->u.figure.counted = text || doc_id(code);
	doc_replace(code, figure);
	doc_append(figure, make_caption(doc, code, text, file, diag));
	doc_append(figure, code);
	if (doc_id(code)) {
		doc_attr(doc, figure)->id = doc_id(code);
		code->attr->id = NULL;
	}
}

/* ---- code that is in a file ------------------------------------------------- */

enum { LARGEST = 16 << 20 };

typedef struct {
	const char *text;
	size_t len;
} Part;

/* The end of the line at which at stands, its line end with it. */
static size_t line_end(const Part *of, size_t at)
{
	const char *end = memchr(of->text + at, '\n', of->len - at);
	return end ? (size_t)(end - of->text) + 1 : of->len;
}

/* Lines first to last, counted from 1. */
static Part take_lines(const Part *of, unsigned long first, unsigned long last)
{
	size_t at = 0, from = of->len;
	unsigned long line = 1;
	for (; at < of->len && line <= last; line++) {
		if (line == first)
			from = at;
		at = line_end(of, at);
	}
	return from < at ? (Part){of->text + from, at - from} : (Part){of->text, 0};
}

/* Whether a line holds a word that ends with a tag's name. */
static bool has_tag(const char *line, size_t len, const char *word, const char *tag)
{
	size_t before = strlen(word), all = before + strlen(tag);
	for (size_t i = 0; i + all <= len; i++) {
		char next = i + all < len ? line[i + all] : '\n';
		if (!memcmp(line + i, word, before) && !memcmp(line + i + before, tag, all - before) &&
		    strchr("[ \t\r\n*-", next))
			return true;
	}
	return false;
}

/* What stands between "tag::NAME[]" and "end::NAME[]", as Asciidoctor marks it, or "ANCHOR: NAME" and "ANCHOR_END:
 * NAME", as mdBook does. */
static Part take_tag(const Part *of, const char *tag)
{
	Part found = {of->text, 0};
	bool open = false;
	for (size_t at = 0, end; at < of->len; at = end) {
		const char *line = of->text + at;
		end = line_end(of, at);
		if (open && (has_tag(line, end - at, "end::", tag) || has_tag(line, end - at, "ANCHOR_END: ", tag)))
			return (Part){found.text, (size_t)(line - found.text)};
		if (!open && (has_tag(line, end - at, "tag::", tag) || has_tag(line, end - at, "ANCHOR: ", tag))) {
			open = true;
			found.text = of->text + end;
		}
	}
	return (Part){of->text, 0};
}

static Part take_part(const DocNode *node, const Part *all)
{
	const char *lines = doc_key(node, "lines"), *tag = doc_key(node, "tag");
	char *end;
	if (tag)
		return take_tag(all, tag);
	if (!lines)
		return *all;
	unsigned long first = strtoul(lines, &end, 10), last = first;
	if (*end == '-')
		last = end[1] ? strtoul(end + 1, &end, 10) : (unsigned long)-1;
	return take_lines(all, first ? first : 1, last);
}

/* Without what all of its lines are indented by, and without its last line end. */
static void put_part(Doc *doc, DocNode *code, Part part)
{
	size_t indent = SIZE_MAX;
	for (size_t at = 0, end; at < part.len; at = end) {
		end = line_end(&part, at);
		size_t own = strspn(part.text + at, " \t");
		if (at + own < end && part.text[at + own] != '\n')
			indent = own < indent ? own : indent;
	}
	Buf text = {0};
	for (size_t at = 0, end; at < part.len; at = end) {
		end = line_end(&part, at);
		size_t skip = end - at > indent ? indent : 0;
		buf_add(&text, part.text + at + skip, end - at - skip);
	}
	while (text.len && (text.data[text.len - 1] == '\n' || text.data[text.len - 1] == '\r'))
		text.len--;
	code->u.code.text = arena_strndup(doc->arena, text.data ? text.data : "", text.len);
	code->u.code.len = text.len;
	buf_free(&text);
}

/* The file's ending, where nothing else says the language. */
static void name_language(Doc *doc, DocNode *code, const char *file)
{
	const char *dot = strrchr(file, '.');
	if ((!code->attr || !code->attr->class_count) && dot && dot[1] && !strchr(dot, '/'))
		doc_add_class(doc, code, dot + 1);
}

static bool read_file(Doc *doc, const DocNode *node, const char *file, Buf *out, Diag *diag)
{
	static const char *const reasons[] = {[PATH_MISSING] = "there is no such file; check its name",
	                                      [PATH_OUTSIDE] = "only files under the source's folder are read",
	                                      [PATH_NOT_FILE] = "it is a folder or a device; name a file",
	                                      [PATH_TOO_LARGE] = "it is larger than 16 MB; name a smaller one",
	                                      [PATH_UNREADABLE] = "it cannot be read; check its permissions"};
	const char *source = node->pos.file;
	const char *folder = source && !str_eq(source, "-") ? path_folder(doc->arena, source) : ".";
	PathStatus status = path_read_under(folder, file, LARGEST, out);
	if (status != PATH_OK)
		diag_report(diag, DIAG_ERROR, node->pos, "include-unreadable", "'%s' is not included: %s", file,
		            reasons[status]);
	else
		doc_add_file(doc, path_join(doc->arena, folder, file));
	return status == PATH_OK;
}

static void include(Doc *doc, DocNode *node, Diag *diag)
{
	const char *file = doc_key(node, "include");
	Buf data = {0};
	if (!read_file(doc, node, file, &data, diag))
		return;
	Part all = {data.data ? data.data : "", data.len}, part;
	if (utf8_check(all.text, all.len) != all.len || memchr(all.text, '\0', all.len)) {
		diag_report(diag, DIAG_ERROR, node->pos, "include-text", "'%s' is no text of UTF-8; include only such",
		            file);
		all.len = 0;
	}
	part = take_part(node, &all);
	if (!part.len && all.len)
		diag_report(diag, DIAG_ERROR, node->pos, "include-part",
		            "'%s' has no such lines; see lines= and tag= here", file);
	node->type = DOC_CODE_BLOCK;
	while (node->first)
		doc_unlink(node->first);
	memset(&node->u, 0, sizeof node->u);
	put_part(doc, node, part);
	name_language(doc, node, file);
	buf_free(&data);
}

/* ---- all --------------------------------------------------------------------- */

void src_listings(Doc *doc, Diag *diag)
{
	DocNode *next;
	for (DocNode *node = doc->root; node; node = next) {
		bool code = node->type == DOC_CODE_BLOCK;
		if ((code || node->type == DOC_DIV) && node->attr && doc_key(node, "include")) {
			include(doc, node, diag);
			code = node->type == DOC_CODE_BLOCK;
		}
		next = doc_next_mutable(node, doc->root, false);
		if (!code || !node->attr)
			continue;
		read_listing(doc, node);
		wrap(doc, node, diag);
	}
}
