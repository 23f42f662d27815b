/* The package document. */
#include "epub/inner.h"

#include <string.h>
#include <time.h>

static void put_meta(Buf *out, const char *property, const char *value)
{
	buf_printf(out, "<meta property=\"%s\">", property);
	ep_text(out, value);
	buf_str(out, "</meta>\n");
}

static void put_refines(Buf *out, const char *id, const char *property, const char *extra, const char *value)
{
	buf_printf(out, "<meta refines=\"#%s\" property=\"%s\"%s>", id, property, extra);
	ep_text(out, value);
	buf_str(out, "</meta>\n");
}

static void put_titles(const DocMeta *meta, Buf *out)
{
	buf_str(out, "<dc:title id=\"title\">");
	ep_text(out, meta->title);
	buf_str(out, "</dc:title>\n");
	put_refines(out, "title", "title-type", "", "main");
	if (!meta->subtitle)
		return;
	buf_str(out, "<dc:title id=\"subtitle\">");
	ep_text(out, meta->subtitle);
	buf_str(out, "</dc:title>\n");
	put_refines(out, "subtitle", "title-type", "", "subtitle");
}

static void put_people(const DocMeta *meta, Buf *out)
{
	for (size_t i = 0; i < meta->people_count; i++) {
		const DocPerson *person = &meta->people[i];
		char id[40];
		snprintf(id, sizeof id, "person-%zu", i + 1);
		const char *tag = str_eq(person->role, "aut") ? "creator" : "contributor";
		buf_printf(out, "<dc:%s id=\"%s\">", tag, id);
		ep_text(out, person->name);
		buf_printf(out, "</dc:%s>\n", tag);
		put_refines(out, id, "role", " scheme=\"marc:relators\"", person->role);
		if (person->file_as)
			put_refines(out, id, "file-as", "", person->file_as);
	}
}

static void put_series(const DocMeta *meta, Buf *out)
{
	if (!meta->series)
		return;
	buf_str(out, "<meta property=\"belongs-to-collection\" id=\"series\">");
	ep_text(out, meta->series);
	buf_str(out, "</meta>\n");
	put_refines(out, "series", "collection-type", "", "series");
	if (meta->series_position)
		put_refines(out, "series", "group-position", "", meta->series_position);
}

static bool has_images(const Ep *ep)
{
	return ep->image_count > 0;
}

/* EPUB Accessibility 1.1: what the book offers. */
static void put_accessibility(const Ep *ep, Buf *out)
{
	static const char *const features[] = {"structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability", "ARIA"};
	put_meta(out, "schema:accessMode", "textual");
	if (has_images(ep))
		put_meta(out, "schema:accessMode", "visual");
	put_meta(out, "schema:accessModeSufficient", "textual");
	for (size_t i = 0; i < BASE_LEN(features); i++)
		put_meta(out, "schema:accessibilityFeature", features[i]);
	if (has_images(ep))
		put_meta(out, "schema:accessibilityFeature", "alternativeText");
	if (ep->page_count)
		put_meta(out, "schema:accessibilityFeature", "pageBreakMarkers");
	put_meta(out, "schema:accessibilityHazard", "none");
	put_meta(out, "schema:accessibilitySummary",
	         "The text is structured by headings, with a table of contents; images have text alternatives.");
	if (ep->page_count)
		put_meta(out, "pageBreakSource", ep->meta->uuid_pdf);
	put_meta(out, "dcterms:conformsTo", ep->meta->conforms_to ? ep->meta->conforms_to : "EPUB Accessibility 1.1 - WCAG 2.1 Level AA");
	if (ep->meta->certifier)
		put_meta(out, "a11y:certifiedBy", ep->meta->certifier);
}

