/* Blocks, and the lines in them: a table's cell, a note and a box of text, which stand in these, hold blocks again. */
#include "import/docx.h"

#include <stdlib.h>
#include <string.h>

/* ---- lines ---- */

static void put_inlines(Docx *docx, DocNode *parent, const xmlNode *holder);

/* A drawing: pictures with what is said of them, and the words of text boxes, which come after the paragraph. */
static void put_drawing(Docx *docx, DocNode *parent, const xmlNode *drawing)
{
	Import *import = docx->import;
	const xmlNode *extent = NULL;
	const char *alt = NULL;
	for (const xmlNode *node = drawing, *next; node; node = next) {
		next = xml_next(node, drawing);
		if (xml_is(node, "extent") && !extent)
			extent = node;
		if (xml_is(node, "docPr") || xml_is(node, "cNvPr"))
			alt = xml_get(import, node, "descr") ? xml_get(import, node, "descr") : alt;
		if (xml_is(node, "blip"))
			docx_put_blip(docx, parent, node, alt, extent);
		if (xml_is(node, "rect") && xml_get(import, node, "hr"))
			import_add(import, docx->after, "hr", NULL, NULL);
		if (xml_is(node, "imagedata"))
			docx_put_picture(docx, parent, xml_get(import, node, "id"),
			                 xml_get(import, node->parent, "alt"));
		if (xml_is(node, "txbxContent")) {
			import_tell(import, "import-box",
			            "a text box is no box any more: its words follow the paragraph it stood at");
			docx_blocks(docx, docx->after, node);
			next = xml_skip(node, drawing);
		}
		if (xml_is(node, "chart") || xml_is(node, "relIds"))
			import_tell(import, "import-dropped", "a chart or diagram is left out; put it in as a picture");
	}
}

static void put_note(Docx *docx, DocNode *parent, const xmlNode *call, const char *kind)
{
	Import *import = docx->import;
	const char *id = xml_get(import, call, "id"),
	           *key = arena_printf(import->doc->arena, "%s/%s", kind, id ? id : "");
	const xmlNode *text = map_get(docx->notes, key);
	DocNode *made = map_get(docx->made_notes, key);
	if (!text || docx->in_note)
		return;
	if (made) {
		import_call_note(import, parent, made);
		return;
	}
	Docx inner = *docx; /* what is open around the note stays so */
	inner.lists = (Lists){0};
	inner.in_note = true;
	inner.relations = map_get(docx->note_parts, key);
	memset(&inner.field, 0, sizeof inner.field);
	made = import_note(import, parent);
	map_set(docx->made_notes, key, made);
	docx_blocks(&inner, made, text);
	buf_free(&inner.field.text);
}

static void put_run_part(Docx *docx, DocNode *parent, DocNode *words, const xmlNode *node)
{
	if (docx_put_words(docx, words, node))
		return;
	if (xml_is(node, "footnoteReference")) {
		put_note(docx, parent, node, "footnote");
	} else if (xml_is(node, "endnoteReference")) {
		put_note(docx, parent, node, "endnote");
	} else if (xml_is(node, "drawing") || xml_is(node, "pict") || xml_is(node, "object")) {
		put_drawing(docx, parent, node);
	} else if (xml_is(node, "AlternateContent")) {
		put_drawing(docx, parent, xml_child(node, "Choice") ? xml_child(node, "Choice") : node);
	} else if (xml_is(node, "commentReference")) {
		import_tell(docx->import, "import-comment", "a comment is left out");
	}
}

