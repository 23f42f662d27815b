/* Commutative diagrams as amscd has them: written as a table, which is then read like any other. */
#include "math/inner.h"

#include <string.h>

typedef struct {
	const char *at, *end;
	Buf out;
	bool wrong; /* an arrow is not whole */
} Diagram;

/* Arrows by the sign behind their @, which also ends their two labels; the first label of one that lies is above it, of
 * one that stands left. */
static const struct {
	char sign;
	bool stands;
	const char *drawn;
} arrows[] = {{'>', false, "\\xrightarrow"}, {')', false, "\\xrightarrow"},   {'<', false, "\\xleftarrow"},
              {'(', false, "\\xleftarrow"},  {'V', true, "\\Big\\downarrow"}, {'A', true, "\\Big\\uparrow"}};

static void skip_blanks(Diagram *own)
{
	while (own->at < own->end && strchr(" \t\r\n", *own->at))
		own->at++;
}

/* The length of what stands before an arrow, a row's end or sign, outside braces. */
static size_t part_length(const Diagram *own, char sign)
{
	size_t depth = 0, len = 0, most = (size_t)(own->end - own->at);
	for (; len < most; len++) {
		char c = own->at[len];
		bool line_end = c == '\\' && len + 1 < most && own->at[len + 1] == '\\';
		if (!depth && (sign ? c == sign : c == '@' || line_end))
			break;
		len += c == '\\' && len + 1 < most;
		depth += c == '{';
		depth -= c == '}' && depth;
	}
	return len;
}

/* A label, and the sign that ends it. */
static MathArg take_label(Diagram *own, char sign)
{
	MathArg label = {.text = own->at, .len = part_length(own, sign)};
	own->at += label.len;
	own->wrong = own->wrong || own->at >= own->end;
	own->at += own->at < own->end;
	return label;
}

/* On either side of one that stands is room for both labels, so that it stands in the middle; MathML Core has nothing
 * that reaches out to the left. */
static void put_arrow(Diagram *own, size_t kind)
{
	char sign = arrows[kind].sign;
	MathArg one = take_label(own, sign), two = take_label(own, sign);
	int first = (int)one.len, second = (int)two.len;
	if (arrows[kind].stands)
		buf_printf(&own->out, "{\\scriptstyle\\hphantom{%.*s}%.*s\\,}%s{\\scriptstyle\\,%.*s\\hphantom{%.*s}}",
		           second, two.text, first, one.text, arrows[kind].drawn, second, two.text, first, one.text);
	else
		buf_printf(&own->out, "%s[\\quad{%.*s}\\quad]{\\quad{%.*s}\\quad}", arrows[kind].drawn, second,
		           two.text, first, one.text);
}

/* At the sign behind an @. */
static void put_sign(Diagram *own)
{
	char sign = own->at < own->end ? *own->at++ : '\0';
	for (size_t i = 0; i < BASE_LEN(arrows); i++) {
		if (arrows[i].sign == sign) {
			put_arrow(own, i);
			return;
		}
	}
	if (sign == '=')
		buf_str(&own->out, "\\xlongequal{\\hspace{3em}}");
	else if (sign == '|')
		buf_str(&own->out, "\\Big\\Vert");
	else
		own->wrong = own->wrong || sign != '.';
}

/* A row of objects has its arrows between them; of one of arrows that stand, each is below an object. */
static void put_row(Diagram *own)
{
	skip_blanks(own);
	bool stand = own->at + 1 < own->end && *own->at == '@' && strchr("VA|.", own->at[1]);
	for (bool first = true; own->at < own->end && !own->wrong; first = false) {
		size_t len = part_length(own, '\0');
		if (!stand)
			buf_printf(&own->out, "{%.*s}", (int)len, own->at);
		own->at += len;
		if (own->at >= own->end || *own->at != '@')
			break;
		own->at++;
		buf_str(&own->out, !stand ? " & " : first ? "" : " & & ");
		put_sign(own);
		buf_str(&own->out, stand ? "" : " & ");
	}
	if (own->at < own->end)
		own->at += 2; /* the row's end */
	buf_str(&own->out, "\\\\\n");
}

/* Takes the source up to \end{CD}; false if that does not come. */
static bool take_source(Parser *p, Diagram *own)
{
	static const char end[] = "\\end{CD}";
	MathInput *input = p->input;
	const char *text = input ? input->text + input->at : "", *found = NULL;
	size_t len = input ? input->len - input->at : 0;
	for (size_t i = 0; i + strlen(end) <= len && !found; i++)
		found = memcmp(text + i, end, strlen(end)) == 0 ? text + i : NULL;
	if (!found)
		return false;
	own->at = text;
	own->end = found;
	input->at += (size_t)(found - text) + strlen(end);
	return true;
}

MathNode *math_read_diagram(Parser *p, size_t offset)
{
	Diagram own = {0};
	if (!take_source(p, &own)) {
		math_fail(p, offset, "this '\\begin{CD}' has no '\\end{CD}'");
		return NULL;
	}
	buf_str(&own.out, "\\begin{matrix}");
	while (own.at < own.end && !own.wrong)
		put_row(&own);
	buf_str(&own.out, "\\end{matrix}");
	if (own.wrong)
		math_fail(p, offset,
		          "an arrow of this diagram is not whole; write it as @>above>below> or @VleftVrightV");
	p->expanded += own.out.len;
	if (p->expanded > MATH_EXPANDED)
		math_fail(p, offset, "this diagram is too long; part it");
	MathArg tex = {arena_strndup(p->scratch, own.out.data, own.out.len), own.out.len, offset, true};
	buf_free(&own.out);
	return p->failed ? NULL : math_row_of(p, tex);
}
