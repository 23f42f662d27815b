/* tokens: what a style sheet is made of.  Inside css only. */
#ifndef CSS_TOKENS_H
#define CSS_TOKENS_H

#include "base/base.h"

typedef enum {
	CSS_SPACE, /* comments, too */
	CSS_IDENT,
	CSS_AT,       /* its name */
	CSS_FUNCTION, /* its name; the bracket follows */
	CSS_STRING,   /* without quotation marks */
	CSS_URL,      /* without url( ) and quotation marks */
	CSS_BAD_STRING,
	CSS_BAD_URL,
	CSS_HASH,  /* #name */
	CSS_MATCH, /* ~= |= ^= $= *= */
	CSS_DELIM, /* another sign alone */
	CSS_COLON,
	CSS_COMMA,
	CSS_SEMICOLON,
	CSS_OPEN_ROUND,
	CSS_CLOSE_ROUND,
	CSS_OPEN_SQUARE,
	CSS_CLOSE_SQUARE,
	CSS_OPEN_CURLY,
	CSS_CLOSE_CURLY,
	CSS_OTHER
} CssKind;

typedef struct {
	CssKind kind;
	size_t at, len; /* bytes of the text */
} CssToken;

typedef struct {
	CssToken *all;
	size_t count, cap; /* all is the heap's */
} CssTokens;

/* The tokens of a text, which are freed by css_tokens_free; false: there is nobody to ask. */
bool css_tokens(const char *text, size_t len, CssTokens *out);
void css_tokens_free(CssTokens *tokens);

#endif
