/* Elements: made from the tree, filled by the pages, written at the end. */
#include "pdf/tags.h"

#include <stdlib.h>
#include <string.h>

typedef enum {
	TAG_NONE, TAG_DOCUMENT, TAG_SECT, TAG_DIV, TAG_P, TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6,
	TAG_L, TAG_LI, TAG_LBL, TAG_LBODY, TAG_BLOCK_QUOTE, TAG_CODE, TAG_TABLE, TAG_THEAD, TAG_TBODY, TAG_TR, TAG_TH,
	TAG_TD, TAG_CAPTION, TAG_FIGURE, TAG_NOTE, TAG_REFERENCE, TAG_LINK, TAG_SPAN, TAG_TOC, TAG_TOCI, TAG_EM,
	TAG_STRONG, TAG_TITLE, TAG_SUBTITLE, TAG_FORMULA
} Tag;

static const char *const names[] = {
        "", "Document", "Sect", "Div", "P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "BlockQuote", "Code",
        "Table", "THead", "TBody", "TR", "TH", "TD", "Caption", "Figure", "Note", "Reference", "Link", "Span", "TOC", "TOCI",
        "Em", "Strong", "Title", "Subtitle", "Formula",
};

typedef enum { KID_ELEM, KID_CONTENT, KID_OBJECT } KidKind;

typedef struct {
	KidKind kind;
	uint32_t value; /* element, marked content id, object */
	uint32_t page;
	uint32_t next;
} Kid;

typedef struct {
	Tag tag;
	PdfElem parent; /* made before it: parent < elem */
	const DocNode *node;
	const char *lang;
	uint32_t first, last; /* kids, 1 + index */
	uint32_t object;
	bool attached, live, boxed;
	int32_t box[4];
} Elem;

/* The parents of one page's marked content, by id. */
typedef struct {
	PdfElem *elems;
	size_t count, cap;
} PageMarks;

struct PdfTags {
	const Doc *doc;
	Elem *elems; /* [0] is none, [1] the document */
	size_t count, cap;
	Kid *kids;
	size_t kid_count, kid_cap;
	PdfElem *of_node;  /* by serial: what the node's own content belongs to */
	PdfElem *label_of; /* by serial: an item's or a note's label, a div's title */
	PdfElem *toc;      /* by serial of a heading: the link of its entry in the contents */
	PdfElem toc_title, title_part[TS_PART_RIGHTS + 1];
	PageMarks *pages;
	size_t page_count;
	uint32_t first_page_object;
	struct {
		PdfElem elem;
		uint32_t object;
	} *annotations; /* parent tree keys from page_count on */
	size_t annotation_count, annotation_cap;
};

/* ---- elements and kids ---- */

static PdfElem new_elem(PdfTags *tags, Tag tag, PdfElem parent, const DocNode *node)
{
	tags->elems = base_grow(tags->elems, tags->count, &tags->cap, sizeof *tags->elems);
	Elem *elem = &tags->elems[tags->count];
	*elem = (Elem){.tag = tag, .parent = parent, .node = node};
	const char *around = parent ? tags->elems[parent].lang : tags->doc->meta.lang;
	elem->lang = node && node->lang ? node->lang : around;
	return (PdfElem)tags->count++;
}

static void add_kid(PdfTags *tags, PdfElem parent, KidKind kind, uint32_t value, size_t page)
{
	tags->kids = base_grow(tags->kids, tags->kid_count, &tags->kid_cap, sizeof *tags->kids);
	tags->kids[tags->kid_count++] = (Kid){kind, value, (uint32_t)page, 0};
	Elem *elem = &tags->elems[parent];
	uint32_t kid = (uint32_t)tags->kid_count;
	if (elem->last)
		tags->kids[elem->last - 1].next = kid;
	else
		elem->first = kid;
	elem->last = kid;
}

/* Makes it, and the elements around it, kids of their parents as far as they are not. */
static void attach(PdfTags *tags, PdfElem elem)
{
	while (elem && !tags->elems[elem].attached && tags->elems[elem].parent) {
		PdfElem chain = elem;
		while (tags->elems[chain].parent && !tags->elems[tags->elems[chain].parent].attached)
			chain = tags->elems[chain].parent;
		tags->elems[chain].attached = true;
		add_kid(tags, tags->elems[chain].parent, KID_ELEM, chain, 0);
	}
}

