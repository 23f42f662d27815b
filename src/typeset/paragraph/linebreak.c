/* Total fit over a paragraph. */
#include "typeset/paragraph/items.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sums from the paragraph's start. */
typedef struct {
	int64_t width, stretch, shrink, glyphs;
} Sums;

/* A place where a line may end. */
typedef struct {
	Sums end;           /* of the line that ends here, a hyphen included */
	Sums start;         /* of what is before the line that begins here */
	uint32_t end_atom;  /* the line has atoms before this one */
	uint32_t next_atom; /* the next line begins with this one */
	uint16_t cut;       /* bytes of the atom end_atom - 1 before a hyphen; 0: none */
	bool forced;
	bool hyphen;                  /* the line ends in one, the author's or ours */
	bool small_word;              /* the line ends in a word of a letter or three */
	Length hang_right, hang_left; /* of the line that ends here; of the one that begins */
	Length turnover;              /* more indent for the line that begins */
	double penalty;               /* in demerits */
} Break;

/* A way to have come to a break. */
typedef struct {
	double demerits;
	float slack;
	uint32_t at, from; /* break; node before */
	uint32_t line;
	uint8_t fitness, ladder; /* fitness: of a ragged line its shape */
} Node;

struct BreakWork {
	Break *breaks;
	size_t break_count, break_cap;
	Length turnover; /* of the text's line at hand */
	Node *nodes;
	size_t node_count, node_cap;
	uint32_t *active;
	size_t active_count, active_cap;
	Node *found; /* the best ways to the break at hand, by lines and fitness */
	size_t found_count, found_cap;
};

enum { NONE = UINT32_MAX, HIGHEST = 2 }; /* the most hyphens below each other */

static const double TOLERANCES[] = {0.6, 1.5, 1e9}, RAG_TOLERANCES[] = {1, 1.5, 1e9}, HOPELESS = 20, OVERFULL = -2;

ParContext *par_context_new(const TsJob *job)
{
	ParContext *context = base_calloc(1, sizeof *context);
	const StyFamily *faces[] = {&job->style->faces.serif, &job->style->faces.sans, &job->style->faces.mono};
	TxtFamily *families[] = {&context->serif, &context->sans, &context->mono};
	context->job = job;
	context->work = base_calloc(1, sizeof *context->work);
	for (int i = 0; i < 3; i++) {
		size_t count = 0;
		while (count < STY_NAMES && faces[i]->names[count])
			count++;
		*families[i] = txt_family(job->fonts, faces[i]->names, count, (TxtGeneric)i);
	}
	return context;
}

void par_context_free(ParContext *context)
{
	if (!context)
		return;
	free(context->work->breaks);
	free(context->work->nodes);
	free(context->work->active);
	free(context->work->found);
	free(context->work);
	free(context->labelled);
	free(context);
}

TxtFamily par_family(const ParContext *context, TxtGeneric generic)
{
	return generic == TXT_SERIF ? context->serif : generic == TXT_SANS ? context->sans : context->mono;
}

void par_set_page_labels(ParContext *context, ParPageLabel *label, void *closure)
{
	context->label = label;
	context->labelled_count = 0;
	context->closure = closure;
}

/* ---- geometry ---- */

bool par_turned(const Par *par, const Line *line)
{
	return line->first_cut || (line->first && par->atoms[line->first - 1].kind != ATOM_BREAK);
}

/* The turnover of a line of verse or code whose text begins with the atom: beyond its
 * own indent, but never more than half of what there is. */
static Length turnover_after(const Par *par, uint32_t first)
{
	const ParSpec *spec = &par->spec;
	Length most = (spec->measure - spec->left - spec->right) / 2, own = 0;
	for (uint32_t i = first;
	     i < par->atom_count && (par->atoms[i].kind == ATOM_SPACE || par->atoms[i].kind == ATOM_FIXED); i++)
		own += par->atoms[i].width;
	return own + spec->turnover < most ? own + spec->turnover : most;
}

Length par_line_indent(const Par *par, size_t line, Length turnover)
{
	const ParSpec *spec = &par->spec;
	Length indent = spec->left + (line == 0 ? spec->first : 0) + turnover;
	return indent + ((int)line < spec->drop_lines ? spec->drop_width : 0);
}

Length par_line_width(const Par *par, size_t line, Length turnover)
{
	return par->spec.measure - par->spec.right - par_line_indent(par, line, turnover);
}

