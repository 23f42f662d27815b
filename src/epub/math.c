/* Formulas: MathML of their trees.  One that could not be read is shown as its source. */
#include "epub/html.h"

#include <stdlib.h>
#include <string.h>

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
	MathTree tree = *node->u.math.tree;
	const char *own = doc_key(node, "alt");
	if (own && *own) { /* what its author calls it */
		tree.source = own;
		tree.len = strlen(own);
	}
	math_write(&tree, attrs, numbers, count, html->out);
	free(numbers);
}

const char *ep_formula_href(const Ep *ep, size_t number)
{
	return arena_printf(ep->arena, "formulas/%zu.svg", number);
}

static void put_ems(Buf *out, const char *name, int32_t length)
{
	buf_printf(out, " %s=\"", name);
	buf_fixed(out, length, 3);
	buf_str(out, "em\"");
}

/* For readers that do not know MathML. */
static void put_picture(const Ep *ep, const DocNode *node, Buf *out)
{
	size_t number = ep->job->formula_of ? ep->job->formula_of[node->serial] : 0;
	if (!number)
		return;
	const EpubFormula *formula = &ep->job->formulas[number - 1];
	ep_attr(out, "altimg", ep_formula_href(ep, number));
	put_ems(out, "altimg-width", formula->width);
	put_ems(out, "altimg-height", formula->height);
	put_ems(out, "altimg-valign", -formula->depth);
}

/* Whether it is a part of what is called by its words: a heading, a head of a table, a link. */
static bool in_name(const DocNode *node)
{
	bool found = false;
	for (const DocNode *at = node->parent; at && !found; at = at->parent)
		found = at->type == DOC_HEADER || at->type == DOC_LINK ||
		        (at->type == DOC_TABLE_CELL && at->u.cell.head);
	return found;
}

/* Validators count no formula among the words that name a thing. */
static void put_label(const DocNode *node, Buf *out)
{
	if (!in_name(node))
		return;
	const char *own = doc_key(node, "alt");
	Buf plain = {0};
	math_plain(node->u.math.tree, &plain);
	ep_attr(out, "aria-label", own && *own ? own : plain.len ? plain.data : "");
	buf_free(&plain);
}

/* Wider than a phone, or than a line of its text, in 1/1000 em: who has no pointer moves along it, too.  A link and its
   kin hold nothing else that is reached by keys. */
enum { PHONE = 20000, PHONE_LINE = 16000 };
static const char *scrolled(const DocNode *node)
{
	int32_t breadth = math_breadth(node->u.math.tree);
	if (node->u.math.display)
		return breadth > PHONE ? " class=\"scrolled\" tabindex=\"0\"" : NULL;
	if (breadth <= PHONE_LINE)
		return NULL;
	return in_name(node) ? " class=\"scrolled-line\"" : " class=\"scrolled-line\" tabindex=\"0\"";
}

/* What ends a clause behind a formula in a line: browsers would begin a line with it. */
static size_t clinging_to(const Html *html, const DocNode *formula)
{
	const DocNode *text = formula->next;
	const EpFile *file = html->file + 1 < html->ep->files + html->ep->file_count ? html->file + 1 : NULL;
	if (formula->u.math.display || !text || text->type != DOC_TEXT || (file && file->first == text))
		return 0;
	size_t len = strspn(text->u.text.text, ".,;:!?)]}");
	return len < text->u.text.len ? len : text->u.text.len;
}

void ep_put_math(Html *html, const DocNode *node)
{
	Buf attrs = {0};
	const char *number = whole_number(node);
	const char *wide = scrolled(node);
	ep_take_all_pages(html, node);
	ep_put_pages(html, false);
	ep_put_common(html, node, &attrs);
	html->ep->files[html->file - html->ep->files].math = true;
	html->clinging = clinging_to(html, node);
	if (html->clinging)
		buf_str(html->out, "<span class=\"together\">");
	if (number)
		buf_printf(html->out, "<span class=\"equation\"%s>", attrs.len ? attrs.data : "");
	if (number)
		buf_clear(&attrs);
	if (number || wide)
		buf_printf(html->out, "<span%s>", wide ? wide : "");
	put_label(node, &attrs);
	put_picture(html->ep, node, &attrs);
	write_math(html, node, attrs.len ? attrs.data : NULL);
	if (wide && !number)
		buf_str(html->out, "</span>");
	if (number) {
		buf_str(html->out, "</span> <span class=\"equation-number\">");
		ep_text(html->out, number);
		buf_str(html->out, "</span></span>");
	}
	buf_free(&attrs);
}
