/*
 * SUMMARY.md, as mdBook's guide has it: a title; links before the list to what comes before the numbered chapters; a
 * list of links, nested as the chapters are; headings of the first level over what is a part; links after the list.  A
 * link to nothing is a chapter that is not written yet.
 */
#include "source/summary.h"
#include "language/language.h"
#include "markdown/markdown.h"

#include <string.h>
#include <strings.h>

enum { LARGEST = 16 << 20, DEEPEST = 6 };

typedef struct {
	Arena *arena;
	const char *folder;
	SrcParts *out;
	const char *title;
	bool parts; /* there is the heading of a part */
} Reader;

void src_parts_add(SrcParts *parts, SrcPart part)
{
	parts->items = base_grow(parts->items, parts->count, &parts->cap, sizeof *parts->items);
	parts->items[parts->count++] = part;
}

static const char *plain(Arena *arena, const DocNode *node)
{
	Buf text = {0};
	doc_plain_text(node, &text);
	const char *copy = arena_strndup(arena, text.data ? text.data : "", text.len);
	buf_free(&text);
	return copy;
}

static int depth_of(const DocNode *node)
{
	int depth = 0;
	for (; node; node = node->parent)
		depth += node->type == DOC_BULLET_LIST || node->type == DOC_ORDERED_LIST;
	return depth;
}

static bool is_usual(const char *title)
{
	return !strcasecmp(title, "Summary") || !strcasecmp(title, "Table of Contents") || lang_is_contents(title);
}

/* The first heading is the title, if nothing stands before it; the others are parts: mdBook's are of the first level,
 * GitBook's of the second. */
static void take_heading(Reader *reader, const DocNode *header)
{
	const char *text = plain(reader->arena, header);
	if (header->u.header.level > 2)
		return;
	if (!header->prev) {
		reader->title = is_usual(text) ? NULL : text;
		return;
	}
	reader->parts = true;
	src_parts_add(reader->out, (SrcPart){.name = text, .class = "part", .level = 1});
}

static void take_link(Reader *reader, const DocNode *link)
{
	const char *url = link->u.link.url;
	int depth = depth_of(link), level = depth ? depth + reader->parts : 1;
	if (!url || !*url || *url == '#')
		return;
	const char *path = arena_strndup(reader->arena, url, strcspn(url, "?#"));
	src_parts_add(reader->out, (SrcPart){
	                                   .path = path_join(reader->arena, reader->folder, path),
	                                   .name = plain(reader->arena, link),
	                                   .class = depth ? NULL : "unnumbered",
	                                   .level = level > DEEPEST ? DEEPEST : level,
	                           });
}

bool src_summary(const char *root, const char *path, Arena *arena, Diag *diag, SrcParts *out, const char **title)
{
	Buf text = {0};
	Reader reader = {.arena = arena, .folder = path_folder(arena, path), .out = out};
	const char *slash = strrchr(path, '/');
	PathStatus status = path_read_under(root, reader.folder, slash ? slash + 1 : path, LARGEST, &text);
	if (status != PATH_OK) {
		diag_report(diag, DIAG_ERROR, (Pos){.file = path}, "project-unreadable",
		            "cannot read this list of the book's files; check its name");
		buf_free(&text);
		return false;
	}
	Doc *doc = doc_new();
	md_parse(doc, doc->root, text.data ? text.data : "", text.len, (Pos){path, 1, 1}, diag);
	for (const DocNode *node = doc->root; node; node = doc_next(node, doc->root, false)) {
		if (node->type == DOC_HEADER)
			take_heading(&reader, node);
		else if (node->type == DOC_LINK)
			take_link(&reader, node);
	}
	*title = reader.title;
	doc_free(doc);
	buf_free(&text);
	return true;
}
