/* The e-book as a whole: plans it, writes its parts, packs them. */
#include "epub/plan.h"

#include <stdlib.h>

static const char container[] =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
        "  <rootfiles>\n"
        "    <rootfile full-path=\"OEBPS/package.opf\" media-type=\"application/oebps-package+xml\"/>\n"
        "  </rootfiles>\n"
        "</container>\n";

static void add_part(const Ep *ep, EpZip *zip, const char *name, const void *data, size_t len, bool stored)
{
	ep_zip_add(zip, arena_printf(ep->arena, "OEBPS/%s", name), data, len, stored);
}

/* Adds what a writer makes of the plan. */
static void add_written(Ep *ep, EpZip *zip, const char *name, void (*write)(Ep *, Buf *))
{
	Buf part = {0};
	write(ep, &part);
	add_part(ep, zip, name, part.data, part.len, false);
	buf_free(&part);
}

static void add_images(const Ep *ep, EpZip *zip)
{
	if (ep->cover_href && !ep->cover)
		add_part(ep, zip, ep->cover_href, ep->job->cover_png, ep->job->cover_png_len, true);
	for (size_t i = 0; i < ep->image_count; i++) {
		const EpImage *image = &ep->images[i];
		if (!image->href)
			continue;
		const Buf *made = &image->made;
		add_part(ep, zip, image->href, made->len ? made->data : image->image->data,
		         made->len ? made->len : image->image->len, image->image->info.type != IMG_SVG);
	}
}

static void add_formulas(const Ep *ep, EpZip *zip)
{
	for (size_t i = 0; i < ep->job->formula_count; i++)
		add_part(ep, zip, ep_formula_href(ep, i + 1), ep->job->formulas[i].svg.data,
		         ep->job->formulas[i].svg.len, false);
}

static void add_fonts(const Ep *ep, EpZip *zip)
{
	for (size_t i = 0; i < ep->font_count; i++)
		add_part(ep, zip, ep->fonts[i].href, ep->fonts[i].data.data, ep->fonts[i].data.len, false);
}

static void add_sheets(const Ep *ep, EpZip *zip)
{
	for (size_t i = 0; i < ep->job->sheet_count; i++) {
		Buf sheet = {0};
		ep_sheet(ep, i, &sheet);
		add_part(ep, zip, ep->sheets[i], sheet.data, sheet.len, false);
		buf_free(&sheet);
	}
	for (size_t i = 0; i < ep->job->shown_count; i++)
		add_part(ep, zip, ep->shown[i], ep->job->shown[i].data, ep->job->shown[i].len, false);
}

/* What there is beside the text; the page list needs what the text has met. */
static void add_frame(Ep *ep, EpZip *zip)
{
	Buf title = {0}, nav = {0};
	if (ep->meta->titled)
		ep_title_html(ep, &title);
	ep_nav_html(ep, &nav);
	add_written(ep, zip, "package.opf", ep_package);
	add_part(ep, zip, "nav.xhtml", nav.data, nav.len, false);
	add_written(ep, zip, "toc.ncx", ep_ncx);
	add_written(ep, zip, "style.css", ep_css);
	add_sheets(ep, zip);
	if (ep->cover_href)
		add_written(ep, zip, "cover.xhtml", ep_cover_html);
	if (ep->meta->titled)
		add_part(ep, zip, "title.xhtml", title.data, title.len, false);
	buf_free(&title);
	buf_free(&nav);
}

static void add_all(Ep *ep, EpZip *zip)
{
	Buf *texts = base_calloc(ep->file_count, sizeof *texts);
	for (size_t i = 0; i < ep->file_count; i++)
		ep_file_html(ep, &ep->files[i], &texts[i]);
	ep_zip_add(zip, "mimetype", "application/epub+zip", 20, true);
	ep_zip_add(zip, "META-INF/container.xml", container, sizeof container - 1, false);
	add_frame(ep, zip);
	for (size_t i = 0; i < ep->file_count; i++) {
		add_part(ep, zip, ep->files[i].name, texts[i].data, texts[i].len, false);
		buf_free(&texts[i]);
	}
	free(texts);
	add_images(ep, zip);
	add_formulas(ep, zip);
	add_fonts(ep, zip);
}

struct EpubBook {
	Ep ep;
};

EpubBook *epub_plan(const EpubJob *job)
{
	EpubBook *book = base_calloc(1, sizeof *book);
	book->ep = (Ep){.job = job, .doc = job->doc, .meta = &job->doc->meta, .arena = arena_new()};
	ep_plan(&book->ep);
	return book;
}

/* The plan of a long book is large, and needed until it is written alone. */
static void forget_plan(Ep *ep)
{
	if (!ep->arena)
		return;
	ep_plan_free(ep);
	arena_free(ep->arena);
	ep->arena = NULL;
}

bool epub_write(EpubBook *book, Buf *out)
{
	Ep *ep = &book->ep;
	ep_plan_images(ep);
	EpZip *zip = ep_zip_new(ep->meta->modified);
	add_all(ep, zip);
	const char *fault = ep_zip_finish(zip, out);
	forget_plan(ep);
	if (fault)
		diag_report(ep->job->diag, DIAG_ERROR, (Pos){0}, "epub-container",
		            "the e-book's container %s; free some memory", fault);
	return fault == NULL;
}

void epub_free(EpubBook *book)
{
	forget_plan(&book->ep);
	free(book);
}
