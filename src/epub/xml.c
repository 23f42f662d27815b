/* XML: escaping, attributes, addresses, and the frame of a page. */
#include "epub/plan.h"

#include <string.h>

/* ---- characters ---------------------------------------------------------- */

void ep_escape(Buf *out, const char *text, size_t len)
{
	buf_xml(out, text, len, false);
}

void ep_text(Buf *out, const char *text)
{
	if (text)
		buf_xml(out, text, strlen(text), false);
}

void ep_attr(Buf *out, const char *name, const char *value)
{
	buf_char(out, ' ');
	buf_str(out, name);
	buf_str(out, "=\"");
	buf_xml(out, value ? value : "", value ? strlen(value) : 0, true);
	buf_char(out, '"');
}

/* ---- elements ------------------------------------------------------------ */

void ep_tabs(Buf *out, int depth)
{
	/* Deeper than a person reads, so that a hostile text does not grow by its depth. */
	static const char tabs[] = "\t\t\t\t\t\t\t\t\t\t\t\t";
	int most = (int)sizeof tabs - 1;
	buf_add(out, tabs, (size_t)(depth < most ? depth : most));
}

void ep_element(Buf *out, int depth, const char *tag, const char *attrs, const char *text)
{
	if (!text || !*text)
		return;
	ep_tabs(out, depth);
	buf_printf(out, "<%s%s>", tag, attrs);
	ep_text(out, text);
	buf_printf(out, "</%s>\n", tag);
}

/* ---- addresses ----------------------------------------------------------- */

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

void ep_href(Buf *out, const char *url)
{
	bool fragment = false;
	buf_str(out, " href=\"");
	for (const char *at = url; *at; at++) {
		unsigned char c = (unsigned char)*at;
		bool bad = c <= ' ' || c == 0x7F || strchr("<>\"{}|\\^`[]", c);
		bad = bad || (c == '%' && !(is_hex(at[1]) && is_hex(at[2]))) || (c == '#' && fragment);
		fragment = fragment || c == '#';
		if (bad)
			buf_printf(out, "%%%02X", c);
		else if (c == '&')
			buf_str(out, "&amp;");
		else
			buf_char(out, *at);
	}
	buf_char(out, '"');
}

/* ---- pages --------------------------------------------------------------- */

static void put_sheet_link(Buf *out, const char *href)
{
	buf_printf(out, "\t<link rel=\"stylesheet\" type=\"text/css\" href=\"%s\"/>\n", href);
}

void ep_page_open(const Ep *ep, Buf *out, const char *title, const char *body_attrs)
{
	const DocMeta *meta = ep->meta;
	buf_str(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n"
	             "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"");
	ep_attr(out, "lang", meta->lang);
	ep_attr(out, "xml:lang", meta->lang);
	if (meta->dir == DOC_DIR_RTL)
		ep_attr(out, "dir", "rtl");
	buf_str(out, ">\n<head>\n\t<meta charset=\"utf-8\"/>\n");
	ep_element(out, 1, "title", "", ep_has_text(title) ? title : meta->title);
	put_sheet_link(out, "style.css");
	for (size_t i = 0; i < ep->job->sheet_count; i++)
		put_sheet_link(out, ep->sheets[i]);
	buf_printf(out, "</head>\n<body%s>\n", body_attrs);
}

void ep_page_close(Buf *out)
{
	buf_str(out, "</body>\n</html>\n");
}

void ep_property(Buf *out, const char *property, const char *text)
{
	if (!text || !*text)
		return;
	buf_printf(out, "\t\t<meta property=\"%s\">", property);
	ep_text(out, text);
	buf_str(out, "</meta>\n");
}
