/* What formats say in many ways, made what Markdown has one sign for. */
#include "import/tidy.h"

#include <string.h>

/* ---- names ---- */

static const char *const of_headers[] = {"unnumbered",  "unlisted",   "part",       "chapter", "appendix",
                                         "frontmatter", "backmatter", "dedication", "preface", "foreword"};
static const char *const of_divs[] = {"note",       "tip",      "warning",   "info",   "hint",      "important",
                                      "caution",    "danger",   "epigraph",  "verse",  "poem",      "right",
                                      "dedication", "abstract", "pullquote", "center", "pagebreak", "attribution"};
static const char *const of_spans[] = {"smallcaps", "underline", "ul",          "mark", "small",   "kbd",
                                       "key",       "menu",      "button",      "file", "samp",    "code",
                                       "tt",        "abbr",      "placeholder", "path", "filename"};

static bool is_listed(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(name, names[i]))
			return true;
	}
	return false;
}

static bool is_class(const DocNode *node, const char *name)
{
	switch (node->type) {
	case DOC_HEADER:
		return is_listed(name, of_headers, BASE_LEN(of_headers));
	case DOC_DIV:
		return is_listed(name, of_divs, BASE_LEN(of_divs));
	case DOC_SPAN:
		return is_listed(name, of_spans, BASE_LEN(of_spans));
	default:
		return false;
	}
}

static bool is_key(const Import *import, const DocNode *node, const char *key, const char *value)
{
	if (str_eq(key, "lang"))
		return *value && (doc_is_inline(node->type) || node->type == DOC_DIV || node->type == DOC_HEADER) &&
		       !str_eq(value, import->doc->meta.lang);
	if (str_eq(key, "title"))
		return node->type == DOC_SPAN && doc_has_class(node, "abbr");
	if (str_eq(key, "alt") || str_eq(key, "width") || str_eq(key, "height"))
		return node->type == DOC_IMAGE;
	return false;
}

/* ---- attributes ---- */

/* The language of a listing, as the class of its element has it. */
static void name_language(DocNode *node)
{
	for (size_t i = 0; node->attr && i < node->attr->class_count && !node->u.code.lang; i++) {
		const char *name = node->attr->classes[i];
		if (str_starts(name, "language-"))
			node->u.code.lang = name + strlen("language-");
		else if (str_starts(name, "lang-"))
			node->u.code.lang = name + strlen("lang-");
		else if (!str_eq(name, "sourceCode") && !str_eq(name, "code"))
			node->u.code.lang = name;
	}
}

/* A paragraph says its language by a span around its words. */
static void move_language(Import *import, DocNode *para)
{
	const char *lang = doc_key(para, "lang");
	if ((para->type != DOC_PARA && para->type != DOC_PLAIN) || !lang || !*lang ||
	    str_eq(lang, import->doc->meta.lang) || !para->first)
		return;
	DocNode *span = doc_node(import->doc, DOC_SPAN, para->pos);
	doc_set_key(import->doc, span, "lang", lang);
	while (para->first)
		doc_append(span, para->first);
	doc_append(para, span);
}

/* Of what a node says of itself stays what the source can say, too. */
static void choose_attributes(const Import *import, DocNode *node)
{
	DocAttr *attr = node->attr;
	size_t classes = 0, pairs = 0;
	if (node->type == DOC_CODE_BLOCK)
		name_language(node);
	if (!attr)
		return;
	const char *id = attr->id ? map_get(import->ids, attr->id) : NULL;
	for (size_t i = 0; i < attr->class_count; i++) {
		if (is_class(node, attr->classes[i]))
			attr->classes[classes++] = attr->classes[i];
	}
	for (size_t i = 0; i < attr->pair_count; i++) {
		if (!is_key(import, node, attr->keys[i], attr->values[i]))
			continue;
		attr->keys[pairs] = attr->keys[i];
		attr->values[pairs++] = attr->values[i];
	}
	attr->id = id;
	attr->class_count = classes;
	attr->pair_count = pairs;
	if (!id && !classes && !pairs)
		node->attr = NULL;
}

/* ---- links ---- */

typedef void Visit(Import *import, DocNode *node);

/* Calls for each node below the top; what is called may take the node away. */
static void visit_all(Import *import, DocNode *top, Visit *visit)
{
	for (DocNode *node = top->first, *next; node; node = next) {
		visit_all(import, node, visit);
		next = node->next;
		visit(import, node);
	}
}

static void find_target(Import *import, DocNode *node)
{
	const char *url = node->type == DOC_LINK ? node->u.link.url : NULL;
	if (url && *url == '#' && url[1])
		map_set(import->ids, url + 1, import_id(import, url + 1));
}