static PdfElem add_elem(PdfTags *tags, Tag tag, PdfElem parent, const DocNode *node)
{
	PdfElem elem = new_elem(tags, tag, parent, node);
	attach(tags, elem);
	return elem;
}

/* ---- building from the tree ---- */

typedef struct {
	PdfTags *tags;
	PdfElem sections[8]; /* open Sects by level */
	int depth;
	size_t next_section;
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
	const Doc *doc = builder->tags->doc;
	size_t at = builder->next_section;
	if (at >= doc->section_count || doc->sections[at].header != header) {
		int deepest = builder->depth + 1; /* a heading inside a quote or a list leaves no gap either */
		return header->u.header.level < deepest ? header->u.header.level : deepest;
	}
	builder->next_section++;
	int level = doc->sections[at].level;
	if (header->parent->type == DOC_ROOT) {
		builder->depth = level - 1 < builder->depth ? level - 1 : builder->depth;
		PdfElem sect = add_elem(builder->tags, TAG_SECT, builder->sections[builder->depth], NULL);
		builder->sections[++builder->depth] = sect;
	}
	return level;
}

static PdfElem make_plain(Builder *builder, const DocNode *node)
{
	DocType type = node->parent->type;
	bool bare = type == DOC_TABLE_CELL || type == DOC_CAPTION || type == DOC_FIGURE;
	return bare ? 0 : add_elem(builder->tags, TAG_P, place_of(builder, node), node);
}

static PdfElem make_item(Builder *builder, const DocNode *node)
{
	PdfTags *tags = builder->tags;
	PdfElem item = add_elem(tags, TAG_LI, place_of(builder, node), node);
	tags->label_of[node->serial] = add_elem(tags, TAG_LBL, item, NULL);
	return add_elem(tags, TAG_LBODY, item, NULL);
}

static PdfElem make_div(Builder *builder, const DocNode *node)
{
	PdfTags *tags = builder->tags;
	PdfElem div = add_elem(tags, TAG_DIV, place_of(builder, node), node);
	if (node->u.div.kind >= DOC_DIV_NOTE && node->u.div.kind <= DOC_DIV_WARNING)
		tags->label_of[node->serial] = add_elem(tags, TAG_P, div, NULL);
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
		return add_elem(tags, (Tag)(TAG_H1 + (level > 6 ? 5 : level - 1)), place_of(builder, node), node);
	}
	case DOC_PLAIN:
		return make_plain(builder, node);
	case DOC_LIST_ITEM:
		return make_item(builder, node);
	case DOC_TERM:
		builder->item = add_elem(tags, TAG_LI, place_of(builder, node), NULL);
		return add_elem(tags, TAG_LBL, builder->item, node);
	case DOC_DEFINITION:
		return add_elem(tags, TAG_LBODY, builder->item ? builder->item : place_of(builder, node), node);
	case DOC_CODE_BLOCK:
		return add_elem(tags, TAG_CODE, add_elem(tags, TAG_P, place_of(builder, node), NULL), node);
	case DOC_TABLE_HEAD:
		return add_elem(tags, head_tag(node), place_of(builder, node), node);
	case DOC_TABLE_CELL:
		return add_elem(tags, node->u.cell.head ? TAG_TH : TAG_TD, place_of(builder, node), node);
	case DOC_DIV:
		return make_div(builder, node);
	default:
		return plain[node->type] ? add_elem(tags, plain[node->type], place_of(builder, node), node) : 0;
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
		Tag tag = tags->elems[elem].tag;
		if (tag == TAG_SECT || tag == TAG_DIV || tag == TAG_LBODY || tag == TAG_BLOCK_QUOTE || tag == TAG_TD || tag == TAG_NOTE)
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
		PdfElem elem = add_elem(tags, TAG_NOTE, note_parent(tags, elem_of(tags, block)), note);
		tags->of_node[note->serial] = elem;
		tags->label_of[note->serial] = add_elem(tags, TAG_LBL, elem, NULL);
		queue[(*count)++] = note;
	}
}

