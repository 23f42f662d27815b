/* Inlines: scripts, strikeouts, maths, emoji, attributes and spans. */
#include "markdown/attributes.h"
#include "markdown/extension.h"

#include <string.h>

/* A mark's node, at the place where the parser stands. */
static cmark_node *custom(MdMark *mark, cmark_inline_parser *in)
{
	cmark_node *node = cmark_node_new(CMARK_NODE_EMPH);
	if (!node)
		base_no_memory();
	mark->line = (uint32_t)cmark_inline_parser_get_line(in);
	mark->col = (uint32_t)cmark_inline_parser_get_column(in);
	cmark_node_set_user_data(node, mark);
	return node;
}

/* The bytes from the place where the parser stands to the end of its block. */
static const char *rest_of(cmark_inline_parser *in, size_t *len)
{
	const cmark_chunk *chunk = cmark_inline_parser_get_chunk(in);
	int at = cmark_inline_parser_get_offset(in);
	*len = (size_t)(chunk->len - at);
	return (const char *)chunk->data + at;
}

/* ---- scripts and strikeouts ---- */

static bool is_white(unsigned char c)
{
	return !c || c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* How many of the run's characters the next mark takes: strikeouts two, a run of
 * three opens and closes a subscript around one, a longer run is text. */
static size_t take_of_run(unsigned char c, size_t before, size_t run, bool opens)
{
	size_t all = before + run;
	if (c == '^' || all < 2)
		return 1;
	if (all == 2)
		return 2;
	if (all > 3)
		return run;
	return opens ? (before ? 2 : 1) : run == 3 ? 2 : 1;
}

/* A run of delimiters that may open or close; until it finds its partner it is
 * the text that stands for it.  White space alone keeps it from either. */
static cmark_node *match_run(cmark_syntax_extension *ext, cmark_inline_parser *in, unsigned char c)
{
	size_t len, run = 0, before = 0;
	const char *text = rest_of(in, &len);
	int at = cmark_inline_parser_get_offset(in);
	while (run < len && (unsigned char)text[run] == c && run < 4096)
		run++;
	while (before < 4 && (size_t)at > before && (unsigned char)text[-1 - (ptrdiff_t)before] == c)
		before++;
	unsigned char prev = (size_t)at > before ? (unsigned char)text[-1 - (ptrdiff_t)before] : '\n';
	if (c == '^' && prev == '[' && !before)
		return NULL; /* a note's label */
	bool opens = run < len && !is_white((unsigned char)text[run]), closes = !is_white(prev);
	size_t take = take_of_run(c, before, run, opens);
	MdMark *mark = md_new_mark(ext, MD_DELIMITER);
	mark->len = take;
	mark->text = arena_strndup(md_arena(ext), text, take);
	cmark_node *node = custom(mark, in);
	node->as.literal.len = 1; /* what cmark takes for the length of a run */
	cmark_inline_parser_set_offset(in, at + (int)take);
	bool pairs = take <= 2 && before + run <= 3 && (c == '~' || before + run == 1);
	if (pairs && (opens || closes))
		cmark_inline_parser_push_delimiter(in, take == 2 ? '\1' : c, opens, closes, node);
	return node;
}

/* Two runs found each other: what is between them becomes the opener's. */
delimiter *md_join_runs(cmark_syntax_extension *ext, cmark_parser *parser, cmark_inline_parser *in, delimiter *opener,
                        delimiter *closer)
{
	(void)ext;
	(void)parser;
	delimiter *next = closer->next;
	if (opener->delim_char == '"' || opener->delim_char == '\'') {
		/* pairs are made later; cmark alone would go over these again and again */
		cmark_inline_parser_remove_delimiter(in, closer);
		cmark_inline_parser_remove_delimiter(in, opener);
		return next;
	}
	cmark_node *from = opener->inl_text, *to = closer->inl_text;
	MdMark *mark = md_mark(from);
	mark->kind = opener->delim_char == '^'   ? MD_SUPERSCRIPT
	             : opener->delim_char == '~' ? MD_SUBSCRIPT
	                                         : MD_STRIKEOUT;
	for (cmark_node *node = cmark_node_next(from), *after; node && node != to; node = after) {
		after = cmark_node_next(node);
		cmark_node_append_child(from, node);
	}
	cmark_node_free(to);
	for (delimiter *at = closer, *before; at && at != opener; at = before) {
		before = at->previous;
		cmark_inline_parser_remove_delimiter(in, at);
	}
	cmark_inline_parser_remove_delimiter(in, opener);
	return next;
}

/* ---- maths and emoji ---- */

enum { LONGEST_MATH = 1 << 24, SHORTEST_MATH = 256, MOST_IN_VAIN = 1 << 26, LONGEST_NAME = 64 };

/* Where the first dollar after text[at] outside braces stands; 0 if a brace closes
 * too many or there is none. */
static size_t math_end(const char *text, size_t len, size_t at)
{
	size_t depth = 0;
	for (; at < len; at++) {
		if (text[at] == '\\')
			at++;
		else if (text[at] == '{')
			depth++;
		else if (text[at] == '}' && !depth--)
			return 0;
		else if (text[at] == '$' && !depth)
			return at;
	}
	return 0;
}

/* The same, no farther away than a formula is long.  Where many searches have been in
 * vain, formulas are short or there are none. */
static size_t near_math_end(MdExtensions *own, const char *text, size_t len, size_t at)
{
	size_t longest = own->taken.in_vain < MOST_IN_VAIN ? LONGEST_MATH : SHORTEST_MATH;
	len = len < longest ? len : longest;
	size_t end = math_end(text, len, at);
	own->taken.in_vain += end ? 0 : len;
	return end;
}

/* cmark takes no note of the lines that a formula goes over: those before this one are
 * added. */
static void place_after_lines(MdExtensions *own, cmark_node *block, MdMark *mark)
{
	int start = cmark_node_get_start_line(block);
	if (own->taken.block != block || own->taken.start != start) {
		own->taken.block = block;
		own->taken.start = start;
		own->taken.lines = 0;
	}
	mark->line += own->taken.lines;
	mark->late = own->taken.lines != 0;
	for (size_t i = 0; i < mark->len; i++)
		own->taken.lines += mark->text[i] == '\n';
}

/* Makes a formula of what stands between two delimiters, each so long. */
static cmark_node *make_math(cmark_syntax_extension *ext, cmark_node *block, cmark_inline_parser *in, size_t delimiter,
                             size_t end)
{
	size_t len;
	const char *text = rest_of(in, &len);
	MdMark *mark = md_new_mark(ext, MD_MATH);
	char *copy = arena_strndup(md_arena(ext), text + delimiter, end - delimiter);
	size_t shown = md_show_signs(copy, end - delimiter);
	mark->display = text[1] == '$' || text[1] == '[' || !delimiter;
	mark->opening = (uint32_t)delimiter;
	mark->len = shown;
	mark->text = copy;
	cmark_node *node = custom(mark, in);
	place_after_lines(cmark_syntax_extension_get_private(ext), block, mark);
	cmark_inline_parser_set_offset(in, cmark_inline_parser_get_offset(in) + (int)(end + delimiter));
	return node;
}

/* Where the next two dollars stand, whatever is open between: what is wrong there is told. */
static size_t display_end(MdExtensions *own, const char *text, size_t len)
{
	size_t longest = own->taken.in_vain < MOST_IN_VAIN ? LONGEST_MATH : SHORTEST_MATH, at = 2;
	len = len < longest ? len : longest;
	while (at + 1 < len && (text[at] != '$' || text[at + 1] != '$'))
		at += text[at] == '\\' ? 2 : 1;
	own->taken.in_vain += at + 1 < len ? 0 : len;
	return at + 1 < len ? at : 0;
}

size_t md_formula_length(MdExtensions *own, const char *text, size_t len)
{
	size_t dollars = len > 1 && text[1] == '$' ? 2 : 1;
	if (dollars == 1 && (len < 2 || is_white((unsigned char)text[1])))
		return 0;
	size_t end = near_math_end(own, text, len, dollars);
	bool words = end && end + 1 < len && text[end + 1] != '$'; /* $…$ within: in \text, or in a cell of cases* */
	if (dollars == 2 && (!end || words))
		end = display_end(own, text, len);
	if (end <= dollars)
		return 0;
	bool open = dollars == 2 ? end + 1 >= len || text[end + 1] != '$' : is_white((unsigned char)text[end - 1]);
	return open ? 0 : end + dollars;
}

static cmark_node *match_math(cmark_syntax_extension *ext, cmark_node *block, cmark_inline_parser *in)
{
	MdExtensions *own = cmark_syntax_extension_get_private(ext);
	size_t len;
	const char *text = rest_of(in, &len);
	size_t dollars = len > 1 && text[1] == '$' ? 2 : 1, whole = md_formula_length(own, text, len);
	if (!whole)
		return NULL;
	if (dollars == 1 && whole > 4 && text[1] == '`' && text[whole - 2] == '`') /* as GitHub has it */
		dollars = 2;
	return make_math(ext, block, in, dollars, whole - dollars);
}

/* Where the bracket that closes text's stands, its backslash; 0 if there is none as near as a formula is long. */
static size_t bracket_end(MdExtensions *own, const char *text, size_t len)
{
	char close = text[1] == '(' ? ')' : ']';
	size_t longest = own->taken.in_vain < MOST_IN_VAIN ? LONGEST_MATH : SHORTEST_MATH;
	len = len < longest ? len : longest;
	for (size_t at = 2; at + 1 < len; at++) {
		if (text[at] == '\\' && text[at + 1] == close)
			return at;
		at += text[at] == '\\';
	}
	own->taken.in_vain += len;
	return 0;
}

size_t md_display_name(const char *text, size_t len)
{
	static const char *const names[] = {"align",    "alignat", "displaymath", "eqnarray",
	                                    "equation", "flalign", "gather",      "multline"};
	for (size_t i = 0; i < BASE_LEN(names); i++) {
		size_t size = strlen(names[i]);
		if (len < size + 2 || memcmp(text, names[i], size) != 0)
			continue;
		size += text[size] == '*';
		if (text[size] == '}')
			return size;
	}
	return 0;
}

/* An environment from its \begin to its \end. */
static cmark_node *match_environment(cmark_syntax_extension *ext, cmark_node *block, cmark_inline_parser *in)
{
	enum { BEGIN = 7, END = 5 }; /* "\begin{", "\end{" */
	MdExtensions *own = cmark_syntax_extension_get_private(ext);
	size_t len;
	const char *text = rest_of(in, &len);
	size_t name = len > BEGIN ? md_display_name(text + BEGIN, len - BEGIN) : 0;
	size_t longest = own->taken.in_vain < MOST_IN_VAIN ? LONGEST_MATH : SHORTEST_MATH;
	len = len < longest ? len : longest;
	for (size_t at = BEGIN + name; name && at + END + name < len; at++) {
		if (!memcmp(text + at, "\\end{", END) && !memcmp(text + at + END, text + BEGIN, name + 1))
			return make_math(ext, block, in, 0, at + END + name + 1);
	}
	own->taken.in_vain += name ? len : 0;
	return NULL;
}

static cmark_node *match_brackets(cmark_syntax_extension *ext, cmark_node *block, cmark_inline_parser *in)
{
	size_t len;
	const char *text = rest_of(in, &len);
	if (len > 1 && text[1] == 'b')
		return match_environment(ext, block, in);
	size_t end = len > 2 ? bracket_end(cmark_syntax_extension_get_private(ext), text, len) : 0;
	return end > 2 ? make_math(ext, block, in, 2, end) : NULL;
}

static cmark_node *match_emoji(cmark_syntax_extension *ext, cmark_inline_parser *in)
{
	size_t len, at = 1;
	const char *text = rest_of(in, &len);
	while (at < len && at < LONGEST_NAME && text[at] != ':' && !is_white((unsigned char)text[at]))
		at++;
	if (at < 2 || at >= len || text[at] != ':')
		return NULL;
	const char *name, *emoji = md_emoji(text + 1, at - 1, &name);
	if (!emoji)
		return NULL;
	MdMark *mark = md_new_mark(ext, MD_EMOJI);
	mark->text = emoji;
	mark->len = strlen(emoji);
	mark->name = name;
	cmark_node *node = custom(mark, in);
	cmark_inline_parser_set_offset(in, cmark_inline_parser_get_offset(in) + (int)at + 1);
	return node;
}

/* "@name", which calls an example. */
static cmark_node *match_example(cmark_syntax_extension *ext, cmark_inline_parser *in)
{
	size_t len, used;
	const char *text = rest_of(in, &len);
	int at = cmark_inline_parser_get_offset(in);
	bool inside = at && ((unsigned char)text[-1] >= 0x80 || (text[-1] >= '0' && text[-1] <= '9') ||
	                     ((text[-1] | 32) >= 'a' && (text[-1] | 32) <= 'z'));
	const char *number =
	        inside ? NULL : md_example_called(cmark_syntax_extension_get_private(ext), text, len, &used);
	if (!number)
		return NULL;
	MdMark *mark = md_new_mark(ext, MD_DELIMITER);
	mark->text = number;
	mark->len = strlen(number);
	cmark_node *node = custom(mark, in);
	cmark_inline_parser_set_offset(in, at + (int)used);
	return node;
}

/* ---- attributes ---- */

/* Whether it is this text and not an escaped sign, which is wider in the source. */
static bool is_sign(cmark_node *node, const char *sign)
{
	int width = cmark_node_get_end_column(node) - cmark_node_get_start_column(node) + 1;
	return cmark_node_get_type(node) == CMARK_NODE_TEXT && (size_t)width == strlen(sign) &&
	       str_eq(cmark_node_get_literal(node), sign);
}

/* The "[", or "![", that the text before a span's attributes began with.  It must be
 * the one that "]" closes: cmark-gfm still holds the others. */
static cmark_node *span_open(cmark_node *close)
{
	int depth = 1, looked = 0;
	for (cmark_node *node = cmark_node_previous(close); node && looked < 1000;
	     node = cmark_node_previous(node), looked++) {
		depth += is_sign(node, "]") - (is_sign(node, "[") || is_sign(node, "!["));
		if (!depth)
			return node;
	}
	return NULL;
}

static MdMark *open_span(cmark_syntax_extension *ext, cmark_inline_parser *in, cmark_node *close)
{
	if (!close || !is_sign(close, "]"))
		return NULL;
	cmark_node *open = span_open(close);
	if (!open)
		return NULL;
	MdMark *mark = md_new_mark(ext, MD_SPAN_OPEN);
	cmark_node *node = custom(mark, in);
	mark->line = (uint32_t)cmark_node_get_start_line(open);
	mark->col = (uint32_t)cmark_node_get_start_column(open);
	cmark_node_insert_after(open, node);
	if (is_sign(open, "!["))
		cmark_node_set_literal(open, "!");
	else
		cmark_node_free(open);
	cmark_node_free(close);
	return mark;
}

/* Whether what ends with the "]" before text is "[words]" alone, not "[text][words]". */
static bool is_shortcut(const char *text, int start)
{
	int at = start - 1, depth = 0;
	for (; at >= 0 && start - at < 1000; at--) {
		depth += text[at - start] == ']' ? 1 : text[at - start] == '[' ? -1 : 0;
		if (!depth)
			break;
	}
	return at <= 0 || text[at - start - 1] != ']';
}

static bool is_heading_link(cmark_node *node)
{
	const char *url = node && cmark_node_get_type(node) == CMARK_NODE_LINK ? cmark_node_get_url(node) : NULL;
	return url && str_starts(url, MD_HEADING_URL);
}

/* "{{name}}", or as Quarto has it "{{< meta name >}}" and "{{< var name >}}": the bytes that it takes, 0 if it is none.
 */
static size_t variable_length(const char *text, size_t len, const char **name, size_t *name_len)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
	bool meta = str_starts(text, "{{< meta "), quarto = meta || str_starts(text, "{{< var ");
	size_t at = meta ? strlen("{{< meta ") : quarto ? strlen("{{< var ") : 2;
	at += strspn(text + at, " ");
	*name = text + at;
	*name_len = strspn(*name, letters);
	at += *name_len;
	at += strspn(text + at, " ");
	const char *end = quarto ? ">}}" : "}}";
	bool letter = *name_len && ((**name | 32) >= 'a' && (**name | 32) <= 'z');
	return letter && str_starts(text + at, end) && at < len ? at + strlen(end) : 0;
}

