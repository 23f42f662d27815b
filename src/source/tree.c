/* Elements as HTML has them, whatever they were read from, as nodes. */
#include "source/html.h"
#include "source/source.h"

static bool in_table(const DocNode *parent)
{
	return doc_ancestor(parent, DOC_TABLE) != NULL;
}

DocNode *src_add_element(Doc *doc, DocNode *parent, const char *name, const char *const *attributes, Pos pos)
{
	static const HtmlElement apart = {"div", HTML_NODE, DOC_DIV, true};
	const HtmlElement *element = src_html_element(name);
	if (!element || element->action == HTML_ALONE)
		return parent;
	if (element->action == HTML_DROP)
		return NULL;
	if (element->action == HTML_PART)
		element = &apart;
	else if (element->action == HTML_TABLE && in_table(parent) == (element->type == DOC_TABLE))
		element = &apart; /* a table does not hold another */
	DocNode *node = src_html_node(doc, element, attributes, pos);
	doc_append(parent, node);
	return node;
}

void src_finish_elements(Doc *doc)
{
	src_styles(doc, NULL);
	for (size_t i = 0; i <= doc->note_count; i++) {
		DocNode *top = i ? doc->notes[i - 1] : doc->root;
		src_html_repair(doc, top);
		src_html_tables(doc, top);
		src_ruby(doc, top);
		doc_join_texts(doc, top);
	}
}
