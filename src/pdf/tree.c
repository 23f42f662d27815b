/* The structure tree: levels of headings, and how it is written. */
#include "pdf/elem.h"

#include <stdlib.h>
#include <string.h>

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

/* In the order of reading no heading is more than one level below the one before,
 * whatever quotes, notes and headings without content come between. */
static void level_headings(PdfTags *tags)
{
	uint32_t *places = base_calloc(tags->count, sizeof *places); /* of each element among its parent's kids */
	int last = 0;
	for (size_t i = 0; i < tags->kid_count; i++) {
		if (tags->kids[i].kind == KID_ELEM)
			places[tags->kids[i].value] = (uint32_t)i + 1;
	}
	for (PdfElem elem = 1, next; elem; elem = next) {
		uint8_t *tag = &tags->elems[elem].tag;
		if (*tag >= TAG_H1 && *tag <= TAG_H6) {
			int level = (int)*tag - (int)TAG_H1 + 1;
			last = level > last + 1 ? last + 1 : level;
			*tag = (uint8_t)(TAG_H1 + last - 1);
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
	static const char *const styles[] = {"Decimal",    "LowerAlpha", "UpperAlpha",
	                                     "LowerRoman", "UpperRoman", "Decimal"};
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

/* A formula is described by its author, else by its source. */
static void put_formula(const DocNode *formula, Buf *out)
{
	const char *own = doc_key(formula, "alt");
	buf_str(out, "/Alt");
	if (own && *own)
		pdf_text(out, own);
	else
		pdf_text_n(out, formula->u.math.text, formula->u.math.len);
}

/* The language of the nearest node. */
static const char *lang_of(const PdfTags *tags, PdfElem elem)
{
	while (elem && !(tags->elems[elem].node && tags->elems[elem].node->lang))
		elem = tags->elems[elem].parent;
	return elem ? tags->elems[elem].node->lang : tags->doc->meta.lang;
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
		pdf_text(out, elem->node && elem->node->u.image.alt && *elem->node->u.image.alt
		                      ? elem->node->u.image.alt
		                      : " ");
		if (elem->box) {
			buf_str(out, "/A<</O/Layout/Placement/Block/BBox[");
			for (int i = 0; i < 4; i++) {
				buf_str(out, i ? " " : "");
				buf_fixed(out, tags->boxes[elem->box - 1].edges[i], 2);
			}
			buf_str(out, "]>>");
		}
		break;
	case TAG_FORMULA:
		put_formula(elem->node, out);
		break;
	default:
		break;
	}
	const char *lang = lang_of(tags, id);
	if (lang && !str_eq(lang, elem->parent ? lang_of(tags, elem->parent) : NULL)) {
		buf_str(out, "/Lang");
		pdf_text(out, lang);
	}
}

static void write_elem(const PdfTags *tags, PdfFile *file, PdfElem id, uint32_t root)
{
	const Elem *elem = &tags->elems[id];
	Buf *out = pdf_begin(file, elem->object);
	buf_str(out, "<</S/");
	buf_str(out, pdf_elem_name(elem->tag));
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
		buf_printf(out, "%zu %u 0 R ", tags->page_count + i,
		           (unsigned)tags->elems[tags->annotations[i].elem].object);
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
	level_headings(tags);
	for (PdfElem i = 1; i < tags->count; i++)
		tags->elems[i].object = tags->elems[i].live ? pdf_reserve(file, 1) : 0;
	for (PdfElem i = 1; i < tags->count; i++) {
		if (tags->elems[i].live)
			write_elem(tags, file, i, root);
	}
	uint32_t parents = write_parents(tags, file);
	Buf *out = pdf_begin(file, root);
	buf_printf(out, "<</Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %zu",
	           (unsigned)tags->elems[1].object, (unsigned)parents, tags->page_count + tags->annotation_count);
	put_ids(tags, out);
	buf_str(out, "/RoleMap<</Em/Span/Strong/Span/Title/P/Subtitle/P>>>>");
	pdf_end(file);
	return root;
}
