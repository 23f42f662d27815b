/* What a style attribute says, as far as a book can have it: how words are set, how large a picture is, where a page
 * ends.  What is left is told, property by property. */
#include "source/html.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct {
	Doc *doc;
	Tally tally;
	DocNode *node;
	bool told; /* what is left of its style is */
} Reader;

/* ---- what is taken ---- */

static bool align(Reader *reader, const char *value)
{
	DocNode *node = reader->node;
	bool centre = !strcasecmp(value, "center"), right = !strcasecmp(value, "right") || !strcasecmp(value, "end");
	if ((node->type == DOC_DIV || node->type == DOC_PARA) && (centre || right))
		doc_add_class(reader->doc, node, centre ? "center" : "right");
	return true;
}

/* Whether a node stands in the text itself, or in divs of it. */
static bool is_on_page(const DocNode *node)
{
	const DocNode *around = node->parent;
	while (around && around->type == DOC_DIV)
		around = around->parent;
	return around && around->type == DOC_ROOT && doc_is_block(node->type);
}

/* An empty div is the page's end itself, which res_div makes of it. */
static void break_page(Reader *reader, const char *value, bool before)
{
	DocNode *node = reader->node;
	bool always = !strcasecmp(value, "always") || !strcasecmp(value, "page") || !strcasecmp(value, "right") ||
	              !strcasecmp(value, "recto") || !strcasecmp(value, "left") || !strcasecmp(value, "verso");
	if (!always || !is_on_page(node))
		return;
	if (node->type == DOC_DIV && !node->first)
		doc_add_class(reader->doc, node, "pagebreak");
	else if (before)
		doc_insert_before(node, doc_node(reader->doc, DOC_PAGE_BREAK, node->pos));
	else
		doc_insert_after(node, doc_node(reader->doc, DOC_PAGE_BREAK, node->pos));
}

static bool break_before(Reader *reader, const char *value)
{
	break_page(reader, value, true);
	return true;
}

static bool break_after(Reader *reader, const char *value)
{
	break_page(reader, value, false);
	return true;
}

/* The only picture of a figure; NULL. */
static DocNode *picture_of(DocNode *figure)
{
	DocNode *image = NULL;
	for (DocNode *node = figure; node; node = doc_next_mutable(node, figure, false)) {
		if (node->type == DOC_IMAGE && image)
			return NULL;
		image = node->type == DOC_IMAGE ? node : image;
	}
	return image;
}

/* Pictures alone have a size of their own; a figure's width is its picture's. */
static bool set_size(Reader *reader, const char *key, const char *value)
{
	DocNode *node = reader->node, *image = node->type == DOC_IMAGE ? node : NULL;
	if (node->type == DOC_FIGURE && str_eq(key, "width"))
		image = picture_of(node);
	if (image && (image == node || !doc_key(image, key)))
		doc_set_key(reader->doc, image, key, value);
	return image != NULL;
}

static bool widen(Reader *reader, const char *value)
{
	return set_size(reader, "width", value);
}

static bool heighten(Reader *reader, const char *value)
{
	return set_size(reader, "height", value);
}

/* How words look, if a value asks for it. */
static bool set_words(Reader *reader, DocType type, bool asked)
{
	if (asked && reader->node->type == DOC_SPAN)
		reader->node->type = type;
	return true;
}

static bool slant(Reader *reader, const char *value)
{
	return set_words(reader, DOC_EMPH, strcasecmp(value, "normal") != 0);
}

static bool embolden(Reader *reader, const char *value)
{
	return set_words(reader, DOC_STRONG, str_starts(value, "bold") || atoi(value) >= 600);
}

static bool capitalise(Reader *reader, const char *value)
{
	return set_words(reader, DOC_SMALL_CAPS, strstr(value, "small-caps") != NULL);
}

static bool decorate(Reader *reader, const char *value)
{
	bool under = strstr(value, "underline") != NULL;
	return set_words(reader, under ? DOC_UNDERLINE : DOC_STRIKEOUT, under || strstr(value, "line-through"));
}

