/* The ways into the book: nav.xhtml and, for old readers, toc.ncx. */
#include "epub/plan.h"

#include <stdlib.h>

/* The listed sections one after the other, at depths without gaps. */
typedef struct {
	const Ep *ep;
	size_t next;
	int depth;                 /* of the entry; 1 is the outermost */
	const DocSection *section; /* NULL: the text before the first section */
	const EpFile *file;
	bool begun;
} Entries;

static bool is_listed(const Ep *ep, const DocSection *section)
{
	return doc_in_contents(ep->doc, section, ep->job->style->contents.depth);
}

/* Whether the text before the first section is an entry of its own: where nothing
 * else is. */
static bool any_listed(const Ep *ep)
{
	for (size_t i = 0; i < ep->doc->section_count; i++)
		if (is_listed(ep, &ep->doc->sections[i]))
			return true;
	return false;
}

static bool next_entry(Entries *at)
{
	const Doc *doc = at->ep->doc;
	if (!at->begun && !any_listed(at->ep)) {
		*at = (Entries){at->ep, doc->section_count, 1, NULL, &at->ep->files[0], true};
		return true;
	}
	at->begun = true;
	for (; at->next < doc->section_count; at->next++) {
		const DocSection *section = &doc->sections[at->next];
		if (!is_listed(at->ep, section))
			continue;
		at->section = section;
		at->depth = section->level < at->depth + 1 ? section->level : at->depth + 1;
		at->file = ep_file_of(at->ep, section->header);
		at->next++;
		return true;
	}
	return false;
}

static void put_name(const Entries *at, Buf *out)
{
	const DocSection *section = at->section;
	const DocMeta *meta = at->ep->meta;
	if (section && section->header->u.header.number) {
		ep_text(out, section->header->u.header.number);
		buf_char(out, ' ');
	}
	if (section && ep_has_text(section->text))
		ep_text(out, section->text);
	else
		ep_text(out, section ? lang_word(meta->lang, LANG_SECTION) : meta->title);
}

/* The entry's address; one that opens a file needs no fragment. */
static void put_address(const Entries *at, Buf *out)
{
	buf_str(out, at->file->name);
	if (at->section && !(at->file->opens && at->section == at->file->section))
		buf_printf(out, "#%s", at->ep->id_of[at->section->header->serial]);
}

/* Ends the entries that are deeper than depth, each on the line it needs. */
static void close_entries(Buf *out, int from, int to, int indent)
{
	if (from == to) {
		buf_str(out, "</li>\n");
		return;
	}
	buf_str(out, "</li>\n");
	for (; from > to; from--) {
		ep_tabs(out, indent + 2 * from - 2);
		buf_str(out, "</ol>\n");
		if (from > 1) {
			ep_tabs(out, indent + 2 * from - 3);
			buf_str(out, "</li>\n");
		}
	}
}

static const char *contents_title(const Ep *ep)
{
	return ep->meta->toc_title ? ep->meta->toc_title : lang_word(ep->meta->lang, LANG_CONTENTS);
}

static void put_toc(Ep *ep, Buf *out)
{
	Entries at = {.ep = ep};
	int depth = 0;
	buf_str(out, "\t<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"toc-title\">\n"
	             "\t\t<h1 id=\"toc-title\">");
	if (ep->toc_page)
		ep_put_part_markers(ep, out, "nav.xhtml", DOC_PART_CONTENTS, 0);
	ep_text(out, contents_title(ep));
	buf_str(out, "</h1>\n");
	while (next_entry(&at)) {
		if (at.depth > depth) {
			if (depth)
				buf_char(out, '\n');
			ep_tabs(out, 2 + 2 * depth++);
			buf_str(out, "<ol>\n");
		} else {
			close_entries(out, depth, at.depth, 2);
			depth = at.depth;
		}
		ep_tabs(out, 1 + 2 * depth);
		buf_str(out, "<li><a href=\"");
		put_address(&at, out);
		buf_str(out, "\">");
		if (ep->toc_page && at.section)
			ep_put_part_markers(ep, out, "nav.xhtml", DOC_PART_CONTENTS, at.section->header->serial);
		put_name(&at, out);
		buf_str(out, "</a>");
	}
	close_entries(out, depth, 0, 2);
	buf_str(out, "\t</nav>\n");
}

