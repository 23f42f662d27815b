/* Raw HTML.  A source is cut into tags and text here, since cmark hands over
 * pieces that need not be whole; what is inside a tag or a text is libxml2's. */
#include "source/html.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef enum { ACT_NODE, ACT_DROP, ACT_VOID, ACT_HEADING, ACT_ALONE, ACT_PART, ACT_TABLE } Action;

/* What a tag becomes.  ACT_ALONE: the tag goes, its text stays, without a word.
 * ACT_PART: not known here, but its text stands apart from what is beside it.
 * ACT_TABLE: so, too, outside of a table, for a table in another and in a line. */
typedef struct {
	const char *name;
	Action action;
	DocType type;
} Element;

static const Element elements[] = {
        {"a", ACT_NODE, DOC_LINK},
        {"abbr", ACT_NODE, DOC_SPAN},
        {"b", ACT_NODE, DOC_STRONG},
        {"strong", ACT_NODE, DOC_STRONG},
        {"em", ACT_NODE, DOC_EMPH},
        {"i", ACT_NODE, DOC_EMPH},
        {"cite", ACT_NODE, DOC_EMPH},
        {"dfn", ACT_NODE, DOC_EMPH},
        {"var", ACT_NODE, DOC_EMPH},
        {"u", ACT_NODE, DOC_UNDERLINE},
        {"ins", ACT_NODE, DOC_UNDERLINE},
        {"del", ACT_NODE, DOC_STRIKEOUT},
        {"s", ACT_NODE, DOC_STRIKEOUT},
        {"strike", ACT_NODE, DOC_STRIKEOUT},
        {"sub", ACT_NODE, DOC_SUBSCRIPT},
        {"sup", ACT_NODE, DOC_SUPERSCRIPT},
        {"span", ACT_NODE, DOC_SPAN},
        {"small", ACT_NODE, DOC_SPAN},
        {"kbd", ACT_NODE, DOC_SPAN},
        {"code", ACT_NODE, DOC_SPAN},
        {"samp", ACT_NODE, DOC_SPAN},
        {"tt", ACT_NODE, DOC_SPAN},
        {"mark", ACT_NODE, DOC_SPAN},
        {"q", ACT_NODE, DOC_QUOTED},
        {"br", ACT_VOID, DOC_LINE_BREAK},
        {"hr", ACT_VOID, DOC_RULE},
        {"img", ACT_VOID, DOC_IMAGE},
        {"wbr", ACT_ALONE, DOC_TEXT},
        {"div", ACT_NODE, DOC_DIV},
        {"section", ACT_NODE, DOC_DIV},
        {"article", ACT_NODE, DOC_DIV},
        {"aside", ACT_NODE, DOC_DIV},
        {"header", ACT_NODE, DOC_DIV},
        {"footer", ACT_NODE, DOC_DIV},
        {"main", ACT_NODE, DOC_DIV},
        {"center", ACT_NODE, DOC_DIV},
        {"details", ACT_NODE, DOC_DIV},
        {"figure", ACT_NODE, DOC_FIGURE},
        {"figcaption", ACT_NODE, DOC_CAPTION},
        {"blockquote", ACT_NODE, DOC_BLOCK_QUOTE},
        {"p", ACT_NODE, DOC_PARA},
        {"summary", ACT_NODE, DOC_PARA},
        {"h1", ACT_HEADING, DOC_HEADER},
        {"h2", ACT_HEADING, DOC_HEADER},
        {"h3", ACT_HEADING, DOC_HEADER},
        {"h4", ACT_HEADING, DOC_HEADER},
        {"h5", ACT_HEADING, DOC_HEADER},
        {"h6", ACT_HEADING, DOC_HEADER},
        {"ul", ACT_NODE, DOC_BULLET_LIST},
        {"ol", ACT_NODE, DOC_ORDERED_LIST},
        {"li", ACT_NODE, DOC_LIST_ITEM},
        {"pre", ACT_NODE, DOC_CODE_BLOCK},
        {"script", ACT_DROP, DOC_TEXT},
        {"style", ACT_DROP, DOC_TEXT},
        {"iframe", ACT_DROP, DOC_TEXT},
        {"frame", ACT_DROP, DOC_TEXT},
        {"frameset", ACT_DROP, DOC_TEXT},
        {"object", ACT_DROP, DOC_TEXT},
        {"embed", ACT_DROP, DOC_TEXT},
        {"noframes", ACT_DROP, DOC_TEXT},
        {"template", ACT_DROP, DOC_TEXT},
        {"table", ACT_TABLE, DOC_TABLE},
        {"caption", ACT_TABLE, DOC_CAPTION},
        {"thead", ACT_TABLE, DOC_TABLE_HEAD},
        {"tbody", ACT_TABLE, DOC_TABLE_BODY},
        {"tfoot", ACT_TABLE, DOC_TABLE_BODY},
        {"tr", ACT_TABLE, DOC_TABLE_ROW},
        {"td", ACT_TABLE, DOC_TABLE_CELL},
        {"th", ACT_TABLE, DOC_TABLE_CELL},
        {"colgroup", ACT_ALONE, DOC_TEXT},
        {"col", ACT_ALONE, DOC_TEXT},
        {"dl", ACT_PART, DOC_DIV},
        {"dt", ACT_PART, DOC_DIV},
        {"dd", ACT_PART, DOC_DIV},
        {"nav", ACT_PART, DOC_DIV},
        {"address", ACT_PART, DOC_DIV},
        {"form", ACT_PART, DOC_DIV},
        {"fieldset", ACT_PART, DOC_DIV},
        {"legend", ACT_PART, DOC_DIV},
        {"option", ACT_PART, DOC_DIV},
};

