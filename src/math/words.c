/* Words: text in mathematics, and operators that are names. */
#include "math/inner.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* ---- text ---- */

typedef struct {
	Parser *p;
	Buf words;
	size_t from, offset;
	MathVariant variant;
} Writer;

static void flush(Writer *writer)
{
	if (!writer->words.len)
		return;
	MathNode *text = math_words(writer->p, writer->words.data, writer->words.len, writer->offset);
	text->variant = writer->variant;
	math_stack(writer->p, text);
	buf_clear(&writer->words);
}

/* Accents of text: the combining sign. */
static const char *text_accent(const char *name)
{
	static const struct {
		const char *name, *sign;
	} accents[] = {{"'", "\xcc\x81"}, {"`", "\xcc\x80"}, {"^", "\xcc\x82"}, {"\"", "\xcc\x88"}, {"~", "\xcc\x83"},
	               {"=", "\xcc\x84"}, {".", "\xcc\x87"}, {"c", "\xcc\xa7"}, {"v", "\xcc\x8c"},  {"u", "\xcc\x86"},
	               {"H", "\xcc\x8b"}, {"r", "\xcc\x8a"}, {"k", "\xcc\xa8"}};
	for (size_t i = 0; i < BASE_LEN(accents); i++) {
		if (str_eq(name, accents[i].name))
			return accents[i].sign;
	}
	return NULL;
}

static void add_accented(Writer *writer, const char *name, const char *sign)
{
	const char *letter = math_arg_text(writer->p, math_arg(writer->p, name));
	letter = str_eq(letter, "\\i") ? "i" : str_eq(letter, "\\j") ? "j" : letter;
	char *both = arena_printf(writer->p->scratch, "%s%s", letter, sign);
	utf8proc_uint8_t *one = utf8proc_NFC((utf8proc_uint8_t *)both);
	if (!one)
		base_no_memory();
	buf_str(&writer->words, (char *)one);
	free(one);
}

/* What a command is in text that prints no more than signs; NULL. */
static const char *text_sign(const char *name)
{
	static const struct {
		const char *name, *sign;
	} signs[] = {{"%", "%"},
	             {"&", "&"},
	             {"#", "#"},
	             {"_", "_"},
	             {"{", "{"},
	             {"}", "}"},
	             {"$", "$"},
	             {" ", " "},
	             {"\n", " "},
	             {"\\", " "},
	             {",", "\u2009"},
	             {";", "\u2005"},
	             {":", "\u2005"},
	             {"!", ""},
	             {"/", ""},
	             {"-", "\u00ad"},
	             {"quad", "\u2003"},
	             {"qquad", "\u2003\u2003"},
	             {"enspace", "\u2002"},
	             {"thinspace", "\u2009"},
	             {"space", " "},
	             {"dots", "…"},
	             {"ldots", "…"},
	             {"i", "ı"},
	             {"j", "ȷ"},
	             {"@", ""},
	             {"dag", "†"},
	             {"ddag", "‡"},
	             {"LaTeX", "LaTeX"},
	             {"TeX", "TeX"},
	             {"slash", "/"},
	             {"nobreakspace", "\u00a0"},
	             {"textendash", "–"},
	             {"textemdash", "—"}};
	for (size_t i = 0; i < BASE_LEN(signs); i++) {
		if (str_eq(name, signs[i].name))
			return signs[i].sign;
	}
	return NULL;
}

static bool text_font(const char *name, MathVariant *variant)
{
	static const struct {
		const char *name;
		MathVariant variant;
	} fonts[] = {{"text", MATH_NORMAL},      {"textrm", MATH_NORMAL}, {"textnormal", MATH_NORMAL},
	             {"textup", MATH_NORMAL},    {"mbox", MATH_NORMAL},   {"hbox", MATH_NORMAL},
	             {"textmd", MATH_NORMAL},    {"textbf", MATH_BOLD},   {"textit", MATH_ITALIC},
	             {"textsl", MATH_ITALIC},    {"emph", MATH_ITALIC},   {"textsf", MATH_SANS},
	             {"texttt", MATH_MONOSPACE}, {"textsc", MATH_NORMAL}};
	for (size_t i = 0; i < BASE_LEN(fonts); i++) {
		if (!str_eq(name, fonts[i].name))
			continue;
		*variant = fonts[i].variant;
		return true;
	}
	return false;
}

