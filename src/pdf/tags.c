/* The elements of the tree, and which of them what is painted belongs to. */
#include "pdf/elem.h"

#include <stdlib.h>

/* ---- building from the tree ---- */

typedef struct {
	PdfTags *tags;
	PdfElem sections[8]; /* open Sects by level */
	int depth;
	PdfElem item; /* the LI of a definition list's last term */
} Builder;

static PdfElem elem_of(const PdfTags *tags, const DocNode *node)
{
	while (node && !tags->of_node[node->serial])
		node = node->parent;
	return node ? tags->of_node[node->serial] : 1;
}

/* Where a block goes: into its parent's element; blocks of the text itself into the
 * section that is open. */
static PdfElem place_of(const Builder *builder, const DocNode *node)
{
	if (node->parent && node->parent->type == DOC_ROOT)
		return builder->sections[builder->depth];
	return elem_of(builder->tags, node->parent);
}

static int open_section(Builder *builder, const DocNode *header)
{
	if (!header->u.header.section) {
		int deepest = builder->depth + 1; /* a heading inside a quote or a list leaves no gap either */
		return header->u.header.level < deepest ? header->u.header.level : deepest;
	}
	int level = header->u.header.section->level;
	if (header->parent->type == DOC_ROOT) {
		builder->depth = level - 1 < builder->depth ? level - 1 : builder->depth;
		PdfElem sect = pdf_elem_add(builder->tags, TAG_SECT, builder->sections[builder->depth], NULL);
		builder->sections[++builder->depth] = sect;
	}
	return level;
}

static PdfElem make_plain(Builder *builder, const DocNode *node)
{
	DocType type = node->parent->type;
	bool bare = type == DOC_TABLE_CELL || type == DOC_CAPTION || type == DOC_FIGURE;
	return bare ? 0 : pdf_elem_add(builder->tags, TAG_P, place_of(builder, node), node);
}

static PdfElem make_item(Builder *builder, const DocNode *node)
{
	PdfTags *tags = builder->tags;
	PdfElem item = pdf_elem_add(tags, TAG_LI, place_of(builder, node), node);
	tags->label_of[node->serial] = pdf_elem_add(tags, TAG_LBL, item, NULL);
	return pdf_elem_add(tags, TAG_LBODY, item, NULL);
}

static PdfElem make_div(Builder *builder, const DocNode *node)
{
	PdfTags *tags = builder->tags;
	Tag tag = node->u.div.kind == DOC_DIV_EPIGRAPH ? TAG_BLOCK_QUOTE : TAG_DIV; /* another's words */
	PdfElem div = pdf_elem_add(tags, tag, place_of(builder, node), node);
	if (node->u.div.kind >= DOC_DIV_NOTE && node->u.div.kind <= DOC_DIV_WARNING)
		tags->label_of[node->serial] = pdf_elem_add(tags, TAG_P, div, NULL);
	return div;
}

/* A head heads something: rows without others below them are a body. */
static Tag head_tag(const DocNode *head)
{
	return head->next && head->next->first ? TAG_THEAD : TAG_TBODY;
}

