/* From inline nodes to atoms. */
#include "typeset/paragraph/atoms.h"

#include <stdlib.h>
#include <string.h>

/* What text has at a place in the tree. */
typedef struct {
	TxtStyle style;
	StyColor color;
	bool hyphenate, underline, strike;
} Look;

typedef struct {
	Par *par;
	Arena *arena;
	Buf text;
	Span *spans;
	size_t span_count, span_cap;
	Atom *atoms;
	size_t atom_count, atom_cap;
	size_t space_span; /* 1 + the span whose space is known */
	Length space;
	uint32_t skip, lead_in; /* what is still to be left out, to be set in small capitals */
	Look *looks;            /* by depth */
	size_t depth, look_cap;
} Collector;

/* ---- text and spans ---- */

static void add_span(Collector *c, const DocNode *node, const Look *look, TsRole role, uint32_t offset)
{
	if (c->span_count == UINT16_MAX)
		return;
	c->spans = base_grow(c->spans, c->span_count, &c->span_cap, sizeof *c->spans);
	c->spans[c->span_count++] = (Span){
	        .node = node,
	        .style = look->style,
	        .color = look->color,
	        .role = role,
	        .sub = c->par->spec.sub,
	        .hyphenate = look->hyphenate,
	        .underline = look->underline,
	        .strike = look->strike,
	        .start = (uint32_t)c->text.len,
	        .offset = offset,
	};
}

static uint32_t take(uint32_t *wanted, size_t len)
{
	uint32_t taken = *wanted < len ? *wanted : (uint32_t)len;
	*wanted -= taken;
	return taken;
}

/* A text without what an initial has taken of it, its first words in small capitals
 * where they lead a chapter in. */
static void add_text(Collector *c, const DocNode *node, const Look *look, TsRole role, const char *text, size_t len)
{
	uint32_t at = take(&c->skip, len), lead_in = take(&c->lead_in, len - at);
	if (lead_in) {
		Look small = *look;
		small.style.features |= TXT_SMALL_CAPS;
		add_span(c, node, &small, role, at);
		buf_add(&c->text, text + at, lead_in);
		at += lead_in;
	}
	if (at == len)
		return;
	add_span(c, node, look, role, at);
	buf_add(&c->text, text + at, len - at);
}

static Look *top_look(Collector *c)
{
	return &c->looks[c->depth - 1];
}

static void push_look(Collector *c)
{
	c->looks = base_grow(c->looks, c->depth, &c->look_cap, sizeof *c->looks);
	c->looks[c->depth] = c->looks[c->depth - 1];
	c->depth++;
}

static void change_span_look(const DocNode *node, Look *look)
{
	if (doc_has_class(node, "small"))
		look->style.size = look->style.size * 9 / 10;
}

/* The look inside a node. */
static void change_look(Collector *c, const DocNode *node, Look *look)
{
	const ParContext *context = c->par->context;
	const Style *style = context->job->style;
	look->style.lang = node->lang;
	switch (node->type) {
	case DOC_EMPH:
		look->style.italic = !look->style.italic;
		break;
	case DOC_STRONG:
		look->style.weight = 700;
		break;
	case DOC_SMALL_CAPS:
		look->style.features |= TXT_SMALL_CAPS;
		break;
	case DOC_SUPERSCRIPT:
		look->style.features |= TXT_SUPERIOR;
		break;
	case DOC_SUBSCRIPT:
		look->style.features |= TXT_INFERIOR;
		break;
	case DOC_STRIKEOUT:
		look->strike = true;
		break;
	case DOC_UNDERLINE:
		look->underline = true;
		break;
	case DOC_LINK:
		look->color = style->colors.link;
		break;
	case DOC_CODE:
	case DOC_MATH:
		look->style.family = context->mono;
		look->style.features = TXT_NO_LIGATURES;
		look->style.size = (Length)((int64_t)look->style.size * 84 / 100);
		look->hyphenate = false;
		break;
	default:
		change_span_look(node, look);
		break;
	}
}

