/* The parts of a DOCX document. */
#include "import/docx.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_DOCS = 12 };

/* XML that nodes of are held while the document is read. */
typedef struct {
	xmlDoc *docs[MOST_DOCS];
	size_t count;
} Held;

/* The top of a part that may be missing; NULL. */
static const xmlNode *read_part(Docx *docx, Held *held, const char *path, const char **fault)
{
	xmlDoc *doc = path && held->count < MOST_DOCS ? package_xml(docx->package, path, fault) : NULL;
	if (!doc)
		return NULL;
	held->docs[held->count++] = doc;
	return xmlDocGetRootElement(doc);
}

/* ---- relations ---- */

/* Where a part says what it calls others: "word/_rels/document.xml.rels". */
static const char *relations_path(Docx *docx, const char *path)
{
	Arena *arena = docx->import->doc->arena;
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	return path_join(arena, path_join(arena, path_folder(arena, path), "_rels"),
	                 arena_printf(arena, "%s.rels", name));
}

static Map *read_relations(Docx *docx, const char *path)
{
	Arena *arena = docx->import->doc->arena;
	const char *fault;
	xmlDoc *doc = package_xml(docx->package, relations_path(docx, path), &fault);
	Map *map = map_new(arena);
	for (const xmlNode *node = doc ? xmlDocGetRootElement(doc)->children : NULL; node; node = node->next) {
		const char *id = xml_get(docx->import, node, "Id"), *target = xml_get(docx->import, node, "Target");
		if (!id || !target)
			continue;
		DocxRelation *relation = arena_alloc(arena, sizeof *relation);
		relation->target = target;
		relation->external = str_eq(xml_get(docx->import, node, "TargetMode"), "External");
		map_set(map, id, relation);
	}
	xmlFreeDoc(doc);
	return map;
}

/* The part of a kind, by the last word of the kind's address: "styles"; NULL. */
static const char *part_of_kind(Docx *docx, const char *from, const char *kind)
{
	const char *fault, *found = NULL;
	xmlDoc *doc = package_xml(docx->package, *from ? relations_path(docx, from) : "_rels/.rels", &fault);
	for (const xmlNode *node = doc ? xmlDocGetRootElement(doc)->children : NULL; node && !found;
	     node = node->next) {
		const char *type = xml_get(docx->import, node, "Type"), *target = xml_get(docx->import, node, "Target");
		const char *slash = type ? strrchr(type, '/') : NULL;
		if (slash && target && str_eq(slash + 1, kind))
			found = package_path(docx->import->doc->arena, from, target);
	}
	xmlFreeDoc(doc);
	return found;
}

/* ---- other parts ---- */

static void read_numbers(Docx *docx, const xmlNode *top)
{
	docx->numbering = top;
	for (const xmlNode *node = top ? top->children : NULL; node; node = node->next) {
		const char *id = xml_is(node, "num") ? xml_get(docx->import, node, "numId") : NULL;
		if (id)
			map_set(docx->numbers, id, node);
	}
}

static void read_notes(Docx *docx, Held *held, const char *kind)
{
	const char *fault, *path = part_of_kind(docx, docx->path, arena_printf(docx->import->doc->arena, "%ss", kind));
	const xmlNode *top = read_part(docx, held, path, &fault);
	Map *relations = top ? read_relations(docx, path) : NULL;
	for (const xmlNode *node = top ? top->children : NULL; node; node = node->next) {
		const char *id = xml_is(node, kind) ? xml_get(docx->import, node, "id") : NULL;
		if (!id || xml_get(docx->import, node, "type")) /* separators */
			continue;
		const char *key = arena_printf(docx->import->doc->arena, "%s/%s", kind, id);
		map_set(docx->notes, key, node);
		map_set(docx->note_parts, key, relations);
	}
}

/* What the office program knows of the document. */
static void read_core(Docx *docx)
{
	Import *import = docx->import;
	const char *fault, *path = part_of_kind(docx, "", "core-properties");
	xmlDoc *doc = path ? package_xml(docx->package, path, &fault) : NULL;
	DocMeta *meta = &import->doc->meta;
	for (const xmlNode *node = doc ? xmlDocGetRootElement(doc)->children : NULL; node; node = node->next) {
		const char *text = node->type == XML_ELEMENT_NODE ? xml_text(import, node) : "";
		if (!*text)
			continue;
		if (xml_is(node, "title"))
			import_set(&meta->title, import, text);
		else if (xml_is(node, "creator"))
			import_person(import, text);
		else if (xml_is(node, "language"))
			import_lang(import, text);
		else if (xml_is(node, "description"))
			import_set(&meta->description, import, text);
		else if (xml_is(node, "created"))
			import_date(import, text);
	}
	xmlFreeDoc(doc);
}

/* Heads and feet of pages, which are told of if they hold words. */
static void look_at_furniture(Docx *docx)
{
	static const char *const kinds[] = {"header", "footer"};
	for (size_t i = 0; i < BASE_LEN(kinds); i++) {
		const char *fault, *path = part_of_kind(docx, docx->path, kinds[i]);
		xmlDoc *doc = path ? package_xml(docx->package, path, &fault) : NULL;
		const char *text = doc ? xml_text(docx->import, xmlDocGetRootElement(doc)) : "";
		import_tell_furniture(docx->import, text);
		xmlFreeDoc(doc);
	}
}

static bool read_document(Docx *docx, Held *held)
{
	const char *fault = NULL, *other;
	const xmlNode *top = read_part(docx, held, docx->path, &fault);
	const xmlNode *body = xml_child(top, "body");
	if (!body)
		return import_fail(docx->import, "import-broken",
		                   fault ? fault : "it has no text; save it anew where it was made");
	docx->relations = read_relations(docx, docx->path);
	const xmlNode *styles = read_part(docx, held, part_of_kind(docx, docx->path, "styles"), &other);
	read_core(docx);
	if (styles)
		docx_read_styles(docx, styles);
	read_numbers(docx, read_part(docx, held, part_of_kind(docx, docx->path, "numbering"), &other));
	read_notes(docx, held, "footnote");
	read_notes(docx, held, "endnote");
	look_at_furniture(docx);
	docx_blocks(docx, docx->import->doc->root, body);
	return true;
}

bool import_docx(Import *import, const Buf *data)
{
	const char *fault;
	Package *package = package_open(data, &fault);
	if (!package)
		return import_fail(import, "import-broken", fault);
	Arena *arena = import->doc->arena;
	import->flat = true;
	Held held = {0};
	Docx docx = {.import = import,
	             .package = package,
	             .styles = map_new(arena),
	             .numbers = map_new(arena),
	             .notes = map_new(arena),
	             .note_parts = map_new(arena),
	             .made_notes = map_new(arena)};
	docx.path = part_of_kind(&docx, "", "officeDocument");
	docx.path = docx.path ? docx.path : "word/document.xml";
	bool read = read_document(&docx, &held);
	for (size_t i = 0; i < held.count; i++)
		xmlFreeDoc(held.docs[i]);
	buf_free(&docx.field.text);
	package_close(package);
	return read;
}
