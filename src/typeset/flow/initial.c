/* How a chapter's text opens: a capital as high as the style's number of lines, on the
 * baseline of the last of them, and the first words in small capitals. */
#include "typeset/flow/builder.h"

#include <string.h>

/* What a paragraph begins with, in bytes of its text. */
typedef struct {
	size_t marks;          /* that open a quotation */
	size_t letter;         /* a capital, with what combines with it; 0: none */
	const DocNode *around; /* the quotation whose marks they are; NULL */
	const DocNode *text;   /* that the letter is in */
} Opening;

static bool is_mark(uint32_t c)
{
	static const uint32_t marks[] = {'"',    '\'',   0xab,   0xbb,   0x2018, 0x2019, 0x201a,
	                                 0x201c, 0x201d, 0x201e, 0x2039, 0x203a, 0xa1,   0xbf};
	for (size_t i = 0; i < BASE_LEN(marks); i++) {
		if (marks[i] == c)
			return true;
	}
	return false;
}

/* Marks that the author typed: French ones have a space after them. */
static size_t skip_marks(const char *text, size_t len, size_t at)
{
	size_t used;
	for (uint32_t c; at < len; at += used) {
		c = utf8_decode(text + at, len - at, &used);
		if (!is_mark(c) && !(at && (c == 0xa0 || c == 0x202f)))
			break;
	}
	return at;
}

static bool is_combining(uint32_t c)
{
	return c >= 0x300 && c < 0x370;
}

static size_t combining(const char *text, size_t len, size_t at)
{
	size_t used;
	while (at < len && is_combining(utf8_decode(text + at, len - at, &used)))
		at += used;
	return at;
}

static Opening opening_of(const DocNode *para, const char *text, size_t len)
{
	Opening opening = {0};
	const DocNode *node = para->first;
	for (; node && node->type != DOC_TEXT; node = node->first) {
		if (node->type == DOC_QUOTED && node->u.quoted.open) {
			opening.around = opening.around ? opening.around : node;
			opening.marks += strlen(node->u.quoted.open);
		} else if (node->type == DOC_CODE || node->type == DOC_IMAGE || node->type == DOC_MATH) {
			return opening;
		}
	}
	if (!node || opening.marks >= len)
		return opening;
	size_t used = 0, at = skip_marks(text, len, opening.marks);
	if (!txt_is_capital(utf8_decode(text + at, len - at, &used)))
		return opening;
	opening.text = node;
	opening.marks = at;
	opening.letter = combining(text, len, at + used) - at;
	return opening;
}

/* The bytes up to the end of so many words. */
static uint32_t words_end(const char *text, size_t len, size_t at, int words)
{
	size_t end = at;
	for (int i = 0; i < words && at < len; i++) {
		while (at < len && text[at] == ' ')
			at++;
		while (at < len && text[at] != ' ' && text[at] != '\n')
			at++;
		end = at;
	}
	return (uint32_t)end;
}

/* Paints the letter over the lines; quotation marks stay as small as the text, and
 * hang beside it. */
static void set_initial(Flow *flow, ParSpec *spec, const Opening *opening, const char *text, int lines, Length cap)
{
	const Context *context = build_top(flow);
	ParSpec letter = *spec;
	Length drop = (lines - 1) * context->leading;
	letter.align = PAR_VERBATIM; /* its own edge stands at the margin, and nothing hangs out */
	letter.left = letter.right = letter.first = 0;
	letter.hyphenate = false;
	letter.node = opening->text;
	letter.text = arena_strndup(build_arena(flow), text + opening->marks, opening->letter);
	letter.style.size = (Length)((int64_t)spec->style.size * (drop + cap) / cap);
	TxtInk ink = txt_ink(
	        txt_shape(flow->setting->job->fonts, &letter.style, false, letter.text, opening->letter, (Pos){0}));
	build_label(flow, &letter, context->left - ink.left)->drop = drop;
	if (opening->marks) {
		letter.node = opening->around ? opening->around : opening->text;
		letter.text = arena_strndup(build_arena(flow), text, opening->marks);
		letter.style.size = spec->style.size;
		FlowLabel *marks = build_label(flow, &letter, 0);
		marks->x = context->left - par_max_content(marks->par) - spec->style.size / 12;
	}
	spec->skip = (uint32_t)(opening->marks + opening->letter);
	spec->drop_lines = (int8_t)(lines + (ink.depth > context->leading - cap)); /* the tail of a Q */
	spec->drop_width = ink.right - ink.left + spec->style.size / 5;
}

void build_initial(Flow *flow, const DocNode *node, ParSpec *spec)
{
	const Style *style = flow->setting->job->style;
	int lines = style->chapter.drop_cap;
	TxtMetrics metrics;
	size_t len;
	if ((lines < 2 && !style->chapter.lead_words) || node->dir == DOC_DIR_RTL || build_top(flow)->off_grid)
		return;
	const Par *plain = par_break(flow->setting->context, spec, build_arena(flow));
	const char *text = par_text(plain, &len);
	Opening opening = opening_of(node, text, len);
	size_t has = par_lines(plain, par_best(plain));
	if (!opening.letter)
		return;
	spec->lead_in = words_end(text, len, opening.marks, style->chapter.lead_words);
	txt_metrics(flow->setting->job->fonts, &spec->style, &metrics);
	if (has < (size_t)lines)
		lines = (int)has;
	if (lines > 1 && metrics.cap_height > 0 && len > opening.marks + opening.letter)
		set_initial(flow, spec, &opening, text, lines, metrics.cap_height);
	spec->lead_in -= spec->lead_in < spec->skip ? spec->lead_in : spec->skip;
}
