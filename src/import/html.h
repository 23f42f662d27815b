/* html: pages of HTML, by themselves or in an archive.  Inside import only.
 * html.c makes nodes of elements, html_places.c knows what links lead to and which of it are notes, html_css.c what
 * style sheets make of words. */
#ifndef IMPORT_HTML_H
#define IMPORT_HTML_H

#include "import/package.h"

/* What pages of one archive have in common is in the same maps; a page by itself has no path and no package. */
typedef struct {
	Map *places;  /* "path#id", of a page by itself "id" -> HtmlPlace */
	Map *calls;   /* links that call notes, by html_key -> the note's HtmlPlace */
	Map *spent;   /* what stands at their calls and no more where it is: notes, and links back to calls, by html_key
	               */
	Map *notes;   /* those of them that are read already, by html_key -> DocNode */
	Map *tries;   /* blocks that were looked at for being notes, by html_key -> how often, as a pointer */
	Map *names;   /* of an archive's places -> the id that they have in the source */
	Map *taken;   /* these */
	Map *formats; /* what style sheets say of words: ".class" and "tag.class" -> FORMAT_… bits, as a pointer */
	const char *path;
	Package *package;
	bool ours; /* made by bifolio: what it adds to the text is left out */
} HtmlPage;
typedef struct {
	const xmlNode *node;
	const HtmlPage *page;
} HtmlPlace;

HtmlPage html_page(Arena *arena); /* with maps of its own */
/* A node as these maps have it. */
const char *html_key(Import *import, const xmlNode *node);
/* Whether an attribute of words, such as a class or a role, has this one. */
bool html_has_word(const xmlNode *node, const char *key, const char *word);

/* First the places of all pages, then the notes of all. */
void html_find_places(Import *import, const HtmlPage *page, const xmlNode *top);
void html_find_notes(Import *import, const HtmlPage *page, const xmlNode *top);
/* Whether an address has a scheme, so that it leads out of the pages. */
bool html_leads_out(const char *url);
/* Where a link leads in the one source that all pages of an archive become; an id's name there, NULL: it has none. */
const char *html_link(Import *import, const HtmlPage *page, const char *url);
const char *html_name(Import *import, const HtmlPage *page, const char *id);

/* Takes in what a style sheet says of emphasis, for html_formats. */
void html_read_css(Import *import, const HtmlPage *page, const char *css);
/* What style sheets and its own style make of an element's words, as FORMAT_… bits. */
unsigned html_formats(Import *import, const HtmlPage *page, const xmlNode *node);

/* A node, and all that it holds, below a parent. */
void html_node(Import *import, const HtmlPage *page, DocNode *parent, const xmlNode *node);
/* html_math.c: a formula in MathML, as TeX where it says what it is in that, else as it is; false: it is empty */
bool html_math(Import *import, DocNode *parent, const xmlNode *math);

#endif