static void add_inner(Writer *writer, MathArg arg, MathVariant variant)
{
	flush(writer);
	MathNode *node = math_text_of(writer->p, arg, variant);
	math_stack(writer->p, node);
}

/* Mathematics in the text, up to what closes it. */
static void add_math(Writer *writer, const char *close, size_t offset)
{
	Parser *p = writer->p;
	MathInput *input = p->input;
	size_t len = strlen(close), from = input ? input->at : 0, at = from;
	for (size_t depth = 0; input && at + len <= input->len; at++) {
		if (!depth && !memcmp(input->text + at, close, len))
			break;
		depth += input->text[at] == '{';
		depth -= input->text[at] == '}' && depth;
		at += input->text[at] == '\\';
	}
	if (!input || at + len > input->len) {
		math_fail(p, offset, "mathematics in this text does not end; write '%s', or \\$ for the sign", close);
		return;
	}
	flush(writer);
	input->at = at + len;
	size_t place = input->fixed ? input->offset : input->offset + from;
	math_stack(p, math_row_of(p, (MathArg){input->text + from, at - from, place, input->fixed}));
}

/* What is no matter of text is read as in mathematics. */
static void add_other(Writer *writer, const Token *token)
{
	Parser *p = writer->p;
	int args;
	const char *body = math_builtin(token->name, &args);
	MathNode *node;
	flush(writer);
	p->text = false;
	if (body && !args)
		node = math_row_of(p, (MathArg){body, strlen(body), token->offset, true});
	else
		node = math_read_token(p, token);
	p->text = true;
	if (node && !p->failed)
		math_stack(p, node);
}

static void add_command(Writer *writer, const Token *token)
{
	Parser *p = writer->p;
	MathVariant variant = writer->variant;
	const char *sign = text_sign(token->name), *accent = text_accent(token->name);
	const MathSymbol *symbol = math_symbol_named(token->name);
	if (text_font(token->name, &variant)) {
		MathArg arg = math_arg(p, token->name);
		add_inner(writer, arg, variant == MATH_NORMAL ? writer->variant : variant);
	} else if (accent) {
		add_accented(writer, token->name, accent);
	} else if (sign) {
		buf_str(&writer->words, sign);
	} else if (str_eq(token->name, "(")) {
		add_math(writer, "\\)", token->offset);
	} else if (symbol) {
		buf_utf8(&writer->words, symbol->cp);
	} else {
		add_other(writer, token);
	}
}

static void add_char(Writer *writer, uint32_t cp)
{
	static const struct {
		const char *before, *sign;
		uint32_t cp;
	} pairs[] = {{"`", "“", '`'}, {"’", "”", '\''}, {"–", "—", '-'}, {"-", "–", '-'}, {"‘", "“", '`'}};
	Buf *words = &writer->words;
	for (size_t i = 0; i < BASE_LEN(pairs); i++) {
		size_t len = strlen(pairs[i].before);
		if (cp != pairs[i].cp || words->len < len ||
		    memcmp(words->data + words->len - len, pairs[i].before, len))
			continue;
		words->len -= len;
		buf_str(words, pairs[i].sign);
		return;
	}
	buf_utf8(words, cp == '\'' ? 0x2019 : cp == '`' ? 0x2018 : cp);
}

static void add_token(Writer *writer, const Token *token)
{
	switch (token->kind) {
	case TOKEN_COMMAND:
		add_command(writer, token);
		break;
	case TOKEN_BLANK:
		buf_char(&writer->words, ' ');
		break;
	case TOKEN_TIE:
		buf_str(&writer->words, "\u00a0");
		break;
	case TOKEN_DOLLAR:
		add_math(writer, "$", token->offset);
		break;
	case TOKEN_OPEN:
	case TOKEN_CLOSE:
	case TOKEN_END:
		break;
	default:
		add_char(writer, token->cp);
		break;
	}
}

