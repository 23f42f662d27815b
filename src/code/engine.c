/*
 * A text is partitioned into contexts, each within another.  At every place of a line are tried, in this order:
 * the end of an outer context that the inner ones may not extend; the contexts that may begin within the present
 * one, the first that matches; the end of the present one.  What a line's end leaves open goes on in the next.
 */
#include "code/engine.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 1000, UNPAINTED = UINT8_MAX };
/* How often a place may be looked at again after matches of nothing. */
enum { MOST_EMPTY = 64 };

typedef struct {
	CodeContext *context;
	CodeRegex *end; /* NULL: ends with its parent or the text */
	CodeClass class;
	bool ancestor_ends; /* an outer context's end ends it, too */
	size_t once;        /* how many of state->once were there before it */
} Frame;

struct CodeState {
	CodeGrammar *grammar;
	CodeRegexes *regexes;
	Arena *arena;
	Frame *frames;
	size_t depth, cap;
	const CodeContext **once; /* those that began in an open context and may do so once */
	size_t once_count, once_cap;
	const CodeContext *empty[MOST_EMPTY]; /* those that began at this place by a match of nothing */
	int empty_count;
	bool first_line;
	uint8_t *classes; /* of the line at hand */
};

static void push(CodeState *state, CodeContext *context, CodeRegex *end, CodeClass class)
{
	Frame *parent = state->depth ? &state->frames[state->depth - 1] : NULL;
	bool ancestor = parent && (!context->extends_parent || parent->ancestor_ends);
	state->frames = base_grow(state->frames, state->depth, &state->cap, sizeof *state->frames);
	state->frames[state->depth++] = (Frame){context, end, class, ancestor, state->once_count};
	code_grammar_enter(state->grammar, context);
}

/* Closes all down to depth, and what those take with them. */
static void pop_to(CodeState *state, size_t depth)
{
	while (depth > 1 && state->frames[depth].context->ends_parent)
		depth--;
	state->once_count = state->frames[depth].once;
	state->depth = depth;
}

CodeState *code_state_new(CodeGrammar *grammar)
{
	CodeState *state = base_calloc(1, sizeof *state);
	*state = (CodeState){.grammar = grammar,
	                     .regexes = code_grammar_regexes(grammar),
	                     .arena = code_grammar_arena(grammar),
	                     .first_line = true};
	CodeContext *context = code_grammar_main(grammar);
	push(state, context, NULL, context->plain_style ? CODE_PLAIN : context->class);
	return state;
}

void code_state_free(CodeState *state)
{
	if (!state)
		return;
	free(state->frames);
	free(state->once);
	free(state);
}

static Frame *top(const CodeState *state)
{
	return &state->frames[state->depth - 1];
}

static void paint(CodeState *state, size_t from, size_t end, CodeClass class)
{
	if (end > from)
		memset(state->classes + from, (int)class, end - from);
}

/* Groups that have a class of their own, within what was just matched. */
static void paint_groups(CodeState *state, const CodeContext *context, bool of_end, size_t limit)
{
	for (size_t i = 0; i < context->sub_count; i++) {
		const CodeSub *sub = &context->subs[i];
		CodeSpan span;
		bool number = *sub->group >= '0' && *sub->group <= '9';
		if (sub->of_end != of_end)
			continue;
		if (number ? code_group(state->regexes, (size_t)atoi(sub->group), &span)
		           : code_group_named(state->regexes, sub->group, &span))
			paint(state, span.from, span.end < limit ? span.end : limit, sub->class);
	}
}

static int byte_at(const CodePlace *place)
{
	return place->at < place->len ? (unsigned char)place->text[place->at] : -1;
}

static bool ends_at(CodeState *state, CodeRegex *end, const CodePlace *place)
{
	size_t unused;
	return end && code_regex_begins(state->regexes, end, place->form, byte_at(place)) &&
	       code_test(state->regexes, end, place, &unused);
}

/* The depth of the outermost context that ends here although others are open in it; 0 if none does.  child: as
 * if one were open, which does or does not extend the present one. */
static size_t ancestor_ends(CodeState *state, const CodeContext *child, const CodePlace *place)
{
	for (size_t i = 1; i < state->depth; i++) {
		const CodeContext *inner = i + 1 < state->depth ? state->frames[i + 1].context : child;
		if (inner && !inner->extends_parent && ends_at(state, state->frames[i].end, place))
			return i;
	}
	return 0;
}

static size_t next_place(const CodePlace *place)
{
	size_t used = 1;
	if (place->form == CODE_UNICODE && place->at < place->len)
		utf8_decode(place->text + place->at, place->len - place->at, &used);
	return place->at + used;
}

/* Whether an outer context's end lies within a match, which then has to do with what is before it. */
static bool fits(CodeState *state, const CodeContext *child, const CodePlace *place, size_t *end)
{
	if (child->extends_parent && !top(state)->ancestor_ends)
		return true;
	CodePlace inner = *place;
	for (inner.at = next_place(&inner); inner.at < *end; inner.at = next_place(&inner)) {
		if (!ancestor_ends(state, child, &inner))
			continue;
		CodePlace shorter = {place->text, inner.at, place->at, place->form};
		CodeSpan span;
		if (!code_match(state->regexes, child->start, &shorter) || !code_group(state->regexes, 0, &span))
			return false;
		*end = span.end;
		return true;
	}
	return true;
}

