/* What each tag and attribute of HTML becomes. */
#include "source/html.h"
#include "markdown/markdown.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- tags ---- */

static const HtmlElement elements[] = {
        {"a", HTML_NODE, DOC_LINK, false},
        {"abbr", HTML_NODE, DOC_SPAN, false},
        {"acronym", HTML_NODE, DOC_SPAN, false},
        {"address", HTML_NODE, DOC_DIV, false},
        {"area", HTML_DROP, DOC_SPAN, true},
        {"article", HTML_NODE, DOC_DIV, false},
        {"aside", HTML_NODE, DOC_DIV, false},
        {"b", HTML_NODE, DOC_STRONG, false},
        {"base", HTML_DROP, DOC_SPAN, true},
        {"bdi", HTML_ALONE, DOC_SPAN, false},
        {"blockquote", HTML_NODE, DOC_BLOCK_QUOTE, false},
        {"body", HTML_ALONE, DOC_DIV, true},
        {"br", HTML_VOID, DOC_LINE_BREAK, true},
        {"caption", HTML_TABLE, DOC_CAPTION, true},
        {"center", HTML_NODE, DOC_DIV, false},
        {"cite", HTML_NODE, DOC_EMPH, false},
        {"code", HTML_NODE, DOC_SPAN, false},
        {"col", HTML_ALONE, DOC_SPAN, true},
        {"colgroup", HTML_ALONE, DOC_SPAN, true},
        {"data", HTML_ALONE, DOC_SPAN, false},
        {"dd", HTML_NODE, DOC_DEFINITION, true},
        {"del", HTML_NODE, DOC_STRIKEOUT, false},
        {"details", HTML_NODE, DOC_DIV, false},
        {"dfn", HTML_NODE, DOC_EMPH, false},
        {"dialog", HTML_NODE, DOC_DIV, false},
        {"div", HTML_NODE, DOC_DIV, false},
        {"dl", HTML_NODE, DOC_DEFINITION_LIST, false},
        {"dt", HTML_NODE, DOC_TERM, true},
        {"em", HTML_NODE, DOC_EMPH, false},
        {"embed", HTML_DROP, DOC_SPAN, true},
        {"fieldset", HTML_NODE, DOC_DIV, false},
        {"figcaption", HTML_NODE, DOC_CAPTION, false},
        {"figure", HTML_NODE, DOC_FIGURE, false},
        {"footer", HTML_NODE, DOC_DIV, false},
        {"form", HTML_PART, DOC_DIV, false},
        {"frame", HTML_DROP, DOC_SPAN, true},
        {"frameset", HTML_DROP, DOC_DIV, false},
        {"h1", HTML_NODE, DOC_HEADER, false},
        {"h2", HTML_NODE, DOC_HEADER, false},
        {"h3", HTML_NODE, DOC_HEADER, false},
        {"h4", HTML_NODE, DOC_HEADER, false},
        {"h5", HTML_NODE, DOC_HEADER, false},
        {"h6", HTML_NODE, DOC_HEADER, false},
        {"head", HTML_ALONE, DOC_DIV, true},
        {"header", HTML_NODE, DOC_DIV, false},
        {"hgroup", HTML_NODE, DOC_DIV, false},
        {"hr", HTML_VOID, DOC_RULE, true},
        {"html", HTML_ALONE, DOC_DIV, true},
        {"i", HTML_NODE, DOC_EMPH, false},
        {"iframe", HTML_DROP, DOC_SPAN, false},
        {"img", HTML_VOID, DOC_IMAGE, true},
        {"ins", HTML_NODE, DOC_UNDERLINE, false},
        {"kbd", HTML_NODE, DOC_SPAN, false},
        {"legend", HTML_NODE, DOC_DIV, false},
        {"li", HTML_NODE, DOC_LIST_ITEM, true},
        {"link", HTML_DROP, DOC_SPAN, true},
        {"main", HTML_NODE, DOC_DIV, false},
        {"mark", HTML_NODE, DOC_SPAN, false},
        {"menu", HTML_NODE, DOC_BULLET_LIST, false},
        {"meta", HTML_DROP, DOC_SPAN, true},
        {"nav", HTML_NODE, DOC_DIV, false},
        {"noframes", HTML_DROP, DOC_SPAN, false},
        {"object", HTML_DROP, DOC_SPAN, false},
        {"ol", HTML_NODE, DOC_ORDERED_LIST, false},
        {"option", HTML_PART, DOC_DIV, true},
        {"p", HTML_NODE, DOC_PARA, true},
        {"param", HTML_DROP, DOC_SPAN, true},
        {"picture", HTML_ALONE, DOC_SPAN, false},
        {"pre", HTML_NODE, DOC_CODE_BLOCK, false},
        {"q", HTML_NODE, DOC_QUOTED, false},
        {"rb", HTML_ALONE, DOC_SPAN, true},
        {"rp", HTML_NODE, DOC_RUBY_PAREN, true},
        {"rt", HTML_NODE, DOC_READING, true},
        {"rtc", HTML_ALONE, DOC_SPAN, true},
        {"ruby", HTML_NODE, DOC_RUBY, false},
        {"s", HTML_NODE, DOC_STRIKEOUT, false},
        {"samp", HTML_NODE, DOC_SPAN, false},
        {"script", HTML_DROP, DOC_SPAN, false},
        {"search", HTML_NODE, DOC_DIV, false},
        {"section", HTML_NODE, DOC_DIV, false},
        {"small", HTML_NODE, DOC_SPAN, false},
        {"source", HTML_DROP, DOC_SPAN, true},
        {"span", HTML_NODE, DOC_SPAN, false},
        {"strike", HTML_NODE, DOC_STRIKEOUT, false},
        {"strong", HTML_NODE, DOC_STRONG, false},
        {"style", HTML_DROP, DOC_SPAN, false},
        {"sub", HTML_NODE, DOC_SUBSCRIPT, false},
        {"summary", HTML_NODE, DOC_PARA, false},
        {"sup", HTML_NODE, DOC_SUPERSCRIPT, false},
        {"table", HTML_TABLE, DOC_TABLE, false},
        {"tbody", HTML_TABLE, DOC_TABLE_BODY, true},
        {"td", HTML_TABLE, DOC_TABLE_CELL, true},
        {"template", HTML_DROP, DOC_SPAN, false},
        {"tfoot", HTML_TABLE, DOC_TABLE_BODY, true},
        {"th", HTML_TABLE, DOC_TABLE_CELL, true},
        {"thead", HTML_TABLE, DOC_TABLE_HEAD, true},
        {"time", HTML_ALONE, DOC_SPAN, false},
        {"tr", HTML_TABLE, DOC_TABLE_ROW, true},
        {"track", HTML_DROP, DOC_SPAN, true},
        {"tt", HTML_NODE, DOC_SPAN, false},
        {"u", HTML_NODE, DOC_UNDERLINE, false},
        {"ul", HTML_NODE, DOC_BULLET_LIST, false},
        {"var", HTML_NODE, DOC_EMPH, false},
        {"wbr", HTML_ALONE, DOC_SPAN, true},
};

