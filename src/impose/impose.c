/* Sheets from pages. */
#include "impose/grid.h"
#include "impose/plan.h"
#include "impose/input.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
	ImpJob job;
	ImpSource source;
	ImpPage *pages;
	ImpPlan plan;
	ImpGrid grid;
	qpdf_data out;
	qpdf_oh *forms; /* of the pages, in out */
} Imposer;

/* ---- the size of most pages ---- */

static bool alike(const ImpPage *a, const ImpPage *b)
{
	return fabs(a->width - b->width) < 1 && fabs(a->height - b->height) < 1;
}

/* The page whose size the most pages have; of the first few sizes, if there are many. */
static const ImpPage *usual_page(const ImpPage *pages, size_t count)
{
	enum { SIZES = 16 };
	size_t kinds[SIZES], uses[SIZES] = {0}, used = 0, best = 0;
	for (size_t i = 0; i < count; i++) {
		size_t k = 0;
		while (k < used && !alike(&pages[kinds[k]], &pages[i]))
			k++;
		if (k == used && used < SIZES)
			kinds[used++] = i;
		if (k < used && ++uses[k] > uses[best])
			best = k;
	}
	return &pages[kinds[best]];
}

/* ---- content of a side ---- */

static void put_number(Buf *out, double value)
{
	buf_fixed(out, llround(value * 1e4), 4);
	buf_char(out, ' ');
}

static void put_line(Buf *out, double x1, double y1, double x2, double y2)
{
	put_number(out, x1);
	put_number(out, y1);
	buf_str(out, "m ");
	put_number(out, x2);
	put_number(out, y2);
	buf_str(out, "l S\n");
}

/* A page's form is named after the page. */
static void put_page(Imposer *imposer, size_t side, size_t cell, size_t page, Buf *out)
{
	const ImpPage *shown = &imposer->pages[page];
	double creep = imposer->job.thickness * (double)imp_plan_depth(&imposer->plan, side);
	ImpBox box = imp_stand(&imposer->grid, cell, shown->width, shown->height, creep);
	double scale = imp_scale(&imposer->grid, shown->width, shown->height);
	buf_str(out, "q ");
	if (creep > 0) { /* what has moved over the fold is not for the other page */
		ImpBox half = imp_cell(&imposer->grid, cell);
		put_number(out, half.x);
		put_number(out, half.y);
		put_number(out, half.width);
		put_number(out, half.height);
		buf_str(out, "re W n ");
	}
	buf_fixed(out, llround(scale * 1e7), 7);
	buf_str(out, " 0 0 ");
	buf_fixed(out, llround(scale * 1e7), 7);
	buf_char(out, ' ');
	put_number(out, box.x);
	put_number(out, box.y);
	buf_printf(out, "cm /P%zu Do Q\n", page + 1);
}

/* ---- marks ---- */

/* The fold at its ends, and where the two stitches go, seen from outside. */
static void put_fold(const Imposer *imposer, bool outermost, Buf *out)
{
	const ImpGrid *grid = &imposer->grid;
	double x = grid->width / 2, mark = 5 * IMP_MM, stitch = 6 * IMP_MM;
	buf_str(out, "[3 2] 0 d\n");
	put_line(out, x, IMP_MARGIN, x, IMP_MARGIN + mark);
	put_line(out, x, grid->height - IMP_MARGIN, x, grid->height - IMP_MARGIN - mark);
	buf_str(out, "[] 0 d\n");
	for (int i = 1; i <= 3 && outermost; i += 2) {
		double y = grid->height * i / 4;
		put_line(out, x, y - stitch, x, y + stitch);
		put_line(out, x - IMP_MM, y - stitch, x + IMP_MM, y - stitch);
		put_line(out, x - IMP_MM, y + stitch, x + IMP_MM, y + stitch);
	}
}

/* A line outwards from a corner, as far as the printer reaches; none if that is no
 * distance worth a cut. */
static void put_cut(Buf *out, double x, double y, double dx, double dy, double room)
{
	double from = 1 * IMP_MM, to = from + 5 * IMP_MM;
	room -= IMP_MARGIN;
	to = to < room ? to : room;
	if (to - from >= 2 * IMP_MM)
		put_line(out, x + dx * from, y + dy * from, x + dx * to, y + dy * to);
}

