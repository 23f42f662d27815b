/* What has a caption: an image alone in its paragraph, which is a figure, tables, and listings. */
#include "markdown/attributes.h"
#include "markdown/tree.h"

#include <string.h>

/* A copy of a caption's inlines: the image keeps its own for the alternative. */
static void copy_inlines(Doc *doc, const DocNode *from, DocNode *to)
{
	DocNode *parent = to;
	DocWalk walk = doc_walk(from);
	while (doc_step(&walk)) {
		if (walk.node == from)
			continue;
		if (!walk.enter) {
			parent = parent->parent;
			continue;
		}
		DocNode *copy = doc_inline_copy(doc, walk.node);
		doc_append(parent, copy);
		if (copy->type != DOC_TEXT && copy->type != DOC_SOFT_BREAK)
			parent = copy;
	}
}

/* A paragraph with an image alone is a figure. */
void md_make_figure(Maker *maker, DocNode *para)
{
	DocNode *image = para->first;
	DocNode *figure = doc_node(maker->doc, DOC_FIGURE, para->pos);
	doc_replace(para, figure);
	doc_append(figure, para);
	para->type = DOC_PLAIN;
	if (para->attr) /* on the line above it */
		md_attr_apply(maker->doc, image, para->attr);
	para->attr = NULL;
	if (image->attr && image->attr->id) {
		doc_attr(maker->doc, figure)->id = image->attr->id;
		image->attr->id = NULL;
	}
	if (!image->first)
		return;
	DocNode *caption = doc_node(maker->doc, DOC_CAPTION, image->pos);
	DocNode *plain = doc_node(maker->doc, DOC_PLAIN, image->pos);
	doc_append(figure, caption);
	doc_append(caption, plain);
	copy_inlines(maker->doc, image, plain);
}

size_t md_caption_prefix(const char *text, size_t len)
{
	static const char *const words[] = {":", "Table:"};
	for (size_t i = 0; i < BASE_LEN(words); i++) {
		size_t word = strlen(words[i]), blanks = 0;
		if (len < word || memcmp(text, words[i], word) != 0)
			continue;
		while (word + blanks < len && (text[word + blanks] == ' ' || text[word + blanks] == '\t'))
			blanks++;
		if (blanks || word == len)
			return word + blanks;
	}
	return 0;
}

static size_t caption_prefix(const DocNode *text)
{
	return text && text->type == DOC_TEXT ? md_caption_prefix(text->u.text.text, text->u.text.len) : 0;
}

static void put_caption(Maker *maker, DocNode *table, DocNode *para)
{
	DocNode *caption = doc_node(maker->doc, DOC_CAPTION, para->pos);
	if (table->first)
		doc_insert_before(table->first, caption);
	else
		doc_append(table, caption);
	para->type = DOC_PLAIN;
	doc_append(caption, para);
}

static void give_caption(Maker *maker, DocNode *table, DocNode *para)
{
	size_t skip = caption_prefix(para->first);
	para->first->u.text.text += skip;
	para->first->u.text.len -= skip;
	if (para->attr)
		md_attr_apply(maker->doc, table, para->attr);
	para->attr = NULL;
	put_caption(maker, table, para);
}

static bool is_captioned(const DocNode *table)
{
	return table->first && table->first->type == DOC_CAPTION;
}

/* A listing's caption is Markdown in its attribute, so it is taken as it was written. */
static void caption_listing(Maker *maker, DocNode *code, DocNode *para, cmark_node *from)
{
	size_t len = (size_t)from->content.size;
	char *text = arena_strndup(maker->doc->arena, (const char *)from->content.ptr, len);
	len = md_show_signs(text, len);
	const char *braces = para->attr ? strrchr(text, '{') : NULL;
	len = md_trimmed(text, braces ? (size_t)(braces - text) : len);
	size_t skip = md_caption_prefix(text, len);
	if (para->attr)
		md_attr_apply(maker->doc, code, para->attr);
	doc_set_key(maker->doc, code, "caption", arena_strndup(maker->doc->arena, text + skip, len - skip));
	doc_unlink(para);
}

/* ": text" or "Table: text" after a table without a caption, or before one; after a listing. */
bool md_give_caption(Maker *maker, DocNode *para, cmark_node *from)
{
	if (para->type != DOC_PARA || !caption_prefix(para->first))
		return false;
	DocNode *table = para->prev;
	if (table && table->type == DOC_TABLE && !is_captioned(table)) {
		give_caption(maker, table, para);
		return true;
	}
	if (table && table->type == DOC_CODE_BLOCK && !doc_key(table, "caption")) {
		caption_listing(maker, table, para, from);
		return true;
	}
	cmark_node *next = cmark_node_next(from);
	return md_is_table(next); /* the table takes it */
}

void md_take_caption_before(Maker *maker, DocNode *table)
{
	DocNode *para = table->prev;
	if (para->type == DOC_PARA && caption_prefix(para->first))
		give_caption(maker, table, para);
}

/* As Quarto has it: a div whose id begins with tbl-, of which a table is the first and a paragraph the last. */
void md_make_table_div(Maker *maker, DocNode *div)
{
	DocNode *table = div->first, *words = div->last;
	if (!doc_id(div) || !str_starts(doc_id(div), "tbl-") || !table || table->type != DOC_TABLE ||
	    table->next != words || words->type != DOC_PARA || is_captioned(table) || doc_id(table))
		return;
	md_attr_apply(maker->doc, table, div->attr);
	put_caption(maker, table, words);
	doc_replace(div, table);
}