/* ---- landmarks, lists, pages --------------------------------------------- */

static void open_nav(Buf *out, const char *id, const char *type, const char *role, const char *title, bool hidden)
{
	buf_printf(out, "\t<nav epub:type=\"%s\"%s id=\"%s\" aria-labelledby=\"%s-title\"%s>\n", type, role, id, id,
	           hidden ? " hidden=\"hidden\"" : "");
	buf_printf(out, "\t\t<h2 id=\"%s-title\">", id);
	ep_text(out, title);
	buf_str(out, "</h2>\n\t\t<ol>\n");
}

static void close_nav(Buf *out)
{
	buf_str(out, "\t\t</ol>\n\t</nav>\n");
}

static void put_landmark(Buf *out, const char *type, const char *href, const char *name)
{
	buf_printf(out, "\t\t\t<li><a href=\"%s\" epub:type=\"%s\">", href, type);
	ep_text(out, name);
	buf_str(out, "</a></li>\n");
}

/* Where reading begins: after what only introduces. */
static const EpFile *body_start(const Ep *ep)
{
	for (size_t i = 0; i < ep->file_count; i++)
		if (!ep->files[i].section || ep->files[i].section->matter == DOC_MATTER_BODY)
			return &ep->files[i];
	return &ep->files[0];
}

static void put_landmarks(const Ep *ep, Buf *out)
{
	const char *lang = ep->meta->lang;
	const EpFile *body = body_start(ep);
	open_nav(out, "landmarks", "landmarks", "", lang_word(lang, LANG_LANDMARKS), true);
	if (ep->cover_href)
		put_landmark(out, "cover", "cover.xhtml", lang_word(lang, LANG_COVER));
	if (ep->meta->titled)
		put_landmark(out, "titlepage", "title.xhtml", lang_word(lang, LANG_TITLE_PAGE));
	if (ep->toc_page)
		put_landmark(out, "toc", "nav.xhtml#toc", contents_title(ep));
	if (ep->toc_page && ep->content.figures)
		put_landmark(out, "loi", "nav.xhtml#loi", lang_word(lang, LANG_FIGURES));
	if (ep->toc_page && ep->content.tables)
		put_landmark(out, "lot", "nav.xhtml#lot", lang_word(lang, LANG_TABLES));
	put_landmark(out, "bodymatter", body->name, body->title);
	for (size_t i = 0; i < ep->file_count; i++) {
		const EpFile *file = &ep->files[i];
		if (file->opens && file->section->kind && file->section->matter != DOC_MATTER_BODY)
			put_landmark(out, file->section->kind, file->name, file->title);
	}
	close_nav(out);
}

/* The words of a caption, after its label. */
static void put_caption(const DocNode *node, Buf *out)
{
	Buf text = {0};
	const char *label = node->type == DOC_TABLE ? node->u.table.label : node->u.figure.label;
	if (label) {
		ep_text(out, label);
		buf_str(out, ". ");
	}
	doc_caption_text(node, &text);
	ep_text(out, ep_has_text(text.data) ? text.data : "…");
	buf_free(&text);
}

/* Of one figure or table nobody needs to see a list who did not ask for it; a reading system may show it. */
static void put_list(Ep *ep, Buf *out, DocListed kind)
{
	static const char *const ids[DOC_LISTS] = {"loi", "lot", "lol"}, *const types[DOC_LISTS] = {"loi", "lot",
	                                                                                            "loi"};
	static const LangWord words[DOC_LISTS] = {LANG_FIGURES, LANG_TABLES, LANG_LISTINGS};
	bool wanted = ep->meta->lists[kind];
	const DocNode *node = doc_next_listed(ep->doc, kind, NULL);
	if (!node || (kind == DOC_LISTED_LISTINGS && !wanted))
		return;
	open_nav(out, ids[kind], types[kind], "", lang_word(ep->meta->lang, words[kind]),
	         !wanted && !doc_next_listed(ep->doc, kind, node));
	for (; node; node = doc_next_listed(ep->doc, kind, node)) {
		buf_printf(out, "\t\t\t<li><a href=\"%s#%s\">", ep_file_of(ep, node)->name, ep->id_of[node->serial]);
		if (wanted)
			ep_put_part_markers(ep, out, "nav.xhtml", DOC_PART_CONTENTS, node->serial);
		put_caption(node, out);
		buf_str(out, "</a></li>\n");
	}
	close_nav(out);
}

