/*
 * A language's contexts as the engine runs them, built from its specification and those it refers to when a
 * text enters them.
 */
#ifndef CODE_GRAMMAR_H
#define CODE_GRAMMAR_H

#include "code/code.h"
#include "code/spec.h"

typedef struct CodeContext CodeContext;

/* A group of an expression that has a class of its own. */
typedef struct {
	const char *group; /* its number or name */
	bool of_end;       /* of the end's expression */
	CodeClass class;
} CodeSub;

/* What may begin in a context. */
typedef struct {
	CodeContext *context;
	bool restyled; /* the reference says another class than the context has */
	CodeClass class;
} CodeChild;

/* The children that may begin with a byte, in order: their indices, and NO_CHILD after the last. */
enum { CODE_NO_CHILD = 0xFFFF, CODE_LINE_END = 256, CODE_BEGINNINGS };

typedef struct CodeWords CodeWords;

struct CodeContext {
	CodeSpec *spec;
	const xmlNode *node;
	bool plain_style; /* has none of its own: it looks like what is around it */
	CodeClass class;
	bool container, extends_parent, ends_parent, ends_at_line_end, first_line_only, once_only, style_inside;
	CodeRegex *start;        /* or what it matches as a whole */
	const CodeWords *words;  /* keywords that are words, instead of start on lines of ASCII; NULL */
	const CodeWords *firsts; /* on lines of ASCII: start matches at one of these words … */
	CodeRegex *others;       /* … or where this does; NULL: nowhere else.  firsts NULL: it may match anywhere */
	CodeRegex *end;          /* NULL: none, or one that the start has a part in */
	const char *end_text;    /* that one's, with \%{1@start} in it; NULL */
	int end_options;
	CodeSub *subs;
	size_t sub_count;
	CodeChild *children; /* once it was entered */
	size_t child_count;
	bool entered;
	const uint16_t *beginning[CODE_FORMS][CODE_BEGINNINGS]; /* NULL: not asked for yet */
};

typedef struct CodeGrammar CodeGrammar;
/* NULL if there is no such specification, or it has no context of its own name. */
CodeGrammar *code_grammar_new(CodeShelf *shelf, CodeRegexes *regexes, Arena *arena, const char *id);
void code_grammar_free(CodeGrammar *grammar); /* NULL is fine */

/* The context that a text begins in; the grammar has it. */
CodeContext *code_grammar_main(CodeGrammar *grammar);
/* Makes a context's children, if they are not made yet. */
void code_grammar_enter(CodeGrammar *grammar, CodeContext *context);
const uint16_t *code_grammar_beginning(CodeGrammar *grammar, CodeContext *context, CodeForm form, int byte);

/* For grammar.c's own parts, of which ids.c has this. */
struct CodeGrammar {
	CodeShelf *shelf;
	CodeRegexes *regexes;
	Arena *arena;
	CodeSpec *specs;   /* the language's own is the last */
	Map *replacements; /* "language:id" -> what stands there instead, as CodeName * */
	CodeContext *main;
};
typedef struct {
	CodeSpec *spec;
	const char *id; /* without the language */
} CodeName;
CodeSpec *code_grammar_spec(CodeGrammar *grammar, const char *id, size_t len); /* read if need be; NULL */
const char *code_full_name(CodeGrammar *grammar, const CodeName *name);        /* "language:id" */
/* The language that an id speaks of, which is read if need be; its spec is NULL if there is none. */
CodeName code_grammar_name(CodeGrammar *grammar, CodeSpec *spec, const char *id);
Arena *code_grammar_arena(const CodeGrammar *grammar);
CodeRegexes *code_grammar_regexes(const CodeGrammar *grammar);

/* pattern.c: an expression as PCRE2 has it, with what it includes by name. */
const char *code_pattern(CodeGrammar *grammar, CodeSpec *spec, const char *text);
/* The end's expression, once what the start matched is known; code_group tells. */
const char *code_end_pattern(Arena *arena, const CodeRegexes *regexes, const char *line, const char *text);
bool code_pattern_needs_start(const char *text);

/* styles.c: the class of a style; false if it has none. */
bool code_style_class(CodeGrammar *grammar, CodeSpec *spec, const char *style, CodeClass *out);

/* words.c: the words that keywords begin with, as a set.  Keywords whose first word cannot be told are put behind the
 * *known others in list. */
CodeWords *code_words_new(Arena *arena, char **list, size_t count, bool caseless, size_t *known);
bool code_words_are_whole(const CodeWords *words); /* all keywords are known, and nothing but these words */
/* The end of the word at place, if it is one of them; 0. */
size_t code_words_match(const CodeWords *words, const CodePlace *place);
bool code_words_begin(const CodeWords *words, int byte);

#endif
