/* Classes of divs and spans that mean nothing here: what their author wanted of them is likely lost. */
#include "document/document.h"

#include <string.h>

/* What is known beside the kinds of divs and of sections. */
static const char *const known[] = {
        "-",
        "abbr",
        "answer",
        "attribution",
        "backmatter",
        "back-matter",
        "bodymatter",
        "body",
        "button",
        "center",
        "code",
        "column",
        "columns",
        "content-hidden",
        "content-visible",
        "div-title",
        "epub-only",
        "file",
        "filename",
        "frontmatter",
        "front-matter",
        "hidden",
        "kbd",
        "key",
        "landscape",
        "letter",
        "lines",
        "mainmatter",
        "mark",
        "marks",
        "menu",
        "missing-image",
        "page-break",
        "pagebreak",
        "newpage",
        "path",
        "placeholder",
        "print-only",
        "right",
        "samp",
        "small",
        "smallcaps",
        "sourceCode",
        "tt",
        "ul",
        "underline",
        "unlisted",
        "unnumbered",
        "verse",
        "wide",
};

static bool is_known(const DocNode *node, const char *name)
{
	for (size_t i = 0; i < BASE_LEN(known); i++) {
		if (str_eq(known[i], name))
			return true;
	}
	return doc_is_kind(name) || (node->type == DOC_DIV && doc_div_kind(node));
}

void doc_check_classes(const Doc *doc, const DocNode *node, Tally *tally)
{
	static const char *const likely[] = {"note",      "tip",       "warning",   "caution",    "important",
	                                     "epigraph",  "verse",     "pullquote", "dedication", "abstract",
	                                     "pagebreak", "smallcaps", "underline", "unnumbered"};
	size_t count = node->attr ? node->attr->class_count : 0;
	for (size_t i = 0; i < count; i++) {
		if (is_known(node, node->attr->classes[i]))
			return;
	}
	if (!count || doc->styled || doc->meta.sheet_count)
		return;
	const char *name = node->attr->classes[0],
	           *near = strlen(name) > 4 ? str_nearest(name, likely, BASE_LEN(likely)) : NULL;
	if (near && !(str_starts(name, near) && str_eq(name + strlen(near), "s")))
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
