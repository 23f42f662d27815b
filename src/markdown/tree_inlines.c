/* Inlines: from cmark's nodes and the extensions' marks. */
#include "markdown/tree.h"
#include "markdown/markdown.h"
#include "markdown/attributes.h"
#include "markdown/quotes.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Signs of lists and quotations that the guard has hidden: cmark may have left one before them as text, too. */
static bool hides_marker(const char *text, size_t len)
{
	for (size_t i = str_controls(text, len); i < len; i++) {
		if (text[i] >= MD_MARKER && text[i] < MD_MARKER + (int)strlen(MD_MARKERS))
			return true;
	}
	return false;
}

/* What a text says, to be changed: doc_text has made a copy for it alone. */
static char *own_text(DocNode *node)
{
	return (char *)node->u.text.text;
}

static DocNode *add_text(Maker *maker, Pos pos, const char *text, size_t len)
{
	if (hides_marker(text, len))
		tally_add(&maker->tally, pos, "markdown-costly",
		          "this is one level too deep to be read as Markdown, so its sign is text; make it flatter");
	DocNode *node = doc_text(maker->doc, pos, text, len);
	node->u.text.len = md_show_signs(own_text(node), len);
	if (node->u.text.len)
		doc_append(maker->current, node);
	return node;
}

/* ---- attributes ---- */

/* Spans with some classes are types of their own. */
DocType md_span_type(const DocAttr *attr)
{
	static const struct {
		const char *name;
		DocType type;
	} types[] = {{"smallcaps", DOC_SMALL_CAPS}, {"underline", DOC_UNDERLINE}, {"ul", DOC_UNDERLINE}};
	for (size_t i = 0; attr && i < attr->class_count; i++) {
		for (size_t k = 0; k < BASE_LEN(types); k++) {
			if (str_eq(attr->classes[i], types[k].name))
				return types[k].type;
		}
	}
	return DOC_SPAN;
}

void md_keep_blank(Doc *doc, DocNode *para)
{
	const DocNode *text = para->first;
	if (para->type != DOC_PARA || !text || text != para->last || text->type != DOC_TEXT ||
	    !strstr(text->u.text.text, "\u00A0"))
		return;
	for (const char *at = text->u.text.text; *at; at++) {
		if (!strchr(" \xC2\xA0", *at))
			return;
	}
	DocNode *line = doc_node(doc, DOC_LINE_BREAK, text->pos);
	doc_unlink(para->first);
	doc_append(para, line);
}

static void close_span(Maker *maker, MdMark *mark)
{
	DocNode *open = mark->open->node;
	if (!open || open->parent != maker->current) {
		add_text(maker, maker->last, "]", 1);
		add_text(maker, maker->last, mark->text, mark->len);
		return;
	}
	DocNode *span = doc_node(maker->doc, md_span_type(mark->attr), open->pos);
	md_attr_apply(maker->doc, span, mark->attr);
	if (span->type == DOC_SPAN)
		doc_check_classes(maker->doc, span, &maker->tally);
	while (open->next)
		doc_append(span, open->next);
	doc_replace(open, span);
	md_pair_quotes(maker->doc, span);
}

static void trim_end(DocNode *text)
{
	size_t len = text->u.text.len;
	while (len && strchr(" \t", text->u.text.text[len - 1]))
		len--;
	own_text(text)[len] = '\0';
	text->u.text.len = len;
}

/* Where the last word of a text begins; else its last white space or sign. */
static size_t last_token(const char *text, size_t len)
{
	size_t at = len;
	int kind = -1;
	while (at) {
		size_t from = utf8_back(text, at), used;
		utf8proc_category_t category =
		        utf8proc_category((utf8proc_int32_t)utf8_decode(text + from, at - from, &used));
		bool word = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
		int now = word ? 0 : category == UTF8PROC_CATEGORY_ZS ? 1 : 2;
		if (kind >= 0 && (now != kind || kind == 2))
			break;
		kind = now;
		at = from;
	}
	return at;
}

/* Attributes after a word are the word's. */
static DocNode *split_word(Maker *maker, DocNode *text)
{
	size_t at = last_token(text->u.text.text, text->u.text.len);
	DocNode *word = doc_text(maker->doc, text->pos, text->u.text.text + at, text->u.text.len - at);
	doc_insert_after(text, word);
	own_text(text)[at] = '\0';
	text->u.text.len = at;
	if (!at)
		doc_unlink(text);
	return word;
}

static bool is_text(const DocNode *node)
{
	return node && node->type == DOC_TEXT && !node->unpaired && node->u.text.len;
}

