/* html: raw HTML nodes -> nodes of the tree.  Inside source only.
 *
 * html.c reads: it hands libxml2 what stands in one block, with signs in place of the
 * nodes that Markdown has made of the rest; html_elements.c says what each tag becomes;
 * html_repair.c brings into shape what stands where the tree has no place for it. */
#ifndef SOURCE_HTML_H
#define SOURCE_HTML_H

#include "base/base.h"
#include "document/document.h"

/* Leaves no DOC_RAW_BLOCK and no DOC_RAW_INLINE in the document. */
void src_html(Doc *doc, Diag *diag);

typedef enum {
	HTML_NODE,
	HTML_VOID,  /* a node that holds nothing, and has no end tag */
	HTML_ALONE, /* the tag goes, its text stays, without a word */
	HTML_PART,  /* means nothing here, but its text stands apart from what is beside it */
	HTML_TABLE, /* so, too, where it makes no table */
	HTML_DROP   /* goes with all that it holds */
} HtmlAction;

/* What a tag becomes. */
typedef struct {
	const char *name;
	HtmlAction action;
	DocType type;
	bool optional; /* its end tag may be left out */
} HtmlElement;

/* By its name in small letters; NULL if it is not known. */
const HtmlElement *src_html_element(const char *name);

/* A node of the element's type with what the attributes say, which are names and
 * values (NULL: none) by turns, and end with NULL, as libxml2 has them. */
DocNode *src_html_node(Doc *doc, const HtmlElement *element, const char *const *attributes, Pos pos);

/* What an element says of the listing that it holds, as mdBook's books have it: <Listing number="2-1" caption="…">. */
enum { SRC_LISTING_KEYS = 4 };
extern const char *const src_listing_keys[SRC_LISTING_KEYS];
/* Whether attributes say of the element that it holds a listing; keeps what they say of that as keys of a node. */
bool src_html_is_of_listing(const char *const *attributes);
void src_html_keep_caption(Doc *doc, DocNode *node, const char *const *attributes);
/* Whether a comment is one that some tools end a page for. */
bool src_html_is_page_break(const char *comment);

/* Reads the style attributes of all nodes, which go (styles.c).  diag: NULL, nobody is told of what is left out. */
void src_styles(Doc *doc, Diag *diag);

/* Makes formulas of MathML among the raw nodes below top (html_math.c). */
void src_html_math(Doc *doc, DocNode *top, Diag *diag);

/* Gives every node below top children that it may have; no text is lost.  Texts in
 * DOC_RAW_BLOCKs are parted by them, which go. */
void src_html_repair(Doc *doc, DocNode *top);

/* Brings words with their readings into the shape that document.h tells, and makes such of spans with a key ruby=
 * (ruby.c). */
void src_ruby(Doc *doc, DocNode *top);

/* Whether a node's children are inlines. */
bool src_holds_inlines(DocType type);

/* Makes the tables below top whole whose parts were read as they came: caption, head, body,
 * and each cell in its column.  One without a cell goes. */
void src_html_tables(Doc *doc, DocNode *top);

#endif
