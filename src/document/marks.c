/* Which marks a quotation gets. */
#include "document/resolve.h"

#include <string.h>

/* Within a quotation of its own kind one takes the other kind's marks; a parent has
 * its own already. */
static bool is_double(const DocNode *quoted)
{
	bool dbl = quoted->u.quoted.dbl;
	for (const DocNode *node = quoted->parent; node && doc_is_inline(node->type); node = node->parent) {
		if (node->type == DOC_QUOTED)
			return node->u.quoted.dbl == dbl ? !dbl : dbl;
	}
	return dbl;
}

/* A mark that found no partner stands in English until now. */
static bool set_lone(DocNode *text, LangQuotes marks)
{
	static const char *const english[2][2] = {{"‘", "’"}, {"“", "”"}};
	for (int i = 0; i < 4; i++) {
		if (!str_eq(text->u.text.text, english[i / 2][i % 2]))
			continue;
		text->u.text.text = marks.pairs[i / 2][i % 2];
		text->u.text.len = strlen(text->u.text.text);
		text->unpaired = false;
		return true;
	}
	return false;
}

bool res_quote(DocNode *node, LangQuotes marks)
{
	if (node->type == DOC_QUOTED) {
		node->u.quoted.dbl = is_double(node);
		node->u.quoted.open = marks.pairs[node->u.quoted.dbl][0];
		node->u.quoted.close = marks.pairs[node->u.quoted.dbl][1];
	}
	return node->type == DOC_TEXT && node->unpaired && set_lone(node, marks);
}
