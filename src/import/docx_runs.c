/* What stands in a line: runs, links, notes, pictures, fields. */
#include "import/docx.h"

#include <stdlib.h>
#include <string.h>

/* ---- how a run looks ---- */

static bool has_format(Docx *docx, const xmlNode *properties, const char *style, const char *name)
{
	const xmlNode *own = xml_child(properties, name);
	return docx_is_on(docx, own ? own : docx_inherited(docx, style, "rPr", name));
}

static bool is_code(const Docx *docx, const char *id)
{
	static const char *const names[] = {"verbatim char", "html code",      "source text", "sourcetext",
	                                    "teletype",      "code",           "code char",   "inline code",
	                                    "html sample",   "html typewriter"};
	const DocxStyle *style = docx_style(docx, id);
	for (size_t i = 0; i < BASE_LEN(names) && style; i++) {
		if (str_eq(style->name, names[i]))
			return true;
	}
	return false;
}

static unsigned formats_of(Docx *docx, const xmlNode *run)
{
	static const struct {
		const char *name;
		unsigned format;
	} toggles[] = {{"b", FORMAT_STRONG},
	               {"i", FORMAT_EMPH},
	               {"strike", FORMAT_STRIKEOUT},
	               {"dstrike", FORMAT_STRIKEOUT},
	               {"smallCaps", FORMAT_SMALL_CAPS}};
	const xmlNode *properties = xml_child(run, "rPr");
	const char *style = xml_get_below(docx->import, properties, "rStyle", "val");
	const DocxStyle *named = docx_style(docx, style);
	unsigned formats = is_code(docx, style) ? FORMAT_CODE : 0;
	for (size_t i = 0; i < BASE_LEN(toggles); i++) {
		if (has_format(docx, properties, style, toggles[i].name))
			formats |= toggles[i].format;
	}
	const char *place = xml_get_below(docx->import, properties, "vertAlign", "val");
	if (place && !str_eq(place, "baseline"))
		formats |= str_eq(place, "subscript") ? FORMAT_SUBSCRIPT : FORMAT_SUPERSCRIPT;
	bool link = named && strstr(named->name, "hyperlink");
	if (docx_is_on(docx, xml_child(properties, "u")) && !link)
		formats |= FORMAT_UNDERLINE;
	return formats;
}

/* ---- pictures ---- */

static const DocxRelation *relation(Docx *docx, const char *id)
{
	return id && docx->relations ? map_get(docx->relations, id) : NULL;
}

/* In millimetres, as 360,000 units of Office make a centimetre. */
static void set_width(Docx *docx, DocNode *image, const xmlNode *extent)
{
	const char *units = xml_get(docx->import, extent, "cx");
	long width = units ? strtol(units, NULL, 10) / 36000 : 0;
	if (width > 0 && width < 10000)
		doc_set_key(docx->import->doc, image, "width", arena_printf(docx->import->doc->arena, "%ldmm", width));
}

static DocNode *put_picture(Docx *docx, DocNode *parent, const char *id, const char *alt)
{
	Import *import = docx->import;
	const DocxRelation *target = relation(docx, id);
	const char *path =
	        target && !target->external ? package_path(import->doc->arena, docx->path, target->target) : NULL;
	const char *name = target && target->external ? target->target : package_picture(import, docx->package, path);
	if (!name)
		return NULL;
	DocNode *image = import_add(import, parent, "img", "src", name);
	if (alt && *alt)
		doc_set_key(import->doc, image, "alt", alt);
	return image;
}

/* A picture, or the drawing that Office keeps beside it. */
static DocNode *put_blip(Docx *docx, DocNode *parent, const xmlNode *blip, const char *alt)
{
	const char *id = NULL;
	for (const xmlNode *node = blip; node; node = xml_next(node, blip)) {
		if (xml_is(node, "svgBlip"))
			id = xml_get(docx->import, node, "embed");
	}
	id = id ? id : xml_get(docx->import, blip, "embed");
	return put_picture(docx, parent, id ? id : xml_get(docx->import, blip, "link"), alt);
}