static void put_run(Docx *docx, DocNode *parent, const xmlNode *run)
{
	parent = docx->field.link && docx->field.link->parent == parent ? docx->field.link : parent;
	if (docx_is_on(docx, xml_child(xml_child(run, "rPr"), "vanish"))) {
		import_tell(docx->import, "import-hidden", "hidden text is left out");
		return;
	}
	DocNode *words = import_format(docx->import, parent, docx_formats(docx, run));
	for (const xmlNode *node = run->children; node; node = node->next) {
		if (xml_is(node, "fldChar")) {
			const char *type = xml_get(docx->import, node, "fldCharType");
			docx_change_field(docx, parent, type ? type : "");
		} else if (xml_is(node, "instrText") && docx->field.code && docx->field.depth == 1) {
			buf_str(&docx->field.text, xml_text(docx->import, node));
		} else if (!docx->field.code) {
			put_run_part(docx, parent, words, node);
		}
	}
}

static void put_hyperlink(Docx *docx, DocNode *parent, const xmlNode *node)
{
	const DocxRelation *target = docx_relation(docx, xml_get(docx->import, node, "id"));
	const char *anchor = xml_get(docx->import, node, "anchor"), *url = NULL;
	if (target)
		url = arena_printf(docx->import->doc->arena, "%s%s%s", target->target, anchor ? "#" : "",
		                   anchor ? anchor : "");
	else if (anchor)
		url = arena_printf(docx->import->doc->arena, "#%s", anchor);
	put_inlines(docx, url ? import_add(docx->import, parent, "a", "href", url) : parent, node);
}

static void put_node(Docx *docx, DocNode *parent, const xmlNode *node)
{
	Import *import = docx->import;
	if (xml_is(node, "r")) {
		put_run(docx, parent, node);
	} else if (xml_is(node, "hyperlink")) {
		put_hyperlink(docx, parent, node);
	} else if (xml_is(node, "fldSimple")) {
		const char *code = xml_get(import, node, "instr"), *url = code ? import_field_link(import, code) : NULL;
		put_inlines(docx, url ? import_add(import, parent, "a", "href", url) : parent, node);
	} else if (xml_is(node, "bookmarkStart")) {
		import_add(import, parent, "a", "id", xml_get(import, node, "name"));
	} else if (xml_is(node, "del") || xml_is(node, "moveFrom")) {
		import_tell(import, "import-changes", "a tracked deletion is carried out");
	} else if (xml_is(node, "ins") || xml_is(node, "moveTo")) {
		import_tell(import, "import-changes", "a tracked insertion is carried out");
		put_inlines(docx, parent, node);
	} else if (xml_is(node, "oMath") || xml_is(node, "oMathPara")) {
		docx_put_formula(docx, parent, node);
	} else if (xml_is(node, "AlternateContent")) {
		put_inlines(docx, parent, xml_child(node, "Choice") ? xml_child(node, "Choice") : node);
	} else if (node->type == XML_ELEMENT_NODE && !xml_is(node, "pPr") && !xml_is(node, "rPr") &&
	           !xml_is(node, "sdtPr")) {
		put_inlines(docx, parent, node);
	}
}

static void put_inlines(Docx *docx, DocNode *parent, const xmlNode *holder)
{
	for (const xmlNode *node = holder->children; node; node = node->next)
		put_node(docx, parent, node);
}

/* ---- what a paragraph is ---- */

typedef enum {
	PARA_TEXT,
	PARA_HEADING,
	PARA_TITLE,
	PARA_SUBTITLE,
	PARA_AUTHOR,
	PARA_DATE,
	PARA_QUOTE,
	PARA_CODE,
	PARA_CAPTION,
	PARA_CONTENTS
} ParaKind;

static const struct {
	const char *name;
	ParaKind kind;
} kinds[] = {
        {"title", PARA_TITLE},
        {"subtitle", PARA_SUBTITLE},
        {"author", PARA_AUTHOR},
        {"date", PARA_DATE},
        {"quote", PARA_QUOTE},
        {"intense quote", PARA_QUOTE},
        {"block text", PARA_QUOTE},
        {"quotations", PARA_QUOTE},
        {"blockquote", PARA_QUOTE},
        {"source code", PARA_CODE},
        {"html preformatted", PARA_CODE},
        {"preformatted text", PARA_CODE},
        {"code", PARA_CODE},
        {"code block", PARA_CODE},
        {"plain text", PARA_CODE},
        {"caption", PARA_CAPTION},
        {"table caption", PARA_CAPTION},
        {"image caption", PARA_CAPTION},
        {"toc heading", PARA_CONTENTS},
        {"contents heading", PARA_CONTENTS},
};

