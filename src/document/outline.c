/* Whether a book is divided into parts, and those into chapters. */
#include "document/document.h"

bool doc_is_silent(const Doc *doc, const DocSection *section)
{
	const DocSection *next = section + 1 < doc->sections + doc->section_count ? section + 1 : NULL;
	if (!next || next->level != section->level + 1)
		return false;
	const DocNode *node = doc_next(section->header, doc->root, true);
	while (node && node != next->header) {
		bool motto = node->type == DOC_DIV &&
		             (node->u.div.kind == DOC_DIV_EPIGRAPH || node->u.div.kind == DOC_DIV_DEDICATION);
		if (node->type != DOC_DIV && node->type != DOC_PAGE_BREAK)
			return false;
		if (!motto && node->type == DOC_DIV && node->u.div.kind != DOC_DIV_PLAIN)
			return false;
		node = doc_next(node, doc->root, motto);
	}
	return node != NULL;
}

/* The letters of the sections [first, end). */
static size_t letters_of(const Doc *doc, size_t first, size_t end)
{
	const DocNode *stop = end < doc->section_count ? doc->sections[end].header : NULL;
	size_t sum = 0;
	for (const DocNode *node = doc->sections[first].header; node && node != stop;
	     node = doc_next(node, doc->root, false))
		sum += node->type == DOC_TEXT ? node->u.text.len : 0;
	return sum;
}

bool doc_has_parts(const Doc *doc)
{
	enum { LETTERS_OF_A_CHAPTER = 5000 }; /* two pages: what is shorter is a section */
	size_t parts = 0, others = 0, chapters = 0, letters = 0;
	for (size_t i = 0, end; i < doc->section_count; i = end) {
		size_t inner = 0;
		for (end = i + 1; end < doc->section_count && doc->sections[end].level > 1; end++)
			inner += doc->sections[end].level == 2;
		if (inner && doc_is_silent(doc, &doc->sections[i])) {
			parts++;
			chapters += inner;
			letters += letters_of(doc, i, end);
		} else {
			others += inner > 0;
		}
	}
	return parts > 1 && 4 * others <= parts && letters / chapters >= LETTERS_OF_A_CHAPTER;
}