/* An element that was opened and not yet closed: a placeholder in the tree. */
typedef struct {
	DocNode *at; /* what follows it among its siblings is its content */
	const Element *element;
	char name[16];
} Open;

enum { DEEPEST = 200 };

typedef struct {
	Doc *doc;
	Tally tally;
	DocNode *parent; /* whose children are read */
	DocNode *before; /* new nodes go before this raw node */
	Open open[DEEPEST];
	size_t depth;
	char dropping[16]; /* the name of a dropped element that is open */
} Html;

static const Element *find_element(const char *name)
{
	for (size_t i = 0; i < BASE_LEN(elements); i++) {
		if (!strcasecmp(elements[i].name, name))
			return &elements[i];
	}
	return NULL;
}

static void put_node(Html *html, DocNode *node)
{
	doc_insert_before(html->before, node);
}

/* The character that the entity at text[0] == '&' stands for, its length in *used; 0 if it is none. */
static uint32_t entity_at(const char *text, size_t len, size_t *used)
{
	char name[16];
	const char *end = memchr(text, ';', len < sizeof name ? len : sizeof name);
	if (!end || end - text < 2)
		return 0;
	size_t size = (size_t)(end - text) - 1;
	memcpy(name, text + 1, size);
	name[size] = '\0';
	*used = size + 2;
	if (*name != '#') {
		const htmlEntityDesc *known = htmlEntityLookup((const xmlChar *)name);
		return known ? known->value : 0;
	}
	bool hex = name[1] == 'x' || name[1] == 'X';
	char *rest;
	unsigned long value = strtoul(name + (hex ? 2 : 1), &rest, hex ? 16 : 10);
	bool whole = rest > name + (hex ? 2 : 1) && !*rest;
	return !whole ? 0 : value && value < 0x110000 ? (uint32_t)value : 0xFFFD;
}

static bool in_code(const Html *html)
{
	for (size_t i = 0; i < html->depth; i++) {
		if (html->open[i].at->type == DOC_CODE_BLOCK)
			return true;
	}
	return false;
}

