/* The container, file by file. */
#include "epub/inner.h"

static const char CONTAINER[] = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                                "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
                                "<rootfiles><rootfile full-path=\"OEBPS/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles>\n"
                                "</container>\n";

static void add_buf(EpZip *zip, const char *name, Buf *text)
{
	ep_zip_add(zip, name, text->data ? text->data : "", text->len, false);
	buf_clear(text);
}

static void add_images(const Ep *ep, EpZip *zip)
{
	for (size_t i = 0; i < ep->image_count; i++) {
		const EpImage *image = &ep->images[i];
		if (!image->href)
			continue;
		const char *name = arena_printf(ep->arena, "OEBPS/%s", image->href);
		bool svg = image->svg.len > 0;
		ep_zip_add(zip, name, svg ? image->svg.data : image->image->data, svg ? image->svg.len : image->image->len, !svg);
	}
	if (ep->cover_href && !ep->cover)
		ep_zip_add(zip, arena_printf(ep->arena, "OEBPS/%s", ep->cover_href), ep->job->cover_png, ep->job->cover_png_len, true);
}

static void add_texts(Ep *ep, EpZip *zip)
{
	Buf text = {0};
	if (ep->cover_href) {
		ep_cover_html(ep, &text);
		add_buf(zip, "OEBPS/cover.xhtml", &text);
	}
	if (ep->meta->titled) {
		ep_title_html(ep, &text);
		add_buf(zip, "OEBPS/title.xhtml", &text);
	}
	for (size_t i = 0; i < ep->file_count; i++) {
		ep_file_html(ep, &ep->files[i], &text);
		add_buf(zip, arena_printf(ep->arena, "OEBPS/%s", ep->files[i].name), &text);
	}
	ep_nav_html(ep, &text); /* after the texts, which find the pages */
	add_buf(zip, "OEBPS/nav.xhtml", &text);
	ep_ncx(ep, &text);
	add_buf(zip, "OEBPS/toc.ncx", &text);
	ep_css(ep->job->style, &text);
	add_buf(zip, "OEBPS/style.css", &text);
	ep_package(ep, &text);
	add_buf(zip, "OEBPS/package.opf", &text);
	buf_free(&text);
}

bool epub_write(const EpubJob *job, Buf *out)
{
	Ep ep = {.job = job, .doc = job->doc, .meta = &job->doc->meta, .arena = arena_new()};
	EpZip *zip = ep_zip_new(job->doc->meta.modified);
	ep_plan(&ep);
	ep_zip_add(zip, "mimetype", "application/epub+zip", 20, true);
	ep_zip_add(zip, "META-INF/container.xml", CONTAINER, sizeof CONTAINER - 1, false);
	add_texts(&ep, zip);
	add_images(&ep, zip);
	const char *fault = ep_zip_finish(zip, out);
	if (fault)
		diag_report(job->diag, DIAG_ERROR, (Pos){0}, "epub-failed", "the e-book cannot be packed: %s", fault);
	ep_plan_free(&ep);
	arena_free(ep.arena);
	return !fault;
}
