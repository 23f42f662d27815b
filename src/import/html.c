/* Pages of HTML: libxml2 reads them, the elements are source's. */
#include "import/html.h"
#include "source/source.h"

#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

/* ---- attributes ---- */

enum { MOST_ATTRIBUTES = 40 };

/* Names and values by turns, in the document's arena. */
static size_t list_attributes(Import *import, const xmlNode *node, const char **list)
{
	size_t count = 0;
	for (const xmlAttr *attr = node->properties; attr && count / 2 + 1 < MOST_ATTRIBUTES; attr = attr->next) {
		const char *value = xml_get(import, node, (const char *)attr->name);
		list[count++] = arena_strdup(import->doc->arena, (const char *)attr->name);
		list[count++] = value ? value : "";
	}
	list[count] = NULL;
	return count;
}

/* ---- text ---- */

/* White space is one space, but in code. */
static void put_words(Import *import, DocNode *parent, const char *text)
{
	Buf words = {0};
	bool code = doc_ancestor(parent, DOC_CODE_BLOCK) != NULL;
	for (; *text; text++) {
		bool white = strchr(" \t\r\n\f", *text) != NULL && !code;
		if (!white)
			buf_char(&words, *text);
		else if (!words.len || words.data[words.len - 1] != ' ')
			buf_char(&words, ' ');
	}
	import_words(import, parent, words.data ? words.data : "", words.len);
	buf_free(&words);
}

/* ---- notes ---- */

/* A note's text stands where its call is, and no more where it was. */
static void put_note(Import *import, const HtmlPage *page, DocNode *parent, const HtmlPlace *place)
{
	const char *key = html_key(import, place->node);
	DocNode *note = map_get(page->notes, key);
	if (note) {
		import_call_note(import, parent, note);
		return;
	}
	note = import_note(import, parent);
	map_set(page->notes, key, note);
	for (const xmlNode *child = place->node->children; child; child = child->next)
		html_node(import, place->page, note, child);
}

static bool is_spent(Import *import, const HtmlPage *page, const xmlNode *node)
{
	return map_has(page->spent, html_key(import, node));
}

static bool is_backlink(const xmlNode *node)
{
	return html_has_word(node, "role", "doc-backlink") || html_has_word(node, "class", "footnote-back") ||
	       html_has_word(node, "type", "backlink");
}

/* Whether a section is one of notes, and all of them are called: then nothing of it is left. */
static bool is_done(Import *import, const HtmlPage *page, const xmlNode *node)
{
	bool notes = html_has_word(node, "role", "doc-endnotes") || html_has_word(node, "type", "endnotes") ||
	             html_has_word(node, "type", "footnotes") || html_has_word(node, "class", "footnotes");
	size_t items = 0, spent = 0;
	for (const xmlNode *item = node; item && notes; item = xml_next(item, node)) {
		bool is_item = xml_is(item, "li") && !xml_is(item->parent->parent, "li");
		items += is_item;
		spent += is_item && is_spent(import, page, item);
	}
	return notes && items && items == spent;
}

/* ---- elements ---- */

/* What bifolio's own books say beside the text, and it will say again. */
static bool is_generated(const xmlNode *node)
{
	static const char *const classes[] = {"label",     "number", "note-number",    "admonition-title",
	                                      "titlepage", "cover",  "equation-number"};
	for (size_t i = 0; i < BASE_LEN(classes); i++) {
		if (html_has_word(node, "class", classes[i]))
			return true;
	}
	return false;
}

static bool is_skipped(Import *import, const HtmlPage *page, const xmlNode *node)
{
	const char *name = (const char *)node->name;
	static const char *const names[] = {"script", "style", "head", "template", "nav"};
	for (size_t i = 0; i < BASE_LEN(names); i++) {
		if (!strcasecmp(name, names[i]))
			return i < 4 || html_has_word(node, "type", "toc");
	}
	return is_backlink(node) || is_spent(import, page, node) || is_done(import, page, node) ||
	       (page->ours && is_generated(node)) || html_has_word(node, "type", "pagebreak") ||
	       html_has_word(node, "role", "doc-pagebreak");
}

