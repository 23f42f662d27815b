/* E-books: the pages of the spine, one after the other, as one source (EPUB 3.3, and 2). */
#include "import/html.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_PAGES = 5000 };

typedef struct {
	Import *import;
	Package *package;
	const char *path; /* of the package document */
	const xmlNode *manifest;
	const char *cover; /* a picture's path; NULL */
	HtmlPage common;
	Map *read; /* the pages' paths */
	struct {
		xmlDoc *doc;
		HtmlPage page;
	} * pages;
	size_t count;
} Epub;

/* ---- the package document ---- */

static const xmlNode *item_of(const Epub *epub, const char *key, const char *value)
{
	for (const xmlNode *node = epub->manifest ? epub->manifest->children : NULL; node; node = node->next) {
		const char *is = xml_is(node, "item") ? xml_peek(node, key) : NULL;
		if (is && value && str_eq(is, value))
			return node;
	}
	return NULL;
}

static const char *path_of(Epub *epub, const xmlNode *item)
{
	const char *name = item ? xml_get(epub->import, item, "href") : NULL;
	return name ? package_path(epub->import->doc->arena, epub->path, name) : NULL;
}

/* What a title is: "main", "subtitle", "collection"; NULL: nobody says. */
static const char *refined(Epub *epub, const xmlNode *metadata, const xmlNode *of, const char *property)
{
	const char *id = xml_get(epub->import, of, "id");
	for (const xmlNode *node = id ? metadata->children : NULL; node; node = node->next) {
		const char *refines = xml_is(node, "meta") ? xml_peek(node, "refines") : NULL;
		if (refines && *refines == '#' && str_eq(refines + 1, id) &&
		    str_eq(xml_peek(node, "property"), property))
			return xml_text(epub->import, node);
	}
	return NULL;
}

static void read_title(Epub *epub, const xmlNode *metadata, const xmlNode *node)
{
	DocMeta *meta = &epub->import->doc->meta;
	const char *type = refined(epub, metadata, node, "title-type"), *text = xml_text(epub->import, node);
	if (!type || str_eq(type, "main"))
		import_set(meta->title ? &meta->subtitle : &meta->title, epub->import, text);
	else if (str_eq(type, "subtitle"))
		import_set(&meta->subtitle, epub->import, text);
}

static void read_person(Epub *epub, const xmlNode *metadata, const xmlNode *node)
{
	const char *role = refined(epub, metadata, node, "role");
	role = role ? role : xml_get(epub->import, node, "role");
	if (!role || str_eq(role, "aut"))
		import_person(epub->import, xml_text(epub->import, node));
}

static void read_metadata(Epub *epub, const xmlNode *metadata)
{
	Import *import = epub->import;
	DocMeta *meta = &import->doc->meta;
	for (const xmlNode *node = metadata ? metadata->children : NULL; node; node = node->next) {
		const char *name = xml_is(node, "meta") ? xml_get(import, node, "name") : NULL;
		const char *content = name ? xml_get(import, node, "content") : NULL;
		if (xml_is(node, "title"))
			read_title(epub, metadata, node);
		else if (xml_is(node, "creator"))
			read_person(epub, metadata, node);
		else if (xml_is(node, "language"))
			import_lang(import, xml_text(import, node));
		else if (xml_is(node, "date"))
			import_date(import, xml_text(import, node));
		else if (xml_is(node, "publisher"))
			import_set(&meta->publisher, import, xml_text(import, node));
		else if (xml_is(node, "rights"))
			import_set(&meta->rights, import, xml_text(import, node));
		else if (xml_is(node, "description") && !strchr(xml_text(import, node), '<'))
			import_set(&meta->description, import, xml_text(import, node));
		else if (content && str_eq(name, "generator"))
			epub->common.ours |= str_starts(content, "bifolio");
		else if (content && str_eq(name, "cover"))
			epub->cover = path_of(epub, item_of(epub, "id", content));
	}
}

/* ---- pages ---- */

/* A page as XML or, where that is not what it says it is, as browsers read it. */
static xmlDoc *read_page(Epub *epub, const char *path, const char **fault)
{
	Buf text = {0};
	xmlDoc *doc = NULL;
	*fault = "a page of it is missing; save it anew where it was made";
	if (package_part(epub->package, path, PACKAGE_TEXT, &text)) {
		doc = xml_read(text.data, text.len, fault);
		bool words = !memchr(text.data ? text.data : "", '\0', text.len) &&
		             utf8_check(text.data, text.len) == text.len;
		if (!doc && words)
			doc = xml_read_html(text.data, text.len, "UTF-8", fault, &(Pos){0});
		else if (!doc)
			*fault = "a page of it is no text, so the book may be locked; take it from where it is not";
	} else if (package_fault(epub->package)) {
		*fault = package_fault(epub->package);
	}
	buf_free(&text);
	return doc;
}

/* Whether a page shows the cover and nothing else. */
static bool is_cover(Epub *epub, const xmlNode *top, const char *path)
{
	size_t others = 0;
	bool shows = false;
	for (const xmlNode *node = xml_child(top, "body"), *body = node; node; node = xml_next(node, body)) {
		bool image = xml_is(node, "img") || xml_is(node, "image");
		const char *url = image ? xml_get(epub->import, node, xml_is(node, "img") ? "src" : "href") : NULL;
		const char *shown = url ? package_path(epub->import->doc->arena, path, url) : NULL;
		shows |= shown && str_eq(shown, epub->cover);
		others += image && !(shown && str_eq(shown, epub->cover));
		others += node->type == XML_TEXT_NODE &&
		          ((const char *)node->content)[strspn((const char *)node->content, " \t\r\n")];
	}
	return shows && !others;
}