/* At the outer corners; an edge that the sheet's own is, or nearly, needs no cut. */
static void put_cuts(const ImpGrid *grid, const ImpBox *box, size_t cell, Buf *out)
{
	double outer = cell ? box->x + box->width : box->x, outward = cell ? 1 : -1;
	double beside = cell ? grid->width - outer : outer, top = box->y + box->height, above = grid->height - top;
	if (above >= IMP_MARGIN && box->y >= IMP_MARGIN) {
		put_cut(out, outer, top, outward, 0, beside);
		put_cut(out, outer, box->y, outward, 0, beside);
	}
	if (beside >= IMP_MARGIN) {
		put_cut(out, outer, top, 0, 1, above);
		put_cut(out, outer, box->y, 0, -1, box->y);
	}
}

static void put_marks(const Imposer *imposer, size_t side, Buf *out)
{
	size_t depth = imp_plan_depth(&imposer->plan, side);
	buf_str(out, "q 0.25 w\n");
	if (side % 2 == 0)
		put_fold(imposer, depth == 0, out);
	for (size_t cell = 0; cell < 2; cell++) {
		size_t page = imp_plan_page(&imposer->plan, side, cell);
		if (page == IMP_BLANK)
			continue;
		ImpBox box = imp_stand(&imposer->grid, cell, imposer->pages[page].width, imposer->pages[page].height,
		                       imposer->job.thickness * (double)depth);
		put_cuts(&imposer->grid, &box, cell, out);
	}
	buf_str(out, "Q\n");
}

/* Light lines to write on, 8 mm apart, alike on every sheet: from where a page's text is wont to begin to where it
 * ends. */
static void put_rules(const ImpGrid *grid, size_t cell, Buf *out)
{
	ImpBox box = imp_cell(grid, cell);
	double margin = box.height / 9;
	buf_str(out, "q 0.25 w 0.7 G\n");
	for (double y = box.y + box.height - margin; y >= box.y + margin; y -= 8 * IMP_MM)
		put_line(out, box.x, y, box.x + box.width, y);
	buf_str(out, "Q\n");
}

static void put_side(Imposer *imposer, size_t side, Buf *out)
{
	const ImpGrid *grid = &imposer->grid;
	bool booklet = imposer->plan.layout == IMP_BOOKLET;
	bool turned = booklet && side % 2 == 1 && imp_turns_backs(grid, imposer->job.flip);
	if (turned) {
		buf_str(out, "q -1 0 0 -1 ");
		put_number(out, grid->width);
		put_number(out, grid->height);
		buf_str(out, "cm\n");
	}
	for (size_t cell = 0; cell < (size_t)grid->columns * (size_t)grid->rows; cell++) {
		size_t page = imp_plan_page(&imposer->plan, side, cell);
		if (page != IMP_BLANK)
			put_page(imposer, side, cell, page, out);
		else if (imposer->plan.layout == IMP_NOTES)
			put_rules(grid, cell, out);
	}
	if (booklet && imposer->job.marks)
		put_marks(imposer, side, out);
	buf_str(out, turned ? "Q\n" : "");
}

/* ---- the file ---- */

static qpdf_oh side_resources(Imposer *imposer, size_t side)
{
	qpdf_data qpdf = imposer->out;
	qpdf_oh resources = qpdf_oh_new_dictionary(qpdf), forms = qpdf_oh_new_dictionary(qpdf);
	for (size_t cell = 0; cell < (size_t)imposer->grid.columns * (size_t)imposer->grid.rows; cell++) {
		size_t page = imp_plan_page(&imposer->plan, side, cell);
		char name[32];
		snprintf(name, sizeof name, "/P%zu", page + 1);
		if (page != IMP_BLANK)
			qpdf_oh_replace_key(qpdf, forms, name, imposer->forms[page]);
	}
	qpdf_oh_replace_key(qpdf, resources, "/XObject", forms);
	return resources;
}

