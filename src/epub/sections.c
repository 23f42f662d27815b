/* Sections, opened and closed by the headings that they begin with. */
#include "epub/html.h"

/* Closes those of a level and below that were opened in owner; NULL: in anything. */
void ep_close_sections(Html *html, int level, const DocNode *owner)
{
	while (html->open && html->sections[html->open - 1].level >= level &&
	       (!owner || html->sections[html->open - 1].owner == owner)) {
		html->open--;
		ep_close_block(html, "section");
	}
}

static bool opens_file(const Html *html, const DocSection *section)
{
	return html->file->opens && section == html->file->section;
}

static void open_section(Html *html, const DocSection *section)
{
	const DocNode *header = section->header;
	bool plain = header->parent->type == DOC_ROOT ||
	             (header->parent->type == DOC_DIV && header->parent->u.div.kind == DOC_DIV_PLAIN);
	if (!plain || html->open == EP_DEEPEST)
		return;
	ep_close_sections(html, section->level, header->parent);
	const char *role = ep_role(html->ep, section);
	ep_fresh(html);
	buf_str(html->out, "<section");
	if (section->kind) {
		ep_attr(html->out, "class", section->kind);
		ep_attr(html->out, "epub:type", section->kind);
	}
	if (role) {
		ep_attr(html->out, "role", role);
		ep_attr(html->out, "aria-labelledby", html->ep->id_of[header->serial]);
	}
	buf_str(html->out, ">\n");
	html->depth++;
	html->sections[html->open].level = section->level;
	html->sections[html->open++].owner = header->parent;
}

/* The level of a heading in its file, where one is the first and none is left out. */
static int heading_level(Html *html, const DocSection *section)
{
	int level = section ? section->rank - html->file->base + 1 : html->heading + 1;
	int least = section && (section->division || opens_file(html, section)) ? 1 : 2;
	level = level < least ? least : level;
	level = level > 6 ? 6 : level;
	if (section)
		html->heading = level;
	return level;
}

/* What a heading without words is called by those who listen; which stand in the line of what is below. */
static const char *attrs_of(const Html *html, const DocNode *node)
{
	if (!node->u.header.number && ep_is_blank(node))
		return arena_printf(html->ep->arena, " aria-label=\"%s\"",
		                    lang_word(html->ep->meta->lang, LANG_SECTION));
	const DocSection *section = node->u.header.section;
	int level = section ? section->rank : node->u.header.level;
	const StyHeading *look = &html->ep->job->style->heading[(level > STY_HEADINGS ? STY_HEADINGS : level) - 1];
	return look->run_in && doc_may_run_in(node) ? " class=\"run-in\"" : NULL;
}

/* A part's label or a chapter's, if the style has one; then its number is said. */
static bool put_label(Html *html, const DocSection *section)
{
	bool part = section && section->division == DOC_DIVISION_PART;
	StyOpening opening = sty_opening(html->ep->job->style, part);
	const char *label = !section || section->division == DOC_DIVISION_SECTION
	                            ? NULL
	                            : doc_division_label(html->ep->arena, section, opening.label, opening.word);
	if (!label)
		return false;
	buf_str(html->out, "<span class=\"division\">");
	ep_text(html->out, label);
	buf_str(html->out, "</span> ");
	return true;
}

static const StyHeading *look_of(const Style *style, const DocSection *section)
{
	if (section->division == DOC_DIVISION_PART)
		return &style->heading[STY_PART];
	return &style->heading[(section->rank > STY_HEADINGS ? STY_HEADINGS : section->rank) - 1];
}

void ep_enter_header(Html *html, const DocNode *node)
{
	static const char *const names[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
	const DocSection *section = node->u.header.section;
	if (section)
		open_section(html, section);
	ep_take_all_pages(html, node);
	ep_put_pages(html, true);
	html->header = names[heading_level(html, section) - 1];
	ep_open_block(html, node, (EpTag){html->header, attrs_of(html, node)});
	if (put_label(html, section) || !node->u.header.number)
		return;
	buf_str(html->out, "<span class=\"number\">");
	ep_text(html->out, node->u.header.number);
	ep_text(html->out, look_of(html->ep->job->style, section)->separator);
	buf_str(html->out, "</span> ");
}
