/* What each edition has. */
#include "source/editions.h"

#include <string.h>

/* Formats by the edition that is made here; others are made by nobody. */
static const struct {
	const char *name;
	SrcEdition edition;
} formats[] = {
        {"print", SRC_PRINT}, {"pdf", SRC_PRINT},  {"latex", SRC_PRINT}, {"beamer", SRC_PRINT}, {"typst", SRC_PRINT},
        {"epub", SRC_EPUB},   {"ebook", SRC_EPUB}, {"e-book", SRC_EPUB}, {"html", SRC_EPUB},    {"html4", SRC_EPUB},
        {"html5", SRC_EPUB},  {"epub2", SRC_EPUB}, {"epub3", SRC_EPUB},
};

enum { IN_NONE = 0, IN_BOTH = (1 << SRC_PRINT) | (1 << SRC_EPUB) };

/* The editions, as bits, that a list of formats names: "pdf, epub". */
static unsigned named_in(const char *list)
{
	unsigned found = IN_NONE;
	for (const char *at = list; *at; at += strspn(at, ", \"[]")) {
		size_t len = strcspn(at, ", \"[]");
		for (size_t i = 0; i < BASE_LEN(formats); i++) {
			if (strlen(formats[i].name) == len && !memcmp(at, formats[i].name, len))
				found |= 1u << formats[i].edition;
		}
		at += len;
	}
	return found;
}

static unsigned by_key(const DocNode *node, const char *key, unsigned otherwise)
{
	const char *value = doc_key(node, key);
	return value ? named_in(value) : otherwise;
}

static const struct {
	const char *name;
	unsigned shown;
} classes[] = {
        {"hidden", IN_NONE},          {"print-only", 1 << SRC_PRINT}, {"only-print", 1 << SRC_PRINT},
        {"epub-only", 1 << SRC_EPUB}, {"only-epub", 1 << SRC_EPUB},   {"ebook-only", 1 << SRC_EPUB},
};

bool src_is_edition(const char *class)
{
	for (size_t i = 0; i < BASE_LEN(classes); i++) {
		if (str_eq(class, classes[i].name))
			return true;
	}
	return false;
}

/* The editions that a node's class names. */
static unsigned by_class(const DocNode *node)
{
	for (size_t i = 0; i < BASE_LEN(classes); i++) {
		if (doc_has_class(node, classes[i].name))
			return classes[i].shown;
	}
	return IN_BOTH;
}

/* The editions that show a node, by what it says itself. */
static unsigned shown_in(const DocNode *node, Diag *diag)
{
	const char *only = doc_key(node, "only");
	unsigned shown = by_class(node);
	if (!node->attr)
		return IN_BOTH;
	if (only && named_in(only))
		shown &= named_in(only);
	else if (only)
		diag_report(diag, DIAG_WARNING, node->pos, "only-unknown",
		            "there is no edition '%s', so both have this; write only=print or only=epub", only);
	if (doc_has_class(node, "content-visible"))
		shown &= by_key(node, "when-format", IN_BOTH) & ~by_key(node, "unless-format", IN_NONE);
	if (doc_has_class(node, "content-hidden"))
		shown &= ~by_key(node, "when-format", doc_key(node, "unless-format") ? IN_NONE : IN_BOTH) &
		         by_key(node, "unless-format", IN_BOTH);
	return shown;
}

/* What goes with a node: a picture's figure, a paragraph or an item of nothing else. */
static DocNode *whole_of(DocNode *node)
{
	DocNode *parent = node->parent;
	bool alone = parent && !node->prev && !node->next && (parent->type == DOC_PARA || parent->type == DOC_PLAIN);
	if (!alone || !parent->parent)
		return node;
	DocNode *around = parent->parent;
	bool item = around->type == DOC_LIST_ITEM && around->first == around->last;
	return around->type == DOC_FIGURE || item ? around : parent->type == DOC_PARA ? parent : node;
}

/* Of a heading, its section: up to the next one that is not below it. */
static void take_section(DocNode *header)
{
	int level = header->u.header.level;
	for (DocNode *next; (next = header->next) != NULL; doc_unlink(next)) {
		if (next->type == DOC_HEADER && next->u.header.level <= level)
			break;
	}
	doc_unlink(header);
}

/* Takes a node out; returns where to go on, whose successors are next. */
static DocNode *take_out(DocNode *node)
{
	DocNode *whole = whole_of(node), *before = whole->prev ? whole->prev : whole->parent;
	if (whole->type == DOC_HEADER)
		take_section(whole);
	else
		doc_unlink(whole);
	return before;
}

static void divide(Doc *doc, DocNode *top, SrcEdition edition, bool raw, Diag *diag)
{
	DocNode *node = top;
	for (bool inside = true; node; node = doc_next_mutable(node, top, !inside)) {
		bool is_raw = node->type == DOC_RAW_BLOCK || node->type == DOC_RAW_INLINE;
		unsigned shown = node != top && (is_raw || !raw) ? shown_in(node, diag) : IN_BOTH;
		inside = true;
		if (shown == IN_BOTH)
			continue;
		doc->divided |= shown != IN_NONE;
		if (edition == SRC_BOTH || shown & 1u << edition)
			continue;
		bool first = !whole_of(node)->prev;
		node = take_out(node);
		inside = first; /* into what it was the first of, or on after the one before it */
	}
}

void src_divide(Doc *doc, SrcEdition edition, bool raw, Diag *diag)
{
	for (size_t i = 0; i <= doc->note_count; i++)
		divide(doc, i ? doc->notes[i - 1] : doc->root, edition, raw, diag);
}
