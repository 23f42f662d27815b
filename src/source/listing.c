/* Listings: what their attributes ask for beside the lines, their captions, and code that is in a file. */
#include "source/code.h"
#include "source/drawings.h"
#include "source/html.h"
#include "source/include.h"
#include "source/slice.h"
#include "markdown/markdown.h"

#include <stdlib.h>
#include <string.h>

static int by_first(const void *left, const void *right)
{
	const uint32_t *one = left, *other = right;
	return (one[0] > other[0]) - (one[0] < other[0]);
}

/* In their order, none within another. */
static void sort_ranges(DocListing *listing)
{
	size_t kept = 0;
	if (listing->marked_count)
		qsort(listing->marked, listing->marked_count, sizeof *listing->marked, by_first);
	for (size_t i = 0; i < listing->marked_count; i++) {
		uint32_t *range = listing->marked[i], *before = kept ? listing->marked[kept - 1] : NULL;
		if (!before || range[0] > before[1])
			memmove(listing->marked[kept++], range, sizeof *listing->marked);
		else if (range[1] > before[1])
			before[1] = range[1];
	}
	listing->marked_count = kept;
}

/* "2-4 7,9" */
static void read_ranges(Doc *doc, const char *text, DocListing *out)
{
	out->marked = arena_alloc(doc->arena, (strlen(text) / 2 + 1) * sizeof *out->marked);
	while (*text) {
		char *end;
		unsigned long first = strtoul(text, &end, 10), last = first;
		if (end == text) {
			text++;
			continue;
		}
		if (*end == '-' && end[1] >= '0' && end[1] <= '9')
			last = strtoul(end + 1, &end, 10);
		uint32_t *range = out->marked[out->marked_count++];
		range[0] = first < UINT32_MAX ? (uint32_t)first : UINT32_MAX;
		range[1] = last < UINT32_MAX ? (uint32_t)last : UINT32_MAX;
		text = end;
	}
	sort_ranges(out);
}

static void check_ranges(const DocNode *node, const char *text, const DocListing *listing, Diag *diag)
{
	uint32_t lines = doc_count_lines(node);
	if (!listing->marked_count)
		diag_report(diag, DIAG_WARNING, node->pos, "lines-marked",
		            "no lines stand out by '%s'; write their numbers, such as 2-4 7", text);
	for (size_t i = 0; i < listing->marked_count; i++) {
		if (listing->marked[i][0] && listing->marked[i][0] <= lines)
			continue;
		diag_report(diag, DIAG_WARNING, node->pos, "lines-marked",
		            "line %u is to stand out, and this listing has %u; its own lines count, from 1 on, "
		            "whatever number the first has",
		            listing->marked[i][0], lines);
		return;
	}
}

/* The first of these keys that a listing has; NULL. */
static const char *key_of(const DocNode *node, const char *const *keys)
{
	const char *value = NULL;
	for (; *keys && !value; keys++)
		value = doc_key(node, *keys);
	return value;
}

static const char *first_number(const DocNode *node)
{
	return key_of(node, (const char *const[]){"startFrom", "start-from", "linenums", NULL});
}

static bool is_numbered(const DocNode *node)
{
	for (size_t i = 0; node->attr && i < node->attr->class_count; i++)
		if (doc_numbers_lines(node->attr->classes[i]))
			return true;
	return first_number(node) || str_eq(doc_key(node, "code-line-numbers"), "true");
}

/* Lines that stand out; NULL.  Quarto's key asks for numbers, too. */
static const char *marked_of(const DocNode *node)
{
	const char *marked = key_of(node, (const char *const[]){"hl_lines", "hl-lines", NULL}),
	           *quarto = doc_key(node, "code-line-numbers");
	return marked || str_eq(quarto, "true") || str_eq(quarto, "false") ? marked : quarto;
}

/* Numbers of lines and lines that stand out, as Pandoc and as others write them. */
static void read_listing(Doc *doc, DocNode *node, Diag *diag)
{
	enum { MOST = 1000000000 };
	const char *from = first_number(node), *marked = marked_of(node);
	if (!marked && !is_numbered(node))
		return;
	DocListing *listing = arena_alloc(doc->arena, sizeof *listing);
	unsigned long number = from ? strtoul(from, NULL, 10) : 1;
	if (is_numbered(node))
		listing->number = number && number < MOST ? (uint32_t)number : 1;
	if (marked) {
		read_ranges(doc, marked, listing);
		check_ranges(node, marked, listing, diag);
	}
	node->u.code.listing = listing;
}

