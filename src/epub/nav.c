/* The ways into the book: nav.xhtml and, for old readers, toc.ncx. */
#include "epub/inner.h"

#include <string.h>

/* The listed sections one after the other, at depths without gaps. */
typedef struct {
	const Ep *ep;
	size_t next;
	int depth;                                     /* of the entry; 1 is the outermost */
	const DocSection *section;                     /* NULL: the text before the first section */
	const EpFile *file;
	bool begun;
} Entries;

/* Whether the text before the first section is an entry of its own: where nothing
 * else is. */
static bool any_listed(const Ep *ep)
{
	for (size_t i = 0; i < ep->doc->section_count; i++)
		if (!ep->doc->sections[i].header->u.header.unlisted && ep->doc->sections[i].level <= ep->meta->toc_depth)
			return true;
	return false;
}

static bool next_entry(Entries *at)
{
	const Doc *doc = at->ep->doc;
	if (!at->begun && !any_listed(at->ep)) {
		*at = (Entries){at->ep, doc->section_count, 1, NULL, &at->ep->files[0], true};
		return true;
	}
	at->begun = true;
	for (; at->next < doc->section_count; at->next++) {
		const DocSection *section = &doc->sections[at->next];
		if (section->header->u.header.unlisted || section->level > at->ep->meta->toc_depth)
			continue;
		at->section = section;
		at->depth = section->level < at->depth + 1 ? section->level : at->depth + 1;
		at->file = ep_file_of(at->ep, section->header);
		at->next++;
		return true;
	}
	return false;
}

static void put_name(const Entries *at, Buf *out)
{
	const DocSection *section = at->section;
	const DocMeta *meta = at->ep->meta;
	if (section && section->header->u.header.number) {
		ep_text(out, section->header->u.header.number);
		buf_char(out, ' ');
	}
	if (section && strspn(section->text, " \t\n") < strlen(section->text))
		ep_text(out, section->text);
	else
		ep_text(out, section ? doc_term(meta->lang, DOC_TERM_SECTION) : meta->title);
}

/* The entry's address; one that opens a file needs no fragment. */
static void put_address(const Entries *at, Buf *out)
{
	buf_str(out, at->file->name);
	if (at->section && at->section != at->file->section)
		buf_printf(out, "#%s", at->ep->id_of[at->section->header->serial]);
}

static void put_toc(const Ep *ep, Buf *out)
{
	Entries at = {.ep = ep};
	int depth = 0;
	buf_str(out, "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"toc-title\">\n");
	ep_element(out, "", "h1", " id=\"toc-title\"", doc_term(ep->meta->lang, DOC_TERM_CONTENTS));
	while (next_entry(&at)) {
		if (at.depth > depth) {
			buf_str(out, "\n<ol>\n");
			depth++;
		} else {
			for (; depth > at.depth; depth--)
				buf_str(out, "</li>\n</ol>\n");
			buf_str(out, "</li>\n");
		}
		buf_str(out, "<li><a href=\"");
		put_address(&at, out);
		buf_str(out, "\">");
		put_name(&at, out);
		buf_str(out, "</a>");
	}
	for (; depth; depth--)
		buf_str(out, "</li>\n</ol>\n");
	buf_str(out, "</nav>\n");
}

static void put_landmark(Buf *out, const char *type, const char *href, const char *name)
{
	buf_printf(out, "<li><a epub:type=\"%s\" href=\"%s\">", type, href);
	ep_text(out, name);
	buf_str(out, "</a></li>\n");
}

static void put_landmarks(const Ep *ep, Buf *out)
{
	const char *lang = ep->meta->lang;
	buf_str(out, "<nav epub:type=\"landmarks\" id=\"landmarks\" aria-labelledby=\"landmarks-title\" hidden=\"hidden\">\n");
	ep_element(out, "", "h2", " id=\"landmarks-title\"", doc_term(lang, DOC_TERM_LANDMARKS));
	buf_str(out, "<ol>\n");
	if (ep->cover_href)
		put_landmark(out, "cover", "cover.xhtml", doc_term(lang, DOC_TERM_COVER));
	if (ep->meta->titled)
		put_landmark(out, "titlepage", "title.xhtml", doc_term(lang, DOC_TERM_TITLE_PAGE));
	if (ep->toc_page)
		put_landmark(out, "toc", "nav.xhtml#toc", doc_term(lang, DOC_TERM_CONTENTS));
	put_landmark(out, "bodymatter", ep->files[0].name, ep->files[0].title);
	buf_str(out, "</ol>\n</nav>\n");
}

static void put_page_list(const Ep *ep, Buf *out)
{
	if (!ep->page_count)
		return;
	buf_str(out, "<nav epub:type=\"page-list\" role=\"doc-pagelist\" id=\"pages\" aria-labelledby=\"pages-title\" hidden=\"hidden\">\n");
	ep_element(out, "", "h2", " id=\"pages-title\"", doc_term(ep->meta->lang, DOC_TERM_PAGES));
	buf_str(out, "<ol>\n");
	for (size_t i = 0; i < ep->page_count; i++) {
		const EpPage *page = &ep->pages[i];
		buf_printf(out, "<li><a href=\"%s#%s\">", page->file->name, page->id);
		ep_text(out, page->label);
		buf_str(out, "</a></li>\n");
	}
	buf_str(out, "</ol>\n</nav>\n");
}

void ep_nav_html(const Ep *ep, Buf *out)
{
	ep_page_open(ep, out, doc_term(ep->meta->lang, DOC_TERM_CONTENTS), "");
	put_toc(ep, out);
	put_landmarks(ep, out);
	put_page_list(ep, out);
	ep_page_close(out);
}

/* ---- toc.ncx ------------------------------------------------------------- */

static void put_ncx_points(const Ep *ep, Buf *out)
{
	Entries at = {.ep = ep};
	int depth = 0;
	for (unsigned order = 1; next_entry(&at); order++) {
		if (at.depth > depth)
			depth++;
		else
			for (buf_str(out, "</navPoint>\n"); depth > at.depth; depth--)
				buf_str(out, "</navPoint>\n");
		buf_printf(out, "<navPoint id=\"point-%u\" playOrder=\"%u\"><navLabel><text>", order, order);
		put_name(&at, out);
		buf_str(out, "</text></navLabel><content src=\"");
		put_address(&at, out);
		buf_str(out, "\"/>\n");
	}
	for (; depth; depth--)
		buf_str(out, "</navPoint>\n");
}

void ep_ncx(const Ep *ep, Buf *out)
{
	int deepest = 1;
	for (Entries at = {.ep = ep}; next_entry(&at);)
		deepest = at.depth > deepest ? at.depth : deepest;
	buf_str(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	             "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"");
	ep_attr(out, "xml:lang", ep->meta->lang);
	buf_str(out, ">\n<head>\n<meta name=\"dtb:uid\"");
	ep_attr(out, "content", ep->identifier);
	buf_printf(out, "/>\n<meta name=\"dtb:depth\" content=\"%d\"/>\n", deepest);
	buf_str(out, "<meta name=\"dtb:totalPageCount\" content=\"0\"/>\n<meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n"
	             "</head>\n<docTitle><text>");
	ep_text(out, ep->meta->title);
	buf_str(out, "</text></docTitle>\n<navMap>\n");
	put_ncx_points(ep, out);
	buf_str(out, "</navMap>\n</ncx>\n");
}
