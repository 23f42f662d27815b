/* The text of an ODT document. */
#include "import/odt.h"
#include "import/html.h"

#include <stdlib.h>
#include <string.h>

static void put_inlines(Odt *odt, DocNode *parent, const xmlNode *holder, unsigned formats);

static size_t number_of(Odt *odt, const xmlNode *node, const char *name, size_t otherwise, size_t most)
{
	const char *value = xml_get(odt->import, node, name);
	size_t number = value ? strtoul(value, NULL, 10) : otherwise;
	return number > most ? most : number;
}

/* ---- in a line ---- */

static void put_words(Odt *odt, DocNode *parent, const char *text, unsigned formats)
{
	import_words(odt->import, import_format(odt->import, parent, formats), text, strlen(text));
}

/* White space in the file is one space; others have elements. */
static void put_text(Odt *odt, DocNode *parent, const char *text, unsigned formats)
{
	Buf words = {0};
	for (; *text; text++) {
		bool white = strchr(" \t\r\n", *text) != NULL;
		if (!white || !words.len || words.data[words.len - 1] != ' ')
			buf_char(&words, white ? ' ' : *text);
	}
	if (words.len)
		put_words(odt, parent, words.data, formats);
	buf_free(&words);
}

static void put_spaces(Odt *odt, DocNode *parent, const xmlNode *node, unsigned formats)
{
	enum { MOST = 200 };
	Buf spaces = {0};
	for (size_t i = number_of(odt, node, "c", 1, MOST); i > 0; i--)
		buf_char(&spaces, ' ');
	if (spaces.len)
		put_words(odt, parent, spaces.data, formats);
	buf_free(&spaces);
}

static void put_note(Odt *odt, DocNode *parent, const xmlNode *node)
{
	const xmlNode *body = xml_child(node, "note-body");
	if (!body || odt->in_note)
		return;
	Odt inner = *odt;
	inner.in_note = true;
	odt_blocks(&inner, import_note(odt->import, parent), body);
}

/* As CSS has it, too: "12.5cm". */
static void set_width(Odt *odt, DocNode *image, const xmlNode *frame)
{
	const char *width = xml_get(odt->import, frame, "width");
	Dimension size;
	if (width && dimension_read(width, UNIT_CM, &size) && size.value > 0)
		doc_set_key(odt->import->doc, image, "width", width);
}

static void put_image(Odt *odt, DocNode *parent, const xmlNode *node, const xmlNode *frame)
{
	Import *import = odt->import;
	const char *name = xml_get(import, node, "href");
	const xmlNode *said = xml_child(frame, "desc") ? xml_child(frame, "desc") : xml_child(frame, "title");
	const char *made =
	        package_picture(import, odt->package, name ? package_path(import->doc->arena, "", name) : NULL);
	if (!made)
		return;
	DocNode *image = import_add(import, parent, "img", "src", made);
	const char *alt = said ? xml_text(import, said) : "";
	if (*alt)
		doc_set_key(import->doc, image, "alt", alt);
	set_width(odt, image, frame);
}

/* A formula, which is a part of its own. */
static bool put_object(Odt *odt, DocNode *parent, const xmlNode *object)
{
	Import *import = odt->import;
	const char *fault, *name = xml_get(import, object, "href");
	const char *path = name ? package_path(import->doc->arena, "", name) : NULL;
	xmlDoc *doc =
	        path ? package_xml(odt->package, path_join(import->doc->arena, path, "content.xml"), &fault) : NULL;
	const xmlNode *math = doc ? xmlDocGetRootElement(doc) : NULL;
	bool found = xml_is(math, "math");
	if (found)
		html_math(import, parent, math);
	xmlFreeDoc(doc);
	return found;
}

/* A frame shows the first thing in it that can be shown; the words of a box come after the paragraph. */
static void put_frame(Odt *odt, DocNode *parent, const xmlNode *frame)
{
	const xmlNode *box = xml_child(frame, "text-box"), *image = xml_child(frame, "image");
	if (box) {
		import_tell(odt->import, "import-box",
		            "a text box is no box any more: its words follow the paragraph it stood at");
		odt_blocks(odt, odt->after, box);
	} else if (image) {
		if (xml_child(frame, "object"))
			import_tell(odt->import, "import-math",
			            "a formula or chart is a picture now; write it anew, a formula as $…$");
		put_image(odt, parent, image, frame);
	} else if (!put_object(odt, parent, xml_child(frame, "object"))) {
		import_tell(odt->import, "import-dropped", "an object is left out; put it in as a picture");
	}
}

