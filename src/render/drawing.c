/* Drawings, painted by librsvg. */
#include "render/painter.h"
#include "render/render.h"

#include <string.h>

#include <cairo-pdf.h>
#include <librsvg/rsvg.h>

/* What is called of librsvg. */
typedef struct {
	__typeof__(rsvg_handle_new_from_data) *new_from_data;
	__typeof__(rsvg_handle_set_stylesheet) *set_stylesheet;
	__typeof__(rsvg_handle_set_dpi) *set_dpi;
	__typeof__(rsvg_handle_render_document) *render_document;
	__typeof__(g_object_unref) *unref;
} Rsvg;
static const char *const rsvg_names[] = {"rsvg_handle_new_from_data", "rsvg_handle_set_stylesheet",
                                         "rsvg_handle_set_dpi", "rsvg_handle_render_document", "g_object_unref"};
_Static_assert(sizeof(Rsvg) == sizeof rsvg_names, "a name for each");

static bool render(cairo_t *cr, const char *svg, size_t len, const RsvgRectangle *box, const char *css)
{
	Rsvg rsvg;
	bool fine = late_load("librsvg-2.so.2", rsvg_names, BASE_LEN(rsvg_names), &rsvg);
	RsvgHandle *handle = fine ? rsvg.new_from_data((const guint8 *)svg, len, NULL) : NULL;
	if (!handle)
		return false;
	fine = !css || rsvg.set_stylesheet(handle, (const guint8 *)css, strlen(css), NULL);
	rsvg.set_dpi(handle, 96);
	fine = fine && rsvg.render_document(handle, cr, box, NULL);
	rsvg.unref(handle);
	return fine;
}

bool render_svg(cairo_t *cr, const char *svg, size_t len, const RsvgRectangle *box, const char *css)
{
	txt_drawing_begin(svg, len);
	bool fine = render(cr, svg, len, box, css);
	txt_drawing_end();
	return fine;
}

bool render_drawing(const char *svg, size_t len, double width, double height, Buf *out)
{
	/* Smooth scaling of pixels would be written as /Interpolate, which PDF/A forbids. */
	static const char css[] = "image { image-rendering: optimizeSpeed !important }";
	RsvgRectangle box = {0, 0, width, height};
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(render_put, out, width, height);
	cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "1980-01-01T00:00:00Z");
	cairo_t *cr = cairo_create(surface);
	bool fine = render_svg(cr, svg, len, &box, css);
	cairo_show_page(cr);
	fine = fine && !cairo_status(cr);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	fine = fine && !cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	return fine;
}
