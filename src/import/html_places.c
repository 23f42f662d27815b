/* What links of pages lead to: places, and notes. */
#include "import/html.h"

#include <string.h>
#include <strings.h>

HtmlPage html_page(Arena *arena)
{
	return (HtmlPage){.places = map_new(arena),
	                  .calls = map_new(arena),
	                  .spent = map_new(arena),
	                  .notes = map_new(arena),
	                  .tries = map_new(arena),
	                  .names = map_new(arena),
	                  .taken = map_new(arena),
	                  .formats = map_new(arena)};
}

const char *html_key(Import *import, const xmlNode *node)
{
	return arena_printf(import->doc->arena, "%p", (const void *)node);
}

bool html_has_word(const xmlNode *node, const char *key, const char *word)
{
	const char *value = xml_peek(node, key);
	size_t len = strlen(word);
	for (const char *at = value; at && (at = strstr(at, word)) != NULL; at += len) {
		bool from = at == value || at[-1] == ' ', to = !at[len] || at[len] == ' ';
		if (from && to)
			return true;
	}
	return false;
}

/* ---- places ---- */

bool html_leads_out(const char *url)
{
	const char *end = url + strcspn(url, ":/?#");
	return (*end == ':' && end > url) || str_starts(url, "//");
}

/* What an address within the pages leads to, as places are called; NULL: out of them. */
static const char *place_key(Import *import, const HtmlPage *page, const char *url)
{
	Arena *arena = import->doc->arena;
	const char *hash = strchr(url, '#'), *id = hash ? hash + 1 : "";
	if (html_leads_out(url))
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

static const char *id_of(Import *import, const xmlNode *node)
{
	const char *id = node->type == XML_ELEMENT_NODE ? xml_get(import, node, "id") : NULL;
	if ((!id || !*id) && xml_is(node, "a"))
		id = xml_get(import, node, "name");
	return id && *id ? id : NULL;
}

/* Of pages that become one source, ids that are taken get another name. */
static void name_place(Import *import, const HtmlPage *page, const char *key, const char *id)
{
	Arena *arena = import->doc->arena;
	const char *stem = path_stem(arena, page->path), *name = *id ? id : stem;
	for (unsigned i = 1; map_has(page->taken, name); i++)
		name = i == 1 ? arena_printf(arena, "%s-%s", stem, id) : arena_printf(arena, "%s-%s-%u", stem, id, i);
	map_set(page->taken, name, name);
	map_set(page->names, key, name);
}

void html_find_places(Import *import, const HtmlPage *page, const xmlNode *top)
{
	if (page->path)
		name_place(import, page, own_key(import, page, ""), "");
	for (const xmlNode *node = top; node; node = xml_next(node, top)) {
		const char *id = id_of(import, node), *key = id ? own_key(import, page, id) : NULL;
		if (!key || map_has(page->places, key))
			continue;
		HtmlPlace *place = arena_alloc(import->doc->arena, sizeof *place);
		*place = (HtmlPlace){node, page};
		map_set(page->places, key, place);
		if (page->path)
			name_place(import, page, key, id);
	}
}

const char *html_link(Import *import, const HtmlPage *page, const char *url)
{
	const char *key = url ? place_key(import, page, url) : NULL;
	const char *name = key ? map_get(page->names, key) : NULL;
	if (name)
		return arena_printf(import->doc->arena, "#%s", name);
	return key ? arena_printf(import->doc->arena, "#%s", key) : url; /* that is not there: see tidy.c */
}

const char *html_name(Import *import, const HtmlPage *page, const char *id)
{
	return page->path ? map_get(page->names, own_key(import, page, id)) : NULL;
}

/* ---- notes ---- */

enum { MOST_SEEN = 2000 }; /* a note is not long, and not in a block of many */

static const HtmlPlace *target_of(Import *import, const HtmlPage *page, const xmlNode *link)
{
	const char *url = xml_is(link, "a") ? xml_get(import, link, "href") : NULL;
	const char *key = url ? place_key(import, page, url) : NULL;
	return key ? map_get(page->places, key) : NULL;
}

/* Numbers, stars and daggers call notes; words do not. */
static bool is_sign(Import *import, const xmlNode *link)
{
	enum { LONGEST = 8 };
	const char *text = xml_text(import, link);
	text += strspn(text, " \t\r\n[(");
	size_t len = strcspn(text, " \t\r\n])."), digits = strspn(text, "0123456789");
	bool rest = text[len + strspn(text + len, " \t\r\n]).")];
	return len && len <= LONGEST && !rest && (digits == len || *text == '*' || (*text & 0x80) || (len == 1));
}

static bool is_block(const xmlNode *node)
{
	static const char *const names[] = {"p", "li", "div", "aside", "dd", "section", "blockquote", "td", "body"};
	for (size_t i = 0; i < BASE_LEN(names); i++) {
		if (xml_is(node, names[i]))
			return true;
	}
	return false;
}

/* A link in a node that leads to this one, or to what is around it; NULL. */
static const xmlNode *link_back(Import *import, const HtmlPlace *from, const xmlNode *to)
{
	size_t seen = 0;
	for (const xmlNode *node = from->node; node && seen++ < MOST_SEEN; node = xml_next(node, from->node)) {
		const HtmlPlace *place = target_of(import, from->page, node);
		const xmlNode *at = place ? place->node : NULL;
		if (at && (at == to || at == to->parent || at->parent == to))
			return node;
	}
	return NULL;
}

/* Paragraphs in a block that begin with a link to a place: of notes, each has one. */
static size_t count_notes(Import *import, const HtmlPage *page, const xmlNode *block)
{
	size_t count = 0, seen = 0;
	for (const xmlNode *node = block->children; node && count < 2 && seen++ < MOST_SEEN; node = node->next) {
		const xmlNode *first = is_block(node) ? node->children : NULL;
		while (first && first->type != XML_ELEMENT_NODE)
			first = first->next;
		while (first && !xml_is(first, "a") && first->children && first->children->type == XML_ELEMENT_NODE)
			first = first->children;
		count += first && target_of(import, page, first) && is_sign(import, first);
	}
	return count;
}

/* The block that is a note's text: the one around its anchor, and what is around that if it holds no other note. */
static const xmlNode *note_around(Import *import, const HtmlPage *page, const xmlNode *node)
{
	while (node->parent && !is_block(node))
		node = node->parent;
	const xmlNode *around = node->parent;
	bool alone = around &&
	             (xml_is(around, "div") || xml_is(around, "li") || xml_is(around, "aside") || xml_is(around, "dd"));
	return alone && xml_is(node, "p") && count_notes(import, page, around) == 1 ? around : node;
}

/* A note has one call, or a few. */
static bool is_tried(Import *import, const HtmlPage *page, const xmlNode *block)
{
	enum { MOST_TRIES = 100 };
	const char *key = html_key(import, block);
	uintptr_t tries = (uintptr_t)map_get(page->tries, key);
	map_set(page->tries, key, (void *)(tries + 1));
	return tries >= MOST_TRIES;
}

/* Whether a block can be the text of a note that a link calls: it is short of headings, and does not hold the link. */
static bool can_be_note(const xmlNode *block, const xmlNode *link)
{
	for (const xmlNode *up = link; up; up = up->parent) {
		if (up == block)
			return false;
	}
	return !xml_is(block, "body") && !xml_child(block, "h1") && !xml_child(block, "h2") && !xml_child(block, "h3");
}

/* Whether a link and its target, which leads back, are a note and its call though nobody says so. */
static HtmlPlace *find_note(Import *import, const HtmlPage *page, const xmlNode *link)
{
	const HtmlPlace *place = target_of(import, page, link);
	if (!place || map_has(page->spent, html_key(import, link)))
		return NULL;
	bool said = html_has_word(link, "role", "doc-noteref") || html_has_word(link, "type", "noteref") ||
	            html_has_word(link, "class", "footnote-ref");
	if (!said && !is_sign(import, link))
		return NULL;
	HtmlPlace text = {is_block(place->node) ? place->node : note_around(import, place->page, place->node),
	                  place->page};
	if (is_tried(import, page, text.node) || !can_be_note(text.node, link))
		return NULL;
	const xmlNode *back = link_back(import, &text, link);
	if (!said && (!back || !is_sign(import, back)))
		return NULL;
	if (back && is_sign(import, back))
		map_set(page->spent, html_key(import, back), NULL);
	HtmlPlace *note = arena_alloc(import->doc->arena, sizeof *note);
	*note = text;
	return note;
}

void html_find_notes(Import *import, const HtmlPage *page, const xmlNode *top)
{
	for (const xmlNode *node = top; node; node = xml_next(node, top)) {
		HtmlPlace *note = xml_is(node, "a") ? find_note(import, page, node) : NULL;
		if (!note)
			continue;
		map_set(page->calls, html_key(import, node), note);
		map_set(page->spent, html_key(import, note->node), NULL);
	}
}