/* Entities become their characters; outside code, white space is one space. */
static void put_text(Html *html, const char *text, size_t len, Pos pos)
{
	Buf out = {0};
	bool code = in_code(html);
	for (size_t at = 0, used; at < len; at += used) {
		uint32_t c = text[at] == '&' ? entity_at(text + at, len - at, &used) : 0;
		bool space = strchr(" \t\r\n", text[at]) != NULL && !code;
		if (c)
			buf_utf8(&out, c);
		else
			used = 1;
		if (!c && !space)
			buf_char(&out, text[at]);
		else if (!c && (!out.len || out.data[out.len - 1] != ' '))
			buf_char(&out, ' ');
	}
	if (out.len)
		put_node(html, doc_text(html->doc, pos, out.data, out.len));
	buf_free(&out);
}

/* ---- attributes ---- */

typedef struct {
	const char *name;
	const char *value;
} Pair;

/* Reads one tag's attributes by libxml2. */
static size_t read_pairs(Html *html, const char *tag, size_t len, Pair *pairs, size_t most)
{
	size_t count = 0;
	htmlDocPtr tree =
	        htmlReadMemory(tag, (int)len, NULL, "UTF-8",
	                       HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NOIMPLIED);
	xmlNodePtr element = tree ? xmlDocGetRootElement(tree) : NULL;
	for (xmlAttrPtr attr = element ? element->properties : NULL; attr && count < most; attr = attr->next) {
		xmlChar *value = xmlNodeGetContent((xmlNodePtr)attr);
		pairs[count].name = arena_strdup(html->doc->arena, (const char *)attr->name);
		pairs[count++].value = arena_strdup(html->doc->arena, value ? (const char *)value : "");
		xmlFree(value);
	}
	xmlFreeDoc(tree);
	return count;
}

static void set_classes(Html *html, DocNode *node, const char *value)
{
	while (*value) {
		size_t skip = strspn(value, " \t\r\n"), len = strcspn(value + skip, " \t\r\n");
		if (len)
			doc_add_class(html->doc, node, arena_strndup(html->doc->arena, value + skip, len));
		value += skip + len;
	}
}

