/* Pages before the text: the cover and the title page. */
#include "epub/plan.h"

#include <string.h>

/* What a cover shows, in words: the author's, else "Cover of" and the title. */
static void put_cover_alt(const Ep *ep, Buf *out)
{
	const char *form = lang_word(ep->meta->lang, LANG_COVER_OF);
	const char *gap = strstr(form, "%s");
	if (ep->meta->cover && ep_has_text(ep->meta->cover_alt)) {
		buf_str(out, ep->meta->cover_alt);
	} else if (gap) {
		buf_add(out, form, (size_t)(gap - form));
		buf_str(out, ep->meta->title);
		buf_str(out, gap + 2);
	} else {
		buf_str(out, form);
	}
}

void ep_cover_html(Ep *ep, Buf *out)
{
	Buf alt = {0};
	put_cover_alt(ep, &alt);
	ep_page_open(ep, out, lang_word(ep->meta->lang, LANG_COVER), " epub:type=\"cover\" class=\"cover\"");
	buf_printf(out, "\t<p><img src=\"%s\" role=\"doc-cover\"", ep->cover_href);
	ep_attr(out, "alt", alt.data);
	buf_str(out, "/></p>\n");
	ep_page_close(out);
	buf_free(&alt);
}

static void put_date(const DocMeta *meta, Buf *out)
{
	if (!meta->date) {
		ep_element(out, 2, "p", "", meta->date_text);
		return;
	}
	buf_printf(out, "\t\t<p><time datetime=\"%s\">", meta->date);
	ep_text(out, meta->date_text);
	buf_str(out, "</time></p>\n");
}

/* Paragraphs, in lines. */
static void put_rights(Ep *ep, Buf *out)
{
	const char *text = ep->meta->rights;
	while (text && *text) {
		const char *end = strstr(text, "\n\n"), *stop = end ? end : text + strlen(text);
		buf_str(out, "\t\t<p class=\"rights\">");
		for (const char *line = text; line < stop;) {
			size_t len = strcspn(line, "\n");
			ep_text(out, arena_strndup(ep->arena, line, len));
			line += len + (line + len < stop);
			buf_str(out, line < stop ? "<br/>" : "");
		}
		buf_str(out, "</p>\n");
		text = end ? end + 2 : stop;
	}
}

static void put_plain(const DocNode *node, Buf *out)
{
	Buf text = {0};
	doc_plain_text(node, &text);
	if (text.len)
		ep_text(out, text.data);
	buf_free(&text);
}

/* A title with its formulas. */
static void put_line(const DocNode *line, Buf *out)
{
	for (const DocNode *node = line->first; node; node = node->next) {
		bool quoted = node->type == DOC_QUOTED;
		if (node->type == DOC_MATH && node->u.math.tree) {
			math_write(node->u.math.tree, NULL, NULL, 0, out);
		} else if (node->first) {
			ep_text(out, quoted ? node->u.quoted.open : "");
			put_line(node, out);
			ep_text(out, quoted ? node->u.quoted.close : "");
		} else {
			put_plain(node, out);
		}
	}
}

/* What others have done, a line each role. */
static void put_credits(Ep *ep, Buf *out)
{
	const char *line = doc_credits(ep->doc, ep->arena);
	while (line && *line) {
		size_t len = strcspn(line, "\n");
		ep_element(out, 2, "p", " class=\"credits\"", arena_strndup(ep->arena, line, len));
		line += len + (line[len] == '\n');
	}
}

static void put_logo(const Ep *ep, Buf *out)
{
	const EpImage *image = ep->meta->logo ? ep_image(ep, ep->meta->logo->first->u.image.image) : NULL;
	if (image && image->href)
		buf_printf(out, "\t\t<p class=\"logo\"><img src=\"%s\" alt=\"\" role=\"presentation\"/></p>\n",
		           image->href);
}

static void put_title(Buf *out, const char *tag, const char *attrs, const DocNode *line, const char *text)
{
	if (!line) {
		ep_element(out, 2, tag, attrs, text);
		return;
	}
	buf_printf(out, "\t\t<%s%s>", tag, attrs);
	put_line(line, out);
	buf_printf(out, "</%s>\n", tag);
}

void ep_title_html(Ep *ep, Buf *out)
{
	const DocMeta *meta = ep->meta;
	ep_page_open(ep, out, lang_word(meta->lang, LANG_TITLE_PAGE), " epub:type=\"frontmatter\"");
	buf_str(out, "\t<section class=\"titlepage\" epub:type=\"titlepage\">\n");
	ep_put_part_markers(ep, out, "title.xhtml", DOC_PART_TITLE, 0);
	put_title(out, "h1", " epub:type=\"title\"", meta->title_line, meta->title);
	put_title(out, "p", " class=\"subtitle\" epub:type=\"subtitle\" role=\"doc-subtitle\"", meta->subtitle_line,
	          meta->subtitle);
	for (size_t i = 0; i < meta->people_count; i++) {
		if (doc_is_author(&meta->people[i]))
			ep_element(out, 2, "p", " class=\"author\"", meta->people[i].name);
	}
	put_credits(ep, out);
	put_date(meta, out);
	put_logo(ep, out);
	ep_element(out, 2, "p", "", meta->publisher);
	ep_element(out, 2, "p", "", meta->place);
	put_rights(ep, out);
	buf_str(out, "\t</section>\n");
	ep_page_close(out);
}