MathNode *math_text_of(Parser *p, MathArg arg, MathVariant variant)
{
	Writer writer = {p, {0}, p->top, arg.offset, variant};
	bool text = p->text;
	MathVariant font = p->font;
	p->text = true;
	p->font = MATH_VARIANTS;
	math_push(p, arg, true);
	if (math_enter(p, arg.offset)) {
		for (Token token; (token = math_take(p)).kind != TOKEN_END && !p->failed;)
			add_token(&writer, &token);
	}
	math_leave(p);
	math_take_down(p);
	flush(&writer);
	buf_free(&writer.words);
	p->text = text;
	p->font = font;
	MathNode *node = math_collect(p, writer.from, arg.offset);
	return math_group_of(p, node);
}

/* \text and kin: arg is the alphabet. */
MathNode *math_read_text(Parser *p, const Command *command, size_t offset)
{
	MathArg arg = math_arg(p, command->name);
	(void)offset;
	return math_text_of(p, arg, (MathVariant)command->arg);
}

/* Numbers and letters that Unicode has in circles. */
static uint32_t circled(const char *text)
{
	char *end;
	unsigned long number = strtoul(text, &end, 10);
	if (text[0] >= '0' && text[0] <= '9' && !*end && number <= 50)
		return (uint32_t)(!number        ? 0x24EA
		                  : number <= 20 ? 0x245F + number
		                  : number <= 35 ? 0x323C + number
		                                 : 0x328D + number);
	bool letter = (text[0] | 32) >= 'a' && (text[0] | 32) <= 'z' && !text[1];
	return !letter ? 0 : text[0] & 32 ? 0x24D0 + (uint32_t)(text[0] - 'a') : 0x24B6 + (uint32_t)(text[0] - 'A');
}

/* \textcircled: what is in no circle of Unicode's has one put around it. */
MathNode *math_read_circled(Parser *p, const Command *command, size_t offset)
{
	const char *text = math_arg_text(p, math_arg(p, command->name));
	uint32_t sign = circled(text);
	Buf out = {0};
	buf_str(&out, sign ? "" : text);
	buf_utf8(&out, sign ? sign : 0x20DD);
	MathNode *node = math_words(p, out.data, out.len, offset);
	buf_free(&out);
	return node;
}

/* ---- names ---- */

static MathNode *name_of(Parser *p, const char *text, bool limits, size_t offset)
{
	MathNode *name;
	if (limits) {
		name = math_operator(p, text, MATH_LARGE, offset);
		name->u.op.movable_limits = true;
	} else {
		name = math_letters(p, text, strlen(text), MATH_NORMAL, offset);
		name->class = MATH_LARGE;
	}
	return name;
}

/* \sin and kin: text is what is printed if that is not the command's name, arg whether
 * it takes limits. */
MathNode *math_read_name(Parser *p, const Command *command, size_t offset)
{
	return name_of(p, command->text ? command->text : command->name, command->arg, offset);
}

/* Adds what a row prints, as one word; false if it is more than words. */
static bool add_plain(const MathNode *node, Buf *out)
{
	if (node->text && node->kind != MATH_SPACE)
		buf_str(out, str_eq(node->text, "−") ? "-" : str_eq(node->text, "∗") ? "*" : node->text);
	else if (node->kind == MATH_SPACE)
		buf_str(out, node->u.space.width.em > 0 ? "\u2009" : "");
	else if (node->kind != MATH_ROW)
		return false;
	bool plain = true;
	for (size_t i = 0; i < node->count; i++)
		plain = add_plain(node->kids[i], out) && plain;
	return plain;
}