static int outline_level(Docx *docx, const xmlNode *para, const char *style)
{
	const xmlNode *own = xml_child(xml_child(para, "pPr"), "outlineLvl");
	const char *value = xml_get(docx->import, own ? own : docx_inherited(docx, style, "pPr", "outlineLvl"), "val");
	const DocxStyle *named = docx_style(docx, style);
	if (value && strlen(value) == 1 && *value >= '0' && *value <= '8')
		return *value - '0' + 1;
	bool heading = named && str_starts(named->name, "heading ") && named->name[8] >= '1' && named->name[8] <= '9';
	return heading ? named->name[8] - '0' : 0;
}

/* By the style's name, or that of one that it is based on. */
static ParaKind kind_of(Docx *docx, const char *style)
{
	enum { DEEPEST = 20 };
	const DocxStyle *at = docx_style(docx, style);
	for (int depth = 0; at && depth < DEEPEST; depth++, at = docx_style(docx, at->based)) {
		if (str_starts(at->name, "toc ") && at->name[4] >= '1' && at->name[4] <= '9')
			return PARA_CONTENTS;
		for (size_t i = 0; i < BASE_LEN(kinds); i++) {
			if (str_eq(at->name, kinds[i].name))
				return kinds[i].kind;
		}
	}
	return PARA_TEXT;
}

/* ---- paragraphs ---- */

static const char *text_below(Docx *docx, const DocNode *node)
{
	Buf text = {0};
	doc_plain_text(node, &text);
	const char *copy = arena_strndup(docx->import->doc->arena, text.data ? text.data : "", text.len);
	buf_free(&text);
	return copy;
}

/* What the document says of itself in paragraphs of these styles. */
static bool take_meta(Docx *docx, const xmlNode *para, ParaKind kind)
{
	static const Styled styled[] = {[PARA_TITLE] = STYLED_TITLE,
	                                [PARA_SUBTITLE] = STYLED_SUBTITLE,
	                                [PARA_AUTHOR] = STYLED_AUTHOR,
	                                [PARA_DATE] = STYLED_DATE};
	if (kind < PARA_TITLE || kind > PARA_DATE)
		return false;
	DocNode *line = doc_node(docx->import->doc, DOC_PARA, import_at(docx->import));
	Docx apart = *docx; /* read here for its text alone */
	apart.in_note = true;
	put_inlines(&apart, line, para);
	docx->field = apart.field;
	return import_styled(docx->import, styled[kind], text_below(docx, line));
}

/* An empty paragraph with a line under it. */
static bool is_rule(const xmlNode *para, const DocNode *line)
{
	const xmlNode *border = xml_child(xml_child(para, "pPr"), "pBdr");
	return border && xml_child(border, "bottom") && import_is_empty(line);
}

static void end_paragraph(Docx *docx, DocNode *parent, const xmlNode *para, DocNode *line)
{
	if (line->type == DOC_PARA && is_rule(para, line))
		doc_replace(line, doc_node(docx->import->doc, DOC_RULE, line->pos));
	while (docx->after->first)
		doc_append(parent, docx->after->first);
}

static DocNode *add_line(Docx *docx, DocNode *parent, ParaKind kind, int level)
{
	Import *import = docx->import;
	if (level)
		return import_add(import, parent, arena_printf(import->doc->arena, "h%d", level > 6 ? 6 : level), NULL,
		                  NULL);
	if (kind == PARA_QUOTE)
		parent = import_holder(docx->import, parent, "blockquote");
	if (kind != PARA_CODE)
		return import_add(import, parent, "p", NULL, NULL);
	DocNode *code = import_holder(docx->import, parent, "pre");
	if (code->first)
		import_words(import, code, "\n", 1);
	return code;
}

