/*
 * code: what the words of a program are, for listings.  Prefix: code_.
 *
 * The languages are those of GtkSourceView's specifications ("Language Definition v2.0"), data that Debian
 * installs by itself; their contexts are run by an engine of this room over PCRE2.  A document without code
 * opens none of them, and of a language only those contexts are built that its code enters.
 *
 * What comes out are runs of few classes that stay the same, whatever a specification calls its styles: both
 * editions look them up.
 */
#ifndef CODE_CODE_H
#define CODE_CODE_H

#include "base/base.h"

typedef enum {
	CODE_PLAIN,
	CODE_COMMENT,
	CODE_DOC, /* a comment that documents, or what stands out in it */
	CODE_KEYWORD,
	CODE_TYPE,
	CODE_FUNCTION,
	CODE_VARIABLE,
	CODE_BUILTIN,
	CODE_CONSTANT, /* true, nil, a symbol */
	CODE_NUMBER,
	CODE_STRING,
	CODE_ESCAPE, /* what is special in a string */
	CODE_OPERATOR,
	CODE_PREPROCESSOR, /* and attributes, decorators, macros */
	CODE_TAG,          /* an element's name */
	CODE_ATTRIBUTE,    /* a key: of an element, a setting */
	CODE_HEADING,
	CODE_INSERTED,
	CODE_DELETED,
	CODE_ERROR,
	CODE_PROMPT, /* of a session: not part of what is typed */
	CODE_OUTPUT, /* of a session */
	CODE_CLASSES
} CodeClass;

/* From the end of the run before, or from 0, up to the byte `end`.  Runs side by side differ in class, and the
 * last one ends where the text does. */
typedef struct {
	uint32_t end;
	CodeClass class;
} CodeRun;

typedef struct {
	const CodeRun *runs;
	size_t count;
} CodeTokens;

/* The class's name, as styles and style sheets say it: "keyword". */
const char *code_class_name(CodeClass class);

/* The languages of one document. */
typedef struct Code Code;
Code *code_new(Diag *diag);
void code_free(Code *code); /* NULL is fine; tokens live on in their arena */

/* What a language that people call `name` ("py", "C++", "rust,ignore") is called here ("python3", "cpp",
 * "rust"), lent until code_free; NULL if it is not known.  "text" and its like are "text". */
const char *code_language(Code *code, const char *name);

/* The classes of a text of UTF-8 in that language, in `arena`; NULL if there is none but CODE_PLAIN.  A
 * language that is not known, one whose specification is not installed and a text that takes too long are told
 * at pos, once each. */
const CodeTokens *code_tokens(Code *code, Arena *arena, const char *name, const char *text, size_t len, Pos pos);

#endif