/* A drawing: pictures with what is said of them, and the words of text boxes, which come after the paragraph. */
static void put_drawing(Docx *docx, DocNode *parent, const xmlNode *drawing)
{
	Import *import = docx->import;
	const xmlNode *extent = NULL;
	const char *alt = NULL;
	for (const xmlNode *node = drawing, *next; node; node = next) {
		next = xml_next(node, drawing);
		if (xml_is(node, "extent") && !extent)
			extent = node;
		if (xml_is(node, "docPr") || xml_is(node, "cNvPr"))
			alt = xml_get(import, node, "descr") ? xml_get(import, node, "descr") : alt;
		DocNode *image = xml_is(node, "blip") ? put_blip(docx, parent, node, alt) : NULL;
		if (image && extent)
			set_width(docx, image, extent);
		if (xml_is(node, "rect") && xml_get(import, node, "hr"))
			import_add(import, docx->after, "hr", NULL, NULL);
		if (xml_is(node, "imagedata"))
			put_picture(docx, parent, xml_get(import, node, "id"), xml_get(import, node->parent, "alt"));
		if (xml_is(node, "txbxContent")) {
			import_tell(import, "import-box",
			            "a text box is no box any more: its words follow the paragraph it stood at");
			docx_blocks(docx, docx->after, node);
			next = xml_skip(node, drawing);
		}
		if (xml_is(node, "chart") || xml_is(node, "relIds"))
			import_tell(import, "import-dropped", "a chart or diagram is left out; put it in as a picture");
	}
}

/* ---- notes ---- */

static void put_note(Docx *docx, DocNode *parent, const xmlNode *call, const char *kind)
{
	Import *import = docx->import;
	const char *id = xml_get(import, call, "id"),
	           *key = arena_printf(import->doc->arena, "%s/%s", kind, id ? id : "");
	const xmlNode *text = map_get(docx->notes, key);
	DocNode *made = map_get(docx->made_notes, key);
	if (!text || docx->in_note)
		return;
	if (made) {
		import_call_note(import, parent, made);
		return;
	}
	Docx inner = *docx; /* what is open around the note stays so */
	inner.lists = (Lists){0};
	inner.in_note = true;
	inner.relations = map_get(docx->note_parts, key);
	memset(&inner.field, 0, sizeof inner.field);
	made = import_note(import, parent);
	map_set(docx->made_notes, key, made);
	docx_blocks(&inner, made, text);
	buf_free(&inner.field.text);
}

/* ---- fields ---- */

static void change_field(Docx *docx, DocNode *parent, const char *type)
{
	if (str_eq(type, "begin")) {
		if (!docx->field.depth++)
			buf_clear(&docx->field.text);
		docx->field.code = true;
	} else if (str_eq(type, "separate") && docx->field.depth) {
		docx->field.code = false;
		const char *url = docx->field.depth == 1 && docx->field.text.data
		                          ? import_field_link(docx->import, docx->field.text.data)
		                          : NULL;
		docx->field.link = url ? import_add(docx->import, parent, "a", "href", url) : docx->field.link;
	} else if (str_eq(type, "end") && docx->field.depth) {
		docx->field.code = false;
		if (!--docx->field.depth)
			docx->field.link = NULL;
	}
}

/* ---- runs ---- */

static void put_symbol(Docx *docx, DocNode *parent, const xmlNode *node)
{
	const char *code = xml_get(docx->import, node, "char");
	unsigned long c = code ? strtoul(code, NULL, 16) : 0;
	Buf sign = {0};
	if (c >= 0xE000 && c < 0xF900) {
		import_tell(docx->import, "import-symbol",
		            "a sign of a font of signs has no character, so ? stands for it");
		c = '?';
	}
	buf_utf8(&sign, (uint32_t)c);
	import_words(docx->import, parent, sign.data, sign.len);
	buf_free(&sign);
}

static void put_break(Docx *docx, DocNode *parent, const xmlNode *node)
{
	const char *type = xml_get(docx->import, node, "type");
	if (type && str_eq(type, "page"))
		doc_append(docx->after, doc_node(docx->import->doc, DOC_PAGE_BREAK, import_at(docx->import)));
	else if (parent->type == DOC_CODE_BLOCK)
		import_words(docx->import, parent, "\n", 1);
	else
		import_add(docx->import, parent, "br", NULL, NULL);
}

static void put_run_part(Docx *docx, DocNode *parent, DocNode *words, const xmlNode *node)
{
	static const struct {
		const char *name, *text;
	} signs[] = {{"tab", " "}, {"ptab", " "}, {"noBreakHyphen", "\u2011"}, {"softHyphen", "\u00AD"}};
	Import *import = docx->import;
	for (size_t i = 0; i < BASE_LEN(signs); i++) {
		if (xml_is(node, signs[i].name))
			import_words(import, words, signs[i].text, strlen(signs[i].text));
	}
	if (xml_is(node, "t")) {
		const char *text = xml_text(import, node);
		import_words(import, words, text, strlen(text));
	} else if (xml_is(node, "br") || xml_is(node, "cr")) {
		put_break(docx, words, node);
	} else if (xml_is(node, "sym")) {
		put_symbol(docx, words, node);
	} else if (xml_is(node, "footnoteReference")) {
		put_note(docx, parent, node, "footnote");
	} else if (xml_is(node, "endnoteReference")) {
		put_note(docx, parent, node, "endnote");
	} else if (xml_is(node, "drawing") || xml_is(node, "pict") || xml_is(node, "object")) {
		put_drawing(docx, parent, node);
	} else if (xml_is(node, "AlternateContent")) {
		put_drawing(docx, parent, xml_child(node, "Choice") ? xml_child(node, "Choice") : node);
	} else if (xml_is(node, "commentReference")) {
		import_tell(import, "import-comment", "a comment is left out");
	}
}

