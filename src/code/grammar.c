/* Contexts from specifications. */
#include "code/ascii.h"
#include "code/grammar.h"

#include <stdlib.h>
#include <string.h>

/* How deep one may stand for another, and how many may begin in one. */
enum { DEEPEST = 40, MOST_CHILDREN = 4000 };

/* ---- contexts ------------------------------------------------------------- */

static CodeRegex *regex_of(CodeGrammar *grammar, CodeSpec *spec, const xmlNode *node)
{
	const char *text = code_pattern(grammar, spec, code_content(grammar->arena, node));
	return code_regex(grammar->regexes, text, code_options(node, spec->options));
}

/* What stands around the keywords of a context. */
typedef struct {
	const char *before, *after;
	bool bare; /* nothing but words' bounds */
} Around;

static Around around_words(CodeGrammar *grammar, const CodeContext *context)
{
	const xmlNode *prefix = code_child(context->node, "prefix"), *suffix = code_child(context->node, "suffix");
	return (Around){prefix ? code_content(grammar->arena, prefix) : "\\%[",
	                suffix ? code_content(grammar->arena, suffix) : "\\%]",
	                !prefix && !suffix && str_eq(context->spec->opening, "\\b")};
}

static CodeRegex *words_regex(CodeGrammar *grammar, CodeSpec *spec, const Around *around, char *const *list,
                              size_t count)
{
	Buf text = {0};
	buf_str(&text, around->before);
	for (size_t i = 0; i < count; i++) {
		buf_str(&text, i ? "|" : "(?:");
		buf_str(&text, list[i]);
	}
	buf_str(&text, count ? ")" : "(?!)");
	buf_str(&text, around->after);
	CodeRegex *regex = code_regex(grammar->regexes, code_pattern(grammar, spec, text.data), spec->options);
	buf_free(&text);
	return regex;
}

/* Whether an expression begins with a word's bound, and is nothing else if it is to be one alone. */
static bool is_bound(CodeGrammar *grammar, CodeSpec *spec, const char *text, bool alone)
{
	Buf ascii = {0};
	CodeBounds bounds = {0};
	if (code_ascii_pattern(code_pattern(grammar, spec, text), &ascii))
		bounds = code_ascii_bounds(ascii.data ? ascii.data : "", spec->options & CODE_EXTENDED);
	buf_free(&ascii);
	return bounds.word && (bounds.alone || !alone);
}

/* Keywords of which most begin with words that can be looked up need not be tried elsewhere. */
static void set_firsts(CodeGrammar *grammar, CodeContext *context, const Around *around, char **list, size_t count)
{
	CodeSpec *spec = context->spec;
	size_t known;
	if (!count || !is_bound(grammar, spec, around->before, true) || !is_bound(grammar, spec, around->after, false))
		return;
	CodeWords *words = code_words_new(grammar->arena, list, count, spec->options & CODE_CASELESS, &known);
	if (around->bare && code_words_are_whole(words))
		context->words = words;
	else
		context->firsts = words;
	if (known < count)
		context->others = words_regex(grammar, spec, around, list + known, count - known);
}

static void set_words(CodeGrammar *grammar, CodeContext *context)
{
	Around around = around_words(grammar, context);
	size_t count = 0, cap = 0;
	char **words = NULL;
	for (const xmlNode *node = context->node->children; node; node = node->next) {
		if (!code_is(node, "keyword"))
			continue;
		words = base_grow(words, count, &cap, sizeof *words);
		words[count++] = (char *)(uintptr_t)code_content(grammar->arena, node);
	}
	context->start = words_regex(grammar, context->spec, &around, words, count);
	set_firsts(grammar, context, &around, words, count);
	free(words);
}

static void set_end(CodeGrammar *grammar, CodeContext *context, const xmlNode *end)
{
	const char *text = code_pattern(grammar, context->spec, code_content(grammar->arena, end));
	context->end_options = code_options(end, context->spec->options);
	if (code_pattern_needs_start(text))
		context->end_text = text;
	else
		context->end = code_regex(grammar->regexes, text, context->end_options);
}