/* The image of a figure stands before its caption, whenever it is painted. */
static bool is_figure(const DocNode *node)
{
	return node->type == DOC_IMAGE && !node->u.image.decorative && node->parent->parent && node->parent->parent->type == DOC_FIGURE;
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
			tags->of_node[node->serial] = add_elem(tags, TAG_FIGURE, elem_of(tags, node), node);
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

/* The title and the contents, a list of each level inside the one above. */
static void build_front(PdfTags *tags)
{
	static const Tag parts[] = {TAG_TITLE, TAG_SUBTITLE, TAG_P, TAG_P, TAG_P};
	for (size_t i = 0; i < BASE_LEN(parts); i++)
		tags->title_part[i] = add_elem(tags, parts[i], 1, NULL);
	tags->toc_title = add_elem(tags, TAG_P, 1, NULL);
	PdfElem tocs[8] = {1};
	int depth = 0;
	for (size_t i = 0; i < tags->doc->section_count; i++) {
		const DocSection *section = &tags->doc->sections[i];
		int level = section->level < depth + 1 ? section->level : depth + 1;
		if (level > depth)
			tocs[level] = add_elem(tags, TAG_TOC, tocs[depth], NULL);
		depth = level;
		PdfElem reference = add_elem(tags, TAG_REFERENCE, add_elem(tags, TAG_TOCI, tocs[depth], NULL), NULL);
		tags->toc[section->header->serial] = add_elem(tags, TAG_LINK, reference, section->header);
	}
}

PdfTags *pdf_tags_new(const Doc *doc, size_t pages, uint32_t first_page_object)
{
	PdfTags *tags = base_calloc(1, sizeof *tags);
	tags->doc = doc;
	tags->of_node = base_calloc(doc->serials + 1, sizeof(PdfElem));
	tags->label_of = base_calloc(doc->serials + 1, sizeof(PdfElem));
	tags->toc = base_calloc(doc->serials + 1, sizeof(PdfElem));
	tags->pages = base_calloc(pages + 1, sizeof *tags->pages);
	tags->page_count = pages;
	tags->first_page_object = first_page_object;
	new_elem(tags, TAG_NONE, 0, NULL);
	new_elem(tags, TAG_DOCUMENT, 0, NULL);
	tags->elems[1].attached = true;
	tags->of_node[doc->root->serial] = 1;
	build_front(tags);
	Builder builder = {.tags = tags};
	builder.sections[0] = 1;
	build_tree(&builder, doc->root);
	if (doc->coda) {
		tags->of_node[doc->coda->serial] = add_elem(tags, TAG_DIV, 1, doc->coda);
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
	free(tags->of_node);
	free(tags->label_of);
	free(tags->toc);
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
		return node->u.link.target || node->u.link.url ? TAG_LINK : TAG_NONE;
	case DOC_EMPH:
		return TAG_EM;
	case DOC_STRONG:
		return TAG_STRONG;
	case DOC_CODE:
		return TAG_CODE;
	case DOC_MATH:
		return TAG_SPAN;
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
		elem = add_elem(tags, inline_tag(next), elem, next);
		if (next->type == DOC_NOTE_REF)
			elem = add_elem(tags, TAG_LINK, elem, next);
		tags->of_node[next->serial] = elem;
	}
	return elem;
}

static PdfElem label_elem(const PdfTags *tags, const DocNode *node)
{
	PdfElem label = tags->label_of[node->serial];
	return label ? label : elem_of(tags, node);
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
	case TS_TOC_TITLE:
		return tags->toc_title;
	case TS_TOC_ENTRY:
	case TS_TOC_PAGE:
		return item->node ? tags->toc[item->node->serial] : 0;
	default:
		return 0;
	}
}

const char *pdf_tags_name(const PdfTags *tags, PdfElem elem)
{
	return names[tags->elems[elem].tag];
}

uint32_t pdf_tags_mark(PdfTags *tags, PdfElem elem, size_t page)
{
	PageMarks *marks = &tags->pages[page];
	marks->elems = base_grow(marks->elems, marks->count, &marks->cap, sizeof *marks->elems);
	marks->elems[marks->count] = elem;
	add_kid(tags, elem, KID_CONTENT, (uint32_t)marks->count, page);
	return (uint32_t)marks->count++;
}