MathNode *math_read_operator(Parser *p, const Command *command, size_t offset)
{
	bool limits = math_take_byte(p, '*') || command->arg;
	MathVariant font = p->font;
	p->font = MATH_NORMAL;
	MathNode *row = math_argument(p, command->name);
	p->font = font;
	Buf text = {0};
	MathNode *node;
	if (add_plain(row, &text)) {
		node = name_of(p, text.data ? text.data : "", limits, offset);
	} else {
		node = math_wrap(p, MATH_ROW, limits ? MATH_LARGE : MATH_ORD, offset, row);
	}
	buf_free(&text);
	return node;
}

/* \pmod and kin: text is the word, arg 1 in parentheses, 2 binary. */
MathNode *math_read_mod(Parser *p, const Command *command, size_t offset)
{
	if (command->arg == 2) {
		MathNode *word = math_operator(p, command->text, MATH_ORD, offset);
		word->u.op.lspace = word->u.op.rspace = (MathLength){278, 0};
		return word;
	}
	size_t from = p->top;
	MathNode *row = math_argument(p, command->name);
	int32_t before = p->tree && p->tree->display ? 1000 : command->arg ? 444 : 667;
	math_stack(p, math_gap(p, (MathLength){before, 0}, offset));
	if (command->arg == 1)
		math_stack(p, math_fence(p, "(", MATH_OPEN, false, offset));
	if (command->text) {
		MathNode *word = math_letters(p, command->text, strlen(command->text), MATH_NORMAL, offset);
		math_stack(p, word);
		math_stack(p, math_gap(p, (MathLength){333, 0}, offset));
	}
	math_stack(p, row);
	if (command->arg == 1)
		math_stack(p, math_fence(p, ")", MATH_CLOSE, false, offset));
	return math_group_of(p, math_collect(p, from, offset));
}

/* \verb|words|: as they stand. */
MathNode *math_read_verb(Parser *p, const Command *command, size_t offset)
{
	math_take_byte(p, '*');
	char mark = math_next_byte(p);
	MathInput *input = p->input;
	const char *from = mark ? input->text + input->at + 1 : NULL;
	const char *end = from ? memchr(from, mark, input->len - input->at - 1) : NULL;
	if (!end) {
		math_fail(p, offset, "'\\%s' lacks the sign that ends it", command->name);
		return NULL;
	}
	input->at += (size_t)(end - from) + 2;
	MathNode *words = math_words(p, from, (size_t)(end - from), offset);
	words->variant = MATH_MONOSPACE;
	return words;
}

/* \char"263A, \char`x, \char65; arg 1: \mathchar, of which the macron is read, that people strike a d with. */
MathNode *math_read_char(Parser *p, const Command *command, size_t offset)
{
	bool braced = math_take_byte(p, '{');
	int base = math_take_byte(p, '"') ? 16 : math_take_byte(p, '\'') ? 8 : 10;
	uint32_t cp = 0;
	if (base == 10 && math_take_byte(p, '`')) {
		Token token = math_take(p);
		cp = token.kind == TOKEN_COMMAND ? (uint32_t)(unsigned char)*token.name : token.cp;
	}
	for (char c; (c = math_next_byte(p)) && cp < 0x110000; p->input->at++) {
		const char *digits = "0123456789ABCDEFabcdef", *digit = strchr(digits, c);
		int value = digit ? (int)(digit - digits) - (digit - digits > 15 ? 6 : 0) : base;
		if (value >= base)
			break;
		cp = cp * (uint32_t)base + (uint32_t)value;
	}
	if (braced)
		math_take_byte(p, '}');
	if (command->arg && cp != 026) {
		math_fail(p, offset, "'\\%s' is a place in TeX's old fonts; write the sign itself", command->name);
		return NULL;
	}
	cp = command->arg ? 0xaf : cp;
	if (cp < ' ' || cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000)) {
		math_fail(p, offset, "'\\%s' takes a character's number, such as \\char\"263A", command->name);
		return NULL;
	}
	return math_symbol(p, cp, math_class_of(cp), offset);
}
