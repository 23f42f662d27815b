/* A content document: the walk through its part of the tree.  Tags are html.c's, blocks.c's and inline.c's. */
#include "epub/html.h"

#include <stdlib.h>

/* Parts of lists and tables that HTML does not let stand empty. */
static bool is_dropped(const DocNode *node)
{
	switch (node->type) {
	case DOC_ROOT:
	case DOC_RAW_BLOCK:
	case DOC_RAW_INLINE:
		return true;
	case DOC_BULLET_LIST:
	case DOC_ORDERED_LIST:
	case DOC_DEFINITION_LIST:
	case DOC_TABLE:
	case DOC_TABLE_BODY:
	case DOC_TABLE_ROW:
	case DOC_CAPTION:
		return !node->first;
	case DOC_TABLE_HEAD:
		return ep_is_blank(node);
	case DOC_RUBY_PAREN: /* which EPUB 3.3 discourages */
		return true;
	default:
		return false;
	}
}

static void step(Html *html, DocWalk *walk)
{
	const DocNode *node = walk->node;
	bool inline_node = doc_is_inline(node->type);
	if (walk->enter && !inline_node)
		ep_take_pages(html, node);
	if (is_dropped(node)) {
		if (walk->enter && (node->type == DOC_TABLE_HEAD || node->type == DOC_RUBY_PAREN))
			doc_skip(walk);
		return;
	}
	if (walk->enter && inline_node)
		ep_enter_inline(html, node);
	else if (walk->enter)
		ep_enter_block(html, node);
	else if (inline_node)
		ep_leave_inline(html, node);
	else
		ep_leave_block(html, node);
	if (walk->enter && ep_is_whole(node))
		doc_skip(walk);
}

/* Takes up what was open at the end of the file before. */
static void open_around(Html *html, const DocNode *first)
{
	const DocNode **chain = NULL;
	size_t count = 0, cap = 0;
	html->again = true;
	for (const DocNode *at = first->parent; at && at->type != DOC_ROOT; at = at->parent) {
		chain = base_grow(chain, count, &cap, sizeof *chain);
		chain[count++] = at;
	}
	while (count)
		ep_enter_block(html, chain[--count]);
	html->again = false;
	free(chain);
}

static void close_around(Html *html, const DocNode *end)
{
	for (const DocNode *at = end->parent; at && at->type != DOC_ROOT; at = at->parent)
		ep_leave_block(html, at);
}

/* The file's notes that have no place yet, up to those that are first called before a node; NULL: all. */
static void put_notes(Html *html, const DocNode *before)
{
	const Doc *doc = html->ep->doc;
	for (; html->notes_done < doc->note_count; html->notes_done++) {
		const DocNode *note = doc->notes[html->notes_done];
		if (html->ep->notes[html->notes_done].file != html->file)
			continue;
		if (before && note->u.note.ref && note->u.note.ref->serial > before->serial)
			return;
		DocWalk walk = doc_walk(note);
		while (doc_step(&walk))
			step(html, &walk);
	}
}

/* Where the style has notes beside the text, they stand behind the block that calls them. */
static void put_asides(Html *html, const DocWalk *walk)
{
	const DocNode *node = walk->node;
	if (!walk->enter && node->parent && node->parent->type == DOC_ROOT && node->next &&
	    html->ep->job->style->notes.place == STY_NOTES_SIDE)
		put_notes(html, node->next);
}

/* From where the file begins to where the next one does, which may be in a text. */
static void put_body(Html *html)
{
	const EpFile *file = html->file, *last = &html->ep->files[html->ep->file_count - 1];
	const DocNode *end = file == last ? NULL : file[1].first;
	bool inside = end && file[1].byte;
	if (!file->first)
		return;
	open_around(html, file->first);
	DocWalk walk = {.node = file->first, .enter = true, .top = html->ep->doc->root, .started = true};
	do {
		step(html, &walk);
		put_asides(html, &walk);
	} while (!(inside && walk.node == end) && doc_step(&walk) && (inside || walk.node != end));
	if (end)
		close_around(html, end);
	ep_put_pages(html, true);
}

void ep_file_html(Ep *ep, const EpFile *file, Buf *out)
{
	static const char *const matters[] = {"bodymatter", "frontmatter", "backmatter"};
	Html html = {.ep = ep, .file = file, .out = out, .heading = 1};
	const char *attrs = arena_printf(ep->arena, " epub:type=\"%s\"",
	                                 matters[file->section ? file->section->matter : DOC_MATTER_BODY]);
	if (file->base > 1)
		attrs = arena_printf(ep->arena, "%s class=\"level-%d\"", attrs, file->base);
	ep_page_open(ep, out, file->title, attrs);
	put_body(&html);
	ep_close_sections(&html, file->base + 1, NULL);
	put_notes(&html, NULL);
	ep_close_sections(&html, 0, NULL);
	ep_page_close(out);
	free(html.waiting);
}