/* The division of a word after so many bytes; NULL: it is cut there for want of one. */
static const TxtDivision *division_at(const Par *par, const Atom *atom, uint32_t cut)
{
	const TxtDivision *divisions;
	size_t count = txt_divisions(par->context->job->fonts, atom->shape, &divisions);
	for (size_t i = 0; i < count; i++) {
		if (divisions[i].cut == cut)
			return &divisions[i];
	}
	return NULL;
}

uint32_t par_dropped(const Par *par, const Atom *atom, uint32_t cut)
{
	const TxtDivision *division = division_at(par, atom, cut);
	return division ? division->drop : 0;
}

const TxtShape *par_fragment(const Par *par, const Atom *atom, uint32_t from, uint32_t to, bool hyphen)
{
	const Span *span = &par->spans[atom->span];
	Pos pos = span->node ? span->node->pos : (Pos){0};
	TxtFonts *fonts = par->context->job->fonts;
	const char *text = par->text + atom->start + from;
	if (!hyphen)
		return txt_shape_part(fonts, &span->style, atom->level & 1, par->text, par->len, atom->start + from,
		                      atom->start + to, pos);
	const TxtDivision *division = division_at(par, atom, to);
	Buf with = {0};
	buf_add(&with, text, to - from - (division ? division->drop : 0));
	buf_str(&with, division ? division->extra : "");
	buf_char(&with, '-');
	const TxtShape *shape = txt_shape(fonts, &span->style, atom->level & 1, with.data, with.len, pos);
	buf_free(&with);
	return shape;
}

/* The advance of the glyph of the character at a byte of a word. */
static Length advance_at(const TxtShape *shape, size_t byte)
{
	for (uint32_t r = 0; r < shape->count; r++) {
		const TxtRun *run = &shape->runs[r];
		for (uint32_t g = 0; g < run->count; g++) {
			if (run->glyphs[g].cluster == byte)
				return run->glyphs[g].advance;
		}
	}
	return 0;
}

/* A share of the advance, but no more than what ink can be in it: a full stop of a
 * fixed pitch is as wide as its letters. */
static Length hang_of(const Par *par, const Atom *atom, uint32_t c, Length advance, bool start)
{
	TxtProtrusion protrusion = txt_protrusion(c);
	int64_t share = start ? protrusion.start : protrusion.end, most = par->spans[atom->span].style.size / 4;
	int64_t hang = share * advance / 1000;
	return (Length)((hang < most ? hang : most) * par->context->job->style->text.protrusion / 100);
}

/* A word that runs against its paragraph stands at the edge by its other end, or not at all. */
static bool runs_along(const Par *par, const Atom *atom)
{
	return !par->mixed || atom->level == (par->spec.dir == DOC_DIR_RTL);
}

Length par_hang(const Par *par, const Atom *atom, uint32_t from, uint32_t to, bool start)
{
	if (atom->kind != ATOM_WORD || par->spec.align == PAR_VERBATIM || to <= from || !runs_along(par, atom))
		return 0;
	const char *text = par->text + atom->start;
	size_t used, at = start ? from : utf8_back(text, to);
	uint32_t c = utf8_decode(text + at, to - at, &used);
	TxtProtrusion protrusion = txt_protrusion(c);
	return (start ? protrusion.start : protrusion.end) ? hang_of(par, atom, c, advance_at(atom->shape, at), start)
	                                                   : 0;
}

static const TxtShape *hyphen_of(const Par *par, const Atom *atom)
{
	return txt_shape(par->context->job->fonts, &par->spans[atom->span].style, false, "-", 1, (Pos){0});
}

Length par_hang_hyphen(const Par *par, const Atom *atom)
{
	return runs_along(par, atom) ? hang_of(par, atom, '-', hyphen_of(par, atom)->advance, false) : 0;
}

/* Between letters that fill squares a line grows evenly, and by less than at its spaces. */
Length par_stretch(const Par *par, const Atom *atom)
{
	if (atom->kind == ATOM_SPACE)
		return atom->width;
	Length size = par->spans[atom->span].style.size;
	return atom->kind != ATOM_GAP                                     ? 0
	       : atom->gap == TXT_GAP_LATIN || atom->gap == TXT_GAP_WORDS ? size / 4
	                                                                  : size / 6;
}

/* A gap beside a sign gives up half of its own, one beside letters of another script likewise. */
Length par_shrink(const Par *par, const Atom *atom)
{
	(void)par;
	if (atom->kind == ATOM_SPACE)
		return atom->width;
	return atom->kind == ATOM_GAP ? (Length)((float)atom->width * 0.5f / -PAR_TIGHTEST) : 0;
}

