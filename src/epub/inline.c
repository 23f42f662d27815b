/* The text inside paragraphs. */
#include "epub/html.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- elements that are left and taken up again ---------------------------- */

static EpTag tag_of(Html *html, const DocNode *node)
{
	bool link = node->type == DOC_LINK;
	if (link && html->link == node)
		return (EpTag){"a", NULL};
	if (link || node->type == DOC_QUOTED)
		return (EpTag){ep_needs_tag(html, node) ? "span" : NULL, NULL};
	return ep_tag(node);
}

static void put_end(Html *html, const char *tag)
{
	if (tag)
		buf_printf(html->out, "</%s>", tag);
}

/* A link of a picture without a text, say, is called by where it leads. */
static void put_link_name(Html *html, const DocNode *link)
{
	const DocNode *target = link->u.link.target;
	Buf name = {0};
	if (!ep_is_blank(link))
		return;
	if (target)
		doc_plain_text(target, &name);
	else
		buf_str(&name, link->u.link.url);
	ep_attr(html->out, "aria-label", ep_has_text(name.data) ? name.data : html->ep->id_of[target->serial]);
	buf_free(&name);
}

static void put_link(Html *html, const DocNode *node)
{
	const DocNode *target = node->u.link.target;
	ep_open_start(html, node, (EpTag){"a", NULL});
	if (target) {
		const EpFile *there = ep_file_of(html->ep, target);
		buf_printf(html->out, " href=\"%s#%s\"", there == html->file ? "" : there->name,
		           html->ep->id_of[target->serial]);
	} else {
		ep_href(html->out, node->u.link.url);
	}
	if (ep_has_text(node->u.link.title))
		ep_attr(html->out, "title", node->u.link.title);
	put_link_name(html, node);
	buf_char(html->out, '>');
}

static void put_start(Html *html, const DocNode *node)
{
	EpTag tag = tag_of(html, node);
	if (node->type == DOC_LINK && html->link == node)
		put_link(html, node);
	else if (tag.tag)
		ep_open_tag(html, node, tag);
}

/* Closes what is open between node and top, top included. */
static void close_up_to(Html *html, const DocNode *node, const DocNode *top)
{
	for (const DocNode *at = node->parent; at; at = at->parent) {
		if (doc_is_inline(at->type))
			put_end(html, tag_of(html, at).tag);
		if (at == top)
			return;
	}
}

/* Opens the same again, from the outermost in; ids were given already. */
static void open_again(Html *html, const DocNode *node, const DocNode *top)
{
	html->again = true;
	for (const DocNode *outer = top; outer != node;) {
		if (doc_is_inline(outer->type))
			put_start(html, outer);
		const DocNode *next = node;
		while (next->parent != outer)
			next = next->parent;
		outer = next;
	}
	html->again = false;
}

/* ---- text ---------------------------------------------------------------- */

/* A marker inside a text; a link is interrupted, since nothing else is to be in it. */
static void put_inner_marker(Html *html, const DocNode *node, size_t page)
{
	const DocNode *link = html->link;
	bool element = link && node->type != DOC_TEXT; /* code, which has a tag of its own */
	if (element)
		put_end(html, tag_of(html, node).tag);
	if (link)
		close_up_to(html, node, link);
	ep_put_marker(html->ep, html->out, html->file->name, page, "span");
	if (link)
		open_again(html, node, link);
	html->again = element;
	if (element)
		put_start(html, node);
	html->again = false;
}

/* Bytes of a word that a line of a phone may not hold. */
enum { LONG_WORD = 24, LONG_LINE = 30 };

static bool has_run(const char *text, size_t len, const char *ends, size_t least)
{
	for (size_t i = 0, run; i < len; i += run + 1) {
		run = strcspn(text + i, ends); /* a text ends with a NUL */
		if (run >= least)
			return true;
	}
	return false;
}

/* What the whole of a text has: asked again for each file that a long one goes on in. */
static const EpRuns *runs_of(const Html *html, const DocNode *node)
{
	EpRuns *runs = &html->ep->runs;
	const char *text = node->u.text.text;
	size_t len = node->u.text.len;
	bool block = node->type == DOC_CODE_BLOCK, code = block || node->type == DOC_CODE;
	if (runs->node == node)
		return runs;
	runs->node = node;
	runs->lines = block && (node->u.code.listing || html->ep->job->style->code.numbers ||
	                        has_run(text, len, "\n", LONG_LINE));
	runs->words = (code || memchr(text, '/', len)) && has_run(text, len, " \n\t", LONG_WORD);
	return runs;
}

