/* From text to atoms: cut at space_kinds, line ends, break opportunities and changes of level. */
#include "typeset/paragraph/collect.h"

#include <string.h>

/* The style's share of the face's space; listings have their own.  Code in running text has that of the text: its own
 * is nearly twice as wide, a hole in every line that has one. */
static Length space_of(Collector *c, size_t span)
{
	const ParContext *context = c->par->context;
	const ParSpec *spec = c->par->spec;
	if (c->space_span == span + 1)
		return c->space;
	const TxtStyle *style = &c->spans[span].style;
	bool code = style->family == context->mono, listing = spec->align == PAR_VERBATIM;
	Length own = txt_space(context->job->fonts, code && !listing ? &spec->style : style);
	c->space_span = span + 1;
	c->space = listing ? own : (Length)((int64_t)own * context->job->style->text.word_space / 100);
	return c->space;
}

/* The kinds of space; those that are no glue neither stretch nor shrink. */
typedef struct {
	const char *text;
	size_t len;
	AtomKind kind;
	int per_mille; /* of the style's space; EM: an em */
	bool breaking; /* a line may end there */
} Space;

enum { EM = 0 };

static const Space space_kinds[] = {
        {" ", 1, ATOM_SPACE, 1000, true},       {"\t", 1, ATOM_SPACE, 1000, true},
        {"\u00A0", 2, ATOM_SPACE, 1000, false}, {"\u3000", 3, ATOM_KERN, EM, true},
        {"\u202F", 3, ATOM_KERN, 600, false},   {"\u2009", 3, ATOM_KERN, 700, false},
};

/* What is sure to be no space, nor a line end: most of what there is. */
static bool is_ink(char byte)
{
	unsigned char c = (unsigned char)byte;
	return c > ' ' && c < 0xC2;
}

/* The space that a text begins with; NULL: it begins with none. */
static const Space *space_at(const char *text, size_t len)
{
	for (size_t i = 0; i < BASE_LEN(space_kinds); i++) {
		if (space_kinds[i].len <= len && !memcmp(text, space_kinds[i].text, space_kinds[i].len))
			return &space_kinds[i];
	}
	return NULL;
}

static Length space_width(Collector *c, const Space *space, size_t span)
{
	if (space->per_mille == EM)
		return c->spans[span].style.size;
	return (Length)((int64_t)space_of(c, span) * space->per_mille / 1000);
}

/* Whether there is no room for one more space: a run of them is one, and a line begins with none. */
static bool joins_space(const Collector *c, const Space *space)
{
	const Atom *last = c->atom_count ? &c->atoms[c->atom_count - 1] : NULL;
	return space->breaking && space->kind == ATOM_SPACE &&
	       (!last || last->kind == ATOM_SPACE || last->kind == ATOM_BREAK);
}

/* To the next of the places that tabs lead to, in letters of code; asked of one tab after the other. */
static int tab_letters(Collector *c, size_t at)
{
	enum { TAB = 4 };
	for (; c->counted < at; c->counted++) {
		char byte = c->text.data[c->counted];
		if (byte == '\n')
			c->column = 0;
		else
			c->column += byte == '\t' ? TAB - c->column % TAB : !utf8_goes_on(byte);
	}
	return TAB - c->column % TAB;
}

static void add_space(Collector *c, size_t start, const Space *space, size_t span, uint8_t breaks)
{
	bool may_break = breaks != TXT_BREAK_NO, verbatim = c->par->spec->align == PAR_VERBATIM;
	if (!verbatim && joins_space(c, space)) {
		if (c->atom_count) {
			c->atoms[c->atom_count - 1].may_break |= may_break;
			c->atoms[c->atom_count - 1].breaks = breaks;
		}
		return;
	}
	Length width = par_narrowed(c->par->spec, space_width(c, space, span));
	Atom *atom = par_add_atom(c, verbatim ? ATOM_KERN : space->kind, start, space->len, span);
	atom->width = verbatim && *space->text == '\t' ? width * tab_letters(c, start) : width;
	atom->may_break = space->breaking && (may_break || verbatim);
	atom->breaks = breaks;
}

void par_add_space(Collector *c, size_t at, size_t span, uint8_t breaks)
{
	add_space(c, at, &space_kinds[0], span, breaks);
}

static void add_gap(Collector *c, size_t at, size_t span, TxtGap gap, uint8_t breaks)
{
	Length size = c->spans[span].style.size;
	Atom *atom = par_add_atom(c, ATOM_GAP, at, 0, span);
	atom->gap = (uint8_t)gap;
	atom->width = gap == TXT_GAP_SIGN ? size / 2 : gap == TXT_GAP_LATIN ? size / 4 : 0;
	atom->may_break = breaks != TXT_BREAK_NO;
	atom->breaks = breaks;
}

