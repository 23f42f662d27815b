/* Blocks: each kind as the elements that it is. */
#include "epub/html.h"

#include <string.h>

/* ---- notes --------------------------------------------------------------- */

static void put_back_links(Html *html, const DocNode *note)
{
	const EpNote *entry = &html->ep->notes[note->u.note.number - 1];
	const char *term = lang_word(html->ep->meta->lang, LANG_BACK_TO_TEXT);
	for (size_t k = 0; k < entry->count && k < EP_BACK_LINKS; k++) {
		const EpFile *there = ep_file_of(html->ep, entry->refs[k].node);
		buf_printf(html->out,
		           " <a class=\"backlink\" href=\"%s#%s\" epub:type=\"backlink\" role=\"doc-backlink\"",
		           there == html->file ? "" : there->name, entry->refs[k].id);
		ep_attr(html->out, "aria-label", k ? arena_printf(html->ep->arena, "%s (%zu)", term, k + 1) : term);
		/* With the sign that it is no emoji. */
		buf_str(html->out, note->dir == DOC_DIR_RTL ? ">\u21AA\uFE0E" : ">\u21A9\uFE0E");
		if (k)
			buf_printf(html->out, "\xC2\xA0%zu", k + 1);
		buf_str(html->out, "</a>");
	}
}

static void put_note_number(Html *html, const DocNode *note)
{
	buf_printf(html->out, "<span class=\"note-number\">%s.</span> ", html->ep->notes[note->u.note.number - 1].mark);
}

static void enter_note(Html *html, const DocNode *node)
{
	ep_open_block(html, node, ep_tag(node));
	if (doc_is_paragraph(node->first))
		return;
	ep_fresh(html);
	buf_str(html->out, "<p>");
	put_note_number(html, node);
	buf_str(html->out, "</p>\n");
}

static void leave_note(Html *html, const DocNode *node)
{
	if (!doc_is_paragraph(node->last)) {
		ep_fresh(html);
		buf_str(html->out, "<p>");
		put_back_links(html, node);
		buf_str(html->out, "</p>\n");
	}
	ep_close_block(html, "aside");
}

/* ---- paragraphs ---------------------------------------------------------- */

static void put_caption_label(Html *html, const DocNode *caption)
{
	const DocNode *of = caption->parent;
	const EpubJob *job = html->ep->job;
	const char *label = doc_label(job->doc, of, job->style->figure.numbers == STY_NUMBERS_ALWAYS);
	bool part = of && of->type == DOC_FIGURE && of->u.figure.part;
	if (!label && !part)
		return;
	buf_str(html->out, "<span class=\"label\">");
	if (part)
		buf_printf(html->out, "(%c", of->u.figure.letter);
	else
		ep_text(html->out, label);
	buf_str(html->out, part ? ")</span> " : ".</span> ");
}

static void put_task(Html *html, const DocNode *item)
{
	if (item->u.item.task != DOC_TASK_NONE)
		buf_printf(html->out, "<span class=\"task\">%s</span> ",
		           item->u.item.task == DOC_TASK_DONE ? "\xE2\x98\x91" : "\xE2\x98\x90");
}

/* What stands before the first words of a block: a task's box, a note's number, a
 * figure's label. */
static void begin_par(Html *html, const DocNode *node)
{
	const DocNode *parent = node->parent;
	ep_put_pages(html, false);
	if (!parent || parent->first != node || html->again)
		return;
	if (parent->type == DOC_LIST_ITEM)
		put_task(html, parent);
	else if (parent->type == DOC_NOTE)
		put_note_number(html, parent);
	else if (parent->type == DOC_CAPTION)
		put_caption_label(html, parent);
}

static void end_par(Html *html, const DocNode *node)
{
	if (node->parent && node->parent->type == DOC_NOTE && node->parent->last == node)
		put_back_links(html, node->parent);
}

static bool is_within(const DocNode *node, DocDivKind kind)
{
	for (const DocNode *at = node->parent; at; at = at->parent)
		if (at->type == DOC_DIV && at->u.div.kind == kind)
			return true;
	return false;
}

/* A quotation of which the author ended every line: verse that is not called so. */
static bool is_lined(const DocNode *para)
{
	bool lines = false;
	if (!doc_ancestor(para, DOC_BLOCK_QUOTE) && !is_within(para, DOC_DIV_EPIGRAPH))
		return false;
	for (const DocNode *node = para->first; node; node = doc_next(node, para, false)) {
		if (node->type == DOC_SOFT_BREAK)
			return false;
		lines |= node->type == DOC_LINE_BREAK;
	}
	return lines;
}

/* The break before the line that says whom the words are from; NULL: no line does. */
static const DocNode *find_sign(const DocNode *para)
{
	const DocNode *node = doc_signs_off(para) ? para->last : NULL;
	while (node && node->type != DOC_LINE_BREAK)
		node = node->prev;
	return node;
}

