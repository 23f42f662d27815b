/* One line -> items of the display list. */
#include "typeset/paragraph/atoms.h"
#include "typeset/paragraph/prices.h"

#include <stdlib.h>
#include <string.h>

/* What a piece of the line is: a whole atom or a fragment of one. */
typedef struct {
	const Atom *atom;
	const TxtShape *shape; /* NULL: a space or an image */
	uint32_t from, to;     /* bytes of the atom */
	Length width, x;       /* as set, and where */
	bool hyphen;
} Piece;

typedef struct {
	const Par *par;
	const Line *line;
	size_t number;
	Piece *pieces;
	size_t count;
	int64_t glyphs, spaces;  /* natural sums: of words; of all else */
	int64_t stretch, shrink; /* of its spaces */
	int32_t expansion;
	bool last;
	bool signed_off; /* who said it: flush right */
	size_t tail;     /* the last pieces are the space the line ends at: it keeps words apart, and has no width */
} Setting;

/* ---- measuring ---- */

static void add_piece(Setting *set, const Atom *atom, uint32_t from, uint32_t to, bool hyphen)
{
	Piece *piece = &set->pieces[set->count++];
	bool whole = from == 0 && to == atom->len && !hyphen;
	*piece = (Piece){.atom = atom, .from = from, .to = to, .hyphen = hyphen};
	if (atom->kind == ATOM_WORD)
		piece->shape = whole ? atom->shape : par_fragment(set->par, atom, from, to, hyphen);
	piece->width = piece->shape ? piece->shape->advance : atom->width;
	if (atom->kind == ATOM_WORD) {
		set->glyphs += piece->width;
		return;
	}
	set->spaces += piece->width;
	set->stretch += par_stretch(set->par, atom);
	set->shrink += par_shrink(atom);
}

/* The space or the line end that a line ends at; of code, the ends of blank lines after it, too, if those are white. */
static void add_tail(Setting *set)
{
	const Par *par = set->par;
	Setting before = *set;
	bool more = true;
	for (uint32_t i = set->line->end; more && i < par->atom_count; i++) {
		AtomKind kind = (AtomKind)par->atoms[i].kind;
		more = par->spec->align == PAR_VERBATIM && !par->spec->blank_lines && kind == ATOM_BREAK;
		if (set->tail ? !more : kind != ATOM_SPACE && kind != ATOM_KERN && kind != ATOM_BREAK)
			break; /* KERN: in code */
		set->pieces = base_realloc(set->pieces, (set->count + 1) * sizeof *set->pieces);
		add_piece(set, &par->atoms[i], 0, par->atoms[i].len, false);
		set->pieces[set->count - 1].width = 0;
		set->tail++;
	}
	set->spaces = before.spaces;
	set->stretch = before.stretch;
	set->shrink = before.shrink;
}

static void take_pieces(Setting *set)
{
	const Par *par = set->par;
	const Line *line = set->line;
	set->pieces = base_calloc(line->end - line->first + 2, sizeof *set->pieces);
	for (uint32_t i = line->first; i < line->end; i++) {
		const Atom *atom = &par->atoms[i];
		uint32_t from = i == line->first ? line->first_cut : 0;
		uint32_t to = i + 1 == line->end && line->last_cut ? line->last_cut : atom->len;
		if (from < to || atom->kind == ATOM_GAP || atom->kind == ATOM_SKIP)
			add_piece(set, atom, from, to, i + 1 == line->end && line->last_cut);
	}
	bool displays = line->end + 1 < par->atom_count && par->atoms[line->end + 1].kind == ATOM_DISPLAY;
	if (!line->last_cut && !displays) /* they part lines well enough */
		add_tail(set);
}

static Length hang(const Setting *set, bool start)
{
	size_t count = set->count - set->tail;
	if (!count)
		return 0;
	const Piece *piece = &set->pieces[start ? 0 : count - 1];
	if (!start && piece->hyphen)
		return par_hang_hyphen(set->par, piece->atom, par_hyphen(set->par, piece->atom)->advance);
	return par_hang(set->par, piece->atom, piece->from, piece->to, start);
}

/* Letters give way first, up to what the style allows: a change of a fiftieth is not
 * seen, that of a space is. */
static void stretch_glyphs(Setting *set, int64_t slack)
{
	int64_t most = set->par->expansion;
	if (!set->glyphs)
		return;
	int64_t share = slack * 1000 / set->glyphs;
	set->expansion = (int32_t)(share > most ? most : share < -most ? -most : share);
}

