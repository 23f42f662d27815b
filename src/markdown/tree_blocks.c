/* From cmark's tree to nodes: blocks are opened and left here. */
#include "markdown/attributes.h"
#include "markdown/markdown.h"
#include "markdown/quotes.h"
#include "markdown/tree.h"

#include <string.h>

/* ---- opening ---- */

static DocNumStyle style_of(unsigned char letter)
{
	switch (letter) {
	case MD_LOWER_ALPHA:
		return DOC_NUM_LOWER_ALPHA;
	case MD_UPPER_ALPHA:
		return DOC_NUM_UPPER_ALPHA;
	case MD_LOWER_ROMAN:
		return DOC_NUM_LOWER_ROMAN;
	case MD_UPPER_ROMAN:
		return DOC_NUM_UPPER_ROMAN;
	default:
		return DOC_NUM_DECIMAL;
	}
}

static void open_list(Maker *maker, cmark_node *from)
{
	const cmark_list *own = &from->as.list;
	bool ordered = own->list_type == CMARK_ORDERED_LIST;
	DocNode *list = md_open(maker, ordered ? DOC_ORDERED_LIST : DOC_BULLET_LIST, md_place_of(maker, from));
	list->u.list.tight = own->tight;
	if (!ordered)
		return;
	list->u.list.start = own->start;
	list->u.list.style = style_of(own->bullet_char);
	int delim = (int)own->delimiter;
	list->u.list.delim = delim == MD_TWO_PARENS       ? DOC_DELIM_TWO_PARENS
	                     : delim == CMARK_PAREN_DELIM ? DOC_DELIM_PAREN
	                                                  : DOC_DELIM_PERIOD;
}

static void open_item(Maker *maker, cmark_node *from)
{
	DocNode *list = maker->current;
	long number = list->u.list.start;
	if (list->last)
		number = list->last->u.item.number + 1;
	DocNode *item = md_open(maker, DOC_LIST_ITEM, md_place_of(maker, from));
	item->u.item.number = number;
	if (str_eq(cmark_node_get_type_string(from), "tasklist"))
		item->u.item.task =
		        cmark_gfm_extensions_get_tasklist_item_checked(from) ? DOC_TASK_DONE : DOC_TASK_OPEN;
}

/* "fig-cap: words", of which "label" is the id. */
static void read_option(Maker *maker, DocNode *code, const char *text, size_t len)
{
	Arena *arena = maker->doc->arena;
	const char *colon = memchr(text, ':', len);
	if (!colon)
		return;
	const char *key = arena_strndup(arena, text, (size_t)(colon - text)), *value = colon + 1, *end = text + len;
	value += strspn(value, " ");
	while (end > value && strchr(" \t\r", end[-1]))
		end--;
	if (end - value > 1 && strchr("\"'", *value) && end[-1] == *value) {
		value++;
		end--;
	}
	const char *own = arena_strndup(arena, value, value < end ? (size_t)(end - value) : 0);
	if (str_eq(key, "label"))
		doc_attr(maker->doc, code)->id = own;
	else if (!str_eq(key, "include")) /* which is no file's name here */
		doc_set_key(maker->doc, code, key, own);
}

/* "#| key: value" and its like in other comments, before a cell's code. */
static void read_options(Maker *maker, DocNode *code)
{
	const char *text = code->u.code.text;
	for (size_t sign; (sign = strcspn(text, "| \t\n")) && sign <= 3 && str_starts(text + sign, "| ");) {
		size_t line = strcspn(text, "\n");
		read_option(maker, code, text + sign + 2, line - sign - 2);
		text += line + (text[line] == '\n');
	}
	code->u.code.len -= (size_t)(text - code->u.code.text);
	code->u.code.text = text;
}

/* Whether an option is off: "name: false", "name=FALSE". */
static bool is_off(const char *options, const char *end, const char *name)
{
	const char *at = strstr(options, name);
	if (!at || at >= end)
		return false;
	at += strlen(name);
	size_t skip = strspn(at, " :=");
	return skip && at + skip < end && (at[skip] == 'F' || at[skip] == 'f');
}

/* Whether a cell's code is not to be seen, as its options say: in its braces, or in lines before the code. */
static bool is_hidden(const char *name, const char *info, const char *lines, const char *end)
{
	return is_off(info, info + strlen(info), name) || is_off(lines, end, name);
}

