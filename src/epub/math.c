/* Formulas: MathML of their trees.  One that could not be read is shown as its source. */
#include "epub/html.h"

void ep_put_math(Html *html, const DocNode *node)
{
	Buf attrs = {0};
	ep_take_all_pages(html, node);
	ep_put_pages(html, false);
	ep_put_common(html, node, &attrs);
	html->ep->files[html->file - html->ep->files].math = true;
	math_write(node->u.math.tree, attrs.data, html->out);
	buf_free(&attrs);
}
