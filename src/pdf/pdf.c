/* The file: pages, outline, destinations, catalog. */
#include "pdf/pdf.h"
#include "pdf/content.h"
#include "pdf/meta.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
	const PdfJob *job;
	PdfFile *file;
	PdfTags *tags;
	PdfFonts *fonts;
	PdfImages *images;
	uint32_t pages, first_page, font_resources, image_resources;
	size_t page_count;
	Length height;
} Writer;

/* ---- destinations ---- */

/* "[page /XYZ x y null]". */
static void put_place(const Writer *writer, TsPlace place, Buf *out)
{
	buf_printf(out, "[%u 0 R/XYZ ", (unsigned)(writer->first_page + place.page));
	pdf_length(out, place.x);
	buf_char(out, ' ');
	pdf_length(out, writer->height - place.y + 4 * LENGTH_PT);
	buf_str(out, " null]");
}

/* Addresses are ASCII: all else is in percent signs (12.6.4.7).  One that no string can
 * hold leads nowhere. */
static void put_uri(Buf *out, const char *url)
{
	Buf ascii = {0};
	for (; *url; url++) {
		unsigned char c = (unsigned char)*url;
		if (c > ' ' && c < 0x7f && !strchr("\"<>\\^`{|}", c))
			buf_char(&ascii, (char)c);
		else
			buf_printf(&ascii, "%%%02X", c);
	}
	if (ascii.len <= PDF_LONGEST) {
		buf_str(out, "/A<</S/URI/URI");
		pdf_string(out, ascii.data ? ascii.data : "", ascii.len);
		buf_str(out, ">>");
	}
	buf_free(&ascii);
}

/* What a link leads to in this document, or NULL. */
static const DocNode *target_of(const DocNode *node)
{
	if (node->type == DOC_LINK)
		return node->u.link.target;
	return node->type == DOC_NOTE_REF ? node->u.note_ref.note : node;
}

/* Where a target is shown; what is empty is where the text goes on after it, a note
 * without text where it is called. */
static TsPlace place_of(const Writer *writer, const DocNode *target, const DocNode *from)
{
	const TsEdition *edition = writer->job->edition;
	const DocNode *top = target;
	while (top->parent)
		top = top->parent;
	TsPlace place = ts_place(edition, target);
	while (place.page == SIZE_MAX && (target = doc_next(target, top, false)) != NULL)
		place = ts_place(edition, target);
	if (place.page == SIZE_MAX)
		place = ts_place(edition, from);
	return place.page == SIZE_MAX ? (TsPlace){0} : place;
}

static void put_action(const Writer *writer, const DocNode *node, Buf *out)
{
	const DocNode *target = target_of(node);
	if (target) {
		buf_str(out, "/Dest");
		put_place(writer, place_of(writer, target, node), out);
	} else if (node->type == DOC_LINK && node->u.link.url) {
		put_uri(out, node->u.link.url);
	}
}

/* What a link says to those who cannot see it. */
static void put_contents(const Writer *writer, const DocNode *node, Buf *out)
{
	Buf text = {0};
	if (node->type == DOC_NOTE_REF)
		buf_printf(&text, "%s %s", lang_word(node->lang, LANG_NOTE),
		           ts_note_mark(writer->job->edition, node->u.note_ref.note));
	else
		doc_plain_text(node, &text);
	if (!text.len && node->type == DOC_LINK && node->u.link.url)
		buf_str(&text, node->u.link.url);
	buf_str(out, "/Contents");
	pdf_text(out, text.len ? text.data : "Link");
	buf_free(&text);
}

