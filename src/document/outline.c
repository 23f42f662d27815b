/* The outline: which headings open sections, how deep, under which numbers. */
#include "document/resolve.h"

#include <string.h>

enum { DEEPEST = 7 }; /* six of headings, below parts that are written at the level of the first */

/* Only headings that stand in the text itself, or in a div of it, open a section; those in lists, quotes, tables do
 * not. */
static bool opens_section(const DocNode *node)
{
	const DocNode *at = node->type == DOC_HEADER ? node->parent : NULL;
	while (at && at->type == DOC_DIV)
		at = at->parent;
	return at && at->type == DOC_ROOT;
}

static const char *plain(Doc *doc, const DocNode *node)
{
	Buf text = {0};
	doc_plain_text(node, &text);
	const char *copy = arena_strndup(doc->arena, text.data ? text.data : "", text.len);
	buf_free(&text);
	return copy;
}

/* A heading of no words is neither counted nor in the contents. */
static void check_words(DocNode *header, const char *text, Diag *diag)
{
	if (*text || (header->first && header->first->type == DOC_IMAGE))
		return;
	header->u.header.unnumbered = header->u.header.unlisted = true;
	diag_report(diag, DIAG_WARNING, header->pos, "heading-empty",
	            "this heading has no words, so the contents leave it out; write some, or \\# for the sign");
}

static void add_section(Doc *doc, DocNode *header, Diag *diag)
{
	DocSection *section = &doc->sections[doc->section_count++];
	*section = (DocSection){.header = header, .text = plain(doc, header)};
	header->u.header.section = section;
	header->u.header.unnumbered = doc_has_class(header, "unnumbered") || doc_has_class(header, "-");
	header->u.header.unlisted = doc_has_class(header, "unlisted");
	check_words(header, section->text, diag);
}

/* ---- levels ---- */

static void check_skip(const DocNode *header, int before, int given, Diag *diag)
{
	if (before && given > before + 1)
		diag_report(diag, DIAG_WARNING, header->pos, "heading-skip",
		            "this heading goes from level %d to %d, so it is taken one level below; write %.*s", before,
		            given, before + 1, "######");
}

/* The level at which an author writes both parts and what is in them, and tells them apart by their class; 0: none. */
static int flat_level(const Doc *doc)
{
	for (size_t i = 0; i + 1 < doc->section_count; i++) {
		const DocNode *header = doc->sections[i].header, *next = doc->sections[i + 1].header;
		if (doc_has_class(header, "part") && !doc_has_class(next, "part") &&
		    header->u.header.level == next->u.header.level)
			return header->u.header.level;
	}
	return 0;
}

/* Whether a heading at that level is above the others, as what parts are in the line with: all but what stands in a
 * part. */
static bool is_raised(const DocNode *header, bool *in_part)
{
	static const char *const names[] = {"appendix", "frontmatter", "backmatter"};
	bool part = doc_has_class(header, "part");
	*in_part |= part;
	for (const DocNode *node = header; node && !part; node = node->parent) {
		for (size_t i = 0; i < BASE_LEN(names); i++)
			*in_part &= !doc_has_class(node, names[i]);
	}
	return part || !*in_part;
}

/* Levels as deep as the headings around them make them: no gaps. */
static void find_levels(Doc *doc, Diag *diag)
{
	int given[DEEPEST], depth = 0, before = 0, flat = flat_level(doc);
	bool in_part = false;
	for (size_t i = 0; i < doc->section_count; i++) {
		const DocNode *header = doc->sections[i].header;
		int level = header->u.header.level;
		check_skip(header, before, level, diag);
		before = level;
		level -= level == flat && is_raised(header, &in_part);
		while (depth && given[depth - 1] >= level)
			depth--;
		if (depth < DEEPEST)
			given[depth++] = level;
		doc->sections[i].level = depth;
	}
}

/* ---- numbers ---- */

/* What has been counted: parts, chapters and appendices all through, sections by level within what is around them,
 * whose number is theirs before a point. */
