/*
 * Plain words.  Most paragraphs are such, with single spaces between them, and most of the words have been met before:
 * then one question gives the word's shape, and says that no line ends in it.  Of the others each is asked by itself
 * what a text is asked as a whole: where lines may end in it does not depend on what is beyond the spaces around it.
 */
#include "typeset/paragraph/collect.h"

#include <string.h>

enum { LONGEST = 1000 }; /* bytes of a word that is none but garbage */

/* ---- what texts are such ---- */

/* Whether a span is words in the paragraph's language and direction. */
static bool is_words(const Collector *c, const Span *span)
{
	const ParSpec *spec = c->par->spec;
	const DocNode *node = span->node;
	bool words = !node || node->type == DOC_TEXT || node->type == DOC_SOFT_BREAK || span->role == TS_NOTE_MARK;
	return words && (!node || node->dir == spec->dir) && str_eq(span->style.lang, spec->style.lang);
}

/* Whether a note's mark stands after a space, which then is none that a line ends at. */
static bool is_apart(const Collector *c, const Span *span)
{
	return span->role == TS_NOTE_MARK && span->start && c->text.data[span->start - 1] == ' ';
}

/* Whether between words there is nothing but single spaces. */
static bool has_single_spaces(const char *text, size_t len)
{
	bool space = true;
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)text[i] > ' ') {
			space = false;
			continue;
		}
		if (text[i] != ' ' || space)
			return false;
		space = true;
	}
	return !space;
}

static bool suits(const Collector *c)
{
	if (c->par->spec->align == PAR_VERBATIM || c->par->soft || !has_single_spaces(c->text.data, c->text.len) ||
	    txt_may_hold_address(c->text.data, 0, c->text.len))
		return false;
	for (size_t i = 0; i < c->span_count; i++) {
		if (!is_words(c, &c->spans[i]) || is_apart(c, &c->spans[i]))
			return false;
	}
	return true;
}

/* ---- cutting ---- */

/* Adds a word that was found to be whole. */
static bool add_known(Collector *c, size_t at, size_t to, size_t span)
{
	TxtFonts *fonts = c->par->context->job->fonts;
	const TxtShape *shape = txt_whole(fonts, &c->spans[span].style, c->text.data + at, to - at);
	Length width = shape ? par_narrowed(c->par->spec, shape->advance) : 0;
	if (!shape || width > c->narrowest)
		return false;
	Atom *atom = par_add_atom(c, ATOM_WORD, at, to - at, span);
	atom->shape = shape;
	atom->width = width;
	atom->may_break = to == c->text.len;
	atom->breaks = atom->may_break ? TXT_BREAK_MUST : TXT_BREAK_NO;
	return true;
}

/* Marks and cuts what stands between two spaces, maybe in several spans; returns the last of these. */
static size_t cut_word(Collector *c, size_t at, size_t to, size_t span, const Marks *marks)
{
	const ParContext *context = c->par->context;
	const char *lang = c->par->spec->style.lang, *text = c->text.data;
	size_t first = c->atom_count, from = at;
	txt_breaks(context->job->fonts, text + at, to - at, lang, marks->breaks + at);
	marks->breaks[to - 1] = to == c->text.len ? TXT_BREAK_MUST : TXT_BREAK_NO;
	txt_break_customs(text + at, to - at, 0, to - at, lang, marks->breaks + at);
	for (size_t i = span + 1; i < c->span_count && c->spans[i].start < to; i++) {
		if (c->spans[i].role == TS_NOTE_MARK && c->spans[i].start > at)
			marks->breaks[c->spans[i].start - 1] = TXT_BREAK_NO;
	}
	for (;; span++, from = c->spans[span].start) {
		size_t end = par_span_end(c, span);
		par_cut_part(c, span, from, end < to ? end : to, marks);
		if (end >= to)
			break;
	}
	const Atom *added = &c->atoms[first];
	if (c->atom_count == first + 1 && added->kind == ATOM_WORD && added->len == to - at)
		txt_keep_whole(added->shape);
	return span;
}

bool par_cut_words(Collector *c, Marks *marks)
{
	TxtFonts *fonts = c->par->context->job->fonts;
	const char *text = c->text.data, *lang = c->par->spec->style.lang;
	const Language *own = lang_find(lang);
	size_t len = c->text.len, span = 0, to;
	if (!suits(c))
		return false;
	for (size_t at = 0; at < len; at = to) {
		while (par_span_end(c, span) <= at)
			span++;
		if (text[at] == ' ') {
			par_add_space(c, at, span, txt_break_space(fonts, own, lang, text, len, at));
			to = at + 1;
			continue;
		}
		for (to = at + 1; to < len && text[to] != ' ';)
			to++;
		if (to > par_span_end(c, span) || to - at >= LONGEST || !add_known(c, at, to, span))
			span = cut_word(c, at, to, span, marks);
	}
	return true;
}
