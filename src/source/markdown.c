/* From cmark's tree to nodes. */
#include "source/markdown.h"
#include "source/attr.h"
#include "source/mdext.h"
#include "source/quotes.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
	Doc *doc;
	Diag *diag;
	const char *text;
	size_t len;
	Pos first;
	size_t *lines; /* where each line of the text begins */
	size_t line_count;
	struct {
		uint32_t line;
		size_t bytes;
		uint32_t chars;
	} near;           /* the place counted last: places come mostly in order */
	DocNode *top;     /* what the blocks are appended to */
	DocNode *current; /* the open node */
	DocAttr *pending; /* attributes that stood alone before a block */
	DocNode **notes;  /* by cmark's number */
	size_t note_count, note_cap;
	Pos last;
} Maker;

/* ---- places ---- */

static void index_lines(Maker *maker)
{
	size_t cap = 0;
	for (size_t at = 0; at <= maker->len;) {
		maker->lines = base_grow(maker->lines, maker->line_count, &cap, sizeof *maker->lines);
		maker->lines[maker->line_count++] = at;
		while (at < maker->len && maker->text[at] != '\n' && maker->text[at] != '\r')
			at++;
		at += at + 1 < maker->len && maker->text[at] == '\r' && maker->text[at + 1] == '\n';
		at++;
	}
}

/* cmark counts columns in bytes; people count characters. */
static Pos place(Maker *maker, uint32_t line, uint32_t col)
{
	if (!line || line > maker->line_count)
		return maker->last;
	size_t start = maker->lines[line - 1], bytes = col ? col - 1 : 0, from = 0;
	uint32_t chars = 0;
	if (maker->near.line == line && maker->near.bytes <= bytes) {
		from = maker->near.bytes;
		chars = maker->near.chars;
	}
	for (; from < bytes && start + from < maker->len; from++)
		chars += (maker->text[start + from] & 0xc0) != 0x80;
	maker->near.line = line;
	maker->near.bytes = from;
	maker->near.chars = chars;
	Pos pos = maker->first;
	if (line == 1)
		pos.col += chars;
	else
		pos = (Pos){pos.file, pos.line + line - 1, chars + 1};
	return maker->last = pos;
}

static Pos place_of(Maker *maker, cmark_node *node)
{
	return place(maker, (uint32_t)cmark_node_get_start_line(node), (uint32_t)cmark_node_get_start_column(node));
}

/* ---- making ---- */

static DocNode *open_node(Maker *maker, DocType type, Pos pos)
{
	DocNode *node = doc_node(maker->doc, type, pos);
	doc_append(maker->current, node);
	return maker->current = node;
}

static DocNode *add_text(Maker *maker, Pos pos, const char *text, size_t len)
{
	DocNode *node = doc_text(maker->doc, pos, text, len);
	src_quotes_show((char *)node->u.text.text, len); /* the arena's own copy */
	doc_append(maker->current, node);
	return node;
}

/* A copy as the author wrote it. */
static char *own_text(Maker *maker, const char *text, size_t len)
{
	char *copy = arena_strndup(maker->doc->arena, text, len);
	src_quotes_show(copy, len);
	return copy;
}

static DocNode *add_literal(Maker *maker, DocType type, cmark_node *from, bool trim)
{
	const char *text = cmark_node_get_literal(from);
	DocNode *node = doc_node(maker->doc, type, place_of(maker, from));
	node->u.text.len = text ? strlen(text) : 0;
	if (trim && node->u.text.len && text[node->u.text.len - 1] == '\n')
		node->u.text.len--;
	node->u.text.text = own_text(maker, text ? text : "", node->u.text.len);
	doc_append(maker->current, node);
	return node;
}

/* ---- attributes ---- */

/* Values as the author wrote them. */
static DocAttr *own_attr(DocAttr *attr)
{
	for (size_t i = 0; attr && i < attr->pair_count; i++)
		src_quotes_show((char *)attr->values[i], strlen(attr->values[i])); /* the arena's own copies */
	return attr;
}

/* What attributes on a line of their own go to: these take them, all others get
 * a div around them. */