static void enter_note_ref(Collector *c, const DocNode *node)
{
	char number[16];
	Look look = *top_look(c);
	if (!node->u.note_ref.note)
		return;
	int len = snprintf(number, sizeof number, "%u", node->u.note_ref.note->u.note.number);
	look.style.features = TXT_SUPERIOR;
	look.style.italic = false;
	look.style.lang = node->lang;
	look.hyphenate = false;
	add_text(c, node, &look, TS_NOTE_MARK, number, (size_t)len);
}

static void leave_link(Collector *c, const DocNode *node)
{
	const ParContext *context = c->par->context;
	if (node->u.link.kind != DOC_LINK_REFERENCE || !context->label)
		return;
	const char *label = context->label(context->closure, node->u.link.target);
	par_note_labelled(c->par);
	if (!label || !*label)
		return;
	const char *page = arena_printf(c->arena, "%s%s", lang_comma(node->lang),
	                                lang_numbered(c->arena, node->lang, LANG_PAGE, label));
	add_text(c, node, top_look(c), TS_PAGE_REF, page, strlen(page));
}

static void enter_node(Collector *c, const DocNode *node)
{
	TsRole role = c->par->spec.role;
	Look look = *top_look(c);
	change_look(c, node, &look);
	switch (node->type) {
	case DOC_TEXT:
	case DOC_CODE:
	case DOC_MATH:
	case DOC_CODE_BLOCK:
		add_text(c, node, &look, role, node->u.text.text, node->u.text.len);
		break;
	case DOC_SOFT_BREAK:
		add_text(c, node, &look, role, c->par->spec.verse ? "\n" : " ", 1);
		break;
	case DOC_LINE_BREAK:
		add_text(c, node, &look, role, "\n", 1);
		break;
	case DOC_QUOTED:
		if (node->u.quoted.open)
			add_text(c, node, &look, role, node->u.quoted.open, strlen(node->u.quoted.open));
		break;
	case DOC_NOTE_REF:
		enter_note_ref(c, node);
		break;
	case DOC_IMAGE:
		if (node->u.image.image)
			add_text(c, node, &look, role, "\uFFFC", 3);
		break;
	default:
		break;
	}
}

static bool is_leaf(const DocNode *node)
{
	return node->type == DOC_TEXT || node->type == DOC_SOFT_BREAK;
}

static void walk_inlines(Collector *c, const DocNode *top)
{
	DocWalk walk = doc_walk(top);
	while (doc_step(&walk)) {
		const DocNode *node = walk.node;
		if (node == top && top->type != DOC_CODE_BLOCK)
			continue;
		if (!walk.enter) {
			c->depth--;
			if (node->type == DOC_QUOTED && node->u.quoted.close)
				add_text(c, node, top_look(c), c->par->spec.role, node->u.quoted.close,
				         strlen(node->u.quoted.close));
			if (node->type == DOC_LINK)
				leave_link(c, node);
			continue;
		}
		enter_node(c, node);
		if (is_leaf(node))
			continue;
		push_look(c);
		change_look(c, node, top_look(c));
		if (node->type == DOC_IMAGE)
			doc_skip(&walk);
	}
}

/* ---- atoms ---- */

static Atom *add_atom(Collector *c, AtomKind kind, size_t start, size_t len, size_t span)
{
	c->atoms = base_grow(c->atoms, c->atom_count, &c->atom_cap, sizeof *c->atoms);
	Atom *atom = &c->atoms[c->atom_count++];
	*atom = (Atom){.start = (uint32_t)start, .len = (uint32_t)len, .span = (uint16_t)span, .kind = (uint8_t)kind};
	return atom;
}

/* The style's share of the face's space; code has its own. */
static Length space_of(Collector *c, size_t span)
{
	const ParContext *context = c->par->context;
	if (c->space_span == span + 1)
		return c->space;
	Length own = txt_space(context->job->fonts, &c->spans[span].style);
	bool code = c->spans[span].style.family == context->mono;
	c->space_span = span + 1;
	c->space = code ? own : (Length)((int64_t)own * context->job->style->text.word_space / 100);
	return c->space;
}