static PdfElem make_elem(Builder *builder, const DocNode *node)
{
	static const Tag plain[DOC_TYPES] = {
	        [DOC_PARA] = TAG_P,
	        [DOC_BULLET_LIST] = TAG_L,
	        [DOC_ORDERED_LIST] = TAG_L,
	        [DOC_DEFINITION_LIST] = TAG_L,
	        [DOC_BLOCK_QUOTE] = TAG_BLOCK_QUOTE,
	        [DOC_TABLE] = TAG_TABLE,
	        [DOC_CAPTION] = TAG_CAPTION,
	        [DOC_TABLE_BODY] = TAG_TBODY,
	        [DOC_TABLE_ROW] = TAG_TR,
	        [DOC_FIGURE] = TAG_DIV,
	};
	PdfTags *tags = builder->tags;
	switch (node->type) {
	case DOC_HEADER: {
		int level = open_section(builder, node);
		return pdf_elem_add(tags, (Tag)(TAG_H1 + (level > 6 ? 5 : level - 1)), place_of(builder, node), node);
	}
	case DOC_PLAIN:
		return make_plain(builder, node);
	case DOC_LIST_ITEM:
		return make_item(builder, node);
	case DOC_TERM:
		builder->item = pdf_elem_add(tags, TAG_LI, place_of(builder, node), NULL);
		return pdf_elem_add(tags, TAG_LBL, builder->item, node);
	case DOC_DEFINITION:
		return pdf_elem_add(tags, TAG_LBODY, builder->item ? builder->item : place_of(builder, node), node);
	case DOC_CODE_BLOCK:
		return pdf_elem_add(tags, TAG_CODE, pdf_elem_add(tags, TAG_P, place_of(builder, node), NULL), node);
	case DOC_TABLE_HEAD:
		return pdf_elem_add(tags, head_tag(node), place_of(builder, node), node);
	case DOC_TABLE_CELL:
		return pdf_elem_add(tags, node->u.cell.head ? TAG_TH : TAG_TD, place_of(builder, node), node);
	case DOC_DIV:
		return make_div(builder, node);
	default:
		return plain[node->type] ? pdf_elem_add(tags, plain[node->type], place_of(builder, node), node) : 0;
	}
}

static bool holds_lines(DocType type)
{
	return type == DOC_PARA || type == DOC_PLAIN || type == DOC_HEADER || type == DOC_TERM;
}

/* What may hold a note: the nearest element around that holds blocks. */
static PdfElem note_parent(const PdfTags *tags, PdfElem elem)
{
	while (elem > 1) {
		Tag tag = (Tag)tags->elems[elem].tag;
		if (tag == TAG_SECT || tag == TAG_DIV || tag == TAG_LBODY || tag == TAG_BLOCK_QUOTE || tag == TAG_TD ||
		    tag == TAG_NOTE)
			return elem;
		elem = tags->elems[elem].parent;
	}
	return 1;
}

/* A paragraph's notes follow it.  Notes in notes come to the end of the queue. */
static void queue_notes(Builder *builder, const DocNode *block, const DocNode **queue, size_t *count)
{
	PdfTags *tags = builder->tags;
	for (const DocNode *node = block; node; node = doc_next(node, block, false)) {
		if (node->type != DOC_NOTE_REF || node->u.note_ref.ordinal != 1 || !node->u.note_ref.note)
			continue;
		const DocNode *note = node->u.note_ref.note;
		PdfElem elem = pdf_elem_add(tags, TAG_NOTE, note_parent(tags, elem_of(tags, block)), note);
		tags->of_node[note->serial] = elem;
		tags->label_of[note->serial] = pdf_elem_add(tags, TAG_LBL, elem, NULL);
		queue[(*count)++] = note;
	}
}

/* The image of a figure stands before its caption, whenever it is painted. */
static bool is_figure(const DocNode *node)
{
	return node->type == DOC_IMAGE && !node->u.image.decorative && node->parent->parent &&
	       node->parent->parent->type == DOC_FIGURE;
}

static void build_one(Builder *builder, const DocNode *top, const DocNode **queue, size_t *count)
{
	PdfTags *tags = builder->tags;
	DocWalk walk = doc_walk(top);
	while (doc_step(&walk)) {
		const DocNode *node = walk.node;
		if (!walk.enter) {
			if (holds_lines(node->type))
				queue_notes(builder, node, queue, count);
			continue;
		}
		if (is_figure(node))
			tags->of_node[node->serial] = pdf_elem_add(tags, TAG_FIGURE, elem_of(tags, node), node);
		if (doc_is_inline(node->type) || node == top)
			continue;
		tags->of_node[node->serial] = make_elem(builder, node);
	}
}