static void put_span(Odt *odt, DocNode *parent, const xmlNode *node, unsigned formats)
{
	const char *style = xml_get(odt->import, node, "style-name");
	put_inlines(odt, parent, node, formats | odt_formats(odt, ODT_TEXT, style));
}

static bool put_mark(Odt *odt, DocNode *parent, const xmlNode *node, unsigned formats)
{
	Import *import = odt->import;
	if (xml_is(node, "s"))
		put_spaces(odt, parent, node, formats);
	else if (xml_is(node, "tab"))
		put_words(odt, parent, " ", formats);
	else if (xml_is(node, "line-break"))
		import_add(import, parent, "br", NULL, NULL);
	else if (xml_is(node, "bookmark") || xml_is(node, "bookmark-start") || xml_is(node, "reference-mark-start"))
		import_add(import, parent, "a", "id", xml_get(import, node, "name"));
	else if (xml_is(node, "annotation"))
		import_tell(import, "import-comment", "a comment is left out");
	else if (xml_is(node, "change-start") || xml_is(node, "change"))
		import_tell(import, "import-changes", "a tracked change is carried out");
	else
		return xml_is(node, "annotation-end") || xml_is(node, "soft-page-break") ||
		       xml_is(node, "tracked-changes");
	return true;
}

/* Words with how they are read. */
static void put_ruby(Odt *odt, DocNode *parent, const xmlNode *node, unsigned formats)
{
	const xmlNode *base = xml_child(node, "ruby-base"), *text = xml_child(node, "ruby-text");
	DocNode *ruby = import_add(odt->import, parent, "ruby", NULL, NULL);
	if (base)
		put_inlines(odt, ruby, base, formats);
	if (text)
		put_inlines(odt, import_add(odt->import, ruby, "rt", NULL, NULL), text, 0);
}

static void put_inline(Odt *odt, DocNode *parent, const xmlNode *node, unsigned formats)
{
	Import *import = odt->import;
	if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
		put_text(odt, parent, (const char *)node->content, formats);
	else if (node->type != XML_ELEMENT_NODE || put_mark(odt, parent, node, formats))
		return;
	else if (xml_is(node, "note"))
		put_note(odt, parent, node);
	else if (xml_is(node, "frame"))
		put_frame(odt, parent, node);
	else if (xml_is(node, "ruby"))
		put_ruby(odt, parent, node, formats);
	else if (xml_is(node, "a"))
		put_inlines(odt, import_add(import, parent, "a", "href", xml_get(import, node, "href")), node, formats);
	else
		put_span(odt, parent, node, formats);
}

static void put_inlines(Odt *odt, DocNode *parent, const xmlNode *holder, unsigned formats)
{
	for (const xmlNode *node = holder->children; node; node = node->next)
		put_inline(odt, parent, node, formats);
}

/* ---- paragraphs ---- */

static bool take_meta(Odt *odt, const xmlNode *para, const char *style)
{
	static const char *const names[] = {"title", "subtitle", "author", "date"};
	for (size_t i = 0; i < BASE_LEN(names); i++) {
		if (odt_shown(odt, ODT_PARAGRAPH, style, names + i, 1))
			return import_styled(odt->import, (Styled)(STYLED_TITLE + i), xml_text(odt->import, para));
	}
	return false;
}

static DocNode *add_line(Odt *odt, DocNode *parent, const xmlNode *para, const char *style)
{
	static const char *const quotes[] = {"quotations", "quote"}, *const codes[] = {"preformatted text",
	                                                                               "source code"};
	Import *import = odt->import;
	size_t level = xml_is(para, "h") ? number_of(odt, para, "outline-level", 1, 6) : 0;
	if (level)
		return import_add(import, parent, arena_printf(import->doc->arena, "h%zu", level), NULL, NULL);
	if (odt_shown(odt, ODT_PARAGRAPH, style, quotes, BASE_LEN(quotes)))
		parent = import_holder(odt->import, parent, "blockquote");
	if (!odt_shown(odt, ODT_PARAGRAPH, style, codes, BASE_LEN(codes)))
		return import_add(import, parent, "p", NULL, NULL);
	DocNode *code = import_holder(odt->import, parent, "pre");
	if (code->first)
		import_words(import, code, "\n", 1);
	return code;
}

