/* Rows, nuclei and scripts. */
#include "math/inner.h"

#include <stdlib.h>
#include <string.h>

bool math_enter(Parser *p, size_t offset)
{
	if (++p->depth > MATH_DEPTH)
		math_fail(p, offset, "more than %d groups lie in each other here; take some apart", MATH_DEPTH);
	return !p->failed;
}

void math_leave(Parser *p)
{
	p->depth--;
}

/* ---- rows ---- */

void math_stack(Parser *p, MathNode *node)
{
	if (p->top == p->cap)
		p->stack = base_grow(p->stack, p->top, &p->cap, sizeof(MathNode *));
	p->stack[p->top++] = node;
}

typedef struct {
	MathNode *last; /* that has a class; NULL at the row's begin */
} Settler;

static bool joins_nothing(MathClass before)
{
	return before == MATH_BIN || before == MATH_LARGE || before == MATH_REL || before == MATH_OPEN ||
	       before == MATH_PUNCT;
}

static void make_ordinary(MathNode *node)
{
	node->class = MATH_ORD;
	for (MathNode *base = node; base->count && base->kind != MATH_ROW;) {
		base = math_kid(base, 0);
		if (base->class == MATH_BIN)
			base->class = MATH_ORD;
	}
}

/* TeX's rules 5 and 6, a node at a time; changes of style do not part what is in them. */
static void settle(Settler *settler, MathNode *node)
{
	if (node->class == MATH_NO_CLASS) {
		bool through = node->kind == MATH_STYLE || (node->kind == MATH_ROW && node->count);
		for (size_t i = 0; through && i < node->count; i++)
			settle(settler, math_kid(node, i));
		return;
	}
	MathNode *last = settler->last;
	if (node->class == MATH_BIN && (!last || joins_nothing(last->class)))
		make_ordinary(node);
	bool ends = node->class == MATH_REL || node->class == MATH_CLOSE || node->class == MATH_PUNCT;
	if (last && last->class == MATH_BIN && ends)
		make_ordinary(last);
	settler->last = node;
}

MathNode *math_collect(Parser *p, size_t from, size_t offset)
{
	Settler settler = {NULL};
	for (size_t i = from; i < p->top; i++)
		settle(&settler, p->stack[i]);
	if (settler.last && settler.last->class == MATH_BIN)
		make_ordinary(settler.last);
	size_t count = p->top - from;
	p->top = from;
	if (count == 1)
		return p->stack[from];
	return math_parent(p, MATH_ROW, MATH_INNER, offset, count, (const MathNode *const *)(p->stack + from));
}

static bool is_line_end(const Token *token)
{
	return str_eq(token->name, "\\") || str_eq(token->name, "cr") || str_eq(token->name, "tabularnewline");
}

static bool ends_row(const Parser *p, const Token *token)
{
	if (token->kind != TOKEN_COMMAND)
		return token->kind == TOKEN_END || token->kind == TOKEN_CLOSE || token->kind == TOKEN_CELL;
	if (is_line_end(token))
		return p->in_cell;
	return str_eq(token->name, "right") || str_eq(token->name, "middle") || str_eq(token->name, "end");
}

/* ---- scripts ---- */

typedef struct {
	MathNode *below, *above;
	MathSwitch limits;
} Scripts;

static MathNode *primes(Parser *p, size_t count, size_t offset)
{
	static const char *const signs[] = {"′", "″", "‴", "⁗"};
	MathNode *prime;
	if (count <= BASE_LEN(signs)) {
		prime = math_operator(p, signs[count - 1], MATH_ORD, offset);
	} else {
		Buf text = {0};
		for (size_t i = 0; i < count; i++)
			buf_str(&text, signs[0]);
		prime = math_operator(p, text.data, MATH_ORD, offset);
		buf_free(&text);
	}
	prime->u.op.prime = true;
	return prime;
}

/* A character by itself, whatever stands after it. */
static MathNode *one_character(Parser *p, const Token *token)
{
	static const uint32_t drawn[][2] = {
	        {'-', 0x2212}, {'*', 0x2217}, {'`', 0x2018}, {0xb7, 0x22c5}, {0x2014, 0x2014}};
	uint32_t cp = token->cp;
	MathClass class = math_class_of(cp);
	for (size_t i = 0; i < BASE_LEN(drawn); i++) {
		if (drawn[i][0] == cp)
			return math_symbol(p, drawn[i][1], cp < 0x80 ? class : MATH_BIN, token->offset);
	}
	return math_symbol(p, cp, class, token->offset);
}

