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

/* What stands for nothing: shapes are seen, and no text. */
static bool is_shape(const TsItem *item)
{
	return item->role == TS_ARTIFACT_MARK;
}

/* Goes on in the open mark where element, kind of artifact and reading are the same.  What has a reading of its own
 * is one mark, glyphs and rules, so that it is read once. */
static void mark(Writer *writer, PdfElem elem, const TsItem *item)
{
	PdfContent *content = writer->content;
	bool text = item->kind == TS_GLYPHS && !item->reading && !is_shape(item);
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
	buf_char(writer->out, '/');
	buf_str(writer->out, name);
	buf_str(writer->out, "<</MCID ");
	buf_int(writer->out, id);
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

/* An item's glyphs while they are written: those at one height as one TJ or Tj. */
typedef struct {
	const TsItem *item;
	PdfFont *font;
	const PdfLetter *letters; /* of the font */
	double em, seen;          /* in units; how far off a pen may be within a word */
	double pen;               /* in units, from the item's x */
	size_t start;             /* where the bracket stands in the page; SIZE_MAX: nothing is shown yet */
	bool open;                /* within a string */
	bool adjusted;            /* it needs the bracket */
	bool after_word;          /* the string ends in a space */
} Show;

/* What a glyph takes at most: an adjustment of twenty digits, parentheses, its code. */
enum { GLYPH_ROOM = 32 };

static void begin_string(Buf *out, Show *show)
{
	if (show->start == SIZE_MAX) {
		show->start = out->len;
		out->data[out->len++] = '[';
	}
	if (!show->open)
		out->data[out->len++] = '(';
	show->open = true;
}

static void end_string(Buf *out, Show *show)
{
	if (show->open)
		out->data[out->len++] = ')';
	show->open = show->after_word = false;
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
	Buf *out = writer->out;
	if (show->start == SIZE_MAX)
		return;
	end_string(out, show);
	if (!show->adjusted) {
		memmove(out->data + show->start, out->data + show->start + 1, out->len - show->start - 1);
		out->len--;
	}
	buf_str(out, show->adjusted ? "]TJ\n" : "Tj\n");
	show->start = SIZE_MAX;
	show->adjusted = false;
}

/* Size in points as it is written: the pen moves by that. */
static double written_size(Length size)
{
	return pdf_hundredths(size) / 100.0 * LENGTH_PT;
}

/* The letter of ASCII that a glyph alone stands for, as most do, if it was shown by the same one before; NULL. */
static inline const PdfLetter *known_letter(const Show *show, uint32_t index)
{
	const TsItem *item = show->item;
	const TsGlyph *glyph = &item->u.glyphs.glyphs[index];
	uint32_t cluster = glyph->cluster;
	if (item->u.glyphs.rtl || index + 1 >= item->u.glyphs.count || glyph[1].cluster != cluster + 1 ||
	    cluster >= item->u.glyphs.len || (index && glyph[-1].cluster >= cluster))
		return NULL;
	unsigned char letter = (unsigned char)item->u.glyphs.text[cluster];
	return letter < 0x80 && show->letters[letter].glyph == glyph->id ? &show->letters[letter] : NULL;
}

static const PdfCode *find_code(const Show *show, uint32_t index)
{
	const TsItem *item = show->item;
	const TsGlyph *glyph = &item->u.glyphs.glyphs[index];
	if (glyph->cluster >= item->u.glyphs.len)
		return pdf_font_code(show->font, glyph->id, "\u00AD", 2);
	unsigned char letter = (unsigned char)item->u.glyphs.text[glyph->cluster];
	bool plain = !item->u.glyphs.rtl && index + 1 < item->u.glyphs.count && glyph[1].cluster == glyph->cluster + 1;
	if (!plain || letter >= 0x80 || (index && glyph[-1].cluster >= glyph->cluster))
		return pdf_cluster_code(item, show->font, index);
	return pdf_font_letter(show->font, glyph->id, letter);
}

static inline const PdfCode *code_of(const Show *show, uint32_t index)
{
	const PdfLetter *known = known_letter(show, index);
	return known ? &known->code : find_code(show, index);
}

/* How far the pen moves for an em of the item, in units. */
static double written_em(const TsItem *item)
{
	return written_size(item->u.glyphs.size) * (1000 + item->u.glyphs.expansion) / 1000;
}

/* Nearly all are of one to three digits, and there is room for them. */
static void put_adjustment(Buf *out, long adjust)
{
	if (adjust <= -1000 || adjust >= 1000) {
		buf_int(out, adjust);
		return;
	}
	unsigned size = (unsigned)(adjust < 0 ? -adjust : adjust);
	char *to = out->data + out->len;
	if (adjust < 0)
		*to++ = '-';
	if (size >= 100)
		*to++ = (char)('0' + size / 100);
	if (size >= 10)
		*to++ = (char)('0' + size / 10 % 10);
	*to++ = (char)('0' + size % 10);
	out->len = (size_t)(to - out->data);
}

/* Moves the pen where it is off by more than one can see: two thousandths of an em.
 * Words begin where they should, as readers tell them apart by the white between. */
static void adjust_pen(Buf *out, Show *show, double place)
{
	double off = (show->pen - place) * 1000;
	double seen = show->after_word ? show->em / 2 : show->seen; /* what rounds to one thousandth, to two */
	if ((off < seen && off > -seen) || show->start == SIZE_MAX)
		return;
	off /= show->em;
	long adjust = (long)(off < 0 ? off - 0.5 : off + 0.5);
	end_string(out, show);
	put_adjustment(out, adjust);
	show->adjusted = true;
	show->pen -= (double)adjust * show->em / 1000;
}

/* Sets the pen to a glyph, with room for all that are left. */
static void start_show(Writer *writer, Show *show, const TsGlyph *glyph, const PdfCode *code, uint32_t left)
{
	const TsItem *item = show->item;
	end_show(writer, show);
	set_font(writer, code, item);
	begin_show(writer, item->x + glyph->x + glyph->dx, item->y - glyph->dy);
	show->pen = glyph->x + glyph->dx;
	buf_reserve(writer->out, (size_t)left * GLYPH_ROOM);
}

/* Glyphs in the order of reading: from the right where the text runs so. */
static uint32_t reading(const TsItem *item, uint32_t index)
{
	return item->u.glyphs.rtl ? item->u.glyphs.count - 1 - index : index;
}

static void show_glyph(Writer *writer, Show *show, uint32_t index)
{
	const TsItem *item = show->item;
	uint32_t place = reading(item, index);
	const TsGlyph *glyph = &item->u.glyphs.glyphs[place];
	const PdfCode *code = code_of(show, place);
	Buf *out = writer->out;
	if (glyph->dy != 0 || code->resource != writer->now.font || show->pen == NOWHERE)
		start_show(writer, show, glyph, code, item->u.glyphs.count - index);
	adjust_pen(out, show, glyph->x + glyph->dx);
	begin_string(out, show);
	memcpy(out->data + out->len, code->written, sizeof code->written);
	out->len += code->length;
	show->after_word = (code->code & 0xff) == ' ';
	show->pen += code->advance * show->em / PDF_EM;
	if (glyph->dy) {
		end_show(writer, show);
		show->pen = NOWHERE;
	}
}

static void show_glyphs(Writer *writer, const TsItem *item)
{
	Show show = {.item = item, .em = written_em(item), .start = SIZE_MAX, .pen = NOWHERE};
	show.font = pdf_font_of(writer->content->fonts, item->u.glyphs.face);
	show.letters = pdf_font_letters(show.font);
	show.seen = show.em * 3 / 2;
	set_color(writer, item->color);
	set_font(writer, code_of(&show, reading(item, 0)), item);
	for (uint32_t i = 0; i < item->u.glyphs.count; i++)
		show_glyph(writer, &show, i);
	end_show(writer, &show);
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
	if (!item->u.glyphs.count)
		return;
	if (is_shape(item)) {
		end_text(writer);
		set_color(writer, item->color);
		pdf_shapes(writer->out, item, writer->height);
		return;
	}
	begin_text(writer);
	if (!has_private(text, item->u.glyphs.len)) {
		show_glyphs(writer, item);
		return;
	}
	buf_str(writer->out, "/Span<</ActualText");
	pdf_text_n(writer->out, text, item->u.glyphs.len);
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