/* Spaces take their share by what they may give. */
static void share_out(Setting *set, int64_t slack)
{
	int64_t all = slack < 0 ? set->shrink : set->stretch, sum = 0, given = 0;
	for (size_t i = 0; i < set->count - set->tail && all; i++) {
		Piece *piece = &set->pieces[i];
		if (piece->shape)
			continue;
		Length share = slack < 0 ? par_shrink(piece->atom) : par_stretch(set->par, piece->atom);
		if (!share)
			continue;
		sum += share;
		int64_t upto = slack * sum / all;
		piece->width += (Length)(upto - given);
		given = upto;
		if (piece->width < 0)
			piece->width = 0;
	}
}

/* Whether what a piece shows belongs at the end of a last line: what a question is worth. */
static bool is_at_end(const Setting *set, size_t piece)
{
	return piece < set->count - set->tail && set->par->spans[set->pieces[piece].atom->span].at_end;
}

/* Moves what belongs at the measure's end there; returns the indent that does so, where it has a line of its own. */
static Length set_at_end(Setting *set, int64_t slack)
{
	size_t first = 0;
	while (first < set->count && !is_at_end(set, first))
		first++;
	if (first < set->count && first)
		set->pieces[first - 1].width += (Length)slack;
	return first < set->count && !first ? (Length)slack : 0;
}

/* Evens out what the line is too short or too long by; returns the indent that
 * alignment adds. */
static Length justify(Setting *set, Length width)
{
	int64_t slack = width - set->glyphs - set->spaces;
	ParAlign align = set->signed_off ? PAR_FLUSH_RIGHT : set->par->spec->align;
	if (align == PAR_CENTERED)
		return slack > 0 ? (Length)(slack / 2) : 0;
	if (align == PAR_FLUSH_RIGHT)
		return slack > 0 ? (Length)slack : 0;
	if (set->last && slack >= 0)
		return set_at_end(set, slack);
	if (align != PAR_JUSTIFIED)
		return 0;
	stretch_glyphs(set, slack);
	slack -= set->glyphs * set->expansion / 1000;
	int64_t most = (int64_t)((float)set->stretch * par_most_ratio(set->par));
	slack = slack < most ? slack : most;
	share_out(set, slack);
	return 0;
}

/* ---- order ---- */

/* Visual order by levels (UAX #9, L2), as indexes into the pieces. */
static void order_pieces(const Setting *set, size_t *order)
{
	uint8_t highest = 0, lowest = 255;
	for (size_t i = 0; i < set->count; i++) {
		uint8_t level = set->pieces[i].atom->level;
		order[i] = i;
		highest = level > highest ? level : highest;
		if ((level & 1) && level < lowest)
			lowest = level;
	}
	for (uint8_t level = highest; lowest != 255 && level >= lowest; level--) {
		for (size_t i = 0; i < set->count; i++) {
			size_t end = i;
			while (end < set->count && set->pieces[order[end]].atom->level >= level)
				end++;
			for (size_t a = i, b = end; a + 1 < b; a++) {
				size_t swap = order[a];
				order[a] = order[--b];
				order[b] = swap;
			}
			i = end > i ? end - 1 : i;
		}
	}
}

static Length expanded(Length advance, int32_t expansion)
{
	return (Length)((int64_t)advance * (1000 + expansion) / 1000);
}

static Length set_width(const Setting *set, const Piece *piece)
{
	return piece->shape ? expanded(piece->width, set->expansion) : piece->width;
}

/* Gives each piece its place from x on; they stay in the order of reading. */
static void place_pieces(Setting *set, Length x)
{
	size_t *order = set->par->mixed ? base_calloc(set->count + 1, sizeof *order) : NULL;
	if (order)
		order_pieces(set, order);
	for (size_t i = 0; i < set->count; i++) {
		Piece *piece = &set->pieces[order ? order[i] : i];
		piece->x = x;
		x += set_width(set, piece);
	}
	free(order);
}

/* ---- painting ---- */

/* The item that glyphs are being added to. */
typedef struct {
	TsItems *items;
	TsItem *item;        /* NULL: none open */
	const char *text;    /* of the paragraph, from a byte on, which items are lent */
	uint32_t text_first; /* that byte */
	TsGlyph *glyphs;
	uint32_t count, cap;
	uint32_t expected;   /* glyphs of the line, which one item mostly has; not too many */
	uint32_t text_start; /* in the paragraph's text */
	Length end;          /* of the last glyph */
	uint16_t span, space_span;
	uint8_t level;
	const TxtShape *space; /* of the span space_span */
	const char *reading;   /* of the formula at hand */
} Painter;