static int by_name(const void *name, const void *element)
{
	return strcmp(name, ((const HtmlElement *)element)->name);
}

const HtmlElement *src_html_element(const char *name)
{
	return bsearch(name, elements, BASE_LEN(elements), sizeof *elements, by_name);
}

/* ---- attributes ---- */

static void set_classes(Doc *doc, DocNode *node, const char *value)
{
	while (*value) {
		size_t skip = strspn(value, " \t\r\n"), len = strcspn(value + skip, " \t\r\n");
		if (len)
			doc_add_class(doc, node, arena_strndup(doc->arena, value + skip, len));
		value += skip + len;
	}
}

/* Whether a node keeps an attribute among its keys. */
static bool is_kept(const DocNode *node, const char *name)
{
	static const char *const kept[] = {"lang", "dir", "alt", "title", "width", "height", "style"};
	bool ordered = node->type == DOC_ORDERED_LIST, item = node->type == DOC_LIST_ITEM;
	for (size_t i = 0; i < BASE_LEN(kept); i++) {
		if (str_eq(name, kept[i]))
			return true;
	}
	return str_starts(name, "data-") || (ordered && (str_eq(name, "start") || str_eq(name, "reversed"))) ||
	       (item && str_eq(name, "value"));
}

static DocNumStyle number_style(const char *value)
{
	static const char letters[] = {[DOC_NUM_DECIMAL] = '1',
	                               [DOC_NUM_LOWER_ALPHA] = 'a',
	                               [DOC_NUM_UPPER_ALPHA] = 'A',
	                               [DOC_NUM_LOWER_ROMAN] = 'i',
	                               [DOC_NUM_UPPER_ROMAN] = 'I'};
	for (size_t i = 0; i < sizeof letters; i++) {
		if (*value == letters[i] && !value[1])
			return (DocNumStyle)i;
	}
	return DOC_NUM_DECIMAL;
}

static DocAlign align_of(const char *value)
{
	static const char *const names[] = {"", "left", "center", "right"};
	size_t skip = strspn(value, " \t\r\n");
	for (size_t i = 1; i < BASE_LEN(names); i++) {
		if (!strncasecmp(value + skip, names[i], strlen(names[i])))
			return (DocAlign)i;
	}
	return DOC_ALIGN_DEFAULT;
}

/* Words in the middle or at the right, of what is no cell. */
static void set_align(Doc *doc, DocNode *node, const char *value)
{
	DocAlign align = align_of(value);
	if (node->type != DOC_DIV && node->type != DOC_PARA)
		return;
	if (align == DOC_ALIGN_CENTER || align == DOC_ALIGN_RIGHT)
		doc_add_class(doc, node, align == DOC_ALIGN_CENTER ? "center" : "right");
}

