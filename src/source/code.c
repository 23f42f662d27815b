/* Code: which of its classes is its language. */
#include "source/code.h"
#include "source/editions.h"

#include <string.h>

/* Classes that say how a listing is shown, beside those of languages. */
static const char *const looks[] = {
        "lineAnchors", "line-anchors", "input",     "output",    "sourceCode", "example", "cell",
        "code",        "listing",      "continued", "unwrapped", "nowrap",     "wrap",
};

bool src_is_look(const char *class)
{
	for (size_t i = 0; i < BASE_LEN(looks); i++)
		if (str_eq(looks[i], class))
			return true;
	return doc_numbers_lines(class) || src_is_edition(class);
}

static bool may_be_language(const DocNode *node, const char *class)
{
	if (node->u.code.of_html)
		return str_starts(class, "language-") || str_starts(class, "lang-");
	return node->type == DOC_CODE_BLOCK;
}

/* The first class that is a language; else, of a listing, the first that could be one. */
static const char *language_of(Code *code, const DocNode *node)
{
	const char *other = NULL;
	for (size_t i = 0; node->attr && i < node->attr->class_count; i++) {
		const char *class = node->attr->classes[i];
		if (src_is_look(class))
			continue;
		if (code_language(code, class))
			return class;
		if (!other && may_be_language(node, class))
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

static void find_all(Doc *doc, Code *code, DocNode *top)
{
	for (const DocNode *node = top; node; node = doc_next(node, top, false))
		if ((node->type == DOC_CODE || node->type == DOC_CODE_BLOCK) && node->attr)
			find_tokens(doc, code, (DocNode *)(uintptr_t)node);
}

void src_code(Doc *doc, Diag *diag)
{
	Code *code = code_new(diag);
	find_all(doc, code, doc->root);
	for (size_t i = 0; i < doc->note_count; i++)
		find_all(doc, code, doc->notes[i]);
	code_free(code);
}
