/*
 * What sections are to a book: parts, chapters, front and back matter.  What the author says by a class counts; else
 * the shape does, and headings that are called what they are.
 */
#include "document/resolve.h"

#include <string.h>
#include <strings.h>

/* Terms of the EPUB Structural Semantics Vocabulary, as classes and as headings' own words in English. */
static const struct {
	const char *name;
	DocMatter matter;
} kinds[] = {
        {"abstract", DOC_MATTER_FRONT},       {"acknowledgments", DOC_MATTER_BACK}, {"afterword", DOC_MATTER_BACK},
        {"appendix", DOC_MATTER_BACK},        {"bibliography", DOC_MATTER_BACK},    {"chapter", DOC_MATTER_BODY},
        {"colophon", DOC_MATTER_BACK},        {"conclusion", DOC_MATTER_BODY},      {"contributors", DOC_MATTER_FRONT},
        {"copyright-page", DOC_MATTER_FRONT}, {"dedication", DOC_MATTER_FRONT},     {"epilogue", DOC_MATTER_BODY},
        {"errata", DOC_MATTER_BACK},          {"foreword", DOC_MATTER_FRONT},       {"glossary", DOC_MATTER_BACK},
        {"imprint", DOC_MATTER_FRONT},        {"introduction", DOC_MATTER_BODY},    {"part", DOC_MATTER_BODY},
        {"preamble", DOC_MATTER_FRONT},       {"preface", DOC_MATTER_FRONT},        {"prologue", DOC_MATTER_BODY},
        {"volume", DOC_MATTER_BODY},
};

/* ---- the shape ---- */

/* Whether a section says nothing itself, but for an epigraph or a dedication, before the first of its own. */
static bool is_silent(const Doc *doc, const DocSection *section)
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

static bool is_appendix(const DocSection *section)
{
	return doc_has_class(section->header, "appendix");
}

/* Whether sections of a level are parts of a book by their shape: most that hold sections of the next are silent, and
 * those are as long as chapters; appendices apart. */
static bool are_parts(const Doc *doc, int level)
{
	enum { LETTERS_OF_A_CHAPTER = 5000 }; /* two pages: what is shorter is a section */
	size_t parts = 0, others = 0, chapters = 0, letters = 0;
	for (size_t i = 0, end; i < doc->section_count; i = end) {
		size_t inner = 0;
		end = i + 1;
		if (doc->sections[i].level != level || is_appendix(&doc->sections[i]))
			continue;
		for (; end < doc->section_count && doc->sections[end].level > level; end++)
			inner += doc->sections[end].level == level + 1;
		if (inner && is_silent(doc, &doc->sections[i])) {
			parts++;
			chapters += inner;
			letters += letters_of(doc, i, end);
		} else {
			others += inner > 0;
		}
	}
	return parts > 1 && 4 * others <= parts && letters / chapters >= LETTERS_OF_A_CHAPTER;
}

/* ---- what the author says ---- */

static bool any_part(const Doc *doc)
{
	for (size_t i = 0; i < doc->section_count; i++) {
		if (doc_has_class(doc->sections[i].header, "part"))
			return true;
	}
	return false;
}

static bool is_boxed(const DocSection *section)
{
	const DocNode *at = section->header->parent;
	while (at->type == DOC_DIV && at->u.div.kind == DOC_DIV_PLAIN)
		at = at->parent;
	return at->type != DOC_ROOT;
}

/* A heading over appendices says so itself, or is a part by its shape. */
static bool is_part(const Doc *doc, const DocSection *section, const bool *shaped)
{
	if (doc_has_class(section->header, "part"))
		return true;
	if (doc_has_class(section->header, "chapter") || !is_silent(doc, section))
		return false;
	return (is_appendix(section) && is_appendix(section + 1)) || (section->level <= 2 && shaped[section->level]);
}