void pdf_tags_box(PdfTags *tags, PdfElem elem, const int32_t box[4])
{
	Elem *of = &tags->elems[elem];
	if (of->boxed)
		return;
	of->boxed = true;
	memcpy(of->box, box, sizeof of->box);
}

PdfElem pdf_tags_link(const PdfTags *tags, PdfElem elem)
{
	while (elem && tags->elems[elem].tag != TAG_LINK)
		elem = tags->elems[elem].parent;
	return elem;
}

const DocNode *pdf_tags_link_node(const PdfTags *tags, PdfElem link)
{
	return tags->elems[link].node;
}

uint32_t pdf_tags_annotation(PdfTags *tags, PdfElem link, size_t page, uint32_t object)
{
	tags->annotations = base_grow(tags->annotations, tags->annotation_count, &tags->annotation_cap, sizeof *tags->annotations);
	tags->annotations[tags->annotation_count].elem = link;
	tags->annotations[tags->annotation_count].object = object;
	add_kid(tags, link, KID_OBJECT, object, page);
	return (uint32_t)(tags->page_count + tags->annotation_count++);
}

/* ---- writing ---- */

static bool live_kid(const PdfTags *tags, uint32_t kid)
{
	return tags->kids[kid - 1].kind != KID_ELEM || tags->elems[tags->kids[kid - 1].value].live;
}

/* An element lives if it has content or an element that lives. */
static void find_live(PdfTags *tags)
{
	for (size_t i = tags->count; i-- > 1;) {
		Elem *elem = &tags->elems[i];
		for (uint32_t kid = elem->first; kid && !elem->live; kid = tags->kids[kid - 1].next)
			elem->live = live_kid(tags, kid);
		bool cell = elem->tag == TAG_TD || elem->tag == TAG_TH;
		elem->live = elem->live || i == 1 || cell;
	}
	for (size_t i = 1; i < tags->count; i++) { /* empty cells count only in rows that are shown */
		Elem *elem = &tags->elems[i];
		elem->live = elem->live && (i == 1 || tags->elems[elem->parent].live);
	}
}

/* The first element that lives from a kid on, 0 if there is none. */
static PdfElem live_from(const PdfTags *tags, uint32_t kid)
{
	for (; kid; kid = tags->kids[kid - 1].next) {
		if (tags->kids[kid - 1].kind == KID_ELEM && tags->elems[tags->kids[kid - 1].value].live)
			return tags->kids[kid - 1].value;
	}
	return 0;
}

/* A table that is all head is all body (ISO 14289-1, 7.2): its header cells say so themselves. */
static void settle_tables(PdfTags *tags)
{
	for (PdfElem i = 1; i < tags->count; i++) {
		Elem *head = &tags->elems[i];
		bool body = head->tag != TAG_THEAD || !head->live;
		for (uint32_t kid = body ? 0 : tags->elems[head->parent].first; kid && !body; kid = tags->kids[kid - 1].next)
			body = live_kid(tags, kid) && tags->elems[tags->kids[kid - 1].value].tag == TAG_TBODY;
		if (!body)
			head->tag = TAG_TBODY;
	}
}

/* In the order of reading no heading is more than one level below the one before,
 * whatever quotes, notes and headings without content come between. */
static void settle_headings(PdfTags *tags)
{
	uint32_t *places = base_calloc(tags->count, sizeof *places); /* of each element among its parent's kids */
	int last = 0;
	for (size_t i = 0; i < tags->kid_count; i++) {
		if (tags->kids[i].kind == KID_ELEM)
			places[tags->kids[i].value] = (uint32_t)i + 1;
	}
	for (PdfElem elem = 1, next; elem; elem = next) {
		Tag *tag = &tags->elems[elem].tag;
		if (*tag >= TAG_H1 && *tag <= TAG_H6) {
			int level = (int)*tag - (int)TAG_H1 + 1;
			last = level > last + 1 ? last + 1 : level;
			*tag = (Tag)((int)TAG_H1 + last - 1);
		}
		next = live_from(tags, tags->elems[elem].first);
		for (; !next && elem > 1; elem = tags->elems[elem].parent)
			next = live_from(tags, tags->kids[places[elem] - 1].next);
	}
	free(places);
}