static EpTag para_tag(const DocNode *node)
{
	if (doc_is_attribution(node))
		return (EpTag){"p", " class=\"attribution\""};
	if (doc_goes_on(node))
		return (EpTag){"p", " class=\"goes-on\""};
	if (!node->first || node->first->type != DOC_IMAGE)
		return (EpTag){"p", is_lined(node)          ? " class=\"lines\""
		                    : doc_begins_anew(node) ? " class=\"anew\""
		                                            : NULL};
	const DocNode *child = node->first;
	while (child && (child->type == DOC_IMAGE || child->type == DOC_SOFT_BREAK || child->type == DOC_LINE_BREAK ||
	                 (child->type == DOC_TEXT && !ep_has_text(child->u.text.text))))
		child = child->next;
	return (EpTag){"p", child ? " class=\"picture\"" : " class=\"pictures\""};
}

static void enter_para(Html *html, const DocNode *node)
{
	ep_open_block(html, node, para_tag(node));
	html->sign = find_sign(node);
	if (is_within(node, DOC_DIV_VERSE) || is_lined(node)) {
		html->verse = node;
		ep_fresh(html);
		buf_str(html->out, "<span>");
	}
	begin_par(html, node);
}

static void leave_para(Html *html, const DocNode *node)
{
	end_par(html, node);
	if (html->verse == node) {
		html->verse = NULL;
		buf_str(html->out, "</span>\n");
	} else if (html->sign) {
		buf_str(html->out, "</span>");
	}
	html->sign = NULL;
	ep_close_block(html, "p");
}

/* Whether words stand in their block without a paragraph: those that no others stand beside. */
static bool is_bare(const DocNode *plain)
{
	DocType around = plain->parent->type;
	bool beside = (plain->prev && doc_is_paragraph(plain->prev)) || (plain->next && doc_is_paragraph(plain->next));
	return !beside && (around == DOC_LIST_ITEM || around == DOC_TABLE_CELL || around == DOC_DEFINITION ||
	                   around == DOC_CAPTION || around == DOC_FIGURE);
}

static void enter_plain(Html *html, const DocNode *node)
{
	if (!is_bare(node)) {
		enter_para(html, node);
		return;
	}
	if (node->prev || node->parent->type == DOC_FIGURE)
		ep_fresh(html);
	if (ep_needs_tag(html, node))
		ep_open_tag(html, node, (EpTag){"span", NULL});
	begin_par(html, node);
}

static void leave_plain(Html *html, const DocNode *node)
{
	if (!is_bare(node)) {
		leave_para(html, node);
		return;
	}
	if (ep_needs_tag(html, node))
		buf_str(html->out, "</span>");
	if (node->parent->type == DOC_FIGURE)
		buf_char(html->out, '\n');
}

/* ---- blocks that are more than an element --------------------------------- */

/* Lines to write on. */
static void put_answer(Html *html, const DocNode *div)
{
	for (int i = doc_answer_lines(div); i > 0; i--)
		buf_str(html->out, "<div class=\"answer-line\"></div>\n");
}

static void enter_div(Html *html, const DocNode *node)
{
	const char *title = doc_box_title(node);
	ep_open_block(html, node, ep_tag(node));
	buf_char(html->out, '\n');
	put_answer(html, node);
	if (title && !html->again)
		ep_put_line(html, "p", " class=\"admonition-title\"", title);
}

/* A language's name as a class: letters, digits and what joins them. */
static void put_code_class(Html *html, const char *lang)
{
	buf_str(html->out, " class=\"language-");
	for (const char *at = lang; *at; at++)
		if ((unsigned char)*at > ' ')
			buf_char(html->out, strchr("<>&\"", *at) || (unsigned char)*at >= 0x7F ? '-' : *at);
	buf_char(html->out, '"');
}

static void put_code_block(Html *html, const DocNode *node)
{
	ep_put_pages(html, true);
	ep_fresh(html);
	uint32_t number = doc_first_line(node, html->ep->job->style->code.numbers);
	size_t from = html->file->first == node ? html->file->byte : 0;
	bool lines = ep_has_lines(html, node), numbered = number != 0;
	bool hundreds = numbered && number + doc_count_lines(node) > 100;
	ep_open_tag(html, node,
	            (EpTag){"pre", hundreds   ? " class=\"lines numbered hundreds\""
	                           : numbered ? " class=\"lines numbered\""
	                           : lines    ? " class=\"lines\""
	                                      : NULL});
	buf_str(html->out, "<code");
	if (ep_has_text(node->u.code.lang))
		put_code_class(html, node->u.code.lang);
	if (numbered)
		buf_printf(html->out, " style=\"counter-reset: line %u\"",
		           (unsigned)(number + ep_line_of(&html->line, node, from) - 2));
	buf_char(html->out, '>');
	if (lines)
		ep_begin_line(html->out, &html->line, node, from);
	ep_put_text(html, node);
	const EpFile *next = html->file + 1 < html->ep->files + html->ep->file_count ? html->file + 1 : NULL;
	if (!next || next->first != node || !next->byte)
		ep_end_line(html->out, &html->line, node, node->u.code.len);
	buf_str(html->out, lines ? "</span></code></pre>\n" : "</code></pre>\n");
}