/* "{python}" and "{r, echo=FALSE}": a notebook's cell, which nothing runs here.  What is not to be seen goes. */
static bool read_cell(Maker *maker, DocNode *code, const char *info)
{
	bool letter = *info == '{' && (info[1] | 32) >= 'a' && (info[1] | 32) <= 'z';
	size_t word = letter ? strcspn(info + 1, " \t,=}") : 0;
	if (!word || info[1 + word] == '=')
		return false;
	const char *name = arena_strndup(maker->doc->arena, info + 1, word), *lines = code->u.code.text;
	read_options(maker, code);
	if (is_hidden("include", info, lines, code->u.code.text)) {
		doc_unlink(code);
		return true;
	}
	bool silent = is_hidden("echo", info, lines, code->u.code.text);
	MdCellKind kind = md_check_cell(maker, code->pos, name, silent);
	if (kind != MD_CELL_DIRECTIVE)
		doc_add_class(maker->doc, code, name);
	if (silent && kind == MD_CELL_RUN)
		doc_unlink(code);
	return true;
}

/* The end of a word: what is in quotation marks or in braces has no end in it. */
static size_t word_length(const char *text)
{
	size_t len = 0;
	while (text[len] && !strchr(" \t", text[len])) {
		const char *end = text[len] == '"'   ? strchr(text + len + 1, '"')
		                  : text[len] == '{' ? strchr(text + len, '}')
		                                     : NULL;
		len = end ? (size_t)(end - text) + 1 : len + 1;
	}
	return len;
}

/* title="words": the name of the code's file, else its caption. */
static void take_title(Maker *maker, DocNode *code)
{
	const char *title = doc_key(code, "title");
	if (title && !doc_key(code, "filename"))
		doc_set_key(maker->doc, code, strchr(title, ' ') ? "caption" : "filename", title);
}

/* What stands behind the language without braces, as others have it: key="value", {2-4} for lines that stand out, and
 * words for their numbers. */
static void read_words(Maker *maker, DocNode *code, const char *text)
{
	static const char *const numbers[] = {"linenos", "lineNumbers", "linenums", "numberLines", "showLineNumbers"};
	Arena *arena = maker->doc->arena;
	DocAttr *attr;
	for (size_t len; *(text += strspn(text, " \t")); text += len) {
		len = word_length(text);
		const char *word = arena_strndup(arena, text, len);
		const char *braced = *word == '{' ? word : arena_printf(arena, "{%s}", word);
		for (size_t i = 0; i < BASE_LEN(numbers); i++) {
			if (str_eq(word, numbers[i]))
				doc_add_class(maker->doc, code, "numberLines");
		}
		if (*word == '{' && len > 2 && strspn(word + 1, "0123456789-, ") == len - 2)
			doc_set_key(maker->doc, code, "hl_lines", arena_strndup(arena, word + 1, len - 2));
		else if ((*word == '{' || strchr(word, '=')) && md_attr_parse(braced, strlen(braced), arena, &attr))
			md_attr_apply(maker->doc, code, attr);
	}
	take_title(maker, code);
}

/* "lang", "lang {.class}" or "{.lang #id}". */
static void read_info(Maker *maker, DocNode *code, const char *info)
{
	size_t word = strcspn(info, " \t{");
	if (word)
		doc_add_class(maker->doc, code, arena_strndup(maker->doc->arena, info, word));
	if (!read_cell(maker, code, info))
		read_words(maker, code, info + word);
	if (code->attr && code->attr->class_count)
		code->u.code.lang = code->attr->classes[0];
}

static DocAlign align_of(uint8_t letter)
{
	return letter == 'l'   ? DOC_ALIGN_LEFT
	       : letter == 'c' ? DOC_ALIGN_CENTER
	       : letter == 'r' ? DOC_ALIGN_RIGHT
	                       : DOC_ALIGN_DEFAULT;
}

