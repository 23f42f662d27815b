/* A style sheet's tokens, by MyCSS. */
#include "css/tokens.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <mycss/entry.h>
#include <mycss/mycss.h>
#include <mycss/tokenizer.h>

/* What is called of MyCSS. */
typedef struct {
	__typeof__(mycss_create) *create;
	__typeof__(mycss_init) *init;
	__typeof__(mycss_destroy) *destroy;
	__typeof__(mycss_entry_create) *entry_create;
	__typeof__(mycss_entry_init) *entry_init;
	__typeof__(mycss_entry_destroy) *entry_destroy;
	__typeof__(mycss_entry_token_ready_callback) *tell;
	__typeof__(mycss_parse_chunk) *parse;
	__typeof__(mycss_parse_chunk_end) *parse_end;
} MyCss;
static const char *const mycss_names[] = {
        "mycss_create",
        "mycss_init",
        "mycss_destroy",
        "mycss_entry_create",
        "mycss_entry_init",
        "mycss_entry_destroy",
        "mycss_entry_token_ready_callback",
        "mycss_parse_chunk",
        "mycss_parse_chunk_end",
};
_Static_assert(sizeof(MyCss) == sizeof mycss_names, "a name for each");

/* MyCSS tells each token, but not to whom: that is found by the text, which it holds and which lies behind. */
typedef struct {
	CssTokens *tokens;
	char text[];
} Reading;

static CssKind kind_of(mycss_token_type_t type)
{
	static const struct {
		mycss_token_type_t type;
		CssKind kind;
	} kinds[] = {
	        {MyCSS_TOKEN_TYPE_WHITESPACE, CSS_SPACE},
	        {MyCSS_TOKEN_TYPE_COMMENT, CSS_SPACE},
	        {MyCSS_TOKEN_TYPE_IDENT, CSS_IDENT},
	        {MyCSS_TOKEN_TYPE_FUNCTION, CSS_FUNCTION},
	        {MyCSS_TOKEN_TYPE_AT_KEYWORD, CSS_AT},
	        {MyCSS_TOKEN_TYPE_STRING, CSS_STRING},
	        {MyCSS_TOKEN_TYPE_BAD_STRING, CSS_BAD_STRING},
	        {MyCSS_TOKEN_TYPE_URL, CSS_URL},
	        {MyCSS_TOKEN_TYPE_BAD_URL, CSS_BAD_URL},
	        {MyCSS_TOKEN_TYPE_HASH, CSS_HASH},
	        {MyCSS_TOKEN_TYPE_INCLUDE_MATCH, CSS_MATCH},
	        {MyCSS_TOKEN_TYPE_DASH_MATCH, CSS_MATCH},
	        {MyCSS_TOKEN_TYPE_PREFIX_MATCH, CSS_MATCH},
	        {MyCSS_TOKEN_TYPE_SUFFIX_MATCH, CSS_MATCH},
	        {MyCSS_TOKEN_TYPE_SUBSTRING_MATCH, CSS_MATCH},
	        {MyCSS_TOKEN_TYPE_DELIM, CSS_DELIM},
	        {MyCSS_TOKEN_TYPE_COLON, CSS_COLON},
	        {MyCSS_TOKEN_TYPE_COMMA, CSS_COMMA},
	        {MyCSS_TOKEN_TYPE_SEMICOLON, CSS_SEMICOLON},
	        {MyCSS_TOKEN_TYPE_LEFT_PARENTHESIS, CSS_OPEN_ROUND},
	        {MyCSS_TOKEN_TYPE_RIGHT_PARENTHESIS, CSS_CLOSE_ROUND},
	        {MyCSS_TOKEN_TYPE_LEFT_SQUARE_BRACKET, CSS_OPEN_SQUARE},
	        {MyCSS_TOKEN_TYPE_RIGHT_SQUARE_BRACKET, CSS_CLOSE_SQUARE},
	        {MyCSS_TOKEN_TYPE_LEFT_CURLY_BRACKET, CSS_OPEN_CURLY},
	        {MyCSS_TOKEN_TYPE_RIGHT_CURLY_BRACKET, CSS_CLOSE_CURLY},
	};
	for (size_t i = 0; i < BASE_LEN(kinds); i++)
		if (kinds[i].type == type)
			return kinds[i].kind;
	return CSS_OTHER;
}

static mycss_token_t *take(mycss_entry_t *entry, mycss_token_t *token)
{
	const char *text = entry->first_buffer->data;
	const Reading *reading = (const void *)(text - offsetof(Reading, text));
	CssTokens *tokens = reading->tokens;
	CssToken *last = tokens->count ? &tokens->all[tokens->count - 1] : NULL;
	bool at = last && last->kind == CSS_DELIM && text[last->at] == '@' && last->at + 1 == token->begin;
	if (at && token->type == MyCSS_TOKEN_TYPE_IDENT) { /* it takes @u… for the range of a font */
		*last = (CssToken){CSS_AT, token->begin, token->length};
		return token;
	}
	tokens->all = base_grow(tokens->all, tokens->count, &tokens->cap, sizeof *tokens->all);
	tokens->all[tokens->count++] = (CssToken){kind_of(token->type), token->begin, token->length};
	return token;
}

static bool run(const MyCss *my, const char *text, size_t len)
{
	mycss_t *mycss = my->create();
	mycss_entry_t *entry = mycss && !my->init(mycss) ? my->entry_create() : NULL;
	bool fine = entry && !my->entry_init(mycss, entry);
	if (fine) {
		my->tell(entry, take);
		fine = !my->parse(entry, text, len) && !my->parse_end(entry);
	}
	if (entry)
		my->entry_destroy(entry, true);
	if (mycss)
		my->destroy(mycss, true);
	return fine;
}

bool css_tokens(const char *text, size_t len, CssTokens *out)
{
	MyCss my;
	*out = (CssTokens){0};
	if (!late_load("libmodest.so.0", mycss_names, BASE_LEN(mycss_names), &my))
		return false;
	Reading *reading = base_alloc(sizeof *reading + len + 1);
	reading->tokens = out;
	memcpy(reading->text, text, len);
	reading->text[len] = '\0';
	bool fine = run(&my, reading->text, len);
	free(reading);
	return fine;
}

void css_tokens_free(CssTokens *tokens)
{
	free(tokens->all);
}
