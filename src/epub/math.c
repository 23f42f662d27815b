/* Formulas: MathML of their trees.  One that could not be read is shown as its source. */
#include "epub/html.h"

#include <stdlib.h>

/* The number of a whole display stands beside it, unless its only line has a tag. */
static const char *whole_number(const DocNode *node)
{
	const MathNode *lines = math_lines(node->u.math.tree);
	bool tagged = lines && lines->count == 1 && lines->kids[0]->u.row.tag;
	return node->u.math.equation_count == 1 && !tagged ? node->u.math.equations[0].number : NULL;
}

/* Numbers of single lines are in the MathML itself. */
static void write_math(Html *html, const DocNode *node, const char *attrs)
{
	size_t count = whole_number(node) ? 0 : node->u.math.equation_count;
	const char **numbers = base_calloc(count + 1, sizeof *numbers);
	for (size_t i = 0; i < count; i++)
		numbers[i] = node->u.math.equations[i].number;
	math_write(node->u.math.tree, attrs, numbers, count, html->out);
	free(numbers);
}

void ep_put_math(Html *html, const DocNode *node)
{
	Buf attrs = {0};
	const char *number = whole_number(node);
	ep_take_all_pages(html, node);
	ep_put_pages(html, false);
	ep_put_common(html, node, &attrs);
	html->ep->files[html->file - html->ep->files].math = true;
	if (number)
		buf_printf(html->out, "<span class=\"equation\"%s><span>", attrs.len ? attrs.data : "");
	write_math(html, node, number ? NULL : attrs.data);
	if (number) {
		buf_str(html->out, "</span><span class=\"equation-number\">");
		ep_text(html->out, number);
		buf_str(html->out, "</span></span>");
	}
	buf_free(&attrs);
}