bool ep_has_lines(const Html *html, const DocNode *node)
{
	return node->type == DOC_CODE_BLOCK && runs_of(html, node)->lines;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* After which bytes an element stands between the letters of a text, of those from one on to another: a line's end in
 * a listing that has long ones, or where a code or an address may be cut, which browsers do not know.  The caller
 * frees; NULL: nowhere. */
static uint8_t *find_cuts(const Html *html, const DocNode *node, size_t from, size_t to)
{
	const char *text = node->u.text.text;
	const EpRuns *runs = runs_of(html, node);
	size_t len = node->u.text.len;
	uint8_t *cuts = runs->lines || runs->words ? base_calloc(len + 1, 1) : NULL;
	while (from && !is_blank(text[from - 1]))
		from--;
	while (to < len && !is_blank(text[to]))
		to++;
	if (runs->words && (node->type == DOC_CODE || node->type == DOC_CODE_BLOCK))
		txt_break_code(text, from, to, cuts);
	else if (runs->words)
		txt_break_addresses(text, from, to, cuts);
	for (size_t i = from; runs->lines && i < to && i + 1 < len; i++)
		cuts[i] = text[i] == '\n' ? TXT_BREAK_MUST : cuts[i];
	return cuts;
}

static void put_piece(Html *html, const DocNode *node, size_t from, size_t end, const uint8_t *cuts)
{
	const char *text = node->u.text.text;
	if (ep_has_tokens(node)) {
		ep_put_tokens(html->out, &html->line, node, from, end, cuts);
		return;
	}
	for (size_t i = from; cuts && i < end; i++) {
		if (cuts[i] != TXT_BREAK_MUST && cuts[i] != TXT_BREAK_ADDRESS)
			continue;
		bool line = cuts[i] == TXT_BREAK_MUST;
		ep_escape(html->out, text + from, i + !line - from);
		if (line)
			ep_end_line(html->out, &html->line, node, i);
		buf_str(html->out, line ? "\n</span>" : "<wbr/>");
		if (line)
			ep_begin_line(html->out, &html->line, node, i + 1);
		from = i + 1;
	}
	ep_escape(html->out, text + from, end - from);
}

void ep_put_text(Html *html, const DocNode *node)
{
	Ep *ep = html->ep;
	const EpFile *next = html->file + 1 < ep->files + ep->file_count ? html->file + 1 : NULL;
	size_t len = next && next->first == node && next->byte ? next->byte : node->u.text.len;
	size_t done = html->file->first == node ? html->file->byte : 0;
	uint32_t page = ep->page_of[node->serial];
	uint8_t *cuts = find_cuts(html, node, done, len);
	ep_put_pages(html, false);
	if (html->clinging) {
		ep_escape(html->out, node->u.text.text, html->clinging);
		buf_str(html->out, "</span>");
		done += html->clinging;
		html->clinging = 0;
	}
	for (; page; page = ep->page_next[page - 1]) {
		size_t byte = ep_marker_byte(node, ep->job->pages->pages[page - 1].byte);
		if (byte >= len && len < node->u.text.len)
			break;
		byte = byte < done ? done : byte > len ? len : byte;
		put_piece(html, node, done, byte, cuts);
		put_inner_marker(html, node, page - 1);
		done = byte;
	}
	ep->page_of[node->serial] = page;
	if (cuts && len)
		cuts[len - 1] = TXT_BREAK_NO;
	put_piece(html, node, done, len, cuts);
	free(cuts);
}

/* A line's end in verse, whose lines are elements, so that each can hang. */
static void put_verse_break(Html *html, const DocNode *node)
{
	close_up_to(html, node, html->verse);
	buf_str(html->out, "</span><br/>");
	ep_fresh(html);
	buf_str(html->out, node == html->sign ? "<span class=\"attribution\">" : "<span>");
	open_again(html, node, html->verse);
}

/* A line's end in the source is a space where sentences have one between them. */
static void put_soft_break(Html *html, const DocNode *node)
{
	const char *lang = node->parent->lang ? node->parent->lang : html->ep->meta->lang;
	if (html->verse)
		put_verse_break(html, node);
	else if (lang_find(lang)->spaces != LANG_SPACES_NONE)
		buf_char(html->out, ' ');
}

static void put_line_break(Html *html, const DocNode *node)
{
	if (html->verse) {
		put_verse_break(html, node);
		return;
	}
	buf_str(html->out, "<br/>");
	if (!html->link)
		ep_fresh(html);
	if (node == html->sign)
		buf_str(html->out, "<span class=\"attribution\">");
}

/* ---- notes' references --------------------------------------------------- */

static void put_ref(Html *html, const DocNode *node)
{
	const DocNode *note = node->u.note_ref.note;
	const EpNote *entry = &html->ep->notes[note->u.note.number - 1];
	const char *comma = doc_note_comma(html->ep->arena, node);
	if (comma)
		buf_printf(html->out, "<sup>%s</sup>", comma);
	buf_printf(html->out,
	           "<sup><a id=\"%s\" href=\"%s#%s\" epub:type=\"noteref\" role=\"doc-noteref\">%s</a></sup>",
	           html->ep->id_of[node->serial], entry->file == html->file ? "" : entry->file->name, entry->id,
	           entry->mark);
}

static void enter_ref(Html *html, const DocNode *node)
{
	if (!node->u.note_ref.note || !node->u.note_ref.note->u.note.number)
		return;
	if (!html->link) {
		put_ref(html, node);
		return;
	}
	html->ref_after = html->ref_after ? html->ref_after : node;
	html->ref_end = node;
}

static void put_refs_after(Html *html)
{
	const DocNode *last = html->ref_end;
	for (const DocNode *node = html->ref_after; node;
	     node = node == last ? NULL : doc_next(node, html->ep->doc->root, false))
		if (node->type == DOC_NOTE_REF && node->u.note_ref.note && node->u.note_ref.note->u.note.number)
			put_ref(html, node);
	html->ref_after = html->ref_end = NULL;
}

/* ---- images -------------------------------------------------------------- */

/* A length that the author gave, as print takes it; false if there is none. */
static bool given_length(const DocNode *node, const char *key, Dimension *out)
{
	const char *text = doc_key(node, key);
	return text && dimension_read(text, UNIT_PX, out) && out->value > 0;
}

/* Of a height a share is one of the page, which on a screen is what is seen at once. */
static void put_length(Html *html, const DocNode *node, const char *property, Unit unit)
{
	const char *text = doc_key(node, property);
	text += strspn(text, " \t\r\n");
	double value;
	size_t digits = number_read(text, strlen(text), &value);
	buf_printf(html->out, "%s: %.*s%s", property, (int)digits, text,
	           unit == UNIT_PERCENT && str_eq(property, "height") ? "vh" : unit_name(unit));
}

static void put_size(Html *html, const DocNode *node)
{
	Dimension width, height;
	bool wide = given_length(node, "width", &width), high = given_length(node, "height", &height);
	const DocNode *figure = node->parent->parent;
	if (wide && width.unit == UNIT_PERCENT && figure && figure->type == DOC_FIGURE && figure->u.figure.part)
		wide = false; /* it is what its part of the figure has */
	if (!wide && !high)
		return;
	buf_str(html->out, " style=\"");
	if (wide)
		put_length(html, node, "width", width.unit);
	buf_str(html->out, wide && high ? "; " : "");
	if (high)
		put_length(html, node, "height", height.unit);
	buf_char(html->out, '"');
}

static void enter_image(Html *html, const DocNode *node)
{
	const EpImage *image = node->u.image.image ? ep_image(html->ep, node->u.image.image) : NULL;
	const char *alt = node->u.image.decorative || !node->u.image.alt ? "" : node->u.image.alt;
	ep_take_all_pages(html, node);
	ep_put_pages(html, false);
	if (!image || !image->href) {
		ep_open_tag(html, node, (EpTag){"span", NULL});
		ep_text(html->out, alt);
		put_end(html, "span");
		return;
	}
	ep_open_start(html, node, (EpTag){"img", image->see_through ? " class=\"drawing\"" : NULL});
	buf_printf(html->out, " src=\"%s\"", image->href);
	ep_attr(html->out, "alt", alt);
	if (node->u.image.decorative)
		ep_attr(html->out, "role", "presentation");
	if (ep_has_text(node->u.image.title))
		ep_attr(html->out, "title", node->u.image.title);
	put_size(html, node);
	buf_str(html->out, "/>");
}

/* ---- the walk ------------------------------------------------------------ */

bool ep_is_whole(const DocNode *node)
{
	return node->type == DOC_IMAGE || node->type == DOC_NOTE_REF || (node->type == DOC_MATH && node->u.math.tree);
}

/* The pages that begin with an element's first words stand before it. */
static void look_ahead(Html *html, const DocNode *node)
{
	for (; node; node = node->first)
		ep_take_pages(html, node);
	ep_put_pages(html, false);
}

static void enter_element(Html *html, const DocNode *node)
{
	look_ahead(html, node);
	if (node->type == DOC_LINK && !html->link && doc_link_leads(node))
		html->link = node;
	put_start(html, node);
	if (node->type == DOC_QUOTED)
		ep_text(html->out, node->u.quoted.open);
	if (node->type == DOC_CODE || node->type == DOC_MATH)
		ep_put_text(html, node);
}

void ep_enter_inline(Html *html, const DocNode *node)
{
	switch (node->type) {
	case DOC_TEXT:
		ep_put_text(html, node);
		break;
	case DOC_SOFT_BREAK:
		put_soft_break(html, node);
		break;
	case DOC_LINE_BREAK:
		put_line_break(html, node);
		break;
	case DOC_IMAGE:
		enter_image(html, node);
		break;
	case DOC_NOTE_REF:
		ep_put_pages(html, false);
		enter_ref(html, node);
		break;
	case DOC_MATH:
		if (node->u.math.tree)
			ep_put_math(html, node);
		else
			enter_element(html, node);
		break;
	default:
		enter_element(html, node);
		break;
	}
}

void ep_leave_inline(Html *html, const DocNode *node)
{
	if (ep_is_whole(node) || node->type == DOC_LINE_BREAK)
		return;
	if (node->type == DOC_QUOTED)
		ep_text(html->out, node->u.quoted.close);
	put_end(html, tag_of(html, node).tag);
	if (html->link != node)
		return;
	html->link = NULL;
	put_refs_after(html);
}
