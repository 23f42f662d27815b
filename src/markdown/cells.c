/* Tables that are drawn, as cmark reads them: see drawn.h. */
#include "markdown/extension.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- their lines ---- */

/* A sign of a table's first line is hidden where cmark would take the line for a rule, its first dash, or for code, the
 * blank it begins with. */
char *md_hide_drawn(const MdExtensions *own, char *copy)
{
	for (size_t i = 0; i < own->drawn_count; i++) {
		const char *line = own->drawn[i]->start;
		size_t indent = strspn(line, " "), at = line[indent] == '-' ? indent : 0;
		if (line[indent] != '-' && (indent < 4 || own->drawn[i]->indent >= 4))
			continue;
		copy = md_hide_sign(copy, own->text, own->len, (size_t)(line - own->text) + at, MD_MARKER);
	}
	return copy;
}

static size_t count_ticks(const char *text, size_t len)
{
	size_t ticks = 0;
	while (ticks < len && text[ticks] == '`')
		ticks++;
	return ticks;
}

/* The bytes of the code that begins at text[0] and ends in its line; 0 if none does. */
static size_t code_length(const char *text, size_t len, size_t ticks)
{
	enum { MOST_TICKS = 80 }; /* cmark pairs none that are longer */
	for (size_t at = ticks; at < len && ticks <= MOST_TICKS;) {
		size_t run = count_ticks(text + at, len - at);
		if (run == ticks)
			return at + run;
		at += run ? run : 1;
	}
	return 0;
}

/* The bytes from text[0] that are to be gone over at once, and whether what they hold is code or a formula. */
static size_t next_piece(MdExtensions *own, const char *text, size_t len, bool *whole)
{
	size_t ticks = count_ticks(text, len), piece = ticks ? code_length(text, len, ticks) : 0;
	if (*text == '$')
		piece = md_formula_length(own, text, len);
	if (*text == '$' && piece < len && isdigit((unsigned char)text[piece]))
		piece = 0; /* amounts of money */
	*whole = piece;
	return piece ? piece : ticks ? ticks : *text == '\\' ? 2 : 1;
}

static char *hide_inner_bars(MdExtensions *own, const char *line, size_t len, char *copy)
{
	bool whole;
	for (size_t at = 0, next; at < len; at = next) {
		next = at + next_piece(own, line + at, len - at, &whole);
		for (size_t i = at; whole && i < next; i++) {
			if (line[i] == '|')
				copy = md_hide_sign(copy, own->text, own->len, (size_t)(line - own->text) + i, MD_SIGN);
		}
	}
	return copy;
}

/* Rows in Pandoc's dialect have code and formulas with bars in them, where cmark divides a row at every bar. */
char *md_hide_inner_bars(MdExtensions *own, char *copy)
{
	for (size_t at = 0; at < own->len;) {
		const char *line = own->text + at, *end = memchr(line, '\n', own->len - at);
		size_t len = end ? (size_t)(end - line) : own->len - at;
		if (memchr(line, '|', len) && (memchr(line, '`', len) || memchr(line, '$', len)))
			copy = hide_inner_bars(own, line, len, copy);
		at += len + 1;
	}
	return copy;
}

cmark_node *md_open_drawn(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent, const char *input,
                          size_t len)
{
	MdExtensions *own = cmark_syntax_extension_get_private(ext);
	MdDrawn *drawn = md_drawn_at(own->drawn, own->drawn_count, (uint32_t)cmark_parser_get_line_number(parser));
	enum { MOST_INDENT = 3 };
	if (!own->pandoc || !drawn || drawn->node || cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH ||
	    (int)drawn->indent > cmark_parser_get_column(parser) + MOST_INDENT)
		return NULL;
	MdMark *mark = md_new_mark(ext, MD_DRAWN);
	mark->drawn = drawn;
	drawn->node = md_add_block(ext, parser, parent, mark);
	md_pass_line(parser, input, len);
	return drawn->node;
}

bool md_match_drawn(cmark_parser *parser, const MdMark *mark, const char *input, size_t len)
{
	if ((uint32_t)cmark_parser_get_line_number(parser) >= mark->drawn->line + mark->drawn->lines)
		return false;
	md_pass_line(parser, input, len);
	return true;
}

bool md_is_table(cmark_node *node)
{
	const MdMark *mark = md_mark(node);
	return node && ((mark && mark->kind == MD_DRAWN) || str_eq(cmark_node_get_type_string(node), "table"));
}

