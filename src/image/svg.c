/* Drawings, by libxml2: their tree, and what may stay of it. */
#include "image/inner.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

#include <libxml/parser.h>

#define SVG_NS "http://www.w3.org/2000/svg"
#define XLINK_NS "http://www.w3.org/1999/xlink"
#define XML_NS "http://www.w3.org/XML/1998/namespace"

static bool is_name(const xmlChar *name, const char *want)
{
	return !strcmp((const char *)name, want);
}

/* Whether no element has attributes beyond all reason: libxml2 compares each with all before it. */
static bool has_few_attributes(const char *text, size_t len)
{
	enum { MOST = 1000 };
	size_t count = 0;
	char quote = '\0';
	bool inside = false;
	for (size_t i = 0; i < len && count <= MOST; i++) {
		char c = text[i];
		if (quote) {
			quote = c == quote ? '\0' : quote;
		} else if (c == '<' || c == '>') {
			inside = c == '<' && i + 1 < len && text[i + 1] != '!' && text[i + 1] != '?';
			count = 0;
		} else if (inside) {
			quote = c == '"' || c == '\'' ? c : '\0';
			count += c == '=';
		}
	}
	return count <= MOST;
}

xmlDocPtr img_svg_tree(const void *data, size_t len, const char **why)
{
	*why = "is not well-formed XML";
	if (len > INT_MAX)
		return NULL;
	if (!has_few_attributes(data, len)) {
		*why = "has an element of more than 1000 attributes; save it as plain SVG";
		return NULL;
	}
	xmlDocPtr tree = xmlReadMemory(data, (int)len, NULL, NULL,
	                               XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
	xmlNodePtr root = tree ? xmlDocGetRootElement(tree) : NULL;
	if (!root) {
		if (tree)
			xmlFreeDoc(tree);
		return NULL;
	}
	xmlDtdPtr dtd = xmlGetIntSubset(tree);
	*why = NULL;
	if (dtd && dtd->entities)
		*why = "declares entities; save it as plain SVG";
	else if (!is_name(root->name, "svg") || (root->ns && !is_name(root->ns->href, SVG_NS)))
		*why = "is XML, but no SVG";
	if (*why) {
		xmlFreeDoc(tree);
		return NULL;
	}
	return tree;
}

xmlNodePtr img_svg_next(xmlNodePtr node, xmlNodePtr root, bool skip)
{
	if (node->children && !skip && node->type == XML_ELEMENT_NODE)
		return node->children;
	while (node != root && !node->next)
		node = node->parent;
	return node == root ? NULL : node->next;
}

/* Whether text contains word, in any case. */
static bool has_word(const char *text, const char *word)
{
	size_t len = strlen(word);
	for (; *text; text++)
		if (!strncasecmp(text, word, len))
			return true;
	return false;
}

/* Whether CSS refers to anything outside the drawing. */
static bool css_leads_out(const char *css)
{
	static const char *const words[] = {"@import", "javascript:", "expression(", "image-set(", "src("};
	if (strchr(css, '\\'))
		return true;
	for (size_t i = 0; i < BASE_LEN(words); i++) {
		if (has_word(css, words[i]))
			return true;
	}
	for (; *css; css++) {
		if (strncasecmp(css, "url(", 4))
			continue;
		const char *at = css + 4;
		at += strspn(at, " \t\r\n\"'");
		if (*at != '#')
			return true;
	}
	return false;
}

static bool href_stays(const char *href, bool image)
{
	href += strspn(href, " \t\r\n");
	if (*href == '#')
		return true;
	return image &&
	       (!strncasecmp(href, "data:image/png;base64,", 22) || !strncasecmp(href, "data:image/jpeg;base64,", 23));
}

static bool element_stays(xmlNodePtr node)
{
	static const char *const dropped[] = {
	        "script",  "foreignObject", "handler", "iframe",           "audio",
	        "video",   "listener",      "set",     "animate",          "animateMotion",
	        "discard", "animateColor",  "mpath",   "animateTransform", "metadata"};
	if (!node->ns || !is_name(node->ns->href, SVG_NS))
		return false;
	for (size_t i = 0; i < BASE_LEN(dropped); i++)
		if (!strcasecmp((const char *)node->name, dropped[i]))
			return false;
	if (!is_name(node->name, "style"))
		return true;
	xmlChar *css = xmlNodeGetContent(node);
	bool stays = css && !css_leads_out((const char *)css);
	xmlFree(css);
	return stays;
}

static bool attr_stays(xmlNodePtr node, xmlAttrPtr attr)
{
	xmlChar *value = xmlNodeListGetString(node->doc, attr->children, 1);
	const char *text = value ? (const char *)value : "";
	bool stays;
	if (attr->ns && is_name(attr->ns->href, XML_NS))
		stays = !is_name(attr->name, "base");
	else if (attr->ns && !is_name(attr->ns->href, XLINK_NS))
		stays = false;
	else if (is_name(attr->name, "href"))
		stays = !is_name(node->name, "a") &&
		        href_stays(text, is_name(node->name, "image") || is_name(node->name, "feImage"));
	else if (attr->ns)
		stays = is_name(attr->name, "title");
	else
		stays = strncasecmp((const char *)attr->name, "on", 2) && !css_leads_out(text);
	xmlFree(value);
	return stays;
}

static void clean_attrs(xmlNodePtr node)
{
	for (xmlAttrPtr attr = node->properties, next; attr; attr = next) {
		next = attr->next;
		if (!attr_stays(node, attr))
			xmlRemoveProp(attr);
	}
}

/* A link that leads nowhere any more is a group. */
static void make_group(xmlNodePtr node)
{
	static const char *const links[] = {"target", "download", "ping", "rel", "hreflang", "type", "referrerpolicy"};
	if (!is_name(node->name, "a"))
		return;
	xmlNodeSetName(node, (const xmlChar *)"g");
	for (size_t i = 0; i < BASE_LEN(links); i++)
		xmlUnsetProp(node, (const xmlChar *)links[i]);
}

/* Gives a drawing without a namespace the one it means. */
static void add_namespace(xmlNodePtr root)
{
	if (root->ns)
		return;
	xmlNsPtr ns = xmlNewNs(root, (const xmlChar *)SVG_NS, NULL);
	for (xmlNodePtr node = root; node; node = img_svg_next(node, root, false))
		if (node->type == XML_ELEMENT_NODE && !node->ns)
			xmlSetNs(node, ns);
}

/* Takes declarations of namespaces that nothing uses any more from the root. */
static void drop_namespaces(xmlNodePtr node)
{
	for (xmlNsPtr *at = &node->nsDef; *at;) {
		xmlNsPtr ns = *at;
		if (!ns->href || is_name(ns->href, SVG_NS) || is_name(ns->href, XLINK_NS) ||
		    is_name(ns->href, XML_NS)) {
			at = &ns->next;
			continue;
		}
		*at = ns->next;
		ns->next = NULL;
		xmlFreeNs(ns);
	}
}

static void clean_tree(xmlNodePtr root)
{
	for (xmlNodePtr node = root, next; node; node = next) {
		bool element = node->type == XML_ELEMENT_NODE;
		bool stays = node == root || (element && element_stays(node)) || node->type == XML_TEXT_NODE ||
		             node->type == XML_CDATA_SECTION_NODE;
		if (stays && element) {
			clean_attrs(node);
			make_group(node);
		}
		next = img_svg_next(node, root, !stays);
		if (!stays) {
			xmlUnlinkNode(node);
			xmlFreeNode(node);
		}
	}
	for (xmlNodePtr node = root; node; node = img_svg_next(node, root, false))
		if (node->type == XML_ELEMENT_NODE)
			drop_namespaces(node);
}

/* Takes away what stands before and after the root: DOCTYPE, comments, instructions. */
static void clean_prolog(xmlDocPtr tree, xmlNodePtr root)
{
	for (xmlNodePtr node = tree->children, next; node; node = next) {
		next = node->next;
		if (node == root)
			continue;
		xmlUnlinkNode(node);
		if (node->type == XML_DTD_NODE) {
			tree->intSubset = NULL;
			xmlFreeDtd((xmlDtdPtr)(void *)node);
		} else {
			xmlFreeNode(node);
		}
	}
}

void img_svg_clean_tree(xmlDocPtr tree)
{
	xmlNodePtr root = xmlDocGetRootElement(tree);
	add_namespace(root);
	clean_prolog(tree, root);
	clean_tree(root);
}

const char *img_svg_clean(const void *data, size_t len, Buf *out)
{
	const char *why;
	xmlDocPtr tree = img_svg_tree(data, len, &why);
	if (!tree)
		return why;
	xmlChar *text = NULL;
	int text_len = 0;
	img_svg_clean_tree(tree);
	xmlDocDumpMemoryEnc(tree, &text, &text_len, "UTF-8");
	if (text)
		buf_add(out, text, (size_t)text_len);
	xmlFree(text);
	xmlFreeDoc(tree);
	return text ? NULL : "could not be written as XML";
}

/* An element's words with one space between them, where it is the root's own. */
static void add_own_words(xmlNodePtr root, const char *name, const char *before, Buf *out)
{
	xmlNodePtr node = root->children;
	while (node && (node->type != XML_ELEMENT_NODE || !is_name(node->name, name)))
		node = node->next;
	xmlChar *text = node ? xmlNodeGetContent(node) : NULL;
	const char *at = text ? (const char *)text : "";
	for (bool first = true; *(at += strspn(at, " \t\r\n")); first = false) {
		size_t len = strcspn(at, " \t\r\n");
		buf_str(out, first ? before : " ");
		buf_add(out, at, len);
		at += len;
	}
	xmlFree(text);
}

void img_probe_words(const void *data, size_t len, Buf *out)
{
	const char *why;
	xmlDocPtr tree = img_svg_tree(data, len, &why);
	if (!tree)
		return;
	add_own_words(xmlDocGetRootElement(tree), "title", "", out);
	add_own_words(xmlDocGetRootElement(tree), "desc", out->len ? ": " : "", out);
	xmlFreeDoc(tree);
}