/* What stands in braces of which the first is taken: fonts that are chosen there end there. */
static MathNode *braced_row(Parser *p, size_t offset)
{
	MathVariant font = p->font;
	bool bold = p->bold, in_cell = p->in_cell;
	p->in_cell = false;
	MathNode *row = math_row(p);
	p->in_cell = in_cell;
	p->font = font;
	p->bold = bold;
	if (math_take(p).kind != TOKEN_CLOSE)
		math_fail(p, offset, "this '{' is not closed; write a '}'");
	return row;
}

/* Without braces, a script is one token: x^12 is x^{1}2. */
static MathNode *script_of(Parser *p, const Token *token)
{
	if (token->kind == TOKEN_OPEN)
		return braced_row(p, token->offset);
	bool ends = token->kind == TOKEN_END || token->kind == TOKEN_CLOSE || token->kind == TOKEN_CELL;
	MathNode *node = ends ? NULL : token->kind == TOKEN_CHAR ? one_character(p, token) : math_read_token(p, token);
	if (!node && !p->failed)
		math_fail(p, token->offset, "nothing stands after '_' or '^'; write {} or what is raised");
	return node;
}

static MathNode *script(Parser *p)
{
	unsigned style = p->style;
	p->style = style > 1 ? 3 : 2;
	Token token = math_take(p);
	while (token.kind == TOKEN_COMMAND && str_eq(token.name, "relax"))
		token = math_take(p);
	MathNode *node = script_of(p, &token);
	p->style = style;
	return node;
}

static void add_primes(Parser *p, Scripts *scripts, size_t offset)
{
	size_t count = 1, from = p->top;
	while (math_peek(p).kind == TOKEN_CHAR && (math_peek(p).cp == '\'' || math_peek(p).cp == 0x2019)) {
		math_take(p);
		count++;
	}
	if (scripts->above)
		math_fail(p, offset, "two superscripts stand at one place; put braces around what they belong to");
	math_stack(p, primes(p, count, offset));
	if (math_peek(p).kind == TOKEN_SUP) {
		math_take(p);
		MathNode *above = script(p);
		if (above)
			math_stack(p, above);
	}
	scripts->above = math_collect(p, from, offset);
}

static bool add_script(Parser *p, Scripts *scripts)
{
	Token token = math_peek(p);
	if (token.kind == TOKEN_COMMAND && (str_eq(token.name, "limits") || str_eq(token.name, "nolimits"))) {
		scripts->limits = *token.name == 'l' ? MATH_ON : MATH_OFF;
		math_take(p);
		return true;
	}
	if (token.kind == TOKEN_COMMAND && str_eq(token.name, "displaylimits"))
		return math_take(p), true;
	if (token.kind == TOKEN_CHAR && (token.cp == '\'' || token.cp == 0x2019)) {
		math_take(p);
		add_primes(p, scripts, token.offset);
		return true;
	}
	if (token.kind != TOKEN_SUP && token.kind != TOKEN_SUB)
		return false;
	math_take(p);
	MathNode **slot = token.kind == TOKEN_SUP ? &scripts->above : &scripts->below;
	if (*slot)
		math_fail(p, token.offset, "two %sscripts stand at one place; put braces around what they belong to",
		          token.kind == TOKEN_SUP ? "super" : "sub");
	*slot = script(p);
	return true;
}

static bool is_brace(const MathNode *base)
{
	return (base->kind == MATH_OVER || base->kind == MATH_UNDER) && base->u.over.brace;
}

static bool movable(const MathNode *base)
{
	const MathNode *core = math_core(base);
	return (core && core->u.op.movable_limits) || (base->kind == MATH_ROW && base->class == MATH_LARGE);
}

static MathNode *with_scripts(Parser *p, MathNode *base, const Scripts *scripts)
{
	const MathNode *kids[3] = {base, scripts->below ? scripts->below : scripts->above, scripts->above};
	size_t count = 1 + (size_t)(scripts->below != NULL) + (size_t)(scripts->above != NULL);
	bool move = scripts->limits == MATH_UNSAID && movable(base);
	bool limits = scripts->limits == MATH_ON || move || (is_brace(base) && scripts->limits != MATH_OFF);
	MathKind kind = count == 3 ? MATH_SUBSUP : scripts->below ? MATH_SUB : MATH_SUP;
	if (limits)
		kind = count == 3 ? MATH_UNDEROVER : scripts->below ? MATH_UNDER : MATH_OVER;
	if (scripts->limits != MATH_UNSAID && base->kind == MATH_OP)
		base->u.op.movable_limits = false;
	MathNode *node = math_parent(p, kind, base->class, base->offset, count, kids);
	if (limits)
		node->u.over.movable = move;
	return node;
}