static void build_tree(Builder *builder, const DocNode *top)
{
	const DocNode **queue = base_calloc(builder->tags->doc->note_count + 1, sizeof *queue);
	size_t count = 0;
	build_one(builder, top, queue, &count);
	for (size_t i = 0; i < count; i++)
		build_one(builder, queue[i], queue, &count);
	free(queue);
}

static void add_entry(PdfTags *tags, PdfElem toc, const DocNode *node)
{
	PdfElem reference = pdf_elem_add(tags, TAG_REFERENCE, pdf_elem_add(tags, TAG_TOCI, toc, NULL), NULL);
	tags->toc[node->serial] = pdf_elem_add(tags, TAG_LINK, reference, node);
}

/* A list of figures or the like, with its title. */
static void build_list(PdfTags *tags, DocListed kind)
{
	if (!tags->doc->meta.lists[kind])
		return;
	tags->toc_title[1 + kind] = pdf_elem_add(tags, TAG_P, 1, NULL);
	PdfElem toc = pdf_elem_add(tags, TAG_TOC, 1, NULL);
	for (const DocNode *node = NULL; (node = doc_next_listed(tags->doc, kind, node)) != NULL;)
		add_entry(tags, toc, node);
}

/* The title and the contents, a list of each level inside the one above. */
static void build_front(PdfTags *tags)
{
	static const Tag parts[TS_PARTS] = {TAG_TITLE, TAG_SUBTITLE, TAG_P, TAG_P, TAG_P, TAG_P, TAG_P, TAG_P, TAG_P};
	for (size_t i = 0; i < BASE_LEN(parts); i++)
		tags->title_part[i] = pdf_elem_add(tags, parts[i], 1, NULL);
	tags->toc_title[0] = pdf_elem_add(tags, TAG_P, 1, NULL);
	PdfElem tocs[8] = {1};
	int depth = 0;
	for (size_t i = 0; i < tags->doc->section_count; i++) {
		const DocSection *section = &tags->doc->sections[i];
		int level = section->level < depth + 1 ? section->level : depth + 1;
		if (level > depth)
			tocs[level] = pdf_elem_add(tags, TAG_TOC, tocs[depth], NULL);
		depth = level;
		add_entry(tags, tocs[depth], section->header);
	}
	for (int kind = 0; kind < DOC_LISTS; kind++)
		build_list(tags, (DocListed)kind);
}

PdfTags *pdf_tags_new(const Doc *doc, size_t pages, uint32_t first_page_object)
{
	PdfTags *tags = base_calloc(1, sizeof *tags);
	tags->doc = doc;
	tags->of_node = base_calloc(doc->serials + 1, sizeof(PdfElem));
	tags->label_of = base_calloc(doc->serials + 1, sizeof(PdfElem));
	tags->toc = base_calloc(doc->serials + 1, sizeof(PdfElem));
	tags->notes_title = base_calloc(doc->serials + 1, sizeof(PdfElem));
	tags->pages = base_calloc(pages + 1, sizeof *tags->pages);
	tags->page_count = pages;
	tags->first_page_object = first_page_object;
	pdf_elem_add(tags, TAG_NONE, 0, NULL);
	pdf_elem_add(tags, TAG_DOCUMENT, 0, NULL);
	tags->of_node[doc->root->serial] = 1;
	build_front(tags);
	Builder builder = {.tags = tags};
	builder.sections[0] = 1;
	build_tree(&builder, doc->root);
	if (doc->coda) {
		tags->of_node[doc->coda->serial] = pdf_elem_add(tags, TAG_DIV, 1, doc->coda);
		build_tree(&builder, doc->coda);
	}
	return tags;
}

void pdf_tags_free(PdfTags *tags)
{
	if (!tags)
		return;
	for (size_t i = 0; i < tags->page_count; i++)
		free(tags->pages[i].elems);
	free(tags->elems);
	free(tags->kids);
	free(tags->boxes);
	free(tags->of_node);
	free(tags->label_of);
	free(tags->toc);
	free(tags->notes_title);
	free(tags->pages);
	free(tags->annotations);
	free(tags);
}