/* Bytes of a word that are shaped as one: a letter with a hundred thousand marks is
 * no word, and costs its square. */
enum { LONGEST = 1000 };

static size_t word_end(const Collector *c, size_t at, size_t end, const Marks *marks)
{
	const uint8_t *breaks = marks->breaks, *levels = marks->levels, *gaps = marks->gaps;
	const char *text = c->text.data;
	size_t to = at + 1, most = end - at > LONGEST ? at + LONGEST : end;
	while (c->plain && to < most && breaks[to - 1] == TXT_BREAK_NO && is_ink(text[to]))
		to++;
	while (to < most && breaks[to - 1] == TXT_BREAK_NO && !gaps[to - 1] && levels[to] == levels[at] &&
	       (is_ink(text[to]) || (text[to] != '\n' && !space_at(text + to, end - to))))
		to++;
	while (to < end && utf8_goes_on(text[to]))
		to++;
	return to;
}

/* Adds a word, and the gap after it. */
static void add_text(Collector *c, size_t at, size_t to, size_t span, const Marks *marks)
{
	bool rtl = marks->levels[at] & 1;
	uint8_t breaks = to - at >= LONGEST ? TXT_BREAK_LAST : marks->breaks[to - 1];
	par_add_word(c, at, to - at, span, rtl);
	c->atoms[c->atom_count - 1].may_break = breaks != TXT_BREAK_NO;
	c->atoms[c->atom_count - 1].breaks = breaks;
	if (c->atoms[c->atom_count - 1].width > c->narrowest)
		par_cut_long_word(c, rtl);
	if (marks->gaps[to - 1])
		add_gap(c, to, span, marks->gaps[to - 1], marks->breaks[to - 1]);
}

static void cut_formula(Collector *c, size_t span, const Marks *marks)
{
	size_t end = par_span_end(c, span), first = c->atom_count;
	par_add_formula(c, span, marks->breaks[end - 1]);
	for (; first < c->atom_count; first++)
		c->atoms[first].level = marks->levels[c->spans[span].start];
}

void par_cut_part(Collector *c, size_t span, size_t start, size_t end, const Marks *marks)
{
	const char *text = c->text.data;
	size_t to;
	for (size_t at = start; at < end; at = to) {
		const Space *space = is_ink(text[at]) ? NULL : space_at(text + at, end - at);
		size_t first = c->atom_count;
		to = space ? at + space->len : text[at] == '\n' ? at + 1 : word_end(c, at, end, marks);
		if (space)
			add_space(c, at, space, span, marks->breaks[to - 1]);
		else if (text[at] == '\n')
			par_add_atom(c, ATOM_BREAK, at, 1, span);
		else
			add_text(c, at, to, span, marks);
		for (; first < c->atom_count; first++)
			c->atoms[first].level = marks->levels[at];
	}
}

/* Letters that fill squares keep to them: lines of such are not expanded.  An indent that was typed is the first
 * line's. */
static void suit_eastern(Collector *c)
{
	Par *par = c->par;
	size_t gaps = 0, spaces = 0;
	if (c->text.len >= 3 && par->spec->first > 0 && !memcmp(c->text.data, "\u3000", 3)) {
		par->indent_typed = true;
		c->narrowest += par->spec->first;
	}
	for (size_t i = 0; i < c->atom_count; i++) {
		gaps += c->atoms[i].kind == ATOM_GAP && c->atoms[i].gap != TXT_GAP_WORDS;
		spaces += c->atoms[i].kind == ATOM_SPACE;
	}
	if (gaps > spaces)
		par->expansion = 0;
}

void par_cut(Collector *c, const Marks *marks)
{
	for (size_t i = 0; i < c->span_count; i++) {
		if (par_sets_formula(c->par->context, c->spans[i].node) && par_span_end(c, i) > c->spans[i].start)
			cut_formula(c, i, marks);
		else
			par_cut_part(c, i, c->spans[i].start, par_span_end(c, i), marks);
	}
}

void par_end_cut(Collector *c, const Marks *marks)
{
	while (c->atom_count && c->atoms[c->atom_count - 1].kind == ATOM_SPACE && c->par->spec->align != PAR_VERBATIM)
		c->atom_count--;
	if (marks->any_gaps)
		suit_eastern(c);
	if (c->text.len && c->par->spec->align != PAR_VERBATIM && strstr(c->text.data, "___"))
		par_fit_blanks(c);
	par_loosen(c);
}