/* ---- breaks ---- */

static Break *add_break(struct BreakWork *work)
{
	work->breaks = base_grow(work->breaks, work->break_count, &work->break_cap, sizeof *work->breaks);
	Break *made = &work->breaks[work->break_count++];
	memset(made, 0, sizeof *made);
	made->turnover = work->turnover;
	return made;
}

/* A hyphen in an address or a code would be read as a part of it. */
static bool in_address(const Par *par, uint32_t index)
{
	return par->atoms[index].breaks >= TXT_BREAK_ADDRESS ||
	       (index && par->atoms[index - 1].breaks >= TXT_BREAK_ADDRESS);
}

static void add_hyphens(Par *par, uint32_t index, const Sums *sums, double penalty)
{
	const Atom *atom = &par->atoms[index];
	const TxtDivision *divisions;
	if (!par->spans[atom->span].hyphenate || atom->kind != ATOM_WORD || in_address(par, index))
		return;
	size_t count = txt_divisions(par->context->job->fonts, atom->shape, &divisions);
	Length hyphen = count ? hyphen_of(par, atom)->advance : 0;
	for (size_t i = 0; i < count; i++) {
		Break *made = add_break(par->context->work);
		made->end = made->start = *sums;
		made->end.width += divisions[i].shown + hyphen;
		made->end.glyphs += divisions[i].shown + hyphen;
		made->start.width += divisions[i].before;
		made->start.glyphs += divisions[i].before;
		made->end_atom = index + 1;
		made->next_atom = index;
		made->cut = (uint16_t)divisions[i].cut;
		made->hyphen = true;
		made->penalty = penalty;
		made->hang_right = runs_along(par, atom) ? hang_of(par, atom, '-', hyphen, false) : 0;
		made->hang_left = par_hang(par, atom, divisions[i].cut, atom->len, true);
	}
}

static bool is_ragged(const Par *par)
{
	return par->spec.align != PAR_JUSTIFIED && par->spec.align != PAR_VERBATIM;
}

/* A hyphen in ragged text only saves it from a hole. */
static double hyphen_penalty(const Par *par)
{
	enum { IN_RAG = 20 };
	return (double)par->context->job->style->penalties.hyphen * (is_ragged(par) ? IN_RAG : 1);
}

static bool ends_in_hyphen(const Par *par, const Atom *atom)
{
	return atom->kind == ATOM_WORD && atom->len && par->text[atom->start + atom->len - 1] == '-';
}

/* Whether the atoms before one are a short word after a space. */
static bool is_small_word(const Par *par, uint32_t end)
{
	const Atom *word = end > 1 ? &par->atoms[end - 1] : NULL;
	return word && word->kind == ATOM_WORD && word[-1].kind == ATOM_SPACE &&
	       word->width < par->spec.style.size * 5 / 4;
}

/* What ending a line at an opportunity of each kind is priced at, in demerits. */
static const double PRICES[] = {
        [TXT_BREAK_POOR] = 3600, [TXT_BREAK_SYLLABLE] = 3600, [TXT_BREAK_ADDRESS] = 6000, [TXT_BREAK_LAST] = 2e5};

static void add_plain_break(Par *par, uint32_t end, uint32_t next, const Sums *at_end, const Sums *at_start,
                            bool forced)
{
	Break *made = add_break(par->context->work);
	made->end = *at_end;
	made->start = *at_start;
	made->end_atom = end;
	made->next_atom = next;
	made->forced = forced;
	made->turnover = forced ? 0 : made->turnover;
	if (next && !forced)
		made->penalty =
		        PRICES[par->atoms[next - 1].glued ? TXT_BREAK_LAST : (TxtBreak)par->atoms[next - 1].breaks];
	if (end && par->atoms[end - 1].kind == ATOM_WORD)
		made->hang_right = par_hang(par, &par->atoms[end - 1], 0, par->atoms[end - 1].len, false);
	if (next < par->atom_count && par->atoms[next].kind == ATOM_WORD)
		made->hang_left = par_hang(par, &par->atoms[next], 0, par->atoms[next].len, true);
	made->small_word = is_ragged(par) && is_small_word(par, end);
	made->hyphen = end && ends_in_hyphen(par, &par->atoms[end - 1]);
	if (made->hyphen && next == end) /* the author's: it parts nothing that was whole, but is one more at the edge,
	                                    or alone in a title */
		made->penalty = par->spec.align == PAR_CENTERED ? PRICES[TXT_BREAK_LAST]
		                                                : par->context->job->style->penalties.hyphen / 3.0;
}

