/* From a paragraph's spec to its text, spans and atoms. */
#include "typeset/paragraph/collect.h"

#include <stdlib.h>
#include <string.h>

static void cut_text(Collector *c)
{
	size_t len = c->text.len;
	uint8_t *bytes = base_calloc(3, len + 1);
	Marks marks = {bytes, bytes + len + 1, bytes + 2 * (len + 1), false};
	c->plain = c->par->spec->dir != DOC_DIR_RTL && txt_is_plain(c->text.data, len);
	if (!c->plain || !par_cut_words(c, &marks)) {
		par_mark(c, &marks);
		par_cut(c, &marks);
	}
	par_end_cut(c, &marks);
	free(bytes);
}

/* Items of the heap become the arena's, with a zero behind them; what is large is not copied. */
static void *keep(Arena *arena, void *items, size_t size)
{
	enum { LARGE = 1 << 20 };
	char *kept = size < LARGE ? arena_alloc(arena, size + 1) : base_realloc(items, size + 1);
	if (size >= LARGE)
		arena_take(arena, kept);
	else if (size)
		memcpy(kept, items, size);
	if (size < LARGE)
		free(items);
	kept[size] = '\0';
	return kept;
}

/* Its text and spans. */
static Collector gather_text(Par *par, Arena *arena)
{
	Collector c = {.par = par, .arena = arena, .narrowest = par_narrowest_line(par->spec)};
	par->expansion = par->context->job->style->text.expansion;
	par_collect_text(&c);
	par->soft = c.text.len && strstr(c.text.data, "\u00AD");
	return c;
}

/* Its text, spans and atoms; what those stand for goes to the arena. */
static Collector gather(Par *par, Arena *arena)
{
	Collector c = gather_text(par, arena);
	if (c.text.len)
		cut_text(&c);
	return c;
}

static void keep_text(Par *par, const Collector *c, Arena *arena)
{
	par->text = keep(arena, c->text.data, c->text.len);
	par->len = (uint32_t)c->text.len;
}

static void keep_atoms(Par *par, const Collector *c, Arena *arena)
{
	par->spans = keep(arena, c->spans, c->span_count * sizeof *c->spans);
	par->span_count = (uint32_t)c->span_count;
	par->atoms = keep(arena, c->atoms, c->atom_count * sizeof *c->atoms);
	par->atom_count = (uint32_t)c->atom_count;
}

void par_collect(Par *par, Arena *arena)
{
	Collector c = gather(par, arena);
	keep_text(par, &c, arena);
	keep_atoms(par, &c, arena);
}

/* Whether each span's own face has all that is in it. */
static bool has_faces(const Collector *c)
{
	TxtFonts *fonts = c->par->context->job->fonts;
	for (size_t i = 0; i < c->span_count; i++) {
		const Span *span = &c->spans[i];
		if (!txt_writes(fonts, &span->style, c->text.data + span->start, par_span_end(c, i) - span->start) ||
		    !txt_writes(fonts, &span->style, "-", 1))
			return false;
	}
	return true;
}

bool par_collect_beside(Par *par, Arena *arena)
{
	Collector c = gather_text(par, arena);
	bool may = c.text.len && txt_is_plain(c.text.data, c.text.len) && has_faces(&c);
	if (may)
		cut_text(&c);
	keep_text(par, &c, arena);
	keep_atoms(par, &c, arena);
	return may;
}

/* Gives a paragraph that rests its text and atoms, in the place of the last one's. */
static void rouse(Par *par)
{
	ParContext *context = par->context;
	if (context->awake) {
		context->awake->text = NULL;
		context->awake->spans = NULL;
		context->awake->atoms = NULL;
	}
	arena_reset(context->awake_arena);
	context->awake = par;
	Collector c = gather(par, context->awake_arena);
	keep_text(par, &c, context->awake_arena);
	keep_atoms(par, &c, context->awake_arena);
}

void par_collect_lasting(Par *par, Arena *arena)
{
	enum { MOST = 64 << 20 }; /* bytes: of a million words */
	ParContext *context = par->context;
	par->rests = context->kept >= MOST && arena != context->trials;
	if (!par->rests) {
		par_collect(par, arena);
		par_adopt(context, par);
		return;
	}
	rouse(par);
}

void par_adopt(ParContext *context, Par *par)
{
	par->context = context;
	context->kept += par->atom_count * sizeof *par->atoms + par->span_count * sizeof *par->spans;
}

void par_fill(const Par *par)
{
	Par *own = (Par *)(uintptr_t)par; /* it is the same after it as before */
	if (!par->rests)
		return;
	rouse(own);
}

void par_renumber(ParContext *context, Arena *arena)
{
	size_t count = context->labelled_count;
	for (size_t i = 0; i < count; i++) {
		Par *par = context->labelled[i], other = *par;
		par_collect(&other, arena);
		if (other.atom_count != par->atom_count) /* a number came or went: it cannot take the same lines */
			continue;
		par->text = other.text;
		par->len = other.len;
		par->spans = other.spans;
		par->span_count = other.span_count;
		par->atoms = other.atoms;
	}
	context->labelled_count = 0;
}
