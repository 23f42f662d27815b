/* What runs are made of: how they look, their words and signs, pictures, fields, formulas. */
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

unsigned docx_formats(Docx *docx, const xmlNode *run)
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
	const char *marked = xml_get_below(docx->import, properties, "highlight", "val");
	if (marked && !str_eq(marked, "none") && !str_eq(marked, "white"))
		formats |= FORMAT_MARK;
	bool link = named && strstr(named->name, "hyperlink");
	if (docx_is_on(docx, xml_child(properties, "u")) && !link)
		formats |= FORMAT_UNDERLINE;
	return formats;
}

/* ---- pictures ---- */

const DocxRelation *docx_relation(Docx *docx, const char *id)
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

DocNode *docx_put_picture(Docx *docx, DocNode *parent, const char *id, const char *alt)
{
	Import *import = docx->import;
	const DocxRelation *target = docx_relation(docx, id);
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

void docx_put_blip(Docx *docx, DocNode *parent, const xmlNode *blip, const char *alt, const xmlNode *extent)
{
	const char *id = NULL;
	for (const xmlNode *node = blip; node; node = xml_next(node, blip)) {
		if (xml_is(node, "svgBlip"))
			id = xml_get(docx->import, node, "embed");
	}
	id = id ? id : xml_get(docx->import, blip, "embed");
	DocNode *image = docx_put_picture(docx, parent, id ? id : xml_get(docx->import, blip, "link"), alt);
	if (image && extent)
		set_width(docx, image, extent);
}

/* ---- fields ---- */

void docx_change_field(Docx *docx, DocNode *parent, const char *type)
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

/* ---- words ---- */

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

bool docx_put_words(Docx *docx, DocNode *words, const xmlNode *node)
{
	static const struct {
		const char *name, *text;
	} signs[] = {{"tab", " "}, {"ptab", " "}, {"noBreakHyphen", "\u2011"}, {"softHyphen", "\u00AD"}};
	const char *text = xml_is(node, "t") ? xml_text(docx->import, node) : NULL;
	for (size_t i = 0; i < BASE_LEN(signs) && !text; i++)
		text = xml_is(node, signs[i].name) ? signs[i].text : NULL;
	if (text)
		import_words(docx->import, words, text, strlen(text));
	else if (xml_is(node, "br") || xml_is(node, "cr"))
		put_break(docx, words, node);
	else if (xml_is(node, "sym"))
		put_symbol(docx, words, node);
	else
		return false;
	return true;
}

/* ---- formulas ---- */

void docx_put_formula(Docx *docx, DocNode *parent, const xmlNode *node)
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