static MathNode *scripted(Parser *p, MathNode *base, size_t offset)
{
	Scripts scripts = {NULL, NULL, MATH_UNSAID};
	while (!p->failed && add_script(p, &scripts))
		;
	if (p->failed)
		return base;
	if (!scripts.below && !scripts.above) {
		if (base && scripts.limits != MATH_UNSAID && base->kind == MATH_OP)
			base->u.op.movable_limits = false;
		return base;
	}
	if (!base)
		base = math_parent(p, MATH_ROW, MATH_ORD, offset, 0, NULL);
	return with_scripts(p, base, &scripts);
}

/* ---- tokens ---- */

static bool is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

/* Whether a digit stands so many bytes behind the token that was looked at. */
static bool digit_behind(const Parser *p, size_t bytes)
{
	const MathInput *input = p->input;
	return input && input->at + bytes < input->len && is_digit((unsigned char)input->text[input->at + bytes]);
}

/* Digits, and between them a point, or a point or comma that braces keep from being punctuation: 1{,}000. */
static MathNode *number(Parser *p, const Token *first)
{
	Buf text = {0};
	buf_utf8(&text, first->cp);
	for (Token token; (token = math_peek(p)).kind == TOKEN_CHAR || token.kind == TOKEN_OPEN;) {
		bool braced = token.kind == TOKEN_OPEN && digit_behind(p, 2) &&
		              p->input->text[p->input->at + 1] == '}' && strchr(",.", p->input->text[p->input->at]);
		bool goes_on = braced || is_digit(token.cp) || (token.cp == '.' && digit_behind(p, 0));
		if (!goes_on || (token.kind == TOKEN_OPEN && !braced))
			break;
		math_take(p);
		buf_utf8(&text, braced ? math_take(p).cp : token.cp);
		if (braced)
			math_take(p);
	}
	MathNode *node = math_letters(p, text.data, text.len, math_variant_of('0', p->font, p->bold), first->offset);
	node->kind = MATH_NUM;
	buf_free(&text);
	return node;
}

/* In fonts for words, letters side by side are one word. */
static bool is_word_font(MathVariant font)
{
	return font != MATH_VARIANTS && font != MATH_SCRIPT && font != MATH_FRAKTUR && font != MATH_DOUBLE_STRUCK;
}

static bool is_word_letter(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
	       (cp >= 0xc0 && cp < 0x250 && cp != 0xd7 && cp != 0xf7);
}

static MathNode *word(Parser *p, const Token *first)
{
	Buf text = {0};
	buf_utf8(&text, first->cp);
	for (Token token; (token = math_peek(p)).kind == TOKEN_CHAR && is_word_letter(token.cp); math_take(p))
		buf_utf8(&text, token.cp);
	MathVariant variant = p->bold ? math_bolder(p->font) : p->font;
	MathNode *node = math_letters(p, text.data, text.len, variant, first->offset);
	buf_free(&text);
	return node;
}

/* .5: a point that no other number, name or bracket stands before. */
static bool begins_number(const Parser *p, const Token *token)
{
	if (token->cp != '.' || p->has_ahead || !digit_behind(p, 0))
		return false;
	const MathNode *last = p->top > p->row_from ? p->stack[p->top - 1] : NULL;
	return !last || last->kind == MATH_SPACE ||
	       (last->kind == MATH_OP && last->class != MATH_CLOSE && last->class != MATH_ORD);
}

static MathNode *character(Parser *p, const Token *token)
{
	if (is_digit(token->cp) || begins_number(p, token))
		return number(p, token);
	if (is_word_letter(token->cp) && is_word_font(p->font))
		return word(p, token);
	return one_character(p, token);
}

MathNode *math_group_of(Parser *p, MathNode *row)
{
	if (row->class == MATH_ORD && !movable(row))
		return row;
	if (row->kind == MATH_ROW && row->class == MATH_INNER)
		row->class = MATH_ORD;
	else if (row->kind == MATH_OP && row->class != MATH_LARGE)
		row->class = MATH_ORD;
	else
		row = math_wrap(p, MATH_ROW, MATH_ORD, row->offset, row);
	return row;
}

static MathNode *group(Parser *p, size_t offset)
{
	return math_group_of(p, braced_row(p, offset));
}

