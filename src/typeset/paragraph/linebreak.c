/*
 * Total fit: the best lines of a paragraph as a whole (Knuth and Plass, "Breaking Paragraphs into Lines", 1981).
 *
 * The model.  A paragraph is a row of boxes (words, pictures), glue (spaces and gaps, which stretch and shrink) and
 * breakpoints, each with a penalty; here they are atoms, and breakpoints.c finds the breakpoints.  A way through the
 * paragraph is a choice of breakpoints from its start to its end.  Each line of it has an adjustment ratio, from that
 * a badness, and with all else that speaks against it, its demerits; the best way has the least sum of them.
 *
 * What gives.  Letters give first, by a fiftieth at most either way (Hàn Thế Thành, "Micro-typographic extensions",
 * 2000), since that is not seen, and signs hang out at both edges; what is left for the spaces, as a share of their
 * own width, is the line's adjustment ratio.  A line is judged by it alone: had letters and spaces given together, it
 * would not say what a reader sees.
 *
 * What a line costs.  Badness is the ratio's square, so that the sum over all lines goes as the variance of the
 * spaces, and its fourth power, against the few lines that everybody sees.  Demerits add the breakpoint's penalty,
 * the square of the step from the ratio of the line before, hyphens below each other, and what an ending must not be.
 *
 * Ragged lines have no glue to judge by.  They are short by a share of a zone at the measure's end, and that is their
 * ratio: its squares make them alike in length.  In the step's place comes what their edge looks like (rag.c).
 *
 * Line counts apart.  A node is the best way to a breakpoint in a number of lines, with a fitness class (what the next
 * line costs depends on its neighbour's).  Since counts are never merged, one pass also yields the best way in a line
 * less and in a line more, which the page breaker chooses from; these are the paragraph's variants.
 *
 * The pass.  Breakpoints are tried in order, each as the end of a line from every active node: one that a line to here
 * could still begin from.  A line too wide makes its node inactive for good, as lines only grow.  Most paragraphs are
 * done in the first pass, whose tolerance keeps the active nodes few.
 */
#include "typeset/paragraph/linebreak.h"
#include "typeset/paragraph/prices.h"

#include <string.h>

/* A line from a node to a breakpoint. */
typedef struct {
	const Node *node;
	const Breakpoint *from, *to;
	double ratio;
	uint8_t fitness;
} Candidate;

/* What is the same for all lines of a pass over the breakpoints. */
typedef struct {
	double tolerance; /* the greatest ratio of a line */
	bool whole;       /* no word is divided */
	bool resorts;     /* to ladders too high, stubs and lines too wide, where there is nothing else */
	uint32_t without; /* a breakpoint that no line may end at; 0: none */
	double least;     /* ratio of a line that is not too wide */
	double is_short;  /* above it, no later line from the same breakpoint is long enough */
	size_t odd_lines; /* so many have widths of their own */
	Length width;     /* of the others, but for a turnover */
} Pass;

/* ---- the adjustment ratio ---- */

static double rag_zone(const Par *par)
{
	if (par->spec->align == PAR_VERBATIM)
		return PAR_ZONE_CODE;
	return par->spec->align == PAR_CENTERED ? PAR_ZONE_CENTERED : PAR_ZONE;
}

/* By how much the line is short of its measure; below 0, too wide.  Signs that hang out make room. */
static int64_t shortfall_of(const Par *par, const Pass *pass, const Breakpoint *from, const Breakpoint *to, size_t line)
{
	Length width =
	        line < pass->odd_lines ? par_line_width(par, line, from->turnover) : pass->width - from->turnover;
	int64_t room = (int64_t)width + from->hang_left + to->hang_right;
	return room - (to->end.width - from->start.width);
}

static double ragged_ratio(const Par *par, int64_t shortfall, bool last)
{
	double zone = (double)par->spec->style.size * rag_zone(par);
	return shortfall < 0 ? PAR_OVERFULL_RATIO : last ? 0 : (double)shortfall / zone;
}

/* A line that ends in a cut address has few spaces or none to give, and may be short as a ragged one is. */
static double address_ratio(const Par *par, int64_t left, int64_t glue)
{
	double stretched = glue ? (double)left / (double)glue : PAR_HOPELESS_RATIO,
	       ragged = ragged_ratio(par, left, false);
	return stretched < ragged + PAR_ADDRESS_SHORT ? stretched : ragged + PAR_ADDRESS_SHORT;
}

