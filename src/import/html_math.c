/* Formulas in MathML. */
#include "import/html.h"

#include <string.h>

/* What the formula is in TeX, as Pandoc and KaTeX say it; NULL. */
static const char *tex_of(Import *import, const xmlNode *math)
{
	for (const xmlNode *node = math; node; node = xml_next(node, math)) {
		if (xml_is(node, "annotation") && html_has_word(node, "encoding", "application/x-tex"))
			return xml_text(import, node);
	}
	return xml_get(import, math, "alttext");
}

/* Characters of a formula in a paragraph of Markdown, where signs would be its marks. */
static void put_signs(Buf *out, const char *text)
{
	for (; *text; text++) {
		bool word = (*text >= '0' && *text <= '9') || ((*text | 32) >= 'a' && (*text | 32) <= 'z') ||
		            (unsigned char)*text >= 0x80;
		if (word)
			buf_char(out, *text);
		else if (strchr(" \t\r\n", *text))
			buf_char(out, ' ');
		else
			buf_printf(out, "&#%d;", *text);
	}
}

/* An attribute stands in a tag, where Markdown reads nothing. */
static void put_attributes(Import *import, const xmlNode *node, Buf *out)
{
	for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
		const char *name = (const char *)attr->name, *value = xml_get(import, node, name);
		if (attr->ns || str_eq(name, "class") || str_eq(name, "id") || !value)
			continue;
		buf_printf(out, " %s=\"", name);
		buf_xml(out, value, strcspn(value, "\r\n"), true);
		buf_char(out, '"');
	}
}

static void put_element(Import *import, const xmlNode *node, Buf *out)
{
	const char *name = xml_name(import, node);
	if (str_starts(name, "annotation"))
		return;
	buf_printf(out, "<%s", name);
	put_attributes(import, node, out);
	buf_char(out, '>');
	for (const xmlNode *child = node->children; child; child = child->next) {
		bool blank = child->content && !child->content[strspn((const char *)child->content, " \t\r\n")];
		if (child->type == XML_ELEMENT_NODE)
			put_element(import, child, out);
		else if (child->type == XML_TEXT_NODE && !blank)
			put_signs(out, (const char *)child->content);
	}
	buf_printf(out, "</%s>", name);
}

bool html_math(Import *import, DocNode *parent, const xmlNode *math)
{
	const char *tex = tex_of(import, math);
	if (!math->children)
		return false;
	Buf raw = {0};
	DocNode *node = doc_node(import->doc, tex && *tex ? DOC_MATH : DOC_RAW_INLINE, import_at(import));
	if (node->type == DOC_RAW_INLINE) {
		put_element(import, math, &raw);
		tex = arena_strndup(import->doc->arena, raw.data, raw.len);
	} else {
		node->u.math.display = html_has_word(math, "display", "block");
	}
	node->u.text.text = tex;
	node->u.text.len = strlen(tex);
	doc_append(parent, node);
	buf_free(&raw);
	return true;
}
