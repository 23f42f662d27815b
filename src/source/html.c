/* Reading raw HTML: libxml2 takes it apart, and nodes are made of what it tells. */
#include "source/html.h"
#include "source/html_text.h"
#include "markdown/markdown.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* An element that is open. */
typedef struct {
	const HtmlElement *element; /* NULL: not known */
	char name[32];              /* as libxml2 has it */
	DocNode *node;              /* what it holds is appended to; of an element without a node, the one around */
	DocNode *before;            /* what stood last in the node around when it began */
	DocNode *foot;              /* a table's, which closes it wherever it stands */
	size_t start, end;          /* its tag */
} Open;

enum { DEEPEST = 200, MOST_COPIED = 1 << 30 };

typedef struct {
	Doc *doc;
	Tally tally;
	DocNode *parent; /* whose children are read */
	HtmlText text;
	size_t next; /* the first piece whose end was not reached */
	htmlParserCtxtPtr parser;
	size_t base;    /* where in the text it has begun */
	size_t mark;    /* where in the text what it told last has ended */
	bool stopped;   /* nothing that it tells counts */
	size_t resumed; /* where it is to begin anew; 0: nowhere */
	bool deep;      /* some tags are too deep to be open, so that their ends close nothing */
	Buf words;      /* text that is not a node yet */
	size_t words_at;
	Open open[DEEPEST];
	size_t depth;
} Html;

/* ---- places ---- */

/* Where libxml2 stands. */
static size_t here(const Html *html)
{
	const xmlParserInput *input = html->parser->input;
	return html->base + input->consumed + (size_t)(input->cur - input->base);
}

/* ---- nodes ---- */

static DocNode *holder(const Html *html)
{
	return html->depth ? html->open[html->depth - 1].node : html->parent;
}

static bool in_code(const Html *html)
{
	for (size_t i = 0; i < html->depth; i++) {
		if (html->open[i].node->type == DOC_CODE_BLOCK)
			return true;
	}
	return false;
}

/* What was collected becomes a text; outside code, white space is one space. */
static void put_words(Html *html)
{
	const char *text = html->words.data;
	size_t len = html->words.len, skip = len ? strspn(text, " \t\r\n") : 0;
	Buf out = {0};
	bool code = in_code(html);
	for (size_t at = 0; at < len; at++) {
		bool space = strchr(" \t\r\n", text[at]) != NULL && text[at] && !code;
		if (!space)
			buf_char(&out, text[at]);
		else if (!out.len || out.data[out.len - 1] != ' ')
			buf_char(&out, ' ');
	}
	if (out.len) {
		size_t at = html->words_at;
		Pos pos = src_html_advance(src_html_place(&html->text, at), html->text.text.data + at, skip);
		doc_append(holder(html), doc_text(html->doc, pos, out.data, out.len));
	}
	buf_free(&out);
	buf_clear(&html->words);
}

/* A block of Markdown in a <p> makes it a part of the text that holds both. */
static void put_piece(Html *html, const HtmlPiece *piece)
{
	DocNode *parent = holder(html);
	if (parent->type == DOC_PARA && parent != html->parent && doc_is_block(piece->node->type))
		parent->type = DOC_DIV;
	doc_append(parent, piece->node);
}

/* Nodes whose signs libxml2 took for something else, as in an attribute that does not
 * end, stand where it goes on. */
static void put_missed(Html *html, size_t upto)
{
	for (; html->next < html->text.count && html->text.pieces[html->next].end <= upto; html->next++) {
		if (html->text.pieces[html->next].sign)
			put_piece(html, &html->text.pieces[html->next]);
	}
}

/* Whether there are such before this place: the next piece is the first of them. */
static bool misses(Html *html, size_t upto)
{
	while (html->next < html->text.count && !html->text.pieces[html->next].sign &&
	       html->text.pieces[html->next].end <= upto)
		html->next++;
	return html->next < html->text.count && html->text.pieces[html->next].end <= upto;
}

/* ---- the ends of elements ---- */

/* Whether the tag of which libxml2 stands at the end closes the element, rather than
 * another around it or one that cannot be in it. */
static bool is_closed(const Html *html, const Open *open)
{
	size_t at = here(html), len = strlen(open->name);
	const char *text = html->text.text.data;
	if (at < 2 || text[at - 1] != '>')
		return false;
	if (at == open->end + 1 || (text[at - 2] == '/' && at == open->end + 2))
		return true; /* it is of one tag alone */
	for (at--; at && text[at] != '<';)
		at--;
	return text[at + 1] == '/' && !strncasecmp(text + at + 2, open->name, len);
}