static void give_pending(Maker *maker, DocNode *node)
{
	DocAttr *attr = maker->pending;
	maker->pending = NULL;
	switch (node->type) {
	case DOC_HEADER:
	case DOC_CODE_BLOCK:
	case DOC_TABLE:
	case DOC_DIV:
	case DOC_FIGURE:
		src_attr_apply(maker->doc, node, attr);
		return;
	default:
		break;
	}
	DocNode *div = doc_node(maker->doc, DOC_DIV, node->pos);
	src_attr_apply(maker->doc, div, attr);
	doc_insert_before(node, div);
	doc_append(div, node);
}

/* Spans with some classes are types of their own. */
static DocType span_type(const DocAttr *attr)
{
	static const struct {
		const char *name;
		DocType type;
	} types[] = {{"smallcaps", DOC_SMALL_CAPS}, {"underline", DOC_UNDERLINE}, {"ul", DOC_UNDERLINE}};
	for (size_t i = 0; i < attr->class_count; i++) {
		for (size_t k = 0; k < BASE_LEN(types); k++) {
			if (str_eq(attr->classes[i], types[k].name))
				return types[k].type;
		}
	}
	return DOC_SPAN;
}

static void close_span(Maker *maker, MdMark *mark)
{
	DocNode *open = mark->open->node;
	if (!open || open->parent != maker->current) {
		add_text(maker, maker->last, "]", 1);
		add_text(maker, maker->last, mark->text, mark->len);
		return;
	}
	DocNode *span = doc_node(maker->doc, span_type(mark->attr), open->pos);
	src_attr_apply(maker->doc, span, mark->attr);
	while (open->next)
		doc_append(span, open->next);
	doc_replace(open, span);
}

static void trim_end(DocNode *text)
{
	size_t len = text->u.text.len;
	while (len && strchr(" \t", text->u.text.text[len - 1]))
		len--;
	((char *)text->u.text.text)[len] = '\0'; /* the arena's own copy */
	text->u.text.len = len;
}

static void add_attr(Maker *maker, cmark_node *from, MdMark *mark)
{
	own_attr(mark->attr);
	DocNode *before = maker->current->last;
	bool at_start = !before && maker->current->type == DOC_PARA;
	if (mark->open) {
		close_span(maker, mark);
	} else if (maker->current->type == DOC_HEADER && !cmark_node_next(from)) {
		src_attr_apply(maker->doc, maker->current, mark->attr);
		if (before && before->type == DOC_TEXT)
			trim_end(before);
	} else if (before && before->type != DOC_TEXT && before->type != DOC_SOFT_BREAK) {
		src_attr_apply(maker->doc, before, mark->attr);
	} else if (at_start) {
		maker->current->attr = mark->attr;
	} else {
		add_text(maker, maker->last, mark->text, mark->len);
	}
}

/* ---- inlines ---- */

static void enter_mark(Maker *maker, cmark_node *from)
{
	static const DocType types[] = {
	        [MD_SUPERSCRIPT] = DOC_SUPERSCRIPT,
	        [MD_SUBSCRIPT] = DOC_SUBSCRIPT,
	        [MD_STRIKEOUT] = DOC_STRIKEOUT,
	};
	MdMark *mark = cmark_node_get_user_data(from);
	Pos pos = place(maker, mark->line, mark->col);
	switch (mark->kind) {
	case MD_SUPERSCRIPT:
	case MD_SUBSCRIPT:
	case MD_STRIKEOUT:
		open_node(maker, types[mark->kind], pos);
		break;
	case MD_ATTR:
		add_attr(maker, from, mark);
		break;
	case MD_SPAN_OPEN:
		mark->node = add_text(maker, pos, "[", 1);
		break;
	case MD_MATH: {
		DocNode *math = doc_node(maker->doc, DOC_MATH, pos);
		math->u.math.text = own_text(maker, mark->text, mark->len);
		math->u.math.len = mark->len;
		math->u.math.display = mark->display;
		doc_append(maker->current, math);
		diag_report(maker->diag, DIAG_WARNING, pos, "math-not-set",
		            "maths cannot be set yet, so its source is shown");
		break;
	}
	default:
		add_text(maker, pos, mark->text, mark->len);
		break;
	}
}