typedef struct {
	long parts, chapters, appendices;
	struct {
		long count;
		const char
		        *number; /* of the section that is open; "" for one that none is under; NULL if it has none */
	} levels[DEEPEST + 1];
} Numbers;

/* A lone part is the book itself. */
static bool is_lone(const Doc *doc, const DocSection *section)
{
	for (size_t i = 0; i < doc->section_count; i++) {
		if (doc->sections[i].division == DOC_DIVISION_PART && &doc->sections[i] != section)
			return false;
	}
	return true;
}

/* Parts in Roman numbers, appendices in capitals, or as the document's language counts such. */
static void put_letters(const Doc *doc, Buf *out, long number, bool part)
{
	const char *lang = doc->meta.lang;
	bool digits = part && lang_find(lang)->letters.digits;
	const char *letters = digits ? NULL : lang_letters(doc->arena, lang, number);
	if (letters)
		buf_str(out, letters);
	else
		doc_number(out, number, digits ? DOC_NUM_DECIMAL : part ? DOC_NUM_UPPER_ROMAN : DOC_NUM_UPPER_ALPHA);
}

static void put_number(const Doc *doc, Numbers *numbers, DocSection *section, Buf *out)
{
	const char *around = numbers->levels[section->level - 1].number;
	if (section->division == DOC_DIVISION_PART) {
		if (!is_lone(doc, section))
			put_letters(doc, out, section->ordinal = ++numbers->parts, true);
	} else if (section->division == DOC_DIVISION_CHAPTER) {
		if (section->appendix)
			put_letters(doc, out, ++numbers->appendices, false);
		else
			buf_int(out, section->ordinal = ++numbers->chapters);
	} else if (around) {
		buf_printf(out, "%s%s%ld", around, *around ? "." : "", ++numbers->levels[section->level].count);
	}
}

/* Of what only introduces or follows the text, appendices alone are numbered. */
static bool is_numbered(const DocSection *section)
{
	bool apart = section->matter != DOC_MATTER_BODY && !section->appendix;
	bool holds = section->division == DOC_DIVISION_PART && section->matter == DOC_MATTER_BACK;
	return !section->header->u.header.unnumbered && !(section->division && apart) && !holds;
}

/* Whether a heading is no more than its number: "IV". */
static bool is_numeral(const char *text)
{
	return *text && !text[strspn(text, "IVXLCDMivxlcdm0123456789.")];
}

/* Whether a part or a chapter says itself which it is: "Part One: The Sea", "IV". */
static bool says_itself(const DocSection *section)
{
	return section->ordinal &&
	       (lang_says_division(section->header->lang, section->division == DOC_DIVISION_PART, section->text) ||
	        is_numeral(section->text));
}

/* Parts and chapters are counted in any case: a style may have a label for them. */
static void number_sections(Doc *doc)
{
	Numbers numbers = {.levels[0].number = ""};
	for (size_t i = 0; i < doc->section_count; i++) {
		DocSection *section = &doc->sections[i];
		Buf number = {0};
		if (is_numbered(section))
			put_number(doc, &numbers, section, &number);
		const char *copy = number.len ? arena_strndup(doc->arena, number.data, number.len) : NULL;
		bool shown = doc->meta.number_sections && !says_itself(section);
		section->header->u.header.number = shown && copy ? lang_digits(doc->arena, doc->meta.lang, copy) : NULL;
		numbers.levels[section->level].number = section->division == DOC_DIVISION_PART ? "" : copy;
		for (int deeper = section->level + 1; deeper <= DEEPEST; deeper++)
			numbers.levels[deeper].count = 0;
		buf_free(&number);
	}
}

/* "Part One: The Time Before" is of two lines, of which the first is a label, and what divided them is the line's end.
 */