static void close_item(Painter *painter)
{
	if (!painter->item)
		return;
	painter->item->u.glyphs.glyphs = painter->glyphs;
	painter->item->u.glyphs.count = painter->count;
	painter->item->width = painter->end - painter->item->x;
	painter->item = NULL;
}

static void open_item(Painter *painter, const Setting *set, const Piece *piece, const TxtRun *run, Length x, Length y)
{
	const Par *par = set->par;
	const Span *span = &par->spans[piece->atom->span];
	TsItem *item = ts_items_add(painter->items);
	painter->item = item;
	painter->span = piece->atom->span;
	painter->level = piece->atom->level;
	painter->text_start = piece->atom->start + piece->from;
	painter->count = painter->cap = 0;
	item->kind = TS_GLYPHS;
	item->role = span->role;
	item->sub = span->sub;
	item->node = span->node;
	item->x = x;
	item->y = y - run->rise;
	item->color = span->color;
	item->u.glyphs.face = run->face;
	item->u.glyphs.size = run->size;
	item->u.glyphs.expansion = set->expansion;
	item->u.glyphs.rtl = run->rtl;
	item->u.glyphs.text = painter->text + (painter->text_start - painter->text_first);
	item->u.glyphs.offset = span->offset + painter->text_start - span->start;
}

/* Adds so many glyphs to the open item, which are to be filled. */
static TsGlyph *add_glyphs(Painter *painter, uint32_t more)
{
	if (!painter->glyphs || painter->cap - painter->count < more) {
		uint32_t cap = painter->cap ? painter->cap * 2 : painter->expected;
		cap = cap - painter->count < more ? painter->count + more : cap;
		TsGlyph *larger = arena_alloc(painter->items->arena, cap * sizeof *larger);
		if (painter->count)
			memcpy(larger, painter->glyphs, painter->count * sizeof *larger);
		painter->glyphs = larger;
		painter->cap = cap;
	}
	painter->count += more;
	return painter->glyphs + painter->count - more;
}

/* Whether glyphs of the run may go on in the open item: same span, face and level,
 * and the text goes on, left to right. */
static bool goes_on(const Painter *painter, const Piece *piece, const TxtRun *run)
{
	const TsItem *item = painter->item;
	if (!item || painter->span != piece->atom->span || painter->level != piece->atom->level || run->rtl ||
	    item->u.glyphs.rtl)
		return false;
	return item->u.glyphs.face == run->face && item->u.glyphs.size == run->size &&
	       painter->text_start + item->u.glyphs.len == piece->atom->start + piece->from + run->start;
}

static Length paint_run(Painter *painter, const Setting *set, const Piece *piece, const TxtRun *run, Length x, Length y)
{
	if (!goes_on(painter, piece, run)) {
		close_item(painter);
		open_item(painter, set, piece, run, x, y);
		if (!run->rtl) {
			painter->text_start += run->start;
			painter->item->u.glyphs.text += run->start;
			painter->item->u.glyphs.offset += run->start;
		}
	}
	TsItem *item = painter->item;
	uint32_t base = piece->atom->start + piece->from, bytes = piece->to - piece->from;
	uint32_t shown = piece->hyphen ? bytes - par_dropped(set->par, piece->atom, piece->to) : UINT32_MAX;
	uint32_t end = run->end < shown && run->end < bytes ? run->end : bytes, offset = base - painter->text_start,
	         len = offset + end;
	uint32_t count = run->count;
	int32_t expansion = set->expansion;
	TsGlyph *out = add_glyphs(painter, count);
	Length left = item->x;
	bool hyphenated = false;
	item->u.glyphs.len = len;
	for (const TxtGlyph *glyph = run->glyphs, *last = glyph + count; glyph < last; glyph++) {
		bool hyphen = glyph->cluster >= shown;
		*out++ = (TsGlyph){glyph->id, hyphen ? len : offset + glyph->cluster, x - left, glyph->x, glyph->y};
		hyphenated |= hyphen;
		x += expanded(glyph->advance, expansion);
	}
	item->u.glyphs.hyphenated |= hyphenated;
	painter->end = x;
	return x;
}

static void paint_word(Painter *painter, const Setting *set, const Piece *piece, Length x, Length y)
{
	for (uint32_t i = 0; i < piece->shape->count; i++)
		x = paint_run(painter, set, piece, &piece->shape->runs[i], x, y);
}