/* What attributes after it are given to: itself, or a span around it. */
static DocNode *attr_target(Maker *maker, DocNode *before)
{
	switch (before->type) {
	case DOC_CODE:
	case DOC_MATH:
	case DOC_LINK:
	case DOC_IMAGE:
	case DOC_SPAN:
	case DOC_SMALL_CAPS:
	case DOC_UNDERLINE:
		return before;
	default:
		break;
	}
	DocNode *span = doc_node(maker->doc, DOC_SPAN, before->pos);
	doc_insert_before(before, span);
	doc_append(span, before);
	return span;
}

/* Whether a paragraph is, so far, one that may be a table's or a listing's caption. */
static bool may_be_caption(const DocNode *para, cmark_node *from)
{
	cmark_node *block = cmark_node_parent(from), *next = block ? cmark_node_next(block) : NULL;
	const DocNode *text = para->first;
	const DocNode *prev = para->prev;
	bool beside = (prev && (prev->type == DOC_TABLE || prev->type == DOC_CODE_BLOCK)) || md_is_table(next);
	return beside && is_text(text) && (*text->u.text.text == ':' || str_starts(text->u.text.text, "Table:"));
}

/* Attributes that end a heading or a caption, or are a line of their own before a
 * block, are the block's. */
static bool give_block(Maker *maker, cmark_node *from, MdMark *mark)
{
	DocNode *block = maker->current, *before = block->last;
	cmark_node *next = cmark_node_next(from);
	if (!next && before &&
	    (block->type == DOC_HEADER || (block->type == DOC_PARA && may_be_caption(block, from)))) {
		if (before->type == DOC_TEXT)
			trim_end(before);
	} else if (!(!next && block->type == DOC_HEADER) &&
	           (before || block->type != DOC_PARA || (next && cmark_node_get_type(next) != CMARK_NODE_SOFTBREAK))) {
		return false;
	}
	md_attr_apply(maker->doc, block, mark->attr);
	return true;
}

static void give_attr(Maker *maker, DocNode *target, const DocAttr *attr)
{
	md_attr_apply(maker->doc, target, attr);
	if (target->type == DOC_CODE)
		md_read_raw(maker, target);
	else
		doc_check_classes(maker->doc, target, &maker->tally);
}

/* A display that only blanks part from what follows: they go, attributes are the display's; NULL. */
static DocNode *display_before(DocNode *blank)
{
	DocNode *math = is_text(blank) && !blank->u.text.text[strspn(blank->u.text.text, " \t")] ? blank->prev : NULL;
	if (!math || math->type != DOC_MATH || !math->u.math.display)
		return NULL;
	doc_unlink(blank);
	return math;
}

static void add_attr(Maker *maker, cmark_node *from, MdMark *mark)
{
	DocNode *before = maker->current->last, *display = display_before(before);
	if (mark->open) {
		close_span(maker, mark);
		return;
	}
	if (mark->shortcut && maker->link_count && maker->links[maker->link_count - 1] == before) {
		maker->link_count--;
		before->type = md_span_type(mark->attr);
		before->u.link.url = before->u.link.title = NULL;
		md_attr_apply(maker->doc, before, mark->attr);
		return;
	}
	if (display) {
		give_attr(maker, display, mark->attr);
		return;
	}
	if (give_block(maker, from, mark))
		return;
	bool breaks = before && (before->type == DOC_SOFT_BREAK || before->type == DOC_LINE_BREAK);
	if (!before || breaks || before->type == DOC_RAW_INLINE || (before->type == DOC_TEXT && !is_text(before)))
		add_text(maker, maker->last, mark->text, mark->len);
	else
		give_attr(maker, attr_target(maker, is_text(before) ? split_word(maker, before) : before), mark->attr);
}

/* ---- marks ---- */

bool md_holds(const MdMark *mark)
{
	return mark->kind == MD_SUPERSCRIPT || mark->kind == MD_SUBSCRIPT || mark->kind == MD_STRIKEOUT;
}

/* Where a formula's line, or what of it stands on the source's, begins there: behind a
 * quotation's mark, or what comes before the formula. */
static size_t line_column(Maker *maker, const char *from, uint32_t line)
{
	if (!line || line > maker->line_count)
		return 0;
	const char *own = maker->text + maker->lines[line - 1];
	size_t rest = maker->len - maker->lines[line - 1], len = strcspn(from, "\n"), indent = 0;
	while (indent + len < rest && own[indent] != '\n' && memcmp(own + indent, from, len) != 0)
		indent++;
	return indent + 1;
}