/* What the narrowest of the paragraph's lines has room for. */
static Length narrowest_line(const ParSpec *spec)
{
	Length indent = (spec->first > 0 ? spec->first : 0) + (spec->drop_lines ? spec->drop_width : 0);
	return spec->measure - spec->left - spec->right - spec->turnover - indent;
}

static Length image_width(const Par *par, const DocNode *node)
{
	Length width, height, most = narrowest_line(&par->spec);
	par_picture(node, par->context->job->style, most > LENGTH_PT ? most : LENGTH_PT, false, &width, &height);
	return width;
}

/* The width of an ideographic space is the em's, and no share of a space. */
enum { IDEOGRAPHIC = 0 };

/* The kinds of space: bytes taken, or 0; fixed ones are neither stretched nor broken at. */
static size_t space_at(const char *text, size_t len, AtomKind *kind, int *per_mille)
{
	*per_mille = 1000;
	*kind = ATOM_SPACE;
	if (*text == ' ' || *text == '\t')
		return 1;
	if (len >= 3 && !memcmp(text, "\u3000", 3)) {
		*kind = ATOM_KERN;
		*per_mille = IDEOGRAPHIC;
		return 3;
	}
	if (len >= 2 && !memcmp(text, "\u00A0", 2))
		return 2;
	*kind = ATOM_KERN;
	if (len >= 3 && !memcmp(text, "\u202F", 3)) {
		*per_mille = 600;
		return 3;
	}
	if (len >= 3 && !memcmp(text, "\u2009", 3)) {
		*per_mille = 700;
		return 3;
	}
	return 0;
}

static void add_word(Collector *c, size_t start, size_t len, size_t span, bool rtl)
{
	const Span *of = &c->spans[span];
	Pos pos = of->node ? of->node->pos : (Pos){0};
	Atom *atom = add_atom(c, ATOM_WORD, start, len, span);
	if (len == 3 && of->node && of->node->type == DOC_IMAGE) {
		atom->kind = ATOM_IMAGE;
		atom->width = image_width(c->par, of->node);
		return;
	}
	atom->shape = txt_shape_part(c->par->context->job->fonts, &of->style, rtl, c->text.data, c->text.len, start,
	                             start + len, pos);
	atom->width = atom->shape->advance;
}

/* Whether every part that hyphenation leaves of a word fits a line. */
static bool divides_into(const Collector *c, const Atom *word, Length line)
{
	const TxtDivision *divisions;
	Length before = 0;
	bool address = word->breaks >= TXT_BREAK_ADDRESS || (c->atom_count > 1 && word[-1].breaks >= TXT_BREAK_ADDRESS);
	if (!c->spans[word->span].hyphenate || address)
		return false;
	size_t count = txt_divisions(c->par->context->job->fonts, word->shape, &divisions);
	for (size_t i = 0; i < count; before = divisions[i++].before) {
		if (divisions[i].before - before > line)
			return false;
	}
	return word->width - before <= line;
}

/* The advance of each cluster of a word, by its first byte. */
static void measure_clusters(const TxtShape *shape, Length *sums)
{
	for (uint32_t r = 0; r < shape->count; r++) {
		for (uint32_t g = 0; g < shape->runs[r].count; g++)
			sums[shape->runs[r].glyphs[g].cluster] += shape->runs[r].glyphs[g].advance;
	}
}

/* A word wider than its line is cut between letters into parts that fit, whatever
 * they are: nothing sticks out of the page. */