static void put_page_list(const Ep *ep, Buf *out)
{
	if (!ep->page_count)
		return;
	open_nav(out, "page-list", "page-list", " role=\"doc-pagelist\"", lang_word(ep->meta->lang, LANG_PAGES), true);
	for (size_t i = 0; i < ep->page_count; i++) {
		const EpPage *page = &ep->pages[i];
		buf_printf(out, "\t\t\t<li><a href=\"%s#%s\">", page->file, page->id);
		ep_text(out, page->label);
		buf_str(out, "</a></li>\n");
	}
	close_nav(out);
}

static int compare_pages(const void *a, const void *b)
{
	size_t one = ((const EpPage *)a)->place, other = ((const EpPage *)b)->place;
	return (one > other) - (one < other);
}

void ep_nav_html(Ep *ep, Buf *out)
{
	ep_page_open(ep, out, contents_title(ep), " epub:type=\"frontmatter\"");
	put_toc(ep, out);
	qsort(ep->pages, ep->page_count, sizeof *ep->pages,
	      compare_pages); /* front matter is written last, and listed first */
	for (int kind = 0; kind < DOC_LISTS; kind++)
		put_list(ep, out, (DocListed)kind);
	put_landmarks(ep, out);
	put_page_list(ep, out);
	ep_page_close(out);
}

/* ---- toc.ncx ------------------------------------------------------------- */

static void put_ncx_points(const Ep *ep, Buf *out)
{
	Entries at = {.ep = ep};
	int depth = 0;
	for (unsigned order = 1; next_entry(&at); order++) {
		for (; depth >= at.depth; depth--) {
			ep_tabs(out, 1 + depth);
			buf_str(out, "</navPoint>\n");
		}
		depth++;
		ep_tabs(out, 1 + depth);
		buf_printf(out, "<navPoint id=\"point-%u\" playOrder=\"%u\">\n", order, order);
		ep_tabs(out, 2 + depth);
		buf_str(out, "<navLabel><text>");
		put_name(&at, out);
		buf_str(out, "</text></navLabel>\n");
		ep_tabs(out, 2 + depth);
		buf_str(out, "<content src=\"");
		put_address(&at, out);
		buf_str(out, "\"/>\n");
	}
	for (; depth; depth--) {
		ep_tabs(out, 1 + depth);
		buf_str(out, "</navPoint>\n");
	}
}

void ep_ncx(Ep *ep, Buf *out)
{
	int deepest = 1;
	for (Entries at = {.ep = ep}; next_entry(&at);)
		deepest = at.depth > deepest ? at.depth : deepest;
	buf_str(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	             "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"");
	ep_attr(out, "xml:lang", ep->meta->lang);
	buf_str(out, ">\n\t<head>\n\t\t<meta name=\"dtb:uid\"");
	ep_attr(out, "content", ep->identifier);
	buf_printf(out, "/>\n\t\t<meta name=\"dtb:depth\" content=\"%d\"/>\n", deepest);
	buf_str(out, "\t\t<meta name=\"dtb:totalPageCount\" content=\"0\"/>\n"
	             "\t\t<meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n\t</head>\n\t<docTitle>\n\t\t<text>");
	ep_text(out, ep->meta->title);
	buf_str(out, "</text>\n\t</docTitle>\n\t<navMap>\n");
	put_ncx_points(ep, out);
	buf_str(out, "\t</navMap>\n</ncx>\n");
}
