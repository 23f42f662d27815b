/*
 * Why each line ends where it does.  What was decided is decided once more, since breaking keeps no reasons: then, for
 * each line, without the breakpoint that it took, which shows the best of the other ways and what it costs.
 */
#include "typeset/paragraph/linebreak.h"

#include <stdlib.h>

/* A way through the paragraph: its nodes in order, the start apart. */
typedef struct {
	Node *nodes;
	size_t lines;
	double demerits;
} Path;

static Path path_to(const Par *par, uint32_t end)
{
	const struct BreakWork *work = par->context->work;
	size_t lines = work->nodes[end].line;
	Path path = {base_calloc(lines + 1, sizeof *path.nodes), lines, work->nodes[end].demerits};
	for (size_t i = lines + 1; i-- > 0; end = work->nodes[end].before)
		path.nodes[i] = work->nodes[end];
	return path;
}

/* Whether it is still the way that was taken: not if a page's number in it has changed since. */
static bool is_variant(const Par *par, const Path *path, const Variant *variant)
{
	for (size_t i = 0; i < path->lines; i++) {
		const Breakpoint *to = par_breakpoint(par->context->work, path->nodes[i + 1].breakpoint);
		if (to->end_atom != variant->line[i].end || to->cut != variant->line[i].last_cut)
			return false;
	}
	return true;
}

/* ---- what is said ---- */

/* The place in the source where a line begins that goes on from a breakpoint. */
static Pos place_of(const Par *par, const Breakpoint *from)
{
	const Atom *atom = &par->atoms[from->next_atom < par->atom_count ? from->next_atom : par->atom_count - 1];
	const Span *span = &par->spans[atom->span];
	Pos pos = span->node ? span->node->pos : (Pos){0};
	uint32_t byte = span->offset + atom->start - span->start + from->cut;
	for (uint32_t i = 0; pos.line && span->node->type == DOC_TEXT && i < byte; i++)
		pos.col += !utf8_goes_on(span->node->u.text.text[i]);
	return pos;
}

/* The last words of the line that ends at a breakpoint. */
static void say_end(Buf *out, const Par *par, const Breakpoint *to)
{
	enum { BYTES = 24 };
	uint32_t last = to->end_atom ? to->end_atom - 1 : 0, first = last;
	uint32_t end = par->atoms[last].start + (to->cut ? to->cut : par->atoms[last].len);
	while (first && end - par->atoms[first - 1].start <= BYTES && par->atoms[first - 1].kind != ATOM_BREAK)
		first--;
	first += first < last && par->atoms[first].kind == ATOM_SPACE;
	buf_char(out, '"');
	buf_add(out, par->text + par->atoms[first].start, end - par->atoms[first].start);
	buf_str(out, to->cut ? "-\"" : "\"");
}

static void say_number(Buf *out, const char *name, double number)
{
	buf_printf(out, "%s ", name);
	buf_int(out, (long long)(number + 0.5));
}

/* The best way in as many lines of which this one ends elsewhere. */
static void say_second(Buf *out, const Par *par, const Path *path, size_t line)
{
	enum { MOST = 200 }; /* lines of a paragraph, for each of which all are broken anew */
	const struct BreakWork *work = par->context->work;
	uint32_t taken = path->nodes[line + 1].breakpoint, end = NO_NODE;
	if (par_breakpoint(work, taken)->forced || path->lines > MOST)
		return;
	if (par_find_ways(par, taken))
		end = par_cheapest(par, path->lines);
	if (end == NO_NODE) {
		buf_printf(out, "; no other way in %zu lines", path->lines);
		return;
	}
	Path second = path_to(par, end);
	buf_str(out, "; second best ends ");
	say_end(out, par, par_breakpoint(work, second.nodes[line + 1].breakpoint));
	say_number(out, " at", second.demerits);
	free(second.nodes);
}

static void say_line(const Par *par, const Path *path, size_t line, Buf *out)
{
	const struct BreakWork *work = par->context->work;
	const Node *before = &path->nodes[line], *node = &path->nodes[line + 1];
	const Breakpoint *from = par_breakpoint(work, before->breakpoint), *to = par_breakpoint(work, node->breakpoint);
	Pos pos = place_of(par, from);
	buf_clear(out);
	if (pos.file)
		buf_printf(out, "%s:%u:%u: ", pos.file, pos.line, pos.col);
	buf_printf(out, "line %zu of %zu ends ", line + 1, path->lines);
	say_end(out, par, to);
	buf_str(out, to->forced ? ", as it must: ratio " : to->hyphen ? ", at a hyphen: ratio " : ": ratio ");
	buf_fixed(out, (long long)(node->ratio * 1000 + (node->ratio < 0 ? -0.5F : 0.5F)), 3);
	say_number(out, ", badness", par_badness(par, node->ratio));
	say_number(out, ", demerits", node->demerits - before->demerits);
	say_number(out, " of", path->demerits);
	say_second(out, par, path, line);
}

void par_trace(const Par *par, size_t variant)
{
	par_wake(par);
	const TsTrace *trace = par->context->job->trace;
	if (!trace || !trace->lines || !par->atom_count)
		return;
	par_find_breakpoints(par);
	par_find_ways(par, 0);
	uint32_t end = par_cheapest(par, par->variants[variant].lines);
	if (end == NO_NODE)
		return;
	Path path = path_to(par, end);
	Buf out = {0};
	size_t lines = is_variant(par, &path, &par->variants[variant]) ? path.lines : 0;
	for (size_t i = 0; i < lines; i++) {
		say_line(par, &path, i, &out);
		trace->say(trace->closure, out.data);
	}
	buf_free(&out);
	free(path.nodes);
}