static const char *tag_name(Html *html, const Open *open)
{
	const char *name = html->text.text.data + open->start + 1;
	return arena_strndup(html->doc->arena, name, strcspn(name, " \t\r\n/>"));
}

/* What was written between < and >, with them. */
static DocNode *tag_text(Html *html, const Open *open)
{
	return doc_text(html->doc, src_html_place(&html->text, open->start), html->text.text.data + open->start,
	                open->end + 1 - open->start);
}

/* A tag that nobody knows and nothing closes is text, such as <int> and <your name>. */
static void show_tag(Html *html, const Open *open, bool closed)
{
	Pos pos = src_html_place(&html->text, open->start);
	if (closed) {
		tally_add(&html->tally, pos, "html-unknown",
		          arena_printf(html->doc->arena,
		                       "the tag <%s> means nothing here, so it is left out and its text "
		                       "kept; use Markdown for it",
		                       tag_name(html, open)));
		return;
	}
	tally_add(&html->tally, pos, "html-unknown",
	          arena_printf(
	                  html->doc->arena,
	                  "the tag <%s> means nothing here and is never closed, so it is shown as it is; write \\<%s> "
	                  "if that is meant",
	                  tag_name(html, open), tag_name(html, open)));
	DocNode *text = tag_text(html, open);
	if (open->before)
		doc_insert_after(open->before, text);
	else if (open->node->first)
		doc_insert_before(open->node->first, text);
	else
		doc_append(open->node, text);
}

/* Whether all attributes of a tag are words without a value, none of which HTML has: "<b and c>". */
static bool has_words_alone(const Html *html, const Open *open)
{
	static const char *const own[] = {"hidden", "open", "reversed", "controls", "checked", "disabled", "selected"};
	const char *text = html->text.text.data + open->start + 1, *end = html->text.text.data + open->end;
	size_t count = 0;
	for (text += strcspn(text, " \t\r\n/>"); text < end; count++) {
		text += strspn(text, " \t\r\n");
		size_t len = strcspn(text, " \t\r\n/>");
		for (size_t i = 0; i < BASE_LEN(own); i++) {
			if (len == strlen(own[i]) && !strncasecmp(text, own[i], len))
				return false;
		}
		if (!len || memchr(text, '=', len) || strchr("\"\'", *text))
			break;
		text += len;
	}
	return count && text >= end;
}

/* Whether what is no block and is never closed was likely no tag: "a<b and c>d", "Vec<u>". */
static bool is_likely_text(const Html *html, const Open *open)
{
	const DocNode *before = open->before;
	const char *text = before && before->type == DOC_TEXT ? before->u.text.text : "";
	char last = *text ? text[before->u.text.len - 1] : ' ';
	bool behind = (last >= '0' && last <= '9') || ((last | 32) >= 'a' && (last | 32) <= 'z');
	size_t tag = open->end - open->start;
	return doc_is_inline(open->element->type) &&
	       (has_words_alone(html, open) || (behind && tag == strlen(open->name) + 1));
}

/* Such a tag stands before what it would hold. */
static void show_text(Html *html, const Open *open)
{
	tally_add(
	        &html->tally, src_html_place(&html->text, open->start), "html-unclosed",
	        arena_printf(html->doc->arena,
	                     "<%s> is never closed and looks like no tag, so it is shown as it is; write \\<%s if that "
	                     "is meant, or close it with </%s>",
	                     tag_name(html, open), tag_name(html, open), tag_name(html, open)));
	doc_insert_before(open->node, tag_text(html, open));
	doc_unwrap(open->node);
}

static void close_element(Html *html, bool closed)
{
	put_words(html);
	Open *open = &html->open[--html->depth];
	const HtmlElement *element = open->element;
	if (!element)
		show_tag(html, open, closed);
	else if (!closed && !element->optional && element->action == HTML_NODE && is_likely_text(html, open))
		show_text(html, open);
	else if (!closed && !element->optional && !html->deep)
		tally_add(&html->tally, src_html_place(&html->text, open->start), "html-unclosed",
		          arena_printf(
		                  html->doc->arena,
		                  "<%s> is not closed where it should be, so it ends with what it stands in; close it "
		                  "with </%s>",
		                  tag_name(html, open), tag_name(html, open)));
	if (element && element->action == HTML_DROP && (!closed || element->optional))
		doc_unwrap(open->node);
	else if (element && element->action == HTML_DROP)
		doc_unlink(open->node);
	if (open->foot && open->foot->parent == open->node)
		doc_append(open->node, open->foot);
}