static void divide_title(Doc *doc, DocNode *text)
{
	enum { LONGEST = 24 }; /* of what counts the part */
	const char *colon = text && text->type == DOC_TEXT ? memchr(text->u.text.text, ':', text->u.text.len) : NULL;
	size_t before = colon ? (size_t)(colon - text->u.text.text) : 0;
	if (!before || before > LONGEST || before + 2 >= text->u.text.len || colon[1] != ' ')
		return;
	Pos pos = text->pos;
	pos.col += (uint32_t)before + 2;
	DocNode *rest = doc_text(doc, pos, colon + 2, text->u.text.len - before - 2),
	        *end = doc_node(doc, DOC_LINE_BREAK, pos);
	rest->lang = end->lang = text->lang;
	rest->dir = end->dir = text->dir;
	text->u.text.text = arena_strndup(doc->arena, text->u.text.text, before);
	text->u.text.len = before;
	doc_insert_after(text, end);
	doc_insert_after(end, rest);
	DocNode *label = doc_node(doc, DOC_SPAN, text->pos);
	label->lang = text->lang;
	label->dir = text->dir;
	doc_replace(text, label);
	doc_append(label, text);
	doc_add_class(doc, label, "division");
}

static void divide_titles(Doc *doc)
{
	for (size_t i = 0; i < doc->section_count; i++) {
		if (doc->sections[i].division == DOC_DIVISION_PART)
			divide_title(doc, doc->sections[i].header->first);
	}
}

void res_outline(Doc *doc, Diag *diag)
{
	size_t count = 0;
	for (const DocNode *node = doc->root; node; node = doc_next(node, doc->root, false))
		count += opens_section(node);
	doc->sections = arena_alloc(doc->arena, (count + 1) * sizeof *doc->sections);
	for (DocNode *node = doc->root; node; node = doc_next_mutable(node, doc->root, false)) {
		if (opens_section(node))
			add_section(doc, node, diag);
	}
	find_levels(doc, diag);
	res_divisions(doc);
	number_sections(doc);
	divide_titles(doc);
}

bool doc_has_parts(const Doc *doc)
{
	for (size_t i = 0; i < doc->section_count; i++) {
		if (doc->sections[i].division == DOC_DIVISION_PART)
			return true;
	}
	return false;
}

bool doc_in_contents(const Doc *doc, const DocSection *section, int depth)
{
	return !section->header->u.header.unlisted &&
	       section->level <= (doc->meta.toc_depth ? doc->meta.toc_depth : depth);
}

const char *doc_division_label(Arena *arena, const DocSection *section, LangCount count, bool word)
{
	if (!section || !section->ordinal || count == LANG_COUNT_NONE)
		return NULL;
	bool part = section->division == DOC_DIVISION_PART;
	const char *lang = section->header->lang, *numeral = NULL;
	if (says_itself(section))
		return NULL;
	Buf text = {0};
	doc_number(&text, section->ordinal, count == LANG_COUNT_ROMAN ? DOC_NUM_UPPER_ROMAN : DOC_NUM_DECIMAL);
	if (count != LANG_COUNT_WORDS)
		numeral = lang_digits(arena, lang, arena_strndup(arena, text.data, text.len));
	buf_free(&text);
	return lang_division(arena, lang, part, section->ordinal, numeral, word);
}

/* Whether a heading is words alone: what else there may be (a note, a picture, a link) is looked for in lines, and
 * beside them is none. */
static bool is_plain(const DocNode *header)
{
	for (const DocNode *node = header->first; node; node = doc_next(node, header, false)) {
		if (node->type == DOC_NOTE_REF || node->type == DOC_IMAGE || node->type == DOC_LINK ||
		    node->type == DOC_MATH || node->type == DOC_LINE_BREAK || doc_id(node))
			return false;
	}
	return true;
}

bool doc_may_run_in(const DocNode *header)
{
	const DocSection *section = header->u.header.section;
	const DocNode *next = header->next;
	return next && next->type == DOC_PARA && !doc_is_attribution(next) && is_plain(header) &&
	       !(section && section->division);
}

bool doc_break_shows(const DocNode *rule)
{
	const DocNode *before = rule->prev, *after = rule->next;
	while (before && before->type == DOC_RULE)
		before = before->prev;
	while (after && after->type == DOC_RULE)
		after = after->next;
	return !(before && before->type == DOC_HEADER) && !(after && after->type == DOC_HEADER);
}
