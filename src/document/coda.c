/* What the printed editions end with. */
#include "document/document.h"

#include <string.h>

static DocNode *add(Doc *doc, DocNode *parent, DocType type)
{
	DocNode *node = doc_node(doc, type, doc->meta.pos);
	node->serial = ++doc->serials;
	node->lang = doc->meta.lang;
	node->dir = doc->meta.dir;
	node->generated = true;
	if (parent)
		doc_append(parent, node);
	return node;
}

/* An address has no direction of the language around it. */
static void add_address(Doc *doc, DocNode *figure)
{
	const char *url = doc->meta.url;
	DocNode *line = add(doc, add(doc, figure, DOC_CAPTION), DOC_PLAIN);
	DocNode *link = add(doc, line, DOC_LINK), *text = add(doc, link, DOC_TEXT);
	line->dir = link->dir = text->dir = DOC_DIR_LTR;
	link->u.link.kind = DOC_LINK_EXTERNAL;
	link->u.link.url = url;
	text->u.text.text = url;
	text->u.text.len = strlen(url);
}

/* A module is .42 mm wide whatever the page is: phones read that from the hand, and a page that is nearly full has room
 * for it. */
static const char *width_of(Doc *doc, const DocImage *code)
{
	unsigned hundredths = code->info.width / IMG_QR_MODULE * 42;
	return arena_printf(doc->arena, "%u.%02umm", hundredths / 100, hundredths % 100);
}

void doc_add_coda(Doc *doc, const DocImage *code)
{
	DocNode *top = add(doc, NULL, DOC_DIV), *figure = add(doc, top, DOC_FIGURE);
	DocNode *image = add(doc, add(doc, figure, DOC_PLAIN), DOC_IMAGE);
	image->u.image.image = code;
	image->u.image.alt = arena_printf(doc->arena, "%s: %s", lang_word(doc->meta.lang, LANG_QR_CODE), doc->meta.url);
	doc_set_key(doc, image, "width", width_of(doc, code));
	add_address(doc, figure);
	doc->coda = top;
}