static void set_pair(Doc *doc, DocNode *node, const char *name, const char *value)
{
	if (str_eq(name, "id") && *value)
		doc_attr(doc, node)->id = arena_strdup(doc->arena, value);
	else if (str_eq(name, "class"))
		set_classes(doc, node, value);
	else if (str_eq(name, "href") && node->type == DOC_LINK)
		node->u.link.url = arena_strdup(doc->arena, value);
	else if (str_eq(name, "name") && node->type == DOC_LINK && !doc_id(node))
		doc_attr(doc, node)->id = arena_strdup(doc->arena, value);
	else if (str_eq(name, "src") && node->type == DOC_IMAGE)
		node->u.image.url = arena_strdup(doc->arena, value);
	else if (str_eq(name, "title") && node->type == DOC_LINK)
		node->u.link.title = arena_strdup(doc->arena, value);
	else if (str_eq(name, "title") && node->type == DOC_IMAGE)
		node->u.image.title = arena_strdup(doc->arena, value);
	else if (str_eq(name, "type") && node->type == DOC_ORDERED_LIST)
		node->u.list.style = number_style(value);
	else if (str_eq(name, "align"))
		set_align(doc, node, value);
	else if (str_eq(name, "width") || str_eq(name, "height"))
		doc_set_key(doc, node, name, arena_strndup(doc->arena, value, strcspn(value, ";"))); /* "30px;" */
	else if (is_kept(node, name))
		doc_set_key(doc, node, name, value);
}

static uint32_t span_of(const char *value)
{
	enum { MOST = 65534 }; /* the HTML Standard, 4.9.12 */
	long span = strtol(value, NULL, 10);
	return span < 0 ? 1 : span > MOST ? MOST : (uint32_t)span;
}

static void set_cell_pair(DocNode *cell, const char *name, const char *value)
{
	const char *align = str_eq(name, "align") ? value : NULL;
	const char *style = str_eq(name, "style") ? strstr(value, "text-align") : NULL;
	if (style && style[10 + strspn(style + 10, " ")] == ':')
		align = strchr(style, ':') + 1;
	if (align)
		cell->u.cell.align = align_of(align);
	else if (str_eq(name, "colspan"))
		cell->u.cell.colspan = span_of(value);
	else if (str_eq(name, "rowspan"))
		cell->u.cell.rowspan = span_of(value);
}

/* ---- nodes ---- */

/* What a node is before its attributes are read. */
static void begin_node(DocNode *node, const HtmlElement *element)
{
	switch (node->type) {
	case DOC_HEADER:
		node->u.header.level = element->name[1] - '0';
		break;
	case DOC_IMAGE:
		node->u.image.url = "";
		break;
	case DOC_ORDERED_LIST:
		node->u.list.start = 1;
		break;
	case DOC_QUOTED:
		node->u.quoted.dbl = true;
		break;
	case DOC_TABLE_CELL:
		node->u.cell.rowspan = node->u.cell.colspan = 1;
		node->u.cell.head = str_eq(element->name, "th");
		break;
	default:
		break;
	}
}

DocNode *src_html_node(Doc *doc, const HtmlElement *element, const char *const *attributes, Pos pos)
{
	DocNode *node = doc_node(doc, element->type, pos);
	begin_node(node, element);
	for (; attributes && *attributes; attributes += 2) {
		const char *value = attributes[1] ? attributes[1] : "";
		set_pair(doc, node, attributes[0], value);
		if (node->type == DOC_TABLE_CELL)
			set_cell_pair(node, attributes[0], value);
	}
	if (str_eq(element->name, "center"))
		doc_add_class(doc, node, "center");
	if (node->type == DOC_LINK && !node->u.link.url)
		node->type = DOC_SPAN; /* an anchor */
	if (node->type == DOC_SPAN)
		node->type = md_span_type(node->attr);
	if (node->type == DOC_SPAN && !str_eq(element->name, "span") && !str_eq(element->name, "a"))
		doc_add_class(doc, node, str_eq(element->name, "acronym") ? "abbr" : element->name);
	return node;
}

/* ---- what stands beside tags ---- */

const char *const src_listing_keys[SRC_LISTING_KEYS] = {"caption", "file-name", "filename", "number"};

static const char *value_of(const char *const *attributes, const char *name)
{
	while (attributes && *attributes && !str_eq(*attributes, name))
		attributes += 2;
	return attributes && *attributes ? attributes[1] : NULL;
}

bool src_html_is_of_listing(const char *const *attributes)
{
	return value_of(attributes, "caption") || value_of(attributes, "file-name");
}

void src_html_keep_caption(Doc *doc, DocNode *node, const char *const *attributes)
{
	for (size_t i = 0; i < SRC_LISTING_KEYS; i++) {
		const char *value = value_of(attributes, src_listing_keys[i]);
		if (value)
			doc_set_key(doc, node, src_listing_keys[i], value);
	}
}

bool src_html_is_page_break(const char *comment)
{
	static const char *const names[] = {"pagebreak", "page-break", "page break", "newpage"};
	size_t skip = strspn(comment, " \t\r\n");
	for (size_t i = 0; i < BASE_LEN(names); i++) {
		size_t len = strlen(names[i]);
		if (!strncasecmp(comment + skip, names[i], len) &&
		    !comment[skip + len + strspn(comment + skip + len, " \t\r\n")])
			return true;
	}
	return false;
}