static bool ends_deleted(const xmlNode *para)
{
	const xmlNode *mark = xml_child(xml_child(para, "pPr"), "rPr");
	return xml_child(mark, "del") || xml_child(mark, "moveFrom");
}

/* Whether a paragraph goes on with the one before it, whose end was deleted in a tracked change; it is read then. */
static bool goes_on(Docx *docx, DocNode *parent, const xmlNode *para)
{
	DocNode *line = docx->joined;
	docx->joined = NULL;
	if (!line || line->parent != parent)
		return false;
	if (import_is_empty(line)) {
		doc_unlink(line);
		return false;
	}
	put_inlines(docx, line, para);
	docx->joined = ends_deleted(para) ? line : NULL;
	end_paragraph(docx, parent, para, line);
	return true;
}

static void put_paragraph(Docx *docx, DocNode *parent, const xmlNode *para)
{
	const char *style = xml_get_below(docx->import, xml_child(para, "pPr"), "pStyle", "val");
	ParaKind kind = kind_of(docx, style);
	int level = outline_level(docx, para, style);
	ListKind list;
	size_t depth;
	bool empty = false, numbered = !level && docx_list_kind(docx, para, style, &list, &depth, &empty);
	if (kind == PARA_CONTENTS) {
		import_tell(docx->import, "import-contents", "the table of contents is left out; toc: true makes one");
		return;
	}
	if (!docx->in_note && take_meta(docx, para, kind))
		return;
	if (goes_on(docx, parent, para))
		return;
	DocNode *to = parent;
	if (numbered && empty && lists_open_item(&docx->lists, depth))
		to = lists_open_item(&docx->lists, depth);
	else if (numbered && !empty)
		to = lists_item(docx->import, &docx->lists, parent, depth, &list);
	else
		lists_end(&docx->lists);
	DocNode *line = add_line(docx, to, kind, level);
	if (kind == PARA_CAPTION)
		doc_add_class(docx->import->doc, line, "caption");
	put_inlines(docx, line, para);
	docx->joined = ends_deleted(para) && kind != PARA_CODE ? line : NULL;
	end_paragraph(docx, to, para, line);
}

/* ---- tables ---- */

typedef struct {
	DocNode *cells[500]; /* by column: that which may reach further down */
} Columns;

static const char *align_of(Docx *docx, const xmlNode *cell)
{
	const char *align = xml_get_below(docx->import, xml_child(xml_child(cell, "p"), "pPr"), "jc", "val");
	return align && str_eq(align, "end")                                  ? "right"
	       : align && (str_eq(align, "center") || str_eq(align, "right")) ? align
	                                                                      : NULL;
}

static void put_cell(Docx *docx, DocNode *row, const xmlNode *cell, const char *tag, Columns *columns, size_t *column)
{
	Import *import = docx->import;
	const xmlNode *properties = xml_child(cell, "tcPr"), *merge = xml_child(properties, "vMerge");
	const char *span = xml_get_below(import, properties, "gridSpan", "val"), *value = xml_get(import, merge, "val");
	long across = span ? strtol(span, NULL, 10) : 1;
	across = across < 1 ? 1 : across > 100 ? 100 : across;
	size_t at = *column < BASE_LEN(columns->cells) ? *column : BASE_LEN(columns->cells) - 1;
	*column += (size_t)across;
	DocNode *above = columns->cells[at];
	if (merge && !(value && str_eq(value, "restart")) && above) {
		above->u.cell.rowspan++;
		return;
	}
	DocNode *made = import_add(import, row, tag, "align", align_of(docx, cell));
	made->u.cell.colspan = (uint32_t)across;
	columns->cells[at] = merge ? made : NULL;
	Lists lists = docx->lists;
	docx->lists = (Lists){0};
	docx_blocks(docx, made, cell);
	docx->lists = lists;
}