/* ---- what libxml2 tells ---- */

/* Whether a tag of a table is where it makes one, in the innermost table that is
 * open: a table does not hold another. */
static bool makes_table(const Html *html, const HtmlElement *element)
{
	const DocNode *table = NULL;
	DocType type = html->parent->type;
	bool any = doc_ancestor(html->parent, DOC_TABLE) != NULL;
	for (size_t i = 0; i < html->depth; i++) {
		any = any || html->open[i].node->type == DOC_TABLE;
		table = str_eq(html->open[i].name, "table") ? html->open[i].node : table;
	}
	if (src_holds_inlines(type) && type != DOC_PARA && type != DOC_PLAIN)
		return false;
	return element->type == DOC_TABLE ? !any : table && table->type == DOC_TABLE;
}

static void tell_element(Html *html, const HtmlElement *element, const Open *open)
{
	const char *text =
	        element->action == HTML_DROP
	                ? "<%s> is left out with all that it holds; remove it"
	                : "the tag <%s> means nothing here, so it is left out and its text kept; use Markdown "
	                  "for it";
	Buf message = {0};
	const char *name = strstr(text, "%s");
	buf_add(&message, text, (size_t)(name - text));
	buf_str(&message, tag_name(html, open));
	buf_str(&message, name + 2);
	tally_add(&html->tally, src_html_place(&html->text, open->start),
	          element->action == HTML_DROP ? "html-dropped" : "html-unknown", message.data);
	buf_free(&message);
}

static void open_element(Html *html, Open *open, const char *const *attributes)
{
	static const HtmlElement apart = {"div", HTML_PART, DOC_DIV, true},
	                         listing = {"div", HTML_NODE, DOC_DIV, false};
	const HtmlElement *element = open->element;
	if (!element && src_html_is_of_listing(attributes) && !src_holds_inlines(open->node->type))
		open->element = element = &listing;
	if (element && element->action == HTML_TABLE && !makes_table(html, element))
		open->element = element = &apart;
	if (element && (element->action == HTML_DROP || element->action == HTML_PART))
		tell_element(html, element, open);
	if (!element || element->action == HTML_ALONE)
		return;
	DocNode *node = src_html_node(html->doc, element, attributes, src_html_place(&html->text, open->start));
	doc_append(open->node, node);
	if (element == &listing)
		src_html_keep_caption(html->doc, node, attributes);
	if (element->action != HTML_VOID)
		open->node = node;
	for (size_t i = str_eq(open->name, "tfoot") ? html->depth : 0; i-- > 0;) {
		if (html->open[i].node->type == DOC_TABLE) {
			html->open[i].foot = html->open[i].foot ? html->open[i].foot : node;
			break;
		}
	}
}

/* The tag that was read last, of this name, from the mark on. */
static size_t find_tag(const Html *html, const char *name, size_t end)
{
	size_t len = strlen(name);
	for (size_t at = html->mark; at + len < end; at++) {
		if (html->text.text.data[at] == '<' && !strncasecmp(html->text.text.data + at + 1, name, len))
			return at;
	}
	return html->mark;
}

/* All is closed, and what follows is read anew. */
static void stop(Html *html, size_t resumed)
{
	html->resumed = resumed;
	html->stopped = true;
	xmlStopParser(html->parser);
}

/* A tag that does not end, as one of which a quotation mark is missing. */
static void skip_tag(Html *html, const char *name)
{
	tally_add(&html->tally, src_html_place(&html->text, find_tag(html, name, html->text.pieces[html->next].end)),
	          "html-unclosed",
	          arena_printf(html->doc->arena,
	                       "the tag <%s> has no end here, so it is left out; is a quotation mark missing?", name));
	stop(html, html->text.pieces[html->next].start);
}

