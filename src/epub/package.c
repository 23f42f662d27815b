/* The package document: what the book is, and what it is made of. */
#include "epub/plan.h"

#include <string.h>
#include <time.h>

/* One metadata element on a line; nothing for an empty text. */
static void put_meta(Buf *out, const char *tag, const char *attrs, const char *text)
{
	ep_element(out, 2, tag, attrs, text);
}

static void put_refinement(Buf *out, const char *id, size_t number, const char *property, const char *attrs,
                           const char *text)
{
	if (!text || !*text)
		return;
	buf_printf(out, "\t\t<meta refines=\"#%s-%zu\" property=\"%s\"%s>", id, number, property, attrs);
	ep_text(out, text);
	buf_str(out, "</meta>\n");
}

/* A title as catalogues sort it: without the article that it begins with. */
static void put_title_file_as(const DocMeta *meta, Buf *out)
{
	size_t len = strcspn(meta->title, " ");
	if (!meta->title[len] || !meta->title[len + 1] ||
	    !lang_lists(lang_find(meta->lang)->articles, meta->title, len))
		return;
	buf_str(out, "\t\t<meta refines=\"#title-1\" property=\"file-as\">");
	ep_text(out, meta->title + len + 1);
	buf_str(out, ", ");
	ep_escape(out, meta->title, len);
	buf_str(out, "</meta>\n");
}

static void put_titles(const DocMeta *meta, Buf *out)
{
	put_meta(out, "dc:title", " id=\"title-1\"", meta->title);
	put_refinement(out, "title", 1, "title-type", "", "main");
	put_refinement(out, "title", 1, "display-seq", "", "1");
	put_title_file_as(meta, out);
	if (!ep_has_text(meta->subtitle))
		return;
	put_meta(out, "dc:title", " id=\"title-2\"", meta->subtitle);
	put_refinement(out, "title", 2, "title-type", "", "subtitle");
	put_refinement(out, "title", 2, "display-seq", "", "2");
}

/* Authors have made a book; where it has none, whoever is named first has, but for those who translated or helped. */
static bool is_maker(const DocMeta *meta, size_t person)
{
	const DocPerson *people = meta->people;
	for (size_t i = 0; i < meta->people_count && !doc_is_author(&people[person]); i++) {
		if (person > 0 || doc_is_author(&people[i]))
			return false;
	}
	const char *role = people[person].role;
	return !role || (!str_eq(role, "trl") && !str_eq(role, "ctb"));
}

static void put_people(const DocMeta *meta, Buf *out)
{
	for (size_t i = 0; i < meta->people_count; i++) {
		const DocPerson *person = &meta->people[i];
		const char *role = person->role && *person->role ? person->role : "aut";
		char id[40];
		if (!person->name || !*person->name)
			continue;
		snprintf(id, sizeof id, " id=\"person-%zu\"", i + 1);
		put_meta(out, is_maker(meta, i) ? "dc:creator" : "dc:contributor", id, person->name);
		put_refinement(out, "person", i + 1, "role", " scheme=\"marc:relators\"", role);
		put_refinement(out, "person", i + 1, "file-as", "", person->file_as);
	}
}

static bool is_position(const char *text)
{
	size_t len = text ? strlen(text) : 0;
	return len && strspn(text, "0123456789.") == len && text[0] != '.' && text[len - 1] != '.' &&
	       !strstr(text, "..");
}

static void put_series(const DocMeta *meta, Buf *out)
{
	if (!meta->series || !*meta->series)
		return;
	buf_str(out, "\t\t<meta property=\"belongs-to-collection\" id=\"series-1\">");
	ep_text(out, meta->series);
	buf_str(out, "</meta>\n");
	put_refinement(out, "series", 1, "collection-type", "", "series");
	if (is_position(meta->series_position))
		put_refinement(out, "series", 1, "group-position", "", meta->series_position);
}

static void put_modified(const DocMeta *meta, Buf *out)
{
	time_t moment = (time_t)meta->modified;
	char text[40] = "1980-01-01T00:00:00Z";
	struct tm tm;
	if (gmtime_r(&moment, &tm) && tm.tm_year >= -1900 && tm.tm_year < 8100)
		snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900, tm.tm_mon + 1,
		         tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
	ep_property(out, "dcterms:modified", text);
}