static void set_flags(CodeContext *context)
{
	const xmlNode *node = context->node;
	context->extends_parent = code_flag(node, "extend-parent", true);
	context->ends_parent = code_flag(node, "end-parent", false);
	context->ends_at_line_end = code_flag(node, "end-at-line-end", false);
	context->first_line_only = code_flag(node, "first-line-only", false);
	context->once_only = code_flag(node, "once-only", false);
	context->style_inside = code_flag(node, "style-inside", false);
}

static void set_subs(CodeGrammar *grammar, CodeContext *context)
{
	const xmlNode *included = code_child(context->node, "include");
	size_t cap = 0;
	CodeSub *subs = NULL;
	for (const xmlNode *node = included ? included->children : NULL; node; node = node->next) {
		const char *group = code_is(node, "context") ? code_attribute(node, "sub-pattern") : NULL;
		const char *style = group ? code_attribute(node, "style-ref") : NULL, *where;
		CodeClass class;
		if (!style || !code_style_class(grammar, context->spec, style, &class))
			continue;
		where = code_attribute(node, "where");
		subs = base_grow(subs, context->sub_count, &cap, sizeof *subs);
		subs[context->sub_count++] = (CodeSub){group, where && str_eq(where, "end"), class};
	}
	context->subs = arena_alloc(grammar->arena, (context->sub_count + 1) * sizeof *subs);
	if (context->sub_count)
		memcpy(context->subs, subs, context->sub_count * sizeof *subs);
	free(subs);
}

/* A context that stands for nothing but what it includes. */
static bool is_group(const xmlNode *node)
{
	return !code_child(node, "match") && !code_child(node, "start") && !code_child(node, "keyword");
}

/* A context is made once; its element remembers it. */
static CodeContext *context_of(CodeGrammar *grammar, CodeSpec *spec, const xmlNode *node)
{
	if (node->_private)
		return node->_private;
	CodeContext *context = arena_alloc(grammar->arena, sizeof *context);
	((xmlNode *)(uintptr_t)node)->_private = context;
	context->spec = spec;
	context->node = node;
	context->plain_style = !code_style_class(grammar, spec, code_attribute(node, "style-ref"), &context->class);
	set_flags(context);
	set_subs(grammar, context);
	const xmlNode *start = code_child(node, "start"), *whole = code_child(node, "match");
	context->container = start || is_group(node);
	if (whole)
		context->start = regex_of(grammar, spec, whole);
	else if (start)
		context->start = regex_of(grammar, spec, start);
	else if (!context->container)
		set_words(grammar, context);
	if (start && code_child(node, "end"))
		set_end(grammar, context, code_child(node, "end"));
	return context;
}

/* ---- what begins in a context --------------------------------------------- */

typedef struct {
	CodeGrammar *grammar;
	CodeChild *children;
	size_t count, cap;
} Children;

static void add_included(Children *own, CodeSpec *spec, const xmlNode *context, int depth);

static void add_child(Children *own, CodeSpec *spec, const xmlNode *node, const xmlNode *reference, CodeSpec *referrer)
{
	if (own->count == MOST_CHILDREN)
		return;
	own->children = base_grow(own->children, own->count, &own->cap, sizeof *own->children);
	CodeChild *child = &own->children[own->count++];
	*child = (CodeChild){.context = context_of(own->grammar, spec, node)};
	if (!reference)
		return;
	if (code_flag(reference, "ignore-style", false))
		child->restyled = true;
	else if (code_attribute(reference, "style-ref"))
		child->restyled =
		        code_style_class(own->grammar, referrer, code_attribute(reference, "style-ref"), &child->class);
}

/* The context that a reference leads to, after replacements. */
static const xmlNode *follow(CodeGrammar *grammar, CodeName *name, bool original)
{
	for (int i = 0; name->spec && !original && i < DEEPEST; i++) {
		const CodeName *other = map_get(grammar->replacements, code_full_name(grammar, name));
		if (!other)
			break;
		*name = code_grammar_name(grammar, other->spec, other->id);
	}
	return name->spec ? map_get(name->spec->contexts, name->id) : NULL;
}

