/* Code: which of its classes is its language. */
#include "source/code.h"

#include <stdlib.h>
#include <string.h>

/* Classes that say how a listing is shown, beside those of languages. */
static const char *const looks[] = {
        "numberLines",  "number-lines", "lineNumbers", "line-numbers", "linenums", "lineAnchors",
        "line-anchors", "input",        "output",      "sourceCode",   "example",  "cell",
        "code",         "listing",      "continued",   "unwrapped",    "nowrap",   "wrap",
};

static bool is_look(const char *class)
{
	for (size_t i = 0; i < BASE_LEN(looks); i++)
		if (str_eq(looks[i], class))
			return true;
	return false;
}

/* The first class that is a language; else, of a listing, the first that could be one. */
static const char *language_of(Code *code, const DocNode *node)
{
	const char *other = NULL;
	for (size_t i = 0; node->attr && i < node->attr->class_count; i++) {
		const char *class = node->attr->classes[i];
		if (is_look(class))
			continue;
		if (code_language(code, class))
			return class;
		if (!other && node->type == DOC_CODE_BLOCK)
			other = class;
	}
	return other;
}

/* "rust,ignore", as mdBook writes it, is Rust. */
static const char *bare_name(Doc *doc, const char *name)
{
	if (str_starts(name, "language-"))
		name += strlen("language-");
	size_t len = strcspn(name, ",");
	return name[len] ? arena_strndup(doc->arena, name, len) : name;
}

static void find_tokens(Doc *doc, Code *code, DocNode *node)
{
	const char *name = language_of(code, node);
	if (!name)
		return;
	node->u.code.lang = bare_name(doc, name);
	node->u.code.tokens =
	        code_tokens(code, doc->arena, node->u.code.lang, node->u.code.text, node->u.code.len, node->pos);
}

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

static void read_code(Doc *doc, Code *code, DocNode *node)
{
	find_tokens(doc, code, node);
	if (node->type == DOC_CODE_BLOCK)
		read_listing(doc, node);
}

static void find_all(Doc *doc, Code *code, DocNode *top)
{
	for (const DocNode *node = top; node; node = doc_next(node, top, false))
		if ((node->type == DOC_CODE || node->type == DOC_CODE_BLOCK) && node->attr)
			read_code(doc, code, (DocNode *)(uintptr_t)node);
}

void src_code(Doc *doc, Diag *diag)
{
	Code *code = code_new(diag);
	find_all(doc, code, doc->root);
	for (size_t i = 0; i < doc->note_count; i++)
		find_all(doc, code, doc->notes[i]);
	code_free(code);
}
