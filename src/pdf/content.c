/* Text, rectangles and images between their marks. */
#include "pdf/content.h"

#include <math.h>
#include <string.h>

/* What the page's graphics state holds. */
typedef struct {
	uint32_t font; /* as set; 0: none */
	Length size;
	int32_t scale;  /* of Tz, in thousandths */
	StyColor color; /* black at first (ISO 32000-1, table 52) */
} State;

typedef struct {
	PdfContent *content;
	const TsPage *page;
	Buf *out;
	Length height;
	PdfElem elem; /* of the open mark; UINT32_MAX: none is open */
	TsRole role;
	const char *reading; /* of the open mark */
	bool in_text;        /* between BT and ET */
	bool inside;         /* the mark was opened there, and has to be closed there */
	int32_t x, y;        /* where the text line began, in hundredths of a point */
	TsTurn turned;
	State now, upright; /* upright: what comes back after what is turned */
} Writer;

enum { CLOSED = UINT32_MAX };
#define NOWHERE (-1e30) /* a pen that is still to be placed */

/* ---- marks ---- */

static void begin_text(Writer *writer)
{
	if (writer->in_text)
		return;
	buf_str(writer->out, "BT\n");
	writer->in_text = true;
	writer->x = writer->y = 0;
}

static void end_text(Writer *writer)
{
	if (writer->in_text)
		buf_str(writer->out, "ET\n");
	writer->in_text = false;
}

/* A text object goes on over marks that were opened inside it (14.6.1). */
static void close_mark(Writer *writer)
{
	if (writer->elem == CLOSED)
		return;
	if (!writer->inside)
		end_text(writer);
	buf_str(writer->out, "EMC\n");
	writer->elem = CLOSED;
}

static void open_artifact(Writer *writer, TsRole role)
{
	switch (role) {
	case TS_ARTIFACT_HEAD:
		buf_str(writer->out, "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC\n");
		break;
	case TS_ARTIFACT_FOOT:
		buf_str(writer->out, "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC\n");
		break;
	case TS_ARTIFACT_REPEAT:
		buf_str(writer->out, "/Artifact<</Type/Pagination>>BDC\n");
		break;
	case TS_ARTIFACT_BACKGROUND:
		buf_str(writer->out, "/Artifact<</Type/Background>>BDC\n");
		break;
	default:
		buf_str(writer->out, "/Artifact<</Type/Layout>>BDC\n");
		break;
	}
}

/* Goes on in the open mark where element, kind of artifact and reading are the same.  What has a reading of its own
 * is one mark, glyphs and rules, so that it is read once. */
static void mark(Writer *writer, PdfElem elem, const TsItem *item)
{
	PdfContent *content = writer->content;
	bool text = item->kind == TS_GLYPHS && !item->reading;
	bool same = writer->elem == elem && (elem || writer->role == item->role) && writer->reading == item->reading;
	if (same && (text || !writer->inside))
		return;
	close_mark(writer);
	if (text)
		begin_text(writer);
	else
		end_text(writer);
	writer->inside = text;
	writer->elem = elem;
	writer->role = item->role;
	writer->reading = item->reading;
	if (!elem) {
		open_artifact(writer, item->role);
		return;
	}
	uint32_t id = pdf_tags_mark(content->tags, elem, content->page);
	const char *name = item->reading ? "Span" : pdf_tags_name(content->tags, elem); /* poppler reads spans alone */
	buf_printf(writer->out, "/%s<</MCID %u", name, (unsigned)id);
	if (item->reading) {
		buf_str(writer->out, "/ActualText");
		pdf_text(writer->out, item->reading);
	}
	buf_str(writer->out, ">>BDC\n");
}

/* Turned items are written as on a page as wide as this one is high, which a matrix lays on its left side; slanted ones
 * as on this one, which a matrix turns about its middle. */