static void put_run(Docx *docx, DocNode *parent, const xmlNode *run)
{
	parent = docx->field.link && docx->field.link->parent == parent ? docx->field.link : parent;
	if (docx_is_on(docx, xml_child(xml_child(run, "rPr"), "vanish"))) {
		import_tell(docx->import, "import-hidden", "hidden text is left out");
		return;
	}
	DocNode *words = import_format(docx->import, parent, formats_of(docx, run));
	for (const xmlNode *node = run->children; node; node = node->next) {
		if (xml_is(node, "fldChar")) {
			const char *type = xml_get(docx->import, node, "fldCharType");
			change_field(docx, parent, type ? type : "");
		} else if (xml_is(node, "instrText") && docx->field.code && docx->field.depth == 1) {
			buf_str(&docx->field.text, xml_text(docx->import, node));
		} else if (!docx->field.code) {
			put_run_part(docx, parent, words, node);
		}
	}
}

static void put_hyperlink(Docx *docx, DocNode *parent, const xmlNode *node)
{
	const DocxRelation *target = relation(docx, xml_get(docx->import, node, "id"));
	const char *anchor = xml_get(docx->import, node, "anchor"), *url = NULL;
	if (target)
		url = arena_printf(docx->import->doc->arena, "%s%s%s", target->target, anchor ? "#" : "",
		                   anchor ? anchor : "");
	else if (anchor)
		url = arena_printf(docx->import->doc->arena, "#%s", anchor);
	docx_inlines(docx, url ? import_add(docx->import, parent, "a", "href", url) : parent, node);
}

static void put_formula(Docx *docx, DocNode *parent, const xmlNode *node)
{
	Buf tex = {0};
	Import *import = docx->import;
	bool display = xml_is(node, "oMathPara");
	if (docx_math(docx, node, &tex)) {
		DocNode *math = doc_node(import->doc, DOC_MATH, import_at(import));
		math->u.math.text = arena_strndup(import->doc->arena, tex.data ? tex.data : "", tex.len);
		math->u.math.len = tex.len;
		math->u.math.display = display;
		doc_append(parent, math);
	} else {
		const char *text = xml_text(import, node);
		import_tell(import, "import-math", "a formula keeps its signs alone; write it anew, as $…$");
		import_words(import, parent, text, strlen(text));
	}
	buf_free(&tex);
}

static void put_node(Docx *docx, DocNode *parent, const xmlNode *node)
{
	Import *import = docx->import;
	if (xml_is(node, "r")) {
		put_run(docx, parent, node);
	} else if (xml_is(node, "hyperlink")) {
		put_hyperlink(docx, parent, node);
	} else if (xml_is(node, "fldSimple")) {
		const char *code = xml_get(import, node, "instr"), *url = code ? import_field_link(import, code) : NULL;
		docx_inlines(docx, url ? import_add(import, parent, "a", "href", url) : parent, node);
	} else if (xml_is(node, "bookmarkStart")) {
		import_add(import, parent, "a", "id", xml_get(import, node, "name"));
	} else if (xml_is(node, "del") || xml_is(node, "moveFrom")) {
		import_tell(import, "import-changes", "a tracked deletion is carried out");
	} else if (xml_is(node, "ins") || xml_is(node, "moveTo")) {
		import_tell(import, "import-changes", "a tracked insertion is carried out");
		docx_inlines(docx, parent, node);
	} else if (xml_is(node, "oMath") || xml_is(node, "oMathPara")) {
		put_formula(docx, parent, node);
	} else if (xml_is(node, "AlternateContent")) {
		docx_inlines(docx, parent, xml_child(node, "Choice") ? xml_child(node, "Choice") : node);
	} else if (node->type == XML_ELEMENT_NODE && !xml_is(node, "pPr") && !xml_is(node, "rPr") &&
	           !xml_is(node, "sdtPr")) {
		docx_inlines(docx, parent, node);
	}
}

void docx_inlines(Docx *docx, DocNode *parent, const xmlNode *holder)
{
	for (const xmlNode *node = holder->children; node; node = node->next)
		put_node(docx, parent, node);
}