/* ---- callouts -------------------------------------------------------------- */

/* Where "<12>" begins that a line ends in; len if it ends otherwise. */
static size_t callout_at(const char *line, size_t len)
{
	size_t at = len ? len - 1 : 0;
	if (!len || line[at] != '>')
		return len;
	while (at && line[at - 1] >= '0' && line[at - 1] <= '9')
		at--;
	bool number = at && line[at - 1] == '<' && len - at > 1 && len - at <= 3;
	bool apart = number && (at == 1 || strchr(" \t>", line[at - 2]));
	return apart ? at - 1 : len;
}

static size_t without_blanks(const char *line, size_t len)
{
	while (len && (line[len - 1] == ' ' || line[len - 1] == '\t'))
		len--;
	return len;
}

/* The sign of a comment that held nothing but callouts goes with them. */
static size_t without_comment(const char *line, size_t len)
{
	static const char *const signs[] = {"//", "#", "--", ";;", ";", "%"};
	for (size_t i = 0; i < BASE_LEN(signs); i++) {
		size_t own = strlen(signs[i]);
		if (len >= own && !memcmp(line + len - own, signs[i], own) &&
		    (len == own || line[len - own - 1] == ' ' || line[len - own - 1] == '\t'))
			return without_blanks(line, len - own);
	}
	return len;
}

/* The length of a line without its callouts, which are added to out in their order. */
static size_t take_callouts(const char *line, size_t len, Buf *out)
{
	unsigned numbers[8];
	size_t count = 0, end = without_blanks(line, len);
	for (size_t at; count < BASE_LEN(numbers) && (at = callout_at(line, end)) < end; end = without_blanks(line, at))
		numbers[count++] = (unsigned)strtoul(line + at + 1, NULL, 10);
	if (!count)
		return len;
	while (count)
		doc_number(out, numbers[--count], DOC_NUM_CIRCLED);
	return without_comment(line, end);
}

/* Whether a text begins as the explanation of a callout: "<1> ". */
static bool explains(const DocNode *text)
{
	const char *at = text && text->type == DOC_TEXT ? text->u.text.text : "";
	size_t digits = *at == '<' ? strspn(at + 1, "0123456789") : 0;
	return digits && digits <= 2 && at[1 + digits] == '>';
}

/* A paragraph of explanations, one a line, becomes a list. */
static void list_explanations(Doc *doc, DocNode *para)
{
	DocNode *list = doc_node(doc, DOC_ORDERED_LIST, para->pos), *plain = NULL;
	list->u.list.start = 1;
	list->u.list.style = DOC_NUM_CIRCLED;
	list->u.list.tight = true;
	for (DocNode *node = para->first, *next; node; node = next) {
		next = node->next;
		if (node->type == DOC_SOFT_BREAK && explains(next)) {
			doc_unlink(node);
			continue;
		}
		if (explains(node)) {
			const char *text = strchr(node->u.text.text, '>') + 1;
			text += *text == ' ';
			DocNode *item = doc_node(doc, DOC_LIST_ITEM, node->pos);
			item->u.item.number = list->last ? list->last->u.item.number + 1 : 1;
			plain = doc_node(doc, DOC_PLAIN, node->pos);
			doc_append(list, item);
			doc_append(item, plain);
			node->u.text.len = strlen(text);
			node->u.text.text = text;
		}
		doc_append(plain, node);
	}
	doc_replace(para, list);
}

static bool has_callouts(const DocNode *code)
{
	const SrcSlice all = {code->u.code.text, code->u.code.len};
	for (size_t at = 0, end; at < all.len; at = end) {
		end = src_line_end(&all, at);
		size_t len = without_blanks(all.text + at, end - at - (all.text[end - 1] == '\n'));
		if (callout_at(all.text + at, len) < len)
			return true;
	}
	return false;
}