static Pos place_in_math(Maker *maker, const MdMark *mark, size_t offset)
{
	uint32_t line = mark->line;
	const char *from = mark->text;
	for (const char *end; (end = memchr(from, '\n', (size_t)(mark->text + offset - from))); from = end + 1)
		line++;
	bool first = from == mark->text && !mark->late;
	size_t col = first ? mark->col + mark->opening : line_column(maker, from, line);
	return md_place(maker, line, (uint32_t)(col + (size_t)(mark->text + offset - from)));
}

static void read_math(Maker *maker, const MdMark *mark, DocNode *math)
{
	MathFault fault;
	math->u.math.tree =
	        math_parse(maker->doc->arena, mark->text, mark->len, mark->display, maker->doc->macros, &fault);
	if (math->u.math.tree)
		return;
	Pos last = maker->last;
	diag_report(maker->diag, DIAG_WARNING, place_in_math(maker, mark, fault.offset), "math-fault",
	            "%s; the formula is shown as its source", fault.message);
	maker->last = last;
}

/* A formula in a line that is \\eqref and no more refers as [](#id) does. */
static bool is_reference(const DocNode *math)
{
	const MathTree *tree = math->u.math.display ? NULL : math->u.math.tree;
	const MathRef *ref = tree ? tree->refs : NULL;
	return ref && ref->bracketed && tree->root->count == 1 && tree->root->kids[0] == ref->words;
}

static void add_math(Maker *maker, const MdMark *mark, Pos pos)
{
	DocNode *math = doc_node(maker->doc, DOC_MATH, pos), *link;
	math->u.math.text = mark->text;
	math->u.math.len = mark->len;
	math->u.math.display = mark->display;
	doc_append(maker->current, math);
	read_math(maker, mark, math);
	if (math->u.math.tree && !math->u.math.tree->root->count) { /* it defines macros */
		maker->defines = true;
		doc_unlink(math);
		return;
	}
	if (!is_reference(math))
		return;
	link = doc_node(maker->doc, DOC_LINK, pos);
	link->u.link.url = arena_printf(maker->doc->arena, "#%s", math->u.math.tree->refs->label);
	doc_replace(math, link);
}

void md_add_display(Maker *maker, DocNode *code, uint32_t line)
{
	const MdMark mark = {.kind = MD_MATH,
	                     .text = code->u.code.text,
	                     .len = code->u.code.len,
	                     .display = true,
	                     .line = line,
	                     .late = true};
	DocNode *para = doc_node(maker->doc, DOC_PARA, code->pos);
	doc_replace(code, para);
	maker->current = para;
	add_math(maker, &mark, code->pos);
	maker->current = para->parent;
}

static void add_emoji(Maker *maker, const MdMark *mark, Pos pos)
{
	DocNode *span = doc_node(maker->doc, DOC_SPAN, pos);
	doc_add_class(maker->doc, span, "emoji");
	doc_set_key(maker->doc, span, "data-emoji", mark->name);
	doc_append(span, doc_text(maker->doc, pos, mark->text, mark->len));
	doc_append(maker->current, span);
}

static void add_unknown(Maker *maker, const MdMark *mark, Pos pos)
{
	tally_add(&maker->tally, pos, "variable-unknown",
	          "this names nothing in the front matter, so it stays as it is; add it to variables: there, or write "
	          "\\{{");
	add_text(maker, pos, mark->text, mark->len);
}

void md_enter_mark(Maker *maker, cmark_node *from)
{
	static const DocType types[] = {
	        [MD_SUPERSCRIPT] = DOC_SUPERSCRIPT,
	        [MD_SUBSCRIPT] = DOC_SUBSCRIPT,
	        [MD_STRIKEOUT] = DOC_STRIKEOUT,
	};
	MdMark *mark = md_mark(from);
	Pos pos = md_place(maker, mark->line, mark->col);
	switch (mark->kind) {
	case MD_SUPERSCRIPT:
	case MD_SUBSCRIPT:
	case MD_STRIKEOUT:
		md_open(maker, types[mark->kind], pos);
		break;
	case MD_ATTR:
		add_attr(maker, from, mark);
		break;
	case MD_SPAN_OPEN:
		mark->node = add_text(maker, pos, "[", 1);
		break;
	case MD_MATH:
		add_math(maker, mark, pos);
		break;
	case MD_VARIABLE:
		add_unknown(maker, mark, pos); /* tree.c reads those that are known */
		break;
	case MD_EMOJI:
		add_emoji(maker, mark, pos);
		break;
	case MD_QUOTE:
		add_text(maker, pos, mark->text, mark->len)->unpaired = true; /* until md_pair_quotes */
		break;
	default:
		add_text(maker, pos, mark->text, mark->len);
		break;
	}
}

