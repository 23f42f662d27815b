/*
 * What the program says better than a specification, or what that leaves out: a small specification of its own,
 * assets/code/amendments/ID.lang.  An element of it takes the place of the one with its id; one that says put="first"
 * or put="last" adds its keywords, and what it includes before or behind what that one does.
 */
#include "code/spec.h"

#include <libxml/parser.h>
#include <string.h>

static xmlNode *writable(const xmlNode *node)
{
	return (xmlNode *)(uintptr_t)node;
}

static void put_included(xmlNode *old, const xmlNode *own, bool first)
{
	xmlNode *into = writable(code_child(old, "include"));
	if (!into)
		into = xmlNewChild(old, NULL, (const xmlChar *)"include", NULL);
	xmlNode *before = first ? into->children : NULL;
	for (const xmlNode *node = own->children; node; node = node->next) {
		xmlNode *copy = xmlDocCopyNode(writable(node), old->doc, 1);
		if (copy && before)
			xmlAddPrevSibling(before, copy);
		else if (copy)
			xmlAddChild(into, copy);
	}
}

static void put_within(xmlNode *old, const xmlNode *own, bool first)
{
	for (const xmlNode *node = own->children; node; node = node->next)
		if (code_is(node, "keyword"))
			xmlAddChild(old, xmlDocCopyNode(writable(node), old->doc, 1));
	if (code_child(own, "include"))
		put_included(old, code_child(own, "include"), first);
}

static void amend(CodeSpec *spec, xmlNode *definitions, const xmlNode *own)
{
	const char *id = code_attribute(own, "id"), *put = code_attribute(own, "put");
	xmlNode *old = map_get(code_is(own, "context") ? spec->contexts : spec->regexes, id);
	if (old && put) {
		put_within(old, own, str_eq(put, "first"));
		return;
	}
	xmlNode *copy = xmlDocCopyNode(writable(own), spec->xml, 1);
	if (!copy)
		return;
	if (!old) {
		xmlAddChild(definitions, copy);
		return;
	}
	xmlReplaceNode(old, copy);
	xmlFreeNode(old);
}

void code_spec_amend(CodeSpec *spec, Arena *arena)
{
	const Asset *asset = asset_get(arena_printf(arena, "code/amendments/%s.lang", spec->id));
	xmlDoc *xml = asset ? xmlReadMemory(asset->data, (int)asset->len, NULL, NULL, XML_PARSE_NONET) : NULL;
	const xmlNode *own = xml ? code_child(xmlDocGetRootElement(xml), "definitions") : NULL;
	xmlNode *definitions = writable(code_child(xmlDocGetRootElement(spec->xml), "definitions"));
	for (const xmlNode *node = own && definitions ? own->children : NULL; node; node = node->next) {
		if (node->type != XML_ELEMENT_NODE || !code_attribute(node, "id"))
			continue;
		amend(spec, definitions, node);
		code_spec_index(spec);
	}
	xmlFreeDoc(xml);
}
