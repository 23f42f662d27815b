/* The parts of an ODT document. */
#include "import/odt.h"

#include <string.h>

static void read_meta(Odt *odt)
{
	Import *import = odt->import;
	const char *fault;
	xmlDoc *doc = package_xml(odt->package, "meta.xml", &fault);
	DocMeta *meta = &import->doc->meta;
	const xmlNode *top = doc ? xml_child(xmlDocGetRootElement(doc), "meta") : NULL;
	for (const xmlNode *node = top ? top->children : NULL; node; node = node->next) {
		const char *text = node->type == XML_ELEMENT_NODE ? xml_text(import, node) : "";
		if (!*text)
			continue;
		if (xml_is(node, "title"))
			import_set(&meta->title, import, text);
		else if (xml_is(node, "initial-creator") || (xml_is(node, "creator") && !meta->people_count))
			import_person(import, text);
		else if (xml_is(node, "language"))
			import_lang(import, text);
		else if (xml_is(node, "description"))
			import_set(&meta->description, import, text);
		else if (xml_is(node, "creation-date"))
			import_date(import, text);
	}
	xmlFreeDoc(doc);
}

/* Heads and feet of pages, which are told of if they hold words. */
static void look_at_furniture(Odt *odt, const xmlNode *top)
{
	const xmlNode *masters = xml_child(top, "master-styles");
	for (const xmlNode *node = masters; node; node = xml_next(node, masters)) {
		if (xml_is(node, "header") || xml_is(node, "footer"))
			import_tell_furniture(odt->import, xml_text(odt->import, node));
	}
}

/* What is locked says so in its list of parts. */
static bool is_locked(Package *package)
{
	Buf list = {0};
	bool locked = package_part(package, "META-INF/manifest.xml", PACKAGE_TEXT, &list) && list.data &&
	              strstr(list.data, "encryption-data");
	buf_free(&list);
	return locked;
}

bool import_odt(Import *import, const Buf *data)
{
	const char *fault, *other;
	Package *package = package_open(data, &fault);
	if (!package)
		return import_fail(import, "import-broken", fault);
	Arena *arena = import->doc->arena;
	import->flat = true;
	Odt odt = {.import = import,
	           .package = package,
	           .styles = {map_new(arena), map_new(arena)},
	           .lists = map_new(arena),
	           .counts = map_new(arena)};
	xmlDoc *content = package_xml(package, "content.xml", &fault);
	xmlDoc *styles = package_xml(package, "styles.xml", &other);
	const xmlNode *top = content ? xmlDocGetRootElement(content) : NULL;
	const xmlNode *text = xml_child(xml_child(top, "body"), "text");
	if (!text && is_locked(package))
		fault = "it is locked by a password; save it without one where it was made";
	bool read = text || import_fail(import, "import-broken",
	                                fault ? fault : "it has no text; save it anew where it was made");
	if (read) {
		read_meta(&odt);
		if (styles) {
			odt_read_styles(&odt, xmlDocGetRootElement(styles));
			look_at_furniture(&odt, xmlDocGetRootElement(styles));
		}
		odt_read_styles(&odt, top);
		odt_blocks(&odt, import->doc->root, text);
	}
	xmlFreeDoc(styles);
	xmlFreeDoc(content);
	package_close(package);
	return read;
}
