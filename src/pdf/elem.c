/* Elements and kids as they are made, and what the pages enter in them. */
#include "pdf/elem.h"

#include <string.h>

static const char *const names[] = {
        "",      "Document", "Sect", "Div",  "P",   "H1",      "H2",         "H3",       "H4",
        "H5",    "H6",       "L",    "LI",   "Lbl", "LBody",   "BlockQuote", "Code",     "Table",
        "THead", "TBody",    "TR",   "TH",   "TD",  "Caption", "Figure",     "Note",     "Reference",
        "Link",  "Span",     "TOC",  "TOCI", "Em",  "Strong",  "Title",      "Subtitle", "Formula",
};

const char *pdf_elem_name(Tag tag)
{
	return names[tag];
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

PdfElem pdf_elem_add(PdfTags *tags, Tag tag, PdfElem parent, const DocNode *node)
{
	tags->elems = base_grow(tags->elems, tags->count, &tags->cap, sizeof *tags->elems);
	PdfElem made = (PdfElem)tags->count++;
	Elem *elem = &tags->elems[made];
	*elem = (Elem){.tag = (uint8_t)tag, .parent = parent, .node = node};
	if (parent)
		add_kid(tags, parent, KID_ELEM, made, 0);
	return made;
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
	if (of->box)
		return;
	tags->boxes = base_grow(tags->boxes, tags->box_count, &tags->box_cap, sizeof *tags->boxes);
	memcpy(tags->boxes[tags->box_count].edges, box, sizeof tags->boxes->edges);
	of->box = (uint32_t)++tags->box_count;
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
	tags->annotations =
	        base_grow(tags->annotations, tags->annotation_count, &tags->annotation_cap, sizeof *tags->annotations);
	tags->annotations[tags->annotation_count].elem = link;
	tags->annotations[tags->annotation_count].object = object;
	add_kid(tags, link, KID_OBJECT, object, page);
	return (uint32_t)(tags->page_count + tags->annotation_count++);
}