static void put_row(Docx *docx, DocNode *table, const xmlNode *row, bool head, Columns *columns)
{
	const char *before = xml_get_below(docx->import, xml_child(row, "trPr"), "gridBefore", "val");
	size_t column = before ? (size_t)strtoul(before, NULL, 10) % 100 : 0;
	DocNode *made = import_add(docx->import, table, "tr", NULL, NULL);
	for (size_t i = 0; i < column; i++)
		import_add(docx->import, made, "td", NULL, NULL);
	for (const xmlNode *cell = row->children; cell; cell = cell->next) {
		const xmlNode *content = xml_is(cell, "sdt") ? xml_child(xml_child(cell, "sdtContent"), "tc") : cell;
		if (xml_is(content, "tc"))
			put_cell(docx, made, content, head ? "th" : "td", columns, &column);
	}
}

/* Rows that are said to be repeated on each page, or a first row that the table's look sets apart. */
static bool is_head(Docx *docx, const xmlNode *table, const xmlNode *row, bool first)
{
	const xmlNode *look = xml_child(xml_child(table, "tblPr"), "tblLook");
	const char *apart = xml_get(docx->import, look, "firstRow"), *bits = xml_get(docx->import, look, "val");
	bool look_first =
	        apart ? str_eq(apart, "1") || str_eq(apart, "true") : bits && (strtoul(bits, NULL, 16) & 0x20);
	return docx_is_on(docx, xml_child(xml_child(row, "trPr"), "tblHeader")) || (first && look_first);
}

static void put_table(Docx *docx, DocNode *parent, const xmlNode *table)
{
	Columns *columns = base_calloc(1, sizeof *columns);
	bool head = true, first = true;
	DocNode *made = import_add(docx->import, parent, "table", NULL, NULL), *part = made;
	bool cells = made->type == DOC_TABLE; /* not in another table */
	for (const xmlNode *row = table->children; row; row = row->next) {
		if (!xml_is(row, "tr"))
			continue;
		head = head && is_head(docx, table, row, first);
		if (cells && (first || (!head && part->type == DOC_TABLE_HEAD)))
			part = import_add(docx->import, made, head ? "thead" : "tbody", NULL, NULL);
		first = false;
		if (cells)
			put_row(docx, part, row, head, columns);
		for (const xmlNode *cell = row->children; cell && !cells; cell = cell->next) {
			if (xml_is(cell, "tc"))
				docx_blocks(docx, made, cell);
		}
	}
	if (!cells)
		import_tell(docx->import, "import-table",
		            "a table in a table is no table any more: its cells follow each other");
	free(columns);
}

/* ---- blocks ---- */

static void put_block(Docx *docx, DocNode *parent, const xmlNode *node)
{
	static const char *const left_out[] = {"sectPr",   "pPr", "tcPr",     "sdtPr",
	                                       "sdtEndPr", "del", "moveFrom", "Fallback"};
	if (xml_is(node, "p")) {
		put_paragraph(docx, parent, node);
		return;
	}
	if (xml_is(node, "tbl")) {
		lists_end(&docx->lists);
		put_table(docx, parent, node);
		return;
	}
	for (size_t i = 0; i < BASE_LEN(left_out); i++) {
		if (xml_is(node, left_out[i]))
			return;
	}
	if (xml_is(node, "altChunk"))
		import_tell(docx->import, "import-dropped",
		            "a document inside the document is left out; import it by itself");
	if (xml_is(node, "bookmarkStart")) /* of what follows: see tidy.c */
		import_add(docx->import, parent, "a", "id", xml_get(docx->import, node, "name"));
	else if (node->type == XML_ELEMENT_NODE)
		docx_blocks(docx, parent, node);
}

void docx_blocks(Docx *docx, DocNode *parent, const xmlNode *top)
{
	DocNode *after = docx->after;
	docx->after = doc_node(docx->import->doc, DOC_DIV, import_at(docx->import));
	for (const xmlNode *node = top->children; node; node = node->next)
		put_block(docx, parent, node);
	docx->after = after;
}