static void put_metadata(const Ep *ep, Buf *out)
{
	const DocMeta *meta = ep->meta;
	time_t seconds = (time_t)meta->modified;
	struct tm t;
	char modified[32];
	gmtime_r(&seconds, &t);
	strftime(modified, sizeof modified, "%Y-%m-%dT%H:%M:%SZ", &t);
	buf_str(out, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
	ep_element(out, "", "dc:identifier", " id=\"identifier\"", ep->identifier);
	put_titles(meta, out);
	ep_element(out, "", "dc:language", "", meta->lang);
	put_people(meta, out);
	ep_element(out, "", "dc:date", "", meta->date);
	ep_element(out, "", "dc:publisher", "", meta->publisher);
	ep_element(out, "", "dc:rights", "", meta->rights);
	ep_element(out, "", "dc:description", "", meta->description);
	for (size_t i = 0; i < meta->subject_count; i++)
		ep_element(out, "", "dc:subject", "", meta->subjects[i]);
	put_meta(out, "dcterms:modified", modified);
	put_series(meta, out);
	put_accessibility(ep, out);
	if (ep->cover_href)
		buf_str(out, "<meta name=\"cover\" content=\"cover-image\"/>\n");
	buf_str(out, "</metadata>\n");
}

static void put_item(Buf *out, const char *id, const char *href, const char *media, const char *properties)
{
	buf_printf(out, "<item id=\"%s\" href=\"", id);
	ep_text(out, href);
	buf_printf(out, "\" media-type=\"%s\"", media);
	if (properties)
		ep_attr(out, "properties", properties);
	buf_str(out, "/>\n");
}

static void put_manifest(const Ep *ep, Buf *out)
{
	static const char XHTML[] = "application/xhtml+xml";
	char id[40];
	buf_str(out, "<manifest>\n");
	put_item(out, "nav", "nav.xhtml", XHTML, "nav");
	put_item(out, "ncx", "toc.ncx", "application/x-dtbncx+xml", NULL);
	put_item(out, "style", "style.css", "text/css", NULL);
	if (ep->cover_href) {
		put_item(out, "cover", "cover.xhtml", XHTML, NULL);
		put_item(out, "cover-image", ep->cover_href, ep->cover_media, "cover-image");
	}
	if (ep->meta->titled)
		put_item(out, "title-page", "title.xhtml", XHTML, NULL);
	for (size_t i = 0; i < ep->file_count; i++) {
		snprintf(id, sizeof id, "text-%03zu", i + 1);
		put_item(out, id, ep->files[i].name, XHTML, NULL);
	}
	for (size_t i = 0; i < ep->image_count; i++) {
		if (!ep->images[i].href || str_eq(ep->images[i].href, ep->cover_href))
			continue;
		snprintf(id, sizeof id, "image-%03zu", i + 1);
		put_item(out, id, ep->images[i].href, ep->images[i].media, NULL);
	}
	buf_str(out, "</manifest>\n");
}

static void put_spine(const Ep *ep, Buf *out)
{
	bool rtl = ep->meta->dir == DOC_DIR_RTL;
	buf_printf(out, "<spine toc=\"ncx\"%s>\n", rtl ? " page-progression-direction=\"rtl\"" : "");
	if (ep->cover_href)
		buf_str(out, "<itemref idref=\"cover\" linear=\"yes\"/>\n");
	if (ep->meta->titled)
		buf_str(out, "<itemref idref=\"title-page\"/>\n");
	buf_printf(out, "<itemref idref=\"nav\"%s/>\n", ep->toc_page ? "" : " linear=\"no\"");
	for (size_t i = 0; i < ep->file_count; i++)
		buf_printf(out, "<itemref idref=\"text-%03zu\"/>\n", i + 1);
	buf_str(out, "</spine>\n");
}

void ep_package(const Ep *ep, Buf *out)
{
	buf_str(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\""
	             " unique-identifier=\"identifier\"");
	ep_attr(out, "xml:lang", ep->meta->lang);
	if (ep->meta->dir == DOC_DIR_RTL)
		ep_attr(out, "dir", "rtl");
	if (ep->meta->certifier)
		ep_attr(out, "prefix", "a11y: http://www.idpf.org/epub/vocab/package/a11y/#");
	buf_str(out, ">\n");
	put_metadata(ep, out);
	put_manifest(ep, out);
	put_spine(ep, out);
	buf_str(out, "</package>\n");
}
