/*
 * What sections are to a book: parts, chapters, front and back matter.  What the author says by a class counts; else
 * the shape does, and headings that are called what they are.
 */
#include "document/resolve.h"

#include <string.h>
#include <utf8proc.h>

/* Terms of the EPUB Structural Semantics Vocabulary, as classes; what headings are called by themselves, languages say.
 */
static const struct {
	const char *name;
	DocMatter matter;
} kinds[LANG_HEADINGS] = {
        [LANG_ABSTRACT_HEADING] = {"abstract", DOC_MATTER_FRONT},
        [LANG_ACKNOWLEDGMENTS_HEADING] = {"acknowledgments", DOC_MATTER_BACK},
        [LANG_AFTERWORD_HEADING] = {"afterword", DOC_MATTER_BACK},
        [LANG_APPENDIX_HEADING] = {"appendix", DOC_MATTER_BACK},
        [LANG_BIBLIOGRAPHY_HEADING] = {"bibliography", DOC_MATTER_BACK},
        [LANG_CHAPTER_HEADING] = {"chapter", DOC_MATTER_BODY},
        [LANG_COLOPHON_HEADING] = {"colophon", DOC_MATTER_BACK},
        [LANG_CONCLUSION_HEADING] = {"conclusion", DOC_MATTER_BODY},
        [LANG_CONTRIBUTORS_HEADING] = {"contributors", DOC_MATTER_FRONT},
        [LANG_COPYRIGHT_PAGE_HEADING] = {"copyright-page", DOC_MATTER_FRONT},
        [LANG_DEDICATION_HEADING] = {"dedication", DOC_MATTER_FRONT},
        [LANG_EPILOGUE_HEADING] = {"epilogue", DOC_MATTER_BODY},
        [LANG_ERRATA_HEADING] = {"errata", DOC_MATTER_BACK},
        [LANG_FOREWORD_HEADING] = {"foreword", DOC_MATTER_FRONT},
        [LANG_GLOSSARY_HEADING] = {"glossary", DOC_MATTER_BACK},
        [LANG_IMPRINT_HEADING] = {"imprint", DOC_MATTER_FRONT},
        [LANG_INTRODUCTION_HEADING] = {"introduction", DOC_MATTER_BODY},
        [LANG_PART_HEADING] = {"part", DOC_MATTER_BODY},
        [LANG_PREAMBLE_HEADING] = {"preamble", DOC_MATTER_FRONT},
        [LANG_PREFACE_HEADING] = {"preface", DOC_MATTER_FRONT},
        [LANG_PROLOGUE_HEADING] = {"prologue", DOC_MATTER_BODY},
        [LANG_VOLUME_HEADING] = {"volume", DOC_MATTER_BODY},
};

bool doc_is_kind(const char *name)
{
	for (size_t i = 0; i < BASE_LEN(kinds); i++) {
		if (str_eq(kinds[i].name, name))
			return true;
	}
	return false;
}

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

/* Whether a text begins with a name, in large letters or in small ones. */
static bool begins(const char *text, const char *name, size_t len)
{
	size_t used, of_name;
	for (size_t i = 0; i < len; i += of_name, text += used) {
		uint32_t letter = utf8_decode(text, strlen(text), &used),
		         wanted = utf8_decode(name + i, len - i, &of_name);
		if (!*text || utf8proc_tolower((utf8proc_int32_t)letter) != utf8proc_tolower((utf8proc_int32_t)wanted))
			return false;
	}
	return true;
}

/* Whether the heading is a name, or begins with it and a number or a colon. */
static bool is_called(const DocSection *section, const char *name, size_t len)
{
	if (!begins(section->text, name, len))
		return false;
	const char *rest = section->text + len;
	return !*rest || *rest == ':' || (*rest == ' ' && (strlen(rest) < 4 || strchr(rest, ':')));
}

static bool is_called_one_of(const DocSection *section, const char *names)
{
	for (const char *name = names; name && name[1]; name += 1 + strcspn(name + 1, "|")) {
		if (is_called(section, name + 1, strcspn(name + 1, "|")))
			return true;
	}
	return false;
}

/* The kind's place in the table, or its length. */
static size_t find_kind(const Doc *doc, const DocSection *section)
{
	const Language *language = lang_find(doc->meta.lang);
	for (size_t i = 0; i < BASE_LEN(kinds); i++) {
		if (doc_has_class(section->header, kinds[i].name))
			return i;
	}
	for (size_t i = 0; i < BASE_LEN(kinds) && section->level <= 2; i++) {
		if (is_called_one_of(section, language->sections[i]))
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

/* What the sections of a level have come to: appendices, of which what says nothing is a further one, or the end. */
typedef enum { IN_TEXT, IN_APPENDICES, AT_END } Reached;

static bool says_kind(const DocSection *section, bool known)
{
	return known || section->division != DOC_DIVISION_CHAPTER || doc_has_class(section->header, "chapter");
}

/* A section is of the matter of what it is in; what an appendix holds are appendices. */
static void name_section(Doc *doc, DocSection *section, const DocSection *outer, Reached reached)
{
	size_t kind = find_kind(doc, section);
	bool known = kind < BASE_LEN(kinds), over = is_appendix(section) && section->division == DOC_DIVISION_PART;
	section->matter = known && kinds[kind].matter ? kinds[kind].matter : outer ? outer->matter : DOC_MATTER_BODY;
	bool said = says_matter(section->header, &section->matter) || says_kind(section, known);
	if (!said && reached != IN_TEXT)
		section->matter = DOC_MATTER_BACK;
	section->appendix = is_appendix(section) || (outer && outer->appendix) || (!said && reached == IN_APPENDICES);
	section->kind = known && !over ? kinds[kind].name : usual_kind(section);
}

/* What follows a section, at its level, where it does not say what it is.  A heading over appendices may hold them, or
 * stand above those that follow, as bookdown has it. */
static Reached reached_after(const Doc *doc, const DocSection *section, Reached before)
{
	const DocSection *next = section + 1 < doc->sections + doc->section_count ? section + 1 : NULL;
	if (section->division == DOC_DIVISION_PART && section->appendix)
		return next && next->level == section->level ? IN_APPENDICES : AT_END;
	if (section->division != DOC_DIVISION_CHAPTER)
		return IN_TEXT;
	if (section->appendix)
		return IN_APPENDICES;
	bool ends = section->matter == DOC_MATTER_BACK && before != IN_TEXT;
	return ends || (section->kind && str_eq(section->kind, "appendix")) ? AT_END : IN_TEXT;
}

void res_divisions(Doc *doc)
{
	const DocSection *open[8] = {NULL};
	Reached reached[8] = {IN_TEXT};
	divide(doc);
	for (size_t i = 0; i < doc->section_count; i++) {
		DocSection *section = &doc->sections[i];
		size_t level = (size_t)section->level;
		name_section(doc, section, open[level - 1], reached[level]);
		reached[level] = reached_after(doc, section, reached[level]);
		for (open[level] = section; level + 1 < BASE_LEN(open); level++) {
			open[level + 1] = section;
			reached[level + 1] = IN_TEXT;
		}
	}
}