static void cut_long_word(Collector *c, bool rtl)
{
	const ParSpec *spec = &c->par->spec;
	const Atom word = c->atoms[c->atom_count - 1];
	Length line = narrowest_line(spec), width = 0;
	if (word.kind != ATOM_WORD || word.width <= line || divides_into(c, &c->atoms[c->atom_count - 1], line))
		return;
	Length *sums = base_calloc(word.len + 1, sizeof *sums);
	c->par->cuts = true;
	size_t from = 0;
	measure_clusters(word.shape, sums);
	c->atom_count--;
	for (size_t i = 0; i <= word.len; i++) {
		bool full = sums[i] && width + sums[i] > line;
		if (i > from && (full || i == word.len)) {
			add_word(c, word.start + from, i - from, word.span, rtl);
			c->atoms[c->atom_count - 1].may_break = i < word.len || word.may_break;
			c->atoms[c->atom_count - 1].breaks = i < word.len ? TXT_BREAK_LAST : word.breaks;
			from = i;
			width = 0;
		}
		width += sums[i];
	}
	free(sums);
}

/* Adds a space; a run of them is one, but in verbatim text. */
static void add_space(Collector *c, size_t start, size_t len, size_t span, AtomKind kind, int per_mille, uint8_t breaks)
{
	bool may_break = breaks != TXT_BREAK_NO;
	bool verbatim = c->par->spec.align == PAR_VERBATIM;
	Atom *last = c->atom_count ? &c->atoms[c->atom_count - 1] : NULL;
	bool breaking = c->text.data[start] == ' ' || c->text.data[start] == '\t' || per_mille == IDEOGRAPHIC;
	if (!verbatim && breaking && kind == ATOM_SPACE &&
	    (!last || last->kind == ATOM_SPACE || last->kind == ATOM_BREAK)) {
		if (last) {
			last->may_break |= may_break;
			last->breaks = breaks;
		}
		return;
	}
	Length width = per_mille == IDEOGRAPHIC ? c->spans[span].style.size
	                                        : (Length)((int64_t)space_of(c, span) * per_mille / 1000);
	if (verbatim && c->text.data[start] == '\t')
		width *= 4;
	Atom *atom = add_atom(c, verbatim ? ATOM_KERN : kind, start, len, span);
	atom->width = width;
	atom->may_break = breaking && (may_break || verbatim);
	atom->breaks = breaks;
}

/* Bytes of a word that are shaped as one: a letter with a hundred thousand marks is
 * no word, and costs its square. */
enum { LONGEST = 1000 };

/* What the text says of itself, by its bytes. */
typedef struct {
	uint8_t *breaks, *levels, *gaps;
} Marks;

static void add_gap(Collector *c, size_t at, size_t span, TxtGap gap, uint8_t breaks)
{
	Length size = c->spans[span].style.size;
	Atom *atom = add_atom(c, ATOM_GAP, at, 0, span);
	atom->gap = (uint8_t)gap;
	atom->width = gap == TXT_GAP_SIGN ? size / 2 : gap == TXT_GAP_LATIN ? size / 4 : 0;
	atom->may_break = breaks != TXT_BREAK_NO;
	atom->breaks = breaks;
}

/* Cuts one span [at, end) at spaces, line ends, break opportunities and changes of level. */
static void cut_span(Collector *c, size_t span, size_t at, size_t end, const Marks *marks)
{
	const uint8_t *breaks = marks->breaks, *levels = marks->levels;
	const char *text = c->text.data;
	while (at < end) {
		AtomKind kind;
		int per_mille;
		size_t size = space_at(text + at, end - at, &kind, &per_mille), first_atom = c->atom_count;
		if (text[at] == '\n') {
			add_atom(c, ATOM_BREAK, at, 1, span);
			size = 1;
		} else if (size) {
			add_space(c, at, size, span, kind, per_mille, breaks[at + size - 1]);
		} else {
			size_t to = at;
			do {
				to++;
			} while (to < end && to - at < LONGEST && text[to] != '\n' &&
			         !space_at(text + to, end - to, &kind, &per_mille) && breaks[to - 1] == TXT_BREAK_NO &&
			         levels[to] == levels[at] && !marks->gaps[to - 1]);
			while (to < end && utf8_goes_on(text[to]))
				to++;
			add_word(c, at, to - at, span, levels[at] & 1);
			size = to - at;
			uint8_t after = size >= LONGEST ? TXT_BREAK_LAST : breaks[to - 1];
			c->atoms[c->atom_count - 1].may_break = after != TXT_BREAK_NO;
			c->atoms[c->atom_count - 1].breaks = after;
			cut_long_word(c, levels[at] & 1);
			if (marks->gaps[to - 1])
				add_gap(c, to, span, marks->gaps[to - 1], breaks[to - 1]);
		}
		for (; first_atom < c->atom_count; first_atom++)
			c->atoms[first_atom].level = levels[at];
		at += size;
	}
}

