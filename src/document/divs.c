/* What fenced divs are, by their classes, and what their boxes are headed with. */
#include "document/resolve.h"

#include <string.h>

#define NO_WORD LANG_WORDS

/* By class; a kind may have several. */
static const struct {
	const char *name;
	DocDivKind kind;
	LangWord word; /* over its box */
} classes[] = {
        {"note", DOC_DIV_NOTE, LANG_NOTE},
        {"info", DOC_DIV_NOTE, LANG_NOTE},
        {"tip", DOC_DIV_TIP, LANG_TIP},
        {"hint", DOC_DIV_TIP, LANG_TIP},
        {"warning", DOC_DIV_WARNING, LANG_WARNING},
        {"caution", DOC_DIV_WARNING, LANG_CAUTION},
        {"danger", DOC_DIV_WARNING, LANG_WARNING},
        {"important", DOC_DIV_WARNING, LANG_IMPORTANT},
        {"callout-note", DOC_DIV_NOTE, LANG_NOTE},
        {"callout-tip", DOC_DIV_TIP, LANG_TIP},
        {"callout-warning", DOC_DIV_WARNING, LANG_WARNING},
        {"callout-caution", DOC_DIV_WARNING, LANG_CAUTION},
        {"callout-important", DOC_DIV_WARNING, LANG_IMPORTANT},
        {"epigraph", DOC_DIV_EPIGRAPH, NO_WORD},
        {"verse", DOC_DIV_VERSE, NO_WORD},
        {"poem", DOC_DIV_VERSE, NO_WORD},
        {"pullquote", DOC_DIV_PULLQUOTE, NO_WORD},
        {"dedication", DOC_DIV_DEDICATION, NO_WORD},
        {"abstract", DOC_DIV_ABSTRACT, NO_WORD},
        {"missing-image", DOC_DIV_MISSING, NO_WORD},
        {"columns", DOC_DIV_COLUMNS, NO_WORD},
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

static size_t find_kind(const DocNode *div)
{
	size_t i = 0;
	while (i < BASE_LEN(classes) && !doc_has_class(div, classes[i].name))
		i++;
	return i;
}

DocDivKind doc_div_kind(const DocNode *div)
{
	size_t kind = find_kind(div);
	return kind < BASE_LEN(classes) ? classes[kind].kind : DOC_DIV_PLAIN;
}

const char *doc_box_title(const DocNode *div)
{
	static const LangWord words[DOC_DIV_KINDS] = {
	        [DOC_DIV_NOTE] = LANG_NOTE, [DOC_DIV_TIP] = LANG_TIP, [DOC_DIV_WARNING] = LANG_WARNING};
	DocDivKind kind = div->u.div.kind;
	if (kind != DOC_DIV_NOTE && kind != DOC_DIV_TIP && kind != DOC_DIV_WARNING)
		return NULL;
	const char *title = doc_key(div, "title");
	size_t own = find_kind(div);
	bool known = own < BASE_LEN(classes) && classes[own].kind == kind;
	return title && *title ? title : lang_word(div->lang, known ? classes[own].word : words[kind]);
}

static void name_div(DocNode *div)
{
	if (!div->u.div.kind)
		div->u.div.kind = doc_div_kind(div);
	const DocNode *around = div->parent;
	if (!div->u.div.kind && around && around->type == DOC_DIV && around->u.div.kind == DOC_DIV_COLUMNS)
		div->u.div.kind = DOC_DIV_COLUMN;
}

static void break_page(DocNode *div)
{
	static const char *const breaks[] = {"pagebreak", "page-break", "newpage"};
	for (size_t i = 0; i < BASE_LEN(breaks); i++) {
		if (doc_has_class(div, breaks[i]) && !div->first)
			div->type = DOC_PAGE_BREAK;
	}
}

void res_div(DocNode *div)
{
	name_div(div);
	break_page(div);
}
