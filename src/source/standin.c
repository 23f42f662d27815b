/* What stands where a picture cannot be had: its words, in a frame, or in brackets within a line. */
#include "source/images.h"

#include <string.h>

/* The name of the file, where nothing else says what was to be seen. */
static DocNode *name_text(Doc *doc, const DocNode *image)
{
	const char *url = image->u.image.url ? image->u.image.url : "", *name = url;
	size_t len = strcspn(url, "?#");
	for (size_t i = 0; i + 1 < len; i++)
		name = url[i] == '/' ? url + i + 1 : name;
	return doc_text(doc, image->pos, name, len - (size_t)(name - url));
}

static void drop_notes(DocNode *top)
{
	for (DocNode *node = top, *next; node; node = next) {
		next = doc_next_mutable(node, top, false);
		if (node->type == DOC_NOTE_REF) {
			next = doc_next_mutable(node, top, true);
			doc_unlink(node);
		}
	}
}

/* The alternative is the attribute alt, else the text in the brackets; a caption has the notes. */
static void take_words(Doc *doc, DocNode *image, DocNode *to)
{
	const char *given = doc_key(image, "alt");
	const DocNode *before = to->last;
	drop_notes(image);
	while (!given && image->first)
		doc_append(to, image->first);
	if (given)
		doc_append(to, doc_text(doc, image->pos, given, strlen(given)));
	if (to->last == before)
		doc_append(to, name_text(doc, image));
}

static DocNode *frame(Doc *doc, DocNode *block, DocNode *image)
{
	DocNode *div = doc_node(doc, DOC_DIV, image->pos), *para = doc_node(doc, DOC_PARA, image->pos);
	doc_add_class(doc, div, "missing-image");
	doc_append(div, para);
	take_words(doc, image, para);
	doc_replace(block, div);
	return div;
}

static DocNode *bracket(Doc *doc, DocNode *image)
{
	DocNode *span = doc_node(doc, DOC_SPAN, image->pos);
	doc_add_class(doc, span, "missing-image");
	doc_append(span, doc_text(doc, image->pos, "[", 1));
	take_words(doc, image, span);
	doc_append(span, doc_text(doc, image->pos, "]", 1));
	doc_replace(image, span);
	return span;
}

/* An id that leads to the picture leads to what stands for it. */
static void keep_id(Doc *doc, const DocNode *image, DocNode *instead)
{
	if (doc_id(image))
		doc_attr(doc, instead)->id = doc_id(image);
}

DocNode *src_stand_in(Doc *doc, DocNode *image)
{
	DocNode *block = image->parent;
	const char *given = doc_key(image, "alt");
	bool alone = (block->type == DOC_PARA || block->type == DOC_PLAIN) && block->first == image && !image->next;
	bool cell = block->type == DOC_PLAIN && block->parent->type != DOC_FIGURE;
	if (given && !*given)
		return image; /* decoration is not missed */
	DocNode *instead = alone && !cell ? frame(doc, block, image) : bracket(doc, image);
	keep_id(doc, image, instead);
	return instead;
}
