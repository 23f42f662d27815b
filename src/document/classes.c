/* Classes of divs and spans that mean nothing here: what their author wanted of them is likely lost. */
#include "document/document.h"

#include <string.h>

/* What is known beside the kinds of divs and of sections. */
static const char *const known[] = {
        "-",           "abbr",       "attribution",   "backmatter",     "back-matter",     "bodymatter",
        "body",        "button",     "code",          "content-hidden", "content-visible", "div-title",
        "ebook-only",  "epub-only",  "file",          "filename",       "frontmatter",     "front-matter",
        "hidden",      "kbd",        "key",           "lines",          "mainmatter",      "mark",
        "marks",       "menu",       "missing-image", "only-epub",      "only-print",      "path",
        "placeholder", "print-only", "samp",          "small",          "smallcaps",       "sourceCode",
        "tt",          "ul",         "underline",     "unlisted",       "unnumbered",      "verse",
        "wide",
};

/* What a div's class says of blocks alone. */
static const char *const of_blocks[] = {
        "answer", "center", "column", "columns", "landscape", "letter", "newpage", "page-break", "pagebreak", "right",
};

static bool is_among(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(names[i], name))
			return true;
	}
	return false;
}

bool doc_numbers_lines(const char *class)
{
	static const char *const names[] = {"numberLines", "number-lines", "lineNumbers", "line-numbers", "linenums"};
	return is_among(class, names, BASE_LEN(names));
}

static bool is_of_blocks(const char *name)
{
	return is_among(name, of_blocks, BASE_LEN(of_blocks));
}

static bool is_known(const DocNode *node, const char *name)
{
	return is_among(name, known, BASE_LEN(known)) || (doc_is_block(node->type) && is_of_blocks(name)) ||
	       doc_is_kind(name) || (node->type == DOC_DIV && doc_div_kind(node));
}

static bool has_keys(DocType type)
{
	return type == DOC_SPAN || type == DOC_LINK || type == DOC_IMAGE || type == DOC_DIV || type == DOC_HEADER;
}

/* What nobody reads: likely a slip, as "languge", or another program's. */
static void check_keys(const DocNode *node, Tally *tally)
{
	static const char *const read[] = {"alt",           "aria-label",  "caption", "custom-style", "dir",
	                                   "file-name",     "filename",    "height",  "include",      "lang",
	                                   "lines",         "number",      "only",    "rel",          "ruby",
	                                   "short",         "style",       "tag",     "target",       "title",
	                                   "unless-format", "when-format", "width"};
	for (size_t i = 0; has_keys(node->type) && node->attr && i < node->attr->pair_count; i++) {
		const char *key = node->attr->keys[i];
		if (is_among(key, read, BASE_LEN(read)) || str_starts(key, "data-"))
			continue;
		const char *near = str_nearest(key, read, BASE_LEN(read));
		tally_add(tally, node->pos, "key-unknown",
		          arena_printf(tally->arena, "the key '%s' means nothing here, so it is left out; %s%s%s", key,
		                       near ? "did you mean '" : "remove it, or write data-", near ? near : key,
		                       near ? "'?" : ""));
	}
}

void doc_check_classes(const Doc *doc, const DocNode *node, Tally *tally)
{
	static const char *const likely[] = {"note",      "tip",       "warning",   "caution",    "important",
	                                     "epigraph",  "verse",     "pullquote", "dedication", "abstract",
	                                     "pagebreak", "smallcaps", "underline", "unnumbered"};
	size_t count = node->attr ? node->attr->class_count : 0;
	check_keys(node, tally);
	for (size_t i = 0; i < count; i++) {
		if (is_known(node, node->attr->classes[i]))
			return;
	}
	if (!count || doc->styled || doc->meta.sheet_count)
		return;
	const char *name = node->attr->classes[0],
	           *near = strlen(name) > 4 ? str_nearest(name, likely, BASE_LEN(likely)) : NULL;
	if (is_of_blocks(name))
		tally_add(tally, node->pos, "class-unknown",
		          arena_printf(
		                  tally->arena,
		                  "the class '%s' is of blocks, and means nothing in a line; write ::: %s and, at its "
		                  "end, :::",
		                  name, name));
	else if (near && !(str_starts(name, near) && str_eq(name + strlen(near), "s")))
		tally_add(tally, node->pos, "class-unknown",
		          arena_printf(tally->arena, "the class '%s' means nothing here; did you mean '%s'?", name,
		                       near));
	else
		tally_add(
		        tally, node->pos, "class-unknown",
		        arena_printf(
		                tally->arena,
		                "the class '%s' means nothing here, and stays in the e-book for a style sheet (css:); "
		                "see bifolio help markdown for those that do",
		                name));
}