/* Content and annotations of the element's own page need not name it. */
static void put_kid(const PdfTags *tags, const Kid *kid, uint32_t page, Buf *out)
{
	if (kid->kind == KID_ELEM) {
		if (tags->elems[kid->value].live)
			pdf_ref(out, tags->elems[kid->value].object);
		return;
	}
	if (kid->kind == KID_CONTENT && kid->page == page) {
		buf_char(out, ' ');
		buf_int(out, kid->value);
		return;
	}
	buf_str(out, kid->kind == KID_CONTENT ? "<</Type/MCR" : "<</Type/OBJR");
	if (kid->page != page) {
		buf_str(out, "/Pg");
		pdf_ref(out, tags->first_page_object + kid->page);
	}
	if (kid->kind == KID_CONTENT) {
		buf_str(out, "/MCID ");
		buf_int(out, kid->value);
	} else {
		buf_str(out, "/Obj");
		pdf_ref(out, kid->value);
	}
	buf_str(out, ">>");
}

/* The element's kids, with the page that most of them are on: the first one's. */
static void put_kids(const PdfTags *tags, const Elem *elem, Buf *out)
{
	uint32_t page = UINT32_MAX;
	for (uint32_t kid = elem->first; kid && page == UINT32_MAX; kid = tags->kids[kid - 1].next)
		page = tags->kids[kid - 1].kind == KID_ELEM ? page : tags->kids[kid - 1].page;
	if (page != UINT32_MAX) {
		buf_str(out, "/Pg");
		pdf_ref(out, tags->first_page_object + page);
	}
	bool many = elem->first != elem->last || !live_kid(tags, elem->first);
	buf_str(out, many ? "/K[" : "/K");
	for (uint32_t kid = elem->first; kid; kid = tags->kids[kid - 1].next)
		put_kid(tags, &tags->kids[kid - 1], page, out);
	buf_str(out, many ? "]" : "");
}

static void put_list_numbering(const Elem *elem, Buf *out)
{
	static const char *const styles[] = {"Decimal", "LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman"};
	const char *name = "None";
	if (elem->node && elem->node->type == DOC_ORDERED_LIST)
		name = styles[elem->node->u.list.style];
	else if (elem->node && elem->node->type == DOC_BULLET_LIST)
		name = "Disc";
	buf_printf(out, "/A<</O/List/ListNumbering/%s>>", name);
}

static void put_cell(const Elem *elem, Buf *out)
{
	const DocNode *cell = elem->node;
	uint32_t columns = cell->u.cell.colspan, rows = cell->u.cell.rowspan;
	if (elem->tag == TAG_TD && columns <= 1 && rows <= 1)
		return;
	buf_str(out, "/A<</O/Table");
	if (elem->tag == TAG_TH)
		buf_str(out, doc_ancestor(cell, DOC_TABLE_HEAD) ? "/Scope/Column" : "/Scope/Row");
	if (columns > 1)
		buf_printf(out, "/ColSpan %u", (unsigned)columns);
	if (rows > 1)
		buf_printf(out, "/RowSpan %u", (unsigned)rows);
	buf_str(out, ">>");
}

/* What single types of elements have. */
static void put_own(const PdfTags *tags, const Elem *elem, PdfElem id, Buf *out)
{
	switch (elem->tag) {
	case TAG_L:
		put_list_numbering(elem, out);
		break;
	case TAG_TH:
	case TAG_TD:
		put_cell(elem, out);
		break;
	case TAG_NOTE:
		buf_printf(out, "/ID(note-%u)", (unsigned)id);
		break;
	case TAG_FIGURE:
		buf_str(out, "/Alt");
		pdf_text(out, elem->node && elem->node->u.image.alt && *elem->node->u.image.alt ? elem->node->u.image.alt : " ");
		if (elem->boxed) {
			buf_str(out, "/A<</O/Layout/Placement/Block/BBox[");
			for (int i = 0; i < 4; i++) {
				buf_str(out, i ? " " : "");
				buf_fixed(out, elem->box[i], 2);
			}
			buf_str(out, "]>>");
		}
		break;
	default:
		break;
	}
	if (elem->lang && !str_eq(elem->lang, elem->parent ? tags->elems[elem->parent].lang : NULL)) {
		buf_str(out, "/Lang");
		pdf_text(out, elem->lang);
	}
}