static void read_callouts(Doc *doc, DocNode *code, DocListing *listing)
{
	const SrcSlice all = {code->u.code.text, code->u.code.len};
	Buf text = {0}, callouts = {0};
	size_t cap = 0;
	uint32_t line = 0;
	for (size_t at = 0, end; at < all.len; at = end) {
		end = src_line_end(&all, at);
		bool ends = all.text[end - 1] == '\n';
		line++;
		buf_clear(&callouts);
		buf_add(&text, all.text + at, take_callouts(all.text + at, end - at - ends, &callouts));
		buf_str(&text, ends ? "\n" : "");
		if (!callouts.len)
			continue;
		if (listing->called_count == cap) {
			uint32_t *called = arena_alloc(doc->arena, (cap * 2 + 8) * sizeof *called);
			const char **said = arena_alloc(doc->arena, (cap * 2 + 8) * sizeof *said);
			if (cap) {
				memcpy(called, listing->called, cap * sizeof *called);
				memcpy(said, listing->callouts, cap * sizeof *said);
			}
			cap = cap * 2 + 8;
			listing->called = called;
			listing->callouts = said;
		}
		listing->called[listing->called_count] = line;
		listing->callouts[listing->called_count++] = arena_strndup(doc->arena, callouts.data, callouts.len);
	}
	code->u.code.text = arena_strndup(doc->arena, text.data ? text.data : "", text.len);
	code->u.code.len = text.len;
	buf_free(&text);
	buf_free(&callouts);
}

/* "<1>" at a line's end, as Asciidoctor and Quarto have it, where what follows the listing explains it: a paragraph
 * of such lines, or an ordered list. */
static void find_callouts(Doc *doc, DocNode *code)
{
	DocNode *next = code->next;
	bool para = next && (next->type == DOC_PARA || next->type == DOC_PLAIN) && explains(next->first);
	if ((!para && !(next && next->type == DOC_ORDERED_LIST)) || !has_callouts(code))
		return;
	if (!code->u.code.listing)
		code->u.code.listing = arena_alloc(doc->arena, sizeof *code->u.code.listing);
	read_callouts(doc, code, code->u.code.listing);
	if (para)
		list_explanations(doc, next);
	else if (next->u.list.style == DOC_NUM_DECIMAL)
		next->u.list.style = DOC_NUM_CIRCLED; /* as they are beside the lines */
}

/* ---- captions ------------------------------------------------------------- */

/* What a caption says, as Markdown; its file's name goes before. */
static DocNode *make_caption(Doc *doc, const DocNode *code, const char *text, const char *file, Diag *diag)
{
	DocNode *caption = doc_node(doc, DOC_CAPTION, code->pos);
	if (text)
		md_parse(doc, caption, text, strlen(text), code->pos, diag);
	if (!caption->first)
		doc_append(caption, doc_node(doc, DOC_PLAIN, code->pos));
	for (DocNode *block = caption->first; block; block = block->next)
		block->type = block->type == DOC_PARA ? DOC_PLAIN : block->type;
	if (!file)
		return caption;
	DocNode *name = doc_node(doc, DOC_CODE, code->pos), *first = caption->first->first;
	name->u.code.text = file;
	name->u.code.len = strlen(file);
	doc_add_class(doc, name, "filename");
	if (first) {
		doc_insert_before(first, name);
		doc_insert_before(first, doc_text(doc, code->pos, ": ", 2));
	} else {
		doc_append(caption->first, name);
	}
	return caption;
}

/* A listing with a caption is a figure, which is not called one: the id is its own. */
static void wrap(Doc *doc, DocNode *code, Diag *diag)
{
	const char *text = key_of(code, (const char *const[]){"caption", "lst-cap", NULL});
	const char *file = key_of(code, (const char *const[]){"filename", "file-name", NULL});
	if (!text && !file)
		return;
	DocNode *figure = doc_node(doc, DOC_FIGURE, code->pos);
	figure->u.figure.listing = true;
	figure->u.figure.counted = text || doc_id(code);
	figure->u.figure.number = doc_key(code, "number");
	doc_replace(code, figure);
	doc_append(figure, make_caption(doc, code, text, file, diag));
	doc_append(figure, code);
	if (doc_id(code)) {
		doc_attr(doc, figure)->id = doc_id(code);
		code->attr->id = NULL;
	}
}

/* ---- code that is in a file ------------------------------------------------- */

/* The file's ending, where nothing else says the language. */
static void name_language(Doc *doc, DocNode *code, const char *file)
{
	const char *dot = strrchr(file, '.');
	for (size_t i = 0; code->attr && i < code->attr->class_count; i++) {
		if (!src_is_look(code->attr->classes[i]))
			return;
	}
	if (dot && dot[1] && !strchr(dot, '/'))
		doc_add_class(doc, code, dot + 1);
}