static void put_turn(Writer *writer)
{
	double x = length_points(writer->page->width) / 2, y = length_points(writer->page->height) / 2,
	       all = hypot(x, y), c = x / all, s = y / all;
	const double values[] = {c, s, -s, c, x - c * x + s * y, y - s * x - c * y};
	buf_str(writer->out, "q ");
	if (writer->turned == TS_TURNED) {
		buf_str(writer->out, "0 1 -1 0 ");
		pdf_length(writer->out, writer->height);
		buf_str(writer->out, " 0 ");
	}
	for (size_t i = 0; i < BASE_LEN(values) && writer->turned == TS_SLANTED; i++) {
		buf_fixed(writer->out, llround(values[i] * 1e4), 4);
		buf_char(writer->out, ' ');
	}
	buf_str(writer->out, "cm\n");
}

static void turn(Writer *writer, TsTurn turned)
{
	TsTurn was = writer->turned;
	if (was == turned)
		return;
	close_mark(writer);
	end_text(writer);
	writer->turned = turned;
	writer->height = turned == TS_TURNED ? writer->page->width : writer->page->height;
	if (was) {
		buf_str(writer->out, "Q\n");
		writer->now = writer->upright;
	}
	if (!turned)
		return;
	writer->upright = writer->now;
	put_turn(writer);
}

/* Where an item's box is on the page, in hundredths of a point from its lower left corner. */
static void place_box(const Writer *writer, Length left, Length low, Length right, Length high, int32_t box[4])
{
	int32_t x0 = pdf_hundredths(left), x1 = pdf_hundredths(right);
	int32_t y0 = pdf_hundredths(writer->height - low), y1 = pdf_hundredths(writer->height - high);
	int32_t width = pdf_hundredths(writer->height);
	box[0] = writer->turned == TS_TURNED ? width - y1 : x0;
	box[1] = writer->turned == TS_TURNED ? x0 : y0;
	box[2] = writer->turned == TS_TURNED ? width - y0 : x1;
	box[3] = writer->turned == TS_TURNED ? x1 : y1;
}

static void set_color(Writer *writer, StyColor color)
{
	if (!memcmp(&writer->now.color, &color, sizeof color))
		return;
	writer->now.color = color;
	const uint8_t parts[] = {color.r, color.g, color.b};
	bool gray = color.r == color.g && color.g == color.b;
	for (size_t i = 0; i < (gray ? 1 : BASE_LEN(parts)); i++) {
		buf_fixed(writer->out, (parts[i] * 10000 + 127) / 255, 4);
		buf_char(writer->out, ' ');
	}
	buf_str(writer->out, gray ? "g\n" : "rg\n");
}

/* ---- text ---- */

/* The glyphs of an item that are shown at one height, as one TJ or Tj. */
typedef struct {
	Buf array;
	Buf string;
	double pen; /* in units, from the item's x */
} Show;

static void put_code(Buf *out, uint32_t code)
{
	if (code >= PDF_TWO_BYTES)
		buf_char(out, (char)(code >> 8));
	buf_char(out, (char)code);
}

static void flush_string(Show *show)
{
	if (!show->string.len)
		return;
	pdf_string(&show->array, show->string.data, show->string.len);
	buf_clear(&show->string);
}

static void set_font(Writer *writer, const PdfCode *code, const TsItem *item)
{
	Length size = item->u.glyphs.size;
	int32_t scale = 1000 + item->u.glyphs.expansion;
	if (writer->now.font != code->resource || writer->now.size != size) {
		buf_str(writer->out, "/F");
		buf_int(writer->out, code->resource);
		buf_char(writer->out, ' ');
		pdf_length(writer->out, size);
		buf_str(writer->out, " Tf\n");
		writer->now.font = code->resource;
		writer->now.size = size;
	}
	if (writer->now.scale != scale) {
		buf_fixed(writer->out, scale, 1);
		buf_str(writer->out, " Tz\n");
		writer->now.scale = scale;
	}
}

/* Lines are told from each other's beginnings: most stand one leading apart. */
static void begin_show(Writer *writer, Length x, Length y)
{
	int32_t left = pdf_hundredths(x), up = pdf_hundredths(writer->height - y);
	buf_fixed(writer->out, left - writer->x, 2);
	buf_char(writer->out, ' ');
	buf_fixed(writer->out, up - writer->y, 2);
	buf_str(writer->out, " Td\n");
	writer->x = left;
	writer->y = up;
}