static bool is_open_mark(cmark_node *from)
{
	MdMark *mark = cmark_node_get_user_data(from);
	return mark->kind >= MD_SUPERSCRIPT && mark->kind <= MD_STRIKEOUT;
}

static DocNode *note_by_number(Maker *maker, size_t number, Pos pos)
{
	while (maker->note_count < number) {
		maker->notes = base_grow(maker->notes, maker->note_count, &maker->note_cap, sizeof *maker->notes);
		maker->notes[maker->note_count++] = doc_node(maker->doc, DOC_NOTE, pos);
	}
	return maker->notes[number - 1];
}

static void add_note_ref(Maker *maker, cmark_node *from)
{
	const char *number = cmark_node_get_literal(from);
	unsigned long value = number ? strtoul(number, NULL, 10) : 0;
	if (!value || value > maker->len)
		return;
	DocNode *ref = doc_node(maker->doc, DOC_NOTE_REF, place_of(maker, from));
	ref->u.note_ref.note = note_by_number(maker, value, ref->pos);
	doc_append(maker->current, ref);
}

static void open_link(Maker *maker, cmark_node *from)
{
	const char *url = cmark_node_get_url(from), *title = cmark_node_get_title(from);
	DocNode *link = open_node(maker, DOC_LINK, place_of(maker, from));
	link->u.link.url = own_text(maker, url ? url : "", url ? strlen(url) : 0);
	link->u.link.title = title && *title ? own_text(maker, title, strlen(title)) : NULL;
}

static void open_image(Maker *maker, cmark_node *from)
{
	const char *url = cmark_node_get_url(from), *title = cmark_node_get_title(from);
	DocNode *image = open_node(maker, DOC_IMAGE, place_of(maker, from));
	image->u.image.url = own_text(maker, url ? url : "", url ? strlen(url) : 0);
	image->u.image.title = title && *title ? own_text(maker, title, strlen(title)) : NULL;
}

static void enter_inline(Maker *maker, cmark_node *from)
{
	switch (cmark_node_get_type(from)) {
	case CMARK_NODE_TEXT: {
		const char *text = cmark_node_get_literal(from);
		src_quotes_add(maker->doc, maker->current, place_of(maker, from), text ? text : "", text ? strlen(text) : 0);
		break;
	}
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK: {
		bool soft = cmark_node_get_type(from) == CMARK_NODE_SOFTBREAK;
		if (soft && !maker->current->first && maker->current->attr)
			break; /* after a paragraph's attributes */
		doc_append(maker->current, doc_node(maker->doc, soft ? DOC_SOFT_BREAK : DOC_LINE_BREAK, maker->last));
		break;
	}
	case CMARK_NODE_CODE:
		add_literal(maker, DOC_CODE, from, false);
		break;
	case CMARK_NODE_HTML_INLINE:
		add_literal(maker, DOC_RAW_INLINE, from, false);
		break;
	case CMARK_NODE_EMPH:
		open_node(maker, DOC_EMPH, place_of(maker, from));
		break;
	case CMARK_NODE_STRONG:
		open_node(maker, DOC_STRONG, place_of(maker, from));
		break;
	case CMARK_NODE_LINK:
		open_link(maker, from);
		break;
	case CMARK_NODE_IMAGE:
		open_image(maker, from);
		break;
	case CMARK_NODE_CUSTOM_INLINE:
		enter_mark(maker, from);
		break;
	case CMARK_NODE_FOOTNOTE_REFERENCE:
		add_note_ref(maker, from);
		break;
	default:
		break;
	}
}

/* ---- blocks ---- */

static void open_list(Maker *maker, cmark_node *from)
{
	bool ordered = cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
	DocNode *list = open_node(maker, ordered ? DOC_ORDERED_LIST : DOC_BULLET_LIST, place_of(maker, from));
	list->u.list.start = ordered ? cmark_node_get_list_start(from) : 0;
	list->u.list.delim = cmark_node_get_list_delim(from) == CMARK_PAREN_DELIM ? DOC_DELIM_PAREN : DOC_DELIM_PERIOD;
	list->u.list.tight = cmark_node_get_list_tight(from);
}