/* ---- what their cells hold ---- */

static void feed(MdExtensions *own, const MdPiece *piece)
{
	own->fed = base_grow(own->fed, own->fed_count, &own->fed_cap, sizeof *own->fed);
	own->fed[own->fed_count++] = (struct MdFed){piece->line, piece->col};
	if (piece->len)
		cmark_parser_feed(own->parser, piece->text, piece->len);
	cmark_parser_feed(own->parser, "\n", 1);
}

static cmark_node *new_node(MdExtensions *own, cmark_node_type type, cmark_node *parent)
{
	cmark_node *node = cmark_node_new(type);
	if (!node)
		base_no_memory();
	if (type == CMARK_NODE_CUSTOM_BLOCK)
		cmark_node_set_syntax_extension(node, own->blocks);
	cmark_node_append_child(parent, node);
	return node;
}

/* A blank line after a block that is closed ends all that is open. */
static void close_all(MdExtensions *own, cmark_node *closed)
{
	cmark_node_append_child(own->parser->root, closed);
	feed(own, &(MdPiece){.text = " ", .len = 1}); /* of a text that ends in CR, LF alone would be the end */
}

static void read_blocks(MdExtensions *own, const MdDrawnCell *cell, cmark_node *closed)
{
	own->parser->current = cell->node;
	cell->node->flags |= CMARK_NODE__OPEN;
	for (size_t i = 0; i < cell->count; i++)
		feed(own, &cell->pieces[i]);
	close_all(own, closed);
}

/* A cell's words are a paragraph as they stand, whatever they begin with. */
static void read_words(MdExtensions *own, const MdDrawnCell *cell)
{
	if (!cell->count)
		return;
	cmark_node *para = new_node(own, CMARK_NODE_PARAGRAPH, cell->node);
	para->start_line = (int)cell->pieces[0].line;
	para->start_column = (int)cell->pieces[0].col;
	for (size_t i = 0; i < cell->count; i++) {
		if (i)
			cmark_strbuf_putc(&para->content, '\n');
		cmark_strbuf_put(&para->content, (const unsigned char *)cell->pieces[i].text,
		                 (bufsize_t)cell->pieces[i].len);
	}
}

static void read_cell(MdExtensions *own, MdDrawn *drawn, MdDrawnCell *cell, cmark_node *closed)
{
	MdMark *mark = md_new_mark(own->blocks, MD_CELL);
	mark->drawn = drawn;
	mark->cell = cell;
	cell->node = new_node(own, CMARK_NODE_CUSTOM_BLOCK, own->parser->root);
	cmark_node_set_user_data(cell->node, mark);
	cell->node->start_line = (int)(cell->count ? cell->pieces[0].line : drawn->line);
	cell->node->start_column = (int)(cell->count ? cell->pieces[0].col : 1);
	if (drawn->blocks)
		read_blocks(own, cell, closed);
	else
		read_words(own, cell);
}

void md_read_cells(MdExtensions *own)
{
	if (!own->drawn_count || !own->pandoc)
		return;
	cmark_node *closed = new_node(own, CMARK_NODE_CUSTOM_BLOCK, own->parser->root);
	cmark_node_set_user_data(closed, md_new_mark(own->blocks, MD_DIV_END));
	own->fed_line = (uint32_t)own->parser->line_number;
	close_all(own, closed);
	for (size_t i = 0; i < own->drawn_count; i++) {
		MdDrawn *drawn = own->drawn[i];
		for (size_t k = 0; drawn->node && k < drawn->cell_count; k++)
			read_cell(own, drawn, &drawn->cells[k], closed);
	}
}

void md_place_cells(MdExtensions *own)
{
	for (size_t i = 0; i < own->drawn_count; i++) {
		MdDrawn *drawn = own->drawn[i];
		for (size_t k = 0; drawn->node && k < drawn->cell_count; k++)
			cmark_node_append_child(drawn->node, drawn->cells[k].node);
	}
}

void md_place_fed(const MdExtensions *own, uint32_t *line, uint32_t *col)
{
	if (!own->fed_count || *line <= own->fed_line || *line - own->fed_line > own->fed_count)
		return;
	struct MdFed fed = own->fed[*line - own->fed_line - 1];
	*col = fed.line && *col ? fed.col + *col - 1 : 0;
	*line = fed.line;
}