static void add_space_sums(const Par *par, const Atom *atom, Sums *sums)
{
	sums->width += atom->width;
	sums->stretch += par_stretch(par, atom);
	sums->shrink += par_shrink(par, atom);
}

static void find_breaks(Par *par)
{
	struct BreakWork *work = par->context->work;
	Sums sums = {0};
	work->break_count = 0;
	work->turnover = par->spec.turnover ? turnover_after(par, 0) : 0;
	add_plain_break(par, 0, 0, &sums, &sums, true);
	for (uint32_t i = 0; i < par->atom_count; i++) {
		const Atom *atom = &par->atoms[i];
		Sums before = sums;
		bool space = atom->kind == ATOM_SPACE || atom->kind == ATOM_FIXED || atom->kind == ATOM_GAP;
		if (space) {
			add_space_sums(par, atom, &sums);
			bool tail = i + 1 < par->atom_count && par->atoms[i + 1].kind != ATOM_BREAK;
			if (atom->may_break && i && tail)
				add_plain_break(par, i, i + 1, &before, &sums, false);
		} else if (atom->kind == ATOM_BREAK) {
			add_plain_break(par, i, i + 1, &before, &sums, true);
			work->turnover = par->spec.turnover ? turnover_after(par, i + 1) : 0;
		} else {
			if (par->spec.hyphenate)
				add_hyphens(par, i, &sums, hyphen_penalty(par));
			sums.width += atom->width;
			sums.glyphs += atom->kind == ATOM_WORD ? atom->width : 0;
			AtomKind next = i + 1 < par->atom_count ? par->atoms[i + 1].kind : ATOM_WORD;
			bool next_space = next == ATOM_SPACE || next == ATOM_GAP || next == ATOM_BREAK;
			if (atom->may_break && i + 1 < par->atom_count && !next_space)
				add_plain_break(par, i + 1, i + 1, &sums, &sums, false);
		}
	}
	uint32_t end = (uint32_t)par->atom_count;
	if (!end || par->atoms[end - 1].kind != ATOM_BREAK)
		add_plain_break(par, end, end, &sums, &sums, true);
}

/* ---- how good a line is ---- */

/* What remains for the spaces once letters have given what they may, as a share of
 * the spaces' own width; below PAR_TIGHTEST the line is overfull.  In ragged text it
 * is how much the line is short, as a share of the zone where lines may end. */
static double rag_zone(const Par *par)
{
	return par->spec.align == PAR_CENTERED ? 8 : 4; /* ems */
}

static double slack_of(const Par *par, const Break *from, const Break *to, size_t line, bool last)
{
	int64_t room = par_line_width(par, line, from->turnover) + from->hang_left + to->hang_right;
	int64_t slack = room - (to->end.width - from->start.width);
	if (par->spec.align != PAR_JUSTIFIED) {
		double zone = (double)par->spec.style.size * rag_zone(par);
		return slack < 0 ? OVERFULL : last ? 0 : (double)slack / zone;
	}
	if (last && slack >= 0)
		return 0;
	int64_t can = (to->end.glyphs - from->start.glyphs) * par->expansion / 1000;
	slack -= slack > can ? can : slack < -can ? -can : slack;
	int64_t spaces = slack < 0 ? to->end.shrink - from->start.shrink : to->end.stretch - from->start.stretch;
	if (!slack || spaces)
		return slack ? (double)slack / (double)spaces : 0;
	return slack > 0 ? HOPELESS : OVERFULL;
}

/* By how much text is wider than the line. */
static int64_t excess_of(const Par *par, const Break *from, const Break *to, size_t line)
{
	return to->end.width - from->start.width - from->hang_left - to->hang_right -
	       par_line_width(par, line, from->turnover);
}

/* A ragged line's length beyond the one before it, in ems. */
static double rag_step(const Par *par, const Node *before, double slack)
{
	return before->at ? (before->slack - slack) * rag_zone(par) : 0;
}

/* Ways of different fitness are kept apart, since what the next line costs goes by it;
 * code has no evenness to lose. */
static uint8_t fitness_of(const Par *par, const Node *before, double slack)
{
	if (par->spec.align == PAR_VERBATIM)
		return 0;
	if (is_ragged(par))
		return par_rag_shape(before->fitness, rag_step(par, before, slack));
	return slack < -0.12 ? 0 : slack <= 0.12 ? 1 : slack <= 0.35 ? 2 : 3;
}