static void add_reference(Children *own, CodeSpec *spec, const xmlNode *reference, const char *ref, int depth)
{
	bool children = str_ends(ref, ":*");
	const char *id = children ? arena_strndup(own->grammar->arena, ref, strlen(ref) - 2) : ref;
	CodeName name = code_grammar_name(own->grammar, spec, id);
	const xmlNode *node = follow(own->grammar, &name, code_flag(reference, "original", false));
	if (node && (children || is_group(node)))
		add_included(own, name.spec, node, depth + 1);
	else if (node)
		add_child(own, name.spec, node, reference, spec);
}

static void add_included(Children *own, CodeSpec *spec, const xmlNode *context, int depth)
{
	const xmlNode *included = code_child(context, "include");
	for (const xmlNode *node = included ? included->children : NULL; node && depth < DEEPEST; node = node->next) {
		if (!code_is(node, "context") || code_attribute(node, "sub-pattern"))
			continue;
		const char *ref = code_attribute(node, "ref"), *id = code_attribute(node, "id");
		if (!ref && is_group(node) && id)
			ref = id; /* it may have been replaced */
		if (ref)
			add_reference(own, spec, node, ref, depth);
		else if (is_group(node))
			add_included(own, spec, node, depth + 1);
		else
			add_child(own, spec, node, NULL, NULL);
	}
}

void code_grammar_enter(CodeGrammar *grammar, CodeContext *context)
{
	if (context->entered)
		return;
	Children own = {.grammar = grammar};
	context->entered = true;
	add_included(&own, context->spec, context->node, 0);
	context->children = arena_alloc(grammar->arena, (own.count + 1) * sizeof *own.children);
	if (own.count)
		memcpy(context->children, own.children, own.count * sizeof *own.children);
	context->child_count = own.count;
	free(own.children);
}

static bool may_begin(CodeGrammar *grammar, const CodeContext *context, CodeForm form, int byte)
{
	if (context->words && form == CODE_ASCII)
		return code_words_begin(context->words, byte);
	return code_regex_begins(grammar->regexes, context->start, form, byte == CODE_LINE_END ? -1 : byte);
}

const uint16_t *code_grammar_beginning(CodeGrammar *grammar, CodeContext *context, CodeForm form, int byte)
{
	uint16_t some[MOST_CHILDREN + 1];
	size_t count = 0;
	if (context->beginning[form][byte])
		return context->beginning[form][byte];
	for (size_t i = 0; i < context->child_count; i++)
		if (may_begin(grammar, context->children[i].context, form, byte))
			some[count++] = (uint16_t)i;
	some[count++] = CODE_NO_CHILD;
	uint16_t *copy = arena_alloc(grammar->arena, count * sizeof *copy);
	memcpy(copy, some, count * sizeof *copy);
	context->beginning[form][byte] = copy;
	return copy;
}

/* ---- the whole ------------------------------------------------------------ */

CodeGrammar *code_grammar_new(CodeShelf *shelf, CodeRegexes *regexes, Arena *arena, const char *id)
{
	CodeGrammar *grammar = arena_alloc(arena, sizeof *grammar);
	*grammar = (CodeGrammar){.shelf = shelf, .regexes = regexes, .arena = arena, .replacements = map_new(arena)};
	CodeName name = {code_grammar_spec(grammar, id, strlen(id)), id};
	const xmlNode *node = name.spec ? map_get(name.spec->contexts, id) : NULL;
	if (!node) {
		code_grammar_free(grammar);
		return NULL;
	}
	grammar->main = context_of(grammar, name.spec, node);
	return grammar;
}

void code_grammar_free(CodeGrammar *grammar)
{
	for (CodeSpec *spec = grammar ? grammar->specs : NULL; spec; spec = spec->next)
		code_spec_free(spec);
}

CodeContext *code_grammar_main(CodeGrammar *grammar)
{
	return grammar->main;
}