static qpdf_oh add_side(Imposer *imposer, size_t side, qpdf_oh parent)
{
	qpdf_data qpdf = imposer->out;
	Buf text = {0};
	buf_str(&text, "<</Type/Page/MediaBox[0 0 ");
	buf_fixed(&text, llround(imposer->grid.width * 100), 2);
	buf_char(&text, ' ');
	buf_fixed(&text, llround(imposer->grid.height * 100), 2);
	buf_str(&text, "]>>");
	qpdf_oh page = qpdf_oh_parse(qpdf, text.data), stream = qpdf_oh_new_stream(qpdf);
	buf_clear(&text);
	put_side(imposer, side, &text);
	imp_set_data(qpdf, stream, text.data, text.len);
	qpdf_oh_replace_key(qpdf, page, "/Parent", parent);
	qpdf_oh_replace_key(qpdf, page, "/Resources", side_resources(imposer, side));
	qpdf_oh_replace_key(qpdf, page, "/Contents", stream);
	buf_free(&text);
	return qpdf_make_indirect_object(qpdf, page);
}

static qpdf_oh add_sides(Imposer *imposer)
{
	qpdf_data qpdf = imposer->out;
	size_t sides = imp_plan_sides(&imposer->plan);
	qpdf_oh tree = qpdf_make_indirect_object(qpdf, qpdf_oh_parse(qpdf, "<</Type/Pages>>")),
	        kids = qpdf_oh_new_array(qpdf);
	for (size_t side = 0; side < sides; side++)
		qpdf_oh_append_item(qpdf, kids, add_side(imposer, side, tree));
	qpdf_oh_replace_key(qpdf, tree, "/Count", qpdf_oh_new_integer(qpdf, (long long)sides));
	qpdf_oh_replace_key(qpdf, tree, "/Kids", kids);
	return tree;
}

/* A copy of a value of the source's catalog or trailer, or null. */
static qpdf_oh copy_value(Imposer *imposer, qpdf_oh value)
{
	qpdf_data from = imposer->source.qpdf;
	if (qpdf_oh_is_null(from, value))
		return qpdf_oh_new_null(imposer->out);
	if (!qpdf_oh_is_indirect(from, value))
		value = qpdf_make_indirect_object(from, value);
	return qpdf_oh_copy_foreign_object(imposer->out, from, value);
}

/* Layers that are off stay off: what the catalog says of them is kept, and nothing
 * else.  Printing is to be at the size as made, turned as planned. */
static void add_catalog(Imposer *imposer)
{
	qpdf_data qpdf = imposer->out, from = imposer->source.qpdf;
	qpdf_oh root = qpdf_get_root(qpdf),
	        title = qpdf_oh_get_key_if_dict(from, qpdf_oh_get_key(from, qpdf_get_trailer(from), "/Info"), "/Title");
	bool by_long = imposer->plan.layout == IMP_BOOKLET ? imposer->job.flip == IMP_LONG_EDGE
	                                                   : imposer->grid.width <= imposer->grid.height;
	qpdf_oh layers = copy_value(imposer, qpdf_oh_get_key(from, qpdf_get_root(from), "/OCProperties"));
	qpdf_oh_replace_key(qpdf, root, "/Pages", add_sides(imposer));
	qpdf_oh_replace_or_remove_key(qpdf, root, "/OCProperties", layers);
	qpdf_oh_replace_key(qpdf, root, "/ViewerPreferences",
	                    qpdf_oh_parse(qpdf, by_long ? "<</PrintScaling/None/Duplex/DuplexFlipLongEdge>>"
	                                                : "<</PrintScaling/None/Duplex/DuplexFlipShortEdge>>"));
	qpdf_oh info = qpdf_oh_new_dictionary(qpdf);
	if (qpdf_oh_is_string(from, title))
		qpdf_oh_replace_key(qpdf, info, "/Title", qpdf_oh_parse(qpdf, qpdf_oh_unparse_resolved(from, title)));
	qpdf_oh_replace_key(qpdf, info, "/Producer", qpdf_oh_new_unicode_string(qpdf, imposer->job.producer));
	qpdf_oh_replace_key(qpdf, qpdf_get_trailer(qpdf), "/Info", qpdf_make_indirect_object(qpdf, info));
}