static void tell_dropped(Import *import, const char *name)
{
	static const char *const told[] = {"iframe", "object", "embed", "video", "audio", "canvas"};
	for (size_t i = 0; i < BASE_LEN(told); i++) {
		if (str_eq(name, told[i]))
			import_tell(import, "import-dropped",
			            arena_printf(import->doc->arena, "<%s> is left out, a source has no place for it",
			                         name));
	}
}

/* Pictures are in the same archive, in the address itself, or where they are. */
static const char *picture_of(Import *import, const HtmlPage *page, const char *url)
{
	const char *name = NULL;
	Buf data = {0};
	if (str_starts(url, "data:")) {
		name = xml_data_url(url, &data) ? import_picture(import, "picture", data.data, data.len) : NULL;
	} else if (page->package && !html_leads_out(url)) {
		name = package_picture(import, page->package, package_path(import->doc->arena, page->path, url));
	} else {
		if (!html_leads_out(url))
			diag_report(import->diag, DIAG_NOTE, import_at(import), "import-picture",
			            "its pictures stay where they are; keep the source in this page's folder");
		name = url;
	}
	buf_free(&data);
	return name;
}

static void put_picture(Import *import, const HtmlPage *page, DocNode *image)
{
	const char *name = image->u.image.url ? picture_of(import, page, image->u.image.url) : NULL;
	if (name)
		image->u.image.url = name;
	else
		doc_unlink(image);
}

/* A drawing in the page is a picture of its own; one that only shows a picture is that. */
static void put_drawing(Import *import, const HtmlPage *page, DocNode *parent, const xmlNode *svg)
{
	const xmlNode *image = NULL, *title = xml_child(svg, "title");
	size_t others = 0;
	for (const xmlNode *node = svg; node; node = xml_next(node, svg)) {
		image = xml_is(node, "image") ? node : image;
		others += node->type == XML_ELEMENT_NODE && node != svg && !xml_is(node, "image") &&
		          !xml_is(node, "title");
	}
	xmlBuffer *text = image && !others ? NULL : xmlBufferCreate();
	if (text)
		xmlNodeDump(text, svg->doc, (xmlNode *)svg, 0, 0); /* which does not change it */
	const char *url = text ? NULL : xml_get(import, image, "href");
	const char *name = text  ? import_picture(import, "drawing.svg", (const char *)xmlBufferContent(text),
	                                          (size_t)xmlBufferLength(text))
	                   : url ? picture_of(import, page, url)
	                         : NULL;
	DocNode *made = name ? import_add(import, parent, "img", "src", name) : NULL;
	if (made && title)
		doc_set_key(import->doc, made, "alt", xml_text(import, title));
	if (text)
		xmlBufferFree(text);
}

static void put_made(Import *import, const HtmlPage *page, DocNode *made, const xmlNode *node)
{
	const char *id = doc_id(made), *name = id ? html_name(import, page, id) : NULL;
	if (page->path && made->type == DOC_LINK)
		made->u.link.url = html_link(import, page, made->u.link.url);
	if (name)
		made->attr->id = name;
	DocNode *words = made->type == DOC_SPAN ? import_format(import, made, html_formats(import, page, node)) : made;
	for (const xmlNode *child = node->children; child; child = child->next)
		html_node(import, page, words, child);
	if (made->type == DOC_IMAGE)
		put_picture(import, page, made);
}

/* A display with its number is the display again: its id numbers it. */
static void put_equation(Import *import, const HtmlPage *page, DocNode *parent, const xmlNode *node)
{
	const char *id = xml_get(import, node, "id"), *name = id ? html_name(import, page, id) : NULL;
	for (const xmlNode *child = xml_child(node, "span")->children; child; child = child->next)
		html_node(import, page, parent, child);
	if (name && parent->last && parent->last->type == DOC_MATH)
		doc_attr(import->doc, parent->last)->id = name;
}

