/* Fractions, binomials and roots. */
#include "math/inner.h"

#include <stdlib.h>
#include <string.h>

/* What a kind of fraction has around it, and whether in a style of its own. */
typedef enum { FRAC_PLAIN, FRAC_BINOMIAL } FracKind;
typedef enum { STYLE_NONE, STYLE_DISPLAY, STYLE_TEXT, STYLE_SCRIPT, STYLE_SMALLEST } StyleKind;

static MathNode *styled(Parser *p, MathNode *kid, StyleKind kind, size_t offset)
{
	if (kind == STYLE_NONE)
		return kid;
	MathNode *style = math_wrap(p, MATH_STYLE, kid->class, offset, kid);
	style->u.style.displaystyle = kind == STYLE_DISPLAY ? MATH_ON : MATH_OFF;
	style->u.style.level_given = true;
	style->u.style.level = kind <= STYLE_TEXT ? 0 : (int)kind - STYLE_TEXT;
	return style;
}

static MathNode *fraction(Parser *p, const MathNode *above, const MathNode *below, size_t offset)
{
	return math_parent(p, MATH_FRAC, MATH_ORD, offset, 2, (const MathNode *const[]){above, below});
}

static MathNode *barless(Parser *p, MathNode *frac, const char *open, const char *close, size_t offset)
{
	frac->u.frac.thick_given = true;
	if (!*open && !*close)
		return frac;
	MathNode *row = math_fenced(p, open, frac, close, offset);
	row->class = MATH_ORD;
	return row;
}

/* \frac and \binom: arg is the style, and 8 for a binomial. */
MathNode *math_read_frac(Parser *p, const Command *command, size_t offset)
{
	StyleKind kind = (StyleKind)(command->arg & 7);
	unsigned style = p->style, own = kind ? (unsigned)kind - STYLE_DISPLAY : style;
	p->style = own < 3 ? own + 1 : own;
	MathNode *above = math_argument(p, command->name);
	MathNode *below = math_argument(p, command->name);
	p->style = style;
	MathNode *frac = fraction(p, above, below, offset);
	if (command->arg & 8)
		frac = barless(p, frac, "(", ")", offset);
	return styled(p, frac, kind, offset);
}

MathNode *math_read_cfrac(Parser *p, const Command *command, size_t offset)
{
	MathArg option;
	bool given = math_option(p, &option);
	MathNode *above = math_argument(p, command->name);
	MathNode *below = math_argument(p, command->name);
	MathNode *frac = fraction(p, above, below, offset);
	frac->u.frac.continued = true;
	if (given && option.len == 1 && *option.text != 'c')
		frac->u.frac.num_align = *option.text == 'l' ? MATH_LEFT : MATH_RIGHT;
	return styled(p, frac, STYLE_DISPLAY, offset);
}

static const char *delimiter_of(Parser *p, MathArg arg)
{
	const char *text = math_arg_text(p, arg), *sign = "";
	if (*text) {
		math_push(p, (MathArg){text, strlen(text), arg.offset, true}, true);
		sign = math_delimiter(p, "genfrac");
		math_take_down(p);
	}
	return sign ? sign : "";
}

MathNode *math_read_genfrac(Parser *p, const Command *command, size_t offset)
{
	const char *open = delimiter_of(p, math_arg(p, command->name));
	const char *close = delimiter_of(p, math_arg(p, command->name));
	MathArg thickness = math_arg(p, command->name);
	const char *style = math_arg_text(p, math_arg(p, command->name));
	MathNode *above = math_argument(p, command->name);
	MathNode *below = math_argument(p, command->name);
	MathNode *frac = fraction(p, above, below, offset);
	if (thickness.len) {
		frac->u.frac.thick_given = true;
		if (!math_length(thickness.text, thickness.len, &frac->u.frac.thickness))
			math_fail(p, thickness.offset, "a thickness is a length such as 1pt, not '%.*s'",
			          (int)thickness.len, thickness.text);
	}
	if (*open || *close) {
		frac = math_fenced(p, open, frac, close, offset);
		frac->class = MATH_ORD;
	}
	StyleKind kind = *style >= '0' && *style <= '3' ? (StyleKind)(*style - '0' + STYLE_DISPLAY) : STYLE_NONE;
	return styled(p, frac, kind, offset);
}

/* Fractions whose command stands between their parts: text holds the delimiters, arg is
 * 1 where there is no bar, 2 where a thickness follows, 4 where delimiters do. */
MathNode *math_read_infix(Parser *p, const Command *command, size_t offset)
{
	MathLength thickness = {0, 0};
	const char *open = "", *close = "";
	if (command->arg & 4) {
		open = math_delimiter(p, command->name);
		close = math_delimiter(p, command->name);
	}
	if (command->arg & 2) {
		Buf text = {0};
		bool braced = math_take_byte(p, '{');
		for (char c; (c = math_next_byte(p)) && strchr(".0123456789ptemxcmuinb", c) && text.len < 12;
		     p->input->at++)
			buf_char(&text, c);
		if (!math_length(text.data ? text.data : "", text.len, &thickness))
			math_fail(p, offset, "a thickness such as 1pt must follow '\\%s'", command->name);
		if (braced && !p->failed)
			math_take_byte(p, '}');
		buf_free(&text);
	}
	MathNode *above = math_collect(p, p->row_from, offset);
	MathNode *frac = fraction(p, above, math_row(p), offset);
	frac->u.frac.thick_given = (command->arg & 3) != 0;
	frac->u.frac.thickness = thickness;
	if (command->text)
		return barless(p, frac, (char[]){command->text[0], '\0'}, (char[]){command->text[1], '\0'}, offset);
	if (p->failed || (!*open && !*close))
		return frac;
	return math_fenced(p, open, frac, close, offset);
}

MathNode *math_read_sqrt(Parser *p, const Command *command, size_t offset)
{
	MathArg index;
	if (!math_option(p, &index))
		return math_wrap(p, MATH_SQRT, MATH_ORD, offset, math_argument(p, command->name));
	const MathNode *above = math_row_of(p, index), *base = math_argument(p, command->name);
	return math_parent(p, MATH_ROOT, MATH_ORD, offset, 2, (const MathNode *const[]){base, above});
}

/* \root n \of x */
MathNode *math_read_root(Parser *p, const Command *command, size_t offset)
{
	size_t from = p->top;
	Token token;
	while ((token = math_take(p)).kind != TOKEN_END && !(token.kind == TOKEN_COMMAND && str_eq(token.name, "of"))) {
		MathNode *node = math_read_token(p, &token);
		if (node)
			math_stack(p, node);
	}
	if (token.kind == TOKEN_END)
		math_fail(p, offset, "'\\root' lacks its '\\of'; write \\sqrt[n]{x}");
	const MathNode *above = math_collect(p, from, offset);
	const MathNode *base = p->failed ? above : math_argument(p, command->name);
	return math_parent(p, MATH_ROOT, MATH_ORD, offset, 2, (const MathNode *const[]){base, above});
}