static void find_id(Import *import, DocNode *node)
{
	const char *id = doc_id(node);
	if (!id || !map_has(import->ids, id))
		return;
	bool taken = map_has(import->doc->ids, id);
	if (taken)
		node->attr->id = NULL;
	else
		map_set(import->doc->ids, id, node);
}

/* A link into the document leads to what is there; its words stay in any case. */
static void mend_link(Import *import, DocNode *node)
{
	if (node->type != DOC_LINK)
		return;
	const char *url = node->u.link.url;
	bool inside = url && *url == '#', lost = inside && !map_has(import->doc->ids, url + 1);
	if (lost)
		import_tell(import, "import-link",
		            "a link leads to a place that is not there, so its words alone are kept");
	if (!node->first && doc_id(node))
		node->type = DOC_SPAN;
	else if (lost || !url || !*url || !node->first || doc_ancestor(node->parent, DOC_LINK))
		doc_unwrap(node);
	else if (inside)
		node->u.link.url = arena_printf(import->doc->arena, "#%s", (const char *)map_get(import->ids, url + 1));
}

/* ---- blocks ---- */

static DocNode *lone_image(DocNode *node)
{
	bool lone =
	        doc_is_paragraph(node) && node->first && node->first == node->last && node->first->type == DOC_IMAGE;
	return lone ? node->first : NULL;
}

static DocNode *first_line(DocNode *top)
{
	DocNode *node = top;
	while (node && node->type != DOC_PARA && node->type != DOC_PLAIN && node->type != DOC_HEADER)
		node = doc_next_mutable(node, top, node->type == DOC_CODE_BLOCK);
	return node;
}

/* An id stands where the source can write it: on headings, divs and listings, else where the first words begin. */
static void move_id(Import *import, DocNode *node)
{
	const char *id = doc_id(node);
	if (!id || doc_is_inline(node->type) || node->type == DOC_HEADER || node->type == DOC_CODE_BLOCK)
		return;
	DocNode *line = first_line(node);
	if ((node->type == DOC_DIV && node->attr->class_count) || node->type == DOC_TABLE)
		return;
	node->attr->id = NULL;
	if (!node->attr->class_count && !node->attr->pair_count)
		node->attr = NULL;
	if (!line)
		return;
	if (node->type == DOC_FIGURE && lone_image(line) && !doc_id(line->first)) {
		doc_attr(import->doc, line->first)->id = id;
		return;
	}
	if (line->type == DOC_HEADER && !doc_id(line)) {
		doc_attr(import->doc, line)->id = id;
		return;
	}
	DocNode *anchor = doc_node(import->doc, DOC_SPAN, line->pos);
	doc_attr(import->doc, anchor)->id = id;
	if (line->first)
		doc_insert_before(line->first, anchor);
	else
		doc_append(line, anchor);
}

/* An anchor in a heading is the heading's id. */
static void lift_anchor(Import *import, DocNode *node)
{
	if (node->type != DOC_SPAN || node->first || !doc_id(node) || node->parent->type != DOC_HEADER ||
	    doc_id(node->parent))
		return;
	doc_attr(import->doc, node->parent)->id = doc_id(node);
	doc_unlink(node);
}

static void drop_edges(DocNode *line)
{
	while (line->first && line->first->type == DOC_LINE_BREAK)
		doc_unlink(line->first);
	while (line->last && line->last->type == DOC_LINE_BREAK)
		doc_unlink(line->last);
}

static void tidy_figure(DocNode *figure)
{
	DocNode *line = figure->first, *caption = figure->last, *image = line ? line->first : NULL;
	bool one = line && image && image == line->last && image->type == DOC_IMAGE &&
	           (caption == line || (caption->type == DOC_CAPTION && line->next == caption));
	bool words = caption && caption->type == DOC_CAPTION && caption->first == caption->last;
	if (one && caption != line && words && caption->first) {
		while (caption->first->first)
			doc_append(image, caption->first->first);
		doc_unlink(caption);
	} else if (!one || caption != line) {
		if (caption && caption->type == DOC_CAPTION)
			doc_unwrap(caption);
		doc_unwrap(figure);
	}
}

static bool holds_anchor(const DocNode *top)
{
	const DocNode *node = top;
	while (node && !(node->type == DOC_SPAN && doc_id(node)))
		node = doc_next(node, top, false);
	return node != NULL;
}

/* Whether nothing is lost with a block that holds nothing: a cell keeps its column, an item its number. */
static bool may_go(const DocNode *node)
{
	switch (node->type) {
	case DOC_PARA:
	case DOC_PLAIN:
	case DOC_HEADER:
	case DOC_DIV:
	case DOC_BLOCK_QUOTE:
	case DOC_BULLET_LIST:
	case DOC_ORDERED_LIST:
	case DOC_TABLE:
		return true;
	default:
		return false;
	}
}