/* ---- cmark's own ---- */

static void add_note_ref(Maker *maker, cmark_node *from)
{
	const char *number = cmark_node_get_literal(from);
	unsigned long value = number ? strtoul(number, NULL, 10) : 0;
	if (!value || value > maker->len)
		return;
	DocNode *ref = doc_node(maker->doc, DOC_NOTE_REF, md_place_of(maker, from));
	while (maker->note_count < value) {
		maker->notes = base_grow(maker->notes, maker->note_count, &maker->note_cap, sizeof *maker->notes);
		maker->notes[maker->note_count++] = doc_node(maker->doc, DOC_NOTE, ref->pos);
	}
	ref->u.note_ref.note = maker->notes[value - 1];
	doc_append(maker->current, ref);
}

static const char *own_copy(Maker *maker, const char *text)
{
	char *copy = arena_strdup(maker->doc->arena, text);
	md_show_signs(copy, strlen(copy));
	return copy;
}

static const char *own_title(Maker *maker, cmark_node *from)
{
	const char *title = cmark_node_get_title(from);
	return title && *title ? own_copy(maker, title) : NULL;
}

static const char *own_url(Maker *maker, cmark_node *from)
{
	const char *url = cmark_node_get_url(from);
	return own_copy(maker, url ? url : "");
}

/* Whether the address was left out; says so. */
static bool is_left_out(Maker *maker, const char *url, Pos pos)
{
	if (!str_eq(url, MD_LONG_URL))
		return false;
	tally_add(&maker->tally, pos, "reference-costly",
	          "this reference's address and title are too long to be used so often, so they are left "
	          "out; shorten them");
	return true;
}

static void open_link(Maker *maker, cmark_node *from)
{
	DocNode *link = md_open(maker, DOC_LINK, md_place_of(maker, from));
	const char *url = own_url(maker, from);
	if (is_left_out(maker, url, link->pos)) {
		link->type = DOC_SPAN;
		return;
	}
	link->u.link.url = url;
	link->u.link.title = own_title(maker, from);
	if (!str_starts(link->u.link.url, MD_HEADING_URL))
		return;
	maker->links = base_grow(maker->links, maker->link_count, &maker->link_cap, sizeof *maker->links);
	maker->links[maker->link_count++] = link;
}

static void open_image(Maker *maker, cmark_node *from)
{
	DocNode *image = md_open(maker, DOC_IMAGE, md_place_of(maker, from));
	image->u.image.url = own_url(maker, from);
	if (is_left_out(maker, image->u.image.url, image->pos))
		image->u.image.url = "";
	image->u.image.title = own_title(maker, from);
}

static void add_break(Maker *maker, bool soft)
{
	if (soft && !maker->current->first && maker->current->attr)
		return; /* after a paragraph's attributes */
	if (!soft && is_text(maker->current->last))
		trim_end(maker->current->last);
	doc_append(maker->current, doc_node(maker->doc, soft ? DOC_SOFT_BREAK : DOC_LINE_BREAK, maker->last));
}

void md_enter_inline(Maker *maker, cmark_node *from)
{
	const char *text = cmark_node_get_literal(from);
	switch (cmark_node_get_type(from)) {
	case CMARK_NODE_TEXT:
		if (text) {
			Pos pos = md_place_of(maker, from);
			md_check_text(maker, text);
			add_text(maker, pos, text, strlen(text));
		}
		break;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		add_break(maker, cmark_node_get_type(from) == CMARK_NODE_SOFTBREAK);
		md_indent_line(maker, from);
		break;
	case CMARK_NODE_CODE:
		md_check_inline_cell(maker, md_add_literal(maker, DOC_CODE, from, false));
		break;
	case CMARK_NODE_HTML_INLINE:
		md_add_literal(maker, DOC_RAW_INLINE, from, false);
		break;
	case CMARK_NODE_EMPH:
		md_open(maker, DOC_EMPH, md_place_of(maker, from));
		break;
	case CMARK_NODE_STRONG:
		md_open(maker, DOC_STRONG, md_place_of(maker, from));
		break;
	case CMARK_NODE_LINK:
		open_link(maker, from);
		break;
	case CMARK_NODE_IMAGE:
		open_image(maker, from);
		break;
	case CMARK_NODE_FOOTNOTE_REFERENCE:
		add_note_ref(maker, from);
		break;
	default:
		break;
	}
}