static void write_annotation(const Writer *writer, const PdfLinkBox *box, size_t page, uint32_t id)
{
	const DocNode *node = pdf_tags_link_node(writer->tags, box->link);
	uint32_t key = pdf_tags_annotation(writer->tags, box->link, page, id);
	Buf *out = pdf_begin(writer->file, id);
	buf_str(out, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[");
	for (int i = 0; i < 4; i++) {
		buf_str(out, i ? " " : "");
		buf_fixed(out, box->box[i], 2);
	}
	buf_printf(out, "]/P %u 0 R/StructParent %u", (unsigned)(writer->first_page + page), (unsigned)key);
	put_contents(writer, node, out);
	put_action(writer, node, out);
	buf_str(out, ">>");
	pdf_end(writer->file);
}

/* ---- pages ---- */

/* The page with so much around it. */
static void put_box(const TsPage *page, Length around, const char *name, Buf *out)
{
	const Length sides[] = {-around, -around, page->width + around, page->height + around};
	buf_printf(out, "/%s[", name);
	for (size_t i = 0; i < BASE_LEN(sides); i++) {
		buf_str(out, i ? " " : "");
		pdf_length(out, sides[i]);
	}
	buf_char(out, ']');
}

static void write_page(Writer *writer, PdfContent *content, const TsPage *page, size_t index)
{
	content->page = index;
	pdf_content(content, page);
	uint32_t stream = pdf_reserve(writer->file, 1);
	pdf_stream(writer->file, stream, "", content->out.data ? content->out.data : "", content->out.len,
	           PDF_FLATE_QUICK);
	uint32_t first = content->link_count ? pdf_reserve(writer->file, (uint32_t)content->link_count) : 0;
	for (size_t i = 0; i < content->link_count; i++)
		write_annotation(writer, &content->links[i], index, first + (uint32_t)i);
	Buf *out = pdf_begin(writer->file, writer->first_page + (uint32_t)index);
	buf_printf(out, "<</Type/Page/Parent %u 0 R/Contents %u 0 R/StructParents %zu/Tabs/S", (unsigned)writer->pages,
	           (unsigned)stream, index);
	buf_printf(out, "/Resources<</Font %u 0 R/XObject %u 0 R>>", (unsigned)writer->font_resources,
	           (unsigned)writer->image_resources);
	put_box(page, page->around, "MediaBox", out);
	if (page->around)
		put_box(page, page->bleed, "BleedBox", out);
	put_box(page, 0, "TrimBox", out);
	if (first) {
		buf_str(out, "/Annots[");
		for (size_t i = 0; i < content->link_count; i++)
			pdf_ref(out, first + (uint32_t)i);
		buf_char(out, ']');
	}
	buf_str(out, ">>");
	pdf_end(writer->file);
}

static void write_pages(Writer *writer)
{
	Arena *arena = arena_new();
	PdfContent content = {.tags = writer->tags, .fonts = writer->fonts, .images = writer->images};
	for (size_t i = 0; i < writer->page_count; i++) {
		write_page(writer, &content, ts_page(writer->job->edition, i, arena), i);
		arena_reset(arena);
	}
	Buf *out = pdf_begin(writer->file, writer->pages);
	buf_printf(out, "<</Type/Pages/Count %zu/Kids[", writer->page_count);
	for (size_t i = 0; i < writer->page_count; i++)
		pdf_ref(out, writer->first_page + (uint32_t)i);
	buf_str(out, "]>>");
	pdf_end(writer->file);
	buf_free(&content.out);
	free(content.links);
	arena_free(arena);
}

/* ---- outline ---- */

/* Sections with a place, as a tree of indexes; SIZE_MAX: none. */
typedef struct {
	size_t parent, prev, next, first, last;
	long open; /* entries below it */
} Entry;

static void link_entries(const Doc *doc, Entry *entries)
{
	size_t last_of[8];
	for (size_t i = 0; i < BASE_LEN(last_of); i++)
		last_of[i] = SIZE_MAX;
	for (size_t i = 0; i < doc->section_count; i++) {
		int level = doc->sections[i].level;
		Entry *entry = &entries[i + 1];
		size_t parent = level > 1 && last_of[level - 1] != SIZE_MAX ? last_of[level - 1] : 0;
		*entry = (Entry){parent, 0, 0, 0, 0, 0};
		entry->prev = entries[parent].last;
		if (entry->prev)
			entries[entry->prev].next = i + 1;
		else
			entries[parent].first = i + 1;
		entries[parent].last = i + 1;
		entries[parent].open++;
		last_of[level] = i + 1;
		for (int k = level + 1; k < 8; k++)
			last_of[k] = SIZE_MAX;
	}
}

static void put_link(Buf *out, const char *key, size_t index, uint32_t first)
{
	if (!index)
		return;
	buf_printf(out, "/%s", key);
	pdf_ref(out, first + (uint32_t)index);
}

static uint32_t write_outline(const Writer *writer)
{
	const Doc *doc = writer->job->doc;
	if (!doc->section_count)
		return 0;
	Entry *entries = base_calloc(doc->section_count + 1, sizeof *entries);
	uint32_t first = pdf_reserve(writer->file, (uint32_t)doc->section_count + 1);
	link_entries(doc, entries);
	for (size_t i = 0; i <= doc->section_count; i++) {
		Buf *out = pdf_begin(writer->file, first + (uint32_t)i);
		buf_str(out, i ? "<<" : "<</Type/Outlines");
		if (i) {
			TsPlace place = ts_place(writer->job->edition, doc->sections[i - 1].header);
			const char *number = doc->sections[i - 1].header->u.header.number;
			Buf text = {0};
			buf_printf(&text, "%s%s%s", number ? number : "", number ? " " : "", doc->sections[i - 1].text);
			buf_str(out, "/Title");
			pdf_text(out, text.data ? text.data : "");
			buf_printf(out, "/Parent %u 0 R", (unsigned)(first + entries[i].parent));
			if (place.page != SIZE_MAX) {
				buf_str(out, "/Dest");
				put_place(writer, place, out);
			}
			buf_free(&text);
		}
		put_link(out, "First", entries[i].first, first);
		put_link(out, "Last", entries[i].last, first);
		put_link(out, "Prev", i ? entries[i].prev : 0, first);
		put_link(out, "Next", i ? entries[i].next : 0, first);
		if (entries[i].open)
			buf_printf(out, "/Count %ld", i ? -entries[i].open : entries[i].open);
		buf_str(out, ">>");
		pdf_end(writer->file);
	}
	free(entries);
	return first;
}

/* ---- names and labels ---- */

typedef struct {
	const char *name;
	TsPlace place;
} Named;

static int by_name(const void *a, const void *b)
{
	return strcmp(((const Named *)a)->name, ((const Named *)b)->name);
}

static uint32_t write_names(const Writer *writer)
{
	const Doc *doc = writer->job->doc;
	size_t count = map_count(doc->ids), used = 0;
	Named *names = base_calloc(count + 1, sizeof *names);
	for (size_t i = 0; i < count; i++) {
		TsPlace place = ts_place(writer->job->edition, map_value(doc->ids, i));
		if (place.page != SIZE_MAX && strlen(map_key(doc->ids, i)) <= PDF_LONGEST)
			names[used++] = (Named){map_key(doc->ids, i), place};
	}
	qsort(names, used, sizeof *names, by_name);
	uint32_t id = used ? pdf_reserve(writer->file, 1) : 0;
	if (used) {
		Buf *out = pdf_begin(writer->file, id);
		buf_str(out, "<</Names[");
		for (size_t i = 0; i < used; i++) {
			pdf_string(out, names[i].name, strlen(names[i].name));
			put_place(writer, names[i].place, out);
		}
		buf_str(out, "]>>");
		pdf_end(writer->file);
	}
	free(names);
	return id;
}

static bool is_roman(const char *label)
{
	return *label && strspn(label, "ivxlcdm") == strlen(label);
}

/* The number that a folio says, 0 if it says none. */
static long folio_value(const char *label)
{
	static const struct {
		char digit;
		int value;
	} digits[] = {{'i', 1}, {'v', 5}, {'x', 10}, {'l', 50}, {'c', 100}, {'d', 500}, {'m', 1000}};
	long sum = 0, last = 0;
	if (!is_roman(label))
		return strtol(label, NULL, 10);
	for (; *label; label++) {
		for (size_t i = 0; i < BASE_LEN(digits); i++) {
			if (digits[i].digit != *label)
				continue;
			sum += digits[i].value - (last < digits[i].value ? 2 * last : 0);
			last = digits[i].value;
			break;
		}
	}
	return sum;
}

/* A range wherever folios change between roman and arabic or do not follow (12.4.2);
 * a page without a folio counts on. */
static void put_labels(const Writer *writer, Buf *out)
{
	bool before = false;
	long next = 1;
	buf_str(out, "/PageLabels<</Nums[");
	for (size_t i = 0; i < writer->page_count; i++, next++) {
		const char *label = ts_page_label(writer->job->edition, i);
		long value = label ? folio_value(label) : 0;
		bool roman = value > 0 ? is_roman(label) : before;
		value = value > 0 ? value : next;
		if (!i || roman != before || value != next) {
			buf_printf(out, "%zu<</S/%c", i, roman ? 'r' : 'D');
			if (value != 1)
				buf_printf(out, "/St %ld", value);
			buf_str(out, ">>");
		}
		before = roman;
		next = value;
	}
	buf_str(out, "]>>");
}

static uint32_t write_catalog(const Writer *writer)
{
	const DocMeta *meta = &writer->job->doc->meta;
	uint32_t tree = pdf_tags_write(writer->tags, writer->file), outline = write_outline(writer);
	uint32_t names = write_names(writer), xmp = pdf_xmp_write(writer->job, writer->file);
	uint32_t intent = pdf_intent_write(writer->file), id = pdf_reserve(writer->file, 1);
	Buf *out = pdf_begin(writer->file, id);
	buf_printf(out, "<</Type/Catalog/Pages %u 0 R/StructTreeRoot %u 0 R/Metadata %u 0 R", (unsigned)writer->pages,
	           (unsigned)tree, (unsigned)xmp);
	buf_str(out, "/MarkInfo<</Marked true>>/Lang");
	pdf_text(out, meta->lang);
	buf_printf(out, "/ViewerPreferences<</DisplayDocTitle true/Direction/%s>>",
	           meta->dir == DOC_DIR_RTL ? "R2L" : "L2R");
	if (intent)
		buf_printf(out, "/OutputIntents[%u 0 R]", (unsigned)intent);
	if (outline)
		buf_printf(out, "/Outlines %u 0 R/PageMode/UseOutlines", (unsigned)outline);
	if (names)
		buf_printf(out, "/Names<</Dests %u 0 R>>", (unsigned)names);
	put_labels(writer, out);
	buf_str(out, ">>");
	pdf_end(writer->file);
	return id;
}

bool pdf_write(const PdfJob *job, Buf *out)
{
	Writer writer = {.job = job,
	                 .file = pdf_file_new(out, job->pool),
	                 .page_count = ts_page_count(job->edition),
	                 .height = job->style->page.height};
	writer.pages = pdf_reserve(writer.file, 1);
	writer.first_page = pdf_reserve(writer.file, (uint32_t)writer.page_count);
	writer.font_resources = pdf_reserve(writer.file, 1);
	writer.image_resources = pdf_reserve(writer.file, 1);
	writer.tags = pdf_tags_new(job->doc, writer.page_count, writer.first_page);
	writer.fonts = pdf_fonts_new();
	writer.images = pdf_images_new(writer.file, job->grey, job->diag);
	write_pages(&writer);
	timer_ended(&job->timer, "paint");
	bool written = pdf_fonts_write(writer.fonts, writer.file, writer.font_resources, job->diag);
	pdf_images_write(writer.images, writer.image_resources);
	uint32_t catalog = write_catalog(&writer), info = pdf_info_write(job, writer.file);
	pdf_finish(writer.file, catalog, info, job->doc->meta.uuid_pdf);
	pdf_images_free(writer.images);
	pdf_fonts_free(writer.fonts);
	pdf_tags_free(writer.tags);
	pdf_file_free(writer.file);
	return written && !diag_errors(job->diag);
}