/* Letters give what they may; the rest is the spaces'. */
static double adjustment_ratio(const Par *par, const Pass *pass, const Breakpoint *from, const Breakpoint *to,
                               size_t line)
{
	int64_t left = shortfall_of(par, pass, from, to, line);
	if (par->spec->align != PAR_JUSTIFIED)
		return ragged_ratio(par, left, to->forced);
	if (to->forced && left >= 0)
		return 0;
	int64_t letters = (to->end.glyphs - from->start.glyphs) * par->expansion / 1000;
	left -= left > letters ? letters : left < -letters ? -letters : left;
	int64_t glue = left < 0 ? to->end.shrink - from->start.shrink : to->end.stretch - from->start.stretch;
	if (left > 0 && to->address)
		return address_ratio(par, left, glue);
	if (!left || glue)
		return left ? (double)left / (double)glue : 0;
	return left > 0 ? PAR_HOPELESS_RATIO : PAR_OVERFULL_RATIO;
}

/* ---- demerits ---- */

double par_badness(const Par *par, double ratio)
{
	double fourth = par->spec->align == PAR_JUSTIFIED ? PAR_BAD_FOURTH : PAR_BAD_FOURTH_RAGGED;
	double size = ratio < PAR_HOPELESS_RATIO ? ratio : PAR_HOPELESS_RATIO, square = size * size;
	return PAR_BAD_SQUARE * square + fourth * square * square;
}

/* A ragged line's length beyond the one before it, in ems. */
static double rag_step(const Par *par, const Node *before, double ratio)
{
	return before->breakpoint ? (before->ratio - ratio) * rag_zone(par) : 0;
}

/* Code has no evenness to lose, and one class. */
static uint8_t fitness_of(const Par *par, const Node *before, double ratio)
{
	if (par->spec->align == PAR_VERBATIM)
		return 0;
	if (par_is_ragged(par))
		return par_rag_shape(before->fitness, rag_step(par, before, ratio));
	return ratio < -PAR_DECENT_RATIO ? 0 : ratio <= PAR_DECENT_RATIO ? 1 : ratio <= PAR_LOOSE_RATIO ? 2 : 3;
}

/* What a line costs beside its neighbour. */
static double step_demerits(const Par *par, const Candidate *line)
{
	double step = line->ratio - line->node->ratio;
	if (par->spec->align == PAR_JUSTIFIED)
		return PAR_STEP * step * step;
	return par_rag_demerits(line->node->fitness, line->fitness, rag_step(par, line->node, line->ratio),
	                        line->from->small_word);
}

/* Whether a last line is the rest of a divided word, and nothing else. */
static bool is_stub(const Par *par, const Candidate *line)
{
	uint32_t at = line->from->next_atom, end = line->to->end_atom;
	if (!line->to->forced || !line->from->cut)
		return false;
	while (end > at && par->atoms[end - 1].kind == ATOM_SPACE) /* before a display */
		end--;
	while (at < end && par->atoms[at].kind != ATOM_SPACE)
		at++;
	return at == end;
}

/* A last line must not be a remnant: shorter than an indent or a few letters, or half a word. */
static double ending_demerits(const Par *par, const Candidate *line)
{
	int64_t width = line->to->end.width - line->from->start.width;
	double runt = par->context->job->style->penalties.runt * (par_is_ragged(par) ? PAR_RUNT_IN_RAG : 1.0);
	return (width < (int64_t)par->spec->style.size * PAR_RUNT_HALF_EMS / 2 ? runt : 0) +
	       (line->from->cut ? PAR_HYPHEN_BEFORE_LAST : 0) + (is_stub(par, line) ? PAR_STUB : 0);
}

static double demerits_of(const Par *par, const Candidate *line)
{
	bool last = line->to->forced;
	double sum = par_badness(par, line->ratio) + line->to->penalty;
	if (line->node->breakpoint && !last && par->spec->align != PAR_VERBATIM)
		sum += step_demerits(par, line);
	if (line->to->hyphen && line->from->hyphen)
		sum += par->context->job->style->penalties.ladder;
	if (last && line->from->next_atom)
		sum += ending_demerits(par, line);
	return sum;
}

/* ---- the pass over breakpoints ---- */

/* Keeps the way if it is the best to this breakpoint in so many lines with this fitness class. */
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
 * them a paragraph of any length is broken in linear time.  Code has no variants. */