static void open_table(Maker *maker, cmark_node *from)
{
	DocNode *table = md_open(maker, DOC_TABLE, md_place_of(maker, from));
	const uint8_t *aligns = cmark_gfm_extensions_get_table_alignments(from);
	table->u.table.columns = cmark_gfm_extensions_get_table_columns(from);
	table->u.table.aligns = arena_alloc(maker->doc->arena, (table->u.table.columns + 1) * sizeof(DocAlign));
	for (size_t i = 0; aligns && i < table->u.table.columns; i++)
		table->u.table.aligns[i] = align_of(aligns[i]);
}

static void open_row(Maker *maker, cmark_node *from, bool head)
{
	DocNode *table = maker->current;
	DocType part = head ? DOC_TABLE_HEAD : DOC_TABLE_BODY;
	Pos pos = md_place_of(maker, from);
	if (!table->last || table->last->type != part)
		doc_append(table, doc_node(maker->doc, part, pos));
	maker->current = table->last;
	md_open(maker, DOC_TABLE_ROW, pos);
}

static void open_cell(Maker *maker, cmark_node *from)
{
	DocNode *row = maker->current;
	const DocNode *table = row->parent->parent;
	uint32_t column = row->last ? row->last->u.cell.column + 1 : 0;
	DocNode *cell = md_open(maker, DOC_TABLE_CELL, md_place_of(maker, from));
	cell->u.cell.column = column;
	cell->u.cell.rowspan = cell->u.cell.colspan = 1;
	cell->u.cell.head = row->parent->type == DOC_TABLE_HEAD;
	cell->u.cell.align = column < table->u.table.columns ? table->u.table.aligns[column] : DOC_ALIGN_DEFAULT;
	md_open(maker, DOC_PLAIN, cell->pos);
}

/* The paragraph before a definition is its term, and the list goes on if one ends there. */
static DocNode *term_list(Maker *maker, DocNode *para, bool tight)
{
	DocNode *list = para->prev;
	if (!list || list->type != DOC_DEFINITION_LIST) {
		list = doc_node(maker->doc, DOC_DEFINITION_LIST, para->pos);
		list->u.list.tight = true;
		doc_insert_before(para, list);
	}
	list->u.list.tight &= tight;
	para->type = DOC_TERM;
	para->u.list.tight = tight;
	doc_append(list, para);
	return list;
}

/* What a definition follows as the paragraph that is its term: an image alone is no
 * figure there, and where nothing is left of the paragraph the term is empty. */
static DocNode *term_before(Maker *maker, Pos pos)
{
	DocNode *before = maker->current->last;
	if (before && before->type == DOC_FIGURE) {
		DocNode *figure = before;
		before = figure->first;
		if (doc_id(figure))
			doc_attr(maker->doc, before->first)->id = doc_id(figure);
		doc_replace(figure, before);
	} else if (!before ||
	           (before->type != DOC_PARA && before->type != DOC_PLAIN && before->type != DOC_DEFINITION_LIST)) {
		before = doc_node(maker->doc, DOC_PARA, pos);
		doc_append(maker->current, before);
	}
	return before;
}

static void open_definition(Maker *maker, cmark_node *from)
{
	Pos pos = md_place_of(maker, from);
	DocNode *list = term_before(maker, pos);
	if (list->type != DOC_DEFINITION_LIST)
		list = term_list(maker, list, md_mark(from)->tight);
	maker->current = list;
	bool tight = list->last->u.list.tight; /* its term's, or the definition's before it */
	md_open(maker, DOC_DEFINITION, pos)->u.list.tight = tight;
}

/* Paragraphs of a definition without a blank line before it have no space around. */
static void tighten(DocNode *definition)
{
	for (DocNode *block = definition->first; block; block = block->next)
		block->type = block->type == DOC_PARA ? DOC_PLAIN : block->type;
}