/* A last line must not be a remnant: shorter than the indent or a few letters. */
static double runt_of(const Par *par, const Break *from, const Break *to)
{
	int64_t width = to->end.width - from->start.width;
	double price = par->context->job->style->penalties.runt * (is_ragged(par) ? 3.0 : 1.0);
	return width < (int64_t)par->spec.style.size * 7 / 2 ? price : 0;
}

/* Evenness is judged by what the spaces' variance is: squares, and fourth powers
 * against the few lines that everybody sees; then by the step from line to line. */
static double demerits_of(const Par *par, const Node *node, const Break *from, const Break *to, uint8_t shape,
                          double slack, bool last)
{
	static const double SQUARE = 4e4, FOURTH = 1e5, STEP = 1e4, HYPHEN_BEFORE_LAST = 2000;
	const Style *style = par->context->job->style;
	double size = slack < HOPELESS ? slack : HOPELESS, square = size * size;
	double sum = SQUARE * square + FOURTH * square * square + to->penalty;
	double step = slack - node->slack;
	if (node->at && !last && par->spec.align != PAR_VERBATIM)
		sum += par->spec.align == PAR_JUSTIFIED
		               ? STEP * step * step
		               : par_rag_demerits(node->fitness, shape, rag_step(par, node, slack), from->small_word);
	if (to->hyphen && from->hyphen)
		sum += style->penalties.ladder;
	if (last && from->next_atom)
		sum += runt_of(par, from, to) + (from->cut ? HYPHEN_BEFORE_LAST : 0);
	return sum;
}

/* ---- the best lines ---- */

/* Keeps the way if it is the best to this break with so many lines and this fitness. */
static void consider(struct BreakWork *work, const Node *way)
{
	for (size_t i = 0; i < work->found_count; i++) {
		Node *found = &work->found[i];
		if (found->line != way->line || found->fitness != way->fitness)
			continue;
		if (way->demerits < found->demerits)
			*found = *way;
		return;
	}
	work->found = base_grow(work->found, work->found_count, &work->found_cap, sizeof *work->found);
	work->found[work->found_count++] = *way;
}

static void activate(struct BreakWork *work, const Node *node)
{
	work->nodes = base_grow(work->nodes, work->node_count, &work->node_cap, sizeof *work->nodes);
	work->active = base_grow(work->active, work->active_count, &work->active_cap, sizeof *work->active);
	work->nodes[work->node_count] = *node;
	work->active[work->active_count++] = (uint32_t)work->node_count++;
}

/* Ways with many lines more or fewer than the best one end in no variant: without
 * them a paragraph of any length is broken in linear time. */
static void activate_found(struct BreakWork *work)
{
	enum { SPREAD = 2 };
	const Node *best = work->found;
	for (size_t i = 1; i < work->found_count; i++)
		best = work->found[i].demerits < best->demerits ? &work->found[i] : best;
	for (size_t i = 0; i < work->found_count; i++) {
		uint32_t line = work->found[i].line;
		if (line + SPREAD >= best->line && line <= best->line + SPREAD)
			activate(work, &work->found[i]);
	}
}

/* Tries all lines that end at one break; drops ways that became too long.  Ways are
 * in the order of their breaks: after a line surely too short come only shorter ones. */
static void try_break(Par *par, uint32_t index, double tolerance, bool desperate)
{
	static const double TOO_HIGH = 1e11;
	double surely = par->spec.align == PAR_JUSTIFIED
	                        ? 1.5
	                        : 0.25; /* more than what edges hang out: that many spaces, or zones */
	struct BreakWork *work = par->context->work;
	const Break *to = &work->breaks[index];
	bool last = to->forced;
	size_t kept = 0, i = 0;
	Node spare = {0};
	bool has_spare = false;
	int64_t least = 0;
	work->found_count = 0;
	for (; i < work->active_count; i++) {
		uint32_t from = work->active[i];
		const Node *node = &work->nodes[from];
		const Break *start = &work->breaks[node->at];
		double slack = slack_of(par, start, to, node->line, last);
		uint8_t ladder = !to->hyphen ? 0 : node->ladder > HIGHEST ? node->ladder : (uint8_t)(node->ladder + 1);
		bool fits = slack >= PAR_TIGHTEST;
		Node way = {.slack = (float)slack, .at = index, .from = from, .line = node->line + 1, .ladder = ladder};
		way.fitness = fitness_of(par, node, slack);
		if (fits && slack <= tolerance && (ladder <= HIGHEST || desperate)) {
			way.demerits = node->demerits + demerits_of(par, node, start, to, way.fitness, slack, last);
			way.demerits += ladder > HIGHEST ? TOO_HIGH : 0; /* rather than a line too wide */
			consider(work, &way);
		} else if (!fits && desperate && (!has_spare || excess_of(par, start, to, node->line) < least)) {
			spare = way;
			spare.demerits = node->demerits + 1e12;
			least = excess_of(par, start, to, node->line);
			has_spare = true;
		}
		if (fits && !last)
			work->active[kept++] = from;
		if (!last && slack > tolerance + surely && node->line > (uint32_t)par->spec.drop_lines)
			break;
	}
	for (i++; i < work->active_count && !last; i++)
		work->active[kept++] = work->active[i];
	work->active_count = kept;
	if (!kept && !work->found_count && has_spare && desperate)
		consider(work, &spare); /* nothing fits: an overfull line */
	activate_found(work);
}

