/* Reading XML of strangers: without entities of its own, without the net, no deeper than libxml2 goes by itself. */
#include "import/xml.h"
#include "source/source.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

xmlDoc *xml_read(const char *data, size_t len, const char **fault)
{
	int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT;
	xmlDoc *doc = len < INT32_MAX ? xmlReadMemory(data, (int)len, NULL, NULL, options) : NULL;
	*fault = NULL;
	if (!doc || !xmlDocGetRootElement(doc))
		*fault = "its XML cannot be read, or goes too deep; save it anew where it was made";
	else if (doc->intSubset && doc->intSubset->entities)
		*fault = "its XML declares entities, which are not read here; save it anew where it was made";
	if (!*fault)
		return doc;
	xmlFreeDoc(doc);
	return NULL;
}

xmlDoc *xml_read_html(const char *data, size_t len, const char *charset, const char **fault, Pos *place)
{
	int options = HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING;
	htmlParserCtxtPtr parser = htmlNewParserCtxt();
	if (!parser)
		base_no_memory();
	xmlDoc *doc = len < INT32_MAX ? htmlCtxtReadMemory(parser, data, (int)len, NULL, charset, options) : NULL;
	*fault = NULL;
	const xmlError *error = xmlCtxtGetLastError(parser);
	bool deep = parser->disableSAX && error && error->line > 0 && error->int2 > 0;
	place->line = deep ? (uint32_t)error->line : 0;
	place->col = deep ? (uint32_t)error->int2 : 0;
	if (parser->disableSAX) {
		*fault = "its elements stand in each other more deeply than is read here; close before this what stays "
		         "open";
	} else if (!doc || !xmlDocGetRootElement(doc)) {
		*fault = "this page cannot be read; save it anew where it was made";
	}
	htmlFreeParserCtxt(parser);
	if (!*fault)
		return doc;
	xmlFreeDoc(doc);
	return NULL;
}

bool xml_is(const xmlNode *node, const char *name)
{
	return node && node->type == XML_ELEMENT_NODE && !strcasecmp((const char *)node->name, name);
}

const xmlNode *xml_skip(const xmlNode *node, const xmlNode *top)
{
	while (node != top && !node->next)
		node = node->parent;
	return node == top ? NULL : node->next;
}

const xmlNode *xml_next(const xmlNode *node, const xmlNode *top)
{
	bool holds = node->type == XML_ELEMENT_NODE && node->children;
	return holds ? node->children : xml_skip(node, top);
}

const xmlNode *xml_child(const xmlNode *node, const char *name)
{
	const xmlNode *child = node ? node->children : NULL;
	while (child && !xml_is(child, name))
		child = child->next;
	return child;
}

static const xmlAttr *find_attribute(const xmlNode *node, const char *name)
{
	const xmlAttr *attr = node && node->type == XML_ELEMENT_NODE ? node->properties : NULL;
	while (attr && strcasecmp((const char *)attr->name, name) != 0)
		attr = attr->next;
	return attr;
}

const char *xml_peek(const xmlNode *node, const char *name)
{
	const xmlAttr *attr = find_attribute(node, name);
	const xmlNode *text = attr ? attr->children : NULL;
	return text && !text->next && text->type == XML_TEXT_NODE ? (const char *)text->content : NULL;
}

const char *xml_get(Import *import, const xmlNode *node, const char *name)
{
	const xmlAttr *attr = find_attribute(node, name);
	if (!attr)
		return NULL;
	xmlChar *value = xmlNodeListGetString(node->doc, attr->children, 1);
	const char *copy = arena_strdup(import->doc->arena, value ? (const char *)value : "");
	xmlFree(value);
	return copy;
}

const char *xml_get_below(Import *import, const xmlNode *node, const char *child, const char *name)
{
	return xml_get(import, xml_child(node, child), name);
}

const char *xml_text(Import *import, const xmlNode *top)
{
	Buf text = {0};
	for (const xmlNode *node = top; node; node = xml_next(node, top)) {
		if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
			buf_str(&text, (const char *)node->content);
	}
	const char *copy = arena_strndup(import->doc->arena, text.data ? text.data : "", text.len);
	buf_free(&text);
	return copy;
}

const char *xml_name(Import *import, const xmlNode *node)
{
	char *name = arena_strdup(import->doc->arena, (const char *)node->name);
	for (char *at = name; *at; at++)
		*at = (char)(*at >= 'A' && *at <= 'Z' ? *at | 32 : *at);
	return name;
}

static int value_of(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;
	return at ? (int)(at - digits) : -1;
}

bool xml_data_url(const char *url, Buf *out)
{
	const char *at = strstr(url, ";base64,");
	uint32_t bits = 0;
	int count = 0;
	for (at = at ? at + strlen(";base64,") : ""; *at; at++) {
		if (value_of(*at) < 0)
			continue;
		bits = bits << 6 | (uint32_t)value_of(*at);
		count += 6;
		if (count < 8)
			continue;
		count -= 8;
		buf_char(out, (char)(bits >> count & 0xFF));
	}
	return out->len > 0;
}

void import_date(Import *import, const char *value)
{
	static const size_t lengths[] = {10, 7, 4}; /* a day, a month, a year */
	DocMeta *meta = &import->doc->meta;
	int64_t seconds;
	for (size_t i = 0; i < BASE_LEN(lengths) && value && !meta->date; i++) {
		const char *part = arena_strndup(import->doc->arena, value, strnlen(value, lengths[i]));
		if (strlen(part) == lengths[i] && src_date(part, &seconds))
			meta->date = part;
	}
}

void import_lang(Import *import, const char *value)
{
	size_t len = value ? strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") : 0;
	if (len >= 2 && !value[len] && !import->doc->meta.lang)
		import->doc->meta.lang = arena_strdup(import->doc->arena, value);
}

/* What a document's own words say of it counts more than what the program that wrote it has noted; of several the
 * first does, but for authors. */
bool import_styled(Import *import, Styled what, const char *text)
{
	DocMeta *meta = &import->doc->meta;
	bool first = !(import->styled & 1u << what);
	const char **field = what == STYLED_TITLE ? &meta->title : &meta->subtitle, *date = meta->date;
	import->styled |= 1u << what;
	switch (what) {
	case STYLED_TITLE:
	case STYLED_SUBTITLE:
		if (!first)
			return false;
		*field = NULL;
		import_set(field, import, text);
		return true;
	case STYLED_AUTHOR:
		meta->people_count = first ? 0 : meta->people_count;
		import_person(import, text);
		return true;
	case STYLED_DATE:
		meta->date = first ? NULL : date;
		import_date(import, text);
		first = first && meta->date && strlen(meta->date) == strlen(text);
		meta->date = meta->date ? meta->date : date;
		return first;
	default:
		return false;
	}
}
