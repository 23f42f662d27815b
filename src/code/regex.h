/*
 * Regular expressions that are compiled when they are first needed, and to machine code when they are needed
 * often.
 *
 * Each has two forms.  A line of ASCII is matched by a form without Unicode's properties: it finds the same, in
 * a fraction of the time, and PCRE2 knows by which bytes a match of it may begin.
 */
#ifndef CODE_REGEX_H
#define CODE_REGEX_H

#include "base/base.h"

typedef enum { CODE_ASCII, CODE_UNICODE, CODE_FORMS } CodeForm;

enum { CODE_EXTENDED = 1, CODE_CASELESS = 2, CODE_DUPNAMES = 4 };

typedef struct CodeRegex CodeRegex;
typedef struct CodeRegexes CodeRegexes;

/* Expressions by their text, each compiled once. */
CodeRegexes *code_regexes_new(Arena *arena);
void code_regexes_free(CodeRegexes *regexes); /* NULL is fine */

/* The expression of that text and those options; the same one each time.  Never NULL: one that PCRE2 refuses
 * matches nothing. */
CodeRegex *code_regex(CodeRegexes *regexes, const char *text, int options);

/* Whether a match may begin with byte; byte -1 is the line's end. */
bool code_regex_begins(CodeRegexes *regexes, CodeRegex *regex, CodeForm form, int byte);

/* A line, and where of it one looks. */
typedef struct {
	const char *text;
	size_t len, at;
	CodeForm form;
} CodePlace;

/* Whether a letter of ASCII is one of words: \w. */
static inline bool code_is_letter(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_';
}

/* Matches at that place and nowhere after it.  What groups matched is read until the next match. */
bool code_match(CodeRegexes *regexes, CodeRegex *regex, const CodePlace *place);
/* Whether it would, and where the match ends; leaves the groups of the last code_match as they are. */
bool code_test(CodeRegexes *regexes, CodeRegex *regex, const CodePlace *place, size_t *end);

typedef struct {
	size_t from, end;
} CodeSpan;
bool code_group(const CodeRegexes *regexes, size_t number, CodeSpan *out); /* false: it took no part */
/* The group of that name in the expression matched last. */
bool code_group_named(const CodeRegexes *regexes, const char *name, CodeSpan *out);

/* Whether a match was given up, since it went back and forth too often, or all of them together cost more than
 * the limit. */
bool code_regexes_exhausted(const CodeRegexes *regexes);
/* How much more may be done from now on: bytes looked at, at most. */
void code_regexes_allow(CodeRegexes *regexes, uint64_t bytes);

#endif