static void activate_found(const Par *par)
{
	enum { SPREAD = 2 };
	struct BreakWork *work = par->context->work;
	uint32_t spread = par->spec->align == PAR_VERBATIM ? 0 : SPREAD;
	const Node *best = work->found;
	for (size_t i = 1; i < work->found_count; i++)
		best = work->found[i].demerits < best->demerits ? &work->found[i] : best;
	for (size_t i = 0; i < work->found_count; i++) {
		uint32_t line = work->found[i].line;
		if (line + spread >= best->line && line <= best->line + spread)
			activate(work, &work->found[i]);
	}
}

/* The way that goes on along a line: of the node's demerits as yet. */
static Node way_along(const struct BreakWork *work, const Candidate *line)
{
	uint8_t ladder = line->node->ladder, higher = ladder > PAR_MOST_HYPHENS ? ladder : (uint8_t)(ladder + 1);
	return (Node){
	        .demerits = line->node->demerits,
	        .ratio = (float)line->ratio,
	        .breakpoint = work->first_held + (uint32_t)(line->to - work->breakpoints),
	        .before = (uint32_t)(line->node - work->nodes),
	        .line = line->node->line + 1,
	        .fitness = line->fitness,
	        .ladder = line->to->hyphen ? higher : 0,
	};
}

/* Considers a line that is neither too wide nor too short. */
static void try_line(const Par *par, const Candidate *line, const Pass *pass)
{
	struct BreakWork *work = par->context->work;
	Node way = way_along(work, line);
	bool high = way.ladder > PAR_MOST_HYPHENS;
	if (!pass->resorts && (high || is_stub(par, line)))
		return;
	way.demerits += demerits_of(par, line);
	way.demerits += high ? PAR_HIGH_LADDER : 0;
	consider(work, &way);
}

/* The line that is too wide by the least. */
typedef struct {
	Node way;
	int64_t excess;
	bool any;
} Overfull;

static void try_overfull(const Par *par, const Candidate *line, const Pass *pass, Overfull *least)
{
	int64_t excess = -shortfall_of(par, pass, line->from, line->to, line->node->line);
	if (least->any && excess >= least->excess)
		return;
	*least = (Overfull){way_along(par->context->work, line), excess, true};
	least->way.demerits += PAR_OVERFULL;
}

/* Tries all lines that end at one breakpoint.  Nodes stay active but for those from which a line has become too wide;
 * at a forced end, none does.  After a line that is surely short come only shorter ones, from later breakpoints; an
 * initial's lines are of other widths. */
static void try_breakpoint(const Par *par, uint32_t index, const Pass *pass)
{
	struct BreakWork *work = par->context->work;
	const Breakpoint *to = par_breakpoint(work, index);
	Overfull overfull = {0};
	bool done = false;
	size_t kept = 0, i = 0;
	work->found_count = 0;
	for (; i < work->active_count && !done; i++) {
		uint32_t active = work->active[i];
		const Node *node = &work->nodes[active];
		Candidate line = {.node = node, .from = par_breakpoint(work, node->breakpoint), .to = to};
		line.ratio = adjustment_ratio(par, pass, line.from, to, node->line);
		bool fits = line.ratio >= pass->least;
		if (fits && !to->forced) {
			work->active[kept++] = active;
			done = line.ratio > pass->is_short && node->line > (uint32_t)par->spec->drop_lines;
		}
		if (fits ? line.ratio > pass->tolerance : !pass->resorts)
			continue;
		line.fitness = fitness_of(par, node, line.ratio);
		if (fits)
			try_line(par, &line, pass);
		else
			try_overfull(par, &line, pass, &overfull);
	}
	for (; i < work->active_count; i++)
		work->active[kept++] = work->active[i];
	work->active_count = kept;
	if (!kept && !work->found_count && overfull.any)
		consider(work, &overfull.way);
	activate_found(par);
}

/* Whether the pass leads to the end. */
static bool run_pass(const Par *par, const Pass *pass)
{
	struct BreakWork *work = par->context->work;
	work->node_count = work->active_count = 0;
	if (work->first_held)
		par_find_breakpoints(par);
	activate(work, &(Node){.before = NO_NODE, .fitness = par_is_ragged(par) ? 0 : 1});
	for (uint32_t i = 1; par_reaches(par, i); i++) {
		if ((pass->whole && par_breakpoint(work, i)->cut) || (pass->without && i == pass->without))
			continue;
		try_breakpoint(par, i, pass);
		if (!work->active_count)
			return false;
	}
	return true;
}

static const double *tolerances_of(const Par *par)
{
	if (par->spec->align == PAR_VERBATIM)
		return PAR_CODE_TOLERANCES;
	return par_is_ragged(par) ? PAR_RAGGED_TOLERANCES : PAR_JUSTIFIED_TOLERANCES;
}