static cmark_node *match_variable(cmark_syntax_extension *ext, cmark_inline_parser *in)
{
	size_t len, name_len;
	const char *text = rest_of(in, &len), *name;
	size_t used = len > 4 && text[1] == '{' ? variable_length(text, len, &name, &name_len) : 0;
	if (!used)
		return NULL;
	MdMark *mark = md_new_mark(ext, MD_VARIABLE);
	mark->text = arena_strndup(md_arena(ext), text, used);
	mark->len = used;
	mark->name = arena_strndup(md_arena(ext), name, name_len);
	cmark_node *node = custom(mark, in);
	cmark_inline_parser_set_offset(in, cmark_inline_parser_get_offset(in) + (int)used);
	return node;
}

static cmark_node *match_attr(cmark_syntax_extension *ext, cmark_node *parent, cmark_inline_parser *in)
{
	cmark_node *variable = match_variable(ext, in);
	if (variable)
		return variable;
	size_t len;
	const char *text = rest_of(in, &len);
	int start = cmark_inline_parser_get_offset(in);
	DocAttr *attr = NULL;
	size_t used = md_attr_parse(text, len, md_arena(ext), &attr);
	if (!used)
		return NULL;
	cmark_node *before = cmark_node_last_child(parent);
	bool closed = start && text[-1] == ']',
	     shortcut = closed && is_heading_link(before) && is_shortcut(text, start);
	MdMark *open = closed ? open_span(ext, in, before) : NULL; /* which may free what is before */
	MdMark *mark = md_new_mark(ext, MD_ATTR);
	mark->attr = attr;
	mark->open = open;
	mark->shortcut = shortcut;
	mark->text = arena_strndup(md_arena(ext), text, used);
	mark->len = used;
	cmark_node *node = custom(mark, in);
	cmark_inline_parser_set_offset(in, start + (int)used);
	return node;
}

cmark_node *md_match_inline(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent, unsigned char c,
                            cmark_inline_parser *in)
{
	(void)parser;
	switch (c) {
	case '$':
		return match_math(ext, parent, in);
	case MD_BACKSLASH:
		return match_brackets(ext, parent, in);
	case '{':
		return match_attr(ext, parent, in);
	case '^':
	case '~':
		return match_run(ext, in, c);
	case ':':
		return match_emoji(ext, in);
	case '@':
		return match_example(ext, in);
	default:
		return NULL;
	}
}