static void include(Doc *doc, DocNode *node, Diag *diag)
{
	const char *file = doc_key(node, "include");
	Buf data = {0};
	if (!src_include_file(doc, node, file, &data, diag))
		return;
	SrcSlice all = {data.data ? data.data : "", data.len}, part = src_slice(node, &all);
	if (!part.len && all.len)
		diag_report(diag, DIAG_ERROR, node->pos, "include-part",
		            "'%s' has no such lines; see lines= and tag= here", file);
	node->type = DOC_CODE_BLOCK;
	while (node->first)
		doc_unlink(node->first);
	memset(&node->u, 0, sizeof node->u);
	Buf text = {0};
	src_put_slice(node, part, &text);
	node->u.code.text = arena_strndup(doc->arena, text.data ? text.data : "", text.len);
	node->u.code.len = text.len;
	buf_free(&text);
	name_language(doc, node, file);
	buf_free(&data);
}

/* ---- elements around listings ------------------------------------------------ */

/* HTML has been read already. */
static void drop_tags(const DocNode *top)
{
	for (DocNode *node = top->first, *next; node; node = next) {
		next = doc_next_mutable(node, top, false);
		if (node->type == DOC_RAW_INLINE || node->type == DOC_RAW_BLOCK)
			doc_unlink(node);
	}
}

/* What an element says of the code that is all it holds is that code's.  Around more than that it is a figure with a
 * caption. */
static void take_element(Doc *doc, DocNode *div, Diag *diag)
{
	DocNode *code = div->first;
	const char *text = doc_key(div, "caption");
	if (!code || code->next || code->type != DOC_CODE_BLOCK) {
		if (text)
			doc_append(div, make_caption(doc, div, text, NULL, diag));
		div->type = text ? DOC_FIGURE : DOC_DIV;
		memset(&div->u, 0, sizeof div->u);
		if (text)
			div->u.figure.number = doc_key(div, "number");
		drop_tags(div);
		return;
	}
	for (size_t i = 0; i < SRC_LISTING_KEYS; i++) {
		const char *key = src_listing_keys[i], *value = doc_key(div, key);
		if (value && !doc_key(code, key))
			doc_set_key(doc, code, key, value);
	}
	if (doc_id(div) && !doc_id(code))
		doc_attr(doc, code)->id = doc_id(div);
	doc_replace(div, code);
	wrap(doc, code, diag);
	drop_tags(code->parent);
}

static bool is_of_listing(const DocNode *div)
{
	return div->attr && div->type == DOC_DIV && div->first && !div->attr->class_count &&
	       (doc_key(div, "caption") || doc_key(div, "file-name"));
}

/* ---- all --------------------------------------------------------------------- */

/* Whether a figure has taken the code's place. */
static bool is_drawn(Doc *doc, DocNode *code, SrcDrawings *drawings, Diag *diag)
{
	DocNode *figure = src_drawing(doc, code, drawings, diag);
	const char *text = figure ? key_of(code, (const char *const[]){"caption", "fig-cap", NULL}) : NULL;
	if (text)
		doc_append(figure, make_caption(doc, code, text, NULL, diag));
	return figure != NULL;
}

static void read_block(Doc *doc, DocNode *code, SrcDrawings *drawings, Diag *diag)
{
	if (is_drawn(doc, code, drawings, diag))
		return;
	if (code->attr)
		read_listing(doc, code, diag);
	find_callouts(doc, code);
	if (code->attr)
		wrap(doc, code, diag);
}

static void read_below(Doc *doc, DocNode *top, SrcDrawings *drawings, Diag *diag)
{
	DocNode *next;
	for (DocNode *node = top; node; node = next) {
		bool code = node->type == DOC_CODE_BLOCK;
		if ((code || node->type == DOC_DIV) && node->attr && doc_key(node, "include") &&
		    !src_includes_text(node)) {
			include(doc, node, diag);
			code = node->type == DOC_CODE_BLOCK;
		}
		/* What a listing is followed by may become a list: where to go on is known after that. */
		DocNode *before = node->prev, *parent = node->parent;
		if (code)
			read_block(doc, node, drawings, diag);
		DocNode *now = !code ? node : before ? before->next : parent->first;
		next = doc_next_mutable(now, top, code);
	}
}

void src_listing_elements(Doc *doc, Diag *diag)
{
	for (size_t i = 0; i <= doc->note_count; i++) {
		DocNode *top = i ? doc->notes[i - 1] : doc->root;
		for (DocNode *node = top, *next; node; node = next) {
			next = doc_next_mutable(node, top, is_of_listing(node));
			if (is_of_listing(node))
				take_element(doc, node, diag);
		}
	}
}

void src_listings(Doc *doc, Diag *diag)
{
	SrcDrawings drawings = {0};
	for (size_t i = 0; i <= doc->note_count; i++)
		read_below(doc, i ? doc->notes[i - 1] : doc->root, &drawings, diag);
}