static void write_elem(const PdfTags *tags, PdfFile *file, PdfElem id, uint32_t root)
{
	const Elem *elem = &tags->elems[id];
	Buf *out = pdf_begin(file, elem->object);
	buf_str(out, "<</S/");
	buf_str(out, names[elem->tag]);
	buf_str(out, "/P");
	pdf_ref(out, id == 1 ? root : tags->elems[elem->parent].object);
	put_own(tags, elem, id, out);
	if (elem->first)
		put_kids(tags, elem, out);
	buf_str(out, ">>");
	pdf_end(file);
}

/* Keys in order: pages, then annotations. */
static uint32_t write_parents(const PdfTags *tags, PdfFile *file)
{
	uint32_t arrays = pdf_reserve(file, (uint32_t)tags->page_count);
	for (size_t i = 0; i < tags->page_count; i++) {
		Buf *out = pdf_begin(file, arrays + (uint32_t)i);
		buf_char(out, '[');
		for (size_t k = 0; k < tags->pages[i].count; k++)
			pdf_ref(out, tags->elems[tags->pages[i].elems[k]].object);
		buf_char(out, ']');
		pdf_end(file);
	}
	uint32_t tree = pdf_reserve(file, 1);
	Buf *out = pdf_begin(file, tree);
	buf_str(out, "<</Nums[");
	for (size_t i = 0; i < tags->page_count; i++)
		buf_printf(out, "%zu %u 0 R ", i, (unsigned)(arrays + i));
	for (size_t i = 0; i < tags->annotation_count; i++)
		buf_printf(out, "%zu %u 0 R ", tags->page_count + i, (unsigned)tags->elems[tags->annotations[i].elem].object);
	buf_str(out, "]>>");
	pdf_end(file);
	return tree;
}

typedef struct {
	char key[24];
	uint32_t object;
} Id;

static int by_key(const void *a, const void *b)
{
	return strcmp(((const Id *)a)->key, ((const Id *)b)->key);
}

static void put_ids(const PdfTags *tags, Buf *out)
{
	Id *ids = base_calloc(tags->count + 1, sizeof *ids);
	size_t count = 0;
	for (PdfElem i = 1; i < tags->count; i++) {
		if (tags->elems[i].tag != TAG_NOTE || !tags->elems[i].live)
			continue;
		snprintf(ids[count].key, sizeof ids[count].key, "note-%u", (unsigned)i);
		ids[count++].object = tags->elems[i].object;
	}
	qsort(ids, count, sizeof *ids, by_key);
	if (count) {
		buf_str(out, "/IDTree<</Names[");
		for (size_t i = 0; i < count; i++)
			buf_printf(out, "(%s) %u 0 R ", ids[i].key, (unsigned)ids[i].object);
		buf_str(out, "]>>");
	}
	free(ids);
}

uint32_t pdf_tags_write(PdfTags *tags, PdfFile *file)
{
	uint32_t root = pdf_reserve(file, 1);
	find_live(tags);
	settle_headings(tags);
	settle_tables(tags);
	for (PdfElem i = 1; i < tags->count; i++)
		tags->elems[i].object = tags->elems[i].live ? pdf_reserve(file, 1) : 0;
	for (PdfElem i = 1; i < tags->count; i++) {
		if (tags->elems[i].live)
			write_elem(tags, file, i, root);
	}
	uint32_t parents = write_parents(tags, file);
	Buf *out = pdf_begin(file, root);
	buf_printf(out, "<</Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %zu", (unsigned)tags->elems[1].object,
	           (unsigned)parents, tags->page_count + tags->annotation_count);
	put_ids(tags, out);
	buf_str(out, "/RoleMap<</Em/Span/Strong/Span/Title/P/Subtitle/P>>>>");
	pdf_end(file);
	return root;
}