static void put_paragraph(Odt *odt, DocNode *parent, const xmlNode *para)
{
	static const char *const rules[] = {"horizontal line"}, *const captions[] = {"caption",      "table",
	                                                                             "tablecaption", "figurecaption",
	                                                                             "illustration", "figure"};
	const char *style = xml_get(odt->import, para, "style-name");
	if (!odt->in_note && take_meta(odt, para, style))
		return;
	if (odt_shown(odt, ODT_PARAGRAPH, style, rules, 1)) {
		import_add(odt->import, parent, "hr", NULL, NULL);
		return;
	}
	DocNode *line = add_line(odt, parent, para, style);
	if (odt_shown(odt, ODT_PARAGRAPH, style, captions, BASE_LEN(captions)))
		doc_add_class(odt->import->doc, line, "caption");
	put_inlines(odt, line, para,
	            xml_is(para, "h") ? 0 : odt_formats(odt, ODT_PARAGRAPH, style) & ~(unsigned)FORMAT_CODE);
	while (odt->after->first)
		doc_append(parent, odt->after->first);
}

/* ---- lists ---- */

/* What a level of a list style is; NULL. */
static const xmlNode *level_of(Odt *odt, const char *style, size_t level)
{
	const xmlNode *list = style ? map_get(odt->lists, style) : NULL;
	for (const xmlNode *node = list ? list->children : NULL; node; node = node->next) {
		if (node->type == XML_ELEMENT_NODE && number_of(odt, node, "level", 0, 100) == level)
			return node;
	}
	return NULL;
}

static void put_list(Odt *odt, DocNode *parent, const xmlNode *list, const char *style, size_t level)
{
	Import *import = odt->import;
	const char *own = xml_get(import, list, "style-name");
	style = own ? own : style;
	const xmlNode *look = level_of(odt, style, level), *first = xml_child(list, "list-item");
	bool numbers = xml_is(look, "list-level-style-number");
	const char *format = numbers ? xml_get(import, look, "num-format") : NULL,
	           *on = xml_get(import, list, "continue-numbering");
	const char *key = arena_printf(import->doc->arena, "%zu/%s", level, style ? style : "");
	size_t count = on && str_eq(on, "true") ? (size_t)map_get(odt->counts, key) : 0;
	size_t start =
	        number_of(odt, first, "start-value", number_of(odt, look, "start-value", 1, 1000000) + count, 1000000);
	DocNode *made = import_add(import, parent, numbers ? "ol" : "ul", "type", format && *format ? format : NULL);
	const char *suffix = xml_get(import, look, "num-suffix"), *prefix = xml_get(import, look, "num-prefix");
	if (suffix && *suffix == ')')
		made->u.list.delim = prefix && *prefix == '(' ? DOC_DELIM_TWO_PARENS : DOC_DELIM_PAREN;
	if (numbers)
		doc_set_key(import->doc, made, "start", arena_printf(import->doc->arena, "%zu", start));
	for (const xmlNode *item = list->children; item; item = item->next) {
		if (!xml_is(item, "list-item") && !xml_is(item, "list-header"))
			continue;
		DocNode *node = import_add(import, made, "li", "value",
		                           item == first ? NULL : xml_get(import, item, "start-value"));
		count++;
		for (const xmlNode *block = item->children; block; block = block->next) {
			if (xml_is(block, "list"))
				put_list(odt, node, block, style, level + 1);
			else if (xml_is(block, "p") || xml_is(block, "h"))
				put_paragraph(odt, node, block);
		}
	}
	map_set(odt->counts, key, (void *)count);
}

/* ---- tables ---- */

/* How many cells, or rows, one stands for: an empty one for some, one with words while copies are few and short, lest a
 * small file unfolds to a large one. */
