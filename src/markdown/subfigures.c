/* Pictures side by side under one caption: figures in a figure.  Written as pictures in one paragraph with a caption
 * below, which by itself would be a term with its definition, or as Quarto has it: figures in a div that has an id, of
 * which the last paragraph is the caption. */
#include "markdown/tree.h"

#include <string.h>

static bool is_blank(const DocNode *node)
{
	return node->type == DOC_SOFT_BREAK || node->type == DOC_LINE_BREAK ||
	       (node->type == DOC_TEXT && strspn(node->u.text.text, " \t") == node->u.text.len);
}

/* Whether nothing but pictures stands there, and more than one. */
static bool is_row(const DocNode *block)
{
	size_t count = 0;
	for (const DocNode *node = block->first; node; node = node->next) {
		if (node->type != DOC_IMAGE && !is_blank(node))
			return false;
		count += node->type == DOC_IMAGE;
	}
	return count > 1;
}

/* A term that is a row of pictures, with a paragraph that defines it. */
static bool is_row_with_caption(const DocNode *term)
{
	const DocNode *caption = term->next;
	return term->type == DOC_TERM && is_row(term) && caption && caption->type == DOC_DEFINITION &&
	       caption->first == caption->last && doc_is_paragraph(caption->first) &&
	       (!caption->next || caption->next->type == DOC_TERM);
}

static bool holds_rows(const DocNode *list)
{
	for (const DocNode *term = list->first; term; term = term->next->next) {
		if (!is_row_with_caption(term))
			return false;
	}
	return list->first != NULL;
}

/* Gives a figure the attributes that end its caption: what stands in front of them is a space. */
static void take_attr(DocNode *figure, DocNode *plain)
{
	DocNode *last = plain->last;
	if (!last || last->type != DOC_SPAN || !last->attr || !last->first || last->first != last->last ||
	    !is_blank(last->first))
		return;
	figure->attr = last->attr;
	doc_unlink(last);
}

/* Every part has a caption, if only for its letter. */
static void add_part(Maker *maker, DocNode *figure, DocNode *image)
{
	Doc *doc = maker->doc;
	DocNode *plain = doc_node(doc, DOC_PARA, image->pos);
	doc_append(figure, plain);
	doc_append(plain, image);
	md_make_figure(maker, plain);
}

static void end_part(Maker *maker, DocNode *part, char letter)
{
	part->u.figure.part = true;
	part->u.figure.letter = letter;
	if (part->last->type == DOC_CAPTION)
		return;
	DocNode *caption = doc_node(maker->doc, DOC_CAPTION, part->pos);
	doc_append(part, caption);
	doc_append(caption, doc_node(maker->doc, DOC_PLAIN, part->pos));
}

static void end_row(Maker *maker, DocNode *figure, DocNode *words)
{
	DocNode *caption = doc_node(maker->doc, DOC_CAPTION, words->pos);
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
	size_t count = 0;
	for (DocNode *part = figure->first; part; part = part->next, count += count + 2 < sizeof letters)
		end_part(maker, part, letters[count]);
	doc_append(figure, caption);
	doc_append(caption, words);
	words->type = DOC_PLAIN;
}

void md_make_rows(Maker *maker, DocNode *list)
{
	if (!holds_rows(list))
		return;
	while (list->first) {
		DocNode *term = list->first, *definition = term->next, *words = definition->first;
		DocNode *figure = doc_node(maker->doc, DOC_FIGURE, term->pos);
		doc_insert_before(list, figure);
		for (DocNode *image = term->first, *next; image; image = next) {
			next = image->next;
			if (image->type == DOC_IMAGE)
				add_part(maker, figure, image);
		}
		take_attr(figure, words);
		end_row(maker, figure, words);
		doc_unlink(term);
		doc_unlink(definition);
	}
	doc_unlink(list);
}

/* Figures, or rows of pictures, and a paragraph at the end. */
static bool is_figure_div(const DocNode *div)
{
	size_t count = 0;
	const DocNode *last = div->last;
	if (!doc_id(div) || !str_starts(doc_id(div), "fig-") || !last || last->type != DOC_PARA || is_row(last))
		return false;
	for (const DocNode *node = div->first; node != last; node = node->next) {
		if (node->type != DOC_FIGURE && !(node->type == DOC_PARA && is_row(node)))
			return false;
		count += node->type == DOC_FIGURE ? 1 : 2;
	}
	return count > 1;
}

void md_make_figure_div(Maker *maker, DocNode *div)
{
	if (!is_figure_div(div))
		return;
	DocNode *words = div->last, *figure = doc_node(maker->doc, DOC_FIGURE, div->pos);
	doc_unlink(words);
	for (DocNode *node = div->first, *next; node; node = next) {
		next = node->next;
		if (node->type == DOC_FIGURE)
			doc_append(figure, node);
		for (DocNode *image = node->type == DOC_PARA ? node->first : NULL, *after; image; image = after) {
			after = image->next;
			if (image->type == DOC_IMAGE)
				add_part(maker, figure, image);
		}
	}
	figure->attr = div->attr;
	doc_replace(div, figure);
	end_row(maker, figure, words);
}
