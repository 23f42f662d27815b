/* What all paragraphs of an edition share, and the numbers of pages that stand in some. */
#include "typeset/paragraph/linebreak.h"

#include <stdlib.h>
#include <string.h>

static void add_tags(TxtTags *out, const StyFamily *tags)
{
	for (size_t i = 0; i < STY_NAMES && tags->names[i]; i++)
		txt_add_tag(out, tags->names[i]);
}

const TxtFeatures *par_features(const ParContext *context, bool heading)
{
	const TxtFeatures *features = heading ? context->heading_features : context->text_features;
	return features->text.count || features->numbers.count ? features : NULL;
}

/* They are lent to the fonts' cache, which outlives the context. */
static TxtFeatures *features_of(const TsJob *job, const StyFamily *tags)
{
	TxtFeatures *features = arena_alloc(job->doc->arena, sizeof *features);
	*features = (TxtFeatures){0};
	add_tags(&features->text, tags);
	add_tags(&features->numbers, &job->style->features.numbers);
	return features;
}

bool par_counts_by_page(const ParContext *context)
{
	const Style *style = context->job->style;
	bool on_pages = style->notes.place == STY_NOTES_FOOT || style->notes.place == STY_NOTES_SIDE;
	return on_pages && style->notes.restart == STY_RESTART_PAGE;
}

/* By the style; where each page's are counted anew, which pages there will be is not known yet, and few have two. */
static void number_notes(ParContext *context)
{
	const Doc *doc = context->job->doc;
	StyRestart restart = context->job->style->notes.restart;
	bool by_page = par_counts_by_page(context);
	size_t *groups = base_calloc(doc->note_count + 1, sizeof *groups);
	for (size_t i = 0; i < doc->note_count; i++)
		groups[i] = by_page ? i : restart != STY_RESTART_NEVER ? doc_note_chapter(doc, doc->notes[i]) : 0;
	context->note_marks = doc_note_marks(doc, context->arena, groups, context->job->style->notes.symbols);
	free(groups);
}

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
	context->text_features = features_of(job, &job->style->features.text);
	context->heading_features = features_of(job, &job->style->features.headings);
	context->arena = arena_new();
	context->trials = arena_new();
	context->awake_arena = arena_new();
	number_notes(context);
	return context;
}

bool par_set_note_groups(ParContext *context, const size_t *groups)
{
	const Doc *doc = context->job->doc;
	const char **before = context->note_marks;
	bool changed = false;
	context->note_marks = doc_note_marks(doc, context->arena, groups, context->job->style->notes.symbols);
	for (size_t i = 0; i < doc->note_count; i++)
		changed = changed || !str_eq(before[i], context->note_marks[i]);
	return changed;
}

ParContext *par_context_beside(const ParContext *context)
{
	ParContext *own = base_calloc(1, sizeof *own);
	*own = (ParContext){
	        .job = context->job,
	        .serif = context->serif,
	        .sans = context->sans,
	        .mono = context->mono,
	        .text_features = context->text_features,
	        .heading_features = context->heading_features,
	        .note_marks = context->note_marks,
	        .work = base_calloc(1, sizeof *own->work),
	        .arena = arena_new(),
	        .trials = arena_new(),
	        .awake_arena = arena_new(),
	};
	return own;
}

const char *par_note_mark(const ParContext *context, const DocNode *note)
{
	return context->note_marks[note->u.note.number - 1];
}

void par_context_free(ParContext *context)
{
	if (!context)
		return;
	free(context->work->breakpoints);
	free(context->work->nodes);
	free(context->work->active);
	free(context->work->found);
	free(context->work->passed);
	free(context->work);
	free(context->labelled);
	arena_free(context->arena);
	arena_free(context->trials);
	arena_free(context->awake_arena);
	tmath_context_free(context->math);
	free(context);
}

TxtFamily par_family(const ParContext *context, TxtGeneric generic)
{
	return generic == TXT_SERIF ? context->serif : generic == TXT_SANS ? context->sans : context->mono;
}

/* ---- specs ---- */

static ParSpec without_own(const ParSpec *spec)
{
	ParSpec common = *spec;
	common.node = NULL;
	common.text = common.number = NULL;
	return common;
}

bool par_is_of(const Par *par, const ParSpec *spec)
{
	ParSpec common = without_own(spec);
	return par->node == spec->node && par->given == spec->text && par->number == spec->number &&
	       !memcmp(par->spec, &common, sizeof common);
}

const ParSpec *par_common_spec(ParContext *context, const ParSpec *spec, Arena *arena, bool lasting)
{
	ParSpec common = without_own(spec);
	for (size_t i = 0; i < BASE_LEN(context->specs) && context->specs[i]; i++) {
		if (!memcmp(context->specs[i], &common, sizeof common))
			return context->specs[i];
	}
	ParSpec *kept = arena_alloc(arena, sizeof *kept);
	*kept = common;
	if (lasting)
		context->specs[context->spec_count++ % BASE_LEN(context->specs)] = kept;
	return kept;
}

/* ---- trials ---- */

ParTrial par_begin_trial(ParContext *context)
{
	return (ParTrial){context->trials, arena_mark(context->trials), context->labelled_count};
}

void par_end_trial(ParContext *context, const ParTrial *trial)
{
	arena_release(trial->arena, trial->mark);
	context->labelled_count = trial->labelled;
}

/* ---- numbers of pages ---- */

void par_set_page_labels(ParContext *context, ParPageLabel *label, void *closure)
{
	context->label = label;
	context->labelled_count = 0;
	context->closure = closure;
}

void par_note_labelled(Par *par)
{
	ParContext *context = par->context;
	if (context->labelled_count && context->labelled[context->labelled_count - 1] == par)
		return;
	context->labelled = base_grow(context->labelled, context->labelled_count, &context->labelled_cap,
	                              sizeof *context->labelled);
	context->labelled[context->labelled_count++] = par;
}
