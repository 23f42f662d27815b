/* Labels, running heads, and the map of pages. */
#include "typeset/page/labels.h"

#include <string.h>

void page_label(PageMakeup *makeup)
{
	const char *lang = makeup->setting->job->doc->meta.lang;
	Arena *arena = makeup->setting->arena;
	long front = 0, body = 0;
	Buf label = {0};
	for (size_t i = 0; i < makeup->page_count; i++) {
		Page *page = &makeup->pages[i];
		buf_clear(&label);
		doc_number(&label, page->front ? ++front : ++body, page->front ? DOC_NUM_LOWER_ROMAN : DOC_NUM_DECIMAL);
		const char *number = arena_strndup(arena, label.data, label.len);
		const char *letters = page->front ? lang_letters(arena, lang, front) : NULL;
		page->label = letters ? letters : page->front ? number : lang_digits(arena, lang, number);
	}
	buf_free(&label);
}

/* Which level of the outline runs along the heads: the first of which there is more
 * than one heading. */
static int head_level(const Doc *doc)
{
	for (int level = 1; level < 3; level++) {
		size_t count = 0;
		for (size_t i = 0; i < doc->section_count && count < 2; i++)
			count += doc->sections[i].level == level;
		if (count > 1)
			return level;
	}
	return 1;
}

/* The section that begins with the item; NULL. */
static const DocSection *section_at(const FlowItem *item)
{
	const DocNode *node = item->block->run_in ? item->block->run_in : item->block->node;
	const DocSection *section = node && node->type == DOC_HEADER ? node->u.header.section : NULL;
	return section && !item->block->toc && !item->line ? section : NULL;
}

/* What a section's heading is for the head, where chapters are of such a level; PAGE_HEADS: nothing. */
static PageHead head_of(const DocSection *section, int level, bool parted)
{
	if (parted && section->division == DOC_DIVISION_PART)
		return PAGE_PART;
	return section->level <= level ? PAGE_CHAPTER : section->level == level + 1 ? PAGE_SECTION : PAGE_HEADS;
}

/* A section begins on a page: it runs there if it begins with it, or nothing ran before; what it ends is open no
 * more.  A part's name runs for a chapter's up to its first. */
static void open_section(Page *page, const DocNode **open, PageHead head, const DocNode *node, bool first)
{
	PageHead from = head == PAGE_SECTION ? PAGE_SECTION
	                : head == PAGE_PART  ? PAGE_PART
	                                     : PAGE_CHAPTER,
	         to = head == PAGE_PART ? PAGE_CHAPTER : head;
	for (unsigned k = from; k < PAGE_HEADS; k++) {
		open[k] = k <= to ? node : NULL;
		page->heads[k] = first || (!page->heads[k] && open[k]) ? open[k] : page->heads[k];
	}
}

void page_find_heads(PageMakeup *makeup)
{
	const Doc *doc = makeup->setting->job->doc;
	const DocNode *open[PAGE_HEADS] = {NULL};
	int level = makeup->galley->parted ? 2 : head_level(doc);
	for (size_t i = 0; i < makeup->page_count; i++) {
		Page *page = &makeup->pages[i];
		memcpy(page->heads, open, sizeof open);
		for (uint32_t k = page->first; k < page->end; k++) {
			const DocSection *section = section_at(&makeup->list.items[k]);
			PageHead head = section ? head_of(section, level, makeup->galley->parted) : PAGE_HEADS;
			if (head != PAGE_HEADS)
				open_section(page, open, head, section->header, k == page->first);
		}
	}
}

static bool start_of(const FlowItem *item, uint32_t *serial, uint32_t *byte)
{
	const FlowBlock *block = item->block;
	if (block->kind == FLOW_LINE && !block->toc)
		return par_start(block->par, item->variant, item->line, serial, byte);
	bool away = block->kind == FLOW_FLOAT && !item->height;
	if (!block->node || block->toc || away)
		return false;
	*serial = block->node->serial;
	*byte = 0;
	return true;
}

static bool start_of_broadside(const PageBroadside *page, DocPageStart *start)
{
	bool found = false;
	for (uint32_t i = page->first; i < page->end && !found; i++)
		found = start_of(&page->list->items[i], &start->serial, &start->byte);
	return found;
}

/* A page before the body: of the contents if it holds an entry, which has its heading
 * as node; with text of its own, a dedication or a preface; else the title page. */
static bool start_of_front(const PageMakeup *makeup, const Page *page, DocPageStart *start)
{
	start->part = DOC_PART_TITLE;
	for (uint32_t k = page->first; k < page->end; k++) {
		const DocNode *node = makeup->list.items[k].block->node;
		if (!node)
			continue;
		if (!makeup->list.items[k].block->toc) {
			start->part = DOC_PART_TEXT;
			if (start_of(&makeup->list.items[k], &start->serial, &start->byte))
				return true;
			continue;
		}
		start->part = DOC_PART_CONTENTS;
		start->serial = k == page->first || node->type != DOC_HEADER ? node->serial : 0;
		break;
	}
	return page->first < page->end && start->part != DOC_PART_TEXT;
}

/* Where a page of the body begins; titled: with the title, on a page of its own or not. */
static bool start_of_page(const PageMakeup *makeup, const Page *page, bool titled, DocPageStart *start)
{
	bool found = page->front ? start_of_front(makeup, page, start) : titled;
	start->part = titled ? DOC_PART_TITLE : start->part;
	for (uint32_t k = page->first; k < page->end && !found && !page->front; k++)
		found = start_of(&makeup->list.items[k], &start->serial, &start->byte);
	return page->broadside ? start_of_broadside(&makeup->broadsides[page->broadside - 1], start) : found;
}

DocPageMap page_map(const PageMakeup *makeup)
{
	const Doc *doc = makeup->setting->job->doc;
	DocPageMap map = {.pages = arena_alloc(makeup->setting->arena, (makeup->page_count + 1) * sizeof *map.pages)};
	uint32_t before = 0;
	for (size_t i = makeup->galley->half_title ? 2 : 0, title_page = i; i < makeup->page_count; i++) {
		const Page *page = &makeup->pages[i];
		DocPageStart start = {.label = page->label};
		bool found = start_of_page(makeup, page, i == title_page && doc->meta.titled, &start);
		bool coda = doc->coda && start.serial >= doc->coda->serial;
		if (!found || coda || (start.part == DOC_PART_TEXT && start.serial < before))
			continue;
		before = start.part == DOC_PART_TEXT ? start.serial : 0;
		map.pages[map.count++] = start;
	}
	return map;
}
