/* The element of each kind of node. */
#include "epub/inner.h"

/* What needs more than a name is completed by html.c. */
static const EpTag tags[DOC_TYPES] = {
        [DOC_PARA] = {"p", NULL, true},
        [DOC_BULLET_LIST] = {"ul", NULL, true},
        [DOC_ORDERED_LIST] = {"ol", NULL, true},
        [DOC_LIST_ITEM] = {"li", NULL, true},
        [DOC_BLOCK_QUOTE] = {"blockquote", NULL, true},
        [DOC_CODE_BLOCK] = {"pre", NULL, true},
        [DOC_RULE] = {"hr", NULL, true},
        [DOC_TABLE] = {"table", NULL, true},
        [DOC_TABLE_HEAD] = {"thead", NULL, true},
        [DOC_TABLE_BODY] = {"tbody", NULL, true},
        [DOC_TABLE_ROW] = {"tr", NULL, true},
        [DOC_FIGURE] = {"figure", NULL, true},
        [DOC_DEFINITION_LIST] = {"dl", NULL, true},
        [DOC_TERM] = {"dt", NULL, true},
        [DOC_DEFINITION] = {"dd", NULL, true},
        [DOC_PAGE_BREAK] = {"div", " class=\"page-break\"", true},
        [DOC_NOTE] = {"aside", " epub:type=\"footnote\" role=\"doc-footnote\" class=\"footnote\"", true},
        [DOC_LINE_BREAK] = {"br", NULL, false},
        [DOC_EMPH] = {"em", NULL, false},
        [DOC_STRONG] = {"strong", NULL, false},
        [DOC_STRIKEOUT] = {"s", NULL, false},
        [DOC_SUPERSCRIPT] = {"sup", NULL, false},
        [DOC_SUBSCRIPT] = {"sub", NULL, false},
        [DOC_SMALL_CAPS] = {"span", " class=\"smallcaps\"", false},
        [DOC_UNDERLINE] = {"u", NULL, false},
        [DOC_CODE] = {"code", NULL, false},
        [DOC_MATH] = {"code", " class=\"math\"", false},
        [DOC_SPAN] = {"span", NULL, false},
};

static const EpTag divs[DOC_DIV_KINDS] = {
        [DOC_DIV_PLAIN] = {"div", NULL, true},
        [DOC_DIV_NOTE] = {"aside", " class=\"note\" role=\"note\"", true},
        [DOC_DIV_TIP] = {"aside", " class=\"tip\" role=\"note\"", true},
        [DOC_DIV_WARNING] = {"aside", " class=\"warning\" role=\"note\"", true},
        [DOC_DIV_EPIGRAPH] = {"blockquote", " class=\"epigraph\" epub:type=\"epigraph\" role=\"doc-epigraph\"", true},
        [DOC_DIV_VERSE] = {"div", " class=\"verse\"", true},
        [DOC_DIV_PULLQUOTE] = {"aside", " class=\"pullquote\" epub:type=\"pullquote\" role=\"doc-pullquote\"", true},
        [DOC_DIV_DEDICATION] = {"div", " class=\"dedication\" epub:type=\"dedication\"", true},
};

static EpTag cell_tag(const DocNode *node)
{
	static const char *const aligns[] = {
	        [DOC_ALIGN_DEFAULT] = "",
	        [DOC_ALIGN_LEFT] = " class=\"left\"",
	        [DOC_ALIGN_CENTER] = " class=\"center\"",
	        [DOC_ALIGN_RIGHT] = " class=\"right\""};
	return (EpTag){node->u.cell.head ? "th" : "td", aligns[node->u.cell.align], true};
}

static EpTag header_tag(const Ep *ep, const DocNode *node)
{
	static const char *const names[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
	const DocSection *section = ep->section_of[node->serial];
	int level = section ? section->level : node->u.header.level;
	return (EpTag){names[level < 1 ? 0 : level > 6 ? 5 : level - 1], NULL, true};
}

/* Whether any item of a list is a task. */
static bool has_tasks(const DocNode *list)
{
	for (const DocNode *item = list->first; item; item = item->next)
		if (item->u.item.task != DOC_TASK_NONE)
			return true;
	return false;
}

EpTag ep_tag(const Ep *ep, const DocNode *node)
{
	switch (node->type) {
	case DOC_HEADER:
		return header_tag(ep, node);
	case DOC_DIV:
		return divs[node->u.div.kind];
	case DOC_TABLE_CELL:
		return cell_tag(node);
	case DOC_CAPTION:
		return (EpTag){node->parent && node->parent->type == DOC_TABLE ? "caption" : "figcaption", NULL, true};
	case DOC_BULLET_LIST:
		return (EpTag){"ul", has_tasks(node) ? " class=\"tasks\"" : NULL, true};
	case DOC_MATH:
		return (EpTag){"code", node->u.math.display ? " class=\"math display\"" : " class=\"math\"", false};
	default:
		return tags[node->type];
	}
}
