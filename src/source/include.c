/* Files taken in: texts, which are read where they are named. */
#include "source/include.h"
#include "markdown/markdown.h"
#include "source/frontmatter.h"

#include <string.h>

enum { LARGEST = 16 << 20, DEEPEST = 20, MOST = 2000 };
enum { LARGEST_ALL = 64 << 20, LEAST_EACH = 4096 }; /* of all that is taken in; what each file counts for */

bool src_includes_text(const DocNode *node)
{
	static const char *const endings[] = {".md", ".markdown", ".qmd", ".Rmd"};
	const char *file = node->type == DOC_DIV && node->attr ? doc_key(node, "include") : NULL;
	bool part = file && (doc_key(node, "lines") || doc_key(node, "tag"));
	for (size_t i = 0; i < BASE_LEN(endings) && file && !part; i++) {
		if (str_ends(file, endings[i]))
			return true;
	}
	return false;
}

/* A file may be named as often as one likes, in a book of mdBook's for a line of it each time. */
static bool is_enough(Doc *doc, const DocNode *node, const char *file, Diag *diag)
{
	if (doc->included <= LARGEST_ALL)
		return false;
	diag_report(
	        diag, DIAG_ERROR, node->pos, "include-much",
	        "'%s' is not included: what this text takes in is more than 64 MB, a file counting for 4 kB at least; "
	        "write a text of its own of some",
	        file);
	return true;
}

bool src_include_file(Doc *doc, const DocNode *node, const char *file, Buf *out, Diag *diag)
{
	const char *source = node->pos.file;
	const char *folder = source && !str_eq(source, "-") ? path_folder(doc->arena, source) : ".";
	/* another program makes a book of what it finds */
	DiagLevel level = doc->meta.mdbook ? DIAG_WARNING : DIAG_ERROR;
	if (is_enough(doc, node, file, diag))
		return false;
	PathStatus status = path_read_under(doc->root_folder, folder, file, LARGEST, out);
	if (status != PATH_OK) {
		diag_report(diag, level, node->pos, "include-unreadable", "'%s' is not included: %s", file,
		            path_reason(doc->arena, status, LARGEST));
		return false;
	}
	doc_add_file(doc, path_join(doc->arena, folder, file));
	doc->included += out->len > LEAST_EACH ? out->len : LEAST_EACH;
	if (utf8_check(out->data ? out->data : "", out->len) == out->len &&
	    !(out->len && memchr(out->data, '\0', out->len)))
		return true;
	diag_report(diag, level, node->pos, "include-text", "'%s' is no text of UTF-8; include only such", file);
	buf_free(out);
	return false;
}

/* ---- texts ---- */

/* How deep a place stands in files that take in others; DEEPEST if it is in the file itself already. */
static int depth_of(Doc *doc, const DocNode *div, const char *path)
{
	int depth = 0;
	for (const DocNode *node = div; node; node = node->parent) {
		bool same = node->pos.file && str_eq(path_normal(doc->arena, node->pos.file), path);
		if (same)
			return DEEPEST;
		depth += node->parent && node->parent->pos.file != node->pos.file;
	}
	return depth;
}

static void take_in(Doc *doc, DocNode *div, Diag *diag)
{
	const char *file = doc_key(div, "include"), *source = div->pos.file;
	const char *folder = source && !str_eq(source, "-") ? path_folder(doc->arena, source) : ".";
	const char *path = path_normal(doc->arena, path_join(doc->arena, folder, file));
	Buf text = {0};
	while (div->first)
		doc_unlink(div->first);
	if (depth_of(doc, div, path) >= DEEPEST) {
		diag_report(diag, DIAG_ERROR, div->pos, "include-cycle",
		            "'%s' would take itself in; leave one of the two out", file);
		return;
	}
	if (!src_include_file(doc, div, file, &text, diag))
		return;
	const char *data = text.data ? text.data : "";
	size_t mark = text.len >= 3 && !memcmp(data, "\xEF\xBB\xBF", 3) ? 3 : 0;
	uint32_t lines = 0;
	size_t front = src_front_find(data + mark, text.len - mark, &lines);
	Pos start = {path, front ? lines + 1 : 1, 1};
	md_parse(doc, div, data + mark + front, text.len - mark - front, start, diag);
	buf_free(&text);
}

void src_includes(Doc *doc, Diag *diag)
{
	size_t count = 0;
	Tally classes = {.arena = doc->arena};
	for (DocNode *node = doc->root; node; node = doc_next_mutable(node, doc->root, false)) {
		if (!src_includes_text(node))
			continue;
		doc_check_classes(doc, node, &classes);
		if (++count <= MOST)
			take_in(doc, node, diag);
		else
			diag_report(diag, DIAG_ERROR, node->pos, "include-many",
			            "this is the %d. file that is taken in, and no more are; write one text of some",
			            MOST + 1);
		if (count > MOST)
			break;
	}
	tally_tell(&classes, diag);
}