bool par_find_ways(const Par *par, uint32_t without)
{
	enum { PASSES = BASE_LEN(PAR_JUSTIFIED_TOLERANCES) };
	bool ragged = par_is_ragged(par), found = false;
	double surely = par->spec->align == PAR_JUSTIFIED ? PAR_SURELY_SHORT : PAR_SURELY_SHORT_RAGGED;
	size_t odd_lines = par->spec->drop_lines > 1 ? (size_t)par->spec->drop_lines : 1;
	for (int i = 0; i < PASSES && !found; i++) {
		double tolerance = tolerances_of(par)[i];
		Pass pass = {.tolerance = tolerance,
		             .whole = ragged && !i,
		             .resorts = i + 1 == PASSES,
		             .without = without,
		             .least = par_least_ratio(par),
		             .is_short = tolerance + surely,
		             .odd_lines = odd_lines,
		             .width = par_line_width(par, odd_lines, 0)};
		found = run_pass(par, &pass);
	}
	return found;
}

/* ---- variants ---- */

uint32_t par_cheapest(const Par *par, size_t lines)
{
	const struct BreakWork *work = par->context->work;
	uint32_t found = NO_NODE;
	for (size_t i = 0; i < work->active_count; i++) {
		const Node *node = &work->nodes[work->active[i]];
		if ((!lines || node->line == lines) &&
		    (found == NO_NODE || node->demerits < work->nodes[found].demerits))
			found = work->active[i];
	}
	return found;
}

static Variant lines_to(const Par *par, uint32_t end, Arena *arena)
{
	const struct BreakWork *work = par->context->work;
	const Node *node = &work->nodes[end];
	Variant made = {node->line, arena_alloc(arena, node->line * sizeof(Line)), node->demerits};
	for (size_t i = made.lines; i-- > 0; node = &work->nodes[node->before])
		made.line[i] = par_line_to(par, node);
	return made;
}

/* Keeps the best way and the ways with a line less and a line more. */
static void keep_variants(Par *par, Arena *arena)
{
	const struct BreakWork *work = par->context->work;
	const Node *best = &work->nodes[par_cheapest(par, 0)];
	Variant found[3];
	for (int more = -1; more <= 1; more++) {
		uint32_t wanted = best->line + (uint32_t)more, end = wanted ? par_cheapest(par, wanted) : NO_NODE;
		if (!more)
			par->best = par->variant_count;
		if (end != NO_NODE && work->nodes[end].demerits < PAR_NO_VARIANT + best->demerits)
			found[par->variant_count++] = lines_to(par, end, arena);
	}
	par->variants = arena_alloc(arena, par->variant_count * sizeof *par->variants);
	memcpy(par->variants, found, par->variant_count * sizeof *par->variants);
}

static Par *new_par(ParContext *context, const ParSpec *spec, Arena *arena, bool lasting)
{
	Par *par = arena_alloc(arena, sizeof *par);
	TxtMetrics metrics;
	par->context = context;
	par->spec = par_common_spec(context, spec, arena, lasting);
	par->node = spec->node;
	par->given = spec->text;
	par->number = spec->number;
	txt_metrics(context->job->fonts, &spec->style, &metrics);
	par->ascent = metrics.ascent;
	par->descent = metrics.descent;
	return par;
}

static Par *break_collected(Par *par, Arena *arena)
{
	const Timer *timer = &par->context->job->timer;
	if (!par->atom_count) {
		par->variant_count = 1;
		par->variants = arena_alloc(arena, sizeof *par->variants);
		return par;
	}
	par_find_breakpoints(par);
	timer_ended(timer, "shape");
	par_find_ways(par, 0);
	keep_variants(par, arena);
	timer_ended(timer, "break");
	return par;
}

Par *par_break(ParContext *context, const ParSpec *spec, Arena *arena)
{
	Par *par = new_par(context, spec, arena, false);
	par_collect(par, arena);
	return break_collected(par, arena);
}

Par *par_break_beside(ParContext *context, const ParSpec *spec)
{
	Par *par = new_par(context, spec, context->arena, true);
	return par_collect_beside(par, context->arena) ? break_collected(par, context->arena) : NULL;
}

Par *par_break_lasting(ParContext *context, const ParSpec *spec, Arena *arena)
{
	Par *par = new_par(context, spec, arena, arena != context->trials);
	par_collect_lasting(par, arena);
	return break_collected(par, arena);
}