/* Parts and chapters stand in the text or in parts; everything else is a section of one. */
static void divide(Doc *doc)
{
	bool shape = !any_part(doc), within[8] = {true},
	     shaped[3] = {false, shape && are_parts(doc, 1), shape && are_parts(doc, 1) && are_parts(doc, 2)};
	int chapter = 0;
	for (size_t i = 0; i < doc->section_count; i++) {
		DocSection *section = &doc->sections[i];
		section->boxed = is_boxed(section);
		bool division = within[section->level - 1] && !section->boxed;
		bool part = division && is_part(doc, section, shaped);
		section->division = part ? DOC_DIVISION_PART : division ? DOC_DIVISION_CHAPTER : DOC_DIVISION_SECTION;
		chapter = division ? section->level : chapter;
		section->rank = section->level < chapter ? 1 : section->level - (chapter ? chapter - 1 : 0);
		within[section->level] = part;
		memset(within + section->level + 1, 0, sizeof within - (size_t)section->level - 1);
	}
}

/* ---- kinds and matter ---- */

/* Whether the heading is the kind's name, or begins with it and a number or a colon. */
static bool is_called(const DocSection *section, const char *name)
{
	size_t len = strlen(name);
	if (strncasecmp(section->text, name, len))
		return false;
	const char *rest = section->text + len;
	return !*rest || *rest == ':' || (*rest == ' ' && (strlen(rest) < 4 || strchr(rest, ':')));
}

/* The kind's place in the table, or its length. */
static size_t find_kind(const Doc *doc, const DocSection *section)
{
	bool english = lang_same(doc->meta.lang, "en") && section->level <= 2;
	for (size_t i = 0; i < BASE_LEN(kinds); i++) {
		if (doc_has_class(section->header, kinds[i].name))
			return i;
	}
	for (size_t i = 0; i < BASE_LEN(kinds); i++) {
		if (english && is_called(section, kinds[i].name))
			return i;
	}
	return BASE_LEN(kinds);
}

/* Said by the heading or a div around it. */
static bool says_matter(const DocNode *header, DocMatter *matter)
{
	static const char *const names[][2] = {{"mainmatter", "bodymatter"}, {"frontmatter"}, {"backmatter"}};
	for (const DocNode *node = header; node; node = node->parent) {
		for (size_t i = 0; i < 2 * BASE_LEN(names); i++) {
			if (names[i / 2][i % 2] && doc_has_class(node, names[i / 2][i % 2])) {
				*matter = (DocMatter)(i / 2);
				return true;
			}
		}
	}
	return false;
}

/* The term for what the author gives none: only of the body all are chapters. */
static const char *usual_kind(const DocSection *section)
{
	if (section->division == DOC_DIVISION_PART)
		return "part";
	bool chapter = section->division == DOC_DIVISION_CHAPTER;
	return !chapter ? NULL : section->appendix ? "appendix" : section->matter == DOC_MATTER_BODY ? "chapter" : NULL;
}

/* A section is of the matter of what it is in; what an appendix holds are appendices. */
static void name_section(Doc *doc, DocSection *section, const DocSection *outer)
{
	size_t kind = find_kind(doc, section);
	bool known = kind < BASE_LEN(kinds), over = is_appendix(section) && section->division == DOC_DIVISION_PART;
	section->matter = known && kinds[kind].matter ? kinds[kind].matter : outer ? outer->matter : DOC_MATTER_BODY;
	says_matter(section->header, &section->matter);
	section->appendix = is_appendix(section) || (outer && outer->appendix);
	section->kind = known && !over ? kinds[kind].name : usual_kind(section);
}

void res_divisions(Doc *doc)
{
	const DocSection *open[8] = {NULL};
	divide(doc);
	for (size_t i = 0; i < doc->section_count; i++) {
		DocSection *section = &doc->sections[i];
		name_section(doc, section, open[section->level - 1]);
		for (size_t level = (size_t)section->level; level < BASE_LEN(open); level++)
			open[level] = section;
	}
}
