/* The cover and the title page. */
#include "epub/inner.h"

void ep_cover_html(const Ep *ep, Buf *out)
{
	Buf alt = {0};
	const char *format = doc_term(ep->meta->lang, DOC_TERM_COVER_OF);
	for (; *format; format++) {
		if (format[0] == '%' && format[1] == 's') {
			buf_str(&alt, ep->meta->title);
			format++;
		} else {
			buf_char(&alt, *format);
		}
	}
	ep_page_open(ep, out, doc_term(ep->meta->lang, DOC_TERM_COVER), " class=\"cover\" epub:type=\"cover\"");
	buf_str(out, "<p><img role=\"doc-cover\"");
	ep_attr(out, "src", ep->cover_href);
	ep_attr(out, "alt", ep->meta->cover_alt ? ep->meta->cover_alt : alt.data);
	buf_str(out, "/></p>\n");
	ep_page_close(out);
	buf_free(&alt);
}

void ep_title_html(const Ep *ep, Buf *out)
{
	const DocMeta *meta = ep->meta;
	ep_page_open(ep, out, meta->title, " class=\"title-page\" epub:type=\"titlepage\"");
	ep_element(out, "", "h1", "", meta->title);
	ep_element(out, "", "p", " class=\"subtitle\" role=\"doc-subtitle\"", meta->subtitle);
	for (size_t i = 0; i < meta->people_count; i++)
		ep_element(out, "", "p", " class=\"author\"", meta->people[i].name);
	ep_element(out, "", "p", " class=\"publisher\"", meta->publisher);
	ep_element(out, "", "p", " class=\"date\"", meta->date);
	ep_element(out, "", "p", " class=\"rights\"", meta->rights);
	ep_page_close(out);
}