/* ---- asked while painting ---- */

/* Inline nodes with an element of their own. */
static Tag inline_tag(const DocNode *node)
{
	switch (node->type) {
	case DOC_LINK:
		return doc_link_leads(node) ? TAG_LINK : TAG_NONE; /* else plain text, as in the e-book */
	case DOC_EMPH:
		return TAG_EM;
	case DOC_STRONG:
		return TAG_STRONG;
	case DOC_CODE:
		return TAG_CODE;
	case DOC_MATH:
		return node->u.math.tree ? TAG_FORMULA : TAG_SPAN;
	case DOC_IMAGE:
		return TAG_FIGURE;
	case DOC_NOTE_REF:
		return TAG_REFERENCE;
	default:
		return node->parent && !str_eq(node->lang, node->parent->lang) ? TAG_SPAN : TAG_NONE;
	}
}

/* The element of a node inside a line, made when it is first met. */
static PdfElem inline_elem(PdfTags *tags, const DocNode *node)
{
	const DocNode *chain[64];
	size_t depth = 0;
	for (; node && !tags->of_node[node->serial]; node = node->parent) {
		if (doc_is_inline(node->type) && inline_tag(node) && depth < BASE_LEN(chain))
			chain[depth++] = node;
	}
	PdfElem elem = node ? tags->of_node[node->serial] : 1;
	while (depth) {
		const DocNode *next = chain[--depth];
		elem = pdf_elem_add(tags, inline_tag(next), elem, next);
		if (next->type == DOC_NOTE_REF)
			elem = pdf_elem_add(tags, TAG_LINK, elem, next);
		tags->of_node[next->serial] = elem;
	}
	return elem;
}

static PdfElem label_elem(const PdfTags *tags, const DocNode *node)
{
	PdfElem label = tags->label_of[node->serial];
	return label ? label : elem_of(tags, node);
}

/* Made when it is first met: notes stand in the tree where they are called, their titles after the text. */
static PdfElem notes_title(PdfTags *tags, const DocNode *header)
{
	PdfElem *title = &tags->notes_title[header ? header->serial : 0];
	*title = *title ? *title : pdf_elem_add(tags, TAG_P, 1, NULL);
	return *title;
}

/* Made when it is first met, at the end. */
static PdfElem colophon_part(PdfTags *tags, uint8_t part)
{
	PdfElem *elem = &tags->colophon_part[part];
	*elem = *elem ? *elem : pdf_elem_add(tags, TAG_P, 1, NULL);
	return *elem;
}

/* The entry of a heading or a caption, or of that which a node stands in. */
static PdfElem toc_elem(const PdfTags *tags, const DocNode *node)
{
	while (node && !tags->toc[node->serial])
		node = node->parent;
	return node ? tags->toc[node->serial] : 0;
}

PdfElem pdf_tags_of(PdfTags *tags, const TsItem *item)
{
	switch (item->role) {
	case TS_BODY:
	case TS_NOTE_MARK:
	case TS_PAGE_REF:
		if (item->kind == TS_IMAGE && item->node->u.image.decorative)
			return 0;
		return inline_elem(tags, item->node);
	case TS_LABEL:
	case TS_NOTE_LABEL:
	case TS_DIV_TITLE:
		return label_elem(tags, item->node);
	case TS_NUMBER:
		return elem_of(tags, item->node);
	case TS_TITLE:
		return tags->title_part[item->sub];
	case TS_COLOPHON:
		return colophon_part(tags, item->sub);
	case TS_TOC_TITLE:
		return tags->toc_title[item->sub];
	case TS_NOTES_TITLE:
		return notes_title(tags, item->node);
	case TS_TOC_ENTRY:
	case TS_TOC_PAGE:
		return toc_elem(tags, item->node);
	default:
		return 0;
	}
}