static void set_pair(Html *html, DocNode *node, const Pair *pair)
{
	static const char *const kept[] = {"lang", "dir", "alt", "title", "width", "height"};
	if (str_eq(pair->name, "id") && *pair->value)
		doc_attr(html->doc, node)->id = pair->value;
	else if (str_eq(pair->name, "class"))
		set_classes(html, node, pair->value);
	else if (str_eq(pair->name, "href") && node->type == DOC_LINK)
		node->u.link.url = pair->value;
	else if (str_eq(pair->name, "name") && node->type == DOC_LINK && !doc_id(node))
		doc_attr(html->doc, node)->id = pair->value;
	else if (str_eq(pair->name, "src") && node->type == DOC_IMAGE)
		node->u.image.url = pair->value;
	for (size_t i = 0; i < BASE_LEN(kept); i++) {
		if (str_eq(pair->name, kept[i]))
			doc_set_key(html->doc, node, pair->name, pair->value);
	}
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

static uint32_t span_of(const char *value)
{
	enum { MOST = 65534 }; /* the HTML Standard, 4.9.12 */
	long span = strtol(value, NULL, 10);
	return span < 0 ? 1 : span > MOST ? MOST : (uint32_t)span;
}

static void set_cell_pair(DocNode *cell, const Pair *pair)
{
	const char *align = str_eq(pair->name, "align") ? pair->value : NULL;
	const char *style = str_eq(pair->name, "style") ? strstr(pair->value, "text-align") : NULL;
	if (style && style[10 + strspn(style + 10, " ")] == ':')
		align = strchr(style, ':') + 1;
	if (align)
		cell->u.cell.align = align_of(align);
	else if (str_eq(pair->name, "colspan"))
		cell->u.cell.colspan = span_of(pair->value);
	else if (str_eq(pair->name, "rowspan"))
		cell->u.cell.rowspan = span_of(pair->value);
}

static DocNode *make_node(Html *html, const Element *element, const char *tag, size_t len, Pos pos)
{
	Pair pairs[32];
	size_t count = read_pairs(html, tag, len, pairs, BASE_LEN(pairs));
	DocNode *node = doc_node(html->doc, element->type, pos);
	if (element->action == ACT_HEADING)
		node->u.header.level = element->name[1] - '0';
	if (node->type == DOC_IMAGE)
		node->u.image.url = "";
	if (node->type == DOC_ORDERED_LIST)
		node->u.list.start = 1;
	if (node->type == DOC_QUOTED)
		node->u.quoted.dbl = true;
	if (node->type == DOC_TABLE_CELL) {
		node->u.cell.rowspan = node->u.cell.colspan = 1;
		node->u.cell.head = str_eq(element->name, "th");
	}
	node->generated = str_eq(element->name, "tfoot"); /* until the table is whole */
	for (size_t i = 0; i < count; i++) {
		set_pair(html, node, &pairs[i]);
		if (node->type == DOC_TABLE_CELL)
			set_cell_pair(node, &pairs[i]);
	}
	if (node->type == DOC_LINK && !node->u.link.url)
		node->type = DOC_SPAN; /* an anchor */
	if (node->type == DOC_SPAN && !str_eq(element->name, "span") && !str_eq(element->name, "a"))
		doc_add_class(html->doc, node, element->name);
	return node;
}

/* ---- tags ---- */

/* A block inside a paragraph cannot stand: there it is a span. */
static void fit(const Html *html, DocNode *node)
{
	bool inlines = doc_is_inline(html->before->type);
	if (inlines && node->type == DOC_RULE)
		node->type = DOC_LINE_BREAK;
	else if (inlines && doc_is_block(node->type))
		node->type = DOC_SPAN;
}

/* All that followed the opening tag becomes the node's own. */
static void close_open(Html *html, const Open *open)
{
	while (open->at->next && open->at->next != html->before)
		doc_append(open->at, open->at->next);
}

static void close_tag(Html *html, const char *name)
{
	for (size_t i = html->depth; i-- > 0;) {
		if (strcasecmp(html->open[i].name, name) != 0)
			continue;
		while (html->depth > i)
			close_open(html, &html->open[--html->depth]);
		return;
	}
}

/* Tags whose end may be left out: the next one inside the same parent ends them. */
static void close_sibling(Html *html, const char *name)
{
	static const struct {
		const char *name, *closes, *parents[5];
	} optional[] = {
	        {"li", "li", {"ul", "ol"}},
	        {"p", "p", {"div", "blockquote", "li", "td", "th"}},
	        {"td", "td", {"tr", "table"}},
	        {"td", "th", {"tr", "table"}},
	        {"th", "td", {"tr", "table"}},
	        {"th", "th", {"tr", "table"}},
	        {"tr", "tr", {"table"}},
	        {"tr", "td", {"table"}},
	        {"tr", "th", {"table"}},
	        {"tr", "caption", {"table"}},
	        {"thead", "caption", {"table"}},
	        {"tbody", "caption", {"table"}},
	        {"tbody", "thead", {"table"}},
	        {"tbody", "tbody", {"table"}},
	        {"tbody", "tfoot", {"table"}},
	        {"tbody", "tr", {"table"}},
	        {"tfoot", "thead", {"table"}},
	        {"tfoot", "tbody", {"table"}},
	        {"tfoot", "tr", {"table"}},
	        {"dt", "dt", {"dl"}},
	        {"dt", "dd", {"dl"}},
	        {"dd", "dt", {"dl"}},
	        {"dd", "dd", {"dl"}},
	};
	for (size_t i = 0; i < BASE_LEN(optional); i++) {
		bool inside = false;
		for (size_t k = str_eq(optional[i].name, name) ? html->depth : 0; k-- > 0 && !inside;) {
			const char *open = html->open[k].name;
			if (str_eq(open, optional[i].closes)) {
				close_tag(html, optional[i].closes);
				break;
			}
			for (size_t j = 0; j < BASE_LEN(optional[i].parents); j++)
				inside = inside || str_eq(open, optional[i].parents[j]);
		}
	}
}

/* Whether a tag of a table is where it makes one, in the innermost table that is
 * open: a table does not hold another. */
static bool makes_table(const Html *html, const Element *element)
{
	const DocNode *table = NULL;
	bool any = doc_ancestor(html->parent, DOC_TABLE) != NULL;
	for (size_t i = 0; i < html->depth; i++) {
		any = any || html->open[i].at->type == DOC_TABLE;
		table = str_eq(html->open[i].name, "table") ? html->open[i].at : table;
	}
	if (doc_is_inline(html->before->type))
		return false;
	return element->type == DOC_TABLE ? !any : table && table->type == DOC_TABLE;
}

static void open_tag(Html *html, const char *name, const char *tag, size_t len, Pos pos)
{
	const Element *element = find_element(name);
	static const Element apart = {"div", ACT_PART, DOC_DIV};
	bool table = element && element->action == ACT_TABLE && makes_table(html, element);
	if (!element || element->action == ACT_PART || (element->action == ACT_TABLE && !table)) {
		tally_add(&html->tally, pos, "html-unknown",
		          arena_printf(html->doc->arena,
		                       "the tag <%s> means nothing here, so it is left out and its text "
		                       "kept; use Markdown for it",
		                       name));
	}
	if (!element || element->action == ACT_ALONE)
		return;
	if (element->action == ACT_DROP) {
		tally_add(&html->tally, pos, "html-dropped",
		          arena_printf(html->doc->arena, "<%s> is left out with all that it holds; remove it", name));
		bool self = len > 2 && tag[len - 2] == '/';
		snprintf(html->dropping, sizeof html->dropping, "%s",
		         self || str_eq(element->name, "embed") ? "" : element->name);
		return;
	}
	close_sibling(html, element->name);
	DocNode *node = make_node(html, element->action == ACT_TABLE && !table ? &apart : element, tag, len, pos);
	fit(html, node);
	put_node(html, node);
	if (element->action == ACT_VOID || html->depth == DEEPEST)
		return;
	Open *open = &html->open[html->depth++];
	open->at = node;
	open->element = element;
	snprintf(open->name, sizeof open->name, "%s", element->name);
}

static size_t comment_end(const char *text, size_t len)
{
	const char *close = str_starts(text, "<!--")  ? "-->"
	                    : str_starts(text, "<?")  ? "?>"
	                    : str_starts(text, "<![") ? "]]>"
	                                              : ">";
	const char *end = strstr(text + 2, close);
	return end ? (size_t)(end - text) + strlen(close) : len;
}

/* The end of a tag: a ">" outside quotation marks. */
static size_t tag_end(const char *text, size_t len)
{
	char quote = 0;
	for (size_t i = 1; i < len; i++) {
		if (quote)
			quote = text[i] == quote ? 0 : quote;
		else if ((text[i] == '"' || text[i] == '\'') && i && text[i - 1] == '=')
			quote = text[i];
		else if (text[i] == '>')
			return i + 1;
	}
	return len;
}

static size_t read_tag(Html *html, const char *text, size_t len, Pos pos)
{
	if (text[1] == '!' || text[1] == '?') {
		size_t whole = comment_end(text, len);
		if (str_starts(text, "<![CDATA[") && whole > 12 && !*html->dropping)
			put_text(html, text + 9, whole - 12, pos);
		return whole;
	}
	bool close = text[1] == '/';
	size_t start = close ? 2 : 1, count = strcspn(text + start, " \t\r\n/>"), end = tag_end(text, len);
	char name[16];
	snprintf(name, sizeof name, "%.*s", (int)(count < sizeof name ? count : sizeof name - 1), text + start);
	if (*html->dropping) {
		if (close && !strcasecmp(name, html->dropping))
			*html->dropping = '\0';
	} else if (close) {
		close_tag(html, name);
	} else {
		open_tag(html, name, text, end, pos);
	}
	return end;
}

static bool begins_tag(const char *text)
{
	char c = *text == '<' ? text[1] : '\0';
	c = c == '/' ? text[2] : c;
	return *text == '<' && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || text[1] == '!' || text[1] == '?');
}