static void open_item(Maker *maker, cmark_node *from)
{
	DocNode *list = maker->current;
	long number = list->u.list.start;
	if (list->last)
		number = list->last->u.item.number + 1;
	DocNode *item = open_node(maker, DOC_LIST_ITEM, place_of(maker, from));
	item->u.item.number = number;
	if (str_eq(cmark_node_get_type_string(from), "tasklist"))
		item->u.item.task = cmark_gfm_extensions_get_tasklist_item_checked(from) ? DOC_TASK_DONE : DOC_TASK_OPEN;
}

/* "lang", "lang {.class}" or "{.lang #id}". */
static void read_info(Maker *maker, DocNode *code, const char *info)
{
	size_t word = strcspn(info, " \t{");
	const char *rest = info + word;
	DocAttr *attr;
	if (word)
		doc_add_class(maker->doc, code, arena_strndup(maker->doc->arena, info, word));
	rest += strspn(rest, " \t");
	if (*rest == '{' && src_attr_parse(rest, strlen(rest), maker->doc->arena, &attr))
		src_attr_apply(maker->doc, code, own_attr(attr));
	if (code->attr && code->attr->class_count)
		code->u.code.lang = code->attr->classes[0];
}

static DocAlign align_of(uint8_t letter)
{
	return letter == 'l' ? DOC_ALIGN_LEFT : letter == 'c' ? DOC_ALIGN_CENTER : letter == 'r' ? DOC_ALIGN_RIGHT : DOC_ALIGN_DEFAULT;
}

static void open_table(Maker *maker, cmark_node *from)
{
	DocNode *table = open_node(maker, DOC_TABLE, place_of(maker, from));
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
	Pos pos = place_of(maker, from);
	if (!table->last || table->last->type != part)
		doc_append(table, doc_node(maker->doc, part, pos));
	maker->current = table->last;
	open_node(maker, DOC_TABLE_ROW, pos);
}

static void open_cell(Maker *maker, cmark_node *from)
{
	DocNode *row = maker->current;
	const DocNode *table = row->parent->parent;
	uint32_t column = row->last ? row->last->u.cell.column + 1 : 0;
	DocNode *cell = open_node(maker, DOC_TABLE_CELL, place_of(maker, from));
	cell->u.cell.column = column;
	cell->u.cell.rowspan = cell->u.cell.colspan = 1;
	cell->u.cell.head = row->parent->type == DOC_TABLE_HEAD;
	cell->u.cell.align = column < table->u.table.columns ? table->u.table.aligns[column] : DOC_ALIGN_DEFAULT;
	open_node(maker, DOC_PLAIN, cell->pos);
}

static void open_definition(Maker *maker, cmark_node *from)
{
	DocNode *before = maker->current->last;
	Pos pos = place_of(maker, from);
	cmark_node *prev = cmark_node_previous(from);
	if (before && (before->type == DOC_PARA || before->type == DOC_PLAIN)) {
		DocNode *list = doc_node(maker->doc, DOC_DEFINITION_LIST, before->pos);
		list->u.list.tight = true;
		DocNode *prior = before->prev;
		doc_insert_before(before, list);
		if (prior && prior->type == DOC_DEFINITION_LIST) {
			doc_unlink(list);
			list = prior;
		}
		before->type = DOC_TERM;
		doc_append(list, before);
		before = list;
	}
	if (prev && cmark_node_get_end_line(prev) + 1 < cmark_node_get_start_line(from) &&
	    cmark_node_get_type(prev) == CMARK_NODE_PARAGRAPH)
		before->u.list.tight = false;
	maker->current = before && before->type == DOC_DEFINITION_LIST ? before : maker->current;
	open_node(maker, DOC_DEFINITION, pos);
}