static void put_metadata(const Ep *ep, Buf *out)
{
	const DocMeta *meta = ep->meta;
	buf_str(out, "\t<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
	put_meta(out, "dc:identifier", " id=\"book-id\"", ep->identifier);
	if (ep->isbn)
		buf_str(out, "\t\t<meta refines=\"#book-id\" property=\"identifier-type\" "
		             "scheme=\"onix:codelist5\">15</meta>\n");
	for (size_t i = 0; i < meta->more_identifier_count; i++)
		put_meta(out, "dc:identifier", "", meta->more_identifiers[i]);
	put_titles(meta, out);
	put_meta(out, "dc:language", "", meta->lang);
	put_people(meta, out);
	put_meta(out, "dc:date", "", meta->date);
	put_meta(out, "dc:publisher", "", meta->publisher);
	put_meta(out, "dc:description", "", meta->description);
	for (size_t i = 0; i < meta->subject_count; i++)
		put_meta(out, "dc:subject", "", meta->subjects[i]);
	put_meta(out, "dc:rights", "", meta->rights);
	put_meta(out, "dc:type", "", meta->type);
	put_meta(out, "dc:source", "", meta->source);
	put_meta(out, "dc:relation", "", meta->relation);
	put_meta(out, "dc:coverage", "", meta->coverage);
	put_series(meta, out);
	put_modified(meta, out);
	ep_accessibility(ep, out);
	if (ep->job->generator) {
		buf_str(out, "\t\t<meta name=\"generator\"");
		ep_attr(out, "content", ep->job->generator);
		buf_str(out, "/>\n");
	}
	if (ep->cover_href)
		buf_str(out, "\t\t<meta name=\"cover\" content=\"cover-image\"/>\n");
	buf_str(out, "\t</metadata>\n");
}

static void put_item(Buf *out, const char *id, const char *href, const char *media, const char *properties)
{
	buf_printf(out, "\t\t<item id=\"%s\" href=\"%s\" media-type=\"%s\"", id, href, media);
	if (properties)
		ep_attr(out, "properties", properties);
	buf_str(out, "/>\n");
}

static void put_sheets(const Ep *ep, Buf *out)
{
	char id[32];
	for (size_t i = 0; i < ep->job->sheet_count; i++) {
		snprintf(id, sizeof id, "style-%zu", i + 1);
		put_item(out, id, ep->sheets[i], "text/css", NULL);
	}
	for (size_t i = 0; i < ep->job->shown_count; i++) {
		snprintf(id, sizeof id, "shown-%zu", i + 1);
		put_item(out, id, ep->shown[i], ep->job->shown[i].media, NULL);
	}
}

static void put_manifest(const Ep *ep, Buf *out)
{
	static const char xhtml[] = "application/xhtml+xml";
	char id[32];
	buf_str(out, "\t<manifest>\n");
	put_item(out, "nav", "nav.xhtml", xhtml, "nav");
	put_item(out, "ncx", "toc.ncx", "application/x-dtbncx+xml", NULL);
	put_item(out, "style", "style.css", "text/css", NULL);
	put_sheets(ep, out);
	if (ep->cover_href)
		put_item(out, "cover", "cover.xhtml", xhtml, NULL);
	if (ep->meta->titled)
		put_item(out, "title", "title.xhtml", xhtml,
		         ep->meta->title_line || ep->meta->subtitle_line ? "mathml" : NULL);
	for (size_t i = 0; i < ep->file_count; i++) {
		snprintf(id, sizeof id, "text-%zu", i + 1);
		put_item(out, id, ep->files[i].name, xhtml, ep->files[i].math ? "mathml" : NULL);
	}
	for (size_t i = 0; i < ep->font_count; i++) {
		snprintf(id, sizeof id, "font-%zu", i + 1);
		put_item(out, id, ep->fonts[i].href, ep->fonts[i].media, NULL);
	}
	if (ep->cover_href && !ep->cover)
		put_item(out, "cover-image", ep->cover_href, ep->cover_media, "cover-image");
	for (size_t i = 0; i < ep->image_count; i++) {
		const EpImage *image = &ep->images[i];
		bool cover = image == ep->cover && image->href;
		snprintf(id, sizeof id, "image-%zu", i + 1);
		if (image->href)
			put_item(out, cover ? "cover-image" : id, image->href, image->media,
			         cover ? "cover-image" : NULL);
	}
	for (size_t i = 1; i <= ep->job->formula_count; i++) {
		snprintf(id, sizeof id, "formula-%zu", i);
		put_item(out, id, ep_formula_href(ep, i), "image/svg+xml", NULL);
	}
	buf_str(out, "\t</manifest>\n");
}

static void put_spine(const Ep *ep, Buf *out)
{
	bool rtl = ep->meta->dir == DOC_DIR_RTL;
	buf_printf(out, "\t<spine toc=\"ncx\"%s>\n", rtl ? " page-progression-direction=\"rtl\"" : "");
	/* Readers show the cover's image themselves: its page is there for those who look for it. */
	if (ep->cover_href)
		buf_str(out, "\t\t<itemref idref=\"cover\" linear=\"no\"/>\n");
	if (ep->meta->titled)
		buf_str(out, "\t\t<itemref idref=\"title\"/>\n");
	if (ep->toc_page)
		buf_str(out, "\t\t<itemref idref=\"nav\"/>\n");
	for (size_t i = 0; i < ep->file_count; i++)
		buf_printf(out, "\t\t<itemref idref=\"text-%zu\"/>\n", i + 1);
	buf_str(out, "\t</spine>\n");
}

void ep_package(Ep *ep, Buf *out)
{
	buf_str(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" "
	             "version=\"3.0\" unique-identifier=\"book-id\"");
	ep_attr(out, "xml:lang", ep->meta->lang);
	if (ep->meta->dir == DOC_DIR_RTL)
		ep_attr(out, "dir", "rtl");
	buf_str(out, ">\n");
	put_metadata(ep, out);
	put_manifest(ep, out);
	put_spine(ep, out);
	buf_str(out, "</package>\n");
}