static void end_show(Writer *writer, Show *show)
{
	if (show->array.len) {
		flush_string(show);
		buf_char(writer->out, '[');
		buf_add(writer->out, show->array.data, show->array.len);
		buf_str(writer->out, "]TJ\n");
	} else if (show->string.len) {
		pdf_string(writer->out, show->string.data, show->string.len);
		buf_str(writer->out, "Tj\n");
	}
	buf_clear(&show->array);
	buf_clear(&show->string);
}

/* Size in points as it is written: the pen moves by that. */
static double written_size(Length size)
{
	return pdf_hundredths(size) / 100.0 * LENGTH_PT;
}

/* The text that a cluster is read as: up to the next one in the order of reading. */
static size_t cluster_end(const TsItem *item, uint32_t index)
{
	const TsGlyph *glyphs = item->u.glyphs.glyphs;
	uint32_t cluster = glyphs[index].cluster, count = item->u.glyphs.count;
	bool rtl = item->u.glyphs.rtl;
	for (uint32_t i = rtl ? index - 1 : index + 1; i < count; i += rtl ? UINT32_MAX : 1) {
		if (glyphs[i].cluster > cluster)
			return glyphs[i].cluster < item->u.glyphs.len ? glyphs[i].cluster : item->u.glyphs.len;
	}
	return item->u.glyphs.len;
}

/* Where a glyph stands among those of its cluster, in the order of reading; no
 * script has clusters of more than a few, so marks without end are not counted. */
static uint32_t place_in_cluster(const TsItem *item, uint32_t index, uint32_t *count)
{
	enum { MOST = 64 };
	const TsGlyph *glyphs = item->u.glyphs.glyphs;
	uint32_t first = index, last = index;
	while (first && index - first < MOST && glyphs[first - 1].cluster == glyphs[index].cluster)
		first--;
	while (last + 1 < item->u.glyphs.count && last - index < MOST &&
	       glyphs[last + 1].cluster == glyphs[index].cluster)
		last++;
	*count = last - first + 1;
	return item->u.glyphs.rtl ? last - index : index - first;
}

/* A cluster's characters are shared out among its glyphs; the last takes what is
 * left, and one without a share is read as a word joiner, which is nothing. */
static const PdfCode *code_of(const TsItem *item, PdfFont *font, uint32_t index)
{
	const TsGlyph *glyph = &item->u.glyphs.glyphs[index];
	if (glyph->cluster >= item->u.glyphs.len)
		return pdf_font_code(font, glyph->id, "\u00AD", 2);
	const char *text = item->u.glyphs.text + glyph->cluster;
	bool plain = !item->u.glyphs.rtl && index + 1 < item->u.glyphs.count && glyph[1].cluster == glyph->cluster + 1;
	if (plain && (!index || glyph[-1].cluster < glyph->cluster) && (unsigned char)*text < 0x80)
		return pdf_font_code(font, glyph->id, text, 1); /* most glyphs are a letter of their own */
	uint32_t count, place = place_in_cluster(item, index, &count);
	size_t len = cluster_end(item, index) - glyph->cluster, used = 0;
	for (uint32_t i = 0; i < place && len; i++) {
		utf8_decode(text, len, &used);
		text += used;
		len -= used;
	}
	if (place + 1 < count && len) {
		utf8_decode(text, len, &used);
		len = used;
	}
	return len ? pdf_font_code(font, glyph->id, text, len) : pdf_font_code(font, glyph->id, "\u2060", 3);
}

/* How far the pen moves for an em of the item, in units. */
static double written_em(const TsItem *item)
{
	return written_size(item->u.glyphs.size) * (1000 + item->u.glyphs.expansion) / 1000;
}

/* Moves the pen where it is off by more than one can see: two thousandths of an em.
 * Words begin where they should, as readers tell them apart by the white between. */
