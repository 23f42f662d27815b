/* Pages of HTML: libxml2 reads them, the elements are source's. */
#include "import/package.h"
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

/* ---- places ---- */

static const char *scheme_end(const char *url)
{
	const char *end = url + strcspn(url, ":/?#");
	return *end == ':' && end > url ? end : NULL;
}

/* What an address within the pages leads to, as places are called: "path#id", of a page by itself "id"; NULL. */
static const char *place_key(Import *import, const HtmlPage *page, const char *url)
{
	Arena *arena = import->doc->arena;
	const char *hash = strchr(url, '#'), *id = hash ? hash + 1 : "";
	if (scheme_end(url) || str_starts(url, "//"))
		return NULL;
	if (!page->path)
		return hash == url ? id : NULL;
	size_t len = hash ? (size_t)(hash - url) : strlen(url);
	const char *file = len ? package_path(arena, page->path, arena_strndup(arena, url, len)) : page->path;
	return arena_printf(arena, "%s#%s", file, id);
}

static const char *own_key(Import *import, const HtmlPage *page, const char *id)
{
	return page->path ? arena_printf(import->doc->arena, "%s#%s", page->path, id) : id;
}

/* Of pages that become one source, ids that are taken get another name. */
static void name_place(Import *import, const HtmlPage *page, const char *key, const char *id)
{
	Arena *arena = import->doc->arena;
	const char *stem = path_stem(arena, page->path), *name = *id ? id : stem;
	for (unsigned i = 1; map_has(page->taken, name); i++)
		name = i == 1 ? arena_printf(arena, "%s-%s", stem, id) : arena_printf(arena, "%s-%s-%u", stem, id, i);
	map_set(page->taken, name, (void *)name);
	map_set(page->names, key, (void *)name);
}

void import_html_places(Import *import, const HtmlPage *page, const xmlNode *top)
{
	if (page->path)
		name_place(import, page, own_key(import, page, ""), "");
	for (const xmlNode *node = top; node; node = xml_next(node, top)) {
		const char *id = node->type == XML_ELEMENT_NODE ? xml_get(import, node, "id") : NULL;
		const char *key = id && *id ? own_key(import, page, id) : NULL;
		if (!key || map_has(page->places, key))
			continue;
		HtmlPlace *place = arena_alloc(import->doc->arena, sizeof *place);
		*place = (HtmlPlace){node, page};
		map_set(page->places, key, place);
		if (page->path)
			name_place(import, page, key, id);
	}
}

/* ---- notes ---- */

/* The place that a note's call leads to; NULL if the link is none. */
static const char *called(Import *import, const HtmlPage *page, const xmlNode *link)
{
	const char *url = xml_is(link, "a") ? xml_get(import, link, "href") : NULL;
	bool call =
	        url && (has_word(import, link, "role", "doc-noteref") || has_word(import, link, "type", "noteref") ||
	                has_word(import, link, "class", "footnote-ref"));
	const char *key = call ? place_key(import, page, url) : NULL;
	return key && map_has(page->places, key) ? key : NULL;
}

void import_html_calls(Import *import, const HtmlPage *page, const xmlNode *top)
{
	for (const xmlNode *node = top; node; node = xml_next(node, top)) {
		const char *key = node->type == XML_ELEMENT_NODE ? called(import, page, node) : NULL;
		if (key)
			map_set(page->calls, key, (void *)key);
	}
}

static bool is_backlink(Import *import, const xmlNode *node)
{
	return has_word(import, node, "role", "doc-backlink") || has_word(import, node, "class", "footnote-back") ||
	       has_word(import, node, "type", "backlink");
}

/* A note's text stands where its call is, and no more where it was. */
static void put_note(Import *import, const HtmlPage *page, DocNode *parent, const char *key)
{
	const HtmlPlace *place = map_get(page->places, key);
	DocNode *note = map_get(page->notes, key);
	if (note) {
		import_call_note(import, parent, note);
		return;
	}
	note = import_note(import, parent);
	map_set(page->notes, key, note);
	for (const xmlNode *child = place->node->children; child; child = child->next)
		import_html_node(import, place->page, note, child);
}

/* Whether a node is the text of a note that is called. */
static bool is_called(Import *import, const HtmlPage *page, const xmlNode *node)
{
	const char *id = xml_get(import, node, "id");
	return id && *id && map_has(page->calls, own_key(import, page, id));
}