/* Boxes that are ticked or not, drawn before an item. */
static void read_task(Import *import, DocNode *item)
{
	static const char boxes[][4] = {"\u2610", "\u2611", "\u2612"};
	DocNode *line = doc_is_paragraph(item->first) ? item->first : NULL, *text = line ? line->first : NULL;
	for (size_t i = 0; i < BASE_LEN(boxes) && text && text->type == DOC_TEXT; i++) {
		if (!str_starts(text->u.text.text, boxes[i]))
			continue;
		item->u.item.task = i ? DOC_TASK_DONE : DOC_TASK_OPEN;
		tidy_cut(import, text, strlen(boxes[i]), text->u.text.len);
	}
}

static void tidy_block(Import *import, DocNode *node)
{
	bool line =
	        node->type == DOC_PARA || node->type == DOC_PLAIN || node->type == DOC_HEADER || node->type == DOC_TERM;
	if (doc_is_inline(node->type)) {
		tidy_inline(import, node);
		return;
	}
	if (line)
		drop_edges(node);
	if (node->type == DOC_LIST_ITEM)
		read_task(import, node);
	if (node->type == DOC_FIGURE)
		tidy_figure(node);
	else if (node->type == DOC_DIV && doc_has_class(node, "pagebreak") && import_is_empty(node))
		node->type = DOC_PAGE_BREAK;
	else if (node->type == DOC_DIV && !node->attr)
		doc_unwrap(node);
	else if (may_go(node) && import_is_empty(node) && !holds_anchor(node))
		doc_unlink(node);
}

/* ---- what stands beside what it belongs to ---- */

/* A line of anchors alone is of what follows it. */
static void move_anchors(Import *import, DocNode *node)
{
	(void)import;
	if (!doc_is_paragraph(node) || !node->next || !import_is_empty(node) || !holds_anchor(node))
		return;
	DocNode *line = first_line(node->next);
	while (line && node->last && node->last->type == DOC_SPAN) {
		if (line->first)
			doc_insert_before(line->first, node->last);
		else
			doc_append(line, node->last);
	}
}

/* A paragraph that is said to be a caption goes to the table before or after it, or to the picture. */
static void place_caption(Import *import, DocNode *node)
{
	if (!doc_is_paragraph(node) || !doc_has_class(node, "caption"))
		return;
	DocNode *next = node->next, *before = node->prev, *image = before ? lone_image(before) : NULL;
	DocNode *table = next && next->type == DOC_TABLE ? next : before && before->type == DOC_TABLE ? before : NULL;
	if (image && !image->first) {
		while (node->first)
			doc_append(image, node->first);
		doc_unlink(node);
	} else if (table && table->first && table->first->type != DOC_CAPTION) {
		DocNode *caption = doc_node(import->doc, DOC_CAPTION, node->pos);
		doc_insert_before(table->first, caption);
		doc_append(caption, node);
	}
}

/* Word processors have paragraphs alone: items that hold one each are lines. */
static void close_list(Import *import, DocNode *list)
{
	bool lines = import->flat && (list->type == DOC_BULLET_LIST || list->type == DOC_ORDERED_LIST);
	for (const DocNode *item = list->first; item && lines; item = item->next) {
		for (const DocNode *node = item->first; node && lines; node = node->next)
			lines = node == item->first ? doc_is_paragraph(node)
			                            : node->type == DOC_BULLET_LIST || node->type == DOC_ORDERED_LIST;
	}
	for (DocNode *item = list->first; item && lines; item = item->next) {
		if (item->first)
			item->first->type = DOC_PLAIN;
	}
}

static void tidy_attributes(Import *import, DocNode *node)
{
	move_language(import, node);
	choose_attributes(import, node);
	move_id(import, node);
}

void import_tidy(Import *import)
{
	static Visit *const visits[] = {find_target,     find_id,      mend_link,   place_caption, close_list,
	                                tidy_attributes, move_anchors, lift_anchor, tidy_block};
	Doc *doc = import->doc;
	for (size_t v = 0; v < BASE_LEN(visits); v++) {
		for (size_t i = 0; i <= doc->note_count; i++) {
			DocNode *top = i ? doc->notes[i - 1] : doc->root;
			if (visits[v] == tidy_block)
				tidy_formats(import, top);
			visit_all(import, top, visits[v]);
		}
	}
	for (size_t i = 0; i <= doc->note_count; i++)
		doc_join_texts(doc, i ? doc->notes[i - 1] : doc->root);
}
