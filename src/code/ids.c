/* Ids of contexts: the language that one speaks of, whose specification is read then, and the name. */
#include "code/grammar.h"

#include <string.h>

Arena *code_grammar_arena(const CodeGrammar *grammar)
{
	return grammar->arena;
}

CodeRegexes *code_grammar_regexes(const CodeGrammar *grammar)
{
	return grammar->regexes;
}

const char *code_full_name(CodeGrammar *grammar, const CodeName *name)
{
	return arena_printf(grammar->arena, "%s:%s", name->spec->id, name->id);
}

/* <replace>: whoever refers to the one gets the other. */
static void read_replacements(CodeGrammar *grammar, CodeSpec *spec)
{
	const xmlNode *top = code_child(xmlDocGetRootElement(spec->xml), "definitions");
	for (const xmlNode *node = top ? top->children : NULL; node; node = node->next) {
		if (!code_is(node, "replace") || !code_attribute(node, "id") || !code_attribute(node, "ref"))
			continue;
		const char *id = code_attribute(node, "id");
		const char *key = strchr(id, ':') ? id : arena_printf(grammar->arena, "%s:%s", spec->id, id);
		if (map_has(grammar->replacements, key))
			continue;
		CodeName *name = arena_alloc(grammar->arena, sizeof *name);
		*name = (CodeName){spec, code_attribute(node, "ref")};
		map_set(grammar->replacements, key, name);
	}
}

CodeSpec *code_grammar_spec(CodeGrammar *grammar, const char *id, size_t len)
{
	for (CodeSpec *spec = grammar->specs; spec; spec = spec->next)
		if (!strncmp(spec->id, id, len) && !spec->id[len])
			return spec;
	CodeSpec *spec = code_spec_read(grammar->shelf, grammar->arena, arena_strndup(grammar->arena, id, len));
	if (!spec)
		return NULL;
	code_spec_amend(spec, grammar->arena);
	spec->next = grammar->specs;
	grammar->specs = spec;
	read_replacements(grammar, spec);
	return spec;
}

CodeName code_grammar_name(CodeGrammar *grammar, CodeSpec *spec, const char *id)
{
	const char *colon = strchr(id, ':');
	if (!colon || colon[1] == '*')
		return (CodeName){spec, id};
	return (CodeName){code_grammar_spec(grammar, id, (size_t)(colon - id)), colon + 1};
}
