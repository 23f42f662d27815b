/* Navigation: the document for EPUB 3, the NCX for older systems. */
#include "epub/inner.h"

static bool is_shown(const Ep *ep, const DocSection *section)
{
	return section->level <= ep->meta->toc_depth && !section->header->u.header.unlisted && *section->text;
}

static void put_target(const Ep *ep, const DocSection *section, Buf *out)
{
	const EpFile *file = ep_file_of(ep, section->header);
	const char *id = ep->id_of[section->header->serial];
	ep_text(out, file ? file->name : ep->files[0].name);
	if (id) {
		buf_char(out, '#');
		ep_text(out, id);
	}
}

static void put_title(const DocSection *section, Buf *out)
{
	if (section->header->u.header.number) {
		ep_text(out, section->header->u.header.number);
		buf_char(out, ' ');
	}
	ep_text(out, section->text);
}

/* Nested lists of the sections; where none is shown, the first file alone. */
static void put_toc(const Ep *ep, Buf *out)
{
	int depth = 0;
	bool any = false;
	buf_str(out, "<ol>\n");
	for (size_t i = 0; i < ep->doc->section_count; i++) {
		const DocSection *section = &ep->doc->sections[i];
		if (!is_shown(ep, section))
			continue;
		int level = section->level > depth + 1 ? depth + 1 : section->level;
		if (any && level > depth)
			buf_str(out, "\n<ol>\n");
		else if (any)
			buf_str(out, "</li>\n");
		for (; depth > level; depth--)
			buf_str(out, "</ol>\n</li>\n");
		depth = level;
		buf_str(out, "<li><a href=\"");
		put_target(ep, section, out);
		buf_str(out, "\">");
		put_title(section, out);
		buf_str(out, "</a>");
		any = true;
	}
	for (; depth > 1; depth--)
		buf_str(out, "</li>\n</ol>\n");
	if (any)
		buf_str(out, "</li>\n");
	if (!any) {
		buf_printf(out, "<li><a href=\"%s\">", ep->files[0].name);
		ep_text(out, ep->meta->title);
		buf_str(out, "</a></li>\n");
	}
	buf_str(out, "</ol>\n");
}

static void put_landmark(Buf *out, const char *type, const char *href, const char *text)
{
	buf_printf(out, "<li><a epub:type=\"%s\" href=\"%s\">", type, href);
	ep_text(out, text);
	buf_str(out, "</a></li>\n");
}

static void put_landmarks(const Ep *ep, Buf *out)
{
	const char *lang = ep->meta->lang;
	buf_str(out, "<nav epub:type=\"landmarks\" id=\"landmarks\" hidden=\"hidden\">\n");
	ep_element(out, "", "h2", "", doc_term(lang, DOC_TERM_LANDMARKS));
	buf_str(out, "<ol>\n");
	if (ep->cover_href)
		put_landmark(out, "cover", "cover.xhtml", doc_term(lang, DOC_TERM_COVER));
	if (ep->meta->titled)
		put_landmark(out, "titlepage", "title.xhtml", doc_term(lang, DOC_TERM_TITLE_PAGE));
	put_landmark(out, "toc", "nav.xhtml#toc", doc_term(lang, DOC_TERM_CONTENTS));
	put_landmark(out, "bodymatter", ep->files[0].name, ep->meta->title);
	buf_str(out, "</ol>\n</nav>\n");
}

static void put_pages(const Ep *ep, Buf *out)
{
	if (!ep->page_count)
		return;
	buf_str(out, "<nav epub:type=\"page-list\" role=\"doc-pagelist\" id=\"page-list\" hidden=\"hidden\">\n");
	ep_element(out, "", "h2", "", doc_term(ep->meta->lang, DOC_TERM_PAGES));
	buf_str(out, "<ol>\n");
	for (size_t i = 0; i < ep->page_count; i++) {
		buf_printf(out, "<li><a href=\"%s#%s\">", ep->pages[i].file->name, ep->pages[i].id);
		ep_text(out, ep->pages[i].label);
		buf_str(out, "</a></li>\n");
	}
	buf_str(out, "</ol>\n</nav>\n");
}

void ep_nav_html(const Ep *ep, Buf *out)
{
	const char *title = doc_term(ep->meta->lang, DOC_TERM_CONTENTS);
	ep_page_open(ep, out, title, "");
	buf_str(out, "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"toc-title\">\n");
	ep_element(out, "", "h1", " id=\"toc-title\"", title);
	put_toc(ep, out);
	buf_str(out, "</nav>\n");
	put_landmarks(ep, out);
	put_pages(ep, out);
	ep_page_close(out);
}

/* ---- NCX ---- */

static void put_point(const Ep *ep, const DocSection *section, size_t order, Buf *out)
{
	buf_printf(out, "<navPoint id=\"point-%zu\" playOrder=\"%zu\"><navLabel><text>", order, order);
	put_title(section, out);
	buf_str(out, "</text></navLabel><content src=\"");
	put_target(ep, section, out);
	buf_str(out, "\"/>");
}

void ep_ncx(const Ep *ep, Buf *out)
{
	int depth = 0;
	size_t order = 0;
	buf_str(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"");
	ep_attr(out, "xml:lang", ep->meta->lang);
	buf_str(out, ">\n<head><meta name=\"dtb:uid\" content=\"");
	ep_text(out, ep->identifier);
	buf_str(out, "\"/><meta name=\"dtb:depth\" content=\"6\"/><meta name=\"dtb:totalPageCount\" content=\"0\"/>"
	             "<meta name=\"dtb:maxPageNumber\" content=\"0\"/></head>\n<docTitle><text>");
	ep_text(out, ep->meta->title);
	buf_str(out, "</text></docTitle>\n<navMap>\n");
	for (size_t i = 0; i < ep->doc->section_count; i++) {
		const DocSection *section = &ep->doc->sections[i];
		if (!is_shown(ep, section))
			continue;
		int level = section->level > depth + 1 ? depth + 1 : section->level;
		for (; depth >= level; depth--)
			buf_str(out, "</navPoint>\n");
		depth = level;
		put_point(ep, section, ++order, out);
	}
	for (; depth > 0; depth--)
		buf_str(out, "</navPoint>\n");
	if (!order) {
		buf_str(out, "<navPoint id=\"point-1\" playOrder=\"1\"><navLabel><text>");
		ep_text(out, ep->meta->title);
		buf_printf(out, "</text></navLabel><content src=\"%s\"/></navPoint>\n", ep->files[0].name);
	}
	buf_str(out, "</navMap>\n</ncx>\n");
}