static void adjust_pen(Show *show, double place, double em)
{
	double off = (show->pen - place) * 1000;
	bool begins = show->string.len && show->string.data[show->string.len - 1] == ' ';
	double seen = begins ? em / 2 : em * 3 / 2; /* what rounds to one thousandth, to two */
	if (off < seen && off > -seen)
		return;
	off /= em;
	long adjust = (long)(off < 0 ? off - 0.5 : off + 0.5);
	flush_string(show);
	buf_int(&show->array, adjust);
	show->pen -= (double)adjust * em / 1000;
}

static void show_glyph(Writer *writer, const TsItem *item, Show *show, PdfFont *font, uint32_t index, double em)
{
	const TsGlyph *glyph = &item->u.glyphs.glyphs[index];
	const PdfCode *code = code_of(item, font, index);
	if (glyph->dy != 0 || code->resource != writer->now.font || show->pen == NOWHERE) {
		end_show(writer, show);
		set_font(writer, code, item);
		begin_show(writer, item->x + glyph->x + glyph->dx, item->y - glyph->dy);
		show->pen = glyph->x + glyph->dx;
	}
	adjust_pen(show, glyph->x + glyph->dx, em);
	put_code(&show->string, code->code);
	show->pen += code->advance * em / PDF_EM;
	if (glyph->dy) {
		end_show(writer, show);
		show->pen = NOWHERE;
	}
}

/* Glyphs in the order of reading: from the right where the text runs so. */
static uint32_t reading(const TsItem *item, uint32_t index)
{
	return item->u.glyphs.rtl ? item->u.glyphs.count - 1 - index : index;
}

static void show_glyphs(Writer *writer, const TsItem *item)
{
	Show show = {.pen = NOWHERE};
	PdfFont *font = pdf_font_of(writer->content->fonts, item->u.glyphs.face);
	set_color(writer, item->color);
	set_font(writer, code_of(item, font, reading(item, 0)), item);
	double em = written_em(item);
	for (uint32_t i = 0; i < item->u.glyphs.count; i++)
		show_glyph(writer, item, &show, font, reading(item, i), em);
	end_show(writer, &show);
	buf_free(&show.array);
	buf_free(&show.string);
}

