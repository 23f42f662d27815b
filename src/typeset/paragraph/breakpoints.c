/*
 * Where the lines of a paragraph may end, after Knuth and Plass: at glue that a line may end at, which then is gone;
 * between boxes; within words, with a hyphen; and where the text has a line end of its own.
 */
#include "typeset/paragraph/linebreak.h"
#include "typeset/paragraph/prices.h"

#include <ctype.h>
#include <string.h>

static Breakpoint *add_breakpoint(struct BreakWork *work, uint32_t end, uint32_t next)
{
	work->breakpoints =
	        base_grow(work->breakpoints, work->breakpoint_count, &work->breakpoint_cap, sizeof *work->breakpoints);
	Breakpoint *made = &work->breakpoints[work->breakpoint_count++];
	memset(made, 0, sizeof *made);
	made->end_atom = end;
	made->next_atom = next;
	made->turnover = work->turnover;
	return made;
}

/* ---- in words ---- */

/* A hyphen in an address or a code would be read as a part of it. */
static bool in_address(const Par *par, uint32_t index)
{
	return par->atoms[index].breaks >= TXT_BREAK_ADDRESS ||
	       (index && par->atoms[index - 1].breaks >= TXT_BREAK_ADDRESS);
}

/* The advance of the hyphen of an atom's span: most words of a paragraph are of one. */
static Length hyphen_of(const Par *par, const Atom *atom)
{
	struct BreakWork *work = par->context->work;
	if (work->hyphen_span != atom->span + 1u) {
		work->hyphen = par_hyphen(par, atom)->advance;
		work->hyphen_span = atom->span + 1u;
	}
	return work->hyphen;
}

/* Whether a word has a name's capital, after what opens. */
static bool is_name(const Par *par, const Atom *atom)
{
	const char *word = par->text + atom->start;
	size_t at = 0, used;
	while (at < atom->len && ispunct((unsigned char)word[at]))
		at++;
	return at < atom->len && txt_is_capital(utf8_decode(word + at, atom->len - at, &used)) &&
	       !lang_find(par->spans[atom->span].style.lang)->letters.nouns;
}

/* What a hyphen that hyphenation puts in costs.  A rag saves nothing by it, but for a hole. */
static double hyphen_penalty(const Par *par, const Atom *atom)
{
	double price = par->context->job->style->penalties.hyphen;
	return price * (par_is_ragged(par) ? PAR_HYPHEN_IN_RAG : is_name(par, atom) ? PAR_HYPHEN_IN_NAME : 1);
}

/* Whether the style lets a word be divided so near to its ends. */
static bool leaves_enough(const Style *style, const TxtDivision *division)
{
	return division->letters_before >= style->text.before_hyphen &&
	       division->letters_after >= style->text.after_hyphen;
}

/* The author's hyphen, in demerits; in a title it would stand alone at a line's end. */
static double own_hyphen_penalty(const Par *par)
{
	if (par->spec->align == PAR_CENTERED)
		return PAR_BREAK_PRICES[TXT_BREAK_LAST];
	return par->context->job->style->penalties.hyphen / PAR_OWN_HYPHEN_PARTS;
}

/* By the language's rules where the style asks for it; by its author's soft hyphens in any case. */
static void add_divisions(const Par *par, uint32_t index, const Sums *sums)
{
	const Atom *atom = &par->atoms[index];
	const TxtDivision *divisions;
	bool hyphenate = par->spec->hyphenate && par->spans[atom->span].hyphenate;
	if ((!hyphenate && !par->soft) || atom->kind != ATOM_WORD || in_address(par, index))
		return;
	size_t count = txt_divisions(par->context->job->fonts, atom->shape, &divisions);
	if (!count)
		return;
	Length hyphen = hyphen_of(par, atom), hang = par_hang_hyphen(par, atom, hyphen);
	double penalty = hyphen_penalty(par, atom);
	for (size_t i = 0; i < count; i++) {
		bool own = par->soft && par_own_division(par->text + atom->start, divisions[i].cut);
		if (!own && !(hyphenate && leaves_enough(par->context->job->style, &divisions[i])))
			continue;
		Breakpoint *made = add_breakpoint(par->context->work, index + 1, index);
		made->end = made->start = *sums;
		made->end.width += divisions[i].shown + hyphen;
		made->end.glyphs += divisions[i].shown + hyphen;
		made->start.width += divisions[i].before;
		made->start.glyphs += divisions[i].before;
		made->cut = (uint16_t)divisions[i].cut;
		made->hyphen = true;
		made->penalty = own ? own_hyphen_penalty(par) : penalty;
		made->hang_right = hang;
		made->hang_left = par_hang_division(par, atom, &divisions[i]);
	}
}