/* How a list counts; of the signs before what is not counted a book has its own. */
static bool count_by(Reader *reader, const char *value)
{
	static const struct {
		const char *name;
		DocNumStyle style;
	} styles[] = {{"decimal", DOC_NUM_DECIMAL},         {"lower-alpha", DOC_NUM_LOWER_ALPHA},
	              {"lower-latin", DOC_NUM_LOWER_ALPHA}, {"upper-alpha", DOC_NUM_UPPER_ALPHA},
	              {"upper-latin", DOC_NUM_UPPER_ALPHA}, {"lower-roman", DOC_NUM_LOWER_ROMAN},
	              {"upper-roman", DOC_NUM_UPPER_ROMAN}};
	DocNode *node = reader->node;
	for (size_t i = 0; i < BASE_LEN(styles) && node->type == DOC_ORDERED_LIST; i++) {
		if (!strcasecmp(value, styles[i].name)) {
			node->u.list.style = styles[i].style;
			return true;
		}
	}
	reader->told |= node->type == DOC_ORDERED_LIST || node->type == DOC_BULLET_LIST;
	return !strcasecmp(value, node->type == DOC_BULLET_LIST ? "disc" : "decimal");
}

/* Whether a declaration is one of those that are taken; so are values that change nothing. */
static bool take(Reader *reader, const char *name, const char *value)
{
	static const struct {
		const char *name;
		bool (*take)(Reader *reader, const char *value);
	} properties[] = {
	        {"text-align", align},
	        {"page-break-before", break_before},
	        {"break-before", break_before},
	        {"page-break-after", break_after},
	        {"break-after", break_after},
	        {"list-style", count_by},
	        {"list-style-type", count_by},
	        {"width", widen},
	        {"height", heighten},
	        {"font-style", slant},
	        {"font-weight", embolden},
	        {"font-variant", capitalise},
	        {"font-variant-caps", capitalise},
	        {"text-decoration", decorate},
	        {"text-decoration-line", decorate},
	};
	for (size_t i = 0; i < BASE_LEN(properties); i++) {
		if (!strcasecmp(name, properties[i].name))
			return properties[i].take(reader, value);
	}
	return false;
}

/* ---- declarations ---- */

/* Pictures and tables have their size and place from the page; what is empty shows nothing. */
static bool is_told(const DocNode *node)
{
	DocType type = node->type;
	return node->first && (type == DOC_DIV || type == DOC_SPAN || type == DOC_PARA || type == DOC_HEADER);
}

static void read_declaration(Reader *reader, const char *text, size_t len)
{
	Arena *arena = reader->doc->arena;
	size_t skip = strspn(text, " \t\r\n"), name = skip < len ? strcspn(text + skip, " \t\r\n:;") : 0;
	const char *colon = memchr(text, ':', len);
	if (!colon || !name || skip + name > len)
		return;
	const char *value = colon + 1 + strspn(colon + 1, " \t\r\n");
	size_t rest = value < text + len ? (size_t)(text + len - value) : 0, end = 0;
	while (end < rest && !strchr(" \t\r\n!", value[end]))
		end++;
	const char *property = arena_strndup(arena, text + skip, name);
	if (!take(reader, property, arena_strndup(arena, value, end)) && reader->told)
		tally_add(&reader->tally, reader->node->pos, "style-attribute",
		          arena_printf(
		                  arena,
		                  "'%s' in a style attribute means nothing here, so it is left out; say in the style "
		                  "how things look",
		                  property));
}

/* The attribute goes from the node: a book looks as its style says. */
static char *take_attribute(DocNode *node)
{
	DocAttr *attr = node->attr;
	for (size_t i = 0; attr && i < attr->pair_count; i++) {
		if (!str_eq(attr->keys[i], "style"))
			continue;
		char *value = (char *)attr->values[i];
		for (size_t k = i + 1; k < attr->pair_count; k++) {
			attr->keys[k - 1] = attr->keys[k];
			attr->values[k - 1] = attr->values[k];
		}
		attr->pair_count--;
		return value;
	}
	return NULL;
}

void src_styles(Doc *doc, Diag *diag)
{
	Reader reader = {.doc = doc, .tally = {.arena = doc->arena}};
	for (size_t i = 0; i <= doc->note_count; i++) {
		DocNode *top = i ? doc->notes[i - 1] : doc->root;
		for (DocNode *node = top; node; node = doc_next_mutable(node, top, false)) {
			const char *style = take_attribute(node);
			reader.node = node;
			reader.told = style && is_told(node);
			for (size_t len; style && *style; style += len + (style[len] == ';')) {
				len = strcspn(style, ";");
				read_declaration(&reader, style, len);
			}
		}
	}
	if (diag)
		tally_tell(&reader.tally, diag);
}