/* The longest word of each column, summed: what a table needs in letters at least. */
static size_t table_width(const DocNode *table)
{
	enum { COLUMNS = 64 };
	size_t longest[COLUMNS] = {0}, sum = 0;
	for (const DocNode *node = table; node; node = doc_next(node, table, false)) {
		const DocNode *cell = ep_is_text(node) ? doc_ancestor(node, DOC_TABLE_CELL) : NULL;
		if (!cell || cell->u.cell.column >= COLUMNS)
			continue;
		for (const char *at = node->u.text.text; *at;) {
			size_t word = strcspn(at, " \n\t-");
			longest[cell->u.cell.column] =
			        word > longest[cell->u.cell.column] ? word : longest[cell->u.cell.column];
			at += word + (at[word] != '\0');
		}
	}
	for (size_t i = 0; i < COLUMNS; i++)
		sum += longest[i] ? longest[i] + 2 : 0;
	return sum;
}

/* Wider than the column of a phone: it scrolls, and can be reached to do so. */
static bool is_wide(const DocNode *table)
{
	return table_width(table) > 44;
}

/* By its label, else by its place among those without one. */
static const char *region_name(Html *html, const DocNode *table)
{
	const char *name = lang_word(html->ep->meta->lang, LANG_TABLE);
	if (table->u.table.label)
		return table->u.table.label;
	return html->regions++ ? arena_printf(html->ep->arena, "%s (%u)", name, html->regions) : name;
}

static void enter_table(Html *html, const DocNode *node)
{
	if (is_wide(node)) {
		ep_fresh(html);
		buf_str(html->out, "<div class=\"wide\" role=\"region\" tabindex=\"0\"");
		ep_attr(html->out, "aria-label", region_name(html, node));
		buf_str(html->out, ">\n");
		html->depth++;
	}
	ep_open_block(html, node, ep_tag(node));
	buf_char(html->out, '\n');
}

static void leave_table(Html *html, const DocNode *node)
{
	ep_close_block(html, "table");
	if (is_wide(node))
		ep_close_block(html, "div");
}

static void enter_figure(Html *html, const DocNode *node)
{
	for (const DocNode *inside = node; inside; inside = inside->first)
		ep_take_pages(html, inside);
	ep_put_pages(html, true);
	ep_open_block(html, node, ep_tag(node));
	buf_char(html->out, '\n');
}

/* A thematic break, or the page's end that the author asked for. */
static void put_break(Html *html, const DocNode *node)
{
	ep_put_pages(html, true);
	ep_fresh(html);
	ep_open_start(html, node,
	              node->type == DOC_RULE ? (EpTag){"hr", NULL} : (EpTag){"div", " class=\"page-break\""});
	buf_str(html->out, node->type == DOC_RULE ? "/>\n" : "></div>\n");
}

/* ---- each by its kind ---------------------------------------------------- */

static void enter_element(Html *html, const DocNode *node)
{
	ep_open_block(html, node, ep_tag(node));
	if (node->type == DOC_TERM)
		begin_par(html, node);
	else if (node->type == DOC_CAPTION && !doc_is_paragraph(node->first))
		put_caption_label(html, node);
	else if (node->type == DOC_LIST_ITEM && !doc_is_paragraph(node->first))
		put_task(html, node);
	else if (node->type == DOC_DEFINITION || node->type == DOC_LIST_ITEM || node->type == DOC_TABLE_CELL ||
	         node->type == DOC_CAPTION)
		return;
	if (node->type != DOC_TERM)
		buf_char(html->out, '\n');
}

void ep_enter_block(Html *html, const DocNode *node)
{
	switch (node->type) {
	case DOC_PARA:
		enter_para(html, node);
		break;
	case DOC_PLAIN:
		enter_plain(html, node);
		break;
	case DOC_HEADER:
		ep_enter_header(html, node);
		break;
	case DOC_DIV:
		enter_div(html, node);
		break;
	case DOC_CODE_BLOCK:
		put_code_block(html, node);
		break;
	case DOC_TABLE:
		enter_table(html, node);
		break;
	case DOC_FIGURE:
		enter_figure(html, node);
		break;
	case DOC_RULE:
	case DOC_PAGE_BREAK:
		if (node->type == DOC_PAGE_BREAK || doc_break_shows(node))
			put_break(html, node);
		break;
	case DOC_NOTE:
		enter_note(html, node);
		break;
	default:
		enter_element(html, node);
		break;
	}
}

void ep_leave_block(Html *html, const DocNode *node)
{
	switch (node->type) {
	case DOC_PARA:
		leave_para(html, node);
		break;
	case DOC_PLAIN:
		leave_plain(html, node);
		break;
	case DOC_HEADER:
		ep_close_block(html, html->header);
		break;
	case DOC_DIV:
		ep_close_sections(html, 0, node);
		ep_close_block(html, ep_tag(node).tag);
		break;
	case DOC_TABLE:
		leave_table(html, node);
		break;
	case DOC_NOTE:
		leave_note(html, node);
		break;
	case DOC_CODE_BLOCK:
	case DOC_RULE:
	case DOC_PAGE_BREAK:
		break;
	default:
		ep_close_block(html, ep_tag(node).tag);
		break;
	}
}