static void on_start(void *closure, const xmlChar *name, const xmlChar **attributes)
{
	Html *html = closure;
	size_t end = here(html);
	if (html->stopped || str_eq((const char *)name, HTML_ROOT))
		return;
	put_words(html);
	if (misses(html, end)) {
		skip_tag(html, (const char *)name);
		return;
	}
	Open *open = &html->open[html->depth];
	*open = (Open){.element = src_html_element((const char *)name),
	               .start = find_tag(html, (const char *)name, end)};
	snprintf(open->name, sizeof open->name, "%s", (const char *)name);
	open->node = holder(html);
	open->before = open->node->last;
	open->end = end + (html->text.text.data[end] == '/');
	open_element(html, open, (const char *const *)attributes);
	html->depth++;
	html->mark = open->end < html->text.text.len ? open->end + 1 : html->text.text.len;
	if (open->element && open->element->action == HTML_VOID)
		html->depth--;
	if (html->depth == DEEPEST) {
		html->deep = true;
		stop(html, html->mark);
	}
}

static void on_end(void *closure, const xmlChar *name)
{
	Html *html = closure;
	size_t at = html->stopped ? 0 : html->depth;
	while (at && strncmp(html->open[at - 1].name, (const char *)name, sizeof html->open->name - 1) != 0)
		at--;
	if (at)
		put_words(html);
	if (at)
		put_missed(html, here(html));
	for (bool closed; at && html->depth >= at;) {
		closed = html->depth == at && is_closed(html, &html->open[at - 1]);
		close_element(html, closed);
	}
	if (!html->stopped && here(html) && html->text.text.data[here(html) - 1] == '>')
		html->mark = here(html);
}

static void on_words(void *closure, const xmlChar *text, int len)
{
	Html *html = closure;
	if (html->stopped)
		return;
	if (!html->words.len)
		html->words_at = html->mark;
	buf_add(&html->words, text, (size_t)len);
}

/* What stands in <script> and <style>. */
static void on_script(void *closure, const xmlChar *text, int len)
{
	(void)closure;
	(void)text;
	(void)len;
}

static void on_comment(void *closure, const xmlChar *text)
{
	Html *html = closure;
	if (html->stopped)
		return;
	put_words(html);
	if (src_html_is_page_break((const char *)text) && !src_holds_inlines(holder(html)->type))
		doc_append(holder(html), doc_node(html->doc, DOC_PAGE_BREAK, src_html_place(&html->text, html->mark)));
	html->mark = here(html);
	put_missed(html, html->mark);
}

/* A sign, which is known by its place. */
static void on_instruction(void *closure, const xmlChar *target, const xmlChar *data)
{
	Html *html = closure;
	(void)data;
	if (html->stopped)
		return;
	put_words(html);
	if (!str_eq((const char *)target, "bifolio") && !str_eq((const char *)target, "xml"))
		tally_add(&html->tally, src_html_place(&html->text, html->mark), "html-dropped",
		          arena_printf(html->doc->arena,
		                       "<?%s ... ?> is run by no one here and left out; write what it gives",
		                       (const char *)target));
	html->mark = here(html);
	put_missed(html, html->mark);
}

/* Browsers read </br> as <br>, and </p> that closes nothing as an empty paragraph: words on both sides stay apart. */
static void break_line(Html *html, size_t at, bool always)
{
	put_words(html);
	const DocNode *last = holder(html)->last;
	if (!always && (!last || doc_is_block(last->type)))
		return;
	doc_append(holder(html), doc_node(html->doc, DOC_LINE_BREAK, src_html_place(&html->text, at)));
	while (at < html->text.text.len && html->text.text.data[at] != '>')
		at++;
	html->mark = at < html->text.text.len ? at + 1 : at;
}

static void on_fault(void *closure, xmlErrorPtr error)
{
	Html *html = closure;
	if (html->stopped || html->deep || error->code != XML_ERR_TAG_NAME_MISMATCH || !error->message ||
	    !str_starts(error->message, "Unexpected end tag") || !error->str1)
		return;
	size_t at = here(html);
	while (at > html->mark && html->text.text.data[at] != '<')
		at--;
	bool breaks = str_eq(error->str1, "br");
	if (breaks || str_eq(error->str1, "p"))
		break_line(html, at, breaks);
	if (breaks)
		return;
	tally_add(&html->tally, src_html_place(&html->text, at), "html-unopened",
	          arena_printf(html->doc->arena, "</%s> closes nothing here; remove it, or open it with <%s>",
	                       error->str1, error->str1));
}