static size_t copies_of(Odt *odt, const xmlNode *node, const char *key, size_t most_empty)
{
	enum { MOST_COPIES = 1000, SHORT = 1000 };
	size_t count = number_of(odt, node, key, 1, MOST_COPIES);
	if (count <= 1)
		return 1;
	xmlChar *words = xmlNodeGetContent(node);
	size_t len = words ? strlen((const char *)words) : 0;
	xmlFree(words);
	if (!len)
		return count < most_empty ? count : most_empty;
	if (len > SHORT || odt->copies + count > MOST_COPIES) {
		import_tell(odt->import, "import-repeated",
		            "what stands for many equal cells is here once, for it is long, or they are too many");
		return 1;
	}
	odt->copies += count - 1;
	return count;
}

static void put_cell(Odt *odt, DocNode *row, const xmlNode *cell, const char *tag)
{
	enum { MOST_SPAN = 100, MOST_EMPTY = 50 };
	size_t across = number_of(odt, cell, "number-columns-spanned", 1, MOST_SPAN);
	size_t down = number_of(odt, cell, "number-rows-spanned", 1, 65534);
	size_t repeated = copies_of(odt, cell, "number-columns-repeated", MOST_EMPTY);
	for (size_t i = 0; i < repeated; i++) {
		DocNode *made = import_add(odt->import, row, tag, "align", odt_align(odt, xml_child(cell, "p")));
		if (made->type == DOC_TABLE_CELL) {
			made->u.cell.colspan = (uint32_t)across;
			made->u.cell.rowspan = (uint32_t)down;
		}
		odt_blocks(odt, made, cell);
	}
}

static void put_rows(Odt *odt, DocNode *part, const xmlNode *holder, const char *tag)
{
	for (const xmlNode *row = holder->children; row; row = row->next) {
		if (xml_is(row, "table-rows") || xml_is(row, "table-row-group"))
			put_rows(odt, part, row, tag);
		if (!xml_is(row, "table-row"))
			continue;
		size_t repeated = copies_of(odt, row, "number-rows-repeated", 1);
		for (size_t i = 0; i < repeated; i++) {
			DocNode *made = import_add(odt->import, part, "tr", NULL, NULL);
			for (const xmlNode *cell = row->children; cell; cell = cell->next) {
				if (xml_is(cell, "table-cell"))
					put_cell(odt, made, cell, tag);
			}
		}
	}
}

static void put_table(Odt *odt, DocNode *parent, const xmlNode *table)
{
	const xmlNode *head = xml_child(table, "table-header-rows");
	DocNode *made = import_add(odt->import, parent, "table", NULL, NULL);
	if (made->type != DOC_TABLE)
		import_tell(odt->import, "import-table",
		            "a table in a table is no table any more: its cells follow each other");
	if (head)
		put_rows(odt, import_add(odt->import, made, "thead", NULL, NULL), head, "th");
	put_rows(odt, import_add(odt->import, made, "tbody", NULL, NULL), table, "td");
}

/* ---- blocks ---- */

static void put_block(Odt *odt, DocNode *parent, const xmlNode *node)
{
	if (xml_is(node, "p") || xml_is(node, "h"))
		put_paragraph(odt, parent, node);
	else if (xml_is(node, "list"))
		put_list(odt, parent, node, NULL, 1);
	else if (xml_is(node, "table"))
		put_table(odt, parent, node);
	else if (xml_is(node, "table-of-content"))
		import_tell(odt->import, "import-contents", "the table of contents is left out; toc: true makes one");
	else if (xml_is(node, "tracked-changes"))
		import_tell(odt->import, "import-changes", "a tracked change is carried out");
	else if (xml_is(node, "frame"))
		put_frame(odt, import_add(odt->import, parent, "p", NULL, NULL), node);
	else if (node->type == XML_ELEMENT_NODE && !xml_is(node, "forms") && !xml_is(node, "sequence-decls"))
		odt_blocks(odt, parent, node);
}

void odt_blocks(Odt *odt, DocNode *parent, const xmlNode *top)
{
	DocNode *after = odt->after;
	odt->after = doc_node(odt->import->doc, DOC_DIV, import_at(odt->import));
	for (const xmlNode *node = top->children; node; node = node->next)
		put_block(odt, parent, node);
	while (odt->after->first)
		doc_append(parent, odt->after->first);
	odt->after = after;
}
