/* What sections are: preface, part, chapter, appendix… */
#include "epub/inner.h"

#include <string.h>
#include <strings.h>

/* By the class that the author gave, or in English by the heading's own words. */
static const EpKind kinds[] = {
        {"abstract", "doc-abstract", EP_FRONT},
        {"acknowledgments", "doc-acknowledgments", EP_BACK},
        {"afterword", "doc-afterword", EP_BACK},
        {"appendix", "doc-appendix", EP_BACK},
        {"bibliography", "doc-bibliography", EP_BACK},
        {"chapter", "doc-chapter", EP_BODY},
        {"colophon", "doc-colophon", EP_BACK},
        {"conclusion", "doc-conclusion", EP_BODY},
        {"contributors", NULL, EP_FRONT},
        {"copyright-page", NULL, EP_FRONT},
        {"dedication", "doc-dedication", EP_FRONT},
        {"epilogue", "doc-epilogue", EP_BODY},
        {"errata", "doc-errata", EP_BACK},
        {"foreword", "doc-foreword", EP_FRONT},
        {"glossary", "doc-glossary", EP_BACK},
        {"imprint", NULL, EP_FRONT},
        {"introduction", "doc-introduction", EP_BODY},
        {"part", "doc-part", EP_BODY},
        {"preamble", NULL, EP_FRONT},
        {"preface", "doc-preface", EP_FRONT},
        {"prologue", "doc-prologue", EP_BODY},
        {"volume", NULL, EP_BODY},
};

static const EpKind part = {"part", "doc-part", EP_BODY};
static const EpKind chapter = {"chapter", "doc-chapter", EP_BODY};
static const EpKind plain = {NULL, NULL, EP_BODY};

/* Whether the heading is the kind's name, or begins with it and a number or a colon. */
static bool is_called(const DocSection *section, const char *type)
{
	size_t len = strlen(type);
	if (strncasecmp(section->text, type, len))
		return false;
	const char *rest = section->text + len;
	return !*rest || *rest == ':' || (*rest == ' ' && (strlen(rest) < 4 || strchr(rest, ':')));
}

const EpKind *ep_kind(const Ep *ep, const DocSection *section)
{
	bool english = lang_same(ep->meta->lang, "en");
	for (size_t i = 0; i < BASE_LEN(kinds); i++)
		if (doc_has_class(section->header, kinds[i].type))
			return &kinds[i];
	for (size_t i = 0; i < BASE_LEN(kinds); i++)
		if (english && section->level <= 2 && is_called(section, kinds[i].type))
			return &kinds[i];
	if (!ep->parts[section - ep->doc->sections])
		return ep->chapters[section - ep->doc->sections] ? &chapter : &plain;
	/* A lone heading over all chapters is the book's own title. */
	for (size_t i = 0; i < ep->doc->section_count; i++)
		if (ep->doc->sections[i].level == section->level && &ep->doc->sections[i] != section)
			return &part;
	return &plain;
}