static bool is_code(const DocNode *node)
{
	return node && (node->type == DOC_CODE || node->type == DOC_CODE_BLOCK || node->type == DOC_MATH);
}

/* Where lines may end in a span: by the customs of its language, or as code is cut. */
static void refine_marks(Collector *c, size_t span, size_t end, const Marks *marks, bool gaps)
{
	const Span *of = &c->spans[span];
	const char *text = c->text.data;
	uint8_t *breaks = marks->breaks;
	if (of->role == TS_NOTE_MARK && of->start)
		breaks[of->start - 1] = TXT_BREAK_NO;
	if (is_code(of->node)) {
		txt_break_code(text, of->start, end, breaks);
		return;
	}
	txt_break_customs(text, c->text.len, of->start, end, of->style.lang, breaks);
	txt_break_addresses(text, of->start, end, breaks);
	if (!gaps || c->par->spec.align == PAR_VERBATIM)
		return;
	if (!(of->style.features & (TXT_SUPERIOR | TXT_INFERIOR)))
		txt_gaps(text, c->text.len, of->start, end, of->style.lang, breaks, marks->gaps);
	else if (of->start)
		marks->gaps[of->start - 1] = TXT_GAP_NONE;
	for (size_t i = of->start; i < end && !of->hyphenate; i++)
		breaks[i] = breaks[i] == TXT_BREAK_SYLLABLE ? TXT_BREAK_NO : breaks[i];
}

/* Letters that fill squares keep to them: lines of such are not expanded.  An indent that was typed is the first
 * line's. */
static void suit_eastern(Collector *c)
{
	Par *par = c->par;
	size_t gaps = 0, spaces = 0;
	if (c->text.len >= 3 && par->spec.first > 0 && !memcmp(c->text.data, "\u3000", 3))
		par->spec.first = 0;
	for (size_t i = 0; i < c->atom_count; i++) {
		gaps += c->atoms[i].kind == ATOM_GAP && c->atoms[i].gap != TXT_GAP_WORDS;
		spaces += c->atoms[i].kind == ATOM_SPACE;
	}
	if (gaps > spaces)
		par->expansion = 0;
}

/* Whether a span runs against its paragraph: as the source says, code in any case. */
static bool is_isolated(const Collector *c, const Span *span)
{
	DocDir own = is_code(span->node) ? DOC_DIR_LTR : span->node ? span->node->dir : c->par->spec.dir;
	return own != c->par->spec.dir && span->role != TS_NOTE_MARK;
}

static bool find_levels(Collector *c, int base, uint8_t *levels)
{
	TxtIsolate *isolates = base_calloc(c->span_count + 1, sizeof *isolates);
	size_t count = 0;
	for (size_t i = 0; i < c->span_count; i++) {
		const Span *span = &c->spans[i];
		size_t end = i + 1 < c->span_count ? c->spans[i + 1].start : c->text.len;
		if (!is_isolated(c, span))
			continue;
		if (count && isolates[count - 1].end == span->start && !is_code(span->node) &&
		    !is_code(c->spans[i - 1].node))
			isolates[count - 1].end = end;
		else
			isolates[count++] = (TxtIsolate){span->start, end, !base};
	}
	bool mixed = txt_bidi(c->text.data, c->text.len, base, isolates, count, levels);
	free(isolates);
	return mixed;
}