static htmlParserCtxtPtr new_parser(Html *html)
{
	size_t len = html->text.text.len - html->base;
	htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(html->text.text.data + html->base, (int)len);
	if (!parser)
		base_no_memory();
	*parser->sax = (htmlSAXHandler){.initialized = XML_SAX2_MAGIC,
	                                .startElement = on_start,
	                                .endElement = on_end,
	                                .characters = on_words,
	                                .ignorableWhitespace = on_words,
	                                .cdataBlock = on_script,
	                                .comment = on_comment,
	                                .processingInstruction = on_instruction,
	                                .serror = on_fault};
	parser->userData = html;
	htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOIMPLIED);
	parser->options |= XML_PARSE_HUGE; /* the source's size is bounded already */
	xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
	return parser;
}

/* Reads from the base on: all, or as far as it goes. */
static void read_text(Html *html)
{
	html->parser = new_parser(html);
	html->stopped = false;
	html->resumed = 0;
	html->mark = html->base + strlen(HTML_ROOT) + 2;
	htmlParseDocument(html->parser);
	if (!html->stopped) {
		put_words(html);
		put_missed(html, html->text.text.len);
	}
	html->stopped = true;
	while (html->depth)
		close_element(html, true);
	htmlFreeParserCtxt(html->parser);
	html->parser = NULL;
}

/* What was read already gives room to the element around all. */
static void rewind_root(Html *html)
{
	html->base = html->resumed - strlen(HTML_ROOT) - 2;
	html->text.text.data[html->base] = '<';
	memcpy(html->text.text.data + html->base + 1, HTML_ROOT, strlen(HTML_ROOT));
	html->text.text.data[html->resumed - 1] = '>';
}

/* What is left stands as it is. */
static void put_rest(Html *html)
{
	for (; html->next < html->text.count; html->next++) {
		const HtmlPiece *piece = &html->text.pieces[html->next];
		size_t from = piece->start > html->resumed ? piece->start : html->resumed;
		if (piece->sign) {
			put_piece(html, piece);
		} else if (html->resumed && piece->end > from) {
			src_html_costly(&html->tally, piece->node->pos);
			doc_append(html->parent, doc_text(html->doc, piece->node->pos, html->text.text.data + from,
			                                  piece->end - from));
		}
	}
}

static void read_children(Html *html, DocNode *parent)
{
	html->parent = parent;
	html->next = html->depth = html->base = 0;
	src_html_collect(&html->text, parent, &html->tally);
	size_t copied = 0;
	for (read_text(html); html->resumed && html->resumed < html->text.text.len; read_text(html)) {
		rewind_root(html);
		copied += html->text.text.len - html->base; /* libxml2 makes a copy of its own */
		if (copied > MOST_COPIED)
			break;
	}
	put_rest(html);
}

static bool has_raw(const DocNode *parent)
{
	const DocNode *node = parent->first;
	while (node && !src_html_is_raw(node))
		node = node->next;
	return node != NULL;
}

/* Every node that has raw HTML among its children. */
static DocNode **find_parents(DocNode *top, size_t *count)
{
	DocNode **parents = NULL;
	size_t cap = 0;
	*count = 0;
	for (DocNode *node = top; node; node = doc_next_mutable(node, top, false)) {
		if (!has_raw(node))
			continue;
		parents = base_grow(parents, *count, &cap, sizeof *parents);
		parents[(*count)++] = node;
	}
	return parents;
}

static void read_tree(Html *html, DocNode *top)
{
	size_t count;
	DocNode **parents = find_parents(top, &count);
	for (size_t i = 0; i < count; i++)
		read_children(html, parents[i]);
	if (count) {
		src_html_repair(html->doc, top);
		src_html_tables(html->doc, top);
	}
	src_ruby(html->doc, top);
	doc_join_texts(html->doc, top);
	md_link_addresses(html->doc, top);
	free(parents);
}

void src_html(Doc *doc, Diag *diag)
{
	Html *html = base_calloc(1, sizeof *html);
	html->doc = doc;
	html->tally.arena = doc->arena;
	for (size_t i = 0; i <= doc->note_count; i++) {
		DocNode *top = i ? doc->notes[i - 1] : doc->root;
		src_html_math(doc, top, diag);
		read_tree(html, top);
	}
	tally_tell(&html->tally, diag);
	buf_free(&html->words);
	src_html_text_free(&html->text);
	free(html);
}