/* The place so many bytes on. */
static Pos advance(Pos pos, const char *text, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (text[i] == '\n')
			pos = (Pos){pos.file, pos.line + 1, 1};
		else
			pos.col += !utf8_goes_on(text[i]);
	}
	return pos;
}

static void read_raw(Html *html, DocNode *raw)
{
	const char *text = raw->u.text.text;
	size_t len = raw->u.text.len, at = 0;
	Pos pos = raw->pos;
	html->before = raw;
	while (at < len) {
		size_t end = at;
		if (begins_tag(text + at)) {
			end += read_tag(html, text + at, len - at, pos);
		} else {
			for (end++; end < len && !begins_tag(text + end); end++)
				;
			if (!*html->dropping)
				put_text(html, text + at, end - at,
				         advance(pos, text + at, strspn(text + at, " \t\r\n")));
		}
		pos = advance(pos, text + at, end - at);
		at = end;
	}
	raw->u.text.text = "";
	raw->u.text.len = 0;
	if (raw->type == DOC_RAW_INLINE)
		doc_unlink(raw); /* a block stays, to part the texts before and after it, until put_right */
}

/* ---- putting right ---- */

/* What stands in <pre> is code. */
static void make_code(Doc *doc, DocNode *pre)
{
	Buf text = {0};
	doc_plain_text(pre, &text);
	size_t skip = text.len && *text.data == '\n', len = text.len - skip;
	while (len && text.data[skip + len - 1] == '\n')
		len--;
	while (pre->first)
		doc_unlink(pre->first);
	pre->u.code.text = arena_strndup(doc->arena, text.data ? text.data + skip : "", len);
	pre->u.code.len = len;
	buf_free(&text);
}