/* What is glued together and wider than a line may be cut where it is glued: nothing
 * sticks out of the page. */
static void loosen(Collector *c)
{
	Length line = narrowest_line(&c->par->spec);
	int64_t width = 0;
	size_t first = 0;
	for (size_t i = 0; i < c->atom_count; i++) {
		Atom *atom = &c->atoms[i];
		bool ends = atom->may_break || atom->kind == ATOM_BREAK, blank = ends && atom->kind == ATOM_SPACE;
		width += blank ? 0 : atom->width;
		if (!ends && i + 1 < c->atom_count)
			continue;
		for (; width > line && first + blank < i; first++)
			c->atoms[first].may_break = c->atoms[first].glued = true;
		width = 0;
		first = i + 1;
	}
}

static void cut_all(Collector *c)
{
	Par *par = c->par;
	size_t len = c->text.len;
	uint8_t *bytes = base_calloc(3, len + 1);
	Marks marks = {bytes, bytes + len + 1, bytes + 2 * (len + 1)};
	int base = par->spec.dir == DOC_DIR_RTL;
	bool gaps = txt_may_have_gaps(c->text.data, len);
	memset(marks.levels, base, len + 1);
	txt_breaks(c->text.data, len, par->spec.style.lang, marks.breaks);
	par->mixed = find_levels(c, base, marks.levels) || base;
	for (size_t i = 0; i < c->span_count; i++)
		refine_marks(c, i, i + 1 < c->span_count ? c->spans[i + 1].start : len, &marks, gaps);
	for (size_t i = 0; i < c->span_count; i++) {
		size_t end = i + 1 < c->span_count ? c->spans[i + 1].start : len;
		cut_span(c, i, c->spans[i].start, end, &marks);
	}
	while (c->atom_count && c->atoms[c->atom_count - 1].kind == ATOM_SPACE && par->spec.align != PAR_VERBATIM)
		c->atom_count--;
	if (gaps)
		suit_eastern(c);
	loosen(c);
	free(bytes);
}

static void *keep(Arena *arena, const void *items, size_t size)
{
	void *copy = arena_alloc(arena, size + 1);
	if (size)
		memcpy(copy, items, size);
	return copy;
}

void par_collect(Par *par, Arena *arena)
{
	const ParSpec *spec = &par->spec;
	Collector c = {.par = par, .arena = arena};
	c.looks = base_grow(NULL, 0, &c.look_cap, sizeof *c.looks);
	c.looks[0] = (Look){.style = spec->style, .color = spec->color, .hyphenate = spec->hyphenate};
	c.depth = 1;
	c.skip = spec->skip;
	c.lead_in = spec->lead_in;
	if (spec->number) {
		add_text(&c, spec->node, &c.looks[0], spec->number_role, spec->number, strlen(spec->number));
		bool heading = spec->number_role == TS_NUMBER; /* needs more white than a caption */
		add_text(&c, spec->node, &c.looks[0], spec->number_role, heading ? "\u00A0\u00A0 " : "\u00A0 ",
		         heading ? 5 : 3);
	}
	if (spec->text)
		add_text(&c, spec->node, &c.looks[0], spec->role, spec->text, strlen(spec->text));
	else if (spec->node)
		walk_inlines(&c, spec->node);
	par->expansion = par->context->job->style->text.expansion;
	if (c.text.len)
		cut_all(&c);
	par->text = keep(arena, c.text.data, c.text.len);
	par->len = (uint32_t)c.text.len;
	par->spans = keep(arena, c.spans, c.span_count * sizeof *c.spans);
	par->span_count = c.span_count;
	par->atoms = keep(arena, c.atoms, c.atom_count * sizeof *c.atoms);
	par->atom_count = c.atom_count;
	buf_free(&c.text);
	free(c.spans);
	free(c.atoms);
	free(c.looks);
}
