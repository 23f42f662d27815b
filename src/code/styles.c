/* From a specification's styles to classes. */
#include "code/grammar.h"

#include <string.h>

static const char *const names[CODE_CLASSES] = {
        [CODE_PLAIN] = "plain",       [CODE_COMMENT] = "comment",
        [CODE_DOC] = "doc",           [CODE_KEYWORD] = "keyword",
        [CODE_TYPE] = "type",         [CODE_FUNCTION] = "function",
        [CODE_VARIABLE] = "variable", [CODE_BUILTIN] = "builtin",
        [CODE_CONSTANT] = "constant", [CODE_NUMBER] = "number",
        [CODE_STRING] = "string",     [CODE_ESCAPE] = "escape",
        [CODE_OPERATOR] = "operator", [CODE_PREPROCESSOR] = "preprocessor",
        [CODE_TAG] = "tag",           [CODE_ATTRIBUTE] = "attribute",
        [CODE_HEADING] = "heading",   [CODE_INSERTED] = "inserted",
        [CODE_DELETED] = "deleted",   [CODE_ERROR] = "error",
        [CODE_PROMPT] = "prompt",     [CODE_OUTPUT] = "output",
};

const char *code_class_name(CodeClass class)
{
	return names[class];
}

/* The styles that all languages map theirs to, in strcmp's order within a language; and those of single
 * languages, or of any that have one of that name ("*"), that say more than what they map to, or map to nothing. */
static const struct {
	const char *style;
	CodeClass class;
} known[] = {
        {"def:base-n-integer", CODE_NUMBER},
        {"def:boolean", CODE_CONSTANT},
        {"def:builtin", CODE_BUILTIN},
        {"def:character", CODE_STRING},
        {"def:comment", CODE_COMMENT},
        {"def:complex", CODE_NUMBER},
        {"def:constant", CODE_CONSTANT},
        {"def:decimal", CODE_NUMBER},
        {"def:deletion", CODE_DELETED},
        {"def:doc-comment", CODE_DOC},
        {"def:doc-comment-element", CODE_DOC},
        {"def:error", CODE_ERROR},
        {"def:floating-point", CODE_NUMBER},
        {"def:function", CODE_FUNCTION},
        {"def:heading", CODE_HEADING},
        {"def:heading0", CODE_HEADING},
        {"def:heading1", CODE_HEADING},
        {"def:heading2", CODE_HEADING},
        {"def:heading3", CODE_HEADING},
        {"def:heading4", CODE_HEADING},
        {"def:heading5", CODE_HEADING},
        {"def:heading6", CODE_HEADING},
        {"def:identifier", CODE_VARIABLE},
        {"def:inline-code", CODE_STRING},
        {"def:insertion", CODE_INSERTED},
        {"def:keyword", CODE_KEYWORD},
        {"def:link-destination", CODE_STRING},
        {"def:link-symbol", CODE_OPERATOR},
        {"def:list-marker", CODE_KEYWORD},
        {"def:number", CODE_NUMBER},
        {"def:operator", CODE_OPERATOR},
        {"def:preformatted-section", CODE_STRING},
        {"def:preprocessor", CODE_PREPROCESSOR},
        {"def:reserved", CODE_KEYWORD},
        {"def:shebang", CODE_COMMENT},
        {"def:special-char", CODE_ESCAPE},
        {"def:special-constant", CODE_CONSTANT},
        {"def:statement", CODE_KEYWORD},
        {"def:string", CODE_STRING},
        {"def:thematic-break", CODE_KEYWORD},
        {"def:type", CODE_TYPE},
        {"*:declaration", CODE_KEYWORD},
        {"*:modifier", CODE_KEYWORD},
        {"*:modifiers", CODE_KEYWORD},
        {"*:scope-declaration", CODE_KEYWORD},
        {"*:storage-class", CODE_KEYWORD},
        {"c:operator", CODE_KEYWORD}, /* sizeof */
        {"css:id-selector", CODE_TAG},
        {"css:class-selector", CODE_TAG},
        {"css:property-name", CODE_ATTRIBUTE},
        {"css:type-selector", CODE_TAG},
        {"diff:added-line", CODE_INSERTED},
        {"diff:changed-line", CODE_PREPROCESSOR},
        {"diff:diff-file", CODE_HEADING},
        {"diff:location", CODE_PREPROCESSOR},
        {"diff:removed-line", CODE_DELETED},
        {"diff:special-case", CODE_COMMENT},
        {"ini:non-standard-key", CODE_ATTRIBUTE},
        {"ini:variable", CODE_ATTRIBUTE},
        {"json:keyname", CODE_ATTRIBUTE},
        {"makefile:variable", CODE_VARIABLE},
        {"perl:operator", CODE_OPERATOR},
        {"perl:variable", CODE_VARIABLE},
        {"rust:scope", CODE_PLAIN},
        {"sh:common-command", CODE_BUILTIN},
        {"sh:variable", CODE_VARIABLE},
        {"toml:non-standard-key", CODE_ATTRIBUTE},
        {"toml:variable", CODE_ATTRIBUTE},
        {"xml:attribute-name", CODE_ATTRIBUTE},
        {"xml:element-name", CODE_TAG},
        {"xml:entity", CODE_ESCAPE},
        {"yaml:map-key", CODE_ATTRIBUTE},
};

/* Maps may go in a circle. */
enum { LONGEST = 12 };

/* Whether "c:operator" or "*:modifier" is that style. */
static bool is_style(const char *style, const CodeName *name)
{
	const char *colon = strchr(style, ':');
	size_t len = (size_t)(colon - style);
	bool same = *style == '*' || (!strncmp(style, name->spec->id, len) && !name->spec->id[len]);
	return same && str_eq(colon + 1, name->id);
}

static bool find_known(const CodeName *name, CodeClass *out)
{
	for (size_t i = 0; i < BASE_LEN(known); i++) {
		if (!is_style(known[i].style, name))
			continue;
		*out = known[i].class;
		return true;
	}
	return false;
}

bool code_style_class(CodeGrammar *grammar, CodeSpec *spec, const char *style, CodeClass *out)
{
	for (int i = 0; style && i < LONGEST; i++) {
		CodeName name = code_grammar_name(grammar, spec, style);
		if (!name.spec)
			return false;
		if (find_known(&name, out))
			return true;
		const xmlNode *node = map_get(name.spec->styles, name.id);
		style = node ? code_attribute(node, "map-to") : NULL;
		spec = name.spec;
	}
	return false;
}
