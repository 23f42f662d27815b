/* Inputs, tokens and arguments. */
#include "math/inner.h"

#include <stdarg.h>
#include <string.h>

void math_fail(Parser *p, size_t offset, const char *format, ...)
{
	if (p->failed)
		return;
	va_list args;
	char text[400];
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	text[utf8_check(text, strlen(text))] = '\0'; /* a letter that was cut */
	*p->fault = (MathFault){offset, arena_strdup(p->arena, text)};
	p->failed = true;
	p->input = NULL;
	p->has_ahead = false;
}

/* ---- inputs ---- */

void math_push(Parser *p, MathArg arg, bool wall)
{
	if (p->failed)
		return;
	MathInput *input = arena_alloc(p->scratch, sizeof *input);
	*input = (MathInput){arg.text, arg.len, 0, arg.offset, arg.fixed, wall, NULL, p->input};
	p->input = input;
}

void math_take_down(Parser *p)
{
	while (p->input && !p->input->wall)
		p->input = p->input->below;
	if (p->input)
		p->input = p->input->below;
	p->has_ahead = false;
}

/* The input that has something left; NULL at the end. */
static MathInput *current(Parser *p)
{
	while (p->input && p->input->at == p->input->len && !p->input->wall)
		p->input = p->input->below;
	return p->input && p->input->at < p->input->len ? p->input : NULL;
}

static size_t place_in(const MathInput *input)
{
	return input->fixed ? input->offset : input->offset + input->at;
}

size_t math_place(const Parser *p)
{
	return p->has_ahead ? p->ahead.offset : p->input ? place_in(p->input) : 0;
}

/* ---- tokens ---- */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '@';
}

/* Past a comment and the line's end. */
static size_t comment_end(const MathInput *input, size_t at)
{
	while (at < input->len && input->text[at] != '\n')
		at++;
	return at + (at < input->len);
}

/* Past blanks and comments; whether there were any blanks. */
static bool skip_blanks(Parser *p)
{
	bool blank = false;
	for (MathInput *input; (input = current(p));) {
		char c = input->text[input->at];
		if (c == '%')
			input->at = comment_end(input, input->at);
		else if (str_is_white(c))
			input->at++, blank = true;
		else
			break;
	}
	return blank;
}

static size_t name_length(const MathInput *input, size_t at)
{
	size_t len = 0, used = 1;
	while (at + len < input->len && is_letter(input->text[at + len]))
		len++;
	if (!len && at < input->len)
		utf8_decode(input->text + at, input->len - at, &used);
	return len ? len : at < input->len ? used : 0;
}

static Token command_token(Parser *p, MathInput *input)
{
	Token token = {.kind = TOKEN_COMMAND, .offset = place_in(input), .primitive = input->primitive != NULL};
	size_t len = name_length(input, input->at + 1);
	token.name = arena_strndup(p->scratch, input->text + input->at + 1, len);
	input->at += 1 + len;
	if (len && is_letter(token.name[0])) {
		while (input->at < input->len && str_is_white(input->text[input->at]))
			input->at++;
	}
	return token;
}

static TokenKind kind_of(char c)
{
	static const struct {
		char c;
		TokenKind kind;
	} kinds[] = {{'{', TOKEN_OPEN}, {'}', TOKEN_CLOSE}, {'^', TOKEN_SUP},   {'_', TOKEN_SUB},
	             {'&', TOKEN_CELL}, {'~', TOKEN_TIE},   {'$', TOKEN_DOLLAR}};
	for (size_t i = 0; i < BASE_LEN(kinds); i++) {
		if (kinds[i].c == c)
			return kinds[i].kind;
	}
	return TOKEN_CHAR;
}