/* A space is a glyph of the width that it got, in the item it follows. */
static void paint_space(Painter *painter, const Setting *set, const Piece *piece, Length x, Length y)
{
	const Span *span = &set->par->spans[piece->atom->span];
	if (!painter->space || painter->space_span != piece->atom->span)
		painter->space = txt_shape(set->par->context->job->fonts, &span->style, false, " ", 1, (Pos){0});
	painter->space_span = piece->atom->span;
	const TxtShape *shape = painter->space;
	if (!shape->count || !shape->runs[0].count)
		return;
	TxtRun run = shape->runs[0];
	run.end = piece->atom->len;
	bool joins = painter->item && painter->item->u.glyphs.face == run.face && goes_on(painter, piece, &run);
	if (!joins) {
		close_item(painter);
		open_item(painter, set, piece, &run, x, y);
	}
	TsItem *item = painter->item;
	uint32_t cluster = piece->atom->start - painter->text_start;
	item->u.glyphs.len = cluster + piece->atom->len;
	*add_glyphs(painter, 1) = (TsGlyph){run.glyphs[0].id, cluster, x - item->x, 0, 0};
	painter->end = x + piece->width;
}

static Length image_height(const Piece *piece, const DocImage *image)
{
	return image->info.width ? (Length)((int64_t)piece->width * image->info.height / image->info.width) : 0;
}

static void paint_image(Painter *painter, const Setting *set, const Piece *piece, Length x, Length y)
{
	const Span *span = &set->par->spans[piece->atom->span];
	const DocImage *image = span->node->u.image.image;
	close_item(painter);
	TsItem *item = ts_items_add(painter->items);
	item->kind = TS_IMAGE;
	item->role = span->role;
	item->node = span->node;
	item->width = piece->width;
	item->height = image_height(piece, image);
	item->x = x;
	item->y = y - item->height;
	item->u.image.image = image;
}

/* Between a colour and white, at so many per cent of it. */
static StyColor tint(StyColor color, int per_cent)
{
	uint8_t *parts[] = {&color.r, &color.g, &color.b};
	for (size_t i = 0; i < BASE_LEN(parts); i++)
		*parts[i] = (uint8_t)(255 - (255 - *parts[i]) * per_cent / 100);
	return color;
}

/* The frame of a key, from x to end: a fine line, thick at its foot, where a key is seen to stand out. */
static void add_frame(TsItems *items, const Span *span, Length x, Length end, Length y)
{
	const Length line = LENGTH_PT * 35 / 100, foot = span->style.size / 9, above = span->style.size * 17 / 20,
	             below = span->style.size * 7 / 20;
	const StyColor edge = tint(span->color, 45);
	ts_items_add_rect(items, TS_ARTIFACT_LAYOUT, x, y - above, end - x, line, edge);
	ts_items_add_rect(items, TS_ARTIFACT_LAYOUT, x, y + below - foot, end - x, foot, edge);
	ts_items_add_rect(items, TS_ARTIFACT_LAYOUT, x, y - above, line, above + below, edge);
	ts_items_add_rect(items, TS_ARTIFACT_LAYOUT, end - line, y - above, line, above + below, edge);
}

/* Keys have white of their own at both ends; one may go on in the next line. */
static void paint_keys(const Setting *set, Length y, TsItems *items)
{
	const Span *open = NULL;
	Length from = 0, to = 0;
	for (size_t i = 0; i < set->count; i++) {
		const Piece *piece = &set->pieces[i];
		const Span *span = &set->par->spans[piece->atom->span];
		if (!span->key)
			continue;
		from = open ? from : piece->x;
		to = piece->x + set_width(set, piece);
		bool closes = open && span->role == TS_ARTIFACT_MARK;
		open = closes ? NULL : span;
		if (closes)
			add_frame(items, span, from, to, y);
	}
	if (open)
		add_frame(items, open, from, to, y);
}

static void paint_formula(Painter *painter, const Setting *set, const Piece *piece, Length x, Length y)
{
	close_item(painter);
	painter->reading = par_paint_formula(set->par, set->line, piece->atom, painter->reading, x, y, painter->items);
}

/* Lines under and through text. */
static void paint_strokes(const Setting *set, Length y, TsItems *items)
{
	for (size_t i = 0; i < set->count; i++) {
		const Piece *piece = &set->pieces[i];
		const Span *span = &set->par->spans[piece->atom->span];
		Length width = set_width(set, piece);
		if ((span->underline || span->strike) && width) {
			TxtMetrics metrics;
			txt_metrics(set->par->context->job->fonts, &span->style, &metrics);
			ts_items_add_rect(items, TS_ARTIFACT_LAYOUT, piece->x,
			                  span->strike ? y - metrics.x_height / 2 : y + metrics.underline, width,
			                  metrics.underline_size > 0 ? metrics.underline_size : LENGTH_PT / 2,
			                  span->color);
		}
	}
}