static bool add_page(Epub *epub, const xmlNode *item)
{
	Import *import = epub->import;
	const char *path = path_of(epub, item), *fault, *type = item ? xml_get(import, item, "media-type") : NULL;
	const char *is = item ? xml_get(import, item, "properties") : NULL;
	if (is && strstr(is, "nav")) {
		import_tell(import, "import-contents", "the table of contents is left out; toc: true makes one");
		return true;
	}
	if (!path || !type || !strstr(type, "html") || epub->count == MOST_PAGES || map_has(epub->read, path))
		return true;
	map_set(epub->read, path, NULL);
	xmlDoc *doc = read_page(epub, path, &fault);
	if (!doc)
		return import_fail(import, "import-broken", fault);
	if (is_cover(epub, xmlDocGetRootElement(doc), path)) {
		xmlFreeDoc(doc);
		return true;
	}
	epub->pages[epub->count].doc = doc;
	epub->pages[epub->count].page = epub->common;
	epub->pages[epub->count++].page.path = path;
	return true;
}

static const xmlNode *body_of(const Epub *epub, size_t page)
{
	return xml_child(xmlDocGetRootElement(epub->pages[page].doc), "body");
}

/* All pages are known before the first is put: notes and links go from one to another. */
static void put_pages(Epub *epub)
{
	Import *import = epub->import;
	for (size_t i = 0; i < epub->count; i++) {
		if (body_of(epub, i))
			html_find_places(import, &epub->pages[i].page, body_of(epub, i));
	}
	for (size_t i = 0; i < epub->count; i++) {
		if (body_of(epub, i))
			html_find_notes(import, &epub->pages[i].page, body_of(epub, i));
	}
	for (size_t i = 0; i < epub->count; i++) {
		const HtmlPage *page = &epub->pages[i].page;
		const char *key = arena_printf(import->doc->arena, "%s#", page->path);
		if (body_of(epub, i))
			html_node(import, page,
			          import_add(import, import->doc->root, "div", "id", map_get(page->names, key)),
			          body_of(epub, i));
	}
}

/* ---- the book ---- */

static const char *find_package(Epub *epub)
{
	const char *fault, *path = NULL;
	xmlDoc *doc = package_xml(epub->package, "META-INF/container.xml", &fault);
	const xmlNode *top = doc ? xmlDocGetRootElement(doc) : NULL;
	for (const xmlNode *node = top; node && !path; node = xml_next(node, top)) {
		if (xml_is(node, "rootfile"))
			path = xml_get(epub->import, node, "full-path");
	}
	xmlFreeDoc(doc);
	return path;
}

static void read_style_sheet(Epub *epub, const xmlNode *item)
{
	const char *type = xml_is(item, "item") ? xml_get(epub->import, item, "media-type") : NULL;
	Buf css = {0};
	if (type && str_eq(type, "text/css") && !epub->common.ours &&
	    package_part(epub->package, path_of(epub, item), PACKAGE_TEXT, &css))
		html_read_css(epub->import, &epub->common, css.data ? css.data : "");
	buf_free(&css);
}

static bool read_book(Epub *epub, const xmlNode *top)
{
	const xmlNode *spine = xml_child(top, "spine");
	bool read = true;
	epub->manifest = xml_child(top, "manifest");
	epub->cover = path_of(epub, item_of(epub, "properties", "cover-image"));
	read_metadata(epub, xml_child(top, "metadata"));
	for (const xmlNode *node = spine ? spine->children : NULL; node && read; node = node->next) {
		if (xml_is(node, "itemref"))
			read = add_page(epub, item_of(epub, "id", xml_get(epub->import, node, "idref")));
	}
	for (const xmlNode *node = epub->manifest ? epub->manifest->children : NULL; node; node = node->next)
		read_style_sheet(epub, node);
	if (read && epub->cover && !epub->common.ours)
		epub->import->cover = package_picture(epub->import, epub->package, epub->cover);
	if (read)
		put_pages(epub);
	return read;
}

bool import_epub(Import *import, const Buf *data)
{
	const char *fault;
	Package *package = package_open(data, &fault);
	if (!package)
		return import_fail(import, "import-broken", fault);
	Arena *arena = import->doc->arena;
	Epub epub = {.import = import, .package = package};
	epub.common = html_page(arena);
	epub.common.package = package;
	epub.read = map_new(arena);
	epub.pages = base_calloc(MOST_PAGES, sizeof *epub.pages);
	epub.path = find_package(&epub);
	xmlDoc *doc = package_xml(package, epub.path, &fault);
	bool read = doc ? read_book(&epub, xmlDocGetRootElement(doc)) : import_fail(import, "import-broken", fault);
	for (size_t i = 0; i < epub.count; i++)
		xmlFreeDoc(epub.pages[i].doc);
	xmlFreeDoc(doc);
	free(epub.pages);
	package_close(package);
	return read;
}
