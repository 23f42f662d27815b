/* What is known of each byte of a paragraph's text: whether a line may end after it, its level, the gap after it. */
#include "typeset/paragraph/collect.h"

#include <stdlib.h>
#include <string.h>

static bool is_code(const DocNode *node)
{
	return node && (node->type == DOC_CODE || node->type == DOC_CODE_BLOCK || node->type == DOC_MATH);
}

/* Where lines may end in a span: by the customs of its language, or as code is cut. */
static void refine_marks(const Collector *c, size_t span, const Marks *marks)
{
	const Span *of = &c->spans[span];
	const char *text = c->text.data;
	size_t end = par_span_end(c, span);
	uint8_t *breaks = marks->breaks;
	if (of->role == TS_NOTE_MARK && of->start)
		breaks[of->start - 1] = TXT_BREAK_NO;
	if (par_sets_formula(c->par->context, of->node))
		return;
	if (is_code(of->node)) {
		txt_break_code(text, of->start, end, breaks);
		return;
	}
	txt_break_customs(text, c->text.len, of->start, end, of->style.lang, breaks);
	txt_break_addresses(text, of->start, end, breaks);
	if (!marks->any_gaps || c->par->spec->align == PAR_VERBATIM)
		return;
	if (!(of->style.features & (TXT_SUPERIOR | TXT_INFERIOR)))
		txt_gaps(text, c->text.len, of->start, end, of->style.lang, breaks, marks->gaps);
	else if (of->start)
		marks->gaps[of->start - 1] = TXT_GAP_NONE;
	for (size_t i = of->start; i < end && !of->hyphenate; i++)
		breaks[i] = breaks[i] == TXT_BREAK_SYLLABLE ? TXT_BREAK_NO : breaks[i];
}

/* Whether a span runs against its paragraph: as the source says, code in any case. */
static bool is_isolated(const Collector *c, const Span *span)
{
	DocDir own = is_code(span->node) ? DOC_DIR_LTR : span->node ? span->node->dir : c->par->spec->dir;
	return own != c->par->spec->dir && span->role != TS_NOTE_MARK;
}

static bool find_levels(const Collector *c, int base, uint8_t *levels)
{
	TxtIsolate *isolates = base_calloc(c->span_count + 1, sizeof *isolates);
	size_t count = 0;
	for (size_t i = 0; i < c->span_count; i++) {
		const Span *span = &c->spans[i];
		size_t end = par_span_end(c, i);
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

/* Whether a text is a listing in ASCII, in which a line may end where code may be cut, and nowhere else. */
static bool is_plain_listing(const Collector *c)
{
	const DocNode *node = c->par->node;
	if (!node || node->type != DOC_CODE_BLOCK || c->par->spec->align != PAR_VERBATIM)
		return false;
	for (size_t i = 0; i < c->text.len; i++) {
		if ((unsigned char)c->text.data[i] >= 0x80)
			return false;
	}
	return true;
}

void par_mark(Collector *c, Marks *marks)
{
	Par *par = c->par;
	int base = par->spec->dir == DOC_DIR_RTL;
	marks->any_gaps = !c->plain && txt_may_have_gaps(c->text.data, c->text.len);
	if (is_plain_listing(c))
		marks->breaks[c->text.len - 1] = TXT_BREAK_MUST;
	else
		txt_breaks(par->context->job->fonts, c->text.data, c->text.len, par->spec->style.lang, marks->breaks);
	if (base)
		memset(marks->levels, base, c->text.len + 1);
	par->mixed = !c->plain && (find_levels(c, base, marks->levels) || base);
	for (size_t i = 0; i < c->span_count; i++)
		refine_marks(c, i, marks);
}