/* White space at the ends of a paragraph made of loose texts. */
static void trim_ends(Doc *doc, DocNode *plain)
{
	DocNode *first = plain->first, *last = plain->last;
	if (first && first->type == DOC_TEXT && *first->u.text.text == ' ') {
		first->u.text.text++;
		first->u.text.len--;
	}
	size_t len = last && last->type == DOC_TEXT ? last->u.text.len : 0;
	if (len && last->u.text.text[len - 1] == ' ') {
		last->u.text.text = arena_strndup(doc->arena, last->u.text.text, len - 1);
		last->u.text.len = len - 1;
	}
	if (last && last != first && len == 1 && !last->u.text.len)
		doc_unlink(last);
}

static bool is_blank(const DocNode *node)
{
	return (node->type == DOC_TEXT && !node->u.text.text[strspn(node->u.text.text, " \t\r\n")]) ||
	       node->type == DOC_SOFT_BREAK;
}

static bool holds_inlines(DocType type)
{
	return type == DOC_PARA || type == DOC_PLAIN || type == DOC_HEADER || type == DOC_TERM || doc_is_inline(type);
}

/* Loose inlines among blocks get a paragraph; blank ones go. */
static void wrap_inlines(Doc *doc, DocNode *parent)
{
	for (DocNode *node = parent->first, *next; node; node = next) {
		next = node->next;
		if (!doc_is_inline(node->type))
			continue;
		DocNode *before = node->prev;
		bool joins = before && before->type == DOC_PLAIN && before->generated;
		if (is_blank(node) && !joins) {
			doc_unlink(node);
			continue;
		}
		if (!joins) {
			before = doc_node(doc, DOC_PLAIN, node->pos);
			before->generated = true; /* it still takes what follows */
			doc_insert_before(node, before);
		}
		doc_append(before, node);
	}
	for (DocNode *node = parent->first; node; node = node->next) {
		if (node->type != DOC_PLAIN || !node->generated)
			continue;
		trim_ends(doc, node);
		node->generated = false;
	}
}