static void put_element(Import *import, const HtmlPage *page, DocNode *parent, const xmlNode *node)
{
	const char *attributes[2 * MOST_ATTRIBUTES + 1], *name = xml_name(import, node);
	const HtmlPlace *note = map_get(page->calls, html_key(import, node));
	if (note) {
		put_note(import, page, parent, note);
		return;
	}
	if (is_skipped(import, page, node) || (xml_is(node, "math") && html_math(import, parent, node)))
		return;
	if (page->ours && html_has_word(node, "class", "equation") && xml_child(node, "span")) {
		put_equation(import, page, parent, node);
		return;
	}
	if (xml_is(node, "svg")) {
		put_drawing(import, page, parent, node);
		return;
	}
	tell_dropped(import, name);
	list_attributes(import, node, attributes);
	DocNode *made = src_add_element(import->doc, parent, name, attributes, import_at(import));
	if (made == parent) {
		for (const xmlNode *child = node->children; child; child = child->next)
			html_node(import, page, parent, child);
	} else if (made) {
		put_made(import, page, made, node);
	}
}

void html_node(Import *import, const HtmlPage *page, DocNode *parent, const xmlNode *node)
{
	if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
		put_words(import, parent, (const char *)node->content);
	} else if (node->type == XML_ENTITY_REF_NODE) {
		const htmlEntityDesc *entity = htmlEntityLookup(node->name);
		Buf sign = {0};
		buf_utf8(&sign, entity ? entity->value : 0xFFFD);
		put_words(import, parent, sign.data);
		buf_free(&sign);
	} else if (node->type == XML_ELEMENT_NODE) {
		put_element(import, page, parent, node);
	}
}

/* ---- pages ---- */

static void read_meta(Import *import, const xmlNode *node)
{
	DocMeta *meta = &import->doc->meta;
	const char *name = xml_get(import, node, "name"), *value = xml_get(import, node, "content");
	if (!name || !value)
		return;
	if (!strcasecmp(name, "author") || !strcasecmp(name, "dc.creator"))
		import_person(import, value);
	else if (!strcasecmp(name, "description") || !strcasecmp(name, "dc.description"))
		import_set(&meta->description, import, value);
	else if (!strcasecmp(name, "dcterms.date") || !strcasecmp(name, "dc.date") || !strcasecmp(name, "date"))
		import_date(import, value);
}

/* What a page's head says of it goes into the front matter. */
static void read_head(Import *import, const HtmlPage *page, const xmlNode *top)
{
	DocMeta *meta = &import->doc->meta;
	for (const xmlNode *node = top; node; node = xml_next(node, top)) {
		if (xml_is(node, "title") && node->parent && xml_is(node->parent, "head"))
			import_set(&meta->title, import, xml_text(import, node));
		else if (xml_is(node, "meta"))
			read_meta(import, node);
		else if (xml_is(node, "html") || xml_is(node, "body"))
			import_lang(import, xml_get(import, node, "lang"));
		else if (xml_is(node, "style"))
			html_read_css(import, page, xml_text(import, node));
	}
}

bool import_html(Import *import, const Buf *data)
{
	const char *fault, *guess = charset_guess(data->data, data->len);
	bool utf8 = utf8_check(data->data, data->len) == data->len && !guess;
	Pos place = import_at(import);
	xmlDoc *html = xml_read_html(data->data, data->len, utf8 ? "UTF-8" : guess, &fault, &place);
	if (!html) {
		diag_report(import->diag, DIAG_ERROR, place, "import-broken", "%s", fault);
		return false;
	}
	const xmlNode *top = xmlDocGetRootElement(html);
	HtmlPage page = html_page(import->doc->arena);
	read_head(import, &page, top);
	html_find_places(import, &page, top);
	html_find_notes(import, &page, top);
	html_node(import, &page, import->doc->root, top);
	xmlFreeDoc(html);
	return true;
}
