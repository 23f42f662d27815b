/* The element of each kind of node. */
#include "epub/plan.h"

/* What needs more than a name is completed by html.c. */
static const EpTag tags[DOC_TYPES] = {
        [DOC_PARA] = {"p", NULL},
        [DOC_BULLET_LIST] = {"ul", NULL},
        [DOC_ORDERED_LIST] = {"ol", NULL},
        [DOC_LIST_ITEM] = {"li", NULL},
        [DOC_BLOCK_QUOTE] = {"blockquote", NULL},
        [DOC_CODE_BLOCK] = {"pre", NULL},
        [DOC_RULE] = {"hr", NULL},
        [DOC_TABLE] = {"table", NULL},
        [DOC_TABLE_HEAD] = {"thead", NULL},
        [DOC_TABLE_BODY] = {"tbody", NULL},
        [DOC_TABLE_ROW] = {"tr", NULL},
        [DOC_FIGURE] = {"figure", NULL},
        [DOC_DEFINITION_LIST] = {"dl", NULL},
        [DOC_TERM] = {"dt", NULL},
        [DOC_DEFINITION] = {"dd", NULL},
        [DOC_PAGE_BREAK] = {"div", " class=\"page-break\""},
        [DOC_NOTE] = {"aside", " class=\"footnote\" epub:type=\"footnote\" role=\"doc-footnote\""},
        [DOC_EMPH] = {"em", NULL},
        [DOC_STRONG] = {"strong", NULL},
        [DOC_STRIKEOUT] = {"s", NULL},
        [DOC_SUPERSCRIPT] = {"sup", NULL},
        [DOC_SUBSCRIPT] = {"sub", NULL},
        [DOC_SMALL_CAPS] = {"span", " class=\"smallcaps\""},
        [DOC_UNDERLINE] = {"u", NULL},
        [DOC_CODE] = {"code", NULL},
        [DOC_SPAN] = {"span", NULL},
        [DOC_RUBY] = {"ruby", NULL},
        [DOC_READING] = {"rt", NULL},
};

static const EpTag divs[DOC_DIV_KINDS] = {
        [DOC_DIV_PLAIN] = {"div", NULL},
        [DOC_DIV_NOTE] = {"aside", " class=\"admonition\" role=\"note\""},
        [DOC_DIV_TIP] = {"aside", " class=\"admonition\" epub:type=\"tip\" role=\"doc-tip\""},
        [DOC_DIV_WARNING] = {"aside", " class=\"admonition grave\" role=\"note\""},
        [DOC_DIV_EPIGRAPH] = {"blockquote", " class=\"epigraph\" epub:type=\"epigraph\" role=\"doc-epigraph\""},
        [DOC_DIV_VERSE] = {"div", " class=\"verse\""},
        [DOC_DIV_PULLQUOTE] = {"aside", " class=\"pullquote\" epub:type=\"pullquote\" role=\"doc-pullquote\""},
        [DOC_DIV_DEDICATION] = {"section", " class=\"dedication\" epub:type=\"dedication\" role=\"doc-dedication\""},
        [DOC_DIV_ABSTRACT] = {"section", " class=\"abstract\" epub:type=\"abstract\" role=\"doc-abstract\""},
        [DOC_DIV_MISSING] = {"div", NULL},
        [DOC_DIV_COLUMNS] = {"div", " class=\"columns\""},
        [DOC_DIV_COLUMN] = {"div", EP_COLUMN},
};

static EpTag cell_tag(const DocNode *node)
{
	static const char *const aligns[] = {[DOC_ALIGN_DEFAULT] = NULL,
	                                     [DOC_ALIGN_LEFT] = " class=\"left\"",
	                                     [DOC_ALIGN_CENTER] = " class=\"center\"",
	                                     [DOC_ALIGN_RIGHT] = " class=\"right\""};
	DocAlign align = node->u.cell.align;
	/* The side where text begins needs no saying. */
	bool said = align != (node->dir == DOC_DIR_RTL ? DOC_ALIGN_RIGHT : DOC_ALIGN_LEFT);
	return (EpTag){node->u.cell.head ? "th" : "td", said ? aligns[align] : NULL};
}

/* Spans that HTML has an element for. */
static EpTag span_tag(const DocNode *span)
{
	static const char *const names[] = {"abbr", "code", "kbd", "mark", "samp", "small"};
	for (size_t i = 0; i < BASE_LEN(names); i++) {
		if (doc_has_class(span, names[i]))
			return (EpTag){names[i], NULL};
	}
	if (doc_has_class(span, "marks"))
		return (EpTag){"span", " class=\"marks\""};
	if (doc_has_class(span, "key"))
		return (EpTag){"kbd", NULL};
	bool code = doc_has_class(span, "tt") || doc_has_class(span, "file") || doc_has_class(span, "filename") ||
	            doc_has_class(span, "path") || doc_has_class(span, "placeholder");
	return (EpTag){code ? "code" : "span", NULL};
}

EpTag ep_tag(const DocNode *node)
{
	switch (node->type) {
	case DOC_DIV:
		return divs[node->u.div.kind];
	case DOC_TABLE_CELL:
		return cell_tag(node);
	case DOC_CAPTION:
		return (EpTag){node->parent && node->parent->type == DOC_TABLE ? "caption" : "figcaption", NULL};
	case DOC_SPAN:
		return span_tag(node);
	case DOC_LIST_ITEM:
		return (EpTag){"li", node->u.item.task != DOC_TASK_NONE ? " class=\"task-item\"" : NULL};
	case DOC_FIGURE:
		return (EpTag){"figure", node->u.figure.listing                           ? " class=\"listing\""
		                         : node->first && node->first->type == DOC_FIGURE ? " class=\"columns\""
		                         : node->u.figure.part                            ? EP_COLUMN
		                                                                          : NULL};
	case DOC_MATH:
		return (EpTag){"code", node->u.math.display ? " class=\"math display\"" : " class=\"math\""};
	default:
		return tags[node->type];
	}
}