/* Whether a pass leads to the end; whole: without dividing words. */
static bool run_pass(Par *par, double tolerance, bool whole, bool desperate)
{
	struct BreakWork *work = par->context->work;
	work->node_count = work->active_count = 0;
	activate(work, &(Node){.from = NONE, .fitness = is_ragged(par) ? 0 : 1});
	for (uint32_t i = 1; i < work->break_count; i++) {
		if (whole && work->breaks[i].cut)
			continue;
		try_break(par, i, tolerance, desperate);
		if (!work->active_count)
			return false;
	}
	return true;
}

static void keep_lines(Par *par, uint32_t end, Variant *out, Arena *arena)
{
	const struct BreakWork *work = par->context->work;
	const Node *node = &work->nodes[end];
	out->lines = node->line;
	out->demerits = node->demerits;
	out->line = arena_alloc(arena, (out->lines + 1) * sizeof *out->line);
	for (size_t i = out->lines; i-- > 0; node = &work->nodes[node->from]) {
		const Break *to = &work->breaks[node->at], *from = &work->breaks[work->nodes[node->from].at];
		out->line[i] = (Line){
		        .first = from->next_atom,
		        .end = to->end_atom,
		        .first_cut = from->cut,
		        .last_cut = to->cut,
		        .hyphen = to->cut != 0,
		        .turnover = from->turnover,
		        .slack = node->slack,
		};
	}
}

/* Keeps the best way and the ways with a line less and a line more. */
static void keep_variants(Par *par, Arena *arena)
{
	const struct BreakWork *work = par->context->work;
	uint32_t best = work->active[0];
	for (size_t i = 1; i < work->active_count; i++) {
		if (work->nodes[work->active[i]].demerits < work->nodes[best].demerits)
			best = work->active[i];
	}
	for (int more = -1; more <= 1; more++) {
		uint32_t found = NONE, wanted = work->nodes[best].line + (uint32_t)more;
		for (size_t i = 0; i < work->active_count; i++) {
			const Node *node = &work->nodes[work->active[i]];
			if (node->line == wanted && node->demerits < 1e11 + work->nodes[best].demerits &&
			    (found == NONE || node->demerits < work->nodes[found].demerits))
				found = work->active[i];
		}
		if (!more)
			par->best = par->variant_count;
		if (found != NONE)
			keep_lines(par, found, &par->variants[par->variant_count++], arena);
	}
}

Par *par_break(ParContext *context, const ParSpec *spec, Arena *arena)
{
	Par *par = arena_alloc(arena, sizeof *par);
	TxtMetrics metrics;
	par->context = context;
	par->spec = *spec;
	txt_metrics(context->job->fonts, &spec->style, &metrics);
	par->ascent = metrics.ascent;
	par->descent = metrics.descent;
	par_collect(par, arena);
	if (!par->atom_count) {
		par->variant_count = 1;
		return par;
	}
	find_breaks(par);
	timer_ended(&context->job->timer, "shape");
	const double *tolerances = is_ragged(par) ? RAG_TOLERANCES : TOLERANCES;
	for (size_t i = 0; i < BASE_LEN(TOLERANCES); i++) {
		if (run_pass(par, tolerances[i], !i && is_ragged(par), i + 1 == BASE_LEN(TOLERANCES)))
			break;
	}
	keep_variants(par, arena);
	timer_ended(&context->job->timer, "break");
	return par;
}
