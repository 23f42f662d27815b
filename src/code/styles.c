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

/* The styles that all languages map theirs to; then those of single languages that say more than what they map to,
 * or map to nothing; then those that any language may have ("*").  In strcmp's order within each. */
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
        {"ada:preprocessor", CODE_KEYWORD}, /* with, package */
        {"asp:function", CODE_BUILTIN},
        {"awk:pattern", CODE_KEYWORD},
        {"c:operator", CODE_KEYWORD}, /* sizeof */
        {"cmake:builtin-command", CODE_BUILTIN},
        {"css:at-rule", CODE_KEYWORD},
        {"css:attribute-selector-name", CODE_ATTRIBUTE},
        {"css:class-selector", CODE_TAG},
        {"css:function", CODE_BUILTIN},
        {"css:id-selector", CODE_TAG},
        {"css:property-name", CODE_ATTRIBUTE},
        {"css:type-selector", CODE_TAG},
        {"d:special-token", CODE_CONSTANT},
        {"diff:added-line", CODE_INSERTED},
        {"diff:changed-line", CODE_PREPROCESSOR},
        {"diff:diff-file", CODE_HEADING},
        {"diff:location", CODE_PREPROCESSOR},
        {"diff:removed-line", CODE_DELETED},
        {"diff:special-case", CODE_COMMENT},
        {"docker:variable-definition", CODE_VARIABLE},
        {"fsharp:variant", CODE_PLAIN},    /* every word with a capital */
        {"groovy:operator", CODE_KEYWORD}, /* new, instanceof */
        {"gtk-doc:type", CODE_DOC},
        {"haskell:variable", CODE_PLAIN}, /* every name, and signs */
        {"ini:non-standard-key", CODE_ATTRIBUTE},
        {"ini:variable", CODE_ATTRIBUTE},
        {"js:built-in-method", CODE_PLAIN}, /* as those that a program has of its own */
        {"js:built-in-property", CODE_PLAIN},
        {"jsdoc:type", CODE_DOC},
        {"json:keyname", CODE_ATTRIBUTE},
        {"latex:display-math", CODE_PLAIN}, /* its commands are as elsewhere */
        {"latex:verbatim", CODE_STRING},
        {"lua:function", CODE_BUILTIN},
        {"meson:builtin-command", CODE_BUILTIN},
        {"ocaml:label", CODE_ATTRIBUTE},
        {"ocaml:ocamldoc", CODE_DOC},
        {"perl:operator", CODE_OPERATOR},
        {"perl:pod-escape", CODE_DOC},
        {"perl:pod-keyword", CODE_DOC},
        {"powershell:builtin-parameters", CODE_ATTRIBUTE},
        {"powershell:multiline-comment", CODE_COMMENT},
        {"powershell:operator", CODE_OPERATOR},
        {"powershell:user-function", CODE_FUNCTION},
        {"proto:statement", CODE_KEYWORD},
        {"r:functions", CODE_BUILTIN},
        {"ruby:special-variable", CODE_KEYWORD}, /* self, super */
        {"rust:lifetime", CODE_VARIABLE},
        {"rust:scope", CODE_PLAIN},
        {"rust:self", CODE_KEYWORD},
        {"scheme:function", CODE_BUILTIN},
        {"scss:mixin-name", CODE_FUNCTION},
        {"sh:common-command", CODE_BUILTIN},
        {"sh:others", CODE_OPERATOR},
        {"sql:function", CODE_BUILTIN},
        {"terraform:block-label", CODE_VARIABLE}, /* names, in quotation marks */
        {"terraform:block-type", CODE_KEYWORD},
        {"terraform:builtin-function", CODE_BUILTIN},
        {"terraform:identifier", CODE_ATTRIBUTE},
        {"terraform:reference", CODE_VARIABLE},
        {"toml:datetime-value", CODE_NUMBER},
        {"toml:non-standard-key", CODE_ATTRIBUTE},
        {"toml:variable", CODE_ATTRIBUTE},
        {"xml:attribute-name", CODE_ATTRIBUTE},
        {"xml:element-name", CODE_TAG},
        {"xml:entity", CODE_ESCAPE},
        {"yaml:alias", CODE_VARIABLE},
        {"yaml:directive", CODE_PREPROCESSOR},
        {"yaml:map-key", CODE_ATTRIBUTE},
        {"yaml:tag", CODE_TYPE},
        {"*:declaration", CODE_KEYWORD},
        {"*:external", CODE_KEYWORD}, /* import, package */
        {"*:here-doc-bound", CODE_STRING},
        {"*:include-statement", CODE_KEYWORD},
        {"*:modifier", CODE_KEYWORD},
        {"*:modifiers", CODE_KEYWORD},
        {"*:module-handler", CODE_KEYWORD},
        {"*:number", CODE_NUMBER},
        {"*:plain", CODE_PLAIN}, /* code within a string */
        {"*:regex", CODE_STRING},
        {"*:regexp", CODE_STRING},
        {"*:scope-declaration", CODE_KEYWORD},
        {"*:storage-class", CODE_KEYWORD},
        {"*:type", CODE_TYPE},
        {"*:variable", CODE_VARIABLE},
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