/* What is packed in what is packed, qpdf unpacks to pack it better: hours of a few bytes. */
static bool streams_are_bounded(Imposer *imposer)
{
	enum { MOST = 1 << 28 };
	qpdf_data qpdf = imposer->out;
	int last = qpdf_oh_get_object_id(qpdf, qpdf_make_indirect_object(qpdf, qpdf_oh_new_null(qpdf)));
	size_t left = MOST;
	for (int i = 1; i < last; i++) {
		qpdf_oh object = qpdf_get_object_by_id(qpdf, i, 0);
		bool bounded = !qpdf_oh_is_stream(qpdf, object) || imp_unpacks_within(qpdf, object, 2, &left);
		qpdf_oh_release(qpdf, object);
		if (!bounded)
			return imp_source_refuse(&imposer->source, "pdf-too-large", IMP_BOMB);
	}
	return true;
}

static bool write_file(Imposer *imposer, Buf *out)
{
	qpdf_data qpdf = imposer->out;
	imposer->forms = base_calloc(imposer->source.pages, sizeof *imposer->forms);
	for (size_t i = 0; i < imposer->source.pages; i++)
		imposer->forms[i] = qpdf_oh_copy_foreign_object(qpdf, imposer->source.qpdf, imposer->pages[i].form);
	add_catalog(imposer);
	if (!streams_are_bounded(imposer))
		return false;
	qpdf_init_write_memory(qpdf);
	qpdf_set_object_stream_mode(qpdf, qpdf_o_generate);
	qpdf_set_deterministic_ID(qpdf, QPDF_TRUE);
	const char *version = qpdf_get_pdf_version(imposer->source.qpdf);
	qpdf_set_minimum_pdf_version(qpdf, strcmp(version, "1.7") > 0 ? version : "1.7");
	qpdf_write(qpdf);
	ImpSource written = imposer->source;
	written.qpdf = qpdf;
	bool sound = imp_source_sound(&imposer->source) && imp_source_sound(&written);
	if (sound)
		buf_add(out, qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf));
	return sound;
}

/* ---- all of it ---- */

static void report_overrun(const Imposer *imposer, const char *name, Diag *diag)
{
	size_t over = imposer->plan.pages % 4;
	if (imposer->plan.layout == IMP_BOOKLET && imposer->plan.pages > 4 && (over == 1 || over == 2))
		diag_report(diag, DIAG_WARNING, (Pos){.file = name}, "booklet-overrun",
		            "the last sheet is for %s; shorten the text by as much and a sheet is saved",
		            over == 1 ? "one page only" : "two pages only");
}

static void make_plan(Imposer *imposer)
{
	ImpJob *job = &imposer->job;
	const ImpPage *usual = usual_page(imposer->pages, imposer->source.pages);
	if (!job->paper.width)
		job->paper = paper_for(length_of(usual->width), length_of(usual->height));
	imposer->grid = imp_grid(job, usual->width, usual->height);
	imposer->plan = (ImpPlan){
	        .layout = job->layout,
	        .pages = imposer->source.pages,
	        .signature = job->signature ? job->signature : SIZE_MAX,
	        .columns = imposer->grid.columns,
	        .rows = imposer->grid.rows,
	        .rtl = job->rtl || imp_source_is_rtl(&imposer->source),
	};
}

static bool read_pages(Imposer *imposer)
{
	imposer->pages = base_calloc(imposer->source.pages, sizeof *imposer->pages);
	for (size_t i = 0; i < imposer->source.pages; i++) {
		if (!imp_source_page(&imposer->source, i, &imposer->pages[i]))
			return false;
	}
	return true;
}

bool imp_sheets(const ImpJob *job, const Buf *pdf, const char *name, Diag *diag, Buf *out, ImpReport *report)
{
	Imposer imposer = {.job = *job, .out = qpdf_init()};
	qpdf_silence_errors(imposer.out);
	qpdf_set_suppress_warnings(imposer.out, QPDF_TRUE);
	qpdf_empty_pdf(imposer.out);
	bool made = imp_source_open(&imposer.source, pdf, name, diag) && read_pages(&imposer);
	if (made) {
		make_plan(&imposer);
		made = write_file(&imposer, out);
	}
	if (made) {
		report_overrun(&imposer, name, diag);
		*report = (ImpReport){imposer.plan.pages, imp_plan_sheets(&imposer.plan),
		                      imp_plan_signatures(&imposer.plan), imp_plan_blanks(&imposer.plan)};
	}
	qpdf_cleanup(&imposer.out);
	imp_source_close(&imposer.source);
	free(imposer.forms);
	free(imposer.pages);
	return made;
}