Token math_next_token(Parser *p)
{
	size_t offset = p->input ? place_in(p->input) : 0;
	if (skip_blanks(p) && p->text)
		return (Token){.kind = TOKEN_BLANK, .offset = offset};
	MathInput *input = current(p);
	if (!input)
		return (Token){.kind = TOKEN_END, .offset = p->input ? place_in(p->input) : offset};
	if (input->text[input->at] == '\\')
		return command_token(p, input);
	size_t used = 1;
	Token token = {.kind = kind_of(input->text[input->at]), .offset = place_in(input)};
	token.cp = utf8_decode(input->text + input->at, input->len - input->at, &used);
	input->at += used;
	return token;
}

/* ---- arguments ---- */

char math_next_byte(Parser *p)
{
	skip_blanks(p);
	const MathInput *input = current(p);
	return input ? input->text[input->at] : '\0';
}

bool math_take_byte(Parser *p, char c)
{
	if (math_next_byte(p) != c)
		return false;
	p->input->at++;
	return true;
}

bool math_takes(Parser *p, const char *word)
{
	size_t len = strlen(word);
	bool next = math_next_byte(p) == *word && p->input->at + len <= p->input->len &&
	            !memcmp(p->input->text + p->input->at, word, len);
	if (next)
		p->input->at += len;
	return next;
}

/* Past the group that begins with the brace, or bracket, at at; 0 if it does not end. */
static size_t group_end(const MathInput *input, size_t at, char close)
{
	for (size_t depth = 0; at < input->len; at++) {
		char c = input->text[at];
		if (c == '\\')
			at++;
		else if (c == '%')
			at = comment_end(input, at) - 1;
		else if (depth == (close == ']') && c == close)
			return at + 1;
		else if (c == '{' || (c == '[' && !depth && close == ']'))
			depth++;
		else if (c == '}' && !--depth)
			return at + 1;
	}
	return 0;
}

static MathArg slice(const MathInput *input, size_t from, size_t to)
{
	return (MathArg){input->text + from, to - from, input->fixed ? input->offset : input->offset + from,
	                 input->fixed};
}

/* How long the command or character at at is. */
static size_t token_length(const MathInput *input, size_t at)
{
	if (input->text[at] == '\\')
		return 1 + name_length(input, at + 1);
	size_t used = 1;
	utf8_decode(input->text + at, input->len - at, &used);
	return used;
}

MathArg math_arg(Parser *p, const char *command)
{
	char c = math_next_byte(p);
	MathInput *input = p->input;
	if (!c || c == '}' || c == '&') {
		math_fail(p, math_place(p), "'\\%s' lacks an argument; give it one in braces", command);
		return (MathArg){"", 0, 0, true};
	}
	size_t from = input->at;
	if (c != '{') {
		input->at += token_length(input, from);
		return slice(input, from, input->at);
	}
	size_t end = group_end(input, from, '}');
	if (!end) {
		math_fail(p, place_in(input), "this '{' is not closed; write a '}'");
		return (MathArg){"", 0, 0, true};
	}
	input->at = end;
	return slice(input, from + 1, end - 1);
}

MathArg math_one_token(Parser *p)
{
	if (!math_next_byte(p)) {
		math_fail(p, math_place(p), "something has to follow here");
		return (MathArg){"", 0, 0, true};
	}
	MathInput *input = p->input;
	size_t from = input->at;
	input->at += token_length(input, from);
	return slice(input, from, input->at);
}

bool math_option(Parser *p, MathArg *out)
{
	*out = (MathArg){"", 0, math_place(p), true};
	if (math_next_byte(p) != '[')
		return false;
	MathInput *input = p->input;
	size_t from = input->at, end = group_end(input, from, ']');
	if (!end)
		return false;
	input->at = end;
	*out = slice(input, from + 1, end - 1);
	return true;
}

const char *math_arg_text(Parser *p, MathArg arg)
{
	while (arg.len && str_is_white(*arg.text))
		arg.text++, arg.len--;
	while (arg.len && str_is_white(arg.text[arg.len - 1]))
		arg.len--;
	return arena_strndup(p->arena, arg.text, arg.len);
}