/* ---- between atoms ---- */

static bool ends_in_hyphen(const Par *par, const Atom *atom)
{
	return atom->kind == ATOM_WORD && atom->len && par->text[atom->start + atom->len - 1] == '-';
}

static bool is_letter(char byte)
{
	return (unsigned char)byte >= 0x80 || isalpha((unsigned char)byte);
}

/* Whether a compound parted at its hyphen has it on both lines, as some languages want, lest it be read as one of a
 * division. */
static bool repeats_hyphen(const Par *par, uint32_t next)
{
	const Atom *last = &par->atoms[next - 1], *first = &par->atoms[next];
	const char *after = par->text + first->start;
	return lang_find(par->spans[first->span].style.lang)->hyphenation.repeated && first->kind == ATOM_WORD &&
	       last->start + last->len == first->start && last->len > 1 && is_letter(after[-2]) && is_letter(*after);
}

static void repeat_hyphen(const Par *par, Breakpoint *made)
{
	const Atom *last = &par->atoms[made->next_atom - 1];
	Length hyphen = hyphen_of(par, last);
	made->repeats = true;
	made->start.width -= hyphen;
	made->start.glyphs -= hyphen;
	made->hang_left = par_hang(par, last, last->len - 1, last->len, true);
}

/* Whether the atoms before one are a short word after a space. */
static bool is_small_word(const Par *par, uint32_t end)
{
	const Atom *word = end > 1 ? &par->atoms[end - 1] : NULL;
	return word && word->kind == ATOM_WORD && word[-1].kind == ATOM_SPACE &&
	       word->width < par->spec->style.size * PAR_SMALL_WORD_QUARTER_EMS / 4;
}

/* What is known of a line's end and the next one's beginning by the atoms there. */
static Breakpoint *add_between(const Par *par, uint32_t end, uint32_t next, const Sums *at_end, const Sums *at_start)
{
	Breakpoint *made = add_breakpoint(par->context->work, end, next);
	const Atom *last = end ? &par->atoms[end - 1] : NULL, *first = &par->atoms[next];
	made->end = *at_end;
	made->start = *at_start;
	if (last && last->kind == ATOM_WORD && last->shape->hang_end)
		made->hang_right = par_hang(par, last, 0, last->len, false);
	if (next < par->atom_count && first->kind == ATOM_WORD && first->shape->hang_start)
		made->hang_left = par_hang(par, first, 0, first->len, true);
	made->small_word = par->spec->align != PAR_JUSTIFIED && par_is_ragged(par) && is_small_word(par, end);
	made->hyphen = last && ends_in_hyphen(par, last);
	made->penalty = made->hyphen && next == end ? own_hyphen_penalty(par) : 0;
	if (made->hyphen && next == end && next < par->atom_count && repeats_hyphen(par, next))
		repeat_hyphen(par, made);
	return made;
}

/* Whether a text pauses where a line would end: after a sign, but for a comma. */
static bool pauses_in_sense(const Par *par, uint32_t end)
{
	static const char *const signs[] = {":", ";", ".", "!", "?", "—", "–"};
	const Atom *last = end ? &par->atoms[end - 1] : NULL;
	for (size_t i = 0; last && last->kind == ATOM_WORD && i < BASE_LEN(signs); i++) {
		size_t len = strlen(signs[i]);
		if (last->len >= len && !memcmp(par->text + last->start + last->len - len, signs[i], len))
			return true;
	}
	return false;
}

