/* What fenced divs are, by their classes. */
#include "document/resolve.h"

#include <string.h>

/* By class; a kind may have several. */
static const struct {
	const char *name;
	DocDivKind kind;
} classes[] = {
        {"note", DOC_DIV_NOTE},
        {"info", DOC_DIV_NOTE},
        {"tip", DOC_DIV_TIP},
        {"hint", DOC_DIV_TIP},
        {"warning", DOC_DIV_WARNING},
        {"caution", DOC_DIV_WARNING},
        {"danger", DOC_DIV_WARNING},
        {"important", DOC_DIV_WARNING},
        {"callout-note", DOC_DIV_NOTE},
        {"callout-tip", DOC_DIV_TIP},
        {"callout-warning", DOC_DIV_WARNING},
        {"callout-caution", DOC_DIV_WARNING},
        {"callout-important", DOC_DIV_WARNING},
        {"epigraph", DOC_DIV_EPIGRAPH},
        {"verse", DOC_DIV_VERSE},
        {"poem", DOC_DIV_VERSE},
        {"pullquote", DOC_DIV_PULLQUOTE},
        {"dedication", DOC_DIV_DEDICATION},
        {"abstract", DOC_DIV_ABSTRACT},
        {"missing-image", DOC_DIV_MISSING},
        {"columns", DOC_DIV_COLUMNS},
};

/* What they are called where the tree is shown. */
static const char *const names[DOC_DIV_KINDS] = {
        [DOC_DIV_PLAIN] = "",
        [DOC_DIV_NOTE] = "note",
        [DOC_DIV_TIP] = "tip",
        [DOC_DIV_WARNING] = "warning",
        [DOC_DIV_EPIGRAPH] = "epigraph",
        [DOC_DIV_VERSE] = "verse",
        [DOC_DIV_PULLQUOTE] = "pullquote",
        [DOC_DIV_DEDICATION] = "dedication",
        [DOC_DIV_ABSTRACT] = "abstract",
        [DOC_DIV_MISSING] = "missing",
        [DOC_DIV_COLUMNS] = "columns",
        [DOC_DIV_COLUMN] = "column",
};

const char *doc_div_name(DocDivKind kind)
{
	return names[kind];
}

static void name_div(DocNode *div)
{
	for (size_t i = 0; i < BASE_LEN(classes) && !div->u.div.kind; i++) {
		if (doc_has_class(div, classes[i].name))
			div->u.div.kind = classes[i].kind;
	}
	const DocNode *around = div->parent;
	if (!div->u.div.kind && around && around->type == DOC_DIV && around->u.div.kind == DOC_DIV_COLUMNS)
		div->u.div.kind = DOC_DIV_COLUMN;
}

/* A box's name with a slip of the pen. */
static void check_div(const DocNode *div, Diag *diag)
{
	static const char *const likely[] = {"note",  "tip",       "warning",    "caution",  "important", "epigraph",
	                                     "verse", "pullquote", "dedication", "abstract", "pagebreak"};
	if (div->u.div.kind || !div->attr || div->attr->class_count != 1)
		return;
	const char *name = div->attr->classes[0],
	           *near = strlen(name) > 4 ? str_nearest(name, likely, BASE_LEN(likely)) : NULL;
	size_t length = near ? strlen(near) : 0;
	if (near && !(str_starts(name, near) && str_eq(name + length, "s")))
		diag_report(diag, DIAG_WARNING, div->pos, "div-unknown", "'%s' is a plain div; did you mean '%s'?",
		            name, near);
}

static void break_page(DocNode *div)
{
	static const char *const breaks[] = {"pagebreak", "page-break", "newpage"};
	for (size_t i = 0; i < BASE_LEN(breaks); i++) {
		if (doc_has_class(div, breaks[i]) && !div->first)
			div->type = DOC_PAGE_BREAK;
	}
}

void res_div(DocNode *div, Diag *diag)
{
	name_div(div);
	break_page(div);
	if (div->type == DOC_DIV)
		check_div(div, diag);
}
