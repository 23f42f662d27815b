/* Styles by their names, and numbering. */
#include "import/docx.h"

#include <stdlib.h>
#include <string.h>

static const char *small_letters(Arena *arena, const char *text)
{
	char *copy = arena_strdup(arena, text ? text : "");
	for (char *at = copy; *at; at++)
		*at = (char)(*at >= 'A' && *at <= 'Z' ? *at | 32 : *at);
	return copy;
}

void docx_read_styles(Docx *docx, const xmlNode *top)
{
	Arena *arena = docx->import->doc->arena;
	for (const xmlNode *node = top->children; node; node = node->next) {
		const char *id = xml_is(node, "style") ? xml_get(docx->import, node, "styleId") : NULL;
		if (!id)
			continue;
		DocxStyle *style = arena_alloc(arena, sizeof *style);
		style->name = small_letters(arena, xml_get_below(docx->import, node, "name", "val"));
		style->based = xml_get_below(docx->import, node, "basedOn", "val");
		style->node = node;
		map_set(docx->styles, id, style);
	}
	const xmlNode *defaults = xml_child(xml_child(xml_child(top, "docDefaults"), "rPrDefault"), "rPr");
	import_lang(docx->import, xml_get_below(docx->import, defaults, "lang", "val"));
}

const DocxStyle *docx_style(const Docx *docx, const char *id)
{
	return id ? map_get(docx->styles, id) : NULL;
}

const xmlNode *docx_inherited(const Docx *docx, const char *style, const char *group, const char *name)
{
	enum { DEEPEST = 20 };
	const DocxStyle *at = docx_style(docx, style);
	for (int depth = 0; at && depth < DEEPEST; depth++) {
		const xmlNode *found = xml_child(xml_child(at->node, group), name);
		if (found)
			return found;
		at = docx_style(docx, at->based);
	}
	return NULL;
}

bool docx_is_on(Docx *docx, const xmlNode *toggle)
{
	const char *value = toggle ? xml_get(docx->import, toggle, "val") : NULL;
	return toggle && !(value && (str_eq(value, "0") || str_eq(value, "false") || str_eq(value, "off") ||
	                             str_eq(value, "none")));
}

/* ---- numbering ---- */

static const xmlNode *with_value(const xmlNode *top, const char *name, const char *key, const char *value)
{
	for (const xmlNode *node = top ? top->children : NULL; node; node = node->next) {
		const char *is = xml_is(node, name) ? xml_peek(node, key) : NULL;
		if (is && value && str_eq(is, value))
			return node;
	}
	return NULL;
}

static const char *type_of(const char *format)
{
	static const char *const types[][2] = {{"lowerLetter", "a"}, {"upperLetter", "A"}, {"lowerRoman", "i"},
	                                       {"upperRoman", "I"},  {"bullet", NULL},     {"none", NULL}};
	for (size_t i = 0; i < BASE_LEN(types); i++) {
		if (str_eq(format, types[i][0]))
			return types[i][1];
	}
	return "1";
}

/* A paragraph that has lost its number by hand, but not its indent, goes on with an item. */
static bool goes_on(Docx *docx, const xmlNode *para)
{
	const xmlNode *properties = xml_child(para, "pPr"), *indent = xml_child(properties, "ind");
	const char *id = xml_get_below(docx->import, xml_child(properties, "numPr"), "numId", "val");
	const char *left = xml_get(docx->import, indent, "left");
	left = left ? left : xml_get(docx->import, indent, "start");
	return id && str_eq(id, "0") && left && strtol(left, NULL, 10) > 0;
}

bool docx_list_kind(Docx *docx, const xmlNode *para, const char *style, ListKind *kind, size_t *level, bool *empty)
{
	Import *import = docx->import;
	const xmlNode *own = xml_child(xml_child(para, "pPr"), "numPr");
	const xmlNode *of_style = docx_inherited(docx, style, "pPr", "numPr");
	const char *id = xml_get_below(import, own, "numId", "val"), *at = xml_get_below(import, own, "ilvl", "val");
	id = id ? id : xml_get_below(import, of_style, "numId", "val");
	at = at ? at : xml_get_below(import, of_style, "ilvl", "val");
	const xmlNode *number = id ? map_get(docx->numbers, id) : NULL;
	*level = LISTS_DEEPEST;
	*empty = goes_on(docx, para);
	if (!number)
		return *empty;
	at = at && strlen(at) == 1 && *at >= '0' && *at <= '8' ? at : "0";
	const xmlNode *override = with_value(number, "lvlOverride", "ilvl", at);
	const char *abstract = xml_get_below(import, number, "abstractNumId", "val");
	const xmlNode *plan = with_value(docx->numbering, "abstractNum", "abstractNumId", abstract);
	const xmlNode *line =
	        xml_child(override, "lvl") ? xml_child(override, "lvl") : with_value(plan, "lvl", "ilvl", at);
	const char *start = xml_get_below(import, override, "startOverride", "val");
	const char *format = xml_get_below(import, line, "numFmt", "val"),
	           *text = xml_get_below(import, line, "lvlText", "val");
	start = start ? start : xml_get_below(import, line, "start", "val");
	*level = (size_t)(*at - '0');
	*kind = (ListKind){
	        .list = id, .type = type_of(format ? format : "bullet"), .start = start ? strtol(start, NULL, 10) : 1};
	size_t len = text ? strlen(text) : 0;
	if (len && text[len - 1] == ')')
		kind->delim = *text == '(' ? DOC_DELIM_TWO_PARENS : DOC_DELIM_PAREN;
	*empty = !kind->type && text && !text[strspn(text, " ")];
	return true;
}