static MathNode *command(Parser *p, const Token *token)
{
	const Command *found = p->commands->find(token->name);
	if (found) {
		bool room = math_enter(p, token->offset);
		MathNode *node = room ? found->read(p, found, token->offset) : NULL;
		math_leave(p);
		return node;
	}
	int args;
	const char *body = math_builtin(token->name, &args);
	if (body) {
		MathArg given[9] = {{0}};
		for (int i = 0; i < args && !p->failed; i++)
			given[i] = math_arg(p, token->name);
		if (!p->failed)
			math_push(p, math_substitute(p, body, args, given, token->offset), false);
		Token next = math_take(p);
		return p->failed ? NULL : math_read_token(p, &next);
	}
	const MathSymbol *symbol = math_symbol_named(token->name);
	if (symbol)
		return math_symbol(p, symbol->cp, symbol->class, token->offset);
	const char *meant = strlen(token->name) > 4 ? p->commands->nearest(token->name) : NULL;
	math_fail(p, token->offset, "'\\%s' is not known%s%s%s", token->name,
	          meant ? "; did you mean '\\"
	                : "; define it with \\newcommand, or under 'macros:' in the front matter",
	          meant ? meant : "", meant ? "'?" : "");
	return NULL;
}

MathNode *math_read_token(Parser *p, const Token *token)
{
	switch (token->kind) {
	case TOKEN_CHAR:
		return character(p, token);
	case TOKEN_COMMAND:
		return command(p, token);
	case TOKEN_OPEN:
		return group(p, token->offset);
	case TOKEN_TIE:
		return math_gap(p, (MathLength){250, 0}, token->offset);
	case TOKEN_SUP:
	case TOKEN_SUB:
	case TOKEN_BLANK:
		return NULL;
	case TOKEN_DOLLAR:
		math_fail(p, token->offset, "a '$' stands in a formula; write \\$ for the sign");
		return NULL;
	case TOKEN_CELL:
		math_fail(p, token->offset, "'&' stands outside a table; write \\& for the sign");
		return NULL;
	case TOKEN_CLOSE:
		math_fail(p, token->offset, "this '}' closes nothing; leave it out");
		return NULL;
	case TOKEN_END:
		break;
	}
	return NULL;
}

/* One nucleus with its scripts, stacked. */
static void read_atom(Parser *p)
{
	Token token = math_peek(p);
	bool script_alone = token.kind == TOKEN_SUP || token.kind == TOKEN_SUB ||
	                    (token.kind == TOKEN_CHAR && (token.cp == '\'' || token.cp == 0x2019));
	MathNode *base = NULL;
	if (!script_alone) {
		token = math_take(p);
		base = math_read_token(p, &token);
		if (!base)
			return;
	}
	MathNode *node = base && base->class == MATH_NO_CLASS ? base : scripted(p, base, token.offset);
	if (node && !p->failed)
		math_stack(p, node);
}

size_t math_stack_row(Parser *p)
{
	size_t from = p->top, row_from = p->row_from;
	p->row_from = from;
	if (math_enter(p, math_place(p))) {
		for (Token token; token = math_peek(p), !p->failed && !ends_row(p, &token);)
			read_atom(p);
	}
	math_leave(p);
	p->row_from = row_from;
	return from;
}

MathNode *math_row(Parser *p)
{
	size_t offset = math_place(p), from = math_stack_row(p);
	return math_collect(p, from, offset);
}

MathNode *math_rest(Parser *p)
{
	size_t offset = math_place(p), from = math_stack_row(p), count = p->top - from;
	p->top = from;
	return math_parent(p, MATH_ROW, MATH_NO_CLASS, offset, count, (const MathNode *const *)(p->stack + from));
}

MathNode *math_row_of(Parser *p, MathArg arg)
{
	bool in_cell = p->in_cell, text = p->text;
	MathVariant font = p->font;
	bool bold = p->bold;
	p->in_cell = p->text = false;
	math_push(p, arg, true);
	MathNode *row = math_row(p);
	Token token = math_take(p);
	if (token.kind != TOKEN_END)
		math_read_token(p, &token); /* which is a fault */
	math_take_down(p);
	p->in_cell = in_cell;
	p->text = text;
	p->font = font;
	p->bold = bold;
	return row;
}

/* A command of ours that is an argument without braces takes its own: \hat\mathbf{x}. */
static bool is_lone_command(const Parser *p, MathArg arg)
{
	int args;
	if (arg.len < 2 || arg.text[0] != '\\' || !p->input || p->input->text + p->input->at != arg.text + arg.len)
		return false;
	const char *name = arena_strndup(p->scratch, arg.text + 1, arg.len - 1);
	return !math_is_macro(p, name) && (p->commands->find(name) || math_builtin(name, &args));
}

MathNode *math_argument(Parser *p, const char *command_name)
{
	MathArg arg = math_arg(p, command_name);
	if (!is_lone_command(p, arg))
		return math_row_of(p, arg);
	Token token = {.kind = TOKEN_COMMAND, .offset = arg.offset, .primitive = true};
	token.name = arena_strndup(p->scratch, arg.text + 1, arg.len - 1);
	MathNode *node = math_read_token(p, &token);
	return node ? node : math_parent(p, MATH_ROW, MATH_ORD, arg.offset, 0, NULL);
}