static bool is_tight(cmark_node *paragraph)
{
	cmark_node *parent = cmark_node_parent(paragraph), *list = parent ? cmark_node_parent(parent) : NULL;
	return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void enter_custom_block(Maker *maker, cmark_node *from)
{
	MdMark *mark = cmark_node_get_user_data(from);
	if (mark->kind == MD_DIV)
		src_attr_apply(maker->doc, open_node(maker, DOC_DIV, place_of(maker, from)), own_attr(mark->attr));
	else if (mark->kind == MD_DEFINITION)
		open_definition(maker, from);
}

static void enter_code(Maker *maker, cmark_node *from)
{
	const char *info = cmark_node_get_fence_info(from);
	DocNode *code = add_literal(maker, DOC_CODE_BLOCK, from, true);
	read_info(maker, code, info ? info : "");
	if (maker->pending)
		give_pending(maker, code);
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
		enter_inline(maker, from);
}

static void enter(Maker *maker, cmark_node *from)
{
	switch (cmark_node_get_type(from)) {
	case CMARK_NODE_DOCUMENT:
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		open_node(maker, DOC_BLOCK_QUOTE, place_of(maker, from));
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
		add_literal(maker, DOC_RAW_BLOCK, from, false);
		break;
	case CMARK_NODE_CUSTOM_BLOCK:
		enter_custom_block(maker, from);
		break;
	case CMARK_NODE_PARAGRAPH:
		open_node(maker, is_tight(from) ? DOC_PLAIN : DOC_PARA, place_of(maker, from));
		break;
	case CMARK_NODE_HEADING:
		open_node(maker, DOC_HEADER, place_of(maker, from))->u.header.level = cmark_node_get_heading_level(from);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		doc_append(maker->current, doc_node(maker->doc, DOC_RULE, place_of(maker, from)));
		break;
	default:
		enter_extension(maker, from);
		break;
	}
}

/* ---- leaving ---- */

/* A copy of a caption's inlines: the image keeps its own for the alternative. */
static void copy_inlines(Doc *doc, const DocNode *from, DocNode *to)
{
	DocNode *parent = to;
	DocWalk walk = doc_walk(from);
	while (doc_step(&walk)) {
		if (walk.node == from)
			continue;
		if (!walk.enter) {
			parent = parent->parent;
			continue;
		}
		DocNode *copy = doc_node(doc, walk.node->type, walk.node->pos);
		copy->u = walk.node->u;
		copy->attr = walk.node->attr;
		doc_append(parent, copy);
		if (copy->type != DOC_TEXT && copy->type != DOC_SOFT_BREAK)
			parent = copy;
	}
}

/* A paragraph with an image alone is a figure. */
static void make_figure(Maker *maker, DocNode *para)
{
	DocNode *image = para->first;
	DocNode *figure = doc_node(maker->doc, DOC_FIGURE, para->pos);
	doc_replace(para, figure);
	doc_append(figure, para);
	para->type = DOC_PLAIN;
	if (image->attr && image->attr->id) {
		doc_attr(maker->doc, figure)->id = image->attr->id;
		image->attr->id = NULL;
	}
	if (!image->first)
		return;
	DocNode *caption = doc_node(maker->doc, DOC_CAPTION, image->pos);
	DocNode *plain = doc_node(maker->doc, DOC_PLAIN, image->pos);
	doc_append(figure, caption);
	doc_append(caption, plain);
	copy_inlines(maker->doc, image, plain);
}

/* ": text" right after a table is its caption. */
static bool make_caption(Maker *maker, DocNode *para)
{
	DocNode *table = para->prev, *text = para->first;
	if (!table || table->type != DOC_TABLE || !text || text->type != DOC_TEXT || !str_starts(text->u.text.text, ": "))
		return false;
	size_t skip = 2 + strspn(text->u.text.text + 2, " ");
	text->u.text.text += skip;
	text->u.text.len -= skip;
	DocNode *caption = doc_node(maker->doc, DOC_CAPTION, para->pos);
	if (para->last->type == DOC_TEXT && str_ends(para->last->u.text.text, "}")) {
		DocNode *last = para->last;
		const char *open = strrchr(last->u.text.text, '{');
		DocAttr *attr;
		if (open && src_attr_parse(open, strlen(open), maker->doc->arena, &attr) == strlen(open)) {
			src_attr_apply(maker->doc, table, attr);
			last->u.text.len = (size_t)(open - last->u.text.text);
			trim_end(last);
		}
	}
	doc_insert_before(table->first, caption);
	para->type = DOC_PLAIN;
	doc_append(caption, para);
	return true;
}

static void leave_paragraph(Maker *maker, DocNode *para)
{
	DocAttr *attr = para->attr;
	para->attr = NULL;
	if (attr && !para->first) { /* attributes alone: the next block's */
		maker->pending = attr;
		doc_unlink(para);
		return;
	}
	if (para->first && para->first == para->last && para->first->type == DOC_IMAGE && para->type == DOC_PARA) {
		make_figure(maker, para);
		para = para->parent;
	} else if (make_caption(maker, para)) {
		return;
	}
	if (attr)
		maker->pending = attr;
	if (maker->pending)
		give_pending(maker, para);
}

static void leave_node(Maker *maker)
{
	DocNode *node = maker->current;
	maker->current = node->parent;
	if (node->first && doc_is_inline(node->first->type))
		src_quotes_pair(maker->doc, node);
	switch (node->type) {
	case DOC_PARA:
	case DOC_PLAIN:
		leave_paragraph(maker, node);
		break;
	case DOC_HEADER:
	case DOC_TABLE:
	case DOC_DIV:
	case DOC_BLOCK_QUOTE:
	case DOC_BULLET_LIST:
	case DOC_ORDERED_LIST:
		if (maker->pending)
			give_pending(maker, node);
		break;
	default:
		break;
	}
}

static void leave_table_part(Maker *maker, const char *type)
{
	leave_node(maker);
	if (str_eq(type, "table_cell")) /* its plain, then the cell */
		leave_node(maker);
	else if (!str_eq(type, "table"))
		maker->current = maker->current->parent; /* the head or the body */
}

static void leave(Maker *maker, cmark_node *from)
{
	switch (cmark_node_get_type(from)) {
	case CMARK_NODE_DOCUMENT:
		break;
	case CMARK_NODE_CUSTOM_BLOCK: {
		MdMark *mark = cmark_node_get_user_data(from);
		if (mark->kind == MD_DEFINITION)
			leave_node(maker); /* the definition, then its list */
		if (mark->kind != MD_DIV_END && maker->current != maker->top)
			leave_node(maker);
		break;
	}
	case CMARK_NODE_CUSTOM_INLINE:
		if (is_open_mark(from))
			leave_node(maker);
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
		leave_node(maker);
		break;
	case CMARK_NODE_FOOTNOTE_DEFINITION:
		break;
	default:
		if (str_starts(cmark_node_get_type_string(from), "table"))
			leave_table_part(maker, cmark_node_get_type_string(from));
		else if (str_eq(cmark_node_get_type_string(from), "tasklist"))
			leave_node(maker);
		break;
	}
}

static void convert(Maker *maker, cmark_node *root)
{
	size_t definition = 0;
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		bool note = cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION;
		if (note && event == CMARK_EVENT_ENTER) {
			DocNode *body = note_by_number(maker, ++definition, place_of(maker, node));
			body->pos = place_of(maker, node);
			maker->current = body;
		} else if (note) {
			maker->current = maker->top;
		} else if (event == CMARK_EVENT_ENTER) {
			enter(maker, node);
		} else {
			leave(maker, node);
		}
	}
	cmark_iter_free(iter);
}

void md_parse(Doc *doc, DocNode *parent, const char *text, size_t len, Pos first, Diag *diag)
{
	Maker maker = {.doc = doc, .diag = diag, .text = text, .len = len, .first = first, .last = first};
	maker.top = maker.current = parent;
	index_lines(&maker);
	MdExtensions *extensions = md_extensions_new(doc->arena);
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_SMART | CMARK_OPT_UNSAFE | CMARK_OPT_FULL_INFO_STRING);
	md_extensions_attach(extensions, parser);
	char *hidden = base_alloc(len + 1);
	memcpy(hidden, text, len);
	src_quotes_hide(hidden, len);
	cmark_parser_feed(parser, hidden, len);
	free(hidden);
	cmark_node *root = cmark_parser_finish(parser);
	convert(&maker, root);
	for (size_t i = 0; i < maker.note_count; i++)
		doc_add_note(doc, maker.notes[i]);
	cmark_node_free(root);
	cmark_parser_free(parser);
	md_extensions_free(extensions);
	free(maker.lines);
	free(maker.notes);
}
