/* The info dictionary, XMP and the output intent. */
#include "pdf/meta.h"
#include "image/image.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct tm moment(const PdfJob *job)
{
	struct tm parts;
	time_t seconds = (time_t)job->doc->meta.modified;
	gmtime_r(&seconds, &parts);
	return parts;
}

/* Values in one line, as Acrobat writes lists; NULL if there are none. */
static const char *joined(const char *const *values, size_t count, Buf *out)
{
	for (size_t i = 0; i < count; i++)
		buf_printf(out, "%s%s", i ? "; " : "", values[i]);
	return out->len ? out->data : NULL;
}

/* The names of those who made it, in an array to be freed. */
static const char **names_of(const DocMeta *meta)
{
	const char **names = base_calloc(meta->people_count + 1, sizeof *names);
	for (size_t i = 0; i < meta->people_count; i++)
		names[i] = meta->people[i].name;
	return names;
}

static void put_entry(Buf *out, const char *key, const char *value)
{
	if (!value)
		return;
	pdf_name(out, key);
	pdf_text(out, value);
}

uint32_t pdf_info_write(const PdfJob *job, PdfFile *file)
{
	const DocMeta *meta = &job->doc->meta;
	struct tm t = moment(job);
	const char **names = names_of(meta);
	Buf people = {0}, keywords = {0};
	char date[32];
	strftime(date, sizeof date, "D:%Y%m%d%H%M%SZ", &t);
	uint32_t id = pdf_reserve(file, 1);
	Buf *out = pdf_begin(file, id);
	buf_str(out, "<<");
	put_entry(out, "Title", meta->title);
	put_entry(out, "Author", joined(names, meta->people_count, &people));
	put_entry(out, "Subject", meta->description);
	put_entry(out, "Keywords", joined(meta->subjects, meta->subject_count, &keywords));
	put_entry(out, "Creator", job->producer);
	put_entry(out, "Producer", job->producer);
	put_entry(out, "CreationDate", meta->dated ? date : NULL);
	put_entry(out, "ModDate", meta->dated ? date : NULL);
	buf_str(out, ">>");
	pdf_end(file);
	buf_free(&people);
	buf_free(&keywords);
	free(names);
	return id;
}

/* ---- XMP ---- */

static void put_xml(Buf *out, const char *text)
{
	buf_xml(out, text, strlen(text), true);
}

static void put_simple(Buf *out, const char *tag, const char *value)
{
	buf_printf(out, "<%s>", tag);
	put_xml(out, value);
	buf_printf(out, "</%s>\n", tag);
}

/* A list of one of RDF's kinds: Alt with a default language, Seq or Bag. */
static void put_list(Buf *out, const char *tag, const char *kind, const char *const *values, size_t count)
{
	bool alt = str_eq(kind, "Alt");
	if (!count || !values[0])
		return;
	buf_printf(out, "<%s><rdf:%s>", tag, kind);
	for (size_t i = 0; i < count; i++) {
		buf_str(out, alt ? "<rdf:li xml:lang=\"x-default\">" : "<rdf:li>");
		put_xml(out, values[i]);
		buf_str(out, "</rdf:li>");
	}
	buf_printf(out, "</rdf:%s></%s>\n", kind, tag);
}

/* PDF/UA's own property has to be described in a PDF/A file (ISO 19005-2, 6.6.2.3). */
static const char EXTENSION[] =
        "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
        "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
        "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
        "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
        "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
        "<pdfaProperty:category>internal</pdfaProperty:category>"
        "<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>"
        "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

/* Who made it and what it is about: the latter both as a list and as old readers know it. */
static void put_lists(Buf *out, const DocMeta *meta)
{
	const char **names = names_of(meta);
	Buf keywords = {0};
	put_list(out, "dc:creator", "Seq", names, meta->people_count);
	put_list(out, "dc:subject", "Bag", meta->subjects, meta->subject_count);
	if (joined(meta->subjects, meta->subject_count, &keywords))
		put_simple(out, "pdf:Keywords", keywords.data);
	buf_free(&keywords);
	free(names);
}

uint32_t pdf_xmp_write(const PdfJob *job, PdfFile *file)
{
	const DocMeta *meta = &job->doc->meta;
	struct tm t = moment(job);
	static const char *const dates[] = {"xmp:CreateDate", "xmp:ModifyDate",
	                                    "xmp:MetadataDate"}; /* none if none is known */
	char date[32];
	Buf out = {0};
	strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &t);
	buf_str(&out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	              "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
	              "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
	              "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
	              "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
	              " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
	              " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" "
	              "xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
	              " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
	              "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n");
	put_list(&out, "dc:title", "Alt", &meta->title, 1);
	put_lists(&out, meta);
	put_list(&out, "dc:description", "Alt", &meta->description, 1);
	put_list(&out, "dc:rights", "Alt", &meta->rights, 1);
	put_list(&out, "dc:language", "Bag", &meta->lang, 1);
	put_list(&out, "dc:publisher", "Bag", &meta->publisher, 1);
	put_simple(&out, "dc:format", "application/pdf");
	if (meta->uuid_pdf)
		put_simple(&out, "dc:identifier", meta->uuid_pdf); /* the e-book's pageBreakSource */
	for (size_t i = 0; meta->dated && i < BASE_LEN(dates); i++)
		put_simple(&out, dates[i], date);
	put_simple(&out, "xmp:CreatorTool", job->producer);
	put_simple(&out, "pdf:Producer", job->producer);
	put_simple(&out, "pdfaid:part", "2");
	put_simple(&out, "pdfaid:conformance", "A");
	put_simple(&out, "pdfuaid:part", "1");
	buf_str(&out, EXTENSION);
	buf_str(&out, "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
	uint32_t id = pdf_reserve(file, 1);
	pdf_stream(file, id, "/Type/Metadata/Subtype/XML", out.data, out.len, PDF_RAW);
	buf_free(&out);
	return id;
}

uint32_t pdf_intent_write(PdfFile *file)
{
	Buf profile = {0};
	if (!img_srgb_profile(&profile)) {
		buf_free(&profile);
		return 0;
	}
	uint32_t stream = pdf_reserve(file, 1), id = pdf_reserve(file, 1);
	pdf_stream(file, stream, "/N 3", profile.data, profile.len, PDF_FLATE);
	Buf *out = pdf_begin(file, id);
	buf_printf(
	        out,
	        "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)"
	        "/RegistryName(http://www.color.org)/DestOutputProfile %u 0 R>>",
	        (unsigned)stream);
	pdf_end(file);
	buf_free(&profile);
	return id;
}