/* Whether a part of a table or a figure stands where none may. */
static bool is_lost(DocType part, DocType parent)
{
	bool table = parent == DOC_TABLE, rows = table || parent == DOC_TABLE_HEAD || parent == DOC_TABLE_BODY;
	switch (part) {
	case DOC_CAPTION:
		return !table && parent != DOC_FIGURE;
	case DOC_TABLE_HEAD:
	case DOC_TABLE_BODY:
		return !table;
	case DOC_TABLE_ROW:
		return !rows;
	case DOC_TABLE_CELL:
		return !rows && parent != DOC_TABLE_ROW;
	default:
		return false;
	}
}

/* A list holds items alone, an inline node inlines alone. */
static void put_right(Doc *doc, DocNode *node)
{
	bool list = node->type == DOC_BULLET_LIST || node->type == DOC_ORDERED_LIST;
	if (node->type == DOC_CODE_BLOCK && node->first)
		make_code(doc, node);
	if (!holds_inlines(node->type) && node->first)
		wrap_inlines(doc, node);
	for (DocNode *child = node->first, *next; child; child = next) {
		next = child->next;
		if (child->type == DOC_RAW_BLOCK) {
			doc_unlink(child);
			continue;
		}
		if (holds_inlines(node->type) && doc_is_block(child->type))
			child->type = DOC_SPAN;
		if (list && child->type != DOC_LIST_ITEM) {
			DocNode *item = doc_node(doc, DOC_LIST_ITEM, child->pos);
			doc_insert_before(child, item);
			doc_append(item, child);
		}
		if (!list && child->type == DOC_LIST_ITEM)
			child->type = DOC_DIV;
		if (is_lost(child->type, node->type))
			child->type = DOC_DIV;
	}
}

static bool read_children(Html *html, DocNode *parent)
{
	bool any = false;
	html->parent = parent;
	html->depth = 0;
	DocNode *last = NULL;
	for (DocNode *node = parent->first, *next; node; node = next) {
		next = node->next;
		if (node->type == DOC_RAW_BLOCK || node->type == DOC_RAW_INLINE) {
			read_raw(html, node);
			any = true;
		} else if (*html->dropping) {
			doc_unlink(node);
		}
	}
	if (html->depth) { /* unclosed to the end of the parent */
		last = doc_node(html->doc, DOC_TEXT, parent->pos);
		doc_append(parent, last);
		html->before = last;
		while (html->depth)
			close_open(html, &html->open[--html->depth]);
		doc_unlink(last);
	}
	*html->dropping = '\0';
	return any;
}

/* Tables change the tree around them, so they are looked for first. */
static void make_tables(Doc *doc, DocNode *top)
{
	DocNode **tables = NULL;
	size_t count = 0, cap = 0;
	for (DocNode *node = top; node; node = (DocNode *)doc_next(node, top, false)) {
		if (node->type != DOC_TABLE || node->u.table.aligns)
			continue;
		tables = base_grow(tables, count, &cap, sizeof *tables);
		tables[count++] = node;
	}
	for (size_t i = 0; i < count; i++)
		src_html_table(doc, tables[i]);
	free(tables);
}

void src_html(Doc *doc, Diag *diag)
{
	Html *html = base_calloc(1, sizeof *html);
	html->doc = doc;
	html->tally.arena = doc->arena;
	for (size_t i = 0; i <= doc->note_count; i++) {
		DocNode *top = i ? doc->notes[i - 1] : doc->root;
		bool any = false;
		for (DocNode *node = top; node; node = (DocNode *)doc_next(node, top, false))
			any |= node->first && read_children(html, node);
		for (DocNode *node = top; any && node; node = (DocNode *)doc_next(node, top, false))
			put_right(doc, node);
		if (any)
			make_tables(doc, top);
		doc_join_texts(doc, top);
	}
	tally_tell(&html->tally, diag);
	free(html);
}