static bool match_start(CodeState *state, const CodeContext *context, const CodePlace *place, size_t *end)
{
	CodeSpan span;
	if (context->words && place->form == CODE_ASCII) {
		*end = code_words_match(context->words, place);
		return *end && fits(state, context, place, end);
	}
	if (context->firsts && place->form == CODE_ASCII && !code_words_match(context->firsts, place) &&
	    !(context->others && code_test(state->regexes, context->others, place, end)))
		return false;
	if (!code_match(state->regexes, context->start, place) || !code_group(state->regexes, 0, &span))
		return false;
	*end = span.end;
	return fits(state, context, place, end);
}

static bool was_once(const CodeState *state, const CodeContext *context)
{
	for (size_t i = top(state)->once; i < state->once_count; i++)
		if (state->once[i] == context)
			return true;
	return false;
}

/* A context that begins with nothing does so once at a place, or it would for ever. */
static bool may_be_empty(CodeState *state, const CodeContext *context)
{
	for (int i = 0; i < state->empty_count; i++)
		if (state->empty[i] == context)
			return false;
	if (!context->container && !context->ends_parent)
		return false;
	if (state->empty_count < MOST_EMPTY)
		state->empty[state->empty_count++] = context;
	return true;
}

static void open_container(CodeState *state, const CodeChild *child, const CodePlace *place, size_t end,
                           CodeClass class)
{
	CodeContext *context = child->context;
	CodeRegex *closing = context->end;
	paint(state, place->at, end, context->style_inside ? top(state)->class : class);
	paint_groups(state, context, false, end);
	if (context->end_text)
		closing = code_regex(state->regexes,
		                     code_end_pattern(state->arena, state->regexes, place->text, context->end_text),
		                     context->end_options);
	push(state, context, closing, class);
}

/* Whether a child begins here; then where it, or what begins it, ends. */
static bool begin(CodeState *state, const CodeChild *child, const CodePlace *place, size_t *end)
{
	CodeContext *context = child->context;
	if ((context->first_line_only && !state->first_line) || (context->once_only && was_once(state, context)))
		return false;
	if (!match_start(state, context, place, end))
		return false;
	bool plain = child->restyled ? child->class == CODE_PLAIN : context->plain_style;
	CodeClass class = plain ? top(state)->class : child->restyled ? child->class : context->class;
	if (*end == place->at && !may_be_empty(state, context))
		return false;
	if (context->once_only) {
		state->once = base_grow(state->once, state->once_count, &state->once_cap, sizeof *state->once);
		state->once[state->once_count++] = context;
	}
	if (context->container) {
		open_container(state, child, place, *end, class);
		return true;
	}
	paint(state, place->at, *end, class);
	if (!context->words || place->form != CODE_ASCII)
		paint_groups(state, context, false, *end);
	if (context->ends_parent && state->depth > 1)
		pop_to(state, state->depth - 1);
	return true;
}

static bool begin_any(CodeState *state, const CodePlace *place, bool ends, size_t *end)
{
	CodeContext *context = top(state)->context;
	int byte = byte_at(place);
	const uint16_t *at =
	        code_grammar_beginning(state->grammar, context, place->form, byte < 0 ? CODE_LINE_END : byte);
	for (; *at != CODE_NO_CHILD; at++) {
		const CodeChild *child = &context->children[*at];
		if ((child->context->extends_parent || !ends) && begin(state, child, place, end))
			return true;
	}
	return false;
}

/* Ends the context at depth at this place, with all that is open in it. */
static size_t close(CodeState *state, size_t depth, const CodePlace *place)
{
	const Frame *frame = &state->frames[depth];
	CodeSpan span = {place->at, place->at};
	if (code_match(state->regexes, frame->end, place))
		code_group(state->regexes, 0, &span);
	CodeClass class = frame->context->style_inside ? state->frames[depth - 1].class : frame->class;
	paint(state, span.from, span.end, class);
	paint_groups(state, frame->context, true, span.end);
	pop_to(state, depth);
	return span.end;
}

/* What happens at a place; where to go on. */
static size_t step(CodeState *state, const CodePlace *place)
{
	size_t end = top(state)->ancestor_ends ? ancestor_ends(state, NULL, place) : 0;
	if (end)
		return close(state, end, place);
	bool ends = state->depth > 1 && ends_at(state, top(state)->end, place);
	if (begin_any(state, place, ends, &end))
		return end;
	if (ends)
		return close(state, state->depth - 1, place);
	return next_place(place);
}

/* The contexts that a line's end ends. */
static void close_at_line_end(CodeState *state)
{
	for (size_t i = 1; i < state->depth; i++) {
		bool last = i + 1 == state->depth;
		if (!state->frames[i].context->ends_at_line_end ||
		    (!last && state->frames[i + 1].context->extends_parent))
			continue;
		pop_to(state, i);
		i = 0; /* what is now the innermost may end as well */
	}
}

static CodeForm form_of(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)text[i] >= 0x80)
			return CODE_UNICODE;
	return CODE_ASCII;
}

bool code_line(CodeState *state, const char *text, size_t len, uint8_t *classes)
{
	CodePlace place = {text, len, 0, form_of(text, len)};
	int again = 0;
	state->classes = classes;
	state->empty_count = 0;
	memset(classes, UNPAINTED, len);
	while (place.at <= len) {
		CodeClass class = top(state)->class;
		size_t next = step(state, &place);
		if (code_regexes_exhausted(state->regexes) || state->depth > DEEPEST)
			return false;
		again = next == place.at ? again + 1 : 0;
		if (again > MOST_EMPTY)
			next = next_place(&place);
		state->empty_count = next == place.at ? state->empty_count : 0;
		if (next > place.at && place.at < len && classes[place.at] == UNPAINTED)
			paint(state, place.at, next < len ? next : len, class);
		place.at = next;
	}
	close_at_line_end(state);
	state->first_line = false;
	return true;
}