/* As many glyphs as a line's pieces have, within bounds. */
static uint32_t glyphs_of(const Setting *set)
{
	enum { LEAST = 16, MOST = 256 };
	uint32_t count = LEAST;
	for (size_t i = 0; i < set->count && count < MOST; i++)
		count += set->pieces[i].to - set->pieces[i].from; /* bytes: rarely less */
	return count < MOST ? count : MOST;
}

/* The text of a paragraph that rests is gone before its page is. */
static void copy_text(Painter *painter, const Setting *set)
{
	const Atom *first = set->count ? set->pieces[0].atom : NULL,
	           *last = set->count ? set->pieces[set->count - 1].atom : NULL;
	if (!first)
		return;
	painter->text_first = first->start;
	painter->text = arena_strndup(painter->items->arena, set->par->text + first->start,
	                              last->start + last->len - first->start);
}

void par_paint(const Par *par, size_t variant, size_t line, Length x, Length y, TsItems *items)
{
	par_wake(par);
	const Variant *of = &par->variants[variant];
	Setting set = {.par = par, .line = &of->line[line], .number = line, .expansion = -par->spec->narrow};
	uint32_t end = set.line->end;
	if (par_display_on(par, set.line)) {
		par_paint_display(par, set.line, x, y, items);
		return;
	}
	set.last = line + 1 == of->lines || (end < par->atom_count && par->atoms[end].kind == ATOM_BREAK);
	set.signed_off =
	        par->spec->signed_off && line + 1 == of->lines && set.line->first && !par_turned(par, set.line);
	take_pieces(&set);
	Length turnover = set.line->turnover;
	Length start = hang(&set, true), close = hang(&set, false);
	bool aligned = par->spec->align == PAR_JUSTIFIED;
	Length width = par_line_width(par, line, turnover) + (aligned ? start + close : 0);
	Length shift = justify(&set, width), hung = par->spec->align == PAR_VERBATIM || shift ? 0 : start;
	bool rtl = par->spec->dir == DOC_DIR_RTL;
	int64_t total = 0;
	for (size_t i = 0; i < set.count; i++)
		total += set_width(&set, &set.pieces[i]);
	if (rtl) /* the start side is the right one */
		x += par->spec->measure - par_line_indent(par, line, turnover) - (Length)total - shift + hung;
	else
		x += par_line_indent(par, line, turnover) + shift - hung;
	place_pieces(&set, x);
	Painter painter = {.items = items, .expected = glyphs_of(&set), .text = par->text};
	if (par->rests)
		copy_text(&painter, &set);
	for (size_t i = 0; i < set.count; i++) {
		const Piece *piece = &set.pieces[i];
		if (piece->shape)
			paint_word(&painter, &set, piece, piece->x, y);
		else if (piece->atom->kind == ATOM_GAP || piece->atom->kind == ATOM_SKIP)
			continue;
		else if (piece->atom->kind == ATOM_FORMULA)
			paint_formula(&painter, &set, piece, piece->x, y);
		else if (piece->atom->kind == ATOM_IMAGE)
			paint_image(&painter, &set, piece, piece->x, y);
		else
			paint_space(&painter, &set, piece, piece->x, y);
	}
	close_item(&painter);
	paint_strokes(&set, y, items);
	paint_keys(&set, y, items);
	free(set.pieces);
}

Length par_overfull(const Par *par, size_t variant, size_t line)
{
	par_wake(par);
	const Line *of = &par->variants[variant].line[line];
	if (of->ratio >= par_least_ratio(par))
		return 0;
	Setting set = {.par = par, .line = of, .number = line};
	take_pieces(&set);
	int64_t give = set.glyphs * par->expansion / 1000 + (int64_t)((float)set.shrink * -par_least_ratio(par));
	int64_t over =
	        par_narrowed(par->spec, (Length)set.glyphs) + set.spaces - par_line_width(par, line, of->turnover);
	if (par->spec->align == PAR_JUSTIFIED)
		over -= give;
	free(set.pieces);
	return over > 0 ? (Length)over : 0;
}

void par_extent(const Par *par, size_t variant, size_t line, Length *above, Length *below)
{
	par_wake(par);
	const Line *of = &par->variants[variant].line[line];
	*above = par->ascent;
	*below = par->descent;
	for (uint32_t i = of->first; i < of->end; i++) {
		const Atom *atom = &par->atoms[i];
		if (atom->kind != ATOM_IMAGE)
			continue;
		Piece piece = {.width = atom->width};
		Length height = image_height(&piece, par->spans[atom->span].node->u.image.image);
		*above = height > *above ? height : *above;
	}
}