static bool is_tight(cmark_node *paragraph)
{
	cmark_node *parent = cmark_node_parent(paragraph), *list = parent ? cmark_node_parent(parent) : NULL;
	return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void enter_custom_block(Maker *maker, cmark_node *from)
{
	MdMark *mark = md_mark(from);
	if (mark->kind == MD_DIV) {
		md_attr_apply(maker->doc, md_open(maker, DOC_DIV, md_place_of(maker, from)), mark->attr);
		md_check_div(maker, mark, maker->current->pos);
	} else if (mark->kind == MD_DEFINITION) {
		open_definition(maker, from);
	} else if (mark->kind == MD_DRAWN) {
		md_enter_drawn(maker, from);
	} else if (mark->kind == MD_CELL) {
		md_enter_drawn_cell(maker, from);
	}
}

static void enter_code(Maker *maker, cmark_node *from)
{
	const char *info = cmark_node_get_fence_info(from);
	DocNode *code = md_add_literal(maker, DOC_CODE_BLOCK, from, true);
	read_info(maker, code, info ? info : "");
	md_check_code(maker, from, code->pos);
	if (!code->parent)
		return;
	if (info && str_eq(info, "math"))
		md_add_display(maker, code, (uint32_t)cmark_node_get_start_line(from) + 1);
	else
		md_read_raw(maker, code);
}

static void enter_extension(Maker *maker, cmark_node *from)
{
	const char *type = cmark_node_get_type_string(from);
	if (str_eq(type, "table"))
		open_table(maker, from);
	else if (str_eq(type, "table_header") || str_eq(type, "table_row"))
		open_row(maker, from, str_eq(type, "table_header"));
	else if (str_eq(type, "table_cell"))
		open_cell(maker, from);
	else
		md_enter_inline(maker, from);
}

static void open_heading(Maker *maker, cmark_node *from)
{
	DocNode *header = md_open(maker, DOC_HEADER, md_place_of(maker, from));
	header->u.header.level = cmark_node_get_heading_level(from);
	if (md_mark(from))
		md_mark(from)->node = header;
}

static bool is_inline_mark(cmark_node *from)
{
	return md_mark(from) && cmark_node_get_type(from) == CMARK_NODE_EMPH;
}

static void open_paragraph(Maker *maker, cmark_node *from)
{
	DocNode *para = md_open(maker, is_tight(from) ? DOC_PLAIN : DOC_PARA, md_place_of(maker, from));
	if (md_mark(from))
		tally_add(&maker->tally, para->pos, "markdown-costly",
		          "this would take too long to read as Markdown, so it is taken as plain text; "
		          "write it more simply");
}

void md_enter(Maker *maker, cmark_node *from)
{
	if (is_inline_mark(from)) {
		md_enter_mark(maker, from);
		return;
	}
	switch (cmark_node_get_type(from)) {
	case CMARK_NODE_DOCUMENT:
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		md_open(maker, DOC_BLOCK_QUOTE, md_place_of(maker, from));
		break;
	case CMARK_NODE_LIST:
		open_list(maker, from);
		break;
	case CMARK_NODE_ITEM:
		open_item(maker, from);
		break;
	case CMARK_NODE_CODE_BLOCK:
		enter_code(maker, from);
		break;
	case CMARK_NODE_HTML_BLOCK:
		md_add_literal(maker, DOC_RAW_BLOCK, from, false);
		break;
	case CMARK_NODE_CUSTOM_BLOCK:
		enter_custom_block(maker, from);
		break;
	case CMARK_NODE_PARAGRAPH:
		open_paragraph(maker, from);
		break;
	case CMARK_NODE_HEADING:
		open_heading(maker, from);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		md_append(maker, doc_node(maker->doc, DOC_RULE, md_place_of(maker, from)));
		md_check_drawn(maker, maker->last);
		break;
	default:
		enter_extension(maker, from);
		break;
	}
}

/* ---- leaving ---- */

/* A block that has no attributes of its own gets a div around it. */
static void wrap_attr(Maker *maker, DocNode *node)
{
	DocNode *div = doc_node(maker->doc, DOC_DIV, node->pos);
	div->attr = node->attr;
	node->attr = NULL;
	doc_insert_before(node, div);
	doc_append(div, node);
}

static bool takes_attr(DocType type)
{
	return type == DOC_HEADER || type == DOC_CODE_BLOCK || type == DOC_TABLE || type == DOC_DIV ||
	       type == DOC_FIGURE || type == DOC_DEFINITION || type == DOC_LIST_ITEM || doc_is_inline(type);
}

/* Whether nothing is left of a paragraph but the ends of its lines. */
static bool has_no_words(const DocNode *para)
{
	const DocNode *node = para->first;
	while (node && node->type == DOC_SOFT_BREAK)
		node = node->next;
	return !node;
}

static void leave_paragraph(Maker *maker, DocNode *para, cmark_node *from)
{
	bool defines = maker->defines;
	maker->defines = false;
	if (defines && !para->attr && has_no_words(para)) {
		doc_unlink(para);
	} else if (para->attr && !para->first) { /* attributes alone */
		maker->pending = para->attr;
		maker->pending_pos = para->pos;
		doc_unlink(para);
	} else if (para->first && para->first == para->last && para->first->type == DOC_IMAGE &&
	           para->type == DOC_PARA) {
		md_make_figure(maker, para);
	} else if (!md_give_caption(maker, para, from) && para->attr) {
		md_check_dialect(maker, para);
		wrap_attr(maker, para);
	} else if (para->type == DOC_PLAIN) {
		if (md_read_lines(maker, para))
			return;
		md_check_items(maker, para);
		md_check_dialect(maker, para);
	} else if (para->type == DOC_PARA && !md_read_page_break(maker, para) &&
	           !md_read_inclusion_alone(maker, para) && !md_read_lines(maker, para)) {
		md_check_paragraph(maker, para);
		md_check_items(maker, para);
		md_check_dialect(maker, para);
	}
}

static void leave_node(Maker *maker, cmark_node *from)
{
	DocNode *node = maker->current;
	maker->current = node->parent;
	md_keep_blank(maker->doc, node);
	if (node->first && doc_is_inline(node->first->type))
		md_pair_quotes(maker->doc, node);
	if (node->type == DOC_BLOCK_QUOTE)
		md_read_alert(maker, node);
	if (node->type == DOC_TABLE && node->prev)
		md_take_caption_before(maker, node);
	if (node->type == DOC_PARA || node->type == DOC_PLAIN)
		leave_paragraph(maker, node, from);
	else if (node->attr && !takes_attr(node->type))
		wrap_attr(maker, node);
	if (node->type == DOC_HEADER) {
		md_read_division(maker, node);
		md_check_heading(maker, node);
	}
}

static void leave_table_part(Maker *maker, cmark_node *from, const char *type)
{
	leave_node(maker, from);
	if (str_eq(type, "table_row"))
		md_check_row(maker, from);
	if (str_eq(type, "table_cell")) /* its plain, then the cell */
		leave_node(maker, from);
	else if (!str_eq(type, "table"))
		maker->current = maker->current->parent; /* the head or the body */
}

static void leave_custom(Maker *maker, cmark_node *from)
{
	const MdMark *mark = md_mark(from);
	if (mark->kind == MD_DIV || mark->kind == MD_DRAWN) {
		leave_node(maker, from); /* what ends there is tree.c's to complete */
	} else if (mark->kind == MD_CELL) {
		md_leave_drawn_cell(maker);
	} else if (mark->kind == MD_DEFINITION) {
		if (maker->current->u.list.tight)
			tighten(maker->current);
		leave_node(maker, from);
		DocNode *node = maker->current;
		maker->current = node->parent;
		if (node->type == DOC_DEFINITION_LIST)
			md_make_rows(maker, node);
	}
}

void md_leave(Maker *maker, cmark_node *from)
{
	if (is_inline_mark(from)) {
		const DocNode *node = maker->current;
		if (!md_holds(md_mark(from)))
			return;
		leave_node(maker, from);
		if (md_mark(from)->kind != MD_STRIKEOUT)
			md_check_script(maker, node);
		return;
	}
	switch (cmark_node_get_type(from)) {
	case CMARK_NODE_DOCUMENT:
		break;
	case CMARK_NODE_CUSTOM_BLOCK:
		leave_custom(maker, from);
		break;
	case CMARK_NODE_BLOCK_QUOTE:
	case CMARK_NODE_LIST:
	case CMARK_NODE_ITEM:
	case CMARK_NODE_PARAGRAPH:
	case CMARK_NODE_HEADING:
	case CMARK_NODE_EMPH:
	case CMARK_NODE_STRONG:
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE:
		leave_node(maker, from);
		break;
	case CMARK_NODE_FOOTNOTE_DEFINITION:
		break;
	default:
		if (str_starts(cmark_node_get_type_string(from), "table"))
			leave_table_part(maker, from, cmark_node_get_type_string(from));
		else if (str_eq(cmark_node_get_type_string(from), "tasklist"))
			leave_node(maker, from);
		break;
	}
}