static double sense_price(const Par *par, uint32_t end)
{
	return pauses_in_sense(par, end) ? 0 : PAR_NO_PAUSE + (is_small_word(par, end) ? PAR_AFTER_SMALL_WORD : 0);
}

/* Whether code pauses where a line would end: after a comma, an operator, what opens. */
static bool pauses(const Par *par, uint32_t end)
{
	const Atom *last = end ? &par->atoms[end - 1] : NULL;
	return last && last->kind == ATOM_WORD && last->len &&
	       strchr(",;:({[=+-*/&|<>?", par->text[last->start + last->len - 1]);
}

/* The run of words of one class that a byte of a listing is in. */
static size_t run_at(const CodeTokens *tokens, uint32_t byte)
{
	size_t low = 0, high = tokens->count - 1;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (byte < tokens->runs[middle].end)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static bool is_quoted(CodeClass class)
{
	return class == CODE_STRING || class == CODE_ESCAPE || class == CODE_COMMENT || class == CODE_DOC;
}

/* Whether a line of code would end in a string or a comment that goes on. */
static bool divides_string(const Par *par, uint32_t end, uint32_t next)
{
	const DocNode *node = par->node;
	const CodeTokens *tokens = node && node->type == DOC_CODE_BLOCK ? node->u.code.tokens : NULL;
	if (!tokens || !end || next >= par->atom_count)
		return false;
	const Atom *last = &par->atoms[end - 1];
	size_t before = run_at(tokens, last->start + (last->len ? last->len - 1 : 0)),
	       after = run_at(tokens, par->atoms[next].start);
	bool quoted = is_quoted(tokens->runs[before].class) && is_quoted(tokens->runs[after].class);
	return quoted && after - before <= 1;
}

static void add_optional(const Par *par, uint32_t end, uint32_t next, const Sums *at_end, const Sums *at_start)
{
	Breakpoint *made = add_between(par, end, next, at_end, at_start);
	const Atom *before = &par->atoms[next - 1];
	if (before->kind == ATOM_SKIP) {
		made->penalty = (double)before->piece->penalty * PAR_FORMULA_PENALTY;
		return;
	}
	if (!made->hyphen || next != end)
		made->penalty = PAR_BREAK_PRICES[before->glued ? TXT_BREAK_LAST : (TxtBreak)before->breaks];
	if (par->spec->ends >= PAR_ENDS_BY_SENSE && before->kind == ATOM_SPACE)
		made->penalty += sense_price(par, end);
	made->address = before->breaks >= TXT_BREAK_ADDRESS;
	if (par->spec->align == PAR_VERBATIM)
		made->penalty = made->penalty * PAR_CODE_CUT + (pauses(par, end) ? 0 : PAR_CODE_NO_PAUSE) +
		                (divides_string(par, end, next) ? PAR_CODE_IN_STRING : 0);
}

/* A line of code that there is room for ends nowhere else: where it could is forgotten, unless some of that has been
 * asked for. */
static void forget_within(const Par *par, const Sums *end)
{
	struct BreakWork *work = par->context->work;
	if (par->spec->align != PAR_VERBATIM || !work->line_held)
		return;
	const Breakpoint *begin = &work->breakpoints[work->line_begin];
	Length first = par_line_width(par, 0, begin->turnover), other = par_line_width(par, 1, begin->turnover);
	if (end->width - begin->start.width <= (first < other ? first : other))
		work->breakpoint_count = work->line_begin + 1;
}

static void add_forced(const Par *par, uint32_t end, uint32_t next, const Sums *at_end, const Sums *at_start)
{
	struct BreakWork *work = par->context->work;
	forget_within(par, at_end);
	Breakpoint *made = add_between(par, end, next, at_end, at_start);
	made->forced = true;
	made->turnover = 0;
	work->line_begin = work->breakpoint_count - 1;
	work->line_held = true;
}

/* ---- the paragraph ---- */

static bool is_glue(AtomKind kind)
{
	return kind == ATOM_SPACE || kind == ATOM_KERN || kind == ATOM_GAP || kind == ATOM_SKIP;
}

/* Whether a title's line has to end before an atom: what it announces is said by then, and was no more than a line. */
static bool ends_at_colon(const Par *par, uint32_t index, const Sums *before)
{
	const Atom *last = index ? &par->atoms[index - 1] : NULL;
	return par->spec->ends == PAR_ENDS_AT_COLONS && par->atoms[index].kind == ATOM_SPACE && last &&
	       last->kind == ATOM_WORD && last->len && par->text[last->start + last->len - 1] == ':' &&
	       before->width >= (int64_t)par->spec->style.size * PAR_ANNOUNCED_EMS &&
	       before->width <= par->spec->measure;
}

/* A line may end at glue, unless it is the text's first or last atom. */
static void pass_glue(const Par *par, uint32_t index, Sums *sums)
{
	const Atom *atom = &par->atoms[index];
	Sums before = *sums;
	bool goes_on = index + 1 < par->atom_count && atom[1].kind != ATOM_BREAK;
	sums->width += atom->width;
	sums->stretch += par_stretch(par, atom);
	sums->shrink += par_shrink(atom);
	if (ends_at_colon(par, index, &before) && goes_on)
		add_forced(par, index, index + 1, &before, sums);
	else if (atom->may_break && index && goes_on)
		add_optional(par, index, index + 1, &before, sums);
}

/* A line may end in a box and after it; where glue follows, at that. */
static void pass_box(const Par *par, uint32_t index, Sums *sums)
{
	const Atom *atom = &par->atoms[index];
	bool last = index + 1 == par->atom_count;
	AtomKind next = last ? ATOM_BREAK : (AtomKind)atom[1].kind;
	if (par->spec->hyphenate || par->soft)
		add_divisions(par, index, sums);
	sums->width += atom->width;
	sums->glyphs += atom->kind == ATOM_WORD ? atom->width : 0;
	if (atom->may_break && next != ATOM_SPACE && next != ATOM_GAP && next != ATOM_BREAK)
		add_optional(par, index + 1, index + 1, sums, sums);
}

/* A line end of the text's own: the indent of what is turned over is known by the line after it. */
static void pass_line_end(const Par *par, uint32_t index, const Sums *sums)
{
	add_forced(par, index, index + 1, sums, sums);
	par->context->work->turnover = par->spec->turnover ? par_turnover_after(par, index + 1) : 0;
}

void par_find_more(const Par *par)
{
	enum { AT_ONCE = 1 << 15 }; /* atoms: more than a common paragraph has */
	struct BreakWork *work = par->context->work;
	uint32_t all = (uint32_t)par->atom_count, i = work->next_atom, end = all - i > AT_ONCE ? i + AT_ONCE : all;
	Sums sums = work->sums;
	for (; i < end; i++) {
		AtomKind kind = par->atoms[i].kind;
		if (is_glue(kind))
			pass_glue(par, i, &sums);
		else if (kind == ATOM_BREAK)
			pass_line_end(par, i, &sums);
		else
			pass_box(par, i, &sums);
	}
	work->next_atom = end;
	work->sums = sums;
	if (end == all && (!end || par->atoms[end - 1].kind != ATOM_BREAK))
		add_forced(par, end, end, &sums, &sums);
	work->line_held = false;
}

void par_find_breakpoints(const Par *par)
{
	struct BreakWork *work = par->context->work;
	work->breakpoint_count = work->first_held = work->next_atom = 0;
	work->forget_at = 0;
	work->line_held = false;
	work->sums = (Sums){0};
	work->hyphen_span = 0;
	work->turnover = par->spec->turnover ? par_turnover_after(par, 0) : 0;
	add_forced(par, 0, 0, &work->sums, &work->sums);
	par_find_more(par);
}
