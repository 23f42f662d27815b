/* Pages around the text: the cover and the title page. */
#include "epub/inner.h"

#include <string.h>

/* What a cover shows, in words: the author's, else "Cover of" and the title. */
static void put_cover_alt(const Ep *ep, Buf *out)
{
	const char *form = doc_term(ep->meta->lang, DOC_TERM_COVER_OF);
	const char *gap = strstr(form, "%s");
	if (ep->cover && ep->meta->cover_alt && *ep->meta->cover_alt) {
		buf_str(out, ep->meta->cover_alt);
	} else if (gap) {
		buf_add(out, form, (size_t)(gap - form));
		buf_str(out, ep->meta->title);
		buf_str(out, gap + 2);
	} else {
		buf_str(out, form);
	}
}

void ep_cover_html(const Ep *ep, Buf *out)
{
	Buf alt = {0};
	put_cover_alt(ep, &alt);
	ep_page_open(ep, out, doc_term(ep->meta->lang, DOC_TERM_COVER), " class=\"cover\" epub:type=\"cover\"");
	buf_printf(out, "<p><img src=\"%s\" role=\"doc-cover\"", ep->cover_href);
	ep_attr(out, "alt", alt.data);
	buf_str(out, "/></p>\n");
	ep_page_close(out);
	buf_free(&alt);
}

void ep_title_html(const Ep *ep, Buf *out)
{
	const DocMeta *meta = ep->meta;
	ep_page_open(ep, out, doc_term(meta->lang, DOC_TERM_TITLE_PAGE), "");
	buf_str(out, "<section class=\"title-page\" epub:type=\"titlepage\">\n");
	ep_element(out, "", "h1", " epub:type=\"title\"", meta->title);
	ep_element(out, "", "p", " class=\"subtitle\" epub:type=\"subtitle\" role=\"doc-subtitle\"", meta->subtitle);
	for (size_t i = 0; i < meta->people_count; i++)
		ep_element(out, "", "p", " class=\"author\"", meta->people[i].name);
	ep_element(out, "", "p", " class=\"date\"", meta->date);
	ep_element(out, "", "p", " class=\"publisher\"", meta->publisher);
	ep_element(out, "", "p", " class=\"rights\"", meta->rights);
	buf_str(out, "</section>\n");
	ep_page_close(out);
}