/* Characters of private use (the Unicode Standard, 23.5) mean nothing to others. */
static bool has_private(const char *text, size_t len)
{
	size_t used;
	for (size_t i = 0; i < len; i += used) {
		used = 1;
		if ((unsigned char)text[i] < 0xEE)
			continue;
		uint32_t c = utf8_decode(text + i, len - i, &used);
		if ((c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000)
			return true;
	}
	return false;
}

/* They have to say what they stand for (ISO 19005-2, 6.2.11.7.3). */
static void write_glyphs(Writer *writer, const TsItem *item)
{
	const char *text = item->u.glyphs.text;
	bool silent = item->role == TS_ARTIFACT_MARK; /* stands for nothing */
	if (!item->u.glyphs.count)
		return;
	begin_text(writer);
	if (!silent && !has_private(text, item->u.glyphs.len)) {
		show_glyphs(writer, item);
		return;
	}
	buf_str(writer->out, "/Span<</ActualText");
	pdf_text_n(writer->out, text, silent ? 0 : item->u.glyphs.len);
	buf_str(writer->out, ">>BDC\n");
	show_glyphs(writer, item);
	buf_str(writer->out, "EMC\n");
}

/* ---- the rest ---- */

static void write_rect(Writer *writer, const TsItem *item)
{
	end_text(writer);
	set_color(writer, item->color);
	pdf_length(writer->out, item->x);
	buf_char(writer->out, ' ');
	pdf_length(writer->out, writer->height - item->y - item->height);
	buf_char(writer->out, ' ');
	pdf_length(writer->out, item->width);
	buf_char(writer->out, ' ');
	pdf_length(writer->out, item->height);
	buf_str(writer->out, " re f\n");
}

static void put_point(Writer *writer, Length x, Length y, const char *operator)
{
	pdf_length(writer->out, x);
	buf_char(writer->out, ' ');
	pdf_length(writer->out, writer->height - y);
	buf_str(writer->out, operator);
}

static void put_color(Buf *out, StyColor color)
{
	const uint8_t parts[] = {color.r, color.g, color.b};
	for (size_t i = 0; i < BASE_LEN(parts); i++) {
		buf_fixed(out, (parts[i] * 10000 + 127) / 255, 4);
		buf_char(out, ' ');
	}
}

static void write_stroke(Writer *writer, const TsItem *item)
{
	Length low = item->y + item->height;
	end_text(writer);
	buf_str(writer->out, "q ");
	put_color(writer->out, item->color);
	buf_str(writer->out, "RG ");
	pdf_length(writer->out, item->u.stroke.thickness);
	buf_str(writer->out, " w ");
	put_point(writer, item->x, item->u.stroke.falls ? item->y : low, " m ");
	put_point(writer, item->x + item->width, item->u.stroke.falls ? low : item->y, " l S Q\n");
}

static void write_image(Writer *writer, const TsItem *item, PdfElem elem)
{
	uint32_t name = pdf_image_name(writer->content->images, item->u.image.image);
	Length bottom = writer->height - item->y - item->height;
	int32_t box[4];
	place_box(writer, item->x, item->y + item->height, item->x + item->width, item->y, box);
	if (elem)
		pdf_tags_box(writer->content->tags, elem, box);
	if (!name)
		return;
	end_text(writer);
	buf_str(writer->out, "q ");
	pdf_length(writer->out, item->width);
	buf_str(writer->out, " 0 0 ");
	pdf_length(writer->out, item->height);
	buf_char(writer->out, ' ');
	pdf_length(writer->out, item->x);
	buf_char(writer->out, ' ');
	pdf_length(writer->out, bottom);
	buf_printf(writer->out, " cm /X%u Do Q\n", (unsigned)name);
}

/* A link's pieces on one line are one rectangle. */
static void add_link(Writer *writer, const TsItem *item, PdfElem elem)
{
	PdfContent *content = writer->content;
	PdfElem link = elem ? pdf_tags_link(content->tags, elem) : 0;
	if (!link)
		return;
	Length size = item->kind == TS_GLYPHS ? item->u.glyphs.size : 0;
	Length low = item->kind == TS_GLYPHS ? item->y + size / 4 : item->y + item->height;
	Length high = item->kind == TS_GLYPHS ? item->y - size * 3 / 4 : item->y;
	PdfLinkBox box = {.link = link, .baseline = item->y};
	place_box(writer, item->x, low, item->x + item->width, high, box.box);
	int across = writer->turned == TS_TURNED ? 0 : 1;
	PdfLinkBox *last = content->link_count ? &content->links[content->link_count - 1] : NULL;
	if (last && last->link == link && last->box[across] < box.box[across + 2] &&
	    box.box[across] < last->box[across + 2]) {
		for (int i = 0; i < 4; i++) {
			bool take = i < 2 ? box.box[i] < last->box[i] : box.box[i] > last->box[i];
			last->box[i] = take ? box.box[i] : last->box[i];
		}
		return;
	}
	content->links = base_grow(content->links, content->link_count, &content->link_cap, sizeof *content->links);
	content->links[content->link_count++] = box;
}

void pdf_content(PdfContent *content, const TsPage *page)
{
	Writer writer = {.content = content,
	                 .page = page,
	                 .out = &content->out,
	                 .height = page->height,
	                 .elem = CLOSED,
	                 .now.scale = 1000};
	buf_clear(&content->out);
	content->link_count = 0;
	for (size_t i = 0; i < page->count; i++) {
		const TsItem *item = &page->items[i];
		PdfElem elem = pdf_tags_of(content->tags, item);
		turn(&writer, (TsTurn)item->turn);
		mark(&writer, elem, item);
		if (item->kind == TS_GLYPHS)
			write_glyphs(&writer, item);
		else if (item->kind == TS_RECT)
			write_rect(&writer, item);
		else if (item->kind == TS_STROKE)
			write_stroke(&writer, item);
		else
			write_image(&writer, item, elem);
		add_link(&writer, item, elem);
	}
	close_mark(&writer);
	end_text(&writer);
	turn(&writer, TS_UPRIGHT);
}