/* Whether a section is one of notes, and all of them are called: then nothing of it is left. */
static bool is_spent(Import *import, const HtmlPage *page, const xmlNode *node)
{
	bool notes = has_word(import, node, "role", "doc-endnotes") || has_word(import, node, "type", "endnotes") ||
	             has_word(import, node, "type", "footnotes") || has_word(import, node, "class", "footnotes");
	size_t items = 0, spent = 0;
	for (const xmlNode *item = node; item && notes; item = xml_next(item, node)) {
		bool is_item = xml_is(item, "li") && !xml_is(item->parent->parent, "li");
		items += is_item;
		spent += is_item && is_called(import, page, item);
	}
	return notes && items && items == spent;
}

/* ---- elements ---- */

/* What bifolio's own books say beside the text, and it will say again. */
static bool is_generated(Import *import, const xmlNode *node)
{
	static const char *const classes[] = {"label",     "number", "note-number", "admonition-title",
	                                      "titlepage", "cover"};
	for (size_t i = 0; i < BASE_LEN(classes); i++) {
		if (has_word(import, node, "class", classes[i]))
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
			return i < 4 || has_word(import, node, "type", "toc");
	}
	return is_backlink(import, node) || is_called(import, page, node) || is_spent(import, page, node) ||
	       (page->ours && is_generated(import, node)) || has_word(import, node, "type", "pagebreak") ||
	       has_word(import, node, "role", "doc-pagebreak");
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
	} else if (page->package && !scheme_end(url)) {
		name = package_picture(import, page->package, package_path(import->doc->arena, page->path, url));
	} else {
		if (!scheme_end(url))
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
		xmlNodeDump(text, svg->doc, (xmlNode *)svg, 0, 0);
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

/* Where a link leads in the one source that all pages become. */
static const char *link_of(Import *import, const HtmlPage *page, const char *url)
{
	const char *key = url ? place_key(import, page, url) : NULL;
	const char *name = key ? map_get(page->names, key) : NULL;
	if (name)
		return arena_printf(import->doc->arena, "#%s", name);
	return key ? arena_printf(import->doc->arena, "#%s", key) : url; /* that is not there: see tidy.c */
}

static void put_made(Import *import, const HtmlPage *page, DocNode *made, const xmlNode *node)
{
	const char *id = xml_get(import, node, "id");
	const char *name = id && page->path ? map_get(page->names, own_key(import, page, id)) : NULL;
	if (page->path && made->type == DOC_LINK)
		made->u.link.url = link_of(import, page, made->u.link.url);
	if (name)
		doc_attr(import->doc, made)->id = name;
	for (const xmlNode *child = node->children; child; child = child->next)
		import_html_node(import, page, made, child);
	if (made->type == DOC_IMAGE)
		put_picture(import, page, made);
}

static void put_element(Import *import, const HtmlPage *page, DocNode *parent, const xmlNode *node)
{
	const char *attributes[2 * MOST_ATTRIBUTES + 1], *name = xml_name(import, node);
	const char *note = called(import, page, node);
	if (note) {
		put_note(import, page, parent, note);
		return;
	}
	if (is_skipped(import, page, node) || (xml_is(node, "math") && import_math(import, parent, node)))
		return;
	if (xml_is(node, "svg")) {
		put_drawing(import, page, parent, node);
		return;
	}
	tell_dropped(import, name);
	list_attributes(import, node, attributes);
	DocNode *made = src_add_element(import->doc, parent, name, attributes, import_at(import));
	if (made == parent) {
		for (const xmlNode *child = node->children; child; child = child->next)
			import_html_node(import, page, parent, child);
	} else if (made) {
		put_made(import, page, made, node);
	}
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

bool import_html(Import *import, const Buf *data)
{
	const char *fault, *guess = charset_guess(data->data, data->len);
	bool utf8 = utf8_check(data->data, data->len) == data->len && !guess;
	xmlDoc *html = xml_read_html(data->data, data->len, utf8 ? "UTF-8" : guess, &fault);
	if (!html)
		return import_fail(import, "import-broken", fault);
	const xmlNode *top = xmlDocGetRootElement(html);
	Arena *arena = import->doc->arena;
	HtmlPage page = {.places = map_new(arena), .calls = map_new(arena), .notes = map_new(arena)};
	import_html_head(import, top);
	import_html_places(import, &page, top);
	import_html_calls(import, &page, top);
	import_html_node(import, &page, import->doc->root, top);
	xmlFreeDoc(html);
	return true;
}
