/* Pages of HTML: libxml2 reads them, the elements are source's. */
#include "import/xml.h"
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
	for (const xmlAttr *attr = node->properties; attr && count + 2 < 2 * MOST_ATTRIBUTES; attr = attr->next) {
		const char *value = xml_get(import, node, (const char *)attr->name);
		list[count++] = arena_strdup(import->doc->arena, (const char *)attr->name);
		list[count++] = value ? value : "";
	}
	list[count] = NULL;
	return count;
}

/* Whether an attribute of words, such as a class or a role, has this one. */
static bool has_word(Import *import, const xmlNode *node, const char *key, const char *word)
{
	const char *value = xml_get(import, node, key);
	size_t len = strlen(word);
	for (const char *at = value; at && (at = strstr(at, word)) != NULL; at += len) {
		bool from = at == value || at[-1] == ' ', to = !at[len] || at[len] == ' ';
		if (from && to)
			return true;
	}
	return false;
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

/* What a note's call leads to; NULL if the link is none. */
static const xmlNode *called(Import *import, const HtmlPage *page, const xmlNode *link)
{
	const char *url = xml_get(import, link, "href");
	bool call = has_word(import, link, "role", "doc-noteref") || has_word(import, link, "type", "noteref") ||
	            has_word(import, link, "class", "footnote-ref");
	const char *id = call && url ? strchr(url, '#') : NULL;
	return id ? map_get(page->ids, id + 1) : NULL;
}

static bool is_backlink(Import *import, const xmlNode *node)
{
	return has_word(import, node, "role", "doc-backlink") || has_word(import, node, "class", "footnote-back") ||
	       has_word(import, node, "type", "backlink");
}

/* A note's text stands where its call is, and no more where it was. */
static void put_note(Import *import, const HtmlPage *page, DocNode *parent, const xmlNode *target)
{
	const char *key = arena_printf(import->doc->arena, "%p", (const void *)target);
	DocNode *note = map_get(page->notes, key);
	if (note) {
		import_call_note(import, parent, note);
		return;
	}
	note = import_note(import, parent);
	map_set(page->notes, key, note);
	for (const xmlNode *child = target->children; child; child = child->next)
		import_html_node(import, page, note, child);
}

/* Whether a node is the text of a note that is called, or a list of such alone. */
static bool is_called(const HtmlPage *page, Import *import, const xmlNode *node)
{
	const char *id = xml_get(import, node, "id");
	return id && map_has(page->calls, id);
}

/* ---- elements ---- */

static bool is_skipped(Import *import, const HtmlPage *page, const xmlNode *node)
{
	const char *name = (const char *)node->name;
	static const char *const names[] = {"script", "style", "head", "template", "nav"};
	for (size_t i = 0; i < BASE_LEN(names); i++) {
		if (!strcasecmp(name, names[i]))
			return i < 4 || has_word(import, node, "type", "toc");
	}
	return is_backlink(import, node) || is_called(page, import, node) ||
	       has_word(import, node, "type", "pagebreak") || has_word(import, node, "role", "doc-pagebreak");
}

/* A formula that says what it is in TeX, as Pandoc and KaTeX have it. */
static const char *tex_of(Import *import, const xmlNode *math)
{
	for (const xmlNode *node = math; node; node = xml_next(node, math)) {
		if (xml_is(node, "annotation") && has_word(import, node, "encoding", "application/x-tex"))
			return xml_text(import, node);
	}
	return xml_get(import, math, "alttext");
}

bool import_math(Import *import, DocNode *parent, const xmlNode *node)
{
	const char *tex = tex_of(import, node);
	if (!tex || !*tex) {
		import_tell(import, "import-math", "a formula in MathML keeps its signs alone; write it anew, as $…$");
		return false;
	}
	DocNode *math = doc_node(import->doc, DOC_MATH, import_at(import));
	math->u.math.text = tex;
	math->u.math.len = strlen(tex);
	math->u.math.display = has_word(import, node, "display", "block");
	doc_append(parent, math);
	return true;
}

static void tell_dropped(Import *import, const char *name)
{
	static const char *const told[] = {"iframe", "object", "embed", "video", "audio", "canvas", "svg"};
	for (size_t i = 0; i < BASE_LEN(told); i++) {
		if (str_eq(name, told[i]))
			import_tell(import, "import-dropped",
			            arena_printf(import->doc->arena, "<%s> is left out, a source has no place for it",
			                         name));
	}
}

/* Pictures are the page's own way to get: from the same archive, from the address itself, or not at all. */
static void put_picture(Import *import, const HtmlPage *page, DocNode *image)
{
	const char *url = image->u.image.url && page->picture ? page->picture(import, page, image->u.image.url) : NULL;
	if (url)
		image->u.image.url = url;
	else if (page->picture)
		doc_unlink(image);
}

static void put_element(Import *import, const HtmlPage *page, DocNode *parent, const xmlNode *node)
{
	const char *attributes[2 * MOST_ATTRIBUTES + 1], *name = xml_name(import, node);
	const xmlNode *note = str_eq(name, "a") ? called(import, page, node) : NULL;
	if (note) {
		put_note(import, page, parent, note);
		return;
	}
	if (is_skipped(import, page, node) || (xml_is(node, "math") && import_math(import, parent, node)))
		return;
	tell_dropped(import, name);
	list_attributes(import, node, attributes);
	DocNode *made = src_add_element(import->doc, parent, name, attributes, import_at(import));
	if (!made)
		return;
	if (page->link && made->type == DOC_LINK)
		made->u.link.url = page->link(import, page, made->u.link.url);
	if (page->name && doc_id(made) && made != parent)
		made->attr->id = page->name(import, page, doc_id(made));
	for (const xmlNode *child = node->children; child; child = child->next)
		import_html_node(import, page, made, child);
	if (made->type == DOC_IMAGE)
		put_picture(import, page, made);
}

void import_html_node(Import *import, const HtmlPage *page, DocNode *parent, const xmlNode *node)
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

/* The places that links of the page lead to, and those that calls of notes do. */
void import_html_places(Import *import, HtmlPage *page, const xmlNode *top)
{
	page->ids = map_new(import->doc->arena);
	page->calls = map_new(import->doc->arena);
	page->notes = map_new(import->doc->arena);
	for (const xmlNode *node = top; node; node = xml_next(node, top)) {
		const char *id = node->type == XML_ELEMENT_NODE ? xml_get(import, node, "id") : NULL;
		if (id && !map_has(page->ids, id))
			map_set(page->ids, id, (void *)node);
	}
	for (const xmlNode *node = top; node; node = xml_next(node, top)) {
		if (xml_is(node, "a") && called(import, page, node))
			map_set(page->calls, strchr(xml_get(import, node, "href"), '#') + 1, (void *)node);
	}
}

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

void import_html_head(Import *import, const xmlNode *top)
{
	DocMeta *meta = &import->doc->meta;
	for (const xmlNode *node = top; node; node = xml_next(node, top)) {
		if (xml_is(node, "title") && node->parent && xml_is(node->parent, "head"))
			import_set(&meta->title, import, xml_text(import, node));
		else if (xml_is(node, "meta"))
			read_meta(import, node);
		else if (xml_is(node, "html"))
			import_lang(import, xml_get(import, node, "lang"));
	}
}

/* Pictures of a page by itself: those that it holds as data are written beside the source. */
static const char *picture(Import *import, const HtmlPage *page, const char *url)
{
	(void)page;
	if (!str_starts(url, "data:")) {
		if (!strchr(url, ':'))
			diag_report(import->diag, DIAG_NOTE, import_at(import), "import-picture",
			            "its pictures stay where they are; keep the source in this page's folder");
		return url;
	}
	Buf data = {0};
	const char *name = xml_data_url(url, &data) ? import_picture(import, "picture", data.data, data.len) : NULL;
	buf_free(&data);
	return name;
}

bool import_html(Import *import, const Buf *data)
{
	const char *fault, *guess = charset_guess(data->data, data->len);
	bool utf8 = utf8_check(data->data, data->len) == data->len && !guess;
	xmlDoc *html = xml_read_html(data->data, data->len, utf8 ? "UTF-8" : guess, &fault);
	if (!html)
		return import_fail(import, "import-broken", fault);
	const xmlNode *top = xmlDocGetRootElement(html);
	HtmlPage page = {.picture = picture};
	import_html_head(import, top);
	import_html_places(import, &page, top);
	import_html_node(import, &page, import->doc->root, top);
	xmlFreeDoc(html);
	return true;
}
